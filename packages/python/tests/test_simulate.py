"""Experiments on the mechanism, against closed forms."""

import math
import threading

import pytest

from fernet import simulate


def test_a_bid_wins_a_quarter_of_all_blocks():
    rows = simulate.run("election", {"keys": 50, "fee-split": 1, "rival-split": 0.5}, draws=20_000)
    assert [row["measure"] for row in rows] == ["won", "multiple"]
    won = rows[0]
    # SPEC #mechanism: 1 - 1/a + 1/(aN), with a = 2/1.5.
    assert math.isclose(won["expected"], 0.25 + 0.75 / 50)
    assert won["low"] < 0.265 < won["high"]
    assert (won["keys"], won["fee-split"], won["rule"], won["samples"]) == (50, 1.0, "literal", 20_000)


def test_values_have_several_forms():
    def run(split):
        return simulate.run("election", {"fee-split": split}, draws=100, seed=3)

    assert run("60%") == run(0.6) == run("600000ppm")
    assert run(0.6) != run(0.7)


def test_experiments_are_described():
    for experiment in simulate.experiments():
        defaults = {parameter["name"]: parameter["default"] for parameter in experiment["parameters"]}
        few = 10 if experiment["draws"] else None
        rows = simulate.run(experiment["name"], defaults, draws=few)
        assert rows == simulate.run(experiment["name"], draws=few)
        assert [row["measure"] for row in rows] == [measure["name"] for measure in experiment["measures"]]
        assert set(defaults) < set(rows[0])


def test_cells_of_a_grid():
    grid = simulate.cells("election", ["keys=5,10", "fee-split=0.5..1/3"], {"rule": "distance"})
    assert [(cell["keys"], cell["fee-split"]) for cell in grid] == [(5, 0.5), (5, 0.75), (5, 1.0), (10, 0.5), (10, 0.75), (10, 1.0)]
    assert {cell["rule"] for cell in grid} == {"distance"}
    assert simulate.run("election", grid[1], draws=10)[0]["fee-split"] == 0.75


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"kyes": 5}, "kyes"),
        ({"keys": 1}, "keys: expected a number from 2"),
        ({"keys": -1}, "keys: expected a number"),
        ({"keys": 2**64}, "keys: expected a number"),
        ({"keys": 10**5000}, "keys: the int is too large"),
        ({"keys": math.nan}, "keys: expected a number"),
        ({"fee-split": math.inf}, "fee-split: expected a fraction"),
        ({"fee-split": 0.1 + 0.2}, "fee-split: expected a fraction with up to six decimals"),
        ({"rule": "any"}, "rule: expected one of literal, distance"),
    ],
)
def test_wrong_values(parameters, message):
    with pytest.raises(ValueError, match=message):
        simulate.run("election", parameters)


def test_wrong_types():
    for value in (None, True, b"5", [5], object()):
        with pytest.raises(TypeError, match="'parameters': keys"):
            simulate.run("election", {"keys": value})
    with pytest.raises(TypeError, match="'parameters'"):
        simulate.run("election", {5: 5})
    with pytest.raises(TypeError, match="'sweeps'"):
        simulate.cells("election", "keys=5,6")


def test_others_are_refused():
    with pytest.raises(ValueError, match="expected election"):
        simulate.run("elections")
    with pytest.raises(ValueError, match="draws: expected a number"):
        simulate.run("election", draws=0)
    with pytest.raises(OverflowError):
        simulate.run("election", seed=2**64)
    for sweeps in (["keys"], ["keys=5,5"], ["keys=5,6", "keys=7,8"], ["keys=2..1000000/100000", "fee-split=0..1/100000"]):
        with pytest.raises(ValueError, match=r"keys|cells"):
            simulate.cells("election", sweeps)
    with pytest.raises(ValueError, match="keys has no effect"):
        simulate.cells("election", ["keys=5,6"], {"keys": 5})


def test_other_threads_run_meanwhile():
    done = threading.Event()
    worker = threading.Thread(target=lambda: (simulate.run("election", {"keys": 10**6}, draws=3_000_000), done.set()))
    worker.start()
    counted = 0
    while not done.wait(0.001):
        counted += 1
    worker.join()
    assert counted > 10
