"""Debian's Chromium, driven by Playwright, and axe."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator, Page, Request, Route, sync_playwright

INSTALL = "apt-get install -y --no-install-recommends chromium fonts-noto-cjk"
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
    "--no-proxy-server",
    "--disable-dev-shm-usage",
]
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Visit:
    """One test's pages, and what they did that they must not do."""

    chromium: Chromium
    url: str
    faults: list[str] = field(default_factory=list)
    contexts: list[Any] = field(default_factory=list)

    def new_page(self, user: Any = None, *, javascript: bool = True, width: int = 1280) -> Page:
        """A page of its own browser profile; ``width`` in CSS pixels, 390 is a phone."""
        context = self.chromium.new_context(
            base_url=self.url,
            java_script_enabled=javascript,
            viewport={"width": width, "height": 900},
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        context.route("**/*", self._only_here)
        self.contexts.append(context)
        if user is not None:
            context.add_cookies([self._session(user)])
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"script error: {error}"))
        page.on("console", self._heard)
        return page

    def _only_here(self, route: Route, request: Request) -> None:
        if request.url.startswith((self.url + "/", "data:", "blob:")):
            route.continue_()
            return
        self.faults.append(f"a request to the outside: {request.url}")
        route.abort()

    def _heard(self, message: Any) -> None:
        # A page that is refused or missing on purpose is reported on the console as a failed resource.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _session(self, user: Any) -> Any:
        client = Client()
        client.force_login(user)
        return {
            "name": settings.SESSION_COOKIE_NAME,
            "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
            "domain": urlsplit(self.url).hostname,
            "path": "/",
        }


@dataclass
class Browser:
    """A running Chromium."""

    chromium: Chromium

    @classmethod
    @contextmanager
    def started(cls) -> Iterator["Browser"]:
        program = shutil.which("chromium")
        if program is None:
            sudo = "" if os.geteuid() == 0 else "sudo "
            pytest.exit(f"Chromium が見つかりません。Chromium is missing. Run:\n  {sudo}{INSTALL}", 1)
        with sync_playwright() as playwright:
            root = ["--no-sandbox"] if os.geteuid() == 0 else []
            chromium = playwright.chromium.launch(executable_path=program, args=[*QUIET, *root])
            yield cls(chromium)
            chromium.close()

    @contextmanager
    def visit(self, url: str) -> Iterator[Visit]:
        visit = Visit(self.chromium, url)
        yield visit
        for context in visit.contexts:
            context.close()
        assert visit.faults == [], visit.faults


def follow(control: Locator, *, key: str | None = None) -> None:
    """Click what leads to another page, or press ``key`` on it, and stay until that page stands.

    A click alone may come back while the old page still shows: what is read next is then read from either.
    """
    with control.page.expect_navigation():
        if key is None:
            control.click()
        else:
            control.press(key)


def axe_findings(page: Page) -> list[str]:
    """What axe finds on the page as it stands; evaluated from outside, so the page's own CSP holds."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", AXE_TAGS
    )
    return [
        f"{violation['id']} ({violation['help']}): {node['html'][:200]} {node['failureSummary'][:300]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
