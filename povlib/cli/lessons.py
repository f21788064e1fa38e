"""`povlib lessons`: brings pages of lessons in, takes them through their steps and out again."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import click

from povlib.cli.lesson_brief import brief
from povlib.cli.lesson_catalogue import catalogue
from povlib.cli.lesson_coverage import coverage_command
from povlib.cli.lesson_search import search
from povlib.cli.lesson_use import use
from povlib.cli.options import LESSONS_IN, PARAMS
from povlib.errors import InputError
from povlib.knowledge import exported, read_folder, read_lessons, read_wording, write_lessons
from povlib.knowledge.lesson import Credit
from povlib.knowledge.shelf import act, change, statuses
from povlib.knowledge.workflow import STATUS_TH, Actor
from povlib.params import LessonEthics, read_yaml
from povlib.thai import parse_date

__all__ = ["command"]

_BY = click.option("--by", required=True, help="ชื่อผู้ทำ (บันทึกตามที่บอก ไม่มีการตรวจสอบตัวตน)")
_ROLE = click.option("--role", required=True, help="บทบาท เช่น พัฒนาการอำเภอ หรือ เจ้าหน้าที่ KM จังหวัด")


@click.group(name="lessons")
def command() -> None:
    """บทเรียนและองค์ความรู้: นำเข้าจากหน้าที่เขียนไว้ และส่งออก."""


@command.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path), help="โฟลเดอร์บทเรียน"
)
@PARAMS
def import_files(files: tuple[Path, ...], folder: Path, params: Path) -> None:
    """อ่านหน้าองค์ความรู้ FILES (ข้อความ HTML DOCX PDF) แล้วเขียนแฟ้ม Markdown บทเรียนละหนึ่งแฟ้ม."""
    wording = read_wording(params)
    failed = 0
    for path in files:
        try:
            lessons = read_lessons(path, wording=wording)
        except InputError as error:
            failed += 1
            click.echo(f"povlib: {error}", err=True)
            continue
        new = write_lessons(lessons, folder=folder, headings=wording.headings)
        repairs = sum(len(one.repairs) for one in lessons)
        same = len(lessons) - len(new)
        click.echo(
            f"{path.name}: {len(lessons)} บทเรียน ใหม่ {len(new)} มีอยู่แล้ว {same}"
            f" ข้อความที่เสนอให้แก้ {repairs} แห่ง"
        )
    _end(failed, of=len(files))


@command.command(name="export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--json", "target", required=True, type=click.Path(path_type=Path), help="แฟ้มที่จะเขียน")
@PARAMS
def export_folder(folder: Path, target: Path, params: Path) -> None:
    """เขียนบทเรียนทั้งหมดใน FOLDER เป็นรายการ JSON หนึ่งแฟ้ม."""
    lessons = read_folder(folder, headings=read_wording(params).headings)
    text = json.dumps([exported(one) for one in lessons], ensure_ascii=False, indent=2) + "\n"
    aside = target.with_name(target.name + ".part")
    try:
        aside.write_text(text, encoding="utf-8", newline="\n")
        aside.replace(target)
    except OSError as error:
        raise InputError("ต้องเขียนแฟ้มผลลัพธ์ได้", where=target.as_posix()) from error
    click.echo(f"{len(lessons)} บทเรียน → {target.as_posix()}")


@command.command(name="list")
@LESSONS_IN
@PARAMS
def list_lessons(folder: Path, params: Path) -> None:
    """แสดงบทเรียนทั้งหมดในโฟลเดอร์พร้อมสถานะ."""
    lessons = read_folder(folder, headings=read_wording(params).headings)
    standings = statuses(lessons, folder=folder)
    for one in lessons:
        click.echo(f"{one.id}\t{standings[one.id]}\t{one.title or '-'}")


@command.command()
@click.argument("lesson_id")
@_BY
@_ROLE
@click.option("--answer", "answers", multiple=True, help="คีย์=คำตอบ ของคำถามเรื่องศักดิ์ศรี ใส่ซ้ำได้")
@LESSONS_IN
@PARAMS
def review(
    lesson_id: str, by: str, role: str, answers: tuple[str, ...], folder: Path, params: Path
) -> None:
    """บันทึกว่าคนอื่นที่ไม่ใช่เจ้าของความรู้ตรวจบทเรียนแล้ว."""
    given = dict(answer.partition("=")[::2] for answer in answers)
    _act("review", lesson_id, by, role, folder, params, answers=given)


@command.command()
@click.argument("lesson_id")
@_BY
@_ROLE
@LESSONS_IN
@PARAMS
def verify(lesson_id: str, by: str, role: str, folder: Path, params: Path) -> None:
    """บันทึกว่าทุกตัวเลขในบทเรียนมีที่มา."""
    _act("verify", lesson_id, by, role, folder, params)


@command.command()
@click.argument("lesson_id")
@_BY
@_ROLE
@LESSONS_IN
@PARAMS
def approve(lesson_id: str, by: str, role: str, folder: Path, params: Path) -> None:
    """อนุมัติบทเรียน (ตรวจที่มาของตัวเลขด้วย ถ้ายังไม่ได้ verify)."""
    _act("approve", lesson_id, by, role, folder, params)


@command.command()
@click.argument("lesson_id")
@_BY
@_ROLE
@click.option("--supersedes", help="รหัสบทเรียนเดิมที่ฉบับนี้แทน")
@LESSONS_IN
@PARAMS
def publish(
    lesson_id: str, by: str, role: str, supersedes: str | None, folder: Path, params: Path
) -> None:
    """บันทึกว่าเผยแพร่บทเรียนแล้ว."""
    _act("publish", lesson_id, by, role, folder, params, supersedes=supersedes)


@command.command()
@click.argument("lesson_id")
@_BY
@_ROLE
@click.option("--reason", required=True, help="เหตุผล")
@LESSONS_IN
@PARAMS
def withdraw(lesson_id: str, by: str, role: str, reason: str, folder: Path, params: Path) -> None:
    """ถอนบทเรียน เหลือไว้แต่รหัสและประวัติ."""
    _act("withdraw", lesson_id, by, role, folder, params, note=reason)


@command.command()
@click.argument("lesson_id")
@click.option(
    "--as",
    "owner_credit",
    required=True,
    type=click.Choice(["name", "office", "none"]),
    help="ให้เครดิตเป็นชื่อ เป็นสำนักงาน หรือไม่ระบุ",
)
@click.option("--consented-on", required=True, help="วันที่เจ้าของความรู้ยินยอม เช่น 31/05/2557")
@LESSONS_IN
@PARAMS
def credit(
    lesson_id: str, owner_credit: str, consented_on: str, folder: Path, params: Path
) -> None:
    """บันทึกว่าเจ้าของความรู้ยินยอมให้ระบุชื่ออย่างไร ตั้งแต่วันใด."""
    day = parse_date(consented_on)
    if day is None:
        raise InputError(
            "ต้องบอกวันที่เจ้าของความรู้ยินยอม",
            got=consented_on,
            where="--consented-on",
            todo="เช่น 31/05/2557",
        )
    if day > date.today():
        raise InputError(
            "วันที่เจ้าของความรู้ยินยอมต้องไม่อยู่ในอนาคต", got=day.isoformat(), where="--consented-on"
        )
    given = Credit(owner_credit=owner_credit, consented_on=day.isoformat())
    change(
        folder,
        lesson_id=lesson_id,
        headings=read_wording(params).headings,
        how=lambda lesson: lesson.model_copy(update={"credit": given}),
    )
    click.echo(f"{lesson_id}: {owner_credit}")


command.add_command(brief)
command.add_command(catalogue)
command.add_command(coverage_command)
command.add_command(search)
command.add_command(use)


def _act(
    action: str,
    lesson_id: str,
    by: str,
    role: str,
    folder: Path,
    params: Path,
    *,
    answers: dict[str, str] | None = None,
    note: str = "",
    supersedes: str | None = None,
) -> None:
    status = act(
        folder,
        action,
        lesson_id=lesson_id,
        actor=Actor(by, role, datetime.now(UTC).isoformat(timespec="seconds")),
        ethics=read_yaml(params / "lessons" / "ethics.yml", LessonEthics),
        headings=read_wording(params).headings,
        answers=answers,
        note=note,
        supersedes=supersedes,
    )
    click.echo(f"{lesson_id}: {STATUS_TH[status]}")


def _end(failed: int, *, of: int) -> None:
    """End with 1 where some files could not be read, 2 where none could."""
    if failed:
        raise click.exceptions.Exit(2 if failed == of else 1)
