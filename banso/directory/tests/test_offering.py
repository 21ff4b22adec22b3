"""Where a service can be had: at the members of a collective name, at the heirs of what closed, or nowhere any longer."""

from dataclasses import replace
from types import MappingProxyType

from banso.directory.codes import EntryStatus, Part
from banso.directory.offering import offered
from banso.directory.tests.test_finder import FAMILY_CLASS, window

GONE = EntryStatus.DEFUNCT


def service(windows, **at):
    """The service after windows took their part in it."""
    known = MappingProxyType({each.key: each for each in windows})
    return offered([replace(FAMILY_CLASS, at=at)], known)["talk"]


def test_a_collective_name_hands_a_service_down_to_each_of_its_windows():
    windows = [
        window("all", "保健所"),
        window("a", "東保健所", one_of="all"),
        window("b", "西保健所", one_of="all"),
    ]
    given = service([*windows, window("c", "図書館")], all=Part.BOTH, b=Part.INTAKE)
    assert dict(given.at) == {"all": Part.BOTH, "a": Part.BOTH, "b": Part.INTAKE}, (
        "what is said of one itself holds"
    )
    assert not given.has_ended


def test_what_every_window_gives_can_be_had_under_their_collective_name():
    windows = [
        window("all", "保健所"),
        window("a", "東保健所", one_of="all"),
        window("b", "西保健所", one_of="all"),
    ]
    gone = window("c", "南保健所", one_of="all", status=GONE)
    assert dict(service([*windows, gone], a=Part.INTAKE, b=Part.INTAKE).at)["all"] is Part.INTAKE
    assert "all" not in service(windows, a=Part.BOTH).at, "not what one of them alone gives"


def test_what_closed_gives_way_to_its_heir_and_to_the_heir_of_that():
    windows = [
        window("a", "東", status=GONE, successor="b"),
        window("b", "西", status=GONE, successor="c"),
        window("c", "南"),
        window("d", "北", status=GONE),
    ]
    given = service(windows, a=Part.BOTH, d=Part.BOTH)
    assert dict(given.at) == {"c": Part.BOTH} and given.closed == ("a", "d")


def test_a_service_ends_with_its_last_window_also_behind_a_collective_name():
    closed = [window("a", "東", status=GONE, one_of="all"), window("b", "西", status=GONE, successor="a")]
    assert service([window("all", "保健所"), *closed], all=Part.BOTH).has_ended
    assert service(closed, b=Part.BOTH).has_ended
    assert not service(closed).has_ended, "of a service whose windows nobody knows nothing has ended"
