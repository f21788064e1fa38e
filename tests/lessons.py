"""A small shelf of made-up lessons for the provinces of the small demo register."""

from pathlib import Path

from povlib import areas
from povlib.knowledge import Lesson, read_wording, write_lessons
from povlib.knowledge.history import Step, append_steps, text_sha256
from povlib.knowledge.lesson import Credit
from povlib.knowledge.uses import Use, append_use

PARAMS = Path(__file__).parents[1] / "params"
OWNER, PHONE = "นางสาวสมหญิง ใจงามยิ่ง", "081-234-5678"

_STORIES = {
    "pond": (
        "บ่อปลาหลังบ้านสี่เดือน",
        ["ครัวเรือนไม่มีที่ดินทำกิน", "น้ำแล้งตั้งแต่เดือนกุมภาพันธ์"],
        ["ขุดบ่อดินขนาดสามงาน", "ปล่อยปลานิลกับปลาตะเพียน", "จดค่าอาหารทุกสัปดาห์"],
        ["ขายปลาได้ 4,200 บาทต่อรุ่น"],
        ["บ่อเล็กดูแลทั่วถึงกว่าบ่อใหญ่"],
    ),
    "loom": (
        "กี่ทอผ้าใต้ถุนเรือนยาย",
        ["แม่บ้านออกไปรับจ้างไม่ได้เพราะดูแลคนชรา"],
        ["ยืมกี่เก่าจากวัด", "ครูในหมู่บ้านสอนลายพื้นฐาน"],
        ["มีผ้าขายที่ตลาดนัดวันเสาร์"],
        ["เริ่มจากลายที่คนซื้อถามหา"],
    ),
    "rice": (
        "ยุ้งข้าวรวมที่ไม่มีใครคืน",
        ["ครัวเรือนซื้อข้าวกินช่วงรอเก็บเกี่ยว"],
        ["รวมข้าวเปลือกหลังเกี่ยว", "ให้ยืมโดยไม่ทำสัญญา"],
        ["โครงการล้มเหลว ยุ้งร้างภายในสองฤดู"],
        ["ไม่มีกติกาคืนก็ไม่มียุ้ง"],
    ),
    "visit": (
        "สมุดเยี่ยมบ้านเล่มเดียว",
        ["ทีมเยี่ยมบ้านถามเรื่องเดิมซ้ำกันสามหน่วยงาน"],
        ["ใช้สมุดเล่มเดียววางไว้ที่บ้าน", "ทุกหน่วยงานเขียนต่อกัน"],
        [],
        ["ข้อมูลอยู่กับเจ้าของบ้าน"],
    ),
    "goat": (
        "แพะสองตัวแรกของบ้านสวน",
        ["บ้านสวนมีหญ้าเหลือแต่ไม่มีทุนซื้อวัว"],
        ["ยืมแพะแม่พันธุ์จากศูนย์", "คืนลูกตัวแรกให้บ้านถัดไป"],
        ["สองปีมีแพะแปดตัว"],
        ["สัตว์เล็กเริ่มง่ายกว่าสัตว์ใหญ่"],
    ),
    "debt": (
        "เจรจาหนี้หน้าร้านชำ",
        ["หนี้นอกระบบร้อยละยี่สิบต่อเดือน"],
        ["ชวนเจ้าหนี้มานั่งคุยที่วัด", "ทำตารางผ่อนรายสัปดาห์"],
        ["ปลดหนี้ได้ 3 ครัวเรือนในหกเดือน"],
        ["คนกลางต้องเป็นคนที่สองฝ่ายเชื่อ"],
    ),
}
_TAGS = ["ทัศนคติ", "ทักษะอาชีพ", "ทุน", "ตลาด"]
_ABOUT = ("title", "background", "process", "results", "core_knowledge")


def lesson(
    lesson_id: str, story: str, district_code: str, *, day: str | None = "2014-01-15", **more
):
    """Give a lesson of one of the stories, in a district."""
    fields = dict(zip(_ABOUT, _STORIES[story], strict=True)) | {
        "district": areas.area_name_th(district_code),
        "province": areas.area_name_th(district_code[:2]),
        "date_recorded": day,
        "owner": OWNER,
        **more,
    }
    return Lesson(id=lesson_id, source_file="a.txt", source_lines=[1, 9], **fields)


def put(folder: Path, one: Lesson, status: str = "approved") -> None:
    """Write a lesson down at a status."""
    folder.mkdir(parents=True, exist_ok=True)
    write_lessons([one], folder=folder, headings=read_wording(PARAMS).headings)
    if status != "draft":
        when = "2014-06-01T00:00:00+00:00"
        step = Step(one.id, status, "ผู้ตรวจ", "พัฒนาการอำเภอ", when, text_sha256(one))
        append_steps(folder, [step])


def make_shelf(folder: Path) -> Path:
    """Make a shelf: of ลพบุรี (16) two districts covered, one with a copy, one with a draft.

    1602 has a lesson and no targets. A failure, a lesson of the year before, one without a date,
    one withdrawn; สุรินทร์ (32) has one lesson, ระยอง (21) none. One use in ลพบุรี counts.
    """
    named = Credit(owner_credit="name", consented_on="2014-05-01")
    put(folder, lesson("kr-pond", "pond", "1601", credit=named, tags=_TAGS), "published")
    put(folder, lesson("kr-loom", "loom", "1602", cautions=[f"โทรนัดก่อน {PHONE}"]))
    put(folder, lesson("kr-rice", "rice", "1603"))
    put(folder, lesson("kr-copy", "pond", "1604", day="2014-02-20"))
    put(folder, lesson("kr-draft", "goat", "1605"), "draft")
    put(folder, lesson("kr-old", "visit", "1606", day="2012-12-01"))
    put(folder, lesson("kr-undated", "visit", "1606", day=None, title="ไม่รู้ว่าเมื่อไร"))
    put(folder, lesson("kr-gone", "visit", "1607", title="ถอนแล้ว"), "withdrawn")
    put(folder, lesson("kr-debt", "debt", "3201"), "published")
    append_use(folder, Use("kr-debt", "1601", 2557, "2014-01-20"))
    append_use(folder, Use("kr-debt", "1602", 2557, "2014-09-20"))
    append_use(folder, Use("kr-debt", "1602", 2556, "2013-01-20"))
    return folder


def fill_province(folder: Path, province_code: str) -> None:
    """Put a long lesson into each district: the page limits must hold for them all."""
    for n, area in enumerate(areas.districts(province_code)):
        words = [f"ข้อ{n:02d}{word}" for word in _WORDS]
        points = [" ".join(words[k:] + words[:k]) for k in range(len(words))]
        fields = dict.fromkeys(("process", "cautions", "techniques", "results"), points)
        more = {"title": f"บทเรียนเรื่องยาวของ{area.name_th} {n:02d}", **fields}
        put(folder, lesson(f"kr-long{n:02d}", "visit", area.code, **more))


_WORDS = (
    *("ชวนแกนนำคุยทีละบ้านตอนเย็น", "จดรายรับรายจ่ายลงสมุดเล่มเดียว", "รวมกลุ่มขายที่ตลาดนัดวันเสาร์"),
    *("แบ่งหน้าที่ตามถนัด", "นัดทบทวนทุกสองสัปดาห์", "ให้คนที่ทำสำเร็จเล่าเอง", "เก็บภาพก่อนและหลัง"),
)
