"""Made-up pages of the five shapes, and what sites, Word and browsers make of them."""

import io
import zipfile
from html import escape

SHAPES = {
    "A": """\
ชื่อความรู้\tเทคนิคการตั้งกลุ่มเลี้ยงไก่ไข่ให้อยู่ได้นาน
เจ้าของความรู้\tนายสมมุติ ตัวอย่างดี
ตำแหน่ง/สังกัด\tนักวิชาการพัฒนาชุมชนชำนาญการ
\tสำนักงานพัฒนาชุมชนอำเภอตัวอย่าง จังหวัดลำปาง
แก้ปัญหาเกี่ยวกับ\tครัวเรือนมีรายได้น้อย
๑. ส่วนนำ
ครัวเรือนเป้าหมาย ๑๒ ครัวเรือนทำนาปีละครั้ง น้ำไม่พอ จึงต้องหาอาชีพเสริม
๒. ส่วนขยาย
กระบวนการ
๑. ชี้แจงครัวเรือนเรื่องต้นทุน
๒. ตั้งกลุ่มและเลือกกรรมการ
ข้อพึงระวัง
๑. อย่าซื้อไก่ก่อนมีตลาด
เทคนิค
- ให้คนที่เคยทำแล้วเล่าก่อน
๓. ส่วนสรุป
กลุ่มขายไข่ได้เดือนละ ๘,๐๐๐ บาท
๔. ขุมความรู้
- เริ่มจากน้อยไปมาก
๕. แก่นความรู้
- ตลาดนำการผลิต""",
    "B": """\
ความรู้ในการปฏิบัติงานเรื่อง\tการติดตามเงินยืมให้ครบกำหนด
เจ้าของความรู้\tนางสมศรี ไม่มีจริง
ตำแหน่ง\tพัฒนาการอำเภอ
สังกัด\tสำนักงานพัฒนาชุมชนอำเภอสมมุติ จังหวัดน่าน
วันที่บันทึกความรู้\t๑๒ มีนาคม ๒๕๕๕
วัตถุประสงค์ของความรู้\tเพื่อให้เงินทุนหมุนเวียนถึงครัวเรือนอื่น
กระบวนการ/ขั้นตอน/วิธีปฏิบัติ
1. ทำทะเบียนคุมลูกหนี้
2. เตือนก่อนครบกำหนดหนึ่งเดือน
ข้อแนะนำ/ข้อควรระวัง
- อย่าทวงในที่ประชุม""",
    "C": """\
ปฏิบัติการเพื่อนช่วยเพื่อน
เจ้าของความรู้ชื่อ\tสำนักงานพัฒนาชุมชนจังหวัดแพร่
กระบวนการจัดทำองค์ความรู้
1. ประชุมคณะทำงาน
2. ยกร่างและตรวจทาน
วัตถุประสงค์/ประโยชน์ขององค์ความรู้
เพื่อใช้เป็นแนวทางของทีมปฏิบัติการ
ความเป็นมา
ทีมเดิมมีเวลาไม่ตรงกัน ครัวเรือนจึงไม่ได้รับการดูแลต่อเนื่อง
แนวคิด/ทฤษฎีที่นำมาใช้ในการดำเนินงาน
1. การมีส่วนร่วม
กระบวนการ
1. จับคู่ครัวเรือน
ผลที่เกิดขึ้นในเชิงสำเร็จ
1. มีคู่เพื่อน ๓๑ คู่""",
    "D": """\
ชื่อเรื่อง\tบ้านนี้มีคำตอบ
ชื่อ - สกุล\tนายสมมุติ ตัวอย่างดี
ตำแหน่ง\tนักวิชาการพัฒนาชุมชนปฏิบัติการ
สังกัด\tสำนักงานพัฒนาชุมชนอำเภอตัวอย่าง
เหตุการณ์นี้เกิดขึ้นเมื่อ\tมกราคม ๒๕๕๔
สถานที่เกิดเหตุการณ์\tบ้านตัวอย่าง หมู่ที่ ๓
เนื้อเรื่อง
วันแรกที่ลงพื้นที่ ทุกบ้านปิดประตู เราจึงเริ่มจากการช่วยงานบุญ
ขุมความรู้ (Knowledge Assets)
- เข้าหาด้วยงานที่เขาทำอยู่
แก่นความรู้ (Core Competency)
- ความไว้ใจมาก่อนข้อมูล
กลยุทธ์
- ไปพร้อมผู้ใหญ่บ้าน""",
    "E": """\
การขับเคลื่อนหมู่บ้านเศรษฐกิจพอเพียง
โดย นางสมศรี ไม่มีจริง
ตำแหน่ง\tนักวิชาการพัฒนาชุมชนชำนาญการ
สร้าง: 06 ส.ค. 2555 15:25
ความเป็นมา
หมู่บ้านมีแผนแต่ไม่มีคนทำ
ปัจจัยแห่งความสำเร็จ
1. ผู้นำทำให้ดูก่อน
ข้อเสนอแนะ
- ควรมีเวทีทุกเดือน""",
}
CHROME = ("เมนูหลัก", "หน้าแรก", "บทความที่เกี่ยวข้อง", "แสดงความคิดเห็น", "ลิขสิทธิ์", "แบ่งปัน", "นับยอด")

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def as_blocks(text: str, tag: str = "div") -> str:
    """Lines as blocks, rows as a table of labels and values, as editors of sites paste them."""
    parts, rows = [], []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(line)
            continue
        if rows:
            parts.append(as_table("\n".join(rows)))
            rows = []
        if line:
            parts.append(f'<{tag}><span style="color:black">{escape(line)}</span></{tag}>')
    return "\n".join(parts)


def as_table(text: str) -> str:
    """Rows of a form; a line that begins with a tab is one more paragraph of the cell above."""
    rows: list[list[str]] = []
    for line in text.split("\n"):
        if line.startswith("\t"):
            rows[-1][-1] += f"</p><p>{escape(line[1:])}"
        else:
            rows.append([escape(cell) for cell in line.split("\t")])
    cells = ["".join(f"<td>\n  <p>{cell}</p></td>" for cell in row) for row in rows]
    return f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def as_blogger(text: str) -> str:
    return f"""<!DOCTYPE html><html dir='ltr'><head><meta charset='utf-8'>
<title>KM บล็อก: บันทึก</title><style>.x{{}}</style><script>var a="<div>นับยอด</div>";</script></head>
<body class='loading'><div class='navbar section' id='navbar'>เมนูหลัก</div>
<div class='body-fauxcolumns'></div><div class='content-outer'>
<header><div class='header-outer'><h1 class='title'>เมนูหลัก</h1></div></header>
<div class='tabs-outer'><ul><li><a href='/'>หน้าแรก</a></li></ul></div>
<div class='main-outer'><div class='column-center-outer'>
<div class='widget Blog' id='Blog1'><div class='blog-posts hfeed'><div class='date-outer'>
<h2 class='date-header'><span>วันพุธที่ 23 กันยายน พ.ศ. 2558</span></h2>
<div class='date-posts'><div class='post-outer'><div class='post hentry'>
<div class='post-body entry-content'><div dir="ltr">{as_blocks(text)}</div>
<div style='clear: both;'></div></div>
<div class='post-footer'><div class='post-footer-line post-footer-line-1'>
<span class='post-author vcard'>เขียนโดย <span class='fn'>ผู้ดูแล</span></span>
<span class='post-timestamp'>ที่ <a href='#'>09:15</a></span>
<span class='post-comment-link'><a href='#'>แสดงความคิดเห็น</a></span>
<div class='post-share-buttons'><a href='#'>แบ่งปัน</a></div></div>
<div class='post-footer-line'><span class='post-labels'>ป้ายกำกับ:
<a href='#'>อาชีพ</a>, <a href='#'>ความรู้</a></span></div></div></div>
<div class='comments' id='comments'><h4>ไม่มีความคิดเห็น:</h4><p>แสดงความคิดเห็น</p></div>
</div></div></div></div>
<div class='blog-pager' id='blog-pager'><a href='#'>หน้าแรก</a></div></div></div>
<div class='column-right-outer'><aside><div class='widget PopularPosts'><h2>บทความที่เกี่ยวข้อง</h2>
<ul><li><a href='#'>บทความที่เกี่ยวข้อง</a></li></ul></div></aside></div></div>
<footer><div class='footer-outer'>ลิขสิทธิ์ โทร 000</div></footer></div></body></html>"""


def as_joomla(text: str) -> str:
    return f"""<!DOCTYPE html><html><head>
<meta http-equiv="content-type" content="text/html; charset=windows-874">
<title>องค์ความรู้</title></head>
<body class="site com_content"><div class="body"><div class="container">
<header class="header"><a class="brand" href="/"><span>เมนูหลัก</span></a></header>
<nav class="navigation"><ul class="nav menu"><li><a href="/">หน้าแรก</a></li></ul></nav>
<div class="row-fluid"><main id="content" role="main"><div class="item-page">
<div class="icons"><a href="#">แบ่งปัน</a></div>
<dl class="article-info"><dt class="article-info-term">นับยอด</dt>
<dd class="create"><time>สร้าง: 06 ส.ค. 2555 15:25</time></dd>
<dd class="hits">นับยอด: 1234</dd></dl>
<div itemprop="articleBody">{as_blocks(text, "p")}<p>&nbsp;</p></div>
<ul class="pager pagenav"><li><a href="#">บทความที่เกี่ยวข้อง</a></li></ul></div></main>
<div id="aside"><div class="moduletable"><h3>เมนูหลัก</h3><p>บทความที่เกี่ยวข้อง</p></div></div></div>
</div></div><footer class="footer"><p>ลิขสิทธิ์</p></footer></body></html>"""


def as_docx(text: str) -> bytes:
    """A Word form: each line a paragraph, rows in tables of two columns."""
    parts, rows = [], []
    for line in [*text.split("\n"), ""]:
        if line.startswith("\t"):
            rows[-1][-1] += f"\n{line[1:]}"
        elif "\t" in line:
            rows.append(line.split("\t"))
        else:
            parts += [word_table(rows)] if rows else []
            parts += [word_paragraph(line)] if line else []
            rows = []
    return docx("".join(parts))


def word_table(rows: list[list[str]]) -> str:
    cells = (
        "".join(f"<w:tc>{''.join(map(word_paragraph, cell.split(chr(10))))}</w:tc>" for cell in row)
        for row in rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def word_paragraph(text: str, properties: str = "") -> str:
    return (
        f"<w:p><w:pPr>{properties}</w:pPr><w:r>"
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def docx(
    body: str,
    *,
    others: dict[str, bytes] | None = None,
    declaration: str = "",
    types: str = "",
) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES.replace("</Types>", f"{types}</Types>"))
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr(
            "word/document.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>{declaration}'
            f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        )
        for name, content in (others or {}).items():
            package.writestr(name, content)
    return target.getvalue()


def pdf(pages: list[list[str]]) -> bytes:
    """A PDF of Latin lines, small enough to be written by hand."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    kids = []
    for lines in pages:
        stream = (
            "BT /F 12 Tf 14 TL 50 750 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        )
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {len(objects)} 0 R>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(pages)}>>"
    text, offsets = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(text))
        text += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    text += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(text)}\n%%EOF"
    )
    return text.encode("latin-1")
