"""What the person does: ask for a talk, write it anew, take it back. The code is all that is needed."""

import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.core import signing
from django.db import transaction

from banso.access import sight
from banso.access.sight import Routine
from banso.directory.catalogue import Catalogue, WindowCard
from banso.lib import clock
from banso.navigator import requests
from banso.navigator.content import close
from banso.navigator.keys import data_keys
from banso.navigator.models import Request
from banso.navigator.operations.guarding import count_request
from banso.navigator.operations.stepping import NotPossible, append, count, held, take_step
from banso.navigator.operations.telling import tell_desk
from banso.navigator.queries.desks import holding_organisation
from banso.navigator.requests import FASTEST_SECONDS, OLDEST_SECONDS, Content, NotRight, code_of
from banso.navigator.states import ENDED, Verb

_SALT = "banso.first-contact"


def stamp(window: str) -> str:
    """What a fresh form carries: when it was made, for which window, and a word that no other form has."""
    made = [window, clock.now().timestamp(), secrets.token_hex(8)]
    return signing.dumps(made, salt=_SALT)


def read_stamp(text: str, window: str) -> str:
    """The word of a form that is neither too fresh nor too old. Raises :class:`NotRight`."""
    try:
        of, made, word = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError) as problem:
        raise NotRight("ページを開き直したため、もう一度「同意して送る」を押してください。") from problem
    age = clock.now().timestamp() - made
    if of != window or not isinstance(word, str):
        raise NotRight("ページを開き直したため、もう一度「同意して送る」を押してください。")
    if age < FASTEST_SECONDS:
        early = NotRight(
            "早すぎて、確かめられませんでした。少し待って、もう一度「同意して送る」を押してください。"
        )
        early.is_soon = True
        raise early
    if age > OLDEST_SECONDS:
        raise NotRight(
            "ページを開いてから時間がたちました。内容を見直して、もう一度「同意して送る」を押してください。"
        )
    return word


@transaction.atomic
def ask(
    *,
    window: WindowCard,
    content: Content,
    consent: str,
    word: str,
    source: str,
    is_sample: bool = False,
) -> str:
    """Keep a request and return the person's code. The same form sent twice is one request with one code.

    Raises ``TooMany``.
    """
    codes = _codes(word, content)
    marks = [mark for code in codes for mark in marks_of(code)]
    with sight.of_codes(marks):
        if not Request.objects.filter(code_mark__in=marks).exists():
            count_request(window=window.key, source=source, contact=content.address)
            _keep(window, content, consent, marks_of(codes[0])[0], is_sample)
    return codes[0]


def _keep(window: WindowCard, content: Content, consent: str, mark: str, is_sample: bool) -> None:
    now = clock.now()
    made = Request(
        uid=uuid.uuid4(),
        code_mark=mark,
        window=window.key,
        organisation=holding_organisation(window),
        consent=consent,
        received_at=now,
        due_on=requests.due(clock.local(now).date(), window.answer_days),
        is_sample=is_sample,
    )
    close(made, content)
    made.save()
    append(made, Verb.SEND)
    count(made, "received")
    # Those who hold what this contact sent before were told then: one entry, told once.
    with sight.of_routine(Routine.FOLDING):
        is_first = not Request.objects.like(made).exists()
    if is_first:
        tell_desk(made, "new")


@transaction.atomic
def change(*, request: Request, catalogue: Catalogue, content: Content) -> None:
    """Put new words in the place of the old ones. Raises ``NotPossible``."""
    with _own(request) as row:
        came_back = row.state in ENDED
        row.revision += 1
        close(row, content)
        if came_back:
            window = catalogue.windows.get(row.window)
            row.due_on = requests.due(clock.today(), window.answer_days if window else None)
            row.holder, row.ended_at, row.deputy_told_at, row.secretariat_told_at = None, None, None, None
        take_step(row, Verb.CHANGE)
        tell_desk(row, f"change-{row.revision}")


@transaction.atomic
def withdraw(*, request: Request) -> None:
    """The content goes at once; that somebody had asked stays as a number. Raises ``NotPossible``."""
    with _own(request) as row:
        row.erase()
        row.holder = None
        row.revision += 1
        was_open = row.is_open
        take_step(row, Verb.WITHDRAW)
        if was_open:
            tell_desk(row, "withdrawn")


@contextmanager
def _own(request: Request) -> Iterator[Request]:
    """The request that somebody's code led to, locked, in the sight of that code."""
    with sight.of_codes([request.code_mark]):
        try:
            row = held(request.pk)
        except Request.DoesNotExist as gone:
            raise NotPossible("この申し込みは、もう消えています。") from gone
        yield row


def marks_of(code: str) -> list[str]:
    """What a code is found by, under each key of the office."""
    bare = code.replace("-", "")
    return [mark.hex() for mark in data_keys().marks(bare, use="code")]


def _codes(word: str, content: Content) -> list[str]:
    """The code of a form with its content, under each key: a reload after the keys changed finds the same request."""
    text = word + "\0" + content.as_bytes().decode()
    return [code_of(mark) for mark in data_keys().marks(text, use="code of a form")]
