"""Ctrl-C and SIGTERM of a command: what is said, the code, and that nothing is half-done."""

import signal
from importlib import import_module

import pytest
from click.testing import CliRunner

from povlib.cli import COMMANDS, main
from tests.conftest import PARAMS
from tests.data.files import homes, write_csv

# `povlib.data` has a function of the same name.
TRANSACTION = import_module("povlib.data.transaction")
SIGNALS = pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])


@pytest.fixture(autouse=True)
def _ctrl_c_is_heard():
    """Tests that were started in the background have it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def run(*arguments):
    return CliRunner().invoke(main, [*map(str, arguments)])


def content(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def stop_by(number):
    return lambda *_, **__: signal.raise_signal(number)


@SIGNALS
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_stopped_while_it_is_imported_says_so(monkeypatch, command, number, code):
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr("povlib.cli.import_module", stop_by(number))
    got = run(command)
    assert (got.exit_code, got.output) == (code, "หยุดตามคำสั่งก่อนเสร็จงาน สั่งเดิมอีกครั้งได้\n")
    assert signal.getsignal(signal.SIGTERM) is before


@SIGNALS
def test_nation_stopped_in_its_first_moment_says_that_nothing_is_written(
    monkeypatch, tmp_path, number, code
):
    monkeypatch.setattr("povlib.study.country.round_of", stop_by(number))
    got = run("nation", "--register", tmp_path, "--level", "province")
    assert got.exit_code == code
    assert got.output.startswith("หยุดตามคำสั่ง ไม่มีอะไรถูกเขียน")


@SIGNALS
@pytest.mark.parametrize("step", ["merge_given", "commit"])
def test_a_stopped_ingest_leaves_the_register_as_it_was(monkeypatch, tmp_path, number, code, step):
    register = tmp_path / "reg"
    one, other = (write_csv(tmp_path / f"{n}.csv", homes(n)) for n in (2, 3))
    ingest = ("ingest", "--params", PARAMS, "--register", register)
    assert run(*ingest, one).exit_code == 0
    before = content(register)
    with monkeypatch.context() as stopped:
        stopped.setattr(TRANSACTION, step, stop_by(number))
        got = run(*ingest, other)
    assert got.exit_code == code
    assert "ทะเบียนเป็นอย่างเดิม" in got.output and "Aborted" not in got.output
    assert content(register) == before and not (register / ".staging").exists()
    assert "เพิ่ม 1 " in run(*ingest, other).output


@SIGNALS
def test_a_stopped_ingest_leaves_no_register_where_there_was_none(
    monkeypatch, tmp_path, number, code
):
    monkeypatch.setattr(TRANSACTION, "merge_given", stop_by(number))
    file = write_csv(tmp_path / "a.csv", homes())
    got = run("ingest", "--params", PARAMS, "--register", tmp_path / "reg", file)
    assert got.exit_code == code
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


@pytest.mark.parametrize("command", [["ingest"], ["nation"], ["report"], []])
def test_help_tells_the_codes_of_a_stopped_command(command):
    said = run(*command, "--help").output
    assert "130, 143" in said and "Ctrl-C" in said
