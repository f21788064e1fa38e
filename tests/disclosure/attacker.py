"""What an attacker writes down: counts of sets of households, and the sums and limits between them.

He knows what the headings mean, which area lies in which, that counts are not negative, and the
rules that are printed on every page (goal, plan, status, shares rounded down). He uses nothing of
the package but the files of a run.
"""

from collections import defaultdict
from itertools import combinations

OUTCOMES = ("passed", "below", "unmeasured")
OCCUPATIONS = (
    "vegetables",
    "chicken",
    "duck",
    "pig",
    "cattle",
    "goat",
    "fish",
    "fishery",
    "cricket",
)
OCCUPATIONS += ("rice", "mushroom", "weaving", "sewing", "basketry", "food", "trade", "wage")
FLOWS = {
    "stayed": ("yes", "yes"),
    "rose": ("yes", "no"),
    "fell": ("no", "yes"),
    "new": ("no", "yes"),
    "lost": ("yes", "no"),
}
"""Flow to whether its households were poor in the round before and are in this one."""


class Notebook:
    """Sets of households, their counts, sums between them, limits, and what is wrong at sight."""

    def __init__(self, *, bmn_year=2556):
        self.bmn_year = bmn_year
        self.place = {}
        self.counts = []
        self.is_printed = []
        self.hidden_at = {}
        self.sums = []
        self.limits = []
        self.faults = []
        self.has_all_provinces = True

    def cell(self, universe, attributes, value=None):
        key = (universe, frozenset(self.implied(attributes).items()))
        if key not in self.place:
            self.place[key] = self.unknown()
        n = self.place[key]
        if value:
            assert self.counts[n] in (None, int(value)), (key, self.counts[n], value)
            self.counts[n] = int(value)
        return n

    def unknown(self):
        self.counts.append(None)
        self.is_printed.append(False)
        return len(self.counts) - 1

    def read(self, universe, attributes, value, *, where=""):
        """Write down a cell of a file: a number, None where hidden, "" where there is none."""
        n = self.cell(universe, attributes, value)
        self.is_printed[n] |= value is None
        if value is None:
            self.hidden_at.setdefault(n, where)
        return n

    def limit(self, terms, *, at_most):
        """Write down that a sum of (factor, cell) cannot be larger."""
        self.limits.append((tuple(terms), at_most))

    def between(self, n, *, low, high):
        self.limit([(1, n)], at_most=high)
        self.limit([(-1, n)], at_most=-low)

    def shown_elsewhere(self):
        """List cells that one file hides and another shows."""
        names = {n: key for key, n in self.place.items()}
        return [names[n] for n in self.hidden_at if self.counts[n] is not None]

    def implied(self, attributes):
        """Add what everybody knows: months and bins say who passed, a state says the outcome."""
        known = dict(attributes)
        for name in ("month", "bin"):
            if name in known:
                known["outcome"] = known[name].split("|")[0]
        if "state" in known:
            known["outcome"] = "unmeasured"
        if "outcome" in known:
            known["is_passed"] = "yes" if known["outcome"] == "passed" else "no"
            known["is_measured"] = "no" if known["outcome"] == "unmeasured" else "yes"
        if "flow" in known:
            before, now = FLOWS[known["flow"]]
            known |= {f"poor_{self.bmn_year - 1}": before, f"poor_{self.bmn_year}": now}
        return known


DOMAINS = {
    "outcome": OUTCOMES,
    "is_measured": ("yes", "no"),
    "is_passed": ("yes", "no"),
    **{f"step_{k}": ("yes", "no") for k in range(1, 5)},
    **{f"poor_{year}": ("yes", "no") for year in range(2540, 2600)},
    **{f"plans_{key}": ("yes", "no") for key in OCCUPATIONS},
}
FULL = {"region", "province", "district", *DOMAINS}
"""Attributes of which every value is printed (the region and province of a district are known)."""

OF_TARGETS = ("now", "goals")
"""Universes in which a province without a report is known to have nobody."""


def known_sums(note):
    """Bind each margin with its finer ones; what is not printed of a margin is one more unknown."""
    _add_unprinted(note)
    margins = defaultdict(list)
    for (universe, items), n in list(note.place.items()):
        margins[(universe, frozenset(name for name, _ in items))].append((dict(items), n))
    for (one, few), (other, many) in combinations(sorted(margins, key=_size), 2):
        if one != other or "up_to" in few | many:
            continue
        is_full = note.has_all_provinces or one in OF_TARGETS
        full = FULL if is_full else FULL - {"province"}
        left, right = margins[(one, few)], margins[(other, many)]
        if few < many:
            _bind(note, left, right, sorted(few), is_full=many - few <= full)
        elif not few > many and (one, few & many) not in margins:
            _bind_shared(note, left, right, sorted(few & many), full=full)


def _add_unprinted(note):
    """Write down the other values of an attribute that is printed for one value only."""
    for universe, items in list(note.place):
        cell = dict(items)
        if {"month", "bin", "state", "up_to", "flow"} & set(cell):
            continue
        for name, values in DOMAINS.items():
            implies = {"outcome"} if name in ("is_measured", "is_passed") else set()
            if name not in cell or implies & set(cell):
                continue
            told = {k for k in cell if k.startswith("is_") and "outcome" in cell}
            rest = {k: v for k, v in cell.items() if k not in told}
            for value in values:
                note.cell(universe, rest | {name: value})


def _size(margin):
    return (margin[0], len(margin[1]), sorted(margin[1]))


def _bind(note, wholes, parts, shared, *, is_full):
    found = defaultdict(list)
    for cell, n in parts:
        found[tuple(cell[name] for name in shared)].append(n)
    for cell, n in wholes:
        inside = found.get(tuple(cell[name] for name in shared))
        if inside is not None:
            note.sums.append(([n], inside if is_full else [*inside, note.unknown()]))


def _bind_shared(note, left, right, shared, *, full):
    """Two margins without a printed common total: equal where both are printed in full."""
    sides = defaultdict(lambda: ([], []))
    for side, cells in enumerate((left, right)):
        for cell, n in cells:
            if not set(cell) - set(shared) <= full:
                return
            sides[tuple(cell[name] for name in shared)][side].append(n)
    note.sums.extend(pair for pair in sides.values() if pair[0] and pair[1])
