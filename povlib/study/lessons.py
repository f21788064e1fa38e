"""Opening the lessons of one province and fiscal year.

Coverage, lessons and themes come from the shelf alone; what the province needs and what became of
lessons in use come from target households, through the same gate as everything else.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from povlib import areas, data
from povlib.disclosure import PublicTable
from povlib.errors import LessonError
from povlib.knowledge.cards import read_cards, shelf_fingerprint
from povlib.knowledge.coverage import coverage
from povlib.knowledge.marks import is_demo
from povlib.knowledge.reading import read_wording
from povlib.knowledge.showing import public_lessons
from povlib.knowledge.uses import Use, read_uses
from povlib.params import Occupation, read_lesson_profile
from povlib.study.gate import Gate, source_th
from povlib.study.lesson_fits import fits_table
from povlib.study.lesson_tables import (
    Shelf,
    coverage_table,
    headline_table,
    lessons_table,
    theme_table,
)
from povlib.study.model import Study, frozen
from povlib.study.nation import nation_pattern
from povlib.study.needs import needs
from povlib.study.outcomes import open_outcomes
from povlib.study.questions import questions_table
from povlib.study.rules import Rules, read_rules, region_of

__all__ = ["lessons_folder", "open_lessons"]


def open_lessons(
    register: Path | str,
    *,
    lessons_dir: Path | str,
    province_code: str,
    fiscal_year_be: int,
    bmn_year_be: int,
    as_of: date,
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
) -> Study:
    """Give what a province has learned in a fiscal year, and what it still lacks.

    Parameters
    ----------
    register, params_dir : path
    lessons_dir : path
        Folder of lessons; one without lessons gives a study that says so.
    province_code : str
        Two digits. A province without targets owes no lesson.
    fiscal_year_be, bmn_year_be : int
        They must belong together, as policy says.
    as_of : datetime.date
        Of the households, and of uses: later ones are not counted.
    accept_unconfirmed : bool
        True lets an unconfirmed income line through.

    Returns
    -------
    Study
        With `lessons_headline`, `coverage`, `lessons`, `themes`, `needs`, `fits`, `questions`, and
        the nation's `outcomes`.
        Texts are those that everyone may read: approved or published, nobody named who did not
        agree, numbers of persons hidden.

    Raises
    ------
    AreaError
        There is no such province.
    LessonError
        There is no such folder.
    ParamsError, RegisterError
        As `open_province`.
    """
    register, params_dir = Path(register), Path(params_dir)
    areas.require_province(province_code)
    folder = lessons_folder(lessons_dir)
    when = {"fiscal_year_be": fiscal_year_be, "bmn_year_be": bmn_year_be, "as_of": as_of}
    when |= {"accept_unconfirmed": accept_unconfirmed}
    rules = read_rules(params_dir, **when)
    manifest = data.read_manifest(register)
    cards = read_cards(folder, params_dir=params_dir)
    is_made_up = manifest.is_demo or is_demo(folder)
    shelf = Shelf(cards, province_code, fiscal_year_be, is_made_up)
    region = region_of(province_code, regions=rules.regions)
    outcomes = open_outcomes(register, lessons_dir=folder, params_dir=params_dir, **when)
    own = _shelf_tables(register, folder, shelf, params_dir=params_dir, rules=rules)
    return Study(
        level="province",
        area_code=province_code,
        area_th=areas.area_name_th(province_code),
        region_th=region.name_th if region else "",
        fiscal_year_be=fiscal_year_be,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        is_demo=is_made_up,
        register_sha256=data.fingerprint(register),
        line_baht=rules.line_baht,
        settings=outcomes.settings,
        tables=frozen([*own, outcomes.tables["outcomes"]]),
        doors=MappingProxyType({}),
        lessons_sha256=shelf_fingerprint(folder),
    )


def lessons_folder(lessons_dir: Path | str) -> Path:
    """Give the folder of lessons that a door named.

    Parameters
    ----------
    lessons_dir : path

    Raises
    ------
    LessonError
        None was named, or it is not there.
    """
    if not str(lessons_dir) or not Path(lessons_dir).is_dir():
        raise LessonError(
            "ต้องมีโฟลเดอร์บทเรียน",
            got=str(lessons_dir) or "เว้นว่าง",
            where="lessons",
            todo="นำเข้าด้วย povlib lessons import แฟ้ม --to โฟลเดอร์ แล้วใส่โฟลเดอร์นั้น",
        )
    return Path(lessons_dir)


def _shelf_tables(
    register: Path, folder: Path, shelf: Shelf, *, params_dir: Path, rules: Rules
) -> list:
    words = read_lesson_profile(params_dir / "lessons" / "profile.yml")
    themes = {key: theme.label_th for key, theme in words.profile.themes.items()}
    due = data.districts(
        register,
        "target",
        year_be=rules.fiscal_year_be,
        province_codes=_with_targets(register, shelf, rules=rules),
    )
    own = [card for card in shelf.cards if card.province_code == shelf.province_code]
    found = coverage(own, due=due, fiscal_year_be=rules.fiscal_year_be)
    texts = public_lessons(
        folder,
        ids=[card.lesson_id for card in shelf.public],
        params_dir=params_dir,
        at_least="approved",
    )
    districts = coverage_table(found, shelf=shelf)
    lacking = _needs(register, shelf, occupations=words.occupations, rules=rules)
    in_short = lessons_table(
        texts, shelf=shelf, themes=themes, headings=read_wording(params_dir).headings
    )
    return [
        headline_table(districts, shelf=shelf, uses=_used(read_uses(folder), shelf, rules=rules)),
        districts,
        in_short,
        theme_table(shelf, themes=themes),
        lacking,
        fits_table(
            lacking, region=region_of(shelf.province_code, regions=rules.regions), shelf=shelf
        ),
        questions_table(districts, in_short, needs=lacking, shelf=shelf),
    ]


def _needs(
    register: Path, shelf: Shelf, *, occupations: Sequence[Occupation], rules: Rules
) -> PublicTable:
    manifest = data.read_manifest(register)
    targets = nation_pattern(register, manifest=manifest, rules=rules)
    return needs(
        register,
        manifest=manifest,
        gate=Gate(targets, source_th=source_th(manifest), is_demo=manifest.is_demo),
        area_code=shelf.province_code,
        occupations=occupations,
        rules=rules,
    )


def _with_targets(register: Path, shelf: Shelf, *, rules: Rules) -> tuple[str, ...]:
    """Give the province in a tuple, nothing where it has no target household this year."""
    there = data.provinces(register, "target", year_be=rules.fiscal_year_be)
    return tuple(code for code in there if code == shelf.province_code)


def _used(uses: Iterable[Use], shelf: Shelf, *, rules: Rules) -> dict[str, int]:
    """Count what districts of the province used in the fiscal year, up to the date."""
    until = rules.as_of.isoformat()
    own = [
        use.lesson_id
        for use in uses
        if use.district_code[:2] == shelf.province_code
        and use.fiscal_year_be == rules.fiscal_year_be
        and use.used_on <= until
    ]
    return {"uses": len(own), "used_lessons": len(set(own))}
