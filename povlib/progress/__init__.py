"""progress: where target households stand as of a date, and what is left to do.

Pure functions on typed frames; the date and the policy values are arguments. Names: `*_of` decides
for one place or row, the others give a frame with one row a household, a month, or a history.
"""

from povlib.progress.attainment import OUTCOMES, attainment, next_round, used_followups
from povlib.progress.causes import main_cause
from povlib.progress.funnel import PROCESSES, reached, skipped
from povlib.progress.gaps import Bins, Gap, bin_of, bins_around, gap_below
from povlib.progress.goal import goal_of, plan_of, split_by_largest_remainder
from povlib.progress.indicators import indicator_shares
from povlib.progress.months import (
    elapsed_share,
    fiscal_months,
    month_of,
    months_left,
    same_day_a_year_before,
)
from povlib.progress.pace import (
    Outlook,
    best_window,
    outlook,
    pace_by_month,
    required_per_month,
)
from povlib.progress.panel import (
    FLOWS,
    Panel,
    add_round,
    count_panel,
    flow_of,
    follow_round,
    places_in_round,
    round_totals,
)
from povlib.progress.status import STATUSES, floor_share, status_of

__all__ = [
    "FLOWS",
    "OUTCOMES",
    "PROCESSES",
    "STATUSES",
    "Bins",
    "Gap",
    "Outlook",
    "Panel",
    "add_round",
    "attainment",
    "best_window",
    "bin_of",
    "bins_around",
    "count_panel",
    "elapsed_share",
    "fiscal_months",
    "flow_of",
    "follow_round",
    "floor_share",
    "gap_below",
    "goal_of",
    "indicator_shares",
    "main_cause",
    "month_of",
    "months_left",
    "next_round",
    "outlook",
    "pace_by_month",
    "places_in_round",
    "plan_of",
    "reached",
    "required_per_month",
    "round_totals",
    "same_day_a_year_before",
    "skipped",
    "split_by_largest_remainder",
    "status_of",
    "used_followups",
]
