"""The whole country from its household rows: one province and year at a time, then added up.

`measure_nation` runs one pure job per province and makes the tables of every level from their
results: villages are the cube, larger areas come from them by adding. What was read is reconciled
with the register's manifest: a unit that is missing or short stops the run. Nothing here decides
what may be shown; the tables hold true counts.
"""

from povlib.nation.executors import EXECUTORS
from povlib.nation.model import LEVELS, NATION_CODE, WANTS, Nation
from povlib.nation.run import measure_nation

__all__ = ["EXECUTORS", "LEVELS", "NATION_CODE", "WANTS", "Nation", "measure_nation"]
