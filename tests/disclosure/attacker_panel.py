"""An attacker of the panel: he solves for the households of each history behind rounded rates.

Unknown are, of each area, the households of every history (in each round: not known, not poor,
poor). He knows that the districts of a province, and the provinces of the nation, add up, that
households are whole, and what the tables of areas show. He is granted more than a reader has: that
nobody moved, to which step each rate is rounded, and, where he has this round's folder alone, what
it is taken over exactly (as he would know where all incomes are known). Who has the folders of the
rounds before too takes that as it is printed.
"""

import csv
import io
from dataclasses import dataclass, field
from itertools import pairwise, product

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from povlib.disclosure import share_step

UNKNOWN, OUT, POOR = range(3)
SMALL, THRESHOLD, MOST, SLACK = 4, 5, 10_000_000, 1e-6
BLANK = ("", "ซ่อน")
ROUNDS_OF_MEAN, BASE_STEP = 5, 10
NATION = "TH"
TRIES = 12
NEARLY = 3  # values more than five, from which on whole numbers may still decide


class Histories:
    """Which histories are in which count."""

    def __init__(self, years):
        every = np.array(list(product(range(3), repeat=len(years))))
        complete, times = (every != UNKNOWN).all(axis=1), (every == POOR).sum(axis=1)
        self.size = len(every)
        ever, chronic = complete & (times > 0), complete & (2 * times >= len(years))
        self.counts = {"ever": ever, "never": complete & (times == 0), "chronic": chronic}
        self.counts |= {"transient": ever & ~chronic, "always": complete & (times == len(years))}
        self.rates = {"ever_poor": (ever, complete), "mean_years_poor": (ever * times, complete)}
        for (at, _), (later, year) in pairwise(enumerate(years)):
            was, now = every[:, at], every[:, later]
            stayed, exited = (was == POOR) & (now == POOR), (was == POOR) & (now == OUT)
            entered, out = (was == OUT) & (now == POOR), (was == OUT) & (now == OUT)
            pair = {"stayed_poor": stayed, "exited": exited, "entered": entered}
            self.counts |= {f"{key}_{year}": which for key, which in pair.items()}
            self.counts[f"stayed_out_{year}"] = out
            self.rates[f"exit_rate_{year}"] = (exited, stayed | exited)
            self.rates[f"entry_rate_{year}"] = (entered, entered | out)
        self.rates["chronic_poor"] = (chronic, complete)
        self.rates["transient_poor"] = (ever & ~chronic, complete)
        self.rounds = {
            (year, kind): every[:, at] == POOR if kind == "poor" else every[:, at] != UNKNOWN
            for at, year in enumerate(years)
            for kind in ("known", "poor")
        }


@dataclass
class Knowledge:
    """What is known of the histories of some areas, and of those they add up to."""

    places: dict
    size: int
    entries: list = field(default_factory=list)
    low: list = field(default_factory=list)
    high: list = field(default_factory=list)

    def row(self, code, which):
        """Give the unknowns of an area, times a number for each history."""
        chosen = np.flatnonzero(which)
        at = np.concatenate([place * self.size + chosen for place in self.places[code]])
        return at, np.tile(which[chosen].astype(float), len(self.places[code]))

    def say(self, code, which, low, high):
        """Note that a count is no less and no more; counts are whole."""
        self._note(code, which, np.ceil(low - SLACK), np.floor(high + SLACK))

    def say_rate(self, code, count, base, *, low, high):
        """Note that a count is no less and no more than so much of another."""
        self._note(code, count - high * base, -np.inf, SLACK)
        self._note(code, count - low * base, -SLACK, np.inf)

    def _note(self, code, which, low, high):
        self.entries.append(self.row(code, which))
        self.low.append(low)
        self.high.append(high)

    def most(self, goal, *, is_whole=False):
        """Give the most that a sum of unknowns can be; whole numbers may give up early."""
        width = max(place for places in self.places.values() for place in places) + 1
        rows = np.repeat(np.arange(len(self.entries)), [len(at) for at, _ in self.entries])
        told = sparse.csr_array(
            (
                np.concatenate([factor for _, factor in self.entries]),
                (rows, np.concatenate([at for at, _ in self.entries])),
            ),
            shape=(len(self.entries), width * self.size),
        )
        aim = np.zeros(width * self.size)
        for (at, factor), sign in goal:
            np.add.at(aim, at, -sign * factor)
        result = milp(
            aim,
            constraints=LinearConstraint(told, self.low, self.high),
            bounds=Bounds(0, MOST),
            integrality=np.full(len(aim), int(is_whole)),
            options={"time_limit": 2.0} if is_whole else {},
        )
        if is_whole:
            bound = result.mip_dual_bound
            return (np.inf if bound is None else -bound), result.x
        assert result.status == 0, result.message
        return -result.fun, result.x


def read_rows(text):
    return {row["area_code"]: row for row in csv.DictReader(io.StringIO(text))}


def true_counts(row, histories):
    """Give the counts of an officer's row."""
    base = _whole(row["ever_poor_n"])
    told = {"ever": "ever_poor", "chronic": "chronic_poor"}
    told |= {"transient": "transient_poor", "always": "always_poor"}
    found = {name: round(float(row[key] or 0) * base) for name, key in told.items()}
    found["never"] = base - found["ever"]
    return found | {key: _whole(row[key]) for key in histories.counts if key in row}


def narrow(public, officer, *, years, editions):
    """List small counts that are known to fewer than five values.

    `editions` are the rows of the table of areas by round, as the public sees them: of the last
    round, or of those before it too.
    """
    histories, found = Histories(years), []
    provinces = [code for code in public if code.isdigit() and len(code) == 2]
    for code in provinces:
        inside = [c for c in public if len(c) == 4 and c[:2] == code]
        leaves = [*inside, *(other for other in provinces if other != code)]
        places = {leaf: [n] for n, leaf in enumerate(leaves)}
        places |= {code: list(range(len(inside))), NATION: list(range(len(leaves)))}
        known = Knowledge(places, histories.size)
        _read_rates(known, public, officer, histories, is_exact=len(editions) == 1)
        _read_areas(known, editions, histories)
        found += _narrow_of([code, *inside], known, officer, histories)
    return found


def _read_rates(known, public, officer, histories, *, is_exact):
    for code in known.places:
        for key, (count, base) in histories.rates.items():
            said = public[code].get(key, "")
            if said in BLANK:
                continue
            over = _whole(officer[code][f"{key}_n"])
            low, high = _between(said, over, key=key)
            if is_exact:
                known.say(code, base, over, over)
                known.say(code, count, low * over, high * over)
            else:
                told = _whole(public[code][f"{key}_n"])
                known.say(code, base, told - BASE_STEP / 2, told + BASE_STEP / 2)
                known.say_rate(code, count, base, low=low, high=high)


def _read_areas(known, editions, histories):
    for year, rows in editions.items():
        for code in known.places:
            for kind, key in (("known", "households_known"), ("poor", "poor_households")):
                said = rows[code][key] if code in rows else ""
                if said not in BLANK:
                    known.say(code, histories.rounds[year, kind], int(said), int(said))


def _narrow_of(codes, known, officer, histories):
    cells = [
        (code, name, count)
        for code in codes
        for name, count in true_counts(officer[code], histories).items()
        if 0 < count <= SMALL
    ]
    goals = [known.row(code, histories.counts[name].astype(int)) for code, name, _ in cells]
    low = np.array([float(count) for *_, count in cells])
    high, draw = low.copy(), np.random.default_rng(len(cells))
    for _ in range(TRIES):
        left = np.flatnonzero(_values(low, high) < THRESHOLD)
        if not len(left):
            break
        signs = draw.choice([-1.0, 1.0], len(left))
        _, found = known.most([(goals[n], sign) for n, sign in zip(left, signs, strict=True)])
        values = np.array([found[at] @ factor for at, factor in goals])
        low, high = np.minimum(low, values), np.maximum(high, values)
    left = np.flatnonzero(_values(low, high) < THRESHOLD)
    told = [(*cells[n], *_bounds(known, goals[n])) for n in left]
    return [one for one in told if _values(*np.array(one[3:])) < THRESHOLD]


def _bounds(known, goal):
    """Give the least and most of one count, in whole households where that could decide."""
    for is_whole in (False, True):
        low, high = (sign * known.most([(goal, sign)], is_whole=is_whole)[0] for sign in (-1, 1))
        if not THRESHOLD <= _values(low, high) < THRESHOLD + NEARLY:
            break
    return float(low), float(high)


def _values(low, high):
    """Count the whole numbers from the least to the most."""
    return np.floor(high + SLACK) - np.ceil(low - SLACK) + 1


def _between(said, over, *, key):
    rounds = ROUNDS_OF_MEAN if key == "mean_years_poor" else 1
    step = share_step(np.array([over / rounds]), threshold=THRESHOLD)[0]
    if said.startswith("น้อยกว่า"):
        return 0.0, float(said.split()[1])
    if said.startswith("มากกว่า"):
        return float(said.split()[1]), 1.0
    # A number is not in words, so it is a step from both ends at least.
    value, most = float(said), np.inf if key == "mean_years_poor" else 1.0
    return max(value - step / 2, min(value, step)), min(value + step / 2, max(value, most - step))


def _whole(text):
    return round(float(text)) if text else 0
