//! The identity, a million times: `fees + bond_used = sequencer + reserved + burned + rebate` (SPEC `#identity`).

mod common;

use common::{Cases, params, split, values, wei};
use fernet_core::{Address, FeeBurn, NodeIndex, ParamValues, TreeShape};
use fernet_rewards::{Rebate, SettleError, SettlementPlan, required_bond, unclaimed};

const SETTLED: u32 = 1_000_000;

#[test]
fn a_million_blocks_balance() {
    let mut cases = Cases(0xfe);
    let (mut settled, mut refused_pools, mut refused_bonds, mut rootless, mut refused_seats) = (0, 0, 0, 0, 0);
    while settled < SETTLED {
        let proofs_per_node = 1 + cases.below(3) as u8;
        let params = params(ParamValues {
            proofs_per_node,
            root_seats: Some(1 + cases.below(proofs_per_node.into()) as u8),
            base_share: (cases.below(2) == 0).then(|| cases.ppm()),
            rebate_cap: cases.wei(),
            rebate_gas: (cases.word() >> cases.below(64)) as u32,
            fee_split_cap: u32::MAX,
            bond_base: 1 + cases.wei() / 5_000,
            ..values()
        });
        let bases = match cases.below(4) {
            0 => 1 + cases.below(1 << 32),
            _ => 1 + cases.below(6),
        };
        let shape = TreeShape::new(bases).unwrap();
        let fees = wei(cases.wei());
        let fee_split = match cases.below(3) {
            0 => split(cases.word() as u32),
            _ => split(cases.ppm()),
        };
        let bond = match required_bond(&params, fees, fee_split) {
            Ok(bond) if cases.below(8) > 0 => bond,
            _ => wei(cases.wei()),
        };

        let plan = match SettlementPlan::new(&params, shape, fees, fee_split, bond) {
            Ok(plan) => plan,
            Err(SettleError::PoolTooLarge) => {
                refused_pools += 1;
                continue;
            }
            Err(error) => {
                assert_eq!(error, SettleError::BondTooSmall);
                refused_bonds += 1;
                continue;
            }
        };

        let mut ledger = plan.ledger();
        let (mut paid, mut filled, mut kept) = (0, 0, [0, 0]);
        for _ in 0..cases.below(12) {
            let node = match cases.below(4) {
                0 => shape.root(),
                _ => NodeIndex::new(cases.below(shape.nodes() + 1)),
            };
            let burn = cases.ppm();
            match ledger.pay(node, FeeBurn::new(burn).unwrap()) {
                Ok(pay) => {
                    kept[(node.get() % 2) as usize] += u64::from(1_000_000 - burn);
                    paid += pay.wei();
                    filled += 1;
                }
                Err(_) => refused_seats += 1,
            }
        }
        let asked = Rebate::new(Address::from_bytes([1; 20]), cases.word() >> cases.below(64), wei(cases.wei()));
        assert_eq!((ledger.paid().wei(), ledger.filled()), (paid, filled));
        let receipt = match ledger.close(asked) {
            Ok(receipt) => receipt,
            Err(error) => {
                assert_eq!(error, SettleError::NoRoot);
                rootless += 1;
                continue;
            }
        };

        let incoming = receipt.fees().wei() + receipt.bond_used().wei();
        let outgoing =
            receipt.sequencer().wei() + receipt.reserved().wei() + receipt.burned().wei() + receipt.rebate().wei();
        assert_eq!(incoming, outgoing, "{receipt:?}");
        assert_eq!(receipt.fees(), fees);
        let dust = unclaimed(receipt.reserved(), wei(paid)).unwrap().wei();
        assert!(dust < u128::from(filled), "{receipt:?}");
        assert_eq!(plan.settle(kept[0], kept[1], asked), Ok(receipt));
        assert_eq!(receipt.bond_used().wei() + receipt.bond_returned().wei(), bond.wei());
        let most = params.rebate_cap().wei().min(receipt.pool().wei() - receipt.reserved().wei());
        assert_eq!(receipt.rebate().wei(), asked.wei(params.rebate_gas()).min(most));
        settled += 1;
    }
    for count in [refused_pools, refused_bonds, rootless, refused_seats] {
        assert!(count > 10_000, "a path that the cases hardly take");
    }
}
