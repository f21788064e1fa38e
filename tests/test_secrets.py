import json
from html import escape
from urllib.parse import quote

import pytest

from povlib.errors import ParamsError
from povlib.secrets import mask_of, secret

ADDRESS = "postgresql://reader:S%40cr3t-p&w<d9@db.example.go.th:5432/km?sslmode=require"
NAME = "POVLIB_TEST_SECRET"
REFERENCE = f"secret:{NAME}"


@pytest.fixture
def mask(monkeypatch):
    """Give the mask of a value that is put into the environment."""

    def of(value):
        monkeypatch.setenv(NAME, value)
        return mask_of([REFERENCE])

    return of


@pytest.mark.parametrize(
    "said",
    [
        ADDRESS,
        quote(ADDRESS),
        quote(ADDRESS, safe=""),
        escape(ADDRESS),
        json.dumps(ADDRESS),
        repr(ADDRESS.encode()),
        "password authentication failed for S@cr3t-p&w<d9",
        "reader:S%40cr3t-p&w<d9",
        "\x1b[31mpostgresql\x1b[39m://reader\x1b[39m:\x1b[31mS%40cr3t-p&w<d9\x1b[0m@db",
        f"{ADDRESS[:30]}...",
    ],
)
def test_every_form_of_an_address_is_hidden(mask, said):
    hidden = mask(ADDRESS)(f"ก่อน {said} หลัง")
    assert "[ปกปิด]" in hidden
    assert "cr3t" not in hidden
    assert hidden.startswith("ก่อน ")
    assert hidden.endswith(" หลัง")


def test_what_holds_no_secret_stays_as_it_is(mask):
    said = "\x1b[31mpostgresql://other:open@db.example.go.th\x1b[0m reader"
    assert mask(ADDRESS)(said) == said


@pytest.mark.parametrize(
    ("value", "password"),
    [
        ("host=db user=reader password='s p a c e d 1' dbname=km", "s p a c e d 1"),
        ("Driver={SQL};UID=reader;PWD={a;b;c;d;9};", "a;b;c;d;9"),
        ("redis://:p@ss@word@cache:6379/0", "p@ss@word"),
        ("oracle://km:pass/word77@db/x", "pass/word77"),
        ('{"user": "km", "password": "in-json-1"}', "in-json-1"),
    ],
)
def test_the_password_is_found_in_other_kinds_of_addresses(mask, value, password):
    assert password not in mask(value)(f"cannot log in with {password}.")


def test_each_line_of_a_long_secret_is_hidden(mask):
    key = "-----BEGIN KEY-----\nMIIEvQIBADANBg\nkqhkiG9w0BAQEF\n"
    assert mask(key)("line 2: kqhkiG9w0BAQEF") == "line 2: [ปกปิด]"


def test_a_secret_is_read_when_it_is_used(monkeypatch):
    monkeypatch.setenv(NAME, "first-value")
    assert secret(REFERENCE) == "first-value"
    monkeypatch.setenv(NAME, "second-value")
    assert secret(REFERENCE) == "second-value"


@pytest.mark.parametrize("value", ["", "  \n"])
def test_an_empty_variable_is_told_by_its_name(monkeypatch, value):
    monkeypatch.setenv(NAME, value)
    with pytest.raises(ParamsError, match=NAME):
        secret(REFERENCE)


@pytest.mark.parametrize("value", ["abcde", "postgresql://km:abcde@db/km", "a://b:%41%41%41@c"])
def test_what_is_too_short_to_be_hidden_is_refused(monkeypatch, value):
    monkeypatch.setenv(NAME, value)
    with pytest.raises(ParamsError, match="6 ตัวอักษร") as raised:
        secret(REFERENCE)
    assert value not in str(raised.value)


@pytest.mark.parametrize("given", [ADDRESS, f"secret:{ADDRESS}", "secret:", "secret:sesame-open"])
def test_a_value_in_place_of_a_name_is_refused_and_not_repeated(given):
    with pytest.raises(ParamsError, match="ชื่อตัวแปรสภาพแวดล้อม") as raised:
        secret(given)
    assert given.removeprefix("secret:") not in str(raised.value) or given == "secret:"


def test_a_secret_that_is_not_set_leaves_nothing_to_hide(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    assert not mask_of([REFERENCE, "24", None, 2557])
