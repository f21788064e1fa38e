"""The journal: a line that was cut counts for nothing, and what was changed is seen."""

import shutil
from dataclasses import replace

import pytest

from povlib.errors import ReportError
from povlib.params import read_run
from povlib.reports.journal import Line, append_line, job_key, read_journals
from povlib.reports.plan import plan_jobs
from tests.reports.running import ROOT
from tests.reports.small import PARAMETERS, write_notebook, write_small_run

DONE = Line("small", "16", "done", "", "key", {})


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 40])
def test_a_line_that_was_cut_anywhere_counts_for_nothing(tmp_path, cut):
    path = tmp_path / "journal.jsonl"
    append_line(path, DONE)
    whole = path.read_bytes()
    append_line(path, replace(DONE, area_code="21", status="failed", cause="หน่วยความจำไม่พอต"))
    torn = path.read_bytes()
    path.write_bytes(torn[: torn.index("พอต".encode()) + 9 - cut])
    assert {*read_journals(tmp_path)} == {("small", "16")}
    append_line(path, replace(DONE, area_code="30"))
    assert {*read_journals(tmp_path)} == {("small", "16"), ("small", "30")}
    assert path.read_bytes().startswith(whole)


@pytest.mark.parametrize("reads_lessons", [True, False])
def test_a_changed_shelf_makes_only_reports_of_lessons_again(tmp_path, reads_lessons):
    (tmp_path / "lessons").mkdir()
    run = read_run(
        write_small_run(tmp_path, tmp_path / "register", "", lessons=tmp_path / "lessons")
    )
    if reads_lessons:
        write_notebook(tmp_path, parameters=PARAMETERS + 'lessons = ""\n')
    (job,) = plan_jobs(
        run, provinces=["16"], notebooks_dir=tmp_path / "notebooks", params_dir=ROOT / "params"
    )
    keys = {job_key(job, register_sha256="", lessons_sha256=state) for state in ("old", "new")}
    assert len(keys) == (2 if reads_lessons else 1)


@pytest.mark.parametrize(
    ("folder", "said"), [(None, "อ่านโฟลเดอร์บทเรียน"), ("nothing", "ต้องมีโฟลเดอร์บทเรียนที่แฟ้มรายงานระบุ")]
)
def test_a_report_of_lessons_needs_a_folder_that_is_there(tmp_path, folder, said):
    named = {"lessons": tmp_path / folder} if folder else {}
    run = read_run(write_small_run(tmp_path, tmp_path / "register", "", **named))
    write_notebook(tmp_path, parameters=PARAMETERS + 'lessons = ""\n')
    folders = {"notebooks_dir": tmp_path / "notebooks", "params_dir": ROOT / "params"}
    with pytest.raises(ReportError, match=said):
        plan_jobs(run, provinces=["16"], **folders)


def test_settings_count_whatever_their_folder_is_called(tmp_path):
    run = read_run(write_small_run(tmp_path, tmp_path / "register", ""))
    settings = shutil.copytree(ROOT / "params", tmp_path / "settings")
    (job,) = plan_jobs(
        run.model_copy(update={"provinces": ["16"]}),
        provinces=["16"],
        notebooks_dir=tmp_path / "notebooks",
        params_dir=settings,
    )
    before = job_key(job, register_sha256="")
    targets = settings / "policy" / "targets.yml"
    targets.write_text(targets.read_text(encoding="utf-8") + "# 0.6\n", encoding="utf-8")
    assert job_key(job, register_sha256="") != before
