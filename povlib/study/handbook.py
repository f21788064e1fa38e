"""Opening the career handbook: occupations, lessons behind them, and what goes with them."""

from datetime import date
from pathlib import Path
from types import MappingProxyType

from povlib import areas, data
from povlib.disclosure import PublicTable
from povlib.knowledge.cards import read_cards, shelf_fingerprint
from povlib.knowledge.marks import is_demo
from povlib.knowledge.showing import public_lessons
from povlib.params import Occupation, read_occupations
from povlib.study.gate import Gate, source_th
from povlib.study.handbook_tables import (
    handbook_headline,
    lessons_by_occupation,
    occupation_lessons_table,
    occupations_table,
)
from povlib.study.lesson_tables import Shelf
from povlib.study.lessons import lessons_folder
from povlib.study.model import Study, frozen
from povlib.study.nation import nation_pattern
from povlib.study.needs import needs
from povlib.study.outcomes import open_outcomes
from povlib.study.rules import Rules, read_rules

__all__ = ["open_handbook"]


def open_handbook(
    register: Path | str,
    *,
    lessons_dir: Path | str,
    fiscal_year_be: int,
    bmn_year_be: int,
    as_of: date,
    params_dir: Path | str = "params",
    accept_unconfirmed: bool = False,
) -> Study:
    """Give what is known of the occupations that target households may take up.

    Parameters
    ----------
    register, lessons_dir, params_dir : path
    fiscal_year_be, bmn_year_be : int
        They must belong together, as policy says.
    as_of : datetime.date
    accept_unconfirmed : bool
        True lets an unconfirmed income line through.

    Returns
    -------
    Study
        Of the nation, with `handbook_headline`, `occupations`, `occupation_lessons` (published
        lessons of all years), `needs` (the nation's) and `occupation_outcomes`.

    Raises
    ------
    LessonError
        There is no such folder of lessons.
    ParamsError, RegisterError
        As `open_nation`.
    """
    register, params_dir = Path(register), Path(params_dir)
    folder = lessons_folder(lessons_dir)
    when = {"fiscal_year_be": fiscal_year_be, "bmn_year_be": bmn_year_be, "as_of": as_of}
    when |= {"accept_unconfirmed": accept_unconfirmed}
    rules = read_rules(params_dir, **when)
    found = open_outcomes(register, lessons_dir=folder, params_dir=params_dir, **when)
    manifest = data.read_manifest(register)
    is_made_up = manifest.is_demo or is_demo(folder)
    occupations = read_occupations(params_dir / "lessons" / "occupations.yml")
    tables = [
        *_lesson_tables(folder, occupations, params_dir=params_dir, is_made_up=is_made_up),
        _nation_needs(register, occupations, manifest=manifest, rules=rules),
        found.tables["occupation_outcomes"],
    ]
    return Study(
        level="nation",
        area_code=areas.NATION_CODE,
        area_th=areas.area_name_th(areas.NATION_CODE),
        region_th="",
        fiscal_year_be=fiscal_year_be,
        bmn_year_be=bmn_year_be,
        as_of=as_of,
        is_demo=is_made_up,
        register_sha256=found.register_sha256,
        line_baht=found.line_baht,
        settings=found.settings,
        tables=frozen(tables),
        doors=MappingProxyType({}),
        lessons_sha256=shelf_fingerprint(folder),
    )


def _lesson_tables(
    folder: Path, occupations: tuple[Occupation, ...], *, params_dir: Path, is_made_up: bool
) -> list[PublicTable]:
    cards = read_cards(folder, params_dir=params_dir)
    about = [card.lesson_id for card in cards if card.profile.occupations]
    texts = public_lessons(folder, ids=about, params_dir=params_dir, at_least="published")
    given = {
        "lessons": lessons_by_occupation(texts, cards=cards),
        "shelf": Shelf(cards, areas.NATION_CODE, 0, is_made_up),
    }
    return [
        handbook_headline(occupations, **given),
        occupations_table(occupations, **given),
        occupation_lessons_table(occupations, **given),
    ]


def _nation_needs(
    register: Path,
    occupations: tuple[Occupation, ...],
    *,
    manifest: data.Manifest,
    rules: Rules,
) -> PublicTable:
    pattern = nation_pattern(register, manifest=manifest, rules=rules)
    return needs(
        register,
        manifest=manifest,
        gate=Gate(pattern, source_th=source_th(manifest), is_demo=manifest.is_demo),
        area_code=areas.NATION_CODE,
        occupations=occupations,
        rules=rules,
    )
