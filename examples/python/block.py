"""Runs the block of an archive of messages (docs/messages.md) with the driver of fernet.h.

    PKG_CONFIG_PATH=/opt/fernet/lib/pkgconfig python3 examples/python/block.py [ARCHIVE]

The driver applies every rule of SPEC.md and verifies every proof. This program keeps the registry and the seats.
"""

import os
import sys
from collections import defaultdict

from fernet import FernetError, check, ffi, lib, new, to_bytes, to_int

ARCHIVE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../block.archive")
RECORD, OPENING, EVENT, PROPOSAL, REVEALS = 3, 5, 6, 7, (9, 10)


def messages(archive):
    """Cuts an archive into its messages: each follows its length, four bytes, big-endian."""
    while archive:
        end = 4 + int.from_bytes(archive[:4], "big")
        if end < 6 or end > len(archive):
            raise ValueError("the archive is cut")
        yield archive[4:end]
        archive = archive[end:]


def decode(kind, message):
    """Decodes a message with the function of its kind."""
    value = new({"parameters": "params", "l1_event": "l1_event"}.get(kind, f"message_{kind}"))
    check(getattr(lib, f"fernet_message_{kind}_decode")(value, message, len(message)))
    return value


class Client:
    """Follows one block."""

    def __init__(self, params):
        self.params, self.stake = params, new("amount")
        self.records, self.registry, self.seats = defaultdict(list), {}, []
        self.chain, self.block, self.outcome = new("chain"), new("block"), None

    def receive(self, message):
        """Takes the next message of the archive; its second byte is its kind."""
        if message[1] == RECORD:
            self.enter(decode("registration_record", message))
        elif message[1] == OPENING:
            self.open(decode("block_opening", message))
        else:
            try:
                if message[1] == EVENT:
                    self.happen(decode("l1_event", message), message[lib.FERNET_MESSAGE_L1_EVENT_LEN:])
                else:
                    self.claim(message)
            except FernetError as error:
                print("refused", error)

    def enter(self, record):
        """Keeps a record of the registry if its request has a valid proof of possession.

        Where sequencer_suite is p256, the records of sequencers are registration_record_p256, and fernet_p256_verify_ad verifies
        their proofs.
        """
        request, proof = ffi.addressof(record.request.request), ffi.addressof(record.request.proof)
        key, beta, alpha, request_id = ffi.addressof(request.key), new("beta"), new("alpha"), new("registration_id")
        check(lib.fernet_registration_alpha(alpha, self.params, request))
        check(lib.fernet_registration_id_new(request_id, self.params, request))
        try:
            check(lib.fernet_registration_request_check(self.params, request, len(proof.bytes)))
            check(lib.fernet_vrf_verify_ad(beta, key, request.suite, alpha.bytes, 32, request_id.bytes, 32, proof))
        except FernetError:
            return
        exited = record.exit_l1_block if record.has_exited else lib.FERNET_NO_EXIT
        entry = new("registration_record", request=request[0], entry_l1_block=record.entry_l1_block)
        entry.exit_l1_block = exited
        self.records[to_bytes(key)].append(entry[0])

    def open(self, opening):
        """Opens the block, as its archive says."""
        for key, records in self.records.items():
            self.registry[key] = new("registration")
            array = ffi.new("fernet_registration_record[]", records)
            check(lib.fernet_registration_choose(self.registry[key], array, len(records)))
        check(lib.fernet_chain_of_one_block(self.chain, self.params, ffi.addressof(opening.opening)))
        check(lib.fernet_block_open(self.block, self.params, ffi.addressof(opening.opening),
                                    ffi.addressof(opening.pinned)))
        self.ends = opening.opening.l1_block + sum(
            (self.params.proposal_blocks, self.params.reveal_blocks, self.params.proving_blocks))

    def advance(self, l1_block):
        """Applies everything that time brings about."""
        happening, outcome = new("happening"), new("outcome")
        while True:
            check(lib.fernet_chain_advance(happening, self.chain, l1_block))
            if happening.kind == lib.FERNET_HAPPENING_NONE:
                return
            check(lib.fernet_block_outcome(outcome, self.block, happening, self.stake))
            if outcome.kind != lib.FERNET_OUTCOME_NONE:
                self.outcome, outcome = outcome, new("outcome")

    def registered(self, message):
        """The registration of the key that signed a message, or NULL."""
        key = new("key")
        check(lib.fernet_message_key(key, message, len(message)))
        return self.registry.get(to_bytes(key), ffi.NULL)

    def happen(self, event, message):
        """Applies what L1 received."""
        self.advance(event.l1_block)
        state, content = (self.block, self.chain), (message, len(message))
        if message[1] == PROPOSAL:
            evidence = ffi.new("uint8_t[]", lib.FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN)
            check(lib.fernet_block_propose(new("proposed"), evidence, len(evidence), *state, event.l1_block, *content,
                                           self.registered(message)))
        elif message[1] in REVEALS:
            check(lib.fernet_block_reveal(new("effects"), *state, event.l1_block, *content))
        else:
            seats = ffi.new("fernet_seat[]", self.seats)
            check(lib.fernet_block_submit_ids(new("submitted"), *state, event, *content, seats, len(seats)))

    def claim(self, message):
        """Verifies a claim and keeps its seat."""
        seat = new("seat")
        check(lib.fernet_block_claim(seat, self.block, message, len(message), self.registered(message)))
        self.seats.append(seat[0])

    def finish(self):
        """Lets time pass until the block has ended, and prints how."""
        if self.outcome is None:
            self.advance(self.ends)
        if self.outcome.kind != lib.FERNET_OUTCOME_SETTLED:
            print("outcome", self.outcome.kind)
            return
        receipt = self.outcome.receipt
        print("sequencer", to_int(receipt.funding.sequencer))
        for name in ("reserved", "burned", "rebate"):
            print(name, to_int(getattr(receipt, name)))


def main():
    """Runs the archive that is named on the command line."""
    with open(sys.argv[1] if len(sys.argv) > 1 else ARCHIVE, "rb") as file:
        first, *others = messages(file.read())
    client = Client(decode("parameters", first))
    for message in others:
        client.receive(message)
    client.finish()


if __name__ == "__main__":
    main()
