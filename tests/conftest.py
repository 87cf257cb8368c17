"""What the tests share: the gazetteer and the atlas of the five pages, made once, and a browser with every outside host blocked."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from extract.model import ArticleKind
from geo.atlas import Atlas, Reader, build_atlas, find_sources
from geo.facets import Index
from geo.gazetteer import Gazetteer, load_gazetteer
from geo.layers import Feature, make_features

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no other host can be reached; a route would slow each request down
]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def reader(gazetteer: Gazetteer) -> Reader:
    return Reader(gazetteer)


@pytest.fixture(scope="session")
def atlas(reader: Reader) -> Atlas:
    files, skipped = find_sources([SEEDS])
    return build_atlas(files, reader, skipped)


@pytest.fixture(scope="session")
def features(atlas: Atlas) -> tuple[Feature, ...]:
    return make_features(atlas)


@pytest.fixture(scope="session")
def index(atlas: Atlas, features: tuple[Feature, ...]) -> Index:
    return Index(atlas, features)


@pytest.fixture(scope="session")
def station_mention(atlas: Atlas) -> tuple[str, str]:
    """A mention of Wuqing's station and its article, which isn't the one that opens first."""
    first = next(a.id for a in atlas.articles.values() if a.title and a.kind is ArticleKind.ARTICLE)
    named = (r.mention for r in atlas.resolutions if r.place and r.place.id == "rail_station-wuqingzhan")
    return next((m.id, m.article_id) for m in named if m.article_id != first)


class Server:
    """The app as a user starts it, on a port of its own.

    Attributes
    ----------
    port : int
    url : str
    """

    def __init__(self, port: int = 0, app: str = "app.py") -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/"
        command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(self.port), "--server.address", "127.0.0.1"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(240):
            try:
                urllib.request.urlopen(self.url + "_stcore/health", timeout=2).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.25)

    def stop(self) -> None:
        """End the server, if it hasn't ended.

        Asked politely, the web server waits without limit for whoever still reads an answer; so it is asked once, then ended.
        """
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@contextmanager
def serve(port: int = 0, app: str = "app.py") -> Iterator[Server]:
    """A server that is ended at the end."""
    server = Server(port, app)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def app_url() -> Iterator[str]:
    """The app on the five pages."""
    with serve() as server:
        yield server.url


def find_browser() -> str | None:
    """Path of a Chromium, if there is one."""
    return os.environ.get("CHROMIUM") or next((found for b in BROWSERS if (found := shutil.which(b))), None)


@contextmanager
def browser() -> Iterator[Any]:
    """A headless Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=find_browser(), args=BROWSER_FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless browser; where there is none the browser tests are skipped, but fail on continuous integration."""
    if find_browser() is None:
        message = "No Chromium found. Install it (apt-get install chromium fonts-noto-cjk) or name it in CHROMIUM."
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with browser() as started:
        yield started


class Visit:
    """A browser tab that reaches this machine only, and remembers what else it was asked for."""

    def __init__(self, browser: Any, width: int, height: int) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN", accept_downloads=True)
        self.blocked: list[str] = []
        self.errors: list[str] = []
        self.page = self.new_page()

    def new_page(self) -> Any:
        """Another tab of the same visitor."""
        page = self.context.new_page()
        page.on("request", self._note_outside)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def _note_outside(self, request: Any) -> None:
        if "//127.0.0.1" not in request.url and not request.url.startswith(("data:", "blob:")):
            self.blocked.append(request.url)

    def open(self, url: str) -> Any:
        """Open the app and wait for the map; the map's frame is returned."""
        self.page.goto(url)
        self.page.frame_locator('iframe[title*="st_folium"]').locator(".leaflet-container[data-drawn][data-basemap]").wait_for(
            timeout=60_000
        )
        return next(f for f in self.page.frames if "st_folium" in f.url)


@pytest.fixture
def visit(chromium: Any) -> Iterator[Visit]:
    tab = Visit(chromium, 1440, 900)
    yield tab
    tab.context.close()


@pytest.fixture
def phone(chromium: Any) -> Iterator[Visit]:
    tab = Visit(chromium, 390, 844)
    yield tab
    tab.context.close()
