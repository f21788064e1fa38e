"""Which lessons a lesson's page points to."""

from povlib.reports.catalogue.near import near_lessons
from tests.reports.catalogue.made_up import entry, many


def test_a_shared_occupation_is_nearer_than_a_shared_theme_and_a_place_nearer_still():
    entries = [
        entry(0, "ก", themes=["careers"], occupations=["mushroom"]),
        entry(1, "ข", themes=["careers"], district="9001"),
        entry(2, "ค", occupations=["mushroom"], district="9001"),
        entry(3, "ง", themes=["careers"], occupations=["mushroom"], district="9001"),
        entry(4, "จ", themes=["careers"], occupations=["mushroom"]),
    ]
    assert near_lessons(entries)[0] == (4, 3, 2, 1)


def test_a_shared_place_alone_brings_no_lesson_near():
    assert near_lessons([entry(0, "ก", themes=["visits"]), entry(1, "ข")]) == ((), ())


def test_equally_near_lessons_come_in_the_order_of_the_catalogue():
    entries = [entry(n, "ก", themes=["visits"], district=None) for n in range(9)]
    assert near_lessons(entries, most=3)[4] == (0, 1, 2)


def test_a_lesson_that_nearly_repeats_another_is_near_to_none():
    entries = [entry(n, "ก", themes=["visits"], copy_of="kr-0" if n else None) for n in range(3)]
    assert near_lessons(entries) == ((), (0,), (0,))


def test_nearness_agrees_with_a_plain_count():
    entries = many(60)

    def shared(a, b):
        same = [{*x} & {*y} for x, y in ((a.occupations, b.occupations), (a.themes, b.themes))]
        if a is b or not any(same):
            return 0
        places = 2 * (a.district_th == b.district_th) + (a.province_th == b.province_th)
        return 3 * len(same[0]) + 2 * len(same[1]) + places

    for a, near in zip(entries, near_lessons(entries), strict=True):
        wanted = sorted(range(60), key=lambda n: (-shared(a, entries[n]), n))[:5]  # noqa: B023
        assert near == tuple(n for n in wanted if shared(a, entries[n]))


def test_no_lesson_and_one_lesson_have_none_near():
    assert near_lessons([]) == ()
    assert near_lessons([entry(0, "ก", themes=["visits"])]) == ((),)
