//! `bundle/tree.json` and `bundle/competition.json`.

use std::error::Error;

use fernet_core::{Accumulator, Address, BestTree, BundleCommitment, PPM, ProvingContext, Tree, TreeVerifier};
use serde_json::{Value, json};

use super::bundle::{Filled, bundle, claims, leader, proving, seed, sums_of, to_json};
use super::case::{Cases, fill, int};

/// A submitted tree: bundles in the order of submission.
pub(super) type Submitted = Vec<Vec<Filled>>;

pub(super) fn verify(
    proving: &ProvingContext,
    bundles: &[Vec<Filled>],
) -> Result<(Tree, Vec<Accumulator>), Box<dyn Error>> {
    for seats in bundles {
        claims(proving, seats)?;
    }
    let mut verifier = TreeVerifier::new(proving);
    let mut accumulators = Vec::new();
    for seats in bundles {
        accumulators.push(verifier.insert(&bundle(proving, seats)?)?);
    }
    Ok((verifier.finish()?, accumulators))
}

/// Builds a tree from the bottom: `seats` gives the (key, ticket) of each node's seats, primary first.
fn grow(proving: &ProvingContext, seats: impl Fn(u64) -> Vec<(u8, u128)>) -> Submitted {
    grow_with(proving, seats, &|_| ())
}

/// Builds a tree as [`grow`] does, and changes each seat's claim.
pub(super) fn grow_with(
    proving: &ProvingContext,
    seats: impl Fn(u64) -> Vec<(u8, u128)>,
    change: &dyn Fn(&mut Filled),
) -> Submitted {
    let shape = proving.shape();
    let mut done: Vec<Accumulator> = Vec::new();
    let mut bundles = Submitted::new();
    for node in shape.post_order() {
        let find = |child| *done.iter().find(|sum| sum.node() == child).expect("children come first");
        let children = shape.children(node).map(|(left, right)| (find(left), find(right)));
        let named = children.map_or([BundleCommitment::ZERO; 2], |(l, r)| [l.commitment(), r.commitment()]);
        let mut filled: Vec<Filled> =
            seats(node.get()).iter().map(|(key, ticket)| Filled::merge(node.get(), *key, *ticket, named)).collect();
        filled.iter_mut().for_each(change);
        let bundle = bundle(proving, &filled).expect("the seats form a bundle");
        let children = children.as_ref().map(|(left, right)| (left, right));
        done.push(bundle.accumulate(children).expect("the children are these"));
        bundles.push(filled);
    }
    bundles
}

pub(super) fn tree() -> Value {
    let mut cases = Cases::of("#accumulator");
    let mut add = |id: &str, flags: &[&str], reason: &str, bases: u64, per_node: u8, bundles: &[Vec<Filled>]| {
        let input = json!({
            "prover_seed": seed(), "proposal_id": leader(), "bases": int(bases), "proofs_per_node": int(per_node), "bundles": to_json(bundles),
        });
        let sum = |accumulator: &Accumulator| {
            let mut sum = sums_of(accumulator);
            sum["node"] = int(accumulator.node());
            sum
        };
        let result = verify(&proving(bases, per_node), bundles).map(|(tree, accumulators)| {
            let mut output = sums_of(tree.accumulator());
            output["accumulators"] = accumulators.iter().map(sum).collect();
            output
        });
        cases.add(id, flags, reason, input, result);
    };
    let three = |node: u64| match node {
        3 => vec![(9, 60)],
        _ => vec![(1, 30), (2, 20), (3, 10)],
    };
    let good = grow(&proving(4, 3), three);
    add("four", &[], "four bases, all seats filled", 4, 3, &good);
    add("one-seat", &[], "one proof a node", 4, 1, &grow(&proving(4, 1), |node| vec![(1, u128::from(node) + 1)]));
    add("one-base", &["boundary"], "the root is a base", 1, 3, &grow(&proving(1, 3), |_| vec![(1, 7)]));
    add(
        "ragged",
        &[],
        "five bases",
        5,
        3,
        &grow(&proving(5, 3), |node| if node == 7 { vec![(9, 1)] } else { vec![(1, 5), (2, 4)] }),
    );
    add(
        "primary-not-first",
        &[],
        "the primary may have the lowest score",
        4,
        3,
        &grow(&proving(4, 3), |node| match node {
            3 => vec![(9, 60)],
            _ => vec![(3, 10), (1, 30), (2, 20)],
        }),
    );
    let burning = |bases: u64, burn: &dyn Fn(&mut Filled)| {
        grow_with(
            &proving(bases, 3),
            |node| {
                let root = node == proving(bases, 3).shape().root().get();
                (1..=if root { 1 } else { 3 }).map(|key| (key, 100 - u128::from(key))).collect()
            },
            burn,
        )
    };
    add(
        "burns",
        &[],
        "another burn at every seat: both sums of kept shares",
        4,
        3,
        &burning(4, &|filled| {
            filled.claim.fee_burn = 1000 * filled.claim.node.get() as u32 + u32::from(filled.key);
        }),
    );
    add(
        "base-burns-all",
        &["boundary"],
        "the seats of bases keep nothing",
        4,
        3,
        &burning(4, &|filled| {
            filled.claim.fee_burn = if filled.claim.node.get() % 2 == 0 { PPM } else { 0 };
        }),
    );
    add(
        "merge-burns-all",
        &["boundary"],
        "the seats of merges keep nothing",
        4,
        3,
        &burning(4, &|filled| {
            filled.claim.fee_burn = if filled.claim.node.get() % 2 == 1 { PPM } else { 0 };
        }),
    );
    add(
        "one-base-burns",
        &["boundary"],
        "the root is a base, so its share is one of bases",
        1,
        3,
        &burning(1, &|filled| {
            filled.claim.fee_burn = 400_000;
        }),
    );
    add(
        "largest-tickets",
        &["boundary"],
        "totals above 2^150",
        4,
        3,
        &grow(&proving(4, 3), |node| match node {
            3 => vec![(9, u128::MAX)],
            _ => vec![(1, u128::MAX), (2, u128::MAX), (3, u128::MAX)],
        }),
    );

    let mut change = |id: &str, flags: &[&str], reason: &str, change: &dyn Fn(&mut Submitted)| {
        let mut bundles = good.clone();
        change(&mut bundles);
        add(id, flags, reason, 4, 3, &bundles);
    };
    change("missing-root", &["order"], "the last bundle is missing", &|t| t.truncate(6));
    change("nothing", &["order"], "no bundle at all", &|t| t.clear());
    change("missing-base", &["order"], "the second base is missing", &|t| drop(t.remove(1)));
    change("swapped", &["order"], "two bases in the wrong order", &|t| t.swap(0, 1));
    change("twice", &["duplicate"], "the first base twice", &|t| t.insert(1, t[0].clone()));
    change("after-root", &["duplicate"], "a bundle behind the root", &|t| t.push(t[0].clone()));
    change("foreign", &[], "a node that is not there", &|t| t[0] = vec![Filled::base(8, 1, 30)]);
    change("empty-bundle", &[], "a bundle without a seat", &|t| t[0].clear());
    change("four-seats", &[], "one seat too many", &|t| t[0].push(Filled::base(0, 4, 5)));
    change("root-two", &[], "two proofs at the root", &|t| {
        let other = Filled { key: 8, ticket: 40, ..t[6][0] };
        t[6].push(other);
    });
    change("root-four", &[], "four proofs at the root: the first reason", &|t| {
        for key in 10..13 {
            let other = Filled { key, ticket: 40, ..t[6][0] };
            t[6].push(other);
        }
    });
    change("one-prover-twice", &["duplicate"], "two seats of one key", &|t| t[0][1] = Filled { ticket: 20, ..t[0][0] });
    change("mixed-nodes", &[], "a seat of another node", &|t| t[0][1] = Filled::base(2, 2, 20));
    change("mixed-statements", &[], "a seat of another statement", &|t| t[0][1].claim.statement = fill(0x58).into());
    change("seats-first", &["order"], "one seat too many, of other nodes and statements", &|t| {
        t[0][1] = Filled::base(2, 2, 20).with(|c| c.statement = fill(0x58).into());
        t[0].push(Filled::base(2, 2, 50));
    });
    change("seat-order", &["order"], "the seats behind the primary are swapped", &|t| t[0].swap(1, 2));
    change("left-differs", &[], "the primary names another left child", &|t| t[2][0].claim.left = fill(0xee).into());
    change("right-differs", &[], "the primary names another right child", &|t| t[2][0].claim.right = fill(0xee).into());
    change(
        "other-left-differs",
        &[],
        "what a proof behind the primary names is not looked at; the parent names this bundle no more",
        &|t| {
            t[2][1].claim.left = fill(0xee).into();
        },
    );
    change("child-changed", &[], "a burn below was changed", &|t| t[0][2].claim.fee_burn = 1);

    // Two failures at once, for each pair of checks that follow each other.
    let swap = |t: &mut Submitted, i: usize| t[i].swap(1, 2);
    let left = |t: &mut Submitted, i: usize| t[i][0].claim.left = fill(0xee).into();
    let right = |t: &mut Submitted, i: usize| t[i][0].claim.right = fill(0xee).into();
    change("claim-before-bundle", &["order"], "seats out of order, and a later claim without a payee", &|t| {
        swap(t, 0);
        t[6][0].claim.payout = Address::ZERO;
    });
    change("claim-by-claim", &[], "two claims that are not valid: the first submitted", &|t| {
        t[1][2].claim.fee_burn = PPM + 1;
        t[2][0].claim.payout = Address::ZERO;
    });
    change("root-before-nodes", &[], "a second proof at the root, of another node", &|t| {
        let other = Filled::base(0, 8, 40);
        t[6].push(other);
    });
    change("nodes-before-statements", &[], "a seat of another node and statement", &|t| {
        t[0][1] = Filled::base(2, 2, 20).with(|c| c.statement = fill(0x58).into());
    });
    change("statements-before-provers", &["duplicate"], "one key for two statements", &|t| {
        t[0][1] = Filled { ticket: 20, ..t[0][0] }.with(|c| c.statement = fill(0x58).into());
    });
    change("one-proof-twice", &["duplicate"], "two seats of one proof", &|t| {
        t[0][1].claim.proof_digest = t[0][0].claim.proof_digest;
    });
    change("one-proof-three-times", &["duplicate"], "three keys claim one proof, to be paid three times", &|t| {
        (t[0][1].claim.proof_digest, t[0][2].claim.proof_digest) = (fill(1).into(), fill(1).into());
    });
    change("one-proof-behind-the-primary", &["duplicate"], "the second and the third seat have one proof", &|t| {
        t[0][2].claim.proof_digest = t[0][1].claim.proof_digest;
    });
    change(
        "provers-before-proofs",
        &["duplicate"],
        "one key for the second and third seat, one proof for the first two",
        &|t| {
            t[0][1].claim.proof_digest = t[0][0].claim.proof_digest;
            t[0][2] = Filled { ticket: 10, ..t[0][1] }.with(|c| c.proof_digest = fill(9).into());
        },
    );
    change("proofs-before-order", &["duplicate", "order"], "one proof twice, out of order", &|t| {
        t[0][1].claim.proof_digest = t[0][0].claim.proof_digest;
        t[0].swap(1, 2);
    });
    change("provers-before-order", &["duplicate", "order"], "one key twice, out of order", &|t| {
        t[0][2] = Filled { ticket: 25, ..t[0][0] };
    });
    change("bundle-before-place", &["order"], "a bundle with seats out of order at the wrong position", &|t| {
        swap(t, 1);
        t.swap(0, 1);
    });
    change("bundle-before-duplicate", &["duplicate", "order"], "a bundle again, with seats out of order", &|t| {
        t.insert(1, t[0].clone());
        swap(t, 1);
    });
    change("place-before-child", &["order"], "a merge too early, which names another child", &|t| {
        left(t, 2);
        t.swap(1, 2);
    });
    change("duplicate-before-child", &["duplicate"], "a merge again, which names another child", &|t| {
        t.insert(3, t[2].clone());
        left(t, 3);
    });
    change("left-before-right", &[], "both children differ", &|t| {
        left(t, 2);
        right(t, 2);
    });
    change("child-before-missing", &[], "another child, and no root", &|t| {
        left(t, 5);
        t.truncate(6);
    });
    change(
        "bundle-by-bundle",
        &["order"],
        "another child in the first merge, seats out of order in the next base",
        &|t| {
            right(t, 2);
            swap(t, 3);
        },
    );
    change("place-before-missing", &["order"], "no root, and a base too early", &|t| {
        t.truncate(6);
        t.swap(3, 4);
    });
    cases.finish()
}

pub(super) fn competition() -> Value {
    let mut cases = Cases::of("#competition");
    let mut add = |id: &str, flags: &[&str], reason: &str, bases: u64, trees: &[Submitted]| {
        let proving = proving(bases, 3);
        let mut competition = BestTree::new(&proving);
        let verified: Vec<Tree> = trees.iter().map(|tree| verify(&proving, tree).expect("a valid tree").0).collect();
        verified.iter().for_each(|tree| {
            competition.submit(*tree).expect("all are of one block");
        });
        let winner = verified.iter().position(|tree| Some(tree) == competition.best()).map(int);
        let totals: Vec<Value> = verified.iter().map(|tree| int(tree.accumulator().total())).collect();
        let input = json!({
            "prover_seed": seed(), "proposal_id": leader(), "bases": int(bases), "proofs_per_node": int(3),
            "trees": trees.iter().map(|tree| to_json(tree)).collect::<Vec<_>>(),
        });
        cases.add_valid(id, flags, reason, input, json!({ "totals": totals, "winner": winner }));
    };
    // Three greens on the left, two or three blues on the right, roots of 60 and 40.
    let tree = |root: (u8, u128), blues: usize| {
        grow(&proving(2, 3), |node| match node {
            0 => vec![(1, 90), (2, 80), (3, 70)],
            2 => [(4, 50), (5, 40), (6, 30)][..blues].to_vec(),
            _ => vec![root],
        })
    };
    let (first, second) = (tree((7, 60), 2), tree((8, 40), 3));
    add("proposal", &["golden"], "the proposal's example: the second wins by 10", 2, &[first.clone(), second.clone()]);
    add("proposal-reversed", &["golden", "order"], "whoever comes first", 2, &[second.clone(), first.clone()]);
    // By several root keys, so that the smaller commitment is on either side.
    for key in 10..14 {
        let trees = [tree((key, 70), 2), second.clone()];
        add(&format!("tie-by-filled-{key}"), &["tie"], "equal totals: more filled seats", 2, &trees);
    }
    add("tie-by-commitment", &["tie"], "equal in both: the smaller commitment", 2, &[tree((7, 40), 3), second.clone()]);
    add("same-again", &["duplicate"], "one tree twice", 2, &[second.clone(), second]);
    cases.finish()
}
