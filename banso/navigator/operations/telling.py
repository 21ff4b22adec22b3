"""Telling a desk that something waits. A notice says the window and the number, never anything of a person."""

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from banso.access.queries import members_of
from banso.lib import clock
from banso.navigator.keys import is_public_face
from banso.navigator.models import Request
from banso.navigator.queries.desks import desk_of
from banso.navigator.states import Part
from banso.notices import operations as notices
from banso.notices.queries import contacts_of
from banso.notices.rules import Channel, NotPossible

if TYPE_CHECKING:
    from banso.access.models import User

_WORDS = {
    "new": ("相談の申し込みが届きました", "新しい申し込みが届きました。"),
    "change": ("相談の申し込みが書き直されました", "申し込んだ人が内容を書き直しました。"),
    "withdrawn": ("相談の申し込みが取り下げられました", "申し込んだ人が取り下げました。連絡は要りません。"),
    "offered": ("相談の申し込みを受けてほしいという依頼です", "ほかの窓口から依頼がありました。受けるか断るかを選んでください。"),
    "declined": ("相談の申し込みを渡せませんでした", "渡す相手の窓口が受けませんでした。引き続き受け持ってください。"),
    "accepted": ("相談の申し込みを相手が受けました", "渡す相手の窓口が受けました。"),
    "moved": ("相談の申し込みが移ってきました", "窓口が閉じるため、後を継ぐこの窓口が受け持つことになりました。"),
    "asked": ("相談の申し込みを、ほかの窓口にたずねています", "窓口が閉じるため、後を継ぐ窓口にたずねました。相手が受けるまで、引き続き受け持ってください。"),
    "overdue": ("相談の申し込みの期限が過ぎています", "期限を過ぎても返事の記録がありません。"),
}  # fmt: skip
_NOBODY = "この窓口には係がいません。「窓口の係」で係を決めると、その人が読めます。"


def tell_desk(
    request: Request,
    what: str,
    *,
    window: str = "",
    organisations: Iterable[str] = (),
    deputies: bool = False,
) -> None:
    """Tell those at the desk of the holder (or of ``window`` in ``organisations``); ``deputies`` alone where asked.

    ``what`` is a word of the list, and may carry a number, so that the same thing twice is told twice.
    """
    if is_public_face():
        return
    for organisation in organisations or [request.organisation]:
        seats = desk_of(window or request.window, organisation)
        chosen = [seat for seat in seats if seat.part == Part.DEPUTY] if deputies else seats
        people = [seat.user for seat in chosen or seats] or members_of(organisation)
        _post(request, what, organisation, people, nobody_sits=not seats)


def _post(
    request: Request, what: str, organisation: str, people: "Iterable[User]", *, nobody_sits: bool
) -> None:
    subject, sentence = _WORDS[what.partition("-")[0]]
    due = request.due_on
    body = (
        f"{sentence}{_NOBODY if nobody_sits else ''}\n\n受付 {request.pk}　返事の期限 {due.year}年{due.month}月{due.day}日\n"
        "内容は、伴走にログインして「相談の申し込み」で見てください。"
    )
    key, related = f"request:{request.pk}:{what}:{clock.today()}", f"request:{request.pk}"
    mails = set()
    for user in people:
        notices.post(
            key=f"{key}:screen:{user.pk}", channel=Channel.SCREEN, subject=subject, body=body, user=user,
            organisation=organisation, related=related,
        )  # fmt: skip
        mails.add(user.email)
    for address in mails - {""} or {contact.email for contact in contacts_of([organisation])[organisation]}:
        mark = hashlib.sha256(address.encode()).hexdigest()[:16]
        try:
            notices.post(
                key=f"{key}:mail:{mark}", channel=Channel.MAIL, to=address, subject=subject, body=body,
                organisation=organisation, related=related,
            )  # fmt: skip
        except NotPossible:
            # An address that nobody can write to must not keep the request from arriving.
            continue
