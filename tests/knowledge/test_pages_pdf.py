"""PDF files: a few written by hand, and what a browser prints of Thai pages."""

import base64
import io
import re
from html import escape
from pathlib import Path

import pypdf
import pytest

from povlib.errors import InputError
from povlib.knowledge import read_page
from povlib.knowledge.pagemargins import leave_out_margins
from tests.knowledge.shapes import SHAPES, as_blocks, pdf

FONTS = Path(__file__).resolve().parents[2] / "povlib" / "resources" / "fonts"


@pytest.fixture
def read(tmp_path):
    def give(content, name="แบบ.pdf"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_page(path)

    return give


def test_lines_come_as_printed_page_by_page(read):
    page = read(pdf([["one", "two"], ["three"]]))
    assert (page.kind, page.raw) == ("pdf", "one\ntwo\nthree")


def test_two_spaces_of_print_are_one_and_a_wide_gap_stays(read):
    assert read(pdf([["one  two   three", "a b"]])).raw == "one two   three\na b"


def test_what_the_file_says_of_its_glyphs_counts(read):
    spans = ["x) Tj /Span<</ActualText<FEFF0E170E33>>>BDC (ab) Tj (c) Tj EMC (y"]
    assert read(pdf([spans])).raw == "xทำy"


def test_a_span_without_glyphs_and_one_without_end_are_survived(read):
    lines = ["a) Tj /Span<</ActualText(q)>>BDC EMC /Span<</ActualText(r)>>BDC (b"]
    assert read(pdf([lines])).raw.startswith("a")


def test_page_numbers_and_repeated_lines_around_the_text_are_left_out():
    pages = [
        ["คู่มือ หน้า ๑", "ก", "ข", "สพจ.", "1 / 3"],
        ["คู่มือ หน้า ๒", "ค", "ง", "สพจ.", "2 / 3"],
        ["คู่มือ หน้า ๓", "จ", "ฉ", "สพจ.", "3 / 3"],
    ]
    assert leave_out_margins(pages) == ["คู่มือ หน้า ๑", "ก", "ข", "ค", "ง", "จ", "ฉ"]


@pytest.mark.parametrize(
    "pages",
    [
        [["ก", "12"], ["ข", "7"]],
        [["25"], ["ข"]],
        [["ชื่อความรู้", "ก"], ["ชื่อความรู้", "ข"]],
        [["บทนำ", f"ข้อ {n}"] for n in range(4)],
        [[f"ข้อ {n}", "ก", f"ข{n}"] for n in range(4)],
    ],
)
def test_numbers_and_labels_that_are_text_stay(pages):
    assert leave_out_margins(pages) == [line for page in pages for line in page]


def test_a_heading_that_ends_two_pages_is_no_foot():
    pages = [["ก", "ข", "ค", "กระบวนการ"], ["ง", "จ", "ฉ", "กระบวนการ"]]
    assert "กระบวนการ" not in leave_out_margins(pages)
    kept = leave_out_margins(pages, is_text=lambda line: line == "กระบวนการ")
    assert kept == [line for page in pages for line in page]


def test_what_a_browser_prints_around_a_page_is_left_out():
    head, foot = "21/11/26, 10:20 หน้า", "file:///x.html 1/1"
    assert leave_out_margins([[head, "ก", foot]]) == ["ก"]
    assert leave_out_margins([["ก", "11/21/26, 3:00 PM", foot]]) == ["ก"]
    dated = [head, "ก", "15/08/2556 10.00 น. ประชุม", foot]
    assert leave_out_margins([dated]) == dated[1:3]
    assert leave_out_margins([[head, foot], ["ข"]]) == ["ข"]


def locked(**options):
    writer = pypdf.PdfWriter(io.BytesIO(pdf([["secret"]])))
    writer.encrypt(algorithm="RC4-128", **options)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_file_that_needs_a_password_is_refused(read):
    with pytest.raises(InputError, match="รหัสผ่าน.*แบบ.pdf"):
        read(locked(user_password="x"))


def test_a_file_that_only_forbids_changes_is_read(read):
    assert read(locked(user_password="", owner_password="x")).raw == "secret"


def test_a_file_with_a_lock_that_cannot_be_tried_is_refused(read):
    aes = "<</Filter/Standard/V 5/R 6/Length 256/P -1/O({0})/U({0})/OE({1})/UE({1})/Perms({2})"
    aes += "/CF<</StdCF<</CFM/AESV3/Length 32/AuthEvent/DocOpen>>>>/StmF/StdCF/StrF/StdCF>>"
    lock = aes.format("x" * 48, "x" * 32, "x" * 16)
    content = pdf([["secret"]]).replace(
        b"trailer<<", f"trailer<</ID[<00><00>]/Encrypt {lock}".encode()
    )
    with pytest.raises(InputError, match="รหัสผ่าน|ไม่เสียหาย"):
        read(content)


def test_a_glyph_that_is_a_point_is_one_and_a_lost_mark_is_refused(read):
    assert read(pdf([["/Span<</ActualText<0000>>>BDC"], [r"\000 one"]])).raw.endswith("• one")
    spans = ["x) Tj /Span<</ActualText<FEFF0E0B0E3600000E07>>>BDC (a) Tj EMC (y"]
    with pytest.raises(InputError, match="เพี้ยน"):
        read(pdf([spans]))


def test_a_scan_is_told_from_a_damaged_file(read, caplog, capfd):
    with pytest.raises(InputError, match="ภาพสแกน"):
        read(pdf([[]]))
    with pytest.raises(InputError, match="ไม่เสียหาย"):
        read(b"%PDF-1.7\n" + b"x" * 2000)
    assert caplog.records == []
    assert capfd.readouterr().err == ""


def test_a_book_of_hundreds_of_pages_is_refused(read):
    with pytest.raises(InputError, match="500 หน้า.*501 หน้า"):
        read(pdf([["x"]] * 501))


def webfont():
    ranges = {"thai": "U+0E00-0E7F,U+200B-200D,U+25CC", "latin": "U+0000-00FF"}
    faces = []
    for name, letters in ranges.items():
        font = base64.b64encode((FONTS / f"sarabun-{name}-400.woff2").read_bytes()).decode()
        source = f"url(data:font/woff2;base64,{font})"
        faces.append(f"@font-face{{font-family:P;src:{source};unicode-range:{letters}}}")
    return "".join(faces)


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("style", ["font-family:Loma", "font-family:P"])
def test_what_a_browser_prints_has_the_text_of_the_page(read, chromium, shape, style):
    page = chromium.new_page()
    body = as_blocks(SHAPES[shape])
    page.set_content(f"<style>{webfont()}</style><title>ก</title><body style='{style}'>{body}")
    page.evaluate("document.fonts.ready")
    content = page.pdf()
    page.close()
    found = read(content)
    assert re.sub(r"\s", "", found.raw) == re.sub(r"\s", "", SHAPES[shape])
    first = SHAPES[shape].split("\n")[-1]
    assert re.sub(r"\s", "", found.lines[-1].text) == re.sub(r"\s", "", first)
    assert escape(found.title) == "ก"
