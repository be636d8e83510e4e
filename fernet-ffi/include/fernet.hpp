/*
 * fernet.hpp: the functions of fernet.h for C++17, with results, spans, a class that owns a secret key, and one for a block.
 *
 * It consists of inline functions over the C library. Nothing allocates or throws, and no RTTI is needed.
 *
 * Every type and function has its name in C without the prefix: fernet_vrf_verify is fernet::vrf_verify. fernet.h
 * documents them. Statuses keep their names FERNET_STATUS_... The differences are:
 *
 * 1. A function returns its output in a result<T>, whose members have the names of std::expected; a function without
 *    output returns a result<void>. An array of outputs remains the first argument.
 * 2. Pointers are references, except those to the accumulators of child bundles, which are nullptr for a base, and to
 *    the registration of a message's key, which is nullptr if the key is not registered. An
 *    array with its length is a span, which is made from a std::vector, a std::array, an array, or a pointer and a
 *    length. In C++20 it is std::span.
 * 3. A secret_key owns its bytes: it can be moved but not copied, and its destructor wipes it. The caller wipes a
 *    secret.
 * 4. The functions of a block are members of the class block: fernet_block_propose is fernet::block::propose.
 * 5. Structs of public bytes can be compared: == and != compare all bytes; < compares byte by byte, which orders
 *    big-endian integers by value. These operators are in the global namespace, because the structs are.
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
using block_info = ::fernet_block_info;
using bundle_builder = ::fernet_bundle_builder;
using attestation_id = ::fernet_attestation_id;
using availability = ::fernet_availability;
using beta = ::fernet_beta;
using block_commitment = ::fernet_block_commitment;
using block_hash = ::fernet_block_hash;
using block_phase = ::fernet_block_phase;
using block_phase_info = ::fernet_block_phase_info;
using bundle_commitment = ::fernet_bundle_commitment;
using certificate_id = ::fernet_certificate_id;
using chain = ::fernet_chain;
using scored_key = ::fernet_scored_key;
using claim = ::fernet_claim;
using claim_id = ::fernet_claim_id;
using registration_id = ::fernet_registration_id;
using data_digest = ::fernet_data_digest;
using data_root = ::fernet_data_root;
using duty = ::fernet_duty;
using effect = ::fernet_effect;
using effects = ::fernet_effects;
using election = ::fernet_election;
using event = ::fernet_event;
using evidence = ::fernet_evidence;
using funding = ::fernet_funding;
using happening = ::fernet_happening;
using happening_kind = ::fernet_happening_kind;
using id = ::fernet_id;
using key = ::fernet_key;
using l1_event = ::fernet_l1_event;
using ledger = ::fernet_ledger;
using message_attestation = ::fernet_message_attestation;
using message_block_opening = ::fernet_message_block_opening;
using message_certificate = ::fernet_message_certificate;
using message_claim = ::fernet_message_claim;
using message_exit = ::fernet_message_exit;
using message_info = ::fernet_message_info;
using message_proposal = ::fernet_message_proposal;
using message_proposal_p256 = ::fernet_message_proposal_p256;
using message_registration_record = ::fernet_message_registration_record;
using message_registration_record_p256 = ::fernet_message_registration_record_p256;
using message_registration_request = ::fernet_message_registration_request;
using message_registration_request_p256 = ::fernet_message_registration_request_p256;
using message_reveal = ::fernet_message_reveal;
using message_reveal_root = ::fernet_message_reveal_root;
using message_seat_opening = ::fernet_message_seat_opening;
using message_tree = ::fernet_message_tree;
using mev_reference = ::fernet_mev_reference;
using mev_report = ::fernet_mev_report;
using node = ::fernet_node;
using node_data = ::fernet_node_data;
using node_kind = ::fernet_node_kind;
using outcome = ::fernet_outcome;
using outcome_kind = ::fernet_outcome_kind;
using paid_seat = ::fernet_paid_seat;
using opened_seat = ::fernet_opened_seat;
using opening = ::fernet_opening;
using p256_evm_proof = ::fernet_p256_evm_proof;
using p256_proof = ::fernet_p256_proof;
using p256_suite = ::fernet_p256_suite;
using params = ::fernet_params;
using params_warnings = ::fernet_params_warnings;
using phase = ::fernet_phase;
using pinned_mix = ::fernet_pinned_mix;
using probability = ::fernet_probability;
using proof = ::fernet_proof;
using proof_digest = ::fernet_proof_digest;
using proposal = ::fernet_proposal;
using proposal_id = ::fernet_proposal_id;
using proposed = ::fernet_proposed;
using prover_seed = ::fernet_prover_seed;
using proving_context = ::fernet_proving_context;
using randao_entry = ::fernet_randao_entry;
using randao_mix = ::fernet_randao_mix;
using randao_reveal = ::fernet_randao_reveal;
using rebate = ::fernet_rebate;
using receipt = ::fernet_receipt;
using registration_request = ::fernet_registration_request;
using registration_record = ::fernet_registration_record;
using registration = ::fernet_registration;
using reveal = ::fernet_reveal;
using role = ::fernet_role;
using salt = ::fernet_salt;
using score = ::fernet_score;
using seat = ::fernet_seat;
using seat_id = ::fernet_seat_id;
using seat_info = ::fernet_seat_info;
using secret = ::fernet_secret;
using sequencer_seed = ::fernet_sequencer_seed;
using sequencer_suite = ::fernet_sequencer_suite;
using settlement = ::fernet_settlement;
using signed_attestation = ::fernet_signed_attestation;
using signed_claim = ::fernet_signed_claim;
using submitted = ::fernet_submitted;
using sums = ::fernet_sums;
using tree_shape = ::fernet_tree_shape;
using slash_reason = ::fernet_slash_reason;
using slashing = ::fernet_slashing;
using statement = ::fernet_statement;
using suite = ::fernet_suite;
using total = ::fernet_total;
using tree = ::fernet_tree;
using tx_per_base = ::fernet_tx_per_base;
using tree_verifier = ::fernet_tree_verifier;
using tx_hash = ::fernet_tx_hash;
using tx_order_hash = ::fernet_tx_order_hash;
using tx_root = ::fernet_tx_root;
using vrf_mode = ::fernet_vrf_mode;
using ticket = ::fernet_ticket;
#if defined(FERNET_HOSTED)
using batch_item = ::fernet_batch_item;
using batch_key = ::fernet_batch_key;
using batch_proof = ::fernet_batch_proof;
using message_batch_claim = ::fernet_message_batch_claim;
using signed_batch_attestation = ::fernet_signed_batch_attestation;
#endif

inline constexpr std::uint32_t abi_version{FERNET_ABI_VERSION};
inline constexpr std::uint32_t ppm{FERNET_PPM};
inline constexpr std::uint64_t no_exit{FERNET_NO_EXIT};
inline constexpr std::uint64_t no_number{FERNET_NO_NUMBER};
inline constexpr std::uint32_t no_base_share{FERNET_NO_BASE_SHARE};
inline constexpr std::uint8_t no_root_seats{FERNET_NO_ROOT_SEATS};
inline constexpr std::size_t message_parameters_len{FERNET_MESSAGE_PARAMETERS_LEN},
    message_registration_request_len{FERNET_MESSAGE_REGISTRATION_REQUEST_LEN},
    message_registration_record_len{FERNET_MESSAGE_REGISTRATION_RECORD_LEN},
    message_registration_request_p256_len{FERNET_MESSAGE_REGISTRATION_REQUEST_P256_LEN},
    message_registration_record_p256_len{FERNET_MESSAGE_REGISTRATION_RECORD_P256_LEN}, message_exit_len{FERNET_MESSAGE_EXIT_LEN},
    message_block_opening_len{FERNET_MESSAGE_BLOCK_OPENING_LEN}, message_l1_event_len{FERNET_MESSAGE_L1_EVENT_LEN},
    message_proposal_len{FERNET_MESSAGE_PROPOSAL_LEN}, message_proposal_p256_len{FERNET_MESSAGE_PROPOSAL_P256_LEN},
    message_reveal_len{FERNET_MESSAGE_REVEAL_LEN},
    message_reveal_root_len{FERNET_MESSAGE_REVEAL_ROOT_LEN}, message_reveal_data_len{FERNET_MESSAGE_REVEAL_DATA_LEN},
    message_attestation_len{FERNET_MESSAGE_ATTESTATION_LEN},
    message_certificate_len{FERNET_MESSAGE_CERTIFICATE_LEN}, message_claim_len{FERNET_MESSAGE_CLAIM_LEN},
    message_batch_claim_len{FERNET_MESSAGE_BATCH_CLAIM_LEN},
    message_tree_len{FERNET_MESSAGE_TREE_LEN}, signed_claim_len{FERNET_SIGNED_CLAIM_LEN},
    node_data_len{FERNET_NODE_DATA_LEN}, message_seat_opening_len{FERNET_MESSAGE_SEAT_OPENING_LEN},
    seat_opening_len{FERNET_SEAT_OPENING_LEN}, seat_opening_level_len{FERNET_SEAT_OPENING_LEVEL_LEN},
    message_proposal_evidence_len{FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN},
    message_proposal_evidence_p256_len{FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN},
    message_claim_evidence_len{FERNET_MESSAGE_CLAIM_EVIDENCE_LEN},
    message_attestation_evidence_len{FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN};
inline constexpr std::size_t block_stored_len{FERNET_BLOCK_STORED_LEN}, chain_stored_len{FERNET_CHAIN_STORED_LEN},
    tree_verifier_stored_len{FERNET_TREE_VERIFIER_STORED_LEN}, randao_ring_stored_len{FERNET_RANDAO_RING_STORED_LEN},
    randao_entry_stored_len{FERNET_RANDAO_ENTRY_STORED_LEN};
inline constexpr suite suite_tai{FERNET_SUITE_TAI}, suite_ell2{FERNET_SUITE_ELL2};
inline constexpr p256_suite p256_suite_tai{FERNET_P256_SUITE_TAI}, p256_suite_sswu{FERNET_P256_SUITE_SSWU};
inline constexpr sequencer_suite sequencer_suite_p256{FERNET_SEQUENCER_SUITE_P256},
    sequencer_suite_edwards25519{FERNET_SEQUENCER_SUITE_EDWARDS25519};
inline constexpr vrf_mode vrf_mode_per_node{FERNET_VRF_MODE_PER_NODE}, vrf_mode_per_block{FERNET_VRF_MODE_PER_BLOCK},
    vrf_mode_public{FERNET_VRF_MODE_PUBLIC};
inline constexpr role role_sequencer{FERNET_ROLE_SEQUENCER}, role_base_prover{FERNET_ROLE_BASE_PROVER},
    role_merge_prover{FERNET_ROLE_MERGE_PROVER}, role_prover{FERNET_ROLE_PROVER};
inline constexpr duty duty_propose{FERNET_DUTY_PROPOSE}, duty_prove_base{FERNET_DUTY_PROVE_BASE},
    duty_prove_merge{FERNET_DUTY_PROVE_MERGE};
inline constexpr node_kind node_kind_base{FERNET_NODE_KIND_BASE}, node_kind_merge{FERNET_NODE_KIND_MERGE};
inline constexpr params_warnings params_warning_randao_lag_short{FERNET_PARAMS_WARNING_RANDAO_LAG_SHORT},
    params_warning_reveal_slash_zero{FERNET_PARAMS_WARNING_REVEAL_SLASH_ZERO},
    params_warning_proof_slash_zero{FERNET_PARAMS_WARNING_PROOF_SLASH_ZERO},
    params_warning_bond_base_small{FERNET_PARAMS_WARNING_BOND_BASE_SMALL},
    params_warning_root_seats_burned{FERNET_PARAMS_WARNING_ROOT_SEATS_BURNED},
    params_warning_pool_empty{FERNET_PARAMS_WARNING_POOL_EMPTY},
    params_warning_tickets_known_early{FERNET_PARAMS_WARNING_TICKETS_KNOWN_EARLY},
    params_warning_quorum_low{FERNET_PARAMS_WARNING_QUORUM_LOW};
inline constexpr slash_reason slash_reason_not_revealed{FERNET_SLASH_REASON_NOT_REVEALED},
    slash_reason_not_proven{FERNET_SLASH_REASON_NOT_PROVEN};
inline constexpr phase phase_proposal{FERNET_PHASE_PROPOSAL}, phase_reveal{FERNET_PHASE_REVEAL},
    phase_proving{FERNET_PHASE_PROVING}, phase_proven{FERNET_PHASE_PROVEN}, phase_final{FERNET_PHASE_FINAL},
    phase_settled{FERNET_PHASE_SETTLED}, phase_skipped{FERNET_PHASE_SKIPPED}, phase_reverted{FERNET_PHASE_REVERTED},
    phase_voided{FERNET_PHASE_VOIDED};
inline constexpr event event_time{FERNET_EVENT_TIME}, event_proposal{FERNET_EVENT_PROPOSAL},
    event_reveal{FERNET_EVENT_REVEAL}, event_tree{FERNET_EVENT_TREE}, event_parent_final{FERNET_EVENT_PARENT_FINAL},
    event_ancestor_reverted{FERNET_EVENT_ANCESTOR_REVERTED};
inline constexpr effect effect_none{FERNET_EFFECT_NONE}, effect_open_reveal{FERNET_EFFECT_OPEN_REVEAL},
    effect_open_proving{FERNET_EFFECT_OPEN_PROVING}, effect_build_on_parent{FERNET_EFFECT_BUILD_ON_PARENT},
    effect_finalize{FERNET_EFFECT_FINALIZE}, effect_tree_competes{FERNET_EFFECT_TREE_COMPETES},
    effect_slash_not_revealed{FERNET_EFFECT_SLASH_NOT_REVEALED},
    effect_slash_not_proven{FERNET_EFFECT_SLASH_NOT_PROVEN}, effect_settle{FERNET_EFFECT_SETTLE},
    effect_return_bonds{FERNET_EFFECT_RETURN_BONDS};
inline constexpr happening_kind happening_none{FERNET_HAPPENING_NONE}, happening_opened{FERNET_HAPPENING_OPENED},
    happening_idle{FERNET_HAPPENING_IDLE}, happening_effects{FERNET_HAPPENING_EFFECTS};
inline constexpr std::uint8_t chain_capacity{FERNET_CHAIN_CAPACITY}, block_proposals{FERNET_BLOCK_PROPOSALS};
inline constexpr outcome_kind outcome_none{FERNET_OUTCOME_NONE}, outcome_settled{FERNET_OUTCOME_SETTLED},
    outcome_skipped{FERNET_OUTCOME_SKIPPED}, outcome_not_revealed{FERNET_OUTCOME_NOT_REVEALED},
    outcome_not_proven{FERNET_OUTCOME_NOT_PROVEN}, outcome_voided{FERNET_OUTCOME_VOIDED};

/** Whether T is one of the types Of. */
template <class T, class... Of> inline constexpr bool is_one_of = (std::is_same_v<T, Of> || ...);
/** Whether T is a struct of public bytes, which can be compared. */
template <class T>
inline constexpr bool is_bytes =
    is_one_of<T, address, alpha, amount, attestation_id, beta, block_commitment, block_hash, bundle_commitment,
              certificate_id, claim_id, data_digest, data_root, id, key, probability, proof, proof_digest, proposal_id, prover_seed, randao_mix, randao_reveal, registration_id,
              salt, score, seat_id, sequencer_seed, statement, total, tx_hash, tx_order_hash, tx_root, ticket
#if defined(FERNET_HOSTED)
              , batch_proof
#endif
              >;

#if __cplusplus >= 202002L
template <class T> using span = std::span<T>;
#else
/** A view of contiguous elements: a pointer and the number of elements. */
template <class T> class span {
  public:
    constexpr span() noexcept = default;
    constexpr span(T *data, std::size_t size) noexcept : data_(data), size_(size) {}
    template <std::size_t N> constexpr span(T (&array)[N]) noexcept : data_(array), size_(N) {}
    /** A view of any container with data() and size(). */
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

/** Writes the name of a status to standard error, if there is one, and aborts the program. */
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

/** The result of a function without output: success, or the status of a failure. */
template <> class [[nodiscard]] result<void> {
  public:
    using value_type = void;
    using error_type = fernet::status;

    constexpr result(fernet::status why = FERNET_STATUS_OK) noexcept : status_(why) {}
    constexpr bool has_value() const noexcept { return status_ == FERNET_STATUS_OK; }
    constexpr explicit operator bool() const noexcept { return has_value(); }
    constexpr fernet::status status() const noexcept { return status_; }
    constexpr fernet::status error() const noexcept { return status_; }
    /** Aborts the program after a failure, and writes its status to standard error. */
    void value() const noexcept {
        if (!has_value()) detail::fail(status_);
    }

  private:
    fernet::status status_;
};

/** The result of a function with an output of type T: the output, or the status of a failure. */
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

    /** The output; zero after a failure. */
    constexpr T &operator*() & noexcept { return value_; }
    constexpr const T &operator*() const & noexcept { return value_; }
    constexpr T &&operator*() && noexcept { return std::move(value_); }
    constexpr T *operator->() noexcept { return &value_; }
    constexpr const T *operator->() const noexcept { return &value_; }

    /** The output. After a failure, aborts the program and writes the status to standard error. */
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

/** A secret key, which can be moved but not copied; the destructor wipes it. An object that was default-constructed or
    moved from holds no key. */
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

    /** The object for functions of fernet.h. */
    const ::fernet_secret_key *get() const noexcept { return &raw_; }
    ::fernet_secret_key *get() noexcept { return &raw_; }

  private:
    void wipe() noexcept { static_cast<void>(::fernet_secret_key_wipe(&raw_)); }

    ::fernet_secret_key raw_{};
};

/** The secret key of a sequencer on P-256. It owns its bytes as secret_key does. */
class p256_secret_key {
  public:
    p256_secret_key() noexcept = default;
    p256_secret_key(const p256_secret_key &) = delete;
    p256_secret_key &operator=(const p256_secret_key &) = delete;
    p256_secret_key(p256_secret_key &&other) noexcept : raw_(other.raw_) { other.wipe(); }
    p256_secret_key &operator=(p256_secret_key &&other) noexcept {
        if (this != &other) {
            raw_ = other.raw_;
            other.wipe();
        }
        return *this;
    }
    ~p256_secret_key() { wipe(); }

    /** The object for functions of fernet.h. */
    const ::fernet_p256_secret_key *get() const noexcept { return &raw_; }
    ::fernet_p256_secret_key *get() noexcept { return &raw_; }

  private:
    void wipe() noexcept { static_cast<void>(::fernet_p256_secret_key_wipe(&raw_)); }

    ::fernet_p256_secret_key raw_{};
};

class block;

/** The outputs of fernet_p256_prove. */
struct p256_proven {
    ::fernet_p256_proof proof;
    ::fernet_beta beta;
};

/** The outputs of fernet_vrf_prove. */
struct proven {
    fernet::proof proof;
    fernet::beta beta;
};

/** The outputs of fernet_tree_read. */
struct tree_info {
    fernet::accumulator_info accumulator;
    fernet::seat_info root;
};

/** The outputs of fernet_reveal_check. */
struct revealed {
    std::uint64_t bases;
    fernet::funding funding;
};

/** The outputs of fernet_message_proposal_evidence_decode and fernet_message_claim_evidence_decode. */
template <class T> struct message_evidence {
    T first, second;
};

/** The outputs of fernet_block_proposal. */
struct ranked_proposal {
    fernet::scored_key candidate;
    fernet::proposal proposal;
};

#if defined(FERNET_HOSTED)
/** The outputs of fernet_batch_proof_prove. */
struct batch_proven {
    fernet::batch_proof proof;
    fernet::beta beta;
};
#endif

namespace detail {

template <class T> T *raw(T &object) noexcept { return &object; }
inline ::fernet_secret_key *raw(secret_key &object) noexcept { return object.get(); }
inline ::fernet_p256_secret_key *raw(p256_secret_key &object) noexcept { return object.get(); }
inline ::fernet_block *raw(block &object) noexcept;

/** Calls a function with one output, its first argument. */
template <class T, class F, class... A> result<T> get(F function, A... arguments) noexcept {
    result<T> out{FERNET_STATUS_INTERNAL};
    out.status_ = function(raw(out.value_), arguments...);
    return out;
}

/** Calls a function with two outputs, its first two arguments, which become two members of T. */
template <class T, class X, class Y, class F, class... A>
result<T> get_both(X T::*first, Y T::*second, F function, A... arguments) noexcept {
    result<T> out{FERNET_STATUS_INTERNAL};
    out.status_ = function(&(out.value_.*first), &(out.value_.*second), arguments...);
    return out;
}

} // namespace detail

/* Version and statuses */

[[nodiscard]] inline const char *version() noexcept { return ::fernet_version(); }
[[nodiscard]] inline const char *status_name(std::int32_t number) noexcept { return ::fernet_status_name(number); }
inline result<void> selftest(std::uint32_t abi = abi_version) noexcept { return ::fernet_selftest(abi); }

/* Parameters, RANDAO, registry, seeds and tickets */

inline result<params> params_default(std::uint64_t chain_id, const address &rollup) noexcept {
    return detail::get<params>(::fernet_params_default, chain_id, &rollup);
}
inline result<void> params_check(const params &parameters) noexcept { return ::fernet_params_check(&parameters); }
inline result<params_warnings> params_warn(const params &parameters) noexcept {
    return detail::get<params_warnings>(::fernet_params_warn, &parameters);
}
inline result<randao_mix> randao_mix_in(const randao_mix &mix, const randao_reveal &revealed) noexcept {
    return detail::get<randao_mix>(::fernet_randao_mix_in, &mix, &revealed);
}
inline result<void> randao_ring_insert(span<randao_entry> entries, std::size_t &count, std::uint64_t l1_block,
                                       const randao_mix &mix) noexcept {
    return ::fernet_randao_ring_insert(entries.data(), entries.size(), &count, l1_block, &mix);
}
inline result<void> randao_ring_truncate(std::size_t &count, span<const randao_entry> entries,
                                         std::uint64_t from) noexcept {
    return ::fernet_randao_ring_truncate(&count, entries.data(), entries.size(), from);
}
inline result<pinned_mix> randao_ring_pin(span<const randao_entry> entries, std::uint64_t block_number,
                                          std::uint64_t opens, std::uint32_t lag) noexcept {
    return detail::get<pinned_mix>(::fernet_randao_ring_pin, entries.data(), entries.size(), block_number, opens, lag);
}
inline result<alpha> registration_alpha(const params &parameters, const registration_request &request) noexcept {
    return detail::get<alpha>(::fernet_registration_alpha, &parameters, &request);
}
inline result<registration_id> registration_id_new(const params &parameters,
                                                   const registration_request &request) noexcept {
    return detail::get<registration_id>(::fernet_registration_id_new, &parameters, &request);
}
/** `proof_len` is the number of bytes of the proof of the request. */
inline result<void> registration_request_check(const params &parameters, const registration_request &request,
                                               std::size_t proof_len) noexcept {
    return ::fernet_registration_request_check(&parameters, &request, proof_len);
}
inline result<registration> registration_choose(span<const registration_record> records) noexcept {
    return detail::get<registration>(::fernet_registration_choose, records.data(), records.size());
}
inline result<void> registration_check_eligible(const params &parameters, const pinned_mix &pinned,
                                                const registration &registered, duty task) noexcept {
    return ::fernet_registration_check_eligible(&parameters, &pinned, &registered, task);
}
inline result<std::uint64_t> registration_count_provers(const params &parameters, const pinned_mix &pinned,
                                                        span<const registration> registered) noexcept {
    return detail::get<std::uint64_t>(::fernet_registration_count_provers, &parameters, &pinned, registered.data(),
                                      registered.size());
}
inline result<sequencer_seed> sequencer_seed_new(const params &parameters, const pinned_mix &pinned) noexcept {
    return detail::get<sequencer_seed>(::fernet_sequencer_seed_new, &parameters, &pinned);
}
inline result<alpha> sequencer_seed_alpha(const sequencer_seed &seed) noexcept {
    return detail::get<alpha>(::fernet_sequencer_seed_alpha, &seed);
}
inline result<prover_seed> prover_seed_new(const params &parameters, const pinned_mix &pinned,
                                           const beta &leader) noexcept {
    return detail::get<prover_seed>(::fernet_prover_seed_new, &parameters, &pinned, &leader);
}
inline result<alpha> prover_seed_alpha(const prover_seed &seed, vrf_mode mode, std::uint64_t number) noexcept {
    return detail::get<alpha>(::fernet_prover_seed_alpha, &seed, mode, number);
}
inline result<alpha> prover_seed_alpha_attest(const prover_seed &seed) noexcept {
    return detail::get<alpha>(::fernet_prover_seed_alpha_attest, &seed);
}
inline result<ticket> ticket_attester(const beta &output) noexcept {
    return detail::get<ticket>(::fernet_ticket_attester, &output);
}
inline result<ticket> ticket_sequencer(const beta &output) noexcept {
    return detail::get<ticket>(::fernet_ticket_sequencer, &output);
}
inline result<ticket> ticket_prover(vrf_mode mode, const prover_seed &seed, std::uint64_t number,
                                    const key &public_key, const beta &output) noexcept {
    return detail::get<ticket>(::fernet_ticket_prover, mode, &seed, number, &public_key, &output);
}

/* Scores, rankings and odds */

inline result<score> score_new(const ticket &key_ticket, std::uint32_t fee) noexcept {
    return detail::get<score>(::fernet_score_new, &key_ticket, fee);
}
inline result<std::int32_t> scored_key_compare(const scored_key &a, const scored_key &b) noexcept {
    return detail::get<std::int32_t>(::fernet_scored_key_compare, &a, &b);
}
inline result<std::uint32_t> scored_key_fee_to_beat(const scored_key &rival, const key &public_key,
                                                    const ticket &key_ticket, std::uint32_t max) noexcept {
    return detail::get<std::uint32_t>(::fernet_scored_key_fee_to_beat, &rival, &public_key, &key_ticket, max);
}
inline result<bool> ranking_insert(span<scored_key> best, std::size_t &count, const scored_key &inserted) noexcept {
    return detail::get<bool>(::fernet_ranking_insert, best.data(), best.size(), &count, &inserted);
}
inline result<probability> odds_against(const ticket &key_ticket, std::uint32_t fee, std::uint64_t rivals,
                                        std::uint32_t rival_fee) noexcept {
    return detail::get<probability>(::fernet_odds_against, &key_ticket, fee, rivals, rival_fee);
}
inline result<probability> odds_among(std::uint32_t keys, std::uint32_t fee, std::uint32_t rival_fee) noexcept {
    return detail::get<probability>(::fernet_odds_among, keys, fee, rival_fee);
}
inline result<std::uint32_t> odds_equilibrium(std::uint32_t keys, std::uint64_t mev, std::uint32_t cap) noexcept {
    return detail::get<std::uint32_t>(::fernet_odds_equilibrium, keys, mev, cap);
}
inline result<probability> odds_of_quorum(std::uint16_t attesters, std::uint32_t provers, std::uint32_t keys,
                                          std::uint16_t needed) noexcept {
    return detail::get<probability>(::fernet_odds_of_quorum, attesters, provers, keys, needed);
}

/* Proof data, attestations and certificates */

inline result<data_root> data_root_new(span<const data_digest> digests) noexcept {
    return detail::get<data_root>(::fernet_data_root_new, digests.data(), digests.size());
}
inline result<void> data_check(const reveal &contents, span<const data_digest> digests) noexcept {
    return ::fernet_data_check(&contents, digests.data(), digests.size());
}
inline result<attestation_id> attestation_id_new(const prover_seed &seed, const proposal_id &leader,
                                                 const data_root &root) noexcept {
    return detail::get<attestation_id>(::fernet_attestation_id_new, &seed, &leader, &root);
}
inline result<void> attestation_check(const availability &context, const registration &registered,
                                      const data_root &root) noexcept {
    return ::fernet_attestation_check(&context, &registered, &root);
}
inline result<void> attestation_check_ticket(const availability &context, const ticket &key_ticket) noexcept {
    return ::fernet_attestation_check_ticket(&context, &key_ticket);
}
inline result<std::uint16_t> certificate_needed(const availability &context) noexcept {
    return detail::get<std::uint16_t>(::fernet_certificate_needed, &context);
}
inline result<certificate_id> certificate_check(const availability &context, const data_root &root,
                                                span<const key> keys) noexcept {
    return detail::get<certificate_id>(::fernet_certificate_check, &context, &root, keys.data(), keys.size());
}

/* Election, phases and MEV */

inline result<tx_root> tx_root_new(span<const tx_hash> transactions) noexcept {
    return detail::get<tx_root>(::fernet_tx_root_new, transactions.data(), transactions.size());
}
inline result<tx_order_hash> tx_order_hash_new(const reveal &contents) noexcept {
    return detail::get<tx_order_hash>(::fernet_tx_order_hash_new, &contents);
}
inline result<block_commitment> proposal_commitment(const params &parameters, std::uint64_t block_number,
                                                    const proposal &made) noexcept {
    return detail::get<block_commitment>(::fernet_proposal_commitment, &parameters, block_number, &made);
}
inline result<proposal_id> proposal_id_new(const params &parameters, std::uint64_t block_number,
                                           const proposal &made) noexcept {
    return detail::get<proposal_id>(::fernet_proposal_id_new, &parameters, block_number, &made);
}
inline result<void> election_check(const election &context, const registration &registered,
                                   const proposal &made) noexcept {
    return ::fernet_election_check(&context, &registered, &made);
}
inline result<scored_key> election_scored_key(const election &context, const registration &registered,
                                              const proposal &made, const beta &output) noexcept {
    return detail::get<scored_key>(::fernet_election_scored_key, &context, &registered, &made, &output);
}
inline result<evidence> election_insert(span<scored_key> best, std::size_t &count, const election &context,
                                        const registration &registered, const proposal &made,
                                        const beta &output) noexcept {
    return detail::get<evidence>(::fernet_election_insert, best.data(), best.size(), &count, &context, &registered,
        &made, &output);
}
inline result<evidence> proposal_equivocation(const params &parameters, const key &public_key,
                                              const pinned_mix &pinned_a, const proposal &a,
                                              const pinned_mix &pinned_b, const proposal &b) noexcept {
    return detail::get<evidence>(::fernet_proposal_equivocation, &parameters, &public_key, &pinned_a, &a, &pinned_b, &b);
}
inline result<block_phase> block_phase_open(const params &parameters, std::uint64_t l1_block) noexcept {
    return detail::get<block_phase>(::fernet_block_phase_open, &parameters, l1_block);
}
inline result<effects> block_phase_step(block_phase &block, std::uint64_t l1_block, event happened) noexcept {
    return detail::get<effects>(::fernet_block_phase_step, &block, l1_block, happened);
}
inline result<void> block_phase_in_time(const block_phase &block, std::uint64_t l1_block, event happened) noexcept {
    return ::fernet_block_phase_in_time(&block, l1_block, happened);
}
inline result<block_phase_info> block_phase_read(const block_phase &block) noexcept {
    return detail::get<block_phase_info>(::fernet_block_phase_read, &block);
}
inline result<chain> chain_new(const params &parameters, const opening &first) noexcept {
    return detail::get<chain>(::fernet_chain_new, &parameters, &first);
}
inline result<chain> chain_of_one_block(const params &parameters, const opening &opens) noexcept {
    return detail::get<chain>(::fernet_chain_of_one_block, &parameters, &opens);
}
inline result<happening> chain_advance(chain &blocks, std::uint64_t l1_block) noexcept {
    return detail::get<happening>(::fernet_chain_advance, &blocks, l1_block);
}
inline result<effects> chain_propose(chain &blocks, std::uint64_t l1_block, std::uint64_t block) noexcept {
    return detail::get<effects>(::fernet_chain_propose, &blocks, l1_block, block);
}
inline result<effects> chain_reveal(chain &blocks, std::uint64_t l1_block, std::uint64_t block,
                                    const proposal_id &leader) noexcept {
    return detail::get<effects>(::fernet_chain_reveal, &blocks, l1_block, block, &leader);
}
inline result<effects> chain_submit_tree(chain &blocks, std::uint64_t l1_block, std::uint64_t block) noexcept {
    return detail::get<effects>(::fernet_chain_submit_tree, &blocks, l1_block, block);
}
inline result<block_phase> chain_phase(const chain &blocks, std::uint64_t block) noexcept {
    return detail::get<block_phase>(::fernet_chain_phase, &blocks, block);
}
inline result<void> mev_reference_observe(mev_reference &reference, std::uint64_t ratio) noexcept {
    return ::fernet_mev_reference_observe(&reference, ratio);
}
inline result<std::uint32_t> mev_reference_bid(const mev_reference &reference, std::uint32_t fees_share,
                                               std::uint32_t mev_share, std::uint32_t cap) noexcept {
    return detail::get<std::uint32_t>(::fernet_mev_reference_bid, &reference, fees_share, mev_share, cap);
}
inline result<mev_report> mev_report_new(const address &source, std::uint64_t l1_block, const amount &mev,
                                         const amount &fees) noexcept {
    return detail::get<mev_report>(::fernet_mev_report_new, &source, l1_block, &mev, &fees);
}
inline result<std::uint64_t> mev_sources_ratio(span<const address> sources, std::uint8_t quorum, std::uint64_t max_age,
                                               span<const mev_report> reports, std::uint64_t now) noexcept {
    return detail::get<std::uint64_t>(::fernet_mev_sources_ratio, sources.data(), sources.size(), quorum, max_age,
        reports.data(), reports.size(), now);
}

/* Messages */

inline result<void> message_parameters_encode(span<std::uint8_t> message, const params &content) noexcept {
    return ::fernet_message_parameters_encode(message.data(), message.size(), &content);
}
inline result<params> message_parameters_decode(bytes message) noexcept {
    return detail::get<params>(::fernet_message_parameters_decode, message.data(), message.size());
}
inline result<void> message_registration_request_encode(span<std::uint8_t> message,
                                                        const message_registration_request &content) noexcept {
    return ::fernet_message_registration_request_encode(message.data(), message.size(), &content);
}
inline result<message_registration_request> message_registration_request_decode(bytes message) noexcept {
    return detail::get<message_registration_request>(::fernet_message_registration_request_decode,
                                                     message.data(), message.size());
}
inline result<void> message_registration_record_encode(span<std::uint8_t> message,
                                                       const message_registration_record &content) noexcept {
    return ::fernet_message_registration_record_encode(message.data(), message.size(), &content);
}
inline result<message_registration_record> message_registration_record_decode(bytes message) noexcept {
    return detail::get<message_registration_record>(::fernet_message_registration_record_decode,
                                                    message.data(), message.size());
}
inline result<void> message_registration_request_p256_encode(span<std::uint8_t> message,
                                                        const message_registration_request_p256 &content) noexcept {
    return ::fernet_message_registration_request_p256_encode(message.data(), message.size(), &content);
}
inline result<message_registration_request_p256> message_registration_request_p256_decode(bytes message) noexcept {
    return detail::get<message_registration_request_p256>(::fernet_message_registration_request_p256_decode,
                                                     message.data(), message.size());
}
inline result<void> message_registration_record_p256_encode(span<std::uint8_t> message,
                                                       const message_registration_record_p256 &content) noexcept {
    return ::fernet_message_registration_record_p256_encode(message.data(), message.size(), &content);
}
inline result<message_registration_record_p256> message_registration_record_p256_decode(bytes message) noexcept {
    return detail::get<message_registration_record_p256>(::fernet_message_registration_record_p256_decode,
                                                    message.data(), message.size());
}
inline result<void> message_exit_encode(span<std::uint8_t> message, const message_exit &content) noexcept {
    return ::fernet_message_exit_encode(message.data(), message.size(), &content);
}
inline result<message_exit> message_exit_decode(bytes message) noexcept {
    return detail::get<message_exit>(::fernet_message_exit_decode, message.data(), message.size());
}
inline result<void> message_block_opening_encode(span<std::uint8_t> message,
                                                 const message_block_opening &content) noexcept {
    return ::fernet_message_block_opening_encode(message.data(), message.size(), &content);
}
inline result<message_block_opening> message_block_opening_decode(bytes message) noexcept {
    return detail::get<message_block_opening>(::fernet_message_block_opening_decode, message.data(), message.size());
}
inline result<void> message_l1_event_encode(span<std::uint8_t> message, const l1_event &head, bytes inner) noexcept {
    return ::fernet_message_l1_event_encode(message.data(), message.size(), &head, inner.data(), inner.size());
}
inline result<l1_event> message_l1_event_decode(bytes message) noexcept {
    return detail::get<l1_event>(::fernet_message_l1_event_decode, message.data(), message.size());
}
inline result<void> message_proposal_encode(span<std::uint8_t> message, const message_proposal &content) noexcept {
    return ::fernet_message_proposal_encode(message.data(), message.size(), &content);
}
inline result<message_proposal> message_proposal_decode(bytes message) noexcept {
    return detail::get<message_proposal>(::fernet_message_proposal_decode, message.data(), message.size());
}
inline result<void> message_proposal_p256_encode(span<std::uint8_t> message, const message_proposal_p256 &content) noexcept {
    return ::fernet_message_proposal_p256_encode(message.data(), message.size(), &content);
}
inline result<message_proposal_p256> message_proposal_p256_decode(bytes message) noexcept {
    return detail::get<message_proposal_p256>(::fernet_message_proposal_p256_decode, message.data(), message.size());
}
inline result<void> message_reveal_encode(span<std::uint8_t> message, const message_reveal &content,
                                          span<const tx_hash> transactions) noexcept {
    return ::fernet_message_reveal_encode(message.data(), message.size(), &content, transactions.data(),
                                          transactions.size());
}
inline result<message_reveal> message_reveal_decode(bytes message) noexcept {
    return detail::get<message_reveal>(::fernet_message_reveal_decode, message.data(), message.size());
}
inline result<void> message_reveal_root_encode(span<std::uint8_t> message,
                                               const message_reveal_root &content) noexcept {
    return ::fernet_message_reveal_root_encode(message.data(), message.size(), &content);
}
inline result<message_reveal_root> message_reveal_root_decode(bytes message) noexcept {
    return detail::get<message_reveal_root>(::fernet_message_reveal_root_decode, message.data(), message.size());
}
inline result<void> message_reveal_data_encode(span<std::uint8_t> message,
                                               const message_reveal_root &content) noexcept {
    return ::fernet_message_reveal_data_encode(message.data(), message.size(), &content);
}
inline result<message_reveal_root> message_reveal_data_decode(bytes message) noexcept {
    return detail::get<message_reveal_root>(::fernet_message_reveal_data_decode, message.data(), message.size());
}
inline result<void> message_attestation_encode(span<std::uint8_t> message,
                                               const message_attestation &content) noexcept {
    return ::fernet_message_attestation_encode(message.data(), message.size(), &content);
}
inline result<message_attestation> message_attestation_decode(bytes message) noexcept {
    return detail::get<message_attestation>(::fernet_message_attestation_decode, message.data(), message.size());
}
inline result<void> message_certificate_encode(span<std::uint8_t> message, const message_certificate &head,
                                               span<const signed_attestation> attestations) noexcept {
    return ::fernet_message_certificate_encode(message.data(), message.size(), &head, attestations.data(),
                                               attestations.size());
}
inline result<message_certificate> message_certificate_decode(bytes message) noexcept {
    return detail::get<message_certificate>(::fernet_message_certificate_decode, message.data(), message.size());
}
#if defined(FERNET_HOSTED)
inline result<void> message_batch_certificate_encode(span<std::uint8_t> message, const message_certificate &head,
                                                     span<const signed_batch_attestation> attestations) noexcept {
    return ::fernet_message_batch_certificate_encode(message.data(), message.size(), &head, attestations.data(),
                                                     attestations.size());
}
inline result<message_certificate> message_batch_certificate_decode(bytes message) noexcept {
    return detail::get<message_certificate>(::fernet_message_batch_certificate_decode, message.data(),
                                            message.size());
}
#endif
inline result<void> message_claim_encode(span<std::uint8_t> message, const message_claim &content) noexcept {
    return ::fernet_message_claim_encode(message.data(), message.size(), &content);
}
inline result<message_claim> message_claim_decode(bytes message) noexcept {
    return detail::get<message_claim>(::fernet_message_claim_decode, message.data(), message.size());
}
#if defined(FERNET_HOSTED)
inline result<void> message_batch_claim_encode(span<std::uint8_t> message,
                                               const message_batch_claim &content) noexcept {
    return ::fernet_message_batch_claim_encode(message.data(), message.size(), &content);
}
inline result<message_batch_claim> message_batch_claim_decode(bytes message) noexcept {
    return detail::get<message_batch_claim>(::fernet_message_batch_claim_decode, message.data(), message.size());
}
#endif
inline result<void> message_tree_of_ids_encode(span<std::uint8_t> message, const message_tree &head, bytes seats,
                                               span<const claim_id> ids) noexcept {
    return ::fernet_message_tree_of_ids_encode(message.data(), message.size(), &head, seats.data(), seats.size(),
                                               ids.data(), ids.size());
}
inline result<message_tree> message_tree_of_ids_decode(bytes message) noexcept {
    return detail::get<message_tree>(::fernet_message_tree_of_ids_decode, message.data(), message.size());
}
inline result<void> message_tree_of_claims_encode(span<std::uint8_t> message, const message_tree &head, bytes seats,
                                                  span<const signed_claim> claims) noexcept {
    return ::fernet_message_tree_of_claims_encode(message.data(), message.size(), &head, seats.data(), seats.size(),
                                               claims.data(), claims.size());
}
inline result<message_tree> message_tree_of_claims_decode(bytes message) noexcept {
    return detail::get<message_tree>(::fernet_message_tree_of_claims_decode, message.data(), message.size());
}
inline result<signed_claim> signed_claim_decode(bytes element) noexcept {
    return detail::get<signed_claim>(::fernet_signed_claim_decode, element.data(), element.size());
}
inline result<void> message_tree_data_encode(span<std::uint8_t> message, const message_tree &head,
                                             span<const node_data> nodes) noexcept {
    return ::fernet_message_tree_data_encode(message.data(), message.size(), &head, nodes.data(), nodes.size());
}
inline result<message_tree> message_tree_data_decode(span<node_data> nodes, bytes message) noexcept {
    return detail::get<message_tree>(::fernet_message_tree_data_decode, nodes.data(), nodes.size(), message.data(),
                                     message.size());
}
inline result<void> message_seat_opening_encode(span<std::uint8_t> message, const message_seat_opening &head,
                                                bytes content) noexcept {
    return ::fernet_message_seat_opening_encode(message.data(), message.size(), &head, content.data(), content.size());
}
inline result<message_seat_opening> message_seat_opening_decode(bytes message) noexcept {
    return detail::get<message_seat_opening>(::fernet_message_seat_opening_decode, message.data(), message.size());
}
inline result<void> message_proposal_evidence_encode(span<std::uint8_t> message, const message_proposal &first,
                                                 const message_proposal &second) noexcept {
    return ::fernet_message_proposal_evidence_encode(message.data(), message.size(), &first, &second);
}
inline result<message_evidence<message_proposal>> message_proposal_evidence_decode(bytes message) noexcept {
    using both = message_evidence<message_proposal>;
    return detail::get_both(&both::first, &both::second, ::fernet_message_proposal_evidence_decode, message.data(),
                            message.size());
}
inline result<void> message_proposal_evidence_p256_encode(span<std::uint8_t> message, const message_proposal_p256 &first,
                                                 const message_proposal_p256 &second) noexcept {
    return ::fernet_message_proposal_evidence_p256_encode(message.data(), message.size(), &first, &second);
}
inline result<message_evidence<message_proposal_p256>> message_proposal_evidence_p256_decode(bytes message) noexcept {
    using both = message_evidence<message_proposal_p256>;
    return detail::get_both(&both::first, &both::second, ::fernet_message_proposal_evidence_p256_decode, message.data(),
                            message.size());
}
inline result<void> message_claim_evidence_encode(span<std::uint8_t> message, const message_claim &first,
                                                 const message_claim &second) noexcept {
    return ::fernet_message_claim_evidence_encode(message.data(), message.size(), &first, &second);
}
inline result<message_evidence<message_claim>> message_claim_evidence_decode(bytes message) noexcept {
    using both = message_evidence<message_claim>;
    return detail::get_both(&both::first, &both::second, ::fernet_message_claim_evidence_decode, message.data(),
                            message.size());
}
inline result<void> message_attestation_evidence_encode(span<std::uint8_t> message, const message_attestation &first,
                                                        const message_attestation &second) noexcept {
    return ::fernet_message_attestation_evidence_encode(message.data(), message.size(), &first, &second);
}
inline result<message_evidence<message_attestation>> message_attestation_evidence_decode(bytes message) noexcept {
    using both = message_evidence<message_attestation>;
    return detail::get_both(&both::first, &both::second, ::fernet_message_attestation_evidence_decode, message.data(),
                            message.size());
}
inline result<message_info> message_check(bytes message) noexcept {
    return detail::get<message_info>(::fernet_message_check, message.data(), message.size());
}

/* Trees, claims and seats */

inline result<std::uint64_t> tree_shape_for_transactions(std::uint64_t transactions, tx_per_base per_base) noexcept {
    return detail::get<std::uint64_t>(::fernet_tree_shape_for_transactions, transactions, per_base);
}
inline result<tree_shape> tree_shape_read(std::uint64_t bases) noexcept {
    return detail::get<tree_shape>(::fernet_tree_shape_read, bases);
}
inline result<node> node_read(std::uint64_t bases, std::uint64_t number) noexcept {
    return detail::get<node>(::fernet_node_read, bases, number);
}
inline result<opened_seat> seat_opening_verify(std::uint64_t bases, const prover_seed &seed, const proposal_id &leader,
                                          const bundle_commitment &root, bytes encoded) noexcept {
    return detail::get<opened_seat>(::fernet_seat_opening_verify, bases, &seed, &leader, &root, encoded.data(),
                                    encoded.size());
}
inline result<claim_id> claim_id_new(const prover_seed &seed, const proposal_id &leader,
                                     const claim &claimed) noexcept {
    return detail::get<claim_id>(::fernet_claim_id_new, &seed, &leader, &claimed);
}
inline result<void> claim_check(const proving_context &context, const registration &registered,
                                const claim &claimed) noexcept {
    return ::fernet_claim_check(&context, &registered, &claimed);
}
inline result<seat> seat_new(const proving_context &context, const registration &registered, const claim &claimed,
                             const beta &output) noexcept {
    return detail::get<seat>(::fernet_seat_new, &context, &registered, &claimed, &output);
}
inline result<seat> seat_new_with_ticket(const proving_context &context, const registration &registered,
                                         const claim &claimed, const ticket &key_ticket) noexcept {
    return detail::get<seat>(::fernet_seat_new_with_ticket, &context, &registered, &claimed, &key_ticket);
}
inline result<seat_info> seat_read(const seat &object) noexcept {
    return detail::get<seat_info>(::fernet_seat_read, &object);
}
inline result<std::int32_t> seat_compare(const seat &a, const seat &b) noexcept {
    return detail::get<std::int32_t>(::fernet_seat_compare, &a, &b);
}
inline result<evidence> seat_equivocation(const seat &a, const seat &b) noexcept {
    return detail::get<evidence>(::fernet_seat_equivocation, &a, &b);
}
inline result<accumulator> bundle_accumulate(const proving_context &context, span<const seat> seats,
                                             const accumulator *left = nullptr,
                                             const accumulator *right = nullptr) noexcept {
    return detail::get<accumulator>(::fernet_bundle_accumulate, &context, seats.data(), seats.size(), left, right);
}
inline result<accumulator_info> accumulator_read(const accumulator &object) noexcept {
    return detail::get<accumulator_info>(::fernet_accumulator_read, &object);
}
inline result<bundle_builder> bundle_builder_init(const proving_context &context, std::uint64_t number,
                                                  const statement &proven_statement) noexcept {
    return detail::get<bundle_builder>(::fernet_bundle_builder_init, &context, number, &proven_statement);
}
inline result<void> bundle_builder_insert(bundle_builder &builder, const seat &inserted,
                                          const accumulator *left = nullptr,
                                          const accumulator *right = nullptr) noexcept {
    return ::fernet_bundle_builder_insert(&builder, &inserted, left, right);
}
/** Returns the number of seats written; the span has at least 3 elements. */
inline result<std::size_t> bundle_builder_best(span<seat> seats, const bundle_builder &builder) noexcept {
    std::size_t count = 0;
    const status got = ::fernet_bundle_builder_best(seats.data(), seats.size(), &count, &builder);
    if (got != FERNET_STATUS_OK) return got;
    return count;
}
inline result<tree_verifier> tree_verifier_init(const proving_context &context) noexcept {
    return detail::get<tree_verifier>(::fernet_tree_verifier_init, &context);
}
inline result<std::uint64_t> tree_verifier_expected(const tree_verifier &verifier) noexcept {
    return detail::get<std::uint64_t>(::fernet_tree_verifier_expected, &verifier);
}
inline result<accumulator> tree_verifier_insert(tree_verifier &verifier, const proving_context &context,
                                                span<const seat> seats) noexcept {
    return detail::get<accumulator>(::fernet_tree_verifier_insert, &verifier, &context, seats.data(), seats.size());
}
inline result<tree> tree_verifier_finish(const tree_verifier &verifier) noexcept {
    return detail::get<tree>(::fernet_tree_verifier_finish, &verifier);
}
inline result<tree_info> tree_read(const tree &object) noexcept {
    return detail::get_both(&tree_info::accumulator, &tree_info::root, ::fernet_tree_read, &object);
}
inline result<std::int32_t> tree_compare(const tree &a, const tree &b) noexcept {
    return detail::get<std::int32_t>(::fernet_tree_compare, &a, &b);
}

/* Settlement */

inline result<funding> settlement_fund(const settlement &plan) noexcept {
    return detail::get<funding>(::fernet_settlement_fund, &plan);
}
inline result<amount> settlement_required_bond(const params &parameters, const amount &fees,
                                               std::uint32_t fee_split) noexcept {
    return detail::get<amount>(::fernet_settlement_required_bond, &parameters, &fees, fee_split);
}
inline result<revealed> reveal_check(const params &parameters, const proposal &leader,
                                     const reveal &contents) noexcept {
    return detail::get_both(&revealed::bases, &revealed::funding, ::fernet_reveal_check, &parameters, &leader,
        &contents);
}
inline result<std::uint64_t> settlement_seats(const settlement &plan) noexcept {
    return detail::get<std::uint64_t>(::fernet_settlement_seats, &plan);
}
inline result<amount> settlement_pay(const settlement &plan, std::uint64_t number, std::uint32_t fee_burn) noexcept {
    return detail::get<amount>(::fernet_settlement_pay, &plan, number, fee_burn);
}
inline result<receipt> settle(span<amount> pays, const settlement &plan, span<const paid_seat> seats,
                              const rebate &prices) noexcept {
    return detail::get<receipt>(::fernet_settle, pays.data(), pays.size(), &plan, seats.data(), seats.size(), &prices);
}
inline result<ledger> ledger_open(const settlement &plan) noexcept {
    return detail::get<ledger>(::fernet_ledger_open, &plan);
}
inline result<void> ledger_pay(span<amount> pays, ledger &open, span<const paid_seat> seats) noexcept {
    return ::fernet_ledger_pay(pays.data(), pays.size(), &open, seats.data(), seats.size());
}
inline result<receipt> ledger_close(ledger &open, const rebate &prices) noexcept {
    return detail::get<receipt>(::fernet_ledger_close, &open, &prices);
}
inline result<receipt> settle_sums(const settlement &plan, std::uint64_t kept_base, std::uint64_t kept_merge,
                                   const rebate &prices) noexcept {
    return detail::get<receipt>(::fernet_settle_sums, &plan, kept_base, kept_merge, &prices);
}
inline result<amount> unclaimed(const amount &reserved, const amount &claimed) noexcept {
    return detail::get<amount>(::fernet_unclaimed, &reserved, &claimed);
}
inline result<slashing> slash(const params &parameters, slash_reason reason, std::uint32_t fee_split,
                              const amount &stake, const amount &bond) noexcept {
    return detail::get<slashing>(::fernet_slash, &parameters, reason, fee_split, &stake, &bond);
}

/* Keys and proofs */

inline result<secret_key> secret_key_derive(const secret &master, role key_role) noexcept {
    return detail::get<secret_key>(::fernet_secret_key_derive, &master, key_role);
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
inline result<beta> proof_to_hash(suite suite_id, const proof &pi) noexcept {
    return detail::get<beta>(::fernet_proof_to_hash, suite_id, &pi);
}
inline result<beta> vrf_evaluate(const secret_key &sk, suite suite_id, bytes input) noexcept {
    return detail::get<beta>(::fernet_vrf_evaluate, sk.get(), suite_id, input.data(), input.size());
}
inline result<proven> vrf_prove(const secret_key &sk, suite suite_id, bytes input) noexcept {
    return detail::get_both(&proven::proof, &proven::beta, ::fernet_vrf_prove, sk.get(), suite_id, input.data(),
        input.size());
}
inline result<proven> vrf_prove_ad(const secret_key &sk, suite suite_id, bytes input, bytes ad) noexcept {
    return detail::get_both(&proven::proof, &proven::beta, ::fernet_vrf_prove_ad, sk.get(), suite_id, input.data(),
        input.size(), ad.data(), ad.size());
}
inline result<proven> vrf_prove_verified(const secret_key &sk, suite suite_id, bytes input) noexcept {
    return detail::get_both(&proven::proof, &proven::beta, ::fernet_vrf_prove_verified, sk.get(), suite_id,
        input.data(), input.size());
}
inline result<proven> vrf_prove_verified_ad(const secret_key &sk, suite suite_id, bytes input, bytes ad) noexcept {
    return detail::get_both(&proven::proof, &proven::beta, ::fernet_vrf_prove_verified_ad, sk.get(), suite_id,
        input.data(), input.size(), ad.data(), ad.size());
}
inline result<beta> vrf_verify(const key &public_key, suite suite_id, bytes input, const proof &pi) noexcept {
    return detail::get<beta>(::fernet_vrf_verify, &public_key, suite_id, input.data(), input.size(), &pi);
}
inline result<beta> vrf_verify_ad(const key &public_key, suite suite_id, bytes input, bytes ad,
                                  const proof &pi) noexcept {
    return detail::get<beta>(::fernet_vrf_verify_ad, &public_key, suite_id, input.data(), input.size(), ad.data(),
        ad.size(), &pi);
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
                                          vrf_mode mode, span<const std::uint64_t> nodes,
                                          span<const claim_id> ids) noexcept {
    return ::fernet_prover_prove_verified(proofs.data(), proofs.size(), sk.get(), &seed, mode, nodes.data(),
        nodes.size(), ids.data(), ids.size());
}

/* Batch verification */

/* Sequencers on P-256 */

inline result<p256_secret_key> p256_secret_key_derive(const secret &master) noexcept {
    return detail::get<p256_secret_key>(::fernet_p256_secret_key_derive, &master);
}
inline result<p256_secret_key> p256_secret_key_from_scalar(const secret &scalar) noexcept {
    return detail::get<p256_secret_key>(::fernet_p256_secret_key_from_scalar, &scalar);
}
inline result<key> p256_secret_key_public(const p256_secret_key &sk) noexcept {
    return detail::get<key>(::fernet_p256_secret_key_public, sk.get());
}
inline result<void> p256_secret_key_wipe(p256_secret_key &sk) noexcept { return ::fernet_p256_secret_key_wipe(sk.get()); }
inline result<key> p256_key_parse(bytes encoding) noexcept {
    return detail::get<key>(::fernet_p256_key_parse, encoding.data(), encoding.size());
}
inline result<p256_proof> p256_proof_parse(bytes encoding) noexcept {
    return detail::get<p256_proof>(::fernet_p256_proof_parse, encoding.data(), encoding.size());
}
inline result<beta> p256_proof_to_hash(p256_suite suite_id, const p256_proof &pi) noexcept {
    return detail::get<beta>(::fernet_p256_proof_to_hash, suite_id, &pi);
}
inline result<beta> p256_evaluate(const p256_secret_key &sk, p256_suite suite_id, bytes input) noexcept {
    return detail::get<beta>(::fernet_p256_evaluate, sk.get(), suite_id, input.data(), input.size());
}
inline result<p256_proven> p256_prove(const p256_secret_key &sk, p256_suite suite_id, bytes input) noexcept {
    return detail::get_both(&p256_proven::proof, &p256_proven::beta, ::fernet_p256_prove, sk.get(), suite_id, input.data(),
        input.size());
}
inline result<p256_proven> p256_prove_ad(const p256_secret_key &sk, p256_suite suite_id, bytes input, bytes ad) noexcept {
    return detail::get_both(&p256_proven::proof, &p256_proven::beta, ::fernet_p256_prove_ad, sk.get(), suite_id,
        input.data(), input.size(), ad.data(), ad.size());
}
inline result<beta> p256_verify(const key &public_key, p256_suite suite_id, bytes input, const p256_proof &pi) noexcept {
    return detail::get<beta>(::fernet_p256_verify, &public_key, suite_id, input.data(), input.size(), &pi);
}
inline result<beta> p256_verify_ad(const key &public_key, p256_suite suite_id, bytes input, bytes ad,
                                   const p256_proof &pi) noexcept {
    return detail::get<beta>(::fernet_p256_verify_ad, &public_key, suite_id, input.data(), input.size(), ad.data(),
        ad.size(), &pi);
}
inline result<p256_evm_proof> p256_evm_witness(const key &public_key, bytes input, const p256_proof &pi) noexcept {
    return detail::get<p256_evm_proof>(::fernet_p256_evm_witness, &public_key, input.data(), input.size(), &pi);
}
inline result<p256_evm_proof> p256_evm_witness_ad(const key &public_key, bytes input, bytes ad,
                                                  const p256_proof &pi) noexcept {
    return detail::get<p256_evm_proof>(::fernet_p256_evm_witness_ad, &public_key, input.data(), input.size(), ad.data(),
                                       ad.size(), &pi);
}

#if defined(FERNET_HOSTED)
inline result<batch_key> batch_key_new(const key &public_key) noexcept {
    return detail::get<batch_key>(::fernet_batch_key_new, &public_key);
}
inline result<batch_proof> batch_proof_parse(bytes encoding) noexcept {
    return detail::get<batch_proof>(::fernet_batch_proof_parse, encoding.data(), encoding.size());
}
inline result<batch_proven> batch_proof_prove(const secret_key &sk, suite suite_id, bytes input, bytes ad,
                                              bool signs_ad) noexcept {
    return detail::get_both(&batch_proven::proof, &batch_proven::beta, ::fernet_batch_proof_prove, sk.get(), suite_id,
        input.data(), input.size(), ad.data(), ad.size(), static_cast<std::uint8_t>(signs_ad));
}
inline result<proof> batch_proof_to_proof(const key &public_key, suite suite_id, bytes input, bytes ad, bool signs_ad,
                                          const batch_proof &pi) noexcept {
    return detail::get<proof>(::fernet_batch_proof_to_proof, &public_key, suite_id, input.data(), input.size(),
        ad.data(), ad.size(), static_cast<std::uint8_t>(signs_ad), &pi);
}
inline result<batch_proof> batch_proof_from_proof(const key &public_key, suite suite_id, bytes input, bytes ad,
                                                  bool signs_ad, const proof &pi) noexcept {
    return detail::get<batch_proof>(::fernet_batch_proof_from_proof, &public_key, suite_id, input.data(),
        input.size(), ad.data(), ad.size(), static_cast<std::uint8_t>(signs_ad), &pi);
}
inline result<void> vrf_verify_batch(span<beta> outputs, span<std::int32_t> statuses,
                                     span<const batch_item> items) noexcept {
    return ::fernet_vrf_verify_batch(outputs.data(), outputs.size(), statuses.data(), statuses.size(), items.data(),
        items.size());
}
#endif

/* The driver of a block */

/** One block of a rollup, with everything that its messages decide. An object that was default-constructed, or that a
    failed function returned, is no block (FERNET_STATUS_STATE). */
class block {
  public:
    static result<block> open(const params &parameters, const opening &opens, const pinned_mix &pinned) noexcept {
        return detail::get<block>(::fernet_block_open, &parameters, &opens, &pinned);
    }
    static result<block> restore(bytes stored) noexcept {
        return detail::get<block>(::fernet_block_restore, stored.data(), stored.size());
    }
    /** Returns the number of bytes that were written. */
    result<std::size_t> store(span<std::uint8_t> stored) const noexcept {
        result<std::size_t> len{std::size_t{0}};
        const status done = ::fernet_block_store(stored.data(), stored.size(), &*len, &raw_);
        return done == FERNET_STATUS_OK ? len : done;
    }
    /** Returns true if the block is stale now. */
    result<bool> reorganised(std::uint64_t last_common) noexcept {
        const auto stale = detail::get<std::uint8_t>(::fernet_block_reorganised, &raw_, last_common);
        if (!stale) return stale.error();
        return *stale != 0;
    }

    result<void> accepts(const chain &blocks, std::uint64_t l1_block, event happened) const noexcept {
        return ::fernet_block_accepts(&raw_, &blocks, l1_block, happened);
    }
    /** `evidence` has message_proposal_evidence_len bytes. */
    result<proposed> propose(span<std::uint8_t> evidence, chain &blocks, std::uint64_t l1_block, bytes message,
                             const registration *registered) noexcept {
        return detail::get<proposed>(::fernet_block_propose, evidence.data(), evidence.size(), &raw_, &blocks, l1_block,
                                     message.data(), message.size(), registered);
    }
    /** `evidence` has message_proposal_evidence_p256_len bytes. */
    result<proposed> propose_p256(span<std::uint8_t> evidence, chain &blocks, std::uint64_t l1_block, bytes message,
                             const registration *registered) noexcept {
        return detail::get<proposed>(::fernet_block_propose_p256, evidence.data(), evidence.size(), &raw_, &blocks, l1_block,
                                     message.data(), message.size(), registered);
    }
    result<effects> reveal(chain &blocks, std::uint64_t l1_block, bytes message) noexcept {
        return detail::get<effects>(::fernet_block_reveal, &raw_, &blocks, l1_block, message.data(), message.size());
    }
    result<seat> claim(bytes message, const registration *registered) const noexcept {
        return detail::get<seat>(::fernet_block_claim, &raw_, message.data(), message.size(), registered);
    }
#if defined(FERNET_HOSTED)
    /** `seats` and `statuses` have as many elements as `claims`. */
    result<void> claim_batch(span<seat> seats, span<std::int32_t> statuses, span<const message_batch_claim> claims,
                             span<const registration> registered) const noexcept {
        return ::fernet_block_claim_batch(seats.data(), seats.size(), statuses.data(), statuses.size(), &raw_,
                                          claims.data(), claims.size(), registered.data(), registered.size());
    }
#endif
    /** Returns the key of the attester. */
    result<key> attestation(bytes message, std::uint64_t provers, const registration *registered) const noexcept {
        return detail::get<key>(::fernet_block_attestation, &raw_, message.data(), message.size(), provers, registered);
    }
    result<certificate_id> certify(bytes message, std::uint64_t provers, span<const registration> registered) noexcept {
        return detail::get<certificate_id>(::fernet_block_certify, &raw_, message.data(), message.size(), provers,
                                           registered.data(), registered.size());
    }
    result<certificate_id> certificate() const noexcept {
        return detail::get<certificate_id>(::fernet_block_certificate, &raw_);
    }
    result<submitted> submit_ids(chain &blocks, const l1_event &at, bytes message, span<const seat> seats) noexcept {
        return detail::get<submitted>(::fernet_block_submit_ids, &raw_, &blocks, &at, message.data(), message.size(),
                                      seats.data(), seats.size());
    }
    result<submitted> submit_claims(chain &blocks, const l1_event &at, bytes message,
                                    span<const registration> registered) noexcept {
        return detail::get<submitted>(::fernet_block_submit_claims, &raw_, &blocks, &at, message.data(), message.size(),
                                      registered.data(), registered.size());
    }
    result<submitted> submit_tree(chain &blocks, const l1_event &at, const tree &verified) noexcept {
        return detail::get<submitted>(::fernet_block_submit_tree, &raw_, &blocks, &at, &verified);
    }
    result<submitted> submit_root(chain &blocks, const l1_event &at, bytes message, const sums &of_root,
                                  const registration *registered) noexcept {
        return detail::get<submitted>(::fernet_block_submit_root, &raw_, &blocks, &at, message.data(), message.size(),
                                      &of_root, registered);
    }
    result<fernet::outcome> outcome(const happening &happened, const amount &stake) const noexcept {
        return detail::get<fernet::outcome>(::fernet_block_outcome, &raw_, &happened, &stake);
    }

    /** Returns the number of bytes of the evidence. */
    result<std::size_t> evidence(span<std::uint8_t> found, bytes a, bytes b,
                                 span<const registration> registered) const noexcept {
        result<std::size_t> len{std::size_t{0}};
        const status done = ::fernet_block_evidence(found.data(), found.size(), &*len, &raw_, a.data(), a.size(),
                                                    b.data(), b.size(), registered.data(), registered.size());
        return done == FERNET_STATUS_OK ? len : done;
    }
    result<void> check_evidence(bytes message, span<const registration> registered) const noexcept {
        return ::fernet_block_check_evidence(&raw_, message.data(), message.size(), registered.data(),
                                             registered.size());
    }
    /** `found` has message_attestation_evidence_len bytes. */
    result<void> attestation_evidence(span<std::uint8_t> found, bytes a, bytes b, std::uint64_t provers,
                                      const registration *registered) const noexcept {
        return ::fernet_block_attestation_evidence(found.data(), found.size(), &raw_, a.data(), a.size(), b.data(),
                                                   b.size(), provers, registered);
    }
    result<void> check_attestation_evidence(bytes message, std::uint64_t provers,
                                            const registration *registered) const noexcept {
        return ::fernet_block_check_attestation_evidence(&raw_, message.data(), message.size(), provers, registered);
    }
    result<void> sign_attestation(span<std::uint8_t> message, const secret_key &sk, span<const data_digest> digests,
                                  std::uint64_t newest, std::uint64_t provers,
                                  const registration *registered) const noexcept {
        return ::fernet_block_sign_attestation(message.data(), message.size(), &raw_, sk.get(), digests.data(),
                                               digests.size(), newest, provers, registered);
    }
    result<void> sign_proposal(span<std::uint8_t> message, const secret_key &sk, const fernet::proposal &own,
                               const registration *registered) const noexcept {
        return ::fernet_block_sign_proposal(message.data(), message.size(), &raw_, sk.get(), &own, registered);
    }
    result<void> sign_proposal_p256(span<std::uint8_t> message, const p256_secret_key &sk, const fernet::proposal &own,
                               const registration *registered) const noexcept {
        return ::fernet_block_sign_proposal_p256(message.data(), message.size(), &raw_, sk.get(), &own, registered);
    }
    result<void> sign_claim(span<std::uint8_t> message, const secret_key &sk, const fernet::claim &own,
                            const registration *registered) const noexcept {
        return ::fernet_block_sign_claim(message.data(), message.size(), &raw_, sk.get(), &own, registered);
    }

    result<block_info> read() const noexcept { return detail::get<block_info>(::fernet_block_read, &raw_); }
    result<ranked_proposal> proposal(std::uint32_t rank) const noexcept {
        return detail::get_both(&ranked_proposal::candidate, &ranked_proposal::proposal, ::fernet_block_proposal, &raw_,
                                rank);
    }
    result<fernet::proving_context> proving_context() const noexcept {
        return detail::get<fernet::proving_context>(::fernet_block_proving_context, &raw_);
    }
    result<fernet::settlement> settlement() const noexcept {
        return detail::get<fernet::settlement>(::fernet_block_settlement, &raw_);
    }
    result<tree> best_tree() const noexcept { return detail::get<tree>(::fernet_block_best_tree, &raw_); }

    /** The object for functions of fernet.h. */
    const ::fernet_block *get() const noexcept { return &raw_; }
    ::fernet_block *get() noexcept { return &raw_; }

  private:
    ::fernet_block raw_{};
};

inline ::fernet_block *detail::raw(block &object) noexcept { return object.get(); }

inline result<key> message_key(bytes message) noexcept {
    return detail::get<key>(::fernet_message_key, message.data(), message.size());
}
inline result<chain> chain_restore(bytes stored) noexcept {
    return detail::get<chain>(::fernet_chain_restore, stored.data(), stored.size());
}
/** Returns the number of bytes that were written. */
inline result<std::size_t> chain_store(span<std::uint8_t> stored, const chain &blocks) noexcept {
    result<std::size_t> len{std::size_t{0}};
    const status done = ::fernet_chain_store(stored.data(), stored.size(), &*len, &blocks);
    return done == FERNET_STATUS_OK ? len : done;
}
/** Returns the number of entries. */
inline result<std::size_t> randao_ring_restore(span<randao_entry> entries, bytes stored) noexcept {
    result<std::size_t> count{std::size_t{0}};
    const status done =
        ::fernet_randao_ring_restore(entries.data(), entries.size(), &*count, stored.data(), stored.size());
    return done == FERNET_STATUS_OK ? count : done;
}
/** Returns the number of bytes that were written. */
inline result<std::size_t> randao_ring_store(span<std::uint8_t> stored, span<const randao_entry> entries) noexcept {
    result<std::size_t> len{std::size_t{0}};
    const status done =
        ::fernet_randao_ring_store(stored.data(), stored.size(), &*len, entries.data(), entries.size());
    return done == FERNET_STATUS_OK ? len : done;
}
inline result<tree_verifier> tree_verifier_restore(const proving_context &context, bytes stored) noexcept {
    return detail::get<tree_verifier>(::fernet_tree_verifier_restore, &context, stored.data(), stored.size());
}
/** Returns the number of bytes that were written. */
inline result<std::size_t> tree_verifier_store(span<std::uint8_t> stored, const tree_verifier &verifier) noexcept {
    result<std::size_t> len{std::size_t{0}};
    const status done = ::fernet_tree_verifier_store(stored.data(), stored.size(), &*len, &verifier);
    return done == FERNET_STATUS_OK ? len : done;
}

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
