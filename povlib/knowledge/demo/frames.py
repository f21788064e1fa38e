"""Pages as files: plain text, text copied from a site, or the HTML of a blog or a Joomla site."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from html import escape
from importlib.resources import files

from povlib.thai import BE_OFFSET, MONTHS_SHORT_TH, MONTHS_TH

__all__ = ["Frame", "draw_frame", "framed", "written_date"]

_DAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
_ENDS = (
    ("ไม่มีความคิดเห็น:", "แสดงความคิดเห็น"),
    ("มีผู้อ่าน {} ครั้ง",),
    ("พิมพ์หน้านี้ | ส่งต่อให้เพื่อน",),
    ("< ก่อนหน้า      ถัดไป >", "สงวนลิขสิทธิ์ © {}"),
)


@dataclass(frozen=True)
class Frame:
    """What a site puts around a lesson.

    Attributes
    ----------
    kind : str
        plain, posted (text copied from a site), blogger or joomla.
    posted : datetime.date or None
        None for a plain page, and where a site does not say.
    """

    kind: str
    posted: date | None


def draw_frame(draw: random.Random, *, posted: date | None) -> Frame:
    """Draw where a lesson was put.

    Parameters
    ----------
    draw : random.Random
    posted : datetime.date or None
        None for a lesson without a date: it stands in a plain file.
    """
    if posted is None:
        return Frame("plain", None)
    return Frame(draw.choice(("posted", "posted", "posted", "blogger", "joomla")), posted)


def framed(
    lines: Sequence[str], *, frame: Frame, title: str, draw: random.Random
) -> tuple[str, bytes]:
    """Give the name's ending and the content of a page's file.

    Parameters
    ----------
    lines : sequence of str
        As `sheets.lay_out` gives them.
    frame : Frame
    title : str
    draw : random.Random
    """
    if frame.kind in ("blogger", "joomla") and frame.posted:
        body = _html(lines)
        page = _template(frame.kind).replace("@TITLE@", escape(title)).replace("@BODY@", body)
        page = page.replace("@DAY@", _weekday(frame.posted)).replace("@VIEWS@", _views(draw))
        stamp = f"{frame.posted.day:02d} {_short(frame.posted)} 09:{draw.randint(10, 59)}"
        return ".html", page.replace("@STAMP@", stamp).encode()
    said = [f"          {line[1:]}" if line[:1] == "\t" else line for line in lines]
    if frame.posted:
        ends = draw.choice(_ENDS)
        closing = [line.format(draw.randint(60, 900)) for line in ends]
        said = [_weekday(frame.posted), "", *said, "", *closing]
    return ".txt", _encoded("\n".join(said) + "\n", draw)


def written_date(day: date, *, draw: random.Random) -> str:
    """Write a day of the BE calendar in one of the usual ways.

    Parameters
    ----------
    day : datetime.date
    draw : random.Random

    Examples
    --------
    >>> written_date(date(2014, 1, 8), draw=random.Random(3))
    '8 มกราคม พ.ศ. 2557'
    """
    year = day.year + BE_OFFSET
    ways = (
        f"{day.day} {MONTHS_TH[day.month - 1]} {year}",
        f"{day.day} {MONTHS_TH[day.month - 1]} พ.ศ. {year}",
        f"{day.day} {_short(day)}",
        f"{day.day:02d}/{day.month:02d}/{year}",
    )
    return draw.choice(ways)


def _weekday(day: date) -> str:
    month = MONTHS_TH[day.month - 1]
    return f"วัน{_DAYS[day.weekday()]}ที่ {day.day} {month} พ.ศ. {day.year + BE_OFFSET}"


def _short(day: date) -> str:
    return f"{MONTHS_SHORT_TH[day.month - 1]} {day.year + BE_OFFSET}"


def _views(draw: random.Random) -> str:
    return str(draw.randint(100, 4000))


def _encoded(text: str, draw: random.Random) -> bytes:
    """Give some texts in the encoding of old systems, where all their letters are in it."""
    if draw.random() < 0.08:
        try:
            return text.encode("cp874")
        except UnicodeEncodeError:
            return text.encode()
    return text.encode()


def _html(lines: Sequence[str]) -> str:
    pieces: list[str] = []
    row = ""
    for line in lines:
        label, tab, value = line.partition("\t")
        if tab and label:
            row = f"<tr><td><p>{escape(label)}</p></td><td><p>{escape(value)}</p></td></tr>"
            pieces.append(f"<table>{row}</table>")
        elif tab and row:
            pieces[-1] = pieces[-1].replace(
                "</p></td></tr>", f"</p><p>{escape(value)}</p></td></tr>"
            )
        elif line.strip():
            indent = "&nbsp;" * (len(line) - len(line.lstrip()))
            pieces.append(f"<p>{indent}{escape(line.strip())}</p>")
    return "\n".join(pieces)


@cache
def _template(kind: str) -> str:
    path = files("povlib") / "resources" / "demo_lessons" / f"{kind}.html"
    return path.read_text(encoding="utf-8")
