"""Programme indicators: numerator over denominator, as reported."""

import pandas as pd

from povlib.progress.status import floor_share

__all__ = ["indicator_shares"]


def indicator_shares(kpi: pd.DataFrame) -> pd.DataFrame:
    """Give each reported indicator with its share.

    Parameters
    ----------
    kpi : DataFrame
        `area_code`, `kpi`, `numerator`, `denominator`.

    Returns
    -------
    DataFrame
        The same rows in order of indicator and area, with `share` (rounded down to 0.001; above 1
        where more was done than planned; NaN where the denominator is 0).

    Examples
    --------
    >>> rows = pd.DataFrame({"area_code": ["24"], "kpi": ["a"], "numerator": [2],
    ...     "denominator": [3]})
    >>> indicator_shares(rows)["share"].tolist()
    [0.666]
    """
    ordered = kpi.sort_values(["kpi", "area_code"], kind="stable").reset_index(drop=True)
    return ordered.assign(share=floor_share(ordered["numerator"], whole=ordered["denominator"]))
