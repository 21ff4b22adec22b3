"""Reads that cross rooms, shaped for the home of each role and for the page of a measure."""

from banso.portal.queries.changes import Changes, changes
from banso.portal.queries.effect import Effect, Effects, effects
from banso.portal.queries.home import (
    BodyHome,
    ReaderHome,
    SecretariatHome,
    body_home,
    is_in_plan,
    reader_home,
    secretariat_home,
)
from banso.portal.queries.measure import BodyState, MeasurePage, measure_page, measure_states
from banso.portal.queries.measure_places import MeasurePlaces, measure_places
from banso.portal.queries.story import measure_story

__all__ = [
    "BodyHome",
    "BodyState",
    "Changes",
    "Effect",
    "Effects",
    "MeasurePage",
    "MeasurePlaces",
    "ReaderHome",
    "SecretariatHome",
    "body_home",
    "changes",
    "effects",
    "is_in_plan",
    "measure_page",
    "measure_places",
    "measure_states",
    "measure_story",
    "reader_home",
    "secretariat_home",
]
