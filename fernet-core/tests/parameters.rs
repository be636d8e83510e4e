//! The table of SPEC `#parameters` and [`ParamValues`]: names, widths, ranges, defaults.

use std::any::type_name_of_val;
use std::ops::RangeInclusive;

use fernet_core::{Address, ParamValues, Params, ParamsError, SequencerSuite, TxPerBase, VrfMode};

/// One parameter as the code has it.
struct Parameter {
    name: &'static str,
    width: &'static str,
    default: String,
    /// Sets it to a number, if it is one.
    set: Option<fn(&mut ParamValues, u128)>,
}

fn parameters() -> Vec<Parameter> {
    // A field that is missing here does not compile.
    let ParamValues {
        chain_id,
        rollup_address: _,
        proofs_per_node,
        root_seats,
        fee_split_cap,
        tx_per_base,
        vrf_mode,
        randao_lag,
        activation_delay,
        proposal_blocks,
        reveal_blocks,
        proving_blocks,
        bond_base,
        reveal_slash_amount,
        proof_slash_amount,
        block_reward,
        rebate_cap,
        rebate_gas,
        claim_blocks,
        base_share,
        attesters,
        quorum,
        attest_blocks,
        sequencer_suite,
    } = values();
    macro_rules! integer {
        ($name:ident) => {
            Parameter {
                name: stringify!($name),
                width: type_name_of_val(&$name),
                default: $name.to_string(),
                set: Some(|values, number| values.$name = number.try_into().unwrap()),
            }
        };
    }
    let choice = |name, width, default: &str| Parameter { name, width, default: default.to_owned(), set: None };
    vec![
        Parameter { default: "none".to_owned(), ..integer!(chain_id) },
        choice("rollup_address", "20 bytes", "none"),
        integer!(proofs_per_node),
        Parameter {
            name: "root_seats",
            width: "u8",
            default: root_seats.unwrap_or(proofs_per_node).to_string(),
            set: Some(|values, number| values.root_seats = Some(number.try_into().unwrap())),
        },
        integer!(fee_split_cap),
        choice("tx_per_base", "u8", if tx_per_base == TxPerBase::Two { "2" } else { "1" }),
        choice("vrf_mode", "enum", if vrf_mode == VrfMode::PerNode { "`per-node`" } else { "another" }),
        integer!(randao_lag),
        integer!(activation_delay),
        integer!(proposal_blocks),
        integer!(reveal_blocks),
        integer!(proving_blocks),
        integer!(bond_base),
        integer!(reveal_slash_amount),
        integer!(proof_slash_amount),
        integer!(block_reward),
        integer!(rebate_cap),
        integer!(rebate_gas),
        integer!(claim_blocks),
        Parameter {
            name: "base_share",
            width: "u32 or none",
            default: base_share.map_or("none".to_owned(), |share| share.to_string()),
            set: Some(|values, number| values.base_share = Some(number.try_into().unwrap())),
        },
        // Their ranges depend on each other: `attesters` below.
        Parameter { set: None, ..integer!(attesters) },
        Parameter { set: None, ..integer!(quorum) },
        Parameter { set: None, ..integer!(attest_blocks) },
        choice(
            "sequencer_suite",
            "enum",
            if sequencer_suite == SequencerSuite::Edwards25519 { "`edwards25519`" } else { "another" },
        ),
    ]
}

fn values() -> ParamValues {
    ParamValues::new(1, Address::from_bytes([0xfe; 20]))
}

/// Name, width, range and default of each row.
fn table() -> Vec<[String; 4]> {
    let spec = test_vectors::specification();
    let section = spec.split("<a id=\"parameters\"></a>").nth(1).unwrap().split("<a id=").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        [cells[1].trim_matches('`'), cells[2], cells[3], cells[4]].map(str::to_owned)
    })
    .collect()
}

/// The default in a cell, which may be that of another parameter.
fn default_of(cell: &str) -> String {
    let named = table().into_iter().find(|[name, ..]| cell == format!("`{name}`"));
    named.map_or(cell.to_owned(), |[.., default]| default)
}

/// A number in a cell: decimal, a power of two, or the default of another parameter.
fn number(cell: &str) -> u128 {
    match cell.split_once('^') {
        Some(("2", exponent)) => 1 << exponent.parse::<u32>().unwrap(),
        _ => default_of(cell).parse().unwrap(),
    }
}

/// The numbers that a cell allows.
fn range(cell: &str, largest: u128) -> RangeInclusive<u128> {
    if cell == "any" {
        0..=largest
    } else if let Some(least) = cell.strip_prefix("at least ") {
        number(least)..=largest
    } else if let Some(limit) = cell.strip_prefix("below ") {
        0..=number(limit) - 1
    } else if let Some((least, most)) = cell.split_once(" to ") {
        number(least)..=number(most)
    } else {
        panic!("a range that this test cannot read: {cell}")
    }
}

#[test]
fn names_widths_and_defaults() {
    let ours: Vec<_> = parameters().into_iter().map(|p| (p.name.to_owned(), p.width.to_owned(), p.default)).collect();
    let listed: Vec<_> =
        table().into_iter().map(|[name, width, _, default]| (name, width, default_of(&default))).collect();
    assert_eq!(ours, listed);
}

#[test]
fn ranges() {
    let mut checked = 0;
    for (parameter, [name, width, cell, _]) in parameters().iter().zip(table()) {
        let Some(set) = parameter.set else { continue };
        let largest = match width.split(' ').next().unwrap() {
            "u8" => u8::MAX.into(),
            "u32" => u32::MAX.into(),
            "u64" => u64::MAX.into(),
            "u128" => u128::MAX,
            other => panic!("{name}: width {other}"),
        };
        let range = range(&cell, largest);
        let allowed = |number| {
            // One seat at the root fits any number of seats of a node, and a bond base of 1 wei any cap.
            let mut values = ParamValues { root_seats: Some(1), bond_base: 1, ..values() };
            set(&mut values, number);
            Params::new(values).is_ok()
        };
        for inside in [*range.start(), range.start().midpoint(*range.end()), *range.end()] {
            assert!(allowed(inside), "{name}: {inside} is refused");
        }
        let outside = [range.start().checked_sub(1), range.end().checked_add(1), Some(largest)];
        for outside in outside.into_iter().flatten().filter(|n| *n <= largest && !range.contains(n)) {
            assert!(!allowed(outside), "{name}: {outside} is allowed");
        }
        checked += 1;
    }
    assert_eq!(checked, 17);
    assert!(Params::new(ParamValues::new(1, Address::ZERO)).is_err());
    for proofs_per_node in 1..=3 {
        let params = Params::new(ParamValues { proofs_per_node, ..values() }).unwrap();
        assert_eq!((params.root_seats(), params.values().root_seats), (proofs_per_node, Some(proofs_per_node)));
    }
}

#[test]
fn attesters() {
    let check = |attesters, quorum, attest_blocks| {
        Params::new(ParamValues { attesters, quorum, attest_blocks, proving_blocks: 9, ..values() }).map(|_| ())
    };
    for good in [(0, 0, 0), (1, 1, 1), (3, 1, 8), (3, 3, 1), (u16::MAX, u16::MAX, 8)] {
        assert_eq!(check(good.0, good.1, good.2), Ok(()), "{good:?}");
    }
    for (attesters, quorum) in [(0, 1), (1, 0), (3, 4), (u16::MAX, 0)] {
        assert_eq!(check(attesters, quorum, 0), Err(ParamsError::Quorum), "{attesters} {quorum}");
        assert_eq!(check(attesters, quorum, 1), Err(ParamsError::Quorum), "{attesters} {quorum}");
    }
    for (attesters, quorum, attest_blocks) in [(0, 0, 1), (3, 2, 0), (3, 2, 9), (3, 2, u32::MAX)] {
        assert_eq!(check(attesters, quorum, attest_blocks), Err(ParamsError::AttestBlocks), "{attest_blocks}");
    }
}
