//! Rollups with attesters, with a data layer, and reveals with the hashes of the transactions.

use evm::{Outcome, Word as _, args};
use fernet_core::{ParamValues, Proposal};
use revm::primitives::keccak256;

use crate::kit::{CONTENTS, FIRST, Kit, OPENS, STRANGER, Setup, mock, payer, values};

#[test]
fn attesters_need_a_certificate() {
    let params = ParamValues { attesters: 64, quorum: 40, attest_blocks: 10, ..values() };
    assert_eq!(Kit::deploy(Setup { params, ..Setup::default() }).err().as_deref(), Some("DataLayerMissing"));
    let mut kit = Kit::proposing(Setup { params, data_layer: true, ..Setup::default() }, 1);
    let data_root = [0xda; 32];
    let tx_order_hash = CONTENTS.reveal(Some(data_root)).tx_order_hash();
    let proposal = Proposal { tx_order_hash, ..kit.bid(1, [9; 32], 500_000, 0) };
    let signed = kit.proposal(1, FIRST, OPENS, proposal);
    let call = kit.propose(&payer(1), &signed);
    assert_eq!(kit.error(&call), "accepted");

    kit.world.l1_block = OPENS + 3;
    let without = kit.reveal_bytes(FIRST, &CONTENTS);
    let with = |root: &[u8; 32]| [&[1, 11], &without[2..], root].concat();
    let mut reveal = |bytes: &[u8]| {
        let call = kit.send(&STRANGER, 0, "reveal", args!(&signed.bytes[..], bytes));
        kit.error(&call)
    };
    assert_eq!(reveal(&without), "DataRootMissing");
    assert_eq!(reveal(&with(&[0xdb; 32])), "WrongOrder");
    assert_eq!(reveal(&with(&data_root)), "accepted");

    // The public inputs begin with the certificate and the root of the data.
    let tree = kit.tree(&signed, OPENS, CONTENTS.count, 0);
    let certificate = [0xce; 32];
    let inputs = kit.inputs(&signed, OPENS, &CONTENTS, &tree, 7);
    let proof = keccak256([&certificate[..], &data_root, &inputs[64..]].concat()).0;
    let mut submit = |certificate: [u8; 32], provers: u64| {
        let root = &tree.openings[1][..];
        let call = args!(FIRST, root, certificate, provers, &tree.data_hash[..], &proof[..]);
        let call = kit.send(&STRANGER, 0, "submitRoot", call);
        kit.error(&call)
    };
    assert_eq!(submit([0; 32], 7), "NoCertificate");
    assert_eq!(submit([0xcd; 32], 7), "InvalidRootProof");
    assert_eq!(submit(certificate, 8), "InvalidRootProof");
    assert_eq!(submit(certificate, 7), "accepted");
}

#[test]
fn tree_data_on_a_data_layer() {
    let mut kit = Kit::with(Setup { data_layer: true, ..Setup::default() });
    kit.register(1);
    let signed = kit.led(1, FIRST, OPENS, [9; 32], 500_000, 0);
    let tree = kit.tree(&signed, OPENS, CONTENTS.count, 0);
    let proof = kit.proof(&signed, OPENS, &CONTENTS, &tree, 5);
    let mut submit = |location: &[u8]| {
        let call = args!(FIRST, &tree.openings[1][..], [0; 32], 5_u64, location, &proof[..]);
        let call = kit.send(&STRANGER, 0, "submitRoot", call);
        match &call.outcome {
            Outcome::Reverted(bytes) => mock("MockDataLayer")
                .find(bytes[..4].try_into().expect("a selector"))
                .map_or_else(|| kit.error(&call), str::to_owned),
            _ => kit.error(&call),
        }
    };
    assert_eq!(submit(&[0; 32]), "Unpublished");
    assert_eq!(submit(&[1; 32]), "InvalidRootProof");
    assert_eq!(submit(&tree.data_hash), "accepted");
}

#[test]
fn reveals_with_the_hashes_of_the_transactions() {
    for count in [0_u64, 1, 2, 5] {
        let mut kit = Kit::proposing(Setup::default(), 1);
        let hashes: Vec<[u8; 32]> = (0..count).map(|at| at.word()).collect();
        let root = keccak256([&b"fernet/1/txs"[..], &[0; 20], &count.to_be_bytes(), hashes.as_flattened()].concat()).0;
        let contents = crate::kit::Contents { count, tx_root: root, ..CONTENTS };
        let proposal = Proposal { tx_order_hash: kit.order(&contents), ..kit.bid(1, [9; 32], 500_000, 0) };
        let signed = kit.proposal(1, FIRST, OPENS, proposal);
        let call = kit.propose(&payer(1), &signed);
        assert_eq!(kit.error(&call), "accepted");
        kit.world.l1_block = OPENS + 3;
        let head = &kit.reveal_bytes(FIRST, &contents)[2..66];
        let bytes = [&[1, 9], head, hashes.as_flattened()].concat();
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(kit.refused(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &longer[..])), "Surplus");
        kit.done(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &bytes[..]));
        let words = kit.view("blockOf", args!(FIRST));
        assert_eq!((words[2], words[4]), (root, count.div_ceil(2).max(1).word()));
    }
}
