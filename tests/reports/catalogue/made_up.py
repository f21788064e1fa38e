"""Lessons made up for tests of the catalogue: some typed out, many drawn from few words."""

import random
from pathlib import Path

from povlib.areas import area_label_th, districts, provinces
from povlib.knowledge import read_wording
from povlib.knowledge.cards import Card
from povlib.knowledge.outline import outline
from povlib.knowledge.profile import Profile
from povlib.knowledge.showing import PublicLesson
from povlib.reports.catalogue import Labels
from povlib.reports.catalogue.entries import catalogue_entry

THEMES = {"careers": "ฝึกและสร้างอาชีพ", "savings": "ออมและกองทุน", "visits": "เยี่ยมบ้านและทีมพี่เลี้ยง"}
OCCUPATIONS = {"mushroom": "เพาะเห็ด", "cattle": "เลี้ยงโคเนื้อ", "weaving": "ทอผ้า"}
CAUSES = ("resource", "skill")
_WHAT = ("ออมเงิน", "เพาะเห็ดนางฟ้า", "เลี้ยงโคเนื้อ", "ทอผ้าไหม", "ทำบัญชีครัวเรือน", "ปลูกผักสวนครัว")
_WHO = ("ผู้สูงอายุ", "กลุ่มสตรี", "ครัวเรือนเป้าหมาย", "แรงงานคืนถิ่น", "สมาชิกกองทุนหมู่บ้าน")
_HOW = ("เวทีประชาคม", "เพื่อนบ้านพี่เลี้ยง", "ธนาคารข้าว", "ตลาดนัดสีเขียว", "กลุ่มสัจจะ", "เยี่ยมบ้านทุกเดือน")
_DO = ("ชวนคิดเป็นขั้น", "ลงมือทำร่วมกัน", "ทบทวนทุกสิ้นเดือน", "จดบันทึกรายรับรายจ่าย", "แบ่งกำไรเข้ากองทุน")


_ON_THE_CARD = ("lesson_id", "status", "title", "district_code", "province_code", "area_th")
_ON_THE_CARD += ("date", "fiscal_year_be")
LABELS = Labels(THEMES, OCCUPATIONS, read_wording(Path("params")).headings)


def entry(number, title, *, district="2401", year=2557, is_demo=False, **more):
    """Give a lesson of a catalogue with only what a test tells."""
    profile = Profile(
        causes=tuple(more.get("causes", ())),
        occupations=tuple(more.get("occupations", ())),
        themes=tuple(more.get("themes", ())),
        is_failure=more.get("is_failure", False),
    )
    lesson = PublicLesson(
        lesson_id=f"kr-{number:010x}",
        status="published",
        title=title,
        credit_th=more.get("credit_th", ""),
        consented_on=None,
        area_th=area_label_th(district) if district else "",
        district_code=district,
        province_code=district and district[:2],
        date=year and f"{year - 543}-01-15",
        fiscal_year_be=year,
        parts=more.get("parts", {}),
        is_failure=profile.is_failure,
        themes=profile.themes,
    )
    card = Card(
        **{key: getattr(lesson, key) for key in _ON_THE_CARD},
        profile=profile,
        copy_of=more.get("copy_of"),
        sha256="",
    )
    return catalogue_entry(
        outline(lesson, headings=LABELS.headings, is_demo=is_demo),
        lesson=lesson,
        card=card,
        uses=more.get("uses", ()),
        labels=LABELS,
    )


def many(count, *, seed=2557):
    """Give entries of all provinces, each with some twenty lines of text."""
    draw = random.Random(seed)
    places = [one.code for province in provinces() for one in districts(province.code)]
    return [_drawn(number, draw, places) for number in range(count)]


def _drawn(number, draw, places):
    def line():
        return (
            f"{draw.choice(_DO)} {draw.choice(_WHAT)} ให้{draw.choice(_WHO)}ผ่าน{draw.choice(_HOW)}"
        )

    keys = ("process", "cautions", "techniques", "results", "core_knowledge")
    return entry(
        number,
        f"{draw.choice(_WHAT)}ของ{draw.choice(_WHO)} ด้วย{draw.choice(_HOW)} ครั้งที่ {number}",
        district=draw.choice(places),
        year=draw.choice((2556, 2557)),
        parts={key: tuple(line() for _ in range(5)) for key in keys},
        is_failure=draw.random() < 0.1,
        themes=draw.sample(sorted(THEMES), draw.randint(0, 2)),
        occupations=draw.sample(sorted(OCCUPATIONS), draw.randint(0, 1)),
        causes=draw.sample(CAUSES, 1),
    )
