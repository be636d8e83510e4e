//! One table for each kind of vector. The order of the fields is that in which `src/vectors.rs` reads them.

use curve25519_dalek::scalar::{Scalar, clamp_integer};
use fernet_core::Ticket;
use fernet_vrf::{Proof, Suite};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha512};

use crate::record::{Table, decimal_be, hex, list, number, text};

/// Reads a file of `vectors/`.
pub(crate) type Read<'a> = &'a dyn Fn(&str) -> Value;

/// Every table.
pub(crate) fn all(read: Read<'_>) -> String {
    [proofs, p256_proofs, keys, derivations, tickets, settlements, openings, bests, trees, block, secrets]
        .map(|table| table(read))
        .concat()
}

/// The examples of RFC 9381, then `vrf/proofs.json`.
fn proofs(read: Read<'_>) -> String {
    let mut table = Table::default();
    let files = ["rfc9381/edwards25519_ell2.json", "rfc9381/edwards25519_tai.json", "vrf/proofs.json"].map(read);
    for case in files.iter().flat_map(list) {
        table.byte(u8::from(text(&case["suite"]).ends_with("TAI")));
        table.optional_hex(&case["sk"]);
        for field in ["pk", "alpha"] {
            table.hex(&case[field]);
        }
        table.optional_hex(&case["ad"]);
        table.hex(&case["pi"]);
        table.optional_hex(&case["beta"]);
        // The name of the refusal, without the type's.
        table.bytes(case["error"].as_str().map_or("", |name| name.rsplit(':').next().unwrap_or(name)).as_bytes());
    }
    table.item("PROOFS")
}

/// The proofs of `vrf-p256/proofs.json` that a holder makes in the protocol's suite: secret key, registered key, input, additional
/// data, proof and output.
fn p256_proofs(read: Read<'_>) -> String {
    let mut table = Table::default();
    let cases = read("vrf-p256/proofs.json");
    let honest = |case: &&Value| !case["sk"].is_null() && text(&case["suite"]).ends_with("SSWU");
    for case in list(&cases).iter().filter(honest) {
        for field in ["sk", "pk", "alpha"] {
            table.hex(&case[field]);
        }
        table.optional_hex(&case["ad"]);
        for field in ["pi", "beta"] {
            table.hex(&case[field]);
        }
    }
    table.item("P256_PROOFS")
}

/// `vrf/keys.json`.
fn keys(read: Read<'_>) -> String {
    let mut table = Table::default();
    for case in list(&read("vrf/keys.json")) {
        table.hex(&case["pk"]);
        table.byte(u8::from(case["valid"] == json!(true)));
    }
    table.item("KEYS")
}

/// `vrf/derivation.json`.
fn derivations(read: Read<'_>) -> String {
    let mut table = Table::default();
    for case in list(&read("vrf/derivation.json")) {
        table.hex(&case["master"]);
        table.byte(u8::from(text(&case["role"]) == "sequencer"));
        table.hex(&case["sk"]);
        table.hex(&case["pk"]);
    }
    table.item("DERIVATIONS")
}

/// `ticket/ticket.json`, then the scores of `score/score.json`.
fn tickets(read: Read<'_>) -> String {
    let mut table = Table::default();
    let tickets = read("ticket/ticket.json");
    let tickets = list(&tickets);
    table.count(tickets);
    for case in tickets {
        for field in ["beta", "prover_seed", "key"] {
            table.hex(&case["input"][field]);
        }
        table.number(&case["input"]["node"]);
        for field in ["sequencer", "per_node", "per_block", "public"] {
            table.number(&case["output"][field]);
        }
    }
    for case in list(&read("score/score.json")) {
        table.number(&case["input"]["ticket"]);
        table.number(&case["input"]["fee"]);
        table.bytes(&decimal_be(text(&case["output"]["score"])));
    }
    table.item("TICKETS")
}

/// `settlement/settle.json`; a refused one has no receipt.
fn settlements(read: Read<'_>) -> String {
    let mut table = Table::default();
    for case in list(&read("settlement/settle.json")) {
        settlement(&mut table, &case["input"], &case["output"]);
    }
    table.item("SETTLEMENTS")
}

fn settlement(table: &mut Table, input: &Value, output: &Value) {
    for field in [
        "fees",
        "block_reward",
        "fee_split",
        "bond",
        "bond_base",
        "bases",
        "proofs_per_node",
        "root_seats",
        "rebate_cap",
        "rebate_gas",
    ] {
        table.number(&input[field]);
    }
    table.byte(u8::from(!input["base_share"].is_null()));
    let zero = json!("0");
    let or_zero = |value: &Value| if value.is_null() { zero.clone() } else { value.clone() };
    table.number(&or_zero(&input["base_share"]));
    table.number(&or_zero(&input["rebate"]["base_fee"]));
    table.number(&or_zero(&input["rebate"]["rate"]));

    table.byte(u8::from(output.is_object()));
    for field in ["sequencer", "bond_used", "reserved", "burned", "rebate"] {
        table.number(&or_zero(&output[field]));
    }
    let seats = list(&input["seats"]);
    table.count(seats);
    for (i, seat) in seats.iter().enumerate() {
        table.number(&seat["node"]);
        table.number(&seat["fee_burn"]);
        table.number(&or_zero(&output["pays"][i]));
    }
}

/// Every fourth case of `opening/verify.json`, because they are long; a refused one has no bit.
fn openings(read: Read<'_>) -> String {
    let mut table = Table::default();
    for case in list(&read("opening/verify.json")).iter().step_by(4) {
        let (input, bit) = (&case["input"], &case["output"]["claimed_bit"]);
        table.hex(&input["prover_seed"]);
        table.hex(&input["proposal_id"]);
        table.number(&input["bases"]);
        table.hex(&input["root"]);
        table.hex(&input["opening"]);
        table.byte(u8::from(!bit.is_null()));
        table.number(&if bit.is_null() { json!("0") } else { bit.clone() });
    }
    table.item("OPENINGS")
}

/// `bundle/best.json`.
fn bests(read: Read<'_>) -> String {
    let mut table = Table::default();
    for case in list(&read("bundle/best.json")) {
        let input = &case["input"];
        table.bytes(text(&case["id"]).as_bytes());
        table.hex(&input["prover_seed"]);
        table.hex(&input["proposal_id"]);
        for field in ["bases", "proofs_per_node", "node"] {
            table.number(&input[field]);
        }
        bundles(&mut table, &input["bundles"]);
        let offers = list(&input["seats"]);
        table.count(offers);
        offers.iter().for_each(|offer| seat(&mut table, offer));
        table.bytes(&decimal_be(text(&case["output"]["total"])));
        let best = list(&case["output"]["seats"]);
        table.count(best);
        best.iter().for_each(|place| table.number(place));
    }
    table.item("BESTS")
}

/// `bundle/tree.json`; a refused one has no total.
fn trees(read: Read<'_>) -> String {
    let mut table = Table::default();
    for case in list(&read("bundle/tree.json")) {
        let input = &case["input"];
        table.hex(&input["prover_seed"]);
        table.hex(&input["proposal_id"]);
        table.number(&input["bases"]);
        table.number(&input["proofs_per_node"]);
        bundles(&mut table, &input["bundles"]);
        let output = &case["output"];
        table.byte(u8::from(output.is_object()));
        table.bytes(&output["total"].as_str().map(decimal_be).unwrap_or_default());
        table.bytes(&if output.is_object() { hex(&output["commitment"]) } else { Vec::new() });
    }
    table.item("TREES")
}

fn bundles(table: &mut Table, bundles: &Value) {
    table.count(list(bundles));
    for bundle in list(bundles) {
        let seats = list(&bundle["seats"]);
        table.count(seats);
        seats.iter().for_each(|given| seat(table, given));
    }
}

/// A claim with its key and ticket.
fn seat(table: &mut Table, seat: &Value) {
    table.number(&seat["ticket"]);
    table.number(&seat["node"]);
    table.number(&seat["fee_burn"]);
    for field in ["key", "statement", "proof_digest", "left", "right", "payout", "rebate_payee"] {
        table.short_hex(&seat[field]);
    }
}

/// The recorded block's winning tree as a case of [`trees`], and its settlement as one of [`settlements`]. A recorded
/// claim has a proof; its ticket is that of the output which the proof claims.
fn block(read: Read<'_>) -> String {
    let (recorded, result) = (read("block/example.json"), read("block/example.result.json"));
    let winner = text(&result["winner"]);
    let place: usize = winner.trim_matches(|c: char| !c.is_ascii_digit()).parse().expect("trees[N]");
    let claimed: Vec<Value> = list(&recorded["claims"]).iter().map(with_ticket).collect();
    let bundles_of_winner: Vec<Value> = list(&recorded["trees"][place]["bundles"])
        .iter()
        .map(|bundle| {
            let claim = |number_of: &Value| claimed[usize::try_from(number(number_of)).expect("an index")].clone();
            json!({ "seats": list(&bundle["claims"]).iter().map(claim).collect::<Vec<_>>() })
        })
        .collect();
    let seats: Vec<Value> = bundles_of_winner.iter().flat_map(|bundle| list(&bundle["seats"])).cloned().collect();

    let mut table = Table::default();
    table.hex(&result["prover_seed"]);
    table.hex(&result["leader"]["proposal_id"]);
    table.number(&result["bases"]);
    table.number(&recorded["params"]["proofs_per_node"]);
    bundles(&mut table, &json!(bundles_of_winner));
    table.byte(1);
    let tree = &result["trees"][place];
    table.bytes(&decimal_be(text(&tree["total"])));
    table.hex(&tree["commitment"]);

    let settled = &result["settlement"];
    let params = &recorded["params"];
    let pay = |seat: &Value| {
        let same = |pay: &&Value| (&pay["node"], &pay["key"]) == (&seat["node"], &seat["key"]);
        list(&settled["pays"]).iter().find(same).expect("every seat of the winner is paid")["amount"].clone()
    };
    let input = json!({
        // The fees of a recorded settlement contain the block reward.
        "fees": settled["fees"], "block_reward": "0", "fee_split": result["leader"]["fee_split"], "bond": "0", "bond_base": "1", "bases": result["bases"],
        "proofs_per_node": params["proofs_per_node"], "root_seats": params["root_seats"],
        "rebate_cap": params["rebate_cap"], "rebate_gas": params["rebate_gas"], "base_share": params["base_share"],
        "rebate": recorded["trees"][place], "seats": seats,
    });
    let output = json!({
        "sequencer": settled["sequencer"], "bond_used": settled["bond_used"], "reserved": settled["reserved"],
        "burned": settled["burned"], "rebate": settled["rebate"], "pays": seats.iter().map(pay).collect::<Vec<_>>(),
    });
    let mut ledger = Table::default();
    settlement(&mut ledger, &input, &output);
    table.item("BLOCK_TREE") + &ledger.item("BLOCK_SETTLEMENT")
}

fn with_ticket(claim: &Value) -> Value {
    let proof = Proof::try_from(hex(&claim["proof"]).as_slice()).expect("recorded proofs are well-formed");
    let mut claim = claim.clone();
    claim["ticket"] = json!(Ticket::per_node(&proof.to_hash(Suite::Ell2)).get().to_string());
    claim
}

/// What belongs to the secret of example 19: bytes by which it can be found in memory, each with a name; and its seed.
fn secrets(read: Read<'_>) -> String {
    let case = &read("rfc9381/edwards25519_ell2.json")[0];
    let seed = hex(&case["sk"]);
    let hash = Sha512::digest(&seed);
    let half: [u8; 32] = hash[..32].try_into().expect("half of 64");
    let clamped = clamp_integer(half);
    assert_eq!(clamped.as_slice(), hex(&case["x"]), "the RFC says the same");
    let x = Scalar::from_bytes_mod_order(clamped);
    let k = Scalar::from_bytes_mod_order(hex(&case["k"]).try_into().expect("32 bytes"));

    let mut table = Table::default();
    let mut add = |name: &str, bytes: &[u8]| {
        table.bytes(name.as_bytes());
        table.bytes(bytes);
    };
    add("seed", &seed);
    add("half of the hashed seed", &half);
    add("clamped scalar", &clamped);
    add("prefix", &hash[32..]);
    add("string of the nonce", &hex(&case["k_string"]));
    for (name, scalar) in [("scalar", x), ("nonce", k)] {
        add(name, scalar.as_bytes());
        add(&format!("{name}, limbs of 29 bits"), &limbs(&scalar));
        add(&format!("{name}, digits of radix 16"), &digits(&scalar));
    }
    let mut bare = String::from("/// The seed of example 19.\npub static SECRET_SEED: [u8; 32] = [");
    for byte in seed {
        bare += &format!("{byte},");
    }
    table.item("SECRETS") + &bare + "];\n"
}

/// As 32-bit arithmetic holds a scalar: nine words of 29 bits.
fn limbs(scalar: &Scalar) -> Vec<u8> {
    let bit = |i: usize| scalar.as_bytes().get(i / 8).is_some_and(|byte| byte >> (i % 8) & 1 == 1);
    let limb = |n: usize| (0..29).fold(0_u32, |word, i| word | u32::from(bit(n * 29 + i)) << i);
    (0..9).flat_map(|n| limb(n).to_le_bytes()).collect()
}

/// As a multiplication walks over a scalar: signed digits from -8 to 8.
fn digits(scalar: &Scalar) -> Vec<u8> {
    let mut digits: Vec<i8> = Vec::new();
    let mut carry = 0;
    for byte in scalar.as_bytes() {
        for half in [byte & 15, byte >> 4] {
            let digit = i8::try_from(half).expect("four bits") + carry;
            carry = i8::from(digit >= 8);
            digits.push(digit - 16 * carry);
        }
    }
    digits.iter().map(|digit| digit.to_le_bytes()[0]).collect()
}
