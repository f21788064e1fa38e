"""What the fork server imports before it forks: all that a report needs, and no data.

Importing this module is the preloading, so it is imported by nobody but the server. A child finds
the modules here and uses them at once. Threads do not survive a fork, so there must be none:
`THREADS` says how many the server has, the main one included.
"""

import gc
import importlib
import os
import sys
from pathlib import Path

__all__ = ["MODULES", "THREADS", "require_sound"]

MODULES = (
    "IPython.core.interactiveshell",
    "pandas",
    "papermill.translators",
    "povlib.data",
    "povlib.engines.shell",
    "povlib.figures",
    "povlib.reports.execute",
    "povlib.study",
    "pyarrow.parquet",
    "scipy.optimize",
    "xlsxwriter",
)


def require_sound() -> int:
    """Raise unless this process was forked from a server that holds all modules in one thread.

    Returns
    -------
    int
        Threads of the server.

    Raises
    ------
    RuntimeError
    """
    missing = [name for name in MODULES if name not in sys.modules]
    if missing:
        raise RuntimeError(f"the server has not preloaded {', '.join(missing)}")
    if os.getpid() == PRELOADED_IN:
        raise RuntimeError("this process preloaded for itself and was not forked")
    if THREADS != 1:
        raise RuntimeError(f"the server runs {THREADS} threads, and forking needs one")
    return THREADS


for _name in MODULES:
    importlib.import_module(_name)
# Objects that live for ever: no collection in a child touches, and so copies, their pages.
gc.collect()
gc.freeze()
PRELOADED_IN = os.getpid()
THREADS = len(list(Path("/proc/self/task").iterdir()))
