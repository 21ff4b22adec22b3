"""Codes of local bodies, checked against codes that 総務省 has published; and code lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.lib.codes import Code, check_digit, is_local_body

PUBLISHED = [
    "010006", "011002", "110001", "111007", "111015", "112011", "112020", "113018", "114651",
    "130001", "131016", "141003", "230006", "270008", "271004", "400009", "470007", "472018",
]  # fmt: skip


class Fruit(Code):
    APPLE = ("apple", "りんご", "赤い")
    PEAR = ("pear", "なし", "")


@pytest.mark.parametrize("code", PUBLISHED)
def test_published_codes_have_the_right_check_digit(code):
    assert is_local_body(code)


@given(st.from_regex(r"\A[0-9]{5}\Z"))
def test_one_wrong_digit_at_the_end_is_found(five):
    right = check_digit(five)
    assert [d for d in "0123456789" if is_local_body(five + d)] == [right]


@pytest.mark.parametrize("code", ["", "11000", "1100011", "11000a", "１１０００１", "110002", " 11000"])
def test_what_is_no_code_is_refused(code):
    assert not is_local_body(code)


def test_a_member_is_its_code_and_carries_its_label():
    assert Fruit.APPLE == "apple"
    assert str(Fruit.APPLE) == "apple"
    assert (Fruit.APPLE.label, Fruit.APPLE.description) == ("りんご", "赤い")
    assert Fruit.choices() == [("apple", "りんご"), ("pear", "なし")]


def test_members_are_found_by_code_and_by_label():
    assert Fruit.of("pear") is Fruit.from_label("なし") is Fruit.PEAR
    with pytest.raises(ValueError, match="melon"):
        Fruit.of("melon")
    with pytest.raises(KeyError):
        Fruit.from_label("めろん")
