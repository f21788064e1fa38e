"""`povlib demo`: make a register of made-up data."""

from pathlib import Path

import click

from povlib.data import demo

__all__ = ["command"]


@click.command()
@click.option(
    "--register",
    "register",
    type=click.Path(path_type=Path),
    required=True,
    help="โฟลเดอร์ของทะเบียนใหม่",
)
@click.option(
    "--households",
    type=int,
    default=300_000,
    show_default=True,
    help="จำนวนครัวเรือนต่อรอบทั้งประเทศ ที่ 300,000 มีครัวเรือนเป้าหมาย 45,130 พอดี จำนวนอื่นเป็นสัดส่วนเดียวกัน",
)
@click.option(
    "--years", type=int, default=5, show_default=True, help="จำนวนรอบ จปฐ. รอบปี 2556 อยู่กลาง"
)
@click.option(
    "--seed", type=int, default=2557, show_default=True, help="เลขเริ่มสุ่ม เลขเดียวกันได้ข้อมูลเดียวกัน"
)
def command(register: Path, households: int, years: int, seed: int) -> None:
    """สร้างทะเบียนข้อมูลสมมติสำหรับทดลองใช้."""
    demo.make_register(register, households=households, years=years, seed=seed)
    click.echo(f"สร้างทะเบียนข้อมูลสมมติแล้วที่ {register}")
