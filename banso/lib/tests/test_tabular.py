"""Tables as offices send them: encodings, delimiters, row numbers, and rows that are not right."""

import csv
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banso.lib.tabular import Unreadable, fold_header, opened

TEXT = "名称,名称_カナ,電話番号\r\n川口サポステ,ｶﾜｸﾞﾁｻﾎﾟｽﾃ,048-000-0000\r\n①髙橋,タカハシ,\r\n"


def read(source, **options):
    with opened(source, **options) as table:
        return table, list(table)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp932", "cp932"), ("utf-16", "utf-16")],
)
def test_usual_encodings_are_recognised(encoding, named):
    table, rows = read(TEXT.encode(encoding))
    assert table.encoding == named
    assert table.header == ("名称", "名称_カナ", "電話番号")
    assert [row["名称"] for row in rows] == ["川口サポステ", "①髙橋"]


def test_euc_is_told_from_shift_jis():
    table, rows = read("名称,住所\n就労支援窓口,埼玉県川口市\n".encode("euc_jp"))
    assert table.encoding == "euc_jp"
    assert rows[0]["住所"] == "埼玉県川口市"


def test_a_byte_that_no_encoding_has_is_named_by_line_and_place():
    with pytest.raises(Unreadable) as problem:
        read("名称\n川口\n大宮".encode() + b"\xff\xfe\n")
    assert (problem.value.line, problem.value.byte) == (3, 7)
    assert "3行目の7バイト目（0xFF）" in str(problem.value)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04rest", b"%PDF-1.7", b"", b"\r\n\r\n", "名称,値\na,1\n".encode("utf-16-le")]
)
def test_what_is_no_table_of_text_is_refused_in_words(content):
    with pytest.raises(Unreadable, match="。"):
        read(content)


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found(delimiter):
    table, rows = read(f"名称{delimiter}値\n川口{delimiter}1\n".encode())
    assert table.delimiter == delimiter
    assert rows[0]["値"] == "1"


def test_rows_are_numbered_as_excel_shows_them():
    content = '名称,住所\n川口,"1階\n奥の部屋"\n\n大宮,2階\n,\n浦和,3階\n'
    _, rows = read(content.encode())
    assert [(row.number, row.line, row["住所"]) for row in rows] == [
        (2, 2, "1階\n奥の部屋"),
        (4, 5, "2階"),
        (6, 7, "3階"),
    ]


@pytest.mark.parametrize("header", ["名称（カナ）", "名称(ｶﾅ)", " 名称 (カナ)\u3000", "名称［カナ］"])
def test_headers_are_one_in_any_width_and_brackets(header):
    table, rows = read(f"{header},URL\nアイ,x\n".encode())
    assert rows[0]["名称（カナ）"] == "アイ"
    assert rows[0].get("ｕｒｌ") == "x"
    assert rows[0].get("電話") == ""
    assert table.columns == ("名称(カナ)", "url")
    with pytest.raises(KeyError):
        rows[0]["電話"]


def test_double_and_missing_headers_are_told():
    table, rows = read("名称,,名称\na,b,c\n".encode())
    assert len(table.problems) == 2
    assert rows[0]["名称"] == "a"


def test_a_ragged_row_is_kept_and_told():
    _, [short, long, right] = read("名称,値\n川口\n大宮,1,余り\n浦和,2,\n".encode())
    assert short["値"] == ""
    assert "見出しは2列、この行は1列" in short.problems[0]
    assert "「余り」" in long.problems[0]
    assert right.problems == ()


def test_nul_bytes_are_left_out_and_told():
    _, [row] = read("名称,値,備考,住所\n川\0口,1,なし,1丁目2番3号\n".encode())
    assert row["名称"] == "川口"
    assert "NUL" in row.problems[0]


@pytest.mark.parametrize("later", ["", '埼玉,"閉じた"\n'])
def test_a_quote_that_is_not_closed_spoils_its_own_row_only(later):
    _, rows = read(f'名称,値\n川口,"1\n大宮,2\n{later}浦和,3\n'.encode())
    assert [row["名称"] for row in rows] == ["川口", "大宮", *(["埼玉"] if later else []), "浦和"]
    assert [bool(row.problems) for row in rows] == [True, *([False] * (len(rows) - 1))]


def test_an_upload_stays_open():
    upload = io.BytesIO(TEXT.encode())
    read(upload)
    assert not upload.closed


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_python_writes_is_read_back(values):
    file = io.StringIO(newline="")
    csv.writer(file).writerows([("a", "b"), *values])
    _, rows = read(file.getvalue().encode("utf-8-sig"))
    assert [row.fields for row in rows] == [v for v in values if any(cell.strip(" \u3000\t") for cell in v)]
    assert not any(row.problems for row in rows)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_table_or_unreadable(content):
    try:
        _, rows = read(content)
    except Unreadable as problem:
        assert str(problem).endswith("。")
    else:
        assert all(row.number >= 2 for row in rows)


def test_a_large_table_is_read_in_little_memory():
    content = ("名称,住所,備考\n" + '川口の窓口,埼玉県川口市青木2-1-1,"予約が要る"\n' * 8_000).encode("cp932")
    tracemalloc.start()
    with opened(content) as table:
        count = sum(1 for _ in table)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 8_000
    # Held together, the rows alone would take 4 MB.
    assert peak < 1_500_000


def test_folding_a_header_twice_changes_nothing():
    assert fold_header(fold_header("名称（カナ） ")) == fold_header("名称（カナ） ")
