"""Front matter that is read in a quick way is read as YAML reads it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from povlib.knowledge.frontmatter import _LOADER, _simple_lines, read_front_matter

FRONT = """
id: kr-0123456789
source_file: page 1 (ปัว).txt
source_lines: [1, 30]
title: ออมเงิน  วันละบาท 5.5% ของรายได้
owner: นางตัวอย่าง ตั้งใจ
date_recorded: '2014-05-31'
date_event: '2014'
date_published: 2014-06
objective: 'หนี้: ลด'
status: draft
repairs: []
ethics: {}
"""
WORDS = (
    "null True NO on Off yes ออม เงิน kr-1 1e5 0x1 010 - ' \" : # , [ ] { } & * ! | > % @ ` ~ \\ เ ๏"
)
values = st.lists(
    st.sampled_from([*WORDS.split(), " ", ": ", " #", "[1, 2]", "'2014'", "2014-05", "[]", "{}"])
).map("".join)
keys = st.sampled_from(
    ["id", "title", "yes", "Off", "null", "a_b", "1", "ก", "", " id", "- id", "? id"]
)
lines = st.tuples(keys, st.sampled_from([": ", ":", " : ", ""]), values).map("".join)
ends = st.sampled_from(["", "\n", "\n\n", "\na: |\n  b\n\n", "\n b", "\n\tb\n", "\n#"])
fronts = st.tuples(st.lists(lines, max_size=4).map("\n".join), ends).map("".join)


def said(read, text):
    try:
        return read(text)
    except (yaml.YAMLError, ValueError) as error:
        return type(error), str(error)


def by_yaml(text):
    return yaml.load(text, Loader=_LOADER)


def test_lines_as_lessons_have_them_are_read_without_yaml():
    assert _simple_lines(FRONT) == (by_yaml(FRONT), "")


@given(fronts)
def test_any_lines_are_read_as_by_yaml(text):
    assert said(read_front_matter, text) == said(by_yaml, text)


@given(st.text(alphabet="aทเ่๑1 .,()/%+_-:#'\"[]\t\u200b\x07"), st.sampled_from(["", "'", '"']))
def test_any_value_is_read_as_by_yaml(value, quote):
    text = f"\nid: {quote}{value}{quote}\ntitle: ออม\n"
    assert said(read_front_matter, text) == said(by_yaml, text)


@pytest.mark.parametrize("text", ["", "\n", "id: null", "on: a", "id: 010", "id: [010, 2]"])
def test_what_means_more_to_yaml_is_left_to_it(text):
    assert _simple_lines(text)[0] == {}
    assert said(read_front_matter, text) == said(by_yaml, text)


@given(st.sampled_from(FRONT.strip().splitlines()), st.integers(0, 40), st.characters())
def test_a_letter_too_many_is_read_as_by_yaml(line, at, letter):
    text = line[:at] + letter + line[at:]
    assert said(read_front_matter, text) == said(by_yaml, text)


@pytest.mark.parametrize(
    "rest",
    [
        "numbers:\n- {field: results, number: '34', kind: stated, source: ''}\nethics: {}",
        " more",
        "\n more",
        "\tmore",
        "# a remark\nstatus: draft",
        "<<: {id: other, title: other}",
        "a: &x 1\nb: *x",
        "b: *x",
        "id: again",
        "text",
        "--- text",
        "a: b\n---\nc: d",
        "a: b\n...\n",
        "a: [",
        "- item",
        "? key",
        "a: |\n  id: other\n",
    ],
)
def test_what_follows_simple_lines_is_read_as_by_yaml(rest):
    text = f"{FRONT}{rest}\n"
    assert said(read_front_matter, text) == said(by_yaml, text)
