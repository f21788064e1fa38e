"""Text pages, files that are no pages, and whatever else may come."""

import io
import zipfile

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from povlib.errors import InputError
from povlib.knowledge import read_page
from tests.knowledge.shapes import SHAPES, as_blogger, as_docx, docx, pdf

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def page(tmp_path):
    def read(content, name="หน้า.txt"):
        path = tmp_path / name
        path.write_bytes(content)
        return read_page(path)

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_page_keeps_its_lines_as_they_are(page, shape, encoding):
    found = page(SHAPES[shape].encode(encoding))
    assert found.raw == SHAPES[shape]
    assert (found.kind, found.title, found.source_file) == ("text", "", "หน้า.txt")


def test_lines_are_numbered_in_the_raw_text_with_blank_ones_and_spaces(page):
    found = page("  ก\t1 \r\n\r\nข\r\n".encode())
    assert [(line.number, line.text) for line in found.lines] == [(1, "  ก\t1 "), (2, ""), (3, "ข")]
    assert found.raw.split("\n")[2] == found.lines[2].text


def test_the_kind_is_what_is_in_the_file_not_its_name(page):
    assert page(b"<html><body><p>one</p></body></html>", "x.doc").kind == "html"
    assert page("หนึ่ง\nสอง".encode(), "x.html").kind == "text"
    assert page("ใช้ <br> ขึ้นบรรทัดใหม่".encode(), "x.html").kind == "text"
    assert page(as_docx("ก"), "x.pdf").kind == "docx"
    assert page(pdf([["one"]]), "x.txt").kind == "pdf"


def test_misdecoded_thai_is_refused_with_its_line(page):
    broken = "ดี\n" + "ความรู้".encode().decode("latin-1")
    with pytest.raises(InputError, match="บรรทัดที่ 2.*หน้า.txt"):
        page(broken.encode())


def zipped(name):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr(name, b"x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "ว่าง"),
        (b" \n ", "ว่าง"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "ภาพ"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "ภาพ"),
        (b"MZ" + bytes(100), "โปรแกรม"),
        (bytes(range(256)) * 20, "ไม่ใช่ข้อความ"),
        (zipped("xl/workbook.xml"), "Excel"),
        (zipped("readme.txt"), "ไม่มีเอกสาร Word"),
        (b"PK\x03\x04 broken", "ไม่เสียหาย"),
        (OLE + "WordDocument".encode("utf-16-le"), r"\.doc\).*บันทึกเป็น \.docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "รหัสผ่าน"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel"),
        (b"{\\rtf1 x}", "RTF"),
        (b"%PDF-1.4 broken", "PDF ต้องไม่เสียหาย"),
        (b"MIME-Version: 1.0\nx", "MHT"),
        (b"<html><body><script>x</script></body></html>", "ต้องมีข้อความ"),
        (b"x\n" * 60_000, "50,000 บรรทัด"),
    ],
)
def test_a_file_that_is_no_page_is_named_with_what_to_do(page, content, says):
    with pytest.raises(InputError, match=says) as caught:
        page(content, "แฟ้ม.bin")
    assert caught.value.where == "แฟ้ม.bin"
    assert caught.value.todo


def test_a_file_over_20_mb_is_refused_before_it_is_read_whole(tmp_path):
    path = tmp_path / "ใหญ่.html"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InputError, match="20 MB.*ใหญ่.html"):
        read_page(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="ต้องมีแฟ้มนี้"):
        read_page(tmp_path / "ไม่มี.txt")
    with pytest.raises(InputError, match="โฟลเดอร์"):
        read_page(tmp_path)
    with pytest.raises(InputError, match="เปิดอ่านได้"):
        read_page(tmp_path / ("ก" * 300))


def test_a_file_that_may_not_be_read_is_an_input_error(tmp_path, monkeypatch):
    path = tmp_path / "ปิด.txt"
    path.write_text("ก", encoding="utf-8")

    def refuse(*_args, **_kwargs):
        raise PermissionError(13, "no")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(InputError, match="เปิดอ่านได้.*ปิด.txt"):
        read_page(path)


WHOLE = {
    "x.html": as_blogger(SHAPES["B"]).encode(),
    "x.docx": as_docx(SHAPES["B"]),
    "x.pdf": pdf([["one", "two"], ["three"]]),
    "x.txt": SHAPES["B"].encode("cp874"),
    "long.docx": docx("<w:p/>"),
}
QUIET = settings(
    deadline=5000, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def give_a_page_or_an_input_error(page, content):
    try:
        found = page(content)
    except InputError as error:
        assert error.where == "หน้า.txt"
    else:
        assert found.lines
        assert found.raw == "\n".join(line.text for line in found.lines)


@QUIET
@given(
    head=st.sampled_from(
        [b"", b"%PDF-1.7\n", b"PK\x03\x04", OLE, b"<html>", b"\xff\xfe", b"<table>"]
    ),
    rest=st.binary(max_size=400),
)
@example(head=b"\xff\xfe", rest=b"\x00")
@example(head=b"\xff\xfe", rest=b"\x00\xd8")
def test_any_bytes_give_a_page_or_an_input_error(page, head, rest):
    give_a_page_or_an_input_error(page, head + rest)


@QUIET
@given(
    name=st.sampled_from(sorted(WHOLE)),
    at=st.floats(0, 1, exclude_max=True),
    length=st.integers(0, 40),
    new=st.binary(max_size=20),
)
def test_a_damaged_page_is_a_page_or_an_input_error(page, name, at, length, new):
    whole = WHOLE[name]
    start = int(at * len(whole))
    give_a_page_or_an_input_error(page, whole[:start] + new + whole[start + length :])


TAGS = [
    "<p>",
    "</p>",
    "<table>",
    "<tr>",
    "<td rowspan=3>",
    "<td>",
    "</table>",
    "<ol start=3>",
    "<li>",
]
TAGS += [
    "</ol>",
    "<ul>",
    "<br>",
    "<h2>",
    "</h2>",
    "<pre>",
    "</pre>",
    "<nav>",
    "<article>",
    "<a href=x>",
]


@QUIET
@given(
    st.lists(st.sampled_from([*TAGS, "ก ข", "\n", "&nbsp;", "1. ", "<div class=menu>", "</div>"]))
)
def test_elements_in_any_order_give_a_page_or_an_input_error(page, parts):
    give_a_page_or_an_input_error(page, ("<html><p>" + "".join(parts)).encode())
