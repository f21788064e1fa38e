"""The one way from a YAML file to a frozen pydantic value."""

from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from povlib.errors import ParamsError
from povlib.params.explain import explain_invalid, explain_not_yaml, explain_shape

__all__ = ["FrozenModel", "read_yaml"]

# The loader in C is eight times faster; a build of PyYAML without it has the other.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class FrozenModel(BaseModel):
    """A value that cannot be changed and that knows no key but its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


M = TypeVar("M", bound=FrozenModel)


def read_yaml(path: Path, model: type[M]) -> M:
    """Read one YAML file into a frozen value of the given model.

    Parameters
    ----------
    path : pathlib.Path
    model : subclass of FrozenModel

    Raises
    ------
    ParamsError
        The file is not there, is no YAML, or a key is unknown, missing or of the wrong type.

    Examples
    --------
    >>> read_yaml(Path("params/nowhere.yml"), FrozenModel)
    Traceback (most recent call last):
    povlib.errors.ParamsError: ต้องมีแฟ้มตั้งค่า · ที่ params/nowhere.yml
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise _no_file(path) from error
    except UnicodeDecodeError as error:
        raise ParamsError(
            "แฟ้มตั้งค่าต้องเป็นข้อความในรหัส UTF-8",
            got="รหัสอื่น",
            where=str(path),
            todo="บันทึกแฟ้มใหม่เป็น UTF-8",
        ) from error
    try:
        content = yaml.load(text, Loader=_LOADER)  # a safe loader
    except yaml.YAMLError as error:
        raise explain_not_yaml(error, text=text, where=str(path)) from error
    if not isinstance(content, dict):
        raise explain_shape(content, model=model, where=str(path))
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise explain_invalid(error, model=model, text=text, where=str(path)) from error


def _no_file(path: Path) -> ParamsError:
    names = [other.name for other in path.parent.glob("*.yml")]
    near = get_close_matches(path.name, names, n=1)
    todo = f"ใช้ {path.parent / near[0]}" if near else None
    if not path.parent.is_dir():
        todo = "สั่งจากโฟลเดอร์ของโครงการ (ที่มีโฟลเดอร์ params) หรือระบุ --params ในคำสั่งที่มี"
    return ParamsError("ต้องมีแฟ้มตั้งค่า", where=str(path), todo=todo)
