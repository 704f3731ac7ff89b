"""Two hundred mixed files read and drawn in the limited child, against the same libraries in a plain loop."""

import os
import random
import statistics
import tempfile
from pathlib import Path
from time import perf_counter

import django

from apps.collateral import cards, reading
from apps.collateral.reading import opening
from apps.collateral.reading.shapes import Limits

FILES = 200
SEED = 20261130
ROUNDS = 5
LIMITS = Limits()
WORDS = (
    "meter",
    "gasket",
    "pressure",
    "reading",
    "water",
    "heat",
    "radio",
    "battery",
    "thread",
    "flow",
    "price",
    "frost",
)

Said = list[tuple[int, list[tuple[int, str, bool]], int]]


def make_files(folder: Path) -> list[Path]:
    """Half PDFs, a fifth each of Word and PowerPoint, the rest text and HTML; five to fifteen pages each."""
    chance = random.Random(SEED)  # noqa: S311
    kinds = ["pdf"] * 100 + ["docx"] * 40 + ["pptx"] * 40 + ["txt"] * 10 + ["html"] * 10
    chance.shuffle(kinds)
    made = []
    for number, kind in enumerate(kinds):
        pages = [[_sentence(chance) for _line in range(20)] for _page in range(chance.randint(5, 15))]
        path = folder / f"{number}.{kind}"
        path.write_bytes(_written(kind, f"File {number}", pages))
        made.append(path)
    return made


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=8)).capitalize() + "."


def _written(kind: str, title: str, pages: list[list[str]]) -> bytes:
    from portal.demo import documents

    writers = {"pdf": documents.pdf, "docx": documents.word, "pptx": documents.slides}
    if kind in writers:
        return writers[kind](title, [documents.Sheet(f"Page {n}", page[:6]) for n, page in enumerate(pages, 1)])
    if kind == "html":
        return f"<html><body>{''.join(f'<p>{line}</p>' for page in pages for line in page)}</body></html>".encode()
    return "\f".join("\n".join(page) for page in pages).encode()


def ours(paths: list[Path]) -> tuple[float, Said]:
    begun, said = perf_counter(), []
    for path in paths:
        found = reading.read(path, path.name, limits=LIMITS)
        picture = reading.draw(path, limits=LIMITS) if found.kind == "pdf" else cards.card_of(found.pages[0].text)
        pages = [(page.number, page.text, page.internal) for page in found.pages]
        said.append((found.page_count, pages, len(picture)))
    return perf_counter() - begun, said


def floor(paths: list[Path]) -> tuple[float, Said]:
    """In this process, as one would write it who trusts every file: each is opened once."""
    begun, said = perf_counter(), []
    for path in paths:
        with path.open("rb") as file:
            document = opening.opened(file, path.suffix, LIMITS)
            found, count = document.read(LIMITS)
            picture = document.draw(1, LIMITS) if document.kind == "pdf" else cards.card_of(found[0].text)
            said.append((count, [(page.number, page.text, page.internal) for page in found], len(picture)))
    return perf_counter() - begun, said


def main() -> None:
    # The demo's writers make the files; no database is asked.
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    django.setup()
    taken: dict[str, list[float]] = {"ours": [], "floor": []}
    with tempfile.TemporaryDirectory() as folder:
        paths = make_files(Path(folder))
        for way in (ours, floor):
            way(paths[:10])
        for _round in range(ROUNDS):
            (mine, said), (bare, expected) = ours(paths), floor(paths)
            if said != expected or len(said) != FILES:
                raise AssertionError("both ways must read and draw the same")
            taken["ours"].append(mine)
            taken["floor"].append(bare)
    mine, bare = (statistics.median(taken[name]) for name in ("ours", "floor"))
    for name, seconds in taken.items():
        print(f"{name}: median {statistics.median(seconds):.2f} s, {min(seconds):.2f} to {max(seconds):.2f}")
    each = sorted(one / other for one, other in zip(taken["ours"], taken["floor"], strict=True))
    print(f"rounds: {each[0]:.2f} to {each[-1]:.2f}")
    what = f"{FILES} files read and drawn in the limited child, against a plain loop"
    print(f"extract: {statistics.median(each):.2f} x floor ({mine:.2f} s / {bare:.2f} s, {what})")


if __name__ == "__main__":
    main()
