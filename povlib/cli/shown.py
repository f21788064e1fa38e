"""How the doors show what became of files: counts, issues, and a summary by rule."""

import click
import pandas as pd

from povlib.data.ingest import Report
from povlib.data.issues import summary
from povlib.data.rules import RULES

__all__ = ["echo_columns", "echo_files", "echo_issues", "echo_summary"]

_SHOWN = 40
_OF_COLUMNS = ("unknown_column", "income_part_missing")
_DONE_TH = {"kept": "เก็บ", "repaired": "ซ่อม", "rejected": "ไม่รับ", "dropped": "ไม่นับ"}


def echo_files(report: Report) -> None:
    """Show one line a file: rows in, kept, set aside, and those that are no data by name."""
    for file in report.files:
        dropped = "".join(f" · {RULES[rule].rule_th} {count:,}" for rule, count in file.dropped)
        click.echo(
            f"{file.file} ({file.source}): อ่าน {file.rows_in:,} แถว · "
            f"รับ {file.rows_kept:,} · ไม่รับ {file.rows_rejected:,}{dropped}"
        )


def echo_issues(report: Report) -> None:
    """Show the first issues as a table, then the summary."""
    _echo_lines(report.issues.head(_SHOWN))
    more = sum(report.times.values()) - _SHOWN
    if more > 0:
        click.echo(f"... และอีก {more:,} ข้อ (ใช้ povlib check --out แฟ้ม.csv เพื่อดูทั้งหมด)")
    echo_summary(report)


def echo_columns(issues: pd.DataFrame) -> None:
    """Show which columns are not known or lack: a mistyped header takes a whole column away."""
    _echo_lines(issues[issues["rule"].isin(_OF_COLUMNS)].head(_SHOWN))


def echo_summary(report: Report) -> None:
    """Show how often each rule was met."""
    if not report.times:
        click.echo("ไม่มีข้อสังเกต")
        return
    click.echo("สรุปตามกติกา:")
    for line in summary(report.times).itertuples():
        click.echo(f"{line.times:>9,}  {_DONE_TH[line.done]:<8} {line.rule_th} ({line.rule})")


def _echo_lines(issues: pd.DataFrame) -> None:
    for issue in issues.itertuples():
        place = [issue.file, issue.sheet, f"แถว {issue.row}" if issue.row else "", issue.column]
        value = f" «{issue.value}»" if issue.value else ""
        where = " · ".join(part for part in place if part)
        click.echo(f"{where}{value} · {issue.rule_th} · {_DONE_TH[issue.done]}")
