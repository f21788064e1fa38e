"""The four processes: how far each target household has come, as of a date."""

import pandas as pd

__all__ = ["PROCESSES", "reached", "skipped"]

PROCESSES = (1, 2, 3, 4)


def reached(target: pd.DataFrame, *, followup: pd.DataFrame) -> pd.DataFrame:
    """Say which processes each household has reached: at least one follow-up of that process.

    Parameters
    ----------
    target : DataFrame
        `household_id`.
    followup : DataFrame
        The follow-ups that count: `household_id`, `process` (1-4).

    Returns
    -------
    DataFrame of bool
        Index of `target`; columns `reached_1` to `reached_4`. A later process does not stand for an
        earlier one.

    Examples
    --------
    >>> homes = pd.DataFrame({"household_id": [1, 2]})
    >>> visits = pd.DataFrame({"household_id": [1, 1], "process": [1, 3]})
    >>> reached(homes, followup=visits).loc[0].tolist()
    [True, False, True, False]
    """
    return pd.DataFrame(
        {
            f"reached_{process}": target["household_id"].isin(
                followup.loc[followup["process"] == process, "household_id"]
            )
            for process in PROCESSES
        },
        index=target.index,
    )


def skipped(steps: pd.DataFrame) -> pd.Series:
    """Say which households reached a process without the one before it.

    Parameters
    ----------
    steps : DataFrame of bool
        As `reached` gives it.

    Examples
    --------
    >>> skipped(pd.DataFrame([[True, False, True, False]],
    ...     columns=["reached_1", "reached_2", "reached_3", "reached_4"])).tolist()
    [True]
    """
    jumps = [
        steps[f"reached_{process}"] & ~steps[f"reached_{process - 1}"] for process in PROCESSES[1:]
    ]
    return jumps[0] | jumps[1] | jumps[2]
