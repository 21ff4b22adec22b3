"""What every page shows of the plan and of the member: the navigation, the plan's name, the member's organisation."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.rules import Member, may
from banso.directory.doubt import doubtful
from banso.directory.queries import helplines
from banso.lib import clock
from banso.plan.queries import LoadedPlan, NoPlan, current


@dataclass(frozen=True)
class Item:
    """One entry of the navigation; ``below`` are the beginnings of the addresses that belong to it."""

    label: str
    name: str
    act: Act | None
    below: tuple[str, ...]


ITEMS = (
    Item("ホーム", "home", None, ()),
    Item("窓口をさがす", "navigator", None, ("/find/",)),
    Item("窓口一覧", "windows", None, ("/windows/", "/services/", "/places/", "/exams/")),
    Item("計画", "plan", None, ("/plan/", "/measures/")),
    Item("進み具合", "progress", Act.SEE_PROGRESS, ("/progress/",)),
    Item("報告", "returns", Act.SEE_RETURNS, ("/returns/",)),
    Item("窓口の情報", "directory", Act.EDIT_DIRECTORY, ("/directory/",)),
    Item("資料", "papers", Act.SEE_PROGRESS, ("/papers/",)),
    Item("公開データ", "data", None, ("/data/",)),
    Item("相談の申し込み", "requests", Act.ANSWER_REQUESTS, ("/requests/",)),
    Item("お知らせ", "notices", Act.MANAGE_NOTICES, ("/notices/",)),
    # Who does not manage the outbox sees what the screen tells.
    Item("お知らせ", "my_notices", Act.SEE_PROGRESS, ("/notices/",)),
)


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The pages that the member may open, with the present one marked; never fails for want of a plan."""
    # A page that failed before the sign-in was read has no user.
    user = getattr(request, "user", None)
    member = member_of(user) if user is not None else Member("", None)
    names = _names(getattr(request, "loaded_plan", None))
    return {
        "navigation": _items(member, request.path),
        "plan_name": names.get("", ""),
        "member_organisation": names.get(member.organisation, "") if member.organisation else "",
    }


def help_strip(request: HttpRequest) -> dict[str, Any]:
    """Immediate help on every page of somebody who is not signed in. One query; without a database, nothing."""
    user = getattr(request, "user", None)
    if user is not None and user.is_authenticated:
        return {}
    try:
        lines = helplines()
    except DatabaseError:
        return {}
    if not lines:
        return {}
    for line in lines:
        line.doubtful = doubtful(line, on=clock.today())  # type: ignore[attr-defined]
    return {
        "help_strip": {
            "emergency": [line for line in lines if line.is_emergency],
            "others": [line for line in lines if not line.is_emergency],
        }
    }


def _items(member: Member, path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for item in ITEMS:
        if item.act is not None and not may(member, item.act):
            continue
        if any(shown["label"] == item.label for shown in items):
            continue
        # An installation may leave a room out; its entry is then not there.
        with suppress(NoReverseMatch):
            url = reverse(item.name)
            here = path == url or path.startswith(item.below) if item.below else path == url
            items.append({"label": item.label, "url": url, "current": here})
    return items


def _names(plan: LoadedPlan | None) -> dict[str, str]:
    """The short name of every organisation by its id, and under "" that of the plan's body.

    A view that has read the plan hands it on; any other page costs one query. The page of an error must still
    come when there is no plan, or no database.
    """
    try:
        document = (plan or current()).document
    except (NoPlan, DatabaseError):
        return {}
    bodies = {o.id: o.short_name for o in (*document.organisations, *document.members)}
    return {"": document.body.short_name, **bodies}
