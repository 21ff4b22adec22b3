"""Forms of bodies' own: which there are, and the three steps of mapping one."""

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from banso.access.queries import member_of
from banso.access.roles import Act, Role
from banso.access.views import needs
from banso.plan.queries import LoadedPlan
from banso.plan.views import with_plan
from banso.returns.forms import OwnFormFileForm
from banso.returns.models import BodyForm
from banso.returns.operations import own_forms as operations
from banso.returns.own_forms.mapping import Reckoning, address_of
from banso.returns.queries import own_form_pages as pages
from banso.returns.queries import pointing
from banso.returns.queries.expected import reporters
from banso.returns.queries.own_forms import form_for, forms_of
from banso.returns.rules import NotPossible

if TYPE_CHECKING:
    from banso.access.models import User


@require_GET
@needs(Act.MAP_FORM)
@with_plan
def forms(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """The forms that are used, and those that are being mapped."""
    rows = pages.form_rows(plan, forms_of(member_of(request.user), plan))
    return render(request, "returns/own_forms.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@needs(Act.MAP_FORM)
@with_plan
def new(request: HttpRequest, plan: LoadedPlan) -> HttpResponse:
    """An example of the form."""
    bodies = bodies_to_map(request, plan)
    if request.method != "POST":
        form = OwnFormFileForm(bodies, initial={k: request.GET.get(k, "") for k in ("organisation", "name")})
        return render(request, "returns/own_form_new.html", {"form": form})
    form = OwnFormFileForm(bodies, request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        try:
            kept = operations.begin(
                plan=plan,
                organisation=given["organisation"],
                name=given["name"],
                file=given["file"].read(),
                file_name=given["file"].name,
                by=_user(request),
            )
            return redirect("own_form_anchors", kept.pk)
        except NotPossible as reason:
            form.add_error("file", str(reason))
    return render(request, "returns/own_form_new.html", {"form": form}, status=400)


@require_GET
@needs(Act.MAP_FORM)
@with_plan
def form(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """What the mapping reads in its example; from here it is used, or given up."""
    kept = _form(request, plan, pk)
    return _page(request, "returns/own_form.html", pages.trial(plan, kept), kept)


@require_http_methods(["GET", "POST"])
@needs(Act.MAP_FORM)
@with_plan
def anchors(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """Step one: the texts by which the form is known."""
    kept = _form(request, plan, pk)
    if request.method == "POST":
        sheet, chosen = request.POST.get("sheet", ""), request.POST.getlist("anchor")
        try:
            operations.point_at_anchors(form=kept, sheet=sheet, cells=chosen, by=_user(request))
            return redirect("own_form_cells", pk)
        except (NotPossible, ValueError) as reason:
            messages.error(
                request, str(reason) if isinstance(reason, NotPossible) else "選び方が正しくありません。"
            )
            return redirect(f"{request.path}?sheet={sheet}")
    page = pages.anchors_page(kept, request.GET.get("sheet", ""))
    return _page(request, "returns/own_form_anchors.html", page, kept)


@require_http_methods(["GET", "POST"])
@needs(Act.MAP_FORM)
@with_plan
def cells(request: HttpRequest, plan: LoadedPlan, pk: int) -> HttpResponse:
    """Step two: which cell holds which number, one after the other. Every choice is kept at once."""
    kept = _form(request, plan, pk)
    if request.method != "POST":
        page = pointing.pointing_page(plan, kept, request.GET.get("ask", ""))
        return _page(request, "returns/own_form_cells.html", page, kept)
    asked, typed = request.POST.get("asked", ""), request.POST.get("typed", "")
    given = "" if "none" in request.POST else request.POST.get("cell", typed)
    try:
        next_one = _point(plan, kept, asked, given, none="none" in request.POST, by=_user(request))
    except NotPossible as reason:
        page = pointing.pointing_page(plan, kept, asked)
        context = {"page": page, "form": kept, "error": str(reason), "typed": typed}
        return render(request, "returns/own_form_cells.html", context, status=400)
    return redirect(f"{request.path}?{urlencode({'ask': next_one})}#ask")


def _point(plan: LoadedPlan, kept: BodyForm, asked: str, given: str, *, none: bool, by: "User") -> str:
    """Keep the cell for the one thing that was asked for, or that the form does not hold it; what is asked next."""
    asks = pointing.asks_of(plan, kept)
    if asked not in {ask.key for ask in asks}:
        raise NotPossible("この機関に求められていない値が選ばれています。画面を開き直してください。")
    cell = "" if none else address_of(given, kept.sheet)
    if not none and not given.strip():
        raise NotPossible("番地が空です。B5のように書くか、表のセルを押してください。")
    if not none and not cell:
        raise NotPossible(
            f"「{given[:40]}」は、シート「{kept.sheet}」のセルの番地ではありません。"
            "列の英字と行の数字を続けて、B5のように書いてください。"
        )
    chosen = {ask.key: ask.cell for ask in asks} | {asked: cell}
    month = chosen.pop(pointing.MONTH)
    values = [(at, *key.split(":", 1)) for key, at in chosen.items() if at]
    rows = pages.rows_asked(plan, kept.organisation)
    kept = operations.point_at_cells(
        form=kept,
        cells=[(at, row, Reckoning.of(kind)) for at, kind, row in values],
        rows=rows,
        period_cell=month,
        by=by,
    )
    row = asked.partition(":")[2]
    if none and row and not any(pointed["row"] == row for pointed in kept.cells):
        operations.leave_out(form=kept, left=[row], rows=rows, by=by)
    return pointing.after(asks, asked)


@require_POST
@needs(Act.MAP_FORM)
@with_plan
def act(request: HttpRequest, plan: LoadedPlan, pk: int, verb: str) -> HttpResponse:
    """Use the mapping, stop using it, or say what it does not hold."""
    if verb not in ("adopt", "retire", "leave_out"):
        raise Http404
    kept, by = _form(request, plan, pk), _user(request)
    try:
        if verb == "retire":
            operations.retire(form=kept, by=by)
            sentence = f"「{kept.name}」を使うのをやめました。"
        elif verb == "adopt":
            operations.adopt(form=kept, rows=pages.rows_asked(plan, kept.organisation), by=by)
            sentence = f"「{kept.name}」を使い始めました。これから届くファイルは、この様式で読み取ります。"
        else:
            left, rows = request.POST.getlist("row"), pages.rows_asked(plan, kept.organisation)
            operations.leave_out(form=kept, left=left, rows=rows, by=by)
            messages.success(request, f"{len(left)}件を「この様式にない（別に報告する）」にしました。")
            return redirect("own_form", pk)
    except NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("own_form", pk)
    messages.success(request, sentence)
    return redirect("own_forms")


def _page(request: HttpRequest, template: str, page: object, kept: BodyForm) -> HttpResponse:
    context: dict[str, Any] = {"page": page, "form": kept}
    return render(request, template, context)


def _form(request: HttpRequest, plan: LoadedPlan, pk: int) -> BodyForm:
    try:
        return form_for(member_of(request.user), plan, pk)
    except BodyForm.DoesNotExist:
        raise Http404 from None


def bodies_to_map(request: HttpRequest, plan: LoadedPlan) -> list[tuple[str, str]]:
    """The bodies whose form the member may map, and that report numbers at all."""
    member = member_of(request.user)
    everybody = [(key, name) for key, name in reporters(plan) if pages.rows_asked(plan, key)]
    if member.role is Role.SECRETARIAT:
        return everybody
    return [(key, name) for key, name in everybody if key == member.organisation]


def _user(request: HttpRequest) -> "User":
    """The gate has let nobody else through."""
    return cast("User", request.user)
