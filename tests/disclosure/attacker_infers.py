"""What an attacker infers from numbers that are worked out of counts: shares, goals, states, means.

The rules are those that pages print: the goal is 70 % of the targets rounded up, the districts' by
largest remainder; the plan is a straight line, rounded up; shares are rounded down to 0.001; a
place is judged where a quarter is measured.
"""

WINDOW = 3
MEANS = ("mean_gap_baht", "mean_income_below_baht", "cost_to_close_baht")


def is_shown(row, key):
    return row.get(key) not in (None, "")


def infer_share(note, row, key, part, *, of, universe="now"):
    if is_shown(row, key):
        share, n, whole = float(row[key]), note.cell(universe, part), note.cell(universe, of)
        note.limit([(share - 1e-9, whole), (-1, n)], at_most=0)
        note.limit([(1, n), (-share - 0.001, whole)], at_most=0)


def infer_place(note, row, area, *, here):
    """Infer from one row of an area: goal, plan, what is needed, status, means, last month."""
    passed, below = (note.cell("now", area | {"outcome": o}) for o in ("passed", "below"))
    measured = note.cell("now", area | {"is_measured": "yes"})
    infer_share(note, row, "passed_share", area | {"outcome": "passed"}, of=area)
    infer_share(note, row, "measured_share", area | {"is_measured": "yes"}, of=area)
    if is_shown(row, "data_until"):
        note.limit([(-1, measured)], at_most=-1)
    for key in MEANS:
        if is_shown(row, key) and (note.counts[below] or 0) < 5:
            note.faults.append((here.where, row["area_code"], key, "a mean of fewer than five"))
    if "goal" not in row:
        return
    goal = note.cell("goals", area, row["goal"])
    _infer_goal(note, goal, area, here=here)
    _infer_needed(note, row, goal, passed)
    plan = note.cell("plans", {"area": str(sorted(area.items()))}, row.get("plan_passed"))
    note.limit([(here.elapsed, goal), (-1, plan)], at_most=0)
    note.limit([(1, plan), (-here.elapsed, goal)], at_most=1)
    if is_shown(row, "ahead_of_plan"):
        ahead = int(row["ahead_of_plan"])
        note.limit([(1, passed), (-1, plan)], at_most=ahead)
        note.limit([(1, plan), (-1, passed)], at_most=-ahead)
    _infer_status(note, row, area, goal=goal, plan=plan)


def _infer_goal(note, goal, area, *, here):
    """Bind a goal to its targets; ten times, so that the numbers are whole."""
    targets = note.cell("now", area)
    low, high = {True: (10, 20), False: (0, 9)}["district" in area]
    high = high if area else 9 * len(here.with_targets)
    note.limit([(7, targets), (-10, goal)], at_most=low)
    note.limit([(10, goal), (-7, targets)], at_most=high)


def _infer_needed(note, row, goal, passed):
    needed = row.get("needed")
    if not needed and is_shown(row, "required_per_month") and is_shown(row, "months_left"):
        needed = round(float(row["required_per_month"]) * float(row["months_left"]))
    if needed in (None, ""):
        return
    note.limit([(1, goal), (-1, passed)], at_most=int(needed))
    if int(needed):
        note.limit([(1, passed), (-1, goal)], at_most=-int(needed))


def _infer_status(note, row, area, *, goal, plan):
    targets, passed = note.cell("now", area), note.cell("now", area | {"outcome": "passed"})
    measured, status = note.cell("now", area | {"is_measured": "yes"}), row["status"]
    if status == "met":
        note.limit([(1, goal), (-1, passed)], at_most=0)
    if status in ("on_track", "behind", "no_data"):
        note.limit([(1, passed), (-1, goal)], at_most=-1)
        is_judged = status != "no_data"
        sign = -1 if is_judged else 1
        note.limit([(sign, measured), (-sign * 0.25, targets)], at_most=0)
    if status == "on_track":
        note.limit([(1, plan), (-1, passed)], at_most=0)
    if status == "behind":
        note.limit([(1, passed), (-1, plan)], at_most=-1)


def infer_months(note, rows, months, *, here):
    """Infer from the headline's last month and best mean of months, and from the plan by month."""
    whole = months[: here.whole_months]
    head = here.headline
    if whole:
        last = {"month": f"passed|{rows[len(whole) - 1]['month']}"}
        note.read("now", here.area | last, head["last_month_passed"], where=here.where)
    if is_shown(head, "best_window_per_month") and len(whole) >= WINDOW:
        best = round(float(head["best_window_per_month"]) * WINDOW)
        for first in range(len(whole) - WINDOW + 1):
            note.limit([(1, n) for n in whole[first : first + WINDOW]], at_most=best)
    goal = note.cell("goals", here.area)
    for number, row in enumerate(rows, start=1):
        if is_shown(row, "plan_cumulative"):
            plan = int(row["plan_cumulative"])
            note.limit([(number / 12, goal)], at_most=plan)
            note.limit([(-number / 12, goal)], at_most=1 - plan)


def infer_round(note, row, *, poor, known):
    """Infer from persons: every household has one at least."""
    for key, n in (("persons", known), ("poor_persons", poor)):
        if is_shown(row, key):
            note.limit([(1, n)], at_most=int(row[key]))
            if row[key] != "0":
                note.limit([(-1, n)], at_most=-1)
    if is_shown(row, "headcount_share") and is_shown(row, "persons"):
        most = (float(row["headcount_share"]) + 0.001) * int(row["persons"])
        note.limit([(1, poor)], at_most=most)
