"""Mistakes in how a command was typed, said in Thai; click says them in English."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import click

__all__ = ["said_in_thai", "usage_message"]

_THAI = re.compile(r"[ก-๙]")


@contextmanager
def said_in_thai() -> Iterator[None]:
    """Say a mistake in the call on stderr, in Thai and with what to do next; exit code 2."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # no mistake: the help is shown
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "povlib"
        click.echo(f"povlib: {usage_message(error)} · ให้ทำต่อ: ดูวิธีใช้ด้วย {path} --help", err=True)
        raise click.exceptions.Exit(error.exit_code) from error


def usage_message(error: click.UsageError) -> str:
    """Say in Thai what is wrong with a call. The value itself is not repeated: it may be an id.

    Parameters
    ----------
    error : click.UsageError

    Examples
    --------
    >>> usage_message(click.NoSuchOption("--job", possibilities=["--jobs"]))
    'ไม่มีตัวเลือก --job (ใกล้เคียง: --jobs)'
    """
    if _THAI.search(error.message):
        return error.message
    if isinstance(error, click.NoSuchOption):
        near = ", ".join(error.possibilities or ())
        return f"ไม่มีตัวเลือก {error.option_name}" + (f" (ใกล้เคียง: {near})" if near else "")
    if isinstance(error, click.MissingParameter):
        return f"ต้องระบุ {_name(error)}"
    if isinstance(error, click.BadParameter):
        return f"ค่าของ {_name(error)} {_wanted(error.param.type if error.param else None)}"
    if isinstance(error, click.BadOptionUsage):
        rest = "ต้องมีค่าตามหลัง" if "requires" in error.message else "ไม่รับค่า"
        return f"ตัวเลือก {error.option_name} {rest}"
    if "command" in error.message:
        commands = error.ctx.command.list_commands(error.ctx) if error.ctx else []
        return f"ไม่มีคำสั่งนี้ (มี {', '.join(commands)})"
    return "มีคำเกินมาในคำสั่ง"


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return "พารามิเตอร์"
    return error.param.get_error_hint(error.ctx).replace("'", "")


def _wanted(kind: click.ParamType | None) -> str:
    """Say what values a parameter takes."""
    if isinstance(kind, click.Choice):
        return f"ต้องเป็นคำใดคำหนึ่งใน {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        least = "" if kind.min is None else f" ตั้งแต่ {kind.min}"
        most = "" if kind.max is None else f" ไม่เกิน {kind.max}"
        return f"ต้องเป็นจำนวนเต็ม{least}{most}"
    if kind is click.INT:
        return "ต้องเป็นจำนวนเต็ม"
    if isinstance(kind, click.Path):
        return "ต้องเป็นแฟ้มหรือโฟลเดอร์ที่ใช้ได้"
    return "ใช้ไม่ได้"
