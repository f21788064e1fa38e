"""The lessons that fit what a province needs, each with its reasons."""

import pandas as pd

from povlib.disclosure import Column, PublicTable
from povlib.knowledge.matching import NeedWeight, Setting, match_lessons
from povlib.params import Region
from povlib.study.columns import text_column
from povlib.study.lesson_tables import Shelf, frame_of, tell

__all__ = ["fits_table"]


def fits_table(needs: PublicTable, *, region: Region | None, shelf: Shelf) -> PublicTable:
    """Publish the lessons of all provinces that fit a province's needs best.

    Parameters
    ----------
    needs : PublicTable
        What may be shown of the needs is all that the choice stands on.
    region : Region or None
    shelf : Shelf

    Returns
    -------
    PublicTable
        Best first, a reason a line in `why_th`; no row where no lesson fits.
    """
    keys = ["kind", "key", "label_th", "weight_share"]
    need = [
        NeedWeight(kind, key, label, None if pd.isna(weight) else float(weight))
        for kind, key, label, weight in needs.frame[keys].itertuples(index=False, name=None)
    ]
    cards = {card.lesson_id: card for card in shelf.cards}
    found = match_lessons(shelf.cards, need=need, setting=Setting(shelf.province_code, region))
    rows = [
        {
            "lesson_id": fit.lesson_id,
            "title": cards[fit.lesson_id].title,
            "area_th": cards[fit.lesson_id].area_th,
            "failure_th": "ใช่" if fit.is_failure else "",
            "why_th": "\n".join(fit.why),
        }
        for fit in found
    ]
    columns = [
        Column("lesson_id", "รหัสบทเรียน", "", "code"),
        text_column("title", "ชื่อเรื่อง"),
        text_column("area_th", "มาจาก"),
        text_column("failure_th", "บทเรียนของสิ่งที่ไม่สำเร็จ"),
        text_column("why_th", "เหตุที่เลือก"),
    ]
    return tell(
        "fits",
        frame_of(rows, columns),
        shelf=shelf,
        title_th="บทเรียนที่ตรงกับความต้องการของจังหวัด",
        columns=columns,
        note_th="เลือกจากบทเรียนที่อนุมัติแล้วทั้งประเทศ ตามสาเหตุ อาชีพ และกลุ่มที่รายได้ขาดมาก "
        "จังหวัดและภาคเดียวกันได้คะแนนเพิ่มเล็กน้อย",
    )
