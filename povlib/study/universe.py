"""Which counts of target households are published, and how their attributes hang together.

A count that a province's brief shows is in the nation's system too, at province and national level,
so that no national or regional total gives away what a province hides. What matters most is in the
coarsest margin (`passed` before `status` before `state`): the search hides finer cells first.
Measured is passed and below together, so it is shown or hidden as a count of its own.
"""

from povlib.study.cases import CAUSES

__all__ = [
    "CUMULATIVE",
    "HIERARCHY",
    "nation_margins",
    "previous_margins",
    "province_margins",
]

HIERARCHY = {
    "district_code": "province_code",
    "province_code": "region",
    "team": "district_code",
    "state": "status",
    "status": ("measured", "passed"),
    "passed_month": "status",
    "bin": "status",
}
"""Attribute to the one, or the two, that it determines."""

CUMULATIVE = ("passed_month",)

_STEPS = ("reached_1", "reached_2", "reached_3", "reached_4")
_BY_DISTRICT = (
    (),
    ("passed",),
    ("measured",),
    ("status",),
    ("state",),
    *((step,) for step in _STEPS),
    *((cause,) for cause in CAUSES),
    ("next_round",),
    ("matched",),
    ("skipped",),
    ("late",),
)
_BY_PROVINCE = (
    *_BY_DISTRICT,
    ("passed_month",),
    ("bin",),
    ("group",),
    *((part, *by) for part in ("group", *CAUSES) for by in (("passed",), ("status",))),
)
_BY_TEAM = ((), *((step,) for step in _STEPS))

Margins = tuple[tuple[str, ...], ...]


def nation_margins() -> Margins:
    """Give the margins of the nation's pattern: nation and province, and what regions show."""
    return (
        *_BY_PROVINCE,
        *(("province_code", *margin) for margin in _BY_PROVINCE),
        ("region",),
        ("region", "passed"),
    )


def province_margins() -> Margins:
    """Give the margins that a province's own pattern adds: districts and teams."""
    return (
        *(("province_code", *margin) for margin in _BY_DISTRICT),
        *(("district_code", *margin) for margin in _BY_DISTRICT),
        *(("team", *margin) for margin in _BY_TEAM),
    )


def previous_margins() -> Margins:
    """Give the margins of the fiscal year before, which is only compared with."""
    levels: Margins = ((), ("region",), ("province_code",))
    return tuple((*level, *margin) for level in levels for margin in ((), ("passed",)))
