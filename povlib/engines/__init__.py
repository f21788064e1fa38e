"""How a notebook's cells are run: parameters checked, then a fresh kernel or a forked child."""

import papermill  # noqa: F401 - it loads the engines below while it is imported, so it comes first

from povlib.engines.parameters import (
    check_injected,
    check_parameters,
    literals,
    read_parameters,
    read_title,
)

__all__ = [
    "check_injected",
    "check_parameters",
    "literals",
    "read_parameters",
    "read_title",
]
