"""The app on made data, for `make bench-ui`: `JJJ_MADE=10000,100000 streamlit run tests/apps/made.py`."""

import os

import streamlit as st

from geo.atlas import Atlas
from geo.ui import explorer
from tests.made import made_atlas

PLACES, MENTIONS = (int(n) for n in os.environ.get("JJJ_MADE", "10000,100000").split(","))


@st.cache_resource(show_spinner="正在造数据…")
def load() -> Atlas:
    """The made atlas, made once."""
    return made_atlas(PLACES, MENTIONS)


st.set_page_config(layout="wide", initial_sidebar_state="collapsed")
explorer.show_atlas(load)
