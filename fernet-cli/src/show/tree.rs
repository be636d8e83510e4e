//! The winning tree as a drawing, and a comparison of all valid trees.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use anstyle::Style;
use fernet_core::{Bundle, NodeIndex, NodeKind, Params, Ranked, TreeShape};

use super::style::{Excerpt, FAINT, FIRST, GOOD, Styled, approximate, count, heading, lines, short, table};
use crate::amount::percent;
use crate::refusal::Item;
use crate::run::{Run, Submission};

/// Most nodes of a tree that is drawn completely.
const DRAWN: u64 = 63;
/// Levels of larger trees that are drawn, besides the root.
const TOP: u32 = 3;
/// Most trees that are listed.
const TREES: usize = 10;

pub(super) fn section(run: &Run, everything: bool) -> String {
    let (Some(shape), Some(best)) = (run.shape, run.best()) else {
        return without_tree(run);
    };
    let filled = best.tree.accumulator().filled();
    let root = shape.root();
    let per_node = u64::from(run.params.proofs_per_node());
    let room = (shape.nodes() - 1) * per_node + 1;
    let mut text = heading("Proof tree");
    let _ = writeln!(
        text,
        "  {} of {room} seats filled at {} nodes; the primary of each bundle comes first.\n  \
         A percentage is the share of its pay that a prover burns.\n",
        filled,
        shape.nodes()
    );
    let drawn = if everything || shape.nodes() <= DRAWN { u32::MAX } else { TOP };
    let bundles = best.bundles.iter().map(|(bundle, _)| (bundle.node(), bundle)).collect();
    // Three columns for each level, then the number of the node.
    let drawn_levels = usize::try_from(shape.depth().min(drawn)).unwrap_or(0);
    let branches = 3 * drawn_levels + shape.nodes().to_string().len();
    Picture { shape, params: &run.params, bundles, depth: drawn, branches }.draw(root, "", "", 0, &mut text);
    if drawn == TOP {
        let _ = writeln!(text, "\n  By level (--all draws everything):\n");
        text += &levels(shape, &run.params, best);
    }
    text
}

fn without_tree(run: &Run) -> String {
    let Some(shape) = run.shape else { return String::new() };
    let mut text = heading("Proof tree");
    let (nodes, claims) = (shape.nodes(), count(run.seats.len(), "valid claim"));
    let _ = match run.refused.iter().filter(|(item, _)| matches!(item, Item::Tree(_))).count() {
        0 => writeln!(text, "  No tree was submitted for the {nodes} nodes of this block; {claims}."),
        refused => writeln!(
            text,
            "  No valid tree for the {nodes} nodes of this block: {} refused; {claims}.",
            count(refused, "tree")
        ),
    };
    text
}

struct Picture<'r> {
    shape: TreeShape,
    params: &'r Params,
    bundles: HashMap<NodeIndex, &'r Bundle>,
    depth: u32,
    /// Columns of branches and nodes.
    branches: usize,
}

impl Picture<'_> {
    /// Draws the subtree of a node. `first` is the prefix of its own line, `rest` that of the lines below.
    fn draw(&self, node: NodeIndex, first: &str, rest: &str, depth: u32, text: &mut String) {
        let label = format!("{first}{node}");
        let _ = write!(text, "  {label:<branches$} ", branches = self.branches);
        let Some(bundle) = self.bundles.get(&node) else { return };
        let count = if node == self.shape.root() { 1 } else { usize::from(self.params.proofs_per_node()) };
        let mut seats: Vec<_> = bundle.seats().map(Some).collect();
        seats.resize(count.max(seats.len()), None);
        for (i, seat) in seats.into_iter().enumerate() {
            let key = seat.map_or_else(|| "empty".to_owned(), |seat| short(seat.key()));
            let burn = match seat.map_or(0, |seat| seat.fee_burn().ppm()) {
                0 => String::new(),
                burn => percent(burn),
            };
            let style = match (i, seat) {
                (_, None) => FAINT,
                (0, Some(_)) => FIRST,
                (_, Some(_)) => Style::new(),
            };
            let _ = write!(text, " {}{:pad$} {burn:<7}", Styled(style, &key), "", pad = 8 - key.len().min(8));
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        let Some((left, right)) = self.shape.children(node) else { return };
        if depth < self.depth {
            self.draw(left, &format!("{rest}├─ "), &format!("{rest}│  "), depth + 1, text);
            self.draw(right, &format!("{rest}└─ "), &format!("{rest}   "), depth + 1, text);
        }
    }
}

/// One line for each level of the tree.
fn levels(shape: TreeShape, params: &Params, best: &Submission) -> String {
    #[derive(Default)]
    struct Level {
        bases: u64,
        merges: u64,
        filled: u64,
        seats: u64,
    }
    let mut levels = BTreeMap::<u32, Level>::new();
    for (bundle, _) in &best.bundles {
        let level = levels.entry(shape.depth_of(bundle.node()).unwrap_or(0)).or_default();
        match NodeKind::from_node(bundle.node()) {
            NodeKind::Base => level.bases += 1,
            NodeKind::Merge => level.merges += 1,
        }
        level.filled += bundle.seats().map(|_| 1).sum::<u64>();
        level.seats += if bundle.node() == shape.root() { 1 } else { u64::from(params.proofs_per_node()) };
    }
    let mut table = table(&["level", "merges", "bases", "filled", "seats"], &[0, 1, 2, 3, 4]);
    for (depth, level) in levels {
        let numbers = [depth.into(), level.merges, level.bases, level.filled, level.seats];
        table.add_row(numbers.map(|number| number.to_string()));
    }
    lines(&table)
}

/// The totals of all valid trees, best first.
pub(super) fn competition(run: &Run, everything: bool) -> String {
    let Some(best) = run.best() else { return String::new() };
    let mut text = heading("Competition");
    let mut trees: Vec<&Submission> = run.submissions.iter().collect();
    trees.sort_by_key(|submission| submission.tree);
    let total = |submission: &Submission| submission.tree.accumulator().total();
    let number = |submission: &Submission| approximate(&total(submission).to_be_bytes());
    let behind = |submission: &Submission| (1.0 - number(submission) / number(best)) * 100.0;
    let won = match trees.get(1) {
        Some(second) => format!(
            "{} wins by {:.4}% of its total over {}",
            Item::Tree(best.position),
            behind(second),
            Item::Tree(second.position)
        ),
        None => format!("{} wins: it is the only tree", Item::Tree(best.position)),
    };
    let _ = writeln!(text, "  {}\n", Styled(GOOD, won));
    let mut table = table(&["tree", "root", "total of scores", "filled seats", "behind"], &[2, 3, 4]);
    let excerpt = Excerpt::new(trees.len(), TREES, everything);
    for submission in trees.into_iter().take(excerpt.shown) {
        table.add_row([
            Item::Tree(submission.position).to_string(),
            short(submission.tree.root().key()),
            total(submission).to_string(),
            submission.tree.accumulator().filled().to_string(),
            if submission.position == best.position { String::new() } else { format!("{:.4}%", behind(submission)) },
        ]);
    }
    text + &lines(&table) + &excerpt.rest("more tree")
}
