// Runs one recorded block with fernet.hpp: verifies every proof and applies every rule of SPEC.md.

#include "block.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace {

// The reason why an item is refused: the name of the error in SPEC #errors.
struct Refusal {
    std::string name;
};

Refusal refusal(fernet::status status) { return {fernet::status_name(status)}; }

// Returns the value of a result, or refuses the item that is being checked.
template <class T> T pass(fernet::result<T> result) {
    if (!result) throw refusal(result.error());
    return *std::move(result);
}

void pass(fernet::result<void> result) {
    if (!result) throw refusal(result.error());
}

// Returns the value of a result, or ends the run: the file does not describe a block.
template <class T> T need(fernet::result<T> result, const char *field) {
    if (!result) throw std::runtime_error(std::string(field) + ": " + fernet::status_name(result.error()));
    return *std::move(result);
}

// Returns positions in the order of events: by L1 block, and as listed within one L1 block.
template <class T> std::vector<std::size_t> by_time(const std::vector<T> &records) {
    std::vector<std::size_t> positions(records.size());
    std::iota(positions.begin(), positions.end(), std::size_t{0});
    std::stable_sort(positions.begin(), positions.end(),
                     [&](std::size_t a, std::size_t b) { return records[a].l1_block < records[b].l1_block; });
    return positions;
}

class Run {
  public:
    explicit Run(const BlockFile &recorded) : file(recorded) {}

    Block all() {
        phase = need(fernet::block_phase_open(file.params, file.l1_block), "l1_block");
        need(fernet::block_phase_step(phase, file.l1_block, fernet::event_parent_final), "l1_block");
        pin();
        for (const auto &registration : file.registry) {
            if (!registry.emplace(registration.key, registration).second) {
                throw std::runtime_error("registry: a key is registered twice");
            }
        }
        elect();
        if (file.reveal) attempt({Kind::reveal, 0}, [&] { reveal(); });
        if (proving) {
            for (std::size_t i = 0; i < file.claims.size(); ++i) attempt({Kind::claim, i}, [&] { claim(i); });
        }
        for (const std::size_t i : by_time(file.trees)) attempt({Kind::tree, i}, [&] { tree(i); });
        std::sort(block.submissions.begin(), block.submissions.end(),
                  [](const Submission &a, const Submission &b) { return a.position < b.position; });
        compete();
        need(fernet::block_phase_step(phase, file.l1_block_end, fernet::event_time), "l1_block_end");
        block.phase = phases().phase;
        if (block.phase == fernet::phase_settled) settle();
        if (block.phase == fernet::phase_reverted) slash(fernet::slash_reason_not_proven);
        if (block.phase == fernet::phase_skipped && block.leader) slash(fernet::slash_reason_not_revealed);
        find_equivocations();
        return std::move(block);
    }

  private:
    // Runs a step for an item. If the item is refused, records the reason; the block continues without the item.
    template <class F> void attempt(Item item, F step) {
        try {
            step();
        } catch (const Refusal &refusal) {
            block.refused.emplace(item, refusal.name);
        }
    }

    void slash(fernet::slash_reason reason) {
        const auto &leader = file.proposals[block.leader->position].proposal;
        block.slashing = need(fernet::slash(file.params, reason, leader.fee_split, file.stake, leader.bond), "stake");
    }

    fernet::block_phase_info phases() const { return need(fernet::block_phase_read(phase), "l1_block"); }

    // Pins the mix of the block (SPEC #randao-lag). A ring of one entry is enough: the first record at or after the wanted
    // L1 block is that block's, or it has none.
    void pin() {
        fernet::randao_entry ring[1] = {};
        std::size_t count = 0;
        fernet::result<fernet::pinned_mix> pinned = FERNET_STATUS_RANDAO_NOT_YET_KNOWN;
        for (const auto &record : file.randao) {
            if (const auto pushed = fernet::randao_ring_insert(ring, count, record.l1_block, record.mix); !pushed) {
                throw std::runtime_error(std::string("randao: ") + fernet::status_name(pushed.error()));
            }
            if (pinned.error() == FERNET_STATUS_RANDAO_NOT_YET_KNOWN) {
                pinned = fernet::randao_ring_pin({ring, count}, file.block_number, file.l1_block, file.params.randao_lag);
            }
        }
        block.pinned = need(pinned, "randao");
        block.sequencer_seed = need(fernet::sequencer_seed_new(file.params, block.pinned), "params");
    }

    const fernet::registration &registered(const fernet::key &key) const {
        const auto found = registry.find(key);
        if (found == registry.end()) throw refusal(FERNET_STATUS_INELIGIBLE_NOT_REGISTERED);
        return found->second;
    }

    // Verifies the proposals and elects the leader (SPEC #election).
    void elect() {
        const fernet::election election{file.params, block.pinned, file.parent};
        const auto alpha = need(fernet::sequencer_seed_alpha(block.sequencer_seed), "params");
        fernet::scored_key best[2] = {};
        std::size_t count = 0;
        for (const std::size_t i : by_time(file.proposals)) {
            attempt({Kind::proposal, i}, [&] {
                const auto &[l1_block, key, proof, proposal] = file.proposals[i];
                pass(fernet::block_phase_in_time(phase, l1_block, fernet::event_proposal));
                if (proposal.parent != file.parent) throw refusal(FERNET_STATUS_PROPOSAL_DEAD_PARENT);
                const auto &registration = registered(key);
                pass(fernet::election_check(election, registration, proposal));
                const auto id = pass(fernet::proposal_id_new(file.params, file.block_number, proposal));
                const auto beta = pass(fernet::vrf_verify_ad(key, fernet::suite_ell2, alpha.bytes, id.bytes, proof));
                pass(fernet::block_phase_step(phase, l1_block, fernet::event_proposal));
                pass(fernet::election_insert(best, count, election, registration, proposal, beta));
                const auto candidate = pass(fernet::election_scored_key(election, registration, proposal, beta));
                block.valid_proposals.push_back({i, candidate, beta});
            });
        }
        std::sort(block.valid_proposals.begin(), block.valid_proposals.end(),
                  [](const ValidProposal &a, const ValidProposal &b) { return a.position < b.position; });
        const auto at_rank = [&](std::size_t rank) -> std::optional<ValidProposal> {
            if (rank >= count) return std::nullopt;
            const auto &valid = block.valid_proposals;
            return *std::find_if(valid.begin(), valid.end(), [&](const ValidProposal &one) {
                return one.candidate.key == best[rank].key && one.candidate.id == best[rank].id;
            });
        };
        block.leader = at_rank(0);
        block.runner_up = at_rank(1);
        if (block.leader) {
            block.prover_seed = need(fernet::prover_seed_new(file.params, block.pinned, block.leader->beta), "params");
        }
    }

    // Checks the reveal of the leader (SPEC #reveal).
    void reveal() {
        pass(fernet::block_phase_in_time(phase, file.reveal->l1_block, fernet::event_reveal));
        if (!block.leader) throw refusal(FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE);
        const auto &proposal = file.proposals[block.leader->position].proposal;
        const auto &transactions = file.reveal->transactions;
        const fernet::reveal contents{file.reveal->salt, pass(fernet::tx_root_new(transactions)), file.reveal->fees,
                                      transactions.size()};
        const auto bases = pass(fernet::reveal_check(file.params, proposal, contents)).bases;
        plan.params = file.params;
        plan.fees = contents.fees;
        plan.bond = proposal.bond;
        plan.bases = bases;
        plan.fee_split = proposal.fee_split;
        pass(fernet::block_phase_step(phase, file.reveal->l1_block, fernet::event_reveal));
        block.shape = pass(fernet::tree_shape_read(bases));
        fernet::proposal_id proposal_id;
        std::copy_n(block.leader->candidate.id.bytes, sizeof proposal_id.bytes, proposal_id.bytes);
        proving = fernet::proving_context{file.params, block.pinned, *block.prover_seed, proposal_id, bases};
    }

    // Checks a claim and verifies its proof (SPEC #claim-checks). Eligibility is the last check, so a key that is not
    // registered is checked with a placeholder registration, whose role may not prove.
    void claim(std::size_t position) {
        const auto &[key, proof, claim] = file.claims[position];
        const auto found = registry.find(key);
        const bool known = found != registry.end();
        fernet::registration placeholder{};
        placeholder.key = key;
        placeholder.exit_l1_block = fernet::no_exit;
        placeholder.role = fernet::role_sequencer;
        const auto &registration = known ? found->second : placeholder;
        const auto checked = fernet::claim_check(*proving, registration, claim);
        if (!known && checked.error() == FERNET_STATUS_INELIGIBLE_WRONG_ROLE) throw refusal(FERNET_STATUS_INELIGIBLE_NOT_REGISTERED);
        pass(checked);
        const auto alpha = pass(fernet::prover_seed_alpha(proving->seed, file.params.vrf_mode, claim.node));
        const auto id = pass(fernet::claim_id_new(proving->seed, proving->proposal_id, claim));
        const auto beta = pass(fernet::vrf_verify_ad(key, fernet::suite_ell2, alpha.bytes, id.bytes, proof));
        const auto seat = pass(fernet::seat_new(*proving, registration, claim, beta));
        block.seats.emplace(position, Seat{seat, pass(fernet::seat_read(seat))});
    }

    // Verifies a submitted tree (SPEC #post-order).
    void tree(std::size_t position) {
        const auto &record = file.trees[position];
        pass(fernet::block_phase_in_time(phase, record.l1_block, fernet::event_tree));
        if (!proving) throw refusal(FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE);
        for (const auto &bundle : record.bundles) {
            for (const std::uint64_t claim : bundle.claims) {
                if (block.seats.count(claim) == 0) throw refusal(FERNET_STATUS_TREE_REFUSED_CLAIM);
            }
        }
        Submission submission{position, {}, {}, {}};
        auto verifier = pass(fernet::tree_verifier_init(*proving));
        for (const auto &bundle : record.bundles) {
            std::vector<fernet::seat> seats;
            bool mixed = false;
            for (const std::uint64_t claim : bundle.claims) {
                const Seat &seat = block.seats.at(claim);
                seats.push_back(seat.seat);
                submission.seats.push_back({claim, seat.info});
                mixed = mixed || seat.info.claim.node != bundle.node;
            }
            // The library takes the node of a bundle from its seats; the file also names the node of each bundle.
            if (seats.size() <= file.params.proofs_per_node && mixed) {
                const bool root = bundle.node == block.shape->root && seats.size() > 1;
                throw refusal(root ? FERNET_STATUS_BUNDLE_ROOT_TAKES_ONE : FERNET_STATUS_BUNDLE_MIXED_NODES);
            }
            pass(fernet::tree_verifier_insert(verifier, *proving, seats));
        }
        submission.tree = pass(fernet::tree_verifier_finish(verifier));
        submission.info = pass(fernet::tree_read(submission.tree));
        pass(fernet::block_phase_step(phase, record.l1_block, fernet::event_tree));
        block.submissions.push_back(std::move(submission));
    }

    static int compare(const Submission &a, const Submission &b) {
        return need(fernet::tree_compare(a.tree, b.tree), "trees");
    }

    // Selects the best tree (SPEC #competition). If the same tree was submitted twice, the first one listed counts.
    void compete() {
        for (std::size_t i = 0; i < block.submissions.size(); ++i) {
            const bool wins = !block.winner || compare(block.submissions[*block.winner], block.submissions[i]) > 0;
            if (wins) block.winner = i;
        }
    }

    // The prices of the L1 block that first accepted the winning tree (SPEC #rebate).
    fernet::rebate rebate(const Submission &best) const {
        const TreeRecord *first = nullptr;
        for (const auto &submission : block.submissions) {
            const auto &record = file.trees[submission.position];
            const bool same = compare(best, submission) == 0;
            if (same && (first == nullptr || record.l1_block < first->l1_block)) first = &record;
        }
        return {first->base_fee, first->rate, best.info.root.claim.rebate_payee, 0};
    }

    // Pays the seats of the winning tree (SPEC #settlement).
    void settle() {
        const Submission &best = block.submissions[*block.winner];
        Settlement settlement{};
        std::vector<fernet::paid_seat> seats;
        for (const auto &placed : best.seats) {
            seats.push_back({placed.seat.claim.node, placed.seat.claim.fee_burn, 0});
            settlement.pays.push_back({placed, {}});
        }
        std::vector<fernet::amount> pays(seats.size());
        settlement.receipt = need(fernet::settle(pays, plan, seats, rebate(best)), "settlement");
        for (std::size_t i = 0; i < pays.size(); ++i) settlement.pays[i].amount = pays[i];
        block.settlement = std::move(settlement);
    }

    // Finds keys that signed conflicting proposals or claims (SPEC #equivocation).
    void find_equivocations() {
        for (const auto &proposal : block.valid_proposals) {
            sign(Kind::proposal, proposal.candidate.key, 0, proposal.candidate.id, proposal.position);
        }
        for (const auto &[position, seat] : block.seats) {
            fernet::id id;
            std::copy(std::begin(seat.info.claim_id.bytes), std::end(seat.info.claim_id.bytes), id.bytes);
            sign(Kind::claim, seat.info.key, seat.info.claim.node, id, position);
        }
        for (const auto &signing : signings) {
            Equivocation found{signing.kind, signing.key, {}};
            for (const std::size_t a : signing.positions) {
                const bool is_evidence = std::any_of(signing.positions.begin(), signing.positions.end(),
                                                     [&](std::size_t b) { return contradict(signing, a, b); });
                if (is_evidence) found.positions.push_back(a);
            }
            if (!found.positions.empty()) block.equivocations.push_back(std::move(found));
        }
    }

    // The proposals of one key, or its claims for one node: the first item of each id.
    struct Signing {
        Kind kind;
        fernet::key key;
        std::uint64_t node;
        std::vector<fernet::id> ids;
        std::vector<std::size_t> positions;
    };

    void sign(Kind kind, const fernet::key &key, std::uint64_t node, const fernet::id &id, std::size_t position) {
        auto signing = std::find_if(signings.begin(), signings.end(), [&](const Signing &other) {
            return other.kind == kind && other.key == key && other.node == node;
        });
        if (signing == signings.end()) signing = signings.insert(signings.end(), {kind, key, node, {}, {}});
        if (std::find(signing->ids.begin(), signing->ids.end(), id) != signing->ids.end()) return;
        signing->ids.push_back(id);
        signing->positions.push_back(position);
    }

    bool contradict(const Signing &signing, std::size_t a, std::size_t b) const {
        if (signing.kind == Kind::claim) {
            return fernet::seat_equivocation(block.seats.at(a).seat, block.seats.at(b).seat).has_value();
        }
        return fernet::proposal_equivocation(file.params, signing.key, block.pinned, file.proposals[a].proposal,
                                             block.pinned, file.proposals[b].proposal)
            .has_value();
    }

    const BlockFile &file;
    Block block{};
    fernet::block_phase phase{};
    std::map<fernet::key, fernet::registration> registry;
    std::optional<fernet::proving_context> proving;
    fernet::settlement plan{};
    std::vector<Signing> signings;
};

} // namespace

Block run(const BlockFile &file) {
    return Run(file).all();
}
