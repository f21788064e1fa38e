"""A finished page as PDF, printed by the chromium of the machine, which may reach no network."""

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from povlib.errors import ReportError

__all__ = ["find_printer", "print_pdf"]

_PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
_TIMEOUT_SECONDS = 120
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--no-pdf-header-footer",
    # An office's own figure is drawn by then, and nobody waits: the time is the page's, not ours.
    "--virtual-time-budget=10000",
    # No name is found and no proxy answers: the page is whole as it is.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=http://127.0.0.1:9",
)


def find_printer() -> str | None:
    """Give the path of a chromium that is installed here, or None."""
    return next((path for name in _PROGRAMS if (path := shutil.which(name))), None)


def print_pdf(page: Path, *, program: str) -> Path:
    """Print a page on A4, beside it.

    Parameters
    ----------
    page : pathlib.Path
        report.html
    program : str
        As `find_printer` gives it.

    Returns
    -------
    pathlib.Path
        report.pdf

    Raises
    ------
    ReportError
        chromium did not print.
    """
    pdf = page.with_suffix(".pdf")
    with TemporaryDirectory(prefix="povlib-") as profile:
        # The administrator's chromium refuses its sandbox; the page runs no script but ours.
        root = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        call = [program, *_QUIET, *root, f"--user-data-dir={profile}"]
        done = subprocess.run(
            [*call, f"--print-to-pdf={pdf.resolve()}", page.resolve().as_uri()],
            capture_output=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    if done.returncode or not pdf.exists() or not pdf.stat().st_size:
        raise ReportError(
            "chromium ต้องพิมพ์ PDF ได้", got=f"exit {done.returncode}", todo="ทำโดยไม่ใส่ --pdf ก่อน"
        )
    return pdf
