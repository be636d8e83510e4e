"""Known answers from outside the project, and properties the rules promise: `python3 reference/test_reference.py`."""

import io
import json
import random
import tempfile
import unittest
from contextlib import redirect_stdout
from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from math import comb
from pathlib import Path

import check
import check_vrf
import ecvrf
import ecvrf_p256
import message
from availability import Availability, quorum_odds
from block import Block, plain
from fernet import PPM, TICKET_MAX, ZERO32, Refused
from keccak import keccak
from protocol import ScoredKey, Phases, Proposal, Reveal, Ring, best, equilibrium, inverse_bid, odds_against, odds_among, power
from protocol import Record, Request, choose
from protocol import alpha_node, alpha_sequencer, prover_seed, score, sequencer_seed, ticket_sequencer, tx_root
from settlement import mev_median, mev_ratio, pools_and_seats, settle, settle_sums, unclaimed
from tree import Bundle, Claim, Seat, accumulate, bases_of, best_bundle, locate, number, post_order, verify_tree
from tree import winner

ETHER = 10**18
EXAMPLES = Path(__file__).resolve().parent.parent / "vectors" / "rfc9381"


def seat(node: int, ticket: int, key: int, left: bytes = ZERO32, right: bytes = ZERO32, burn: int = 0) -> Seat:
    claim = Claim(node, b"s" * 32, bytes([key]) * 32, left, right, burn, b"p" * 20, bytes(20))
    return Seat(bytes([key]) * 32, ticket, claim, claim.id(bytes(32), bytes(32)))


class Test(unittest.TestCase):
    def refuses(self, name: str, function, *args, **kwargs) -> None:
        with self.assertRaises(Refused) as caught:
            function(*args, **kwargs)
        self.assertEqual(str(caught.exception), name)


class Hashes(Test):
    def test_keccak(self) -> None:
        for text, digest in (
            (b"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
            (b"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        ):
            self.assertEqual(keccak(text).hex(), digest)

    def test_padding_at_the_rate(self) -> None:
        self.assertEqual(len({keccak(bytes(n)) for n in range(130, 145)}), 15)


class Vrf(Test):
    def test_rfc_9381(self) -> None:
        seen = 0
        for path in EXAMPLES.glob("*.json"):
            for case_id, expected, got in check_vrf.check_rfc9381(json.loads(path.read_text(encoding="utf-8"))):
                self.assertEqual(expected, got, case_id)
                seen += 1
        self.assertEqual(seen, 6)

    def test_base_point_has_order_l(self) -> None:
        self.assertTrue(ecvrf.is_identity(ecvrf.multiply(ecvrf.L, ecvrf.BASE)))

    def test_additional_data(self) -> None:
        _, _, key = ecvrf.expand_seed(bytes(32))
        for suite in ecvrf.Suite:
            betas = set()
            for ad in (None, b"", b"ad"):
                proof, beta = ecvrf.prove(bytes(32), b"alpha", ad, suite)
                betas.add(beta)
                for other in (None, b"", b"ad"):
                    if other == ad:
                        self.assertEqual(ecvrf.verify(key, b"alpha", proof, other, suite), beta)
                    else:
                        self.refuses("VerifyError::Invalid", ecvrf.verify, key, b"alpha", proof, other, suite)
            self.assertEqual(len(betas), 1)

    def test_keys(self) -> None:
        p = ecvrf.P.to_bytes(32, "little")
        minus_zero = (1 | 1 << 255).to_bytes(32, "little")
        for name, key in (
            ("KeyError::Length", bytes(31)),
            ("KeyError::NonCanonical", p),
            ("KeyError::NonCanonical", b"\xff" * 32),
            ("KeyError::MinusZero", minus_zero),
            ("KeyError::NotOnCurve", (2).to_bytes(32, "little")),
            ("KeyError::SmallOrder", (1).to_bytes(32, "little")),
            ("KeyError::SmallOrder", bytes(32)),
            ("KeyError::SmallOrder", (ecvrf.P - 1).to_bytes(32, "little")),
        ):
            self.refuses(name, ecvrf.decode_key, key)

    def test_a_key_with_torsion_is_accepted(self) -> None:
        order_4 = ecvrf.decode(bytes(32))
        key = ecvrf.encode(ecvrf.add(ecvrf.BASE, order_4))
        self.assertEqual(ecvrf.encode(ecvrf.decode_key(key)), key)

    def test_proofs(self) -> None:
        proof, _ = ecvrf.prove(bytes(32), b"")
        base = (ecvrf.encode(ecvrf.BASE) + bytes(16)).ljust(48, b"\0")
        self.refuses("ProofError::Length", ecvrf.decode_proof, proof[:-1])
        self.refuses("ProofError::GammaNonCanonical", ecvrf.decode_proof, b"\xff" * 32 + proof[32:])
        self.refuses("ProofError::GammaNotOnCurve", ecvrf.decode_proof, b"\x02" + bytes(31) + proof[32:])
        self.refuses("ProofError::ScalarNotReduced", ecvrf.decode_proof, base + ecvrf.L.to_bytes(32, "little"))
        ecvrf.decode_proof(base + (ecvrf.L - 1).to_bytes(32, "little"))


class VrfP256(Test):
    # Examples 13 and 11 of RFC 9381, which have one secret key: suite, alpha, H, k, pi, beta.
    secret = "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"
    examples = (
        (ecvrf_p256.Suite.SSWU, b"sample", "02b31973e872d4a097e2cfae9f37af9f9d73428fde74ac537dda93b5f18dbc5842",
         "e92820035a0a8afe132826c6312662b6ea733fc1a0d33737945016de54d02dd8",
         "0331d984ca8fece9cbb9a144c0d53df3c4c7a33080c1e02ddb1a96a365394c7888782fffde7b842c38c20c08de6ec6c2e7027a97000f2c9fa4425d5c03e639fb48fde58114d755985498d7eb234cf4aed9",
         "21e66dc9747430f17ed9efeda054cf4a264b097b9e8956a1787526ed00dc664b"),
        (ecvrf_p256.Suite.TAI, b"test", "02173119b4fff5e6f8afed4868a29fe8920f1b54c2cf89cc7b301d0d473de6b974",
         "5852353a868bdce26938cde1826723e58bf8cb06dd2fed475213ea6f3b12e961",
         "034dac60aba508ba0c01aa9be80377ebd7562c4a52d74722e0abae7dc3080ddb56c19e067b15a8a8174905b13617804534214f935b94c2287f797e393eb0816969d864f37625b443f30f1a5a33f2b3c854",
         "a284f94ceec2ff4b3794629da7cbafa49121972671b466cab4ce170aa365f26d"),
    )  # fmt: skip

    def test_rfc_9381(self) -> None:
        x = ecvrf_p256.read_secret(bytes.fromhex(self.secret))
        key = ecvrf_p256.public_key(x)
        self.assertEqual(key.hex(), "0360fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6")
        for suite, alpha, h, k, pi, beta in self.examples:
            self.assertEqual(ecvrf_p256.encode(ecvrf_p256.hash_to_curve(suite, key, alpha)).hex(), h)
            self.assertEqual(ecvrf_p256.nonce_of(suite, x, bytes.fromhex(h), None), int(k, 16))
            self.assertEqual(ecvrf_p256.prove(x, alpha, suite=suite), (bytes.fromhex(pi), bytes.fromhex(beta)))
            self.assertEqual(ecvrf_p256.verify(key, alpha, bytes.fromhex(pi), suite=suite).hex(), beta)

    def test_the_group_has_order_n(self) -> None:
        p = ecvrf_p256.GENERATOR
        self.assertEqual(ecvrf_p256.multiply(ecvrf_p256.N, p), ecvrf_p256.INFINITY)
        five = ecvrf_p256.multiply(5, p)
        self.assertEqual(ecvrf_p256.encode(ecvrf_p256.combine(2, p, 3, p)), ecvrf_p256.encode(five))
        self.assertEqual(ecvrf_p256.add(p, ecvrf_p256.negate(p))[2], 0)

    def test_rfc_6979(self) -> None:
        """Appendix A.2.5: P-256 with SHA-256."""
        x = int(self.secret, 16)
        for text, k in (
            (b"sample", 0xA6E3C57DD01ABE90086538398355DD4C3B17AA873382B0F24D6129493D8AAD60),
            (b"test", 0xD16B6AE827F17175E040871A1C7EC3500192C4C92677336EC2537ACAEE0008E0),
        ):
            self.assertEqual(ecvrf_p256.nonce(x, text), k)

    def test_additional_data(self) -> None:
        x = ecvrf_p256.derive(bytes(32))
        key = ecvrf_p256.public_key(x)
        for suite in ecvrf_p256.Suite:
            data = None, b"", b"ad"
            for ad in data:
                proof, beta = ecvrf_p256.prove(x, b"alpha", ad, suite)
                for other in data:
                    if other == ad:
                        self.assertEqual(ecvrf_p256.verify(key, b"alpha", proof, other, suite), beta)
                    else:
                        self.refuses("P256VerifyError::Invalid", ecvrf_p256.verify, key, b"alpha", proof, other, suite)

    def test_registered_keys(self) -> None:
        x = ecvrf_p256.derive(b"\1" * 32)
        key, (proof, beta) = ecvrf_p256.public_key(x), ecvrf_p256.prove(x, b"alpha", b"ad")
        self.assertEqual((key[0], ecvrf_p256.even(ecvrf_p256.N - x)), (2, x))
        self.assertEqual(ecvrf_p256.verify_registered(key[1:], b"alpha", proof, b"ad"), beta + bytes(32))
        # The other secret key with this x-coordinate has another output, which no registered key has.
        other, _ = ecvrf_p256.prove(ecvrf_p256.N - x, b"alpha", b"ad")
        verify = ecvrf_p256.verify_registered
        self.refuses("P256VerifyError::Invalid", verify, key[1:], b"alpha", other, b"ad")
        self.refuses("P256KeyError::Length", verify, key, b"alpha", proof, b"ad")
        self.refuses("P256KeyError::NonCanonical", verify, b"\xff" * 32, b"alpha", b"", b"ad")
        self.refuses("P256KeyError::NotOnCurve", verify, (1).to_bytes(32, "big"), b"alpha", b"", b"ad")
        self.refuses("P256ProofError::Length", verify, key[1:], b"alpha", proof[1:], b"ad")
        self.refuses("P256KeyError::Sign", ecvrf_p256.verify, b"\4" + key[1:], b"alpha", proof)
        for secret in (bytes(32), ecvrf_p256.N.to_bytes(32, "big")):
            self.refuses("P256SecretKeyError::OutOfRange", ecvrf_p256.read_secret, secret)

    def test_words_for_the_contract(self) -> None:
        x, p = ecvrf_p256.derive(b"\1" * 32), ecvrf_p256.P
        key, (proof, _) = ecvrf_p256.public_key(x), ecvrf_p256.prove(x, b"alpha", b"ad")
        words = [int.from_bytes(word, "big") for word in ecvrf_p256.evm_witness(key, b"alpha", proof, b"ad")]
        self.assertEqual((words[2] % 2**128, words[3]), ecvrf_p256.decode_proof(proof)[1:])
        # The contract computes y of T from the slope of Gamma + T.
        gamma_x, gamma_y, t_x, slope = words[0], words[1], words[4], words[8]
        self.assertEqual((gamma_y + slope * (t_x - gamma_x)) ** 2 % p, ecvrf_p256.curve(t_x))
        self.refuses("P256VerifyError::Invalid", ecvrf_p256.evm_witness, key, b"alpha", proof)
        self.refuses("P256KeyError::OddY", ecvrf_p256.evm_witness, b"\3" + key[1:], b"alpha", proof, b"ad")
        point = ecvrf_p256.decode(proof[:33], "P256ProofError")
        self.refuses("EvmWitnessError::NoWitness", ecvrf_p256.slope, point, ecvrf_p256.negate(point))

    def test_proofs(self) -> None:
        x = ecvrf_p256.derive(bytes(32))
        key, (proof, _) = ecvrf_p256.public_key(x), ecvrf_p256.prove(x, b"alpha")
        n, p = ecvrf_p256.N, ecvrf_p256.P
        gamma, c, s = proof[:33], proof[33:49], proof[49:]
        one = (1).to_bytes(16, "big")
        # A proof with the nonce 0: U and V are the point at infinity, which the challenge cannot encode.
        published = (int.from_bytes(c, "big") * x % n).to_bytes(32, "big")
        for error, wrong in (
            ("P256ProofError::GammaSign", b"\0" + proof[1:]),
            ("P256ProofError::GammaNonCanonical", b"\2" + p.to_bytes(32, "big") + c + s),
            ("P256ProofError::GammaNotOnCurve", b"\2" + one.rjust(32, b"\0") + c + s),
            ("P256ProofError::ScalarNotReduced", gamma + c + n.to_bytes(32, "big")),
            ("P256VerifyError::Exceptional", gamma + bytes(16) + s),
            ("P256VerifyError::Exceptional", gamma + one + s),
            ("P256VerifyError::Exceptional", gamma + c + bytes(32)),
            ("P256VerifyError::Exceptional", gamma + c + (n - 1).to_bytes(32, "big")),
            ("P256VerifyError::Exceptional", gamma + c + published),
            ("P256VerifyError::Invalid", gamma + c + one.rjust(32, b"\0")),
            ("P256VerifyError::Invalid", bytes([gamma[0] ^ 1]) + proof[1:]),
        ):
            self.refuses(error, ecvrf_p256.verify, key, b"alpha", wrong)


class Order(Test):
    def test_best_does_not_depend_on_the_order_of_reading(self) -> None:
        candidates = [ScoredKey(bytes([k]), w, f, bytes([i])) for i, (k, w, f) in enumerate(
            [(1, 6, 0), (2, 3, PPM), (1, 6, 0), (3, 6, 0), (4, 1, 5)])]  # fmt: skip
        answers = {tuple(best(3, mixed)) for mixed in permutations(candidates)}
        self.assertEqual([[c.key[0] for c in answer] for answer in answers], [[1, 3, 2]])

    def test_inverse_bid_is_the_smallest(self) -> None:
        source = random.Random(1)
        for _ in range(300):
            ticket, own = source.randrange(12), bytes([source.randrange(2)])
            rival = ScoredKey(bytes([1 - own[0]]), source.randrange(12), source.randrange(40) * 50_000)
            fee = inverse_bid(ticket, own, 2_000_000, rival)
            wins = [best(1, [ScoredKey(own, ticket, f), rival]) != [rival] for f in (fee or 0, (fee or 0) - 1, 2_000_000)]
            self.assertEqual(wins[0], fee is not None)
            self.assertFalse(fee and wins[1])
            self.assertEqual(wins[2], fee is not None)

    def test_odds_are_those_of_exact_fractions(self) -> None:
        # The chance among n is the integral of min(1, a * w)^(n - 1) over a ticket w in 0 to 1.
        for n in (1, 2, 3, 7, 1000):
            for fee, rival in ((0, 0), (PPM, 0), (0, PPM), (5, 4), (4, 5), (2**32 - 1, 0), (0, 2**32 - 1)):
                a = Fraction(PPM + fee, PPM + rival)
                exact = 1 - 1 / a + 1 / (a * n) if a >= 1 else a ** (n - 1) / n
                self.assertLess(abs(odds_among(n, fee, rival) - exact * 2**128), 2 * n + 2, (n, fee, rival))
        for target in (0, 1, PPM, PPM + 1, 2**127 * PPM, (2**128 - 1) * PPM, 2**128 * PPM, 2**161):
            for rivals in (0, 1, 2, 9):
                for fee in (0, 1, PPM):
                    below = min(-(-target // (PPM + fee)), 2**128)  # tickets that do not reach the target
                    exact = Fraction(below, 2**128) ** rivals
                    self.assertLess(abs(odds_against(target, rivals, fee) - exact * 2**128), 2 * rivals + 2)
        self.assertEqual(odds_against(0, 1, 0), 0)
        self.assertEqual(odds_against(0, 0, 0), TICKET_MAX)
        for n, mev in ((1, 0), (1, 2**64 - 1), (2, 0), (2, 2 * PPM), (1000, 10 * PPM)):
            exact = max(Fraction((PPM + mev) * (n - 1) - PPM, n), Fraction(0))
            self.assertEqual(equilibrium(n, mev, 2**80), int(exact))

    def test_odds(self) -> None:
        self.assertEqual(power(12345, 0), TICKET_MAX)
        self.assertEqual(odds_among(1, 0, 0), TICKET_MAX)
        self.assertAlmostEqual(odds_among(1000, PPM, PPM // 2) / 2**128, 1 - 0.75 * 0.999, 12)
        self.assertAlmostEqual(odds_among(3, 0, PPM) / 2**128, 0.25 / 3, 12)
        self.assertAlmostEqual(odds_against(2**127 * PPM, 3, 0) / 2**128, 0.125, 12)


class Randao(Test):
    def test_pin(self) -> None:
        ring = Ring(3)
        self.refuses("RandaoError::OpensTooEarly", ring.pin, 5, 4)
        self.refuses("RandaoError::NotYetKnown", ring.pin, 6, 4)
        for number in (4, 5, 7, 7, 9):
            ring.insert(number, bytes([number]) * 32)
        self.assertEqual(ring.pin(11, 4), (7, b"\x07" * 32))
        self.assertEqual(ring.pin(13, 4), (9, b"\x09" * 32))
        self.refuses("RandaoError::NotYetKnown", ring.pin, 14, 4)
        self.refuses("RandaoError::NotRetained", ring.pin, 12, 4)
        self.refuses("RandaoError::NotRetained", ring.pin, 8, 4)
        self.refuses("RandaoError::ConflictingMix", ring.insert, 9, bytes(32))
        self.refuses("RandaoError::L1BlockBeforeNewest", ring.insert, 8, bytes(32))
        ring.truncate(7)
        self.assertEqual(ring.entries, [(5, b"\x05" * 32)])

    def test_whoever_opens_a_block_gets_one_mix(self) -> None:
        for kept in range(1 << 6):
            ring = Ring()
            for number in (n for n in range(2, 8) if kept >> (n - 2) & 1):
                ring.insert(number, bytes([number]) * 32)
            try:
                self.assertEqual(ring.pin(12, 8), (4, b"\x04" * 32))
            except Refused as refused:
                self.assertIn(str(refused), ("RandaoError::NotYetKnown", "RandaoError::NotRetained"))


class PhaseTable(Test):
    def run_through(self, *events: tuple[int, str]) -> list[str]:
        phases = Phases(100, 3, 5, 50)
        return [(phases.apply(*event), phases.phase)[1] for event in events]

    def test_paths(self) -> None:
        for events, seen in (
            ([(103, "time")], ["skipped"]),
            ([(102, "proposal"), (103, "time"), (108, "time")], ["proposal", "reveal", "skipped"]),
            ([(100, "proposal"), (107, "reveal"), (158, "time")], ["proposal", "proving", "reverted"]),
            ([(100, "parent-final"), (100, "proposal"), (103, "reveal"), (157, "tree"), (158, "time")],
             ["proposal", "proposal", "proving", "final", "settled"]),
            ([(100, "proposal"), (103, "reveal"), (157, "tree"), (158, "time"), (158, "parent-final")],
             ["proposal", "proving", "proven", "proven", "final"]),
            ([(100, "proposal"), (103, "ancestor-reverted")], ["proposal", "voided"]),
            ([(100, "proposal"), (109, "time")], ["proposal", "skipped"]),
            ([(100, "proposal"), (999, "time")], ["proposal", "skipped"]),
        ):  # fmt: skip
            self.assertEqual(self.run_through(*events), seen)

    def test_refusals_change_nothing(self) -> None:
        phases = Phases(100, 3, 5, 50)
        phases.apply(101, "proposal")
        before = dict(vars(phases))
        self.refuses("PhaseError::Late", phases.apply, 103, "proposal")
        self.refuses("PhaseError::NotInThisPhase", phases.apply, 102, "reveal")
        self.refuses("PhaseError::TimeRunsBack", phases.apply, 100, "time")
        self.assertEqual(vars(phases), before)


class Shape(Test):
    def test_the_proposal(self) -> None:
        for transactions, bases in ((0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (32, 16)):
            self.assertEqual(bases_of(transactions, 2), bases)
        self.assertEqual([2 * bases_of(n, 2) - 1 for n in (32, 4)], [31, 3])

    def test_numbers(self) -> None:
        for bases in range(1, 40):
            self.assertEqual(sorted(post_order(0, bases)), list(range(2 * bases - 1)))
            for n in range(2 * bases - 1):
                at = locate(bases, n)
                for child in (at.left, at.right):
                    self.assertEqual(child is None or locate(bases, child).parent, child is None or n)
                if n % 2:  # the formula of SPEC #node-number
                    k = (n + 1) // 2
                    self.assertEqual((at.lo, at.hi), (k - (k & -k), min(k + (k & -k), bases)))


class Trees(Test):
    def test_the_golden_competition(self) -> None:
        """Roots 60 and 40 over the same greens; the blues B1 + B2 against B1 + B2 + B3: the second wins by 10."""
        blues = [accumulate(Bundle(n, (seat(n, 7, n + 1),)), ()) for n in (0, 2)]
        greens = [seat(1, 50 + i, 10 + i, *(b.commitment for b in blues)) for i in (2, 1, 0)]
        roots = []
        for root_ticket, count in ((60, 2), (40, 3)):
            right_blues = [seat(4, ticket, 20 + ticket) for ticket in (50, 45, 30)[:count]]
            right = accumulate(Bundle(4, tuple(right_blues)), ())
            green = accumulate(Bundle(1, tuple(greens)), blues)
            top = seat(3, root_ticket, 99, green.commitment, right.commitment)
            bundles = [Bundle(n, (seat(n, 7, n + 1),)) for n in (0, 2)]
            bundles += [Bundle(1, tuple(greens)), Bundle(4, tuple(right_blues)), Bundle(3, (top,))]
            roots.append(verify_tree(3, 3, bundles)[-1])
        self.assertEqual(winner(roots), 1)
        self.assertEqual(roots[1].total - roots[0].total, 10 * PPM)

    def test_refusals(self) -> None:
        a, b = (Bundle(n, (seat(n, 5, n + 1),)) for n in (0, 2))
        left, right = (accumulate(bundle, ()).commitment for bundle in (a, b))
        root = Bundle(1, (seat(1, 9, 9, left, right),))
        self.assertEqual(verify_tree(2, 3, [a, b, root])[-1].total, 19 * PPM)
        self.assertEqual(verify_tree(2, 3, [a, b, root])[-1].kept_merge, PPM)
        for name, bundles in (
            ("TreeError::Missing", [a, b]),
            ("TreeError::OutOfOrder", [b]),
            ("TreeError::Duplicate", [a, a]),
            ("TreeError::Foreign", [Bundle(3, (seat(3, 1, 1),))]),
            ("ChildError::LeftDiffers", [a, b, Bundle(1, (seat(1, 9, 9, right, right),))]),
            ("ChildError::RightDiffers", [a, b, Bundle(1, (seat(1, 9, 9, left, left),))]),
            ("BundleError::RootTakesOne", [a, b, Bundle(1, root.seats * 2)]),
            ("BundleError::Empty", [Bundle(0, ())]),
            ("BundleError::MixedNodes", [Bundle(0, (seat(0, 1, 1), seat(2, 1, 2)))]),
            ("BundleError::DuplicateProver", [Bundle(0, (seat(0, 1, 1), seat(0, 1, 1)))]),
            ("BundleError::SeatOrder", [Bundle(0, (seat(0, 9, 1), seat(0, 1, 2), seat(0, 2, 3)))]),
            ("BundleError::TooManySeats", [Bundle(0, tuple(seat(0, 9, k) for k in range(4)))]),
        ):
            self.refuses(name, verify_tree, 2, 3, bundles)

    def test_best_bundle_prefers_a_primary_with_more_below(self) -> None:
        children = [accumulate(Bundle(n, (seat(n, w, k),)), ()) for n, w, k in ((0, 5, 1), (2, 5, 2), (0, 90, 3))]
        left, right, rich = (child.commitment for child in children)
        seats = [seat(1, 50, 4, left, right), seat(1, 10, 5, rich, right), seat(1, 40, 6, left, right)]
        best, got = best_bundle(4, 2, 1, seats, {child.commitment: child for child in children})
        self.assertEqual((best, got.total), ([seats[1], seats[0]], (10 + 50 + 90 + 5) * PPM))


class Settle(Test):
    def test_the_proposal(self) -> None:
        base = 1000 * ETHER, 800_000, 0, 16
        one, pays = settle(*base, [(31 // 2, 0)])
        self.assertEqual((one.pool, one.sequencer, one.reserved), (800 * ETHER, 200 * ETHER, 8602150537634408602))
        self.assertEqual(pays, [one.reserved])
        burnt, _ = settle(*base, [(15, 400_000)])
        self.assertEqual(burnt.reserved, 5161290322580645161)
        every, pays = settle(*base, [(node, 400_000) for node in post_order(0, 16) for _ in range(3)])
        # The pays sum to 27 wei less than 480 ether: the dust.
        self.assertEqual((every.reserved, every.burned), (480 * ETHER, 320 * ETHER))
        self.assertEqual((sum(pays), len(pays)), (479999999999999999973, 93))
        self.assertEqual(every.sequencer, 200 * ETHER)
        self.assertEqual(every, settle_sums(*base, 48 * 600_000, 45 * 600_000))

    def test_reserve_and_unclaimed(self) -> None:
        source = random.Random(7)
        for _ in range(2000):
            bases, n = source.randint(1, 12), source.randint(1, 3)
            share, root_seats = source.choice([None, source.randint(0, PPM)]), source.randint(1, n)
            root = number(0, bases)
            seats = [(node, source.choice([0, PPM, source.randint(0, PPM)])) for node in post_order(0, bases)
                     for _ in range(1 if node == root else source.randint(1, n))]  # fmt: skip
            fees = source.randrange(2 ** source.randint(1, 96))
            done, pays = settle(fees, PPM, 0, bases, seats, proofs_per_node=n, root_seats=root_seats, base_share=share)
            self.assertTrue(0 <= done.reserved - sum(pays) < len(seats))
            self.assertEqual(done.reserved + done.burned, fees)
        self.assertEqual(unclaimed(10, 4), 6)
        self.refuses("SettleError::ClaimedTooMuch", unclaimed, 10, 11)
        self.refuses("SettleError::KeptTooLarge", settle_sums, 1, 0, 0, 1, 3 * PPM + 1, 0)

    def test_seats(self) -> None:
        for bases in range(1, 9):
            for n in (1, 2, 3):
                (_, base_seats), (_, merge_seats) = pools_and_seats(PPM, bases, n, 1, 400_000)
                together = base_seats if bases == 1 else base_seats + merge_seats
                self.assertEqual(together, (2 * bases - 2) * n + 1)

    def test_refusals_and_bond(self) -> None:
        self.refuses("SettleError::NoRoot", settle, 1, 0, 0, 2, [(0, 0)])
        self.refuses("SettleError::ForeignNode", settle, 1, 0, 0, 2, [(3, 0)])
        self.refuses("SettleError::TooManySeats", settle, 1, 0, 0, 2, [(0, 0)] * 4)
        self.refuses("SettleError::OutOfOrder", settle, 1, 0, 0, 2, [(1, 0), (0, 0)])
        self.refuses("SettleError::OutOfOrder", settle, 1, 0, 0, 2, [(0, 0)] * 3 + [(2, 0), (0, 0), (1, 0)])
        self.refuses("SettleError::BurnAbovePpm", settle, 1, 0, 0, 1, [(0, PPM + 1)])
        self.refuses("SettleError::AmountTooLarge", settle, 2**96, 0, 0, 1, [(0, 0)])
        self.refuses("SettleError::PoolTooLarge", settle, 2**95, 2 * PPM, 2**96 - 1, 1, [(0, 0)])
        self.refuses("SettleError::BondTooSmall", settle, 100, PPM + PPM // 10, 9, 1, [(0, 0)])
        self.refuses("SettleError::AmountTooLarge", settle, 2**95, 0, 0, 1, [(0, 0)], block_reward=2**95)
        self.refuses("SettleError::AmountTooLarge", settle, 1, 0, 0, 1, [(0, 0)], (1, 2**96))
        self.refuses("SettleError::BondTooSmall", settle, 0, 6 * PPM, 4999, 1, [(0, 0)], bond_base=1000)
        backed, _ = settle(0, 6 * PPM, 5000, 1, [(0, 0)], bond_base=1000)
        self.assertEqual((backed.pool, backed.bond_used, backed.sequencer), (5000, 5000, 0))
        done, _ = settle(90, PPM + PPM // 10, 10, 1, [(0, 0)], (3, ETHER), rebate_gas=2, rebate_cap=5, block_reward=10)
        self.assertEqual((done.pool, done.bond_used, done.sequencer, done.reserved), (110, 10, 0, 36))
        self.assertEqual((done.rebate, done.burned), (5, 69))

    def test_mev_sources(self) -> None:
        self.assertEqual([mev_ratio(*amounts) for amounts in ((2, 3), (0, 1), (10, 1))], [666_666, 0, 10 * PPM])
        self.assertEqual(mev_ratio(2**96 - 1, 1), 2**64 - 1)
        self.refuses("MevSourceError::AmountTooLarge", mev_ratio, 2**96, 0)
        self.refuses("MevSourceError::FeesZero", mev_ratio, 0, 0)
        a, b, c = sources = [bytes([i]) * 20 for i in (1, 2, 3)]
        rules = sources, 2, 10, 100
        for reports in permutations([(a, 100, 9), (b, 90, 1), (c, 99, 5), (b"x" * 20, 100, 0), (b, 89, 3), (a, 101, 4)]):
            self.assertEqual(mev_median(*rules, list(reports)), 5)
        self.assertEqual(mev_median(*rules, [(c, 100, 9), (a, 100, 1)]), 1)
        self.refuses("MevSourceError::QuorumMissed", mev_median, *rules, [(c, 100, 9), (a, 89, 1)])
        self.refuses("MevSourceError::DuplicateReport", mev_median, *rules, [(c, 100, 9), (c, 99, 9)])
        self.refuses("MevSourceError::Count", mev_median, [], 1, 10, 100, [])
        self.refuses("MevSourceError::DuplicateSource", mev_median, [a, b, a], 1, 10, 100, [])
        self.refuses("MevSourceError::Quorum", mev_median, sources, 4, 10, 100, [])


def recorded_block() -> dict:
    """A block of two transactions with two sequencers and one prover, made with real keys and proofs."""
    rollup, parent, mix, salt, payout = b"r" * 20, b"P" * 32, b"m" * 32, b"S" * 32, b"$" * 20
    place = 1, rollup, 7
    seeds = [bytes([n]) * 32 for n in range(3)]
    keys = [ecvrf.expand_seed(seed)[2] for seed in seeds]
    transactions = [b"a" * 32, b"b" * 32]
    contents = Reveal(salt, 900, 2, tx_root(transactions))
    alpha, proposals, betas, ids = alpha_sequencer(sequencer_seed(*place, mix)), [], [], []
    for key, seed, split in zip(keys, seeds, (900_000, 0)):
        made = Proposal(key, parent, split, contents.tx_order_hash, payout, 0)
        proof, beta = ecvrf.prove(seed, alpha, made.id(*place))
        proposals.append(vars(made) | {"l1_block": 1000, "proof": proof})
        betas.append(beta)
        ids.append(made.id(*place))
    leader = max(range(2), key=lambda i: score(ticket_sequencer(betas[i]), proposals[i]["fee_split"]))
    seed, leader_id = prover_seed(*place, mix, betas[leader]), ids[leader]
    claim = Claim(0, b"s" * 32, b"d" * 32, ZERO32, ZERO32, 250_000, payout, b"g" * 20)
    proof, _ = ecvrf.prove(seeds[2], alpha_node(seed, 0), claim.id(seed, leader_id))
    good = vars(claim) | {"key": keys[2], "proof": proof}
    return plain({
        "params": {"chain_id": 1, "rollup_address": rollup, "rebate_cap": 11, "rebate_gas": 2, "block_reward": 100},
        "block_number": 7, "parent": parent, "l1_block": 1000, "l1_block_end": 1058,
        "randao": [{"l1_block": 936, "mix": mix}],
        "registry": [
            {"key": key, "role": role, "entry_l1_block": 1, "exit_l1_block": None}
            for key, role in zip(keys, ("sequencer", "sequencer", "prover"))
        ],
        "stake": 5, "proposals": [*proposals, proposals[0] | {"l1_block": 1003}],
        "reveal": {"l1_block": 1004, "salt": salt, "transactions": transactions, "fees": 900},
        "claims": [good, good | {"proof_digest": b"e" * 32}, good | {"key": keys[0]}],
        "trees": [
            {"l1_block": 1020, "base_fee": 3, "rate": ETHER, "bundles": [{"node": 0, "claims": [0]}]},
            {"l1_block": 1021, "base_fee": 3, "rate": ETHER, "bundles": [{"node": 0, "claims": [1]}]},
        ],
    })  # fmt: skip


class Blocks(Test):
    def test_a_whole_block(self) -> None:
        result = Block(recorded_block()).result()
        self.assertEqual(result["outcome"], "settled")
        self.assertEqual([(r["item"], r["error"]) for r in result["refused"]], [
            ("proposals[2]", "PhaseError::Late"), ("claims[1]", "VerifyError::Invalid"), ("claims[2]", "Ineligible::WrongRole"),
            ("trees[1]", "TreeError::RefusedClaim"),
        ])  # fmt: skip
        self.assertEqual(result["winner"], "trees[0]")
        money = {name: int(result["settlement"][name]) for name in ("pool", "sequencer", "reserved", "burned", "rebate")}
        pool = 900 if result["leader"]["item"] == "proposals[0]" else 0
        paid = pool * 3 // 4 // 3
        self.assertEqual(money["reserved"], paid)
        self.assertEqual(money["rebate"], min(6, pool - paid))
        self.assertEqual(sum(money.values()), 1000 + pool)

    def test_without_a_tree(self) -> None:
        source = recorded_block() | {"trees": []}
        source["params"]["proof_slash_amount"] = "3"
        result = Block(source).result()
        self.assertEqual((result["outcome"], result["slashed"], result["settlement"]), ("reverted", "3", None))


class Registrations(Test):
    seed, rollup = b"\1" * 32, b"\xfe" * 20

    def request(self, owner: int, role: str = "prover") -> Request:
        _, _, key = ecvrf.expand_seed(self.seed)
        unsigned = Request(4, key, role, bytes([owner]) * 20, bytes(80))
        place = 1, self.rollup
        proof, _ = ecvrf.prove(self.seed, unsigned.alpha(*place), unsigned.id(*place))
        return Request(4, key, role, unsigned.owner, proof)

    def test_a_proof_is_for_one_registration(self) -> None:
        own = self.request(1)
        own.check(1, self.rollup)
        for change in ({"owner": b"\2" * 20}, {"role": "sequencer"}):
            other = Request(**vars(own) | change)
            self.refuses("VerifyError::Invalid", other.check, 1, self.rollup)
        self.refuses("VerifyError::Invalid", own.check, 2, self.rollup)
        self.refuses("VerifyError::Invalid", own.check, 1, b"\xfd" * 20)

    def test_the_suite_of_sequencers_is_a_parameter(self) -> None:
        x = ecvrf_p256.derive(b"\1" * 32)
        key, place = ecvrf_p256.public_key(x)[1:], (1, self.rollup)
        unsigned = Request(2, key, "sequencer", b"\1" * 20, bytes(81))
        proof, _ = ecvrf_p256.prove(x, unsigned.alpha(*place), unsigned.id(*place))
        own = replace(unsigned, proof=proof)
        own.check(*place, "p256")
        self.refuses("RegistrationError::Suite", own.check, *place)
        for change in ({"suite": 4}, {"role": "prover"}, {"proof": bytes(80), "owner": bytes(20)}):
            self.refuses("RegistrationError::Suite", replace(own, **change).check, *place, "p256")
        self.refuses("RegistrationError::OwnerZero", replace(own, owner=bytes(20)).check, *place, "p256")
        self.refuses("P256VerifyError::Invalid", replace(own, owner=b"\2" * 20).check, *place, "p256")
        self.request(1).check(*place, "p256")
        self.refuses("RegistrationError::Suite", self.request(1, "sequencer").check, *place, "p256")

    def test_the_first_valid_record_counts(self) -> None:
        forged = Record(Request(**vars(self.request(1)) | {"owner": b"\7" * 20}), 1, None)
        exited, late, same = Record(self.request(3), 5, 6), Record(self.request(1), 9, None), Record(self.request(2), 5, None)
        for records, chosen in (
            ([forged], None), ([forged, late], late), ([late, exited, forged], exited), ([exited, same, late], same),
        ):  # fmt: skip
            for order in permutations(records):
                self.assertEqual(choose(order, 1, self.rollup), chosen)


class Messages(Test):
    def refuses_at(self, error: str, offset: int, field: str, data: bytes) -> None:
        with self.assertRaises(message.RefusedMessage) as caught:
            message.decode(data)
        self.assertEqual(str(caught.exception), f"MessageError::{error}")
        self.assertEqual(caught.exception.place, {"field": field, "offset": offset})

    def test_widths(self) -> None:
        widths = {2: 136, 3: 153, 4: 54, 5: 90, 7: 226, 10: 98, 11: 130, 12: 334, 13: 382, 14: 186, 20: 450, 21: 666, 22: 370}
        widths |= {8: 227, 24: 137, 25: 154, 26: 452}
        for kind, width in widths.items():
            data = bytes([1, kind]) + bytes(width - 2)
            self.assertEqual(message.encode(*message.decode(data)), data)
            self.refuses_at("Surplus", width, "end", data + b"\0")

    def test_parameters(self) -> None:
        data = bytearray(160)
        data[:2], data[36], data[159] = b"\1\1", 2, 4
        body = message.decode(bytes(data))[1]
        self.assertEqual((body["tx_per_base"], body["vrf_mode"], body["base_share"]), (2, "per-node", None))
        self.assertEqual(message.encode(1, body), data)
        for offset, byte, start, field in (
            (36, 3, 36, "tx_per_base"), (37, 3, 37, "vrf_mode"), (146, 2, 146, "base_share"), (150, 1, 146, "base_share"),
            (159, 3, 159, "sequencer_suite"), (159, 0, 159, "sequencer_suite"),
        ):  # fmt: skip
            wrong = data.copy()
            wrong[offset] = byte
            self.refuses_at("Value", start, field, bytes(wrong))
        self.assertEqual(body["sequencer_suite"], "edwards25519")
        data[159] = 2
        self.assertEqual(message.decode(bytes(data))[1]["sequencer_suite"], "p256")
        data[146:151] = b"\1\0\0\0\7"
        self.assertEqual(message.decode(bytes(data))[1]["base_share"], 7)

    def test_lists(self) -> None:
        reveal = bytes([1, 9]) + bytes(8 + 32 + 16)
        two = reveal + (2).to_bytes(8, "big") + bytes(64)
        self.assertEqual(message.encode(*message.decode(two)), two)
        self.refuses_at("Truncated", 98, "tx_hash", two[:-1])
        self.refuses_at("Truncated", 130, "tx_hash", reveal + b"\xff" * 8 + bytes(64))
        tree = bytes([1, 16]) + bytes(8 + 32) + (2).to_bytes(8, "big")
        both = tree + bytes([1]) + bytes(32) + bytes([0])
        self.assertEqual(message.encode(*message.decode(both)), both)
        self.refuses_at("Truncated", 83, "seats", both[:-1])
        self.refuses_at("Value", 50, "seats", tree + bytes([4]) + bytes(128))

    def test_events(self) -> None:
        event = bytes([1, 6]) + bytes(28)
        opening = bytes([1, 5]) + bytes(88)
        self.assertEqual(message.decode(event + opening)[1]["message"], opening)
        self.assertEqual(message.encode(*message.decode(event + opening)), event + opening)
        self.refuses_at("Truncated", 30, "version", event)
        self.refuses_at("Truncated", 112, "block_number", (event + opening)[:-1])
        self.refuses_at("Value", 31, "kind", event + event + opening)

    def test_start(self) -> None:
        for data, *refusal in (
            (b"", "Truncated", 0, "version"), (b"\2", "Version", 0, "version"), (b"\1", "Truncated", 1, "kind"),
            (b"\1\0", "UnknownKind", 1, "kind"), (b"\1\x1b", "UnknownKind", 1, "kind"),
        ):  # fmt: skip
            self.refuses_at(*refusal, data)


class Check(Test):
    def run_on(self, files: dict[str, object]) -> tuple[int, str]:
        with tempfile.TemporaryDirectory() as folder, redirect_stdout(io.StringIO()) as printed:
            for name, content in files.items():
                path = Path(folder, name)
                path.parent.mkdir(exist_ok=True)
                path.write_text(json.dumps(content), encoding="utf-8")
            return check.main(Path(folder)), printed.getvalue()

    def test_exit_codes(self) -> None:
        good = {"id": "a", "input": {"ticket": "2", "fee": "1"}, "output": {"score": "2000002"}}
        wrong = good | {"id": "b", "output": {"score": "2000003"}}
        refused = good | {"id": "c", "error": "None"}
        self.assertEqual(self.run_on({"score/score.json": [good]})[0], 0)
        code, printed = self.run_on({"score/score.json": [good, wrong, refused]})
        self.assertIn("1 passed, 2 failed", printed)
        for name, expected in (("b", "2000003"), ("c", "None")):
            self.assertIn(f"score/score.json {name}", printed)
            self.assertIn(expected, printed)
        self.assertEqual(code, 1)
        for files in ({}, {"score/score.json": []}, {"score/unknown.json": [good]}, {"block/a.result.json": {}}):
            self.assertEqual(self.run_on(files)[0], 1)

    def test_block_files(self) -> None:
        source = recorded_block()
        result = Block(source).result()
        self.assertEqual(self.run_on({"block/a.json": source, "block/a.result.json": result})[0], 0)
        self.assertEqual(self.run_on({"block/a.json": source, "block/a.result.json": result | {"winner": None}})[0], 1)


class AvailabilityTest(unittest.TestCase):
    def test_odds_are_those_of_exact_binomials(self) -> None:
        """Sums of binomial coefficients, in exact integers."""
        for attesters, provers in ((1, 2), (3, 4), (64, 300), (256, 300), (256, 1000), (256, 2000), (500, 501)):
            for keys in {0, 1, provers // 3, provers * 18 // 25, provers}:
                terms = [comb(keys, k) * attesters**k * (provers - attesters) ** (keys - k) for k in range(keys + 1)]
                for needed in {0, 1, attesters // 2, attesters * 3 // 5, keys, keys + 1}:
                    exact = (sum(terms[needed:]) << 128) // provers**keys
                    self.assertLess(abs(quorum_odds(attesters, provers, keys, needed) - exact), 1 << 48)

    def test_certificates(self) -> None:
        block = Availability(4, 3, 2, bytes(32), bytes(32), b"d" * 32)
        self.assertEqual(block.needed, 2)
        self.assertEqual(replace(block, provers=0).needed, 0)
        self.assertEqual(replace(block, provers=2**64 - 1).needed, 3)
        with self.assertRaisesRegex(Refused, "CertificateError::Count"):
            replace(block, provers=0).certificate_id(b"d" * 32, [])


if __name__ == "__main__":
    unittest.main()
