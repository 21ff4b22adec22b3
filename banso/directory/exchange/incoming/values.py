"""One value of a row as the directory keeps it. A reader gives the value, and says what it repaired or could not read."""

import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit

import jaconv

from banso.directory.codes import EntryStatus
from banso.lib import phones
from banso.lib.text import one_line

# Where Japan lies, in degrees.
_LATITUDES, _LONGITUDES = (20.0, 46.0), (122.0, 154.0)


@dataclass(frozen=True)
class Read:
    """``value`` is ``None`` where nothing can be taken over; then ``problem`` says why."""

    value: Any = None
    repair: str = ""
    problem: str = ""


def text(raw: str, most: int) -> Read:
    value = one_line("".join(c for c in raw if c.isprintable() or c.isspace()))
    if len(value) > most:
        return Read(problem=f"長すぎます（{len(value)}文字。{most}文字まで）。")
    return Read(value)


def kana(raw: str, most: int) -> Read:
    """The directory keeps hiragana."""
    read = text(raw, most)
    if not read.value:
        return read
    return Read(jaconv.kata2hira(jaconv.h2z(read.value, kana=True)))


def phone_numbers(raw: str) -> Read:
    """The numbers of a cell as the directory keeps them, each with its extension and note."""
    try:
        found = phones.read(raw)
    except ValueError as part:
        return Read(
            problem=f"電話番号「{_short(str(part))}」を読めません。半角の数字とハイフンで書いてください。"
        )
    if not found:
        return Read(problem="電話番号がありません。")
    repairs = ["全角の文字を半角にしました" if any(_is_wide(letter) for letter in raw) else ""]
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", raw))
    if not digits.startswith(("0", "1", "81")) and found[0].number.startswith("0"):
        repairs.append("失われていた先頭の0を補いました")
    if len(found) > 1:
        repairs.append(f"{len(found)}つの番号に分けました")
    if any(one.extension or one.note for one in found):
        repairs.append("内線と注記を番号から分けました")
    return Read([asdict(one) for one in found], _said("電話番号", repairs))


def _is_wide(letter: str) -> bool:
    narrow = unicodedata.normalize("NFKC", letter)
    return narrow != letter and narrow.isascii() and not letter.isspace() and letter not in "（）"


def postal_code(raw: str) -> Read:
    plain = unicodedata.normalize("NFKC", raw).replace("〒", "").strip()
    digits = re.sub(r"[\s‐‑‒–—―ー−-]", "", plain)
    if not re.fullmatch(r"[0-9]{6,7}", digits):
        return Read(problem=f"郵便番号「{_short(raw)}」を読めません。7桁の数字で書いてください。")
    repairs = ["失われていた先頭の0を補いました" if len(digits) == 6 else ""]
    digits = digits.zfill(7)
    value = f"{digits[:3]}-{digits[3:]}"
    if not repairs[0] and value != raw.strip():
        repairs.append(f"「{value}」の形にそろえました")
    return Read(value, _said("郵便番号", repairs))


def url(raw: str) -> Read:
    value = raw.strip()
    repaired = unicodedata.normalize("NFKC", value) if not value.isascii() else value
    try:
        parts = urlsplit(repaired)
    except ValueError:
        parts = urlsplit("")
    if (
        parts.scheme not in ("http", "https")
        or "." not in parts.netloc
        or len(repaired) > 300
        or " " in repaired
    ):
        return Read(
            problem=f"URL「{_short(raw)}」を読めません。http か https で始まるURLを一つ書いてください。"
        )
    return Read(repaired, _said("URL", ["全角の文字を半角にしました" if repaired != value else ""]))


def email(raw: str) -> Read:
    value = unicodedata.normalize("NFKC", raw).strip()
    if not re.fullmatch(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]+", value) or len(value) > 254 or not value.isascii():
        return Read(problem=f"メールアドレス「{_short(raw)}」を読めません。")
    return Read(
        value, _said("メールアドレス", ["全角の文字を半角にしました" if value != raw.strip() else ""])
    )


def status(raw: str) -> Read:
    try:
        return Read(EntryStatus.of(raw.strip()).value)
    except ValueError:
        return Read(problem=f"状態コード「{_short(raw)}」はありません。")


def coordinates(latitude: str, longitude: str) -> Read:
    """(latitude, longitude) in degrees; exchanged ones are put right, because nothing in Japan reads both ways."""
    if not latitude.strip() or not longitude.strip():
        return Read(problem="緯度と経度の片方がありません。")
    numbers = [_degrees(latitude), _degrees(longitude)]
    if None in numbers:
        return Read(problem=f"緯度・経度「{_short(latitude)}」「{_short(longitude)}」を読めません。")
    north, east = numbers
    repairs = ["全角の文字を半角にしました" if not (latitude + longitude).isascii() else ""]
    if _within(east, _LATITUDES) and _within(north, _LONGITUDES):
        north, east = east, north
        repairs.append("入れ替わっていた緯度と経度を戻しました")
    if not _within(north, _LATITUDES) or not _within(east, _LONGITUDES):
        return Read(
            problem=f"緯度・経度「{_short(latitude)}」「{_short(longitude)}」は日本の中にありません。"
        )
    return Read((north, east), _said("緯度・経度", repairs))


def _degrees(raw: str) -> float | None:
    plain = unicodedata.normalize("NFKC", raw).strip()
    return float(plain) if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,15})?", plain) else None


def _within(value: float | None, bounds: tuple[float, float]) -> bool:
    return value is not None and bounds[0] <= value <= bounds[1]


def _said(what: str, repairs: list[str]) -> str:
    said = "、".join(filter(None, repairs))
    return f"{what}：{said}。" if said else ""


def _short(raw: str) -> str:
    return raw.strip() if len(raw.strip()) <= 30 else raw.strip()[:30] + "…"
