"""Geocoders asked over a real connection to a server on this machine that answers as the services do."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

pytest.importorskip("geopy")

from geo import geocode
from geo.amendments import Verdict
from geo.datum import wgs84_to_gcj02
from geo.distance import distance_km
from geo.gazetteer import Gazetteer
from geo.geocode import GeocodeError, Service, Settings, read_settings, suggest_places
from tests.geo.handmade import make_article, make_atlas
from tests.geo.test_pages import run_page

KEY = "a-very-secret-key"
STATION = (117.0095, 39.3782)
SHANGHAI = (121.47, 31.23)


def amap_answer() -> dict[str, Any]:
    def poi(name: str, at: tuple[float, float], adname: object) -> dict[str, Any]:
        lon, lat = wgs84_to_gcj02(*at)
        where = {"pname": "天津市", "cityname": "天津市", "adname": adname, "address": "光明道", "location": f"{lon:.6f},{lat:.6f}"}
        return {"id": "B0016", "name": name, "type": "交通设施服务;火车站", "typecode": "150200", "tel": [], "distance": [], **where}

    pois = [poi("上海武清路", SHANGHAI, []), poi("武清站", STATION, "武清区"), {"name": "无坐标", "location": []}]
    return {"status": "1", "info": "OK", "infocode": "10000", "count": "3", "suggestion": {"keywords": [], "cities": []}, "pois": pois}


def tianditu_answer() -> dict[str, Any]:
    poi = {
        "name": "武清站",
        "address": "天津市武清区光明道",
        "lonlat": "117.0095,39.3782",
        "hotPointID": "70A1",
        "phone": "",
        "poiType": "101",
    }
    return {"resultType": 1, "count": 1, "keyword": "武清站", "pois": [poi], "status": {"infocode": 1000, "cndesc": "服务正常"}}


NOMINATIM_ANSWER = [
    {
        "place_id": 227,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0.",
        "osm_type": "node",
        "osm_id": 1,
        "lat": "39.3782",
        "lon": "117.0095",
        "category": "railway",
        "type": "station",
        "importance": 0.3,
        "name": "武清站",
        "display_name": "武清站, 光明道, 武清区, 天津市, 中国",
        "boundingbox": ["39.3732", "39.3832", "117.0045", "117.0145"],
    }
]


class Server(ThreadingHTTPServer):
    """Answers what it is told to, and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answer: Any = {}
        self.status = 200
        self.delay_s = 0.0
        self.asked: list[tuple[str, dict[str, list[str]]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.server.asked.append((parts.path, parse_qs(parts.query)))
        time.sleep(self.server.delay_s)
        body = self.server.answer if isinstance(self.server.answer, bytes) else json.dumps(self.server.answer).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None: ...


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield server
        server.shutdown()


def settings_for(server: Server, service: Service) -> Settings:
    return read_settings({"service": service.value, "key": KEY, "contact": "planner@example.org", "url": server.url})


def test_amaps_places_come_back_in_wgs_84_and_the_regions_first(server: Server) -> None:
    server.answer = amap_answer()
    found = suggest_places(settings_for(server, Service.AMAP), " 武清站\n")
    assert [(s.name, s.address) for s in found] == [("武清站", "天津市武清区光明道"), ("上海武清路", "天津市光明道")]
    assert distance_km(found[0].position, STATION) < 0.001 and found[0].service is Service.AMAP
    (asked,) = server.asked
    assert asked[0] == "/v3/place/text" and asked[1]["keywords"] == ["武清站"] and asked[1]["key"] == [KEY]


def test_tianditus_places_are_taken_as_they_are(server: Server) -> None:
    server.answer = tianditu_answer()
    (found,) = suggest_places(settings_for(server, Service.TIANDITU), "武清站")
    assert (found.name, found.position, found.uncertainty_m) == ("武清站", STATION, 200.0)
    (asked,) = server.asked
    assert json.loads(asked[1]["postStr"][0])["keyWord"] == "武清站" and asked[1]["tk"] == [KEY]


def test_tianditu_may_answer_with_an_admin_unit(server: Server) -> None:
    area = {"name": "武清区", "lonlat": "117.04,39.38", "adminCode": 156120114, "level": 11}
    server.answer = {"resultType": 3, "count": 1, "area": area, "status": {"infocode": 1000, "cndesc": "服务正常"}}
    assert [s.name for s in suggest_places(settings_for(server, Service.TIANDITU), "武清区")] == ["武清区"]


def test_nominatims_places_have_the_uncertainty_of_their_extent(server: Server) -> None:
    server.answer = NOMINATIM_ANSWER
    (found,) = suggest_places(settings_for(server, Service.NOMINATIM), "武清站")
    assert (found.name, found.address, found.position) == ("武清站", "武清站, 光明道, 武清区, 天津市, 中国", STATION)
    assert found.uncertainty_m == pytest.approx(703, abs=3)
    assert server.asked[0][0] == "/search" and server.asked[0][1]["q"] == ["武清站"]


@pytest.mark.parametrize(
    ("service", "nothing"),
    [
        (Service.NOMINATIM, []),
        (Service.AMAP, {"status": "1", "pois": []}),
        (Service.TIANDITU, {"status": {"infocode": 1000}, "resultType": 2}),
    ],
)
def test_a_service_that_knows_no_such_place_gives_no_suggestion(server: Server, service: Service, nothing: object) -> None:
    server.answer = nothing
    assert suggest_places(settings_for(server, service), "没有") == () and len(server.asked) == 1


@pytest.mark.parametrize(
    "pois",
    [
        None,
        "x",
        [1, None],
        [{"location": "117.0", "lonlat": "x,y"}],
        [{"location": "nan,39", "lonlat": "1e9,3"}],
        [{"location": 3, "lonlat": {}}],
    ],
)
@pytest.mark.parametrize("service", [Service.AMAP, Service.TIANDITU])
def test_places_without_a_point_on_earth_are_left_out(server: Server, service: Service, pois: object) -> None:
    server.answer = {"status": "1" if service is Service.AMAP else {"infocode": 1000}, "pois": pois}
    assert suggest_places(settings_for(server, service), "x") == ()


@pytest.mark.parametrize(
    ("service", "status", "answer", "said"),
    [
        (Service.AMAP, 200, {"status": "0", "info": "INVALID_USER_KEY", "infocode": "10001"}, "code 10001. Check the key"),
        (Service.TIANDITU, 200, {"code": 301015, "msg": f"权限类型错误 {KEY}"}, "code 301015. Check the key"),
        (Service.TIANDITU, 403, {"code": 301015, "msg": f"tk={KEY}"}, "HTTP 403. Check the key"),
        (Service.AMAP, 500, b"", "HTTP 500. Try again later"),
        (Service.AMAP, 200, b"<html>", "Parse"),
        (Service.AMAP, 200, [1], "something else"),
        (Service.NOMINATIM, 403, b"", "Privileges. Check the key"),
        (Service.NOMINATIM, 200, b"{", "Parse"),
    ],
)
def test_a_refusal_is_said_without_the_key(server: Server, service: Service, status: int, answer: Any, said: str) -> None:
    server.status, server.answer = status, answer
    with pytest.raises(GeocodeError, match=said) as caught:
        suggest_places(settings_for(server, service), "武清站")
    assert KEY not in str(caught.value) and caught.value.__cause__ is None


def test_a_service_that_is_slow_or_gone_is_said(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geocode, "TIMEOUT_S", 0.1)
    server.delay_s = 0.4
    settings = settings_for(server, Service.AMAP)
    with pytest.raises(GeocodeError, match="TimedOut"):
        suggest_places(settings, "武清站")
    gone = Settings(Service.AMAP, KEY, url="http://127.0.0.1:9")
    with pytest.raises(GeocodeError, match="Try again later") as caught:
        suggest_places(gone, "武清站")
    assert KEY not in str(caught.value)


def test_an_empty_name_is_not_asked_for_and_a_long_one_is_cut(server: Server) -> None:
    server.answer = amap_answer()
    assert suggest_places(settings_for(server, Service.AMAP), " \n") == () and server.asked == []
    suggest_places(settings_for(server, Service.AMAP), "武" * 500)
    assert len(server.asked[0][1]["keywords"][0]) == geocode.LONGEST_QUERY


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({}, "Expected one of nominatim, amap, tianditu"),
        ({"service": "amop"}, "Did you mean 'amap'"),
        ({"service": "amap"}, "'key' is missing"),
        ({"service": "nominatim"}, "'contact' is missing"),
        ({"service": "amap", "key": KEY, "url": "http://example.org"}, "not https"),
        ({"service": "amap", "key": KEY, "tokn": "x"}, "'tokn' is unknown"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_with_what_to_write(told: dict[str, str], said: str) -> None:
    with pytest.raises(GeocodeError, match=said) as caught:
        read_settings(told)
    assert KEY not in str(caught.value)


def test_the_key_is_not_in_what_settings_print() -> None:
    assert KEY not in repr(read_settings({"service": "tianditu", "key": KEY}))


def test_a_planner_asks_for_a_name_and_takes_a_suggestion(server: Server, gazetteer: Gazetteer) -> None:
    server.answer = amap_answer()
    atlas = make_atlas(gazetteer, [(make_article(1, "武清区的武青站客流增长。"), [("武清区", "120114"), ("武青站", "")])])
    secrets = {"geocoder": {"service": "amap", "key": KEY, "url": server.url}}
    app, told = run_page("open", atlas, secrets=secrets)
    assert server.asked == []
    app.button(key="open_武青站_ask").click().run()
    (asked,) = server.asked
    assert asked[1]["keywords"] == ["武青站"] and KEY not in str(app.main)
    suggestion = app.button(key="open_武青站_suggestion_0")
    assert suggestion.label.startswith("在线建议 · amap：武清站")
    suggestion.click().run()
    (amendment,) = app.session_state.amendments
    assert amendment.verdict is Verdict.POINT and amendment.note.startswith("amap: 武清站") and amendment.uncertainty_m == 200.0
    assert distance_km(next(r.place for r in told[-1].resolutions if r.toponym.name == "武青站").position, STATION) < 0.001
    assert len(server.asked) == 1


def test_settings_with_a_fault_are_said_on_the_page_and_nothing_is_asked(gazetteer: Gazetteer) -> None:
    atlas = make_atlas(gazetteer, [(make_article(1, "武青站客流增长。"), [("武青站", "")])])
    app, _ = run_page("open", atlas, secrets={"geocoder": {"service": "amap"}})
    assert "'key' is missing" in app.error[0].value and not any("在线" in b.label for b in app.button)


def test_secrets_of_other_things_ask_no_geocoder(gazetteer: Gazetteer) -> None:
    atlas = make_atlas(gazetteer, [(make_article(1, "武青站客流增长。"), [("武青站", "")])])
    app, _ = run_page("open", atlas, secrets={"tianditu": "key"})
    assert not app.error and not any("在线" in b.label for b in app.button)
