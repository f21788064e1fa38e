"""Texts cut into words: nothing lost, terms whole, what they stand for known."""

import os
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from povlib.knowledge.search.meanings import features, plain, read_meanings
from povlib.knowledge.search.words import cut, spans


@pytest.fixture(scope="module")
def words(terms):
    return read_meanings(terms)


@settings(max_examples=80, deadline=None)
@given(text=st.text(alphabet="กขคจ.ำ่นี้หสามรถ 4๔ท OTPotp'-\n\tİ", max_size=50))
def test_places_of_words_are_where_they_stand(words, text):
    found = spans(text, meanings=words)
    assert [word for _, _, word in found] == cut(text, meanings=words)
    assert all(first < end <= len(text) for first, end, _ in found)
    assert all(plain(text)[first:end] == word for first, end, word in found if " " not in word)


@given(text=st.text(max_size=30))
def test_a_plain_text_is_as_long_as_it_was(text):
    assert len(plain(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("กข.คจ.", "#poverty_fund"),
        ("กขคจ", "#poverty_fund"),
        ("กข คจ", "#poverty_fund"),
        ("โครงการแก้ไขปัญหาความยากจน", "#poverty_fund"),
        ("Smile Team", "#smile_team"),
        ("savings", "#savings"),
        ("Loan Sharks", "#informal_debt"),
        ("๔ ท", "#four_causes"),
        ("จ.น่าน", "#55"),
        ("Nakhon Ratchasima", "#30"),
        ("อาเภอปากพลี", "#2602"),
    ],
)
def test_a_term_is_one_word_and_stands_for_its_group(words, text, key):
    assert key in {
        one for word in cut(text, meanings=words) for one in features(word, meanings=words)
    }


@pytest.mark.parametrize("text", ["taken", "household", "cards"])
def test_a_latin_word_is_not_cut(words, text):
    assert cut(text, meanings=words) == [text]


@pytest.mark.parametrize("word", ["และ", " ", ".", "ก", "7", "the"])
def test_words_that_say_nothing_are_not_searched(words, word):
    assert features(word, meanings=words) == ()


def test_every_group_has_two_words_and_none_twice(terms):
    assert len(terms.groups) >= 60
    assert [key for key, group in terms.groups.items() if len(group) < 2] == []
    assert [key for key, group in terms.groups.items() if len(set(group)) < len(group)] == []


def test_cutting_makes_no_folder_in_a_home(tmp_path):
    code = (
        "from pathlib import Path; from povlib.params import LessonTerms, read_yaml;"
        "from povlib.knowledge.search.meanings import read_meanings;"
        "from povlib.knowledge.search.words import cut;"
        "cut('ก', meanings=read_meanings(read_yaml(Path('params/lessons/terms.yml'), LessonTerms)))"
    )
    home = {**os.environ, "HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", code], check=True, env=home)
    assert [*tmp_path.iterdir()] == []
