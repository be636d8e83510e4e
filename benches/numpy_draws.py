"""Draws in a second of one core with numpy, for the comparison in README.md: python3 benches/numpy_draws.py.

The experiment `election` and the best three of N keys, each drawn in full and by order statistics, in vectors of about
a million numbers, which is where numpy is fastest here. Needs numpy; nothing else of the project does.
"""

import time

import numpy

BATCH = 1_000_000
random = numpy.random.Generator(numpy.random.SFC64(1))


def election_in_full(keys, draws):
    """One key bids 1.0, the others 0.5: how many blocks of `draws` it leads."""
    own = random.random(draws)
    return numpy.count_nonzero(own * 2.0 > random.random((draws, keys - 1)).max(axis=1) * 1.5)


def election_by_order_statistics(keys, draws):
    own = random.random(draws)
    return numpy.count_nonzero(own * 2.0 > random.random(draws) ** (1 / (keys - 1)) * 1.5)


def best_in_full(keys, nodes):
    """The three best of `keys` uniform tickets at each of `nodes` nodes, best first."""
    tickets = random.random((nodes, keys))
    tickets.partition(keys - 3, axis=1)
    return -numpy.sort(-tickets[:, keys - 3 :], axis=1)


def best_by_order_statistics(keys, nodes):
    logarithms = random.standard_exponential((nodes, 3)) / numpy.arange(keys, keys - 3, -1)
    return numpy.exp(-numpy.cumsum(logarithms, axis=1))


def rate(function, keys, count):
    """The best of five: draws a second, where a call makes `count` draws."""
    seconds = []
    for _ in range(5):
        start, calls = time.process_time(), 0
        while time.process_time() - start < 0.5:
            function(keys, count)
            calls += 1
        seconds.append((time.process_time() - start) / calls)
    return count / min(seconds)


def check():
    """Both ways agree with each other and with 1 - 1/a + 1/(aN)."""
    for function in [election_in_full, election_by_order_statistics]:
        led = function(100, 100_000) / 100_000
        assert abs(led - (1 - 0.75 + 0.75 / 100)) < 0.006, (function.__name__, led)
    for function in [best_in_full, best_by_order_statistics]:
        means = 1 - function(1_000, 10_000).mean(axis=0)
        assert numpy.allclose(means * 1_001, [1, 2, 3], rtol=0.1), (function.__name__, means)


if __name__ == "__main__":
    check()
    print("numpy", numpy.__version__)
    for keys in [100, 1_000_000]:
        print(f"election, {keys} keys, in full: {rate(election_in_full, keys, max(1, BATCH // keys)):.3g} blocks/s")
        print(f"election, {keys} keys, by order statistics: {rate(election_by_order_statistics, keys, BATCH):.3g} blocks/s")
    for keys in [1_000, 1_000_000]:
        print(f"best 3 of {keys} keys, in full: {rate(best_in_full, keys, max(1, BATCH // keys)):.3g} nodes/s")
        print(f"best 3 of {keys} keys, by order statistics: {rate(best_by_order_statistics, keys, BATCH // 3):.3g} nodes/s")
