"""One small run of the real notebooks, made once for all tests that look at its files."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import Result

from tests.reports.running import call_report, write_run


@dataclass(frozen=True)
class Made:
    """A finished run: where it lies and what the command said."""

    folder: Path
    register: Path
    result: Result


@pytest.fixture(scope="session")
def made(tmp_path_factory, demo_register) -> Made:
    """All reports of the small demo register."""
    folder = tmp_path_factory.mktemp("run")
    result = call_report(write_run(folder, demo_register), "--jobs", 2)
    return Made(folder / "outputs" / "2557", demo_register, result)
