"""`povlib template`: writes an empty Excel form."""

from pathlib import Path

import click

from povlib.data.templates import TEMPLATES, write_template

__all__ = ["command"]


@click.command("template")
@click.argument("table", type=click.Choice(TEMPLATES))
@click.option("--out", type=click.Path(path_type=Path), help="ชื่อแฟ้ม .xlsx (ปกติคือ ชื่อตาราง.xlsx)")
def command(table: str, out: Path | None) -> None:
    """สร้างแบบฟอร์ม Excel สำหรับกรอกข้อมูล มีรายการรหัสและตรวจค่าขณะกรอก.

    รหัสจบการทำงาน: 0 สร้างแล้ว · 2 ไม่ได้สร้าง
    """
    path = out or Path(f"{table}.xlsx")
    write_template(table, path=path)
    click.echo(f"สร้างแบบฟอร์มแล้ว: {path}")
