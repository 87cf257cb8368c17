"""What the commands share: the project's own errors as one message and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from extract.reading import UnreadableText
from extract.themes import VocabularyError
from geo.files import OutputRefused
from geo.tables import GazetteerError

BAD_INPUT = 2
"""Exit code where the input is at fault."""


@contextmanager
def clear_errors() -> Iterator[None]:
    """The project's own errors as one message and exit code 2."""
    try:
        yield
    except (UnreadableText, VocabularyError, OutputRefused, GazetteerError, OSError) as error:
        click.echo(f"jjj-atlas: {error}", err=True)
        raise SystemExit(BAD_INPUT) from error


def refuse_existing(path: Path, force: bool, is_folder: bool = False) -> None:
    """Stop before the work is done where the output, a file or a folder, is there already.

    Raises
    ------
    OutputRefused
    """
    if path.is_dir() and not is_folder:
        raise OutputRefused(f"{path}: is a folder. Name a file to write.")
    if path.exists() and not force:
        raise OutputRefused(f"{path}: is there already. Choose another name, or say --force to replace it.")
