"""Kinds of place that the recogniser treats alike, and how names of a kind end."""

from __future__ import annotations

from extract.model import Name

UNITS = frozenset({"country", "region", "province", "city", "district", "town", "neighbourhood", "sea"})
"""Kinds with an area that other places lie in; their names head those of organisations (天津医科大学)."""

CONTAINERS = UNITS | {"park", "business_district"}
"""Kinds that streets and factories lie in."""

SITES = frozenset(
    {"culture", "port", "venue", "mall", "hospital", "school", "factory", "green_park", "facility", "road", "lake", "mountain"}
    | {"interchange"}
)
"""Kinds whose names stand right behind that of the unit they lie in: 塘沽|解放路, 蓟县|黄崖关."""

NATURE = frozenset({"river", "lake", "mountain", "wetland", "reservoir", "bay", "canal"})
"""Kinds whose short names many places bear."""

SMALL_UNITS = frozenset({"district", "city", "town", "neighbourhood"})
"""Units whose names of two characters often begin common words."""

SPOTS = frozenset({"business_district", "venue", "reservoir", "wetland", "lake", "metro_station", "rail_station"})
"""Kinds with short names that a preposition before them proves (在西站)."""

LINES = frozenset({"railway", "road", "metro_line", "river", "canal"})
"""Kinds of which a part may be meant (大运河京冀段)."""

OWNED = frozenset({"airport", "port", "mine"})
"""Kinds whose company bears their name: 天津港|集团."""

STATIONS = frozenset({"metro_station", "rail_station"})
"""Kinds that a hub may be built around."""

GATED = frozenset({"university", "school"})
"""Kinds of which a gate may be meant: 南开大学|东门."""

ORGANISATIONS = frozenset({"university", "lab"})
"""Kinds whose names stand for who acts there more often than for the site."""

_LAST_CHARACTERS = {
    "airport": "场楼",
    "business_district": "区",
    "canal": "河渠",
    "culture": "馆院镇城园街区寺庙塔宫楼殿门坛祠阁陵",
    "data_centre": "心地",
    "district": "区县市",
    "energy": "田厂",
    "facility": "楼园",
    "factory": "厂地",
    "green_park": "园",
    "hospital": "院",
    "interchange": "口桥站",
    "lab": "室",
    "lake": "湖淀",
    "mall": "城场店镇",
    "metro_line": "线",
    "metro_station": "站",
    "mine": "矿",
    "mountain": "山",
    "neighbourhood": "村庄片区里堡",
    "park": "园区城港谷",
    "port": "港区",
    "rail_station": "站",
    "railway": "线路铁城际",
    "reserve": "区园",
    "reservoir": "库",
    "river": "河江渠",
    "road": "路道街速线环",
    "town": "镇街道乡站",
    "university": "学院区",
    "venue": "馆场心",
    "wetland": "地",
}


def ends_as_its_kind(name: Name) -> bool:
    """True when a name ends as names of its kind do (西站, 启动区)."""
    return any(name.surface.endswith(tuple(_LAST_CHARACTERS.get(kind, ""))) for kind in name.kinds)
