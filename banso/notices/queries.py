"""Reads of the outbox and of the addresses."""

from collections import Counter
from collections.abc import Iterable

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from banso.access.queries import member_of
from banso.notices.models import Contact, Notice
from banso.notices.rules import Channel, NoticeState

PAGE_SIZE = 50


def outbox(state: str = "", number: str | None = None) -> "Page[Notice]":
    """A page of the outbox, newest first. Two SQL queries."""
    found = Notice.objects.select_related("created_by").defer("body")
    if state:
        found = found.filter(state=state)
    return Paginator(found, PAGE_SIZE).get_page(number)


def counts() -> list[tuple[NoticeState, int]]:
    """How many notices stand in each state. One SQL query."""
    rows = Counter(dict(Notice.objects.order_by().values_list("state").annotate(Count("pk"))))
    return [(state, rows[state.value]) for state in NoticeState]


def notice(pk: int) -> Notice:
    """One notice. One SQL query. Raises ``Notice.DoesNotExist``."""
    return Notice.objects.select_related("created_by", "printed_by", "user").get(pk=pk)


def on_screen(user: object) -> "list[Notice]":
    """What the screen tells a member or the member's organisation, newest first. One SQL query."""
    member = member_of(user)
    if member.role is None:
        return []
    mine = Q(user=user)
    if member.organisation:
        mine |= Q(user=None, organisation=member.organisation)
    found = Notice.objects.filter(mine, channel=Channel.SCREEN, state=NoticeState.SENT)
    return list(found[:PAGE_SIZE])


def letters() -> list[Notice]:
    """The letters that wait to be posted, oldest first. One SQL query."""
    return list(Notice.objects.letters().waiting().select_related("printed_by").order_by("pk"))


def contacts() -> list[Contact]:
    """Every address, by organisation. One SQL query."""
    return list(Contact.objects.all())


def contacts_of(organisations: Iterable[str]) -> dict[str, list[Contact]]:
    """The addresses of organisations; one without any has an empty list. One SQL query."""
    found: dict[str, list[Contact]] = {key: [] for key in organisations}
    for contact in Contact.objects.filter(organisation__in=found):
        found[contact.organisation].append(contact)
    return found


def about(related: str) -> dict[str, list[Notice]]:
    """By organisation the notices about something (``kind:id``), oldest first. One SQL query."""
    found: dict[str, list[Notice]] = {}
    for notice in (
        Notice.objects.filter(related=related).select_related("created_by").defer("body").order_by("pk")
    ):
        found.setdefault(notice.organisation, []).append(notice)
    return found
