"""What is closed opens with its key alone, in its place alone, and unchanged."""

import pytest

from banso.lib.sealing import BadKey, CannotOpen, DataKeys, PrivateKeys, PublicKeys, new_key, private_keys


def test_what_is_closed_opens_again():
    keys = DataKeys.read(new_key())
    assert keys.open(keys.close("氏名".encode(), about="one"), about="one").decode() == "氏名"


def test_the_same_content_is_never_closed_twice_alike():
    keys = DataKeys.read(new_key())
    assert keys.close(b"x", about="one") != keys.close(b"x", about="one")


@pytest.mark.parametrize(
    "change", [lambda c: c[:-1], lambda c: c + b"x", lambda c: c[:30] + b"\0" + c[31:], lambda c: b""]
)
def test_what_was_changed_does_not_open(change):
    keys = DataKeys.read(new_key())
    with pytest.raises(CannotOpen):
        keys.open(change(keys.close(b"0123456789" * 5, about="one")), about="one")


def test_what_was_put_into_another_place_does_not_open():
    keys = DataKeys.read(new_key())
    with pytest.raises(CannotOpen):
        keys.open(keys.close(b"x", about="one"), about="two")


def test_a_new_first_key_writes_and_the_old_one_still_reads():
    old, new = new_key(), new_key()
    closed = DataKeys.read(old).close(b"x", about="one")
    both = DataKeys.read(f"{new}, {old}")
    assert both.open(closed, about="one") == b"x"
    assert not both.is_current(closed)
    assert both.is_current(both.close(b"x", about="one"))
    with pytest.raises(CannotOpen):
        DataKeys.read(new).open(closed, about="one")


def test_marks_are_the_same_for_the_same_key_and_use():
    old, new = new_key(), new_key()
    (mark,) = DataKeys.read(old).marks("text", use="code")
    assert DataKeys.read(f"{new},{old}").marks("text", use="code")[1] == mark
    assert DataKeys.read(old).marks("text", use="other") != [mark]


def test_only_the_other_office_opens_what_was_sealed_for_it():
    office, stranger = PrivateKeys.new(), PrivateKeys.new()
    sealed = PublicKeys.read(str(office.public)).seal("相談".encode(), about="one")
    assert PrivateKeys.read(office.secret).open(sealed, about="one").decode() == "相談"
    for keys, about, content in [
        (stranger, "one", sealed),
        (office, "two", sealed),
        (office, "one", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (office, "one", b""),
    ]:
        with pytest.raises(CannotOpen):
            keys.open(content, about=about)


def test_a_signature_is_of_its_office_and_its_content():
    office, stranger = PrivateKeys.new(), PrivateKeys.new()
    signature = office.sign(b"content")
    assert office.public.has_signed(b"content", signature)
    assert not office.public.has_signed(b"Content", signature)
    assert not stranger.public.has_signed(b"content", signature)
    assert not office.public.has_signed(b"content", signature[:-1])


@pytest.mark.parametrize("text", ["", "banso-public-", "banso-private-AAAA", "banso-private-日本", "AAAA"])
def test_a_line_that_is_no_key_is_told_without_repeating_it(text):
    with pytest.raises(BadKey) as told:
        PrivateKeys.read(text)
    assert "AAAA" not in str(told.value)


def test_a_private_key_does_not_show_itself():
    keys = PrivateKeys.new()
    assert keys.secret not in repr(keys) + str(keys)
    assert private_keys(f"{keys.secret} , {PrivateKeys.new().secret}")[0] == keys
