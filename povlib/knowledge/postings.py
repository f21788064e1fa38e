"""Lines that tell when a page was posted, with what sites set beside the day."""

import re
from dataclasses import dataclass
from datetime import date

from povlib.thai import HIDDEN_TH, read_date

__all__ = ["Posting", "read_posting"]

_WEEKDAY = re.compile(r"^วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์)\s?ที่\s")
_DATED = re.compile(
    r"^(?:วันที่\s?)?\d{1,2}[\s/.-]+\S+[\s/.-]+(?:พ\.?\s?ศ\.?\s?)?\d{2,4}(?:[\s,]+.{0,14})?$"
)
_BEFORE = re.compile(r"^(?:เมื่อ(?:วันที่)?|โพสต์|on)\s?[:：]?\s(?=\d)", re.IGNORECASE)
_VIEWS = r"[\s|·•(-]+(?:ฮิต|เปิดอ่าน|อ่าน(?:แล้ว)?|(?:ผู้)?(?:เข้า)?ชม|Hits|views?)\W{0,3}[\d,]+.{0,8}"
# Who has no name of a person put the page on the site, and is not the owner of what it says.
_BY = (
    r"[\s|·•-]+(?:by|(?:เขียน|โพสต์)?โดย)\s?[:：]?\s?"
    r"(?:[A-Za-z][\w.@-]*(?: [A-Za-z][\w.@-]*)?|ผู้ดูแล\S*|แอดมิน\S*)"
)
_COUNTS = (
    r"[\s|·•-]+(?:(?:ไม่มี|\d+)\s?(?:ความ(?:คิด)?เห็น|comments?|นาที(?:ในการอ่าน)?|min(?:ute)?s?)"
    r"|(?:ความ(?:คิด)?เห็น|วันนี้|เมื่อวาน(?:นี้)?|สัปดาห์นี้|เดือนนี้|ทั้งหมด|ออนไลน์)\W{0,3}[\d,]+)"
)
_KIND = r"[\s|·•-]+(?:หมวดหมู่|หมวด|ประเภท|Category)\s?[:：]\s?[^|:：]{1,40}"
_CONTACT = (
    r"\s?\|\s?(?:webmaster|e-?mail|อีเมล|โทร(?:ศัพท์|สาร)?|tel|fax|แฟกซ์)"
    rf"\s?[:：.]?\s?{re.escape(HIDDEN_TH)}"
)
_BESIDE = re.compile(rf"(?:{_VIEWS}|{_BY}|{_COUNTS}|{_KIND}|{_CONTACT})\W{{0,2}}$", re.IGNORECASE)
_LONGEST = 60
_EARLIEST_CE, _LATEST_CE = 1997, 2040


@dataclass(frozen=True)
class Posting:
    """A line without what a site sets beside it.

    Attributes
    ----------
    text : str
    day : datetime.date or None
        Of a line that is a date and nothing else.
    is_sure : bool
        It is a date as sites write it; a bare one may stand in any text.
    """

    text: str
    day: date | None
    is_sure: bool


def read_posting(line: str) -> Posting:
    """Read a line of a site: its day, and its text without views, comments and who put it there.

    Parameters
    ----------
    line : str
        Tidied, in Arabic digits.

    Examples
    --------
    >>> read_posting("12 ธันวาคม 2557 โดย admin | อ่าน 560").day
    datetime.date(2014, 12, 12)
    >>> read_posting("12 ธันวาคม 2557 กลุ่มประชุมกันเป็นครั้งแรก").day is None
    True
    """
    text = line
    while found := _BESIDE.search(text):
        text = text[: found.start()]
    day = _day(_BEFORE.sub("", text))
    is_sure = day is not None and (text != line or _WEEKDAY.match(text) is not None)
    return Posting(text, day, is_sure)


def _day(text: str) -> date | None:
    """Give the date that a whole line is."""
    if len(text) > _LONGEST or not (_WEEKDAY.match(text) or _DATED.match(text)):
        return None
    reading = read_date(text, earliest_ce=_EARLIEST_CE, latest_ce=_LATEST_CE)
    return reading.value if reading.kind == "value" else None
