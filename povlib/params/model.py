"""The one way from a YAML file to a frozen pydantic value."""

from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from povlib.errors import ParamsError

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
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # a safe loader
    except FileNotFoundError as error:
        raise ParamsError("ต้องมีแฟ้มตั้งค่า", where=str(path)) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ParamsError(
            "แฟ้มตั้งค่าต้องเป็น YAML ในรหัส UTF-8", got=str(error), where=str(path)
        ) from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise _params_error(error, path, model) from error


def _params_error(error: ValidationError, path: Path, model: type[FrozenModel]) -> ParamsError:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        names = _names_of(model)
        near = get_close_matches(str(first["loc"][-1]), names, n=1) or sorted(names)
        return ParamsError("ไม่รู้จักคีย์นี้", got=key, where=str(path), todo=f"ใช้ {', '.join(near)}")
    if first["type"] == "missing":
        return ParamsError(f"ขาดคีย์ {key}", where=str(path), todo="เติมคีย์นี้")
    return ParamsError(first["msg"], got=first.get("input"), where=f"{path}: {key}")


def _names_of(model: type[FrozenModel]) -> set[str]:
    """Names of the model's keys and of the models inside it, for the nearest-name hint."""
    names = set(model.model_fields)
    for entry in model.model_fields.values():
        for part in (entry.annotation, *getattr(entry.annotation, "__args__", ())):
            if isinstance(part, type) and issubclass(part, FrozenModel):
                names |= _names_of(part)
    return names
