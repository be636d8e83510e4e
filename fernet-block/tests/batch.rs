//! Many claims at once get the verdicts that each one gets alone.
#![cfg(feature = "batch")]

mod common;

use common::*;
use fernet_block::BlockError;
use fernet_core::message::ClaimMessage;
use fernet_core::*;
use fernet_vrf::{BatchKey, VerifyError};

#[test]
fn a_batch_gives_every_claim_its_own_verdict() {
    let mut network = network();
    reveal(&mut network);
    let (_, _, block, registry) = &network;
    let registry = registry.as_slice();
    let claims = (10..20).flat_map(|prover| [0, 2].map(|node| claim(prover, node, [BundleCommitment::ZERO; 2])));
    let single: Vec<ClaimMessage> = (10..20).zip(claims).map(|(i, c)| claim_message(block, i, &c)).collect();
    let mut batch: Vec<_> = single.iter().map(|message| block.batch_form(message).expect("a valid claim")).collect();
    for (message, batch) in single.iter().zip(&batch) {
        assert_eq!(block.claim(batch, registry), block.claim(message, registry));
    }
    assert_eq!(block.claims(&batch, registry), batch.iter().map(|m| block.claim(m, registry)).collect::<Vec<_>>());

    batch[0].claim.fee_burn = 0;
    batch[1].block_number = BlockNumber::new(1);
    batch[2].proposal_id = ProposalId::ZERO;
    batch[3].key = KeyBytes::ZERO;
    batch[4].claim.payout = Address::ZERO;
    batch[5].proof = BatchProofBytes::from_bytes([0xff; 128]);
    batch[6].proof = batch[7].proof;
    let verdicts = block.claims(&batch, registry);
    assert_eq!(verdicts, batch.iter().map(|m| block.claim(m, registry)).collect::<Vec<_>>());
    assert_eq!(verdicts.iter().filter(|verdict| verdict.is_ok()).count(), 3);
    assert_eq!(verdicts[0], Err(BlockError::Verify(VerifyError::Invalid)));
    assert!(matches!(verdicts[5], Err(BlockError::BatchProof(_))));
    assert_eq!(block.claims(&[], registry), []);

    // With keys of the caller, each of which is asked for once a claim, and only where the rules accept the claim.
    let mut asked = Vec::new();
    let decode = |key: &KeyBytes| {
        asked.push(*key);
        BatchKey::from_bytes(key.as_bytes())
    };
    assert_eq!(block.claims_with_keys(&batch, registry, decode), verdicts);
    assert_eq!(asked.len(), batch.len() - 4);

    let forged = ClaimMessage { proof: single[1].proof, ..single[0] };
    assert!(matches!(block.batch_form(&forged), Err(BlockError::Expand(_))));
}
