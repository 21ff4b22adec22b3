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
from banso.directory.operations import NotAssured, NotEdited
from banso.directory.records import window_card
from banso.navigator.operations import NotPossible
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.upkeep import operations, queries
from banso.upkeep.forms import ClosingForm
from banso.upkeep.views import user_of


@require_POST
@needs(Act.EDIT_DIRECTORY)
def confirm(request: HttpRequest, noun: Noun, key: str) -> HttpResponse:
    """ "This is right as of today." """
    try:
        operations.confirm(noun=noun, key=key, by=user_of(request))
    except KeyError:
        raise Http404(key) from None
    except NotAssured as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "今日の日付で、確かめたことを残しました。")
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
    """Put a window out of use: from when, and who goes on."""
    try:
        record = queries.editable(member_of(request.user), Noun.WINDOW, key)
    except KeyError:
        raise Http404(key) from None
    form = ClosingForm(request.POST or None, window=window_card(record), catalogue=directory.catalogue(plan))
    if form.is_valid():
        try:
            moved = operations.close_window(window=key, by=user_of(request), **form.cleaned_data)
        except (NotEdited, NotPossible) as reason:
            form.add_error(None, str(reason))
        else:
            more = f"待っていた申し込み{moved}件は、次の窓口に引き継ぎました。" if moved else ""
            messages.success(request, f"窓口を閉じる日を残しました。{more}")
            return redirect("directory_entry", Noun.WINDOW, key)
    context = {"form": form, "key": key, "name": record["name"]}
    return render(request, "upkeep/close.html", context, status=400 if form.errors else 200)
