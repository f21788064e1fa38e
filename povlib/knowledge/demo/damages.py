"""What happens to texts on their way to a site: ำ is lost, page numbers stick, odd letters come."""

import random
from collections.abc import Callable

from povlib.knowledge.demo.records import Fields
from povlib.knowledge.lesson import LISTS

__all__ = ["damaged"]

_LOSES_AM = (
    ("สำคัญ", "สาคัญ"),
    ("สำนัก", "สานัก"),
    ("สำเร็จ", "สาเร็จ"),
    ("ดำเนิน", "ดาเนิน"),
    ("ตำบล", "ตาบล"),
    ("จำนวน", "จานวน"),
    ("จำหน่าย", "จาหน่าย"),
    ("กำหนด", "กาหนด"),
    ("แนะนำ", "แนะนา"),
    ("ผู้นำ", "ผู้นา"),
    ("ประจำ", "ประจา"),
    ("พ.ศ.", "พ.."),
)
_ZERO_WIDTH = "\u200b"


def damaged(fields: Fields, *, draw: random.Random) -> Fields:
    """Give what a lesson says with a damage, which most are spared.

    Parameters
    ----------
    fields : dict
        Not changed.
    draw : random.Random
    """
    chance = draw.random()
    if chance < 0.05:
        return _each(fields, _without_am)
    if chance < 0.08:
        return _each(fields, lambda text: text.replace("แ", "เเ"))
    if chance < 0.11:
        return _each(fields, lambda text: text.replace(" ", f" {_ZERO_WIDTH}", 1))
    if chance < 0.14 and "process" in fields:
        *first, last = fields["process"]
        return {**fields, "process": [*first, f"{last}{draw.randint(2, 19)}"]}
    return fields


def _each(fields: Fields, spoil: Callable[[str], str]) -> Fields:
    return {
        key: [spoil(text) for text in value] if key in LISTS and key != "tags" else value
        for key, value in fields.items()
    }


def _without_am(text: str) -> str:
    for right, wrong in _LOSES_AM:
        text = text.replace(right, wrong)
    return text
