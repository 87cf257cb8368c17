"""A few amendments as one word of an address, so that whoever opens it sees what the sender sees."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Sequence

from geo.amendment_tables import COLUMNS, read_amendments, write_amendments
from geo.amendments import Amendment

MOST = 20
"""Amendments; more are a piece of work that belongs into a file."""

LONGEST = 1200
"""Characters. Chat programs and proxies cut addresses of more than some two thousand, and the filters need some too."""

LARGEST_BYTES = 16 * 1024
"""What a word may unfold to: a short one made to fill the memory is refused."""

_HEADER = ",".join(COLUMNS) + "\r\n"
_WORD = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)


def write_word(amendments: Sequence[Amendment]) -> str:
    """The word for some amendments: their table, compressed; empty for none, and where they are too many or too long."""
    if not 0 < len(amendments) <= MOST:
        return ""
    rows = write_amendments(amendments).removeprefix(_HEADER).encode()
    word = base64.urlsafe_b64encode(zlib.compress(rows, 9)).decode().rstrip("=")
    return word if len(word) <= LONGEST and len(rows) <= LARGEST_BYTES else ""


def read_word(word: str) -> tuple[Amendment, ...]:
    """The amendments that a word stands for; none where any part of it isn't sound, as half of a correction misleads."""
    if len(word) > LONGEST or not _WORD.fullmatch(word):
        return ()
    unfold = zlib.decompressobj()
    try:
        rows = unfold.decompress(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)), LARGEST_BYTES)
        rows.decode()
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return ()
    if not unfold.eof or unfold.unused_data:
        return ()
    found, faults = read_amendments(_HEADER.encode() + rows, "link")
    return found if not faults and len(found) <= MOST else ()
