"""The page's own look: no empty room, a drawer that says what it is, the map first on a phone."""

from __future__ import annotations

import streamlit as st

_CSS = """
.stMainBlockContainer { padding: .7rem 1.2rem 1rem; max-width: 1900px; }
[data-testid="stHeader"] { background: transparent; }
[data-testid="stHeader"], [data-testid="stHeader"] * { pointer-events: none; }
[data-testid="stHeader"] :is(button, a, button *) { pointer-events: auto; }
[data-testid="stVerticalBlock"] { gap: .55rem; }
[data-testid="stSidebarHeader"] { height: 2.6rem; padding-bottom: 0; margin-bottom: 0; }
h1 { font-size: 1.35rem !important; padding: 0 !important; white-space: nowrap; }
.stApp:has([data-testid="stExpandSidebarButton"]) h1 { margin-left: 7.4rem; }
[data-testid="stExpandSidebarButton"] {
  width: auto !important; padding: 0 .6rem !important; border: 1px solid #8a949e !important; border-radius: 8px !important;
}
[data-testid="stExpandSidebarButton"]::after { content: "WORD"; font-size: .85rem; margin-left: .3rem; white-space: nowrap; }
.st-key-page { margin-right: 2.5rem; align-items: flex-end; }
.st-key-page [data-testid="stButtonGroup"] { justify-content: flex-end; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: inherit; opacity: .9; }
.st-key-map iframe { border-radius: 8px; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: .7rem .6rem 1rem; }
  .st-key-map iframe { height: 62vh !important; }
  .st-key-page { margin-right: 0; align-items: flex-start; }
  h1 { line-height: 2.4rem !important; }
}
@media print { [data-testid="stSidebar"], [data-testid="stHeader"], .st-key-themes, .st-key-downloads { display: none; } }
"""


def style_page(drawer: str) -> None:
    """Send the page's style.

    Parameters
    ----------
    drawer : str
        What the button that opens the drawer says; one of the catalogue's texts.
    """
    st.html(f"<style>{_CSS.replace('WORD', drawer)}</style>")
