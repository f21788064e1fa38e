"""What an attacker solves for: the bounds of what is hidden, from all he has written down."""

from collections import defaultdict

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

WIDE = 4
MOST = 100_000
SLACK = 1e-6


def narrow_cells(note, *, seed):
    """List printed hidden cells whose bounds are closer than 4; extreme solutions settle most."""
    hidden = [n for n, value in enumerate(note.counts) if value is None]
    known = _equations(note, hidden) | _limits(note, hidden)
    low, high = np.full(len(hidden), np.inf), np.full(len(hidden), -np.inf)
    is_printed = np.array([note.is_printed[n] for n in hidden], dtype=bool)
    draw = np.random.default_rng(seed)
    for _ in range(60):
        narrow = np.flatnonzero(is_printed & ~(high - low >= WIDE - SLACK))
        if not len(narrow):
            return []
        goal = np.zeros(len(hidden))
        goal[narrow] = draw.choice([-1.0, 0.0, 1.0], len(narrow))
        found = _solve(goal, known)
        low, high = np.minimum(low, found), np.maximum(high, found)
    left = np.flatnonzero(is_printed & ~(high - low >= WIDE - SLACK)).tolist()
    bounds = {k: [_extreme(k, sign, known, len(hidden)) for sign in (1.0, -1.0)] for k in left}
    return [(hidden[k], *b) for k, b in bounds.items() if b[1] - b[0] < WIDE - SLACK]


def _extreme(k, sign, known, size):
    goal = np.zeros(size)
    goal[k] = sign
    return _solve(goal, known)[k]


def _solve(goal, known):
    result = linprog(goal, **known, bounds=(0, MOST), method="highs-ds")
    assert result.status == 0, result.message
    return result.x


def _equations(note, hidden):
    rows = []
    for left_side, right_side in note.sums:
        terms = [*((1.0, n) for n in left_side), *((-1.0, n) for n in right_side)]
        entries, total = _split(note, terms)
        assert entries or abs(total) < SLACK, "printed numbers contradict each other"
        rows.append((entries, -total))
    matrix, right = _matrix(rows, hidden)
    return {"A_eq": matrix, "b_eq": right}


def _limits(note, hidden):
    rows = []
    for terms, at_most in note.limits:
        entries, total = _split(note, terms)
        assert entries or total <= at_most + SLACK, ("a rule was misread", terms, at_most)
        rows.append((entries, at_most - total))
    matrix, right = _matrix(rows, hidden)
    return {"A_ub": matrix, "b_ub": right} if len(right) else {}


def _split(note, terms):
    """Part a sum into what is hidden in it and the total of what is printed."""
    row, total = defaultdict(float), 0.0
    for factor, n in terms:
        if note.counts[n] is None:
            row[n] += factor
        else:
            total += factor * note.counts[n]
    return tuple(sorted((n, factor) for n, factor in row.items() if factor)), total


def _matrix(rows, hidden):
    column = {n: k for k, n in enumerate(hidden)}
    rows = sorted({row for row in rows if row[0]})
    places = [(r, column[n], v) for r, (entries, _) in enumerate(rows) for n, v in entries]
    table = np.array(places, dtype=float).reshape(-1, 3)
    where = (table[:, 0].astype(int), table[:, 1].astype(int))
    matrix = sparse.csr_array((table[:, 2], where), shape=(len(rows), len(hidden)))
    return matrix, np.array([total for _, total in rows])
