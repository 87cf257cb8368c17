"""Articles to mentions: names of the gazetteer, short forms, lists that share a head noun, and names that only look like places.

The longest name wins; a hit that cuts a dictionary word in two is dropped; a name that alone proves nothing needs a word of its
surroundings in the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from extract.association import ORGANISATIONS, acts_as_organisation, in_title_marks, is_borrowed, is_company, is_head_word, speaks_of_site
from extract.lists import Element, find_listed_lines
from extract.model import Article, Mention, MentionKind, Name, PassageRole, Range, SourceText, Toponym
from extract.names import Hit, NameIndex, ShortForm, fold
from extract.unlisted import Guess, find_unlisted
from extract.words import Tokenizer, Word

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
_ADMIN = frozenset({"country", "region", "province", "city", "district", "town", "neighbourhood", "sea"})
_LINES = frozenset({"railway", "road", "metro_line", "river", "canal"})


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
        stem = PurePath(source.name).stem
        mentions = []
        for n, passage in enumerate(article.passages):
            if passage.role is PassageRole.BYLINE and len(passage.text) > 4:
                continue
            for found in self._recognise(fold(passage.text), context, passage.role is PassageRole.BYLINE):
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

    def _recognise(self, text: str, context: str, is_byline: bool) -> list[_Found]:
        words = self.tokenizer.cut(text)
        raw = self.index.find(text)
        hits = [h for h in raw if self._is_name(h, text, words, context, raw)]
        listed = find_listed_lines(text, self.index)
        short = self.index.find_short_forms(text)
        several = {(a, b) for a, b, form in short if len(form.names) > 1}
        guesses = [
            g for g in find_unlisted(text, words, hits, self.index, context) if not any(a == g.start and b < g.end for a, b in several)
        ]
        candidates: list[tuple[int, int, int, object]] = []  # start, end, priority, what
        candidates += [(e.start, e.end, 3, e) for e in listed]
        candidates += [(h.start, h.end, 2, h) for h in hits]
        candidates += [(g.start, g.end, 1, g) for g in guesses]
        candidates += [
            (a, b, 0, form)
            for a, b, form in short
            if self._short_form_stands(a, b, form.before is not None or form.after is not None, words)
        ]
        out: list[_Found] = []
        for start, end, what in _choose(candidates):
            out += self._judge(start, end, what, text, words, hits, is_byline)
        return sorted(out, key=lambda f: f.start)

    # -- which hits are names

    def _is_name(self, hit: Hit, text: str, words: Sequence[Word], context: str, others: Sequence[Hit]) -> bool:
        if self._cut_by_word(hit, words, text):
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
                if hit.length <= 3 or hit.name.needs_context:
                    return True
            elif a == hit.start and is_head_word(text[hit.end : b]):  # 小站稻
                continue
            elif hit.name.needs_context or (a < hit.start and hit.length <= 2):  # the word holds the hit
                return True
        return False

    def _context_proves(self, hit: Hit, text: str, context: str, others: Sequence[Hit]) -> bool:
        name = hit.name
        before = text[max(0, hit.start - 12) : hit.start]
        if any(before.endswith(word) for word in name.contexts):
            return True
        around = any(word in context for word in name.contexts) or not name.contexts
        typed = any(name.surface.endswith(tuple(_GENERIC_TAIL.get(kind, ""))) for kind in name.kinds if _GENERIC_TAIL.get(kind))
        if around and typed and hit.length >= 2:
            return not (hit.length == 2 and "rail_station" in name.kinds and hit.end < len(text) and text[hit.end] in "点在长")
        if around and hit.length >= 4:
            return True
        if around and hit.length >= 3 and set(name.kinds) & (_ADMIN | ORGANISATIONS):
            return True
        return around and self._in_list_of_kind(hit, text, others)

    def _in_list_of_kind(self, hit: Hit, text: str, others: Sequence[Hit]) -> bool:
        """True when a sure name of the same kind stands next to it in a list (和平、河西、武清)."""
        for other in others:
            if other.name.needs_context or not set(other.name.kinds) & set(hit.name.kinds):
                continue
            gap = text[other.end : hit.start] if other.end <= hit.start else text[hit.end : other.start]
            if gap in ("、", "和", "与", "及"):
                return True
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
            if of_site or self._is_plant(hit, text):
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

    def _is_plant(self, hit: Hit, text: str) -> bool:
        return any(g.site and g.start <= hit.start and hit.end <= g.end for g in find_unlisted(text, (), (), self.index, ""))


def _kind(borrowed: bool) -> MentionKind:
    return MentionKind.ASSOCIATIVE if borrowed else MentionKind.LITERAL


def _choose(candidates: Sequence[tuple[int, int, int, object]]) -> list[tuple[int, int, object]]:
    """The longest names, leftmost first, none overlapping another."""
    taken: list[Range] = []
    out = []
    for start, end, _, what in sorted(candidates, key=lambda c: (-(c[1] - c[0]), -c[2], c[0])):
        if all(end <= a or b <= start for a, b in taken):
            taken.append((start, end))
            out.append((start, end, what))
    return out
