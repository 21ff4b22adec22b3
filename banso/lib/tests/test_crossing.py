"""A file is taken whole and from whom it says, or not at all."""

import json
from datetime import UTC, datetime

import pytest

from banso.lib.crossing import Header, Refused, check, write
from banso.lib.sealing import PrivateKeys

SENDER, RECEIVER, STRANGER = PrivateKeys.new(), PrivateKeys.new(), PrivateKeys.new()


def written(path, keys=SENDER, receiver=RECEIVER, **changed):
    values = {"kind": "contacts", "plan": "mihon/2025", "sequence": 1} | changed
    header = Header(
        values["kind"], values["plan"], keys.public.name, receiver.public.name, values["sequence"],
        datetime(2025, 11, 20, tzinfo=UTC),
    )  # fmt: skip
    write(path, header, [{"n": 1}, {"n": 2, "text": "改行\nと\u2028記号"}], keys, lambda _: None)
    return path


def checked(path, peers=(SENDER,), own=RECEIVER):
    return check(
        path, kind="contacts", plan="mihon/2025", peers=[p.public for p in peers], own=[own.public.name]
    )


def test_what_is_written_comes_out_again(tmp_path):
    arrived = checked(written(tmp_path / "file"))
    assert arrived.count == 2 and arrived.header.sequence == 1
    assert [record["n"] for record in arrived.records()] == [1, 2]
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_file_for_another_or_from_another_is_refused(tmp_path):
    for number, (changed, told) in enumerate(
        [
            ({"kind": "published"}, "種類"),
            ({"plan": "saitama/2025"}, "計画"),
            ({"receiver": STRANGER}, "あてたファイルではありません"),
            ({"keys": STRANGER}, "登録した相手の鍵ではありません"),
            ({"keys": RECEIVER}, "自分で書き出した"),
        ]
    ):
        with pytest.raises(Refused, match=told):
            checked(written(tmp_path / f"{number}", **changed))


def test_every_changed_byte_is_found(tmp_path):
    path = written(tmp_path / "file")
    content = path.read_bytes()
    for place in range(0, len(content), 3):
        changed = bytearray(content)
        changed[place] ^= 1
        path.write_bytes(bytes(changed))
        with pytest.raises(Refused):
            checked(path)
        path.write_bytes(content[:place])
        with pytest.raises(Refused):
            checked(path)


def test_a_signature_of_another_under_the_senders_name_is_refused(tmp_path):
    lines = written(tmp_path / "file").read_bytes().splitlines(keepends=True)
    end = json.loads(lines[-1])
    forged = json.loads(written(tmp_path / "other", keys=STRANGER).read_bytes().splitlines()[-1])
    end["signature"] = forged["signature"]
    (tmp_path / "file").write_bytes(b"".join(lines[:-1]) + json.dumps(end).encode() + b"\n")
    with pytest.raises(Refused, match="署名が正しくありません"):
        checked(tmp_path / "file")


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path):
    path = written(tmp_path / "file")
    arrived = checked(path)
    path.write_bytes(path.read_bytes().replace(b'"n":1', b'"n":9'))
    with pytest.raises(Refused, match="読んでいる間"):
        list(arrived.records())
