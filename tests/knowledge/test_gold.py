"""The gold holds what its pages say: every text of it stands on the page, letter by letter."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from povlib.thai.personal import HIDDEN_TH
from povlib.thai.text import clean_text
from tests.knowledge.grading import EXACT, LISTS, TEXTS

HERE = Path(__file__).parent
GOLD = sorted([*(HERE / "gold").glob("*.json"), *(HERE / "odd" / "gold").glob("*.json")])
PAGES = [*(HERE / "pages").iterdir(), *(HERE / "odd" / "pages").iterdir()]
KEYS = {"source_file", *TEXTS, *LISTS}
CP874 = {"b1_four_causes.txt", "e2_welfare.txt"}
DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def letters(text):
    """Give a text without its spaces: lines are joined in the gold and broken on the page."""
    return re.sub(r"\s", "", clean_text(text))


def page_of(record):
    (file,) = (page for page in PAGES if page.name == record["source_file"])
    text = file.read_text(encoding="cp874" if file.name in CP874 else "utf-8")
    return letters(BeautifulSoup(text, "html.parser").get_text() if ".html" in file.name else text)


def texts_of(record):
    yield from (record[key] for key in TEXTS if key not in EXACT and record[key])
    yield from (line for key in LISTS for item in record[key] for line in item.split("\n"))


@pytest.fixture(params=GOLD, ids=lambda file: file.stem)
def records(request):
    return json.loads(request.param.read_text(encoding="utf-8"))


def test_every_page_has_its_gold():
    assert {page.stem for page in PAGES} == {file.stem for file in GOLD}


def test_a_record_has_the_keys_of_the_export(records):
    assert all(record.keys() - {"unplaced"} == KEYS for record in records)
    assert all(
        DATE.fullmatch(record[key]) for record in records for key in EXACT[2:] if record[key]
    )


def test_the_gold_stands_on_the_page(records):
    missing = [
        part
        for record in records
        for text in texts_of(record)
        for part in text.split(HIDDEN_TH)
        # The browser writes the marks of list items, not the page.
        if re.sub(r"^(1\.\d|-)", "", letters(part)) not in page_of(record)
    ]
    assert missing == []


def test_texts_are_tidy_and_items_have_no_marker(records):
    for record in records:
        for text in texts_of(record):
            assert text == clean_text(text) or "\n" in text
        for item in (item for key in LISTS for item in record[key]):
            assert not re.match(r"[-•➢(]|[0-9๐-๙]+[.)]", item)


def test_no_telephone_number_or_id_is_in_the_gold(records):
    text = json.dumps(records, ensure_ascii=False)
    assert not re.search(r"[0๐](?:[- ]?[0-9๐-๙]){8}", text)
