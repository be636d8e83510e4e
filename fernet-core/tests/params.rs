//! Parameter ranges, the ring, the registry: values at and beyond each bound.

mod common;
use common::{params, pinned, registration};
use fernet_core::*;

#[test]
fn each_parameter_out_of_range_is_named() {
    let good = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    let error = |change: fn(&mut ParamValues)| {
        let mut values = good;
        change(&mut values);
        Params::new(values).err()
    };
    assert_eq!(error(|_| {}), None);
    assert_eq!(error(|v| v.chain_id = 0), Some(ParamsError::ChainIdZero));
    assert_eq!(error(|v| v.rollup_address = Address::ZERO), Some(ParamsError::RollupAddressZero));
    assert_eq!(error(|v| v.proofs_per_node = 0), Some(ParamsError::ProofsPerNode));
    assert_eq!(error(|v| v.proofs_per_node = 4), Some(ParamsError::ProofsPerNode));
    assert_eq!(error(|v| v.root_seats = Some(0)), Some(ParamsError::RootSeats));
    assert_eq!(error(|v| v.proofs_per_node = 2), None, "the root has as many seats");
    assert_eq!(error(|v| (v.proofs_per_node, v.root_seats) = (2, Some(3))), Some(ParamsError::RootSeats));
    assert_eq!(error(|v| v.randao_lag = 0), Some(ParamsError::RandaoLag));
    assert_eq!(error(|v| v.proposal_blocks = 0), Some(ParamsError::PhaseLengthZero));
    assert_eq!(error(|v| v.reveal_blocks = 0), Some(ParamsError::PhaseLengthZero));
    assert_eq!(error(|v| v.proving_blocks = 0), Some(ParamsError::PhaseLengthZero));
    assert_eq!(error(|v| v.claim_blocks = 0), Some(ParamsError::ClaimBlocksZero));
    assert_eq!(error(|v| v.bond_base = 1 << 96), Some(ParamsError::BondBaseTooLarge));
    assert_eq!(error(|v| v.fee_split_cap = PPM + 1), Some(ParamsError::BondBaseMissing));
    assert_eq!(error(|v| (v.fee_split_cap, v.bond_base) = (PPM + 1, 1)), None);
    assert_eq!(error(|v| v.reveal_slash_amount = 1 << 96), Some(ParamsError::RevealSlashAmountTooLarge));
    assert_eq!(error(|v| v.proof_slash_amount = 1 << 96), Some(ParamsError::ProofSlashAmountTooLarge));
    assert_eq!(error(|v| v.block_reward = 1 << 96), Some(ParamsError::BlockRewardTooLarge));
    assert_eq!(error(|v| v.rebate_cap = 1 << 96), Some(ParamsError::RebateCapTooLarge));
    assert_eq!(error(|v| v.base_share = Some(PPM + 1)), Some(ParamsError::BaseShareAbovePpm));
    let extreme = |v: &mut ParamValues| {
        (v.reveal_slash_amount, v.proof_slash_amount, v.rebate_cap) = ((1 << 96) - 1, (1 << 96) - 1, (1 << 96) - 1);
        (v.bond_base, v.block_reward) = ((1 << 96) / 4294, (1 << 96) - 1);
        (v.base_share, v.fee_split_cap) = (Some(PPM), u32::MAX);
        (v.activation_delay, v.randao_lag) = (u32::MAX, u32::MAX);
    };
    assert_eq!(params(extreme).values().base_share, Some(PPM));
}

#[test]
fn amounts_of_parameters() {
    let params = params(|values| {
        values.block_reward = 7;
        (values.reveal_slash_amount, values.proof_slash_amount, values.rebate_cap, values.bond_base) = (3, 4, 5, 6);
    });
    assert_eq!((params.reveal_slash_amount().wei(), params.proof_slash_amount().wei()), (3, 4));
    assert_eq!([params.rebate_cap(), params.bond_base(), params.block_reward()].map(Amount::wei), [5, 6, 7]);
}

/// The defaults, then each condition at its limit and beside it.
#[test]
fn warnings() {
    use ParamsWarning::*;
    let found = |change: fn(&mut ParamValues)| -> Vec<ParamsWarning> { params(change).warnings().collect() };
    assert_eq!(found(|_| {}), [RevealSlashZero, ProofSlashZero, RootSeatsBurned]);
    // The rest is without a warning.
    let rest = |change: fn(&mut ParamValues)| {
        let mut values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
        values.root_seats = Some(1);
        values.block_reward = 7;
        (values.reveal_slash_amount, values.proof_slash_amount) = (4, 7);
        change(&mut values);
        Params::new(values).unwrap().warnings().collect::<Vec<_>>()
    };
    assert_eq!(rest(|_| {}), []);
    assert_eq!(rest(|v| v.randao_lag = 63), [RandaoLagShort]);
    assert_eq!(rest(|v| v.reveal_slash_amount = 0), [RevealSlashZero]);
    assert_eq!(rest(|v| v.proof_slash_amount = 0), [ProofSlashZero]);
    assert_eq!(rest(|v| (v.fee_split_cap, v.bond_base) = (PPM + 1, 3)), [BondBaseSmall]);
    assert_eq!(rest(|v| (v.fee_split_cap, v.bond_base) = (PPM + 1, 4)), []);
    assert_eq!(rest(|v| (v.reveal_slash_amount, v.fee_split_cap, v.bond_base) = (9, PPM + 1, 4)), [BondBaseSmall]);
    assert_eq!(rest(|v| v.root_seats = Some(2)), [RootSeatsBurned]);
    assert_eq!(rest(|v| v.base_share = Some(0)), [PoolEmpty]);
    assert_eq!(rest(|v| v.base_share = Some(PPM)), [PoolEmpty]);
    assert_eq!(rest(|v| v.base_share = Some(1)), []);
    assert_eq!(rest(|v| v.vrf_mode = VrfMode::PerBlock), [TicketsKnownEarly]);
    assert_eq!(rest(|v| v.vrf_mode = VrfMode::Public), [TicketsKnownEarly]);
    assert_eq!(rest(|v| (v.attesters, v.quorum, v.attest_blocks) = (256, 128, 1)), [QuorumLow]);
    assert_eq!(rest(|v| (v.attesters, v.quorum, v.attest_blocks) = (256, 129, 1)), []);
    assert!(ParamsWarning::ALL.is_sorted(), "the order of SPEC");
    let texts = ParamsWarning::ALL.map(|warning| warning.to_string());
    let named =
        ["randao_lag", "reveal_slash", "proof_slash", "bond_base", "root_seats", "base_share", "vrf_mode", "quorum"];
    assert!(texts.iter().zip(named).all(|(text, name)| text.starts_with(name)), "{texts:?}");
}

/// The largest bond base is the one whose minimum bond at the cap is still an amount.
#[test]
fn minimum_bonds() {
    let with = |fee_split_cap, bond_base| {
        let values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
        Params::new(ParamValues { fee_split_cap, bond_base, ..values })
    };
    assert!(with(2 * PPM, (1 << 96) - 1).is_ok());
    assert_eq!(with(2 * PPM + 1, (1 << 96) - 1), Err(ParamsError::BondBaseTooLarge));
    assert!(with(3 * PPM, (1 << 95) - 1).is_ok());
    assert_eq!(with(3 * PPM, 1 << 95), Err(ParamsError::BondBaseTooLarge));

    let params = with(u32::MAX, 1_000_000_000_000_000_000).unwrap();
    let minimum = |ppm| params.minimum_bond(params.fee_split(ppm).unwrap()).wei();
    assert_eq!([0, PPM, PPM + 1, 2 * PPM].map(minimum), [0, 0, 1_000_000_000_000, 1_000_000_000_000_000_000]);
    assert_eq!(minimum(u32::MAX), 4_293_967_295_000_000_000_000);
    // A split of other parameters.
    assert_eq!(with(PPM, (1 << 96) - 1).unwrap().minimum_bond(params.fee_split(u32::MAX).unwrap()), Amount::MAX);
}

#[test]
fn bids_end_at_their_caps() {
    let params = params(|v| (v.fee_split_cap, v.bond_base) = (6 * PPM, 1));
    assert_eq!(params.fee_split(6 * PPM).unwrap().ppm(), 6 * PPM);
    assert_eq!(params.fee_split(6 * PPM + 1), Err(BidError::FeeSplitAboveCap));
    assert_eq!(FeeBurn::new(PPM).unwrap().ppm(), PPM);
    assert_eq!(FeeBurn::new(PPM + 1), Err(BidError::FeeBurnAbovePpm));
}

#[test]
fn roles_and_duties() {
    let params = params(|_| {});
    let snapshot = Snapshot::new(&params, &pinned());
    let duties = [Duty::Propose, Duty::Prove(NodeKind::Base), Duty::Prove(NodeKind::Merge)];
    let allowed = |role| duties.map(|duty| snapshot.check_eligible(&registration(1, role), duty).is_ok());
    assert_eq!(allowed(Role::Sequencer), [true, false, false]);
    assert_eq!(allowed(Role::BaseProver), [false, true, false]);
    assert_eq!(allowed(Role::MergeProver), [false, false, true]);
    assert_eq!(allowed(Role::Prover), [false, true, true]);
}

#[test]
fn evidence_is_the_same_whoever_finds_it() {
    let params = params(|_| {});
    let pinned = pinned();
    let tip = BlockHash::from_bytes([9; 32]);
    let proposal = |fee_split| Proposal {
        parent: tip,
        fee_split,
        tx_order_hash: TxOrderHash::ZERO,
        payout: Address::from_bytes([1; 20]),
        bond: 0,
    };
    let run = |splits: [u32; 2]| {
        let mut election = Election::<2>::new(params, pinned, tip);
        let beta = Beta::from_bytes([4; 64]);
        let key = registration(1, Role::Sequencer);
        let evidence = splits.map(|split| {
            let checked = election.check(&key, &proposal(split)).unwrap();
            election.insert(checked.rank(&beta)).unwrap()
        });
        assert_eq!(election.ranking().len(), 1);
        (evidence[1], election.leader().unwrap().fee_split().ppm())
    };
    assert_eq!(run([3, 3]), (None, 3), "the same again is no evidence");
    let (evidence, split) = run([3, 8]);
    assert_eq!(split, 8);
    assert_eq!(run([8, 3]), (evidence, 8));
    assert!(evidence.is_some());
}

#[test]
fn modes_are_read_from_numbers_and_names() {
    for number in 0..=u8::MAX {
        let expected = match number {
            1 => Ok(TxPerBase::One),
            2 => Ok(TxPerBase::Two),
            _ => Err(ParamsError::TxPerBase),
        };
        assert_eq!(TxPerBase::try_from(number), expected);
    }
    let modes = [("per-node", VrfMode::PerNode), ("per-block", VrfMode::PerBlock), ("public", VrfMode::Public)];
    for (name, mode) in modes {
        assert_eq!(name.parse(), Ok(mode));
    }
    for name in ["", "Public", "per_node", "public ", "per-"] {
        assert_eq!(name.parse::<VrfMode>(), Err(ParamsError::VrfMode));
    }
}
