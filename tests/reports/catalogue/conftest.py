"""Catalogues of made-up lessons, as their readers open them."""

from pathlib import Path

import pytest

from povlib.knowledge.search.meanings import read_meanings
from povlib.params import LessonTerms, read_regions, read_yaml
from povlib.reports.catalogue import make_catalogue


@pytest.fixture(scope="session")
def settings():
    """What every catalogue is made with."""
    return {
        "regions": read_regions(Path("params/regions.yml")),
        "meanings": read_meanings(read_yaml(Path("params/lessons/terms.yml"), LessonTerms)),
    }


@pytest.fixture(scope="session")
def made_of(tmp_path_factory, settings):
    """A function that makes a catalogue of entries and gives its folder."""

    def make(entries, *, is_demo=False):
        folder = tmp_path_factory.mktemp("catalogue") / "catalogue"
        make_catalogue(entries, folder=folder, is_demo=is_demo, **settings)
        return folder

    return make
