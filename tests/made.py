"""Made data: an atlas as large as one likes, of places strewn over the region's districts, for tests and measures of size."""

from __future__ import annotations

import random

from extract.model import Article, ArticleKind, Mention, MentionKind, Passage, PassageRole, SourceText, Theme, Toponym
from geo.atlas import Atlas, Page
from geo.gazetteer import Gazetteer, load_gazetteer
from geo.model import Basis, Place, PlaceKind, Status
from geo.resolve import Resolution

KINDS = (
    *(PlaceKind.TOWN, PlaceKind.RAIL_STATION, PlaceKind.PARK, PlaceKind.FACTORY, PlaceKind.UNIVERSITY, PlaceKind.HOSPITAL),
    *(PlaceKind.RESERVOIR, PlaceKind.CULTURE, PlaceKind.METRO_STATION, PlaceKind.SCHOOL),
)
SYLLABLES = "东西南北中新大安和平光明永兴清河石桥柳林花园海港龙山长宁"
PER_ARTICLE = 20


def made_atlas(places: int, mentions: int, seed: int = 1) -> Atlas:
    """An atlas of so many made places, each mentioned at least once, and so many mentions."""
    dice = random.Random(seed)
    gazetteer = load_gazetteer()
    districts = [gazetteer[id] for id in gazetteer.boundaries.ids if id in gazetteer and gazetteer[id].kind is PlaceKind.DISTRICT]
    made = [_place(dice, n, districts) for n in range(places)]
    gazetteer = Gazetteer([*gazetteer, *made], gazetteer.boundaries)
    order = list(range(places)) + [min(int(dice.paretovariate(0.6)), places) - 1 for _ in range(mentions - places)]
    dice.shuffle(order)
    pages = []
    for number, start in enumerate(range(0, mentions, PER_ARTICLE)):
        pages.append(_page(dice, number, [made[n] for n in order[start : start + PER_ARTICLE]]))
    return Atlas(tuple(pages), gazetteer)


def _place(dice: random.Random, n: int, districts: list[Place]) -> Place:
    unit, kind = dice.choice(districts), KINDS[n % len(KINDS)]
    lon, lat = unit.position or (116.4, 39.9)
    exact = dice.random() < 0.9
    return Place(
        id=f"{kind.value}-made{n}",
        name="".join(dice.choices(SYLLABLES, k=3)) + f"{n}号",
        aliases=(),
        loose_aliases=(),
        kind=kind,
        parent=unit.id,
        position=(lon + dice.gauss(0, 0.12), lat + dice.gauss(0, 0.1)) if exact else None,
        uncertainty_m=float(dice.choice((200, 1_000, 5_000))) if exact else 0.0,
        basis=Basis.EDITORIAL if exact else Basis.DISTRICT,
        source="made",
        status=dice.choice((Status.OPEN, Status.OPEN, Status.PLANNED)),
    )


def _page(dice: random.Random, number: int, named: list[Place]) -> Page:
    name, id = f"made{number:05}.txt", f"made{number:05}-1"
    text, spans = "", []
    for place in named:
        text += dice.choice(("记者从", "昨日，", "据了解，"))
        spans.append((len(text), len(text) + len(place.name)))
        text += place.name + dice.choice(("获悉，新项目开工建设，预计明年建成。", "客流持续增长，服务更加便利。", "生态环境不断改善。"))
    themes = tuple(dice.sample(list(Theme), 2))
    passages = (
        Passage(PassageRole.TITLE, ((0, 0),), f"第{number}篇：{named[0].name}"),
        Passage(PassageRole.BODY, ((0, len(text)),), text, themes),
    )
    month = dice.randrange(24)
    published = f"{2025 + month // 12}-{month % 12 + 1:02}-{dice.randrange(1, 29):02}"
    article = Article(id, name, ArticleKind.ARTICLE, passages[0].text, "", "", (), passages, published, "", themes)
    mentions, resolutions = [], []
    for place, (start, end) in zip(named, spans, strict=True):
        kind = MentionKind.LITERAL if dice.random() < 0.9 else MentionKind.ASSOCIATIVE
        toponym = Toponym(place.name, (place.id,))
        mention = Mention(
            f"made{number:05}@{start}-{end}", name, id, start, end, place.name, kind, (toponym,), 1, start, end - start, themes
        )
        mentions.append(mention)
        resolutions.append(Resolution(mention, toponym, place, 1.0, "唯一地名"))
    return Page(SourceText(name, text, "utf-8", f"made{number}"), (article,), tuple(mentions), tuple(resolutions))
