"""Tags and filters of every template (a builtin: no ``{% load %}``)."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from banso.design import figures, icons, meters
from banso.lib.ruby import ruby as ruby_parts

register = template.Library()

register.filter("number", figures.number)
register.filter("percent", figures.percent)
register.filter("with_unit", figures.with_unit)
register.filter("ja_date", figures.ja_date)
register.filter("ja_month", figures.ja_month)
register.filter("ja_datetime", figures.ja_datetime)
register.filter("era_year", figures.era_year)

register.filter("tel", figures.tel)

TONES = {"debug": "info", "info": "info", "success": "success", "warning": "warning", "error": "error"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """An inline drawing; without ``label`` a screen reader passes it by."""
    return mark_safe(icons.svg(name, conditional_escape(label)))


@register.simple_tag
def status_label(code: str, label: str = "") -> str:
    """A chip with text and shape. ``code`` may be a member of a code list, which brings its label."""
    tone, shape = icons.chip(code)
    text = label or getattr(code, "label", "") or str(code)
    return render_to_string("design/parts/chip.html", {"tone": tone, "shape": shape, "label": text})


@register.simple_tag
def ruby(name: str, reading: str) -> str:
    """``name`` with ``reading`` over its words of kanji, as far as it is known which belongs to which."""
    return format_html_join("", "{}", ((_spoken(*part),) for part in ruby_parts(name, reading)))


def _spoken(text: str, reading: str) -> str:
    if not reading:
        return text
    return format_html("<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>", text, reading)


@register.inclusion_tag("design/parts/meter.html")
def meter(
    value: Decimal | None,
    target: Decimal | int | None = 1,
    elapsed: Decimal | None = None,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> dict[str, Any]:
    """A bar of ``value`` against ``target`` with the mark of the elapsed share.

    An achievement ratio (1 = 100 %) needs no target; ``low`` and ``high`` are of the same unit as ``value``.
    """
    whole = Decimal(target) if target else None
    ratio, lowest, highest = (
        Decimal(known) / whole if whole and known not in (None, "") else None for known in (value, low, high)
    )
    return meters.meter(ratio, None if elapsed in (None, "") else Decimal(elapsed), lowest, highest)


@register.inclusion_tag("design/parts/meter_key.html")
def meter_key() -> dict[str, Any]:
    """What the marks on the bars mean; once above a table of bars."""
    return {}


@register.simple_tag
def empty_state(text: str, hint: str = "") -> str:
    """What stands where there is nothing to list. Not named ``empty``: that word ends a ``{% for %}``."""
    return format_html(
        '<div class="empty"><p>{}</p>{}</div>', text, format_html("<p>{}</p>", hint) if hint else ""
    )


@register.simple_block_tag(end_name="endbanner")
def banner(content: str, tone: str = "info", title: str = "") -> str:
    """A notification: info, success, warning, error."""
    tone = TONES.get(tone, "info")
    label = {"info": "お知らせ", "success": "完了", "warning": "注意", "error": "エラー"}[tone]
    return render_to_string(
        "design/parts/banner.html", {"tone": tone, "title": title, "label": label, "content": content}
    )


@register.simple_block_tag(end_name="endtable_region")
def table_region(content: str, label: str) -> str:
    """A wide table in a box that scrolls by itself and can be reached with the keyboard.

    A group and not a region: a page of twenty tables would otherwise have twenty landmarks.
    """
    return format_html(
        '<div class="table-region" role="group" aria-label="{}" tabindex="0">{}</div>', label, content
    )


@register.simple_block_tag(end_name="enddisclosure")
def disclosure(content: str, summary: str, open: bool = False) -> str:
    """Something that opens on demand, without JavaScript."""
    return format_html(
        '<details class="disclosure"{}><summary>{}</summary><div class="disclosure__body">{}</div></details>',
        mark_safe(" open") if open else "",
        summary,
        content,
    )


@register.inclusion_tag("design/parts/breadcrumbs.html")
def breadcrumbs(*parts: str) -> dict[str, Any]:
    """``{% breadcrumbs "進み具合" url "この指標" %}``: label and address by turns, the last label alone."""
    crumbs = [(parts[i], parts[i + 1] if i + 1 < len(parts) else "") for i in range(0, len(parts), 2)]
    with suppress(NoReverseMatch):
        crumbs.insert(0, ("ホーム", reverse("home")))
    return {"crumbs": crumbs}


@register.inclusion_tag("design/parts/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list, keeping the other parts of the address."""
    request = context.get("request")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop("page", None)
    return {
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "query": f"{query.urlencode()}&" if query else "",
    }


@register.inclusion_tag("design/parts/search.html")
def search_box(label: str, value: str = "", name: str = "q", action: str = "") -> dict[str, Any]:
    """One line to search a list; a plain GET form."""
    return {"label": label, "value": value or "", "name": name, "action": action, "id": f"search-{name}"}


@register.simple_tag
def field(bound: BoundField) -> str:
    """A control of a form with its label, mark, hint and errors tied together."""
    return bound.as_field_group()


@register.filter
def widget_kind(bound: BoundField) -> str:
    """text, select, textarea, file, checkbox, choices: what the field's frame looks like."""
    widget = bound.field.widget
    for kind, classes in (
        ("choices", (forms.RadioSelect, forms.CheckboxSelectMultiple)),
        ("checkbox", (forms.CheckboxInput,)),
        ("file", (forms.FileInput,)),
        ("select", (forms.Select,)),
        ("textarea", (forms.Textarea,)),
    ):
        if isinstance(widget, classes):
            return kind
    return "text"
