"""Pieces of a page that are not figures: text, a list of next steps, what is known, the method."""

from collections.abc import Sequence

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.cells import Row, number_of, only_row, read_rows, text_of
from povlib.figures.district_table import district_table
from povlib.figures.empty import NO_TARGETS
from povlib.figures.nation_table import province_table
from povlib.figures.page import Part

__all__ = ["all_districts", "all_provinces", "certainty_facts", "method", "text", "todo"]

Fact = tuple[str, str]


def text(sentence: str, *, names: Sequence[str] = ()) -> Part:
    """Give a paragraph as a part.

    Parameters
    ----------
    sentence : str
        Plain text; it is escaped.
    names : sequence of str
        Place names that no line end may split.
    """
    return Part("text", "", f'<p class="intro">{words.html_text(sentence, names=names)}</p>')


def all_districts(districts: PublicTable, headline: PublicTable, *, about: About) -> Part:
    """Give the table of all districts as a part.

    Parameters
    ----------
    districts, headline : PublicTable
    about : About

    Returns
    -------
    Part
        One sentence where no area has targets.
    """
    if all(number_of(row, "targets") == 0 for row in read_rows(districts)):
        return text(NO_TARGETS)
    return Part("wide", districts.name, district_table(districts, headline, about=about))


def all_provinces(provinces: PublicTable, pace_provinces: PublicTable, *, about: About) -> Part:
    """Give the table of all provinces as a part.

    Parameters
    ----------
    provinces, pace_provinces : PublicTable
    about : About
    """
    return Part("wide", provinces.name, province_table(provinces, pace_provinces, about=about))


def todo(headline: PublicTable, districts: PublicTable, *, about: About) -> Part:
    """Give what is still to be done, as concrete steps from the numbers.

    Parameters
    ----------
    headline, districts : PublicTable
    about : About
        Of a district: the steps are its own.

    Returns
    -------
    Part
        An ordered list; one sentence where nothing is left or nothing can be said.
    """
    head = only_row(headline)
    rows = [r for r in read_rows(districts) if text_of(r, "level") == "district"]
    is_own = about.level == "district"
    of_place = (
        (_still_needed(head), _close_the_gap(head), _measure_enough(head), _overdue(head))
        if is_own
        else (_largest_shortfalls(head, rows), _close_the_gap(head), _missing_reports(rows))
    )
    steps = [step for step in (_measure_again(head), *of_place) if step]
    if not steps:
        return text(_nothing_left(head, about))
    names = [text_of(r, "area_th") for r in rows]
    items = "".join(
        f"<li><b>{words.html_text(lead, names=names)}</b> {words.html_text(rest, names=names)}</li>"
        for lead, rest in steps
    )
    return Part("wide", "", f'<ol class="todo">{items}</ol>')


def certainty_facts(
    headline: PublicTable,
    districts: PublicTable,
    *,
    about: About,
    hidden: int | None = None,
) -> Part:
    """Give what the numbers cover, what is missing, the rule used, and what is hidden.

    Parameters
    ----------
    headline, districts : PublicTable
    about : About
    hidden : int, optional
        Cells hidden in all tables of the brief.
    """
    head = only_row(headline)
    rows = [r for r in read_rows(districts) if text_of(r, "level") == "district"]
    has_targets = number_of(head, "targets") != 0
    others = () if about.level == "district" else rows
    covered = (_coverage(head, others), _missing(head)) if has_targets else ()
    facts = (*covered, _rule(about), _hidden(hidden))
    names = [text_of(r, "area_th") for r in rows]
    items = "".join(
        f"<div><dt>{term}</dt><dd>{words.html_text(said, names=names)}</dd></div>"
        for term, said in facts
    )
    return Part("side", "", f'<div class="sure"><dl class="facts">{items}</dl></div>')


def method(headline: PublicTable, *, about: About) -> Part:
    """Give how the numbers were made, in plain words.

    Parameters
    ----------
    headline : PublicTable
    about : About
    """
    year = about.fiscal_year_be
    share = (
        ""
        if about.target_share is None
        else f"ร้อยละ {words.percent(about.target_share, decimals=0)}"
    )
    said = [
        f"ปีงบประมาณ {year} (1 ต.ค. {year - 1} – 30 ก.ย. {year}) ทำงานกับครัวเรือนที่ต่ำกว่าเกณฑ์ในข้อมูล "
        f"จปฐ. {about.bmn_year_be}",
        f"เป้าหมายสิ้นปี{share} เป็นค่าตั้งในแฟ้มพารามิเตอร์ แบ่งให้อำเภอด้วยวิธีเศษเหลือมากสุด",
        "แผนเป็นเส้นตรง สถานะตัดสินจากตัวเลขที่แสดง ร้อยละปัดลงเสมอ",
        *_of_level(headline, about),
        *(f"{c.label_th}: {c.definition_th}" for c in headline.columns if c.definition_th),
        "รายได้คือรายได้จากอาชีพหลัก อาชีพรอง รายได้อื่น และผลผลิตที่กินใช้เอง ก่อนหักต้นทุน หารด้วยจำนวนสมาชิก",
        "ผลนี้บอกว่าผ่านเกณฑ์กี่ครัวเรือน ไม่ได้บอกว่าโครงการทำให้ผ่าน "
        "เพราะครัวเรือนที่ถูกเลือกในปีที่รายได้ตกมักดีขึ้นเองได้ส่วนหนึ่ง",
    ]
    return Part("text", "", f'<div class="method"><p>{words.html_text(" ".join(said))}</p></div>')


def _of_level(headline: PublicTable, about: About) -> Sequence[str]:
    """Say what only the brief of a district, or only any other, has to say."""
    if about.level == "district":
        return ("ตัวเลขทุกตัวมาจากตารางเผยแพร่ของจังหวัด ตัวที่จังหวัดซ่อน อำเภอก็ซ่อน",)
    best = number_of(only_row(headline), "best_window_per_month")
    window = f" ({words.number(best, decimals=1)} ครัวเรือน/เดือน)" if best else ""
    return (
        f"“ยังทัน” หมายถึงอัตราที่ต้องได้ไม่เกินค่าเฉลี่ย {about.window_months} เดือนติดกันที่ดีที่สุด{window}",
        "จปฐ. เป็นสำมะโน จึงรายงานความครอบคลุมแทนความคลาดเคลื่อนจากการสุ่ม",
    )


def _measure_again(head: Row | None) -> Fact | None:
    waiting = number_of(head, "supported_unmeasured")
    if not waiting:
        return None
    return (
        f"กลับไปวัดรายได้ {words.count(waiting)}",
        "ที่ได้รับการสนับสนุนตามแผนแล้ว แต่ยังไม่มีใครวัดซ้ำ จนกว่าจะวัด ครัวเรือนเหล่านี้ไม่นับเป็นผ่าน",
    )


def _largest_shortfalls(head: Row | None, rows: Sequence[Row]) -> Fact | None:
    needed = number_of(head, "needed")
    known = [r for r in rows if number_of(r, "needed")]
    if not needed or not known:
        return None
    late = [r for r in known if text_of(r, "status") == "behind"]
    known = late or known
    known.sort(key=lambda r: (-(number_of(r, "needed") or 0), text_of(r, "area_th")))
    few = known[:2] if len(rows) > 2 else known[:1]
    said = [
        f"{text_of(r, 'area_th')}ขาด {words.count(number_of(r, 'needed') or 0)}" + _per_month(r)
        for r in few
    ]
    names = words.join_names(text_of(r, "area_th") for r in few)
    lead = f"เร่งที่{names}ก่อน" if len(rows) > 1 else f"เร่งที่{names}"
    return lead, f"{' และ'.join(said)} จากที่ทั้งจังหวัดยังขาด {words.count(needed)}"


def _per_month(row: Row) -> str:
    rate = number_of(row, "required_per_month")
    return f" (ต้องได้เดือนละ {words.rate(rate)})" if rate else ""


def _close_the_gap(head: Row | None) -> Fact | None:
    below, gap = number_of(head, "below"), number_of(head, "mean_gap_baht")
    cost = number_of(head, "cost_to_close_baht")
    if not below or gap is None:
        return None
    money = f" ปิดช่องว่างของทั้งกลุ่มเท่ากับรายได้เพิ่ม {words.millions(cost)}/ปี" if cost else ""
    return (
        f"{words.count(below)} ที่วัดแล้วยังไม่ถึงเกณฑ์",
        f"ขาดเฉลี่ย {words.number(gap)} บาท/คน/ปี{money}",
    )


def _still_needed(head: Row | None) -> Fact | None:
    needed = number_of(head, "needed")
    if not needed:
        return None
    lead = f"ให้ผ่านเกณฑ์เพิ่มอีก {words.count(needed)}"
    if head is None or not number_of(head, "months_left"):
        return lead, "ไม่เหลือเดือนในปีงบประมาณแล้ว ให้ติดตามต่อในปีถัดไป"
    rate = number_of(head, "required_per_month")
    pace = f" ต้องได้เดือนละ {words.rate(rate)}{words.NBSP}ครัวเรือน" if rate else ""
    return lead, f"ภายใน 30 กันยายน{pace}"


def _measure_enough(head: Row | None) -> Fact | None:
    unmeasured = number_of(head, "unmeasured")
    if text_of(head, "status") != "no_data" or not unmeasured:
        return None
    return f"วัดรายได้อีก {words.count(unmeasured)}", "ข้อมูลยังไม่พอให้สถานะของอำเภอ"


def _overdue(head: Row | None) -> Fact | None:
    late = number_of(head, "late")
    if not late:
        return None
    return (
        f"ตามงานที่เกินกำหนดของ {words.count(late)}",
        "ที่มีงานตามเข็มทิศชีวิตเลยวันที่ตั้งไว้ ทำให้เสร็จ หรือปรับแผนให้ตรงกับที่ทำได้",
    )


def _missing_reports(rows: Sequence[Row]) -> Fact | None:
    late = [r for r in rows if text_of(r, "status") == "no_data"]
    if not late:
        return None
    names = words.join_names(text_of(r, "area_th") for r in late[:3])
    more = f" และอีก {len(late) - 3} อำเภอ" if len(late) > 3 else ""
    until = [text_of(r, "data_until") for r in late[:3] if text_of(r, "data_until")]
    last = f" วัดครั้งล่าสุด {words.month(max(until), with_year=True)}" if until else ""
    return f"ขอผลวัดรายได้จาก{names}{more}", f"ข้อมูลยังไม่พอให้สถานะ{last} ต้องได้ก่อนสรุปผลรอบหน้า"


def _nothing_left(head: Row | None, about: About) -> str:
    if head is None or number_of(head, "targets") == 0:
        return f"ปีงบประมาณ {about.fiscal_year_be} ไม่มีครัวเรือนเป้าหมาย จึงไม่มีงานค้าง"
    if text_of(head, "status") == "met" and number_of(head, "supported_unmeasured") is None:
        return "ถึงเป้าหมายแล้ว งานที่เหลือคือติดตามไม่ให้ตกลงมาอีก"
    if text_of(head, "status") == "met":
        return "ถึงเป้าหมายแล้ว และไม่มีครัวเรือนที่รอวัดรายได้ งานที่เหลือคือติดตามไม่ให้ตกลงมาอีก"
    return "ตัวเลขที่แสดงได้มีน้อยเกินกว่าจะบอกงานที่เหลือ ดูรายละเอียดได้จากสำนักงานจังหวัด"


def _coverage(head: Row | None, rows: Sequence[Row]) -> Fact:
    measured, targets = number_of(head, "measured"), number_of(head, "targets")
    share = number_of(head, "measured_share")
    if measured is None or targets is None:
        return "ครอบคลุม", "จำนวนที่วัดแล้วซ่อนไว้ เพราะน้อยกว่า 5 หรือซ่อนคู่กัน"
    said = f"วัดรายได้แล้ว {words.number(measured)} จาก {words.count(targets)}"
    said += f" (ร้อยละ {words.percent(share)})" if share is not None else ""
    if not rows:
        return "ครอบคลุม", said
    known = sum(text_of(r, "status") in ("met", "on_track", "behind") for r in rows)
    return "ครอบคลุม", f"{said} ข้อมูลพอให้สถานะ {known} จาก {len(rows)} อำเภอ"


def _missing(head: Row | None) -> Fact:
    unmeasured = number_of(head, "unmeasured")
    if unmeasured == 0:
        return "ขาดหาย", "ทุกครัวเรือนเป้าหมายมีรายได้วัดซ้ำแล้ว"
    amount = "ครัวเรือนที่" if unmeasured is None else f"{words.count(unmeasured)} "
    return "ขาดหาย", f"{amount}ยังไม่มีรายได้วัดซ้ำ ไม่นับเป็นผ่านและไม่นับเป็นศูนย์"


def _rule(about: About) -> Fact:
    line = words.number(about.line_baht)
    return (
        "กฎที่ใช้",
        f"ผ่าน คือรายได้ล่าสุดที่วัดได้ไม่น้อยกว่า {line} บาท/คน/ปี (เกณฑ์ของ จปฐ. {about.bmn_year_be})",
    )


def _hidden(hidden: int | None) -> Fact:
    said = "ซ่อนช่องที่มีไม่ถึง 5 ครัวเรือนและช่องคู่ของมัน"
    if hidden is None:
        return "ปกปิด", said
    return "ปกปิด", f"{said} รวม {hidden} ช่อง" if hidden else f"{said} ฉบับนี้ไม่มีช่องที่ต้องซ่อน"
