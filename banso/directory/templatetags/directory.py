"""What the templates of every room ask the directory for."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from banso.directory.catalogue import WindowCard
from banso.directory.doubt import MARK, doubtful
from banso.directory.rules.closing import days_left
from banso.lib import clock
from banso.plan.describe import span_words
from banso.plan.format import Window

register = template.Library()


@register.simple_tag
def to_check(entry: Any, *fields: str) -> SafeString:
    """The mark 要確認 beside a value, where the source of one of ``fields`` does not settle it; else nothing."""
    shown = doubtful(entry, *fields, on=clock.today())
    return mark_safe(f' <span class="to-check">{MARK}</span>' if shown else "")


@register.inclusion_tag("directory/parts/ends.html")
def ends(window: WindowCard) -> dict[str, Any]:
    """Beside the name of a window that is going to close: in how many days."""
    days = days_left(window.closes_on, clock.today())
    return {"words": f"あと{days}日で終了" if days else ""}


@register.filter("span_words")
def span(window: Window | None) -> str:
    """From and to which day something counts; nothing where it always does."""
    return span_words(window) if window else ""


@register.inclusion_tag("directory/parts/host_phones.html")
def host_phones(window: WindowCard) -> dict[str, Any]:
    """Instead of a telephone that nobody knows: that of the house in which ``window`` is."""
    return {"window": window}


@register.inclusion_tag("directory/parts/host_address.html")
def host_address(window: WindowCard) -> dict[str, Any]:
    """Instead of an address that nobody knows: that of the house in which ``window`` is."""
    return {"window": window}
