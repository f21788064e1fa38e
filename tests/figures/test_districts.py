"""Districts: what a reader could take for a contradiction is explained where it stands."""

from povlib import figures

from .conftest import DISTRICTS
from .states import about_of, with_districts

MET = ("2412", "แม่เปิน", 42, 29, 42, 29, 0, "met")


def shown(rows) -> tuple[str, str]:
    t, about = with_districts(rows), about_of("normal")
    figure = figures.districts(t["districts"], t["headline"], about=about)
    return figure.note, figures.district_table(t["districts"], t["headline"], about=about)


def test_a_goal_met_below_the_mark_says_how_goals_are_rounded():
    note, table = shown([MET, *DISTRICTS])
    assert "เช่น แม่เปิน 29 จาก 42" in note.replace("\u00a0", " ")
    assert "สถานะจึงอาจไม่ตรงกับขีด" in note
    assert "สถานะจึงอาจไม่ตรงกับขีด" in table


def test_where_status_and_mark_agree_nothing_is_explained():
    note, table = shown(DISTRICTS)
    assert note == ""
    assert "ปัดให้รวมกัน" not in table
