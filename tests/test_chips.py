"""The code lists that pages show as chips all have a tone and a shape; `design` itself knows no code list."""

import pytest
from django.template import engines

from banso.design import icons
from banso.indicators.results import FigureStatus
from banso.ledger.kinds import MeasureState, Status
from banso.returns.states import State


@pytest.mark.parametrize("codes", [FigureStatus, Status, MeasureState, State])
def test_every_state_has_its_word_and_a_shape(codes):
    for code in codes:
        chip = engines["django"].from_string("{% status_label code %}").render({"code": code})
        assert code.label in chip
        assert "<svg" in chip
        assert str(code) in icons.CHIPS
