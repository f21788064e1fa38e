"""`povlib lessons catalogue`: all published lessons as a site that is read from a file share."""

from pathlib import Path

import click

from povlib.cli.options import LESSONS_IN, PARAMS, written_to
from povlib.knowledge import read_wording
from povlib.knowledge.cards import read_cards
from povlib.knowledge.marks import is_demo
from povlib.knowledge.search.meanings import read_meanings
from povlib.knowledge.showing import public_lessons
from povlib.knowledge.uses import read_uses
from povlib.params import read_lesson_profile, read_regions

__all__ = ["catalogue"]


@click.command()
@LESSONS_IN
@written_to("outputs/catalogue", what_th="โฟลเดอร์คลังบทเรียนที่จะเขียน เปิด index.html ในนั้น")
@PARAMS
def catalogue(folder: Path, target: Path, params: Path) -> None:
    """รวมบทเรียนที่เผยแพร่แล้วเป็นเว็บที่เปิดจากโฟลเดอร์ได้ ค้นในหน้าได้ ไม่ต้องต่ออินเทอร์เน็ต."""
    # Imported here: 0.2 s that other commands of lessons do not need.
    from povlib.reports.catalogue import Labels, catalogue_entries, make_catalogue

    words = read_lesson_profile(params / "lessons" / "profile.yml")
    labels = Labels(
        themes={key: theme.label_th for key, theme in words.profile.themes.items()},
        occupations={one.key: one.label_th for one in words.occupations},
        headings=read_wording(params).headings,
    )
    entries = catalogue_entries(
        public_lessons(folder, ids=None, params_dir=params, at_least="published"),
        cards=read_cards(folder, params_dir=params),
        uses=read_uses(folder),
        labels=labels,
        is_demo=is_demo(folder),
    )
    make_catalogue(
        entries,
        folder=target,
        regions=read_regions(params / "regions.yml"),
        meanings=read_meanings(words.terms),
        is_demo=is_demo(folder),
    )
    click.echo(f"{len(entries):,} บทเรียน → {(target / 'index.html').as_posix()}")
