// Runs one recorded block with fernet.hpp. The driver of the block, fernet::block, applies every rule of SPEC.md and verifies
// every proof; this program gives it the recorded messages in the order of time.

#include "block.hpp"

#include <algorithm>
#include <set>
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

void need(fernet::result<void> result, const char *field) {
    if (!result) throw std::runtime_error(std::string(field) + ": " + fernet::status_name(result.error()));
}

// The bytes of a proof, whose length was checked.
template <class T> T of_bytes(const std::vector<std::uint8_t> &bytes) {
    if (bytes.size() != sizeof(T)) throw std::runtime_error("a proof of another length");
    T object;
    std::copy(bytes.begin(), bytes.end(), object.bytes);
    return object;
}

class Run {
  public:
    explicit Run(const BlockFile &recorded) : file(recorded) {}

    Block all() {
        open();
        struct Event {
            std::uint64_t l1_block;
            Item item;
        };
        std::vector<Event> events;
        for (std::size_t i = 0; i < file.proposals.size(); ++i) events.push_back({file.proposals[i].l1_block, {Kind::proposal, i}});
        if (file.reveal) events.push_back({file.reveal->l1_block, {Kind::reveal, 0}});
        for (std::size_t i = 0; i < file.trees.size(); ++i) events.push_back({file.trees[i].l1_block, {Kind::tree, i}});
        std::stable_sort(events.begin(), events.end(), [](const Event &a, const Event &b) { return a.l1_block < b.l1_block; });
        for (const auto &[l1_block, item] : events) {
            // What is recorded after the end must be refused; its time is not that of the block.
            const auto before = time;
            advance(l1_block);
            if (attempt(item) && l1_block > file.l1_block_end) throw std::runtime_error("l1_block_end is before the last event");
            if (l1_block > file.l1_block_end) time = before;
        }
        if (file.l1_block_end < time.l1_block) throw std::runtime_error("l1_block_end is before the last event");
        advance(file.l1_block_end);
        for (std::size_t i = 0; i < file.claims.size() && !proving; ++i) {
            block.refused.emplace(Item{Kind::claim, i}, fernet::status_name(FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE));
        }
        finish();
        return std::move(block);
    }

  private:
    // The time of the block, and what follows from it.
    struct Time {
        fernet::chain chain;
        std::uint64_t l1_block;
        std::optional<fernet::outcome> outcome;
    };

    // Opens the block on a final parent.
    void open() {
        pin();
        std::set<std::pair<fernet::key, fernet::address>> known;
        for (std::size_t i = 0; i < file.registry.size(); ++i) {
            const auto &record = file.registry[i];
            const bool first = known.emplace(record.registration.key, record.owner).second;
            if (!first) throw std::runtime_error("registry: a key is registered twice");
            attempt({Kind::registration, i});
        }
        const fernet::opening opening{file.block_number, file.l1_block, file.parent};
        time = {need(fernet::chain_of_one_block(file.params, opening), "params"), file.l1_block, {}};
        driver = need(fernet::block::open(file.params, opening, block.pinned), "l1_block");
        advance(file.l1_block);
    }

    // Pins the mix of the block (SPEC #randao-lag). A ring of one entry is enough: the first record at or after the wanted
    // L1 block is that block's, or it has none.
    void pin() {
        fernet::randao_entry ring[1] = {};
        std::size_t count = 0;
        fernet::result<fernet::pinned_mix> pinned = FERNET_STATUS_RANDAO_NOT_YET_KNOWN;
        for (const auto &record : file.randao) {
            need(fernet::randao_ring_insert(ring, count, record.l1_block, record.mix), "randao");
            if (pinned.error() == FERNET_STATUS_RANDAO_NOT_YET_KNOWN) {
                pinned = fernet::randao_ring_pin({ring, count}, file.block_number, file.l1_block, file.params.randao_lag);
            }
        }
        block.pinned = need(pinned, "randao");
        block.sequencer_seed = need(fernet::sequencer_seed_new(file.params, block.pinned), "params");
    }

    // Lets time pass to an L1 block that is not in the past.
    void advance(std::uint64_t l1_block) {
        if (l1_block < time.l1_block) return;
        time.l1_block = l1_block;
        for (;;) {
            const auto happening = need(fernet::chain_advance(time.chain, l1_block), "l1_block");
            if (happening.kind == fernet::happening_none) return;
            const auto outcome = need(driver.outcome(happening, file.stake), "stake");
            if (outcome.kind != fernet::outcome_none) time.outcome = outcome;
        }
    }

    // Applies a message. If it is refused, records the reason; the block continues without it.
    bool attempt(Item item) {
        try {
            switch (item.first) {
            case Kind::registration: enroll(item.second); break;
            case Kind::proposal: propose(item.second); break;
            case Kind::reveal: reveal(); break;
            case Kind::claim: claim(item.second); break;
            case Kind::tree: submit(item.second); break;
            }
            return true;
        } catch (const Refusal &refusal) {
            block.refused.emplace(item, refusal.name);
            return false;
        }
    }

    // The registration of a key, or a null pointer.
    const fernet::registration *registered(const fernet::key &key) const {
        const auto found = registry.find(key);
        return found == registry.end() ? nullptr : &found->second.registration;
    }

    // Adds a record to the registry if its proof is valid. Of the records of a key the earliest one counts, and at equal
    // entries that of the smallest owner (SPEC #registration-choice).
    void enroll(std::size_t position) {
        const auto &record = file.registry[position];
        const auto &registration = record.registration;
        if (record.proof) {
            const auto suite = registration.role == fernet::role_sequencer ? file.params.sequencer_suite
                                                                           : fernet::sequencer_suite_edwards25519;
            const fernet::registration_request request{registration.key, record.owner, registration.role, suite, {}};
            pass(fernet::registration_request_check(file.params, request, record.proof->size()));
            const auto alpha = pass(fernet::registration_alpha(file.params, request));
            const auto id = pass(fernet::registration_id_new(file.params, request));
            if (suite == fernet::sequencer_suite_p256) {
                pass(fernet::p256_verify_ad(registration.key, fernet::p256_suite_sswu, alpha.bytes, id.bytes,
                                            of_bytes<fernet::p256_proof>(*record.proof)));
            } else {
                pass(fernet::vrf_verify_ad(registration.key, fernet::suite_ell2, alpha.bytes, id.bytes,
                                           of_bytes<fernet::proof>(*record.proof)));
            }
        }
        const auto [chosen, first] = registry.emplace(registration.key, record);
        const auto entered = [](const RegistryRecord &any) { return std::pair(any.registration.entry_l1_block, any.owner); };
        if (!first && entered(record) < entered(chosen->second)) chosen->second = record;
    }

    void propose(std::size_t position) {
        const auto &[l1_block, key, proof, proposal] = file.proposals[position];
        fernet::proposed proposed;
        if (proof.size() == sizeof(fernet::p256_proof)) {
            std::uint8_t message[fernet::message_proposal_p256_len], evidence[fernet::message_proposal_evidence_p256_len];
            const auto pi = of_bytes<fernet::p256_proof>(proof);
            pass(fernet::message_proposal_p256_encode(message, {file.block_number, key, proposal, pi, {}}));
            sent[{Kind::proposal, position}].assign(std::begin(message), std::end(message));
            proposed = pass(driver.propose_p256(evidence, time.chain, l1_block, message, registered(key)));
        } else {
            std::uint8_t message[fernet::message_proposal_len], evidence[fernet::message_proposal_evidence_len];
            const auto pi = of_bytes<fernet::proof>(proof);
            pass(fernet::message_proposal_encode(message, {file.block_number, key, proposal, pi}));
            sent[{Kind::proposal, position}].assign(std::begin(message), std::end(message));
            proposed = pass(driver.propose(evidence, time.chain, l1_block, message, registered(key)));
        }
        block.valid_proposals.push_back({position, proposed.candidate});
    }

    // Applies the reveal, and then verifies the claims, which have no time.
    void reveal() {
        const auto &[l1_block, salt, transactions, fees] = *file.reveal;
        std::vector<std::uint8_t> message(fernet::message_reveal_len + sizeof(fernet::tx_hash) * transactions.size());
        pass(fernet::message_reveal_encode(message, {file.block_number, transactions.size(), salt, fees}, transactions));
        pass(driver.reveal(time.chain, l1_block, message));
        proving = pass(driver.proving_context());
        block.shape = pass(fernet::tree_shape_read(proving->bases));
        for (std::size_t i = 0; i < file.claims.size(); ++i) attempt({Kind::claim, i});
    }

    void claim(std::size_t position) {
        const auto &[key, proof, claim] = file.claims[position];
        std::uint8_t message[fernet::message_claim_len];
        pass(fernet::message_claim_encode(message, {file.block_number, proving->proposal_id, key, claim, proof}));
        sent[{Kind::claim, position}].assign(std::begin(message), std::end(message));
        const auto seat = pass(driver.claim(message, registered(key)));
        block.seats.emplace(position, Seat{seat, pass(fernet::seat_read(seat))});
    }

    // Verifies a submitted tree bundle by bundle (SPEC #post-order), and applies it.
    void submit(std::size_t position) {
        const auto &record = file.trees[position];
        pass(driver.accepts(time.chain, record.l1_block, fernet::event_tree));
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
        pass(driver.submit_tree(time.chain, {record.l1_block, record.base_fee, record.rate}, submission.tree));
        block.submissions.push_back(std::move(submission));
    }

    // Collects the results.
    void finish() {
        const auto by_position = [](const auto &a, const auto &b) { return a.position < b.position; };
        std::sort(block.valid_proposals.begin(), block.valid_proposals.end(), by_position);
        std::sort(block.submissions.begin(), block.submissions.end(), by_position);
        block.leader = at_rank(0);
        block.runner_up = at_rank(1);
        if (block.leader) {
            const auto &proof = file.proposals[block.leader->position].proof;
            const auto beta = need(proof.size() == sizeof(fernet::p256_proof)
                                       ? fernet::p256_proof_to_hash(fernet::p256_suite_sswu, of_bytes<fernet::p256_proof>(proof))
                                       : fernet::proof_to_hash(fernet::suite_ell2, of_bytes<fernet::proof>(proof)),
                                   "proposals");
            block.prover_seed = need(fernet::prover_seed_new(file.params, block.pinned, beta), "params");
        }
        const auto best = driver.best_tree();
        for (std::size_t i = block.submissions.size(); best && i-- > 0;) {
            if (need(fernet::tree_compare(*best, block.submissions[i].tree), "trees") == 0) block.winner = i;
        }
        block.phase = phase();
        if (block.phase == fernet::phase_settled) settle();
        const auto kind = time.outcome ? time.outcome->kind : fernet::outcome_none;
        if (kind == fernet::outcome_not_revealed || kind == fernet::outcome_not_proven) block.slashing = time.outcome->slashing;
        find_equivocations();
    }

    std::optional<ValidProposal> at_rank(std::uint32_t rank) const {
        const auto held = driver.proposal(rank);
        for (const auto &valid : block.valid_proposals) {
            if (held && valid.candidate.key == held->candidate.key && valid.candidate.id == held->candidate.id) return valid;
        }
        return std::nullopt;
    }

    fernet::phase phase() const {
        switch (time.outcome ? time.outcome->kind : fernet::outcome_none) {
        case fernet::outcome_none: {
            const auto phase = need(fernet::chain_phase(time.chain, file.block_number), "l1_block");
            return need(fernet::block_phase_read(phase), "l1_block").phase;
        }
        case fernet::outcome_settled: return fernet::phase_settled;
        case fernet::outcome_not_proven: return fernet::phase_reverted;
        case fernet::outcome_voided: return fernet::phase_voided;
        default: return fernet::phase_skipped;
        }
    }

    // Computes the pay of each seat of the winning tree (SPEC #pay).
    void settle() {
        Settlement settlement{time.outcome->receipt, {}};
        const auto plan = need(driver.settlement(), "settlement");
        for (const auto &placed : block.submissions[*block.winner].seats) {
            const auto &claim = placed.seat.claim;
            settlement.pays.push_back({placed, need(fernet::settlement_pay(plan, claim.node, claim.fee_burn), "settlement")});
        }
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
            if (found.positions.empty()) continue;
            check_evidence(found);
            block.equivocations.push_back(std::move(found));
        }
    }

    // Makes evidence of the first two messages, and checks it as one who receives it.
    void check_evidence(const Equivocation &found) const {
        const auto &a = sent.at({found.kind, found.positions.at(0)}), &b = sent.at({found.kind, found.positions.at(1)});
        const fernet::registration registrations[] = {*registered(found.key)};
        std::uint8_t evidence[fernet::message_claim_evidence_len];
        const std::size_t length = need(driver.evidence(evidence, a, b, registrations), "evidence");
        need(driver.check_evidence({evidence, length}, registrations), "evidence");
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
    fernet::block driver;
    Time time{};
    std::map<fernet::key, RegistryRecord> registry;
    std::optional<fernet::proving_context> proving;
    std::vector<Signing> signings;
    // The proposals and claims as messages.
    std::map<Item, std::vector<std::uint8_t>> sent;
};

} // namespace

Block run(const BlockFile &file) {
    return Run(file).all();
}
