"""Word documents, made by hand: what Word writes, and what somebody else may."""

import io
import random
import zipfile

import pytest

from povlib.errors import InputError
from povlib.knowledge import read_page
from tests.knowledge.shapes import SHAPES, as_docx, docx, word_paragraph, word_table

NUMBERING = b"""<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:numFmt w:val="thaiNumbers"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0">
<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""
CORE = """<cp:coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties">
<dc:title>บทเรียน</dc:title></cp:coreProperties>""".encode()
RELATIONS_OF_TEXT = "word/_rels/document.xml.rels"
MACRO = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def relation(kind, target="hidden.bin"):
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r9" TargetMode="External" Type="{kind}" Target="{target}"/>'
        "</Relationships>"
    ).encode()


@pytest.fixture
def read(tmp_path):
    def give(content, name="แบบ.docx"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_page(path)

    return give


def texts(page):
    return [line.text for line in page.lines]


def numbered(text, number, level=0):
    return word_paragraph(
        text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


@pytest.mark.parametrize("shape", SHAPES)
def test_a_form_gives_the_lines_of_its_text(read, shape):
    page = read(as_docx(SHAPES[shape]))
    assert page.kind == "docx"
    assert page.raw == SHAPES[shape]


def test_words_own_numbers_and_points_come_back_as_text(read):
    body = numbered("ก", 1) + numbered("ก1", 1, 1) + numbered("ข", 1) + numbered("ค", 2)
    page = read(docx(body, others={"word/numbering.xml": NUMBERING}))
    assert texts(page) == ["1. ก", "  1.1 ก1", "2. ข", "- ค"]


def test_headings_tabs_and_breaks_are_kept(read):
    heading = word_paragraph("หัวข้อ", '<w:pStyle w:val="Heading1"/>')
    broken = "<w:p><w:r><w:t>ก</w:t><w:tab/><w:t>ข</w:t><w:br/><w:t>ค</w:t></w:r></w:p>"
    page = read(docx(heading + broken))
    assert texts(page) == ["หัวข้อ", "ก\tข", "ค"]
    assert [line.is_heading for line in page.lines] == [True, False, False]


def test_an_empty_paragraph_is_a_blank_line_and_several_are_one(read):
    body = word_paragraph("ก") + word_paragraph("") + "<w:p/>" + word_paragraph("ข")
    assert texts(read(docx(body + "<w:p/>"))) == ["ก", "", "ข"]


def test_a_tab_that_only_indents_a_paragraph_makes_no_cell(read):
    assert texts(read(docx("<w:p><w:r><w:tab/><w:t>ก</w:t></w:r></w:p>"))) == ["ก"]


def test_a_table_in_a_table_is_read_row_by_row(read):
    inner = word_table([["ก", "ข"], ["ค", "ง"]])
    outer = f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>"
    assert texts(read(docx(outer))) == ["ก\tข", "ค\tง"]


def test_deleted_text_is_left_out_and_the_title_is_the_documents_own(read):
    body = "<w:p><w:del><w:r><w:t>ลบ</w:t></w:r></w:del><w:r><w:t>อยู่</w:t></w:r></w:p>"
    page = read(docx(body, others={"docProps/core.xml": CORE}))
    assert (page.title, page.raw) == ("บทเรียน", "อยู่")


def test_pictures_links_and_programs_of_others_are_not_touched(read):
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r9" TargetMode="External" Target="http://127.0.0.1:9/x.png" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/>'
        b"</Relationships>"
    )
    picture = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        'wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/'
        'main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/'
        'picture"><pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
        '2006/relationships" r:link="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    others = {"word/_rels/document.xml.rels": relations, "word/media/a.png": b"x"}
    assert texts(read(docx(picture + word_paragraph("ก"), others=others))) == ["ก"]


@pytest.mark.parametrize("name", ["word/vbaProject.bin", "word/VBAPROJECT.BIN"])
def test_a_document_with_macros_is_refused(read, name):
    with pytest.raises(InputError, match="มาโคร.*แบบ.docx"):
        read(docx(word_paragraph("ก"), others={name: b"x"}))


def test_a_macro_under_another_name_is_refused(read):
    listed = (
        '<Override PartName="/word/hidden.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    )
    hidden = {"word/hidden.bin": b"x"}
    with pytest.raises(InputError, match="มาโคร.*แบบ.docx"):
        read(docx(word_paragraph("ก"), others=hidden, types=listed))
    with pytest.raises(InputError, match="มาโคร"):
        read(docx(word_paragraph("ก"), others=hidden | {RELATIONS_OF_TEXT: relation(MACRO)}))


def test_a_link_to_a_page_about_macros_is_no_macro(read):
    link = relation(LINK, "https://example.org/vbaProject")
    assert texts(read(docx(word_paragraph("ก"), others={RELATIONS_OF_TEXT: link}))) == ["ก"]


def test_a_picture_that_unpacks_to_far_more_is_refused(read):
    bomb = docx(word_paragraph("ก"), others={"word/media/x.bin": bytes(30_000_000)})
    with pytest.raises(InputError, match="100 เท่า.*แบบ.docx"):
        read(bomb)


def test_large_photos_that_hardly_shrink_pass(read):
    photo = random.Random(1).randbytes(17_000_000)
    assert texts(read(docx(word_paragraph("ก"), others={"word/media/a.jpg": photo}))) == ["ก"]


def test_what_unpacks_to_far_more_is_refused_whatever_it_declares(read):
    bomb = docx(word_paragraph("ก"), others={"word/styles.xml": b" " * 30_000_000})
    assert len(bomb) < 100_000
    with pytest.raises(InputError, match="16 MB"):
        read(bomb)
    # Both headers of the part say that it is small.
    lying = bomb.replace((30_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    with pytest.raises(InputError):
        read(lying)


def test_a_document_with_entities_is_refused(read):
    evil = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    with pytest.raises(InputError, match="DTD"):
        read(docx(word_paragraph("ก"), declaration=evil))


def test_a_locked_or_damaged_package_is_refused(read):
    whole = docx(word_paragraph("ก"))
    with pytest.raises(InputError, match="ไม่เสียหาย"):
        read(whole[:-200])
    with pytest.raises(InputError, match="ไม่เสียหาย"):
        read(docx("<w:p><w:broken"))
    target = io.BytesIO(whole)
    with zipfile.ZipFile(target) as package:
        start = package.start_dir
    locked = bytearray(whole)
    locked[start + 8] |= 1
    with pytest.raises(InputError, match="รหัสผ่าน"):
        read(bytes(locked))


def test_a_document_without_text_is_refused(read):
    with pytest.raises(InputError, match="ต้องมีข้อความ"):
        read(docx("<w:p/>"))
