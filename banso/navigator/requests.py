"""What a person writes to ask for a first talk, how it is read, and the code by which it is found again. Pure."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from banso.directory.codes import Asker, Channel
from banso.lib import workdays
from banso.navigator.states import Hours, Reach
from banso.notices.rules import NotPossible, address

NAME_LENGTH, RELATION_LENGTH, ADDRESS_LENGTH, TEXT_LENGTH = 40, 20, 160, 800
# Much more than a form holds, so that somebody who pasted too much gets it back with a word; beyond it nothing is read.
BODY_BYTES = 256 * 1024
# A person reads before writing; and a page left open over night belongs perhaps to somebody else by now.
FASTEST_SECONDS, OLDEST_SECONDS = 3, 12 * 3600
# Of one window in a day: more is a flood. From one source half as many, so that no single one can close a window to all.
A_DAY_FOR_ONE_WINDOW, A_DAY_FROM_ONE_SOURCE_FOR_ONE_WINDOW = 80, 40
# With one contact, from one source to one window: who sends again has perhaps lost the code, who sends often floods.
A_DAY_FROM_ONE_CONTACT = 3

# Where an office set no days of its own: no promise, but a day on which somebody looks after the request.
USUAL_DAYS = 3
SAMPLE_DAYS = "日数は見本です。窓口が決めたものではありません。"
# After the deadline the deputy has so many working days before the secretariat sees the number.
DEPUTY_DAYS = 2

# Without 0, I, L, O and U, which are read as others. Thirty-one is a prime, so the check letter finds every single
# wrong letter and every pair changed over.
LETTERS = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAYLOAD = 9
_LINK = re.compile(r"://|https?:|www\.|<\s*a\b|\[url", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class NotRight(ValueError):
    """What was written cannot be taken. The sentence says what to do; ``is_soon`` where waiting is enough."""

    is_soon = False


@dataclass(frozen=True, kw_only=True)
class Content:
    """What the person wrote. It is kept closed, and opened only for whoever holds the request."""

    name: str
    asker: Asker
    relation: str
    reach: Reach
    address: str
    hours: tuple[Hours, ...]
    may_say: bool
    text: str

    def as_bytes(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Raises ``ValueError`` or ``KeyError`` for what another version wrote."""
        return cls.of(json.loads(content))

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """From its fields by their names, with codes for what is chosen."""
        return cls(
            name=told["name"],
            asker=Asker.of(told["asker"]),
            relation=told["relation"],
            reach=Reach.of(told["reach"]),
            address=told["address"],
            hours=tuple(Hours.of(code) for code in told["hours"]),
            may_say=told["may_say"],
            text=told["text"],
        )


def reaches(channels: tuple[Channel, ...], *, has_place: bool) -> list[Reach]:
    """The ways that can be asked for at a window with these channels; an empty tuple is a window of which we know none.
    Nobody is to go to a place that is not known.
    """
    fits = {
        Reach.VISIT: has_place and (not channels or Channel.PLACE in channels),
        Reach.ONLINE: not channels or Channel.ONLINE in channels or Channel.METAVERSE in channels,
    }
    return [reach for reach in Reach if fits.get(reach, True)]


def due(received: date, answer_days: int | None) -> date:
    """Until when the window answers; where its office set no days, until when somebody looks after it."""
    return workdays.add_workdays(received, answer_days or USUAL_DAYS)


def for_secretariat_before(today: date) -> date:
    """What was due before this day is for the secretariat to see."""
    return workdays.add_workdays(today, -DEPUTY_DAYS)


def words(text: str, *, most: int, what: str) -> str:
    """Free text as it is kept. Raises :class:`NotRight` for links and for what is too long."""
    bare = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    if _CONTROL.search(bare):
        raise NotRight(f"{what}に、使えない文字（見えない制御文字）が入っています。消してください。")
    if _LINK.search(bare):
        raise NotRight(f"{what}に、リンク（http:// や www. など）は書けません。言葉で書いてください。")
    if len(bare) > most:
        raise NotRight(f"{what}は{most}字までにしてください（いま{len(bare)}字）。")
    return bare


def reached_by(reach: Reach, text: str) -> str:
    """The address for a way, in one form. Raises :class:`NotRight`."""
    bare = " ".join(unicodedata.normalize("NFKC", text).split())
    if reach is Reach.VISIT:
        return ""
    if not bare:
        raise NotRight(_ASK_FOR[reach])
    if reach in (Reach.PHONE, Reach.FAX):
        return _number(bare)
    if reach is Reach.LETTER:
        return words(bare, most=ADDRESS_LENGTH, what="住所")
    try:
        return address(bare)
    except NotPossible as problem:
        raise NotRight("メールアドレスが正しくありません。例: hanako@example.jp") from problem


_ASK_FOR = {
    Reach.PHONE: "電話番号を書いてください。",
    Reach.FAX: "ファックス番号を書いてください。",
    Reach.MAIL: "メールアドレスを書いてください。",
    Reach.ONLINE: "案内を送るメールアドレスを書いてください。",
    Reach.LETTER: "手紙を送る住所を書いてください。",
}


def _number(text: str) -> str:
    digits = re.sub(r"[-‐‑‒–—―−ー－()\s.]", "", text)
    digits = re.sub(r"^\+810?", "0", digits)
    if not re.fullmatch(r"0[0-9]{9,10}", digits):
        raise NotRight("番号は、0から始まる10けたか11けたで書いてください。例: 090-1234-5678")
    return digits


def consent(
    window: str, holder: str, *, answer_days: int | None, keep_days: int, is_sample: bool = False
) -> str:
    """What the person agrees to by sending, as it is shown and kept. Days are promised by the office that set them."""
    days = f"開いている日で数えて{answer_days or USUAL_DAYS}日"
    when = (
        f"{holder}は、{days}以内に連絡すると決めています。"
        if answer_days
        else f"連絡は、{days}くらいがめやすです。{holder}が決めた日数は、まだありません。"
    )
    if is_sample:
        when = f"{SAMPLE_DAYS}連絡は、{days}以内です。"
    return (
        f"書いた内容は、{window}（{holder}）が、相談の連絡をするためだけに使います。\n"
        "読めるのは、この窓口の係だけです。ほかの窓口に渡すのは、その窓口が受けると答えたときだけです。\n"
        "この窓口が閉じるときは、同じ機関の後を継ぐ窓口が受け持ちます。渡したことは、受付番号で分かります。\n"
        f"{when}\n"
        f"内容は、話ができてから{keep_days}日で消します。取り下げると、すぐに消します。\n"
        "これだけで、あなたの記録が作られることはありません。"
    )


def code_of(mark: bytes) -> str:
    """The code that a digest stands for: ten letters in three groups, the last a check."""
    number, letters = int.from_bytes(mark), ""
    for _ in range(_PAYLOAD):
        number, rest = divmod(number, len(LETTERS))
        letters += LETTERS[rest]
    return shown(letters + _check(letters))


def shown(code: str) -> str:
    """In groups, as it is written on paper."""
    return f"{code[:3]}-{code[3:6]}-{code[6:]}"


def read_code(text: str) -> str:
    """A code as somebody typed it, without the lines between groups. Raises :class:`NotRight`."""
    typed = re.sub(r"[\s\-‐‑‒–—―−ー－]", "", unicodedata.normalize("NFKC", text)).upper()
    typed = typed.replace("I", "1").replace("L", "1")
    if not typed:
        raise NotRight("受付番号を書いてください。")
    if strange := sorted(set(typed) - set(LETTERS)):
        raise NotRight(f"受付番号に「{'」「'.join(strange)[:20]}」は使われません。見直してください。")
    if len(typed) != _PAYLOAD + 1:
        raise NotRight(f"受付番号は{_PAYLOAD + 1}文字です（いま{len(typed)}文字）。")
    if _check(typed[:-1]) != typed[-1]:
        raise NotRight("受付番号のどこかが違います。一文字ずつ見直してください。")
    return typed


def _check(letters: str) -> str:
    total = sum(weight * LETTERS.index(letter) for weight, letter in enumerate(letters, start=1))
    return LETTERS[-total * pow(_PAYLOAD + 1, -1, len(LETTERS)) % len(LETTERS)]
