"""Cards of a folder's lessons: what each is about, where and when it was, and how it stands.

Reading a page's record is slow and reading a card is not: cards are kept beside the lessons
(`cardfile`), and only a file that changed is read again.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path

from povlib import areas
from povlib.errors import InputError
from povlib.installed import file_sum, joined_sum
from povlib.knowledge.cardfile import (
    Drawer,
    Entry,
    Stamp,
    is_settled,
    read_drawer,
    stamps,
    write_drawer,
)
from povlib.knowledge.copies import Sketch, find_copies, own_text, sketch_of
from povlib.knowledge.files import lesson_of
from povlib.knowledge.history import HISTORY, Step, read_history, standing_of, text_sha256
from povlib.knowledge.lesson import Lesson, Status
from povlib.knowledge.marks import DEMO_MARK
from povlib.knowledge.occasion import area_codes, occasion_date, occasion_fiscal_year_be
from povlib.knowledge.profile import Profile, profile_of
from povlib.knowledge.reading import read_wording
from povlib.knowledge.redaction import hidden_people
from povlib.knowledge.uses import USES
from povlib.params import ProfileWords, read_lesson_profile

__all__ = ["Card", "read_cards", "shelf_fingerprint"]

_UNDATED = "9999"


@dataclass(frozen=True)
class Card:
    """What is known of a lesson without reading it.

    Attributes
    ----------
    lesson_id : str
    status : str
        As the history decides.
    title : str
        Numbers and names of people hidden; "" where the lesson has none, or was withdrawn.
    district_code, province_code : str or None
        4 and 2 digits, of today's places; None where the page names none, or not clearly one.
    area_th : str
        With the word for its level; "" where no place is known.
    date : str or None
        ISO, as exact as the page has it: of recording, else of publication, else of the event; one
        with its month before one without.
    fiscal_year_be : int or None
        That the date lies in; None where it has no month.
    profile : Profile
    copy_of : str or None
        The earliest lesson that this one nearly repeats (`copies`).
    sha256 : str
        Of the file.
    """

    lesson_id: str
    status: Status
    title: str
    district_code: str | None
    province_code: str | None
    area_th: str
    date: str | None
    fiscal_year_be: int | None
    profile: Profile
    copy_of: str | None
    sha256: str


def read_cards(folder: Path, *, params_dir: Path) -> tuple[Card, ...]:
    """Give the cards of all lessons of a folder, by id.

    Parameters
    ----------
    folder : pathlib.Path
    params_dir : pathlib.Path
        The settings; what is in `lessons/` decides on profiles.

    Returns
    -------
    tuple of Card
        Also of superseded and withdrawn lessons, which the status tells. None for an empty folder.

    Raises
    ------
    InputError
        There is no such folder, or a file is damaged.

    Notes
    -----
    Kept in `.index/cards.json`; only files that changed are read. Where the folder cannot be
    written, the cards are made each time. Several processes may read and keep them at once.
    """
    if not folder.is_dir():
        raise InputError(
            "ต้องมีโฟลเดอร์บทเรียน", where=folder.as_posix(), todo="นำเข้าด้วย povlib lessons import"
        )
    made_by = _made_by(params_dir)
    drawer, history = read_drawer(folder, version=made_by), read_history(folder)
    settings = _Settings(params_dir)
    entries, is_new = _entries(folder, drawer, settings)
    renewals = _renewals(history)
    copies, copies_of = drawer.copies, _copies_key(entries, renewals)
    if copies_of != drawer.copies_of:
        copies, is_new = _copies(folder, entries, renewals, settings), True
    if is_new:
        write_drawer(Drawer(entries, copies, copies_of), folder=folder, version=made_by)
    last = {step.lesson_id: step for step in history}
    return tuple(_card(entry, last, copies) for entry in entries.values())


def shelf_fingerprint(folder: Path) -> str:
    """Give one SHA-256 over what reports on lessons tell of: lessons, history, uses, demo mark.

    Parameters
    ----------
    folder : pathlib.Path

    Returns
    -------
    str
        The same for the same contents, whatever the files' times.
    """
    drawer = read_drawer(folder, version=None)
    noted_as = {name: _noted(drawer, name, stamp) for name, stamp in stamps(folder).items()}
    lessons = [
        (name, noted.sha256 if noted else file_sum(folder / name))
        for name, noted in noted_as.items()
    ]
    others = [folder / name for name in (HISTORY, USES, DEMO_MARK)]
    return joined_sum([*lessons, *((one.name, file_sum(one)) for one in others if one.is_file())])


def _noted(drawer: Drawer, name: str, stamp: Stamp) -> Entry | None:
    """Give the entry of a file that must be as it was noted."""
    noted = drawer.entries.get(name)
    is_same = noted is not None and noted.stamp == stamp
    return noted if is_same and is_settled(stamp, written_ns=drawer.written_ns) else None


def _made_by(params_dir: Path) -> str:
    """Name what cards are made with: settings, this room, and what it cuts words with."""
    files = (params_dir / "lessons").glob("*.yml")
    return joined_sum([*((file.name, file_sum(file)) for file in files), *_programs()])


@cache
def _programs() -> tuple[tuple[str, str], ...]:
    room = Path(__file__).parent
    own = [(file.relative_to(room).as_posix(), file_sum(file)) for file in room.rglob("*.py")]
    return (*own, *((name, version(name)) for name in ("nlpo3", "pythainlp", "geothai")))


def _entries(folder: Path, drawer: Drawer, settings: "_Settings") -> tuple[dict[str, Entry], bool]:
    """Give the entry of each file, and whether any was not noted so."""
    found, is_new = {}, False
    for name, stamp in stamps(folder).items():
        noted = _noted(drawer, name, stamp)
        is_new = is_new or noted is None
        found[name] = noted or _looked_at(folder / name, stamp, drawer.entries.get(name), settings)
    return found, is_new or found.keys() != drawer.entries.keys()


def _looked_at(path: Path, stamp: Stamp, noted: Entry | None, settings: "_Settings") -> Entry:
    content = path.read_bytes()
    sha256 = hashlib.sha256(content).hexdigest()
    if noted is not None and noted.sha256 == sha256:
        return replace(noted, stamp=stamp)
    lesson = settings.lesson(content, path.name)
    sketch = sketch_of(own_text(lesson))
    return Entry(
        stamp=stamp,
        sha256=sha256,
        text_sha256=text_sha256(lesson),
        own_sha256=sketch.text_sha256,
        hashes=sketch.hashes.hex(),
        told=_told(lesson, settings.words),
    )


def _told(lesson: Lesson, words: ProfileWords) -> dict[str, object]:
    district_code, province_code = area_codes(lesson.district, lesson.province)
    place = district_code or province_code
    day = occasion_date(lesson)
    return {
        "lesson_id": lesson.id,
        "title": hidden_people(lesson.title or "", owner=lesson.owner),
        "district_code": district_code,
        "province_code": province_code,
        "area_th": areas.area_label_th(place) if place else "",
        "date": day,
        "fiscal_year_be": occasion_fiscal_year_be(day),
        "profile": asdict(profile_of(lesson, words=words)),
    }


def _renewals(history: Iterable[Step]) -> set[tuple[str, str]]:
    """Give each lesson with all older ones whose place it took, at once or by others."""
    older: dict[str, set[str]] = {}
    for step in history:
        if step.status == "superseded":
            older.setdefault(step.note, set()).update(
                {step.lesson_id}, older.get(step.lesson_id, ())
            )
    return {(new, old) for new, ones in older.items() for old in ones}


def _in_order(entries: Mapping[str, Entry]) -> list[Entry]:
    """Give entries as originals come before copies: by date, undated last, then by id."""
    order = ((one.told["date"] or _UNDATED, one.told["lesson_id"], one) for one in entries.values())
    return [one for _, _, one in sorted(order, key=lambda row: row[:2])]


def _copies_key(entries: Mapping[str, Entry], renewals: Iterable[tuple[str, str]]) -> str:
    ordered = [(one.told["lesson_id"], one.own_sha256) for one in _in_order(entries)]
    said = json.dumps([ordered, sorted(renewals)])
    return hashlib.sha256(said.encode()).hexdigest()


def _copies(
    folder: Path,
    entries: Mapping[str, Entry],
    renewals: Collection[tuple[str, str]],
    settings: "_Settings",
) -> dict[str, str]:
    names = {entry.told["lesson_id"]: name for name, entry in entries.items()}
    sketches = {
        one.told["lesson_id"]: Sketch(one.own_sha256, bytes.fromhex(one.hashes))
        for one in _in_order(entries)
    }

    def text_of(lesson_id: str) -> str:
        name = names[lesson_id]
        return own_text(settings.lesson((folder / name).read_bytes(), name))

    return find_copies(sketches, text_of=text_of, renewals=renewals)


def _card(entry: Entry, last: Mapping[str, Step], copies: Mapping[str, str]) -> Card:
    told = dict(entry.told)
    profile = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in told.pop("profile").items()
    }
    name = told["lesson_id"]
    return Card(
        **told,
        status=standing_of(entry.text_sha256, last.get(name)),
        profile=Profile(**profile),
        copy_of=copies.get(name),
        sha256=entry.sha256,
    )


class _Settings:
    """What a lesson's file is read with; the settings are read when the first is."""

    def __init__(self, params_dir: Path) -> None:
        self._params_dir = params_dir

    @cached_property
    def headings(self) -> Mapping[str, str]:
        """Thai heading of each field."""
        return read_wording(self._params_dir).headings

    @cached_property
    def words(self) -> ProfileWords:
        """Words that tell what a lesson is about."""
        return read_lesson_profile(self._params_dir / "lessons" / "profile.yml")

    def lesson(self, content: bytes, where: str) -> Lesson:
        """Give the lesson of a file, which must have its id for a name: no id stands twice."""
        lesson = lesson_of(content, headings=self.headings, where=where)
        if where != f"{lesson.id}.md":
            raise InputError(
                "ชื่อแฟ้มบทเรียนต้องเป็นรหัสของบทเรียน",
                got=lesson.id,
                where=where,
                todo=f"เปลี่ยนชื่อแฟ้มเป็น {lesson.id}.md หรือนำแฟ้มที่ซ้ำออกจากโฟลเดอร์",
            )
        return lesson
