"""The words of a page as lines of text, for the check of plain language."""

import re
from html.parser import HTMLParser

# Words inside these flow on in the sentence around them; everything else ends a line.
INLINE = {"a", "strong", "span", "small", "ruby", "b", "em", "code", "button", "wbr", "label", "abbr"}
# Readings over kanji, the plan's own wording, and where facts come from are not ours to put plainly.
LEFT_OUT = {"rt", "rp", "svg", "script", "style", "select", "pre"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.main = False
        self.silent: list[str] = []

    def handle_starttag(self, tag, attributes):
        classes = (dict(attributes).get("class") or "").split()
        if tag == "main":
            self.main = True
        quoted = tag == "div" and "official" in classes
        if self.silent and tag == self.silent[-1] or not self.silent and (tag in LEFT_OUT or quoted):
            self.silent.append(tag)
        elif tag not in INLINE:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        if tag == "main":
            self.main = False
        if self.silent and tag == self.silent[-1]:
            self.silent.pop()
        elif tag not in INLINE:
            self.parts.append("\n")

    def handle_data(self, data):
        if self.main and not self.silent:
            # A wide space parts two facts on one line.
            self.parts.append(re.sub(r"[ \n\t]+", " ", data).replace("　", "\n"))


def lines_of(page: str) -> list[str]:
    """Each sentence, heading, cell or item of the page's main part on a line."""
    reader = _Reader()
    reader.feed(page)
    return [line.strip() for line in "".join(reader.parts).split("\n") if line.strip()]
