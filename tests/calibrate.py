"""How often a score is right: a table, and the figure in docs, from the annotated passages: `python -m tests.calibrate`."""

from __future__ import annotations

from pathlib import Path

from geo.atlas import Reader
from geo.gazetteer import load_gazetteer
from tests.annotated import judged, read_passages

FIGURE = Path(__file__).parent.parent / "docs" / "calibration.svg"
BINS = ((0.5, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.99), (0.99, 1.0))
"""Above the first bound, up to the second; the first bin is what is placed by its unit only."""


def main() -> None:
    """Print the table and write the figure."""
    found = [(r.score, is_right) for r, is_right in judged(Reader(load_gazetteer()), read_passages())]
    bars = []
    for low, high in BINS:
        inside = [ok for score, ok in found if (score == high if low == high else low < score <= high)]
        share = sum(inside) / len(inside) if inside else 0.0
        label = f"{high:g}" if low == high else f"{low:g}–{high:g}"
        print(f"score {label:10} {len(inside):5} mentions  {share:.3f} right")
        bars.append((label, len(inside), share))
    sure = [ok for score, ok in found if score >= 0.9]
    print(f"score ≥ 0.9    {len(sure):5} mentions  {sum(sure) / len(sure):.3f} right")
    FIGURE.write_text(_svg(bars), encoding="utf-8")


def _svg(bars: list[tuple[str, int, float]]) -> str:
    width, height, left, top = 90, 200, 50, 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + width * len(bars) + 10}" height="{top + height + 50}" '
        'font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/>'
        f'<text x="{left}" y="18">Share of mentions with the right place, by score (63 passages)</text>'
    ]
    for share in (0, 0.25, 0.5, 0.75, 0.95, 1):
        y = top + height * (1 - share)
        dash = ' stroke-dasharray="4"' if share == 0.95 else ""
        parts.append(f'<line x1="{left}" x2="{left + width * len(bars)}" y1="{y}" y2="{y}" stroke="#bbb"{dash}/>')
        parts.append(f'<text x="{left - 6}" y="{y + 4}" text-anchor="end">{share:g}</text>' if share != 0.95 else "")
    for n, (label, count, share) in enumerate(bars):
        x, y = left + width * n, top + height * (1 - share)
        parts.append(f'<rect x="{x + 15}" y="{y}" width="{width - 30}" height="{height * share}" fill="#0072b2"/>')
        parts.append(f'<text x="{x + width / 2}" y="{y - 5}" text-anchor="middle">{share:.2f}</text>')
        parts.append(f'<text x="{x + width / 2}" y="{top + height + 18}" text-anchor="middle">{label}</text>')
        parts.append(f'<text x="{x + width / 2}" y="{top + height + 34}" text-anchor="middle" fill="#555">n = {count}</text>')
    return "".join(parts) + "</svg>\n"


if __name__ == "__main__":
    main()
