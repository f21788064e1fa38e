"""An office's own boundary file, read as text; what it holds is checked by who draws it."""

from pathlib import Path

from povlib.errors import InputError

__all__ = ["read_boundaries"]


def read_boundaries(path: Path | str) -> str:
    """Give the text of a GeoJSON file, "" where no file is named.

    Parameters
    ----------
    path : path
        "" for none.

    Raises
    ------
    InputError
        The file is not there or is not UTF-8 text.

    Examples
    --------
    >>> read_boundaries("")
    ''
    """
    if not str(path):
        return ""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(
            "ต้องมีแฟ้มเส้นเขตอำเภอ", got=Path(path).name, todo="ตรวจ boundaries: ในแฟ้มรายงาน"
        ) from error
    except UnicodeDecodeError as error:
        raise InputError("แฟ้มเส้นเขตต้องเป็น UTF-8", got=Path(path).name) from error
