"""The made-up pages as a folder of lessons, and the words they are searched by."""

from pathlib import Path

import pytest

from povlib.knowledge import read_lessons, read_wording, write_lessons
from povlib.knowledge.search import open_shelf
from povlib.params import LessonTerms, read_yaml

PAGES = Path(__file__).parents[1] / "pages"


@pytest.fixture(scope="session")
def headings():
    return read_wording(Path("params")).headings


@pytest.fixture(scope="session")
def terms():
    return read_yaml(Path("params/lessons/terms.yml"), LessonTerms)


@pytest.fixture(scope="session")
def pages_folder(tmp_path_factory, headings):
    folder = tmp_path_factory.mktemp("lessons")
    wording = read_wording(Path("params"))
    for page in sorted(PAGES.iterdir()):
        write_lessons(read_lessons(page, wording=wording), folder=folder, headings=headings)
    return folder


@pytest.fixture(scope="session")
def shelf(pages_folder, headings, terms):
    return open_shelf(pages_folder, headings=headings, terms=terms)
