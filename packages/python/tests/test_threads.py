"""Objects that change, used by several threads at once and while their own arguments are read."""

import contextlib
import threading

import pytest

import fernet

from .cases import load
from .instances import instances
from .recorded import Recorded


def at_once(*calls):
    """Runs each call in threads of its own again and again, and returns what they raised."""
    raised, start = [], threading.Barrier(2 * len(calls))

    def work(call):
        start.wait()
        try:
            for _ in range(50):
                call()
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=work, args=(call,)) for call in calls for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def test_threads_share_a_rollup():
    recorded = Recorded(load("block/certificate"))
    recorded.run()
    rollup, registry = recorded.rollup, instances()["Registry"]
    claim = bytes(instances()["ClaimMessage"])
    event = bytes(instances()["L1EventMessage"])

    def refused(call):
        with pytest.raises(ValueError):
            call()

    before = rollup.to_bytes()
    raised = at_once(
        lambda: refused(lambda: rollup.claim(claim, registry)),
        lambda: refused(lambda: rollup.event(event, registry)),
        lambda: rollup.advance(),
        lambda: rollup.to_bytes(),
        lambda: rollup.open_blocks,
    )
    assert raised == [] and rollup.to_bytes() == before


def test_threads_share_a_secret_key():
    key = fernet.SecretKey.from_seed(bytes(32))
    beta = key.evaluate(b"")
    done = []

    def prove():
        try:
            assert key.public_key.verify(b"", key.prove(b"")) == beta
        except ValueError as error:
            assert str(error) == "the secret key was wiped"
            done.append(error)

    def wipe():
        prove()
        key.wipe()

    assert at_once(prove, prove, wipe) == [] and done


def test_threads_insert_into_a_ring():
    ring = fernet.RandaoRing(1000)

    def insert():
        with contextlib.suppress(fernet.errors.RandaoError):  # another thread was first
            ring.insert(len(ring), bytes(32))

    assert at_once(insert, insert) == []
    assert [l1_block for l1_block, _ in ring.entries] == list(range(len(ring)))


def test_an_argument_that_uses_the_object():
    """A generator or an int that calls the same object while it is read."""
    ring = fernet.RandaoRing(4)

    class Next:
        def __index__(self):
            return len(ring)

    for _ in range(3):
        ring.insert(Next(), bytes(32))
    assert len(ring) == 3
    rollup, registry, event = instances()["Rollup"], instances()["Registry"], bytes(instances()["L1EventMessage"])
    with pytest.raises(fernet.MessageError):
        rollup.event(b"", registry, (seat for _ in rollup.open_blocks for seat in ()))
    seen = []
    with pytest.raises(ValueError):
        rollup.event(event, registry, (seat for seat in [seen.append(rollup.to_bytes())] if seat))
    assert len(seen) == 1
