"""Title and parameters of a notebook, read from its cells and checked before any kernel starts.

papermill only logs a parameter that the notebook does not know, and goes on with the default; its
command line turns the code "01" into the number 1. So the check is ours, and it stops the run.
"""

import ast
import json
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from nbformat import NotebookNode

from povlib.errors import ReportError
from povlib.secrets import is_secret, secret

__all__ = ["check_injected", "check_parameters", "literals", "read_parameters", "read_title"]

Literal = str | int | float | bool | None


def read_parameters(notebook: Path) -> dict[str, Literal]:
    """Give the names and default values of a notebook's parameters.

    Parameters
    ----------
    notebook : pathlib.Path
        Its first cell tagged `parameters` holds literal assignments only.

    Returns
    -------
    dict
        Name to default; the type of the default is the type of the parameter.

    Raises
    ------
    ReportError
        The notebook is missing, is none, has no parameters cell, or a default is no literal.
    """
    source = _first_tagged(_cells(notebook), "parameters")
    if source is not None:
        return literals(source, where=notebook.name)
    raise ReportError(
        "โน้ตบุ๊กต้องมีเซลล์ที่ติดป้าย parameters", where=notebook.name, todo="ติดป้าย parameters ที่เซลล์โค้ดแรก"
    )


def check_parameters(values: Mapping[str, Literal], *, notebook: Path) -> None:
    """Raise unless each value has a name that the notebook knows and the type of its default.

    A parameter whose default names a secret takes another name only, and all secrets must be set.

    Parameters
    ----------
    values : mapping
        Parameters as they would be given to the notebook.
    notebook : pathlib.Path

    Raises
    ------
    ReportError
        A name is unknown (the nearest is named), a value has another type than the default, or
        stands where a secret's name belongs; that value is not repeated.
    ParamsError
        The environment variable of a secret is missing, empty or too short.
    """
    _check(values, defaults=read_parameters(notebook), where=notebook.name)


def check_injected(notebook: NotebookNode) -> dict[str, Literal]:
    """Check the parameters that papermill has put into a notebook, as `check_parameters` does.

    Parameters
    ----------
    notebook : NotebookNode
        Without a parameters cell, or with nothing injected and no secret, nothing is checked.

    Returns
    -------
    dict
        The parameters that were checked, with the values that the cells will see.

    Raises
    ------
    ReportError, ParamsError
    """
    where = Path(notebook.metadata.get("papermill", {}).get("input_path") or "notebook").name
    defaults, injected = (
        _first_tagged(notebook.cells, tag) for tag in ("parameters", "injected-parameters")
    )
    if defaults is None or (injected is None and "secret:" not in defaults):
        return {}
    declared = literals(defaults, where=where)
    values = literals(injected or "", where=where)
    _check(values, defaults=declared, where=where)
    return declared | values


def read_title(notebook: Path) -> str:
    """Give the title of a notebook: its first heading of first level, or its file's name.

    Parameters
    ----------
    notebook : pathlib.Path
    """
    for cell in _cells(notebook):
        for line in "".join(cell["source"]).splitlines():
            if cell["cell_type"] == "markdown" and line.startswith("# "):
                return line.removeprefix("# ").strip()
    return notebook.stem


def literals(source: str, *, where: str) -> dict[str, Literal]:
    """Read the literal assignments of a cell.

    Parameters
    ----------
    source, where : str

    Raises
    ------
    ReportError
        A line is another statement.

    Examples
    --------
    >>> literals('province_code = "01"  # code', where="20_small.ipynb")
    {'province_code': '01'}
    """
    found: dict[str, Literal] = {}
    for statement in ast.parse(source).body:
        try:
            (target,) = statement.targets  # type: ignore[attr-defined]
            found[target.id] = ast.literal_eval(statement.value)  # type: ignore[attr-defined]
        except (AttributeError, ValueError) as error:
            raise ReportError(
                "เซลล์ parameters มีได้แต่ ชื่อ = ค่าคงที่",
                got=ast.unparse(statement),
                where=where,
            ) from error
    return found


def _cells(notebook: Path) -> list[dict]:
    try:
        return json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    except FileNotFoundError as error:
        near = get_close_matches(
            notebook.stem, [p.stem for p in notebook.parent.glob("*.ipynb")], n=3
        )
        raise ReportError(
            "ต้องมีโน้ตบุ๊กชื่อนี้",
            got=notebook.stem,
            where=str(notebook.parent),
            todo=f"ใช้ {', '.join(near)}" if near else None,
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ReportError("แฟ้มต้องเป็นโน้ตบุ๊ก Jupyter", where=notebook.name) from error


def _first_tagged(cells: list[dict], tag: str) -> str | None:
    for cell in cells:
        if tag in cell.get("metadata", {}).get("tags", []):
            return "".join(cell["source"])
    return None


def _check(values: Mapping[str, Literal], *, defaults: Mapping[str, Literal], where: str) -> None:
    for name, value in values.items():
        if name not in defaults:
            near = get_close_matches(name, defaults, n=1) or sorted(defaults)
            raise ReportError(
                "โน้ตบุ๊กไม่รู้จักพารามิเตอร์นี้", got=name, where=where, todo=f"ใช้ {', '.join(near)}"
            )
        if is_secret(defaults[name]):
            _require_reference(name, value, where)
        else:
            _require_same_type(name, value, defaults[name], where)
    for name, value in {**defaults, **values}.items():
        if is_secret(value):
            secret(value, where=f"{where} พารามิเตอร์ {name}")


def _require_reference(name: str, value: Literal, where: str) -> None:
    if not is_secret(value):
        raise ReportError(
            f"พารามิเตอร์ {name} เป็นความลับ ใส่ค่าตรง ๆ ไม่ได้ ใส่ได้แต่ชื่อตัวแปรสภาพแวดล้อม",
            where=where,
            todo=f'ตั้งค่าในตัวแปร แล้วใส่ {name}: "secret:ชื่อตัวแปร"',
        )


def _require_same_type(name: str, value: Literal, default: Literal, where: str) -> None:
    if type(value) is type(default) or (isinstance(default, float) and type(value) is int):
        return
    raise ReportError(
        f"พารามิเตอร์ {name} ต้องเป็นชนิด {type(default).__name__}",
        got=value,
        where=where,
        todo=f"ตัวอย่าง {name} = {default!r}",
    )
