"""The folder of a year: who may write in it, where they write aside, and what the dead left behind.

A whole run holds the folder alone. The shares of one division hold it together, each with a lock,
a staging folder, a journal and a record of its own. What all of them touch (coming and going, the
replaced reports, the index) happens behind one gate, for a moment each time.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from povlib.errors import ReportError
from povlib.locking import held
from povlib.reports.plan import Job
from povlib.reports.shard import WHOLE, Shard

__all__ = ["Desk", "desk_of", "gate", "hold"]

_PREVIOUS = ".previous"
_GATE_SECONDS = 120.0
_LOCK = re.compile(r"\.lock(?:-(\d+)-of-(\d+)-([0-9a-f]{8}))?")
_ASIDE = re.compile(r"\.(?:staging|old)((?:-\d+-of-\d+)?)")


@dataclass(frozen=True)
class Desk:
    """Where a run, or a share of it, writes in the folder of a year.

    Attributes
    ----------
    folder : pathlib.Path
        `outputs/<fiscal year>`.
    shard : Shard
    plan : str
        Tells the job lists of two runs apart; their shares may not be made at the same time, since
        one report could then belong to both.
    """

    folder: Path
    shard: Shard
    plan: str

    @property
    def suffix(self) -> str:
        """What the names of a share's own files end with; "" for a whole run."""
        return "" if self.shard == WHOLE else f"-{self.shard.number}-of-{self.shard.of}"

    @property
    def lock(self) -> Path:
        """Held as long as the run, or the share, is at work."""
        more = f"{self.suffix}-{self.plan}" if self.suffix else ""
        return self.folder / f".lock{more}"

    @property
    def staging(self) -> Path:
        """Reports are written here."""
        return self.folder / f".staging{self.suffix}"

    @property
    def old(self) -> Path:
        """Reports that make room for new ones wait here until the end."""
        return self.folder / f".old{self.suffix}"

    @property
    def journal(self) -> Path:
        """Lines are added to this one; all journals of the folder are read."""
        return self.folder / f"journal{self.suffix}.jsonl"

    @property
    def record(self) -> Path:
        """What was made, of what, and what failed."""
        return self.folder / f"run{self.suffix}.json"

    @property
    def log(self) -> Path:
        """One line a report, with the time."""
        return self.folder / f"run{self.suffix}.log"


def desk_of(folder: Path, *, shard: Shard, jobs: Sequence[Job]) -> Desk:
    """Give the desk of a share of a run.

    Parameters
    ----------
    folder : pathlib.Path
    shard : Shard
    jobs : sequence of Job
        All jobs of the run, other shares' too.
    """
    names = json.dumps(sorted(job.name for job in jobs)).encode()
    return Desk(folder, shard, hashlib.sha256(names).hexdigest()[:8])


@contextmanager
def hold(desk: Desk, *, keep_runs: int) -> Iterator[None]:
    """Hold a desk for the length of a `with` block; its own and dead runs' folders are tidied.

    Parameters
    ----------
    desk : Desk
        Its folder is made where there is none.
    keep_runs : int
        How many replaced copies of a report are kept, in `.previous/`.

    Raises
    ------
    ReportError
        Another run is at work in the folder, or it cannot be written.
    """
    with ExitStack() as claim:
        with gate(desk.folder):
            live = _live(desk.folder)
            for other in live:
                _require_room(desk, other)
            claim.enter_context(held(desk.lock, busy=_busy(desk.folder)))
            _tidy_the_dead(desk.folder, live, keep_runs)
        try:
            yield
        finally:
            with gate(desk.folder):
                _tidy(desk.folder, desk.suffix, keep_runs)


def gate(folder: Path) -> AbstractContextManager[None]:
    """Give the lock for what only one may do at a time in a year's folder, and only for a moment.

    Parameters
    ----------
    folder : pathlib.Path

    Raises
    ------
    ReportError
        Another one is in it for minutes, or the folder cannot be written.
    """
    return held(folder / ".gate", busy=_busy(folder), wait_seconds=_GATE_SECONDS)


def _live(folder: Path) -> list[Desk]:
    """Give the desks whose process lives; what the dead left is no lock, and goes."""
    return [desk for desk in map(_desk_if_live, sorted(folder.glob(".lock*"))) if desk]


def _desk_if_live(lock: Path) -> Desk | None:
    named = _LOCK.fullmatch(lock.name)
    if named is None:
        return None
    number, of, plan = named.groups()
    try:
        with held(lock, busy=_busy(lock.parent)):
            pass
    except ReportError:
        return Desk(lock.parent, Shard(int(number), int(of)) if of else WHOLE, plan or "")
    if of:
        lock.unlink()
    return None


def _require_room(desk: Desk, other: Desk) -> None:
    """Raise unless two desks can stand in one folder."""
    if WHOLE in (desk.shard, other.shard):
        raise _busy(desk.folder)
    if desk.shard.of != other.shard.of:
        raise ReportError(
            f"ขณะนี้มีงานที่แบ่งเป็น {other.shard.of} ส่วนกำลังเขียนอยู่ จะแบ่งเป็นจำนวนอื่นพร้อมกันไม่ได้",
            got=str(desk.shard),
            where=str(desk.folder),
            todo=f"ใช้ --shard i/{other.shard.of} หรือรอให้งานนั้นจบ",
        )
    if desk.shard == other.shard:
        raise ReportError(
            "ส่วนนี้ของงานกำลังทำอยู่แล้ว ทำพร้อมกันสองครั้งไม่ได้",
            got=str(desk.shard),
            where=str(desk.folder),
            todo="ใช้ส่วนอื่น หรือรอให้ส่วนนั้นจบแล้วสั่งใหม่",
        )
    if desk.plan != other.plan:
        raise ReportError(
            "ทุกส่วนที่ทำพร้อมกันต้องมาจากแฟ้มรายงานและจังหวัดชุดเดียวกัน",
            got=str(desk.shard),
            where=str(desk.folder),
            todo="สั่งทุกส่วนด้วยแฟ้มเดียวกันและ --province เดียวกัน หรือรอให้ส่วนอื่นจบ",
        )


def _busy(folder: Path) -> ReportError:
    return ReportError(
        "โฟลเดอร์ผลลัพธ์เขียนได้ครั้งละหนึ่งงาน ขณะนี้มีงานอื่นกำลังเขียนอยู่",
        where=str(folder),
        todo="รอให้งานนั้นจบแล้วสั่งใหม่",
    )


def _tidy_the_dead(folder: Path, live: Sequence[Desk], keep_runs: int) -> None:
    """Tidy up after all who were stopped or killed between two steps."""
    at_work = {desk.suffix for desk in live}
    left = (_ASIDE.fullmatch(path.name) for path in sorted(folder.glob(".*")))
    for suffix in sorted({name.group(1) for name in left if name} - at_work):
        _tidy(folder, suffix, keep_runs)
    for part in folder.glob(".*.part"):  # written behind the gate only, so nobody writes it now
        part.unlink()


def _tidy(folder: Path, suffix: str, keep_runs: int) -> None:
    old = folder / f".old{suffix}"
    for replaced in old.glob("*/*"):
        place = folder / replaced.relative_to(old)
        if not place.exists():  # moved out of the way, and its successor never came
            place.parent.mkdir(exist_ok=True)
            replaced.rename(place)
    shutil.rmtree(folder / f".staging{suffix}", ignore_errors=True)
    _keep_replaced(old, folder / _PREVIOUS, runs=keep_runs)


def _keep_replaced(old: Path, previous: Path, *, runs: int) -> None:
    """Keep the last copies of each report; the shares of a run come to lie together."""
    kept = sorted(int(p.name) for p in previous.glob("*") if p.name.isdigit())
    replaced = [path.relative_to(old) for path in old.glob("*/*")]
    if replaced:
        newest = kept[-1] if kept else 0
        if not kept or any((previous / str(newest) / path).exists() for path in replaced):
            kept.append(newest + 1)
        for path in replaced:
            place = previous / str(kept[-1]) / path
            place.parent.mkdir(parents=True, exist_ok=True)
            (old / path).rename(place)
    shutil.rmtree(old, ignore_errors=True)
    for number in kept[: max(0, len(kept) - runs)]:
        shutil.rmtree(previous / str(number))
    if not runs:
        shutil.rmtree(previous, ignore_errors=True)
