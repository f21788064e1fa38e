"""An attacker of the country's tables: he reads the CSV, adds up, and solves for what is hidden.

Of each area there are three unknowns: households without a known income, poor, not poor. He knows
which area lies in which, that counts are not negative, and every number that is printed.
"""

import csv
import io

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

WIDE, MOST, SLACK = 4, 10_000_000, 1e-6
HIDDEN = "ซ่อน"
STATES = 3
PRINTED = {"households": (0, 1, 2), "households_known": (1, 2), "poor_households": (1,)}
KINDS = PRINTED | {"rest": (2,), "unknown": (0,)}


def read_rows(text):
    """Give the counts of areas as a public file shows them, None where hidden."""
    rows = {}
    for row in csv.DictReader(io.StringIO(text)):
        shown = {key: None if row[key] == HIDDEN else int(row[key]) for key in PRINTED}
        rows[row["area_code"]] = shown
    return rows


class Attacker:
    """The unknowns of all areas, the sums between them, and what has been read."""

    def __init__(self, codes):
        self.place = {code: n for n, code in enumerate(sorted(codes))}
        self.entries, self.right = [], []
        for code in codes:
            inside = [c for c in codes if c != code and _parent(c) == code]
            for state in range(STATES) if inside else ():
                terms = [(1.0, self.at(c, state)) for c in inside]
                self.say([*terms, (-1.0, self.at(code, state))], 0)

    def at(self, code, state):
        return STATES * self.place[code] + state

    def say(self, terms, total):
        row = len(self.right)
        self.entries += [(row, place, factor) for factor, place in terms]
        self.right.append(float(total))

    def read(self, code, kind, count):
        if count is not None:
            self.say([(1.0, self.at(code, state)) for state in KINDS[kind]], count)

    def narrow(self, wanted, *, seed=1):
        """List what is known more narrowly than it may be.

        `wanted` holds (code, kind, truth): a small truth must reach 0 and 4, another a range of 4.
        """
        cells = [[self.at(code, state) for state in KINDS[kind]] for code, kind, _ in wanted]
        truth = np.array([one[2] for one in wanted], dtype=float)
        low, high = truth.copy(), truth.copy()
        known, draw = self._known(), np.random.default_rng(seed)
        for _ in range(40):
            left = np.flatnonzero(~_is_wide(truth, low, high))
            if not len(left):
                return []
            goal = np.zeros(STATES * len(self.place))
            for n in left:
                goal[cells[n]] += draw.choice([-1.0, 1.0])
            found = _solve(goal, known)
            values = np.array([found[cell].sum() for cell in cells])
            low, high = np.minimum(low, values), np.maximum(high, values)
        for n in np.flatnonzero(~_is_wide(truth, low, high)):
            for sign in (1.0, -1.0):
                goal = np.zeros(STATES * len(self.place))
                goal[cells[n]] = sign
                value = _solve(goal, known)[cells[n]].sum()
                low[n], high[n] = min(low[n], value), max(high[n], value)
        narrow = np.flatnonzero(~_is_wide(truth, low, high))
        return [(*wanted[n], float(low[n]), float(high[n])) for n in narrow]

    def _known(self):
        table = np.array(self.entries)
        where = (table[:, 0].astype(int), table[:, 1].astype(int))
        shape = (len(self.right), STATES * len(self.place))
        return {
            "A_eq": sparse.csr_array((table[:, 2], where), shape=shape),
            "b_eq": np.array(self.right),
        }


def wanted_of(shown, truth):
    """List the hidden counts of a file, and the small rests that it does not print."""
    wanted = []
    for code, row in truth.items():
        known, poor = row["households_known"], row["poor_households"]
        counts = row | {"rest": known - poor, "unknown": row["households"] - known}
        for kind, count in counts.items():
            is_hidden = kind in PRINTED and shown[code][kind] is None
            if is_hidden or 0 < count <= WIDE:
                wanted.append((code, kind, count))
    return wanted


def _parent(code):
    return None if code == "TH" else code[:-2] or "TH"


def _is_wide(truth, low, high):
    is_small = (truth > 0) & (truth <= WIDE)
    reaches = (low <= SLACK) & (high >= WIDE - SLACK)
    return np.where(is_small, reaches, high - low >= WIDE - SLACK)


def _solve(goal, known):
    result = linprog(goal, **known, bounds=(0, MOST), method="highs-ds")
    assert result.status == 0, result.message
    return result.x
