"""Skips are counted and named; where all programs are installed only `shared` tests may skip."""

import pytest

SKIPPED: list[tuple[str, bool]] = []


def pytest_addoption(parser):
    """Add the switch that CI uses."""
    parser.addoption(
        "--only-shared-may-skip",
        action="store_true",
        help="fail when a test that is not marked `shared` was skipped",
    )


def pytest_collection_modifyitems(items):
    """Remember on each test whether it may skip."""
    for item in items:
        item.user_properties.append(("shared", item.get_closest_marker("shared") is not None))


def pytest_runtest_logreport(report):
    """Note each skipped test."""
    if report.skipped and not hasattr(report, "wasxfail"):
        SKIPPED.append((report.nodeid, dict(report.user_properties).get("shared", False)))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session, exitstatus):
    """Turn a forbidden skip into a failed run."""
    forbidden = [name for name, is_shared in SKIPPED if not is_shared]
    if session.config.getoption("--only-shared-may-skip") and forbidden and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    """Say how many tests were skipped, and which of them should not have been."""
    shared = [name for name, is_shared in SKIPPED if is_shared]
    others = [name for name, is_shared in SKIPPED if not is_shared]
    terminalreporter.write_line(f"skipped: {len(shared)} marked shared, {len(others)} others")
    if config.getoption("--only-shared-may-skip"):
        for name in others:
            terminalreporter.write_line(f"must not be skipped here: {name}")
