"""How long it takes to index and to search 5,000 made-up lessons, beside a plain pass over them.

`python benchmarks/lesson_search.py [--lessons 5000] [--letters 1000] [--params params]`

The texts are put together anew by a seed: each word follows one that it follows in the demo
lessons, one in twenty is any word of the dictionary. The ratio to one `str.find` over all texts
says more than seconds of one machine.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click

from povlib.knowledge import read_wording
from povlib.knowledge.search import find_lessons, open_shelf
from povlib.knowledge.search.meanings import read_meanings
from povlib.knowledge.search.words import cut
from povlib.params import LessonTerms, read_yaml
from povlib.thai import decode_text
from povlib.thai.wordlists import read_word_lists

PAGES = Path(__file__).parents[1] / "tests" / "knowledge" / "pages"
QUERIES = (
    "กขคจ",
    "แก้หนี้นอกระบบ",
    "ครัวเรื่อนยากจน",
    "savings group for elderly people",
    "จังหวัดน่าน เลี้ยงไก่",
    "ทำอย่างไรให้กลุ่มออมทรัพย์รู้ฐานะของตนเองโดยไม่ต้องรอผู้ตรวจสอบบัญชี",
    "ฟุตบอลโลก",
)
RARE, POINTS = 0.05, 12
FRONT = """---
id: {id}
source_file: made.txt
source_lines: [{n}, {n}]
title: บทเรียนที่ {n} {title}
district: {district}
province: {province}
evidence:
{evidence}
repairs: []
---

# บทเรียนที่ {n}

## {heading}

{points}

## ข้อความเดิม

~~~~text
{raw}
~~~~
"""
PLACES = (("ปัว", "น่าน"), ("พิมาย", "นครราชสีมา"), ("ภูเรือ", "เลย"), ("เบตง", "ยะลา"))


def write_lessons(folder: Path, *, lessons: int, letters: int, common: list[str]) -> list[str]:
    """Write made-up lessons and give their texts."""
    chance = random.Random(2557)
    rare = sorted(read_word_lists().ordinary)
    places: dict[str, list[int]] = {}
    for at, word in enumerate(common[:-1]):
        places.setdefault(word, []).append(at + 1)
    texts = []
    for n in range(lessons):
        words = [chance.choice(common)]
        while sum(map(len, words)) < letters:
            at = chance.choice(places[words[-1]] if words[-1] in places else range(len(common)))
            words.append(common[at])
            words += [chance.choice(rare)] if chance.random() < RARE else []
        size = len(words) // POINTS + 1
        points = ["".join(words[at : at + size]) for at in range(0, len(words), size)]
        texts.append("\n".join(points))
        district, province = chance.choice(PLACES)
        text = FRONT.format(
            id=f"kr-{n:010x}",
            n=n + 1,
            title="".join(chance.sample(common, 6)).strip(),
            district=district,
            province=province,
            evidence="\n".join(
                f"  field_{at}:\n    confidence: 1.0\n    lines: [{at}]" for at in range(POINTS)
            ),
            heading="กระบวนการ",
            points="\n".join(f"- {point}" for point in points),
            raw="\n".join(points),
        )
        (folder / f"kr-{n:010x}.md").write_text(text, encoding="utf-8")
    return texts


def timed(what: Callable[[], object], *, times: int = 1) -> float:
    """Give the median seconds of some calls."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        what()
        took.append(time.perf_counter() - start)
    return statistics.median(took)


@click.command()
@click.option("--lessons", default=5000, show_default=True)
@click.option("--letters", default=1000, show_default=True, help="letters of a lesson")
@click.option("--params", default="params", show_default=True, type=click.Path(path_type=Path))
def main(lessons: int, letters: int, params: Path) -> None:
    """Print times and ratios."""
    headings = read_wording(params).headings
    terms = read_yaml(params / "lessons" / "terms.yml", LessonTerms)
    meanings = read_meanings(terms)
    pages = "\n".join(decode_text(p.read_bytes()) for p in sorted(PAGES.glob("*.txt")))
    common = [word for word in cut(pages, meanings=meanings) if word == " " or word > "~"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = write_lessons(folder, lessons=lessons, letters=letters, common=common)
        click.echo(f"{lessons} lessons, {sum(map(len, texts)) / 1e6:.1f} million letters")
        plain = timed(lambda: [text.find("คำที่ไม่มี") for text in texts], times=5)
        segmented = timed(lambda: [cut(text, meanings=meanings) for text in texts])

        def opened() -> object:
            return open_shelf(folder, headings=headings, terms=terms)

        made, read = timed(opened), timed(opened, times=3)
        shelf = opened()
        click.echo(f"plain pass          {plain * 1e3:8.1f} ms")
        for what, took in (("words alone", segmented), ("index", made), ("index read", read)):
            click.echo(f"{what:18}  {took * 1e3:8.0f} ms  {took / plain:8.1f} plain passes")
        for query in QUERIES:
            find_lessons(shelf, query=query)
            took = timed(lambda query=query: find_lessons(shelf, query=query), times=9)
            click.echo(f"query  {took * 1e3:8.2f} ms  {took / plain:8.2f} plain passes  {query}")


if __name__ == "__main__":
    main()
