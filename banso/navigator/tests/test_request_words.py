"""The table of steps, the code on the slip, and what may be written into a request."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.directory.codes import Asker, Channel
from banso.navigator.requests import (
    LETTERS,
    Content,
    NotRight,
    code_of,
    due,
    reached_by,
    reaches,
    read_code,
    words,
)
from banso.navigator.states import OPEN, STEPS, Hours, Reach, State, Verb, step

marks = st.binary(min_size=32, max_size=32)


@given(marks)
def test_a_code_is_read_back_however_it_is_typed(mark):
    code = code_of(mark)
    assert len(code) == 12 and set(code) <= {*LETTERS, "-"}
    for typed in (
        code,
        code.lower(),
        code.replace("-", " "),
        code.replace("-", "ー"),
        code.replace("1", "l"),
    ):
        assert read_code(typed) == code.replace("-", "")


@given(marks, st.integers(0, 9), st.sampled_from(LETTERS))
def test_every_single_wrong_letter_is_found(mark, place, letter):
    code = code_of(mark).replace("-", "")
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        with pytest.raises(NotRight):
            read_code(wrong)


@given(marks, st.integers(0, 8))
def test_two_letters_changed_over_are_found(mark, place):
    code = code_of(mark).replace("-", "")
    wrong = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    if wrong != code:
        with pytest.raises(NotRight):
            read_code(wrong)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("", "受付番号を書いて"), ("ABC", "10文字"), ("0000000000", "「0」"), ("あいう", "使われません")],
)
def test_a_code_that_is_none_says_what_is_wrong(typed, told):
    with pytest.raises(NotRight, match=told):
        read_code(typed)


def test_each_state_has_one_line_for_a_verb():
    pairs = [(line.source, line.verb) for line in STEPS]
    assert len(pairs) == len(set(pairs))


def test_nobody_lets_go_before_somebody_has_taken():
    """Whoever offers a request still holds it, and only the receiver moves it on."""
    assert step(State.TAKEN, Verb.OFFER).target is State.OFFERED
    assert {line.verb for line in STEPS if line.source is State.OFFERED and line.who.value == "receiver"} == {
        Verb.ACCEPT,
        Verb.DECLINE,
    }
    assert step(State.OFFERED, Verb.DECLINE).target is State.TAKEN


def test_every_open_state_can_be_withdrawn_told_and_moved():
    for state in OPEN:
        for verb in (Verb.WITHDRAW, Verb.TELL_DEPUTY, Verb.TELL_SECRETARIAT, Verb.MOVE, Verb.FORGET):
            assert step(state, verb)


def test_what_is_forgotten_stays_so():
    assert [line for line in STEPS if line.source is State.FORGOTTEN] == []


@pytest.mark.parametrize(
    ("reach", "typed", "kept"),
    [
        (Reach.PHONE, "０９０－１２３４－５６７８", "09012345678"),
        (Reach.PHONE, "+81 48 123 4567", "0481234567"),
        (Reach.FAX, "(048)123-4567", "0481234567"),
        (Reach.MAIL, "　hanako@example.jp ", "hanako@example.jp"),
        (Reach.VISIT, "いらない", ""),
        (Reach.LETTER, "さいたま市浦和区 1-2-3", "さいたま市浦和区 1-2-3"),
    ],
)
def test_an_address_is_kept_in_one_form(reach, typed, kept):
    assert reached_by(reach, typed) == kept


@pytest.mark.parametrize(
    ("reach", "typed"),
    [
        (Reach.PHONE, "1234"), (Reach.PHONE, ""), (Reach.MAIL, "hanako"), (Reach.ONLINE, ""),
        (Reach.LETTER, ""), (Reach.MAIL, "a@example.jp\nBcc: b@example.jp"),
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_is_asked_again(reach, typed):
    with pytest.raises(NotRight):
        reached_by(reach, typed)


@pytest.mark.parametrize(
    "text", ["http://x.example", "HTTPS://x", "www.example", "<a href=x>", "あ\x00", "\u202eabc"]
)
def test_links_and_hidden_letters_are_not_taken(text):
    with pytest.raises(NotRight):
        words(text, most=100, what="内容")


def test_what_is_written_comes_back_as_it_was():
    content = Content(
        name="はな", asker=Asker.FAMILY, relation="母", reach=Reach.PHONE, address="0481234567",
        hours=(Hours.MORNING,), may_say=False, text="息子のこと。\n二行目",
    )  # fmt: skip
    assert Content.from_bytes(content.as_bytes()) == content


def test_a_window_without_a_place_cannot_be_visited():
    assert Reach.VISIT not in reaches((Channel.TELEPHONE,), has_place=True)
    assert Reach.VISIT not in reaches((Channel.PLACE,), has_place=False)
    assert Reach.ONLINE not in reaches((Channel.PLACE,), has_place=True)
    assert reaches((), has_place=True) == list(Reach)


def test_a_deadline_counts_working_days():
    """2025-11-21 is a Friday; the 24th is 振替休日."""
    assert due(date(2025, 11, 21), 3) == date(2025, 11, 27)
