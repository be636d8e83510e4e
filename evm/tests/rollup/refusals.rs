//! Every refusal by its name.

use evm::args;
use fernet_core::{Address, ParamValues, Proposal};
use revm::primitives::{hex, keccak256};

use crate::kit::{
    CONTENTS, Contents, DEPLOYED, ETH, FIRST, Kit, OPENS, PROVER_STAKE, STAKE, STRANGER, Setup, Signed, header, key,
    mix, owner, payer, values,
};

fn error(kit: &mut Kit, signed: &Signed) -> String {
    let call = kit.propose(&payer(1), signed);
    kit.error(&call)
}

#[test]
fn constructors() {
    let deploy = |setup: Setup| Kit::deploy(setup).err().expect("refused");
    let of = |params: ParamValues| deploy(Setup { params, ..Setup::default() });
    assert_eq!(
        of(ParamValues { sequencer_suite: fernet_core::SequencerSuite::Edwards25519, ..values() }),
        "SequencerSuite"
    );
    assert_eq!(of(ParamValues { chain_id: 2, ..values() }), "OtherChain");
    assert_eq!(of(ParamValues { reveal_slash_amount: STAKE + 1, ..values() }), "StakeTooSmall");
    assert_eq!(of(ParamValues { proof_slash_amount: STAKE + 1, ..values() }), "StakeTooSmall");
    let opens = 100_000;
    let lag = |randao_lag| Setup { params: ParamValues { randao_lag, ..values() }, opens, ..Setup::default() };
    assert_eq!(deploy(lag(8_187)), "RandaoLagTooLong");
    assert!(Kit::deploy(lag(8_186)).is_ok());
    let early = |opens| Setup { params: ParamValues { randao_lag: 1_000, ..values() }, opens, ..Setup::default() };
    assert_eq!(deploy(early(1_001)), "OpensTooEarly");
    assert!(Kit::deploy(early(1_002)).is_ok());
    assert_eq!(deploy(Setup { opens: DEPLOYED - 1, ..Setup::default() }), "OutOfRange");
    // 64 blocks can be open at a time, one of them before its limit `r`.
    let proving = |proving_blocks| Setup { params: ParamValues { proving_blocks, ..values() }, ..Setup::default() };
    assert_eq!(deploy(proving(63 * 8 + 1)), "TooManyOpenBlocks");
    assert!(Kit::deploy(proving(63 * 8)).is_ok());
    assert_eq!(deploy(Setup { first: 0, ..Setup::default() }), "OutOfRange");
    for (service, name) in ["Vrf", "Verifier", "Vault", "Oracle", "DataLayer"].iter().enumerate() {
        let setup = Setup { without_code: Some(service), ..Setup::default() };
        assert_eq!(deploy(setup), format!("{name}WithoutCode"));
    }
}

#[test]
fn registrations() {
    let mut kit = Kit::new();
    let (request, words) = kit.request(1, &owner(1));
    let mut change = |at: usize, byte: u8| {
        let mut changed = request.clone();
        changed[at] = byte;
        kit.refused(&STRANGER, STAKE, "registerSequencer", args!(&changed[..], words.clone()))
    };
    assert_eq!(change(0, 2), "Version");
    assert_eq!(change(1, 0), "UnknownKind");
    assert_eq!(change(1, 27), "UnknownKind");
    assert_eq!(change(1, 2), "OtherKind");
    assert_eq!(change(2, 4), "Suite");
    assert_eq!(change(35, 1), "Suite");
    assert_eq!(change(35, 4), "Value");
    // Gamma's sign, Gamma, c and s of the message are those of the words; another owner is another statement.
    for at in [56, 60, 90, 110] {
        assert_eq!(change(at, request[at] ^ 1), "OtherProof");
    }
    assert_eq!(change(40, 0), "InvalidProof");
    let zero = [&request[..36], &[0; 20], &request[56..]].concat();
    assert_eq!(kit.refused(&STRANGER, STAKE, "registerSequencer", args!(&zero[..], words.clone())), "OwnerZero");
    for length in 0..request.len() {
        let call = args!(&request[..length], words.clone());
        assert_eq!(kit.refused(&STRANGER, STAKE, "registerSequencer", call), "Truncated");
    }
    let longer = [&request[..], &[0]].concat();
    assert_eq!(kit.refused(&STRANGER, STAKE, "registerSequencer", args!(&longer[..], words.clone())), "Surplus");
    for value in [0, STAKE - 1, STAKE + 1] {
        assert_eq!(
            kit.refused(&STRANGER, value, "registerSequencer", args!(&request[..], words.clone())),
            "OtherValue"
        );
    }
    kit.done(&STRANGER, STAKE, "registerSequencer", args!(&request[..], words.clone()));
    assert_eq!(kit.refused(&STRANGER, STAKE, "registerSequencer", args!(&request[..], words)), "AlreadyRegistered");

    // In the same L1 block a smaller owner takes the place, and the stake goes back.
    let (larger, words) = kit.request(1, &owner(2));
    assert_eq!(kit.refused(&STRANGER, STAKE, "registerSequencer", args!(&larger[..], words)), "AlreadyRegistered");
    let (smaller, words) = kit.request(1, &[1; 20]);
    kit.done(&STRANGER, STAKE, "registerSequencer", args!(&smaller[..], words));
    assert_eq!(kit.balance_of(&owner(1)), STAKE);
    kit.world.l1_block += 1;
    let (smallest, words) = kit.request(1, &[0x01; 20]);
    assert_eq!(kit.refused(&STRANGER, STAKE, "registerSequencer", args!(&smallest[..], words)), "AlreadyRegistered");
    assert_eq!(kit.refused(&owner(1), 0, "exit", args!(key(1).to_bytes())), "NotRegistered");
    kit.done(&[1; 20], 0, "exit", args!(key(1).to_bytes()));
}

#[test]
fn registrations_of_provers() {
    let mut kit = Kit::new();
    let me = owner(7);
    let request = [&[1, 2, 4][..], &[8; 32], &[3], &me, &[0; 80]].concat();
    let mut change = |at: usize, byte: u8| {
        let mut changed = request.clone();
        changed[at] = byte;
        kit.refused(&me, PROVER_STAKE, "registerProver", args!(&changed[..]))
    };
    assert_eq!(change(1, 24), "OtherKind");
    assert_eq!(change(2, 2), "Suite");
    assert_eq!(change(35, 0), "Suite");
    assert_eq!(change(35, 4), "Value");
    assert_eq!(change(40, 0), "NotOwner");
    let zero = [&request[..36], &[0; 20], &request[56..]].concat();
    assert_eq!(kit.refused(&me, PROVER_STAKE, "registerProver", args!(&zero[..])), "OwnerZero");
    assert_eq!(kit.refused(&STRANGER, PROVER_STAKE, "registerProver", args!(&request[..])), "NotOwner");
    for value in [0, PROVER_STAKE - 1, PROVER_STAKE + 1] {
        assert_eq!(kit.refused(&me, value, "registerProver", args!(&request[..])), "OtherValue");
    }
    let before = kit.view("registryCommitment", args!(DEPLOYED))[0];
    kit.done(&me, PROVER_STAKE, "registerProver", args!(&request[..]));
    assert_eq!(kit.refused(&me, PROVER_STAKE, "registerProver", args!(&request[..])), "AlreadyRegistered");
    // The commitment is the chain of hashes, and does not change for L1 blocks that have passed.
    let first = keccak256([&before[..], &DEPLOYED.to_be_bytes(), &request].concat()).0;
    assert_eq!(kit.view("registryCommitment", args!(DEPLOYED))[0], first);
    assert_eq!(kit.view("registryCommitment", args!(DEPLOYED - 1))[0], [0; 32]);
    kit.world.l1_block += 5;
    kit.done(&me, 0, "exit", args!([8; 32]));
    assert_eq!(kit.refused(&me, 0, "exit", args!([8; 32])), "Exited");
    let exit = [&[1, 4][..], &[8; 32], &me].concat();
    let second = keccak256([&first[..], &(DEPLOYED + 5).to_be_bytes(), &exit].concat()).0;
    assert_eq!(kit.view("registryCommitment", args!(DEPLOYED + 4))[0], first);
    assert_eq!(kit.view("registryCommitment", args!(DEPLOYED + 5))[0], second);
    assert_eq!(kit.view("registryCommitment", args!(u64::MAX))[0], second);
}

#[test]
fn pins() {
    let mut kit = Kit::new();
    let right = header(900, &mix(900));
    assert_eq!(kit.refused(&STRANGER, 0, "pin", args!(&right[..])), "HeaderUnknown");
    kit.world.remember(900, &right);
    assert_eq!(kit.refused(&STRANGER, 0, "pin", args!(&header(900, &mix(901))[..])), "HeaderUnknown");
    for length in 0..right.len() {
        assert_eq!(kit.refused(&STRANGER, 0, "pin", args!(&right[..length])), "HeaderMalformed");
    }
    kit.done(&STRANGER, 0, "pin", args!(&right[..]));
    assert_eq!(kit.view("mixOf", args!(900_u64))[0], mix(900));
    // Every changed byte gives another header.
    for at in 0..right.len() {
        let mut changed = right.clone();
        changed[at] ^= 1;
        let error = kit.refused(&STRANGER, 0, "pin", args!(&changed[..]));
        assert!(error == "HeaderMalformed" || error == "HeaderUnknown");
    }
    // Numbers have at most 6 bytes; an empty string is 0, not its first byte.
    assert_eq!(kit.refused(&STRANGER, 0, "pin", args!(&header(1 << 48, &mix(1))[..])), "HeaderMalformed");
    assert_eq!(kit.refused(&STRANGER, 0, "pin", args!(&header((1 << 48) - 1, &mix(1))[..])), "HeaderUnknown");
    let genesis = header(0, &mix(0));
    kit.world.remember(128, &genesis);
    assert_eq!(kit.refused(&STRANGER, 0, "pin", args!(&genesis[..])), "HeaderUnknown");
    // A string of 32 bytes has its length in its first byte, not in a second one.
    let length = u16::try_from(right.len() - 2).expect("a short header").to_be_bytes();
    let longer = [&[0xf9][..], &length, &[0xb8, 32], &right[4..]].concat();
    assert_eq!(kit.refused(&STRANGER, 0, "pin", args!(&longer[..])), "HeaderMalformed");
    // The present L1 block, and those that are forgotten.
    kit.world.l1_block = 20_000;
    for number in [20_000, 20_000 - 8_192] {
        let old = header(number, &mix(number));
        kit.world.remember(number, &old);
        assert_eq!(kit.refused(&STRANGER, 0, "pin", args!(&old[..])), "HeaderUnknown");
    }
    let oldest = header(20_000 - 8_191, &mix(1));
    kit.world.remember(20_000 - 8_191, &oldest);
    kit.done(&STRANGER, 0, "pin", args!(&oldest[..]));
}

#[test]
fn headers_of_ethereum() {
    let text = include_str!("../../../contracts/test/headers.json");
    let headers: serde_json::Value = serde_json::from_str(text).expect("JSON");
    let headers = headers["headers"].as_array().expect("a list");
    let field =
        |header: &serde_json::Value, name: &str| hex::decode(header[name].as_str().expect("digits")).expect("digits");
    assert_eq!(headers.len(), 6);
    for header in headers {
        let mut kit = Kit::new();
        let (number, rlp) = (header["l1_block"].as_u64().expect("a number"), field(header, "rlp"));
        assert_eq!(keccak256(&rlp).to_vec(), field(header, "hash"));
        kit.world.l1_block = number + 8_191;
        kit.world.remember(number, &rlp);
        kit.done(&STRANGER, 0, "pin", args!(&rlp[..]));
        assert_eq!(kit.view("mixOf", args!(number))[0].to_vec(), field(header, "mix"));
    }
    for pair in headers.chunks(2) {
        assert_eq!(field(&pair[1], "rlp")[4..36], field(&pair[0], "hash"));
    }
}

/// A stake serves one block at a time: what the leader could lose in it is reserved.
#[test]
fn stakes_that_are_reserved() {
    let mut kit = Kit::with(Setup { stake: 3 * ETH, ..Setup::default() });
    let (request, words) = kit.request(1, &owner(1));
    kit.done(&STRANGER, 3 * ETH, "registerSequencer", args!(&request[..], words));
    let first = kit.led(1, FIRST, OPENS, [9; 32], 500_000, 0);
    kit.world.l1_block = OPENS + 8;
    kit.pin(OPENS + 8);
    let parent = kit.id(&first).to_bytes();
    let second = kit.proposal(1, FIRST + 1, OPENS + 8, kit.bid(1, parent, 500_000, 0));
    assert_eq!(error(&mut kit, &second), "StakeTooSmall");
    // The first block reverts, and takes 2 ETH.
    kit.world.l1_block = OPENS + 58;
    kit.pin(OPENS + 58);
    let [number, opened, _] = kit.head();
    assert_eq!((opened, kit.stake(1)), (OPENS + 58, ETH));
    let third = kit.proposal(1, number, opened, kit.bid(1, [9; 32], 500_000, 0));
    assert_eq!(error(&mut kit, &third), "StakeTooSmall");
}

#[test]
fn proposals() {
    let mut kit = Kit::proposing(Setup::default(), 3);
    let good = kit.bid(1, [9; 32], 1_500_000, 3 * ETH);
    let mut refused = |proposal: Proposal| {
        let signed = kit.proposal(1, FIRST, OPENS, proposal);
        error(&mut kit, &signed)
    };
    assert_eq!(refused(Proposal { parent: [8; 32].into(), ..good }), "DeadParent");
    assert_eq!(refused(Proposal { fee_split: 2_000_001, ..good }), "FeeSplitAboveCap");
    assert_eq!(refused(Proposal { payout: Address::ZERO, ..good }), "PayoutZero");
    assert_eq!(refused(Proposal { bond: 1 << 96, ..good }), "BondTooLarge");
    assert_eq!(refused(Proposal { bond: 0, ..good }), "BondMissing");
    assert_eq!(refused(Proposal { bond: 2 * ETH - 1, ..good }), "BondTooSmall");
    assert_eq!(refused(Proposal { fee_split: 1_000_000, ..good }), "BondNotNeeded");
    let signed = kit.proposal(1, FIRST, OPENS, good);
    for value in [0, 3 * ETH - 1, 3 * ETH + 1] {
        let call = kit.refused(&payer(1), value, "propose", args!(&signed.bytes[..], signed.words.clone()));
        assert_eq!(call, "OtherValue");
    }
    let mut change = |at: usize, byte: u8| {
        let mut changed = signed.clone();
        changed.bytes[at] = byte;
        error(&mut kit, &changed)
    };
    assert_eq!(change(0, 0), "Version");
    assert_eq!(change(1, 7), "OtherKind");
    assert_eq!(change(9, 2), "NotOpen");
    assert_eq!(change(10, signed.bytes[10] ^ 1), "NotRegistered");
    // The id, which the proof signs.
    assert_eq!(change(80, signed.bytes[80] ^ 1), "InvalidProof");
    assert_eq!(change(115, signed.bytes[115] ^ 1), "InvalidProof");
    for at in [146, 150, 180, 200] {
        assert_eq!(change(at, signed.bytes[at] ^ 1), "OtherProof");
    }
    for word in 4..14 {
        let mut changed = signed.clone();
        changed.words[word][31] ^= 1;
        let error = error(&mut kit, &changed);
        assert!(["InvalidWitness", "InvalidProof", "InvalidPublicKey"].contains(&&*error), "{word}: {error}");
    }
    // The key of another with this proof.
    let other = kit.proposal(2, FIRST, OPENS, good);
    let stolen = [&other.bytes[..146], &signed.bytes[146..]].concat();
    let stolen = Signed { bytes: stolen, ..signed.clone() };
    assert_ne!(error(&mut kit, &stolen), "accepted");

    assert_eq!(error(&mut kit, &signed), "accepted");
    assert_eq!(error(&mut kit, &signed), "NotLeading");
    kit.world.l1_block = OPENS + 3;
    assert_eq!(error(&mut kit, &signed), "Late");
}

#[test]
fn proposals_of_keys_that_may_not() {
    let mut kit = Kit::new();
    kit.register(1);
    // The snapshot is OPENS - 66, and a key is active 64 L1 blocks after its entry.
    kit.world.l1_block = OPENS - 66 - 64;
    let (request, words) = kit.request(2, &owner(2));
    kit.done(&STRANGER, STAKE, "registerSequencer", args!(&request[..], words));
    kit.world.l1_block += 1;
    let (request, words) = kit.request(3, &owner(3));
    kit.done(&STRANGER, STAKE, "registerSequencer", args!(&request[..], words));
    kit.world.l1_block = OPENS - 66;
    kit.done(&owner(1), 0, "exit", args!(key(1).to_bytes()));
    kit.world.l1_block += 1;
    kit.done(&owner(2), 0, "exit", args!(key(2).to_bytes()));
    kit.world.l1_block = OPENS - 1;
    let signed = [1, 2, 3, 4].map(|by| kit.proposal(by, FIRST, OPENS, kit.bid(by, [9; 32], 0, 0)));
    assert_eq!(error(&mut kit, &signed[1]), "NotOpen");
    kit.world.l1_block = OPENS;
    assert_eq!(error(&mut kit, &signed[0]), "Exited");
    assert_eq!(error(&mut kit, &signed[2]), "NotYetActive");
    assert_eq!(error(&mut kit, &signed[3]), "NotRegistered");
    assert_eq!(error(&mut kit, &signed[1]), "NotRetained");
    kit.pin(OPENS);
    assert_eq!(error(&mut kit, &signed[1]), "accepted");
}

#[test]
fn reveals() {
    let mut kit = Kit::proposing(Setup::default(), 3);
    let signed = kit.proposal(1, FIRST, OPENS, kit.bid(1, [9; 32], 1_500_000, 2 * ETH));
    let reveal = |kit: &mut Kit, proposal: &Signed, contents: &Contents| {
        let bytes = kit.reveal_bytes(FIRST, contents);
        kit.refused(&STRANGER, 0, "reveal", args!(&proposal.bytes[..], &bytes[..]))
    };
    assert_eq!(reveal(&mut kit, &signed, &CONTENTS), "NotInThisPhase");
    assert_eq!(error(&mut kit, &signed), "accepted");
    assert_eq!(reveal(&mut kit, &signed, &CONTENTS), "NotInThisPhase");
    kit.world.l1_block = OPENS + 3;
    for changed in [
        Contents { fees: CONTENTS.fees + 1, ..CONTENTS },
        Contents { salt: [4; 32], ..CONTENTS },
        Contents { count: 5, ..CONTENTS },
        Contents { tx_root: [7; 32], ..CONTENTS },
    ] {
        assert_eq!(reveal(&mut kit, &signed, &changed), "WrongOrder");
    }
    assert_eq!(reveal(&mut kit, &signed, &Contents { count: (1 << 33) + 1, ..CONTENTS }), "TooManyBases");
    assert_eq!(reveal(&mut kit, &signed, &Contents { fees: 1 << 96, ..CONTENTS }), "AmountTooLarge");
    assert_eq!(reveal(&mut kit, &signed, &Contents { fees: 5 * ETH, ..CONTENTS }), "BondTooSmall");
    let other = kit.proposal(2, FIRST, OPENS, signed.proposal);
    assert_eq!(reveal(&mut kit, &other, &CONTENTS), "OtherProposal");
    let proposal = kit.proposal(1, FIRST, OPENS, kit.bid(1, [9; 32], 1_400_000, 2 * ETH));
    assert_eq!(reveal(&mut kit, &proposal, &CONTENTS), "OtherProposal");
    // Gamma, which decides the prover seed.
    let mut changed = signed.clone();
    changed.bytes[150] ^= 1;
    assert_eq!(reveal(&mut kit, &changed, &CONTENTS), "OtherProposal");
    let bytes = kit.reveal_bytes(FIRST, &CONTENTS);
    let data = [&[1, 11], &bytes[2..], &[0; 32]].concat();
    assert_eq!(kit.refused(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &data[..])), "DataRootNotNeeded");
    for length in 0..bytes.len() {
        assert_eq!(kit.refused(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &bytes[..length])), "Truncated");
    }
    let number = kit.reveal_bytes(FIRST + 1, &CONTENTS);
    assert_eq!(kit.refused(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &number[..])), "NotOpen");
    kit.done(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &bytes[..]));
    assert_eq!(reveal(&mut kit, &signed, &CONTENTS), "NotInThisPhase");
    kit.world.l1_block = OPENS + 8;
    assert_eq!(reveal(&mut kit, &signed, &CONTENTS), "Late");
    assert_eq!(error(&mut kit, &signed), "Late");
}

#[test]
fn roots() {
    let mut kit = Kit::new();
    kit.register(2);
    let signed = kit.led(1, FIRST, OPENS, [9; 32], 500_000, 0);
    let tree = kit.tree(&signed, OPENS, CONTENTS.count, 0);
    let proof = kit.proof(&signed, OPENS, &CONTENTS, &tree, 5);
    let root = tree.openings[1].clone();
    let zero = [0; 32];
    let mut refused = |number: u64, root: &[u8], certificate: [u8; 32], provers: u64, data: &[u8], proof: &[u8]| {
        kit.refused(&STRANGER, 0, "submitRoot", args!(number, root, certificate, provers, data, proof))
    };
    assert_eq!(refused(FIRST + 1, &root, zero, 5, &tree.data, &proof), "NotOpen");
    assert_eq!(refused(FIRST, &root, [1; 32], 5, &tree.data, &proof), "NoAttesters");
    assert_eq!(refused(FIRST, &root[1..], zero, 5, &tree.data, &proof), "Length");
    assert_eq!(refused(FIRST, &tree.openings[0], zero, 5, &tree.data, &proof), "Length");
    assert_eq!(refused(FIRST, &root, zero, 5, &tree.data[1..], &proof), "Missing");
    assert_eq!(refused(FIRST, &root, zero, 5, &[&tree.data[..], &[0]].concat(), &proof), "Surplus");
    assert_eq!(refused(FIRST, &root, zero, 6, &tree.data, &proof), "InvalidRootProof");
    assert_eq!(refused(FIRST, &root, zero, 5, &tree.data, &[0; 32]), "InvalidRootProof");
    let with = |offset: usize, value: &[u8]| [&root[..offset], value, &root[offset + value.len()..]].concat();
    for offset in [0, 45, 172, 192, 220] {
        assert_eq!(refused(FIRST, &with(offset, &[99]), zero, 5, &tree.data, &proof), "InvalidRootProof");
    }
    assert_eq!(refused(FIRST, &with(373, &[1]), zero, 5, &tree.data, &proof), "SumsTooLarge");
    assert_eq!(refused(FIRST, &with(405, &[1]), zero, 5, &tree.data, &proof), "SumsTooLarge");
    assert_eq!(refused(FIRST, &with(413, &6_000_001_u64.to_be_bytes()), zero, 5, &tree.data, &proof), "KeptTooLarge");
    assert_eq!(refused(FIRST, &with(421, &3_000_001_u64.to_be_bytes()), zero, 5, &tree.data, &proof), "KeptTooLarge");
    let call = kit.submit(&signed, OPENS, &CONTENTS, &tree);
    assert_eq!(kit.error(&call), "accepted");
    // A copy of the submission changes nothing.
    let call = kit.submit(&signed, OPENS, &CONTENTS, &tree);
    assert_eq!(kit.error(&call), "NotBetter");
    kit.world.l1_block = OPENS + 8;
    let call =
        kit.send(&STRANGER, 0, "submitRoot", args!(FIRST + 1, &root[..], zero, 5_u64, &tree.data[..], &proof[..]));
    assert_eq!(kit.error(&call), "NotInThisPhase");
    kit.world.l1_block = OPENS + 58;
    let call = kit.submit(&signed, OPENS, &CONTENTS, &tree);
    assert_eq!(kit.error(&call), "NotOpen");

    // Pays.
    let opening = &tree.openings[0];
    assert_eq!(kit.refused(&STRANGER, 0, "claim", args!(FIRST, &opening[..])), "NotInThisPhase");
    assert_eq!(kit.refused(&STRANGER, 0, "closeClaims", args!(FIRST)), "NotInThisPhase");
    kit.done(&STRANGER, 0, "settle", args!(FIRST));
    for at in 0..opening.len() {
        let mut changed = opening.clone();
        changed[at] ^= 1;
        let error = kit.refused(&STRANGER, 0, "claim", args!(FIRST, &changed[..]));
        assert!(["RootDiffers", "ForeignNode", "Levels", "Position", "EmptySeat"].contains(&&*error), "{at}: {error}");
    }
    kit.world.l1_block = OPENS + 58 + 99;
    assert_eq!(kit.refused(&STRANGER, 0, "closeClaims", args!(FIRST)), "NotInThisPhase");
    kit.done(&STRANGER, 0, "claim", args!(FIRST, &opening[..]));
    kit.world.l1_block += 1;
    assert_eq!(kit.refused(&STRANGER, 0, "claim", args!(FIRST, &tree.openings[2][..])), "Late");
    kit.done(&STRANGER, 0, "closeClaims", args!(FIRST));
    assert_eq!(kit.refused(&STRANGER, 0, "closeClaims", args!(FIRST)), "NotInThisPhase");
    assert_eq!(kit.refused(&STRANGER, 0, "claim", args!(FIRST, &tree.openings[2][..])), "NotInThisPhase");
}

#[test]
fn evidence() {
    let mut kit = Kit::proposing(Setup::default(), 3);
    let [a, b] = [0, 1].map(|split| kit.proposal(1, FIRST, OPENS, kit.bid(1, [9; 32], split, 0)));
    let (a, b) = if kit.id(&a) < kit.id(&b) { (a, b) } else { (b, a) };
    let other = kit.proposal(2, FIRST, OPENS, a.proposal);
    let send = |kit: &mut Kit, a: &Signed, b: &Signed| {
        let evidence = [&[1, 26], &a.bytes[2..], &b.bytes[2..]].concat();
        let call = kit.send(&STRANGER, 0, "reportEquivocation", args!(&evidence[..], a.words.clone(), b.words.clone()));
        (kit.error(&call), call.logs.len())
    };
    assert_eq!(send(&mut kit, &a, &b), ("accepted".to_owned(), 1));
    assert_eq!(send(&mut kit, &b, &a).0, "NoEvidence");
    assert_eq!(send(&mut kit, &a, &a).0, "NoEvidence");
    assert_eq!(send(&mut kit, &a, &other).0, "NoEvidence");
    let dead = kit.proposal(1, FIRST, OPENS, kit.bid(1, [8; 32], 0, 0));
    let [x, y] = if kit.id(&a) < kit.id(&dead) { [&a, &dead] } else { [&dead, &a] };
    assert_eq!(send(&mut kit, x, y).0, "DeadParent");
    let mut forged = b.clone();
    forged.bytes[80] ^= 1;
    forged.words[5][31] ^= 1;
    assert_ne!(send(&mut kit, &a, &forged).0, "accepted");
    let later = [&a, &b].map(|signed| kit.proposal(1, FIRST + 1, OPENS + 3, signed.proposal));
    let [x, y] = if kit.id(&later[0]) < kit.id(&later[1]) { [&later[0], &later[1]] } else { [&later[1], &later[0]] };
    assert_eq!(send(&mut kit, x, y).0, "NotOpen");
}
