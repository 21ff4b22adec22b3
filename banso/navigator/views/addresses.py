"""The addresses that stand on paper and on other sites: those of the public's site, wherever the page was made."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


def public_address(request: HttpRequest, name: str, *args: str) -> str:
    """The full address of a page: below ``BANSO_PUBLIC_URL``, else where this request came in. Empty for a page that
    this installation does not have.
    """
    try:
        path = reverse(name, args=args)
    except NoReverseMatch:
        return ""
    return settings.PUBLIC_URL + path if settings.PUBLIC_URL else request.build_absolute_uri(path)
