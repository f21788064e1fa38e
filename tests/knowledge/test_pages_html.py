"""Pages of sites and of Word's HTML, as lines."""

import time

import pytest

from povlib.errors import InputError
from povlib.knowledge import read_page
from tests.knowledge.shapes import CHROME, SHAPES, as_blogger, as_joomla, as_table


@pytest.fixture
def lines(tmp_path):
    def read(html, encoding="utf-8"):
        path = tmp_path / "x.html"
        path.write_bytes(html.encode(encoding))
        return [line.text for line in read_page(path).lines]

    return read


def words(lines):
    return [" ".join(line.split()) for line in lines if line.strip()]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_blog_post_gives_the_lines_of_its_text_with_its_date_and_labels(lines, shape):
    found = words(lines(as_blogger(SHAPES[shape])))
    footer = ["เขียนโดย ผู้ดูแล ที่ 09:15", "ป้ายกำกับ: อาชีพ, ความรู้"]
    date = "วันพุธที่ 23 กันยายน พ.ศ. 2558"
    assert found == [date, *words(SHAPES[shape].split("\n")), *footer]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_joomla_page_in_an_old_encoding_gives_the_lines_of_its_text_with_its_date(lines, shape):
    found = words(lines(as_joomla(SHAPES[shape]), "cp874"))
    assert found == ["สร้าง: 06 ส.ค. 2555 15:25", *words(SHAPES[shape].split("\n"))]


@pytest.mark.parametrize("site", [as_blogger, as_joomla])
def test_nothing_that_surrounds_the_article_comes_with_it(lines, site):
    text = "\n".join(lines(site(SHAPES["A"])))
    assert [word for word in CHROME if word in text] == []


def test_the_title_of_the_page_is_kept_and_date_headers_are_no_headings(tmp_path):
    (tmp_path / "x.html").write_text(as_blogger(SHAPES["C"]), encoding="utf-8")
    page = read_page(tmp_path / "x.html")
    assert page.title == "KM บล็อก: บันทึก"
    assert not any(line.is_heading for line in page.lines)


def test_breaks_and_blocks_end_lines_and_line_ends_of_the_source_do_not(lines):
    assert lines("<p>หนึ่ง\n สอง<br/>สาม<div>สี่</div>ห้า</p>") == ["หนึ่ง สอง", "สาม", "สี่", "ห้า"]


def test_entities_are_letters_and_fixed_spaces_stay(lines):
    assert lines("<p>ก&amp;ข &#3585;&nbsp;&nbsp;x&lt;y</p>") == ["ก&ข ก\u00a0\u00a0x<y"]


def test_preformatted_text_keeps_its_lines(lines):
    assert lines("<pre>ก  ข\n  ค</pre>") == ["ก  ข", "  ค"]


def test_headings_are_marked(tmp_path):
    (tmp_path / "x.html").write_text("<h2>หัวข้อ</h2><p>ความ</p>", encoding="utf-8")
    found = [(line.text, line.is_heading) for line in read_page(tmp_path / "x.html").lines]
    assert found == [("หัวข้อ", True), ("ความ", False)]


def test_an_old_joomla_page_laid_out_in_tables_gives_its_article(tmp_path):
    html = (
        "<table><tr><td><div class=moduletable><ul class=menu><li><a href=/>เมนู</a></ul></div>"
        "<td><table class=contentpaneopen><tr><td class=contentheading>เรื่อง"
        "<td class=buttonheading><a href=#>PDF</a></table><table class=contentpaneopen>"
        "<tr><td class=createdate>6 สิงหาคม 2552<tr><td><p>ความของเรื่อง</table></table>"
    )
    (tmp_path / "x.html").write_text(html, encoding="utf-8")
    found = [(line.text, line.is_heading) for line in read_page(tmp_path / "x.html").lines]
    assert found == [("เรื่อง", True), ("6 สิงหาคม 2552", False), ("ความของเรื่อง", False)]


def test_points_of_lists_get_their_markers_back(lines):
    html = (
        "<ol><li>ก<ol><li>ก1<ul><li>จุด</li></ul></li><li>ก2</li></ol></li><li>ข<p>ต่อ</p></li></ol>"
    )
    assert lines(html) == ["1. ก", "  1.1 ก1", "    - จุด", "  1.2 ก2", "2. ข", "  ต่อ"]


def test_a_list_counts_from_where_it_says(lines):
    assert lines("<ol start=4><li>ก<li value=9>ข<li>ค</ol>") == ["4. ก", "9. ข", "10. ค"]


def test_a_typed_marker_is_not_doubled(lines):
    typed = ["๑. ก", "(2) ข", "- ค", "• ง", "ก) จ"]
    html = "<ul>" + "".join(f"<li>{text}</li>" for text in typed) + "</ul>"
    assert lines(html) == typed


def test_abbreviations_are_no_typed_markers(lines):
    assert lines("<ul><li>พ.ศ. 2557<li>จ. น่าน</ul>") == ["- พ.ศ. 2557", "- จ. น่าน"]


def test_a_row_is_a_line_and_further_paragraphs_of_a_cell_begin_with_a_tab(lines):
    assert lines(as_table("ก\tข\n\tค\nง\tจ")) == ["ก\tข", "\tค", "ง\tจ"]


def test_a_label_that_spans_rows_leaves_its_place_empty_in_the_next(lines):
    html = "<table><tr><td rowspan=2>สังกัด<td>ก<tr><td>ข<tr><td colspan=2>ค</table>"
    assert lines(html) == ["สังกัด\tก", "\tข", "ค"]


def test_a_label_broken_over_lines_stays_one_label(lines):
    assert lines("<table><tr><td>ตำแหน่ง/<br>สังกัด<td>พัฒนากร</table>") == ["ตำแหน่ง/ สังกัด\tพัฒนากร"]


def test_columns_that_lay_out_a_page_follow_one_another(lines):
    html = (
        "<table><tr><td><table><tr><td>ก<td>ข</table><td><p>ค</p><p>ง</p></table>"
        "<table><tr><td><p>1<p>2<p>3<p>4<td>5</table>"
    )
    assert lines(html) == ["ก\tข", "ค", "ง", "1", "2", "3", "4", "5"]


def test_a_page_without_an_article_keeps_its_whole_body(lines):
    html = "<div class='content-menu'><p>หนึ่ง</p></div><div id=sidebar>สอง สาม สี่ ห้า หก</div>"
    assert lines(html) == ["หนึ่ง", "สอง สาม สี่ ห้า หก"]


def test_text_outside_a_small_article_is_not_lost(lines):
    assert lines(f"<article>สั้น</article><p>{'เนื้อหายาว' * 9}</p>")[-1] == "เนื้อหายาว" * 9


def test_the_only_title_of_a_page_is_kept_though_it_stands_in_a_header(lines):
    assert lines("<header><h1>เรื่อง</h1></header><p>ความของเรื่อง</p>") == ["เรื่อง", "ความของเรื่อง"]
    html = "<h1>เรื่อง</h1><p>x</p><article><p>ความของเรื่องนี้ยาว</p></article>"
    assert lines(html) == ["เรื่อง", "ความของเรื่องนี้ยาว"]


def test_all_posts_of_a_page_come_in_their_order(lines):
    posts = "".join(f"<article><h2>เรื่อง {n}</h2><p>ความ {n}</p></article>" for n in (1, 2, 3))
    assert lines(f"<nav>เมนู</nav>{posts}")[::2] == ["เรื่อง 1", "เรื่อง 2", "เรื่อง 3"]


def test_posts_of_a_blog_keep_the_dates_above_them(lines):
    posts = "".join(
        f"""<div class="date-outer"><h2 class="date-header">{n} กรกฎาคม 2560</h2>
<div class="post hentry"><p>ความ {n}</p></div></div>"""
        for n in (3, 5)
    )
    page = f"<div id='main'>{posts}</div><div class='sidebar'>เมนู</div>"
    assert words(lines(page)) == ["3 กรกฎาคม 2560", "ความ 3", "5 กรกฎาคม 2560", "ความ 5"]


def test_bold_words_that_begin_a_line_and_stand_apart_have_a_wide_gap_behind_them(lines):
    page = "<p><b>แก่นความรู้</b> แห้งก่อนจึงสาน</p><p><b>กระบวนการ</b>นี้ <strong>ยาก</strong> มาก</p>"
    assert lines(page)[0] == "แก่นความรู้  แห้งก่อนจึงสาน"
    assert words(lines(page)) == ["แก่นความรู้ แห้งก่อนจึงสาน", "กระบวนการนี้ ยาก มาก"]


def test_the_heading_of_joomlas_details_is_no_label_of_the_article(lines):
    page = """<div class="item-page"><h2>ชื่อเรื่อง</h2><dl class="article-info"><dt>รายละเอียด</dt>
<dd>สร้าง: 06 ส.ค. 2555 15:25</dd></dl><p>เนื้อหาของบทความที่ยาวพอ</p></div>"""
    assert lines(page) == ["ชื่อเรื่อง", "สร้าง: 06 ส.ค. 2555 15:25", "เนื้อหาของบทความที่ยาวพอ"]


def test_wordpress_keeps_date_and_tags_and_drops_sharing_and_related_posts(lines):
    html = """<body class="single sidebar-right menu-open"><div class="site">
<header class="site-header">
<p>ชื่อเว็บ</p></header><article class="post hentry"><header class="entry-header"><h1>เรื่อง</h1>
<div class="entry-meta"><span class="posted-on">เผยแพร่ 1 มี.ค. 2558</span></div></header>
<div class="entry-content"><p>เนื้อความของบทความ</p><div class="sharedaddy">แชร์</div>
<div class="jp-relatedposts">อ่านต่อ</div></div>
<footer class="entry-footer">ป้ายกำกับ: <a href="#">แก้จน</a></footer></article>
<div id="comments" class="comments-area">ความเห็น</div></div></body>"""
    assert words(lines(html)) == [
        *("เรื่อง", "เผยแพร่ 1 มี.ค. 2558", "เนื้อความของบทความ", "ป้ายกำกับ: แก้จน")
    ]


def test_a_declared_encoding_is_believed_unless_the_bytes_say_otherwise(lines):
    thai = "<p>ความรู้ของชุมชน</p>"
    assert lines(f'<meta charset="utf-8">{thai}', "cp874") == ["ความรู้ของชุมชน"]
    assert lines(f'<?xml version="1.0" encoding="TIS-620"?><html>{thai}', "cp874") == [
        "ความรู้ของชุมชน"
    ]
    assert lines(f'<meta charset="tis-620">{thai}') == ["ความรู้ของชุมชน"]
    assert lines(f"<html>{thai}", "utf-16") == ["ความรู้ของชุมชน"]


@pytest.mark.parametrize("html", ["<div>" * 100_000, "<p>" * 300_000, "<b>" * 1001 + "x"])
def test_a_page_made_to_take_for_ever_is_refused_at_once(lines, html):
    start = time.perf_counter()
    with pytest.raises(InputError, match="ป้ายกำกับ"):
        lines(html)
    assert time.perf_counter() - start < 2
