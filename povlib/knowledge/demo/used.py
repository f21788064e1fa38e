"""Decides which districts used which lessons: some widely, so that an outcome can be looked at."""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from povlib.knowledge.demo.steps import Made
from povlib.knowledge.demo.texts import read_common
from povlib.knowledge.uses import Use
from povlib.thai import fiscal_year_first_day

__all__ = ["plan_uses"]

_LESSONS, _RARE = 12, 3
"""So many lessons are used, every third of them rarely."""
_PROVINCES, _OF_PROVINCE = 8, 3
_FIRST_DAY, _LAST_DAY = 70, 150
"""Days of the fiscal year in which work by a lesson began."""


def plan_uses(
    made: Sequence[Made], *, districts: Sequence[str], fiscal_year_be: int, seed: int
) -> tuple[Use, ...]:
    """Plan the uses of a fiscal year, in the order of their days.

    Parameters
    ----------
    made : sequence of Made
    districts : sequence of str
        Those with targets.
    fiscal_year_be : int
    seed : int

    Notes
    -----
    A popular lesson is used in up to three districts of each of eight provinces, never in half of a
    province's, so that others are left to compare with; a rare one in two to four districts.
    """
    draw = random.Random(f"{seed}:uses")
    first = fiscal_year_first_day(fiscal_year_be)
    ready = _ready(made, first + timedelta(days=_FIRST_DAY))
    uses: list[Use] = []
    for at, one in enumerate(_unlike(ready, draw)):
        places = _places(one, districts, draw)
        chosen = places[: draw.randint(2, 4)] if at % _RARE == _RARE - 1 else places
        uses += _uses(one, chosen, first, fiscal_year_be, draw)
    return tuple(sorted(uses, key=lambda use: (use.used_on, use.district_code, use.lesson_id)))


def _ready(made: Sequence[Made], before: date) -> list[Made]:
    """Choose published lessons of success that were there before the first use."""
    return [
        one
        for one in made
        if one.lesson.status == "published"
        and not one.entry.theme.is_failure
        and one.entry.kind != "not_due"
        and one.steps[-1].recorded_at < before.isoformat()
    ]


def _unlike(ready: Sequence[Made], draw: random.Random) -> list[Made]:
    """Draw lessons of different themes."""
    mixed = draw.sample(ready, len(ready))
    by_theme = {one.entry.theme.key: one for one in mixed}
    return [*by_theme.values()][:_LESSONS]


def _places(one: Made, districts: Sequence[str], draw: random.Random) -> list[str]:
    """Draw districts of several provinces, that of the lesson first, but not its own district."""
    own = one.entry.district_code
    others = sorted({code[:2] for code in districts} - {own[:2]})
    provinces = [own[:2], *draw.sample(others, min(len(others), _PROVINCES - 1))]
    found: list[str] = []
    for province in provinces:
        codes = [code for code in sorted(districts) if code[:2] == province and code != own]
        found += draw.sample(codes, min(_OF_PROVINCE, len(codes) // 2))
    return found


def _uses(
    one: Made, codes: Sequence[str], first: date, fiscal_year_be: int, draw: random.Random
) -> Iterator[Use]:
    for code in codes:
        day = first + timedelta(days=draw.randint(_FIRST_DAY, _LAST_DAY))
        plan = draw.choice(read_common().plans)
        yield Use(one.lesson.id, code, fiscal_year_be, day.isoformat(), plan)
