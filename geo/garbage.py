"""The search for garbage, told where there is none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """No search for garbage inside: who makes a hundred thousand objects that all stay would have them searched over and over."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def spare_living() -> None:
    """Have what is alive now left out of every later search, because it stays for good: the gazetteer, its names, the dictionary.

    What one visitor brought must not be alive then: it would never be freed where its parts name each other.
    """
    gc.collect()
    gc.freeze()
