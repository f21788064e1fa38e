"""All published lessons as a site that is read from a file share."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from povlib.knowledge.search.meanings import Meanings
from povlib.params import Region
from povlib.reports.catalogue.entries import Entry
from povlib.reports.catalogue.lesson_page import lesson_page
from povlib.reports.catalogue.list_page import list_page, page_name
from povlib.reports.catalogue.look import look_css
from povlib.reports.catalogue.near import near_lessons
from povlib.reports.catalogue.site import write_site

__all__ = ["make_catalogue"]


def make_catalogue(
    entries: Sequence[Entry],
    *,
    folder: Path,
    regions: Sequence[Region],
    meanings: Meanings,
    is_demo: bool,
) -> None:
    """Write the catalogue: a list with search, a page a lesson, and the look they share.

    Parameters
    ----------
    entries : sequence of Entry
        In the order of the list; only lessons that may be shown to everybody.
    folder : pathlib.Path
    regions : sequence of Region
    meanings : Meanings
    is_demo : bool

    Raises
    ------
    ReportError
        The folder may not be written: see `write_site`.
    """
    pages = {
        "index.html": list_page(entries, regions=regions, meanings=meanings, is_demo=is_demo),
        "look.css": look_css(is_demo=is_demo),
        **dict(_lesson_pages(entries)),
    }
    write_site({name: text.encode() for name, text in pages.items()}, folder=folder)


def _lesson_pages(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    near = near_lessons(entries)
    for number, entry in enumerate(entries):
        yield (
            page_name(entry.lesson.lesson_id),
            lesson_page(
                entry,
                near=[entries[one] for one in near[number]],
                before=entries[number - 1] if number else None,
                after=entries[number + 1] if number + 1 < len(entries) else None,
            ),
        )
