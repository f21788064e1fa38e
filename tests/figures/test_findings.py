"""Titles: findings by rule, plain where the numbers do not support one."""

import pandas as pd

from povlib.figures import findings
from povlib.figures.cells import read_rows

from .conftest import FUNNEL, GROUPS, HEADLINE, district_frame, pace_frame, published


def title_of_pace(passed, **head):
    rows = read_rows(published("pace", pace_frame(passed)))
    headline = read_rows(published("headline", pd.DataFrame([HEADLINE | head])))[0]
    return findings.pace(rows, headline).replace("\u00a0", " ")


def test_nearly_caught_up_and_fell_back():
    assert title_of_pace((0, 12, 41, 57, 62, 46, 22, 34)).startswith("มีนาคมไล่เกือบทันแผน")


def test_behind_since_the_start():
    title = title_of_pace((1, 1, 1, 1, 1, 1))
    assert title == "ช้ากว่าแผนทุกเดือนตั้งแต่ต้นปี ล่าสุดห่าง 219 ครัวเรือน"


def test_ahead_since_the_start():
    assert title_of_pace((100, 50)) == "เร็วกว่าแผนทุกเดือน ล่าสุดนำอยู่ 75 ครัวเรือน"


def test_goal_reached_names_the_month():
    assert title_of_pace((200, 300)) == "ถึงเป้าหมายแล้วตั้งแต่เดือนพฤศจิกายน"


def test_no_month_yet_is_a_plain_title():
    assert title_of_pace(()) == "ผลสะสมรายเดือนเทียบกับแผน"


def test_a_hidden_month_does_not_count_as_a_month_of_falling():
    table = published("pace", pace_frame(), hidden=((4, "cumulative"), (4, "passed")))
    headline = read_rows(published("headline", pd.DataFrame([HEADLINE])))[0]
    assert "ช้าลงสองเดือนติด" in findings.pace(read_rows(table), headline)


def test_a_hidden_step_is_never_the_largest_drop():
    hidden = ((4, "reached"), (4, "not_reached"))
    rows = read_rows(published("funnel", FUNNEL, hidden=hidden))
    assert findings.largest_drop(rows) == 3


def test_groups_that_are_alike_are_not_told_apart():
    alike = GROUPS[GROUPS["kind"] == "group"].assign(passed_share=[0.42, 0.41])
    title = findings.groups(read_rows(published("groups", alike)))
    assert title == "กลุ่มพัฒนากับกลุ่มสงเคราะห์ผ่านในสัดส่วนใกล้กัน"


def title_of_districts(*passed):
    places = [(f"24{n:02d}", f"อำเภอ {n}", 100, 70, 90, p, 5000) for n, p in enumerate(passed)]
    frame = district_frame([(*p, "behind") for p in places] + [(*places[0][:5], 69, 0, "on_track")])
    rows = read_rows(published("districts", frame))
    return findings.districts(rows, target_percent=70.0).replace("\u00a0", " ")


def test_the_distance_of_the_furthest_districts_is_said_as_a_number():
    assert title_of_districts(12, 50) == "อำเภอ 0ยังห่างเป้าหมาย 58.0 จุดร้อยละ"
    assert title_of_districts(27, 29) == "อำเภอ 0กับอำเภอ 1ยังห่างเป้าหมาย 43.0 กับ 41.0 จุดร้อยละ"
    assert title_of_districts(27, 28, 29) == "สามอำเภอยังห่างเป้าหมาย 41.0–43.0 จุดร้อยละ"
    assert title_of_districts(27, 27) == "อำเภอ 0กับอำเภอ 1ยังห่างเป้าหมาย 43.0 จุดร้อยละ"
