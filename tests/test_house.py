"""The rules of the house that a machine can hold: docs/design.md 2 and the style of the code."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from povlib.cli import COMMANDS, main

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "povlib"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {f.relative_to(ROOT).as_posix(): ast.parse(f.read_text(encoding="utf-8")) for f in MODULES}

LOBBY = ("errors", "locking", "thai", "secrets", "schema", "areas", "params", "installed")
LOBBY = (*LOBBY, "resources")
MAY_IMPORT = {
    "data": {*LOBBY},
    "knowledge": {*LOBBY},
    "measures": {"errors", "schema"},
    "progress": {*LOBBY, "measures"},
    "disclosure": {*LOBBY},
    "study": {*LOBBY, "data", "knowledge", "measures", "progress", "disclosure", "nation"},
    "figures": {*LOBBY, "disclosure", "knowledge"},
    "fleet": {*LOBBY},
    "cluster": {*LOBBY, "fleet"},
    "nation": {*LOBBY, "data", "measures", "progress", "disclosure", "fleet", "cluster"},
    "ways": {"fleet"},
    "engines": {*LOBBY, "fleet", "ways"},
}
MAY_IMPORT["reports"] = {*LOBBY, "knowledge", "disclosure", "figures", "fleet", "cluster", "ways"}
MAY_IMPORT["reports"] |= {"engines"}
MAY_IMPORT |= {room: {*LOBBY[:at]} for at, room in enumerate(LOBBY)}
MAY_IMPORT |= {
    door: {*LOBBY, *MAY_IMPORT, "study", "figures", "reports"} for door in ("explorer", "cli")
}
AS_SHOWN = ("povlib.knowledge.showing", "povlib.knowledge.outline")
HEAVY = {"numpy", "pandas", "pyarrow", "plotly", "scipy", "geothai", "pythainlp", "nbconvert"}
HEAVY |= {"dask", "distributed", "sqlalchemy", "psycopg"}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("Timestamp", "now"),
    ("Timestamp", "today"),
    ("time", "time"),
    ("time", "time_ns"),
    ("time", "localtime"),
    ("time", "strftime"),
}
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
# Written so that the pattern is not found in this file.
MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work|tmp|root|home|Users)/|[A-Z]:\\\\Users")
TEXT_SUFFIXES = {".py", ".md", ".yml", ".yaml", ".toml", ".ipynb", ".html", ".css", ".json", ".j2"}
TEXT_FOLDERS = ("povlib", "tests", "docs", "params", "notebooks", "benchmarks", ".ci")


def functions() -> Iterator[tuple[str, ast.FunctionDef, bool]]:
    """Give each function with the place it stands and whether it is public."""
    for file, tree in TREES.items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                yield f"{file}:{node.lineno} {node.name}", node, not node.name.startswith("_")
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef):
                        is_public = not (node.name.startswith("_") or part.name.startswith("_"))
                        yield f"{file}:{part.lineno} {node.name}.{part.name}", part, is_public


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def room_of(file: str) -> str:
    return Path(file).with_suffix("").parts[1]


def modules_imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "povlib":
            names = [f"povlib.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        yield from ((node.lineno, name) for name in names)


def rooms_imported(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for line, name in modules_imported(tree):
        if name.startswith("povlib.") and not name.startswith("povlib.__"):
            yield line, name.split(".")[1]


def lines_of_code(node: ast.FunctionDef, text: list[str]) -> int:
    """Count the lines of a body that hold code: no docstring, blank line or comment."""
    has_docstring = ast.get_docstring(node) is not None
    body = node.body[1:] if has_docstring else node.body
    if not body:
        return 0
    lines = text[body[0].lineno - 1 : body[-1].end_lineno]
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def function_lengths() -> dict[str, int]:
    texts = {file: (ROOT / file).read_text(encoding="utf-8").splitlines() for file in TREES}
    return {
        where: lines_of_code(node, texts[where.split(":")[0]]) for where, node, _ in functions()
    }


def texts() -> Iterator[tuple[str, str]]:
    files = [f for folder in TEXT_FOLDERS for f in (ROOT / folder).rglob("*")]
    for file in [*files, *ROOT.glob("*.md"), ROOT / "Makefile", ROOT / "pyproject.toml"]:
        is_text = file.suffix in TEXT_SUFFIXES or file.name in {"Makefile", "run"}
        if is_text and file.is_file() and ".ipynb_checkpoints" not in file.parts:
            yield file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8")


def commands(command: click.Command, *, path: str) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name, part in command.commands.items():
            yield from commands(part, path=f"{path} {name}")


def modules_after(statement: str) -> set[str]:
    code = f"{statement}; import sys; sys.stdout.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_every_room_imports_only_what_stands_behind_it():
    wrong = [
        f"{file}:{line} imports {room}"
        for file, tree in TREES.items()
        if file != "povlib/__init__.py"
        for line, room in rooms_imported(tree)
        if room not in {room_of(file), *MAY_IMPORT[room_of(file)]}
    ]
    assert wrong == []


def test_figures_know_lessons_only_as_anyone_may_see_them():
    wrong = [
        f"{file}:{line} imports {name}"
        for file, tree in TREES.items()
        if room_of(file) == "figures"
        for line, name in modules_imported(tree)
        if name.startswith("povlib.knowledge") and name not in AS_SHOWN
    ]
    assert wrong == []


def test_every_room_stands_in_the_contract():
    contract = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    rooms = {room_of(file) for file in TREES} - {"__init__"}
    assert rooms <= MAY_IMPORT.keys()
    assert [room for room in sorted(rooms) if not re.search(rf"\b{room}\b", contract)] == []


def test_no_file_is_over_400_lines():
    lengths = {file: len((ROOT / file).read_text(encoding="utf-8").splitlines()) for file in TREES}
    assert {file: n for file, n in lengths.items() if n > 400} == {}


def test_no_function_is_over_50_lines_of_code():
    assert {where: n for where, n in function_lengths().items() if n > 50} == {}


def test_nine_functions_in_ten_are_within_30_lines_of_code():
    lengths = function_lengths()
    long = {where: n for where, n in lengths.items() if n > 30}
    assert len(long) <= len(lengths) / 10, long


def test_every_module_says_what_it_is_and_what_it_gives():
    wrong = [
        file
        for file, tree in TREES.items()
        if file != "povlib/__init__.py"
        and (
            ast.get_docstring(tree) is None
            or not any(
                isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
                for node in tree.body
            )
        )
    ]
    assert wrong == []


def test_every_public_function_and_class_has_a_docstring():
    wrong = [
        where for where, node, is_public in functions() if is_public and not ast.get_docstring(node)
    ]
    wrong += [
        f"{file}:{node.lineno} {node.name}"
        for file, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert wrong == []


def test_every_function_has_full_type_hints():
    def is_full(node: ast.FunctionDef) -> bool:
        arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
        arguments += [a for a in (node.args.vararg, node.args.kwarg) if a is not None]
        hinted = all(a.annotation is not None for a in arguments if a.arg not in {"self", "cls"})
        return hinted and (node.returns is not None or node.name == "__init__")

    assert [where for where, node, _ in functions() if not is_full(node)] == []


def test_nothing_prints():
    wrong = [
        f"{file}:{call.lineno}"
        for file, tree in TREES.items()
        for call in calls(tree)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]
    assert wrong == []


def test_no_import_takes_everything():
    wrong = [
        f"{file}:{node.lineno}"
        for file, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names)
    ]
    assert wrong == []


def test_no_groups_are_walked_by_apply():
    wrong = [
        f"{file}:{call.lineno}"
        for file, tree in TREES.items()
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "apply"
        and "groupby(" in ast.unparse(call.func.value)
    ]
    assert wrong == []


def test_no_module_has_a_name_without_a_subject():
    assert [file for file in TREES if NO_NAMES & set(Path(file).with_suffix("").parts)] == []


def test_only_doors_and_reports_read_the_clock():
    wrong = [
        f"{file}:{call.lineno} {ast.unparse(call.func)}"
        for file, tree in TREES.items()
        if room_of(file) not in {"cli", "reports"}
        for call in calls(tree)
        if tuple(ast.unparse(call.func).split(".")[-2:]) in CLOCKS
    ]
    assert wrong == []


def test_only_the_gate_makes_public_tables():
    wrong = [
        f"{file}:{call.lineno}"
        for file, tree in TREES.items()
        if room_of(file) != "disclosure"
        for call in calls(tree)
        if ast.unparse(call.func).split(".")[-1] == "PublicTable"
    ]
    assert wrong == []


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_and_stands_in_the_readme(name):
    command = main.get_command(click.Context(main), name)
    assert f"povlib {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    for path, part in commands(command, path=f"povlib {name}"):
        assert part.help, path
        options = [option for option in part.params if isinstance(option, click.Option)]
        assert [f"{path} {option.name}" for option in options if not option.help] == []


def test_no_text_names_a_path_of_one_machine():
    wrong = [
        f"{file}:{number}"
        for file, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]
    assert wrong == []


def test_importing_the_package_or_the_command_imports_nothing_heavy():
    assert HEAVY & modules_after("import povlib, povlib.cli") == set()


def test_importing_data_imports_neither_readers_nor_makers():
    loaded = modules_after("import povlib.data")
    heavy = {"python_calamine", "xlsxwriter", "geothai", "plotly", "scipy"}
    assert heavy & loaded == set()
    assert [m for m in loaded if re.match(r"povlib\.data\.(demo|ingest|reading|template)", m)] == []


def test_reading_files_imports_no_driver_of_databases():
    assert {"sqlalchemy", "psycopg"} & modules_after("import povlib.cli.ingest") == set()


def test_importing_knowledge_imports_no_reader_of_documents():
    loaded = modules_after("import povlib.knowledge")
    assert {"mammoth", "pypdf", "selectolax", "bs4", "pandas"} & loaded == set()


def test_importing_the_search_of_lessons_imports_no_engine():
    loaded = modules_after("import povlib.knowledge.search, povlib.knowledge.shelf")
    assert {"nlpo3", "bm25s", "numpy", "scipy", "pythainlp"} & loaded == set()


def test_the_server_can_import_before_the_report_command_does():
    loaded = modules_after("import povlib.cli.report")
    assert {"pandas", "numpy", "papermill", "nbformat", "pyarrow"} & loaded == set()
