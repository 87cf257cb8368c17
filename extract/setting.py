"""What an article names around its names: whether it is about where a place lies."""

from __future__ import annotations

from collections.abc import Iterable

from extract.kinds import NATURE
from extract.names import KnownName

_PROVINCES = frozenset({"河北省", "河北", "中国"})
_LARGE = NATURE | {"city", "district"}


class Setting:
    """What an article says around its names.

    Parameters
    ----------
    text : str
        The folded text of the article.
    units : iterable of KnownName
        The units named in it; none that is only part of another's name (新|城子镇).

    Attributes
    ----------
    told : frozenset of str
        Names of two characters that the article proves somewhere, and so everywhere: a name has one sense in an article.
    """

    __slots__ = ("_at_home", "_kin", "text", "told")

    def __init__(self, text: str, units: Iterable[KnownName] = ()) -> None:
        self.text = text
        self.told: frozenset[str] = frozenset()
        self._at_home: dict[KnownName, bool] = {}
        self._kin = set().union(*(unit.contexts for unit in units if not unit.needs_context)) - _PROVINCES

    def is_home_of(self, name: KnownName) -> bool:
        """True when the article names something that a place of this name lies in, or it lies in nothing that could be named."""
        found = self._at_home.get(name)
        if found is None:
            near = not self._kin.isdisjoint(name.contexts)  # 香河 speaks for 三河: one city holds both
            is_large = not name.kind_set.isdisjoint(_LARGE)  # of which a province has few, while 大马村 may be anywhere in Hebei
            around = name.contexts if is_large else [w for w in name.contexts if w not in _PROVINCES] or name.contexts
            found = self._at_home[name] = near or not name.contexts or any(word in self.text for word in around)
        return found
