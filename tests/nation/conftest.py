"""A register that a test may damage."""

import shutil

import pytest


@pytest.fixture
def own_register(demo_register, tmp_path):
    """A copy of the demo register."""
    return shutil.copytree(demo_register, tmp_path / "register")
