"""The page's own look: no empty room, a drawer that says what it is, the map first on a phone."""

from __future__ import annotations

import json
from collections.abc import Mapping

import streamlit as st

_CSS = """
.stMainBlockContainer { padding: .7rem 1.2rem 1rem; max-width: 1900px; }
[data-testid="stHeader"] { background: transparent; }
[data-testid="stHeader"], [data-testid="stHeader"] * { pointer-events: none; }
[data-testid="stHeader"] :is(button, a, button *) { pointer-events: auto; }
[data-testid="stHeader"] button { background: Canvas !important; }
[data-testid="stVerticalBlock"] { gap: .55rem; }
[data-testid="stSidebarHeader"] { height: 2.6rem; padding-bottom: 0; margin-bottom: 0; }
h1 { font-size: 1.35rem !important; line-height: 2.5rem !important; padding: 0 !important; white-space: nowrap; }
[data-testid="stMarkdownContainer"]:has(h1) { margin-bottom: 0; }
[data-testid="stStatusWidget"] button { display: none; }
.stApp .stMain h1 { margin-left: 7.4rem; }
.stApp:not(:has([data-testid="stExpandSidebarButton"])) .stMain h1 { margin-left: 0; }
[data-testid="stExpandSidebarButton"] {
  width: auto !important; padding: 0 .6rem !important; border: 1px solid #8a949e !important; border-radius: 8px !important;
}
[data-testid="stExpandSidebarButton"]::after { content: var(--jjj-drawer); font-size: .85rem; margin-left: .3rem; white-space: nowrap; }
.st-key-answer_box { display: none; }
.st-key-page { width: auto !important; margin: 0 2.5rem 0 auto; }
.st-key-panelbar [data-testid="stPopover"] button { min-height: 2rem; padding: 0 .7rem; }
[data-testid="stCaptionContainer"], [data-testid="stCaptionContainer"] p { color: inherit; opacity: .9; }
[data-testid="stButton"] button p { white-space: normal; text-align: left; }
[data-testid="InputInstructions"] { display: none; }
[data-testid="stFileUploaderDropzone"] button p, [data-testid="stFileUploaderDropzoneInstructions"] span { font-size: 0 !important; }
[data-testid="stFileUploaderDropzone"] button p::after { content: var(--jjj-upload); font-size: .875rem; }
[data-testid="stFileUploaderDropzoneInstructions"] span::after { content: var(--jjj-most); font-size: .8rem; }
.st-key-map iframe { border-radius: 8px; }
.stMain { scroll-padding-top: 3rem; scroll-timeline: --jjj-main; }
[data-testid="stAppViewContainer"] { timeline-scope: --jjj-main; }
[data-testid="stHeader"] {
  height: 3rem; min-height: 3rem; animation: jjj-bar linear both; animation-timeline: --jjj-main; animation-range: 0 3rem;
}
@keyframes jjj-bar { to { background: Canvas; box-shadow: 0 1px 3px rgba(0, 0, 0, .25); } }
.stApp:has([data-testid="stExpandSidebarButton"]) [data-testid="stSidebar"] { visibility: hidden !important; }
.st-key-head, .st-key-article { min-height: 2.6rem; }
.st-key-above { min-height: 4.1rem; }
.st-key-above [data-testid="stSkeleton"] { max-height: 1.75rem; overflow: hidden; }
@page { size: A4 landscape; margin: 10mm; }
@media print {
  [data-testid="stHorizontalBlock"]:has(> * .st-key-map) { display: block; } /* the map can't be drawn anew for a narrower column */
  .st-key-map { break-after: page; }
  [data-testid="stHorizontalBlock"]:has(> * .st-key-map) > [data-testid="stColumn"] { width: 100%; }
  [data-testid="stHeader"], .st-key-panelbar, .st-key-search { display: none !important; }
  .st-key-above { min-height: 0; }
  .stApp .stMain h1 { margin-left: 0; }
}
@media (min-width: 641px) and (max-width: 1000px) { /* title and pages whole, the search what is left */
  .st-key-head [data-testid="stColumn"] { flex: 0 0 auto; width: auto; min-width: max-content; }
  .st-key-head [data-testid="stColumn"]:has(.st-key-search) { flex: 1 1 0; min-width: 0; }
}
@media (max-width: 640px) {
  .stMainBlockContainer { padding: .7rem .6rem 1rem; }
  .st-key-map iframe { height: 62vh !important; }
  .st-key-page { margin: 0 auto 0 0; }
  .st-key-head { min-height: 8.4rem; }
  .st-key-above { min-height: 4.8rem; }
  [data-testid="stHorizontalBlock"]:has(.st-key-search) { gap: .35rem; }
  .st-key-overview_numbers [data-testid="stColumn"] { min-width: 28% !important; flex: 1 1 28% !important; }
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], .st-key-themes, .st-key-downloads, .st-key-panelbar, .st-key-page { display: none; }
}
"""

_EMBEDDED = """
.stMainBlockContainer { padding: 0; }
.st-key-map iframe { height: calc(100vh - .5rem) !important; }
"""


def style_page(texts: Mapping[str, str], is_embedded: bool = False) -> None:
    """Send the page's style, with what Streamlit says in English only.

    Parameters
    ----------
    texts : mapping of str to str
        The catalogue in the visitor's language.
    is_embedded : bool
        True where the map alone fills the frame of another page.
    """
    words = {"drawer": texts["filters"], "upload": texts["choose_file"], "most": texts["file_limit"]}
    names = "".join(f"--jjj-{name}: {json.dumps(word, ensure_ascii=False)};" for name, word in words.items())
    st.html(f"<style>:root {{{names}}}{_CSS}{_EMBEDDED if is_embedded else ''}</style>")
