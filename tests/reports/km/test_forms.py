"""Forms of one lesson: nothing is lost in them, and they come back as they were."""

import io
import re
import zipfile
from html import unescape

import bleach
import mistune
import pytest
from selectolax.lexbor import LexborHTMLParser

from povlib.knowledge import read_lessons
from povlib.knowledge.lesson import LISTS, PROSE
from povlib.knowledge.published import open_outlines
from povlib.knowledge.showing import public_lessons
from povlib.reports.km.document import lesson_docx
from povlib.reports.km.files import FORMS, lesson_files
from povlib.reports.km.fragment import TAGS, fragment_html
from povlib.reports.km.markdown import lesson_markdown
from tests.reports.km.conftest import PARAMS

NASTY = (
    "<script>window.planted=1</script>",
    '<img src=x onerror="window.planted=2">',
    "</li></ol><h1>หลอก",
    "**หนา** _เอียง_ `โค้ด` [ลิงก์](javascript:1) ~~ขีด~~ | ตาราง |",
    "# หัวข้อปลอม",
    "1) ข้อปลอม",
    "- ข้อปลอม",
    "> ยกมา & &amp; &lt;b&gt; \\ ทับ",
    "=1+1",
)


@pytest.fixture(scope="module")
def outlines(shelf):
    return open_outlines(shelf, params_dir=PARAMS)


@pytest.fixture
def nasty(outlined):
    parts = {"background": NASTY, "process": NASTY, "cautions": NASTY, "tags": NASTY[:2]}
    return outlined(title=NASTY[0], credit_th=NASTY[1], area_th=NASTY[2], parts=parts)


def texts_of(lesson):
    """All that a form has to say."""
    yield lesson.title
    for label, value in lesson.facts:
        yield from (label, value)
    yield from lesson.notes
    for chapter in lesson.chapters:
        yield chapter.heading_th
        for point in chapter.points:
            yield from (point.text, *point.below)


def read_text(html):
    return LexborHTMLParser(f"<body>{html}").body.text(separator="\n")


def squeezed(text):
    return "".join(text.split())


def missing(lesson, text):
    return [one for one in texts_of(lesson) if squeezed(one) not in squeezed(text)]


@pytest.mark.parametrize(("form", "every"), [("fragment", 1), ("docx", 4)])
def test_a_lesson_comes_back_through_the_importer_as_it_was(
    shelf, outlines, wording, tmp_path, form, every
):
    public = {
        one.lesson_id: one
        for one in public_lessons(shelf, ids=None, params_dir=PARAMS, at_least="published")
    }
    for lesson in outlines[::every]:
        (name, content), *_ = lesson_files(lesson, forms=[form]).items()
        (tmp_path / name).write_bytes(content)
        (back,) = read_lessons(tmp_path / name, wording=wording)
        was = public[lesson.lesson_id]
        found = {key: value for key in (*PROSE, *LISTS) if (value := getattr(back, key))}
        assert {k: v for k, v in found.items() if k in LISTS} == {
            key: list(texts) for key, texts in was.parts.items() if key in LISTS
        }
        assert [squeezed(found[key]) for key in PROSE if key in found] == [
            squeezed(was.parts[key][0]) for key in PROSE if key in was.parts
        ]
        assert (back.title, back.owner) == (was.title, was.credit_th)
        assert back.province in lesson.place_th
        assert lesson.place_th.startswith(f"อำเภอ{back.district}") or back.district is None


def test_a_fragment_has_plain_tags_without_any_attribute(outlines):
    for lesson in outlines:
        for tag in re.findall(r"<[^>]*>", fragment_html(lesson)):
            assert tag.strip("</>") in TAGS


def test_a_strict_sanitizer_takes_nothing_from_a_fragment(outlines, nasty):
    blog_tags = {"h2", "h3", "p", "ul", "ol", "li", "strong", "em", "blockquote"}
    blog_tags |= {"table", "tbody", "tr", "td"}
    for lesson in (*outlines, nasty):
        html = fragment_html(lesson)
        clean = bleach.clean(html, tags=blog_tags, attributes={})
        assert unescape(clean) == unescape(html)
        assert missing(lesson, read_text(clean)) == []


def test_text_of_a_lesson_never_becomes_markup_in_a_fragment(nasty):
    tree = LexborHTMLParser(f"<body>{fragment_html(nasty)}").body
    assert tree.css("script, img, a, h1") == []
    assert missing(nasty, tree.text(separator="\n")) == []


def test_text_of_a_lesson_never_becomes_markdown(nasty):
    html = mistune.create_markdown(plugins=["strikethrough", "table"])(lesson_markdown(nasty))
    tree = LexborHTMLParser(f"<body>{html}").body
    assert tree.css("script, img, a, code, del, table") == []
    assert [node.text() for node in tree.css("h1")] == [nasty.title]
    assert missing(nasty, tree.text(separator="\n")) == []


def test_markdown_keeps_steps_and_the_points_under_them(outlined):
    html = mistune.html(lesson_markdown(outlined()))
    tree = LexborHTMLParser(f"<body>{html}").body
    assert [node.text().strip() for node in tree.css("ol > li > ul > li")] == [
        "ยืมได้บ้านละถัง",
        "คืนเมื่อเกี่ยวข้าว",
    ]


def test_cautions_stand_apart_in_every_form(outlined):
    lesson = outlined(parts={"cautions": ("อย่าเร่ง",)})
    assert "<blockquote><ul><li>อย่าเร่ง" in fragment_html(lesson)
    assert "\n> - อย่าเร่ง" in lesson_markdown(lesson)


def test_a_failure_and_a_made_up_lesson_say_so_first_in_every_form(outlined):
    lesson = outlined(is_demo=True, is_failure=True)
    for text in (fragment_html(lesson), lesson_markdown(lesson)):
        head = text[: text.index("กระบวนการ")]
        assert "ข้อมูลสมมติ" in head
        assert "บทเรียนจากงานที่ยังไม่สำเร็จ" in head


def test_signs_that_are_not_seen_stay_out_of_every_form(outlined):
    lesson = outlined(title="ข้าว\x08\u202eเหนียว", parts={"process": ("นับ\x00\x1fข้าว", "\n")})
    for content in lesson_files(lesson).values():
        assert content
    assert "ข้าวเหนียว" in fragment_html(lesson)
    assert "<ol><li>นับ ข้าว</li></ol>" in fragment_html(lesson)


def test_nobody_is_named_where_nobody_agreed(outlined):
    lesson = outlined(credit_th="", consented_on=None)
    assert "เจ้าของความรู้" not in fragment_html(lesson)


@pytest.mark.parametrize("form", FORMS)
def test_the_same_lesson_gives_the_same_bytes(outlined, form):
    assert lesson_files(outlined(), forms=[form]) == lesson_files(outlined(), forms=[form])


def test_a_document_names_no_author_and_no_time(outlined):
    with zipfile.ZipFile(io.BytesIO(lesson_docx(outlined()))) as file:
        core = file.read("docProps/core.xml").decode()
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "python-docx" not in core
    assert "<dc:creator></dc:creator>" in core
    assert set(re.findall(r"\d{4}-\d\d-\d\dT", core)) == {"2000-01-01T"}


def test_a_document_sets_thai_in_a_thai_font(outlined):
    with zipfile.ZipFile(io.BytesIO(lesson_docx(outlined()))) as file:
        styles = file.read("word/styles.xml").decode()
        body = file.read("word/document.xml").decode()
    assert body.count("<w:b/>") == body.count("<w:bCs/>") > 0
    normal = re.search(r'<w:style [^>]*w:styleId="Normal".*?</w:style>', styles, re.S)[0]
    assert 'w:cs="TH Sarabun New"' in normal
    assert 'w:bidi="th-TH"' in normal
    assert "<w:szCs " in normal


def test_lists_of_a_document_each_begin_at_one(outlined):
    steps = ("ก", "ข\nข้างใต้")
    lesson = outlined(parts={"process": steps, "techniques": steps})
    with zipfile.ZipFile(io.BytesIO(lesson_docx(lesson))) as file:
        body = file.read("word/document.xml").decode()
        numbering = file.read("word/numbering.xml").decode()
    used = re.findall(r'<w:numId w:val="(\d+)"', body)
    assert len(set(used)) == 2
    for number in set(used):
        entry = re.search(rf'<w:num w:numId="{number}".*?</w:num>', numbering, re.S)[0]
        assert '<w:startOverride w:val="1"/>' in entry
