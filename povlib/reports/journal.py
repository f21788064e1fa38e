"""What has been made from what: one line a report, so that the next run does only what changed.

A report is unchanged when notebook, parameters, data, settings, code and libraries are the same as
when its last line was written, and every file that it left is still as it was.
"""

import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from povlib.installed import file_sum, installed_sum, joined_sum
from povlib.reports.plan import Job

__all__ = ["Line", "append_line", "file_sums", "job_key", "read_journals", "unchanged"]


@dataclass(frozen=True)
class Line:
    """What one report was made from, and what it left.

    Attributes
    ----------
    report, area_code : str
    status : str
        "done" or "failed".
    cause : str
    key : str
        SHA-256 of all that the report is made from; see `job_key`.
    files : dict
        SHA-256 of each file that it left, by its path in the report's folder.
    """

    report: str
    area_code: str
    status: str
    cause: str
    key: str
    files: dict[str, str]


def job_key(
    job: Job,
    *,
    register_sha256: str,
    lessons_sha256: str = "",
    is_printed: bool = False,
    is_interactive: bool = False,
) -> str:
    """Give one checksum of all that a report is made from.

    Parameters
    ----------
    job : Job
    register_sha256 : str
        Of the register's state.
    lessons_sha256 : str
        Of the folder of lessons; it counts where the report reads one.
    is_printed : bool
        True where a PDF belongs to the report.
    is_interactive : bool
        True where the page's figures are drawn in the browser too.

    Returns
    -------
    str
        Over the notebook's bytes, the parameters, files that parameters name, the settings folder,
        povlib's own files, and the versions of all installed packages.
    """
    named = {
        name: _named_sum(job.notebook.parent, name, value) for name, value in job.parameters.items()
    }
    made_of = {
        "audience": job.audience,
        "code": installed_sum(),
        "files": named,
        "interactive": is_interactive,
        "lessons": lessons_sha256 if "lessons" in job.parameters else "",
        "notebook": file_sum(job.notebook),
        "parameters": job.parameters,
        "printed": is_printed,
        "register": register_sha256,
    }
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def read_journals(folder: Path) -> dict[tuple[str, str], list[Line]]:
    """Give the last line of each report in each journal of a year's folder.

    Parameters
    ----------
    folder : pathlib.Path
        A whole run and each share of one keep a journal of their own. A line that was cut off by a
        power failure counts for nothing.
    """
    found = defaultdict(list)
    for path in sorted(folder.glob("journal*.jsonl")):
        for line in _last_lines(path).values():
            found[line.report, line.area_code].append(line)
    return found


def append_line(path: Path, line: Line) -> None:
    """Add a line to a journal; it is on the disk when this returns.

    Parameters
    ----------
    path : pathlib.Path
    line : Line
    """
    text = json.dumps(asdict(line), ensure_ascii=False, sort_keys=True)
    with path.open("ab+") as file:
        is_torn = file.seek(0, os.SEEK_END) and _last_byte(file) != b"\n"
        file.write((b"\n" if is_torn else b"") + f"{text}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def file_sums(folder: Path) -> dict[str, str]:
    """Give the checksum of each file in a report's folder, by its path there.

    Parameters
    ----------
    folder : pathlib.Path
    """
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): file_sum(path) for path in found}


def unchanged(
    jobs: Iterable[Job],
    *,
    keys: Mapping[tuple[str, str], str],
    lines: Mapping[tuple[str, str], Sequence[Line]],
) -> Iterator[Job]:
    """Give the jobs whose report stands as it would be made again.

    Parameters
    ----------
    jobs : iterable of Job
    keys : mapping
        By a job's name, as `job_key` gives them.
    lines : mapping
        As `read_journals` gives them. It does not matter which journal is the newest: the files
        must be as one of them says.
    """
    for job in jobs:
        made = [
            line.files
            for line in lines.get(job.name, ())
            if line.status == "done" and line.key == keys[job.name]
        ]
        if made and file_sums(job.folder) in made:
            yield job


def _last_byte(file: BinaryIO) -> bytes:
    """Read the last byte alone: the journal of a long run is not read anew for each report."""
    file.seek(-1, os.SEEK_END)
    return file.read(1)


def _last_lines(path: Path) -> dict[tuple[str, str], Line]:
    found = {}
    # Line by line as bytes: a power failure cuts a line anywhere, also within a letter.
    for row in path.read_bytes().split(b"\n"):
        try:
            line = Line(**json.loads(row))
        except (ValueError, TypeError):
            continue
        found[line.report, line.area_code] = line
    return found


def _named_sum(folder: Path, name: str, value: object) -> str:
    """Give the checksum of the file or the settings folder that a parameter names, or ""."""
    path = folder / value if isinstance(value, str) and value else None
    if path is None:
        return ""
    if path.is_file():
        return file_sum(path)
    settings = sorted(path.rglob("*.yml")) if name == "params_dir" else []
    named = ((one.relative_to(path).as_posix(), file_sum(one)) for one in settings)
    return joined_sum(named) if settings else ""
