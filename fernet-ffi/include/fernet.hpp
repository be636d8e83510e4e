/*
 * Fernet in C++17: fernet.h with results, spans and an owner for secret keys. Nothing is linked but the C library;
 * nothing allocates, throws or needs RTTI.
 *
 * Every type and function has the name that it has in C, without the prefix: fernet_vrf_verify is fernet::vrf_verify.
 * fernet.h documents them, and has the names of statuses, FERNET_STATUS_... What differs:
 *
 * 1. Outputs are returned, in a result<T> with the names of std::expected; a function without one returns a
 *    result<void>. An array of outputs stays an argument, the first one.
 * 2. A pointer is a reference, but for the accumulators of child bundles: nullptr for a base. An array with its length
 *    is a span, which takes a std::vector, a std::array, an array, or a pointer and a length. In C++20 it is std::span.
 * 3. A secret_key owns its bytes: it moves, does not copy, and is wiped when it ends. Wiping a secret is left to you.
 * 4. Types of public bytes compare: == and != as a whole; < byte by byte, which is the order of big-endian numbers.
 *    These operators are global, as the types are.
 */

#ifndef FERNET_HPP
#define FERNET_HPP

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <type_traits>
#include <utility>

#if __cplusplus >= 202002L
#include <span>
#endif

#if defined(__STDC_HOSTED__) && __STDC_HOSTED__
#include <cstdio>
#endif

#include "fernet.h"

namespace fernet {

using status = ::fernet_status;

using accumulator = ::fernet_accumulator;
using accumulator_info = ::fernet_accumulator_info;
using address = ::fernet_address;
using alpha = ::fernet_alpha;
using amount = ::fernet_amount;
using bundle_builder = ::fernet_bundle_builder;
using beta = ::fernet_beta;
using block_commitment = ::fernet_block_commitment;
using block_hash = ::fernet_block_hash;
using block_phase = ::fernet_block_phase;
using block_phase_info = ::fernet_block_phase_info;
using bundle_commitment = ::fernet_bundle_commitment;
using scored_key = ::fernet_scored_key;
using claim = ::fernet_claim;
using claim_id = ::fernet_claim_id;
using duty = ::fernet_duty;
using effect = ::fernet_effect;
using effects = ::fernet_effects;
using election = ::fernet_election;
using event = ::fernet_event;
using evidence = ::fernet_evidence;
using funding = ::fernet_funding;
using id = ::fernet_id;
using key = ::fernet_key;
using ledger = ::fernet_ledger;
using mev_reference = ::fernet_mev_reference;
using node = ::fernet_node;
using node_kind = ::fernet_node_kind;
using paid_seat = ::fernet_paid_seat;
using params = ::fernet_params;
using phase = ::fernet_phase;
using pinned_mix = ::fernet_pinned_mix;
using probability = ::fernet_probability;
using proof = ::fernet_proof;
using proof_digest = ::fernet_proof_digest;
using proposal = ::fernet_proposal;
using proposal_id = ::fernet_proposal_id;
using prover_seed = ::fernet_prover_seed;
using proving_context = ::fernet_proving_context;
using randao_entry = ::fernet_randao_entry;
using randao_mix = ::fernet_randao_mix;
using randao_reveal = ::fernet_randao_reveal;
using receipt = ::fernet_receipt;
using registration = ::fernet_registration;
using role = ::fernet_role;
using salt = ::fernet_salt;
using score = ::fernet_score;
using seat = ::fernet_seat;
using seat_id = ::fernet_seat_id;
using seat_info = ::fernet_seat_info;
using secret = ::fernet_secret;
using sequencer_seed = ::fernet_sequencer_seed;
using settlement = ::fernet_settlement;
using tree_shape = ::fernet_tree_shape;
using slashing = ::fernet_slashing;
using statement = ::fernet_statement;
using suite = ::fernet_suite;
using total = ::fernet_total;
using tree = ::fernet_tree;
using tx_per_base = ::fernet_tx_per_base;
using tree_verifier = ::fernet_tree_verifier;
using tx_hash = ::fernet_tx_hash;
using tx_order_hash = ::fernet_tx_order_hash;
using vrf_mode = ::fernet_vrf_mode;
using ticket = ::fernet_ticket;
#if defined(FERNET_HOSTED)
using batch_item = ::fernet_batch_item;
using batch_key = ::fernet_batch_key;
using batch_proof = ::fernet_batch_proof;
#endif

inline constexpr std::uint32_t abi_version{FERNET_ABI_VERSION};
inline constexpr std::uint32_t ppm{FERNET_PPM};
inline constexpr std::uint64_t no_exit{FERNET_NO_EXIT};
inline constexpr std::uint64_t no_number{FERNET_NO_NUMBER};
inline constexpr std::uint32_t no_base_share{FERNET_NO_BASE_SHARE};
inline constexpr suite suite_tai{FERNET_SUITE_TAI}, suite_ell2{FERNET_SUITE_ELL2};
inline constexpr vrf_mode vrf_mode_per_node{FERNET_VRF_MODE_PER_NODE}, vrf_mode_per_block{FERNET_VRF_MODE_PER_BLOCK},
    vrf_mode_public{FERNET_VRF_MODE_PUBLIC};
inline constexpr role role_sequencer{FERNET_ROLE_SEQUENCER}, role_base_prover{FERNET_ROLE_BASE_PROVER},
    role_merge_prover{FERNET_ROLE_MERGE_PROVER}, role_prover{FERNET_ROLE_PROVER};
inline constexpr duty duty_propose{FERNET_DUTY_PROPOSE}, duty_prove_base{FERNET_DUTY_PROVE_BASE},
    duty_prove_merge{FERNET_DUTY_PROVE_MERGE};
inline constexpr node_kind node_kind_base{FERNET_NODE_KIND_BASE}, node_kind_merge{FERNET_NODE_KIND_MERGE};
inline constexpr phase phase_proposal{FERNET_PHASE_PROPOSAL}, phase_reveal{FERNET_PHASE_REVEAL},
    phase_proving{FERNET_PHASE_PROVING}, phase_final{FERNET_PHASE_FINAL}, phase_settled{FERNET_PHASE_SETTLED},
    phase_skipped{FERNET_PHASE_SKIPPED}, phase_reverted{FERNET_PHASE_REVERTED};
inline constexpr event event_time{FERNET_EVENT_TIME}, event_proposal{FERNET_EVENT_PROPOSAL},
    event_reveal{FERNET_EVENT_REVEAL}, event_tree{FERNET_EVENT_TREE};
inline constexpr effect effect_none{FERNET_EFFECT_NONE}, effect_open_reveal{FERNET_EFFECT_OPEN_REVEAL},
    effect_open_proving{FERNET_EFFECT_OPEN_PROVING}, effect_build_on_parent{FERNET_EFFECT_BUILD_ON_PARENT},
    effect_finalize{FERNET_EFFECT_FINALIZE}, effect_tree_competes{FERNET_EFFECT_TREE_COMPETES},
    effect_slash_leader{FERNET_EFFECT_SLASH_LEADER}, effect_settle{FERNET_EFFECT_SETTLE};

/** Whether T is a type of public bytes, which compares. */
template <class T, class... Of> inline constexpr bool is_one_of = (std::is_same_v<T, Of> || ...);
template <class T>
inline constexpr bool is_bytes =
    is_one_of<T, address, alpha, amount, beta, block_commitment, block_hash, bundle_commitment, claim_id, id, key,
              probability, proof, proof_digest, proposal_id, prover_seed, randao_mix, randao_reveal, salt, score,
              seat_id, sequencer_seed, statement, total, tx_hash, tx_order_hash, ticket
#if defined(FERNET_HOSTED)
              , batch_proof
#endif
              >;

#if __cplusplus >= 202002L
template <class T> using span = std::span<T>;
#else
/** Elements in a row: a pointer and their number. */
template <class T> class span {
  public:
    constexpr span() noexcept = default;
    constexpr span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <std::size_t N> constexpr span(T (&array)[N]) noexcept : data_(array), size_(N) {}
    /** Any container with data() and size(). */
    template <class C, class = std::enable_if_t<std::is_convertible_v<
                           std::remove_pointer_t<decltype(std::declval<C &>().data())> (*)[], T (*)[]>>,
              class = decltype(std::declval<C &>().size())>
    constexpr span(C &&container) noexcept : data_(container.data()), size_(container.size()) {}

    constexpr T *data() const noexcept { return data_; }
    constexpr std::size_t size() const noexcept { return size_; }
    constexpr bool empty() const noexcept { return size_ == 0; }
    constexpr T *begin() const noexcept { return data_; }
    constexpr T *end() const noexcept { return data_ + size_; }
    constexpr T &operator[](std::size_t index) const noexcept { return data_[index]; }

  private:
    T *data_ = nullptr;
    std::size_t size_ = 0;
};
#endif

using bytes = span<const std::uint8_t>;

template <class T> class result;

namespace detail {
template <class T, class F, class... A> result<T> get(F function, A... arguments) noexcept;
template <class T, class X, class Y, class F, class... A>
result<T> get_both(X T::*first, Y T::*second, F function, A... arguments) noexcept;

/** Ends the program, and says with which status on standard error if there is one. */
[[noreturn]] inline void fail(fernet::status why) noexcept {
#if defined(__STDC_HOSTED__) && __STDC_HOSTED__
    std::fputs("fernet: value() of a failure: ", stderr);
    std::fputs(::fernet_status_name(why), stderr);
    std::fputs("\n", stderr);
#else
    static_cast<void>(why);
#endif
    std::abort();
}
} // namespace detail

/** Success, or the status that says why not. */
template <> class [[nodiscard]] result<void> {
  public:
    using value_type = void;
    using error_type = fernet::status;

    constexpr result(fernet::status why = FERNET_STATUS_OK) noexcept : status_(why) {}
    constexpr bool has_value() const noexcept { return status_ == FERNET_STATUS_OK; }
    constexpr explicit operator bool() const noexcept { return has_value(); }
    constexpr fernet::status status() const noexcept { return status_; }
    constexpr fernet::status error() const noexcept { return status_; }
    /** Ends the program after a failure, whose status it writes to standard error. */
    void value() const noexcept {
        if (!has_value()) detail::fail(status_);
    }

  private:
    fernet::status status_;
};

/** A value, or the status that says why there is none; the value is zero then. */
template <class T> class [[nodiscard]] result {
  public:
    using value_type = T;
    using error_type = fernet::status;

    constexpr result(T value) noexcept : value_(std::move(value)), status_(FERNET_STATUS_OK) {}
    constexpr result(fernet::status why) noexcept : value_{}, status_(why) {}

    constexpr bool has_value() const noexcept { return status_ == FERNET_STATUS_OK; }
    constexpr explicit operator bool() const noexcept { return has_value(); }
    constexpr fernet::status status() const noexcept { return status_; }
    constexpr fernet::status error() const noexcept { return status_; }

    /** Zero after a failure. */
    constexpr T &operator*() & noexcept { return value_; }
    constexpr const T &operator*() const & noexcept { return value_; }
    constexpr T &&operator*() && noexcept { return std::move(value_); }
    constexpr T *operator->() noexcept { return &value_; }
    constexpr const T *operator->() const noexcept { return &value_; }

    /** Ends the program after a failure, whose status it writes to standard error. */
    T &value() & noexcept { return require(), value_; }
    const T &value() const & noexcept { return require(), value_; }
    T &&value() && noexcept { return require(), std::move(value_); }

    template <class U> constexpr T value_or(U &&other) const & {
        return has_value() ? value_ : static_cast<T>(std::forward<U>(other));
    }
    template <class U> constexpr T value_or(U &&other) && {
        return has_value() ? std::move(value_) : static_cast<T>(std::forward<U>(other));
    }

  private:
    template <class U, class F, class... A> friend result<U> detail::get(F, A...) noexcept;
    template <class U, class X, class Y, class F, class... A>
    friend result<U> detail::get_both(X U::*, Y U::*, F, A...) noexcept;

    void require() const noexcept {
        if (!has_value()) detail::fail(status_);
    }

    T value_;
    fernet::status status_;
};

/** A secret key: moved, never copied, wiped when it ends. Default-constructed or moved from, it is not a key. */
class secret_key {
  public:
    secret_key() noexcept = default;
    secret_key(const secret_key &) = delete;
    secret_key &operator=(const secret_key &) = delete;
    secret_key(secret_key &&other) noexcept : raw_(other.raw_) { other.wipe(); }
    secret_key &operator=(secret_key &&other) noexcept {
        if (this != &other) {
            raw_ = other.raw_;
            other.wipe();
        }
        return *this;
    }
    ~secret_key() { wipe(); }

    /** For functions of fernet.h. */
    const ::fernet_secret_key *get() const noexcept { return &raw_; }
    ::fernet_secret_key *get() noexcept { return &raw_; }

  private:
    void wipe() noexcept { static_cast<void>(::fernet_secret_key_wipe(&raw_)); }

    ::fernet_secret_key raw_{};
};

/** What fernet_vrf_prove gives. */
struct proven {
    fernet::proof proof;
    fernet::beta beta;
};

/** What fernet_tree_read gives. */
struct tree_info {
    fernet::accumulator_info accumulator;
    fernet::seat_info root;
};

/** What fernet_reveal_check gives. */
struct revealed {
    std::uint64_t bases;
    fernet::funding funding;
};

#if defined(FERNET_HOSTED)
/** What fernet_batch_proof_prove gives. */
struct batch_proven {
    fernet::batch_proof proof;
    fernet::beta beta;
};
#endif

namespace detail {

template <class T> T *raw(T &object) noexcept { return &object; }
inline ::fernet_secret_key *raw(secret_key &object) noexcept { return object.get(); }

/** Calls a function whose first argument is its one output. */
template <class T, class F, class... A> result<T> get(F function, A... arguments) noexcept {
    result<T> out{FERNET_STATUS_INTERNAL};
    out.status_ = function(raw(out.value_), arguments...);
    return out;
}

/** Calls a function whose first two arguments are its outputs: two members of T. */
template <class T, class X, class Y, class F, class... A>
result<T> get_both(X T::*first, Y T::*second, F function, A... arguments) noexcept {
    result<T> out{FERNET_STATUS_INTERNAL};
    out.status_ = function(&(out.value_.*first), &(out.value_.*second), arguments...);
    return out;
}

} // namespace detail

/* Version, statuses. */

[[nodiscard]] inline const char *version() noexcept { return ::fernet_version(); }
[[nodiscard]] inline const char *status_name(std::int32_t of) noexcept { return ::fernet_status_name(of); }
inline result<void> selftest(std::uint32_t abi = abi_version) noexcept { return ::fernet_selftest(abi); }

/* Parameters, randomness, registry, seeds, tickets. */

inline result<params> params_default(std::uint64_t chain_id, const address &rollup) noexcept {
    return detail::get<params>(::fernet_params_default, chain_id, &rollup);
}
inline result<void> params_check(const params &of) noexcept { return ::fernet_params_check(&of); }
inline result<randao_mix> randao_mix_in(const randao_mix &mix, const randao_reveal &reveal) noexcept {
    return detail::get<randao_mix>(::fernet_randao_mix_in, &mix, &reveal);
}
inline result<void> randao_ring_insert(span<randao_entry> entries, std::size_t &count, std::uint64_t slot, const
                                     randao_mix &mix) noexcept {
    return ::fernet_randao_ring_insert(entries.data(), entries.size(), &count, slot, &mix);
}
inline result<void> randao_ring_truncate(std::size_t &count, span<const randao_entry> entries, std::uint64_t slot)
                                         noexcept {
    return ::fernet_randao_ring_truncate(&count, entries.data(), entries.size(), slot);
}
inline result<pinned_mix> randao_ring_pin(span<const randao_entry> entries, std::uint64_t block_number, std::uint64_t
                                          slot, std::uint32_t lag) noexcept {
    return detail::get<pinned_mix>(::fernet_randao_ring_pin, entries.data(), entries.size(), block_number, slot, lag);
}
inline result<void> registration_check_eligible(const params &of, const pinned_mix &pinned, std::uint64_t snapshot_slot, const
                                       registration &who, duty what) noexcept {
    return ::fernet_registration_check_eligible(&of, &pinned, snapshot_slot, &who, what);
}
inline result<sequencer_seed> sequencer_seed_new(const params &of, const pinned_mix &pinned) noexcept {
    return detail::get<sequencer_seed>(::fernet_sequencer_seed_new, &of, &pinned);
}
inline result<alpha> sequencer_seed_alpha(const sequencer_seed &seed) noexcept {
    return detail::get<alpha>(::fernet_sequencer_seed_alpha, &seed);
}
inline result<prover_seed> prover_seed_new(const params &of, const pinned_mix &pinned, const beta &leader) noexcept {
    return detail::get<prover_seed>(::fernet_prover_seed_new, &of, &pinned, &leader);
}
inline result<alpha> prover_seed_alpha(const prover_seed &seed, vrf_mode mode, std::uint64_t number) noexcept {
    return detail::get<alpha>(::fernet_prover_seed_alpha, &seed, mode, number);
}
inline result<ticket> ticket_sequencer(const beta &output) noexcept {
    return detail::get<ticket>(::fernet_ticket_sequencer, &output);
}
inline result<ticket> ticket_prover(vrf_mode mode, const prover_seed &seed, std::uint64_t number, const key &who, const beta
                                &output) noexcept {
    return detail::get<ticket>(::fernet_ticket_prover, mode, &seed, number, &who, &output);
}

/* Scores, ranking, odds. */

inline result<score> score_new(const ticket &drawn, std::uint32_t fee) noexcept {
    return detail::get<score>(::fernet_score_new, &drawn, fee);
}
inline result<std::int32_t> scored_key_compare(const scored_key &a, const scored_key &b) noexcept {
    return detail::get<std::int32_t>(::fernet_scored_key_compare, &a, &b);
}
inline result<std::uint32_t> scored_key_fee_to_beat(const scored_key &rival, const key &who, const ticket &drawn,
                                                   std::uint32_t max) noexcept {
    return detail::get<std::uint32_t>(::fernet_scored_key_fee_to_beat, &rival, &who, &drawn, max);
}
inline result<bool> ranking_insert(span<scored_key> best, std::size_t &count, const scored_key &inserted) noexcept {
    return detail::get<bool>(::fernet_ranking_insert, best.data(), best.size(), &count, &inserted);
}
inline result<probability> odds_against(const ticket &drawn, std::uint32_t fee, std::uint64_t rivals, std::uint32_t
                                        rival_fee) noexcept {
    return detail::get<probability>(::fernet_odds_against, &drawn, fee, rivals, rival_fee);
}
inline result<probability> odds_among(std::uint32_t keys, std::uint32_t fee, std::uint32_t rival_fee) noexcept {
    return detail::get<probability>(::fernet_odds_among, keys, fee, rival_fee);
}
inline result<std::uint32_t> odds_equilibrium(std::uint32_t keys, std::uint64_t mev, std::uint32_t cap) noexcept {
    return detail::get<std::uint32_t>(::fernet_odds_equilibrium, keys, mev, cap);
}

/* Election, phases. */

inline result<tx_order_hash> tx_order_hash_new(const salt &with, span<const tx_hash> transactions) noexcept {
    return detail::get<tx_order_hash>(::fernet_tx_order_hash_new, &with, transactions.data(), transactions.size());
}
inline result<block_commitment> proposal_commitment(const params &of, std::uint64_t block_number, const proposal &what)
                                                    noexcept {
    return detail::get<block_commitment>(::fernet_proposal_commitment, &of, block_number, &what);
}
inline result<proposal_id> proposal_id_new(const params &of, std::uint64_t block_number, const proposal &what) noexcept
                                           {
    return detail::get<proposal_id>(::fernet_proposal_id_new, &of, block_number, &what);
}
inline result<void> election_check(const election &in, const registration &who, const proposal &what) noexcept {
    return ::fernet_election_check(&in, &who, &what);
}
inline result<scored_key> election_scored_key(const election &in, const registration &who, const proposal &what, const
                                            beta &output) noexcept {
    return detail::get<scored_key>(::fernet_election_scored_key, &in, &who, &what, &output);
}
inline result<evidence> election_insert(span<scored_key> best, std::size_t &count, const election &in, const registration
                                       &who, const proposal &what, const beta &output) noexcept {
    return detail::get<evidence>(::fernet_election_insert, best.data(), best.size(), &count, &in, &who, &what, &output);
}
inline result<evidence> evidence_new(const key &who, const id &a, const id &b) noexcept {
    return detail::get<evidence>(::fernet_evidence_new, &who, &a, &b);
}
inline result<block_phase> block_phase_open(const params &of, std::uint64_t l1_block) noexcept {
    return detail::get<block_phase>(::fernet_block_phase_open, &of, l1_block);
}
inline result<effects> block_phase_step(block_phase &block, std::uint64_t l1_block, event what) noexcept {
    return detail::get<effects>(::fernet_block_phase_step, &block, l1_block, what);
}
inline result<void> block_phase_in_time(const block_phase &block, std::uint64_t l1_block, event what) noexcept {
    return ::fernet_block_phase_in_time(&block, l1_block, what);
}
inline result<block_phase_info> block_phase_read(const block_phase &block) noexcept {
    return detail::get<block_phase_info>(::fernet_block_phase_read, &block);
}
inline result<void> mev_reference_observe(mev_reference &reference, std::uint64_t ratio) noexcept {
    return ::fernet_mev_reference_observe(&reference, ratio);
}
inline result<std::uint32_t> mev_reference_bid(const mev_reference &reference, std::uint32_t fees_share, std::uint32_t
                                               mev_share, std::uint32_t cap) noexcept {
    return detail::get<std::uint32_t>(::fernet_mev_reference_bid, &reference, fees_share, mev_share, cap);
}

/* Trees, claims, seats. */

inline result<std::uint64_t> tree_shape_for_transactions(std::uint64_t transactions, tx_per_base mode) noexcept {
    return detail::get<std::uint64_t>(::fernet_tree_shape_for_transactions, transactions, mode);
}
inline result<tree_shape> tree_shape_read(std::uint64_t bases) noexcept { return detail::get<tree_shape>(::fernet_tree_shape_read, bases); }
inline result<node> node_read(std::uint64_t bases, std::uint64_t number) noexcept {
    return detail::get<node>(::fernet_node_read, bases, number);
}
inline result<claim_id> claim_id_new(const prover_seed &seed, const claim &what) noexcept {
    return detail::get<claim_id>(::fernet_claim_id_new, &seed, &what);
}
inline result<void> claim_check(const proving_context &in, const registration &who, const claim &what) noexcept {
    return ::fernet_claim_check(&in, &who, &what);
}
inline result<seat> seat_new(const proving_context &in, const registration &who, const claim &what, const beta &output) noexcept
                             {
    return detail::get<seat>(::fernet_seat_new, &in, &who, &what, &output);
}
inline result<seat> seat_new_with_ticket(const proving_context &in, const registration &who, const claim &what, const ticket &drawn)
                                       noexcept {
    return detail::get<seat>(::fernet_seat_new_with_ticket, &in, &who, &what, &drawn);
}
inline result<seat_info> seat_read(const seat &of) noexcept { return detail::get<seat_info>(::fernet_seat_read, &of); }
inline result<std::int32_t> seat_compare(const seat &a, const seat &b) noexcept {
    return detail::get<std::int32_t>(::fernet_seat_compare, &a, &b);
}
inline result<evidence> seat_equivocation(const seat &a, const seat &b) noexcept {
    return detail::get<evidence>(::fernet_seat_equivocation, &a, &b);
}
inline result<accumulator> bundle_accumulate(const proving_context &in, span<const seat> seats, const accumulator *left =
                                             nullptr, const accumulator *right = nullptr) noexcept {
    return detail::get<accumulator>(::fernet_bundle_accumulate, &in, seats.data(), seats.size(), left, right);
}
inline result<accumulator_info> accumulator_read(const accumulator &of) noexcept {
    return detail::get<accumulator_info>(::fernet_accumulator_read, &of);
}
inline result<bundle_builder> bundle_builder_init(const proving_context &in, std::uint64_t number, const statement &of) noexcept {
    return detail::get<bundle_builder>(::fernet_bundle_builder_init, &in, number, &of);
}
inline result<void> bundle_builder_insert(bundle_builder &search, const seat &inserted, const accumulator *left = nullptr, const
                                   accumulator *right = nullptr) noexcept {
    return ::fernet_bundle_builder_insert(&search, &inserted, left, right);
}
/** The number of seats written to an array of 3 or more. */
inline result<std::size_t> bundle_builder_best(span<seat> seats, const bundle_builder &search) noexcept {
    std::size_t count = 0;
    const status got = ::fernet_bundle_builder_best(seats.data(), seats.size(), &count, &search);
    if (got != FERNET_STATUS_OK) return got;
    return count;
}
inline result<tree_verifier> tree_verifier_init(const proving_context &of) noexcept {
    return detail::get<tree_verifier>(::fernet_tree_verifier_init, &of);
}
inline result<std::uint64_t> tree_verifier_expected(const tree_verifier &verifier) noexcept {
    return detail::get<std::uint64_t>(::fernet_tree_verifier_expected, &verifier);
}
inline result<accumulator> tree_verifier_insert(tree_verifier &verifier, const proving_context &in, span<const seat> seats)
                                              noexcept {
    return detail::get<accumulator>(::fernet_tree_verifier_insert, &verifier, &in, seats.data(), seats.size());
}
inline result<tree> tree_verifier_finish(const tree_verifier &verifier) noexcept {
    return detail::get<tree>(::fernet_tree_verifier_finish, &verifier);
}
inline result<tree_info> tree_read(const tree &of) noexcept {
    return detail::get_both(&tree_info::accumulator, &tree_info::root, ::fernet_tree_read, &of);
}
inline result<std::int32_t> tree_compare(const tree &a, const tree &b) noexcept {
    return detail::get<std::int32_t>(::fernet_tree_compare, &a, &b);
}

/* Settlement. */

inline result<funding> settlement_fund(const settlement &of) noexcept {
    return detail::get<funding>(::fernet_settlement_fund, &of);
}
inline result<amount> settlement_required_bond(const params &of, const amount &fees, std::uint32_t fee_split) noexcept {
    return detail::get<amount>(::fernet_settlement_required_bond, &of, &fees, fee_split);
}
inline result<revealed> reveal_check(const params &of, const proposal &leader, const amount &fees, const salt &with,
                                     span<const tx_hash> transactions) noexcept {
    return detail::get_both(&revealed::bases, &revealed::funding, ::fernet_reveal_check, &of, &leader, &fees, &with,
                            transactions.data(), transactions.size());
}
inline result<std::uint64_t> settlement_seats(const settlement &of) noexcept {
    return detail::get<std::uint64_t>(::fernet_settlement_seats, &of);
}
inline result<amount> settlement_pay(const settlement &of, std::uint64_t number, std::uint32_t fee_burn) noexcept {
    return detail::get<amount>(::fernet_settlement_pay, &of, number, fee_burn);
}
inline result<receipt> settle(span<amount> pays, const settlement &of, span<const paid_seat> seats, const amount
                              &rebate) noexcept {
    return detail::get<receipt>(::fernet_settle, pays.data(), pays.size(), &of, seats.data(), seats.size(), &rebate);
}
inline result<ledger> ledger_open(const settlement &of) noexcept {
    return detail::get<ledger>(::fernet_ledger_open, &of);
}
inline result<void> ledger_pay(span<amount> pays, ledger &open, span<const paid_seat> seats) noexcept {
    return ::fernet_ledger_pay(pays.data(), pays.size(), &open, seats.data(), seats.size());
}
inline result<receipt> ledger_close(const ledger &open, const amount &rebate) noexcept {
    return detail::get<receipt>(::fernet_ledger_close, &open, &rebate);
}
inline result<amount> rebate_new(const address &payee, std::uint64_t gas_used, const amount &gas_price) noexcept {
    return detail::get<amount>(::fernet_rebate_new, &payee, gas_used, &gas_price);
}
inline result<slashing> slash(const params &of, const amount &stake, const amount &bond) noexcept {
    return detail::get<slashing>(::fernet_slash, &of, &stake, &bond);
}

/* Keys and proofs. */

inline result<secret_key> secret_key_derive(const secret &master, role of) noexcept {
    return detail::get<secret_key>(::fernet_secret_key_derive, &master, of);
}
inline result<secret_key> secret_key_from_seed(const secret &seed) noexcept {
    return detail::get<secret_key>(::fernet_secret_key_from_seed, &seed);
}
inline result<key> secret_key_public(const secret_key &sk) noexcept {
    return detail::get<key>(::fernet_secret_key_public, sk.get());
}
inline result<void> secret_key_wipe(secret_key &sk) noexcept { return ::fernet_secret_key_wipe(sk.get()); }
inline result<key> key_parse(bytes encoding) noexcept {
    return detail::get<key>(::fernet_key_parse, encoding.data(), encoding.size());
}
inline result<proof> proof_parse(bytes encoding) noexcept {
    return detail::get<proof>(::fernet_proof_parse, encoding.data(), encoding.size());
}
inline result<beta> proof_to_hash(suite of, const proof &pi) noexcept {
    return detail::get<beta>(::fernet_proof_to_hash, of, &pi);
}
inline result<beta> vrf_evaluate(const secret_key &sk, suite of, bytes in) noexcept {
    return detail::get<beta>(::fernet_vrf_evaluate, sk.get(), of, in.data(), in.size());
}
inline result<proven> vrf_prove(const secret_key &sk, suite of, bytes in) noexcept {
    return detail::get_both(&proven::proof, &proven::beta, ::fernet_vrf_prove, sk.get(), of, in.data(), in.size());
}
inline result<proven> vrf_prove_ad(const secret_key &sk, suite of, bytes in, bytes ad) noexcept {
    return detail::get_both(&proven::proof, &proven::beta, ::fernet_vrf_prove_ad, sk.get(), of, in.data(), in.size(),
        ad.data(), ad.size());
}
inline result<proven> vrf_prove_verified(const secret_key &sk, suite of, bytes in) noexcept {
    return detail::get_both(&proven::proof, &proven::beta, ::fernet_vrf_prove_verified, sk.get(), of, in.data(),
        in.size());
}
inline result<proven> vrf_prove_verified_ad(const secret_key &sk, suite of, bytes in, bytes ad) noexcept {
    return detail::get_both(&proven::proof, &proven::beta, ::fernet_vrf_prove_verified_ad, sk.get(), of, in.data(),
        in.size(), ad.data(), ad.size());
}
inline result<beta> vrf_verify(const key &who, suite of, bytes in, const proof &pi) noexcept {
    return detail::get<beta>(::fernet_vrf_verify, &who, of, in.data(), in.size(), &pi);
}
inline result<beta> vrf_verify_ad(const key &who, suite of, bytes in, bytes ad, const proof &pi) noexcept {
    return detail::get<beta>(::fernet_vrf_verify_ad, &who, of, in.data(), in.size(), ad.data(), ad.size(), &pi);
}
inline result<void> prover_tickets(span<ticket> tickets, const secret_key &sk, const prover_seed &seed, vrf_mode mode,
                                 span<const std::uint64_t> nodes) noexcept {
    return ::fernet_prover_tickets(tickets.data(), tickets.size(), sk.get(), &seed, mode, nodes.data(), nodes.size());
}
inline result<void> prover_prove(span<proof> proofs, const secret_key &sk, const prover_seed &seed, vrf_mode mode,
                                 span<const std::uint64_t> nodes, span<const claim_id> ids) noexcept {
    return ::fernet_prover_prove(proofs.data(), proofs.size(), sk.get(), &seed, mode, nodes.data(), nodes.size(),
        ids.data(), ids.size());
}
inline result<void> prover_prove_verified(span<proof> proofs, const secret_key &sk, const prover_seed &seed,
                                          vrf_mode mode, span<const std::uint64_t> nodes, span<const claim_id> ids)
                                          noexcept {
    return ::fernet_prover_prove_verified(proofs.data(), proofs.size(), sk.get(), &seed, mode, nodes.data(),
        nodes.size(), ids.data(), ids.size());
}

/* Batches. */

#if defined(FERNET_HOSTED)
inline result<batch_key> batch_key_new(const key &who) noexcept {
    return detail::get<batch_key>(::fernet_batch_key_new, &who);
}
inline result<batch_proof> batch_proof_parse(bytes encoding) noexcept {
    return detail::get<batch_proof>(::fernet_batch_proof_parse, encoding.data(), encoding.size());
}
inline result<batch_proven> batch_proof_prove(const secret_key &sk, suite of, bytes in, bytes ad, bool signs_ad)
                                              noexcept {
    return detail::get_both(&batch_proven::proof, &batch_proven::beta, ::fernet_batch_proof_prove, sk.get(), of,
        in.data(), in.size(), ad.data(), ad.size(), static_cast<std::uint8_t>(signs_ad));
}
inline result<proof> batch_proof_to_proof(const key &who, suite of, bytes in, bytes ad, bool signs_ad, const batch_proof
                                          &pi) noexcept {
    return detail::get<proof>(::fernet_batch_proof_to_proof, &who, of, in.data(), in.size(), ad.data(), ad.size(),
        static_cast<std::uint8_t>(signs_ad), &pi);
}
inline result<batch_proof> batch_proof_from_proof(const key &who, suite of, bytes in, bytes ad, bool signs_ad, const
                                                  proof &pi) noexcept {
    return detail::get<batch_proof>(::fernet_batch_proof_from_proof, &who, of, in.data(), in.size(), ad.data(),
        ad.size(), static_cast<std::uint8_t>(signs_ad), &pi);
}
inline result<void> vrf_verify_batch(span<beta> outputs, span<std::int32_t> statuses, span<const batch_item> items)
                                     noexcept {
    return ::fernet_vrf_verify_batch(outputs.data(), outputs.size(), statuses.data(), statuses.size(), items.data(),
        items.size());
}
#endif

} // namespace fernet

template <class T, std::enable_if_t<fernet::is_bytes<T>, int> = 0>
[[nodiscard]] bool operator==(const T &a, const T &b) noexcept {
    return std::memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

template <class T, std::enable_if_t<fernet::is_bytes<T>, int> = 0>
[[nodiscard]] bool operator!=(const T &a, const T &b) noexcept {
    return std::memcmp(a.bytes, b.bytes, sizeof a.bytes) != 0;
}

template <class T, std::enable_if_t<fernet::is_bytes<T>, int> = 0>
[[nodiscard]] bool operator<(const T &a, const T &b) noexcept {
    return std::memcmp(a.bytes, b.bytes, sizeof a.bytes) < 0;
}

#endif /* FERNET_HPP */
