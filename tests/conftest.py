"""Fixtures for all rooms."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from povlib.data import demo
from tests.postgres import Server, programs, running

# ลพบุรี ระยอง นครราชสีมา สุรินทร์ และกาญจนบุรีที่ไม่มีครัวเรือนเป้าหมาย มีครัวเรือนย้ายหากัน
DEMO_PROVINCES = ("16", "21", "30", "32", "71")
PARAMS = Path(__file__).parents[1] / "params"


@pytest.fixture(scope="session")
def demo_register(tmp_path_factory) -> Path:
    """A small demo register: five rounds of five provinces, small districts; treat it as read-only.

    16 is far from its goal, 32 met it, 30 is on track, 21 has too few measured, 71 no targets.
    """
    path = tmp_path_factory.mktemp("demo") / "register"
    demo.make_register(path, households=60_000, provinces=DEMO_PROVINCES, params_dir=PARAMS)
    return path


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless chromium that asks nothing of a network; a second one would not start.

    Playwright's loop runs in this thread as long as the fixture lives, so all rooms share it.
    """
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("ไม่มีโปรแกรม chromium (Debian: apt-get install chromium)")
    quiet = ["--disable-quic", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-sync", "--no-first-run", *quiet],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server for the time of the tests."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("ไม่มีโปรแกรม postgres (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="ต้องติดตั้งส่วนเสริม sql")
    with running(bin_folder) as server:
        yield server
