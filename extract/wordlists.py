"""Word lists that people can edit: `data/*.txt`, words parted by white space, lines that begin with # are comments."""

from __future__ import annotations

from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"


@cache
def load_words(name: str) -> frozenset[str]:
    """The words of one list.

    Parameters
    ----------
    name : str
        The file's name without ``.txt``.
    """
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
