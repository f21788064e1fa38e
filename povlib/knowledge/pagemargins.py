"""Headers, footers and numbers of printed pages, told from text by their place and repetition."""

import re
from collections import Counter
from collections.abc import Callable

from povlib.thai import to_arabic_digits

__all__ = ["leave_out_margins"]

_MARGIN_LINES = 2
_LINES_TO_ONE = 3  # a page of few lines has no room for margins
_PAGES_LEAST = 3
_FEET_LEAST = 2  # no two pages end in the same words by chance
_REPEATED_SHARE = 0.6
_NUMBER = re.compile(
    r"(?:หน้า(?:ที่)?|page|p\.)?\s*[-–—|(\[]?\s*(\d{1,4})\s*[-–—|)\]]?(?:\s*(?:/|จาก|of)\s*\d{1,4})?",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"(?:หน้า(?:ที่)?|page)\s*\d{1,4}(?:\s*(?:/|จาก|of)\s*\d{1,4})?", re.IGNORECASE)
# What browsers print above and below a page.
_BROWSER_HEAD = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}[:.]\d\d(?: [AP]M)?\b.*")
_BROWSER_FOOT = re.compile(r"(?:https?|file|about):\S*\s*\d{1,4}/\d{1,4}")


def leave_out_margins(
    pages: list[list[str]], *, is_text: Callable[[str], bool] | None = None
) -> list[str]:
    """Join the lines of pages without what is printed around the text.

    Parameters
    ----------
    pages : list of list of str
        Lines of each page, none of them blank.
    is_text : callable, optional
        Tells a line that is text wherever it stands last: a heading may, on two pages.

    Returns
    -------
    list of str
        Without page numbers that count on from page to page, and without lines that stand first or
        last on most of at least three pages, or last on both of two (the first page keeps its
        header: it is the title).

    Examples
    --------
    >>> leave_out_margins([["ก", "ข", "- 1 -"], ["ค", "- 2 -"]])
    ['ก', 'ข', 'ค']
    """
    pages = _without_browser(pages)
    pages = _without_numbers(pages)
    depths = [min(_MARGIN_LINES, len(page) // _LINES_TO_ONE) for page in pages]
    heads = _repeated([page[:depth] for page, depth in zip(pages, depths, strict=True)])
    feet = _repeated(
        [page[len(page) - depth :] for page, depth in zip(pages, depths, strict=True)],
        pages_least=_FEET_LEAST,
    )
    kept: list[str] = []
    for number, (page, depth) in enumerate(zip(pages, depths, strict=True)):
        start, end = 0, len(page)
        while number and start < depth and _shape(page[start]) in heads:
            start += 1
        while end > len(page) - depth and _shape(page[end - 1]) in feet:
            if is_text is not None and is_text(page[end - 1]):
                break
            end -= 1
        kept += page[start:end]
    return kept


def _without_browser(pages: list[list[str]]) -> list[list[str]]:
    """Leave out a browser's date and address; a file may hold the date at the foot too."""
    if not any(page and _BROWSER_FOOT.fullmatch(page[-1]) for page in pages):
        return pages
    return [_within_browser_margins(page) for page in pages]


def _within_browser_margins(page: list[str]) -> list[str]:
    end = len(page) - 1 if page and _BROWSER_FOOT.fullmatch(page[-1]) else len(page)
    if page[:end] and _BROWSER_HEAD.fullmatch(page[0]):
        return page[1:end]
    is_below = 0 < end < len(page) and _BROWSER_HEAD.fullmatch(page[end - 1])
    return page[: end - 1 if is_below else end]


def _without_numbers(pages: list[list[str]]) -> list[list[str]]:
    """Leave out first or last lines that are numbers in step with the pages."""
    for at in (0, -1):
        found = {n: _page_number(page[at]) for n, page in enumerate(pages) if page}
        steps = Counter(value - n for n, value in found.items() if value is not None)
        step, times = steps.most_common(1)[0] if steps else (0, 0)
        # One number alone counts only where it is that of its page.
        if times > 1 or step == 1:
            numbered = {n for n, value in found.items() if value == n + step}
            pages = [
                [line for i, line in enumerate(page) if n not in numbered or i != at % len(page)]
                for n, page in enumerate(pages)
            ]
    return pages


def _page_number(line: str) -> int | None:
    found = _NUMBER.fullmatch(to_arabic_digits(line.strip()))
    return int(found.group(1)) if found else None


def _repeated(margins: list[list[str]], *, pages_least: int = _PAGES_LEAST) -> frozenset[str]:
    times = Counter(shape for lines in margins for shape in set(map(_shape, lines)))
    least = max(pages_least, _REPEATED_SHARE * len(margins))
    return frozenset(shape for shape, n in times.items() if n >= least)


def _shape(line: str) -> str:
    """Give a line without spaces and the number of its page, so that it is the same on all."""
    return re.sub(r"\s", "", _NUMBERED.sub("", to_arabic_digits(line)))
