"""Days of posting, with what sites set beside them."""

from datetime import date

import pytest

from povlib.knowledge.postings import read_posting

DAY = date(2014, 12, 9)


@pytest.mark.parametrize(
    "line",
    [
        "วันอังคารที่ 9 ธันวาคม พ.ศ. 2557",
        "9 ธันวาคม 2557 โดย chan_admin · 3 นาที",
        "เมื่อวันที่ 9/12/2557 โดย webmaster",
        "9 ธ.ค. 2557 | โดย: ผู้ดูแลระบบ | หมวดหมู่: องค์ความรู้ | เข้าชม: 1,208 ครั้ง",
        "9 ธันวาคม 2557 | อ่าน 560 | ความเห็น 0",
        "9 ธันวาคม 2557 10:33 น. (เปิดอ่าน 1,204)",
    ],
)
def test_what_a_site_sets_beside_a_day_does_not_hide_it(line):
    posting = read_posting(line)
    assert (posting.day, posting.is_sure) == (DAY, True)


def test_a_bare_day_may_be_any_text():
    assert read_posting("9 ธันวาคม 2557").is_sure is False


@pytest.mark.parametrize(
    "line",
    ["9 ธันวาคม 2557 โดย นางสาวตัวอย่าง ใจงาม", "เมื่อวันที่ 9 ธันวาคม 2557 กลุ่มประชุมกัน", "โดย admin"],
)
def test_a_sentence_and_a_name_are_no_day(line):
    assert read_posting(line).day is None
