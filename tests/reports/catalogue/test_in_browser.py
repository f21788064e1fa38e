"""The catalogue as its reader opens it: from a folder, in chromium."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from povlib.thai import clean_text
from tests.reports.catalogue.made_up import entry, many

pytestmark = pytest.mark.slow
PLANTED = "<img src=x onerror='window.planted=1'></script><script>window.planted=2</script>"
LESSONS = [
    entry(1, "ออมเงินวันละบาท", district="2401", themes=["savings"], causes=["skill"]),
    entry(2, "โรงเห็ดหลังบ้าน", district="3001", occupations=["mushroom"], year=2556),
    entry(3, "ธนาคารโค", district="4001", occupations=["cattle"], is_failure=True),
    entry(4, "เวทีหมู่บ้าน", district="3003", parts={"process": ("ชวนเพาะเห็ดในโรงเรือน",)}),
    entry(5, "เงินทุนของชุมชน", district="9001", parts={"core_knowledge": ("คณะกรรมการ กข.คจ.",)}),
    entry(6, f"ทอผ้า {PLANTED}", district="9002", parts={"tags": (PLANTED,)}),
    entry(7, "ชำระหนี้ตรงเวลา", district=None, year=None),
    entry(8, "สวัสดิการผู้สูงอายุ", district="9003"),
]


@pytest.fixture(scope="module")
def folder(made_of):
    return made_of(LESSONS)


@pytest.fixture
def page(chromium, folder):
    opened = open_page(chromium, folder)
    yield opened
    assert opened.said == []
    opened.close()


def open_page(chromium, folder, *, address="index.html", **options):
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, **options)
    page.said = []
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.goto(f"{folder.as_uri()}/{address}")
    if options.get("java_script_enabled", True) and address.startswith("index"):
        page.wait_for_function("document.documentElement.dataset.ready === 'words'")
    return page


def titles(page):
    return [link.inner_text() for link in page.locator("#found a").all()]


def ask(page, query):
    page.locator("[name=q]").fill("")
    page.locator("[name=q]").press_sequentially(query)
    return titles(page)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("ออมเงิน", "ออมเงินวันละบาท"),
        ("เห็ด", "โรงเห็ดหลังบ้าน"),
        ("กขคจ", "เงินทุนของชุมชน"),
        ("savings", "ออมเงินวันละบาท"),
        ("ชาระหนี้", "ชำระหนี้ตรงเวลา"),
        ("ชําระหนี้", "ชำระหนี้ตรงเวลา"),
        ("ธนาค", "ธนาคารโค"),
        ("ขอนแก่น โค", "ธนาคารโค"),
        ("ผู้สุงอายุ", "สวัสดิการผู้สูงอายุ"),
        ("บ้าน", "โรงเห็ดหลังบ้าน"),
    ],
)
def test_typing_finds_the_lesson_first(page, query, first):
    assert ask(page, query)[0] == first
    assert "พบ" in page.locator("#said").inner_text()


def test_a_word_in_the_title_goes_before_one_in_the_text(page):
    assert ask(page, "เพาะเห็ด")[:2] == ["โรงเห็ดหลังบ้าน", "เวทีหมู่บ้าน"]


def test_nothing_found_is_said_plainly(page):
    assert ask(page, "ควอนตัม") == []
    assert page.locator("#said").inner_text().startswith("ไม่พบบทเรียน")
    assert not page.locator("#all").is_visible()


def test_filters_leave_what_fits_and_clearing_brings_all_back(page):
    page.locator("[name=p]").select_option("rnortheast")
    assert titles(page) == ["โรงเห็ดหลังบ้าน", "ธนาคารโค", "เวทีหมู่บ้าน"]
    page.locator("[name=o]").select_option("cattle")
    assert titles(page) == ["ธนาคารโค"]
    assert "จังหวัดขอนแก่น" in page.locator("#found small").inner_text()
    page.locator("#clear").click()
    assert page.locator("#all li:visible").count() == len(LESSONS)
    assert page.evaluate("document.activeElement.name") == "q"


def test_words_and_filters_work_together(page):
    page.locator("[name=y]").select_option("2556")
    assert ask(page, "เห็ด") == ["โรงเห็ดหลังบ้าน"]


def test_a_search_has_an_address_and_a_lessons_page_leads_to_one(chromium, folder, page):
    ask(page, "ธนาคารโค")
    page.reload()
    page.wait_for_function("document.documentElement.dataset.ready === 'words'")
    assert titles(page) == ["ธนาคารโค"]
    other = open_page(chromium, folder, address="lessons/kr-0000000003.html")
    other.get_by_role("link", name="เลี้ยงโคเนื้อ").click()
    other.wait_for_selector("#found a")
    assert titles(other) == ["ธนาคารโค"]
    other.close()


def test_a_lesson_is_reached_by_keyboard_alone(page):
    page.keyboard.press("Tab")
    page.keyboard.type("ธนาคารโค")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#found') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/kr-0000000003.html")
    assert page.locator("h1").inner_text() == "ธนาคารโค"


def test_planted_markup_is_text_on_every_page(chromium, folder, page):
    assert "<img src=x" in ask(page, "ทอผ้า")[0]
    assert page.evaluate("window.planted") is None
    other = open_page(chromium, folder, address="lessons/kr-0000000006.html")
    assert "<img src=x" in other.locator("h1").inner_text()
    assert other.evaluate("window.planted") is None
    assert other.said == []
    other.close()


def test_planted_queries_are_text(page):
    page.locator("[name=q]").fill(PLANTED)
    assert page.evaluate("window.planted") is None
    page.goto(
        page.url.partition("#")[0] + "#q=%3Cimg%20src%3Dx%20onerror%3Dplanted%3D1%3E&p=__proto__"
    )
    assert page.evaluate("window.planted") is None


def test_without_a_script_the_list_can_be_read(chromium, folder):
    page = open_page(chromium, folder, java_script_enabled=False)
    assert page.locator("#all li:visible").count() == len(LESSONS)
    assert not page.locator("#ask").is_visible()
    page.close()


def test_where_words_cannot_be_read_the_list_is_searched(chromium, folder):
    page = chromium.new_page()
    page.add_init_script("delete window.DecompressionStream")
    page.goto((folder / "index.html").as_uri())
    page.wait_for_function("document.documentElement.dataset.ready === 'list'")
    assert ask(page, "ธนาคาร") == ["ธนาคารโค"]
    page.close()


def test_the_page_tidies_a_query_as_the_house_does(page):
    for typed in ("เเก้จน", "น\u0e4d\u0e49าใจ", "ที\u0e48\u0e48นี\u200b่", "๒๕๕๗ OTOP"):
        page.locator("[name=q]").fill(typed)
        tidy = page.evaluate("document.querySelector('#ask').dataset.asked")
        assert tidy == clean_text(typed).lower().replace("๒๕๕๗", "2557")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", ["index.html", "lessons/kr-0000000003.html"])
def test_axe_finds_nothing_serious(chromium, folder, address, width):
    page = open_page(chromium, folder, address=address)
    page.set_viewport_size({"width": width, "height": 900})
    if address == "index.html":
        ask(page, "เห็ด")
    found = Axe().run(page).response["violations"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
    assert [(v["id"], v["impact"]) for v in found if v["impact"] in ("serious", "critical")] == []


def test_a_thousand_lessons_answer_at_once_and_come_in_parts(chromium, made_of):
    page = open_page(chromium, made_of(many(1000)))
    assert len(ask(page, "ออมเงิน")) == 50
    page.locator("#more").click()
    assert len(titles(page)) == 100
    spent = page.evaluate(
        "() => { const field = document.querySelector('[name=q]'); field.value = 'เห็ดผู้สูงอายุ';"
        " const begun = performance.now();"
        " field.dispatchEvent(new Event('input', {bubbles: true}));"
        " return performance.now() - begun; }"
    )
    assert spent < 500
    page.close()
