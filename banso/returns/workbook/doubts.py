"""Why a text is no number, in words; and what it may have meant, to be offered and never taken."""

import re
import unicodedata

from banso.returns.workbook import units

TELL = "0件なら0を、まだ分からないときは値を空にして状態で「調査中」などを選んでください。"


class Doubt(Exception):
    """What is wrong with one cell, and what to do; a proposed reading; other answers worth offering."""

    def __init__(
        self, message: str, remedy: str, proposal: str | None = None, choices: tuple[str, ...] = ()
    ) -> None:
        self.message, self.remedy = message, remedy
        self.proposal, self.choices = proposal, choices
        super().__init__(message)


_DASHES = re.compile(r"[-−‐‑‒–—―─━┄┅┈┉╌╍⁃﹘⸺⸻〰ー－_＿~〜～・.…‥*＊×/／]+")
# Words for nothing, which leave open whether it is none, not known or not asked of this body.
_NOTHING = re.compile(r"[(（「【]?(?:特に)?(?:なし|無し|無|ナシ|ない|無い)(?:です)?[)）」】。.]?")
_NEGATIVE = re.compile(r"[-−‐‑–▲△(（].*[0-9]")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_LEADS = re.compile(r"([0-9][0-9,]*(?:\.[0-9]+)?) ?[^\W\d_]{0,3} ?[(※]")
_OTHER_UNIT = re.compile(r"[0-9,.]*[0-9] *([^\W\d_]{1,6}|[%‰°℃$€£¥])")
_GROUPED = re.compile(r"[0-9]+(\.[0-9]+)?|[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
# Words and marks with which one number in a text is not the number that is meant.
_CHANGES = re.compile(
    r"[-−‐–~〜～→+＋/÷×*万千百億割倍^]|[0-9]\s+[0-9]|[0-9],[0-9]{1,2}(?![0-9])|以上|以下|未満|超|強|弱|前後|半"
)
# A number is proposed only where the text begins with it, and not where it tells a day or an hour.
_BEGINS = re.compile(
    r"(?:約|概ね|おおむね|およそ)? ?([0-9][0-9,]*(?:\.[0-9]+)?)(?! ?(?:[日月時年]|[かヶケカ]月))"
)
_ABOUT = re.compile(r"約|概ね|おおむね|およそ|ほぼ|程度|前後|ほど|くらい|ぐらい|強|弱")
_SOMEWHEN = re.compile(r"ごろ|頃")
# In other words what the status 調査中 says.
_NOT_YET = re.compile(r"集計中|未定|判明|確認中")
_UNDER_SURVEY = "調査中"
_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}


def is_about(written: str) -> bool:
    """Whether a text says of its number that it is not an exact one."""
    return _ABOUT.search(unicodedata.normalize("NFKC", written)) is not None


def doubt_of(written: str, unit: str, words: tuple[str, ...]) -> Doubt:
    """The doubt about ``written``, a text that is no plain number; ``words``: the statuses without a number."""
    plain = unicodedata.normalize("NFKC", written).strip()
    for word in words:
        if word in plain:
            return Doubt(
                f"数の欄に「{word}」と書かれています。",
                f"値を空にして、状態で「{word}」を選んでください。",
                word if plain == word else None,
                words,
            )
    if _NOT_YET.search(plain):
        unknown = _UNDER_SURVEY if _UNDER_SURVEY in words else None
        return Doubt(
            "数の欄に、まだ分からないという意味の文字が入っています。",
            TELL,
            _proposal(plain, unit) or unknown,
            words,
        )
    if _DASHES.fullmatch(plain.replace(" ", "")):
        return Doubt(
            "横棒などの記号が入っていて、0なのか分からないのかを区別できません。", TELL, None, ("0", *words)
        )
    if _NOTHING.fullmatch(plain):
        return Doubt(
            f"「{plain}」は、0なのか、分からないのか、該当しないのかを区別できません。",
            TELL,
            None,
            ("0", *words),
        )
    if _NEGATIVE.match(plain):
        return Doubt("負の値です。", "0以上の値を記入してください。訂正は、訂正後の値そのものを記入します。")
    other = _OTHER_UNIT.fullmatch(plain)
    if other and not other[1].startswith(tuple(units.names(unit) - {""})) and not _CHANGES.search(plain):
        return Doubt(
            f"単位が様式と違います（様式は「{unit}」）。",
            f"「{unit}」で数えた値を、数だけで記入してください。",
        )
    return Doubt(
        "数の欄に文字が入っています。",
        f"数だけを記入してください。説明は備考に書きます。{TELL}",
        _proposal(plain, unit) if _has_plain_digits(written, plain) else None,
    )


def _has_plain_digits(written: str, plain: str) -> bool:
    """Whether no ① or ² has become a digit."""
    return sum(c in "0123456789０１２３４５６７８９" for c in written) == sum(
        c in "0123456789" for c in plain
    )


def _proposal(plain: str, unit: str) -> str | None:
    """The one number that the text seems to give; ``None`` where there is no such one."""
    leads = _LEADS.match(plain)
    found: list[str] = _NUMBER.findall(plain)
    if leads and not _CHANGES.search(leads[0]):
        found = [leads[1]]
    elif _CHANGES.search(plain):
        found = []
    begins = _BEGINS.match(plain)
    if found and (begins is None or begins[1] != found[0] or _SOMEWHEN.search(plain)):
        return None
    if len(found) == 1 and _GROUPED.fullmatch(found[0]):
        return found[0].replace(",", "")
    return _in_kanji(plain.removesuffix(unit).strip()) if not found else None


def _in_kanji(written: str) -> str | None:
    """二十三 → 23, below ten thousand."""
    if not written or any(c not in _DIGITS and c not in _TENS for c in written):
        return None
    if not any(c in _TENS for c in written):
        return "".join(str(_DIGITS[c]) for c in written)
    total, digit = 0, None
    for character in written:
        if character in _TENS:
            total += (1 if digit is None else digit) * _TENS[character]
            digit = None
        else:
            digit = _DIGITS[character]
    return str(total + (digit or 0))


def is_dash(text: str) -> bool:
    """Whether a text is only what people write where there is no number, like －."""
    return _DASHES.fullmatch("".join(text.split())) is not None
