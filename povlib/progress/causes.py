"""The cause that weighs most in a household, by its grades of the four ท."""

import numpy as np
import pandas as pd

__all__ = ["main_cause"]


def main_cause(grades: pd.DataFrame) -> pd.Series:
    """Name the cause with the highest grade.

    Parameters
    ----------
    grades : DataFrame
        One column a cause, grades 0-3; missing where not graded.

    Returns
    -------
    Series of str
        Name of a column; "several" where two or more share the highest grade, since nothing says
        which of them weighs more; "none" where all grades are 0 or missing.

    Examples
    --------
    >>> grades = pd.DataFrame({"skill": [3, 2, 0, None], "resource": [1, 2, 0, 1]})
    >>> main_cause(grades).tolist()
    ['skill', 'several', 'none', 'resource']
    """
    known = grades.to_numpy(dtype=float, na_value=0.0)
    known = np.where(np.isnan(known), 0.0, known)
    highest = known.max(axis=1, initial=0.0)
    leads = known == highest[:, None]
    names = np.array(grades.columns, dtype=object)[leads.argmax(axis=1)]
    one = np.where(leads.sum(axis=1) > 1, "several", names)
    return pd.Series(np.where(highest > 0, one, "none"), index=grades.index, dtype=object)
