"""The command `povlib`: one file a command, each imported only when it is called.

Exit codes: 0 all done, 1 done in part (some rows rejected, some provinces failed), 2 nothing done,
130 and 143 ended by Ctrl-C and SIGTERM.
"""

from importlib import import_module
from typing import Any

import click

from povlib import __version__
from povlib.cli.stopping import stopping
from povlib.cli.usage import said_in_thai
from povlib.errors import PovError

__all__ = ["COMMANDS", "main"]

COMMANDS = {
    "check": "povlib.cli.check",
    "demo": "povlib.cli.demo",
    "ingest": "povlib.cli.ingest",
    "lessons": "povlib.cli.lessons",
    "measures": "povlib.cli.measures",
    "nation": "povlib.cli.nation",
    "register": "povlib.cli.register",
    "report": "povlib.cli.report",
    "template": "povlib.cli.template",
}


_STOPPED_TH = "หยุดตามคำสั่งก่อนเสร็จงาน สั่งเดิมอีกครั้งได้"


class _LazyGroup(click.Group):
    """Imports a command's module at its call: small commands stay quick on old computers."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        """Name all commands in order."""
        return sorted(COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click calls it so
        name: str,
    ) -> click.Command | None:
        """Import the command's module and give its `command`."""
        return import_module(COMMANDS[name]).command if name in COMMANDS else None

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Read the call; a mistake in it becomes one line on stderr."""
        with said_in_thai():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a mistake or a PovError becomes one line on stderr and exit code 2."""
        try:
            # Around its import too, which can take seconds; a command that knows more says so.
            with stopping(_STOPPED_TH), said_in_thai():
                return super().invoke(ctx)
        except PovError as error:
            click.echo(f"povlib: {error}", err=True)
            ctx.exit(2)


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="povlib")
def main() -> None:
    """povlib: งานข้อมูลและรายงานเพื่อครัวเรือนยากจน.

    รหัสจบการทำงาน: 0 สำเร็จทั้งหมด · 1 สำเร็จบางส่วน · 2 ไม่ได้ทำ · 130, 143 ถูกสั่งให้หยุด (Ctrl-C, SIGTERM)
    """
