"""Measures of poverty and income: a registry of definitions and one call.

`poverty` gives any measure of `MEASURES` for all rows or by group, `contributions` what each group
adds to the whole, `decomposition` inequality between and within groups; `income_per_person` makes
income from the household table; `prefix_sums` and `poverty_at` answer for many lines in turn, each
by a lookup. Below means strictly less than the line; exactly on the line passes. A missing
value is never poor and never 0: the row is left out and counted. Zero and negative incomes count
as they are. Names say the unit: ``_baht``, ``_share``, ``households``, ``persons``.
"""

from povlib.measures.contributions import contributions
from povlib.measures.decomposition import decomposition
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.income import income_per_person
from povlib.measures.lines import RelativeLine
from povlib.measures.measure import Measure
from povlib.measures.poverty import poverty
from povlib.measures.prefix import PrefixSums, poverty_at, prefix_sums
from povlib.measures.registry import ALIASES, MEASURES, UNDEFINED

__all__ = [
    "ALIASES",
    "MEASURES",
    "UNDEFINED",
    "Census",
    "Measure",
    "PrefixSums",
    "RelativeLine",
    "Replicates",
    "Sample",
    "contributions",
    "decomposition",
    "income_per_person",
    "poverty",
    "poverty_at",
    "prefix_sums",
]
