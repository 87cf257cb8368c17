"""What `make bench-ui` compares with: a page with one st_folium map and nothing else, Leaflet from the same server."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo.ui.assets import LEAFLET_URL

st.set_page_config(layout="wide")
bare = folium.Map(location=(39.2, 116.6), zoom_start=7, tiles=None)
bare.default_js, bare.default_css = [("leaflet", f"{LEAFLET_URL}/leaflet.js")], [("leaflet_css", f"{LEAFLET_URL}/leaflet.css")]
folium.Marker((39.2, 116.6)).add_to(bare)
st_folium(bare, key="map", height=600, use_container_width=True, returned_objects=[])
