"""An attacker of the panel: he solves for the households of each history behind rounded rates.

Unknown are, of each area, the households of every history (in each round: not known, not poor,
poor). He is granted more than a reader has: what each rate is taken over exactly (as he would know
where nobody moved and all incomes are known) and to which step it is rounded.
"""

import csv
import io
from itertools import pairwise, product

import numpy as np
from scipy.optimize import linprog

from povlib.disclosure import share_step

UNKNOWN, OUT, POOR = range(3)
SMALL, THRESHOLD, MOST, SLACK = 4, 5, 10_000_000, 1e-6
BLANK = ("", "ซ่อน")
ROUNDS_OF_MEAN = 5


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


def narrow(public, officer, *, years):
    """List small counts that are known to fewer than five values."""
    histories, found = Histories(years), []
    for code in [code for code in public if code.isdigit() and len(code) == 2]:
        inside = [code, *(c for c in public if len(c) == 4 and c[:2] == code)]
        found += _narrow_of(inside, public, officer, histories)
    return found


def _narrow_of(codes, public, officer, histories):
    place = {code: n * histories.size for n, code in enumerate(codes)}
    width = len(codes) * histories.size

    def row_of(code, which):
        row = np.zeros(width)
        row[place[code] : place[code] + histories.size] = which
        return row

    same = np.hstack([np.eye(histories.size) * (-1 if n == 0 else 1) for n in range(len(codes))])
    equal, right = [*same], [0.0] * histories.size
    under, limits = [], []
    for code in codes:
        for key, (count, base) in histories.rates.items():
            said = public[code].get(key, "")
            if said in BLANK:
                continue
            over = _whole(officer[code][f"{key}_n"])
            low, high = _between(said, over, key=key)
            equal.append(row_of(code, base))
            right.append(float(over))
            under += [row_of(code, count), -row_of(code, count)]
            limits += [high * over, -low * over]
    known = {"A_eq": np.array(equal), "b_eq": np.array(right)}
    if under:
        known |= {"A_ub": np.array(under), "b_ub": np.array(limits) + SLACK}
    found = []
    for code in codes:
        for name, count in true_counts(officer[code], histories).items():
            if 0 < count <= SMALL:
                goal = row_of(code, histories.counts[name])
                low, high = (_solve(sign * goal, known) * sign for sign in (1, -1))
                if high - low < THRESHOLD - 1 - SLACK:
                    found.append((code, name, count, low, high))
    return found


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


def _solve(goal, known):
    result = linprog(goal, **known, bounds=(0, MOST), method="highs")
    assert result.status == 0, result.message
    return result.fun


def _whole(text):
    return round(float(text)) if text else 0
