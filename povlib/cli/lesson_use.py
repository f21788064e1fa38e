"""`povlib lessons use`: writes down that a district worked by a lesson."""

from datetime import date
from pathlib import Path

import click

from povlib.areas import area_label_th
from povlib.cli.options import LESSONS_IN, PARAMS
from povlib.errors import InputError
from povlib.knowledge import read_wording
from povlib.knowledge.uses import append_use, use_of
from povlib.thai import format_date_th, parse_date

__all__ = ["use"]


@click.command()
@click.argument("lesson_id")
@click.option("--district", required=True, help="รหัสอำเภอที่ใช้บทเรียน สี่หลัก เช่น 2401")
@click.option("--on", "used_on", required=True, help="วันที่เริ่มใช้ พ.ศ. เช่น 15/01/2557")
@click.option("--plan", default="", help="ใช้ในแผนงานใด สั้น ๆ (ชื่อและหมายเลขของบุคคลถูกปิด)")
@LESSONS_IN
@PARAMS
def use(lesson_id: str, district: str, used_on: str, plan: str, folder: Path, params: Path) -> None:
    """บันทึกว่าอำเภอหนึ่งนำบทเรียน LESSON_ID ที่อนุมัติแล้วไปใช้ตั้งแต่วันใด สั่งซ้ำไม่บันทึกซ้ำ."""
    day = parse_date(used_on)
    if day is None:
        raise InputError("ต้องบอกวันที่เริ่มใช้บทเรียน", got=used_on, where="--on", todo="เช่น 15/01/2557")
    found = use_of(
        folder,
        lesson_id=lesson_id,
        district_code=district,
        used_on=day,
        today=date.today(),
        headings=read_wording(params).headings,
        plan=plan,
    )
    is_new = append_use(folder, found)
    place = area_label_th(found.district_code)
    since = format_date_th(day, short=True)
    known = "" if is_new else " (บันทึกไว้แล้ว)"
    click.echo(f"{lesson_id}: {place} ใช้ตั้งแต่ {since} ปีงบประมาณ {found.fiscal_year_be}{known}")
