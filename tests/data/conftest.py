"""A small register and made-up households for it."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from povlib import data

SOURCE = data.SourceRecord("homes.csv", sha256="ab", source="bmn")


def make_homes(province: int = 24, *, ids: range = range(6), year_be: int = 2556) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "household_id": [province * 10**9 + n for n in ids],
            "bmn_year_be": year_be,
            "village_code": [province * 10**6 + 10_101 + 10_000 * (n % 2) for n in ids],
            "members": [1 + n % 5 for n in ids],
            "income_main_baht": [10_000 * (n + 1) for n in ids],
        }
    )


def content_of(register: Path) -> dict[str, str]:
    """Checksums of all files that are the register: units and manifest."""
    parts = [*register.glob("*/*/*/part.parquet"), register / "register.json"]
    return {
        file.relative_to(register).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in parts
    }


@pytest.fixture
def register(tmp_path: Path) -> Path:
    folder = tmp_path / "register"
    data.create_register(folder, is_demo=True)
    return folder


@pytest.fixture
def homes() -> Callable[..., pd.DataFrame]:
    return make_homes


@pytest.fixture
def ingest() -> Callable[..., data.IngestResult]:
    """Take one frame into a register in one transaction."""

    def take(
        register: Path, frame: pd.DataFrame, *, table: str = "household", replace: bool = False
    ) -> data.IngestResult:
        with data.transaction(register, replace=replace) as tx:
            tx.add(table, frame, source=SOURCE)
        return tx.result

    return take


@pytest.fixture
def content() -> Callable[[Path], dict[str, str]]:
    return content_of


@pytest.fixture
def source() -> data.SourceRecord:
    return SOURCE
