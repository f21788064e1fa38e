"""A secret is used by a notebook that tells it in every way, and no file or screen repeats it."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result

from povlib.cli import main
from tests.reports.running import ROOT
from tests.reports.small import PARAMETERS, write_notebook, write_small_run

NAME = "POVLIB_TEST_DATABASE"
PASSWORD = "S%40cr3t-pa5<word"
ADDRESS = f"postgresql://reader:{PASSWORD}@db.example.go.th/km"
TOLD = ("cr3t-pa5", "cr3t%2Dpa5", quote(ADDRESS, safe=""), escape(ADDRESS), "db.example.go.th")
ENGINES = ["fork", "subprocess"] if sys.platform == "linux" else ["subprocess"]
SECRET = f'{PARAMETERS}database = "secret:{NAME}"\n'
READ = "from povlib import reports\naddress = reports.secret(database)"
TO_THE_SIDE = """\
import logging, sys, time
logging.warning("connecting to %s", address)
print(address, file=sys.stderr)
print(address[:29], end="", file=sys.stderr, flush=True)
time.sleep(0.4)
print(address[29:], file=sys.stderr)
"""
PRINTED = """\
import os
print(address[:29], end="", flush=True)
print("between", file=sys.stderr, flush=True)
time.sleep(0.4)
print(address[29:])
os.system("echo $POVLIB_TEST_DATABASE")
os.environ
"""
SHOWN = """\
import pandas as pd
from html import escape
from IPython.display import HTML, JSON, display
display(HTML(f"<b>{escape(address)}</b>"), JSON({address: [address]}))
pd.DataFrame({"address": [address]})
"""
ON_THE_PAGE = """\
from html import escape
import pandas as pd
from povlib import disclosure
columns = [disclosure.Column("note", "หมายเหตุ", "", "text")]
about = {"title_th": f"จาก {address}", "pattern": None, "source_th": address, "is_demo": True}
frame = pd.DataFrame({"note": [address, "ปกติ"]})
reports.show(disclosure.publish("notes", frame, columns=columns, **about))
from povlib.figures import Part
from povlib.figures.live import pack
drawing = {"data": [{"text": address, "hovertext": escape(address)}], "layout": {}}
reports.show(Part("figure", "drawn", "<figure id=fig-drawn></figure>", drawn=pack([drawing])))
"""
WAYS_TO_END = {
    "raises": "raise ConnectionError(f'cannot open {address}')",
    "raises a key": "{}[address]",
    "is no python": "exec(address)",
    "exits": "sys.exit(address)",
    "is killed": "import signal; os.kill(os.getpid(), signal.SIGKILL)",
}
slow = pytest.mark.slow


@pytest.fixture
def database(monkeypatch):
    monkeypatch.setenv(NAME, ADDRESS)


def secret_run(folder: Path, register: Path, *cells: str, **changes: object) -> Path:
    run = write_small_run(folder, register, provinces='["16"]', **changes)
    write_notebook(folder, *cells, parameters=SECRET)
    return run


def report(run: Path, *more: object) -> Result:
    folders = ["--notebooks", run.parent / "notebooks", "--params", ROOT / "params"]
    return CliRunner().invoke(main, [str(a) for a in ("report", run, *folders, *more)])


PACKED = re.compile(rb'(?:data-of=fig-\w+>|"drawn": ")([A-Za-z0-9+/=]+)')


def contents(folder: Path):
    """Give every file, those in workbooks, drawings in pages and the text of every PDF."""
    for path in (p for p in folder.rglob("*") if p.is_file()):
        yield path.name, path.read_bytes()
        for drawing in PACKED.findall(path.read_bytes()):
            yield f"drawing in {path.name}", zlib.decompress(base64.b64decode(drawing))
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from ((name, book.read(name)) for name in book.namelist())
        if path.suffix == ".pdf" and shutil.which("pdftotext"):
            done = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
            yield f"text of {path.name}", done.stdout


def require_untold(folder: Path, *said: str) -> None:
    texts = [*contents(folder), *(("said", text.encode()) for text in said)]
    told = [(name, word) for name, text in texts for word in TOLD if word.encode() in text]
    assert told == []


@slow
@pytest.mark.parametrize("engine", ENGINES)
def test_a_finished_report_holds_no_secret_that_its_notebook_tells(
    tmp_path, demo_register, database, engine
):
    run = secret_run(tmp_path, demo_register, READ, TO_THE_SIDE, ON_THE_PAGE)
    result = report(run, "--engine", engine, "--pdf", "--interactive")
    assert result.exit_code == 0, result.output
    require_untold(tmp_path, result.output, result.stderr)
    folder = tmp_path / "outputs" / "2557" / "small" / "16"
    for name in ("report.html", "report.ipynb", "tables/notes.csv"):
        assert "[ปกปิด]" in (folder / name).read_text(encoding="utf-8")
    assert any(
        b"\\u0e1b" in text or "ปกปิด".encode() in text
        for name, text in contents(folder)
        if name == "drawing in report.html"
    )
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"]["database"] == f"secret:{NAME}"


@slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", WAYS_TO_END)
def test_a_failed_report_holds_no_secret_either(tmp_path, demo_register, database, engine, way):
    cells = (READ, TO_THE_SIDE, PRINTED, SHOWN, ON_THE_PAGE, WAYS_TO_END[way])
    run = secret_run(tmp_path, demo_register, *cells)
    result = report(run, "--engine", engine)
    assert result.exit_code == 1, result.output
    require_untold(tmp_path, result.output, result.stderr)


@slow
@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_not_shown_through_reports_fails_without_telling(
    tmp_path, demo_register, database, engine
):
    run = secret_run(tmp_path, demo_register, READ, "address")
    result = report(run, "--engine", engine)
    assert result.exit_code == 1
    require_untold(tmp_path, result.output, result.stderr)


def papermill_command(folder: Path, engine: str, *more: str) -> subprocess.CompletedProcess:
    notebook = folder / "notebooks" / "20_small.ipynb"
    call = [sys.executable, "-m", "papermill", "--engine", f"povlib-{engine}"]
    call += ["-k", "python3", "-l", "python"]
    # A kernel under pytest lets its children write to the terminal; elsewhere it catches that.
    environment = {k: v for k, v in os.environ.items() if k != "PYTEST_CURRENT_TEST"}
    return subprocess.run(
        [*call, str(notebook), str(folder / "out.ipynb"), *more],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


@slow
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("way", [None, *WAYS_TO_END])
def test_papermills_own_notebook_and_log_hold_no_secret(tmp_path, database, engine, way):
    end = [WAYS_TO_END[way]] if way else []
    write_notebook(tmp_path, READ, TO_THE_SIDE, PRINTED, SHOWN, *end, parameters=SECRET)
    loud = ["--log-output", "--log-level", "DEBUG", "--stdout-file", str(tmp_path / "out.txt")]
    done = papermill_command(tmp_path, engine, "-r", "province_code", "30", *loud)
    assert (done.returncode == 0) == (way is None), done.stderr
    require_untold(tmp_path, done.stdout, done.stderr)
    executed = json.loads((tmp_path / "out.ipynb").read_text(encoding="utf-8"))
    if way != "is killed":
        assert "[ปกปิด]" in json.dumps(executed, ensure_ascii=False)


@slow
@pytest.mark.skipif(sys.platform != "linux", reason="killing is tested on Linux")
def test_a_killed_papermill_leaves_no_secret_half_way(tmp_path, database):
    killed = "os.kill(os.getppid(), 9); time.sleep(9)"
    write_notebook(tmp_path, READ, TO_THE_SIDE, PRINTED, killed, parameters=SECRET)
    done = papermill_command(tmp_path, "subprocess")
    assert done.returncode == -9
    assert "[ปกปิด]" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    require_untold(tmp_path, done.stdout, done.stderr)


@slow
@pytest.mark.parametrize("engine", ENGINES)
def test_papermills_command_refuses_a_plain_value_without_repeating_it(tmp_path, database, engine):
    write_notebook(tmp_path, READ, parameters=SECRET)
    for given in (ADDRESS, f"secret:{ADDRESS}"):
        done = papermill_command(tmp_path, engine, "-r", "database", given)
        assert done.returncode != 0
        assert "ชื่อตัวแปรสภาพแวดล้อม" in done.stderr
        assert not (tmp_path / "out.ipynb").exists()
        require_untold(tmp_path, done.stdout, done.stderr)


@pytest.mark.parametrize("given", [ADDRESS, f"secret:{ADDRESS}", "12345678"])
def test_a_plain_value_in_a_run_file_is_refused_and_not_repeated(
    tmp_path, demo_register, database, given
):
    run = secret_run(tmp_path, demo_register, READ)
    text = run.read_text(encoding="utf-8").replace(
        "level: province}", f'level: province, parameters: {{database: "{given}"}}}}'
    )
    run.write_text(text, encoding="utf-8")
    result = report(run, "--dry-run")
    assert result.exit_code == 2
    assert "database" in result.stderr
    assert given not in result.stderr
    assert "cr3t" not in result.stderr


@pytest.mark.parametrize("how", [(), ("--dry-run",)])
def test_a_missing_secret_is_told_before_anything_starts(tmp_path, demo_register, monkeypatch, how):
    monkeypatch.delenv(NAME, raising=False)
    result = report(secret_run(tmp_path, demo_register, READ), *how)
    assert result.exit_code == 2
    assert NAME in result.stderr
    assert not (tmp_path / "outputs").exists()


def test_a_run_file_may_name_another_variable(tmp_path, demo_register, monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    monkeypatch.setenv("POVLIB_TEST_OTHER", ADDRESS)
    run = secret_run(tmp_path, demo_register, READ)
    text = run.read_text(encoding="utf-8").replace(
        "level: province}", "level: province, parameters: {database: 'secret:POVLIB_TEST_OTHER'}}"
    )
    run.write_text(text, encoding="utf-8")
    assert report(run, "--dry-run").exit_code == 0


@slow
def test_a_changed_secret_makes_no_report_again(tmp_path, demo_register, database, monkeypatch):
    run = secret_run(tmp_path, demo_register, READ)
    assert "ทำแล้ว 1 ฉบับ" in report(run).output
    monkeypatch.setenv(NAME, ADDRESS.replace("reader", "writer"))
    assert "ทำแล้ว 0 ฉบับ ไม่เปลี่ยน 1 ฉบับ" in report(run).output
