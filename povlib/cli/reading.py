"""Options of the commands that read users' files."""

from collections.abc import Callable
from pathlib import Path

import click

from povlib.errors import InputError

__all__ = ["read_key", "reading_options"]

_KEY_BYTES = 16
_OPTIONS = (
    click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path)),
    click.option("--source", help="ชื่อแหล่งข้อมูลใน params/sources เมื่อหัวตารางตรงหลายแหล่ง"),
    click.option(
        "--bmn-year", "bmn_year_be", type=click.IntRange(2540, 2600), help="ปี จปฐ. (พ.ศ.)"
    ),
    click.option("--id-key", type=click.Path(path_type=Path), help="แฟ้มกุญแจลับของสำนักงาน"),
    click.option(
        "--params",
        "params_dir",
        default="params",
        type=click.Path(path_type=Path),
        show_default=True,
        help="โฟลเดอร์ตั้งค่า",
    ),
)


def reading_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the files and how to read them: source, round, secret, settings."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def read_key(path: Path | None) -> bytes | None:
    """Read the office's secret; fewer than 16 bytes are no secret.

    Raises
    ------
    InputError
        There is no such file, or it is too short.
    """
    if path is None:
        return None
    if not path.is_file():
        raise InputError("ต้องมีแฟ้มกุญแจ", where=path.name)
    key = path.read_bytes().strip()
    if len(key) < _KEY_BYTES:
        raise InputError(f"กุญแจต้องยาวอย่างน้อย {_KEY_BYTES} ตัวอักษร", where=path.name)
    return key
