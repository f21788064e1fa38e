"""The opening of a brief: headline sentence, lede, and the four headline numbers."""

from povlib.disclosure import PublicTable
from povlib.figures import findings, words
from povlib.figures.about import About
from povlib.figures.bars import bullet
from povlib.figures.cells import Row, number_of, only_row, read_rows, text_of
from povlib.figures.exact import data_html
from povlib.figures.words import NBSP

__all__ = ["headline_numbers", "headline_sentence", "lede"]


def headline_sentence(
    headline: PublicTable, *, about: About, pace: PublicTable | None = None
) -> str:
    """Say in one sentence what happened.

    Parameters
    ----------
    headline : PublicTable
    about : About
    pace : PublicTable, optional
        Gives the month in which the goal was reached.

    Returns
    -------
    str
        Plain Thai; numbers and units held together by no-break spaces.

    Notes
    -----
    Reachable: the rate needed is not above the best mean of three months so far.
    """
    head, place = only_row(headline), about.area_th
    targets, passed = number_of(head, "targets"), number_of(head, "passed")
    if targets == 0 or head is None or text_of(head, "status") == "no_targets":
        return f"ปีงบประมาณ {about.fiscal_year_be} {place}ไม่มีครัวเรือนเป้าหมาย จึงไม่มีผลให้รายงาน"
    goal = number_of(head, "goal")
    if targets is None or passed is None or goal is None:
        return f"{place}มีจำนวนที่น้อยจนต้องซ่อน จึงบอกผลเทียบเป้าหมายเป็นตัวเลขไม่ได้"
    status = text_of(head, "status")
    if status == "met":
        return _met(place, goal, passed, pace)
    if status == "no_data":
        share = words.percent(number_of(head, "measured_share") or 0)
        return f"ยังบอกไม่ได้ว่า{place}ทันหรือไม่ เพราะวัดรายได้แล้วเพียงร้อยละ{NBSP}{share} ของครัวเรือนเป้าหมาย"
    if status == "on_track":
        return _on_track(head, place, goal, passed)
    return _behind(head, place, goal, passed)


def lede(headline: PublicTable, districts: PublicTable, *, about: About) -> str:
    """Say in two or three sentences what was promised, what holds, and where it is behind.

    Parameters
    ----------
    headline, districts : PublicTable
    about : About
    """
    head = only_row(headline)
    targets, goal, passed = (number_of(head, key) for key in ("targets", "goal", "passed"))
    if not targets:
        return _nothing_to_say(head, about)
    if goal is None or passed is None:
        return (
            f"{about.area_th}มีครัวเรือนเป้าหมาย {words.count(targets)} "
            "ตัวเลขที่น้อยกว่า 5 และตัวเลขที่คู่กันถูกซ่อนไว้ เพื่อไม่ให้รู้ว่าเป็นครัวเรือนใด"
        )
    done = f"ครัวเรือนเป้าหมาย {words.count(passed)} มีรายได้ถึงเกณฑ์ จปฐ. แล้ว"
    done = done if passed else "ยังไม่มีครัวเรือนเป้าหมายใดที่วัดรายได้แล้วถึงเกณฑ์ จปฐ."
    parts = [
        f"{done} {_against_goal(passed, goal)}",
        _where_needed(number_of(head, "needed"), districts),
        _unmeasured(head),
    ]
    return " ".join(part for part in parts if part)


def headline_numbers(
    headline: PublicTable, *, about: About, pace: PublicTable | None = None
) -> str:
    """Give the four headline numbers as HTML, each with unit, bullet bar and comparison.

    Parameters
    ----------
    headline : PublicTable
    about : About
    pace : PublicTable, optional
        Gives the best month so far.
    """
    head = only_row(headline)
    if head is None or not number_of(head, "targets"):
        return ""
    parts = (
        _number_passed(head, about),
        _number_required(head, pace),
        _number_measured(head),
        _number_gap(head, about),
    )
    return f'<dl class="kpis">{"".join(parts)}</dl>'


def _met(place: str, goal: float, passed: float, pace: PublicTable | None) -> str:
    rows = read_rows(pace) if pace is not None else ()
    reached = findings.month_of_goal(rows, goal=goal)
    if not reached:
        return f"{place}ผ่านแล้ว {words.count(passed)} ครบเป้าหมาย {words.count(goal)} แล้ว"
    early = sum(text_of(r, "month") > reached for r in rows)
    tail = f" เร็วกว่าแผน {early}{NBSP}เดือน" if early else ""
    return f"{place}ถึงเป้าหมาย {words.count(goal)}แล้วตั้งแต่เดือน{words.month_long(reached)}{tail}"


def _on_track(head: Row, place: str, goal: float, passed: float) -> str:
    said = f"{place}ผ่านแล้ว {words.number(passed)} จาก {words.count(goal)} ตามแผน"
    rate = number_of(head, "required_per_month")
    if not rate or not number_of(head, "months_left"):
        return said
    return f"{said} รักษาเดือนละ{NBSP}{words.rate(rate)} ก็ถึงสิ้นกันยายน"


def _behind(head: Row, place: str, goal: float, passed: float) -> str:
    rate, best = number_of(head, "required_per_month"), number_of(head, "best_window_per_month")
    last, ahead = number_of(head, "last_month_passed"), number_of(head, "ahead_of_plan")
    if not number_of(head, "months_left"):
        return f"สิ้นปีแล้ว {place}ผ่าน {words.number(passed)} จาก {words.count(goal)} ไม่ถึงเป้าหมาย"
    if rate is None or best is None or ahead is None:
        said = f"{place}ผ่านแล้ว {words.number(passed)} จาก {words.count(goal)} ช้ากว่าแผน"
        return f"{said} ต้องได้เดือนละ{NBSP}{words.rate(rate)}{NBSP}ครัวเรือน" if rate else said
    behind = words.count(abs(ahead))
    # One month at that rate is not yet a pace, but after it nobody can say that it was never done.
    if rate > best and (last is None or last < rate):
        return _out_of_reach(head, place, goal, rate)
    if last is not None and last < rate:
        return (
            f"{place}ช้ากว่าแผน {behind} แต่ยังทันสิ้นปี "
            f"ถ้าเร่งจากเดือนล่าสุด {words.number(last)} เป็นเดือนละ{NBSP}{words.rate(rate)}"
        )
    return f"{place}ช้ากว่าแผน {behind} แต่ยังทันสิ้นปี ถ้าทำได้เดือนละ{NBSP}{words.rate(rate)}{NBSP}ครัวเรือน"


def _out_of_reach(head: Row, place: str, goal: float, rate: float) -> str:
    projected = number_of(head, "projected")
    need = f"ต้องได้ถึงเดือนละ{NBSP}{words.rate(rate)}"
    if projected is None:
        return f"{place}ช้ากว่าแผน {need}"
    reach = f"{place}จะได้ราว {words.number(projected)} จาก {words.count(goal)}"
    return f"ถ้าได้เท่าเดือนล่าสุด {reach} {need}"


def _nothing_to_say(head: Row | None, about: About) -> str:
    if head is not None and head["targets"].state == "hidden":
        return "จำนวนครัวเรือนเป้าหมายน้อยจนต้องซ่อน เพื่อไม่ให้รู้ว่าเป็นครัวเรือนใด"
    return (
        f"ทะเบียนไม่มีครัวเรือนเป้าหมายของ{about.area_th}ในปีงบประมาณ {about.fiscal_year_be} "
        f"ซึ่งทำงานกับครัวเรือนที่รายได้ต่ำกว่าเกณฑ์ใน จปฐ. {about.bmn_year_be}"
    )


def _against_goal(passed: float, goal: float) -> str:
    if passed > goal:
        return f"เกินเป้าหมายสิ้นปีซึ่งตั้งไว้ {words.count(goal)}"
    if passed == goal:
        return f"ครบตามเป้าหมายสิ้นปี {words.count(goal)}"
    return f"จากที่ตั้งไว้ {words.count(goal)} ภายใน 30{NBSP}กันยายน"


def _where_needed(needed: float | None, districts: PublicTable) -> str:
    """Say how many are still needed, and which few districts hold more than half of them."""
    if not needed:
        return ""
    rows = [r for r in read_rows(districts) if text_of(r, "level") == "district"]
    shown = [(number_of(r, "needed") or 0, text_of(r, "area_th")) for r in rows]
    shown.sort(key=lambda pair: (-pair[0], pair[1]))
    said = f"ที่ยังขาดอีก {words.count(needed)}"
    for few in (1, 2, 3):
        held = sum(n for n, _ in shown[:few])
        if held > needed / 2 and len(shown) > few:
            return f"{said} เกินครึ่งอยู่ใน{words.join_names(name for _, name in shown[:few])}"
    return f"ยังขาดอีก {words.count(needed)}"


def _unmeasured(head: Row | None) -> str:
    supported = number_of(head, "supported_unmeasured")
    if not supported:
        return ""
    return f"และมี {words.count(supported)} ที่ได้รับการสนับสนุนแล้ว แต่ยังไม่มีใครกลับไปวัดรายได้"


def _number_passed(head: Row, about: About) -> str:
    passed, goal, plan = (number_of(head, key) for key in ("passed", "goal", "plan_passed"))
    month = words.date_short(about.as_of)
    compared = [f"เป้าหมาย {_plain(head, 'goal')}"] if goal is not None else []
    compared += [words.nb(f"แผน{month} ") + _plain(head, "plan_passed")] if plan is not None else []
    bar = (
        ""
        if passed is None or not goal
        else bullet(passed / goal, fill="met", ticks=_tick(plan, goal))
    )
    return _block("ผ่านเกณฑ์รายได้แล้ว", _big(head, "passed", "ครัวเรือน"), bar, compared)


def _number_required(head: Row, pace: PublicTable | None) -> str:
    rate, last = number_of(head, "required_per_month"), number_of(head, "last_month_passed")
    best = _best_month(pace)
    most = number_of(best, "passed")
    if number_of(head, "needed") == 0:
        return _block("ต้องได้จากนี้", _said("ครบแล้ว"), "", ["ถึงเป้าหมายแล้ว"])
    if rate is None or not number_of(head, "months_left"):
        left = number_of(head, "needed")
        said = _said(words.HIDDEN if left is None else _plain(head, "needed"), "ครัวเรือน")
        return _block("ยังขาดจากเป้าหมาย", said, "", ["ไม่เหลือเดือนในปีงบประมาณ"] if left else [])
    compared = [f"เดือนล่าสุดได้ {_plain(head, 'last_month_passed')}"] if last is not None else []
    compared += [f"เคยสูงสุด {_plain(best, 'passed', table='pace')}"] if best and most else []
    scale = max(rate, most or 0, last or 0) or 1
    fill = "behind" if last is not None and last < rate else "met"
    bar = "" if last is None else bullet(last / scale, fill=fill, ticks=(rate / scale,))
    return _block(
        "ต้องได้จากนี้",
        _said(_exact(head, "required_per_month", words.rate(rate)), "ครัวเรือน/เดือน"),
        bar,
        compared,
    )


def _number_measured(head: Row) -> str:
    share, measured, targets = (
        number_of(head, key) for key in ("measured_share", "measured", "targets")
    )
    if share is None or measured is None:
        return _block("วัดรายได้แล้ว", _said(_absent(head, "measured_share")), "", [])
    shown = _exact(head, "measured_share", words.percent(share))
    said = f'<span class="num"><small>ร้อยละ</small> {shown}</span>'
    compared = f"{_plain(head, 'measured')} จาก {_count(head, 'targets')}เป้าหมาย"
    return _block("วัดรายได้แล้ว", said, bullet(share, fill="met"), [compared])


def _number_gap(head: Row, about: About) -> str:
    gap, below = number_of(head, "mean_gap_baht"), number_of(head, "below")
    income = number_of(head, "mean_income_below_baht")
    if gap is None:
        said, why = _absent(head, "mean_gap_baht"), []
        why = ["ทุกครัวเรือนที่วัดแล้วถึงเกณฑ์"] if below == 0 and number_of(head, "measured") else why
        return _block("ช่องว่างรายได้เฉลี่ย", _said("–" if why else said), "", why)
    compared = [f"{_count(head, 'below')}ที่วัดแล้ว"] if below is not None else []
    compared += [f"เฉลี่ย {_plain(head, 'mean_income_below_baht')}"] if income is not None else []
    scale = about.line_baht * 1.0667
    bar = (
        ""
        if income is None
        else bullet(income / scale, fill="behind", ticks=(about.line_baht / scale,))
    )
    return _block(
        "ช่องว่างรายได้เฉลี่ย",
        _said(_plain(head, "mean_gap_baht"), "บาท/คน/ปี"),
        bar,
        [" ".join(compared)],
    )


def _best_month(pace: PublicTable | None) -> Row | None:
    rows = read_rows(pace) if pace is not None else ()
    due = [r for r in rows if number_of(r, "is_due")]
    if any(r["passed"].state == "hidden" for r in due):
        return None
    return max(due, key=lambda r: number_of(r, "passed") or 0, default=None)


def _tick(plan: float | None, goal: float) -> tuple[float, ...]:
    return () if plan is None else (min(plan / goal, 1),)


def _big(head: Row, key: str, unit: str) -> str:
    value = number_of(head, key)
    return _said(_absent(head, key)) if value is None else _said(_plain(head, key), unit)


def _absent(head: Row, key: str) -> str:
    return words.HIDDEN if head[key].state == "hidden" else words.MISSING


def _said(number: str, unit: str = "") -> str:
    small = f" <small>{words.html_text(unit)}</small>" if unit else ""
    return f'<span class="num">{number}{small}</span>'


def _plain(row: Row, key: str, *, table: str = "headline") -> str:
    """Give a shown number as whole units, bound to its cell."""
    return _exact(row, key, words.number(number_of(row, key) or 0), table=table)


def _count(row: Row, key: str) -> str:
    return f"<span class=nb>{_plain(row, key)}{words.NBSP}ครัวเรือน</span>"


def _exact(row: Row, key: str, text: str, *, table: str = "headline") -> str:
    return data_html(text, row[key], table=table)


def _block(label: str, said: str, bar: str, compared: list[str]) -> str:
    text = " · ".join(compared)
    heading = words.html_text(label)
    return f'<div><dt>{heading}</dt><dd>{said}{bar}<span class="cmp">{text}</span></dd></div>'
