"""A register of published totals, for tests that need no household."""

from pathlib import Path

from click.testing import CliRunner

from povlib.cli import main
from tests.data.files import write_csv

PARAMS = Path(__file__).parents[1] / "params"
TPMAP = ("household.CNT", "HOUSEMEMBER_CNT", "poor.JPT.CNT", "poor.JPT.MOFval.CNT")
TPMAP += tuple(
    f"poor.JPT.MOFval.{name}"
    for name in ("health", "living", "education", "income", "accessibility")
)
TOTALS = {
    ("24", "ฉะเชิงเทรา"): (100_000, 400_000, 9_000, 4_000, 900, 600, 1_500, 1_300, 60),
    ("30", "นครราชสีมา"): (300_000, 900_000, 9_900, 6_000, 1_400, 700, 3_500, 1_900, 70),
    ("65", "พิษณุโลก"): (200_000, 700_000, 9_500, 5_000, 1_200, 650, 2_500, 1_800, 80),
}


def make_totals_register(folder: Path) -> Path:
    """Make a register that holds only a small file of TPMAP's shape, ingested as users do."""
    rows = [
        {"year_be": "2561", "province_code": code, "name_th": name}
        | {column: str(count) for column, count in zip(TPMAP, counts, strict=True)}
        for (code, name), counts in TOTALS.items()
    ]
    file = write_csv(folder / "tpmap_2561.csv", rows)
    register = folder / "register"
    folders = ["--register", str(register), "--params", str(PARAMS)]
    got = CliRunner().invoke(main, ["ingest", str(file), *folders])
    assert got.exit_code == 0, got.output
    return register
