"""A visitor without cookies who presses what the pages with questions show."""

import html
import re
from dataclasses import dataclass, field

from django.test import Client

FORM = re.compile(
    r"<form[^>]*action=\"(?P<action>/(?:find|employers)/[^\"]*)\"[^>]*>(?P<body>.*?)</form>", re.DOTALL
)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
BUTTON = re.compile(r"<button([^>]*)>(.*?)</button>", re.DOTALL)


@dataclass
class Visitor:
    """Reads a page as text, presses its buttons, and carries nothing but what stands in the form."""

    client: Client = field(default_factory=Client)
    page: str = ""

    def open(self, address: str = "/find/") -> "Visitor":
        return self._take(self.client.get(address))

    def send(self, **fields: object) -> "Visitor":
        """Post fields as they are; ``a_age`` stands for ``a.age``."""
        return self._take(
            self.client.post("/find/", {key.replace("a_", "a.", 1): v for key, v in fields.items()})
        )

    def press(self, label: str, **typed: object) -> "Visitor":
        """Press the first button whose words hold ``label``, after filling the form that it is in."""
        for form in FORM.finditer(self.page):
            for attributes, words in BUTTON.findall(form["body"]):
                if label in text_of(words):
                    return self._submit(form["action"], form["body"], attributes, typed)
        raise AssertionError(f"no button {label!r} on: {self.text}")

    def _submit(self, action: str, body: str, attributes: str, typed: dict[str, object]) -> "Visitor":
        data: dict[str, list[str]] = {}
        for name, value in HIDDEN.findall(body):
            data.setdefault(html.unescape(name), []).append(html.unescape(value))
        named = re.search(r'name="([^"]+)" value="([^"]*)"', attributes)
        if named:
            data.setdefault(named[1], []).append(html.unescape(named[2]))
        for key, value in typed.items():
            data[f"a.{key}"] = [str(v) for v in value] if isinstance(value, list) else [str(value)]
        return self._take(self.client.post(action.partition("#")[0], data))

    def _take(self, response) -> "Visitor":
        assert response.status_code == 200, response.content.decode()[:500]
        assert not response.cookies, "no page of the navigator sets a cookie"
        assert response["Cache-Control"] == "no-store"
        assert len(response.content) < 100_000
        self.page = response.content.decode()
        return self

    @property
    def text(self) -> str:
        return text_of(self.page[self.page.index("<main") :])

    @property
    def heading(self) -> str:
        return text_of(re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.DOTALL)[1])

    @property
    def is_result(self) -> bool:
        return self.heading == "見つかった窓口"


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page))).strip()
