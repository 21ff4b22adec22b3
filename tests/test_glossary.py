"""The glossary says what the code says."""

import re

from tests import glossary
from tests.tree import is_test, of_kind, text


def test_the_glossary_is_as_the_code_lists_write_it():
    assert glossary.TARGET.read_text("utf-8") == glossary.written(), "run: make glossary"


def test_every_name_by_hand_stands_in_the_code():
    code = "\n".join(text(path) for path in of_kind(".py", within="banso/") if not is_test(path))
    assert [name for _, name, _ in glossary.words() if not re.search(rf"\b{name}\b", code)] == []


def test_no_term_is_explained_twice():
    terms = [term for term, _, _ in glossary.words()]
    assert sorted(terms) == sorted(set(terms))


def test_every_code_has_a_label_that_is_not_its_code():
    assert [str(m) for code in glossary.code_lists() for m in code if not m.label or m.label == m.value] == []
