"""Persons stay out of what is shown: numbers at the door, names of people in every public text."""

import re
from collections.abc import Iterator
from functools import lru_cache

from povlib.knowledge.people import looks_like_office
from povlib.thai import HIDDEN_TH, redact, redact_numbers, to_arabic_digits
from povlib.thai.personal_titles import is_ordinary
from povlib.thai.wordlists import read_word_lists

__all__ = ["hidden_byline", "hidden_people", "owner_names", "redact_line", "without_title"]

# Most lines have neither, and nothing to hide.
_TELLING = re.compile(r"[A-Za-z\d]")
_DIGITS = re.compile(r"\d[\d\s().-]{6,}\d")
_SIGN = "[A-Za-z0-9._%+-]"
_CONTACTS = (
    re.compile(
        rf"(?<!{_SIGN})(?P<hidden>{_SIGN}{{1,64}}@(?:[A-Za-z0-9-]{{1,63}}\.){{1,5}}[A-Za-z]{{2,12}})"
    ),
    # A name on Line follows a colon, the word ID or "@": "Line OTOP" may be any group.
    re.compile(
        r"(?:(?<!ออน)ไลน์|(?<![A-Za-z])[Ll](?:ine|INE))(?:\s?(?:ไอดี|[Ii][Dd]\b)\s?[:=]?|\s?[:=]|\s?(?=@))\s?"
        rf"(?P<hidden>(?!www\.|https?\b)@?{_SIGN}{{3,40}})"
    ),
    re.compile(
        rf"(?:ไอดี|[Ii][Dd])\s?(?:ไลน์|[Ll](?:ine|INE)\b)\s?[:=]?\s?(?P<hidden>@?{_SIGN}{{3,40}})"
    ),
    re.compile(
        r"(?:เลข(?:ที่)?\s?บัญชี|บัญชี\s?เลขที่)[^\d\n]{0,40}"
        r"(?P<hidden>(?<!\d)\d(?:[ -]{0,2}\d){9,11})(?!\d)"
    ),
    re.compile(r"(?<![\d-])(?P<hidden>\d{3}-\d-\d{5}-\d)(?![\d-])"),
)
# Each of them holds one of these; most lines have none.
_IN_CONTACTS = str.split("@ ไลน์ ine INE บัญชี -")
_REGION = "TH"
_TITLES = re.compile(
    r"^(?:นางสาว|นาย|นาง|น\.\s?ส\.|ดร\.|คุณ|พระ(?:ครู|มหา)?|แม่ชี|อาจารย์|ครู|กำนัน|ผู้ใหญ่(?:บ้าน)?|ป้า|ลุง|พ่อ|แม่"
    r"|(?:ว่าที่\s?)?(?:ร้อย|พัน|สิบ|จ่าสิบ)(?:ตรี|โท|เอก)|(?:ว่าที่\s?)?(?:[รพส]|จ\.ส)\.(?:ต\.)?[ตทอ]\.)\s*(?:หญิง\s)?"
)
_BYLINE = re.compile(
    r"^\W*(?:ชื่อ)?(?:ผู้(?:จด)?บันทึก(?:ความรู้)?|ผู้เรียบเรียง|ผู้รวบรวม|ผู้ถอดบทเรียน|ผู้สัมภาษณ์|ผู้เขียน|ผู้เล่า(?:เรื่อง)?"
    r"|ผู้ให้(?:ข้อมูล|สัมภาษณ์)|(?:เขียน|เรียบเรียง|บันทึก|เล่า|เรื่อง|ภาพ)?โดย)(?:\s*:\s*|\s+)(?=\S)"
)
_BETWEEN_PEOPLE = re.compile(r"\s*(?:[,;/\n]|\s(?:และ|กับ)\s?|(?<=[ก-๎])และ(?=นาย|นาง))\s*")
_NAME = re.compile("[ก-๎]+(?:-[ก-๎]+)*|[A-Za-z]{2,}")
_SHORTEST_ALONE = 4


def redact_line(text: str) -> str:
    """Show how a person is reached or paid, and 13-digit ids, of a line as [ปกปิด].

    That is telephone numbers, e-mail addresses, names on Line and numbers of bank accounts.

    Parameters
    ----------
    text : str
        One line; Thai digits are seen too.

    Returns
    -------
    str
        Names, web addresses, year ranges and radio frequencies stay.

    Examples
    --------
    >>> redact_line("โทรศัพท์ ๐๘๑-๒๓๔-๕๖๗๘ ปี 2554 - 2557 คลื่น FM 98.75 MHz")
    'โทรศัพท์ [ปกปิด] ปี 2554 - 2557 คลื่น FM 98.75 MHz'
    >>> redact_line("somchai@example.org ไลน์ไอดี somchai99 บัญชีเลขที่ 123-4-56789-0")
    '[ปกปิด] ไลน์ไอดี [ปกปิด] บัญชีเลขที่ [ปกปิด]'
    """
    if not _TELLING.search(text):
        return text
    for pattern in _CONTACTS if any(part in text for part in _IN_CONTACTS) else ():
        for found in reversed([*pattern.finditer(to_arabic_digits(text))]):
            text = text[: found.start("hidden")] + HIDDEN_TH + text[found.end("hidden") :]
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


def hidden_people(text: str, *, owner: str | None) -> str:
    """Give a text of a lesson as anyone may read it: no number and no name of a person.

    Parameters
    ----------
    text : str
        A point or a sentence; lines stay lines.
    owner : str or None
        The lesson's owner. The name is hidden also where it stands without a title, and also where
        the owner agreed to be named: that was to be credited, not to be spoken of in the text.

    Returns
    -------
    str

    Examples
    --------
    >>> hidden_people("สมหญิง ใจดีเล่าว่า นายสมชาย ขยัน ช่วย โทร 0812345678", owner="นางสมหญิง ใจดี")
    '[ปกปิด]เล่าว่า [ปกปิด] ช่วย โทร [ปกปิด]'
    """
    for pattern in owner_names(owner or ""):
        text = pattern.sub(HIDDEN_TH, text)
    lines = "\n".join(map(redact_line, text.split("\n"))) if _TELLING.search(text) else text
    return redact(lines)


def hidden_byline(line: str) -> str:
    """Hide who wrote or told a page, on a line that says so; such a name often has no title.

    Parameters
    ----------
    line : str

    Examples
    --------
    >>> hidden_byline("ผู้บันทึก วิทยา ใจเย็น"), hidden_byline("ผู้เขียน: สำนักงานพัฒนาชุมชนอำเภอปัว")
    ('ผู้บันทึก [ปกปิด]', 'ผู้เขียน: สำนักงานพัฒนาชุมชนอำเภอปัว')
    """
    found = _BYLINE.match(line)
    if found is None or looks_like_office(line[found.end() :]):
        return line
    return found.group() + HIDDEN_TH


@lru_cache(maxsize=2**12)
def owner_names(owner: str) -> tuple[re.Pattern[str], ...]:
    r"""Give the patterns that find an owner's names in a text, titles left out.

    Parameters
    ----------
    owner : str
        One person or several; an office has none.

    Returns
    -------
    tuple of re.Pattern
        Given name and surname together, then each alone where no ordinary words make it up.

    Examples
    --------
    >>> [one.pattern for one in owner_names("นางสาวตัวอย่าง ตั้งใจ และนายสมชาย ขยัน")]
    ['ตัวอย่าง\\s*ตั้งใจ', 'สมชาย\\s*ขยัน', 'สมชาย']
    >>> owner_names("สพอ.แม่ทา จ.ลำพูน"), owner_names("สำนักงานพัฒนาชุมชนอำเภอแม่ทา")
    ((), ())
    """
    people = [
        _NAME.findall(without_title(one))
        for one in _BETWEEN_PEOPLE.split(owner)
        if not looks_like_office(one)
    ]
    whole = [r"\s*".join(map(re.escape, names[:3])) for names in people if len(names) > 1]
    alone = [re.escape(name) for names in people for name in _tellable(names)]
    return tuple(re.compile(one) for one in (*whole, *alone))


def without_title(name: str) -> str:
    """Give a person's name without its title.

    Examples
    --------
    >>> without_title("ว่าที่ ร.ต. สมชาย ขยัน")
    'สมชาย ขยัน'
    """
    return _TITLES.sub("", name.strip())


def _tellable(names: list[str]) -> Iterator[str]:
    """Give the names that no ordinary words make up: such would be hidden wherever they stand."""
    lists = read_word_lists()
    for name in names[:2]:
        is_known = name in lists.given_names or name in lists.family_names
        is_name = name not in lists.ordinary if is_known else not is_ordinary(name, lists)
        if len(name) >= _SHORTEST_ALONE and is_name:
            yield name
