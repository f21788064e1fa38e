"""The importer reads made-up pages as they were written: what they say is known."""

from pathlib import Path

import pytest

from povlib import areas
from povlib.knowledge import exported, read_lessons, read_wording
from povlib.knowledge.demo.pages import make_pages
from povlib.knowledge.demo.schedule import plan_shelf
from tests.knowledge.grading import grade

PARAMS = Path("params")


def graded(tmp_path, *, districts, seed):
    """Import the pages of a shelf and give precision and recall per field."""
    wording = read_wording(PARAMS)
    ours, gold = [], []
    for page in make_pages(plan_shelf(districts, fiscal_year_be=2557, seed=seed), seed=seed):
        path = tmp_path / page.name
        path.write_bytes(page.content)
        ours += [exported(one) for one in read_lessons(path, wording=wording)]
        gold += page.said
    assert len(ours) == len(gold)
    return grade(ours, gold)


def test_every_field_of_a_provinces_pages_is_read(tmp_path):
    districts = [d.code for d in areas.districts("57")]
    got = graded(tmp_path, districts=districts, seed=1)
    assert got.loc[(got["precision"] < 0.98) | (got["recall"] < 0.98), "field"].tolist() == []


@pytest.mark.slow
def test_every_field_of_nine_hundred_pages_is_read(tmp_path):
    districts = [d.code for p in areas.provinces() for d in areas.districts(p.code)]
    got = graded(tmp_path, districts=districts, seed=2557)
    assert got[["precision", "recall"]].min().min() >= 0.98


def test_pages_come_in_all_shapes_kinds_and_damages():
    districts = [
        d.code for code in ("24", "30", "40", "50", "55", "57") for d in areas.districts(code)
    ]
    entries = plan_shelf(districts, fiscal_year_be=2557, seed=3)
    pages = [*make_pages(entries, seed=3)]
    assert {entry.shape for entry in entries} == {*"ABCDE"}
    assert {page.name.rpartition(".")[2] for page in pages} == {"txt", "html"}
    assert any(len(page.entries) == 3 for page in pages)
    said = "".join(str(one) for page in pages for one in page.said)
    assert "เเ" in said and "๒" in said
    assert any(word in said for word in ("ตาบล", "สาคัญ", "จานวน", "ผู้นา", "ประจา"))
    raw = b"".join(page.content for page in pages)
    assert all(text.encode() in raw for text in ("โทรศัพท์", "ตำ แหน่ง", "- 1 -"))
