// What fernet.hpp adds to fernet.h: results, spans, the owner of a secret key, comparison, the class of a block. No exceptions, no RTTI.

#include <fernet.hpp>

#include <array>
#include <new>
#include <vector>

#include "check.hpp"

namespace {

// The promises that a compiler can check.
static_assert(!std::is_copy_constructible_v<fernet::secret_key> && !std::is_copy_assignable_v<fernet::secret_key>);
static_assert(std::is_nothrow_move_constructible_v<fernet::secret_key>);
static_assert(std::is_nothrow_move_assignable_v<fernet::secret_key>);
static_assert(!std::is_copy_constructible_v<fernet::result<fernet::secret_key>>);
static_assert(std::is_nothrow_move_constructible_v<fernet::result<fernet::secret_key>>);
static_assert(!std::is_convertible_v<fernet::result<bool>, bool> && !std::is_convertible_v<fernet::result<void>, bool>);
static_assert(std::is_same_v<fernet::ticket, ::fernet_ticket> && std::is_same_v<fernet::status, ::fernet_status>);
static_assert(fernet::is_bytes<fernet::proof> && fernet::is_bytes<fernet::batch_proof>);
static_assert(!fernet::is_bytes<fernet::secret> && !fernet::is_bytes<fernet::seat> && !fernet::is_bytes<fernet::claim>);
static_assert(noexcept(fernet::vrf_verify(fernet::key{}, fernet::suite_ell2, {}, fernet::proof{})));
static_assert(std::is_convertible_v<std::vector<std::uint8_t> &, fernet::bytes>);
static_assert(std::is_convertible_v<const std::array<std::uint8_t, 3> &, fernet::bytes>);
static_assert(!std::is_convertible_v<const std::vector<fernet::amount> &, fernet::span<fernet::amount>>);
static_assert(!std::is_convertible_v<std::vector<std::uint32_t> &, fernet::bytes>);
static_assert(fernet::result<std::uint32_t>(7u).value_or(8u) == 7);
static_assert(fernet::result<std::uint32_t>(FERNET_STATUS_NONE).value_or(8u) == 8);

fernet::secret seed() {
    fernet::secret secret{};
    for (std::uint8_t i = 0; i < sizeof secret.bytes; ++i) secret.bytes[i] = i;
    return secret;
}

bool is_zero(const void *object, std::size_t size) {
    const volatile unsigned char *bytes = static_cast<const unsigned char *>(object);
    bool zero = true;
    for (std::size_t i = 0; i < size; ++i) zero = bytes[i] == 0 && zero;
    return zero;
}

void results() {
    const auto done = fernet::selftest();
    CHECK(done && done.has_value() && done.status() == FERNET_STATUS_OK);
    const auto other = fernet::selftest(fernet::abi_version + 1);
    CHECK(!other && other.error() == FERNET_STATUS_ABI_VERSION);

    const fernet::address rollup = {{1}};
    auto params = fernet::params_default(1, rollup);
    CHECK(params && params->chain_id == 1 && (*params).proofs_per_node == 3 && params.value().root_seats == FERNET_NO_ROOT_SEATS);
    const auto none = fernet::params_default(0, rollup);
    CHECK(!none && none.error() == FERNET_STATUS_PARAMS_CHAIN_ID_ZERO && none->proofs_per_node == 0);
    CHECK(std::strcmp(fernet::status_name(none.error()), "ParamsError::ChainIdZero") == 0);
    CHECK(std::strcmp(fernet::version(), FERNET_VERSION) == 0);

    const fernet::score zero{}, other_score{{1}};
    CHECK(fernet::result<fernet::score>(FERNET_STATUS_NONE).value_or(other_score) == other_score);
    CHECK(fernet::score_new(fernet::ticket{}, 5).value_or(other_score) == zero);
    CHECK(fernet::odds_equilibrium(0, 0, fernet::ppm).error() == FERNET_STATUS_NONE);
    fernet::seat seats[3] = {};
    CHECK(fernet::bundle_builder_best(seats, fernet::bundle_builder{}).error() == FERNET_STATUS_STATE);
}

void spans() {
    const fernet::address sources[] = {{{1}}, {{2}}};
    const auto first = fernet::mev_report_new(sources[0], 100, fernet::amount{{0, 1}}, fernet::amount{{0, 1}});
    CHECK(first.error() == FERNET_STATUS_MEV_SOURCE_AMOUNT_TOO_LARGE);
    const fernet::mev_report reports[] = {{100, 7, sources[1], 0}, {99, 5, sources[0], 0}};
    CHECK(fernet::mev_sources_ratio(sources, 2, 1, reports, 100).value() == 5);
    CHECK(fernet::mev_sources_ratio(sources, 2, 0, reports, 100).error() == FERNET_STATUS_MEV_SOURCE_QUORUM_MISSED);

    fernet::randao_entry ring[2] = {};
    std::size_t count = 0;
    for (std::uint64_t number = 1; number <= 3; ++number) {
        CHECK(fernet::randao_ring_insert(ring, count, number, {}));
    }
    CHECK(count == 2 && ring[0].l1_block == 2);
    CHECK(fernet::randao_ring_pin({ring, count}, 1, 4, 2)->l1_block == 2);
    CHECK(fernet::randao_ring_truncate(count, ring, 3) && count == 1);

    std::vector<fernet::scored_key> best(2);
    std::size_t ranked = 0;
    const fernet::scored_key low{{{1}}, {{1}}, {}, 0}, high{{{2}}, {{2}}, {}, 0};
    CHECK(fernet::ranking_insert(best, ranked, low).value());
    CHECK(fernet::ranking_insert(best, ranked, high).value());
    CHECK(!fernet::ranking_insert(best, ranked, high).value());
    CHECK(ranked == 2 && best[0].key == high.key && fernet::scored_key_compare(high, low).value() < 0);
    CHECK(fernet::span<fernet::scored_key>().size() == 0 && fernet::bytes().empty());
}

void secret_keys() {
    auto made = fernet::secret_key_from_seed(seed());
    CHECK(made);
    const fernet::key key = fernet::secret_key_public(*made).value();
    fernet::secret_key first = std::move(made).value();
    CHECK(fernet::secret_key_public(*made).error() == FERNET_STATUS_STATE);
    CHECK(fernet::secret_key_public(first).value() == key);

    fernet::secret_key second(std::move(first));
    CHECK(is_zero(first.get(), sizeof(::fernet_secret_key)));
    first = std::move(second);
    CHECK(is_zero(second.get(), sizeof(::fernet_secret_key)));
    CHECK(fernet::secret_key_public(first).value() == key);
    fernet::secret_key &same = first;
    first = std::move(same);
    CHECK(fernet::secret_key_public(first).value() == key);

    alignas(fernet::secret_key) unsigned char place[sizeof(fernet::secret_key)];
    auto *placed = new (place) fernet::secret_key(std::move(first));
    CHECK(!is_zero(place, sizeof place));
    placed->~secret_key();
    CHECK(is_zero(place, sizeof place));

    fernet::secret_key wiped = fernet::secret_key_derive(seed(), fernet::role_prover).value();
    CHECK(fernet::secret_key_wipe(wiped) && is_zero(wiped.get(), sizeof(::fernet_secret_key)));
}

void comparison() {
    const fernet::ticket one{{0, 1}}, two{{0, 2}}, great{{1}};
    CHECK(one == one && one != two && !(one == two) && !(one != one));
    CHECK(one < two && two < great && !(great < one) && !(one < one));
}

void batches() {
    const auto sk = fernet::secret_key_from_seed(seed());
    const auto key = fernet::batch_key_new(fernet::secret_key_public(*sk).value());
    const std::array<std::uint8_t, 3> alpha = {1, 2, 3};
    const auto plain = fernet::batch_proof_prove(*sk, fernet::suite_ell2, alpha, {}, false);
    const auto with = fernet::batch_proof_prove(*sk, fernet::suite_ell2, alpha, alpha, true);
    CHECK(key && plain && with && plain->beta == with->beta && plain->proof != with->proof);
    fernet::batch_item items[] = {
        {&*key, alpha.data(), alpha.size(), nullptr, 0, &plain->proof, fernet::suite_ell2, 0, {}},
        {&*key, alpha.data(), alpha.size(), alpha.data(), alpha.size(), &plain->proof, fernet::suite_ell2, 1, {}},
    };
    fernet::beta betas[2];
    std::int32_t statuses[2];
    CHECK(fernet::vrf_verify_batch(betas, statuses, items));
    CHECK(statuses[0] == FERNET_STATUS_OK && statuses[1] == FERNET_STATUS_VERIFY_INVALID && betas[0] == plain->beta);
    CHECK(fernet::vrf_verify_batch({betas, 1}, statuses, items).error() == FERNET_STATUS_LENGTH);
}

void blocks() {
    const auto params = fernet::params_default(1, {{1}});
    const fernet::opening opening{42, 1064, {{9}}};
    auto chain = fernet::chain_new(*params, opening);
    const auto happened = fernet::chain_advance(*chain, 1064);
    CHECK(params && chain && happened && happened->kind == fernet::happening_opened);
    auto block = fernet::block::open(*params, happened->opening, {42, 1000, {{7}}});
    CHECK(block && block->read()->opening.block_number == 42 && block->read()->proposals == 0);
    CHECK(fernet::block::open(*params, opening, {42, 1001, {{7}}}).error() == FERNET_STATUS_BLOCK_OTHER_MIX);

    const auto sk = fernet::secret_key_from_seed(seed());
    fernet::registration registered{};
    registered.key = fernet::secret_key_public(*sk).value();
    registered.role = fernet::role_sequencer;
    registered.exit_l1_block = fernet::no_exit;
    fernet::proposal proposal{};
    proposal.parent = opening.parent;
    proposal.payout = {{1}};
    std::uint8_t message[fernet::message_proposal_len], evidence[fernet::message_proposal_evidence_len];
    CHECK(block->sign_proposal(message, *sk, proposal, nullptr).error() == FERNET_STATUS_INELIGIBLE_NOT_REGISTERED);
    CHECK(block->sign_proposal(message, *sk, proposal, &registered));
    CHECK(fernet::message_key(message).value() == registered.key);
    CHECK(block->accepts(*chain, 1064, fernet::event_proposal));
    const auto proposed = block->propose(evidence, *chain, 1064, message, &registered);
    CHECK(proposed && proposed->leads == 1 && proposed->candidate.key == registered.key);
    CHECK(block->proposal(0)->candidate.id == proposed->candidate.id && !block->proposal(1) && !block->best_tree());

    std::uint8_t stored[fernet::block_stored_len], again[fernet::block_stored_len];
    const auto len = block->store(stored);
    auto restored = fernet::block::restore({stored, *len});
    CHECK(len && restored && restored->store(again).value() == *len && std::memcmp(stored, again, *len) == 0);
    CHECK(!restored->reorganised(1064).value() && restored->reorganised(1063).value());
    CHECK(fernet::block().read().error() == FERNET_STATUS_STATE);
}

} // namespace

int main() {
    results();
    spans();
    secret_keys();
    comparison();
    batches();
    blocks();
    return report();
}
