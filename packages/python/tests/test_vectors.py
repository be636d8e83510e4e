"""Every case of vectors/, through the package."""

import pytest

import fernet

from .cases import VECTORS, load, show
from .operations import election, lottery, messages, settlement, tree, vrf

#: The operation for each file of the common form: it returns the output, or raises the error.
COMMON = {
    "availability/attestation": election.attestation,
    "availability/certificate": election.certificate,
    "availability/data": election.data,
    "availability/odds": lottery.quorum_odds,
    "bundle/accumulate": tree.accumulate,
    "bundle/best": tree.best,
    "bundle/claim": tree.claim,
    "bundle/competition": tree.competition,
    "bundle/insert": tree.insert,
    "bundle/tree": tree.tree,
    "election/chain": election.chain,
    "election/election": election.election,
    "election/evidence": election.evidence,
    "election/phase": election.phase,
    "election/proposal": election.proposal,
    "election/snapshot": lottery.snapshot,
    "election/tx_order": election.tx_order,
    "message/attestation": messages.decode,
    "message/claim": messages.decode,
    "message/evidence": messages.decode,
    "message/form": messages.decode,
    "message/l1": messages.decode,
    "message/parameters": messages.decode,
    "message/proposal": messages.decode,
    "message/registry": messages.decode,
    "message/reveal": messages.decode,
    "message/tree": messages.decode,
    "message/truncated": messages.truncated,
    "opening/open": tree.open_seat,
    "opening/tree_data": tree.tree_data,
    "opening/verify": tree.verify_opening,
    "params/params": lottery.params,
    "randao/mix": lottery.mix,
    "randao/pin": lottery.pin,
    "randao/ring": lottery.ring,
    "registry/choice": lottery.choice,
    "registry/registration": lottery.registration,
    "score/inverse": lottery.inverse,
    "score/odds": lottery.odds,
    "score/order": lottery.order,
    "score/score": lottery.score,
    "seed/seed": lottery.seed,
    "settlement/mev": settlement.mev,
    "settlement/mev_sources": settlement.mev_sources,
    "settlement/reveal": settlement.reveal,
    "settlement/settle": settlement.settle,
    "settlement/slash": settlement.slash,
    "settlement/sums": settlement.sums,
    "shape/bases": tree.bases,
    "shape/node": tree.node,
    "shape/shape": tree.shape,
    "ticket/ticket": lottery.ticket,
}

#: The check of one case of each file that has a form of its own.
OWN = {
    "rfc9381/edwards25519_ell2": vrf.rfc,
    "rfc9381/edwards25519_tai": vrf.rfc,
    "rfc9381-p256/sswu": vrf.p256_rfc,
    "rfc9381-p256/tai": vrf.p256_rfc,
    "vrf/batch": vrf.batch,
    "vrf/derivation": vrf.derivation,
    "vrf/expand": vrf.expand,
    "vrf/keys": vrf.keys,
    "vrf/proofs": vrf.proofs,
    "vrf-p256/derivation": vrf.p256_derivation,
    "vrf-p256/keys": vrf.p256_keys,
    "vrf-p256/proofs": vrf.p256_proofs,
    "vrf-p256/witness": vrf.p256_witness,
}


def test_no_file_is_left_out():
    """Recorded blocks, vectors/block, are run by test_recorded.py."""
    files = {path.relative_to(VECTORS).with_suffix("").as_posix() for path in VECTORS.rglob("*.json")}
    assert {file for file in files if not file.startswith("block/")} == {*COMMON, *OWN}


@pytest.mark.parametrize("file", COMMON)
def test_common(file):
    for case in load(file):
        try:
            found = {"output": show(COMMON[file](case["input"]))}
        except fernet.FernetError as error:
            found = {"error": f"{type(error).__name__}::{error.code}"}
            if isinstance(error, fernet.MessageError):
                found |= {"field": error.field, "offset": str(error.offset)}
        expected = {name: case[name] for name in ("output", "error", "field", "offset") if name in case}
        assert found == expected, case["id"]


@pytest.mark.parametrize("file", OWN)
def test_own_form(file):
    for case in load(file):
        OWN[file](case)
