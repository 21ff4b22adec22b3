"""What tests of first contacts share: two windows that take requests, and somebody who asks."""

import pytest

from banso.access import sight
from banso.access.sight import Routine
from banso.directory.codes import Asker
from banso.directory.models import Revision, Window
from banso.directory.queries import catalogue
from banso.lib import clock
from banso.navigator import operations
from banso.navigator.models import Desk, Request
from banso.navigator.requests import Content
from banso.navigator.states import Hours, Reach

HERE, THERE = "shigoto-support", "middle-corner-urawa"
SECRET = "ひみつのはなし"


def everything():
    """The sight of a routine, for tests that look into the tables themselves."""
    return sight.of_routine(Routine.KEYS)


def rows(model, **which):
    """What stands in a table of requests, whoever may see it."""
    with everything():
        return list(model.objects.filter(**which))


def again(request):
    """The request as it now stands."""
    (row,) = rows(Request, pk=request.pk)
    return row


@pytest.fixture
def windows(loaded_plan, clock_at):
    """On a Thursday the prefecture's window ``HERE`` and the labour bureau's ``THERE`` take requests; answers in 3 days."""
    clock_at("2025-11-20T10:00")
    Window.objects.filter(key__in=[HERE, THERE]).update(takes_requests=True, answer_days=3, has_desk=True)
    # The same directory in every test: under one token the process reads it once. Read here, before a test can change it.
    Revision.objects.update(token="two windows take requests")
    return catalogue(loaded_plan).windows


def sit(cast):
    """The desks of the two windows, with the people of the cast."""
    Desk.objects.bulk_create(
        Desk(window=window, organisation=user.organisation, user=user, added_at=clock.now())
        for window, user in ((HERE, cast.body), (THERE, cast.elsewhere))
    )


@pytest.fixture
def asked(windows, cast):
    """``asked()``: a request at ``HERE`` and its code. Different words make different requests. The body of the cast
    sits at the desk of ``HERE``, the one from elsewhere at that of ``THERE``."""
    sit(cast)

    def make(text=SECRET, window=HERE, name="はな", source="192.0.2.1", word="form", address="09012345678"):
        content = Content(
            name=name, asker=Asker.SELF, relation="", reach=Reach.PHONE, address=address,
            hours=(Hours.MORNING,), may_say=False, text=text,
        )  # fmt: skip
        code = operations.ask(
            window=windows[window], content=content, consent="同意の文", word=word, source=source
        )
        (request,) = rows(Request, code_mark__in=operations.marks_of(code))
        return request, code

    return make
