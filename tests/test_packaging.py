"""pyproject.toml, requirements.lock and environment.yml say the same."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = [
    Requirement(line)
    for line in (*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["test"])
]


def _locked() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", LOCK, flags=re.M):
        found.setdefault(name.lower(), []).append(version)
    return found


@pytest.mark.parametrize("requirement", DECLARED, ids=str)
def test_each_declared_package_is_locked_in_its_range(requirement):
    versions = _locked()[requirement.name.lower()]
    assert versions
    assert all(requirement.specifier.contains(v) for v in versions)


def test_each_locked_version_has_hashes():
    blocks = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.M)[1:]
    assert len(blocks) == sum(len(v) for v in _locked().values())
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_lock_names_no_host():
    assert "://" not in LOCK


def test_conda_users_get_the_same_lock_and_python():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    python, _, pip = environment["dependencies"]
    assert python.removeprefix("python").split(",")[0] == PROJECT["requires-python"]
    assert pip["pip"] == ["--require-hashes", "-r requirements.lock"]
