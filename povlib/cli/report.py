"""`povlib report RUN.yml`: makes the reports of a run."""

from pathlib import Path
from typing import Any

import click

from povlib.cli.options import PARAMS
from povlib.ways import DEFAULT_ENGINE, ENGINES, start_imports

__all__ = ["command"]

_EXIT_CODES = """
\b
รหัสจบการทำงาน
  0  ทำได้ครบทุกฉบับ
  1  บางฉบับทำไม่ได้ ฉบับนั้นเป็นหน้าแจ้งข้อผิดพลาด ฉบับอื่นเสร็จครบ
  2  ไม่ได้เริ่มทำ: แฟ้มรายงาน พารามิเตอร์ หรือโฟลเดอร์ใช้ไม่ได้ หรือดิสก์เต็มหรือขาด scheduler กลางทาง
  130, 143  ถูกสั่งให้หยุด (Ctrl-C, SIGTERM) ฉบับที่เสร็จแล้วอยู่ครบ สั่งซ้ำจะทำต่อ
"""


@click.command(name="report", epilog=_EXIT_CODES)
@click.argument("run_file", type=click.Path(path_type=Path))
@click.option("--province", "provinces", multiple=True, help="รหัสจังหวัด ใส่ซ้ำได้ (แทนรายการในแฟ้ม)")
@click.option("--jobs", default=1, show_default=True, type=click.IntRange(1), help="ทำพร้อมกันกี่ฉบับ")
@click.option(
    "--engine",
    default=DEFAULT_ENGINE,
    show_default=True,
    type=click.Choice(ENGINES),
    help="fork เร็ว (Linux) · subprocess เคอร์เนลใหม่ทุกฉบับ ใช้ได้ทุกระบบ",
)
@click.option(
    "--shard",
    default="1/1",
    help="ทำส่วนที่ i จาก n ส่วน เช่น 1/3 หลายเครื่องหรือหลายเวลาแบ่งกันทำลงโฟลเดอร์เดียวกันได้",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="ส่งงานให้ dask worker ของ scheduler ที่อยู่นี้ เช่น tcp://10.0.0.5:8786 (ไม่ใช้ --jobs)",
)
@click.option("--pdf", is_flag=True, help="พิมพ์ report.pdf ด้วย (ต้องมี chromium ในเครื่อง)")
@click.option("--interactive", is_flag=True, help="รูปในหน้าอ่านตัวเลขได้เมื่อชี้หรือแตะ (แฟ้มละไม่เกิน 900 kB)")
@click.option("--force", is_flag=True, help="ทำใหม่ทุกฉบับ แม้ไม่มีอะไรเปลี่ยน")
@click.option("--dry-run", is_flag=True, help="ตรวจและแสดงรายการ ไม่เริ่มทำ")
@click.option(
    "--officer", is_flag=True, help="ฉบับเจ้าหน้าที่: ไม่ซ่อนจำนวนน้อย ต้องมี audience: officer ในแฟ้ม"
)
@click.option(
    "--notebooks",
    default="notebooks",
    show_default=True,
    type=click.Path(path_type=Path),
    help="โฟลเดอร์โน้ตบุ๊ก",
)
@PARAMS
def command(engine: str, cluster: str, dry_run: bool, **asked: Any) -> None:
    """ทำรายงานทุกฉบับของแฟ้มรายงาน RUN_FILE เช่น params/runs/2557.yml."""
    if not (dry_run or cluster):
        start_imports(engine)
    # Takes as long as what the server imports meanwhile, so it comes after and not at the top.
    from povlib.cli.making import Asked, make_run

    make_run(Asked(engine=engine, cluster=cluster, dry_run=dry_run, **asked))
