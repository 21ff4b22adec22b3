"""The finder of the directory as it is now."""

from banso.directory.finder import Finder
from banso.directory.queries.catalogue import catalogue
from banso.plan.queries import LoadedPlan

# A finder lives as long as its catalogue is the newest of its plan: building it anew takes seconds where there is much.
_kept: dict[int, Finder] = {}


def finder(plan: LoadedPlan) -> Finder:
    """Search over the directory as it is now. One query while it does not change."""
    now = catalogue(plan)
    kept = _kept.get(plan.edition_id)
    if kept is None or kept.catalogue is not now:
        kept = Finder(now)
        _kept.clear()
        _kept[plan.edition_id] = kept
    return kept
