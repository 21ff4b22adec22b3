"""How the days of a hiring go together: the age that follows from them, and what cannot be true. Pure: no Django."""

from datetime import date

from banso.directory.format import Fact
from banso.navigator.results import Facts

# Nobody below this age may be employed in an ordinary job; a higher age than the other is a slip of the pen.
LEAST_AGE, MOST_AGE = 15, 120
_DAYS = (Fact.HIRED_ON, Fact.BORN_ON)


def age_at_hiring(facts: Facts) -> int | None:
    """The age in full years on the day of hiring; ``None`` while one of the two days is unknown."""
    hired, born = (facts.get(fact) for fact in _DAYS)
    if not isinstance(hired, date) or not isinstance(born, date):
        return None
    return hired.year - born.year - ((hired.month, hired.day) < (born.month, born.day))


def clash(facts: Facts) -> tuple[tuple[Fact, ...], str] | None:
    """The answers that cannot all be true, and the sentence that says why; ``None`` where nothing speaks against them."""
    age, said = age_at_hiring(facts), facts.get(Fact.AGE_AT_HIRING)
    if age is None:
        return None
    if facts[Fact.HIRED_ON] <= facts[Fact.BORN_ON]:  # type: ignore[operator]
        return _DAYS, "雇い入れる日が、生まれた日と同じか、それより前になっています。日付を直してください。"
    if not LEAST_AGE <= age <= MOST_AGE:
        limit = f"{LEAST_AGE}歳になっていない方は雇えません。" if age < LEAST_AGE else ""
        return (
            _DAYS,
            f"この2つの日付では、雇い入れる日に{age}歳です。{limit}生まれた日と雇い入れる日を確かめてください。",
        )
    if said is not None and said != age:
        sentence = f"生まれた日と雇い入れる日からは{age}歳ですが、年齢の答えは{said}歳です。違っている方を直してください。"
        return (Fact.AGE_AT_HIRING, *_DAYS), sentence
    return None
