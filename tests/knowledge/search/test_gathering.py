"""An index is made of the same words whoever reads the files."""

import os
import signal
import sys

import pytest

from povlib.errors import InputError
from povlib.knowledge.search import gathering
from povlib.knowledge.search.meanings import read_meanings

OWN = 0
PACKED = gathering._packed


def dying(read, names):
    if os.getpid() != OWN:
        os.kill(os.getpid(), signal.SIGKILL)
    return PACKED(read, names)


@pytest.fixture
def asked(pages_folder, headings, terms):
    names = sorted(path.name for path in pages_folder.glob("*.md"))
    return pages_folder, names, {"headings": headings, "meanings": read_meanings(terms)}


@pytest.fixture
def in_two(monkeypatch):
    monkeypatch.setattr(gathering, "_MANY", 4)
    monkeypatch.setattr(gathering, "_FIRST", 1)
    monkeypatch.setattr(gathering, "_may_fork", lambda: True)


def test_two_processes_read_what_one_reads(asked, in_two, monkeypatch):
    folder, names, call = asked
    both = gathering.gather(folder, names, **call)
    monkeypatch.setattr(gathering, "_may_fork", lambda: False)
    assert gathering.gather(folder, names, **call) == both
    assert [f"{card.id}.md" for card in both[0]] == names


def test_a_damaged_file_is_named_whoever_reads_it(asked, in_two, tmp_path):
    folder, names, call = asked
    for name in names:
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / names[-1]).write_text("ไม่ใช่บทเรียน", encoding="utf-8")
    with pytest.raises(InputError, match=names[-1]):
        gathering.gather(tmp_path, names, **call)


def test_a_process_that_dies_costs_time_only(asked, in_two, monkeypatch):
    folder, names, call = asked
    whole = gathering._gather_here(folder, names, **call)
    monkeypatch.setattr(gathering, "_packed", dying)
    monkeypatch.setattr(sys.modules[__name__], "OWN", os.getpid())
    assert gathering.gather(folder, names, **call) == whole
