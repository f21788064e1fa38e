"""The folder of the whole country's tables: one CSV a table and a manifest of what they are."""

from collections.abc import Mapping
from pathlib import Path

from povlib.disclosure import OfficerTable, PublicTable
from povlib.errors import ReportError
from povlib.reports.audience import MARK_NAME, mark_text
from povlib.reports.tables import frame_csv
from povlib.reports.whole import Kind, require_place, write_whole

__all__ = ["require_country_place", "write_country"]

_KIND = Kind(mark_name="manifest.json", said="povlib nation", name_th="ตารางทั้งประเทศ")


def require_country_place(folder: Path, *, audience: str, register: Path) -> None:
    """Raise where the tables cannot be written: before the country is measured.

    Parameters
    ----------
    folder : pathlib.Path
    audience : str
        "public" or "officer".
    register : pathlib.Path
        Tables never stand in it.

    Raises
    ------
    ReportError
        The folder is the register or in it; or as `require_place`.
    """
    if folder.resolve().is_relative_to(register.resolve()):
        raise ReportError(
            "ตารางทั้งประเทศต้องอยู่นอกทะเบียน", where=folder.as_posix(), todo="ระบุโฟลเดอร์อื่นด้วย --to"
        )
    require_place(folder, kind=_KIND, audience=audience)


def write_country(
    tables: Mapping[str, PublicTable | OfficerTable],
    *,
    folder: Path,
    audience: str,
    facts: Mapping[str, object],
) -> list[str]:
    """Write tables as CSV, and beside them `manifest.json` and `audience.txt`, all or nothing.

    Parameters
    ----------
    tables : mapping of str to PublicTable or OfficerTable
    folder : pathlib.Path
    audience : str
        "public" or "officer"; tables of the other kind are refused.
    facts : mapping
        What the manifest says beside the files' checksums, the rows of each table and how many
        cells of which column are hidden. No time is in it.

    Returns
    -------
    list of str
        Names of the files of tables.

    Raises
    ------
    ReportError
        A table is for another audience; or as `write_whole`.
    """
    _require_kind(tables, audience=audience)
    head = "officer_" if audience == "officer" else ""
    files = {f"{head}{name}.csv": frame_csv(table) for name, table in tables.items()}
    write_whole(
        {MARK_NAME: mark_text(audience).encode(), **files},
        folder=folder,
        kind=_KIND,
        audience=audience,
        facts={
            **facts,
            "audience": audience,
            "tables": {name: _said(table) for name, table in tables.items()},
        },
    )
    return list(files)


def _require_kind(tables: Mapping[str, object], *, audience: str) -> None:
    wanted = OfficerTable if audience == "officer" else PublicTable
    for name, table in tables.items():
        if not isinstance(table, wanted):
            raise ReportError(
                f"a table for {audience} must be a {wanted.__name__}",
                got=type(table).__name__,
                where=name,
            )


def _said(table: PublicTable | OfficerTable) -> dict[str, object]:
    columns = [{"key": c.key, "label_th": c.label_th, "unit": c.unit} for c in table.columns]
    hidden = {}
    if isinstance(table, PublicTable):
        counts = table.hidden.sum()
        hidden = {key: int(count) for key, count in counts.items() if count}
    return {
        "title_th": table.title_th,
        "note_th": table.note_th,
        "source_th": table.source_th,
        "is_demo": table.is_demo,
        "rows": len(table.frame),
        "columns": columns,
        "hidden": hidden,
    }
