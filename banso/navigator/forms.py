"""What comes back from a page of the navigator. The form is all that is kept: the server remembers nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict

PREFIX = "a."
# A page never sends more; what a program sends beyond it is left aside.
MOST_ANSWERS, MOST_VALUES, MOST_LETTERS = 40, 40, 80


@dataclass(frozen=True)
class Told:
    """The answers so far by the question's id, in the order in which they were given, and the button pressed.

    ``go`` is what the button does (next, change, skip, result, page) and ``about`` to what; ``empty`` is a question that
    was sent on without an answer.
    """

    answers: Mapping[str, tuple[str, ...]]
    go: str = "next"
    about: str = ""

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The answers as hidden fields."""
        return [(PREFIX + key, value) for key, values in self.answers.items() for value in values]

    def without(self, question: str) -> "Told":
        """Everything but the answer to one question, which is being asked."""
        return Told({key: values for key, values in self.answers.items() if key != question})


def told(post: QueryDict) -> Told:
    """The form as it came. Empty answers are none; a question left with a button counts as answered 'わからない'."""
    go, _, about = post.get("go", "next").partition(":")
    answers = {
        key.removeprefix(PREFIX): _values(post.getlist(key))
        for key in [key for key in post if key.startswith(PREFIX)][:MOST_ANSWERS]
    }
    kept = {key: values for key, values in answers.items() if values}
    if go == "skip" and about:
        kept[about] = ("skip",)
    if go == "next" and (asked := post.get("asked", "")) and asked not in kept:
        go, about = "empty", asked
    return Told(kept, go, about)


def _values(given: list[str]) -> tuple[str, ...]:
    return tuple(value.strip()[:MOST_LETTERS] for value in given[:MOST_VALUES] if value.strip())
