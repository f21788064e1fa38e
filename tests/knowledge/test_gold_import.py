"""The importer against the gold of every made-up page: precision and recall of each field."""

import json
from pathlib import Path

import pytest

from povlib.knowledge import exported, read_lessons, read_wording
from tests.knowledge.grading import grade

HERE = Path(__file__).parent
WORDING = read_wording(Path("params"))
PAGES = sorted([*(HERE / "pages").iterdir(), *(HERE / "odd" / "pages").iterdir()])


def gold_of(page):
    return page.parents[1] / "gold" / f"{page.stem}.json"


@pytest.fixture(scope="module")
def scores():
    records = [exported(one) for page in PAGES for one in read_lessons(page, wording=WORDING)]
    gold = [
        record for page in PAGES for record in json.loads(gold_of(page).read_text(encoding="utf-8"))
    ]
    assert len(records) == len(gold)
    return grade(records, gold).set_index("field")


def test_each_field_is_found_where_it_is_and_nowhere_else(scores):
    assert scores[scores[["precision", "recall"]].min(axis=1) < 0.98].empty


def test_every_field_stands_in_some_gold_record(scores):
    assert (scores.expected > 0).all()
