"""Facts for the tests of the ledger."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from banso.ledger.kinds import Kind
from banso.ledger.operations import Fact
from banso.lib.fiscal import Period


@pytest.fixture
def fact() -> Callable[..., Fact]:
    """``fact(amount=3)``: a hiring figure of April 2025, with what a test wants to be otherwise."""

    def make(**otherwise: Any) -> Fact:
        values: dict[str, Any] = {
            "kind": Kind.INDICATOR_VALUE,
            "plan": "test/2025",
            "subject": "hires",
            "organisation": "office",
            "period": Period.parse("2025-04"),
            "occurred_on": date(2025, 4, 30),
            "source": "return-version:1",
            "cell": "Sheet!B7",
            "amount": 1,
        }
        return Fact(**(values | otherwise))

    return make
