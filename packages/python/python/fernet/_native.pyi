"""The extension module. Its classes and functions are typed in the modules that import them."""

# pyright: reportIncompleteStub=false

from typing import Any

def __getattr__(name: str) -> Any: ...
