"""Options that several commands take, so that all say them in the same words."""

from collections.abc import Callable
from pathlib import Path

import click

__all__ = ["LESSONS_IN", "PARAMS", "written_to"]

LESSONS_IN = click.option(
    "--in",
    "folder",
    default="lessons",
    show_default=True,
    type=click.Path(path_type=Path),
    help="โฟลเดอร์บทเรียน",
)
PARAMS = click.option(
    "--params",
    default="params",
    show_default=True,
    type=click.Path(path_type=Path),
    help="โฟลเดอร์ค่าตั้ง",
)


def written_to(default: str, *, what_th: str) -> Callable[..., Callable[..., object]]:
    """Give the option that names the folder to write to.

    Parameters
    ----------
    default : str
    what_th : str
        What it will hold, for the help.
    """
    return click.option(
        "--to",
        "target",
        default=default,
        show_default=True,
        type=click.Path(path_type=Path),
        help=what_th,
    )
