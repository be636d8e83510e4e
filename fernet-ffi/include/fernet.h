/*
 * Fernet: the protocol core of sequencer selection with the cooperative proving network, in C.
 *
 * Generated from the sources of fernet-ffi by "cargo xtask header": do not edit. SPEC.md, cited as "SPEC #anchor", is the
 * protocol. Needs C99 or C++11 and nothing but the three headers below.
 *
 * The rules of every function
 *
 * 1. It returns a fernet_status: 0 is FERNET_STATUS_OK, failures are negative, and numbers never change their meaning. Comments name
 *    failures without the prefix FERNET_STATUS_. (fernet_status_name and fernet_version return text instead.)
 * 2. Arguments: outputs first, then what is read and written, then inputs. The length of an array comes right after its pointer and
 *    counts elements.
 * 3. A pointer points to an object of its type, or to as many elements as its length says, initialised where they are read. It is not
 *    NULL unless its comment says so; an array of length 0 may be: FERNET_STATUS_NULL. A single object needs no alignment, an
 *    array has that of its elements: FERNET_STATUS_ALIGNMENT. What is written shares no memory with any other argument:
 *    FERNET_STATUS_OVERLAP. What is only read may overlap.
 * 4. On any failure every output is zero, and what is read and written is as before. (Two exceptions: nothing at all is written after
 *    FERNET_STATUS_OVERLAP, nor to an output that is NULL, misaligned or of an impossible length itself.)
 * 5. Nothing is allocated, but by fernet_vrf_verify_batch; nothing is kept between calls: no handles, no globals, no callbacks,
 *    no locale, no errno. Any thread may call anything at any time, as long as no thread writes what another one uses.
 * 6. Byte strings have the protocol's wire form as their struct form, so memcpy in and memcpy out is all it takes. Numbers of 128 and
 *    256 bits are big-endian bytes, a Solidity `uint256` for the latter. Bids and shares are parts per million in uint32_t. Amounts are wei.
 * 7. Types with private_bytes are private: made by a function, moved and copied as bytes, and read by a function. Their sizes are a
 *    promise within an ABI version. One that was not made by its function is found: FERNET_STATUS_STATE. Changing the bytes of
 *    one is undefined behaviour.
 * 8. Reserved fields are zero.
 * 9. Secrets are in fernet_secret and fernet_secret_key alone. Functions that read them take the same time whatever they are, and wipe
 *    their own copies. Wipe yours.
 *
 * Call fernet_selftest(FERNET_ABI_VERSION) once before anything else.
 */


#ifndef FERNET_H
#define FERNET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Version of this header. fernet_version gives that of the library. */
#define FERNET_VERSION "0.1.0"
#define FERNET_VERSION_MAJOR 0
#define FERNET_VERSION_MINOR 1
#define FERNET_VERSION_PATCH 0

/** ABI of this header: give it to fernet_selftest. The minor version while the major one is 0, then major * 1000. */
#define FERNET_ABI_VERSION 1

/** Define FERNET_FREESTANDING where the library is built without an operating system: it then has no batch verification. */
#ifndef FERNET_FREESTANDING
#define FERNET_HOSTED
#endif

/** Stands before every function: makes the compiler warn when its result is ignored. */
#ifndef FERNET_API
#if defined(__cplusplus) && __cplusplus >= 201703L
#define FERNET_API [[nodiscard]]
#elif defined(__GNUC__)
#define FERNET_API __attribute__((warn_unused_result))
#else
#define FERNET_API
#endif
#endif

/** Stands before the functions whose result may be ignored, as it often is when a program ends. */
#ifndef FERNET_API_WIPE
#define FERNET_API_WIPE
#endif


/** One million: bids and shares are parts per million (ppm). */
#define FERNET_PPM 1000000

/** exit_slot of a key that has not left. */
#define FERNET_NO_EXIT 18446744073709551615ull

/** base_share of parameters with one pool and equal seats. */
#define FERNET_NO_BASE_SHARE 4294967295

/** A node, L1 block or other number that there is not. */
#define FERNET_NO_NUMBER 18446744073709551615ull

/**
 * What a function returns: FERNET_STATUS_OK, or why it failed. Failures are negative. A number is never reused or changed;
 * later versions add some. Each error of SPEC #errors has its own, in a block of 100 for each operation.
 */
enum
#ifdef __cplusplus
fernet_status : int32_t
#endif
{
    /** Done. */
    FERNET_STATUS_OK = 0,
    /** A pointer is NULL that may not be. */
    FERNET_STATUS_NULL = -1,
    /** A length is impossible, or two lengths differ, or a capacity is 0 or less than the count. */
    FERNET_STATUS_LENGTH = -2,
    /** An array is not aligned as its element type asks for. */
    FERNET_STATUS_ALIGNMENT = -3,
    /** Something that is written shares memory with another argument; nothing was written. */
    FERNET_STATUS_OVERLAP = -4,
    /** A private object is not initialised, was wiped, or is of another type. */
    FERNET_STATUS_STATE = -5,
    /** A number that stands for one of a list is none of them, or a reserved field is not 0. */
    FERNET_STATUS_VALUE = -6,
    /** There is no such value: no fee is enough, no candidate, no seat was offered. */
    FERNET_STATUS_NONE = -7,
    /** The header and the library are of different ABI versions. */
    FERNET_STATUS_ABI_VERSION = -8,
    /** A known answer came out wrong: do not use this library on this machine. */
    FERNET_STATUS_SELF_TEST = -9,
    /** Never returned: a case that the library does not know of itself. */
    FERNET_STATUS_INTERNAL = -10,
    /** chain_id is 0. */
    FERNET_STATUS_PARAMS_CHAIN_ID_ZERO = -101,
    /** rollup_address is the zero address. */
    FERNET_STATUS_PARAMS_ROLLUP_ADDRESS_ZERO = -102,
    /** proofs_per_node is not in 1 to 3. */
    FERNET_STATUS_PARAMS_PROOFS_PER_NODE = -103,
    /** root_seats is not in 1 to proofs_per_node. */
    FERNET_STATUS_PARAMS_ROOT_SEATS = -104,
    /** randao_lag is 0. */
    FERNET_STATUS_PARAMS_RANDAO_LAG_ZERO = -105,
    /** A phase length is 0. */
    FERNET_STATUS_PARAMS_PHASE_LENGTH_ZERO = -106,
    /** slash_amount is 2^96 wei or more. */
    FERNET_STATUS_PARAMS_SLASH_AMOUNT_TOO_LARGE = -107,
    /** rebate_cap is 2^96 wei or more. */
    FERNET_STATUS_PARAMS_REBATE_CAP_TOO_LARGE = -108,
    /** base_share is above 1000000 ppm and not FERNET_NO_BASE_SHARE. */
    FERNET_STATUS_PARAMS_BASE_SHARE_ABOVE_PPM = -109,
    /** tx_per_base is not 1 or 2. */
    FERNET_STATUS_PARAMS_TX_PER_BASE = -110,
    /** vrf_mode is none of FERNET_VRF_MODE_... */
    FERNET_STATUS_PARAMS_VRF_MODE = -111,
    /** A slot is before the newest one in the ring. */
    FERNET_STATUS_RANDAO_SLOT_BEFORE_NEWEST = -201,
    /** The ring holds another mix for this slot. */
    FERNET_STATUS_RANDAO_CONFLICTING_MIX = -202,
    /** The slot is less than randao_lag. */
    FERNET_STATUS_RANDAO_BEFORE_FIRST_SLOT = -203,
    /** No mix at or after slot - randao_lag is known yet. */
    FERNET_STATUS_RANDAO_NOT_YET_KNOWN = -204,
    /** No mix at or before slot - randao_lag is retained. */
    FERNET_STATUS_RANDAO_NOT_RETAINED = -205,
    /** The registry snapshot is not older than the randomness. */
    FERNET_STATUS_SNAPSHOT_NOT_OLDER_THAN_RANDOMNESS = -301,
    /** The key's role does not include this duty. */
    FERNET_STATUS_INELIGIBLE_WRONG_ROLE = -401,
    /** The key was not active at the registry snapshot. */
    FERNET_STATUS_INELIGIBLE_NOT_YET_ACTIVE = -402,
    /** The key had exited at the registry snapshot. */
    FERNET_STATUS_INELIGIBLE_EXITED = -403,
    /** The key is not registered. Never returned: for callers that look a key up in a registry. */
    FERNET_STATUS_INELIGIBLE_NOT_REGISTERED = -404,
    /** fee_split is above fee_split_cap. */
    FERNET_STATUS_BID_FEE_SPLIT_ABOVE_CAP = -501,
    /** fee_burn is above 1000000 ppm. */
    FERNET_STATUS_BID_FEE_BURN_ABOVE_PPM = -502,
    /** The parent is not the canonical tip. */
    FERNET_STATUS_PROPOSAL_DEAD_PARENT = -601,
    /** payout is the zero address. */
    FERNET_STATUS_PROPOSAL_PAYOUT_ZERO = -602,
    /** bond is 2^96 wei or more. */
    FERNET_STATUS_PROPOSAL_BOND_TOO_LARGE = -603,
    /** fee_split is above 1000000 ppm and bond is 0. */
    FERNET_STATUS_PROPOSAL_BOND_MISSING = -604,
    /** fee_split is at most 1000000 ppm and bond is not 0. */
    FERNET_STATUS_PROPOSAL_BOND_NOT_NEEDED = -605,
    /** The node is not in the tree. */
    FERNET_STATUS_CLAIM_FOREIGN_NODE = -701,
    /** A base proof has left or right set. */
    FERNET_STATUS_CLAIM_BASE_WITH_CHILDREN = -702,
    /** A merge proof has left or right zero. */
    FERNET_STATUS_CLAIM_MERGE_WITHOUT_CHILDREN = -703,
    /** payout is the zero address. */
    FERNET_STATUS_CLAIM_PAYOUT_ZERO = -704,
    /** A bundle has at least one seat. */
    FERNET_STATUS_BUNDLE_EMPTY = -801,
    /** More seats than proofs_per_node. */
    FERNET_STATUS_BUNDLE_TOO_MANY_SEATS = -802,
    /** The root takes one proof. */
    FERNET_STATUS_BUNDLE_ROOT_TAKES_ONE = -803,
    /** Seats of different nodes. */
    FERNET_STATUS_BUNDLE_MIXED_NODES = -804,
    /** Seats of different statements. */
    FERNET_STATUS_BUNDLE_MIXED_STATEMENTS = -805,
    /** Two seats of one key. */
    FERNET_STATUS_BUNDLE_DUPLICATE_PROVER = -806,
    /** The seats after the primary are out of order. */
    FERNET_STATUS_BUNDLE_SEAT_ORDER = -807,
    /** A seat is of another tree: of another block, shape or parameters. */
    FERNET_STATUS_BUNDLE_FOREIGN = -808,
    /** A base has no children. */
    FERNET_STATUS_CHILD_CHILDREN_OF_BASE = -901,
    /** A merge needs its two children. */
    FERNET_STATUS_CHILD_CHILD_MISSING = -902,
    /** An accumulator is not of the child node. */
    FERNET_STATUS_CHILD_WRONG_NODE = -903,
    /** The left child is not the one the claim names. */
    FERNET_STATUS_CHILD_LEFT_DIFFERS = -904,
    /** The right child is not the one the claim names. */
    FERNET_STATUS_CHILD_RIGHT_DIFFERS = -905,
    /** An accumulator is of another tree: of another block, shape or parameters. */
    FERNET_STATUS_CHILD_FOREIGN = -906,
    /** The bundle or tree is of another tree: of another block, shape or parameters. */
    FERNET_STATUS_TREE_FOREIGN = -1001,
    /** The node was given before. */
    FERNET_STATUS_TREE_DUPLICATE = -1002,
    /** The node comes later in post-order. */
    FERNET_STATUS_TREE_OUT_OF_ORDER = -1003,
    /** The tree ends before its root. */
    FERNET_STATUS_TREE_MISSING = -1004,
    /** The capacity is less than the depth of the tree plus one. */
    FERNET_STATUS_TREE_STACK_FULL = -1005,
    /** The tree uses a claim that is not valid. Never returned: for callers that read trees as lists of claims. */
    FERNET_STATUS_TREE_REFUSED_CLAIM = -1006,
    /** A tree has at least one base. */
    FERNET_STATUS_SHAPE_NO_BASES = -1101,
    /** A tree has at most 2^32 bases. */
    FERNET_STATUS_SHAPE_TOO_MANY_BASES = -1102,
    /** The L1 block is before the last one seen. */
    FERNET_STATUS_PHASE_TIME_RUNS_BACK = -1201,
    /** The phase does not take this event. */
    FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE = -1202,
    /** A deadline is beyond the last L1 block number. */
    FERNET_STATUS_PHASE_OVERFLOW = -1203,
    /** The phase for this event has ended. */
    FERNET_STATUS_PHASE_LATE = -1204,
    /** A public key is not 32 bytes long. */
    FERNET_STATUS_KEY_LENGTH = -1301,
    /** The y-coordinate of a public key is not reduced. */
    FERNET_STATUS_KEY_NON_CANONICAL = -1302,
    /** A public key encodes x = 0 with a sign. */
    FERNET_STATUS_KEY_MINUS_ZERO = -1303,
    /** A public key is not on the curve. */
    FERNET_STATUS_KEY_NOT_ON_CURVE = -1304,
    /** A public key has small order. */
    FERNET_STATUS_KEY_SMALL_ORDER = -1305,
    /** A proof is not 80 bytes long. */
    FERNET_STATUS_PROOF_LENGTH = -1401,
    /** The y-coordinate of Gamma is not reduced. */
    FERNET_STATUS_PROOF_GAMMA_NON_CANONICAL = -1402,
    /** Gamma encodes x = 0 with a sign. */
    FERNET_STATUS_PROOF_GAMMA_MINUS_ZERO = -1403,
    /** Gamma is not on the curve. */
    FERNET_STATUS_PROOF_GAMMA_NOT_ON_CURVE = -1404,
    /** The scalar s of a proof is not reduced. */
    FERNET_STATUS_PROOF_SCALAR_NOT_REDUCED = -1405,
    /** TAI only: the input does not encode to a point, about one in 2^256. */
    FERNET_STATUS_EVALUATE_NO_POINT = -1501,
    /** TAI only: the input does not encode to a point, about one in 2^256. */
    FERNET_STATUS_VERIFY_NO_POINT = -1601,
    /** The proof is not valid for this key, suite, input and additional data. */
    FERNET_STATUS_VERIFY_INVALID = -1602,
    /** A proof for a batch is not 128 bytes long. */
    FERNET_STATUS_BATCH_PROOF_LENGTH = -1701,
    /** The first 32 bytes are not a point in its one encoding. */
    FERNET_STATUS_BATCH_PROOF_GAMMA = -1702,
    /** The second 32 bytes are not a point in its one encoding. */
    FERNET_STATUS_BATCH_PROOF_U = -1703,
    /** The third 32 bytes are not a point in its one encoding. */
    FERNET_STATUS_BATCH_PROOF_V = -1704,
    /** The scalar s of a proof for a batch is not reduced. */
    FERNET_STATUS_BATCH_PROOF_SCALAR_NOT_REDUCED = -1705,
    /** TAI only: the input does not encode to a point, about one in 2^256. */
    FERNET_STATUS_EXPAND_NO_POINT = -1801,
    /** The proof is not valid for this key, suite, input and additional data. */
    FERNET_STATUS_EXPAND_INVALID = -1802,
    /** The proof is valid, but a point has a component of small order: there is no form for batches. */
    FERNET_STATUS_EXPAND_MIXED_ORDER = -1803,
    /** An amount is 2^96 wei or more. */
    FERNET_STATUS_SETTLE_AMOUNT_TOO_LARGE = -1901,
    /** The pool is 2^96 wei or more. */
    FERNET_STATUS_SETTLE_POOL_TOO_LARGE = -1902,
    /** The bond is smaller than pool - fees. */
    FERNET_STATUS_SETTLE_BOND_TOO_SMALL = -1903,
    /** fee_burn is above 1000000 ppm. */
    FERNET_STATUS_SETTLE_BURN_ABOVE_PPM = -1904,
    /** The node is not in the tree. */
    FERNET_STATUS_SETTLE_FOREIGN_NODE = -1905,
    /** The node comes before the node paid last, in post-order. */
    FERNET_STATUS_SETTLE_OUT_OF_ORDER = -1906,
    /** All seats of the node are paid. */
    FERNET_STATUS_SETTLE_TOO_MANY_SEATS = -1907,
    /** No seat of the root was paid. */
    FERNET_STATUS_SETTLE_NO_ROOT = -1908,
    /** smoothing is not in 1 to 1000000 ppm. */
    FERNET_STATUS_MEV_SMOOTHING = -2001,
    /** Not low <= high < 2^40. */
    FERNET_STATUS_MEV_BOUNDS = -2002,
    /** current is not in low to high. */
    FERNET_STATUS_MEV_START_OUT_OF_BOUNDS = -2003,
    /** A share is above 1000000 ppm. */
    FERNET_STATUS_MEV_SHARE = -2004,
    /** fee_split is above the cap. */
    FERNET_STATUS_MEV_SPLIT_ABOVE_CAP = -2005,
    /** A check of the proof failed before its release: the hardware was disturbed, or the evaluation is of another alpha. */
    FERNET_STATUS_PROVE_FAULT = -2101,
    /** Salt and transactions do not give the leader's tx_order_hash. */
    FERNET_STATUS_REVEAL_WRONG_ORDER = -2201,
};
#ifndef __cplusplus
typedef int32_t fernet_status;
#endif // __cplusplus

#if defined(FERNET_HOSTED)
/** A public key that is ready for batches: 256 private bytes. It may be moved and copied as bytes, within one program. */
typedef struct fernet_batch_key {
    /** Private. */
    uint8_t private_bytes[256];
} fernet_batch_key;
#endif

/** A VRF public key, as registered: the encoding of a point (RFC 8032, section 5.1.2). fernet_key_parse checks one. */
typedef struct fernet_key {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_key;

#if defined(FERNET_HOSTED)
/**
 * A VRF proof in the form for batches: an eighth of Gamma, U and V, then s (SPEC #vrf-batch). Never a name of a proof: others
 * can rewrite these bytes. Take the 80 bytes for that. Cardano's 128 bytes are Gamma, U and V themselves and s, another form.
 */
typedef struct fernet_batch_proof {
    /** The wire form. */
    uint8_t bytes[128];
} fernet_batch_proof;
#endif

/** Output of a VRF (beta_string of RFC 9381, all 64 bytes). */
typedef struct fernet_beta {
    /** The wire form. */
    uint8_t bytes[64];
} fernet_beta;

/**
 * A secret key with its public key. 288 private bytes: never compare, print or store them; store the seed or the master.
 * It may be moved and copied as bytes; each copy has to be wiped by fernet_secret_key_wipe.
 */
typedef struct fernet_secret_key {
    /** Private. */
    uint8_t private_bytes[288];
} fernet_secret_key;

/** How an input becomes a point: the suite byte of RFC 9381, FERNET_SUITE_ELL2 or FERNET_SUITE_TAI. The protocol uses ELL2. */
typedef uint8_t fernet_suite;

/** A VRF proof (pi_string of RFC 9381): Gamma, c, s. */
typedef struct fernet_proof {
    /** The wire form. */
    uint8_t bytes[80];
} fernet_proof;

#if defined(FERNET_HOSTED)
/** A proof and what it proves: one item of fernet_vrf_verify_batch. Every pointer is non-NULL but for an array of length 0. */
typedef struct fernet_batch_item {
    /** Key of the holder. */
    const fernet_batch_key *key;
    /** Input, alpha_len bytes. */
    const uint8_t *alpha;
    /** Length of alpha. */
    size_t alpha_len;
    /** Signed data, ad_len bytes; not read for a plain proof. */
    const uint8_t *ad;
    /** Length of ad. */
    size_t ad_len;
    /** The proof. */
    const fernet_batch_proof *proof;
    /** The suite. */
    fernet_suite suite;
    /** 1 if the proof signs ad, which may be empty; 0 for a plain proof. */
    uint8_t signs_ad;
    /** Zero. */
    uint8_t reserved[6];
} fernet_batch_item;
#endif

/** What a claim's VRF proof signs (SPEC #claim). */
typedef struct fernet_claim_id {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_claim_id;

/** Seed of one block's proving (SPEC #seed-prover). */
typedef struct fernet_prover_seed {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_prover_seed;

/** Hash of the public inputs that every proof of one node shares. The rollup defines it. */
typedef struct fernet_statement {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_statement;

/** Hash of the proof of a node itself. The rollup defines it. */
typedef struct fernet_proof_digest {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_proof_digest;

/** Commitment to a bundle and, through its primary, to the tree below (SPEC #bundle-commitment). Zero: no bundle. */
typedef struct fernet_bundle_commitment {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_bundle_commitment;

/** An account on the settlement layer, as in Ethereum. */
typedef struct fernet_address {
    /** The wire form. */
    uint8_t bytes[20];
} fernet_address;

/** What a prover says of one proof, without its key and VRF proof (SPEC #claim). */
typedef struct fernet_claim {
    /** The node that is proven. */
    uint64_t node;
    /** Hash of the public inputs. */
    fernet_statement statement;
    /** Hash of the proof. */
    fernet_proof_digest proof_digest;
    /** Bundle that a merge consumed on the left; zero for a base. */
    fernet_bundle_commitment left;
    /** Bundle that a merge consumed on the right; zero for a base. */
    fernet_bundle_commitment right;
    /** Receives the pay; not zero. */
    fernet_address payout;
    /** Receives the gas rebate if this is the winning root; zero for none. */
    fernet_address rebate_payee;
    /** FEE_BURN, ppm, at most 1000000. */
    uint32_t fee_burn;
    /** Zero. */
    uint32_t reserved;
} fernet_claim;

/** Transactions that one base proof takes: 1 or 2. */
typedef uint8_t fernet_tx_per_base;

/** Where a prover's tickets come from: FERNET_VRF_MODE_PER_NODE, _PER_BLOCK or _PUBLIC (SPEC #ticket). */
typedef uint8_t fernet_vrf_mode;

/**
 * An amount in wei: 32 bytes big-endian, a Solidity `uint256`. Amounts of the protocol are below 2^96; a larger one is refused
 * where SPEC says so.
 */
typedef struct fernet_amount {
    /** Big-endian. */
    uint8_t bytes[32];
} fernet_amount;

/** Parameters of a rollup (SPEC #parameters). fernet_params_default fills one in; every function that takes one checks it. */
typedef struct fernet_params {
    /** L1 chain id, at least 1. */
    uint64_t chain_id;
    /** Rollup contract, not zero. */
    fernet_address rollup_address;
    /** Largest FEE_SPLIT, ppm; default 1000000. */
    uint32_t fee_split_cap;
    /** Slots between the randomness and its use, at least 1; default 64. */
    uint32_t randao_lag;
    /** Slots from registration to eligibility; default 64. */
    uint32_t activation_delay;
    /** Length of the proposal phase, L1 blocks, at least 1; default 3. */
    uint32_t proposal_blocks;
    /** Length of the reveal phase, L1 blocks, at least 1; default 5. */
    uint32_t reveal_blocks;
    /** Length of the proving phase, L1 blocks, at least 1; default 50. */
    uint32_t proving_blocks;
    /** Part of the pool for base proofs, ppm, at most 1000000; default FERNET_NO_BASE_SHARE. */
    uint32_t base_share;
    /** Seats of a node, 1 to 3; default 3. */
    uint8_t proofs_per_node;
    /** Seats that the root adds to the divisor of pays, 1 to proofs_per_node; default 3. */
    uint8_t root_seats;
    /** Transactions that a base proof takes; default 2. */
    fernet_tx_per_base tx_per_base;
    /** Where a prover's tickets come from; default FERNET_VRF_MODE_PER_NODE. */
    fernet_vrf_mode vrf_mode;
    /** Zero. */
    uint8_t reserved[4];
    /** Taken from a leader whose block got no proof, wei below 2^96; default 0. */
    fernet_amount slash_amount;
    /** Most that the winning root is refunded for L1 gas, wei below 2^96; default 0. */
    fernet_amount rebate_cap;
} fernet_params;

/** RANDAO accumulator of the L1 beacon chain after some slot (prevRandao). */
typedef struct fernet_randao_mix {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_randao_mix;

/** The mix that one block is decided by, read once (SPEC #randao-pin). */
typedef struct fernet_pinned_mix {
    /** Number of the block it was read for. */
    uint64_t block_number;
    /** L1 slot whose mix it is. */
    uint64_t slot;
    /** The mix. */
    fernet_randao_mix mix;
} fernet_pinned_mix;

/** The proving of one block: what a claim has to fit. */
typedef struct fernet_proving_context {
    /** Parameters of the rollup. */
    fernet_params params;
    /** The mix of the block. */
    fernet_pinned_mix pinned;
    /** Seed of the block's proving. */
    fernet_prover_seed seed;
    /** B, the base proofs of the tree, 1 to 2^32 (fernet_tree_shape_for_transactions). */
    uint64_t bases;
    /** L1 slot as of which the registry is read: before pinned.slot (SPEC #snapshot). */
    uint64_t snapshot_slot;
} fernet_proving_context;

/** What a registered key may do: one of FERNET_ROLE_... (SPEC #registry). */
typedef uint8_t fernet_role;

/** One registered key (SPEC #registry). */
typedef struct fernet_registration {
    /** The VRF public key. */
    fernet_key key;
    /** L1 slot of its registration. */
    uint64_t registered_slot;
    /** L1 slot of its exit, or FERNET_NO_EXIT. */
    uint64_t exit_slot;
    /** What it may do. */
    fernet_role role;
    /** Zero. */
    uint8_t reserved[7];
} fernet_registration;

/**
 * A valid claim with its key and score (SPEC #seat): 416 private bytes, which fernet_seat_read reads. It may be moved and
 * copied as bytes, within one program: the form is not for the wire.
 */
typedef struct fernet_seat {
    /** Private. */
    uint8_t private_bytes[416];
} fernet_seat;

/** A ticket: an integer of 128 bits, 16 bytes big-endian (SPEC #ticket). */
typedef struct fernet_ticket {
    /** Big-endian. */
    uint8_t bytes[16];
} fernet_ticket;

/** A claim with its key and score (SPEC #seat). */
typedef struct fernet_seat_id {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_seat_id;

/** A score, ticket * (1000000 + fee): an integer below 2^161, 32 bytes big-endian, a Solidity `uint256` (SPEC #score). */
typedef struct fernet_score {
    /** Big-endian. */
    uint8_t bytes[32];
} fernet_score;

/** What is in a fernet_seat. */
typedef struct fernet_seat_info {
    /** SPEC #seat. */
    fernet_seat_id id;
    /** What its prover signed. */
    fernet_claim_id claim_id;
    /** Whose it is. */
    fernet_key key;
    /** The luck of that key at the node. */
    fernet_ticket ticket;
    /** ticket * (1000000 + fee_burn). */
    fernet_score score;
    /** The claim. */
    fernet_claim claim;
} fernet_seat_info;

/** An id of either kind, where both have a place: a fernet_proposal_id or a fernet_claim_id. */
typedef struct fernet_id {
    /** The id. */
    uint8_t bytes[32];
} fernet_id;

/** Two different things that one key signed where it may sign one (SPEC #equivocation), the smaller id first. */
typedef struct fernet_evidence {
    /** Who signed. */
    fernet_key key;
    /** What was signed: the smaller id. */
    fernet_id first;
    /** What was signed: the greater id. */
    fernet_id second;
} fernet_evidence;

/** Salted hash of the order of a block's transactions (SPEC #tx-order). */
typedef struct fernet_tx_order_hash {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_tx_order_hash;

/** Secret salt of a transaction order. */
typedef struct fernet_salt {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_salt;

/** Hash of one transaction. */
typedef struct fernet_tx_hash {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_tx_hash;

/** What a sequencer binds itself to before the reveal (SPEC #commitment). */
typedef struct fernet_block_commitment {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_block_commitment;

/** What the rollup calls a block by; the parent that a proposal builds on. */
typedef struct fernet_block_hash {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_block_hash;

/** What a sequencer submits, without its key and proof (SPEC #proposal). */
typedef struct fernet_proposal {
    /** The block that it builds on. */
    fernet_block_hash parent;
    /** Salted hash of the order of its transactions. */
    fernet_tx_order_hash tx_order_hash;
    /** Locked for a split above 1, wei below 2^96. */
    fernet_amount bond;
    /** Receives the sequencer's share; not zero. */
    fernet_address payout;
    /** FEE_SPLIT, ppm. */
    uint32_t fee_split;
} fernet_proposal;

/** What a proposal's VRF proof signs (SPEC #proposal). */
typedef struct fernet_proposal_id {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_proposal_id;

/** The election of one block: what a proposal has to fit. */
typedef struct fernet_election {
    /** Parameters of the rollup. */
    fernet_params params;
    /** The mix of the block. */
    fernet_pinned_mix pinned;
    /** L1 slot as of which the registry is read: before pinned.slot (SPEC #snapshot). */
    uint64_t snapshot_slot;
    /** The canonical tip. */
    fernet_block_hash tip;
} fernet_election;

/**
 * What the order compares: higher ticket * (1000000 + fee), then higher ticket, then smaller key, then smaller id
 * (SPEC #order).
 */
typedef struct fernet_scored_key {
    /** Whose it is. */
    fernet_key key;
    /** Its luck. */
    fernet_ticket ticket;
    /** Its proposal or claim; zero where there is none. */
    fernet_id id;
    /** Its bid, FEE_SPLIT or FEE_BURN, ppm. */
    uint32_t fee;
} fernet_scored_key;

/** A moving average of the MEV of a block in ppm of its fees, clamped (SPEC #mev). Fill it in to start. */
typedef struct fernet_mev_reference {
    /** Least value, ppm. */
    uint64_t low;
    /** Greatest value, ppm, below 2^40. */
    uint64_t high;
    /** The reference, ppm, from low to high. */
    uint64_t current;
    /** Weight of a new sample, ppm, 1 to 1000000. */
    uint32_t smoothing;
    /** Zero. */
    uint32_t reserved;
} fernet_mev_reference;

/**
 * One block's phase, its deadlines and the last L1 block seen: 64 private bytes, which fernet_block_phase_read reads. It may
 * be moved and copied as bytes, within one program.
 */
typedef struct fernet_block_phase {
    /** Private. */
    uint8_t private_bytes[64];
} fernet_block_phase;

/** What the rollup has to do: one of FERNET_EFFECT_...; FERNET_EFFECT_NONE fills unused places. */
typedef uint8_t fernet_effect;

/** What an event makes the rollup do, in order. */
typedef struct fernet_effects {
    /** How many, at most 4. */
    uint8_t count;
    /** The effects, then FERNET_EFFECT_NONE. */
    fernet_effect effects[4];
} fernet_effects;

/** What happens to a block: one of FERNET_EVENT_... Each but time is valid by the other rules before it comes here. */
typedef uint8_t fernet_event;

/** Where a block stands: one of FERNET_PHASE_... (SPEC #phases). */
typedef uint8_t fernet_phase;

/** What is in a fernet_block_phase. */
typedef struct fernet_block_phase_info {
    /** First L1 block after the proposal phase. */
    uint64_t proposal_end;
    /** First L1 block after the reveal phase. */
    uint64_t reveal_end;
    /** First L1 block after the proving phase. */
    uint64_t deadline;
    /** First L1 block after the present phase; FERNET_NO_NUMBER at the end. */
    uint64_t phase_end;
    /** Where the block stands. */
    fernet_phase phase;
    /** Zero. */
    uint8_t reserved[7];
} fernet_block_phase_info;

/** A RANDAO reveal: the compressed BLS signature of an L1 proposer. */
typedef struct fernet_randao_reveal {
    /** The wire form. */
    uint8_t bytes[96];
} fernet_randao_reveal;

/** One mix of the ring. */
typedef struct fernet_randao_entry {
    /** L1 slot. */
    uint64_t slot;
    /** The mix after that slot's reveal. */
    fernet_randao_mix mix;
} fernet_randao_entry;

/** Something that a role allows: one of FERNET_DUTY_... */
typedef uint8_t fernet_duty;

/** What the prover pool holds, and from whom: fees + bond_used = sequencer + pool, exactly (SPEC #pool). All in wei. */
typedef struct fernet_funding {
    /** F. */
    fernet_amount fees;
    /** The prover pool. */
    fernet_amount pool;
    /** What the sequencer keeps of the fees. */
    fernet_amount sequencer;
    /** What the pool takes of the bond. */
    fernet_amount bond_used;
    /** The rest of the bond. */
    fernet_amount bond_returned;
} fernet_funding;

/** All that decides the pay of a seat (SPEC #settlement). */
typedef struct fernet_settlement {
    /** Parameters of the rollup. */
    fernet_params params;
    /** F: fees of the block plus block reward, wei below 2^96. */
    fernet_amount fees;
    /** Locked with the winning proposal, wei below 2^96. */
    fernet_amount bond;
    /** B, the base proofs of the tree, 1 to 2^32. */
    uint64_t bases;
    /** FEE_SPLIT of the leader, ppm, at most params.fee_split_cap. */
    uint32_t fee_split;
    /** Zero. */
    uint32_t reserved;
} fernet_settlement;

/** Where every wei of a settled block went: fees + bond_used = sequencer + paid + burned + rebate, exactly (SPEC #identity). */
typedef struct fernet_receipt {
    /** Who funded the pool. */
    fernet_funding funding;
    /** Sum of the pays. */
    fernet_amount paid;
    /** Destroyed: burns, empty seats and dust, less the rebate. */
    fernet_amount burned;
    /** Refunded to the payee of the winning root. */
    fernet_amount rebate;
    /** Number of seats paid. */
    uint64_t filled;
} fernet_receipt;

/** One filled seat of the winning tree. */
typedef struct fernet_paid_seat {
    /** Its node. */
    uint64_t node;
    /** FEE_BURN of its claim, ppm, at most 1000000. */
    uint32_t fee_burn;
    /** Zero. */
    uint32_t reserved;
} fernet_paid_seat;

/** A settlement under way: 384 private bytes. It may be moved and copied as bytes, within one program. */
typedef struct fernet_ledger {
    /** Private. */
    uint8_t private_bytes[384];
} fernet_ledger;

/** What the leader of a reverted block loses and gets back, wei (SPEC #slash). */
typedef struct fernet_slashing {
    /** Taken from the stake, and burned. */
    fernet_amount slashed;
    /** The stake that remains. */
    fernet_amount stake_left;
    /** The whole bond. */
    fernet_amount bond_returned;
} fernet_slashing;

/** A probability q / 2^128: q as 16 bytes big-endian; 2^128 - 1 is certainty (SPEC #odds). */
typedef struct fernet_probability {
    /** Big-endian. */
    uint8_t bytes[16];
} fernet_probability;

/** Seed of one block's election (SPEC #seed-sequencer). */
typedef struct fernet_sequencer_seed {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_sequencer_seed;

/** Input of a VRF in the protocol (alpha_string of RFC 9381). */
typedef struct fernet_alpha {
    /** The wire form. */
    uint8_t bytes[32];
} fernet_alpha;

/** Geometry of a proof tree (SPEC #tree). */
typedef struct fernet_tree_shape {
    /** B, the base proofs. */
    uint64_t bases;
    /** M = 2B - 1, the nodes, numbered from 0. */
    uint64_t nodes;
    /** Number of the root. */
    uint64_t root;
    /** Edges on the longest way from the root to a base, at most 32. */
    uint32_t depth;
    /** Zero. */
    uint32_t reserved;
} fernet_tree_shape;

/** What a node proves: FERNET_NODE_KIND_BASE or FERNET_NODE_KIND_MERGE. */
typedef uint8_t fernet_node_kind;

/** One node of a proof tree and the way from it (SPEC #node-number). FERNET_NO_NUMBER where there is none. */
typedef struct fernet_node {
    /** First base below it. */
    uint64_t first_base;
    /** The base after the last one below it. */
    uint64_t end_base;
    /** Its parent; none for the root. */
    uint64_t parent;
    /** Its left child; none for a base. */
    uint64_t left;
    /** Its right child; none for a base. */
    uint64_t right;
    /** The node after it in the order of submission; none for the root (SPEC #post-order). The first is node 0. */
    uint64_t next;
    /** Edges to the root. */
    uint32_t depth;
    /** What it proves. */
    fernet_node_kind kind;
    /** Zero. */
    uint8_t reserved[3];
} fernet_node;

/**
 * Everything below and including one bundle (SPEC #accumulator): 160 private bytes, which fernet_accumulator_read reads. It may
 * be moved and copied as bytes, within one program.
 */
typedef struct fernet_accumulator {
    /** Private. */
    uint8_t private_bytes[160];
} fernet_accumulator;

/** A sum of scores: an integer below 2^195, 32 bytes big-endian, a Solidity `uint256` (SPEC #accumulator). */
typedef struct fernet_total {
    /** Big-endian. */
    uint8_t bytes[32];
} fernet_total;

/** What is in a fernet_accumulator (SPEC #accumulator). */
typedef struct fernet_accumulator_info {
    /** The bundle's node. */
    uint64_t node;
    /** Number of filled seats. */
    uint64_t filled;
    /** Sum of the scores. */
    fernet_total total;
    /** Commitment to all of it. */
    fernet_bundle_commitment commitment;
} fernet_accumulator_info;

/** State of a search for the best bundle of one node: 3584 private bytes. It may be moved and copied as bytes, within one program. */
typedef struct fernet_bundle_builder {
    /** Private. */
    uint8_t private_bytes[3584];
} fernet_bundle_builder;

/**
 * State of a verifier of one submitted tree of any size: 3584 private bytes. It may be moved and copied as bytes, within one
 * program.
 */
typedef struct fernet_tree_verifier {
    /** Private. */
    uint8_t private_bytes[3584];
} fernet_tree_verifier;

/** A verified tree: 576 private bytes, which fernet_tree_read reads. It may be moved and copied as bytes, within one program. */
typedef struct fernet_tree {
    /** Private. */
    uint8_t private_bytes[576];
} fernet_tree;

/**
 * 32 secret bytes: a master secret (fernet_secret_key_derive) or a seed of RFC 9381 (fernet_secret_key_from_seed). From a
 * cryptographic random generator.
 */
typedef struct fernet_secret {
    /** The secret. */
    uint8_t bytes[32];
} fernet_secret;

/** One VRF for each node: a reveal shows one ticket. */
#define FERNET_VRF_MODE_PER_NODE 0

/** One VRF for each block, expanded by hash: a reveal shows the prover's tickets for every node. */
#define FERNET_VRF_MODE_PER_BLOCK 1

/** A hash of the public key: everyone can rank everyone. */
#define FERNET_VRF_MODE_PUBLIC 2

/** Sequencers submit proposals. */
#define FERNET_PHASE_PROPOSAL 0

/** The leader has to publish the contents. */
#define FERNET_PHASE_REVEAL 1

/** Provers submit trees. */
#define FERNET_PHASE_PROVING 2

/** A tree was accepted; better ones may replace it. */
#define FERNET_PHASE_FINAL 3

/** The deadline has passed and the best tree is paid. The end. */
#define FERNET_PHASE_SETTLED 4

/** No proposal, or no reveal. The end. */
#define FERNET_PHASE_SKIPPED 5

/** No tree. The end. */
#define FERNET_PHASE_REVERTED 6

/** Nothing but the L1 block. */
#define FERNET_EVENT_TIME 0

/** A proposal. */
#define FERNET_EVENT_PROPOSAL 1

/** The reveal of the leader. */
#define FERNET_EVENT_REVEAL 2

/** A tree. */
#define FERNET_EVENT_TREE 3

/** Nothing. */
#define FERNET_EFFECT_NONE 0

/** Ask the leader for the contents. */
#define FERNET_EFFECT_OPEN_REVEAL 1

/** Make the prover seed known and take trees. */
#define FERNET_EFFECT_OPEN_PROVING 2

/** Drop the block; the next one builds on its parent. */
#define FERNET_EFFECT_BUILD_ON_PARENT 3

/** Accept the block as final. */
#define FERNET_EFFECT_FINALIZE 4

/** Let the tree compete with those before (fernet_tree_compare). */
#define FERNET_EFFECT_TREE_COMPETES 5

/** Take the slash amount from the leader (fernet_slash). */
#define FERNET_EFFECT_SLASH_LEADER 6

/** Pay the best tree (fernet_settle). */
#define FERNET_EFFECT_SETTLE 7

/** Proposes blocks. */
#define FERNET_ROLE_SEQUENCER 0

/** Proves base nodes only. */
#define FERNET_ROLE_BASE_PROVER 1

/** Proves merge nodes only. */
#define FERNET_ROLE_MERGE_PROVER 2

/** Proves nodes of both kinds. */
#define FERNET_ROLE_PROVER 3

/** To propose a block. */
#define FERNET_DUTY_PROPOSE 0

/** To prove a base node. */
#define FERNET_DUTY_PROVE_BASE 1

/** To prove a merge node. */
#define FERNET_DUTY_PROVE_MERGE 2

/** Transactions. */
#define FERNET_NODE_KIND_BASE 0

/** Two child proofs. */
#define FERNET_NODE_KIND_MERGE 1

/** ECVRF-EDWARDS25519-SHA512-TAI: try and increment; its time depends on alpha, which must be public. */
#define FERNET_SUITE_TAI 3

/** ECVRF-EDWARDS25519-SHA512-ELL2: Elligator 2, constant time, cannot fail. */
#define FERNET_SUITE_ELL2 4

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

#if defined(FERNET_HOSTED)
/**
 * Makes a public key ready for batches: validates it, and finds out whether it has a component of small order. Costs a
 * multiplication: do it once for each key.
 *
 * Errors: KEY_....
 */
FERNET_API fernet_status fernet_batch_key_new(fernet_batch_key *batch_key, const fernet_key *key);
#endif

#if defined(FERNET_HOSTED)
/**
 * Decodes a proof for a batch, of any length. It is well-formed then, not thereby valid.
 *
 * Errors: BATCH_PROOF_..., the first that applies.
 */
FERNET_API fernet_status fernet_batch_proof_parse(fernet_batch_proof *proof, const uint8_t *bytes, size_t bytes_len);
#endif

#if defined(FERNET_HOSTED)
/**
 * The output of a key at alpha, and its proof in the form for batches. With signs_ad 1 the proof signs ad, which may be empty;
 * with 0 it is plain, and ad is not read.
 *
 * Errors: VALUE for suite or signs_ad, EVALUATE_NO_POINT.
 */
FERNET_API
fernet_status fernet_batch_proof_prove(fernet_batch_proof *proof,
                                       fernet_beta *beta,
                                       const fernet_secret_key *secret_key,
                                       fernet_suite suite,
                                       const uint8_t *alpha,
                                       size_t alpha_len,
                                       const uint8_t *ad,
                                       size_t ad_len,
                                       uint8_t signs_ad);
#endif

#if defined(FERNET_HOSTED)
/**
 * The proof of 80 bytes that a proof for a batch stands for, valid or not. ad and signs_ad as for fernet_batch_proof_prove.
 *
 * Errors: VALUE for suite or signs_ad, KEY_..., BATCH_PROOF_..., VERIFY_NO_POINT.
 */
FERNET_API
fernet_status fernet_batch_proof_to_proof(fernet_proof *proof,
                                          const fernet_key *key,
                                          fernet_suite suite,
                                          const uint8_t *alpha,
                                          size_t alpha_len,
                                          const uint8_t *ad,
                                          size_t ad_len,
                                          uint8_t signs_ad,
                                          const fernet_batch_proof *batch_proof);
#endif

#if defined(FERNET_HOSTED)
/**
 * The form for batches of a valid proof of 80 bytes. It costs two verifications: for whoever relays a proof to many. ad and
 * signs_ad as for fernet_batch_proof_prove.
 *
 * Errors: VALUE for suite or signs_ad, KEY_..., PROOF_..., EXPAND_NO_POINT, EXPAND_INVALID, EXPAND_MIXED_ORDER.
 */
FERNET_API
fernet_status fernet_batch_proof_from_proof(fernet_batch_proof *batch_proof,
                                            const fernet_key *key,
                                            fernet_suite suite,
                                            const uint8_t *alpha,
                                            size_t alpha_len,
                                            const uint8_t *ad,
                                            size_t ad_len,
                                            uint8_t signs_ad,
                                            const fernet_proof *proof);
#endif

#if defined(FERNET_HOSTED)
/**
 * Verifies each item and gives for each its own status (a fernet_status: OK, VERIFY_NO_POINT, VERIFY_INVALID) and output, zero where
 * the status is not OK. The verdicts are those of single verification. Allocates about 2 kB for each item, at most 2 MB, and ends the
 * program if there is no memory.
 *
 * Errors, before anything is verified: LENGTH unless the three lengths are the same, OVERLAP also with what an item points to, and
 * for the first item that has one: NULL, STATE (its key), VALUE (its suite, signs_ad or reserved), BATCH_PROOF_.... The outputs are
 * then zero (but after OVERLAP), and so are the statuses: go by the status returned.
 */
FERNET_API
fernet_status fernet_vrf_verify_batch(fernet_beta *betas,
                                      size_t betas_len,
                                      int32_t *statuses,
                                      size_t statuses_len,
                                      const fernet_batch_item *items,
                                      size_t items_len);
#endif

/** What the VRF proof of a claim signs as its additional data (SPEC #claim). */
FERNET_API fernet_status fernet_claim_id_new(fernet_claim_id *id, const fernet_prover_seed *seed, const fernet_claim *claim);

/**
 * Checks everything of a claim but its proof, before the proof is worth verifying (SPEC #claim-checks).
 *
 * Errors: those of a fernet_proving_context (PARAMS_..., SHAPE_..., SNAPSHOT_...), then the first in the order of SPEC:
 * CLAIM_FOREIGN_NODE, _BASE_WITH_CHILDREN, _MERGE_WITHOUT_CHILDREN, BID_FEE_BURN_ABOVE_PPM, CLAIM_PAYOUT_ZERO, INELIGIBLE_....
 */
FERNET_API
fernet_status fernet_claim_check(const fernet_proving_context *proving,
                                 const fernet_registration *registration,
                                 const fernet_claim *claim);

/**
 * The seat of a claim by a registered key. beta is the output of the claim's verified proof over fernet_prover_seed_alpha with
 * fernet_claim_id_new as additional data.
 *
 * Errors: those of fernet_claim_check.
 */
FERNET_API
fernet_status fernet_seat_new(fernet_seat *seat,
                              const fernet_proving_context *proving,
                              const fernet_registration *registration,
                              const fernet_claim *claim,
                              const fernet_beta *beta);

/**
 * As fernet_seat_new, for a ticket that was computed elsewhere: by a contract, or from a public key.
 *
 * Errors: those of fernet_claim_check.
 */
FERNET_API
fernet_status fernet_seat_new_with_ticket(fernet_seat *seat,
                                          const fernet_proving_context *proving,
                                          const fernet_registration *registration,
                                          const fernet_claim *claim,
                                          const fernet_ticket *ticket);

/** What is in a seat. */
FERNET_API fernet_status fernet_seat_read(fernet_seat_info *info, const fernet_seat *seat);

/** Which of two seats of a node comes first: -1 for a, 1 for b, 0 if they are the same (SPEC #order). */
FERNET_API fernet_status fernet_seat_compare(int32_t *order, const fernet_seat *a, const fernet_seat *b);

/**
 * Evidence if two seats are of one key and node and of different claims (SPEC #equivocation).
 *
 * Errors: NONE if they are not.
 */
FERNET_API fernet_status fernet_seat_equivocation(fernet_evidence *evidence, const fernet_seat *a, const fernet_seat *b);

/** The salted hash of an order of transactions, which may be none (SPEC #tx-order). */
FERNET_API
fernet_status fernet_tx_order_hash_new(fernet_tx_order_hash *hash,
                                       const fernet_salt *salt,
                                       const fernet_tx_hash *transactions,
                                       size_t count);

/** The block commitment of a proposal (SPEC #commitment). */
FERNET_API
fernet_status fernet_proposal_commitment(fernet_block_commitment *commitment,
                                         const fernet_params *params,
                                         uint64_t block_number,
                                         const fernet_proposal *proposal);

/**
 * What the VRF proof of a proposal signs as its additional data (SPEC #proposal).
 *
 * Errors: PROPOSAL_BOND_TOO_LARGE if bond is 2^128 wei or more, which has no form in the hash.
 */
FERNET_API
fernet_status fernet_proposal_id_new(fernet_proposal_id *id,
                                     const fernet_params *params,
                                     uint64_t block_number,
                                     const fernet_proposal *proposal);

/**
 * Checks everything of a proposal but its proof, before the proof is worth verifying (SPEC #proposal-checks).
 *
 * Errors: SNAPSHOT_NOT_OLDER_THAN_RANDOMNESS, then the first in the order of SPEC: PROPOSAL_DEAD_PARENT, INELIGIBLE_...,
 * BID_FEE_SPLIT_ABOVE_CAP, PROPOSAL_PAYOUT_ZERO, _BOND_TOO_LARGE, _BOND_MISSING, _BOND_NOT_NEEDED.
 */
FERNET_API
fernet_status fernet_election_check(const fernet_election *election,
                                    const fernet_registration *registration,
                                    const fernet_proposal *proposal);

/**
 * The candidate of a proposal, with the proposal id as its id. beta is the output of the proposal's verified proof over
 * fernet_sequencer_seed_alpha with fernet_proposal_id_new as additional data.
 *
 * Errors: those of fernet_election_check.
 */
FERNET_API
fernet_status fernet_election_scored_key(fernet_scored_key *candidate,
                                         const fernet_election *election,
                                         const fernet_registration *registration,
                                         const fernet_proposal *proposal,
                                         const fernet_beta *beta);

/**
 * Takes a proposal as fernet_election_scored_key does, and offers it to the best so far as fernet_ranking_insert does: the first of
 * them leads. *evidence is filled in when another proposal of the key is among the best already (both take part), and zero
 * otherwise: see its key. Compare with proposals that have left the ranking by fernet_evidence_new.
 *
 * Errors: LENGTH if capacity is 0 or less than *count, and those of fernet_election_check. The ranking is then as before.
 */
FERNET_API
fernet_status fernet_election_insert(fernet_evidence *evidence,
                                     fernet_scored_key *best,
                                     size_t capacity,
                                     size_t *count,
                                     const fernet_election *election,
                                     const fernet_registration *registration,
                                     const fernet_proposal *proposal,
                                     const fernet_beta *beta);

/**
 * Evidence if two ids differ. Both must be of valid proposals for one block, or of valid claims for one node of one block, by key
 * (SPEC #equivocation).
 *
 * Errors: NONE if they are the same.
 */
FERNET_API
fernet_status fernet_evidence_new(fernet_evidence *evidence,
                                  const fernet_key *key,
                                  const fernet_id *a,
                                  const fernet_id *b);

/**
 * Takes in the ratio of one more block, MEV in ppm of the fees; any value, it is clamped first.
 *
 * Errors: VALUE for reserved, MEV_SMOOTHING, MEV_BOUNDS, MEV_START_OUT_OF_BOUNDS. The reference is then as before.
 */
FERNET_API fernet_status fernet_mev_reference_observe(fernet_mev_reference *reference, uint64_t ratio);

/**
 * The FEE_SPLIT in ppm that gives the provers fees_share of the fees and mev_share of the MEV, ppm each.
 *
 * Errors: those of fernet_mev_reference_observe, MEV_SHARE, MEV_SPLIT_ABOVE_CAP.
 */
FERNET_API
fernet_status fernet_mev_reference_bid(uint32_t *fee_split,
                                       const fernet_mev_reference *reference,
                                       uint32_t fees_share,
                                       uint32_t mev_share,
                                       uint32_t cap);

/**
 * The default parameters for a rollup (SPEC #parameters). Change the fields that differ.
 *
 * Errors: PARAMS_CHAIN_ID_ZERO, PARAMS_ROLLUP_ADDRESS_ZERO.
 */
FERNET_API
fernet_status fernet_params_default(fernet_params *params,
                                    uint64_t chain_id,
                                    const fernet_address *rollup_address);

/**
 * Checks every parameter, as each function does that takes them (SPEC #parameters).
 *
 * Errors: VALUE for reserved, then PARAMS_..., the first in the order of SPEC.
 */
FERNET_API fernet_status fernet_params_check(const fernet_params *params);

/**
 * A block whose proposal phase opens at l1_block.
 *
 * Errors: PHASE_OVERFLOW.
 */
FERNET_API
fernet_status fernet_block_phase_open(fernet_block_phase *block,
                                      const fernet_params *params,
                                      uint64_t l1_block);

/**
 * Takes an event in l1_block, and says what to do (SPEC #phase-table).
 *
 * Errors: VALUE for event, PHASE_LATE, PHASE_TIME_RUNS_BACK, PHASE_NOT_IN_THIS_PHASE. The block is then as before, its time included.
 */
FERNET_API
fernet_status fernet_block_phase_step(fernet_effects *effects,
                                      fernet_block_phase *block,
                                      uint64_t l1_block,
                                      fernet_event event);

/**
 * Checks that an event in l1_block comes before the limit of its phase. Callers check this before the other rules of the event
 * (SPEC #phase-errors); fernet_block_phase_step checks it again.
 *
 * Errors: VALUE for event, PHASE_LATE.
 */
FERNET_API
fernet_status fernet_block_phase_in_time(const fernet_block_phase *block,
                                         uint64_t l1_block,
                                         fernet_event event);

/** Where a block stands. */
FERNET_API fernet_status fernet_block_phase_read(fernet_block_phase_info *info, const fernet_block_phase *block);

/** The mix after a reveal: mix XOR SHA-256(reveal), Ethereum's rule (SPEC #randao-mix). */
FERNET_API
fernet_status fernet_randao_mix_in(fernet_randao_mix *next,
                                   const fernet_randao_mix *mix,
                                   const fernet_randao_reveal *reveal);

/**
 * Adds the mix of slot to a ring: *count entries in the caller's array, oldest first. When all capacity entries are in use
 * the oldest leaves. The newest pair again changes nothing (SPEC #randao-ring). Start with *count 0. To pin with a lag, a ring needs
 * a capacity of randao_lag + 1, and one more for each slot that is added after the one in which the block opens and before
 * fernet_randao_ring_pin.
 *
 * Errors: LENGTH if capacity is 0 or less than *count, RANDAO_SLOT_BEFORE_NEWEST, RANDAO_CONFLICTING_MIX. The ring is then as
 * before.
 */
FERNET_API
fernet_status fernet_randao_ring_insert(fernet_randao_entry *entries,
                                        size_t capacity,
                                        size_t *count,
                                        uint64_t slot,
                                        const fernet_randao_mix *mix);

/**
 * Removes every mix at or after slot: the L1 chain was reorganised from there on (SPEC #randao-ring). Only *count changes.
 *
 * Errors: LENGTH if *count is more than capacity.
 */
FERNET_API
fernet_status fernet_randao_ring_truncate(size_t *count,
                                          const fernet_randao_entry *entries,
                                          size_t capacity,
                                          uint64_t slot);

/**
 * Pins the mix of block block_number, whose proposal phase opens in slot: of the entries, oldest first, the one at or before
 * slot - randao_lag (SPEC #randao-lag). It is read only if an entry at or after that slot is there too.
 *
 * Errors: RANDAO_SLOT_BEFORE_NEWEST or RANDAO_CONFLICTING_MIX for entries out of order, RANDAO_BEFORE_FIRST_SLOT,
 * RANDAO_NOT_YET_KNOWN, RANDAO_NOT_RETAINED.
 */
FERNET_API
fernet_status fernet_randao_ring_pin(fernet_pinned_mix *pinned,
                                     const fernet_randao_entry *entries,
                                     size_t count,
                                     uint64_t block_number,
                                     uint64_t slot,
                                     uint32_t randao_lag);

/**
 * Whether a registered key may do this duty in the block of pinned, by the registry as of snapshot_slot
 * (SPEC #snapshot, #eligibility): OK, or why not.
 *
 * Errors: SNAPSHOT_NOT_OLDER_THAN_RANDOMNESS unless snapshot_slot is before pinned->slot, INELIGIBLE_....
 */
FERNET_API
fernet_status fernet_registration_check_eligible(const fernet_params *params,
                                                 const fernet_pinned_mix *pinned,
                                                 uint64_t snapshot_slot,
                                                 const fernet_registration *registration,
                                                 fernet_duty duty);

/**
 * Shares the fees between sequencer and pool (SPEC #pool).
 *
 * Errors: those of a fernet_settlement: VALUE, PARAMS_..., SHAPE_..., SETTLE_AMOUNT_TOO_LARGE, BID_FEE_SPLIT_ABOVE_CAP,
 * SETTLE_POOL_TOO_LARGE, SETTLE_BOND_TOO_SMALL.
 */
FERNET_API fernet_status fernet_settlement_fund(fernet_funding *funding, const fernet_settlement *settlement);

/**
 * The smallest bond with which fees settle at fee_split: the part of the pool beyond the fees (SPEC #pool, #reveal).
 *
 * Errors: PARAMS_..., SETTLE_AMOUNT_TOO_LARGE, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_POOL_TOO_LARGE.
 */
FERNET_API
fernet_status fernet_settlement_required_bond(fernet_amount *bond,
                                              const fernet_params *params,
                                              const fernet_amount *fees,
                                              uint32_t fee_split);

/**
 * Checks what the leader publishes of its block: the base proofs of the tree that proves it, and its funding (SPEC #reveal). fees
 * is F, fees of the block plus block reward; the transactions are in the order of the block.
 *
 * Errors: PARAMS_..., SHAPE_TOO_MANY_BASES, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_AMOUNT_TOO_LARGE, SETTLE_POOL_TOO_LARGE,
 * SETTLE_BOND_TOO_SMALL, REVEAL_WRONG_ORDER.
 */
FERNET_API
fernet_status fernet_reveal_check(uint64_t *bases,
                                  fernet_funding *funding,
                                  const fernet_params *params,
                                  const fernet_proposal *proposal,
                                  const fernet_amount *fees,
                                  const fernet_salt *salt,
                                  const fernet_tx_hash *transactions,
                                  size_t count);

/**
 * S, the seats of the whole tree: the divisor of pays when there is one pool (SPEC #seats).
 *
 * Errors: those of a fernet_settlement.
 */
FERNET_API fernet_status fernet_settlement_seats(uint64_t *seats, const fernet_settlement *settlement);

/**
 * The pay of one filled seat at node, in wei rounded down; it depends on no other seat (SPEC #pay).
 *
 * Errors: those of a fernet_settlement, BID_FEE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE.
 */
FERNET_API
fernet_status fernet_settlement_pay(fernet_amount *pay,
                                    const fernet_settlement *settlement,
                                    uint64_t node,
                                    uint32_t fee_burn);

/**
 * Settles a block: pays[i] to the payout of seats[i], and the receipt. The seats are those of the winning tree, in post-order of
 * their nodes (SPEC #pay-order). rebate is what the winner asks back for L1 gas (fernet_rebate_new); it is capped.
 *
 * Errors: LENGTH unless pays_len is seats_len, those of a fernet_settlement, for the first seat that is refused
 * SETTLE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE, SETTLE_OUT_OF_ORDER, SETTLE_TOO_MANY_SEATS, then SETTLE_NO_ROOT. Nothing is paid then.
 */
FERNET_API
fernet_status fernet_settle(fernet_receipt *receipt,
                            fernet_amount *pays,
                            size_t pays_len,
                            const fernet_settlement *settlement,
                            const fernet_paid_seat *seats,
                            size_t seats_len,
                            const fernet_amount *rebate);

/**
 * Opens a ledger in which no seat is paid yet, for seats that come as a stream.
 *
 * Errors: those of a fernet_settlement.
 */
FERNET_API fernet_status fernet_ledger_open(fernet_ledger *ledger, const fernet_settlement *settlement);

/**
 * Pays some seats: pays[i] to the payout of seats[i]. Seats come in post-order of their nodes, also from call to call
 * (SPEC #pay-order).
 *
 * Errors: LENGTH unless pays_len is seats_len, SETTLE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE, SETTLE_OUT_OF_ORDER,
 * SETTLE_TOO_MANY_SEATS. None of the seats is paid then, and the ledger is as before.
 */
FERNET_API
fernet_status fernet_ledger_pay(fernet_amount *pays,
                                size_t pays_len,
                                fernet_ledger *ledger,
                                const fernet_paid_seat *seats,
                                size_t seats_len);

/**
 * Ends a settlement: refunds the winner's gas up to the cap and to what would be burned, and burns the remainder.
 *
 * Errors: SETTLE_NO_ROOT.
 */
FERNET_API
fernet_status fernet_ledger_close(fernet_receipt *receipt,
                                  const fernet_ledger *ledger,
                                  const fernet_amount *rebate);

/**
 * What the winner asks back for L1 gas, before it is capped: gas_used * gas_price in wei, held at 2^128 - 1; 0 for the zero address
 * (SPEC #rebate). gas_price is wei for a unit of gas. Of several submissions of the winning tree the smallest counts.
 */
FERNET_API
fernet_status fernet_rebate_new(fernet_amount *rebate,
                                const fernet_address *payee,
                                uint64_t gas_used,
                                const fernet_amount *gas_price);

/**
 * Takes the slash amount from the leader of a block that got no proof; its bond is returned (SPEC #slash).
 *
 * Errors: PARAMS_..., SETTLE_AMOUNT_TOO_LARGE.
 */
FERNET_API
fernet_status fernet_slash(fernet_slashing *slashing,
                           const fernet_params *params,
                           const fernet_amount *stake,
                           const fernet_amount *bond);

/** ticket * (1000000 + fee), exact, for any fee (SPEC #score). */
FERNET_API fernet_status fernet_score_new(fernet_score *score, const fernet_ticket *ticket, uint32_t fee);

/** Which of two candidates comes first: -1 for a, 1 for b, 0 if they are the same (SPEC #order). */
FERNET_API fernet_status fernet_scored_key_compare(int32_t *order, const fernet_scored_key *a, const fernet_scored_key *b);

/**
 * The smallest fee in ppm, 0 to max, with which ticket of key comes before rival (SPEC #inverse-bid).
 *
 * Errors: NONE if not even max does.
 */
FERNET_API
fernet_status fernet_scored_key_fee_to_beat(uint32_t *fee,
                                            const fernet_scored_key *rival,
                                            const fernet_key *key,
                                            const fernet_ticket *ticket,
                                            uint32_t max);

/**
 * Offers a candidate to the best of all so far: *count candidates in the caller's array, first first, at most capacity, one of
 * each key (SPEC #ranking). Start with *count 0. *taken says whether it is among them now; an equal one again is not taken. The
 * result does not depend on the order of the offers.
 *
 * Errors: LENGTH if capacity is 0 or less than *count.
 */
FERNET_API
fernet_status fernet_ranking_insert(bool *taken,
                                    fernet_scored_key *best,
                                    size_t capacity,
                                    size_t *count,
                                    const fernet_scored_key *candidate);

/**
 * The probability that ticket with fee leads against a number of rivals who all bid rival_fee: that none of their uniform tickets
 * reaches its score (SPEC #odds). A tie counts as reached: a score of 0 has no chance against one rival or more. Advisory.
 */
FERNET_API
fernet_status fernet_odds_against(fernet_probability *probability,
                                  const fernet_ticket *ticket,
                                  uint32_t fee,
                                  uint64_t rivals,
                                  uint32_t rival_fee);

/**
 * The probability that a key with fee leads among a number of keys, itself included, when the others bid rival_fee and no ticket
 * is known yet (SPEC #odds). Advisory.
 *
 * Errors: NONE for no keys.
 */
FERNET_API
fernet_status fernet_odds_among(fernet_probability *probability,
                                uint32_t keys,
                                uint32_t fee,
                                uint32_t rival_fee);

/**
 * The symmetric equilibrium of FEE_SPLIT in ppm among a number of sequencers for whom the MEV of a block is worth mev ppm of its
 * fees, from 0 to cap (SPEC #odds). Advisory.
 *
 * Errors: NONE for no keys.
 */
FERNET_API
fernet_status fernet_odds_equilibrium(uint32_t *fee_split,
                                      uint32_t keys,
                                      uint64_t mev,
                                      uint32_t cap);

/** The seed of a block's election (SPEC #seed-sequencer). */
FERNET_API
fernet_status fernet_sequencer_seed_new(fernet_sequencer_seed *seed,
                                        const fernet_params *params,
                                        const fernet_pinned_mix *pinned);

/** VRF input of every sequencer (SPEC #alpha). */
FERNET_API fernet_status fernet_sequencer_seed_alpha(fernet_alpha *alpha, const fernet_sequencer_seed *seed);

/** The seed of a block's proving, with the VRF output of its leader (SPEC #seed-prover). */
FERNET_API
fernet_status fernet_prover_seed_new(fernet_prover_seed *seed,
                                     const fernet_params *params,
                                     const fernet_pinned_mix *pinned,
                                     const fernet_beta *leader_beta);

/**
 * VRF input of every prover at node (SPEC #alpha). Only in FERNET_VRF_MODE_PER_NODE does it depend on the node.
 *
 * Errors: PARAMS_VRF_MODE.
 */
FERNET_API
fernet_status fernet_prover_seed_alpha(fernet_alpha *alpha,
                                       const fernet_prover_seed *seed,
                                       fernet_vrf_mode vrf_mode,
                                       uint64_t node);

/** The ticket of a sequencer, from its verified output over fernet_sequencer_seed_alpha (SPEC #ticket). */
FERNET_API fernet_status fernet_ticket_sequencer(fernet_ticket *ticket, const fernet_beta *beta);

/**
 * The ticket of the prover key at node, from its verified output over fernet_prover_seed_alpha in the same mode (SPEC #ticket).
 * seed, node and key decide in FERNET_VRF_MODE_PUBLIC, where beta does not; node and beta in _PER_BLOCK; beta in _PER_NODE.
 *
 * Errors: PARAMS_VRF_MODE.
 */
FERNET_API
fernet_status fernet_ticket_prover(fernet_ticket *ticket,
                                   fernet_vrf_mode vrf_mode,
                                   const fernet_prover_seed *seed,
                                   uint64_t node,
                                   const fernet_key *key,
                                   const fernet_beta *beta);

/** Version of the library, such as "0.1.0". The text is static, ASCII, and ends in NUL. */
FERNET_API const char *fernet_version(void);

/**
 * Checks that the library is of the ABI that the caller's header describes and that it computes right on this machine: one
 * proof of RFC 9381 (made and verified, and refused when changed), one score and one pay. Takes about as long as four proofs. Call
 * it once, with FERNET_ABI_VERSION.
 *
 * Errors: ABI_VERSION, SELF_TEST.
 */
FERNET_API
fernet_status fernet_selftest(uint32_t abi_version);

/**
 * B of the tree that proves a number of transactions; none still take one base (SPEC #bases).
 *
 * Errors: PARAMS_TX_PER_BASE, SHAPE_TOO_MANY_BASES.
 */
FERNET_API
fernet_status fernet_tree_shape_for_transactions(uint64_t *bases,
                                                 uint64_t transactions,
                                                 fernet_tx_per_base tx_per_base);

/**
 * The tree over bases.
 *
 * Errors: SHAPE_NO_BASES, SHAPE_TOO_MANY_BASES (above 2^32).
 */
FERNET_API fernet_status fernet_tree_shape_read(fernet_tree_shape *shape, uint64_t bases);

/**
 * A node of the tree over bases, and the way from it. A walk in the order of submission starts at node 0 and follows next.
 *
 * Errors: SHAPE_NO_BASES, SHAPE_TOO_MANY_BASES, CLAIM_FOREIGN_NODE if the tree has no such node.
 */
FERNET_API
fernet_status fernet_node_read(fernet_node *info,
                               uint64_t bases,
                               uint64_t node);

/**
 * Name of a status, as in SPEC #errors: "KeyError::SmallOrder"; "Ok", "Null" and so on for those that SPEC does not have,
 * "Unknown" for any other number. The text is static, ASCII, and ends in NUL.
 */
FERNET_API
const char *fernet_status_name(int32_t status);

/**
 * The accumulator of the bundle of count seats of one node, primary first, over those of its child bundles (SPEC #accumulator).
 * left and right are NULL for a base.
 *
 * Errors: those of a fernet_proving_context, BUNDLE_..., then CHILD_....
 */
FERNET_API
fernet_status fernet_bundle_accumulate(fernet_accumulator *accumulator,
                                       const fernet_proving_context *proving,
                                       const fernet_seat *seats,
                                       size_t count,
                                       const fernet_accumulator *left,
                                       const fernet_accumulator *right);

/** What is in an accumulator. */
FERNET_API fernet_status fernet_accumulator_read(fernet_accumulator_info *info, const fernet_accumulator *accumulator);

/**
 * Starts a search for the best bundle of proofs of statement at node (SPEC #best-bundle).
 *
 * Errors: those of a fernet_proving_context, CLAIM_FOREIGN_NODE.
 */
FERNET_API
fernet_status fernet_bundle_builder_init(fernet_bundle_builder *builder,
                                         const fernet_proving_context *proving,
                                         uint64_t node,
                                         const fernet_statement *statement);

/**
 * Takes a seat into the search, with the accumulators of the child bundles that its claim names; left and right are NULL for a
 * base. The result does not depend on the order of the offers.
 *
 * Errors: BUNDLE_FOREIGN, BUNDLE_MIXED_NODES, BUNDLE_MIXED_STATEMENTS, CHILD_.... The search is then as before.
 */
FERNET_API
fernet_status fernet_bundle_builder_insert(fernet_bundle_builder *builder,
                                           const fernet_seat *seat,
                                           const fernet_accumulator *left,
                                           const fernet_accumulator *right);

/**
 * The best bundle of all offers: *count seats, primary first, in an array of capacity 3 or more.
 *
 * Errors: LENGTH if capacity is less than 3, NONE before the first offer.
 */
FERNET_API
fernet_status fernet_bundle_builder_best(fernet_seat *seats,
                                         size_t capacity,
                                         size_t *count,
                                         const fernet_bundle_builder *builder);

/**
 * Starts the verification of one submitted tree of a block.
 *
 * Errors: those of a fernet_proving_context.
 */
FERNET_API
fernet_status fernet_tree_verifier_init(fernet_tree_verifier *verifier,
                                        const fernet_proving_context *proving);

/** The node whose bundle comes next (SPEC #post-order); FERNET_NO_NUMBER when the tree is complete. */
FERNET_API fernet_status fernet_tree_verifier_expected(uint64_t *node, const fernet_tree_verifier *verifier);

/**
 * Takes the next bundle, count seats of proving with the primary first, and gives the accumulator of the subtree that it completes.
 *
 * Errors: those of a fernet_proving_context, BUNDLE_..., TREE_... (TREE_FOREIGN if proving is not that of the verifier), CHILD_.... The
 * verifier is then as before: the right bundle may follow.
 */
FERNET_API
fernet_status fernet_tree_verifier_insert(fernet_accumulator *accumulator,
                                          fernet_tree_verifier *verifier,
                                          const fernet_proving_context *proving,
                                          const fernet_seat *seats,
                                          size_t count);

/**
 * The verified tree.
 *
 * Errors: TREE_MISSING if bundles are still to come.
 */
FERNET_API fernet_status fernet_tree_verifier_finish(fernet_tree *tree, const fernet_tree_verifier *verifier);

/** What is in a tree: its accumulator, with the root's, and the root's one seat, whose claim names the payee of the rebate. */
FERNET_API
fernet_status fernet_tree_read(fernet_accumulator_info *info,
                               fernet_seat_info *root,
                               const fernet_tree *tree);

/**
 * Which of two trees of one block wins the competition of roots: -1 for a, 1 for b, 0 if they are the same (SPEC #competition). The
 * best of many is found by keeping the one that wins; the time of submission never matters.
 *
 * Errors: TREE_FOREIGN if they are of different blocks, shapes or parameters.
 */
FERNET_API
fernet_status fernet_tree_compare(int32_t *order,
                                  const fernet_tree *a,
                                  const fernet_tree *b);

/**
 * Derives the key of a role from a master secret (SPEC #key-derivation). The three prover roles share one key; a sequencer's is
 * another. Wipe the key by fernet_secret_key_wipe, and the master yourself.
 *
 * Errors: VALUE for role.
 */
FERNET_API
fernet_status fernet_secret_key_derive(fernet_secret_key *secret_key,
                                       const fernet_secret *master,
                                       fernet_role role);

/**
 * The key of RFC 9381 whose SK is an Ed25519 seed, for interoperability. Never use the seed for Ed25519 as well: an Ed25519
 * signature on the bytes of H would reveal the key. fernet_secret_key_derive is safe in this respect.
 */
FERNET_API
fernet_status fernet_secret_key_from_seed(fernet_secret_key *secret_key,
                                          const fernet_secret *seed);

/** The public key of a secret key, as it is registered. */
FERNET_API fernet_status fernet_secret_key_public(fernet_key *key, const fernet_secret_key *secret_key);

/** Overwrites a secret key with zeros, which the compiler does not leave out. The object is not a key any more. */
FERNET_API_WIPE fernet_status fernet_secret_key_wipe(fernet_secret_key *secret_key);

/**
 * Decodes and validates a public key of any length: string_to_point and ECVRF_validate_key of RFC 9381.
 *
 * Errors: KEY_LENGTH, _NON_CANONICAL, _MINUS_ZERO, _NOT_ON_CURVE, _SMALL_ORDER, the first that applies.
 */
FERNET_API fernet_status fernet_key_parse(fernet_key *key, const uint8_t *bytes, size_t bytes_len);

/**
 * Decodes a proof of any length: ECVRF_decode_proof of RFC 9381. It is well-formed then, not thereby valid.
 *
 * Errors: PROOF_LENGTH, _GAMMA_NON_CANONICAL, _GAMMA_MINUS_ZERO, _GAMMA_NOT_ON_CURVE, _SCALAR_NOT_REDUCED, the first that applies.
 */
FERNET_API
fernet_status fernet_proof_parse(fernet_proof *proof,
                                 const uint8_t *bytes,
                                 size_t bytes_len);

/**
 * The output that a proof claims: ECVRF_proof_to_hash of RFC 9381. It says nothing until the proof verifies, which gives it too.
 *
 * Errors: VALUE for suite, PROOF_....
 */
FERNET_API
fernet_status fernet_proof_to_hash(fernet_beta *beta,
                                   fernet_suite suite,
                                   const fernet_proof *proof);

/**
 * The output of a key at alpha, without a proof: half of the cost. It is hard to guess until it is shown.
 *
 * Errors: VALUE for suite, EVALUATE_NO_POINT.
 */
FERNET_API
fernet_status fernet_vrf_evaluate(fernet_beta *beta,
                                  const fernet_secret_key *secret_key,
                                  fernet_suite suite,
                                  const uint8_t *alpha,
                                  size_t alpha_len);

/**
 * The output of a key at alpha, and its proof: ECVRF_prove of RFC 9381, to the byte. The same arguments give the same proof; no
 * randomness is taken.
 *
 * Errors: VALUE for suite, EVALUATE_NO_POINT.
 */
FERNET_API
fernet_status fernet_vrf_prove(fernet_proof *proof,
                               fernet_beta *beta,
                               const fernet_secret_key *secret_key,
                               fernet_suite suite,
                               const uint8_t *alpha,
                               size_t alpha_len);

/**
 * As fernet_vrf_prove, with a proof that signs ad, which may be empty (SPEC #vrf-ad). It never verifies as a plain proof, nor
 * the reverse; beta is the same.
 *
 * Errors: VALUE for suite, EVALUATE_NO_POINT.
 */
FERNET_API
fernet_status fernet_vrf_prove_ad(fernet_proof *proof,
                                  fernet_beta *beta,
                                  const fernet_secret_key *secret_key,
                                  fernet_suite suite,
                                  const uint8_t *alpha,
                                  size_t alpha_len,
                                  const uint8_t *ad,
                                  size_t ad_len);

/**
 * As fernet_vrf_prove, but releases the proof only after s was computed twice and the proof was verified: for hardware that an
 * attacker can disturb, since one wrong proof with a right nonce reveals the key. Costs about three times as much.
 *
 * Errors: VALUE for suite, EVALUATE_NO_POINT, PROVE_FAULT.
 */
FERNET_API
fernet_status fernet_vrf_prove_verified(fernet_proof *proof,
                                        fernet_beta *beta,
                                        const fernet_secret_key *secret_key,
                                        fernet_suite suite,
                                        const uint8_t *alpha,
                                        size_t alpha_len);

/**
 * As fernet_vrf_prove_ad, checked before its release as by fernet_vrf_prove_verified.
 *
 * Errors: VALUE for suite, EVALUATE_NO_POINT, PROVE_FAULT.
 */
FERNET_API
fernet_status fernet_vrf_prove_verified_ad(fernet_proof *proof,
                                           fernet_beta *beta,
                                           const fernet_secret_key *secret_key,
                                           fernet_suite suite,
                                           const uint8_t *alpha,
                                           size_t alpha_len,
                                           const uint8_t *ad,
                                           size_t ad_len);

/**
 * Verifies a plain proof, and gives the output: ECVRF_verify of RFC 9381, with validate_key.
 *
 * Errors: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID, the first that applies.
 */
FERNET_API
fernet_status fernet_vrf_verify(fernet_beta *beta,
                                const fernet_key *key,
                                fernet_suite suite,
                                const uint8_t *alpha,
                                size_t alpha_len,
                                const fernet_proof *proof);

/**
 * Verifies a proof that signs ad, which may be empty, and gives the output (SPEC #vrf-ad).
 *
 * Errors: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID, the first that applies.
 */
FERNET_API
fernet_status fernet_vrf_verify_ad(fernet_beta *beta,
                                   const fernet_key *key,
                                   fernet_suite suite,
                                   const uint8_t *alpha,
                                   size_t alpha_len,
                                   const uint8_t *ad,
                                   size_t ad_len,
                                   const fernet_proof *proof);

/**
 * The tickets of a prover on nodes_len nodes of the block of seed, in FERNET_SUITE_ELL2: one evaluation for each node in
 * FERNET_VRF_MODE_PER_NODE, one for all in _PER_BLOCK, none in _PUBLIC (SPEC #ticket).
 *
 * Errors: LENGTH unless tickets_len is nodes_len, PARAMS_VRF_MODE.
 */
FERNET_API
fernet_status fernet_prover_tickets(fernet_ticket *tickets,
                                    size_t tickets_len,
                                    const fernet_secret_key *secret_key,
                                    const fernet_prover_seed *seed,
                                    fernet_vrf_mode vrf_mode,
                                    const uint64_t *nodes,
                                    size_t nodes_len);

/**
 * The proofs of a prover's claims in the block of seed, in FERNET_SUITE_ELL2: one for each node and claim id, as
 * fernet_vrf_prove_ad makes them over fernet_prover_seed_alpha. In FERNET_VRF_MODE_PER_BLOCK the evaluation is shared, which
 * halves the cost.
 *
 * Errors: LENGTH unless the three lengths are the same, PARAMS_VRF_MODE.
 */
FERNET_API
fernet_status fernet_prover_prove(fernet_proof *proofs,
                                  size_t proofs_len,
                                  const fernet_secret_key *secret_key,
                                  const fernet_prover_seed *seed,
                                  fernet_vrf_mode vrf_mode,
                                  const uint64_t *nodes,
                                  size_t nodes_len,
                                  const fernet_claim_id *claim_ids,
                                  size_t claim_ids_len);

/**
 * As fernet_prover_prove, checked before their release as by fernet_vrf_prove_verified: all the proofs, or none.
 *
 * Errors: LENGTH unless the three lengths are the same, PARAMS_VRF_MODE, PROVE_FAULT.
 */
FERNET_API
fernet_status fernet_prover_prove_verified(fernet_proof *proofs,
                                           size_t proofs_len,
                                           const fernet_secret_key *secret_key,
                                           const fernet_prover_seed *seed,
                                           fernet_vrf_mode vrf_mode,
                                           const uint64_t *nodes,
                                           size_t nodes_len,
                                           const fernet_claim_id *claim_ids,
                                           size_t claim_ids_len);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* FERNET_H */
