"""Mentions counted by district or by city, and the classes that a choropleth colours them in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy

from geo.gazetteer import Gazetteer
from geo.layers import Feature
from geo.units import Level, unit_of

MOST_CLASSES = 5
"""More classes than five can't be told apart on a map (Brewer and Harrower, ColorBrewer)."""


@dataclass(frozen=True, slots=True)
class Choropleth:
    """Mentions by unit, in classes.

    Attributes
    ----------
    level : Level
    counts : tuple of (str, int)
        Code of each unit that is named, and how often it and what lies in it are; ordered by code.
    classes : tuple of (int, int)
        The least and the greatest count of each class, both of them counts that occur; fewest first.
    elsewhere : int
        Mentions of what lies in no single unit of this level, or outside the region.
    """

    level: Level
    counts: tuple[tuple[str, int], ...]
    classes: tuple[tuple[int, int], ...]
    elsewhere: int

    def class_of(self, count: int) -> int:
        """The number of the class of a count, from 0."""
        return next(n for n, (least, greatest) in enumerate(self.classes) if least <= count <= greatest)


def count_mentions(gazetteer: Gazetteer, features: Iterable[Feature], level: Level) -> Choropleth:
    """How often the units of a level, and what lies in them, are named.

    Parameters
    ----------
    gazetteer : Gazetteer
    features : iterable of Feature
    level : Level
    """
    counts: dict[str, int] = {}
    elsewhere = 0
    for feature in features:
        unit = unit_of(gazetteer, feature.place, level)
        if unit is None:
            elsewhere += feature.mentions
        else:
            counts[unit] = counts.get(unit, 0) + feature.mentions
    return Choropleth(level, tuple(sorted(counts.items())), quantile_classes(list(counts.values())), elsewhere)


def quantile_classes(counts: Sequence[int], most: int = MOST_CLASSES) -> tuple[tuple[int, int], ...]:
    """Classes of about equally many counts each, a count never split between two.

    Returns
    -------
    tuple of (int, int)
        Least and greatest count of each class, fewest first; fewer than `most` where there are fewer different counts; empty
        for no counts.

    Notes
    -----
    Quantiles, because mentions are skewed: equal steps would put nearly all units into the lowest class.
    """
    if not counts:
        return ()
    values = numpy.unique(counts)
    if len(values) <= most:
        return tuple((int(v), int(v)) for v in values)
    tops = numpy.unique(numpy.quantile(counts, [n / most for n in range(1, most + 1)], method="inverted_cdf"))
    lows = [values[0], *(values[values > top][0] for top in tops[:-1])]
    return tuple((int(low), int(top)) for low, top in zip(lows, tops, strict=True))
