"""Measures of poverty and income: a registry of definitions and one call.

`poverty` gives any measure of `MEASURES` for all rows or by group, `contributions` what each group
adds to the whole, `decomposition` inequality between and within groups; `income_per_person` makes
income from the household table; `prefix_sums` and `poverty_at` answer for many lines in turn, each
by a lookup. `simulate` and `cost_by_group` say what money could do, `targeting` whom a programme
reaches, `progress_to_target` what is left to do, `alkire_foster` who lacks many things at once,
`poverty_histories`, `datt_ravallion`, `growth_incidence`, `pro_poor_rates` and
`difference_in_differences` what changed, `matched_difference` how two sides of like households
differ. `povlib measures` prints what every value is.

Below means strictly less than the line; exactly on the line passes. A missing value is never poor
and never 0: the row is left out and counted. Zero and negative incomes count as they are. Names say
the unit: ``_baht``, ``_share``, ``households``, ``persons``.
"""

from povlib.measures.change import datt_ravallion, growth_incidence
from povlib.measures.contributions import contributions
from povlib.measures.decomposition import decomposition
from povlib.measures.design import Census, Replicates, Sample
from povlib.measures.did import difference_in_differences, two_way_fixed_effects
from povlib.measures.dimensions import Scheme, alkire_foster, nested_scheme
from povlib.measures.income import income_per_person
from povlib.measures.lines import RelativeLine
from povlib.measures.matched import matched_difference
from povlib.measures.measure import Measure
from povlib.measures.panels import poverty_histories
from povlib.measures.poverty import poverty
from povlib.measures.prefix import PrefixSums, poverty_at, prefix_sums
from povlib.measures.propoor import pro_poor_rates
from povlib.measures.registry import ALIASES, MEASURES, UNDEFINED
from povlib.measures.simulate import cost_by_group, simulate
from povlib.measures.targeting import targeting
from povlib.measures.targets import progress_to_target

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
    "Scheme",
    "alkire_foster",
    "contributions",
    "cost_by_group",
    "datt_ravallion",
    "decomposition",
    "difference_in_differences",
    "growth_incidence",
    "income_per_person",
    "matched_difference",
    "nested_scheme",
    "poverty",
    "poverty_at",
    "poverty_histories",
    "prefix_sums",
    "pro_poor_rates",
    "progress_to_target",
    "simulate",
    "targeting",
    "two_way_fixed_effects",
]
