"""The parameters of HSDS's addresses, each defined once: what it means, and how its text is read."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from banso.lib import clock

PER_PAGE, MOST_PER_PAGE = 50, 100
LONGEST_SEARCH = 200
_FURTHEST = 1_000_000


class BadRequest(ValueError):
    """A parameter that cannot be read. The message is Japanese; ``parameter`` is its name."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


@dataclass(frozen=True)
class Parameter:
    """``read`` raises ValueError with a Japanese sentence; ``several``: it may come more than once, and all must hold."""

    name: str
    meaning: str
    schema: Mapping[str, Any]
    read: Callable[[str], Any]
    several: bool = False


def _words(text: str) -> str:
    if "\x00" in text:
        raise ValueError("使えない文字があります。")
    if len(text) > LONGEST_SEARCH:
        raise ValueError(f"{LONGEST_SEARCH}文字までにしてください。")
    return text.strip()


def _place(text: str) -> str:
    if not (found := _words(text)):
        raise ValueError("市区町村の名か6桁のコードを書いてください。")
    return found


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
            raise ValueError(f"{least}から{most}までの整数を書いてください。")
        return int(text)

    return read


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError("true か false を書いてください。")
    return text == "true"


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise ValueError("idの形（UUID）ではありません。") from None


def _moment(text: str) -> datetime:
    """A date is its beginning in Japan; a moment without a zone is one of Japan."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day, tzinfo=clock.JAPAN)
        # A plus in an address is a blank unless it was written %2B.
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise ValueError("2025-04-01 か 2025-04-01T09:00:00+09:00 のように書いてください。") from None
    return found if found.tzinfo else found.replace(tzinfo=clock.JAPAN)


def _postcode(text: str) -> str:
    digits = unicodedata.normalize("NFKC", text).replace("-", "").strip()
    if not re.fullmatch(r"[0-9]{7}", digits):
        raise ValueError("郵便番号は7桁の数字で書いてください。")
    return digits


def _format(text: str) -> str:
    if text not in ("json", "ndjson"):
        raise ValueError("json か ndjson を書いてください。")
    return text


_TEXT = {"type": "string"}
_ID = {"type": "string", "format": "uuid"}
_BOOLEAN = {"type": "boolean", "default": False}
PARAMETERS = {
    p.name: p
    for p in (
        Parameter("search", "言葉で探す。ひらがな・カタカナ・別の呼び名の違いは問わない。", _TEXT | {"maxLength": LONGEST_SEARCH}, _words),
        Parameter("page", "何ページ目か。", {"type": "integer", "minimum": 1, "maximum": 999_999_999, "default": 1}, _number(1, 999_999_999)),
        Parameter("per_page", "1ページの件数。", {"type": "integer", "minimum": 1, "maximum": MOST_PER_PAGE, "default": PER_PAGE}, _number(1, MOST_PER_PAGE)),
        Parameter("format", "json か、ページに分けずに1行に1件を返す ndjson。", {"type": "string", "enum": ["json", "ndjson"], "default": "json"}, _format),
        Parameter("minimal", "idと最後に変わった時だけを、1ページで返す。", _BOOLEAN, _truth),
        Parameter("full", "属するものをすべて入れて返す。", _BOOLEAN, _truth),
        Parameter("modified_after", "この時から後に変わったもの。いつ変わったか分からないものも返す。", {"type": "string", "examples": ["2025-04-01"]}, _moment),
        Parameter("organization_id", "この組織のもの。", _ID, _uuid),
        Parameter("taxonomy_term_id", "この分類の語が付いたもの。重ねて書くと、すべてが付いたもの。", _ID, _uuid, several=True),
        Parameter("taxonomy_id", "この分類のどれかの語が付いたもの。", _ID, _uuid),
        Parameter("postcode", "この郵便番号に住む人を受けるもの。台帳の窓口にある郵便番号に限る。", _TEXT | {"pattern": "^[0-9]{3}-?[0-9]{4}$"}, _postcode),
        Parameter("municipality", "この市区町村に住む人を受けるもの。全国地方公共団体コードか名。対象の地域が分からない窓口も返す。（このAPIの追加）", _TEXT | {"minLength": 1, "maxLength": LONGEST_SEARCH}, _place),
        Parameter("proximity", "postcode か municipality の中心から何メートルまでか。位置も市区町村も分からない窓口は入らない。市区町村だけが分かる窓口は、その中心の位置で測る。", {"type": "integer", "minimum": 1, "maximum": _FURTHEST}, _number(1, _FURTHEST)),
        Parameter("parent_id", "この語の下にある語。", _ID, _uuid),
        Parameter("top_only", "いちばん上の語だけ。", _BOOLEAN, _truth),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The parameters of one request, read. What was not given is ``None`` or empty."""

    search: str = ""
    page: int = 1
    per_page: int = PER_PAGE
    format: str = "json"
    minimal: bool = False
    full: bool = False
    modified_after: datetime | None = None
    organization_id: str | None = None
    taxonomy_term_id: tuple[str, ...] = ()
    taxonomy_id: str | None = None
    postcode: str | None = None
    municipality: str | None = None
    proximity: int | None = None
    parent_id: str | None = None
    top_only: bool = False


def asked(given: Mapping[str, Sequence[str]], known: Sequence[str]) -> Asked:
    """The parameters of an address that knows ``known``. Raises :class:`BadRequest`, also for one that it does not know:
    a filter that is misspelt must not answer with everything.
    """
    values: dict[str, Any] = {}
    for name, texts in given.items():
        if name not in known:
            raise BadRequest(name, f"「{name}」という指定はありません。使えるのは {'、'.join(known)} です。")
        parameter = PARAMETERS[name]
        if len(texts) > 1 and not parameter.several:
            raise BadRequest(name, f"「{name}」が{len(texts)}つあります。一つにしてください。")
        try:
            read = tuple(parameter.read(text) for text in texts)
        except ValueError as problem:
            raise BadRequest(name, f"「{name}」を読めません。{problem}") from None
        values[name] = read if parameter.several else read[0]
    found = Asked(**values)
    if found.proximity and not (found.postcode or found.municipality):
        raise BadRequest("proximity", "「proximity」は postcode か municipality と一緒に指定してください。")
    return found
