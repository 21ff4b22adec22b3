"""Where else somebody can turn who cannot reach a window now: nobody is left before a closed door."""

from banso.directory.catalogue import Catalogue, WindowCard
from banso.directory.codes import EntryStatus
from banso.navigator.pages.result import desks

MOST = 3


def elsewhere(catalogue: Catalogue, window: WindowCard) -> tuple[WindowCard, ...]:
    """The windows of the same municipality (its desk, where those in need may turn), then those of the same services whose
    telephone is known; first those that can be called. None where the window itself can.
    """
    if window.phones:
        return ()
    home = _home(catalogue, window)
    near = desks(catalogue, home) if home else ()
    services = [service for service in catalogue.services.values() if window.key in service.at]
    alike = [catalogue.windows.get(key) for service in services for key in service.at]
    called = [other for other in alike if other and other.phones and other.status is EntryStatus.ACTIVE]
    found = {other.key: other for other in (*near, *called) if other.key != window.key}
    return tuple(sorted(found.values(), key=lambda other: not other.phones)[:MOST])


def _home(catalogue: Catalogue, window: WindowCard) -> str:
    """The municipality in which a window stands, or the only one that it serves."""
    around = [catalogue.windows.get(key) for key in (window.located_in, window.part_of) if key]
    stands = [w.municipality for w in (window, *around) if w and w.municipality]
    serves = list(window.catchment) if len(window.catchment) == 1 else []
    return next(iter([*stands, *serves]), "")
