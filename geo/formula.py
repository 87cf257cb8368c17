"""Text that no spreadsheet takes for a formula, and that text as it was before."""

from __future__ import annotations

_BEGINNINGS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


def guard(text: str) -> str:
    """Text as a CSV cell: one that would begin a formula has an apostrophe before it (OWASP, CSV Injection)."""
    return "'" + text if text.lstrip("'").startswith(_BEGINNINGS) else text


def unguard(text: str) -> str:
    """What `guard` was given."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_BEGINNINGS) else text
