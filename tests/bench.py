"""How fast, how large and how exact the reading is beside the usual ways, all in one run: `make bench`.

Machines differ and are busy, so ratios count. Each line is a process of its own, so that its peak memory is its own. The text is made:
sentences of the five pages, shuffled, with other places and numbers in them, so that no cache can know it.

    python -m tests.bench [--full] [--ablation]
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

from extract.model import Name
from tests.annotated import gold_of, read_passages, read_places

ROOT = Path(__file__).parent.parent
PAGE_BYTES = 12_000
CHARACTERS = "安北昌东丰高广海河黄金兰李林龙马南宁平青清泉沙山石水松泰唐天通王文武西新兴徐阳杨永玉张赵正中庄"


def make_pages(megabytes: float, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Names and texts of made pages of news, some 12 kB each."""
    from geo.gazetteer import load_gazetteer

    rng = random.Random(seed)
    texts = [p.read_text(encoding="utf-8") for p in sorted((ROOT / "seeds").glob("*.txt"))]
    sentences = [s for t in texts for s in re.split(r"(?<=[。！？])\s*|\n+", t) if 12 <= len(s) <= 160 and not s.startswith("#")]
    towns = [p.name[-4:] for p in load_gazetteer() if p.kind == "town" and len(p.name[-4:]) >= 3]
    digits = re.compile(r"\d+")
    made, n = 0, 0
    while made < megabytes * 1e6:
        lines: list[str] = []
        size = 0
        while size < PAGE_BYTES:
            lines += [f"## {rng.choice(sentences)[:18].strip('，。、 ')}", f"■ 记者 {rng.choice('王李张刘陈')}{rng.choice('敏静磊洋勇')}"]
            for _ in range(rng.randint(3, 7)):
                body = "".join(rng.choice(sentences) for _ in range(rng.randint(2, 5)))
                body = digits.sub(lambda m: str(rng.randint(10 ** (len(m[0]) - 1), 10 ** len(m[0]) - 1)), body)
                lines.append(f"{body}{rng.choice(towns)}的项目也在推进。")
                size += 3 * len(lines[-1])
        text = "\n\n".join(lines) + "\n"
        made += len(text.encode())
        n += 1
        yield f"{n:05}.txt", text


# -- what a child process measures


def time_pipeline(folder: Path, jobs: int) -> float:
    """Seconds from the files to the tables."""
    from geo.atlas import Reader, Skipped, read_pages
    from geo.files import AtlasWriter
    from geo.garbage import spare_living
    from geo.gazetteer import load_gazetteer
    from geo.tabulate import tabulate

    reader = Reader(load_gazetteer())
    spare_living()  # as the commands do
    files = sorted(folder.glob("*.txt"))
    reader.read_page(_source(files[0]))
    with tempfile.TemporaryDirectory() as out:
        start = time.perf_counter()
        writer = AtlasWriter(Path(out) / "atlas", reader.gazetteer)
        for found in read_pages(files, reader, tabulate, jobs):
            assert not isinstance(found, Skipped)
            writer.add(found)
        writer.finish()
        return time.perf_counter() - start


def time_recogniser(folder: Path, _: int) -> float:
    """Seconds to find the mentions of articles that are divided already."""
    from geo.gazetteer import load_gazetteer

    return _time_mentions(folder, load_gazetteer().names())


def time_scan(folder: Path, _: int) -> float:
    """Seconds of a plain automaton with the same names: the limit."""
    import daachorse

    from geo.gazetteer import load_gazetteer

    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(sorted({n.surface for n in load_gazetteer().names()}))
    return _time_each(folder, automaton.find_overlapping)


def time_jieba_cut(folder: Path, _: int) -> float:
    """Seconds to cut into words."""
    import jieba

    jieba.setLogLevel(60)
    jieba.initialize()
    return _time_each(folder, lambda t: list(jieba.cut(t)))


def time_jieba_posseg(folder: Path, _: int) -> float:
    """Seconds to cut into words with their parts of speech."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(60)
    jieba.initialize()
    return _time_each(folder, lambda t: list(jieba.posseg.cut(t)))


def time_jionlp(folder: Path, _: int) -> float:
    """Seconds of jionlp's recogniser of locations."""
    import jionlp

    jionlp.recognize_location("天津市武清区")
    return _time_each(folder, jionlp.recognize_location)


def time_names(folder: Path, thousands: int) -> float:
    """Seconds to find mentions among so many thousand names, most of them made up."""
    from geo.gazetteer import load_gazetteer

    rng = random.Random(2)
    names = list(load_gazetteer().names())[: thousands * 1000]
    while len(names) < thousands * 1000:
        surface = "".join(rng.choices(CHARACTERS, k=rng.randint(3, 5))) + rng.choice("镇村站路")
        names.append(Name(surface, (f"made-{len(names)}",), ("town",)))
    return _time_mentions(folder, names)


def _time_mentions(folder: Path, names: Iterable[Name]) -> float:
    from extract.articles import divide_page
    from extract.recognise import Recogniser

    recogniser = Recogniser(names)
    pages = [(s := _source(p), divide_page(s)) for p in sorted(folder.glob("*.txt"))]
    start = time.perf_counter()
    for source, articles in pages:
        for article in articles:
            recogniser.recognise_article(article, source)
    return time.perf_counter() - start


def _time_each(folder: Path, work: Callable[[str], object]) -> float:
    texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))]
    start = time.perf_counter()
    for text in texts:
        work(text)
    return time.perf_counter() - start


def _source(path: Path):  # type: ignore[no-untyped-def]
    from extract.reading import read_text

    return read_text(path)


CHILDREN = {
    "pipeline": time_pipeline,
    "recogniser": time_recogniser,
    "scan": time_scan,
    "jieba.cut": time_jieba_cut,
    "jieba.posseg": time_jieba_posseg,
    "jionlp": time_jionlp,
    "names": time_names,
}


# -- the table


def measure(what: str, folder: Path, number: int = 1) -> tuple[float, float]:
    """Seconds and peak memory in MB of a process that does one thing."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench", "--child", what, str(folder), str(number)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip().splitlines()[-1])
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return told["seconds"], told["mb"]


def cold_start() -> float:
    """Seconds from a new interpreter to the first page read, the best of three."""
    code = (
        "from geo.atlas import Reader; from geo.gazetteer import load_gazetteer; from extract.reading import read_text; "
        "from pathlib import Path; Reader(load_gazetteer()).read_page(read_text(sorted(Path('seeds').glob('*.txt'))[0]))"
    )
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
        times.append(time.perf_counter() - start)
    return min(times)


def main(full: bool) -> None:
    """Print the comparison."""
    sizes = [0.1, 1, 10, *([40] if full else [])]
    with tempfile.TemporaryDirectory() as made:
        folders = {}
        for size in sizes:
            folders[size] = Path(made) / str(size)
            folders[size].mkdir()
            for name, text in make_pages(size):
                (folders[size] / name).write_text(text, encoding="utf-8")
        megabytes = {s: sum(p.stat().st_size for p in f.iterdir()) / 1e6 for s, f in folders.items()}
        print(f"{'what':28} {'MB':>6} {'s':>8} {'MB/s':>8} {'× jieba.cut':>12} {'peak MB':>8}")
        runs = [("jieba.cut", 1, 1), ("jieba.posseg", 0.1, 1), ("jionlp", 0.1, 1), ("scan", 10, 1), ("recogniser", 1, 1)]
        runs += [("pipeline", s, 1) for s in sizes] + [("pipeline", 10, 2)] + ([("pipeline", 40, 2)] if full else [])
        speed: dict[tuple[str, float, int], float] = {}
        for what, size, number in runs:
            try:
                seconds, peak = measure(what, folders[size], number)
            except RuntimeError as error:
                print(f"{what:28} not measured: {error}")
                continue
            speed[what, size, number] = megabytes[size] / seconds
            label = what + (f", {number} processes" if number > 1 else "")
            ratio = speed[what, size, number] / speed["jieba.cut", 1, 1]
            print(f"{label:28} {megabytes[size]:6.1f} {seconds:8.2f} {megabytes[size] / seconds:8.3f} {ratio:12.2f} {peak:8.0f}")
        one, two = speed["pipeline", 10, 1], speed["pipeline", 10, 2]
        print(f"pipeline to jieba.posseg {one / speed['jieba.posseg', 0.1, 1]:.1f} ×; two processes {two / one:.2f} × one")
        print(f"recogniser to plain scan 1/{speed['scan', 10, 1] / speed['recogniser', 1, 1]:.0f}")
        if full:
            print(f"per MB, 40 MB to 10 MB: {one / speed['pipeline', 40, 1]:.2f} ×")
        few, many = (measure("names", folders[1], n)[0] for n in (20, 200))
        print(f"200,000 names to 20,000: {many / few:.2f} ×")
    print(f"cold start to the first page: {cold_start():.2f} s")


def ablation() -> None:
    """Print what each part buys on the annotated passages."""
    from extract import candidates, words
    from extract.evidence import Evidence
    from geo.atlas import Atlas, Reader
    from geo.files import write_atlas
    from geo.gazetteer import load_gazetteer

    def characters(text: str, begin: int = 0) -> list[tuple[int, int, str]]:
        return [(i, i + 1, c) for i, c in enumerate(text, begin)]

    changes: dict[str, list[tuple[object, str, object]]] = {
        "all of it": [],
        "without jieba's words": [(words, "cut", characters)],
        "without the article's context": [(Evidence, "_is_proved_by_context", lambda self, hit: False)],
    }

    nothing = lambda *a: []  # noqa: E731
    changes["without the grammar of names"] = [(candidates, f, nothing) for f in ("find_unlisted", "find_generic_names", "find_listed")]
    passages, places = read_passages(), read_places()
    for label, patches in changes.items():
        with ExitStack() as stack, tempfile.TemporaryDirectory() as folder:
            for owner, name, value in patches:
                stack.enter_context(mock.patch.object(owner, name, value))
            reader = Reader(load_gazetteer())
            write_atlas(Atlas(tuple(reader.read_page(p.source) for p in passages), reader.gazetteer), Path(folder) / "atlas")
            golds = []
            for p in passages:
                golds.append(Path(folder) / f"{p.name}.json")
                golds[-1].write_text(gold_of(p, places), encoding="utf-8")
            command = [sys.executable, str(ROOT / "tests" / "gold" / "score.py"), str(Path(folder) / "atlas"), *map(str, golds)]
            out = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1].split()
            told = dict(zip(out[1::2], out[2::2], strict=False))
            print(
                f"{label:32} strict F1 {told['strict_f1']}  lenient {told['lenient_f1']}  kind {told['kind']}  coverage {told['coverage']}"
            )


def words_tagged_ns() -> None:
    """Print how exact jieba's part-of-speech tagger is on the annotated passages: words tagged ns against literal mentions."""
    import jieba
    import jieba.posseg

    jieba.setLogLevel(60)
    right = found = wanted = 0
    for p in read_passages():
        literal = {(m.start, m.end) for m in p.mentions if m.is_literal}
        borrowed = [(m.start, m.end) for m in p.mentions if not m.is_literal]
        at, spans = 0, set()
        for word, tag in jieba.posseg.cut(p.text):
            if tag.startswith("ns"):
                spans.add((at, at + len(word)))
            at += len(word)
        right += len(spans & literal)
        found += sum(s in literal or not any(s[0] < b and a < s[1] for a, b in borrowed) for s in spans)
        wanted += len(literal)
    print(f"{'jieba.posseg, words tagged ns':32} strict F1 {2 * right / (found + wanted):.3f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        what, folder, number = sys.argv[2:]
        seconds = CHILDREN[what](Path(folder), int(number))
        peak = max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
        print(json.dumps({"seconds": seconds, "mb": peak}))
    elif "--ablation" in sys.argv:
        ablation()
        words_tagged_ns()
    else:
        main("--full" in sys.argv)
