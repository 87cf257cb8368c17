"""Passages to themes, from a vocabulary that planners can edit (`data/themes.csv`: theme, term, weight)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import daachorse

from extract.model import Article, Passage, PassageRole, Theme
from extract.variants import fold

VOCABULARY = Path(__file__).parent / "data" / "themes.csv"

LEAST_SCORE = 5.0
"""A theme needs several terms, or the article's support."""

LEAST_SHARE, LEAST_ARTICLE_SHARE = 0.5, 0.4
"""A theme this far below the strongest of a passage, or of an article, is in passing."""

ARTICLE_SUPPORT = 3.0
"""What an article's strongest theme adds to its passages, others in proportion: a train in a report on a fair is in passing."""

HEADLINE_WEIGHT = 2.0
"""How much more a term in the headline says of the article."""

MOST_THEMES = 4

_READ = (PassageRole.BODY, PassageRole.REPEAT)
_HEADLINE = (PassageRole.KICKER, PassageRole.TITLE, PassageRole.SUBTITLE)

REPEATED_TERM = 0.25
"""What each further occurrence of a term counts, as a share of the first."""


class VocabularyError(ValueError):
    """Faults of a theme vocabulary, all of them, one a line."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What each term weighs for each theme, and where terms stand in a text."""

    weights: Sequence[Sequence[tuple[Theme, float]]]
    automaton: daachorse.CharwiseDoubleArrayAhoCorasick

    def score_text(self, text: str) -> dict[Theme, float]:
        """How strongly a text speaks of each theme it speaks of."""
        counts: dict[int, int] = {}
        for _, _, i in self.automaton.find(fold(text)):
            counts[i] = counts.get(i, 0) + 1
        scores: dict[Theme, float] = {}
        for i, n in counts.items():
            times = 1 + REPEATED_TERM * (n - 1)
            for theme, weight in self.weights[i]:
                scores[theme] = scores.get(theme, 0.0) + weight * times
        return scores


def _pick(scores: Mapping[Theme, float], least: float, share: float) -> tuple[Theme, ...]:
    enough = max(least, share * max(scores.values(), default=0.0))
    strong = [(-score, theme) for theme, score in scores.items() if score >= enough]
    return tuple(theme for _, theme in sorted(strong)[:MOST_THEMES])


@cache
def load_vocabulary(path: Path = VOCABULARY) -> Vocabulary:
    """The vocabulary of a CSV file with the columns theme, term, weight.

    Raises
    ------
    VocabularyError
        Naming every line with an unknown theme, an empty or repeated term, or a weight that is no positive number.
    """
    weights: dict[str, list[tuple[Theme, float]]] = {}
    faults: list[str] = []
    with path.open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.DictReader(file), 2):
            try:
                theme, term, weight = Theme(row["theme"]), row["term"].strip(), float(row["weight"])
            except (KeyError, ValueError, AttributeError, TypeError) as error:
                faults.append(f"{path.name}:{n} {error}. Expected theme,term,weight with a theme out of {', '.join(Theme)}.")
                continue
            if not term or weight <= 0 or theme in dict(weights.get(term, ())):
                faults.append(f"{path.name}:{n} term {term!r}, weight {weight}: expected a term once a theme and a weight above 0.")
            else:
                weights.setdefault(term, []).append((theme, weight))
    if faults or not weights:
        raise VocabularyError("\n".join(faults) or f"{path.name}: no terms. Expected a table theme,term,weight.")
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(weights), daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    return Vocabulary(tuple(weights.values()), automaton)


def add_themes(articles: Iterable[Article], vocabulary: Vocabulary) -> tuple[Article, ...]:
    """The articles with the themes of each body passage, and of the whole."""
    return tuple(_with_themes(article, vocabulary) for article in articles)


def _with_themes(article: Article, vocabulary: Vocabulary) -> Article:
    """A passage's themes are its own terms' and its article's; one that says too little has the theme its article has most."""
    scores = {n: vocabulary.score_text(p.text) for n, p in enumerate(article.passages) if p.role in _READ}
    support = _support(article, scores, vocabulary)
    told = {n: _pick({t: own.get(t, 0.0) + support[t] for t in support}, LEAST_SCORE, LEAST_SHARE) for n, own in scores.items()}
    tally: dict[Theme, float] = {}
    for n, themes in told.items():
        if article.passages[n].role is PassageRole.BODY:
            for theme in themes:
                tally[theme] = tally.get(theme, 0.0) + len(article.passages[n].text)
    themes = _pick(tally or support, 0, LEAST_ARTICLE_SHARE)
    passages = tuple(Passage(p.role, p.ranges, p.text, told[n] or themes[:1]) if n in told else p for n, p in enumerate(article.passages))
    return replace(article, passages=passages, themes=themes)


def _support(article: Article, scores: Mapping[int, Mapping[Theme, float]], vocabulary: Vocabulary) -> dict[Theme, float]:
    """What the article adds to each theme of its passages: their shares by length, and the headline's terms."""
    headline = vocabulary.score_text("\n".join(p.text for p in article.passages if p.role in _HEADLINE))
    found = {theme: HEADLINE_WEIGHT * score for theme, score in headline.items()}
    for n, own in scores.items():
        total = sum(own.values())
        for theme, score in own.items():
            found[theme] = found.get(theme, 0.0) + score / total * len(article.passages[n].text) / 100
    top = max(found.values(), default=1.0)
    return {theme: ARTICLE_SUPPORT * score / top for theme, score in found.items()}
