"""The career handbook: its opening, a card for each occupation, and how to read its numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.cells import Row, number_of, only_row, read_rows, text_of
from povlib.figures.exact import data_html
from povlib.figures.html import demo_note
from povlib.figures.opening import headline_html
from povlib.figures.page import Opening, Part

__all__ = ["handbook_method", "handbook_opening", "occupation_cards"]

_LESSONS = 3
"""So many lessons at most stand on a card; the table has all."""


@dataclass(frozen=True)
class _Measure:
    """How a difference is worded: above, below and about zero, its unit, and the number's scale."""

    above: str
    below: str
    either: str
    unit: str
    scale: float


_MEASURES = {
    "exit_share": _Measure("ผ่านเกณฑ์มากกว่า", "ผ่านเกณฑ์น้อยกว่า", "ผ่านเกณฑ์มากหรือน้อยกว่า", "จุด", 100.0),
    "gap_baht_person_year": _Measure(
        "รายได้ที่ขาดลดลงน้อยกว่า",
        "รายได้ที่ขาดลดลงมากกว่า",
        "รายได้ที่ขาดลดลงมากหรือน้อยกว่า",
        "บาท/คน/ปี",
        1.0,
    ),
}


def handbook_opening(headline: PublicTable, *, about: About) -> Opening:
    """Give the opening of the handbook.

    Parameters
    ----------
    headline : PublicTable
        "handbook_headline".
    about : About
    """
    head = only_row(headline)
    sentence = (
        f"{words.count(number_of(head, 'occupations') or 0, 'อาชีพ')}แก้จน"
        f" เริ่มได้ด้วยทุน {words.number(number_of(head, 'cost_low_baht') or 0)}–"
        f"{words.count(number_of(head, 'cost_high_baht') or 0, 'บาท')}"
    )
    return Opening(
        kind_th="คู่มืออาชีพแก้จน",
        place_th=about.area_th,
        year_th=f"ปีงบประมาณ {about.fiscal_year_be}",
        until_th=f"ข้อมูลถึง {words.day(about.as_of)}",
        headline=sentence,
        headline_html=headline_html(sentence, place=about.area_th),
        lede_html=words.html_text(_LEDE),
        numbers_html=_numbers(head) if head else "",
        addressee_th="สำหรับทีมปฏิบัติการตำบลและครัวเรือนที่กำลังเลือกอาชีพ",
        is_demo=about.is_demo,
        demo_th="ครัวเรือน บทเรียน และผลในคู่มือนี้สร้างขึ้นเพื่อสาธิต ห้ามนำไปอ้างอิง",
    )


_LEDE = (
    "ทุนและเวลาจนมีรายได้เป็นตัวเลขตัวอย่าง ต้องตรวจกับราคาในพื้นที่ก่อนใช้"
    " ส่วนบทเรียนเป็นเรื่องที่เผยแพร่แล้ว ทั้งที่ได้ผลและที่ไม่สำเร็จ"
    " และผลของครัวเรือนเทียบกับครัวเรือนที่คล้ายกันซึ่งทำเรื่องอื่น"
)


def occupation_cards(
    occupations: PublicTable, lessons: PublicTable, needs: PublicTable, outcomes: PublicTable
) -> Part:
    """Give a card for each occupation: what it takes, its lessons, and what it goes with.

    Parameters
    ----------
    occupations, lessons, needs, outcomes : PublicTable
        "occupations", "occupation_lessons", "needs" and "occupation_outcomes".
    """
    wanted = {text_of(r, "key"): r for r in read_rows(needs) if text_of(r, "kind") == "occupation"}
    cards = "".join(
        _card(
            row,
            lessons=_of(lessons, row),
            need=wanted.get(text_of(row, "occupation")),
            outcomes=_of(outcomes, row),
        )
        for row in read_rows(occupations)
    )
    demo = demo_note(occupations)
    note = f"<p class=note>{demo}</p>" if demo else ""
    return Part("wide", occupations.name, f"<div class=cards>{cards}</div>{note}")


def handbook_method(outcomes: PublicTable, *, about: About) -> Part:
    """Say where the handbook's numbers come from, and what they do not tell.

    Parameters
    ----------
    outcomes : PublicTable
        "occupation_outcomes".
    about : About
    """
    said = (
        "ทุน เวลา ทักษะ และตลาด มาจาก params/lessons/occupations.yml ซึ่งสำนักงานแก้ได้"
        " ตัวเลขที่ยังไม่มีแหล่งยืนยันบอกไว้ว่าเป็นตัวอย่าง"
        f" ครัวเรือนที่เลือกอาชีพนับจากแผนเข็มทิศชีวิตปีงบประมาณ {about.fiscal_year_be}"
        " เฉพาะครัวเรือนเป้าหมายที่ยังไม่ผ่านเกณฑ์"
        f" {outcomes.note_th}"
        " ครัวเรือนจนที่ถูกเลือกมักมีรายได้ดีขึ้นเองอยู่แล้ว จึงไม่แสดงก่อนกับหลังโดยไม่เทียบกับใคร"
        " เมื่อเทียบหลายอาชีพพร้อมกัน ราวหนึ่งในยี่สิบจะห่างจากศูนย์โดยบังเอิญ"
    )
    return Part("text", "", f'<div class="method"><p>{words.html_text(said)}</p></div>')


def _numbers(head: Row) -> str:
    blocks = (
        ("อาชีพในคู่มือ", "occupations", "อาชีพ", f"ทุน {_plain(head, 'cost_low_baht')} บาทขึ้นไป"),
        ("มีรายได้เร็ว", "soon", "อาชีพ", "ขายได้ครั้งแรกภายใน 3 เดือน"),
        ("มีบทเรียนให้อ่าน", "with_lessons", "อาชีพ", f"รวม {_plain(head, 'lessons')} เรื่อง"),
        ("เรื่องที่ไม่สำเร็จ", "failures", "เรื่อง", "อ่านก่อนลงทุน"),
    )
    shown = "".join(
        f"<div><dt>{label}</dt><dd>"
        f'<span class="num">{_plain(head, key)} <small>{unit}</small></span>'
        f'<span class="cmp">{compared}</span></dd></div>'
        for label, key, unit, compared in blocks
    )
    return f'<dl class="kpis">{shown}</dl>'


def _plain(head: Row, key: str) -> str:
    text = words.number(number_of(head, key) or 0)
    return data_html(text, head[key], table="handbook_headline")


def _of(table: PublicTable, occupation: Row) -> list[Row]:
    key = text_of(occupation, "occupation")
    return [row for row in read_rows(table) if text_of(row, "occupation") == key]


def _card(row: Row, *, lessons: Sequence[Row], need: Row | None, outcomes: Sequence[Row]) -> str:
    facts: Mapping[str, str] = {
        "ทุนเริ่มต้น": f"{_number(row, 'cost_baht')} บาท {_doubt(row)}",
        "มีรายได้ใน": f"{_number(row, 'months_to_income')} เดือน {_doubt(row)}",
        "ทักษะ": words.html_text(text_of(row, "skills_th")),
        "ตลาด": words.html_text(text_of(row, "market_th")),
        "ผู้เลือกทำ": _chosen(need),
        "ผลที่พบ": _outcome(outcomes),
        "บทเรียน": _lessons(lessons),
    }
    shown = "".join(f"<div><dt>{label}</dt><dd>{said}</dd></div>" for label, said in facts.items())
    name = words.html_text(text_of(row, "label_th"))
    return f'<article class="card whole"><h3>{name}</h3><dl>{shown}</dl></article>'


def _number(row: Row, key: str) -> str:
    text = words.number(number_of(row, key) or 0)
    return data_html(text, row[key], table="occupations")


def _doubt(row: Row) -> str:
    return f"<small>({escape(text_of(row, 'confidence_th'))})</small>"


def _chosen(need: Row | None) -> str:
    if need is None or need["targets"].state == "missing":
        return "ไม่มีข้อมูลแผน"
    if need["targets"].value is None:
        return words.HIDDEN
    if not number_of(need, "targets"):
        return "ยังไม่มีครัวเรือนใดมีอาชีพนี้ในแผน"
    said = data_html(words.number(float(need["targets"].value)), need["targets"], table="needs")
    return f"<span class=nb>{said} ครัวเรือน</span>ที่ยังไม่ผ่านเกณฑ์มีอาชีพนี้ในแผน"


def _outcome(outcomes: Sequence[Row]) -> str:
    """Say what the occupation goes with, or why that is withheld; never before against after."""
    shown = [row for row in outcomes if row["difference"].value is not None]
    if not shown:
        reasons = dict.fromkeys(text_of(row, "reason_th") for row in outcomes)
        said = " ".join(words.html_text(one) for one in reasons if one)
        return f"ยังไม่แสดง {said}".strip()
    return "<br>".join(map(_difference, shown))


def _difference(row: Row) -> str:
    of = _MEASURES[text_of(row, "measure")]
    middle, low, high = (number_of(row, key) or 0 for key in ("difference", "low", "high"))
    ends = f"ช่วง {_scaled(row, 'low', of)} ถึง {_scaled(row, 'high', of)}"
    used = _shown(row, "households_used", words.number(number_of(row, "households_used") or 0))
    base = f"<small>({ends} {of.unit} จากราว {used} ครัวเรือน)</small>"
    if low <= 0 <= high:
        side = of.either
        return f"ยังบอกไม่ได้ว่า{side}ครัวเรือนที่คล้ายกัน {base}"
    amount = _shown(row, "difference", words.number(abs(middle) * of.scale))
    side = of.above if middle > 0 else of.below
    said = f"สัมพันธ์กับการที่ครัวเรือน{side}ครัวเรือนที่คล้ายกัน"
    return f"{said} <b class=nb>{amount} {of.unit}</b> {base}"


def _scaled(row: Row, key: str, of: _Measure) -> str:
    value = (number_of(row, key) or 0) * of.scale
    return _shown(row, key, f"{'+' if value > 0 else ''}{words.number(value)}")


def _shown(row: Row, key: str, text: str) -> str:
    return data_html(text, row[key], table="occupation_outcomes")


def _lessons(lessons: Sequence[Row]) -> str:
    """Name some lessons: what did not work first, and no title twice."""
    if not lessons:
        return "ยังไม่มีบทเรียนที่เผยแพร่"
    ordered = sorted(lessons, key=lambda row: not text_of(row, "failure_th"))
    by_title = {text_of(row, "title"): row for row in reversed(ordered)}
    chosen = [row for row in ordered if by_title[text_of(row, "title")] is row][:_LESSONS]
    said = "<br>".join(map(_lesson, chosen))
    more = len(lessons) - len(chosen)
    return f"{said}<br><small>อีก {words.count(more, 'เรื่อง')}ใน CSV</small>" if more else said


def _lesson(row: Row) -> str:
    place = text_of(row, "province_th").removeprefix("จังหวัด")
    about = " · ".join(filter(None, ("ไม่สำเร็จ" if text_of(row, "failure_th") else "", place)))
    title = words.html_text(text_of(row, "title"))
    return f"{title} <small class=nb>({escape(about)})</small>" if about else title
