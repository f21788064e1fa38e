"""The form of the catalogue's first page: a field for words, and filters with what they leave."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape

from povlib import thai
from povlib.params import Region
from povlib.reports.catalogue.entries import Entry, Subject

__all__ = ["filters_html"]


@dataclass(frozen=True)
class _Choice:
    """One option of a filter."""

    value: str
    label: str
    count: int


def filters_html(entries: Sequence[Entry], *, regions: Sequence[Region]) -> str:
    """Give the search field and the filters, hidden until the page's script stands.

    Parameters
    ----------
    entries : sequence of Entry
    regions : sequence of Region

    Returns
    -------
    str
        Each option with the number of its lessons; an option without a lesson is not there.
    """
    subjects = (
        ("t", "หัวข้อ", "ทุกหัวข้อ", lambda one: one.themes),
        ("o", "อาชีพ", "ทุกอาชีพ", lambda one: one.occupations),
        ("c", "สาเหตุ (สี่ ท)", "ทุกสาเหตุ", lambda one: one.causes),
    )
    selects = "".join(
        _select(name, label, every, _options(_choices(entries, of)))
        for name, label, every, of in subjects
    )
    return (
        '<form class="ask" id="ask" role="search" hidden autocomplete="off">'
        '<label class="q">ค้นบทเรียน<input type="search" name="q" maxlength="200"'
        ' placeholder="เช่น ออมเงินผู้สูงอายุ"></label>'
        f"{_select('p', 'จังหวัดหรือภาค', 'ทั้งประเทศ', _place_options(entries, regions))}"
        f"{selects}{_select('y', 'ปีงบประมาณ', 'ทุกปี', _options(_years(entries)))}</form>"
    )


def _select(name: str, label: str, every: str, options: str) -> str:
    return (
        f'<label>{label}<select name="{name}"><option value="">{every}</option>{options}'
        "</select></label>"
    )


def _options(choices: Iterable[_Choice]) -> str:
    return "".join(
        f'<option value="{escape(one.value, quote=True)}">'
        f"{escape(one.label)} ({one.count:,})</option>"
        for one in choices
    )


def _choices(entries: Iterable[Entry], of: Callable[[Entry], tuple[Subject, ...]]) -> list[_Choice]:
    counts = Counter(subject for entry in entries for subject in of(entry))
    return [_Choice(one.key, one.label_th, n) for one, n in _by_label(counts)]


def _by_label(counts: Counter[Subject]) -> list[tuple[Subject, int]]:
    return thai.sorted_th(sorted(counts.items(), key=lambda one: one[0].key), key=_label)


def _label(counted: tuple[Subject, int]) -> str:
    return counted[0].label_th


def _years(entries: Iterable[Entry]) -> list[_Choice]:
    counts = Counter(one.lesson.fiscal_year_be for one in entries)
    return [
        _Choice(str(year), str(year), counts[year])
        for year in sorted(counts.keys() - {None}, reverse=True)
    ]


def _place_options(entries: Sequence[Entry], regions: Iterable[Region]) -> str:
    """Give regions and, under each, its provinces; only those that have lessons."""
    counts = Counter(one.lesson.province_code for one in entries)
    names = {one.lesson.province_code: one.province_th for one in entries}
    groups = []
    for region in regions:
        there = thai.sorted_th((c for c in region.provinces if counts[c]), key=names.__getitem__)
        whole = _Choice(f"r{region.key}", f"{region.name_th}ทั้งหมด", sum(counts[c] for c in there))
        choices = [_Choice(code, names[code], counts[code]) for code in there]
        if there:
            shown = _options([whole, *choices] if len(there) > 1 else choices)
            groups.append(
                f'<optgroup label="{escape(region.name_th, quote=True)}">{shown}</optgroup>'
            )
    return "".join(groups)
