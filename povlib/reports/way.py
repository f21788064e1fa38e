"""How reports are made: which engine, how its processes start, how many at once."""

from dataclasses import dataclass
from multiprocessing.context import BaseContext

from povlib import fleet
from povlib.engines.fork import fork_problem
from povlib.ways import DEFAULT_ENGINE, PRELOAD

__all__ = ["Way", "choose_way"]


@dataclass(frozen=True)
class Way:
    """How the reports of a run are made.

    Attributes
    ----------
    engine : str
        Name of a papermill engine that runs inside a process of its own.
    context : multiprocessing context
        How such processes start.
    workers : int
        Reports at once.
    is_forced : bool
        True makes again what has not changed.
    problem : str
        Why the engine asked for is not used; "" where it is.
    printer : str or None
        The chromium that prints each page as PDF too.
    is_interactive : bool
        True has the figures of each page drawn in the browser too.
    cluster : str
        Address of the dask scheduler whose workers make the reports; "" where this machine does.
    """

    engine: str
    context: BaseContext
    workers: int
    is_forced: bool = False
    problem: str = ""
    printer: str | None = None
    is_interactive: bool = False
    cluster: str = ""


def choose_way(
    engine: str = DEFAULT_ENGINE,
    *,
    workers: int,
    is_forced: bool = False,
    printer: str | None = None,
    is_interactive: bool = False,
    cluster: str = "",
) -> Way:
    """Choose how to make reports; where forking is not sound, fresh kernels are used.

    Parameters
    ----------
    engine : str
        "fork": one server holds the imports, and a forked child makes each report. "subprocess":
        a new process and a fresh kernel a report.
    workers : int
    is_forced : bool
    printer : str, optional
        As `pdf.find_printer` gives it.
    is_interactive : bool
    cluster : str, optional
        Each worker finds out for itself whether forking is sound there.
    """
    if cluster:
        runs_in = "povlib-shell" if engine == "fork" else "povlib-subprocess"
        context = fleet.fresh_context()
        return Way(runs_in, context, workers, is_forced, "", printer, is_interactive, cluster)
    problem = fork_problem() if engine == "fork" else ""
    if engine == "fork" and not problem:
        context, runs_in = fleet.forking_context(PRELOAD), "povlib-shell"
    else:
        context, runs_in = fleet.fresh_context(), "povlib-subprocess"
    return Way(runs_in, context, workers, is_forced, problem, printer, is_interactive)
