"""Calling `povlib report` from tests: a run file of the test's own, and the command."""

from pathlib import Path

from click.testing import CliRunner, Result

from povlib.cli import main

ROOT = Path(__file__).parents[2]


def write_run(folder: Path, register: Path, **changes: object) -> Path:
    """Write a run file like params/runs/2557.yml for a register and outputs of a test's own."""
    lines = {
        "fiscal_year_be": 2557,
        "bmn_year_be": 2556,
        "as_of": "2014-05-31",
        "provinces": "all",
        "register": register.as_posix(),
        "outputs": (folder / "outputs").as_posix(),
        "audience": "public",
        "reports": [
            "{notebook: 22_national_overview, level: nation}",
            "{notebook: 20_target_attainment, level: province}",
        ],
    } | changes
    lines["reports"] = f"[{', '.join(lines['reports'])}]"
    path = folder / "run.yml"
    path.write_text("".join(f"{key}: {value}\n" for key, value in lines.items()), encoding="utf-8")
    return path


def call_report(*args: object) -> Result:
    """Call `povlib report` as the command line does, with the project's notebooks and params."""
    folders = ["--notebooks", ROOT / "notebooks", "--params", ROOT / "params"]
    return CliRunner().invoke(main, ["report", *map(str, (*folders, *args))])
