"""Mistakes in a run file are told in Thai: what must hold, what stands there, where, what to do."""

import re
from pathlib import Path

import pytest

from povlib.errors import ParamsError
from povlib.params import read_run

SOUND = (Path(__file__).parents[2] / "params" / "runs" / "2557.yml").read_text(encoding="utf-8")


def said_of(tmp_path, text):
    path = tmp_path / "run.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ParamsError) as caught:
        read_run(path)
    return str(caught.value).replace(str(tmp_path), "")


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("provinces: all", 'provinces: "24"', ["provinces ต้องเป็น all", "บรรทัด 5", '["24"]']),
        ("provinces: all", "provinces: [24]", ["ได้ [24]", "บรรทัด 5", '["24"]']),
        ("provinces: all", "provinces: [24", ["YAML", "บรรทัด 6", "วงเล็บ"]),
        ("outputs: outputs", "outpus: outputs", ["'outpus'", "บรรทัด 7", "แก้เป็น outputs"]),
        ("level: nation", "levl: nation", ["ลำดับที่ 1.levl", "บรรทัด 10", "แก้เป็น level"]),
        ("as_of: 2014-05-31\n", "", ["ต้องมีคีย์ as_of", "เติม as_of"]),
        ("audience: public", "audience: publik", ["บรรทัด 8", "แก้เป็น public"]),
        ("audience: public", "audience: public\ncolour: red", ["'colour'", "register", "บรรทัด 9"]),
        ("2014-05-31", "31/05/2014", ["as_of ต้องเป็นวันที่", "31/05/2014", "บรรทัด 4"]),
        ("year_be: 2557", 'year_be: "2557"', ["จำนวนเต็ม", "บรรทัด 2", "ลบเครื่องหมายคำพูด"]),
        ("provinces: all", "provinces:", ["บรรทัด 5", "เติมค่า"]),
        ("audience: public", "audience: public\n24: 5", ["'24'", "บรรทัด 9"]),
        (SOUND, "", ["แฟ้มว่าง", "fiscal_year_be, bmn_year_be"]),
        (SOUND, "- a\n", ["คีย์กับค่า", "fiscal_year_be, bmn_year_be"]),
    ],
)
def test_a_mistake_is_told_with_key_line_and_advice(tmp_path, before, after, parts):
    said = said_of(tmp_path, SOUND.replace(before, after, 1))
    assert all(part in said for part in [*parts, "run.yml", "ให้ทำต่อ"])


@pytest.mark.parametrize("after", ['provinces: "24"', "provinces: [24, 65]", "provinces: {a: 1}"])
def test_no_english_sentence_is_told(tmp_path, after):
    said = said_of(tmp_path, SOUND.replace("provinces: all", after))
    assert not re.search("[Ii]nput|should|valid", said)


def test_a_file_in_another_encoding_is_told(tmp_path):
    (tmp_path / "run.yml").write_bytes(SOUND.encode("utf-16"))
    with pytest.raises(ParamsError, match="UTF-8"):
        read_run(tmp_path / "run.yml")


def test_a_missing_file_names_the_nearest(tmp_path):
    (tmp_path / "2557.yml").write_text(SOUND, encoding="utf-8")
    with pytest.raises(ParamsError, match=r"2557\.yml$"):
        read_run(tmp_path / "2558.yml")
