"""Jobs on several machines, through a dask.distributed scheduler; to callers it looks like `fleet`.

A dask worker starts one foreman beside itself, a plain process, and the foreman does each job in a
child, as `fleet` does: with a time limit, and so that a job that dies or hangs is one process to
bury. Only parameters and paths go over the network: the machines share the files.
"""

from povlib.cluster.driver import map_jobs

__all__ = ["map_jobs"]
