"""Heavy modules that most commands never need, imported when something of them is first used."""

import importlib
from typing import Any


class Late:
    """``alt = Late("altair")``: stands for the module. Any thread may be the first to use it."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        return getattr(importlib.import_module(self._name), name)
