"""What is wrong with a settings file, for the person who wrote it: in Thai, with key and line."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from types import NoneType
from typing import Any, Literal, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from povlib.errors import ParamsError
from povlib.thai import BE_OFFSET

__all__ = ["explain_invalid", "explain_not_yaml", "explain_shape"]

_KINDS_TH = {
    str: "ข้อความ",
    int: "จำนวนเต็ม",
    float: "จำนวน",
    bool: " true หรือ false",
    date: "วันที่ ค.ศ. เช่น 2014-05-31",
    NoneType: "ว่างไว้",
}
_BOUNDS_TH = {"greater_than": "มากกว่า", "greater_than_equal": "ไม่น้อยกว่า"}
_UNKNOWN = ("extra_forbidden", "invalid_key")
_Loc = tuple[int | str, ...]
_Model = type[BaseModel]


def explain_not_yaml(error: yaml.YAMLError, *, text: str, where: str) -> ParamsError:
    """Name the line at which a file stops being YAML.

    Parameters
    ----------
    error : yaml.YAMLError
    text : str
        The file.
    where : str
        Its name.

    Returns
    -------
    ParamsError
    """
    mark = getattr(error, "problem_mark", None)
    lines = text.splitlines()
    line = min(mark.line, len(lines) - 1) if mark else 0
    return ParamsError(
        "แฟ้มตั้งค่าต้องเป็น YAML ที่ถูกรูปแบบ",
        got=lines[line].strip() if lines else None,
        where=f"{where} บรรทัด {line + 1}",
        todo="ตรวจการเยื้อง เครื่องหมาย : คำพูด และวงเล็บ ในบรรทัดนี้และบรรทัดก่อนหน้า",
    )


def explain_shape(content: object, *, model: _Model, where: str) -> ParamsError:
    """Say that a file is empty, or holds something else than keys with values.

    Returns
    -------
    ParamsError
    """
    return ParamsError(
        "แฟ้มตั้งค่าต้องเป็นคีย์กับค่า บรรทัดละหนึ่งคู่",
        got="แฟ้มว่าง" if content is None else content,
        where=where,
        todo=f"เติมคีย์ {', '.join(_names(model, required=True))}",
    )


def explain_invalid(error: ValidationError, *, model: _Model, text: str, where: str) -> ParamsError:
    """Explain the fault that is most likely the cause of the others.

    Parameters
    ----------
    error : pydantic.ValidationError
    model : subclass of BaseModel
        Of the whole file.
    text : str
        The file; lines are counted in it.
    where : str
        Its name.

    Returns
    -------
    ParamsError
        A misspelt key comes before the key that therefore lacks.
    """
    faults = error.errors()
    fault = min(faults, key=lambda f: _rank(f, model))
    place = _known_part(fault["loc"])
    line = _line_of(text, place)
    where = f"{where} บรรทัด {line}" if line else where
    if fault["type"] in _UNKNOWN:
        return _unknown_key(fault, model, where)
    if fault["type"] == "missing":
        key = _key_text(fault["loc"])
        return ParamsError(f"ต้องมีคีย์ {key}", got="ไม่มีคีย์นี้", where=where, todo=f"เติม {key}: ค่า")
    if fault["type"] in _BOUNDS_TH:
        return _out_of_bounds(fault, place, where)
    kind = _type_at(place, model)
    return ParamsError(
        f"{_key_text(place)} ต้องเป็น{_kind_th(kind)}",
        got=_value_at(text, place),
        where=where,
        todo=_advice(kind, _value_at(text, place)),
    )


def _out_of_bounds(fault: Mapping[str, Any], place: _Loc, where: str) -> ParamsError:
    key, given = _key_text(place), fault["input"]
    if key.endswith("_be"):
        return ParamsError(
            f"{key} ต้องเป็นปี พ.ศ.", got=given, where=where, todo=f"ใส่ {given + BE_OFFSET}"
        )
    (bound,) = fault["ctx"].values()
    return ParamsError(
        f"{key} ต้อง{_BOUNDS_TH[fault['type']]} {bound:g}", got=given, where=where, todo="แก้ตัวเลข"
    )


def _rank(fault: Mapping[str, Any], model: _Model) -> int:
    if fault["type"] in _UNKNOWN:
        return 0 if _near(fault, model) else 2
    return 1 if fault["type"] == "missing" else 3


def _near(fault: Mapping[str, Any], model: _Model) -> list[str]:
    parent = _type_at(_known_part(fault["loc"][:-1]), model)
    names = _names(parent) if _is_model(parent) else []
    return get_close_matches(str(fault["loc"][-1]), names, n=1)


def _unknown_key(fault: Mapping[str, Any], model: _Model, where: str) -> ParamsError:
    parent = _type_at(_known_part(fault["loc"][:-1]), model)
    near = _near(fault, model)
    every = ", ".join(_names(parent)) if _is_model(parent) else ""
    return ParamsError(
        "คีย์ต้องเป็นคีย์ที่รู้จัก",
        got=_key_text(fault["loc"]),
        where=where,
        todo=f"แก้เป็น {near[0]}" if near else f"ใช้คีย์เหล่านี้เท่านั้น: {every}",
    )


def _names(model: _Model, *, required: bool = False) -> list[str]:
    """Name the keys of a model as a file writes them."""
    fields = model.model_fields.items()
    return [entry.alias or key for key, entry in fields if entry.is_required() or not required]


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _known_part(loc: _Loc) -> _Loc:
    """Leave out what pydantic adds to a place: the names of the alternatives of a type."""
    kept: list[int | str] = []
    for part in loc:
        if isinstance(part, str) and ("[" in part or part in ("str", "int", "float", "bool")):
            break
        kept.append(part)
    return tuple(kept) if kept or not loc else (str(loc[0]),)


def _type_at(loc: _Loc, model: _Model) -> Any:
    kind: Any = model
    for part in loc:
        if _is_model(kind):
            fields = kind.model_fields
            named = {(entry.alias or key): entry.annotation for key, entry in fields.items()}
            kind = named.get(str(part), Any)
        else:
            kind = next(iter(get_args(kind)[-1:]), Any)
    return kind


def _kind_th(kind: Any) -> str:
    """Say what a type holds."""
    if kind in _KINDS_TH:
        return _KINDS_TH[kind]
    if get_origin(kind) is Literal:
        return " " + " หรือ ".join(map(str, get_args(kind)))
    if get_origin(kind) is list:
        return f"รายการของ{_kind_th(get_args(kind)[0]).strip()}"
    if get_origin(kind) is dict or _is_model(kind):
        keys = f" ({', '.join(_names(kind))})" if _is_model(kind) else ""
        return f"กลุ่มของคีย์กับค่า{keys}"
    parts = [_kind_th(part) for part in get_args(kind) if part is not NoneType]
    return " หรือ".join(parts) if parts else "ค่าที่อ่านได้"


def _advice(kind: Any, given: object) -> str:
    """Say how to mend a value; the first sentence that fits."""
    kinds: Sequence[Any] = get_args(kind) if get_origin(kind) not in (list, dict, Literal) else ()
    kinds = kinds or (kind,)
    choices = [str(c) for k in kinds if get_origin(k) is Literal for c in get_args(k)]
    near = get_close_matches(str(given), choices, n=1)
    wants_list = any(get_origin(k) is list for k in kinds)
    wants_text = any(k is str or k == list[str] for k in kinds)
    items = given if isinstance(given, list) else [given]
    as_text = ", ".join(f'"{item}"' for item in items)
    advice = {
        "เติมค่าหลังคีย์นี้": given is None,
        f"แก้เป็น {near[0] if near else ''}": bool(near),
        "ขึ้นต้นแต่ละรายการด้วยเครื่องหมาย -": wants_list and isinstance(given, dict),
        f"เขียนเป็นรายการที่มีเครื่องหมายคำพูด เช่น [{as_text}]": wants_list and wants_text,
        f"ใส่เครื่องหมายคำพูด เช่น {as_text}": wants_text,
        "เขียนปี ค.ศ.-เดือน-วัน เช่น 2014-05-31 โดยไม่ใส่เครื่องหมายคำพูด": date in kinds,
        "ลบเครื่องหมายคำพูด": int in kinds and str(given).isdigit(),
    }
    return next((text for text, fits in advice.items() if fits), f"แก้ค่าให้เป็น{_kind_th(kind)}")


def _key_text(loc: Iterable[int | str]) -> str:
    text = ""
    for part in loc:
        is_place = isinstance(part, int) and text
        text += f" ลำดับที่ {int(part) + 1}" if is_place else f".{part}" if text else str(part)
    return text


def _line_of(text: str, loc: _Loc) -> int:
    """Give the line of a place, or of the nearest thing around it; 0 where there is none."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    line = 0
    for part in loc:
        found = _child(node, part)
        if found is None:
            break
        line, node = found
    return line


def _child(node: yaml.Node | None, part: int | str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part].start_mark.line + 1, node.value[part]
    return None


def _value_at(text: str, loc: _Loc) -> object:
    value = yaml.safe_load(text)
    for part in loc:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            return None
    return value
