"""An attacker who knows all that is shown of a tree, and the members of households, by LP."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from povlib.disclosure import TREE_COUNTS, HiddenCounts, hide_below, hide_top
from povlib.errors import DisclosureError

WIDE = 4
MOST_MEMBERS = 12


def levels_of(leaves, *, shape):
    """Add leaves (households by state: unknown, poor, not poor) up along a shape of parents.

    Persons stand beside the households: from one a household to as many as there may be.
    """
    homes = np.array(leaves, dtype=np.int64).reshape(-1, 3)
    of_one = 1 + np.arange(homes.size).reshape(homes.shape) * 5 % MOST_MEMBERS
    states = [np.hstack([homes, homes * of_one])]
    for parents in reversed(shape):
        sums = np.zeros((max(parents) + 1, 6), dtype=np.int64)
        np.add.at(sums, np.array(parents), states[0])
        states.insert(0, sums)
    return [
        pd.DataFrame(
            {
                "households": each[:, :3].sum(axis=1),
                "households_known": each[:, 1:3].sum(axis=1),
                "poor_households": each[:, 1],
                "persons": each[:, 3:].sum(axis=1),
                "persons_known": each[:, 4:].sum(axis=1),
                "poor_persons": each[:, 4],
            }
        )
        for each in states
    ]


def decide(levels, shape):
    found = [hide_top(levels[0], threshold=5)]
    for above, counts, parents in zip(levels, levels[1:], shape, strict=False):
        found.append(
            hide_below(
                counts, above=above, parents=np.array(parents), hidden=found[-1], threshold=5
            )
        )
    return found


class Attacker:
    """Variables of each area: unknown, poor, not poor households, and their persons."""

    def __init__(self, levels, shape, hidden):
        self.levels, self.hidden = levels, hidden
        self.first = np.cumsum([0, *(len(level) for level in levels)])
        self.size = 6 * int(self.first[-1])
        self.rows, self.right, self.limits = [], [], []
        for at, parents in enumerate(shape):
            for part in range(6):
                for parent in range(len(levels[at])):
                    inside = [n for n, up in enumerate(parents) if up == parent]
                    terms = [(1, self.at(at + 1, n, part)) for n in inside]
                    self.say([*terms, (-1, self.at(at, parent, part))], 0)
        for at, level in enumerate(levels):
            for n in range(len(level)):
                self.read(at, n)

    def at(self, level, n, part):
        return 6 * (int(self.first[level]) + n) + part

    def say(self, terms, right):
        row = np.zeros(self.size)
        for factor, place in terms:
            row[place] += factor
        self.rows.append(row)
        self.right.append(right)

    def read(self, at, n):
        """Write down what is shown of an area; each household has 1 to some members."""
        unknown, poor, rest = (self.at(at, n, part) for part in range(3))
        for part in range(3):
            for few, many in (((1, part), (-1, part + 3)), ((1, part + 3), (-MOST_MEMBERS, part))):
                row = np.zeros(self.size)
                for factor, place in (few, many):
                    row[self.at(at, n, place)] += factor
                self.limits.append(row)
        counts, flags = self.levels[at].iloc[n], self.hidden[at]
        if not flags.households[n]:
            self.say([(1, unknown), (1, poor), (1, rest)], counts["households"])
        if not flags.known[n]:
            self.say([(1, poor), (1, rest)], counts["households_known"])
        if not flags.poor[n]:
            self.say([(1, poor)], counts["poor_households"])
        if not (flags.known[n] or flags.poor[n]):
            self.say([(1, poor + 3)], counts["poor_persons"])
            self.say([(1, poor + 3), (1, rest + 3)], counts["persons_known"])
            if not flags.households[n]:
                several = [(1, unknown + 3), (1, poor + 3), (1, rest + 3)]
                self.say(several, counts["persons"])

    def states(self, at, n):
        households, known, poor = self.levels[at].iloc[n][list(TREE_COUNTS)]
        return [households - known, poor, known - poor]

    def bounds(self, terms):
        goal = np.zeros(self.size)
        for part, at, n in terms:
            goal[self.at(at, n, part)] = 1
        told = {"A_eq": np.array(self.rows), "b_eq": np.array(self.right, dtype=float)}
        told |= {"A_ub": np.array(self.limits), "b_ub": np.zeros(len(self.limits))}
        low, high = linprog(goal, **told), linprog(-goal, **told)
        assert low.status == 0 and high.status in (0, 3), (low.message, high.message)
        return low.fun, np.inf if high.status == 3 else -high.fun

    def narrow(self):
        """List hidden counts, printed or not, known more narrowly than 0 to 4, and small ones."""
        kinds = {"all": (0, 1, 2), "known": (1, 2), "poor": (1,), "rest": (2,), "unknown": (0,)}
        found = []
        for at, flags in enumerate(self.hidden):
            for n in range(len(flags.known)):
                states = self.states(at, n)
                printed = {
                    "all": flags.households[n],
                    "known": flags.known[n],
                    "poor": flags.poor[n],
                }
                for kind, parts in kinds.items():
                    truth = sum(states[part] for part in parts)
                    is_small = 0 < truth <= WIDE
                    if not (is_small or printed.get(kind)):
                        continue
                    low, high = self.bounds([(part, at, n) for part in parts])
                    tells = is_small and (low > 1e-6 or high < WIDE - 1e-6)
                    if tells or high - low < WIDE - 1e-6:
                        found.append((kind, at, n, truth, low, high))
        return found


@st.composite
def trees(draw):
    """Give leaves and parents of three levels below the top, with many small and empty counts."""
    shape, width = [], 1
    for most in (3, 3, 3):
        inside = [draw(st.integers(1, most)) for _ in range(width)]
        shape.append([parent for parent, size in enumerate(inside) for _ in range(size)])
        width = sum(inside)
    few = st.sampled_from([0, 0, 1, 2, 3, 4, 5, 6, 9, 20])
    leaves = [
        (draw(few), draw(few), draw(st.sampled_from([0, 1, 3, 4, 5, 8, 30]))) for _ in range(width)
    ]
    return leaves, shape


@settings(max_examples=8, deadline=None)
@given(trees())
def test_no_hidden_count_of_a_tree_is_known_more_narrowly_than_zero_to_four(tree):
    leaves, shape = tree
    levels = levels_of(leaves, shape=shape)
    assert Attacker(levels, shape, decide(levels, shape)).narrow() == []


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(trees())
def test_nor_of_a_hundred_trees(tree):
    leaves, shape = tree
    levels = levels_of(leaves, shape=shape)
    assert Attacker(levels, shape, decide(levels, shape)).narrow() == []


SHAPE = [[0, 0, 0]]
LEAVES = [(0, 2, 18), (0, 15, 5), (0, 10, 20)]


def attacked(leaves, shape, **shown):
    """Let the attacker read a tree in which more is shown than was decided."""
    levels = levels_of(leaves, shape=shape)
    hidden = decide(levels, shape)
    for name, place in shown.items():
        getattr(hidden[-1], name)[place] = False
    return Attacker(levels, shape, hidden).narrow()


def test_the_attacker_finds_a_small_count_whose_partner_is_shown():
    assert attacked(LEAVES, SHAPE) == []
    assert ("poor", 1, 0, 2, 2.0, 2.0) in attacked(LEAVES, SHAPE, poor=1)


def test_the_attacker_finds_what_a_shown_total_says_of_those_without_an_income():
    leaves = [(2, 20, 20), (7, 20, 20), (9, 20, 20)]
    assert attacked(leaves, SHAPE) == []
    assert ("unknown", 1, 0, 2, 2.0, 2.0) in attacked(leaves, SHAPE, households=1)


def test_known_is_hidden_too_where_the_rests_of_all_areas_are_not_enough():
    levels = levels_of([(0, 2, 6), (0, 18, 0)], shape=[[0, 0]])
    found = decide(levels, [[0, 0]])[-1]
    assert found.known.tolist() == [True, True]
    assert Attacker(levels, [[0, 0]], [decide(levels, [[0, 0]])[0], found]).narrow() == []


def test_a_level_is_decided_alike_with_and_without_the_levels_below():
    shape = [[0, 0], [0, 0, 1], [0, 1, 2, 2]]
    levels = levels_of([(0, 9, 9), (0, 3, 30), (1, 4, 4), (0, 1, 6)], shape=shape)
    few, all_levels = decide(levels[:3], shape[:2]), decide(levels, shape)
    for one, other in zip(few, all_levels, strict=False):
        assert one.poor.tolist() == other.poor.tolist()
        assert one.households.tolist() == other.households.tolist()


def test_an_area_that_is_all_of_its_parent_is_hidden_as_it_is():
    shape = [[0, 0], [0, 1]]
    levels = levels_of([(0, 2, 30), (0, 30, 30)], shape=shape)
    found = decide(levels, shape)
    assert found[1].poor.tolist() == found[2].poor.tolist() == [True, True]


def test_what_other_tables_hide_is_hidden_with_all_that_it_takes():
    levels = levels_of([(9, 20, 20), (9, 20, 20), (9, 20, 20)], shape=SHAPE)
    one = np.array([False, True, False])
    found = hide_below(
        levels[1],
        above=levels[0],
        parents=np.zeros(3, dtype=int),
        hidden=hide_top(levels[0], threshold=5),
        threshold=5,
        also=HiddenCounts(one, ~one & one, one),
    )
    assert found.poor[1] and found.households[1] and not found.known.any()
    assert found.poor.sum() == found.households.sum() == 2
    top = hide_top(levels[0], threshold=5)
    assert Attacker(levels, SHAPE, [top, found]).narrow() == []


def test_a_small_sum_that_is_shown_already_is_refused():
    shape = [[0, 0, 0]]
    levels = levels_of([(0, 0, 40), (0, 2, 40), (0, 1, 40)], shape=shape)
    nothing = np.zeros(1, dtype=bool)
    with pytest.raises(DisclosureError, match="must be enough"):
        hide_below(
            levels[1],
            above=levels[0],
            parents=np.zeros(3, dtype=int),
            hidden=HiddenCounts(nothing, nothing, nothing),
            threshold=5,
        )


def test_an_area_that_is_not_the_sum_of_its_parts_is_refused():
    levels = levels_of(LEAVES, shape=SHAPE)
    wrong = levels[1].assign(poor_households=[2, 15, 11])
    with pytest.raises(DisclosureError, match="sum of the areas below"):
        hide_below(
            wrong,
            above=levels[0],
            parents=np.zeros(3, dtype=int),
            hidden=hide_top(levels[0], threshold=5),
            threshold=5,
        )
