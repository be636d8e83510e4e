//! Every case of `vectors/settlement`.

use fernet_core::{
    Address, BlockHash, L1Block, NodeIndex, PPM, ParamValues, Params, Proposal, Reveal, TreeShape, TxPerBase,
};
use fernet_rewards::{
    Amount, MevReference, MevReport, MevSourceError, MevSources, Rebate, Receipt, SettleError, SettlementPlan,
    SlashReason, check_reveal, slash as slashed, unclaimed,
};
use serde_json::Value;
use test_vectors::{Object, Operation, Outcome, check, json, name};

#[test]
fn every_case_comes_out_as_it_is_written() {
    check(
        "fernet-rewards",
        &[
            Operation { file: "settlement/settle", specs: &["#settlement"], run: settle },
            Operation { file: "settlement/sums", specs: &["#reserve"], run: sums },
            Operation { file: "settlement/reveal", specs: &["#reveal"], run: reveal },
            Operation { file: "settlement/slash", specs: &["#slash"], run: slash },
            Operation { file: "settlement/mev", specs: &["#mev"], run: mev },
            Operation { file: "settlement/mev_sources", specs: &["#mev-sources"], run: mev_sources },
        ],
    );
}

fn params(change: impl FnOnce(&mut ParamValues)) -> Params {
    let mut values = ParamValues::new(1, Address::from_bytes([0xfe; 20]));
    change(&mut values);
    Params::new(values).expect("the values are in range")
}

/// The plan of a case, and the prices of its rebate.
fn plan(input: &Object<'_>) -> Result<(SettlementPlan, Rebate), SettleError> {
    let params = params(|values| {
        values.proofs_per_node = input.int("proofs_per_node");
        values.root_seats = input.maybe_int("root_seats");
        values.base_share = input.maybe_int("base_share");
        values.block_reward = input.int("block_reward");
        values.rebate_cap = input.int("rebate_cap");
        values.rebate_gas = input.int("rebate_gas");
        (values.fee_split_cap, values.bond_base) = (input.int::<u32>("fee_split").max(PPM), input.int("bond_base"));
    });
    let shape = TreeShape::new(input.int("bases")).expect("the number of bases is in range");
    let split = params.fee_split(input.int("fee_split")).expect("no cap");
    let (fees, bond) = (input.int("fees"), input.int("bond"));
    let prices = input.maybe_object("rebate").map(|prices| (prices.int("base_fee"), prices.int("rate")));
    let (fees, bond) = (Amount::new(fees)?, Amount::new(bond)?);
    let rebate = match prices {
        Some((base_fee, rate)) => Rebate::new(Address::from_bytes([9; 20]), base_fee, Amount::new(rate)?),
        None => Rebate::NONE,
    };
    Ok((SettlementPlan::new(&params, shape, fees, split, bond)?, rebate))
}

fn receipt_of(receipt: &Receipt) -> Value {
    let wei = |amount: Amount| amount.wei().to_string();
    json!({
        "pool": wei(receipt.pool()), "sequencer": wei(receipt.sequencer()), "bond_used": wei(receipt.bond_used()),
        "reserved": wei(receipt.reserved()), "burned": wei(receipt.burned()), "rebate": wei(receipt.rebate()),
    })
}

fn settle(input: &Object<'_>) -> Outcome {
    let seats: Vec<(u64, u32)> =
        input.objects("seats").iter().map(|seat| (seat.int("node"), seat.int("fee_burn"))).collect();
    let prepared = plan(input);
    let settled = || -> Result<Value, SettleError> {
        let (plan, rebate) = prepared?;
        let (mut ledger, mut kept) = (plan.ledger(), [0, 0]);
        let mut pays = Vec::new();
        for (node, burn) in seats {
            pays.push(ledger.pay_ppm(NodeIndex::new(node), burn)?.wei().to_string());
            kept[(node % 2) as usize] += u64::from(1_000_000 - burn);
        }
        let (filled, paid) = (ledger.filled(), ledger.paid());
        let receipt = ledger.close(rebate)?;
        // The sums alone give the same receipt, and the reserve covers the pays with less than a wei a seat to spare.
        assert_eq!(plan.settle(kept[0], kept[1], rebate), Ok(receipt));
        assert!(unclaimed(receipt.reserved(), paid)?.wei() < u128::from(filled));
        let mut output = receipt_of(&receipt);
        output["pays"] = pays.into();
        Ok(output)
    };
    settled().map_err(|error| name(&error))
}

fn sums(input: &Object<'_>) -> Outcome {
    let prepared = plan(input);
    let (kept_base, kept_merge, claimed) = (input.int("kept_base"), input.int("kept_merge"), input.int("claimed"));
    let settled = || -> Result<Value, SettleError> {
        let (plan, rebate) = prepared?;
        let receipt = plan.settle(kept_base, kept_merge, rebate)?;
        let mut output = receipt_of(&receipt);
        output["unclaimed"] = unclaimed(receipt.reserved(), Amount::new(claimed)?)?.wei().to_string().into();
        Ok(output)
    };
    settled().map_err(|error| name(&error))
}

fn reveal(input: &Object<'_>) -> Outcome {
    let params = params(|values| {
        values.tx_per_base = TxPerBase::try_from(input.int::<u8>("tx_per_base")).expect("a mode");
        values.fee_split_cap = input.int("fee_split_cap");
        values.block_reward = input.int("block_reward");
        values.bond_base = input.int("bond_base");
        values.attesters = input.int("attesters");
        (values.quorum, values.attest_blocks) = (values.attesters, values.attesters.into());
    });
    let proposal = Proposal {
        parent: BlockHash::ZERO,
        fee_split: input.int("fee_split"),
        tx_order_hash: input.array("tx_order_hash").into(),
        payout: Address::ZERO,
        bond: input.int("bond"),
    };
    let reveal = Reveal {
        salt: input.array("salt").into(),
        fees: input.int("fees"),
        count: input.int("count"),
        tx_root: input.array("tx_root").into(),
        data_root: input.maybe_bytes("data_root").map(|root| root.as_slice().try_into().expect("32 bytes")),
    };
    let (shape, funding) = check_reveal(&params, &proposal, &reveal).map_err(|error| name(&error))?;
    Ok(json!({
        "bases": shape.bases().to_string(), "pool": funding.pool().wei().to_string(),
        "sequencer": funding.sequencer().wei().to_string(), "bond_used": funding.bond_used().wei().to_string(),
    }))
}

fn slash(input: &Object<'_>) -> Outcome {
    let params = params(|values| {
        (values.fee_split_cap, values.bond_base) = (u32::MAX, input.int("bond_base"));
        values.reveal_slash_amount = input.int("reveal_slash_amount");
        values.proof_slash_amount = input.int("proof_slash_amount");
    });
    let reason = match input.text("reason") {
        "not-revealed" => SlashReason::NotRevealed,
        "not-proven" => SlashReason::NotProven,
        other => panic!("{input}: unknown reason {other}"),
    };
    let split = params.fee_split(input.int("fee_split")).expect("no cap");
    let (stake, bond) = (input.int("stake"), input.int("bond"));
    let amount = |wei| Amount::new(wei).map_err(|error| name(&SettleError::from(error)));
    let slashing = slashed(&params, reason, split, amount(stake)?, amount(bond)?);
    Ok(json!({
        "slashed": slashing.slashed().wei().to_string(), "forfeit": slashing.forfeit().wei().to_string(),
        "bond_returned": slashing.bond_returned().wei().to_string(),
    }))
}

fn mev(input: &Object<'_>) -> Outcome {
    let reference = MevReference::new(input.int("smoothing"), input.int("low"), input.int("high"), input.int("start"));
    let samples: Vec<u64> = input.ints("samples");
    let params = params(|values| (values.fee_split_cap, values.bond_base) = (input.int("cap"), 1));
    let (fees_share, mev_share) = (input.int("fees_share"), input.int("mev_share"));
    let mut reference = reference.map_err(|error| name(&error))?;
    let observed = samples.into_iter().map(|sample| {
        reference.observe(sample);
        reference.ppm().to_string()
    });
    let references: Vec<String> = observed.collect();
    let split = reference.bid(&params, fees_share, mev_share).map_err(|error| name(&error))?;
    Ok(json!({ "references": references, "fee_split": split.ppm().to_string() }))
}

fn mev_sources(input: &Object<'_>) -> Outcome {
    let addresses: Vec<Address> = input.arrays("sources").into_iter().map(Address::from_bytes).collect();
    let (quorum, max_age, now) = (input.int("quorum"), input.int("max_age"), L1Block::new(input.int("now")));
    let listed = input
        .objects("reports")
        .iter()
        .map(|report| {
            let (source, l1_block) =
                (Address::from_bytes(report.array("source")), L1Block::new(report.int("l1_block")));
            (source, l1_block, report.int("mev"), report.int("fees"))
        })
        .collect::<Vec<_>>();
    let read = || -> Result<_, MevSourceError> {
        let reports = listed
            .iter()
            .map(|(source, l1_block, mev, fees)| {
                MevReport::new(*source, *l1_block, Amount::new(*mev)?, Amount::new(*fees)?)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let ratio = MevSources::new(&addresses, quorum, max_age)?.ratio(now, reports.iter().copied())?;
        Ok((reports, ratio))
    };
    let (reports, ratio) = read().map_err(|error| name(&error))?;
    let ratios: Vec<String> = reports.iter().map(|report| report.ratio.to_string()).collect();
    Ok(json!({ "ratios": ratios, "ratio": ratio.to_string() }))
}
