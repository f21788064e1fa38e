"""Places are found in any usual spelling; doubt is an error that lists the choices."""

import pytest

from povlib.areas import districts, find_area, provinces, subdistricts
from povlib.errors import AreaError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("จ.ฉะเชิงเทรา", "24"),
        ("จังหวัด ชลบุรี", "20"),
        ("กทม.", "10"),
        ("กรุงเทพฯ", "10"),
        ("Bangkok Metropolis", "10"),
        ("Chonburi", "20"),
        ("Lop Buri Province", "16"),
        ("Phangnga", "82"),
        ("Petchabun", "67"),
        ("Sisaket", "33"),
        ("โคราช", "30"),
        ("อยุธยา", "14"),
        ("เเพร่", "54"),
        ("หนองบัวล\u0e4dาภู", "39"),
    ],
)
def test_a_province_is_found_in_any_usual_spelling(text, code):
    assert find_area(text, level="province") == code


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("อ.เมือง", "24", "2401"),
        ("อ.เมืองฉะเชิงเทรา", None, "2401"),
        ("Muang Chonburi", None, "2001"),
        ("เขตพระนคร", None, "1001"),
        ("พระนคร", "10", "1001"),
        ("เมือง", "14", "1401"),
        ("กิ่ง อ.เกาะพะงัน", None, "8405"),
        ("Amphoe Sriracha", None, "2007"),
        ("สุไหงโกลก", None, "9610"),
        ("อ.ศรีราชา จ.ชลบุรี", None, "2007"),
        ("เฉลิมพระเกียรติ", "30", "3032"),
    ],
)
def test_a_district_is_found_in_any_usual_spelling(text, within, code):
    assert find_area(text, level="district", within=within) == code


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("ต.บางพระ", "20", "200707"),
        ("ต.บางพระ อ.ศรีราชา จ.ชลบุรี", None, "200707"),
        ("ตำบลตลาด อำเภอเมือง จังหวัดสุราษฎร์ธานี", None, "840101"),
        ("แขวงบางนาเหนือ เขตบางนา กทม.", None, "104702"),
        ("ปอพาน", "45", "450109"),
        ("จ.ป.ร.", None, "850406"),
    ],
)
def test_a_subdistrict_is_found_in_any_usual_spelling(text, within, code):
    assert find_area(text, level="subdistrict", within=within) == code


def test_an_old_name_gives_the_code_it_had():
    assert find_area("อ.บึงกาฬ", level="district", within="43") == "4303"


def test_every_place_is_found_by_its_own_name_within_its_parent():
    for p in provinces():
        assert find_area(p.name_th, level="province") == p.code
        assert find_area(p.name_en, level="province") == p.code
        for d in districts(p.code):
            assert find_area(d.name_th, level="district", within=p.code) == d.code
            for s in subdistricts(d.code):
                assert find_area(s.name_th, level="subdistrict", within=d.code) == s.code


def test_a_name_of_several_places_lists_them_with_codes_and_parents():
    with pytest.raises(AreaError, match="9 แห่ง") as stopped:
        find_area("วังทอง", level="subdistrict")
    assert "650801 ตำบลวังทอง อำเภอวังทอง จังหวัดพิษณุโลก" in stopped.value.todo


def test_a_long_list_of_candidates_says_how_many_are_left_out():
    with pytest.raises(AreaError, match="และอีก 64 แห่ง"):
        find_area("อ.เมือง", level="district")


def test_a_misspelt_name_is_not_taken_but_the_nearest_are_listed():
    with pytest.raises(AreaError) as stopped:
        find_area("เชียงใม่", level="province")
    assert "50 จังหวัดเชียงใหม่" in stopped.value.todo


def test_the_nearest_names_lie_within_the_parent():
    with pytest.raises(AreaError) as stopped:
        find_area("บางพะ", level="subdistrict", within="20")
    assert "200707" in stopped.value.todo
    assert "240113" not in stopped.value.todo


def test_a_person_in_the_wrong_column_is_not_quoted():
    with pytest.raises(AreaError) as stopped:
        find_area("นายสมชาย ใจดี 081-234-5678", level="district")
    assert "สมชาย" not in str(stopped.value)
    assert "5678" not in str(stopped.value)
