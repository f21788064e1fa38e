"""The rules that a cell, a row or a file can meet: one table, each with its sentence for planners.

`done` says what happens: "kept" as it stands, "repaired", "rejected" (the row is set aside with its
reason) or "dropped" (it is no data: a subtotal, a footnote, a column of personal data).
"""

from dataclasses import dataclass

__all__ = ["RULES", "Rule"]


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes
    ----------
    key : str
    rule_th : str
        As a planner reads it.
    done : {"kept", "repaired", "rejected", "dropped"}
    """

    key: str
    rule_th: str
    done: str


_KEPT = {
    "missing_mark": "เครื่องหมายขีดหรือคำว่าไม่มี หมายถึงไม่มีข้อมูล ไม่ใช่ศูนย์",
    "total_mismatch": "รายได้รวมไม่เท่ากับผลบวกของแต่ละส่วน จึงใช้แต่ละส่วน",
    "code_abolished": "รหัสพื้นที่ถูกยกเลิกแล้ว เก็บตามที่กรอก",
    "total_unread": "อ่านรายได้รวมไม่ได้ จึงใช้ผลบวกของแต่ละส่วน",
    "fiscal_year_mismatch": "วันที่ไม่อยู่ในปีงบประมาณที่กรอก เก็บตามที่กรอก",
    "income_part_missing": "แฟ้มไม่มีคอลัมน์รายได้ส่วนนี้ จึงไม่ทราบรายได้รวมของครัวเรือน",
}
_REPAIRED = {
    "thai_digits": "แปลงเลขไทยเป็นเลขอารบิก",
    "unit_word": "ตัดคำหน่วยออกจากตัวเลข",
    "digits_joined": "ตัดช่องว่างระหว่างตัวเลข",
    "rounded": "ปัดเศษเป็นจำนวนเต็ม",
    "unit_converted": "แปลงหน่วยของทั้งคอลัมน์",
    "code_repaired": "ซ่อมรูปแบบรหัส",
    "name_to_code": "แปลงชื่อพื้นที่เป็นรหัส",
    "year_ce": "แปลงปี ค.ศ. เป็น พ.ศ.",
    "year_short": "เติมปีสองหลักเป็น พ.ศ. สี่หลัก",
    "date_repaired": "อ่านวันที่จากรูปแบบอื่น",
    "role_other": "บทบาทไม่อยู่ในรายการ เก็บเป็น อื่น ๆ",
    "team_emptied": "รหัสทีมต้องเป็นรหัส หรือคำว่าทีมตามด้วยเลขหรือชื่อพื้นที่ จึงเว้นว่างไว้",
    "text_redacted": "ปิดข้อมูลส่วนบุคคลในข้อความ",
    "id_from_national_id": "ไม่มีรหัสบ้าน ใช้รหัสที่เข้ารหัสด้วยกุญแจของสำนักงานแทน",
}
_REJECTED = {
    "required_missing": "ต้องกรอกช่องนี้",
    "misdecoded": "ตัวอักษรเพี้ยนเพราะอ่านผิดรหัสอักขระ",
    "excel_error": "สูตรใน Excel ให้ผลผิดพลาด",
    "formula": "เป็นสูตรที่ยังไม่มีผลลัพธ์ ให้เปิดแฟ้มด้วย Excel แล้วบันทึกใหม่",
    "not_a_number": "อ่านเป็นตัวเลขไม่ได้",
    "dot_ambiguous": "จุดตามด้วยเลขสามหลักพอดี อาจเป็นทศนิยมหรือคั่นหลักพัน ให้พิมพ์ใหม่เช่น 50,000",
    "negative": "จำนวนต้องไม่ติดลบ",
    "out_of_range": "ค่าต้องอยู่ในช่วงที่เป็นไปได้",
    "members_zero": "จำนวนสมาชิกต้องมีอย่างน้อย 1 คน",
    "id_invalid": "รหัสบ้านต้องเป็นตัวเลข 11 หลัก",
    "national_id": "ช่องนี้ต้องไม่มีเลขประจำตัวประชาชน 13 หลัก",
    "code_invalid": "รหัสพื้นที่ใช้ไม่ได้",
    "code_unknown": "ไม่มีพื้นที่รหัสนี้",
    "place_unknown": "หาพื้นที่จากชื่อไม่ได้ หรือชื่อซ้ำกันหลายแห่ง",
    "year_invalid": "ปีต้องเป็น พ.ศ. ในช่วงที่รับ",
    "date_invalid": "อ่านวันที่ไม่ได้",
    "flag_invalid": "ตัวชี้วัดต้องเป็น 1, 0 หรือ -",
    "grade_invalid": "ต้องเป็นเลขจำนวนเต็มในช่วงที่กำหนด",
    "choice_unknown": "ไม่รู้จักตัวเลือกนี้",
    "team_invalid": "รหัสทีมต้องเป็นรหัส หรือคำว่าทีมตามด้วยเลขหรือชื่อพื้นที่",
    "duplicate": "รหัสนี้มีอยู่แล้วในแถวก่อนหน้า",
    "household_moved": "ครัวเรือนเดียวกันอยู่สองหมู่บ้านในรอบเดียว",
    "row_width": "จำนวนช่องในแถวไม่เท่ากับหัวตาราง",
}
_DROPPED = {
    "subtotal": "แถวยอดรวม",
    "footnote": "หมายเหตุท้ายตาราง",
    "repeated_header": "หัวตารางซ้ำ",
    "column_numbers": "แถวเลขลำดับคอลัมน์หรือหน่วยนับ",
    "example_row": "แถวตัวอย่างของแบบฟอร์ม",
    "region_total": "แถวยอดของภาคหรือประเทศ",
    "personal_column": "คอลัมน์ข้อมูลส่วนบุคคล ทิ้งตั้งแต่อ่านแฟ้ม",
    "unknown_column": "ไม่รู้จักหัวตารางนี้ จึงไม่ได้อ่านทั้งคอลัมน์",
    "unused_columns": "คอลัมน์ที่ไม่ใช้ ไม่ได้อ่าน",
    "sheet_skipped": "แผ่นงานที่ซ่อนไว้หรือไม่ตรงกับแหล่งข้อมูลใด ไม่ได้อ่าน",
    "indicator_extra": "ตัวชี้วัดเกินจำนวนของรอบ จปฐ. ไม่ได้เก็บ",
}

RULES = {
    key: Rule(key, text, done)
    for done, texts in (
        ("kept", _KEPT),
        ("repaired", _REPAIRED),
        ("rejected", _REJECTED),
        ("dropped", _DROPPED),
    )
    for key, text in texts.items()
}
