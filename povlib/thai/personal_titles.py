"""Names after everyday titles ("ป้า", "ครู", "กำนัน"), which are ordinary words too.

Such a title opens many words ("คุณภาพ", "ป้าย", "ตาราง"), so what follows must look like a name: a
known given name, a common nickname, or letters that no ordinary words make up.
"""

import re
from functools import lru_cache
from itertools import groupby

from povlib.thai.wordlists import WordLists, read_word_lists

__all__ = ["is_ordinary", "titled_names"]

_KIN = "คุณยาย|คุณตา|คุณปู่|คุณย่า|คุณลุง|คุณป้า|คุณน้า|คุณพ่อ|คุณแม่|คุณ|ป้า|ลุง|น้า|อา|พี่|ตา|ยาย|ปู่|ย่า|น้อง|เจ๊|เฮีย"
_OFFICES = (
    "ผู้ใหญ่บ้าน|ผู้ใหญ่|ผญบ\\.?|กำนัน|ครู|อาจารย์|ผอ\\.|ผู้อำนวยการ|คุณหมอ|หมอ|หลวงพ่อ|หลวงปู่|หลวงตา|พระอาจารย์|พระ"
    "|ปลัด|อสม\\.?|พัฒนากร|ประธาน"
)
# A title in the middle of letters counts behind these words, and these titles behind any letter.
_BEFORE = tuple(
    str.split(
        "โดย คือ ชื่อ และ กับ ของ ให้ ว่า แก่ พร้อม เช่น พบ หา ครัวเรือน บันทึก เล่า เยี่ยม บ้าน ช่วย สอน แนะนำ"
        " ปรึกษา มอบ ถาม สัมภาษณ์ ติดตาม"
    )
)
_ANYWHERE = frozenset(str.split("คุณ ป้า ลุง ครู กำนัน ผู้ใหญ่บ้าน ผอ."))
_TITLES = sorted(f"{_OFFICES}|{_KIN}".split("|"), key=lambda title: title[0])
# What may not stand before a title, seen from its third letter: a search for two letters leaps
# from place to place, which is twice as quick as to look around at each.
_APART = "(?<![เ-ไ]..)(?<!เจ้า..)(?<!ขอบ..)"
_FROM_TWO_LETTERS = "|".join(
    f"{letter}(?:{'|'.join(one[1] + _APART + one[2:] for one in same)})"
    for letter, same in groupby(_TITLES, key=lambda title: title[0])
)
_GAP = "[^\\S\\n]?(?:ชื่อ[^\\S\\n]?)?"
_TITLE = re.compile(f"(?P<title>{_FROM_TWO_LETTERS})(?P<gap>{_GAP})(?=[ก-ฮเ-ไ])")
_RUN = re.compile("[ก-ฮเ-ไ][ก-ฮะ-ฺเ-ๅ็-๎]*")
_NICKNAME = re.compile(r"\s?\([ก-๎ ]{1,20}\)")
_NEXT = re.compile("[^\\S\n]{1,3}(?:ณ ?)?([ก-ฮเ-ไ][ก-ฮะ-ฺเ-๎]*)")
# Short names of villagers that are ordinary words.
_NICKNAMES = frozenset(
    str.split(
        "แดง ดำ ขาว เขียว แก้ว ทอง เงิน มี สี จันทร์ คำ ใจ แสง บุญ น้อย เล็ก ใหญ่ หนู อ้วน ผอม นก ไก่ ปลา"
        " กุ้ง ปู หมู แมว ต้อย ตุ๊ก ติ๋ม แจ๋ว แป๋ว แต๋ว นิด หน่อย อ้อย ส้ม แตง ฝน ฟ้า ดาว เดือน พร ศรี สุข ดี มา"
        " เพ็ญ อ๊อด โต้ง แหม่ม เปี๊ยก ต๋อย จุก แกละ จิ๋ม แอ๋ว สา ตา เอก โต เสือ ช้าง ม้า กบ เป็ด ห่าน นวล บัว"
        " พลอย เพชร หยก ไหม"
    )
)
# Names in the list that open ordinary sentences more often than they are names.
_NO_NAMES = frozenset(
    str.split(
        "ที่ นาย น้ำ ควร คอย จด ขาน ชม ชอบ ชวน ทน สอน คณิต คำสอน วิทยา ประจำ อาสา ปกครอง ศิลป์ ศิลปะ"
        " ภาษา เกษตร สามารถ อนุบาล ศึกษา พัฒนา องค์การ สหภาพ สังคม เทคนิค สถิติ กิตติมศักดิ์ ประชากร ธนาคาร"
        " ภูมิปัญญา ชำนาญ เชี่ยวชาญ ประชุม ระเบียบ เสมียน ชาติ จิตรกร นิติกร นคร ปราชญ์ สมัคร สัมพันธ์ เรียน"
        " พร้อม ประธาน ส่วน เสริม สำรอง สำเร็จ สนับสนุน อายุ ใจกลาง ประเภท ประวัติ"
    )
)
_NO_SURNAMES = tuple(
    str.split(
        "ประชุม เยี่ยม ขาย ปลูก เลี้ยง ทำ รับ ต้อง ยัง ขอ แจ้ง บอก สอน ช่วย ดูแล มี เป็น ได้ กับ ที่ จาก ว่า ไป"
        " มา ใน ของ ให้ และ ซึ่ง อยู่ เข้า ร่วม ติดตาม ตรวจ วัด ตำแหน่ง อายุ บ้าน เลขที่ โทร สังกัด อาชีพ หมู่"
        " หมู่ที่ ตำบล อำเภอ จังหวัด ผู้ใหญ่บ้าน กำนัน ประธาน แนะนำ พา นำ เล่า มอบ ส่ง ไม่ จะ แล้ว เมื่อ เพื่อ"
        " เพราะ ครัวเรือน"
    )
)
# Districts and subdistricts that open with a title and are in no list of words.
_PLACES = frozenset(
    str.split("ตาก้อง ตาคง ตาวัง ตาสิทธิ์ พระขาว พระแก้ว พระแท่น พระสิงห์ พระเสาร์ พระแสง ย่านมัทรี หมอกจำแป่")
)
_LONGEST_UNKNOWN = 15
_NEVER_UNKNOWN = frozenset(["อา", "ตา", "พระ", "ประธาน", "ปลัด"])
_LEAST_SURE = 4
_MARKS = re.compile("[ะ-ฺ็-๎]")


def titled_names(text: str) -> list[tuple[int, int]]:
    """Find names after everyday titles, titles included.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of (int, int)
        Start and end of each, in order.

    Examples
    --------
    >>> titled_names("เยี่ยมป้าแดง"), titled_names("คุณภาพชีวิต ครูผู้สอน")
    ([(6, 12)], [])
    """
    spans = []
    for found in _TITLE.finditer(text):
        end = _end_of_name(text, found)
        if end:
            spans.append((found.start(), end))
    return spans


def is_ordinary(text: str, lists: WordLists) -> bool:
    """Tell whether ordinary words make up a text.

    Parameters
    ----------
    text : str
    lists : WordLists

    Examples
    --------
    >>> is_ordinary("ชี้เป้า", read_word_lists()), is_ordinary("ณัฐธิดา", read_word_lists())
    (True, False)
    """
    return _fewest_words(text, lists) is not None


def _end_of_name(text: str, found: re.Match[str]) -> int:
    """Give where the name ends, 0 where there is none."""
    if not _may_open(text, found):
        return 0
    run = _RUN.match(text, found.end())
    if run is None or text.startswith(".", run.end()):
        return 0
    glued = "" if found["gap"] or found["title"].endswith(".") else found["title"]
    length = _name_length(glued, run.group(), title=found["title"])
    if not length or (_is_inside(text, found) and not _is_sure(run.group()[:length])):
        return 0
    end = found.end() + length
    return _end_of_surname(text, end) if length == len(run.group()) else end


def _may_open(text: str, found: re.Match[str]) -> bool:
    return found["title"] in _ANYWHERE or not _is_inside(text, found)


def _is_inside(text: str, found: re.Match[str]) -> bool:
    """Tell whether the title stands in the middle of a run of letters."""
    at = found.start()
    return at > 0 and "ก" <= text[at - 1] <= "๎" and not text.endswith(_BEFORE, 0, at)


def _is_sure(name: str) -> bool:
    """Tell whether a word is a given name and nothing else."""
    lists = read_word_lists()
    return name in lists.given_names and name not in lists.ordinary and len(name) >= _LEAST_SURE


@lru_cache(maxsize=2**12)
def _name_length(glued: str, run: str, *, title: str) -> int:
    """Give how many letters of a run after a title are a name."""
    lists = read_word_lists()
    if glued and _opens_another_word(glued, run, lists):
        return 0
    word = max(_words_at(run, 0, lists, names=False), default=0)
    names = [n for n in _words_at(run, 0, lists, names=True) if run[:n] not in _NO_NAMES]
    name = max(names, default=0)
    if name > word and (name >= _LEAST_SURE or name == len(run)):
        return name
    if name and name >= word and title != "พระ" and _is_likely(run, name, title, lists):
        return name
    may_be_unknown = 2 < len(run) <= _LONGEST_UNKNOWN and glued not in _NEVER_UNKNOWN
    return len(run) if may_be_unknown and not is_ordinary(run, lists) else 0


def _opens_another_word(glued: str, run: str, lists: WordLists) -> bool:
    """Tell whether title and run together are ordinary words, the first longer than the title."""
    whole = glued + run
    if whole in _PLACES:
        return True
    if run in lists.given_names and run not in lists.ordinary:
        return whole in lists.ordinary
    ends = [end for end in _words_at(whole, 0, lists, names=False) if end > len(glued)]
    return any(is_ordinary(whole[end:], lists) for end in ends)


def _is_likely(run: str, name: int, title: str, lists: WordLists) -> bool:
    """Decide on a name that is an ordinary word as well."""
    is_nickname, is_kin = run[:name] in _NICKNAMES, title in _KIN.split("|")
    if name == len(run):
        return is_nickname or is_kin or name >= _LEAST_SURE
    return is_nickname and is_kin and is_ordinary(run[name:], lists)


def _words_at(text: str, start: int, lists: WordLists, *, names: bool) -> list[int]:
    """Give the ends of all words that begin at a place and do not cut a letter from its marks."""
    last = min(len(text), start + lists.longest)
    known = lists.given_names if names else lists.ordinary
    return [
        end
        for end in range(start + 2, last + 1)
        if (text[start:end] in known or (names and text[start:end] in _NICKNAMES))
        and not _MARKS.match(text, end)
    ]


def _fewest_words(text: str, lists: WordLists) -> int | None:
    """Give the smallest number of ordinary words that make up a text, None where none do."""
    fewest: dict[int, int] = {0: 0}
    for start in range(len(text)):
        if start in fewest:
            for end in _words_at(text, start, lists, names=False):
                fewest[end] = min(fewest.get(end, len(text)), fewest[start] + 1)
    return fewest.get(len(text))


def _end_of_surname(text: str, end: int) -> int:
    """Take a nickname in brackets and a surname in, if the next word may be one."""
    nickname = _NICKNAME.match(text, end)
    end = nickname.end() if nickname else end
    found = _NEXT.match(text, end)
    return found.end() if found and _may_be_surname(found[1]) else end


@lru_cache(maxsize=2**12)
def _may_be_surname(word: str) -> bool:
    lists = read_word_lists()
    if word in lists.family_names:
        return True
    if word.startswith(_NO_SURNAMES):
        return False
    words = _fewest_words(word, lists)
    return words is None or words <= 2
