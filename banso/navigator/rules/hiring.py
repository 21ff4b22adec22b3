"""What follows from the days of a hiring. Pure: no Django."""

from datetime import date

from banso.directory.format import Fact
from banso.navigator.results import Facts

_DAYS = (Fact.HIRED_ON, Fact.BORN_ON)


def age_at_hiring(facts: Facts) -> int | None:
    """The age in full years on the day of hiring; ``None`` while one of the two days is unknown."""
    hired, born = (facts.get(fact) for fact in _DAYS)
    if not isinstance(hired, date) or not isinstance(born, date):
        return None
    return hired.year - born.year - ((hired.month, hired.day) < (born.month, born.day))
