"""A small made-up shelf: the districts of three provinces."""

import json

import pytest

from povlib import areas
from povlib.knowledge.demo import make_lessons

PROVINCES = ("24", "30", "50")


@pytest.fixture(scope="session")
def districts():
    return tuple(d.code for code in PROVINCES for d in areas.districts(code))


@pytest.fixture(scope="session")
def shelf(districts, tmp_path_factory):
    """Read only."""
    folder = tmp_path_factory.mktemp("made") / "lessons"
    make_lessons(folder, districts=districts)
    return folder


@pytest.fixture(scope="session")
def planted(shelf):
    return json.loads((shelf / "planted.json").read_text(encoding="utf-8"))
