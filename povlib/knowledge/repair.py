"""Damage of copied texts, proposed for repair and never repaired: a person decides."""

import re
from collections.abc import Iterator, Mapping

from povlib.knowledge.lesson import Evidence, Repair
from povlib.params import LessonRepairs

__all__ = ["propose_repairs"]

_LOST_ERA = re.compile(r"(?<![ก-๎])พ\.\s?\.(?=\s?[\d๐-๙]{2})")
_PAGE_NUMBER = re.compile(r"(?P<before>[ก-๎)])\s?(?P<number>[\d๐-๙]{1,3})$")
_COUNTED = re.compile(r"(?:ที่|จำนวน|ข้อ|หมู่|รุ่น|ครั้ง|ปี|ระดับ|ขั้น|ร้อยละ|บ้าน|เบอร์|กลุ่ม)\s?[\d๐-๙]{1,3}$")


def propose_repairs(
    values: Mapping[str, object], evidence: Mapping[str, Evidence], *, words: LessonRepairs
) -> list[Repair]:
    """Give what looks damaged in the fields of a lesson, with the repair that is proposed.

    Parameters
    ----------
    values : mapping
        Text or list of texts by field.
    evidence : mapping
        Where each field stands.
    words : LessonRepairs

    Returns
    -------
    list of Repair
        The fields stay as they are.
    """
    lost = re.compile("|".join(sorted(map(re.escape, words.lost_am), key=len, reverse=True)))
    found = []
    for key, value in values.items():
        line = evidence[key].lines[0] if evidence.get(key) and evidence[key].lines else 0
        for text in [value] if isinstance(value, str) else value:
            for raw, proposed, reason in _damage(text, lost, words.lost_am):
                found.append(
                    Repair(field=key, line=line, raw=raw, proposed=proposed, reason_th=reason)
                )
    return found


def _damage(
    text: str, lost: re.Pattern[str], words: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    for raw in dict.fromkeys(lost.findall(text)):
        yield raw, words[raw], "สระ ำ หายไป"
    for found in _LOST_ERA.finditer(text):
        yield found.group(), "พ.ศ.", "ศ หายไป"
    number = _PAGE_NUMBER.search(text)
    if number and not _COUNTED.search(text):
        end = text[max(0, number.start() - 12) :]
        yield end, end[: -len(number["number"])].rstrip(), "อาจเป็นเลขหน้าที่ติดมา"
