"""The atlas as a Streamlit app: `streamlit run app.py`."""

import os
from pathlib import Path

import streamlit as st

from geo.ui import explorer

PAGES = Path(os.environ.get("JJJ_PAGES", Path(__file__).parent / "seeds"))

st.set_page_config(page_title="京津冀地名图", page_icon="🗺️", layout="wide", initial_sidebar_state="collapsed")
explorer.show(PAGES)
