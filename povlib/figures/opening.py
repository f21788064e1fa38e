"""The opening of a page, made of its tables: a province, a district, the nation, totals."""

import re
from collections import Counter
from collections.abc import Sequence

from povlib.areas import area_label_th
from povlib.disclosure import PublicTable
from povlib.figures import words
from povlib.figures.about import About
from povlib.figures.cells import Row, number_of, only_row, read_rows, text_of
from povlib.figures.headline import headline_numbers, headline_sentence, lede
from povlib.figures.page import Opening, opening_html

__all__ = [
    "district_opening",
    "headline_html",
    "nation_opening",
    "nation_sentence",
    "opening",
    "opening_html",
    "totals_opening",
]


def opening(
    headline: PublicTable,
    districts: PublicTable,
    *,
    about: About,
    pace: PublicTable | None = None,
    kind_th: str = "รายงานผลตามเป้าหมาย",
) -> Opening:
    """Give the opening of a province's brief.

    Parameters
    ----------
    headline, districts : PublicTable
    about : About
    pace : PublicTable, optional
    kind_th : str
    """
    sentence = headline_sentence(headline, about=about, pace=pace)
    names = [text_of(row, "area_th") for row in read_rows(districts)]
    return Opening(
        kind_th=kind_th,
        place_th=f"จังหวัด{about.area_th}",
        year_th=f"ปีงบประมาณ {about.fiscal_year_be}",
        until_th=f"ข้อมูลถึง {words.day(about.as_of)}",
        headline=sentence,
        headline_html=headline_html(sentence, place=about.area_th),
        lede_html=words.html_text(lede(headline, districts, about=about), names=names),
        numbers_html=headline_numbers(headline, about=about, pace=pace),
        addressee_th=f"เรียน ผู้ว่าราชการจังหวัด{about.area_th}",
        is_demo=about.is_demo,
    )


def district_opening(headline: PublicTable, districts: PublicTable, *, about: About) -> Opening:
    """Give the opening of a district's brief.

    Parameters
    ----------
    headline, districts : PublicTable
        The district's one row; all districts of its province, the province last.
    about : About
    """
    sentence, label = headline_sentence(headline, about=about), area_label_th(about.area_code)
    said = f"{lede(headline, headline, about=about)} {_beside_province(headline, districts)}"
    return Opening(
        kind_th="รายงานผลรายอำเภอ",
        place_th=f"{label} {area_label_th(about.area_code[:2])}",
        year_th=f"ปีงบประมาณ {about.fiscal_year_be}",
        until_th=f"ข้อมูลถึง {words.day(about.as_of)}",
        headline=sentence,
        headline_html=headline_html(sentence, place=about.area_th),
        lede_html=words.html_text(said.strip(), names=(about.area_th,)),
        numbers_html=headline_numbers(headline, about=about),
        addressee_th=f"เรียน พัฒนาการ{label}",
        is_demo=about.is_demo,
    )


def nation_opening(
    provinces: PublicTable, headline: PublicTable, *, about: About, pace: PublicTable | None = None
) -> Opening:
    """Give the opening of the national overview: provinces counted by status.

    Parameters
    ----------
    provinces, headline : PublicTable
    about : About
    pace : PublicTable, optional
    """
    rows = [r for r in read_rows(provinces) if text_of(r, "level") == "province"]
    sentence = nation_sentence(rows)
    return Opening(
        kind_th="ภาพรวมประเทศ",
        place_th=f"{len(rows)} จังหวัด",
        year_th=f"ปีงบประมาณ {about.fiscal_year_be}",
        until_th=f"ข้อมูลถึง {words.day(about.as_of)}",
        headline=sentence,
        headline_html=headline_html(sentence, place=""),
        lede_html=words.html_text(_nation_lede(rows, only_row(headline))),
        numbers_html=headline_numbers(headline, about=about, pace=pace),
        addressee_th="เรียน อธิบดีกรมการพัฒนาชุมชน",
        is_demo=about.is_demo,
    )


def totals_opening(area_totals: PublicTable, *, about: About) -> Opening:
    """Give the opening of an overview of published totals (TPMAP).

    Parameters
    ----------
    area_totals : PublicTable
    about : About
    """
    rows = read_rows(area_totals)
    nation = next((r for r in rows if text_of(r, "level") == "nation"), None)
    sentence = _totals_sentence(nation)
    return Opening(
        kind_th="ภาพรวมจากยอดรวมที่เผยแพร่",
        place_th=f"{sum(text_of(r, 'level') == 'province' for r in rows)} จังหวัด",
        year_th=f"ข้อมูลปี {about.bmn_year_be}",
        until_th=area_totals.source_th,
        headline=sentence,
        headline_html=headline_html(sentence, place=""),
        lede_html=words.html_text(area_totals.note_th),
        numbers_html=_totals_numbers(nation),
        addressee_th="",
        is_demo=about.is_demo,
    )


def nation_sentence(rows: Sequence[Row]) -> str:
    """Count the provinces by status in one sentence.

    Parameters
    ----------
    rows : sequence of Row
        Provinces of the table "provinces".
    """
    states = Counter(text_of(r, "status") for r in rows if number_of(r, "targets") != 0)
    known = sum(states.values())
    if not known:
        return "ไม่มีจังหวัดใดมีครัวเรือนเป้าหมาย จึงไม่มีผลให้รายงาน"
    nb = words.NBSP
    said = [
        f"{label}{nb}{states[status]}{nb}จังหวัด"
        for status, label in (
            ("behind", "ช้ากว่าแผน"),
            ("on_track", "ตามแผน"),
            ("met", "ถึงเป้าแล้ว"),
            ("no_data", "ข้อมูลไม่ครบ"),
        )
        if states[status]
    ]
    return f"จาก{nb}{known}{nb}จังหวัดที่มีครัวเรือนเป้าหมาย {' '.join(said)}"


def headline_html(sentence: str, *, place: str) -> str:
    """Give a headline with each phrase held together, so that a line ends between phrases.

    Parameters
    ----------
    sentence : str
        Phrases are parted by spaces, and by the place's name at the start.
    place : str

    Examples
    --------
    >>> headline_html("ฉะเชิงเทราช้ากว่าแผน", place="ฉะเชิงเทรา")
    '<span class=nb>ฉะเชิงเทรา</span><span class=nb>ช้ากว่าแผน</span>'
    """
    phrases = []
    for phrase in sentence.split(" "):
        pieces = [p for p in re.split(f"({re.escape(place)})", phrase) if p] if place else [phrase]
        phrases.append("".join(_phrase(piece) for piece in pieces))
    return " ".join(phrases)


def _phrase(text: str) -> str:
    """Hold a phrase together; a long one only where the line is wide enough (class ph)."""
    if len(text) <= 24:
        return words.nb(text)
    return f"<span class=ph>{words.html_text(text)}</span>"


def _beside_province(headline: PublicTable, districts: PublicTable) -> str:
    """Set the share of the district beside that of its province, where both are shown."""
    whole = next((r for r in read_rows(districts) if text_of(r, "level") == "province"), None)
    own, all_of_it = (number_of(row, "passed_share") for row in (only_row(headline), whole))
    if own is None or all_of_it is None:
        return ""
    ours, theirs = (f"ร้อยละ{words.NBSP}{words.percent(share)}" for share in (own, all_of_it))
    return f"ครัวเรือนเป้าหมายของอำเภอผ่านแล้ว{ours} ส่วนทั้งจังหวัดผ่านแล้ว{theirs}"


def _nation_lede(rows: Sequence[Row], head: Row | None) -> str:
    passed, goal = number_of(head, "passed"), number_of(head, "goal")
    parts = []
    if passed is not None and goal:
        parts.append(
            "ทั้งประเทศมีครัวเรือนเป้าหมายผ่านเกณฑ์แล้ว "
            f"{words.count(passed)} จากที่ตั้งไว้ {words.count(goal)} ภายใน 30 กันยายน"
        )
    hidden = sum(r["status"].state == "hidden" for r in rows)
    if hidden:
        parts.append(f"อีก {hidden}{words.NBSP}จังหวัดไม่แสดงสถานะ เพราะมีจำนวนน้อยจนต้องซ่อน")
    without = [text_of(r, "area_th") for r in rows if number_of(r, "targets") == 0]
    if without:
        parts.append(f"ส่วน {len(without)} จังหวัดไม่มีครัวเรือนเป้าหมาย คือ {' '.join(without)}")
    return " ".join(parts)


def _totals_sentence(nation: Row | None) -> str:
    poor, persons = number_of(nation, "target_poor"), number_of(nation, "persons")
    share = number_of(nation, "target_poor_share")
    if poor is None or persons is None or share is None:
        return "คนจนเป้าหมายรายจังหวัด จากยอดรวมที่เผยแพร่"
    return (
        f"คนจนเป้าหมาย {words.count(poor, 'คน')} จากที่สำรวจ {words.count(persons, 'คน')} "
        f"คิดเป็นร้อยละ{words.NBSP}{words.number(share * 100, decimals=1)}"
    )


def _totals_numbers(nation: Row | None) -> str:
    blocks = []
    for key, label, unit in (
        ("households", "ครัวเรือนที่สำรวจ", "ครัวเรือน"),
        ("persons", "คนที่สำรวจ", "คน"),
        ("target_poor", "คนจนเป้าหมาย", "คน"),
    ):
        value = number_of(nation, key)
        said = words.HIDDEN if value is None else words.number(value)
        blocks.append(
            f"<div><dt>{label}</dt><dd>"
            f'<span class="num sml">{said} <small>{unit}</small></span></dd></div>'
        )
    share = number_of(nation, "target_poor_share")
    said = words.HIDDEN if share is None else words.number(share * 100, decimals=4)
    blocks.append(
        "<div><dt>สัดส่วนของประชากร</dt><dd>"
        f'<span class="num sml"><small>ร้อยละ</small> {said}</span></dd></div>'
    )
    return f'<dl class="kpis">{"".join(blocks)}</dl>'
