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
    return site_of(request) + path


def site_of(request: HttpRequest) -> str:
    """The beginning of the public's addresses, without a slash at the end."""
    return settings.PUBLIC_URL or request.build_absolute_uri("/").rstrip("/")
