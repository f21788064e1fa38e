"""`povlib lessons coverage`: which districts have a lesson of their own this fiscal year."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import click

from povlib.areas import area_label_th, provinces, require_province
from povlib.cli.options import LESSONS_IN, PARAMS
from povlib.data import districts
from povlib.knowledge.cards import read_cards
from povlib.knowledge.coverage import COVERAGE_TH, DistrictCoverage, coverage
from povlib.thai import parse_fiscal_year

__all__ = ["coverage_command"]

_EXIT_CODES = """
\b
รหัสจบการทำงาน
  0  ทุกอำเภอที่มีครัวเรือนเป้าหมายมีบทเรียนแล้ว
  1  ยังขาดบางอำเภอ
  2  ดูไม่ได้
"""


@click.command(name="coverage", epilog=_EXIT_CODES, short_help="อำเภอใดมีบทเรียนของปีแล้ว อำเภอใดยังขาด")
@click.option("--register", required=True, type=click.Path(path_type=Path), help="โฟลเดอร์ของทะเบียน")
@click.option("--fiscal-year", required=True, help="ปีงบประมาณ พ.ศ. เช่น 2557")
@click.option("--province", "only", multiple=True, help="รหัสจังหวัดสองหลัก ใส่ซ้ำได้ (ไม่ใส่คือทุกจังหวัด)")
@LESSONS_IN
@PARAMS
def coverage_command(
    register: Path, fiscal_year: str, only: tuple[str, ...], folder: Path, params: Path
) -> None:
    """แสดงทุกอำเภอที่มีครัวเรือนเป้าหมายว่ามีบทเรียนของตนเองในปีงบประมาณนั้นแล้วหรือยัง.

    นับบทเรียนที่อนุมัติหรือเผยแพร่แล้ว ไม่นับฉบับที่เกือบเหมือนบทเรียนก่อนหน้าและบทเรียนที่ไม่บอกเดือน
    """
    year_be = parse_fiscal_year(fiscal_year)
    for code in only:
        require_province(code)
    asked = only or [province.code for province in provinces()]
    due = districts(register, "target", year_be=year_be, province_codes=asked)
    cards = [
        card
        for card in read_cards(folder, params_dir=params)
        if not only or card.province_code in only
    ]
    found = coverage(cards, due=due, fiscal_year_be=year_be)
    lacking = [one for one in found if one.state in ("draft_only", "missing")]
    click.echo("\n".join([*map(_line, found), *_summary(found, lacking)]))
    if lacking:
        raise click.exceptions.Exit(1)


def _line(one: DistrictCoverage) -> str:
    counted = {
        "อนุมัติแล้ว": one.approved,
        "ร่าง": one.drafts,
        "คล้ายบทเรียนก่อนหน้า": one.copies,
        "ไม่บอกเดือน": one.undated,
    }
    counts = " ".join(f"{word} {count}" for word, count in counted.items() if count)
    code = one.district_code
    places = (area_label_th(code), area_label_th(code[:2]))
    return "\t".join([code, COVERAGE_TH[one.state], *places, counts]).rstrip()


def _summary(
    found: Sequence[DistrictCoverage], lacking: Sequence[DistrictCoverage]
) -> Iterator[str]:
    due = sum(one.state != "not_due" for one in found)
    yield f"มีบทเรียนแล้ว {due - len(lacking)} จาก {due} อำเภอที่มีครัวเรือนเป้าหมาย"
    if lacking:
        drafts = sum(one.state == "draft_only" for one in lacking)
        yield f"ยังขาด {len(lacking)} อำเภอ" + (f" (มีแต่ร่าง {drafts})" if drafts else "")
    codes = [one.district_code for one in lacking]
    for province, inside in groupby(codes, key=lambda code: code[:2]):
        yield f"ยังขาดใน{area_label_th(province)}: {', '.join(map(area_label_th, inside))}"
