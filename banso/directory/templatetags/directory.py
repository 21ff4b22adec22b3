"""What the templates of every room ask the directory for."""

from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from banso.directory.catalogue import WindowCard
from banso.directory.doubt import MARK, doubtful
from banso.lib import clock

register = template.Library()


@register.simple_tag
def to_check(entry: Any, *fields: str) -> SafeString:
    """The mark 要確認 beside a value, where the source of one of ``fields`` does not settle it; else nothing."""
    shown = doubtful(entry, *fields, on=clock.today())
    return mark_safe(f' <span class="to-check">{MARK}</span>' if shown else "")


@register.inclusion_tag("directory/parts/host_phones.html")
def host_phones(window: WindowCard) -> dict[str, Any]:
    """Instead of a telephone that nobody knows: that of the house in which ``window`` is."""
    return {"window": window}


@register.inclusion_tag("directory/parts/host_address.html")
def host_address(window: WindowCard) -> dict[str, Any]:
    """Instead of an address that nobody knows: that of the house in which ``window`` is."""
    return {"window": window}
