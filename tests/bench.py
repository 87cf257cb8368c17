"""How fast and how exact the recogniser is beside the usual ways, measured in one run: `make bench`.

Machines differ, so ratios count. Names are looked for by the automaton, by a regular expression and by jieba's cutter; places are
recognised by the recogniser and by jieba's part-of-speech tagger (words tagged ns), and scored on the two annotated pages.
"""

from __future__ import annotations

import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import jieba
import jieba.posseg
from rapidfuzz import process

from extract.names import NameIndex, fold
from extract.reading import read_text
from geo.atlas import Reader
from geo.gazetteer import load_gazetteer
from geo.search import PlaceSearch

ROOT = Path(__file__).parent.parent
ROUNDS = 5


def seconds(work: Callable[[], object]) -> float:
    """Median of some rounds after one to warm up."""
    work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def f1(found: set[tuple[int, int]], gold: dict[str, list[dict[str, object]]]) -> float:
    """Strict F1 over literal mentions; what overlaps an associative one is neither right nor wrong."""
    literal = {(m["start"], m["end"]) for m in gold["mentions"] if m["kind"] == "literal"}
    other = {(m["start"], m["end"]) for m in gold["mentions"] if m["kind"] != "literal"}
    judged = {s for s in found if s in literal or not any(s[0] < b and a < s[1] for a, b in other)}  # type: ignore[operator]
    right = len(found & literal)
    precision, recall = right / max(1, len(judged)), right / len(literal)
    return 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    """Print the comparison."""
    gazetteer = load_gazetteer()
    names = list(gazetteer.names())
    sources = [read_text(p) for p in sorted((ROOT / "seeds").glob("*.txt"))]
    text = fold("\n".join(s.text for s in sources)) * 4
    index = NameIndex(names)
    surfaces = sorted(index.by_surface, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, surfaces)))
    cutter = jieba.Tokenizer()
    cutter.initialize()
    for surface in surfaces:
        cutter.add_word(surface, 1)
    size = len(text.encode()) / 1e6
    rows = [
        ("automaton, overlapping (ours)", seconds(lambda: index.find(text))),
        ("regular expression, longest only", seconds(lambda: pattern.findall(text))),
        ("jieba.cut with the names as words", seconds(lambda: list(cutter.cut(text, HMM=False)))),
    ]
    print(f"{len(surfaces):,} names in {size:.2f} MB of text")
    for what, taken in rows:
        print(f"  {what:36} {size / taken:8.2f} MB/s   {taken / rows[0][1]:7.1f} × ours")

    reader = Reader(gazetteer)
    pages = [
        (s, json.loads((ROOT / "tests" / "gold" / f"{s.name[:3]}.json").read_text(encoding="utf-8")))
        for s in sources
        if s.name[:3] in ("001", "002")
    ]

    def tagged(page: str) -> set[tuple[int, int]]:
        at, found = 0, set()
        for word, flag in jieba.posseg.cut(page):
            if flag.startswith("ns"):
                found.add((at, at + len(word)))
            at += len(word)
        return found

    def recognised() -> list[set[tuple[int, int]]]:
        return [{(m.start, m.end) for m in reader.read_page(s).mentions} for s, _ in pages]

    ours, theirs = seconds(recognised), seconds(lambda: [tagged(s.text) for s, _ in pages])
    score = statistics.mean(f1(found, gold) for found, (_, gold) in zip(recognised(), pages, strict=True))
    other = statistics.mean(f1(tagged(s.text), gold) for s, gold in pages)
    print("two annotated pages, articles, places, kinds and points against words tagged ns")
    print(f"  whole reading (ours)                 {ours * 1e3:8.0f} ms   F1 {score:.3f}")
    print(f"  jieba.posseg, tag ns                 {theirs * 1e3:8.0f} ms   F1 {other:.3f}   {theirs / ours:.1f} × ours")

    search = PlaceSearch(gazetteer)
    queries = ("武清", "wuqing", "wq", "wuqnig", "白羊淀", "b", "shijiazhaung")
    ours, theirs = (
        seconds(lambda: [search.find(q) for q in queries]),
        seconds(lambda: [process.extract(q, surfaces, limit=10) for q in queries]),
    )
    print(f"a search among {len(surfaces):,} names, mean of {len(queries)} queries")
    print(f"  exact, pinyin, prefix, typo (ours)   {ours / len(queries) * 1e3:8.2f} ms")
    print(f"  rapidfuzz over all names             {theirs / len(queries) * 1e3:8.2f} ms   {theirs / ours:.1f} × ours")


if __name__ == "__main__":
    main()
