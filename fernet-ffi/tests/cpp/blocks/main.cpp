// blocks FILE: runs a recorded block and prints the result in the form of vectors/block: the output of `fernet block --json`
// without the details.

#include <cstdio>
#include <exception>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

#include "block.hpp"
#include "text.hpp"

namespace {

using json = nlohmann::ordered_json;
using text::to_decimal;
using text::to_hex;

std::string path(Item item) {
    const auto at = '[' + std::to_string(item.second) + ']';
    switch (item.first) {
    case Kind::registration: return "registry" + at;
    case Kind::proposal: return "proposals" + at;
    case Kind::reveal: return "reveal";
    case Kind::claim: return "claims" + at;
    case Kind::tree: return "trees" + at;
    }
    return {};
}

const char *outcome(fernet::phase phase) {
    switch (phase) {
    case FERNET_PHASE_PROPOSAL: return "proposal";
    case FERNET_PHASE_REVEAL: return "reveal";
    case FERNET_PHASE_PROVING: return "proving";
    case FERNET_PHASE_PROVEN: return "proven";
    case FERNET_PHASE_FINAL: return "final";
    case FERNET_PHASE_SETTLED: return "settled";
    case FERNET_PHASE_SKIPPED: return "skipped";
    case FERNET_PHASE_REVERTED: return "reverted";
    case FERNET_PHASE_VOIDED: return "voided";
    }
    return "";
}

// Returns the reason why a block was skipped or reverted, or null.
json reason(const Block &block, const BlockFile &file) {
    if (block.phase == FERNET_PHASE_REVERTED) return file.trees.empty() ? "no-tree" : "no-valid-tree";
    if (block.phase != FERNET_PHASE_SKIPPED) return nullptr;
    if (!block.leader) return file.proposals.empty() ? "no-proposal" : "no-valid-proposal";
    return file.reveal ? "no-valid-reveal" : "no-reveal";
}

std::string score_of(const fernet::scored_key &candidate) {
    return to_decimal(fernet::score_new(candidate.ticket, candidate.fee).value());
}

json leader(const std::optional<ValidProposal> &proposal) {
    if (!proposal) return nullptr;
    const auto &candidate = proposal->candidate;
    return {{"item", path({Kind::proposal, proposal->position})},
            {"proposal_id", to_hex(candidate.id)},
            {"key", to_hex(candidate.key)},
            {"ticket", to_decimal(candidate.ticket)},
            {"fee_split", std::to_string(candidate.fee)},
            {"score", score_of(candidate)}};
}

json settlement(const Block &block, const BlockFile &file) {
    if (!block.settlement) return nullptr;
    const auto &receipt = block.settlement->receipt;
    json pays = json::array();
    for (const auto &[placed, amount] : block.settlement->pays) {
        const auto &[claim, seat] = placed;
        pays.push_back({{"node", std::to_string(seat.claim.node)},
                        {"item", path({Kind::claim, claim})},
                        {"key", to_hex(seat.key)},
                        {"payout", to_hex(seat.claim.payout)},
                        {"fee_burn", std::to_string(seat.claim.fee_burn)},
                        {"amount", to_decimal(amount)}});
    }
    return {{"fees", to_decimal(receipt.funding.fees)},
            {"pool", to_decimal(receipt.funding.pool)},
            {"sequencer", to_decimal(receipt.funding.sequencer)},
            {"sequencer_payout", to_hex(file.proposals[block.leader->position].proposal.payout)},
            {"bond_used", to_decimal(receipt.funding.bond_used)},
            {"reserved", to_decimal(receipt.reserved)},
            {"burned", to_decimal(receipt.burned)},
            {"rebate", to_decimal(receipt.rebate)},
            {"rebate_payee", to_hex(block.submissions[*block.winner].info.root.claim.rebate_payee)},
            {"pays", std::move(pays)}};
}

json result(const Block &block, const BlockFile &file) {
    json refused = json::array(), equivocations = json::array(), trees = json::array();
    for (const auto &[item, name] : block.refused) refused.push_back({{"item", path(item)}, {"error", name}});
    for (const auto &[kind, key, positions] : block.equivocations) {
        json items = json::array();
        for (const std::size_t position : positions) items.push_back(path({kind, position}));
        equivocations.push_back({{"kind", kind == Kind::proposal ? "proposal" : "claim"},
                                 {"key", to_hex(key)},
                                 {"items", std::move(items)}});
    }
    for (const auto &submission : block.submissions) {
        const auto &sum = submission.info.accumulator;
        trees.push_back({{"item", path({Kind::tree, submission.position})},
                         {"total", to_decimal(sum.total)},
                         {"filled", std::to_string(sum.filled)},
                         {"kept_base", std::to_string(sum.kept_base)},
                         {"kept_merge", std::to_string(sum.kept_merge)},
                         {"commitment", to_hex(sum.commitment)}});
    }
    const auto or_null = [](bool there, auto value) -> json { return there ? json(value()) : json(nullptr); };
    json all;
    all["block_number"] = std::to_string(block.pinned.block_number);
    all["outcome"] = outcome(block.phase);
    all["reason"] = reason(block, file);
    all["randao"] = {{"l1_block", std::to_string(block.pinned.l1_block)}, {"mix", to_hex(block.pinned.mix)}};
    all["sequencer_seed"] = to_hex(block.sequencer_seed);
    all["leader"] = leader(block.leader);
    all["runner_up"] = leader(block.runner_up);
    all["prover_seed"] = or_null(block.prover_seed.has_value(), [&] { return to_hex(*block.prover_seed); });
    all["bases"] = or_null(block.shape.has_value(), [&] { return std::to_string(block.shape->bases); });
    all["nodes"] = or_null(block.shape.has_value(), [&] { return std::to_string(block.shape->nodes); });
    all["refused"] = std::move(refused);
    all["equivocations"] = std::move(equivocations);
    all["trees"] = std::move(trees);
    all["winner"] = or_null(block.winner.has_value(),
                            [&] { return path({Kind::tree, block.submissions[*block.winner].position}); });
    all["settlement"] = settlement(block, file);
    all["slashed"] = or_null(block.slashing.has_value(), [&] { return to_decimal(block.slashing->slashed); });
    all["forfeit"] = or_null(block.slashing.has_value(), [&] { return to_decimal(block.slashing->forfeit); });
    return all;
}

} // namespace

int main(int argc, char **argv) try {
    if (argc != 2) throw std::runtime_error("usage: blocks FILE");
    const BlockFile file = read_block(argv[1]);
    std::cout << result(run(file), file).dump(2) << '\n';
    return 0;
} catch (const std::exception &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
