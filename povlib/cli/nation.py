"""`povlib nation`: the tables of the whole country in one BMN round."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from povlib.cli.options import PARAMS
from povlib.cli.stopping import stopping

if TYPE_CHECKING:
    from povlib.study.country import Country

__all__ = ["command"]

# As `study.country` and `nation` have them; importing these would slow `--help` down.
_LEVELS = ("province", "district", "subdistrict", "village")
_EXECUTORS = ("serial", "threads", "processes")

_DEMO_TH = (
    "  รายชื่อมิติที่ยืนยันแล้วมีเฉพาะบางรอบ และข้อมูลสมมติของรอบก่อนปี 2560 ไม่มีตัวชี้วัด"
    " ให้ลองทำทะเบียนสมมติใหม่ด้วย povlib demo --register โฟลเดอร์ใหม่ --years 3 --first-year 2561"
)

_EXIT_CODES = """
\b
รหัสจบการทำงาน
  0  เขียนครบทุกตาราง
  2  ไม่ได้เขียน: ตัวเลือก ทะเบียน ค่าตั้ง หรือโฟลเดอร์ใช้ไม่ได้ งานของจังหวัดหนึ่งล้มเหลว หรือขาด scheduler
  130, 143  ถูกสั่งให้หยุด (Ctrl-C, SIGTERM) ไม่มีอะไรถูกเขียน
"""


@click.command(name="nation", epilog=_EXIT_CODES)
@click.option(
    "--register",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="โฟลเดอร์ทะเบียน",
)
@click.option(
    "--level",
    type=click.Choice(_LEVELS),
    required=True,
    help="พื้นที่เล็กที่สุดของตาราง: จังหวัด อำเภอ ตำบล หรือหมู่บ้าน ระดับที่ใหญ่กว่าอยู่ในตารางด้วย",
)
@click.option("--year", type=int, help="รอบ จปฐ. (พ.ศ.)  [ปกติ: รอบล่าสุดของทะเบียน]")
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    help="โฟลเดอร์ที่จะเขียน  [ปกติ: outputs/nation/ปี-ระดับ ฉบับเจ้าหน้าที่ outputs_officer/nation/ปี-ระดับ]",
)
@click.option(
    "--executor",
    default="processes",
    show_default=True,
    type=click.Choice(_EXECUTORS),
    help="ทำทีละจังหวัด ในเธรด หรือในโปรเซส ผลเหมือนกันทุกบิต",
)
@click.option("--jobs", default=2, show_default=True, type=click.IntRange(1), help="ทำพร้อมกันกี่จังหวัด")
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="ส่งงานให้ dask worker ของ scheduler ที่อยู่นี้ เช่น tcp://10.0.0.5:8786 (ไม่ใช้ --executor)",
)
@click.option("--officer", is_flag=True, help="ฉบับเจ้าหน้าที่: ทุกช่องเป็นจำนวนจริง ไม่ซ่อนและไม่ปัด ห้ามเผยแพร่")
@click.option(
    "--dimensions",
    "preset",
    default="bmn_groups",
    show_default=True,
    help="มิติของความยากจนหลายมิติ ตาม params/dimensions.yml",
)
@click.option("--accept-unconfirmed", is_flag=True, help="ยอมใช้เส้นรายได้และรายชื่อมิติที่ยังไม่ยืนยัน")
@PARAMS
def command(
    register: Path, year: int | None, target: Path | None, officer: bool, **asked: Any
) -> None:
    """ทำตารางความยากจนและรายได้ของทุกพื้นที่ทั้งประเทศจากทะเบียน เป็นแฟ้ม CSV กับ manifest.json."""
    with stopping("หยุดตามคำสั่ง ไม่มีอะไรถูกเขียน สั่งเดิมอีกครั้งจะเริ่มใหม่"):
        # pandas and the measures, which `--help` does not need.
        from povlib.reports.country import require_country_place, write_country
        from povlib.study.country import round_of

        year = round_of(register, asked=year)
        audience = "officer" if officer else "public"
        root = "outputs_officer" if officer else "outputs"
        folder = target or Path(root) / "nation" / f"{year}-{asked['level']}"
        require_country_place(folder, audience=audience, register=register)
        country = _opened(register, year=year, audience=audience, **asked)
        files = write_country(
            country.tables, folder=folder, audience=audience, facts=_facts(country)
        )
    _say(country, folder=folder, files=files)


def _opened(
    register: Path,
    *,
    year: int,
    audience: str,
    params: Path,
    cluster: str,
    **asked: Any,
) -> "Country":
    from tqdm import tqdm

    from povlib import data
    from povlib.study.country import open_country

    provinces = data.provinces(register, "household", year_be=year)
    # One turn for the tables of the round, one for the households through the rounds before it.
    said = f"จปฐ. ปี {year} ({len(provinces)} จังหวัด จังหวัดละสองงาน)"
    with tqdm(total=2 * len(provinces), unit="งาน", desc=said) as bar:
        return open_country(
            register,
            bmn_year_be=year,
            audience=audience,
            params_dir=params,
            address=cluster or None,
            progress=lambda _: bar.update(),
            **asked,
        )


def _facts(country: "Country") -> dict[str, object]:
    from dataclasses import asdict

    return {
        "bmn_year_be": country.bmn_year_be,
        "level": country.level,
        "line_baht_person_year": country.line_baht,
        "is_demo": country.is_demo,
        "register_sha256": country.register_sha256,
        "settings": [asdict(setting) for setting in country.settings],
        "read": list(country.doors),
        "left_out": dict(country.left_out),
    }


def _say(country: "Country", *, folder: Path, files: list[str]) -> None:
    whole = next(
        door
        for door in country.doors
        if door["area_code"] == "TH" and door["bmn_year_be"] == country.bmn_year_be
    )
    read = "อ่านครบตรงกับทะเบียน"
    if whole["rows"] is not None:
        read = f"อ่าน {whole['rows']:,} ครัวเรือน {whole['persons']:,} คน ตรงกับทะเบียน"
    demo = " · ข้อมูลสมมติ" if country.is_demo else ""
    click.echo(f"จปฐ. ปี {country.bmn_year_be} เส้น {country.line_baht:,.0f} บาท/คน/ปี · {read}{demo}")
    for name, reason in country.left_out.items():
        click.echo(f"ไม่มีตาราง {name}: {reason}", err=True)
        if name == "dimensions" and country.is_demo:
            click.echo(_DEMO_TH, err=True)
    for name in (*files, "manifest.json"):
        click.echo((folder / name).as_posix())
