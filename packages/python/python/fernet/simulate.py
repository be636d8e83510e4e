"""Experiments on the mechanism: what bids, coalitions, late proofs and RANDAO do to elections and pays.

They are those of `fernet simulate`. A result depends on the parameters, the draws and the seed only, on every machine. Calls
release the GIL and use all cores.
"""

from collections.abc import Iterable, Mapping
from typing import NotRequired, SupportsIndex, TypedDict, cast

from fernet import _native

__all__ = ["Experiment", "Measure", "Parameter", "Row", "Value", "cells", "experiments", "run"]

Value = int | float | str
"""The value of a parameter: an int for a number, a float for a share, a str for a choice. A str is read as on the command line."""

Row = dict[str, Value | None]
"""One measure of one cell: the parameters, `measure`, `value`, `low` and `high` (the interval of 99.9 %), `expected` (the value in
theory, or None), and `samples` (0 for a value that was computed)."""


class Parameter(TypedDict):
    """A parameter of an experiment. A choice has `choices`, any other one `least` and `greatest`."""

    name: str
    about: str
    default: Value
    choices: NotRequired[list[str]]
    least: NotRequired[int | float]
    greatest: NotRequired[int | float]


class Measure(TypedDict):
    """What an experiment estimates, with its unit."""

    name: str
    about: str


class Experiment(TypedDict):
    """An experiment: its question, its model, and its default number of draws, which is 0 if it computes and draws nothing."""

    name: str
    about: str
    model: str
    parameters: list[Parameter]
    measures: list[Measure]
    draws: int


def experiments() -> list[Experiment]:
    """All experiments."""
    return cast(list[Experiment], _native._simulate.experiments())


def cells(experiment: str, sweeps: Iterable[str], parameters: Mapping[str, Value] | None = None) -> list[dict[str, Value]]:
    """The parameters of all cells of a grid, for `run`.

    `sweeps` has texts as `fernet simulate --sweep` takes them: "keys=10,100", "fee-split=0.5..1" (11 values) or
    "fee-split=0.5..1/6"; the last one changes fastest. Other parameters are in `parameters` or have their defaults. What is wrong
    raises ValueError.
    """
    if isinstance(sweeps, str):
        raise TypeError("'sweeps': expected texts, not one str")
    return cast(list[dict[str, Value]], _native._simulate.cells(experiment, list(sweeps), dict(parameters or {})))


def run(
    experiment: str,
    parameters: Mapping[str, Value] | None = None,
    draws: SupportsIndex | None = None,
    seed: SupportsIndex = 0,
) -> list[Row]:
    """Runs one cell, and returns a row for each measure. Parameters that are not given have their defaults.

    A parameter that the experiment does not have, a value out of its range, and parameters that do not fit together raise ValueError.
    """
    return cast(list[Row], _native._simulate.run(experiment, dict(parameters or {}), draws, seed))
