"""Files to text: encoding found and said, unreadable files refused with what to do."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from enum import StrEnum
from pathlib import Path

from extract.model import SourceText

MAX_BYTES = 5 * 1024 * 1024
"""A newspaper page is some tens of kilobytes; past this a file is something else."""

LEAST_KNOWN = 0.9
"""Share of Chinese and ASCII characters from which text is taken to be decoded rightly."""

MOST_CONTROLS = 8
"""Control characters that a text may have been left with in its first thousands; one of few characters has fewer."""

_BOMS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_CHINESE = ("gb18030", "big5", "utf_16_le", "utf_16_be")


class Fault(StrEnum):
    """Why a file is no text of a page."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    BINARY = "binary"
    UNKNOWN = "unknown"


class UnreadableText(ValueError):
    """A file that cannot be read as a newspaper page; the message names it and what to do.

    Parameters
    ----------
    message : str
    fault : Fault, optional
        For who says it in another language; None for what is no fault of a file's content.
    """

    def __init__(self, message: str, fault: Fault | None = None) -> None:
        super().__init__(message)
        self.fault = fault


def decode_text(data: bytes, name: str) -> SourceText:
    """The text of a page's bytes.

    Parameters
    ----------
    data : bytes
        The file as stored.
    name : str
        The file's name, for messages and as the key of everything made from it.

    Returns
    -------
    SourceText
        With the encoding that was found. Offsets count code points of this text, which is what the bytes are in that encoding: a
        byte order mark counts in UTF-8, and not in UTF-16, which takes it off.

    Raises
    ------
    UnreadableText
        For empty, binary and oversized files, and where no encoding fits.
    """
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableText(f"{name}: the file is empty. Expected the text of a newspaper page in UTF-8.", Fault.EMPTY)
    if len(data) > MAX_BYTES:
        raise UnreadableText(
            f"{name}: larger than {MAX_BYTES // 2**20} MiB. Expected one newspaper page a file, some tens of kilobytes; split it.",
            Fault.TOO_LARGE,
        )
    encoding = next((e for bom, e in _BOMS if data.startswith(bom)), "")
    if not encoding:
        encoding = _detect_encoding(data, name)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(name, error) from error
    if len(_CONTROLS.findall(text, 0, 4096)) > min(MOST_CONTROLS, len(text) // 4):
        raise UnreadableText(f"{name}: holds control characters, so it is not text. Expected a newspaper page in UTF-8.", Fault.BINARY)
    return SourceText(name, text, encoding, hashlib.sha256(data).hexdigest())


def read_text(path: Path) -> SourceText:
    """The text of a page's file.

    Raises
    ------
    UnreadableText
        As `decode_text`, and for a path that is missing or no file.
    """
    try:
        with path.open("rb") as file:
            return decode_text(file.read(MAX_BYTES + 1), printable(path.name))
    except OSError as error:
        raise UnreadableText(f"{path}: {error.strerror or error}. Expected a text file of a newspaper page.") from error


def printable(path: Path | str) -> str:
    """A path or a name as text: one that came out of an archive may be in GB 18030, which is no text to the file system."""
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        return os.fsencode(text).decode("gb18030", "replace")
    return text


def _detect_encoding(data: bytes, name: str) -> str:
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        if _is_chinese(data, "utf-8"):
            raise _broken(name, error) from error
    for wide in ("utf-16-le", "utf-16-be"):
        if _is_chinese(data, wide):
            return wide
    if b"\x00" in data[:4096] and data[:4096].count(b"\x00") < len(data[:4096]) // 8:
        raise UnreadableText(f"{name}: is a binary file. Expected the text of a newspaper page in UTF-8.", Fault.BINARY)
    from charset_normalizer import from_bytes  # here because few files need it

    best = from_bytes(data, cp_isolation=list(_CHINESE)).best()
    if best is None:
        raise UnreadableText(f"{name}: is neither UTF-8 nor GB 18030, Big5 or UTF-16 text. Save it as UTF-8 and try again.", Fault.UNKNOWN)
    return best.encoding


def _broken(name: str, error: UnicodeDecodeError) -> UnreadableText:
    line = error.object.count(b"\n", 0, error.start) + 1
    return UnreadableText(f"{name}:{line} byte {error.start} is not {error.encoding}. Save the file as UTF-8 and try again.", Fault.BROKEN)


def _is_chinese(data: bytes, encoding: str) -> bool:
    """True when bytes read as Chinese text in an encoding, but for a byte here and there."""
    text = data[: len(data) // 2 * 2].decode(encoding, "replace")[:2000]
    known = sum("\u4e00" <= c <= "\u9fff" or c in "，。、；：“”‘’《》（）！？—…·\u3000" or " " <= c <= "~" or c in "\r\n\t" for c in text)
    return bool(text) and known >= LEAST_KNOWN * len(text) and any(c in text for c in "的是在和，。,、")
