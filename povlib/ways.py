"""The ways to run the cells of reports, named where nothing heavy has to be imported."""

import sys

from povlib import fleet

__all__ = ["DEFAULT_ENGINE", "ENGINES", "PRELOAD", "start_imports"]

ENGINES = ("fork", "subprocess")
DEFAULT_ENGINE = "fork" if sys.platform == "linux" else "subprocess"
PRELOAD = ("povlib.engines.preload",)


def start_imports(engine: str) -> None:
    """Start the server that forks, where the engine has one, so that it imports meanwhile.

    Parameters
    ----------
    engine : str
        One of `ENGINES`.

    Notes
    -----
    Whether forking is sound is found out later, by `povlib.reports.way.choose_way`.
    """
    if engine == "fork" and sys.platform == "linux":
        fleet.forking_context(PRELOAD)
