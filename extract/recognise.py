"""Articles to mentions: names of the gazetteer, short forms, lists that share a head noun, and names that only look like places.

The longest name wins; a hit that cuts a dictionary word in two is dropped; a name that alone proves nothing needs a word of its
surroundings in the article.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from extract.association import ORGANISATIONS, acts_as_organisation, in_title_marks, is_borrowed, is_company, is_head_word, speaks_of_site
from extract.lists import Element, find_listed
from extract.misprints import find_misprints
from extract.model import Article, Mention, MentionKind, Name, PassageRole, Range, SourceText, Toponym
from extract.names import Hit, NameIndex, ShortForm, fold
from extract.people import is_surname_before, mask_people
from extract.plants import find_plants
from extract.unlisted import Guess, find_unlisted
from extract.words import Tokenizer, Word, tag_of

_GENERIC_TAIL = {
    "rail_station": "站",
    "railway": "线路铁城际",
    "metro_line": "线",
    "park": "园区城港谷",
    "business_district": "区",
    "hospital": "院",
    "university": "学院区",
    "airport": "场楼",
    "port": "港区",
    "lab": "室",
    "mall": "城场店镇",
    "culture": "馆院镇城园街区",
    "venue": "馆场心",
    "green_park": "园",
    "wetland": "地",
    "reservoir": "库",
    "river": "河江渠",
    "mountain": "山",
    "lake": "湖淀",
    "town": "镇街道乡站",
    "district": "区县市",
    "road": "路道街速线",
    "interchange": "口",
    "factory": "厂地",
    "energy": "田厂",
    "mine": "矿",
    "neighbourhood": "村庄片区里堡",
    "facility": "楼园",
    "data_centre": "心地",
}
COMMON_WORD = 800
"""Occurrences in jieba's corpus from which a word that is also a place's name (和平, 长安) doesn't prove the place."""

_MANY = re.compile(r"(?:[\u4e00-\u9fff]{0,2})(?:园区|企业|高校|医院|机场|景区|港口|铁路|公路)")
_SECTION = re.compile(r"[\u4e00-\u9fff]{2,3}段")
_DIRECTIONS = frozenset({"东北", "西北", "东南", "西南"})
_DIRECTION_BEFORE = tuple("向往市县区镇村省侧朝偏的")
_DIRECTION_AFTER = tuple("部侧角隅风向方,，")
_AFTER_CITY = "民场值井郊面"
_SMALL = frozenset({"district", "city", "town", "neighbourhood"})
_LOCATIVE = ("在", "到", "从", "往", "赴", "至", "位于", "来自", "去", "经", "过", "对接", "往返", "抵达", "前往")
_ADMIN = frozenset({"country", "region", "province", "city", "district", "town", "neighbourhood", "sea"})
_SPOTS = frozenset({"business_district", "venue", "reservoir", "wetland", "lake", "metro_station", "rail_station"})
_LINES = frozenset({"railway", "road", "metro_line", "river", "canal"})


_AREA = Name("", (), ("region",))
"""Stands for a short form where names that begin with one are looked for."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention in passage offsets."""

    start: int
    end: int
    kind: MentionKind
    toponyms: tuple[Toponym, ...]


class Recogniser:
    """Finds place names in articles.

    Parameters
    ----------
    names : iterable of Name
        The names to look for, with the places they may mean. No gazetteer is needed.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        names = tuple(names)
        self.index = NameIndex(names)
        self.tokenizer = Tokenizer(n.surface for n in names if not n.needs_context)

    def recognise_article(self, article: Article, source: SourceText) -> tuple[Mention, ...]:
        """The mentions of one article, in the order of its passages; repeated passages and captions included.

        Parameters
        ----------
        article : Article
        source : SourceText
            The file the article was divided from, for the surfaces as stored.

        Returns
        -------
        tuple of Mention
            Spans do not overlap. Every mention has at least one toponym.
        """
        context = fold("\n".join(p.text for p in article.passages))
        known = {h.name.surface for h in self.index.find(context) if not h.name.needs_context}
        stem = PurePath(source.name).stem
        mentions = []
        for n, passage in enumerate(article.passages):
            if passage.role is PassageRole.BYLINE and len(passage.text) > 4:
                continue
            for found in self._recognise(fold(passage.text), context, passage.role is PassageRole.BYLINE, known):
                start, end = passage.span(found.start, found.end)
                mentions.append(
                    Mention(
                        id=f"{stem}@{start}-{end}",
                        source=source.name,
                        article_id=article.id,
                        start=start,
                        end=end,
                        surface=source.text[start:end],
                        kind=found.kind,
                        toponyms=found.toponyms,
                        passage=n,
                        at=found.start,
                        themes=passage.themes,
                    )
                )
        return tuple(mentions)

    def _recognise(self, text: str, context: str, is_byline: bool, known: Collection[str] = ()) -> list[_Found]:
        words = self.tokenizer.cut(text)
        raw = self.index.find(text)
        hits = [h for h in raw if self._is_name(h, text, words, context, raw)]
        listed = find_listed(text, self.index)
        short = self.index.find_short_forms(text)
        several = {(a, b) for a, b, form in short if len(form.names) > 1 and _MANY.match(text, b)}
        guesses = [
            g
            for g in find_unlisted(text, words, hits + [Hit(a, b, _AREA) for a, b, _ in short if b - a > 1], self.index, context)
            if not any(a == g.start and b < g.end for a, b in several)
        ]
        candidates: list[tuple[int, int, int, object]] = []  # start, end, priority, what
        candidates += [(e.start, e.end, 3, e) for e in listed]
        candidates += [(h.start, h.end, 2, h) for h in hits]
        candidates += [(g.start, g.end, 1, g) for g in guesses]
        candidates += [(a, b, 1, Guess(a, b, "factory")) for a, b in find_plants(text)]
        candidates += [(a, b, 2, Guess(a, b, "", name)) for a, b, name in find_misprints(text, known, hits, self.index)]
        candidates += _join_units(hits)
        candidates += _with_section(hits, text)
        candidates += [
            (a, b, 0, form)
            for a, b, form in short
            if self._short_form_stands(a, b, form.before is not None or form.after is not None, words)
        ]
        people = mask_people(text)
        candidates = [c for c in candidates if not any(c[0] < b and a < c[1] for a, b in people)]
        out: list[_Found] = []
        for start, end, what in _choose(candidates):
            out += self._judge(start, end, what, text, words, hits, is_byline)
        return sorted(out, key=lambda f: f.start)

    # -- which hits are names

    def _is_name(self, hit: Hit, text: str, words: Sequence[Word], context: str, others: Sequence[Hit]) -> bool:
        if self._cut_by_word(hit, words, text) or is_surname_before(text, hit.start, hit.end, words):
            return False
        if hit.name.surface in _DIRECTIONS and (
            text[: hit.start].endswith(_DIRECTION_BEFORE) or text[hit.end :].startswith(_DIRECTION_AFTER)
        ):
            return False
        if hit.name.surface.endswith("市") and text[hit.end : hit.end + 1] in _AFTER_CITY and hit.end < len(text):  # 北京|市民
            return False
        if not hit.name.needs_context:
            return True
        return self._context_proves(hit, text, context, others)

    def _cut_by_word(self, hit: Hit, words: Sequence[Word], text: str) -> bool:
        """True when a dictionary word contradicts the hit's edges."""
        for a, b, word in words:
            if b <= hit.start:
                continue
            if a >= hit.end:
                break
            if b - a < 2 or (a >= hit.start and b <= hit.end) or self.index.get(word):
                continue
            if a < hit.start < b < hit.end or hit.start < a < hit.end < b:  # the word overlaps an edge
                if hit.length <= 2 or (not _is_typed(hit.name) and (hit.length == 3 or hit.name.needs_context)):
                    return True
            elif (b == hit.end and self.index.get(text[a : hit.start])) or (
                a == hit.start and is_head_word(text[hit.end : b])
            ):  # 英国|伦敦, one word for jieba
                continue
            elif (
                (a == hit.start and hit.length == 2 and set(hit.name.kinds) <= _SMALL and not tag_of(word).startswith(("ns", "nt", "nr")))
                or hit.name.needs_context
                or (a < hit.start and hit.length <= 2)
            ):  # 景泰蓝
                return True
        return False

    def _context_proves(self, hit: Hit, text: str, context: str, others: Sequence[Hit]) -> bool:
        name = hit.name
        before = text[max(0, hit.start - 12) : hit.start]
        if any(before.endswith(word) for word in name.contexts):
            return True
        around = any(word in context for word in name.contexts) or not name.contexts
        typed = _is_typed(name)
        if around and typed and hit.length >= 2:
            return not (hit.length == 2 and "rail_station" in name.kinds and hit.end < len(text) and text[hit.end] in "点在长")
        if around and hit.length >= 4:
            return True
        if around and hit.length >= 3 and set(name.kinds) & (_ADMIN | ORGANISATIONS):
            return True
        rare = tag_of(name.surface).startswith("ns") and self.tokenizer.frequency(name.surface) < COMMON_WORD
        if around and rare and set(name.kinds) & _ADMIN:
            return True
        if around and hit.length == 2 and text[: hit.start].endswith(_LOCATIVE) and set(name.kinds) & (_ADMIN | _SPOTS):
            return True
        return self._in_list_of_kind(hit, text, others, around)

    def _in_list_of_kind(self, hit: Hit, text: str, others: Sequence[Hit], around: bool) -> bool:
        """True when a list that it stands in (安次、永清、和平) holds a sure name of a like kind."""
        kinds = set(hit.name.kinds)
        like = kinds | (_ADMIN if kinds & _ADMIN else set())
        by_start = {h.start: h for h in sorted(others, key=lambda h: h.length) if set(h.name.kinds) & like}
        by_end = {h.end: h for h in sorted(others, key=lambda h: h.length) if set(h.name.kinds) & like}
        for chain, step in ((by_end, -1), (by_start, 1)):
            at = hit
            while True:
                gap = at.start - 1 if step < 0 else at.end
                if not 0 <= gap < len(text) or text[gap] not in "、和与及":
                    break
                neighbour = chain.get(gap if step < 0 else gap + 1)
                if neighbour is None:
                    break
                if not neighbour.name.needs_context and (around or set(neighbour.name.contexts) & set(hit.name.contexts)):
                    return True
                at = neighbour
        return False

    def _short_form_stands(self, start: int, end: int, guarded: bool, words: Sequence[Word]) -> bool:
        """A short form must not cut a word in two; those with a rule for their surroundings are proved by it."""
        if guarded and end - start == 1:
            return True
        return not any((a < start < b or a < end < b) and b - a > end - start and not (a == start and b > end + 1) for a, b, _ in words)

    # -- what a name says

    def _judge(
        self, start: int, end: int, what: object, text: str, words: Sequence[Word], hits: Sequence[Hit], is_byline: bool
    ) -> list[_Found]:
        if isinstance(what, Element):
            return [_Found(start, end, MentionKind.LITERAL, (what.toponym,))]
        if isinstance(what, Guess):
            return self._judge_guess(what, text, hits)
        if isinstance(what, Hit):
            return self._judge_hit(what, text, words, hits, is_byline)
        assert isinstance(what, ShortForm)
        kind = _kind(is_byline or what.is_borrowed or is_borrowed(text, words, start, end))
        return [_Found(start, end, kind, tuple(self.index.toponym(n) for n in what.names))]

    def _judge_guess(self, guess: Guess, text: str, hits: Sequence[Hit]) -> list[_Found]:
        surface = text[guess.start : guess.end]
        if guess.kind in ORGANISATIONS and not guess.reads_as and not speaks_of_site(text, guess.start, guess.end):
            if not any(h.start == guess.start and h.end < guess.end for h in hits):
                return []
            kind = MentionKind.ASSOCIATIVE
        else:
            kind = _kind(in_title_marks(text, guess.start, guess.end))
        name = guess.reads_as or surface
        refs = self.index.by_surface[name].refs if name in self.index.by_surface else ()
        return [_Found(guess.start, guess.end, kind, (Toponym(name, refs, guess.kind),))]

    def _judge_hit(self, hit: Hit, text: str, words: Sequence[Word], hits: Sequence[Hit], is_byline: bool) -> list[_Found]:
        kinds = set(hit.name.kinds)
        toponym = Toponym(text[hit.start : hit.end], hit.name.refs)
        if acts_as_organisation(hit.name):
            of_site = not is_company(hit.name) and speaks_of_site(text, hit.start, hit.end)
            if of_site or any(a <= hit.start and hit.end <= b for a, b in find_plants(text)):
                return [_Found(hit.start, hit.end, MentionKind.LITERAL, (toponym,))]
            return self._places_in_name(hit, text, hits)
        borrowed = is_byline or in_title_marks(text, hit.start, hit.end)
        if kinds & _ADMIN and not kinds & _LINES:
            borrowed = borrowed or is_borrowed(text, words, hit.start, hit.end)
        return [_Found(hit.start, hit.end, _kind(borrowed), (toponym,))]

    def _places_in_name(self, hit: Hit, text: str, hits: Sequence[Hit]) -> list[_Found]:
        """The places whose names an organisation bears: 天津 in 天津医科大学, 燕赵 in 燕赵钢铁实验室."""
        inside: list[tuple[int, int, object]] = [
            (h.start, h.end, h)
            for h in hits
            if hit.start <= h.start and h.end <= hit.end and h.length < hit.length and set(h.name.kinds) <= _ADMIN
        ]
        if not inside:
            inside = [(hit.start + a, hit.start + b, f) for a, b, f in self.index.find_short_forms(text[hit.start : hit.end]) if b - a > 1]
        out = []
        for start, end, what in _choose([(a, b, 0, w) for a, b, w in inside]):
            if isinstance(what, Hit):
                toponyms: tuple[Toponym, ...] = (Toponym(text[start:end], what.name.refs),)
            else:
                assert isinstance(what, ShortForm)
                toponyms = tuple(self.index.toponym(n) for n in what.names)
            out.append(_Found(start, end, MentionKind.ASSOCIATIVE, toponyms))
        return out


def _kind(borrowed: bool) -> MentionKind:
    return MentionKind.ASSOCIATIVE if borrowed else MentionKind.LITERAL


def _is_typed(name: Name) -> bool:
    """True when a name ends as names of its kind do (西站, 启动区)."""
    return any(name.surface.endswith(tuple(_GENERIC_TAIL[kind])) for kind in name.kinds if kind in _GENERIC_TAIL)


def _with_section(hits: Sequence[Hit], text: str) -> list[tuple[int, int, int, object]]:
    """A line and the part of it that is meant are one name: 大运河|京冀段, 京津塘高速|天津段."""
    found: list[tuple[int, int, int, object]] = []
    for hit in hits:
        section = _SECTION.match(text, hit.end) if set(hit.name.kinds) & _LINES else None
        if section:
            found.append((hit.start, section.end(), 2, Hit(hit.start, section.end(), hit.name)))
    return found


def _join_units(hits: Sequence[Hit]) -> list[tuple[int, int, int, object]]:
    """A unit and what lies in it, said in one breath, are one name: 河北|遵化, 阜平县|龙泉关镇|骆驼湾村."""
    units = [h for h in hits if set(h.name.kinds) <= _ADMIN]
    joined: list[Hit] = []
    for inner in sorted(units, key=lambda h: h.start):
        for outer in [*units, *joined]:
            if outer.end == inner.start and outer.name.surface in inner.name.contexts:
                whole = Name(inner.name.surface, inner.name.refs, inner.name.kinds, False, inner.name.contexts)
                joined.append(Hit(outer.start, inner.end, whole))
    return [(h.start, h.end, 2, h) for h in joined]


def _choose(candidates: Sequence[tuple[int, int, int, object]]) -> list[tuple[int, int, object]]:
    """The longest names, leftmost first, none overlapping another."""
    taken: list[Range] = []
    out = []
    for start, end, _, what in sorted(candidates, key=lambda c: (-(c[1] - c[0]), -c[2], c[0])):
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            out.append((start, end, what))
    return out
