"""An index is made of the same words whoever reads the files."""

import itertools
import os
import signal
import sys
import time

import pytest

from povlib.errors import InputError
from povlib.knowledge.search import gathering
from povlib.knowledge.search.gathering import read_searched
from povlib.knowledge.search.index import counted_words, searched
from povlib.knowledge.search.meanings import features, read_meanings
from povlib.knowledge.search.words import cut
from povlib.thai import HIDDEN_TH

OWN = 0
READ = gathering._read_batch


def dying(*names, **call):
    if os.getpid() != OWN:
        os.kill(os.getpid(), signal.SIGKILL)
    return READ(*names, **call)


def sleeping(*names, **call):
    if os.getpid() == OWN:
        time.sleep(0.2)
    return READ(*names, **call)


def told(batches):
    """Give cards, and the features of each lesson's words."""
    cards = [card for batch in batches for card in batch.cards]
    found = [
        [batch.features[number] for number in batch.numbers[first:end]]
        for batch in batches
        for first, end in itertools.pairwise((0, *batch.ends))
    ]
    return cards, found


@pytest.fixture
def asked(pages_folder, headings, terms):
    names = sorted(path.name for path in pages_folder.glob("*.md"))
    return pages_folder, names, {"headings": headings, "meanings": read_meanings(terms)}


@pytest.fixture
def in_two(monkeypatch):
    monkeypatch.setattr(gathering, "_MANY", 4)
    monkeypatch.setattr(gathering, "_FIRST", 1)
    monkeypatch.setattr(gathering, "_AT_ONCE", 2)
    monkeypatch.setattr(gathering, "_may_fork", lambda: True)


def test_features_are_those_of_the_words_of_each_lesson(asked):
    folder, names, call = asked
    meanings = call["meanings"]
    lessons = [read_searched(folder / name, headings=call["headings"]) for name in names]
    words = [counted_words(searched(one), meanings=meanings) for one in lessons]
    cards, found = told(gathering.gather(folder, names, **call))
    assert found == [
        [one for word in each for one in features(word, meanings=meanings)] for each in words
    ]
    assert [f"{card.id}.md" for card in cards] == names


def test_a_title_is_cut_as_if_it_stood_there_three_times(asked):
    folder, names, call = asked
    for name in names:
        said = searched(read_searched(folder / name, headings=call["headings"]))
        title = [text for field, text in said if field == "title"] * 3
        rest = [text for field, text in said if field != "title"]
        text = "\n".join([*title, *rest]).replace(HIDDEN_TH, " ")
        words = counted_words(said, meanings=call["meanings"])
        whole = cut(text, meanings=call["meanings"])
        assert [one for one in words if one != "\n"] == [one for one in whole if one != "\n"]


@pytest.mark.parametrize("how", [READ, sleeping])
def test_two_processes_read_what_one_reads(asked, in_two, monkeypatch, how):
    folder, names, call = asked
    monkeypatch.setattr(gathering, "_read_batch", how)
    monkeypatch.setattr(sys.modules[__name__], "OWN", os.getpid())
    both = gathering.gather(folder, names, **call)
    monkeypatch.setattr(gathering, "_may_fork", lambda: False)
    assert gathering.gather(folder, names, **call) == both


def test_the_first_damaged_file_is_named_whoever_reads_it(asked, in_two, tmp_path):
    folder, names, call = asked
    for name in names:
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    damages = ("ไม่ใช่บทเรียน".encode(), b"---\n\xe0\xb8", b"---\nid: [\n---\n")
    for damaged, content in zip((names[-1], names[-2], names[2]), damages, strict=True):
        (tmp_path / damaged).write_bytes(content)
        with pytest.raises(InputError, match=damaged):
            gathering.gather(tmp_path, names, **call)


def test_a_process_that_dies_costs_time_only(asked, in_two, monkeypatch):
    folder, names, call = asked
    whole = told(gathering.gather(folder, names, **call))
    monkeypatch.setattr(gathering, "_read_batch", dying)
    monkeypatch.setattr(sys.modules[__name__], "OWN", os.getpid())
    assert told(gathering.gather(folder, names, **call)) == whole
