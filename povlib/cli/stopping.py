"""Ending a long command by Ctrl-C or SIGTERM: one line that says what stands, and the code."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

__all__ = ["stopping"]


@contextmanager
def stopping(said_th: str) -> Iterator[None]:
    """End with the code of the signal that stopped the work; SIGTERM stops it as Ctrl-C does.

    Parameters
    ----------
    said_th : str
        What is left and what to do next.
    """

    def stop(*_: object) -> NoReturn:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt as error:
        code = 128 + (signal.SIGTERM if isinstance(error, _Terminated) else signal.SIGINT)
        click.echo(said_th, err=True)
        raise click.exceptions.Exit(code) from error
    finally:
        signal.signal(signal.SIGTERM, before)


class _Terminated(KeyboardInterrupt):
    """The work was told to end: what tidies up after Ctrl-C does so after SIGTERM."""
