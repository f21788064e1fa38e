"""Public and officers' folders: never the same, never one inside the other."""

import json
from datetime import date

import pytest

from povlib.errors import ReportError
from povlib.fleet import fresh_context
from povlib.params import Run
from povlib.reports import run as run_module
from povlib.reports.audience import MARK_NAME, mark_outputs, require_audience
from povlib.reports.run import Programme
from povlib.reports.way import Way


def run_of(outputs, audience):
    return Run.model_validate(
        {
            "fiscal_year_be": 2557,
            "bmn_year_be": 2556,
            "as_of": date(2014, 5, 31),
            "provinces": "all",
            "register": "register",
            "outputs": str(outputs),
            "audience": audience,
            "reports": [],
        }
    )


def require(outputs, audience):
    require_audience(run_of(outputs, audience), is_officer=audience == "officer")


def marked(folder, audience):
    folder.mkdir(parents=True)
    mark_outputs(run_of(folder, audience))
    return folder


OTHER = {"public": "officer", "officer": "public"}


@pytest.mark.parametrize("audience", OTHER)
def test_a_marked_folder_takes_its_own_runs_only(tmp_path, audience):
    outputs = marked(tmp_path / "outputs", audience)
    require(outputs, audience)
    with pytest.raises(ReportError, match="ต้องแยกกัน"):
        require(outputs, OTHER[audience])
    with pytest.raises(ReportError, match="ต้องแยกกัน"):
        mark_outputs(run_of(outputs, OTHER[audience]))


@pytest.mark.parametrize("audience", OTHER)
@pytest.mark.parametrize("below", ["inside", "2557/inside"])
def test_neither_may_lie_inside_the_other(tmp_path, audience, below):
    marked(tmp_path / "outputs", audience)
    with pytest.raises(ReportError, match="ต้องแยกกัน"):
        require(tmp_path / "outputs" / below, OTHER[audience])


def test_neither_may_lie_around_the_other(tmp_path):
    marked(tmp_path / "all" / "desk", "officer")
    with pytest.raises(ReportError, match="ต้องแยกกัน"):
        require(tmp_path / "all", "public")


def test_folders_beside_each_other_are_fine(tmp_path):
    marked(tmp_path / "outputs", "public")
    require(tmp_path / "outputs_officer", "officer")


@pytest.mark.parametrize("audience", OTHER)
def test_the_run_record_tells_where_the_mark_is_gone(tmp_path, audience):
    record = tmp_path / "outputs" / "2556" / "run.json"
    record.parent.mkdir(parents=True)
    record.write_text(json.dumps({"run": {"audience": audience}}), encoding="utf-8")
    require(tmp_path / "outputs", audience)
    with pytest.raises(ReportError, match="ต้องแยกกัน"):
        require(tmp_path / "outputs", OTHER[audience])


@pytest.mark.parametrize("audience", OTHER)
def test_manifests_tell_where_the_run_record_is_gone_too(tmp_path, audience):
    folder = tmp_path / "outputs" / "2557" / "officer_tables" / "24"
    folder.mkdir(parents=True)
    manifest = {"report": "officer_tables", "audience": audience}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    require(tmp_path / "outputs", audience)
    with pytest.raises(ReportError, match="ต้องแยกกัน"):
        require(tmp_path / "outputs", OTHER[audience])


def test_a_mark_that_cannot_be_understood_belongs_to_nobody(tmp_path):
    (tmp_path / MARK_NAME).write_text("", encoding="utf-8")
    with pytest.raises(ReportError, match="ต้องแยกกัน"):
        require(tmp_path, "public")


def test_files_of_other_programs_say_nothing(tmp_path):
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text("{not ours", encoding="utf-8")
    (tmp_path / "a" / "run.json").write_text("[1]", encoding="utf-8")
    require(tmp_path, "officer")


@pytest.mark.parametrize(("audience", "is_officer"), [("public", True), ("officer", False)])
def test_call_and_run_file_must_agree(tmp_path, audience, is_officer):
    with pytest.raises(ReportError, match="--officer"):
        require_audience(run_of(tmp_path, audience), is_officer=is_officer)


def test_an_interrupted_run_has_left_its_mark_already(tmp_path, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(run_module, "make_batch", interrupted)
    run = run_of(tmp_path / "outputs", "officer")
    with pytest.raises(KeyboardInterrupt):
        run_module.make_reports(
            run,
            programme=Programme((), (), is_demo=True, register_sha256=""),
            jobs=(),
            way=Way("povlib-subprocess", fresh_context(), workers=1),
            on_result=print,
        )
    assert not (tmp_path / "outputs" / "2557" / "run.json").exists()
    with pytest.raises(ReportError, match="ต้องแยกกัน"):
        require(tmp_path / "outputs", "public")
