"""Confirming, closing and putting back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from banso.access.queries import member_of
from banso.access.roles import Act
from banso.access.views import needs
from banso.directory import queries as directory
from banso.directory.codes import Noun
from banso.directory.operations import NotAssured, NotEdited, what_closing_writes
from banso.directory.records import Record, window_card
from banso.lib import clock
from banso.navigator.operations import NotPossible, outlook
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.upkeep import operations, queries
from banso.upkeep.forms import ClosingForm
from banso.upkeep.views import user_of
from banso.upkeep.words import closed_words, differences, readers


@require_POST
@needs(Act.EDIT_DIRECTORY)
def confirm(request: HttpRequest, noun: Noun, key: str) -> HttpResponse:
    """ "This is right as of today." """
    try:
        whole = operations.confirm(
            noun=noun, key=key, fields=request.POST.getlist("fields"), by=user_of(request)
        )
    except KeyError:
        raise Http404(key) from None
    except NotAssured as reason:
        messages.error(request, str(reason))
    else:
        told = "今日の日付で、確かめたことを残しました。"
        some = "選んだ項目を、機関の情報にしました。全部を確かめると、確かめた日が付きます。"
        messages.success(request, told if whole else some)
    return redirect("directory_entry", noun, key)


@require_POST
@needs(Act.EDIT_DIRECTORY)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Put one field back to what it was before a change."""
    try:
        noun, key = operations.undo(pk=pk, by=user_of(request))
    except KeyError:
        raise Http404(str(pk)) from None
    except NotEdited as reason:
        messages.error(request, str(reason))
        change = directory.change_of(pk)
        return redirect("directory_entry", change.noun, change.key)
    messages.success(request, "元に戻しました。")
    return redirect("directory_entry", noun, key)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Act.EDIT_DIRECTORY)
@with_plan
def close(request: HttpRequest, plan: LoadedPlan, key: str) -> HttpResponse:
    """Put a window out of use: from when, and who goes on; looked at first, for the public and for those who wait."""
    try:
        record = queries.editable(member_of(request.user), Noun.WINDOW, key)
    except KeyError:
        raise Http404(key) from None
    catalogue = directory.catalogue(plan)
    form = ClosingForm(request.POST or None, window=window_card(record), catalogue=catalogue)
    step = request.POST.get("step", "look")
    if step == "write" or not form.is_valid():
        return _closing(request, form, record)
    successor, on = form.cleaned_data["successor"], form.cleaned_data["on"]
    try:
        if step != "save":
            context = {
                "form": form, "key": key, "name": record["name"],
                "changes": differences(Noun.WINDOW, record, what_closing_writes(on, successor), catalogue),
                "outlook": outlook(window=key, successor=successor), "is_now": on <= clock.today(),
                "readers": readers(catalogue, key, successor), "to": catalogue.windows.get(successor),
            }  # fmt: skip
            return render(request, "upkeep/closing.html", context)
        done = operations.close_window(window=key, by=user_of(request), **form.cleaned_data)
    except (NotEdited, NotPossible) as reason:
        form.add_error(None, str(reason))
        return _closing(request, form, record)
    messages.success(request, " ".join(["窓口を閉じる日を残しました。", *closed_words(done)]))
    return redirect("directory_entry", Noun.WINDOW, key)


def _closing(request: HttpRequest, form: ClosingForm, record: Record) -> HttpResponse:
    context = {"form": form, "key": record["key"], "name": record["name"]}
    return render(request, "upkeep/close.html", context, status=400 if form.errors else 200)


@require_POST
@needs(Act.EDIT_DIRECTORY)
def reopen(request: HttpRequest, key: str) -> HttpResponse:
    """Take a closing back, done or announced."""
    try:
        operations.cancel_closing(window=key, by=user_of(request))
    except KeyError:
        raise Http404(key) from None
    except NotEdited as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "閉じるのを取り消しました。すでに移った申し込みは、移った先のままです。")
    return redirect("directory_entry", Noun.WINDOW, key)
