"""Numbers of persons stop at the door: telephone numbers and 13-digit ids of a page."""

import re

from povlib.thai import HIDDEN_TH, redact_numbers, to_arabic_digits

__all__ = ["redact_line"]

_DIGITS = re.compile(r"\d[\d\s().-]{6,}\d")
_REGION = "TH"


def redact_line(text: str) -> str:
    """Show telephone numbers and 13-digit ids of a line as [ปกปิด].

    Parameters
    ----------
    text : str
        One line; Thai digits are seen too.

    Returns
    -------
    str
        Names, year ranges and radio frequencies stay.

    Examples
    --------
    >>> redact_line("โทรศัพท์ ๐๘๑-๒๓๔-๕๖๗๘ ปี 2554 - 2557 คลื่น FM 98.75 MHz")
    'โทรศัพท์ [ปกปิด] ปี 2554 - 2557 คลื่น FM 98.75 MHz'
    """
    hidden = redact_numbers(text)
    plain = to_arabic_digits(hidden)
    if not _DIGITS.search(plain):
        return hidden
    # Imported here: most lines hold no such number, and the tables of all countries are large.
    import phonenumbers

    found = phonenumbers.PhoneNumberMatcher(
        plain, _REGION, leniency=phonenumbers.Leniency.STRICT_GROUPING
    )
    for match in reversed([*found]):
        hidden = hidden[: match.start] + HIDDEN_TH + hidden[match.end :]
    return hidden
