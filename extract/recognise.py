"""Articles to mentions: names of the gazetteer, short forms, lists that share a head noun, and names that only look like places.

The longest name wins; a hit that cuts a dictionary word in two is dropped; a name that alone proves nothing needs a word of its
surroundings in the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from extract.aliases import find_aliases, find_borne_by
from extract.association import (
    ORGANISATION_WORDS,
    in_title_marks,
    is_borrowed,
    is_managed,
    is_part_of_site,
    names_brand,
    names_company,
    names_owner,
    speaks_of_site,
)
from extract.bylines import PEOPLE_HINTS
from extract.candidates import Candidate, choose, find_borne, find_candidates
from extract.evidence import COMMON_WORD, RARE_WORD, Evidence
from extract.generics import load_generics
from extract.kinds import LINES, ORGANISATIONS, OWNED, UNITS
from extract.lists import Element, listed_heads
from extract.misprints import Misreading, find_misreadings, misprinted_names
from extract.model import Article, FoundBy, Mention, MentionKind, Name, PassageRole, Range, SourceText, Toponym
from extract.names import Guess, Hit, NameIndex, ShortForm
from extract.plants import find_plants, is_site
from extract.scan import Match, Scanner, leftmost_longest
from extract.setting import Setting
from extract.unlisted import LINE_HINTS, ROAD_HINTS, load_heads
from extract.variants import fold
from extract.words import Words, frequency

TOPIC_MENTIONS = 4
"""Mentions of a university from which the article is about it, and so about its site."""

LONGEST_PEN_NAME = 4
"""Characters; only so short a byline may borrow a place's name, a longer one is a list of persons."""

_SHORTEST, _CUT_BY_WORDS = 2, 3
_STAGE = re.compile("(?<=线)[一二三四]期$")

_LOCAL, _OF_ONE = frozenset({"neighbourhood", "road"}), frozenset("村路街道桥")

SHORTEST_NEW = 4
"""Characters of a name that no table has, from which it means the same wherever it stands."""

MOST_NEW = 200
"""New names of an article that are looked for again; a list of thousands says each once."""

LONGEST_PIECE = 1500
"""Characters that are read at a time; newspapers' paragraphs are shorter."""

_PIECE = re.compile(rf".{{1,{LONGEST_PIECE}}}(?<=[。！？!?；;])|.{{1,{LONGEST_PIECE}}}(?<=[，,、 ])", re.DOTALL)
"""As many whole sentences as are read at a time, or clauses of an endless one."""

Judged = tuple[Candidate, bool]
"""A name, and whether it speaks of the place itself."""


class Recogniser:
    """Finds place names in articles.

    Parameters
    ----------
    names : iterable of Name
        The names to look for, with the places they may mean. No gazetteer is needed.
    """

    def __init__(self, names: Iterable[Name]) -> None:
        names = tuple(names)
        names = (*names, *misprinted_names(names))
        self.index = NameIndex(names)
        self._scanner = Scanner(
            {
                "names": self.index.surfaces,
                "short_forms": self.index.short_surfaces,
                "listed": tuple(listed_heads()),
                "heads": tuple(load_heads()),
                "generics": tuple(generic for generic, _, _ in load_generics()),
                "organisations": ORGANISATION_WORDS,
                "people": PEOPLE_HINTS,
                "roads": ROAD_HINTS,
                "lines": LINE_HINTS,
            }
        )

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
        texts = [fold(p.text) for p in article.passages]
        pieces = _pieces(texts)
        scans = [self._scanner.scan(piece.text) for piece in pieces]
        hits = [self.index.hits(found["names"]) for found in scans]
        introduced = (find_aliases(piece.text, names, self.index) for piece, names in zip(pieces, hits, strict=True))
        aliases = {alias: name for found in introduced for alias, name in found.items()}
        if aliases:
            hits = [
                [h for h in names if h.name.surface not in aliases] + find_borne_by(piece.text, aliases)
                for piece, names in zip(pieces, hits, strict=True)
            ]
        units = ([h for h in found if h.name.is_unit] for found in hits)
        setting = Setting("\n".join(texts), {h.name for found in units for h in leftmost_longest(found)})
        sure = dict.fromkeys(h.name.surface for found in hits for h in found if not h.name.needs_context)
        misread = find_misreadings(sure, setting.text, _shifted(hits, pieces))
        stem = PurePath(source.name).stem
        mentions = []
        for piece, evidence, judged in self._read(article, pieces, scans, hits, setting, misread):
            passage = article.passages[piece.passage]
            for candidate, is_literal in judged:
                at = piece.at + candidate.start
                start, end = passage.span(at, piece.at + candidate.end)
                mentions.append(
                    Mention(
                        id=f"{stem}@{start}-{end}",
                        source=source.name,
                        article_id=article.id,
                        start=start,
                        end=end,
                        surface=source.text[start:end],
                        kind=MentionKind.LITERAL if is_literal else MentionKind.ASSOCIATIVE,
                        toponyms=_toponyms(candidate, evidence),
                        passage=piece.passage,
                        at=at,
                        length=candidate.end - candidate.start,
                        themes=passage.themes,
                        how=_way(candidate),
                    )
                )
        return tuple(mentions)

    def _read(
        self,
        article: Article,
        pieces: Sequence[_Piece],
        scans: Sequence[Mapping[str, list[Match]]],
        hits: Sequence[Sequence[Hit]],
        setting: Setting,
        misread: Sequence[Misreading],
    ) -> Iterator[tuple[_Piece, Evidence, list[Judged]]]:
        """The names in each piece; a piece with a name that another one proves is read again."""
        readings = []
        for piece, found, names in zip(pieces, scans, hits, strict=True):
            passage = article.passages[piece.passage]
            is_byline = passage.role is PassageRole.BYLINE
            if is_byline and len(passage.text) > LONGEST_PEN_NAME:
                continue
            inside = [m.moved(-piece.begin) for m in misread if piece.begin <= m.start and m.end <= piece.begin + len(piece.text)]
            words = Words(piece.text, _ends_by_start(names, piece.text))
            evidence = Evidence(piece.text, words, found, names, setting, self.index)
            readings.append((piece, evidence, inside, is_byline, _recognise_piece(evidence, inside, is_byline)))
        setting.told = _told(judged for *_, judged in readings)
        new = {name: kind for _, evidence, *_, judged in readings for name, kind in _new_names(evidence, judged)}
        new = {name: kind for name, kind in new.items() if len(new) <= MOST_NEW and setting.text.count(name) > 1}
        scanner = Scanner({"new": tuple(new)})
        kinds = tuple(new.values())
        for piece, evidence, inside, is_byline, judged in readings:
            again = [Guess(a, b, kinds[i]) for a, b, i in scanner.scan(piece.text)["new"]] if new else []
            at = {c.start: c.end for c, _ in judged}
            is_told = setting.told and any(h.name.surface in setting.told and h.start not in at for h in evidence.hits)
            missed = (g for g in again if at.get(g.start, 0) < g.end)
            if is_told or any(not any(c.start <= g.start and g.end <= c.end for c, _ in judged) for g in missed):
                judged = _recognise_piece(evidence, inside, is_byline, again)
            yield piece, evidence, judged


def _is_two_words(text: str, start: int, end: int) -> bool:
    """True for what looks like a short name, and is the end of one word and another: 新兴|城市."""
    is_short = end - start == _CUT_BY_WORDS
    return is_short and frequency(text[start - 1 : start + 1]) >= RARE_WORD and frequency(text[start + 1 : end]) >= RARE_WORD


def _told(readings: Iterable[Sequence[Judged]]) -> frozenset[str]:
    """The short names that an article proves, rare enough to mean the same place wherever it has them."""
    names = (c.what.name for judged in readings for c, _ in judged if isinstance(c.what, Hit))
    return frozenset(n.surface for n in names if n.needs_context and len(n.surface) == 2 and frequency(n.surface) < COMMON_WORD)


def _new_names(evidence: Evidence, judged: Iterable[Judged]) -> Iterator[tuple[str, str]]:
    """The names that no table has, long enough to mean the same place wherever the article has them, and their kinds.

    A village's or a street's is meant without its unit too: 码头镇|西刘庄村, 韩村镇|大马村.
    """
    for start, end, _, what in (candidate for candidate, _ in judged):
        if isinstance(what, Guess) and not what.reads_as:
            inner = (h.end for h in evidence.hits if h.name.is_unit and start <= h.start and h.end < end) if what.kind in _LOCAL else ()
            after_unit = max(inner, default=start)
            if end - start >= SHORTEST_NEW:
                yield evidence.text[start:end], what.kind
            if after_unit > start and end - after_unit >= SHORTEST_NEW - (evidence.text[end - 1] in _OF_ONE):
                yield evidence.text[after_unit:end], what.kind


def _ends_by_start(hits: Iterable[Hit], text: str) -> dict[int, list[int]]:
    """Of the places' names that need no context the ends by their starts, the longest first."""
    found: dict[int, list[int]] = {}
    for start, end, name in hits:
        is_sure = not (name.needs_context or text.startswith(name.never_before, end))  # 北京市|政路桥, 华北制药|厂
        if is_sure and not _is_two_words(text, start, end):
            found.setdefault(start, []).append(end)
    for ends in found.values():
        ends.sort(reverse=True)
    return found


class _Piece(NamedTuple):
    """A passage, or of a very long one as many whole sentences as are read at a time.

    Attributes
    ----------
    passage : int
        Its number in the article.
    at : int
        Where it begins in the passage.
    begin : int
        Where it begins in the text of the article.
    text : str
        Folded.
    """

    passage: int
    at: int
    begin: int
    text: str


def _pieces(texts: Sequence[str]) -> list[_Piece]:
    """The passages of an article in pieces, for the names of a piece are compared with each other: a paragraph may have thousands."""
    pieces = []
    begin = 0
    for n, text in enumerate(texts):
        at = 0
        while at < len(text) or not at:
            whole = _PIECE.match(text, at)
            end = whole.end() if whole and len(text) - at > LONGEST_PIECE else at + LONGEST_PIECE
            pieces.append(_Piece(n, at, begin + at, text[at:end]))
            at = end
        begin += len(text) + 1
    return pieces


def _shifted(hits: Sequence[Sequence[Hit]], pieces: Sequence[_Piece]) -> Iterator[Hit]:
    """The names of the pieces where they stand in the text of the article."""
    for found, piece in zip(hits, pieces, strict=True):
        for start, end, name in found:
            yield Hit(piece.begin + start, piece.begin + end, name)


def _recognise_piece(evidence: Evidence, misread: Sequence[Misreading], is_byline: bool, told: Sequence[Guess] = ()) -> list[Judged]:
    """The names in one piece of a passage, in the order of its text."""
    hits = evidence.proved_hits()
    plants = find_plants(evidence.text)
    chosen = choose(find_candidates(evidence, hits, plants, misread, told))
    if not chosen:
        return []
    judge = _Judge(evidence, hits, plants, sorted({a for a, _, _ in evidence.found["organisations"]}), is_byline)
    return sorted((judged for c in chosen for judged in judge.judge(c)), key=lambda judged: judged[0].start)


def _way(candidate: Candidate) -> FoundBy:
    match candidate.what:
        case Element():
            return FoundBy.LIST
        case ShortForm():
            return FoundBy.SHORT_FORM
        case Guess(reads_as=known):
            return FoundBy.MISPRINT if known else FoundBy.GENERIC
        case Hit(name=name):
            return FoundBy.CONTEXT if name.needs_context else FoundBy.NAME


def _toponyms(candidate: Candidate, evidence: Evidence) -> tuple[Toponym, ...]:
    """What a name stands for, the places it may mean included."""
    surface, index = evidence.text[candidate.start : candidate.end], evidence.index
    match candidate.what:
        case Element(toponym=toponym):
            return (toponym,)
        case ShortForm(names=names):
            return tuple(index.toponym(name) for name in names)
        case Guess(kind=kind, reads_as=known):
            known = known or (surface if index.get(surface) else _STAGE.sub("", surface))  # 8号线|一期
            name = index.get(known)
            is_elsewhere = (
                name is not None
                and name.needs_context
                and (not evidence.setting.is_home_of(name) or evidence.begins_in_sure(Hit(candidate.start, candidate.end, name)))
            )
            return (Toponym(surface, (), kind) if is_elsewhere else index.toponym(known, kind),)
        case Hit(name=name):
            return (Toponym(surface, name.refs),)


@dataclass(frozen=True, slots=True)
class _Judge:
    """Says of the names in one passage whether they speak of the places themselves."""

    evidence: Evidence
    hits: Sequence[Hit]  # those that the evidence proves
    plants: Sequence[Range]
    heads: Sequence[int]  # where words for organisations begin
    is_byline: bool

    def judge(self, candidate: Candidate) -> list[Judged]:
        """The names that a candidate holds: one; none or several where an organisation's name may bear places' names."""
        start, end = candidate.start, candidate.end
        match candidate.what:
            case Element():
                borrowed = False
            case ShortForm() as form:
                borrowed = self.is_byline or form.is_borrowed or self._is_borrowed(start, end)
            case Guess() as guess:
                if self._acts(guess):
                    return [(candidate, False)] if self._begins_with_name(guess) else []
                borrowed = in_title_marks(self.evidence.text, start, end) or is_managed(self.evidence.text, end)
            case Hit() as hit:
                if not hit.name.acts:
                    borrowed = self._is_only_borrowed(hit)
                elif self._is_site(hit):
                    borrowed = False
                else:
                    borne = find_borne(hit, self.hits, self.evidence)
                    return [(c, False) for c in choose(borne)]
        return [(candidate, not borrowed)]

    def _acts(self, guess: Guess) -> bool:
        """True for a new organisation's name that says nothing of its site."""
        surface = self.evidence.text[guess.start : guess.end]
        is_new = guess.kind in ORGANISATIONS and not guess.reads_as and not is_part_of_site(surface)
        return is_new and not speaks_of_site(self.evidence.text, guess.start, guess.end)

    def _begins_with_name(self, guess: Guess) -> bool:
        return any(h.start == guess.start and h.end < guess.end for h in self.hits)

    def _is_site(self, hit: Hit) -> bool:
        """True when the words speak of where an organisation is."""
        is_topic = "university" in hit.name.kinds and self.evidence.setting.text.count(hit.name.surface) >= TOPIC_MENTIONS
        tells = is_site if hit.name.is_company else speaks_of_site
        return is_topic or tells(self.evidence.text, hit.start, hit.end) or any(a <= hit.start and hit.end <= b for a, b in self.plants)

    def _is_only_borrowed(self, hit: Hit) -> bool:
        """True in bylines and titles of works, and for a unit's name within another."""
        if self.is_byline or in_title_marks(self.evidence.text, hit.start, hit.end):
            return True
        kinds = hit.name.kind_set
        if is_managed(self.evidence.text, hit.end):
            return True
        if not LINES.isdisjoint(kinds):
            return names_company(self.evidence.text, hit.end)
        if not OWNED.isdisjoint(kinds):
            return names_owner(self.evidence.text, hit.end)
        if UNITS.isdisjoint(kinds):
            return hit.length == _SHORTEST and names_brand(self.evidence.text, hit.end)
        return self._is_borrowed(hit.start, hit.end)

    def _is_borrowed(self, start: int, end: int) -> bool:
        return is_borrowed(self.evidence.text, self.evidence.words, self.heads, start, end)
