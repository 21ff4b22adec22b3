"""Sample requests for a first talk: one that is new, one that somebody answers, one that nobody does."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from banso.directory.catalogue import WindowCard
from banso.directory.codes import Asker, EntryStatus
from banso.directory.operations.requests import take_sample_requests
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.navigator import operations
from banso.navigator.queries import find
from banso.navigator.requests import Content
from banso.navigator.states import Hours, Outcome, Part, Reach
from banso.plan.queries import LoadedPlan
from banso.portal.sample.people import People

if TYPE_CHECKING:
    from banso.navigator.models import Request

# How long before today each came, at which hour, and what became of it.
_AGO = timedelta(days=1), timedelta(days=3), timedelta(days=14)
_WORDS = ("見本 はな", "見本 たろう", "見本 すみれ")


def ask_for_talks(plan: LoadedPlan, people: People) -> None:
    """Let every window of a sample body take requests, with that body's user at its desk, and three people ask at the
    first of them.
    """
    if plan.key != settings.PLAN:
        # People ask the office that runs this; a story of another office's plan has no desk here.
        return
    windows = [w for w in catalogue(plan).windows.values() if w.operators and w.status is EntryStatus.ACTIVE]
    run = [w for w in windows if w.operators[0] in people.bodies]
    take_sample_requests(windows=[w.key for w in run], days=3)
    for body, user in people.bodies.items():
        own = [w.key for w in run if w.operators[0] == body]
        operations.seat_at(windows=own, organisation=body, user_id=user.pk, part=Part.STAFF, by=user)
    if not run:
        return
    window = catalogue(plan).windows[run[0].key]
    now = clock.now()
    requests = [_asked(window, now - ago, name) for ago, name in zip(_AGO, _WORDS, strict=True)]
    by = people.bodies[requests[1].organisation]
    with clock.standing_at(now - timedelta(days=2)):
        operations.read_content(request=requests[1], by=by)
        operations.take(request=requests[1], by=by)
        operations.note_attempt(request=requests[1], outcome=Outcome.NO_REPLY, at=clock.now(), by=by)
    operations.escalate()


def _asked(window: WindowCard, at: datetime, name: str) -> Request:
    """Somebody who does not exist, by a way that leads nowhere."""
    morning = datetime.combine(clock.local(at).date(), time(9, 30), clock.JAPAN)
    content = Content(
        name=name,
        asker=Asker.SELF,
        relation="",
        reach=Reach.MAIL,
        address="mihon@example.jp",
        hours=(Hours.AFTERNOON,),
        may_say=False,
        text="見本の申し込みです。仕事のことで、まず話を聞いてほしいです。",
    )
    with clock.standing_at(morning):
        code = operations.ask(
            window=window, content=content, consent="見本", word=name, source="sample", is_sample=True
        )
    looked = find(operations.marks_of(code))
    assert looked is not None
    return looked.request
