"""`povlib lessons search`: lessons by words, for people and (with --json) for programs."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import get_args

import click

from povlib.cli.options import LESSONS_IN, PARAMS
from povlib.knowledge import read_wording
from povlib.knowledge.files import UNPLACED_TH
from povlib.knowledge.lesson import Status
from povlib.knowledge.search import Found, Part, Shelf, find_lessons, open_shelf
from povlib.knowledge.workflow import STATUS_TH
from povlib.params import LessonTerms, read_yaml

__all__ = ["search"]

_NONE_TH = "ไม่พบบทเรียน"
_HEADINGS_TH = {"province": "สถานที่", "unplaced": UNPLACED_TH}
_STATUSES = [one for one in get_args(Status) if one not in ("superseded", "withdrawn")]


@click.command()
@click.argument("query")
@LESSONS_IN
@click.option("--json", "as_json", is_flag=True, help="พิมพ์เป็น JSON หนึ่งรายการ")
@click.option("--status", type=click.Choice(_STATUSES), help="เฉพาะบทเรียนในสถานะนี้")
@click.option(
    "--most",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="แสดงไม่เกินกี่บทเรียน",
)
@PARAMS
def search(
    query: str, folder: Path, as_json: bool, status: Status | None, most: int, params: Path
) -> None:
    """ค้นบทเรียนด้วยคำหรือคำถาม QUERY ภาษาไทยหรืออังกฤษ รหัสจบ: 0 พบ · 1 ไม่พบ · 2 ค้นไม่ได้."""
    # What a terminal cannot decode arrives as surrogates, which no text may hold.
    query = query.encode("utf-8", "replace").decode("utf-8")
    headings = read_wording(params).headings
    terms = read_yaml(params / "lessons" / "terms.yml", LessonTerms)
    shelf = open_shelf(folder, headings=headings, terms=terms)
    found = find_lessons(shelf, query=query, most=most, status=status)
    if as_json:
        click.echo(json.dumps(_as_json(found, query=query, shelf=shelf), ensure_ascii=False))
    elif found:
        click.echo("\n".join(_as_text(one, headings=shelf.headings) for one in found))
    else:
        click.echo(_NONE_TH)
    if not found:
        raise click.exceptions.Exit(1)


def _as_text(one: Found, *, headings: Mapping[str, str]) -> str:
    place = " ".join(filter(None, (one.district, one.province)))
    about = " · ".join(filter(None, (place, STATUS_TH[one.status], one.id)))
    title = _with_marks(one.title_parts) or "-"
    text = f"{one.rank}. {title}\n   {about}"
    if one.field != "title":
        text += f"\n   {_heading(one, headings)}: {_with_marks(one.snippet)}"
    return text


def _heading(one: Found, headings: Mapping[str, str]) -> str:
    return _HEADINGS_TH.get(one.field) or headings[one.field]


def _with_marks(parts: Iterable[Part]) -> str:
    return "".join(f"【{part.text}】" if part.is_match else part.text for part in parts)


def _as_json(found: Iterable[Found], *, query: str, shelf: Shelf) -> dict[str, object]:
    results = [
        {
            "rank": one.rank,
            "id": one.id,
            "title": one.title or None,
            "title_parts": _parts(one.title_parts),
            "district": one.district or None,
            "province": one.province or None,
            "status": one.status,
            "score": one.score,
            "field": one.field,
            "field_th": _heading(one, shelf.headings),
            "snippet": _parts(one.snippet),
        }
        for one in found
    ]
    return {
        "query": query,
        "message_th": None if results else _NONE_TH,
        "lessons": len(shelf.catalogue.index.cards),
        "index_is_new": shelf.is_new,
        "index_is_kept": shelf.is_kept,
        "results": results,
    }


def _parts(parts: Iterable[Part]) -> list[dict[str, object]]:
    return [{"text": part.text, "is_match": part.is_match} for part in parts]
