"""The page that a failed report leaves: what happened and what to do next."""

from html import escape

from povlib import areas
from povlib.figures import Brief, Opening, Part, Section, page
from povlib.reports.plan import NATION, Job

__all__ = ["area_name", "error_page"]


def error_page(job: Job, *, cause: str) -> str:
    """Give the page of a report that could not be made.

    Parameters
    ----------
    job : Job
    cause : str
        One line; shown as text.
    """
    place = area_name(job.area_code)
    opening = Opening(
        kind_th="ทำรายงานไม่สำเร็จ",
        place_th=place,
        year_th=f"ปีงบประมาณ {job.fiscal_year_be}",
        until_th="",
        headline=f"ยังไม่มีรายงานของ{place}",
        headline_html=escape(f"ยังไม่มีรายงานของ{place}"),
        lede_html=escape("การทำรายงานหยุดกลางทาง จึงไม่มีตัวเลขใดในหน้านี้ รายงานของจังหวัดอื่นไม่ถูกกระทบ"),
        numbers_html="",
        addressee_th="",
        is_demo=False,
    )
    sections = (
        Section("สาเหตุ", (Part("text", "", f"<p>{escape(cause)}</p>"),)),
        Section("ทำต่ออย่างไร", (Part("text", "", _next_steps(job)),)),
    )
    return page(Brief(opening, sections, "povlib"))


def area_name(area_code: str) -> str:
    """Name an area as a page's head does.

    Parameters
    ----------
    area_code : str
        District or province code, "TH", or the id of a lesson.

    Examples
    --------
    >>> area_name("24"), area_name("10"), area_name("TH"), area_name("2401")
    ('จังหวัดฉะเชิงเทรา', 'กรุงเทพมหานคร', 'ทั้งประเทศ', 'อำเภอเมืองฉะเชิงเทรา')
    """
    if area_code == NATION:
        return "ทั้งประเทศ"
    return areas.area_label_th(area_code) if area_code.isdigit() else f"บทเรียน {area_code}"


def _next_steps(job: Job) -> str:
    again = f" --province {job.area_code[:2]}" if job.area_code.isdigit() else ""
    return (
        "<p>แก้ตามสาเหตุข้างบน แล้วสั่งทำใหม่เฉพาะที่ยังไม่เสร็จ: "
        f"<code>povlib report แฟ้มรายงาน{escape(again)}</code> "
        "โน้ตบุ๊กที่หยุดกลางทางอยู่ในโฟลเดอร์เดียวกัน ชื่อ report.ipynb</p>"
    )
