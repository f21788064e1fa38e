"""A made-up shelf is what the commands would have left, the same each time, and says what it is."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from povlib.cli import main
from povlib.errors import LessonError
from povlib.knowledge import is_demo, read_folder, read_wording
from povlib.knowledge.demo import make_lessons
from povlib.knowledge.history import read_history
from povlib.knowledge.shelf import act, statuses
from povlib.knowledge.uses import read_uses
from povlib.knowledge.workflow import Actor
from povlib.params import LessonEthics, read_yaml
from povlib.thai import has_personal

PARAMS = Path("params")
FEW = ("5501", "5503", "5507", "5508", "5510", "5512")


@pytest.fixture(scope="session")
def lessons(shelf):
    return read_folder(shelf, headings=read_wording(PARAMS).headings)


def contents(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def test_the_same_arguments_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        make_lessons(tmp_path / name, districts=FEW, seed=7)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    make_lessons(tmp_path / "three", districts=FEW, seed=8)
    assert contents(tmp_path / "one") != contents(tmp_path / "three")


def test_it_is_marked_as_made_up(shelf, lessons):
    assert is_demo(shelf)
    owners = [one.owner for one in lessons if one.owner and "พัฒนาชุมชน" not in one.owner]
    assert len({*owners}) > 20
    assert "นามสมมุติ" in " ".join(owners)


def test_the_key_names_every_lesson_with_its_status(shelf, lessons, planted):
    said = {key: told["status"] for key, told in planted["lessons"].items()}
    assert statuses(lessons, folder=shelf) == said
    assert {one.id: one.status for one in lessons} == said


def test_every_status_and_every_kind_of_district_is_there(planted):
    told = planted["lessons"].values()
    assert {one["status"] for one in told} == {
        *("draft", "reviewed", "verified", "approved", "published", "superseded", "withdrawn"),
    }
    kinds = {"covered", "renewed", "second", "draft_only", "copy", "undated", "last_year"}
    assert {one["kind"] for one in told} == {*kinds, "withdrawn", "not_due"}
    states = {*planted["districts"].values()}
    assert states == {"covered", "draft_only", "missing", "not_due"}


def test_between_half_and_four_fifths_of_the_districts_are_covered(planted, districts):
    covered = sum(planted["districts"][code] == "covered" for code in districts)
    assert 0.5 < covered / len(districts) < 0.8


def test_credits_of_all_kinds_are_there_and_some_were_not_asked(lessons):
    done = [one for one in lessons if one.status in ("approved", "published")]
    credits = {one.credit.owner_credit if one.credit else None for one in done}
    assert credits == {"name", "office", "none", None}


def test_steps_are_in_the_order_of_their_days_and_none_lies_after_may(shelf):
    days = [step.recorded_at for step in read_history(shelf)]
    assert days == sorted(days)
    assert days[-1] < "2014-06-01"


def test_lessons_go_on_by_the_commands_guards(shelf, planted, tmp_path):
    folder = tmp_path / "lessons"
    folder.mkdir()
    for path in shelf.iterdir():
        if path.is_file():
            (folder / path.name).write_bytes(path.read_bytes())
    approved = next(k for k, told in planted["lessons"].items() if told["status"] == "approved")
    now = act(
        folder,
        "publish",
        lesson_id=approved,
        actor=Actor("ผู้เผยแพร่", "เจ้าหน้าที่ KM", "2014-06-01T03:00:00+00:00"),
        ethics=read_yaml(PARAMS / "lessons" / "ethics.yml", LessonEthics),
        headings=read_wording(PARAMS).headings,
    )
    assert now == "published"


def test_a_lesson_takes_the_place_of_an_older_one_of_the_same_district(planted):
    told = planted["lessons"]
    renewed = [one for one in told.values() if "replaces" in one]
    assert renewed
    for one in renewed:
        older = told[one["replaces"]]
        assert (older["status"], older["district"]) == ("superseded", one["district"])


def test_uses_are_of_published_lessons_after_their_day_and_leave_others_in_the_province(
    shelf, planted, districts
):
    uses = read_uses(shelf)
    assert uses
    steps = {step.lesson_id: step.recorded_at[:10] for step in read_history(shelf)}
    for use in uses:
        assert planted["lessons"][use.lesson_id]["status"] == "published"
        assert steps[use.lesson_id] < use.used_on < "2014-05-31"
        assert use.fiscal_year_be == 2557
        assert date.fromisoformat(use.used_on)
        same = {u.district_code for u in uses if u.lesson_id == use.lesson_id}
        of_province = [code for code in districts if code[:2] == use.district_code[:2]]
        assert len(same & {*of_province}) <= len(of_province) / 2


def test_some_lessons_are_used_widely_and_some_by_few(shelf):
    counts = Counter(use.lesson_id for use in read_uses(shelf))
    assert max(counts.values()) >= 8
    assert min(counts.values()) < 8
    assert len({(use.lesson_id, use.district_code) for use in read_uses(shelf)}) == counts.total()


def test_no_number_of_a_person_and_no_name_in_a_text_is_there(lessons):
    for one in lessons:
        texts = [one.title or "", *one.process, *one.results, *one.narrative, *one.background]
        assert not [text for text in texts if has_personal(text)]


def test_commands_work_on_it(shelf):
    runner = CliRunner()
    listed = runner.invoke(main, ["lessons", "list", "--in", str(shelf)])
    assert listed.exit_code == 0
    found = runner.invoke(main, ["lessons", "search", "ปลูกผัก", "--in", str(shelf), "--json"])
    assert found.exit_code == 0
    assert json.loads(found.output)


def test_a_folder_with_something_else_in_it_is_refused(tmp_path):
    (tmp_path / "note.txt").write_text("x", encoding="utf-8")
    with pytest.raises(LessonError, match="ต้องว่าง"):
        make_lessons(tmp_path, districts=FEW)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_made_up_shelf_is_made_anew_unless_lessons_were_added(tmp_path):
    folder = tmp_path / "lessons"
    make_lessons(folder, districts=FEW, seed=7)
    make_lessons(folder, districts=FEW, seed=8)
    assert json.loads((folder / "demo.json").read_text(encoding="utf-8"))["seed"] == 8
    assert [path.name for path in tmp_path.iterdir()] == ["lessons"]
    (folder / "kr-0000000000.md").write_text("---\n", encoding="utf-8")
    with pytest.raises(LessonError, match="เติมเข้ามา"):
        make_lessons(folder, districts=FEW, seed=7)
