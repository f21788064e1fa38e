"""pyproject.toml, requirements.lock and environment.yml say the same."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
USED = (*PROJECT["dependencies"], *EXTRAS["cluster"], *EXTRAS["sql"])
DECLARED = [Requirement(line) for line in (*USED, *EXTRAS["test"])]


MODULES = {
    "beautifulsoup4": "bs4",
    "jupyter-client": "jupyter_client",
    "python-calamine": "python_calamine",
    "python-docx": "docx",
    "pyyaml": "yaml",
    "resvg-py": "resvg_py",
}
RUN_ONLY = {"anywidget", "jupyterlab", "pythainlp"}  # used by name, not by import


def _imported() -> set[str]:
    found = set()
    for path in (ROOT / "povlib").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return {name.lower() for name in found - sys.stdlib_module_names - {"povlib"}}


def test_what_the_package_imports_is_declared_and_the_other_way_round():
    declared = {Requirement(line).name.lower() for line in USED}
    assert {MODULES.get(name, name) for name in declared - RUN_ONLY} == _imported()


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
