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
from povlib.knowledge.search.meanings import read_meanings

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
    """Give cards, and the words of each lesson."""
    cards = [card for batch in batches for card in batch.cards]
    words = [
        [batch.words[number] for number in batch.numbers[first:end]]
        for batch in batches
        for first, end in itertools.pairwise((0, *batch.ends))
    ]
    return cards, words


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


def test_words_are_those_of_the_lessons(asked):
    folder, names, call = asked
    lessons = [read_searched(folder / name, headings=call["headings"]) for name in names]
    words = [counted_words(searched(one), meanings=call["meanings"]) for one in lessons]
    cards, found = told(gathering.gather(folder, names, **call))
    assert found == words
    assert [f"{card.id}.md" for card in cards] == names


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
    for damaged in (names[-1], names[-2], names[2]):
        (tmp_path / damaged).write_text("ไม่ใช่บทเรียน", encoding="utf-8")
        with pytest.raises(InputError, match=damaged):
            gathering.gather(tmp_path, names, **call)


def test_a_process_that_dies_costs_time_only(asked, in_two, monkeypatch):
    folder, names, call = asked
    whole = told(gathering.gather(folder, names, **call))
    monkeypatch.setattr(gathering, "_read_batch", dying)
    monkeypatch.setattr(sys.modules[__name__], "OWN", os.getpid())
    assert told(gathering.gather(folder, names, **call)) == whole
