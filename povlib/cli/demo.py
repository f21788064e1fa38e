"""`povlib demo`: make a register of made-up data, and lessons of its districts beside it."""

from pathlib import Path

import click

from povlib import data
from povlib.data import demo
from povlib.errors import RegisterError
from povlib.knowledge.cards import read_cards
from povlib.knowledge.demo import make_lessons

__all__ = ["command"]

_PROVINCES = 76
_FISCAL_YEAR_BE = 2557


@click.command()
@click.option(
    "--register",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="โฟลเดอร์ว่างสำหรับทะเบียนใหม่",
)
@click.option(
    "--households",
    type=int,
    default=300_000,
    show_default=True,
    help="จำนวนครัวเรือนต่อรอบทั้งประเทศโดยประมาณ ที่ 300,000 มีครัวเรือนเป้าหมายปีงบประมาณ 2557 "
    "จำนวน 45,130 พอดี ที่จำนวนอื่นเป็นสัดส่วนเดียวกัน (5,000 ถึง 30,000,000)",
)
@click.option(
    "--years",
    type=int,
    default=5,
    show_default=True,
    help="จำนวนรอบ จปฐ. โดยมีรอบปี 2556 อยู่กลาง (1 ถึง 25)",
)
@click.option(
    "--first-year",
    type=int,
    help="รอบ จปฐ. แรก (พ.ศ.) แทนการให้ปี 2556 อยู่กลาง (ทุกรอบต้องมีเส้นรายได้ใน params: 2545 ถึง 2569)",
)
@click.option(
    "--seed", type=int, default=2557, show_default=True, help="เลขตั้งต้นการสุ่ม เลขเดิมได้ข้อมูลเดิม"
)
@click.option(
    "--files",
    type=click.Path(file_okay=False, path_type=Path),
    help="เขียนแฟ้มตัวอย่างแบบที่ผู้ใช้มีไว้ในโฟลเดอร์นี้ด้วย เพื่อลอง povlib check และ ingest",
)
@click.option(
    "--lessons",
    type=click.Path(file_okay=False, path_type=Path),
    help="โฟลเดอร์สำหรับบทเรียนสมมติและการใช้บทเรียน (ถ้าไม่ระบุคือโฟลเดอร์ lessons ข้างทะเบียน)",
)
@click.option(
    "--only",
    type=click.Choice(["register", "lessons"]),
    help="ทำเพียงอย่างเดียว: lessons ทำบทเรียนของทะเบียนสมมติที่มีอยู่แล้ว",
)
def command(
    register: Path,
    households: int,
    years: int,
    first_year: int | None,
    seed: int,
    files: Path | None,
    lessons: Path | None,
    only: str | None,
) -> None:
    """สร้างทะเบียนข้อมูลสมมติ 76 จังหวัดสำหรับทดลองใช้ และบทเรียนสมมติของอำเภอในทะเบียน."""
    if only != "lessons":
        _make_register(register, households, years, first_year, seed)
        for path in demo.write_files(register, files) if files else ():
            click.echo(f"แฟ้มตัวอย่าง {path}")
    if only != "register":
        _make_lessons(lessons or register.parent / "lessons", register, seed)


def _make_register(
    register: Path, households: int, years: int, first_year: int | None, seed: int
) -> None:
    with click.progressbar(length=_PROVINCES, label="สร้างข้อมูลสมมติ") as bar:
        demo.make_register(
            register,
            households=households,
            years=years,
            seed=seed,
            first_bmn_year_be=first_year,
            progress=lambda _: bar.update(1),
        )
    click.echo(f"ทะเบียนข้อมูลสมมติอยู่ที่ {register}")


def _make_lessons(folder: Path, register: Path, seed: int) -> None:
    if not data.read_manifest(register).is_demo:
        raise RegisterError("ต้องเป็นทะเบียนข้อมูลสมมติ", where=str(register))
    years = data.years_be(register, "target")
    year = _FISCAL_YEAR_BE if _FISCAL_YEAR_BE in years else years[-1]
    provinces = data.provinces(register, "target", year_be=year)
    districts = data.districts(register, "target", year_be=year, province_codes=provinces)
    with click.progressbar(length=100, label="สร้างบทเรียนสมมติ") as bar:
        make_lessons(
            folder, districts=districts, fiscal_year_be=year, seed=seed, progress=bar.update
        )
    # The words are cut here already; the first report would need the memory of the word lists.
    read_cards(folder, params_dir=Path("params"))
    click.echo(f"บทเรียนสมมติของปีงบประมาณ {year} อยู่ที่ {folder}")
