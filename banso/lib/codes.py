"""Code lists as enums of (code, label, description), and the codes of Japanese local bodies."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A member of a code list: its value is the code, with a Japanese label and a description.

    The glossary, the data dictionary of papers and the choices of forms are generated from these.
    """

    label: str
    description: str

    def __new__(cls, code: str, label: str, description: str) -> "Code":
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.description = description
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """(code, label) for a model field or a form."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def of(cls, code: str) -> Self:
        """The member with this code. Raises ValueError."""
        try:
            return cls._value2member_map_[code]  # type: ignore[return-value]
        except KeyError:
            raise ValueError(f"{cls.__name__} has no code {code!r}") from None

    @classmethod
    def from_label(cls, label: str) -> Self:
        """The member with this label. Raises KeyError."""
        for member in cls:
            if member.label == label:
                return member
        raise KeyError(label)


def check_digit(five: str) -> str:
    """The sixth digit of a 全国地方公共団体コード for its first five. Source: 総務省 JIS X 0401/0402 rule."""
    total = sum(int(digit) * weight for digit, weight in zip(five, (6, 5, 4, 3, 2), strict=True))
    return str((11 - total % 11) % 10) if total >= 11 else str((11 - total) % 10)


def is_local_body(code: str) -> bool:
    """Whether ``code`` is six digits with the right check digit."""
    return len(code) == 6 and code.isascii() and code.isdigit() and check_digit(code[:5]) == code[5]
