"""Lists of what a member keeps, and one entry with its history."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from banso.access.queries import member_of
from banso.access.roles import Act, Role
from banso.access.rules import Refused
from banso.access.views import needs
from banso.design.figures import era_year, ja_date
from banso.directory import queries as directory
from banso.directory.codes import EntryStatus, Noun
from banso.lib.likeness import fold
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.upkeep import queries
from banso.upkeep.words import version_labels

_PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A line of a short list."""

    key: str
    name: str
    note: str


@require_safe
@needs(Act.EDIT_DIRECTORY)
@with_plan
def windows(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The windows that the member keeps: what must be confirmed, what is missing."""
    return _list(request, queries.windows(directory.catalogue(plan), member_of(request.user)), Noun.WINDOW)


@require_safe
@needs(Act.EDIT_DIRECTORY)
@with_plan
def services(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The services that the member keeps."""
    return _list(request, queries.services(directory.catalogue(plan), member_of(request.user)), Noun.SERVICE)


def _list(request: HttpRequest, lines: list[queries.Line], noun: Noun) -> HttpResponse:
    words = request.GET.get("q", "")[:100]
    key = fold(words)
    shown = [
        line for line in lines if key in fold("".join([line.card.name, *line.card.aliases, *line.owners]))
    ]
    context = {
        "noun": noun,
        "words": words,
        "count": len(lines),
        "due": sum(line.is_due for line in lines),
        "page": Paginator(shown, _PER_PAGE).get_page(request.GET.get("page")),
        "is_secretariat": member_of(request.user).role is Role.SECRETARIAT,
    }
    return render(request, "upkeep/list.html", context)


@require_safe
@needs(Act.EDIT_DIRECTORY)
@with_plan
def exams(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The examinations of the member's organisation; for the secretariat all."""
    member = member_of(request.user)
    every = member.role is Role.SECRETARIAT
    rows = [e for e in directory.exams() if every or e.organisation_id == member.organisation]
    lines = [
        Row(
            e.key, e.name, f"{e.organisation.name}・{era_year(e.fiscal_year)}・締め切り {ja_date(e.deadline)}"
        )
        for e in rows
    ]
    context = {"noun": Noun.EXAM, "rows": lines, "is_secretariat": every, "may_add": True}
    return render(request, "upkeep/simple_list.html", context)


@require_safe
@needs(Act.EDIT_DIRECTORY)
@with_plan
def organisations(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The member's own organisation; for the secretariat all that are there or have been."""
    member = member_of(request.user)
    words = request.GET.get("q", "")[:100]
    found = queries.organisations(directory.catalogue(plan), member, words)
    context = {
        "noun": Noun.ORGANISATION,
        "rows": [Row(body.key, body.name, note) for body, note in found],
        "words": words,
        "can_search": True,
        "is_secretariat": member.role is Role.SECRETARIAT,
        "may_add": queries.may_create(member, Noun.ORGANISATION),
    }
    return render(request, "upkeep/simple_list.html", context)


@require_safe
@needs(Act.EDIT_DIRECTORY)
@with_plan
def subsidies(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The subsidies about which the member's windows are asked; for the secretariat all."""
    member = member_of(request.user)
    found = queries.subsidies(directory.catalogue(plan), member)
    context = {
        "noun": Noun.SUBSIDY,
        "rows": [Row(s.key, s.name, f"決める所 {s.decided_by}・決まり {len(s.versions)}件") for s in found],
        "is_secretariat": member.role is Role.SECRETARIAT,
        "may_add": True,
    }
    return render(request, "upkeep/simple_list.html", context)


@require_safe
@needs(Act.EDIT_DIRECTORY)
@with_plan
def helplines(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The lines of immediate help: the secretariat's."""
    if member_of(request.user).role is not Role.SECRETARIAT:
        raise Refused(Act.EDIT_DIRECTORY, own_only=True)
    lines = [Row(each.key, each.name, f"{each.number}・{each.when}") for each in directory.helplines()]
    context = {"noun": Noun.HELPLINE, "rows": lines, "is_secretariat": True, "may_add": True}
    return render(request, "upkeep/simple_list.html", context)


@require_safe
@needs(Act.EDIT_DIRECTORY)
@with_plan
def entry(request: HttpRequest, plan: LoadedPlan, noun: Noun, key: str) -> HttpResponse:
    """One entry: what it says, how good that is, and every change of it."""
    try:
        record = queries.editable(member_of(request.user), noun, key)
    except KeyError:
        raise Http404(key) from None
    catalogue = directory.catalogue(plan)
    owner = member_of(request.user).organisation in directory.owners(noun, record)
    context = {
        "noun": noun,
        "to_vouch": queries.to_vouch(noun, record) if owner else {},
        "record": record,
        "facts": queries.facts(noun, record, catalogue),
        "changes": queries.told_changes(noun, record, catalogue),
        "line": queries.line_of(catalogue, noun, key),
        "is_public": record.get("status") != EntryStatus.INACTIVE,
        "may_reopen": noun is Noun.WINDOW and queries.is_closing(record),
        "is_closed": record.get("status") == EntryStatus.DEFUNCT,
        "versions": version_labels(record.get("versions", ())),
        "can_confirm": queries.can_be_confirmed(noun, record),
    }
    return render(request, "upkeep/entry.html", context)
