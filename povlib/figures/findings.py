"""Titles as findings: one Thai sentence each, by rule from public numbers; plain where none holds.

A rule uses the numbers that are shown, rounded as they are shown, and never a hidden one.
"""

from collections.abc import Sequence

from povlib.figures import words
from povlib.figures.cells import Row, number_of, text_of

__all__ = [
    "causes",
    "certainty",
    "closest_month",
    "district_map",
    "districts",
    "flows",
    "funnel",
    "gap_bins",
    "groups",
    "largest_drop",
    "pace",
]

_CLOSE_SHARE = 0.05
_THAI_COUNTS = ("ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า", "สิบ")


def pace(rows: Sequence[Row], head: Row | None) -> str:
    """Say how the cumulative line ran against the plan.

    Parameters
    ----------
    rows : sequence of Row
        Of the table "pace".
    head : Row or None
        Of the table "headline".
    """
    due = _gaps(rows)
    if not due or not number_of(head, "goal"):
        return "ผลสะสมรายเดือนเทียบกับแผน"
    reached = month_of_goal(rows, goal=number_of(head, "goal") or 0)
    if reached:
        return f"ถึงเป้าหมายแล้วตั้งแต่เดือน{words.month_long(reached)}"
    close = closest_month(rows)
    if close is not None:
        after = [r for r, _ in due if text_of(r, "month") > text_of(rows[close], "month")]
        fell = _in_words(len(after))
        name = words.month_long(text_of(rows[close], "month"))
        return f"{name}ไล่เกือบทันแผน แล้วกลับช้าลง{fell}เดือนติด"
    recent = _since_hidden(rows)
    is_whole = len(recent) == sum(bool(number_of(r, "is_due")) for r in rows)
    months = [text_of(r, "month") for r, _ in recent]
    return _run_of_gaps([gap for _, gap in recent], months, is_whole=is_whole)


def month_of_goal(rows: Sequence[Row], *, goal: float) -> str:
    """Give the month in which the goal was reached, "" where it was not or cannot be known.

    Parameters
    ----------
    rows : sequence of Row
        Of the table "pace". Where the month before is hidden it may have been that one.
    goal : float
    """
    before: float | None = 0
    for row in rows:
        done = number_of(row, "cumulative")
        if number_of(row, "is_due") and (done or 0) >= goal:
            return "" if before is None else text_of(row, "month")
        before = done
    return ""


def closest_month(rows: Sequence[Row]) -> int | None:
    """Give the month that nearly caught up with the plan before falling back, None without one.

    Parameters
    ----------
    rows : sequence of Row
        Of the table "pace".

    Notes
    -----
    Working rule: the gap was within 5 % of that month's plan, below it, wider before, and has grown
    in every month since, two at the least.
    """
    due = _gaps(rows)
    if len(due) < 4:
        return None
    gaps = [gap for _, gap in due]
    best = max(range(1, len(gaps)), key=lambda n: gaps[n])
    falls = all(b < a for a, b in zip(gaps[best:], gaps[best + 1 :], strict=False))
    plan = number_of(due[best][0], "plan_cumulative") or 0
    is_close = gaps[best] < 0 and abs(gaps[best]) <= _CLOSE_SHARE * plan
    if len(gaps) - 1 - best < 2 or not falls or not is_close or min(gaps[:best]) >= gaps[best]:
        return None
    return list(rows).index(due[best][0])


def funnel(rows: Sequence[Row], waiting: float | None) -> str:
    """Say at which step most households stopped.

    Parameters
    ----------
    rows : sequence of Row
        Of the table "funnel".
    waiting : float or None
        Households supported and not yet measured.
    """
    drop = largest_drop(rows)
    if drop is None:
        return "จำนวนครัวเรือนที่ถึงแต่ละขั้นของสี่กระบวนการ"
    process = int(number_of(rows[drop], "process") or 0)
    if process == 4 and waiting:
        return f"{words.count(waiting)} รับการสนับสนุนแล้ว แต่ยังไม่ได้วัดรายได้"
    lost = number_of(rows[drop], "not_reached")
    if lost is None:
        return f"ครัวเรือนลดลงมากที่สุดก่อนขั้น{text_of(rows[drop], 'label_th')}"
    if process == 5:
        return f"{words.count(lost)} ยังไม่ผ่านเกณฑ์รายได้"
    return f"{words.count(lost)} ยังไม่ถึงขั้น{text_of(rows[drop], 'label_th')}"


def largest_drop(rows: Sequence[Row]) -> int | None:
    """Give the place of the step that fewest reach of the step before, None where none is shown.

    Parameters
    ----------
    rows : sequence of Row
        Of the table "funnel".
    """
    best, place = 0.0, None
    for n in range(1, len(rows)):
        before, now = number_of(rows[n - 1], "reached"), number_of(rows[n], "reached")
        if before is not None and now is not None and before - now > best:
            best, place = before - now, n
    return place


def districts(rows: Sequence[Row], *, target_percent: float | None) -> str:
    """Say how far the furthest districts are from the target.

    Parameters
    ----------
    rows : sequence of Row
        Districts, the furthest first, those without a status left out.
    target_percent : float or None
        The target as shown.
    """
    states = [text_of(row, "status") for row in rows]
    if not rows or target_percent is None:
        return "ผลรายอำเภอเทียบเป้าหมาย"
    if all(state == "met" for state in states):
        return "ทุกอำเภอที่มีข้อมูลถึงเป้าหมายแล้ว"
    behind = [row for row, state in zip(rows, states, strict=True) if state == "behind"]
    if not behind:
        return "ไม่มีอำเภอใดช้ากว่าแผน"
    if len(behind) == len(rows) and len(rows) > 1:
        return f"ทั้ง{words.NBSP}{len(rows)}{words.NBSP}อำเภอที่มีข้อมูลช้ากว่าแผน"
    return _furthest(behind, target_percent)


def district_map(direction: str) -> str:
    """Say in which direction the results fall.

    Parameters
    ----------
    direction : str
        "ตะวันออก" and the like, "" where the map shows no direction.
    """
    return f"ยิ่งไปทาง{direction} ยิ่งห่างเป้าหมาย" if direction else "ผลรายอำเภอบนแผนที่"


def gap_bins(near: float | None, *, within_baht: float) -> str:
    """Say how many measured households are close below the line.

    Parameters
    ----------
    near : float or None
        Households, None where a bin is hidden.
    within_baht : float
    """
    if not near:
        return "ระยะห่างของรายได้จากเส้นเกณฑ์"
    baht = words.number(within_baht)
    return f"{words.count(near)}ที่วัดแล้ว ขาดอีกไม่เกิน {baht} บาทก็ถึงเกณฑ์"


def causes(total: Row | None, rows: Sequence[Row], *, labels: dict[str, str]) -> str:
    """Name the obstacle in which the furthest districts differ, else the one found most.

    Parameters
    ----------
    total : Row or None
        The province's row of the table "causes".
    rows : sequence of Row
        Districts, the furthest from the target first.
    labels : dict
        Key of each ท to its Thai name.
    """
    shares = {key: number_of(total, f"{key}_share") for key in labels}
    shown = {key: share for key, share in shares.items() if share}
    if len(shown) < len(labels):
        return "สี่ ท รายอำเภอ"
    apart = _apart_in(rows[:2], shown) if len(rows) >= 4 else ""
    if apart:
        return f"สองอำเภอที่ห่างเป้าที่สุดติดที่{labels[apart]}มากกว่าทั้งจังหวัด"
    ranked = sorted(shown, key=lambda key: -shown[key])
    first, second = (words.percent(shown[key], decimals=0) for key in ranked[:2])
    if int(first) - int(second) >= 3:
        return f"{labels[ranked[0]]}เป็นปัญหาที่พบมากที่สุด ร้อยละ{words.NBSP}{first} ของครัวเรือน"
    return f"{labels[ranked[0]]}กับ{labels[ranked[1]]}เป็นปัญหาที่พบมากพอกัน"


def flows(left: float | None, came: float | None) -> str:
    """Say how many left poverty and how many came.

    Parameters
    ----------
    left, came : float or None
        Households that rose; that fell or are new.
    """
    if left is None or came is None or not (left or came):
        return "การเข้าออกใต้เส้นเกณฑ์ระหว่างสองรอบ"
    return f"พ้นเกณฑ์ไป {words.number(left)} แต่เข้ามาแทน {words.number(came)}"


def groups(rows: Sequence[Row]) -> str:
    """Compare the two groups where both are shown.

    Parameters
    ----------
    rows : sequence of Row
        Of the table "groups", kind "group".
    """
    shares = [(number_of(r, "passed_share"), text_of(r, "label_th")) for r in rows]
    shown = [(s, label) for s, label in shares if s is not None]
    if len(shown) != 2:
        return "ผลแยกตามกลุ่มและสาเหตุ"
    (high, first), (low, second) = sorted(shown, reverse=True)
    if float(words.percent(high)) - float(words.percent(low)) < 3:
        return f"{_group(first)}กับ{_group(second)}ผ่านในสัดส่วนใกล้กัน"
    high_text, low_text = (words.percent(s, decimals=0) for s in (high, low))
    return (
        f"{_group(first)}ผ่านแล้วร้อยละ{words.NBSP}{high_text} "
        f"{_group(second)}ร้อยละ{words.NBSP}{low_text}"
    )


def certainty(head: Row | None) -> str:
    """Say on which side of what is known the goal lies.

    Parameters
    ----------
    head : Row or None
        Of the table "headline".
    """
    goal, passed = number_of(head, "goal"), number_of(head, "passed")
    unmeasured = number_of(head, "unmeasured")
    if goal is None or passed is None or not goal:
        return "ผลที่รู้แล้วกับผลที่ยังไม่รู้"
    if passed >= goal:
        return "ส่วนที่รู้แน่แล้วถึงเป้าหมาย"
    if unmeasured is None:
        return "ผลที่รู้แล้วกับผลที่ยังไม่รู้"
    if passed + unmeasured < goal:
        return "แม้ส่วนที่ยังไม่รู้ผลจะผ่านทั้งหมด ก็ยังไม่ถึงเป้าหมาย"
    return "เป้าหมายอยู่ในส่วนที่ยังไม่รู้ผล"


def _gaps(rows: Sequence[Row]) -> list[tuple[Row, float]]:
    """Give the distances from the plan in the months that are due and shown."""
    found = []
    for row in rows:
        done, plan = number_of(row, "cumulative"), number_of(row, "plan_cumulative")
        if number_of(row, "is_due") and done is not None and plan is not None:
            found.append((row, done - plan))
    return found


def _since_hidden(rows: Sequence[Row]) -> list[tuple[Row, float]]:
    """Give the distances since the last hidden month: "since" says nothing across it."""
    due = [row for row in rows if number_of(row, "is_due")]
    hidden = [n for n, row in enumerate(due) if number_of(row, "cumulative") is None]
    return _gaps(due[hidden[-1] + 1 :] if hidden else due)


def _run_of_gaps(gaps: list[float], months: list[str], *, is_whole: bool) -> str:
    """Say since when the line has been on the side of the plan where it is now."""
    if not gaps:
        return "ผลสะสมรายเดือนเทียบกับแผน"
    last = gaps[-1]
    run = next((n for n, gap in enumerate(reversed(gaps)) if (gap < 0) != (last < 0)), len(gaps))
    amount = words.count(abs(last))
    if run == len(gaps) and not is_whole and last:
        return f"ล่าสุด{'ช้า' if last < 0 else 'เร็ว'}กว่าแผน {amount}"
    if last < 0 and run == len(gaps):
        return f"ช้ากว่าแผนทุกเดือนตั้งแต่ต้นปี ล่าสุดห่าง {amount}"
    since = words.month_long(months[len(gaps) - run])
    if last < 0:
        return f"ช้ากว่าแผนมาตั้งแต่{since} ล่าสุดห่าง {amount}"
    if last == 0:
        return "ทำได้เท่ากับแผนพอดี"
    if run == len(gaps):
        return f"เร็วกว่าแผนทุกเดือน ล่าสุดนำอยู่ {amount}"
    again = "กลับมา" if any(gap > 0 for gap in gaps[: len(gaps) - run]) else ""
    return f"{again}นำแผนตั้งแต่{since} ล่าสุดนำอยู่ {amount}"


def _furthest(behind: list[Row], target_percent: float) -> str:
    """Group the districts whose distances are alike, and say their distances as shown."""
    distances = [
        target_percent - float(words.percent(number_of(r, "passed_share") or 0)) for r in behind
    ]
    near = sorted((d for d in distances if d >= distances[0] - 5), reverse=True)
    names = [text_of(r, "area_th") for r in behind[: len(near)]]
    who = words.join_names(names) if len(near) <= 2 else f"{_in_words(len(near))}อำเภอ"
    if near[-1] < 0.05:
        return f"{who}ยังช้ากว่าแผน"
    ends = near if len(near) == 2 else (near[-1], near[0])
    said = list(dict.fromkeys(words.number(d, decimals=1) for d in ends))
    amount = (" กับ " if len(near) == 2 else "–").join(said).replace(" ", words.NBSP)
    return f"{who}ยังห่างเป้าหมาย{words.NBSP}{amount}{words.NBSP}จุดร้อยละ"


def _apart_in(rows: Sequence[Row], province: dict[str, float]) -> str:
    """Give the one ท that both rows have at least 15 points more often than the province."""
    for key in sorted(province, key=lambda k: -province[k]):
        shares = [number_of(row, f"{key}_share") for row in rows]
        if all(s is not None and s - province[key] >= 0.15 for s in shares):
            return key
    return ""


def _group(label: str) -> str:
    return label if label.startswith("กลุ่ม") else f"กลุ่ม{label}"


def _in_words(amount: int) -> str:
    if amount < len(_THAI_COUNTS):
        return _THAI_COUNTS[amount]
    return f"{words.NBSP}{amount}{words.NBSP}"
