"""A key that comes again is found in its own block and in all blocks before, first row named."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from povlib.data.seen import SeenKeys
from povlib.data.seenpairs import SeenPairs

BLOCKS = st.lists(st.lists(st.integers(0, 12), max_size=12), max_size=6)


@pytest.mark.parametrize("kind", [SeenKeys, SeenPairs])
@given(blocks=BLOCKS, highest=st.sampled_from([12, 12_000, 10**11 - 1]))
def test_repeats_are_those_that_a_dictionary_finds(kind, blocks, highest):
    seen, first, number = kind(), {}, 2
    for given_keys in blocks:
        # Households up to the highest id, in three years.
        keys = [(key // 3 + highest - 12) * 10_000 + 2550 + key % 3 for key in given_keys]
        rows = np.arange(number, number + len(keys))
        number += len(keys)
        expected = []
        for row, key in zip(rows.tolist(), keys, strict=True):
            if key in first:
                expected.append((row, first[key]))
            first.setdefault(key, row)
        again = seen.add(np.array(keys, np.int64), rows=rows, places=rows % 3)
        found = zip(rows[again.where].tolist(), again.first_rows.tolist(), strict=True)
        assert list(found) == expected
        assert (again.is_elsewhere == (rows[again.where] % 3 != again.first_rows % 3)).all()
