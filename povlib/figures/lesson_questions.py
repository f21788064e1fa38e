"""What the next forum should ask, and how the brief of lessons was made."""

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.cells import read_rows, text_of
from povlib.figures.page import Part
from povlib.figures.parts import text

__all__ = ["forum_questions", "lessons_method"]


def forum_questions(table: PublicTable, coverage: PublicTable) -> Part:
    """Give the questions for the next forum, each with the reason why it is asked.

    Parameters
    ----------
    table, coverage : PublicTable
        "questions" and "coverage", which names the districts.

    Returns
    -------
    Part
        One sentence where nothing is missing.
    """
    rows = read_rows(table, needs=("question_th", "why_th"))
    districts = read_rows(coverage)
    if not districts:
        return text("ปีนี้ไม่มีอำเภอที่ต้องส่งบทเรียน จังหวัดเลือกเรื่องของเวทีได้เอง")
    if not rows:
        return text("ไม่มีเรื่องใดขาดจากบทเรียนของปีนี้ เวทีครั้งหน้าใช้ทบทวนเรื่องที่อยากลองต่อได้เลย")
    names = [text_of(row, "area_th") for row in districts]
    items = "".join(
        f"<li><b>{words.html_text(text_of(row, 'question_th'), names=names)}</b>"
        f" <small>{words.html_text(text_of(row, 'why_th'), names=names)}</small></li>"
        for row in rows
    )
    return Part("wide", "", f'<ol class="todo">{items}</ol>')


def lessons_method(*, about: About) -> Part:
    """Give how lessons are counted, matched and compared, in plain words.

    Parameters
    ----------
    about : About
    """
    said = [
        f"อำเภอที่มีครัวเรือนเป้าหมายของปีงบประมาณ {about.fiscal_year_be} "
        "ควรมีบทเรียนของตนเองอย่างน้อยหนึ่งเรื่อง "
        "นับเมื่ออนุมัติหรือเผยแพร่แล้ว ตามวันที่บันทึก เผยแพร่ หรือจัดเวที",
        "เรื่องที่ถ้อยคำใกล้เคียงเรื่องก่อนหน้าเกิน 0.8 ไม่นับ บทเรียนที่ถูกถอนหรือมีฉบับใหม่แทนไม่แสดง",
        "บทเรียนย่อโดยเลือกข้อความทั้งข้อตามที่บันทึกไว้ โปรแกรมไม่เขียนใหม่",
        "หัวข้อ สาเหตุ และอาชีพของบทเรียนจัดโดยโปรแกรมจากคำในบทเรียน จึงอาจไม่ตรงทุกเรื่อง",
        "ความต้องการของจังหวัดถ่วงด้วยรายได้ที่ครัวเรือนเป้าหมายซึ่งยังไม่พ้นเกณฑ์ขาดจากเส้น",
        "ผลของบทเรียนเทียบอำเภอที่ใช้กับอำเภอที่ไม่ได้ใช้ในจังหวัดเดียวกัน เฉพาะครัวเรือนที่คล้ายกัน "
        "เป็นความสัมพันธ์ ไม่ใช่เหตุและผล",
    ]
    return Part("text", "", f'<div class="method"><p>{words.html_text(" ".join(said))}</p></div>')
