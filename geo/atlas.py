"""The whole way of a set of pages: text, articles, mentions, places."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from extract.model import Article, Mention, SourceText
from extract.pages import read_articles
from extract.reading import UnreadableText, printable, read_text
from extract.recognise import Recogniser
from geo.garbage import paused_collector
from geo.gazetteer import Gazetteer
from geo.model import Place
from geo.resolve import Resolution, Resolver

TEXT_SUFFIXES = (".txt", ".md")
_SUFFIXES = " or ".join(TEXT_SUFFIXES)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A source that was left out, and why.

    Attributes
    ----------
    source, reason : str
        The reason of a fault names the source, and says what to do.
    is_fault : bool
        True when it was meant to be read and could not be; False for files of a folder that are no texts.
    """

    source: str
    reason: str
    is_fault: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """One page with everything found on it."""

    source: SourceText
    articles: tuple[Article, ...]
    mentions: tuple[Mention, ...]
    resolutions: tuple[Resolution, ...]


@dataclass(frozen=True)
class Atlas:
    """Pages, what they name, and where it is.

    Attributes
    ----------
    pages : tuple of Page
    gazetteer : Gazetteer
    skipped : tuple of Skipped
    """

    pages: tuple[Page, ...]
    gazetteer: Gazetteer
    skipped: tuple[Skipped, ...] = ()

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """All articles by id."""
        return {a.id: a for page in self.pages for a in page.articles}

    @cached_property
    def resolutions(self) -> tuple[Resolution, ...]:
        """All resolutions, page by page."""
        return tuple(r for page in self.pages for r in page.resolutions)

    @cached_property
    def placeless(self) -> tuple[Page, ...]:
        """The pages that name no place."""
        return tuple(p for p in self.pages if not p.mentions)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The places that are named, by id."""
        return {r.place.id: r.place for r in self.resolutions if r.place is not None}


class Reader:
    """Reads pages with one gazetteer.

    Parameters
    ----------
    gazetteer : Gazetteer
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        with paused_collector():
            self._recogniser = Recogniser(gazetteer.names())
            self._resolver = Resolver(gazetteer)

    def read_page(self, source: SourceText) -> Page:
        """A page with its articles, mentions and places."""
        articles = read_articles(source)
        found = {a.id: self._recogniser.recognise_article(a, source) for a in articles}
        mentions = tuple(m for a in articles for m in found[a.id])
        home = self._resolver.home_of(mentions)
        resolutions = tuple(r for a in articles for r in self._resolver.resolve_article(a, found[a.id], home))
        return Page(source, articles, mentions, resolutions)


def find_sources(paths: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[Skipped, ...]]:
    """The text files named or found in folders, in order; what can't be one is said.

    Raises
    ------
    UnreadableText
        When nothing is left to read, with what is wrong with each.
    """
    files: list[Path] = []
    skipped: list[Skipped] = []
    for path in paths:
        name = printable(path)
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.is_file())
            texts = [p for p in inside if p.suffix.lower() in TEXT_SUFFIXES]
            if not texts:
                skipped.append(Skipped(name, f"{name}: the folder holds no {_SUFFIXES} file. Expected texts of newspaper pages."))
            files += texts
            skipped += [Skipped(printable(p.name), f"not {_SUFFIXES}", is_fault=False) for p in inside if p not in texts]
        elif path.exists():
            files.append(path)
        else:
            expected = "Expected a text file of a newspaper page, or a folder of them."
            skipped.append(Skipped(name, f"{name}: no such file or folder. {expected}"))
    by_stem: dict[str, Path] = {}
    for path in files:
        first = by_stem.setdefault(path.stem, path)
        if first is not path:
            clash = f"{printable(path)}: {printable(first)} is called so too but for its folder or its ending."
            skipped.append(Skipped(printable(path.name), f"{clash} Rename one: names become the articles' ids."))
    if not files:
        raise UnreadableText("\n".join(s.reason for s in skipped if s.is_fault))
    return tuple(by_stem.values()), tuple(skipped)


def read_pages(paths: Sequence[Path], reader: Reader, work: Callable[[Page, Gazetteer], T], jobs: int = 1) -> Iterator[T | Skipped]:
    """What some work makes of each file's page, in the order of the files; for one that can't be read, why.

    Parameters
    ----------
    paths : sequence of Path
    reader : Reader
    work : callable
        Takes a page and the gazetteer; at the top level of a module, so that other processes find it. It runs where the page was read,
        and only what it returns is handed back.
    jobs : int
        Processes to read with.
    """
    if jobs <= 1 or len(paths) < 2:
        for path in paths:
            yield _work_on(reader, path, work)
        return
    from concurrent.futures import ProcessPoolExecutor  # here because one process needs none

    _worker[:] = [reader]  # a forked process finds it made; a spawned one makes its own
    with ProcessPoolExecutor(jobs, initializer=_start_worker, initargs=(reader.gazetteer,)) as pool:
        yield from pool.map(partial(_work_in_process, work), paths, chunksize=min(8, -(-len(paths) // jobs)))


def build_atlas(
    paths: Sequence[Path],
    reader: Reader,
    skipped: Iterable[Skipped] = (),
    progress: Callable[[Sequence[Path]], Iterable[Path]] = iter,
    jobs: int = 1,
) -> Atlas:
    """The atlas of some files. One that can't be read is skipped and said; the others are still read.

    Parameters
    ----------
    paths : sequence of Path
    reader : Reader
    skipped : iterable of Skipped
        What was left out before.
    progress : callable
        Wraps the paths to show how far the reading is.
    jobs : int
        Processes to read with; where they can't be forked each makes a reader of its own, so more than one pays from some hundred pages.
    """
    pages: list[Page] = []
    left_out = list(skipped)
    for _, found in zip(progress(paths), read_pages(paths, reader, _whole_page, jobs), strict=True):
        pages.append(found) if isinstance(found, Page) else left_out.append(found)
    return Atlas(tuple(pages), reader.gazetteer, tuple(left_out))


def _whole_page(page: Page, _: Gazetteer) -> Page:
    return page


def _work_on(reader: Reader, path: Path, work: Callable[[Page, Gazetteer], T]) -> T | Skipped:
    try:
        return work(reader.read_page(read_text(path)), reader.gazetteer)
    except UnreadableText as error:
        return Skipped(printable(path.name), str(error))


_worker: list[Reader] = []


def _start_worker(gazetteer: Gazetteer) -> None:
    if not _worker:
        _worker.append(Reader(gazetteer))


def _work_in_process(work: Callable[[Page, Gazetteer], T], path: Path) -> T | Skipped:
    return _work_on(_worker[0], path, work)
