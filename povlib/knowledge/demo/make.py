"""Makes a whole shelf: pages are imported, and each lesson is taken through its steps."""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from povlib.errors import LessonError
from povlib.knowledge.demo.pages import make_pages
from povlib.knowledge.demo.schedule import Entry, plan_shelf
from povlib.knowledge.demo.steps import Made, take_steps
from povlib.knowledge.demo.used import plan_uses
from povlib.knowledge.files import write_lesson
from povlib.knowledge.history import append_steps
from povlib.knowledge.lesson import Lesson
from povlib.knowledge.marks import DEMO_MARK, is_demo
from povlib.knowledge.reading import read_lessons, read_wording
from povlib.knowledge.uses import append_use
from povlib.params import LessonEthics, read_yaml

__all__ = ["KEY", "make_lessons"]

KEY = "planted.json"
"""What was planted, for tests: the state of each district, copies, uses."""

_OWN = ("covered", "renewed", "second")


def make_lessons(
    folder: Path,
    *,
    districts: Sequence[str],
    fiscal_year_be: int = 2557,
    seed: int = 2557,
    params_dir: Path = Path("params"),
    progress: Callable[[int], object] | None = None,
) -> None:
    """Make a shelf of made-up lessons and their uses.

    Parameters
    ----------
    folder : pathlib.Path
        Not there yet, empty, or a made-up shelf, which is made anew.
    districts : sequence of str
        Codes of the districts with targets.
    fiscal_year_be : int
    seed : int
        The same arguments give the same bytes.
    params_dir : pathlib.Path
    progress : callable, optional
        Called with how many hundredths of the pages were read since the last call.

    Raises
    ------
    LessonError
        The folder holds something else, or lessons that were added to a made-up shelf.

    Notes
    -----
    The shelf appears whole or not at all. `planted.json` beside the lessons says what each district
    was given: covered, draft_only, missing (with the reason) or not_due.
    """
    _require_free(folder)
    entries = plan_shelf(districts, fiscal_year_be=fiscal_year_be, seed=seed)
    headings = read_wording(params_dir).headings
    ethics = read_yaml(params_dir / "lessons" / "ethics.yml", LessonEthics)
    with _aside(folder) as shelf:
        lessons = _imported(entries, seed=seed, params_dir=params_dir, progress=progress)
        made = take_steps(entries, lessons, ethics=ethics, seed=seed)
        for one in made:
            write_lesson(one.lesson, folder=shelf, headings=headings)
        steps = [step for one in made for step in one.steps]
        append_steps(shelf, sorted(steps, key=lambda step: (step.recorded_at, step.lesson_id)))
        for use in plan_uses(made, districts=districts, fiscal_year_be=fiscal_year_be, seed=seed):
            append_use(shelf, use)
        said = {"is_demo": True, "fiscal_year_be": fiscal_year_be, "seed": seed}
        _write_json(shelf / DEMO_MARK, said)
        _write_json(shelf / KEY, _planted(made, districts))


def _require_free(folder: Path) -> None:
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not is_demo(folder):
        raise LessonError(
            "โฟลเดอร์บทเรียนสมมติต้องว่าง หรือเป็นของที่ทำไว้ก่อน",
            got="มีแฟ้มอื่นอยู่",
            where=folder.as_posix(),
            todo="ใช้โฟลเดอร์อื่น",
        )
    planted = json.loads((folder / KEY).read_text(encoding="utf-8"))["lessons"]
    added = sorted({path.stem for path in folder.glob("*.md")} - {*planted})
    if added:
        raise LessonError(
            "โฟลเดอร์บทเรียนสมมติต้องไม่มีบทเรียนที่เติมเข้ามา เพราะจะถูกทำใหม่ทั้งโฟลเดอร์",
            got=", ".join(added[:3]),
            where=folder.as_posix(),
            todo="ย้ายบทเรียนเหล่านั้นออก หรือใช้โฟลเดอร์อื่น",
        )


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Give a new folder that takes the place of the old one when all is written."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as beside:
        shelf = Path(beside) / "new"
        shelf.mkdir()
        yield shelf
        if folder.exists():
            folder.rename(Path(beside) / "old")
        shutil.move(shelf, folder)


def _imported(
    entries: Sequence[Entry],
    *,
    seed: int,
    params_dir: Path,
    progress: Callable[[int], object] | None,
) -> dict[int, Lesson]:
    """Write the pages to files, import them, and give the lessons by number."""
    wording = read_wording(params_dir)
    lessons: dict[int, Lesson] = {}
    told = 0
    with tempfile.TemporaryDirectory() as place:
        for page in make_pages(entries, seed=seed):
            path = Path(place) / page.name
            path.write_bytes(page.content)
            read = read_lessons(path, wording=wording)
            lessons |= {entry.number: one for entry, one in zip(page.entries, read, strict=True)}
            if progress is not None:
                share = len(lessons) * 100 // len(entries)
                progress(share - told)
                told = share
    return lessons


def _planted(made: Sequence[Made], districts: Sequence[str]) -> dict[str, object]:
    """Say what was planted: each district's state, and what each lesson is."""
    states = dict.fromkeys(sorted(districts), "missing")
    for one in made:
        kind, code = one.entry.kind, one.entry.district_code
        if kind in _OWN:
            states[code] = "covered"
        elif kind in ("draft_only", "not_due"):
            states[code] = kind
    ids = {one.entry.number: one.lesson.id for one in made}
    return {"districts": dict(sorted(states.items())), "lessons": _told(made, ids)}


def _told(made: Sequence[Made], ids: Mapping[int, str]) -> dict[str, dict[str, str]]:
    told = {}
    for one in made:
        entry = one.entry
        said = {"district": entry.district_code, "theme": entry.theme.key, "kind": entry.kind}
        if entry.copies is not None:
            said["copy_of"] = ids[entry.copies]
        if entry.replaces is not None:
            said["replaces"] = ids[entry.replaces]
        told[one.lesson.id] = {**said, "status": one.lesson.status}
    return dict(sorted(told.items()))


def _write_json(path: Path, said: Mapping[str, object]) -> None:
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
