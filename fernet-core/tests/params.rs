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
    assert_eq!(error(|v| v.slash_amount = 1 << 96), Some(ParamsError::SlashAmountTooLarge));
    assert_eq!(error(|v| v.block_reward = 1 << 96), Some(ParamsError::BlockRewardTooLarge));
    assert_eq!(error(|v| v.rebate_cap = 1 << 96), Some(ParamsError::RebateCapTooLarge));
    assert_eq!(error(|v| v.base_share = Some(PPM + 1)), Some(ParamsError::BaseShareAbovePpm));
    let extreme = |v: &mut ParamValues| {
        (v.slash_amount, v.block_reward, v.rebate_cap) = ((1 << 96) - 1, (1 << 96) - 1, (1 << 96) - 1);
        (v.base_share, v.fee_split_cap) = (Some(PPM), u32::MAX);
        (v.activation_delay, v.randao_lag) = (u32::MAX, u32::MAX);
    };
    assert_eq!(params(extreme).values().base_share, Some(PPM));
}

#[test]
fn amounts_of_parameters() {
    let params = params(|values| (values.slash_amount, values.block_reward, values.rebate_cap) = (3, 4, 5));
    assert_eq!([params.slash_amount(), params.block_reward(), params.rebate_cap()].map(Amount::wei), [3, 4, 5]);
}

#[test]
fn bids_end_at_their_caps() {
    let params = params(|v| v.fee_split_cap = 6 * PPM);
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
