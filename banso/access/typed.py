"""What somebody had typed into a form when the sign-in ended: it waits, encrypted, for the same person on the same browser.

It lies in the session that the browser has while nobody is signed in, which lives on through password and second factor,
so no address or field that a browser sends decides what is shown or where it goes. Who it was is told by a signed cookie
that says who was signed in here last: without it nothing is kept, and whoever else signs in gets nothing and ends it.
"""

import base64
import json
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from banso.lib import clock
from banso.lib.sealing import CannotOpen, DataKeys

_COOKIE, _KEY, _ABOUT = "banso_last_here", "typed", "typed before the sign-in ended"
# An hour; and more than any form of ours, less than would burden the table of sessions.
MINUTES, MOST_BYTES = 60, 100_000


@dataclass(frozen=True)
class Typed:
    """The fields of a form in their order, and the address that they were sent to."""

    path: str
    fields: tuple[tuple[str, str], ...]

    @property
    def words(self) -> list[str]:
        """What a person will know again: the values that are Japanese."""
        return [value for _name, value in self.fields if not value.isascii()]


def remember_who(request: HttpRequest, response: HttpResponseBase) -> None:
    """Note in the browser, until it is closed, who is signed in; and that what was typed has now arrived."""
    if request.get_signed_cookie(_COOKIE, "") != str(request.user.pk):
        response.set_signed_cookie(
            _COOKIE,
            str(request.user.pk),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    if request.method == "POST" and _KEY in request.session:
        waiting = kept(request)
        if waiting and waiting.path == request.get_full_path():
            drop(request)


def keep(request: HttpRequest) -> str:
    """Keep the form of a request of nobody. Empty where that was done, else why not."""
    if request.FILES:
        return "ファイルは預かれません。ログインしてから、もう一度選んで送ってください。"
    who = request.get_signed_cookie(_COOKIE, "")
    if not who:
        return "このブラウザーで、だれが書いたかがわからないため、内容を預かれません。"
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]
    content = json.dumps([who, _now(), request.get_full_path(), fields]).encode()
    if len(content) > MOST_BYTES:
        return "書かれた量が多いため、内容を預かれません。"
    request.session[_KEY] = base64.b64encode(_keys().close(content, about=_ABOUT)).decode()
    return ""


def kept(request: HttpRequest) -> Typed | None:
    """What waits for who is signed in now. What is another's or too old is ended."""
    closed = request.session.get(_KEY)
    if closed is None:
        return None
    try:
        who, at, path, fields = json.loads(_keys().open(base64.b64decode(closed), about=_ABOUT))
    except (CannotOpen, ValueError):
        who, at, path, fields = "", 0, "", []
    if who != str(request.user.pk) or _now() - at > MINUTES * 60:
        drop(request)
        return None
    return Typed(path, tuple((name, value) for name, value in fields))


def drop(request: HttpRequest) -> None:
    """End it."""
    request.session.pop(_KEY, None)


def _now() -> int:
    return int(clock.now().timestamp())


def _keys() -> DataKeys:
    # Its own key: it outlives no change of the secret, and needs no key of the office's.
    return DataKeys.of_secret(f"typed\0{settings.SECRET_KEY}")
