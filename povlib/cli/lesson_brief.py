"""`povlib lessons brief`: lessons as pages fit for a department's site, and in other forms."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from povlib.cli.options import LESSONS_IN, PARAMS, written_to
from povlib.errors import ParamsError
from povlib.ways import DEFAULT_ENGINE, start_imports

if TYPE_CHECKING:
    from povlib.knowledge.outline import LessonOutline
    from povlib.reports.km.making import Shelf

__all__ = ["brief"]

_FORMS = ("html", "fragment", "md", "docx", "png")


@click.command()
@click.argument("lesson_ids", nargs=-1)
@LESSONS_IN
@written_to("outputs/lessons", what_th="โฟลเดอร์ผลลัพธ์ บทเรียนละหนึ่งโฟลเดอร์")
@click.option("--fragment", is_flag=True, help="เฉพาะ fragment.html สำหรับวางในตัวแก้ไขของบล็อก")
@click.option(
    "--format",
    "formats",
    default=",".join(_FORMS),
    show_default=True,
    help="รูปแบบที่จะเขียน คั่นด้วยจุลภาค (html มีภาพแชร์มาด้วยเสมอ)",
)
@click.option(
    "--jobs", default=1, show_default=True, type=click.IntRange(1), help="ทำพร้อมกันกี่บทเรียน"
)
@click.option(
    "--notebook",
    default="notebooks/30_km_brief.ipynb",
    show_default=True,
    type=click.Path(path_type=Path),
    help="โน้ตบุ๊กของหน้า",
)
@PARAMS
def brief(
    lesson_ids: tuple[str, ...],
    folder: Path,
    target: Path,
    fragment: bool,
    formats: str,
    jobs: int,
    notebook: Path,
    params: Path,
) -> None:
    """ทำหน้าเผยแพร่ของบทเรียน LESSON_IDS ที่อนุมัติหรือเผยแพร่แล้ว ไม่ระบุรหัสคือทุกบทเรียนที่เผยแพร่แล้ว."""
    forms = ("fragment",) if fragment else _read_forms(formats)
    if "html" in forms:
        start_imports(DEFAULT_ENGINE)
    # Take as long as what the server imports meanwhile, so they come after and not at the top.
    from povlib.knowledge.published import open_outline, open_outlines, unshown_ids
    from povlib.reports.km.making import Shelf, write_forms
    from povlib.reports.km.taking import take_down

    for gone in take_down(target, lesson_ids=unshown_ids(folder, params_dir=params)):
        click.echo(f"{gone}: ไม่เผยแพร่แล้ว ลบหน้าเดิมออก", err=True)
    if lesson_ids:
        outlines = [open_outline(folder, lesson_id=one, params_dir=params) for one in lesson_ids]
    else:
        outlines = open_outlines(folder, params_dir=params)
    if "html" in forms:
        _make_pages(outlines, Shelf(folder, params, notebook), target, forms, jobs)
    else:
        write_forms(outlines, target=target, forms=forms)
    click.echo(f"{len(outlines)} บทเรียน → {target.as_posix()}")


def _read_forms(text: str) -> tuple[str, ...]:
    asked = [form.strip().lower() for form in text.split(",")]
    unknown = [form for form in asked if form not in _FORMS]
    if unknown:
        raise ParamsError(
            "รูปแบบต้องเป็นที่รู้จัก",
            got=", ".join(unknown),
            where="--format",
            todo=f"ใช้ {', '.join(_FORMS)} คั่นด้วยจุลภาค",
        )
    return tuple(asked)


def _make_pages(
    outlines: "Sequence[LessonOutline]",
    shelf: "Shelf",
    target: Path,
    forms: Sequence[str],
    jobs: int,
) -> None:
    from tqdm import tqdm

    from povlib.reports.km.making import make_briefs
    from povlib.reports.way import choose_way

    way = choose_way(workers=jobs)
    made = make_briefs(outlines, shelf=shelf, target=target, forms=forms, way=way)
    failed = [r for r in tqdm(made, total=len(outlines), unit="บทเรียน") if r.status != "done"]
    for result in failed:
        click.echo(f"povlib: {result.area_code}: {result.cause}", err=True)
    if failed:
        raise click.exceptions.Exit(1)
