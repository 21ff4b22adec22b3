"""Editing an entry: the form, what the public sees before and after, and saving. Nothing typed is ever lost."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.views import needs
from banso.directory import queries as directory
from banso.directory.codes import Noun
from banso.directory.operations import ChangedMeanwhile, Invalid, hours_of
from banso.directory.queries import version
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.upkeep import operations, queries
from banso.upkeep.forms import FORMS, ConditionsForm, EntryForm, rules_form
from banso.upkeep.views import user_of
from banso.upkeep.words import Difference, differences, trials_in_words

# What is still to be done where an entry was made.
_NEXT = {Noun.SUBSIDY: "次に、「決まりを加える」で条件と額を書いてください。"}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.EDIT_DIRECTORY)
@with_plan
def edit(request: HttpRequest, plan: LoadedPlan, noun: Noun, key: str) -> HttpResponse:
    """The facts of an entry."""
    return _edit(request, plan, FORMS[noun], key)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.EDIT_DIRECTORY)
@with_plan
def conditions(request: HttpRequest, plan: LoadedPlan, key: str) -> HttpResponse:
    """The conditions of a service, with what the navigator will then answer."""
    return _edit(request, plan, ConditionsForm, key)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.EDIT_DIRECTORY)
@with_plan
def rules(request: HttpRequest, plan: LoadedPlan, key: str, number: int | None = None) -> HttpResponse:
    """The rules of a subsidy from a day on: new ones, or those at a place of its list."""
    return _edit(request, plan, rules_form(number), key)


def _edit(request: HttpRequest, plan: LoadedPlan, kind: type[EntryForm], key: str) -> HttpResponse:
    """Write, look at the difference, save. Whoever is second is shown what the first changed."""
    member, noun = member_of(request.user), kind.noun
    try:
        record = queries.editable(member, noun, key)
    except KeyError:
        raise Http404(key) from None
    catalogue = directory.catalogue(plan)
    newest = queries.newest_change(noun, key)
    form = kind(request.POST or None, record=record, catalogue=catalogue, member=member, after=newest)
    if not form.is_there:
        raise Http404(key)
    step = request.POST.get("step", "")
    if step == "add":
        form.take_row()
    if step in ("", "write", "add") or not form.is_valid():
        return _form(request, form, key)
    if form.cleaned_data["seen"] != version(record):
        return _changed_meanwhile(request, form, key, newest)
    changes = differences(noun, record, form.values(), catalogue)
    if step != "save" or not changes:
        return _difference(request, form, key, changes)
    try:
        count = operations.edit(
            noun=noun, key=key, values=form.values(), by=user_of(request),
            **{name: form.cleaned_data[name] for name in ("seen", "reason", "source", "said_by")},
        )  # fmt: skip
    except ChangedMeanwhile:
        return _changed_meanwhile(request, form, key, queries.newest_change(noun, key))
    except Invalid as faults:
        return _refused(request, form, key, faults)
    messages.success(request, f"{count}項目を直しました。公開のページは、もう新しい内容です。")
    return redirect("directory_entry", noun, key)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.EDIT_DIRECTORY)
@with_plan
def new(request: HttpRequest, plan: LoadedPlan, noun: Noun) -> HttpResponse:
    """A new entry: written, looked at as the public would see it, saved."""
    catalogue, member = directory.catalogue(plan), member_of(request.user)
    queries.must_create(member, noun)
    form = FORMS[noun](request.POST or None, record={}, catalogue=catalogue, member=member)
    step = request.POST.get("step", "")
    if step in ("", "write") or not form.is_valid():
        return _form(request, form)
    if step != "save":
        return _difference(request, form, "", differences(noun, {}, form.values(), catalogue))
    try:
        key = operations.create(
            noun=noun, values=form.values(), reason=form.cleaned_data["reason"],
            source=form.cleaned_data["source"], said_by=form.cleaned_data["said_by"], by=user_of(request),
        )  # fmt: skip
    except Invalid as faults:
        return _refused(request, form, "", faults)
    messages.success(request, "新しく作りました。" + _NEXT.get(noun, ""))
    return redirect("directory_entry", noun, key)


def _form(request: HttpRequest, form: EntryForm, key: str = "", **more: object) -> HttpResponse:
    """The form, with what was typed. After a look at the difference the text comes back without any complaint."""
    context = {
        "noun": form.noun, "form": form, "key": key, "name": form.record.get("name", ""),
        "places": form.catalogue.places.values(), **more,
    }  # fmt: skip
    invalid = form.is_bound and bool(form.errors)
    return render(request, "upkeep/form.html", context, status=400 if invalid else 200)


def _difference(request: HttpRequest, form: EntryForm, key: str, changes: list[Difference]) -> HttpResponse:
    hours = form.values().get("hours_text", "")
    context = {
        "noun": form.noun, "form": form, "key": key, "name": form.values().get("name") or form.record["name"],
        "changes": changes, "trials": trials_in_words(form.trials(), form.catalogue) if changes else [],
        "words_only": form.noun is Noun.WINDOW and bool(hours) and hours_of(hours) is None,
    }  # fmt: skip
    return render(request, "upkeep/difference.html", context)


def _refused(request: HttpRequest, form: EntryForm, key: str, faults: Invalid) -> HttpResponse:
    for name, problem in faults.problems.items():
        form.add_error(name if name in form.fields else None, problem)
    return _form(request, form, key)


def _changed_meanwhile(request: HttpRequest, form: EntryForm, key: str, newest: int) -> HttpResponse:
    """The second of two editors: what the first changed, and one's own text, kept, to be looked through again."""
    since = form.cleaned_data.get("after") or 0
    told = [t for t in queries.told_changes(form.noun, form.record, form.catalogue) if t.change.pk > since]
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data["seen"], data["after"] = version(form.record), str(newest)
    again = type(form)(data, record=form.record, catalogue=form.catalogue, member=form.member)
    context = {"meanwhile": told, "is_second": True}
    response = _form(request, again, key, **context)
    response.status_code = 409
    return response
