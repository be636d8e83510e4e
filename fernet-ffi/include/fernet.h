/*
 * fernet.h: the Fernet protocol core in C: parameters, RANDAO, VRF, election, proof tree and settlement, and a
 * driver of one block over them.
 *
 * This file is generated from the sources of fernet-ffi by "cargo xtask header": do not edit it. Comments cite the
 * protocol, SPEC.md, as "SPEC #anchor". The header needs C99 or C++11 and includes nothing but the three standard
 * headers below.
 *
 * Rules for every function
 *
 * 1. Result. A function returns a fernet_status: FERNET_STATUS_OK (0) after success, a negative number after a
 *    failure. A number never changes its meaning. Comments write a status without its prefix FERNET_STATUS_, and
 *    PARAMS_... for every status whose name begins so. They do not repeat the statuses of rules 3, 7 and 8, which
 *    any function may return. (fernet_status_name and fernet_version return text instead.)
 * 2. Order of arguments. Outputs come first, then objects that are read and written, then inputs. The length of an
 *    array follows its pointer; it counts elements, not bytes. Comments mark outputs "(out)" and what is read and
 *    written "(in/out)".
 * 3. Pointers. A pointer points to an object of its type, or to as many elements as its length says. The caller
 *    initialises all memory that a function reads. A pointer is not NULL unless its comment allows it (FERNET_STATUS_NULL); the pointer of
 *    an array of length 0 may always be NULL. An array has the alignment of its elements (FERNET_STATUS_ALIGNMENT);
 *    a single object needs none. No array is larger than the address space (FERNET_STATUS_LENGTH). Memory that is
 *    written overlaps no other argument (FERNET_STATUS_OVERLAP); inputs may overlap each other.
 * 4. Failure. After a failure every output is zero, and every object that is read and written is unchanged. There
 *    are two exceptions: after FERNET_STATUS_OVERLAP nothing has been written, and an output that is itself NULL,
 *    misaligned or of an impossible length is not written.
 * 5. Memory and threads. The caller owns all memory. The library keeps no pointer after a function has returned, and
 *    has no global state, no callbacks, no locale and no errno. Only fernet_vrf_verify_batch and
 *    fernet_block_claim_batch allocate, and they free what they allocate. Any function may be called from any thread,
 *    as long as no thread writes memory that another one uses.
 * 6. Encodings. A struct with the one field "bytes" holds the encoding of the protocol: copy it in and out with
 *    memcpy. Integers of 128 and 256 bits are big-endian; those of 256 bits are encoded as a Solidity uint256. Bids
 *    and shares are in parts per million (ppm). Amounts are in wei.
 * 7. Private objects. A struct with the one field "private_bytes" is made and read by functions only. It may be
 *    moved and copied as bytes within one program; the bytes are not an encoding, so do not store or send them; the
 *    functions whose names end in _store and _restore do that for blocks, chains, rings and tree verifiers. The
 *    size of an object is fixed within an ABI version. FERNET_STATUS_STATE is returned for an object that no function has made,
 *    that was zeroed after a failure, closed or wiped, or that is of another type. Changing the bytes of an object is
 *    undefined behaviour.
 * 8. Reserved fields and enumerations. A reserved field is 0. A field or argument that is described as one of a list of
 *    constants has one of their values. Otherwise FERNET_STATUS_VALUE is returned, or a more specific status that the comment names.
 * 9. Secrets. Only fernet_secret and fernet_secret_key hold secrets. The run time of a function that reads a secret
 *    does not depend on the secret, and the function wipes its own copies. The caller wipes the objects that it owns: a
 *    fernet_secret_key with fernet_secret_key_wipe.
 *
 * Call fernet_selftest(FERNET_ABI_VERSION) once before any other function.
 */


#ifndef FERNET_H
#define FERNET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Version of this header. fernet_version returns the version of the library. */
#define FERNET_VERSION "0.1.0"
#define FERNET_VERSION_MAJOR 0
#define FERNET_VERSION_MINOR 1
#define FERNET_VERSION_PATCH 0

/** ABI version of this header, to be passed to fernet_selftest. It is FERNET_VERSION_MINOR while FERNET_VERSION_MAJOR is 0, and
    FERNET_VERSION_MAJOR * 1000 afterwards. */
#define FERNET_ABI_VERSION 1

/** Define FERNET_FREESTANDING before this header to use a library for targets without an operating system, which has no batch
    verification. */
#ifndef FERNET_FREESTANDING
#define FERNET_HOSTED
#endif

/** Makes the compiler warn when the status that a function returns is ignored. */
#ifndef FERNET_API
#if defined(__cplusplus) && __cplusplus >= 201703L
#define FERNET_API [[nodiscard]]
#elif defined(__GNUC__)
#define FERNET_API __attribute__((warn_unused_result))
#else
#define FERNET_API
#endif
#endif

/** Marks fernet_secret_key_wipe, whose status may be ignored: it fails for NULL only. */
#ifndef FERNET_API_WIPE
#define FERNET_API_WIPE
#endif


/** Number of proposals that a fernet_block keeps: the best ones, one for each key. */
#define FERNET_BLOCK_PROPOSALS 4

/** One million: the number of parts in the unit of bids and shares, ppm. */
#define FERNET_PPM 1000000

/** Value of exit_l1_block in a fernet_registration whose key has not exited. */
#define FERNET_NO_EXIT 18446744073709551615ull

/** Value of base_share in fernet_params for one prover pool that all seats share equally. */
#define FERNET_NO_BASE_SHARE 4294967295

/** Value of root_seats in fernet_params for a root with as many seats as proofs_per_node. */
#define FERNET_NO_ROOT_SEATS 255

/** Value of the number of a node or of an L1 block that does not exist. */
#define FERNET_NO_NUMBER 18446744073709551615ull

/**
 * Number of blocks that a fernet_chain can keep open. It is enough if
 * 1 + ceil(proving_blocks / (proposal_blocks + reveal_blocks)) is not larger; the defaults need 8.
 */
#define FERNET_CHAIN_CAPACITY 32

/** Number of bytes of a message with the parameters of a rollup. */
#define FERNET_MESSAGE_PARAMETERS_LEN 160

/** Number of bytes of a message with an attestation. */
#define FERNET_MESSAGE_ATTESTATION_LEN 186

/** Number of bytes of a certificate before its attestations. */
#define FERNET_MESSAGE_CERTIFICATE_LEN 76

/** Number of bytes of a message with two attestations as evidence. */
#define FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN 370

/** Number of bytes of a message with a claim, whose proof has 80 bytes. */
#define FERNET_MESSAGE_CLAIM_LEN 334

/** Number of bytes of a message with a claim whose proof is in batch form. */
#define FERNET_MESSAGE_BATCH_CLAIM_LEN 382

/** Number of bytes of a claim in a tree of claims. */
#define FERNET_SIGNED_CLAIM_LEN 292

/** Number of bytes of a message with two proposals as evidence. */
#define FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN 450

/** Number of bytes of a message with two proposals on P-256 as evidence. */
#define FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN 452

/** Number of bytes of a message with two claims as evidence. */
#define FERNET_MESSAGE_CLAIM_EVIDENCE_LEN 666

/** Number of bytes of a message with the opening of a block. */
#define FERNET_MESSAGE_BLOCK_OPENING_LEN 90

/** Number of bytes of a message with an L1 event before the message that L1 received. */
#define FERNET_MESSAGE_L1_EVENT_LEN 30

/** Number of bytes of a message with a proposal. */
#define FERNET_MESSAGE_PROPOSAL_LEN 226

/** Number of bytes of a message with a proposal whose proof is on P-256. */
#define FERNET_MESSAGE_PROPOSAL_P256_LEN 227

/** Number of bytes of a message with a reveal before the hashes of the transactions, which have 32 bytes each. */
#define FERNET_MESSAGE_REVEAL_LEN 66

/** Number of bytes of a message with a reveal that has the root of the transactions. */
#define FERNET_MESSAGE_REVEAL_ROOT_LEN 98

/** Number of bytes of a message with a reveal that has the roots of the transactions and of the proof data. */
#define FERNET_MESSAGE_REVEAL_DATA_LEN 130

/** Number of bytes of a message with a request to register a key. */
#define FERNET_MESSAGE_REGISTRATION_REQUEST_LEN 136

/** Number of bytes of a message with a record of the registry. */
#define FERNET_MESSAGE_REGISTRATION_RECORD_LEN 153

/** Number of bytes of a message with a request to register a key on P-256. */
#define FERNET_MESSAGE_REGISTRATION_REQUEST_P256_LEN 137

/** Number of bytes of a message with a record of the registry whose key is on P-256. */
#define FERNET_MESSAGE_REGISTRATION_RECORD_P256_LEN 154

/** Number of bytes of a message with the exit of a key. */
#define FERNET_MESSAGE_EXIT_LEN 54

/** Number of bytes of a tree or of tree data before its bundles or nodes. */
#define FERNET_MESSAGE_TREE_LEN 50

/** Number of bytes of each node of tree data. */
#define FERNET_NODE_DATA_LEN 152

/** Number of bytes of a message with the opening of a seat before the opening. */
#define FERNET_MESSAGE_SEAT_OPENING_LEN 43

/** Number of bytes of the opening of a seat without levels. */
#define FERNET_SEAT_OPENING_LEN 429

/** Number of bytes of each level of the opening of a seat. */
#define FERNET_SEAT_OPENING_LEVEL_LEN 120

/** The most bytes that fernet_block_store writes. */
#define FERNET_BLOCK_STORED_LEN 1882

/** The most bytes that fernet_chain_store writes. */
#define FERNET_CHAIN_STORED_LEN 2652

/** The most bytes that fernet_tree_verifier_store writes. */
#define FERNET_TREE_VERIFIER_STORED_LEN 3481

/**
 * Number of bytes of a stored ring without entries: fernet_randao_ring_store writes this many bytes, and
 * FERNET_RANDAO_ENTRY_STORED_LEN more for each entry.
 */
#define FERNET_RANDAO_RING_STORED_LEN 3

/** Number of bytes of each entry of a stored ring. */
#define FERNET_RANDAO_ENTRY_STORED_LEN 40

/**
 * The result of a function: FERNET_STATUS_OK, or the reason of a failure, which is negative. A number is never changed
 * or reused; later versions may add numbers. Each error of SPEC #errors has a number of its own, in a block of 100 for
 * each operation.
 */
enum
#ifdef __cplusplus
fernet_status : int32_t
#endif
{
    /** The function succeeded. */
    FERNET_STATUS_OK = 0,
    /** A pointer is NULL whose comment does not allow it. */
    FERNET_STATUS_NULL = -1,
    /**
     * An array is larger than the address space, two lengths that must be equal differ, a capacity is 0 or too small,
     * or a count is above its capacity.
     */
    FERNET_STATUS_LENGTH = -2,
    /** The pointer of an array is not aligned for its element type. */
    FERNET_STATUS_ALIGNMENT = -3,
    /** Memory that the function writes overlaps another argument. Nothing was written. */
    FERNET_STATUS_OVERLAP = -4,
    /** A private object was not made by a function of this library, was wiped, or is of another type. */
    FERNET_STATUS_STATE = -5,
    /** An enum argument or field has an unknown value, or a reserved field is not 0. */
    FERNET_STATUS_VALUE = -6,
    /**
     * The result does not exist: no fee is high enough, there are no keys, no seat was inserted, or the two seats
     * or proposals are not evidence of equivocation.
     */
    FERNET_STATUS_NONE = -7,
    /** The header and the library have different ABI versions. */
    FERNET_STATUS_ABI_VERSION = -8,
    /** The self-test computed a wrong answer. Do not use this build of the library on this machine. */
    FERNET_STATUS_SELF_TEST = -9,
    /** Internal error; never returned by a correct build. */
    FERNET_STATUS_INTERNAL = -10,
    /** The parameter chain_id is 0. */
    FERNET_STATUS_PARAMS_CHAIN_ID_ZERO = -101,
    /** The parameter rollup_address is the zero address. */
    FERNET_STATUS_PARAMS_ROLLUP_ADDRESS_ZERO = -102,
    /** The parameter proofs_per_node is not 1, 2 or 3. */
    FERNET_STATUS_PARAMS_PROOFS_PER_NODE = -103,
    /** The parameter root_seats is 0 or above proofs_per_node. */
    FERNET_STATUS_PARAMS_ROOT_SEATS = -104,
    /** The parameter randao_lag is 0 or 1. */
    FERNET_STATUS_PARAMS_RANDAO_LAG = -105,
    /** The parameter proposal_blocks, reveal_blocks or proving_blocks is 0. */
    FERNET_STATUS_PARAMS_PHASE_LENGTH_ZERO = -106,
    /** The parameter proof_slash_amount is 2^96 wei or more. */
    FERNET_STATUS_PARAMS_PROOF_SLASH_AMOUNT_TOO_LARGE = -107,
    /** The parameter rebate_cap is 2^96 wei or more. */
    FERNET_STATUS_PARAMS_REBATE_CAP_TOO_LARGE = -108,
    /** The parameter base_share is above 1000000 ppm and not FERNET_NO_BASE_SHARE. */
    FERNET_STATUS_PARAMS_BASE_SHARE_ABOVE_PPM = -109,
    /** The parameter tx_per_base is neither 1 nor 2. */
    FERNET_STATUS_PARAMS_TX_PER_BASE = -110,
    /** The parameter vrf_mode is not one of the FERNET_VRF_MODE_ constants. */
    FERNET_STATUS_PARAMS_VRF_MODE = -111,
    /** The parameter block_reward is 2^96 wei or more. */
    FERNET_STATUS_PARAMS_BLOCK_REWARD_TOO_LARGE = -112,
    /** The parameter reveal_slash_amount is 2^96 wei or more. */
    FERNET_STATUS_PARAMS_REVEAL_SLASH_AMOUNT_TOO_LARGE = -113,
    /** The parameter bond_base is 2^96 wei or more, or the minimum bond at fee_split_cap is. */
    FERNET_STATUS_PARAMS_BOND_BASE_TOO_LARGE = -114,
    /** The parameter fee_split_cap is above 1000000 ppm and bond_base is 0. */
    FERNET_STATUS_PARAMS_BOND_BASE_MISSING = -115,
    /** The parameter claim_blocks is 0. */
    FERNET_STATUS_PARAMS_CLAIM_BLOCKS_ZERO = -116,
    /** The parameter quorum is not from 1 to attesters, or not 0 although attesters is. */
    FERNET_STATUS_PARAMS_QUORUM = -117,
    /** The parameter attest_blocks is not from 1 to proving_blocks - 1, or not 0 although attesters is. */
    FERNET_STATUS_PARAMS_ATTEST_BLOCKS = -118,
    /** The parameter sequencer_suite is not one of the FERNET_SEQUENCER_SUITE_ constants. */
    FERNET_STATUS_PARAMS_SEQUENCER_SUITE = -119,
    /** The L1 block is before the newest one of the ring. */
    FERNET_STATUS_RANDAO_L1_BLOCK_BEFORE_NEWEST = -201,
    /** The ring already holds a different mix for the L1 block. */
    FERNET_STATUS_RANDAO_CONFLICTING_MIX = -202,
    /**
     * The block opens before L1 block randao_lag + 2, or a pinned mix is of L1 block 0 or 1: two L1 blocks have to come
     * before that of the mix.
     */
    FERNET_STATUS_RANDAO_OPENS_TOO_EARLY = -203,
    /** The ring has no mix of the L1 block that is wanted, and none of a later one. */
    FERNET_STATUS_RANDAO_NOT_YET_KNOWN = -204,
    /** The ring has a mix of a later L1 block, but none of the one that is wanted. */
    FERNET_STATUS_RANDAO_NOT_RETAINED = -205,
    /** The suite of the request is not that of the role in this rollup, or its proof has the length of another suite. */
    FERNET_STATUS_REGISTRATION_SUITE = -301,
    /** The owner of the request is the zero address. */
    FERNET_STATUS_REGISTRATION_OWNER_ZERO = -302,
    /** The role of the key does not allow the duty. */
    FERNET_STATUS_INELIGIBLE_WRONG_ROLE = -401,
    /** The key was not yet active after the L1 block of the registry snapshot. */
    FERNET_STATUS_INELIGIBLE_NOT_YET_ACTIVE = -402,
    /** The key had exited at or before the L1 block of the registry snapshot. */
    FERNET_STATUS_INELIGIBLE_EXITED = -403,
    /** The key is not registered: the caller gave no registration of it. */
    FERNET_STATUS_INELIGIBLE_NOT_REGISTERED = -404,
    /** The bid fee_split is above fee_split_cap. */
    FERNET_STATUS_BID_FEE_SPLIT_ABOVE_CAP = -501,
    /** The bid fee_burn is above 1000000 ppm. */
    FERNET_STATUS_BID_FEE_BURN_ABOVE_PPM = -502,
    /** The parent of the proposal is not the canonical tip. */
    FERNET_STATUS_PROPOSAL_DEAD_PARENT = -601,
    /** The payout of the proposal is the zero address. */
    FERNET_STATUS_PROPOSAL_PAYOUT_ZERO = -602,
    /** The bond of the proposal is 2^96 wei or more. */
    FERNET_STATUS_PROPOSAL_BOND_TOO_LARGE = -603,
    /** The proposal has a fee_split above 1000000 ppm and no bond. */
    FERNET_STATUS_PROPOSAL_BOND_MISSING = -604,
    /** The proposal has a bond, but its fee_split is at most 1000000 ppm. */
    FERNET_STATUS_PROPOSAL_BOND_NOT_NEEDED = -605,
    /**
     * The proposal was checked for another election. No function returns this: C checks and ranks a proposal in one
     * call.
     */
    FERNET_STATUS_PROPOSAL_FOREIGN = -606,
    /** The bond is smaller than the minimum bond for the fee_split of the proposal. */
    FERNET_STATUS_PROPOSAL_BOND_TOO_SMALL = -607,
    /** The node is not in the tree: its number is 2 * bases - 1 or more. */
    FERNET_STATUS_CLAIM_FOREIGN_NODE = -701,
    /** The claim of a base node has a left or right child that is not zero. */
    FERNET_STATUS_CLAIM_BASE_WITH_CHILDREN = -702,
    /** The claim of a merge node has a left or right child that is zero. */
    FERNET_STATUS_CLAIM_MERGE_WITHOUT_CHILDREN = -703,
    /** The payout of the claim is the zero address. */
    FERNET_STATUS_CLAIM_PAYOUT_ZERO = -704,
    /** The bundle has no seats. */
    FERNET_STATUS_BUNDLE_EMPTY = -801,
    /** The bundle has more seats than proofs_per_node. */
    FERNET_STATUS_BUNDLE_TOO_MANY_SEATS = -802,
    /** The bundle of the root has more than one seat. */
    FERNET_STATUS_BUNDLE_ROOT_TAKES_ONE = -803,
    /** The seats of the bundle, or of the builder, are of different nodes. */
    FERNET_STATUS_BUNDLE_MIXED_NODES = -804,
    /** The seats of the bundle, or of the builder, are of different statements. */
    FERNET_STATUS_BUNDLE_MIXED_STATEMENTS = -805,
    /** Two seats of the bundle are of the same key. */
    FERNET_STATUS_BUNDLE_DUPLICATE_PROVER = -806,
    /** The seats after the primary are not sorted best first. */
    FERNET_STATUS_BUNDLE_SEAT_ORDER = -807,
    /** A seat is of another block, of a tree of another shape, or was made under other parameters. */
    FERNET_STATUS_BUNDLE_FOREIGN = -808,
    /** Two seats of the bundle have the same proof_digest. */
    FERNET_STATUS_BUNDLE_DUPLICATE_PROOF = -809,
    /** Child accumulators were given for a base node, which has no children. */
    FERNET_STATUS_CHILD_CHILDREN_OF_BASE = -901,
    /** A child accumulator of a merge node is missing. */
    FERNET_STATUS_CHILD_CHILD_MISSING = -902,
    /** A child accumulator is not of the left or right child node. */
    FERNET_STATUS_CHILD_WRONG_NODE = -903,
    /** The left accumulator is not the one that the claim of the primary names. */
    FERNET_STATUS_CHILD_LEFT_DIFFERS = -904,
    /** The right accumulator is not the one that the claim of the primary names. */
    FERNET_STATUS_CHILD_RIGHT_DIFFERS = -905,
    /** A child accumulator is of another block, of a tree of another shape, or was made under other parameters. */
    FERNET_STATUS_CHILD_FOREIGN = -906,
    /** The bundle or tree is of another block, of another shape, or was made under other parameters. */
    FERNET_STATUS_TREE_FOREIGN = -1001,
    /** A bundle of this node was inserted before. */
    FERNET_STATUS_TREE_DUPLICATE = -1002,
    /** The node is not the next one in post-order; it comes later. */
    FERNET_STATUS_TREE_OUT_OF_ORDER = -1003,
    /** The tree is not complete: the bundle of the root was not inserted. */
    FERNET_STATUS_TREE_MISSING = -1004,
    /**
     * The stack of a verifier is too small for the depth of the tree. No function returns this: a fernet_tree_verifier
     * has room for the deepest tree.
     */
    FERNET_STATUS_TREE_STACK_FULL = -1005,
    /** The tree uses a claim of which the caller has no seat, so one that is not valid. */
    FERNET_STATUS_TREE_REFUSED_CLAIM = -1006,
    /** The number of bases is 0. */
    FERNET_STATUS_SHAPE_NO_BASES = -1101,
    /** The number of bases is above 2^32. */
    FERNET_STATUS_SHAPE_TOO_MANY_BASES = -1102,
    /** The L1 block of the event is before the L1 block of the last event. */
    FERNET_STATUS_PHASE_TIME_RUNS_BACK = -1201,
    /** The present phase does not accept this event. */
    FERNET_STATUS_PHASE_NOT_IN_THIS_PHASE = -1202,
    /** A phase would end at an L1 block number of 2^64 or more. */
    FERNET_STATUS_PHASE_OVERFLOW = -1203,
    /** The phase in which this event is accepted has ended. */
    FERNET_STATUS_PHASE_LATE = -1204,
    /** The public key is not 32 bytes long. */
    FERNET_STATUS_KEY_LENGTH = -1301,
    /** The y-coordinate of the public key is not below 2^255 - 19. */
    FERNET_STATUS_KEY_NON_CANONICAL = -1302,
    /** The x-coordinate of the public key is zero, but its sign bit is set. */
    FERNET_STATUS_KEY_MINUS_ZERO = -1303,
    /** No point of the curve has the y-coordinate of the public key. */
    FERNET_STATUS_KEY_NOT_ON_CURVE = -1304,
    /** The order of the public key divides eight, so its VRF output would be the same for all inputs. */
    FERNET_STATUS_KEY_SMALL_ORDER = -1305,
    /** The proof is not 80 bytes long. */
    FERNET_STATUS_PROOF_LENGTH = -1401,
    /** The y-coordinate of Gamma in the proof is not below 2^255 - 19. */
    FERNET_STATUS_PROOF_GAMMA_NON_CANONICAL = -1402,
    /** The x-coordinate of Gamma in the proof is zero, but its sign bit is set. */
    FERNET_STATUS_PROOF_GAMMA_MINUS_ZERO = -1403,
    /** No point of the curve has the y-coordinate of Gamma in the proof. */
    FERNET_STATUS_PROOF_GAMMA_NOT_ON_CURVE = -1404,
    /** The scalar s in the proof is not below the group order. */
    FERNET_STATUS_PROOF_SCALAR_NOT_REDUCED = -1405,
    /** FERNET_SUITE_TAI only: try-and-increment found no point for alpha. The probability is about 2^-256. */
    FERNET_STATUS_EVALUATE_NO_POINT = -1501,
    /** FERNET_SUITE_TAI only: try-and-increment found no point for alpha. The probability is about 2^-256. */
    FERNET_STATUS_VERIFY_NO_POINT = -1601,
    /** The proof is not valid for this key, suite, alpha and additional data. */
    FERNET_STATUS_VERIFY_INVALID = -1602,
    /** The batch proof is not 128 bytes long. */
    FERNET_STATUS_BATCH_PROOF_LENGTH = -1701,
    /** Bytes 0 to 31 of the batch proof are not the canonical encoding of a point on the curve. */
    FERNET_STATUS_BATCH_PROOF_GAMMA = -1702,
    /** Bytes 32 to 63 of the batch proof are not the canonical encoding of a point on the curve. */
    FERNET_STATUS_BATCH_PROOF_U = -1703,
    /** Bytes 64 to 95 of the batch proof are not the canonical encoding of a point on the curve. */
    FERNET_STATUS_BATCH_PROOF_V = -1704,
    /** The scalar s in the batch proof is not below the group order. */
    FERNET_STATUS_BATCH_PROOF_SCALAR_NOT_REDUCED = -1705,
    /** FERNET_SUITE_TAI only: try-and-increment found no point for alpha. The probability is about 2^-256. */
    FERNET_STATUS_EXPAND_NO_POINT = -1801,
    /** The proof is not valid for this key, suite, alpha and additional data. */
    FERNET_STATUS_EXPAND_INVALID = -1802,
    /** The proof is valid but has no batch form, because one of its points has a component of small order. */
    FERNET_STATUS_EXPAND_MIXED_ORDER = -1803,
    /** An amount is 2^96 wei or more. */
    FERNET_STATUS_SETTLE_AMOUNT_TOO_LARGE = -1901,
    /** The prover pool, fees * fee_split / 1000000, is 2^96 wei or more. */
    FERNET_STATUS_SETTLE_POOL_TOO_LARGE = -1902,
    /** The bond is smaller than the part of the pool that exceeds the fees. */
    FERNET_STATUS_SETTLE_BOND_TOO_SMALL = -1903,
    /** The fee_burn of a seat is above 1000000 ppm. */
    FERNET_STATUS_SETTLE_BURN_ABOVE_PPM = -1904,
    /** The node is not in the tree: its number is 2 * bases - 1 or more. */
    FERNET_STATUS_SETTLE_FOREIGN_NODE = -1905,
    /** The node comes before the node paid last in post-order. */
    FERNET_STATUS_SETTLE_OUT_OF_ORDER = -1906,
    /** All seats of the node have been paid already. */
    FERNET_STATUS_SETTLE_TOO_MANY_SEATS = -1907,
    /** No seat of the root was paid. */
    FERNET_STATUS_SETTLE_NO_ROOT = -1908,
    /** The kept shares are more than those of all seats of the tree. */
    FERNET_STATUS_SETTLE_KEPT_TOO_LARGE = -1909,
    /** The pays claimed are more than the reserve. */
    FERNET_STATUS_SETTLE_CLAIMED_TOO_MUCH = -1910,
    /** The smoothing of the MEV reference is 0 or above 1000000 ppm. */
    FERNET_STATUS_MEV_SMOOTHING = -2001,
    /** The bounds of the MEV reference do not satisfy low <= high < 2^40. */
    FERNET_STATUS_MEV_BOUNDS = -2002,
    /** The current value of the MEV reference is below low or above high. */
    FERNET_STATUS_MEV_START_OUT_OF_BOUNDS = -2003,
    /** A share of the fees or of the MEV is above 1000000 ppm. */
    FERNET_STATUS_MEV_SHARE = -2004,
    /** The computed fee_split is above fee_split_cap. */
    FERNET_STATUS_MEV_SPLIT_ABOVE_CAP = -2005,
    /** The number of MEV sources is 0 or above 32. */
    FERNET_STATUS_MEV_SOURCE_COUNT = -2051,
    /** Two MEV sources have the same address. */
    FERNET_STATUS_MEV_SOURCE_DUPLICATE_SOURCE = -2052,
    /** The quorum is 0 or above the number of MEV sources. */
    FERNET_STATUS_MEV_SOURCE_QUORUM = -2053,
    /** An amount of an MEV report is 2^96 wei or more. */
    FERNET_STATUS_MEV_SOURCE_AMOUNT_TOO_LARGE = -2054,
    /** The fees of an MEV report are 0 wei. */
    FERNET_STATUS_MEV_SOURCE_FEES_ZERO = -2055,
    /** Two reports of one MEV source count. */
    FERNET_STATUS_MEV_SOURCE_DUPLICATE_REPORT = -2056,
    /** The MEV reports that count are fewer than the quorum. */
    FERNET_STATUS_MEV_SOURCE_QUORUM_MISSED = -2057,
    /** The new proof failed its self-check and was wiped: the hardware computed wrongly. */
    FERNET_STATUS_PROVE_FAULT = -2101,
    /** The salt, fees, count and transaction root do not give the tx_order_hash of the proposal. */
    FERNET_STATUS_REVEAL_WRONG_ORDER = -2201,
    /** The rollup has attesters, and the reveal has no data_root. */
    FERNET_STATUS_REVEAL_DATA_ROOT_MISSING = -2202,
    /** The rollup has no attesters, and the reveal has a data_root. */
    FERNET_STATUS_REVEAL_DATA_ROOT_NOT_NEEDED = -2203,
    /** More blocks can be open at a time than FERNET_CHAIN_CAPACITY. */
    FERNET_STATUS_CHAIN_CAPACITY = -2501,
    /** Time has not been applied to the chain up to the L1 block of the message. */
    FERNET_STATUS_CHAIN_BEHIND = -2502,
    /** The block has not opened, or it has ended. */
    FERNET_STATUS_CHAIN_NOT_OPEN = -2503,
    /** The message ends within a field. */
    FERNET_STATUS_MESSAGE_TRUNCATED = -2301,
    /** The first byte of the message is not the version 1. */
    FERNET_STATUS_MESSAGE_VERSION = -2302,
    /** There is no kind of message with this number. */
    FERNET_STATUS_MESSAGE_UNKNOWN_KIND = -2303,
    /** The message is of another kind than the function decodes. */
    FERNET_STATUS_MESSAGE_OTHER_KIND = -2305,
    /** A field of the message has a value that it cannot have. */
    FERNET_STATUS_MESSAGE_VALUE = -2306,
    /** Bytes follow the last field of the message. */
    FERNET_STATUS_MESSAGE_SURPLUS = -2307,
    /** The number of bytes of an opening is not 429 plus a multiple of 120 up to 32 times 120. */
    FERNET_STATUS_OPENING_LENGTH = -2601,
    /** The node of the opened seat is not in the tree. */
    FERNET_STATUS_OPENING_FOREIGN_NODE = -2602,
    /** The number of levels of the opening is not the depth of the seat's node. */
    FERNET_STATUS_OPENING_LEVELS = -2603,
    /** A bundle has no seat, or an empty seat comes before another one. */
    FERNET_STATUS_OPENING_EMPTY_SEAT = -2604,
    /** The position of the opened seat is not below the number of seats of its bundle. */
    FERNET_STATUS_OPENING_POSITION = -2605,
    /** The path of the opening does not lead to the commitment of the root. */
    FERNET_STATUS_OPENING_ROOT_DIFFERS = -2606,
    /** The tree data does not contain the seat at its node. */
    FERNET_STATUS_OPENING_NOT_IN_BUNDLE = -2607,
    /** The tree data ends before the root. */
    FERNET_STATUS_OPENING_MISSING = -2608,
    /** The tree data goes on after the root. */
    FERNET_STATUS_OPENING_SURPLUS = -2609,
    /** The message is of another block. */
    FERNET_STATUS_BLOCK_OTHER_BLOCK = -2701,
    /** The claim or the tree was made for another proposal than the leader's. */
    FERNET_STATUS_BLOCK_OTHER_PROPOSAL = -2702,
    /** The mix is not that of the L1 block randao_lag before the one in which the block opens. */
    FERNET_STATUS_BLOCK_OTHER_MIX = -2703,
    /** The block was opened in another chain, or L1 was reorganised: restore it from an earlier state. */
    FERNET_STATUS_BLOCK_STALE = -2704,
    /** The two messages do not contradict each other, or they are of different keys. */
    FERNET_STATUS_BLOCK_NO_EVIDENCE = -2705,
    /** The rollup has no attesters: the parameter attesters is 0. */
    FERNET_STATUS_BLOCK_NO_ATTESTERS = -2706,
    /** No certificate of the block was accepted yet, so no tree is. */
    FERNET_STATUS_BLOCK_NO_CERTIFICATE = -2707,
    /** The number of keys that may attest is not known. No function of this library returns it. */
    FERNET_STATUS_BLOCK_PROVERS_UNKNOWN = -2708,
    /** The proof of the proposal is not one of the parameter sequencer_suite. */
    FERNET_STATUS_BLOCK_OTHER_SUITE = -2709,
    /** There is not exactly one digest for each transaction of the block. */
    FERNET_STATUS_DATA_DATA_COUNT = -2801,
    /** The digests are not those of the data_root of the reveal. */
    FERNET_STATUS_DATA_WRONG_DATA = -2802,
    /** The data_root of the attestation is not that of the reveal. */
    FERNET_STATUS_ATTESTATION_OTHER_DATA = -2901,
    /** The ticket of the key does not select it as an attester of the block. */
    FERNET_STATUS_ATTESTATION_NOT_SELECTED = -2902,
    /** The data_root of the certificate is not that of the reveal. */
    FERNET_STATUS_CERTIFICATE_OTHER_DATA = -3001,
    /** The number of attestations is not the number that the block needs, or no key may attest. */
    FERNET_STATUS_CERTIFICATE_COUNT = -3002,
    /** Two attestations of the certificate are of the same key. */
    FERNET_STATUS_CERTIFICATE_DUPLICATE_KEY = -3003,
    /** The attestations of the certificate do not ascend by key. */
    FERNET_STATUS_CERTIFICATE_KEY_ORDER = -3004,
    /** The attestation that is collected was made for another block or other data. No function of this library returns it. */
    FERNET_STATUS_CERTIFICATE_FOREIGN = -3005,
    /** The key on P-256 is not 32 bytes long. */
    FERNET_STATUS_P256_KEY_LENGTH = -3101,
    /**
     * The first byte of the key on P-256, in the 33 bytes of RFC 9381, is neither 2 nor 3. No function of this library
     * returns it: C takes keys of 32 bytes.
     */
    FERNET_STATUS_P256_KEY_SIGN = -3102,
    /** The x-coordinate of the key on P-256 is not below the prime of the field. */
    FERNET_STATUS_P256_KEY_NON_CANONICAL = -3103,
    /** No point of P-256 has the x-coordinate of the key. */
    FERNET_STATUS_P256_KEY_NOT_ON_CURVE = -3104,
    /** The y-coordinate of the key on P-256 is odd, so the key cannot be registered. No function of this library returns it. */
    FERNET_STATUS_P256_KEY_ODD_Y = -3105,
    /** The secret key on P-256 is 0, or not below the order of the group. */
    FERNET_STATUS_P256_SECRET_KEY_OUT_OF_RANGE = -3201,
    /** The proof on P-256 is not 81 bytes long. */
    FERNET_STATUS_P256_PROOF_LENGTH = -3301,
    /** The first byte of Gamma in the proof on P-256 is neither 2 nor 3. */
    FERNET_STATUS_P256_PROOF_GAMMA_SIGN = -3302,
    /** The x-coordinate of Gamma in the proof on P-256 is not below the prime of the field. */
    FERNET_STATUS_P256_PROOF_GAMMA_NON_CANONICAL = -3303,
    /** No point of P-256 has the x-coordinate of Gamma in the proof. */
    FERNET_STATUS_P256_PROOF_GAMMA_NOT_ON_CURVE = -3304,
    /** The scalar s in the proof on P-256 is not below the order of the group. */
    FERNET_STATUS_P256_PROOF_SCALAR_NOT_REDUCED = -3305,
    /** FERNET_P256_SUITE_TAI only: try-and-increment found no point for alpha. The probability is about 2^-256. */
    FERNET_STATUS_P256_VERIFY_NO_POINT = -3401,
    /** The proof on P-256 is one of the exceptional cases that a contract cannot decide (SPEC #vrf-p256). */
    FERNET_STATUS_P256_VERIFY_EXCEPTIONAL = -3402,
    /** The proof on P-256 is not valid for this key, suite, alpha and additional data. */
    FERNET_STATUS_P256_VERIFY_INVALID = -3403,
    /** The proof on P-256 is valid, but the contract cannot verify it. It does not happen by chance (SPEC #evm-witness). */
    FERNET_STATUS_EVM_WITNESS_NO_WITNESS = -3501,
};
#ifndef __cplusplus
typedef int32_t fernet_status;
#endif // __cplusplus

/** The hash of the digests of a block's blobs, in the order of the transactions (SPEC #data-root). */
typedef struct fernet_data_root {
    /** The bytes. */
    uint8_t bytes[32];
} fernet_data_root;

/** The hash of the blob of one transaction. The rollup defines the hash (SPEC #data-root). */
typedef struct fernet_data_digest {
    /** The bytes. */
    uint8_t bytes[32];
} fernet_data_digest;

/** The salt of a transaction order. It is secret until the leader reveals the block (SPEC #tx-order). */
typedef struct fernet_salt {
    /** The bytes of the salt. */
    uint8_t bytes[32];
} fernet_salt;

/** The hash of a block's transactions in their order (SPEC #tx-root). */
typedef struct fernet_tx_root {
    /** The bytes. */
    uint8_t bytes[32];
} fernet_tx_root;

/**
 * An amount in wei. The amounts of the protocol are below 2^96; a function that is given a larger one returns a status
 * that says so.
 */
typedef struct fernet_amount {
    /** The integer, big-endian. */
    uint8_t bytes[32];
} fernet_amount;

/** The contents of a block as its leader reveals them (SPEC #reveal). */
typedef struct fernet_reveal {
    /** The salt of the transaction order. */
    fernet_salt salt;
    /** Root of the transactions (fernet_tx_root_new). */
    fernet_tx_root tx_root;
    /** Root of the proof data (fernet_data_root_new); 32 zero bytes in a rollup without attesters (SPEC #data-root). */
    fernet_data_root data_root;
    /** Sum of the fees of the transactions, without the block reward, in wei, below 2^96. */
    fernet_amount fees;
    /** Number of transactions. */
    uint64_t count;
} fernet_reveal;

/** The hash that identifies an attestation; the attestation's VRF proof signs it as additional data (SPEC #attestation). */
typedef struct fernet_attestation_id {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_attestation_id;

/** The seed from which the VRF inputs and tickets of every prover of a block are derived (SPEC #seed-prover). */
typedef struct fernet_prover_seed {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_prover_seed;

/** The hash that identifies a proposal; the proposal's VRF proof signs it as additional data (SPEC #proposal). */
typedef struct fernet_proposal_id {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_proposal_id;

/** The address of an Ethereum account or contract on L1. */
typedef struct fernet_address {
    /** The 20 bytes of the address. */
    uint8_t bytes[20];
} fernet_address;

/** The number of transactions that one base proof covers: 1 or 2. */
typedef uint8_t fernet_tx_per_base;

/** How the tickets of provers are computed: one of the FERNET_VRF_MODE_ constants (SPEC #ticket). */
typedef uint8_t fernet_vrf_mode;

/**
 * The VRF of the sequencers' keys: one of the FERNET_SEQUENCER_SUITE_ constants, which are suite bytes of RFC 9381 (SPEC
 * #parameters).
 */
typedef uint8_t fernet_sequencer_suite;

/**
 * The parameters of a rollup (SPEC #parameters). fernet_params_default sets them. Every function that takes them
 * checks them and returns PARAMS_... for the first parameter that is out of range.
 */
typedef struct fernet_params {
    /** Chain id of L1, at least 1. */
    uint64_t chain_id;
    /** Address of the rollup contract on L1, not zero. */
    fernet_address rollup_address;
    /** Largest FEE_SPLIT that a sequencer may bid, ppm; default 1000000. */
    uint32_t fee_split_cap;
    /**
     * Number of L1 blocks from that of a RANDAO mix to the one at which the block that uses it opens, at least 2;
     * default 64.
     */
    uint32_t randao_lag;
    /** Number of L1 blocks from registration to eligibility; default 64. */
    uint32_t activation_delay;
    /** Length of the proposal phase in L1 blocks, at least 1; default 3. */
    uint32_t proposal_blocks;
    /** Length of the reveal phase in L1 blocks, at least 1; default 5. */
    uint32_t reveal_blocks;
    /** Length of the proving phase in L1 blocks, at least 1; default 50. */
    uint32_t proving_blocks;
    /**
     * Share of the prover pool that is reserved for base proofs, ppm, at most 1000000. Default FERNET_NO_BASE_SHARE:
     * one pool for all seats.
     */
    uint32_t base_share;
    /** L1 gas that the refund to the winning root covers; default 0. */
    uint32_t rebate_gas;
    /** Number of L1 blocks after the settlement in which pays can be claimed, at least 1; default 50400. */
    uint32_t claim_blocks;
    /**
     * Number of L1 blocks after the end of the reveal phase in which attesters attest: 1 to proving_blocks - 1, or 0 if
     * attesters is 0; default 0.
     */
    uint32_t attest_blocks;
    /** Expected number of attesters of a block; default 0: blocks need no certificate (SPEC #availability). */
    uint16_t attesters;
    /**
     * Number of attestations of a certificate if at least attesters keys may attest: 1 to attesters, or 0 if that is 0;
     * default 0.
     */
    uint16_t quorum;
    /** Number of seats of a node, 1 to 3; default 3. */
    uint8_t proofs_per_node;
    /**
     * Number of seats with which the root counts when pays are divided, 1 to proofs_per_node; default
     * FERNET_NO_ROOT_SEATS: as many as proofs_per_node.
     */
    uint8_t root_seats;
    /** Number of transactions that a base proof covers, 1 or 2; default 2. */
    fernet_tx_per_base tx_per_base;
    /** How the tickets of provers are computed; default FERNET_VRF_MODE_PER_NODE. */
    fernet_vrf_mode vrf_mode;
    /** The VRF of the sequencers' keys; default FERNET_SEQUENCER_SUITE_EDWARDS25519. */
    fernet_sequencer_suite sequencer_suite;
    /** Reserved; must be 0. */
    uint8_t reserved[3];
    /**
     * Fees for which a proposal with a FEE_SPLIT above 1000000 ppm at least has to provide, in wei, below 2^96; default 0.
     * Not 0 if fee_split_cap is above 1000000, and so small that the minimum bond at the cap is below 2^96 wei.
     */
    fernet_amount bond_base;
    /** Amount that a leader loses when its block is not revealed, in wei, below 2^96; default 0. */
    fernet_amount reveal_slash_amount;
    /** Amount that a leader loses when its block is not proven, in wei, below 2^96; default 0. */
    fernet_amount proof_slash_amount;
    /** Amount that is paid on top of the fees of each block that is settled, in wei, below 2^96; default 0. */
    fernet_amount block_reward;
    /** Largest refund of the winning root's L1 gas, in wei, below 2^96; default 0. */
    fernet_amount rebate_cap;
} fernet_params;

/**
 * The RANDAO mix of an L1 block, its prevRandao: the field mixHash of its header (SPEC
 * #randao-mix).
 */
typedef struct fernet_randao_mix {
    /** The bytes of the mix, as in the prevRandao of an L1 block header. */
    uint8_t bytes[32];
} fernet_randao_mix;

/**
 * The RANDAO mix that all seeds of one block are derived from (SPEC #randao-pin). fernet_randao_ring_pin reads it from
 * a ring. After a reorganisation of L1 that replaced the L1 block l1_block, it has to be read again.
 */
typedef struct fernet_pinned_mix {
    /** Number of the rollup block for which the mix was read. */
    uint64_t block_number;
    /**
     * Number of the L1 block whose prevRandao the mix is, at least 2. The registry is read as it is after the L1 block
     * two before.
     */
    uint64_t l1_block;
    /** The mix. */
    fernet_randao_mix mix;
} fernet_pinned_mix;

/** The context against which the claims of one block are checked (SPEC #claim-checks). */
typedef struct fernet_proving_context {
    /** Parameters of the rollup. */
    fernet_params params;
    /** The pinned mix of the block. */
    fernet_pinned_mix pinned;
    /** The prover seed of the block. */
    fernet_prover_seed seed;
    /** The id of the leader's proposal, which every claim of the block signs. */
    fernet_proposal_id proposal_id;
    /** Number of base proofs of the tree, 1 to 2^32 (fernet_tree_shape_for_transactions). */
    uint64_t bases;
} fernet_proving_context;

/** The context against which the attestations and certificates of one block are checked (SPEC #availability). */
typedef struct fernet_availability {
    /** The context of the claims of the block (fernet_block_proving_context). */
    fernet_proving_context proving;
    /** Root of the proof data that the leader revealed. */
    fernet_data_root data_root;
    /** Number of keys that may attest (fernet_registration_count_provers). */
    uint64_t provers;
} fernet_availability;

/**
 * An encoded VRF public key, as it is registered: a point of edwards25519 (RFC 8032, section 5.1.2), or of a sequencer's key
 * on P-256 the x-coordinate (SPEC #vrf-p256). Any 32 bytes may be stored here; fernet_key_parse checks that they are a valid
 * key on edwards25519.
 */
typedef struct fernet_key {
    /** The encoded point: little-endian as in RFC 8032, on P-256 big-endian. */
    uint8_t bytes[32];
} fernet_key;

/** The role with which a key is registered: one of the FERNET_ROLE_ constants (SPEC #registry). */
typedef uint8_t fernet_role;

/** The registration of one key (SPEC #registry). */
typedef struct fernet_registration {
    /** The registered VRF public key. */
    fernet_key key;
    /** L1 block in which the key was registered. */
    uint64_t entry_l1_block;
    /** L1 block in which the key exited, or FERNET_NO_EXIT. */
    uint64_t exit_l1_block;
    /** The role of the key. */
    fernet_role role;
    /** Reserved; must be 0. */
    uint8_t reserved[7];
} fernet_registration;

/** A ticket: a uniform integer of 128 bits, derived from a VRF output; a higher ticket ranks better (SPEC #ticket). */
typedef struct fernet_ticket {
    /** The integer, big-endian. */
    uint8_t bytes[16];
} fernet_ticket;

/** The hash that identifies a certificate (SPEC #certificate). */
typedef struct fernet_certificate_id {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_certificate_id;

#if defined(FERNET_HOSTED)
/** A private object: a validated public key, prepared for batch verification. */
typedef struct fernet_batch_key {
    /** Private; see rule 7. */
    uint8_t private_bytes[256];
} fernet_batch_key;
#endif

#if defined(FERNET_HOSTED)
/**
 * A VRF proof in batch form: many proofs in this form are verified together in less time than one by one (SPEC
 * #vrf-batch). It holds three points A, B and C, with Gamma = 8 * A, U = 8 * B and V = 8 * C, then the scalar s, each 32
 * bytes, little-endian as in RFC 8032. Different bytes may stand for the same proof, so identify a proof by its 80-byte
 * form. The 128-byte form of Cardano holds Gamma, U and V themselves; such a proof does not verify here.
 */
typedef struct fernet_batch_proof {
    /** A, B, C and s, encoded. */
    uint8_t bytes[128];
} fernet_batch_proof;
#endif

/** The output of a VRF: beta_string of RFC 9381, all 64 bytes. On P-256 it has 32 bytes, followed by 32 zero bytes. */
typedef struct fernet_beta {
    /** The bytes of beta_string. */
    uint8_t bytes[64];
} fernet_beta;

/**
 * A private object: a secret key with its public key. It must not be compared, printed or stored; store the secret
 * from which it was made. Wipe every copy with fernet_secret_key_wipe.
 */
typedef struct fernet_secret_key {
    /** Private; see rule 7. */
    uint8_t private_bytes[288];
} fernet_secret_key;

/**
 * A VRF suite of RFC 9381, by its suite byte: FERNET_SUITE_ELL2 or FERNET_SUITE_TAI. The protocol uses
 * FERNET_SUITE_ELL2.
 */
typedef uint8_t fernet_suite;

/**
 * An encoded VRF proof: pi_string of RFC 9381, which is Gamma (32 bytes), c (16 bytes) and s (32 bytes). Any 80 bytes
 * may be stored here; fernet_proof_parse checks the encoding, fernet_vrf_verify the proof.
 */
typedef struct fernet_proof {
    /** The bytes of pi_string. */
    uint8_t bytes[80];
} fernet_proof;

#if defined(FERNET_HOSTED)
/**
 * One proof of a batch and what it is verified against: an item of fernet_vrf_verify_batch. The memory that the
 * pointers refer to is read during the call only.
 */
typedef struct fernet_batch_item {
    /** The public key of the prover. */
    const fernet_batch_key *key;
    /** The input of the VRF; may be NULL if alpha_len is 0. */
    const uint8_t *alpha;
    /** Number of bytes of alpha. */
    size_t alpha_len;
    /** The additional data; may be NULL if ad_len is 0. It is not read if signs_ad is 0. */
    const uint8_t *ad;
    /** Number of bytes of ad. */
    size_t ad_len;
    /** The proof in batch form. */
    const fernet_batch_proof *proof;
    /** The suite of the proof. */
    fernet_suite suite;
    /** 1 for a proof with additional data, which may be empty; 0 for a proof without. */
    uint8_t signs_ad;
    /** Reserved; must be 0. */
    uint8_t reserved[6];
} fernet_batch_item;
#endif

/**
 * A private object: one block of a rollup, with everything that its messages decide (SPEC #course).
 *
 * Every message enters through one function, which applies the checks of SPEC #course in their order and verifies the
 * VRF proof itself. What happens in an L1 block also takes the fernet_chain of the rollup: call fernet_chain_advance
 * until nothing is left for that L1 block, then apply the messages of that L1 block.
 */
typedef struct fernet_block {
    /** Private; see rule 7. */
    uint8_t private_bytes[5120];
} fernet_block;

/** The hash by which the rollup identifies a block, such as the parent of a proposal. */
typedef struct fernet_block_hash {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_block_hash;

/** Where the proposal phase of a block opens, and on what (SPEC #chain). */
typedef struct fernet_opening {
    /** Number of the block. */
    uint64_t block_number;
    /** L1 block number in which the proposal phase opens. */
    uint64_t l1_block;
    /** What proposals for the block have to name as their parent. */
    fernet_block_hash parent;
} fernet_opening;

/** A private object: the blocks of a rollup that have not ended, and where the next block opens (SPEC #chain). */
typedef struct fernet_chain {
    /** Private; see rule 7. */
    uint8_t private_bytes[4096];
} fernet_chain;

/**
 * An event in the life of a block: one of the FERNET_EVENT_ constants. The caller validates every event except
 * FERNET_EVENT_TIME before applying it (SPEC #phase-table).
 */
typedef uint8_t fernet_event;

/** The id of a proposal or of a claim: the bytes of a fernet_proposal_id or of a fernet_claim_id. */
typedef struct fernet_id {
    /** The bytes of the id. */
    uint8_t bytes[32];
} fernet_id;

/**
 * A key with its ticket and bid: what the order of candidates compares (SPEC #order). The higher score, ticket *
 * (1000000 + fee), comes first; then the higher ticket, the smaller key, the smaller id.
 */
typedef struct fernet_scored_key {
    /** The public key of the candidate. */
    fernet_key key;
    /** The ticket of the key. */
    fernet_ticket ticket;
    /** The id of the candidate's proposal or claim; zero if there is none. */
    fernet_id id;
    /** The bid of the candidate, FEE_SPLIT or FEE_BURN, in ppm; any number. */
    uint32_t fee;
} fernet_scored_key;

/** An action that the rollup has to take: one of the FERNET_EFFECT_ constants (SPEC #phase-table). */
typedef uint8_t fernet_effect;

/** The actions that an event requires from the rollup, in order. */
typedef struct fernet_effects {
    /** Number of actions, 0 to 4. */
    uint8_t count;
    /** The actions, followed by FERNET_EFFECT_NONE. */
    fernet_effect effects[4];
} fernet_effects;

/** What a proposal brought about. */
typedef struct fernet_proposed {
    /** The key, ticket, proposal id and FEE_SPLIT of the proposal. */
    fernet_scored_key candidate;
    /** The actions for the block, in order. */
    fernet_effects effects;
    /** 1 if the proposal leads now, otherwise 0. */
    uint8_t leads;
    /** 1 if there is evidence of equivocation, otherwise 0. */
    uint8_t has_evidence;
    /** Reserved; always 0. */
    uint8_t reserved;
} fernet_proposed;

/** A private object: a valid claim with its key and score (SPEC #seat). fernet_seat_read reads it. */
typedef struct fernet_seat {
    /** Private; see rule 7. */
    uint8_t private_bytes[480];
} fernet_seat;

/** The salted hash of a block's transactions in their order (SPEC #tx-order). */
typedef struct fernet_tx_order_hash {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_tx_order_hash;

/** A proposal of a block by a sequencer, without its key and VRF proof (SPEC #proposal). */
typedef struct fernet_proposal {
    /** The proposal id of the block that the proposed block builds on. */
    fernet_block_hash parent;
    /** The salted hash of the block's fees and transactions (fernet_tx_order_hash_new). */
    fernet_tx_order_hash tx_order_hash;
    /** The bond, in wei, below 2^96: not 0 if fee_split is above 1000000 ppm, and 0 otherwise. */
    fernet_amount bond;
    /** The address that receives the sequencer's share of the fees; not zero. */
    fernet_address payout;
    /** The bid FEE_SPLIT in ppm, at most fee_split_cap. */
    uint32_t fee_split;
} fernet_proposal;

/**
 * A private object: the secret key of a sequencer on P-256 with its public key, which has even y. It must not be compared,
 * printed or stored; store the secret from which it was made. Wipe every copy with fernet_p256_secret_key_wipe.
 */
typedef struct fernet_p256_secret_key {
    /** Private; see rule 7. */
    uint8_t private_bytes[256];
} fernet_p256_secret_key;

/** The hash of what a node proves, the same for every proof of the node. The rollup defines the hash (SPEC #claim). */
typedef struct fernet_statement {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_statement;

/** The hash of the proof that a prover made for a node. The rollup defines the hash. */
typedef struct fernet_proof_digest {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_proof_digest;

/**
 * The commitment to a bundle and, through the claim of its primary, to the subtree below it. 32 zero bytes stand for
 * no bundle (SPEC #bundle-commitment).
 */
typedef struct fernet_bundle_commitment {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_bundle_commitment;

/** A claim of a prover to have proven a node, without its key and VRF proof (SPEC #claim). */
typedef struct fernet_claim {
    /** Number of the proven node. */
    uint64_t node;
    /** Hash of what the node proves; the same for every proof of the node. */
    fernet_statement statement;
    /** Hash of the proof itself. */
    fernet_proof_digest proof_digest;
    /** Commitment of the left child bundle that a merge proof consumed; zero for a base. */
    fernet_bundle_commitment left;
    /** Commitment of the right child bundle that a merge proof consumed; zero for a base. */
    fernet_bundle_commitment right;
    /** The address that receives the pay; not zero. */
    fernet_address payout;
    /** The address that receives the gas rebate if this is the claim of the winning root; zero for no rebate. */
    fernet_address rebate_payee;
    /** The bid FEE_BURN in ppm, at most 1000000. */
    uint32_t fee_burn;
    /** Reserved; must be 0. */
    uint32_t reserved;
} fernet_claim;

#if defined(FERNET_HOSTED)
/** A claim of a prover with its proof in batch form, as it is sent (SPEC #message-claim). */
typedef struct fernet_message_batch_claim {
    /** Number of the block. */
    uint64_t block_number;
    /** The id of the leader's proposal. */
    fernet_proposal_id proposal_id;
    /** The public key of the prover. */
    fernet_key key;
    /** The claim. */
    fernet_claim claim;
    /** The VRF proof in batch form, which signs the id of the claim. */
    fernet_batch_proof proof;
} fernet_message_batch_claim;
#endif

/**
 * The prover pool of a block and where it comes from, in wei. Exactly, fees + bond_used = sequencer + pool (SPEC
 * #pool).
 */
typedef struct fernet_funding {
    /** Fees of the block plus the block reward. */
    fernet_amount fees;
    /** The prover pool, from which the seats are paid. */
    fernet_amount pool;
    /** The part of the fees that the sequencer keeps. */
    fernet_amount sequencer;
    /** The part of the bond that goes into the pool. */
    fernet_amount bond_used;
    /** The part of the bond that is returned to the sequencer. */
    fernet_amount bond_returned;
} fernet_funding;

/**
 * The result of a settlement, in wei. Exactly, fees + bond_used = sequencer + reserved + burned + rebate (SPEC
 * #identity).
 */
typedef struct fernet_receipt {
    /** The pool and where it comes from. */
    fernet_funding funding;
    /**
     * The part of the pool that is kept for the pays of the filled seats: at least the sum of these pays, and less than
     * one wei for each seat above it (SPEC #reserve).
     */
    fernet_amount reserved;
    /** The part of the pool that is burned: burned shares of pays and pays of empty seats, less the rebate. */
    fernet_amount burned;
    /** The refund of L1 gas to the rebate_payee of the winning root. */
    fernet_amount rebate;
} fernet_receipt;

/** The result of slashing the leader of a block that was not revealed or not proven, in wei (SPEC #slash). */
typedef struct fernet_slashing {
    /** The amount taken from the stake and burned. */
    fernet_amount slashed;
    /** The stake that remains. */
    fernet_amount stake_left;
    /** The part of the bond that is burned: the minimum bond for the leader's FEE_SPLIT. */
    fernet_amount forfeit;
    /** The part of the bond that is returned. */
    fernet_amount bond_returned;
} fernet_slashing;

/** How a block ended: one of the FERNET_OUTCOME_ constants. */
typedef uint8_t fernet_outcome_kind;

/** How a block ended, and the payments that follow. Fields that kind does not use are 0. */
typedef struct fernet_outcome {
    /** The settlement. */
    fernet_receipt receipt;
    /** What the leader loses. */
    fernet_slashing slashing;
    /** How the block ended. */
    fernet_outcome_kind kind;
} fernet_outcome;

/** Something that time brings about in a chain: one of the FERNET_HAPPENING_ constants. */
typedef uint8_t fernet_happening_kind;

/** Something that time brought about in a chain. Fields that kind does not use are 0. */
typedef struct fernet_happening {
    /** The block that opened, the first of the blocks that were skipped, or (block_number only) the block with effects. */
    fernet_opening opening;
    /** Number of blocks that were skipped. */
    uint64_t count;
    /** The actions, in order. */
    fernet_effects effects;
    /** What happened. */
    fernet_happening_kind kind;
    /** Reserved; always 0. */
    uint8_t reserved[2];
} fernet_happening;

/** The input of a VRF in the protocol: alpha_string of RFC 9381 (SPEC #alpha). */
typedef struct fernet_alpha {
    /** The bytes of alpha_string. */
    uint8_t bytes[32];
} fernet_alpha;

/** What is known of a block. */
typedef struct fernet_block_info {
    /** Where the block opened, and on what. */
    fernet_opening opening;
    /** The mix from which the seeds of the block are derived. */
    fernet_pinned_mix pinned;
    /** The VRF input of the sequencers. */
    fernet_alpha alpha;
    /** Number of base proofs of the tree; 0 before the reveal. */
    uint64_t bases;
    /** Number of proposals that the block keeps, 0 to FERNET_BLOCK_PROPOSALS. */
    uint8_t proposals;
    /** 1 if a tree was accepted, otherwise 0. */
    uint8_t has_tree;
    /** Reserved; always 0. */
    uint8_t reserved[6];
} fernet_block_info;

/**
 * The numbers from which the settlement of one block is computed (SPEC #settlement). Functions return PARAMS_...,
 * SHAPE_..., SETTLE_AMOUNT_TOO_LARGE, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_POOL_TOO_LARGE or SETTLE_BOND_TOO_SMALL if they
 * are not valid.
 */
typedef struct fernet_settlement {
    /** Parameters of the rollup. */
    fernet_params params;
    /** Fees of the block, without the block reward of params, in wei, below 2^96. */
    fernet_amount fees;
    /** Bond of the leader's proposal, in wei, below 2^96. */
    fernet_amount bond;
    /** Number of base proofs of the tree, 1 to 2^32. */
    uint64_t bases;
    /** FEE_SPLIT of the leader's proposal, ppm, at most params.fee_split_cap. */
    uint32_t fee_split;
    /** Reserved; must be 0. */
    uint32_t reserved;
} fernet_settlement;

/** A private object: a verified tree. fernet_tree_read reads it. */
typedef struct fernet_tree {
    /** Private; see rule 7. */
    uint8_t private_bytes[768];
} fernet_tree;

/** A sum of scores: an integer below 2^195 (SPEC #accumulator). */
typedef struct fernet_total {
    /** The integer, big-endian. */
    uint8_t bytes[32];
} fernet_total;

/** The contents of a fernet_accumulator (SPEC #accumulator). */
typedef struct fernet_accumulator_info {
    /** Number of the node of the bundle. */
    uint64_t node;
    /** Number of filled seats in the subtree of the node. */
    uint64_t filled;
    /** Sum of 1000000 - fee_burn over those of these seats that are of base nodes, ppm; below 2^56. */
    uint64_t kept_base;
    /** Sum of 1000000 - fee_burn over those of these seats that are of merges, ppm; below 2^56. */
    uint64_t kept_merge;
    /** Sum of the scores of these seats. */
    fernet_total total;
    /** Commitment of the bundle, and through it of the subtree. */
    fernet_bundle_commitment commitment;
} fernet_accumulator_info;

/** What a tree brought about. */
typedef struct fernet_submitted {
    /** The accumulator of the tree's root. */
    fernet_accumulator_info sum;
    /** The actions for the block, in order. */
    fernet_effects effects;
    /** 1 if the tree is better than every tree before, otherwise 0. */
    uint8_t leads;
    /** Reserved; always 0. */
    uint8_t reserved[2];
} fernet_submitted;

/** When L1 received a tree, and at which prices, from which the rebate is computed (SPEC #rebate). */
typedef struct fernet_l1_event {
    /** Number of the L1 block. */
    uint64_t l1_block;
    /** Base fee of that L1 block, in wei for a unit of gas. */
    uint64_t base_fee;
    /** Price of 10^18 wei of the gas asset in wei of the asset in which fees are paid, below 2^96 (SETTLE_AMOUNT_TOO_LARGE). */
    fernet_amount rate;
} fernet_l1_event;

/** The sums of a tree's root, which a proof of the root attests (SPEC #accumulator). */
typedef struct fernet_sums {
    /** Sum of the scores. */
    fernet_total total;
    /** Number of filled seats. */
    uint64_t filled;
    /** Sum of 1000000 - fee_burn over the seats of base nodes, ppm. */
    uint64_t kept_base;
    /** Sum of 1000000 - fee_burn over the seats of merges, ppm. */
    uint64_t kept_merge;
} fernet_sums;

/**
 * A private object: the phase of a block, its limits, and the L1 block of the last event. fernet_block_phase_read
 * reads it.
 */
typedef struct fernet_block_phase {
    /** Private; see rule 7. */
    uint8_t private_bytes[64];
} fernet_block_phase;

/** The hash that identifies a claim; the claim's VRF proof signs it as additional data (SPEC #claim). */
typedef struct fernet_claim_id {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_claim_id;

/** The hash that identifies a seat: a valid claim with its key and score (SPEC #seat). */
typedef struct fernet_seat_id {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_seat_id;

/** A score: ticket * (1000000 + fee), an integer below 2^161 (SPEC #score). */
typedef struct fernet_score {
    /** The integer, big-endian. */
    uint8_t bytes[32];
} fernet_score;

/** The contents of a fernet_seat. */
typedef struct fernet_seat_info {
    /** The id of the seat (SPEC #seat). */
    fernet_seat_id id;
    /** The id of the claim, which the prover signed. */
    fernet_claim_id claim_id;
    /** The public key of the prover. */
    fernet_key key;
    /** The ticket of the prover at the node. */
    fernet_ticket ticket;
    /** The score of the seat, ticket * (1000000 + fee_burn). */
    fernet_score score;
    /** The claim of the seat. */
    fernet_claim claim;
} fernet_seat_info;

/**
 * Evidence that one key signed two proposals for one block, or two claims for one node, that contradict each other (SPEC
 * #equivocation).
 */
typedef struct fernet_evidence {
    /** The public key that signed both. */
    fernet_key key;
    /** The smaller of the two ids. */
    fernet_id first;
    /** The greater of the two ids. */
    fernet_id second;
} fernet_evidence;

/** The hash of one transaction of the rollup. */
typedef struct fernet_tx_hash {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_tx_hash;

/** The commitment of a proposal to its parent, FEE_SPLIT and transaction order (SPEC #commitment). */
typedef struct fernet_block_commitment {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_block_commitment;

/** The context against which the proposals of one block are checked (SPEC #proposal-checks). */
typedef struct fernet_election {
    /** Parameters of the rollup. */
    fernet_params params;
    /** The pinned mix of the block. */
    fernet_pinned_mix pinned;
    /** The canonical tip, which must be the parent of every proposal. */
    fernet_block_hash tip;
} fernet_election;

/** What fernet_message_check says of some bytes. */
typedef struct fernet_message_info {
    /** FERNET_STATUS_OK for a message, otherwise one of FERNET_STATUS_MESSAGE_.... */
    int32_t status;
    /** Number of the kind of the message (SPEC #message-kinds); 0 unless status is FERNET_STATUS_OK. */
    uint32_t kind;
    /** Number of bytes before the first wrong field; 0 for a message. */
    uint64_t offset;
    /** Name of the first wrong field in SPEC #message-bodies, in ASCII and NUL-terminated; empty for a message. */
    uint8_t field[24];
} fernet_message_info;

/** An attestation of a prover, as it is sent (SPEC #message-attestation). */
typedef struct fernet_message_attestation {
    /** Number of the block. */
    uint64_t block_number;
    /** The id of the leader's proposal. */
    fernet_proposal_id proposal_id;
    /** Root of the proof data that the attester holds. */
    fernet_data_root data_root;
    /** The public key of the attester. */
    fernet_key key;
    /** The VRF proof, which signs the id of the attestation. */
    fernet_proof proof;
} fernet_message_attestation;

/** What a certificate states before its attestations (SPEC #message-attestation). */
typedef struct fernet_message_certificate {
    /** Number of the block. */
    uint64_t block_number;
    /** The id of the leader's proposal. */
    fernet_proposal_id proposal_id;
    /** Root of the proof data that the attesters hold. */
    fernet_data_root data_root;
    /** Number of attestations. */
    uint16_t count;
    /** Reserved; must be 0. */
    uint8_t reserved[6];
} fernet_message_certificate;

/** An attestation in a certificate, with the bytes that it has there (SPEC #message-attestation). */
typedef struct fernet_signed_attestation {
    /** The public key of the attester. */
    fernet_key key;
    /** The VRF proof, which signs the id of the attestation. */
    fernet_proof proof;
} fernet_signed_attestation;

#if defined(FERNET_HOSTED)
/**
 * An attestation in a certificate with proofs in batch form, with the bytes that it has there (SPEC
 * #message-attestation).
 */
typedef struct fernet_signed_batch_attestation {
    /** The public key of the attester. */
    fernet_key key;
    /** The VRF proof in batch form, which signs the id of the attestation. */
    fernet_batch_proof proof;
} fernet_signed_batch_attestation;
#endif

/** A claim of a prover, as it is sent (SPEC #message-claim). */
typedef struct fernet_message_claim {
    /** Number of the block. */
    uint64_t block_number;
    /** The id of the leader's proposal. */
    fernet_proposal_id proposal_id;
    /** The public key of the prover. */
    fernet_key key;
    /** The claim. */
    fernet_claim claim;
    /** The VRF proof, which signs the id of the claim. */
    fernet_proof proof;
} fernet_message_claim;

/**
 * A claim in a tree of claims: a fernet_message_claim without block number and proposal, which the tree states once
 * (SPEC #message-tree).
 */
typedef struct fernet_signed_claim {
    /** The public key of the prover. */
    fernet_key key;
    /** The claim. */
    fernet_claim claim;
    /** The VRF proof, which signs the id of the claim. */
    fernet_proof proof;
} fernet_signed_claim;

/** A proposal of a sequencer, as it is sent (SPEC #message-proposal). */
typedef struct fernet_message_proposal {
    /** Number of the proposed block. */
    uint64_t block_number;
    /** The public key of the sequencer. */
    fernet_key key;
    /** The proposal. */
    fernet_proposal proposal;
    /** The VRF proof, which signs the id of the proposal. */
    fernet_proof proof;
} fernet_message_proposal;

/**
 * An encoded VRF proof on P-256: pi_string of RFC 9381, which is Gamma (33 bytes), c (16 bytes) and s (32 bytes; SPEC
 * #vrf-p256). Any 81 bytes may be stored here.
 */
typedef struct fernet_p256_proof {
    /** The bytes of pi_string. */
    uint8_t bytes[81];
} fernet_p256_proof;

/** A proposal of a sequencer whose key is on P-256, as it is sent (SPEC #message-proposal). */
typedef struct fernet_message_proposal_p256 {
    /** Number of the proposed block. */
    uint64_t block_number;
    /** The public key of the sequencer. */
    fernet_key key;
    /** The proposal. */
    fernet_proposal proposal;
    /** The VRF proof, which signs the id of the proposal. */
    fernet_p256_proof proof;
    /** Reserved; must be 0. */
    uint8_t reserved[7];
} fernet_message_proposal_p256;

/** The opening of a block: what fernet_block_open takes besides the parameters (SPEC #message-l1). */
typedef struct fernet_message_block_opening {
    /** Where the proposal phase of the block opens, and on what. */
    fernet_opening opening;
    /** The mix of the block; its block number is that of opening (BLOCK_OTHER_BLOCK otherwise). */
    fernet_pinned_mix pinned;
} fernet_message_block_opening;

/** What a reveal states besides the hashes of the transactions (SPEC #message-reveal). */
typedef struct fernet_message_reveal {
    /** Number of the block. */
    uint64_t block_number;
    /** Number of transactions. */
    uint64_t count;
    /** The salt of the transaction order. */
    fernet_salt salt;
    /** The sum of the fees. */
    fernet_amount fees;
} fernet_message_reveal;

/**
 * A reveal with the root of the transactions instead of their hashes, and in a rollup with attesters also the root of the
 * proof data (SPEC #message-reveal).
 */
typedef struct fernet_message_reveal_root {
    /** Number of the block. */
    uint64_t block_number;
    /** The contents of the block. */
    fernet_reveal contents;
} fernet_message_reveal_root;

/**
 * A request of an owner to register a key, without its proof (SPEC #registration). The proof is a VRF proof of the key
 * over fernet_registration_alpha with fernet_registration_id_new as additional data.
 */
typedef struct fernet_registration_request {
    /** The VRF public key. */
    fernet_key key;
    /** The address that registers the key and may let it exit; not zero. */
    fernet_address owner;
    /** The role that the key is to have. */
    fernet_role role;
    /**
     * The suite of the key's VRF. Accepted is that of the parameters for a sequencer, and
     * FERNET_SEQUENCER_SUITE_EDWARDS25519 for a prover.
     */
    fernet_sequencer_suite suite;
    /** Reserved; must be 0. */
    uint8_t reserved[2];
} fernet_registration_request;

/** A request to register a key, as its owner sends it (SPEC #message-registry). */
typedef struct fernet_message_registration_request {
    /** The request. */
    fernet_registration_request request;
    /** The VRF proof, which signs the id of the request. */
    fernet_proof proof;
} fernet_message_registration_request;

/** A record of the registry with the proof of its request, as an archive stores it (SPEC #message-registry). */
typedef struct fernet_message_registration_record {
    /** The request with its proof. */
    fernet_message_registration_request request;
    /** L1 block in which the request was registered. */
    uint64_t entry_l1_block;
    /** L1 block in which the owner let the key exit; 0 if has_exited is 0 (VALUE otherwise). */
    uint64_t exit_l1_block;
    /** 1 if the owner let the key exit, otherwise 0. */
    uint8_t has_exited;
    /** Reserved; must be 0. */
    uint8_t reserved[7];
} fernet_message_registration_record;

/** A request to register a sequencer's key on P-256, as its owner sends it (SPEC #message-registry). */
typedef struct fernet_message_registration_request_p256 {
    /** The request. */
    fernet_registration_request request;
    /** The VRF proof, which signs the id of the request. */
    fernet_p256_proof proof;
} fernet_message_registration_request_p256;

/** A record of the registry whose key is on P-256, with the proof of its request (SPEC #message-registry). */
typedef struct fernet_message_registration_record_p256 {
    /** The request with its proof. */
    fernet_message_registration_request_p256 request;
    /** 1 if the owner let the key exit, otherwise 0. */
    uint8_t has_exited;
    /** Reserved; must be 0. */
    uint8_t reserved[6];
    /** L1 block in which the request was registered. */
    uint64_t entry_l1_block;
    /** L1 block in which the owner let the key exit; 0 if has_exited is 0 (VALUE otherwise). */
    uint64_t exit_l1_block;
} fernet_message_registration_record_p256;

/** The exit of a registered key, as its owner sends it to L1 (SPEC #exit). */
typedef struct fernet_message_exit {
    /** The VRF public key. */
    fernet_key key;
    /** The owner of the record that exits. */
    fernet_address owner;
} fernet_message_exit;

/** What a tree states before its bundles, and tree data before its nodes (SPEC #message-tree). */
typedef struct fernet_message_tree {
    /** Number of the block. */
    uint64_t block_number;
    /** Number of bundles or nodes. */
    uint64_t count;
    /** The id of the leader's proposal. */
    fernet_proposal_id proposal_id;
} fernet_message_tree;

/** The data of one node of a tree (SPEC #tree-data). */
typedef struct fernet_node_data {
    /** Ids of the seats of the node's bundle, primary first; zero for each seat that the bundle does not have. */
    fernet_seat_id seats[3];
    /** Sums of the bundle and all bundles below it. */
    fernet_sums sums;
} fernet_node_data;

/** What the opening of a seat states as a message before the opening itself (SPEC #message-tree-data). */
typedef struct fernet_message_seat_opening {
    /** Number of the block. */
    uint64_t block_number;
    /** The id of the leader's proposal. */
    fernet_proposal_id proposal_id;
    /** Number of levels of the opening, at most 32. */
    uint8_t levels;
    /** Reserved; must be 0. */
    uint8_t reserved[7];
} fernet_message_seat_opening;

/**
 * A moving average of the MEV of a rollup's blocks, in ppm of their fees (SPEC #mev). The caller sets all fields to
 * start. Functions return VALUE for reserved, MEV_SMOOTHING, MEV_BOUNDS or MEV_START_OUT_OF_BOUNDS for a field that is
 * out of range.
 */
typedef struct fernet_mev_reference {
    /** Smallest value of the average, ppm. */
    uint64_t low;
    /** Largest value of the average, ppm; at least low and below 2^40. */
    uint64_t high;
    /** The average, ppm, from low to high. */
    uint64_t current;
    /** Weight of a new ratio, ppm, 1 to 1000000. */
    uint32_t smoothing;
    /** Reserved; must be 0. */
    uint32_t reserved;
} fernet_mev_reference;

/** A report of one source: the MEV that it has measured, in ppm of the fees (SPEC #mev-sources). */
typedef struct fernet_mev_report {
    /** L1 block in which the source made the report. */
    uint64_t l1_block;
    /** The MEV in ppm of the fees; any number. */
    uint64_t ratio;
    /** The address of the source. */
    fernet_address source;
    /** Reserved; must be 0. */
    uint32_t reserved;
} fernet_mev_report;

/** The seat that an opening proves to be in a tree (SPEC #opening). */
typedef struct fernet_opened_seat {
    /** The claim as the prover sent it. Its payout receives the pay, which fernet_settlement_pay computes. */
    fernet_claim claim;
    /** Public key of the prover. */
    fernet_key key;
    /** Score of the claim. */
    fernet_score score;
    /** Number of the bit under which L1 records that the pay of the seat was claimed: 3 * node + position. */
    uint64_t claimed_bit;
} fernet_opened_seat;

/**
 * 32 secret bytes from a cryptographic random generator: a master secret (fernet_secret_key_derive) or an RFC 9381
 * secret key (fernet_secret_key_from_seed). The caller wipes them after use.
 */
typedef struct fernet_secret {
    /** The secret bytes. */
    uint8_t bytes[32];
} fernet_secret;

/**
 * A VRF suite of RFC 9381 on P-256, by its suite byte: FERNET_P256_SUITE_SSWU or FERNET_P256_SUITE_TAI. The protocol uses
 * FERNET_P256_SUITE_SSWU.
 */
typedef uint8_t fernet_p256_suite;

/**
 * A proof on P-256 with its witness: the struct Proof of the contract EcvrfP256, as it stands in the calldata (SPEC
 * #evm-witness).
 */
typedef struct fernet_p256_evm_proof {
    /** 14 words of 32 bytes, big-endian. */
    uint8_t bytes[448];
} fernet_p256_evm_proof;

/** A set of the FERNET_PARAMS_WARNING_ constants, one bit for each (SPEC #warnings). */
typedef uint32_t fernet_params_warnings;

/** The phase of a block: one of the FERNET_PHASE_ constants (SPEC #phases). */
typedef uint8_t fernet_phase;

/**
 * The contents of a fernet_block_phase. Limits are exclusive: an L1 block number equal to a limit is already past it
 * (SPEC #phases).
 */
typedef struct fernet_block_phase_info {
    /** First L1 block after the proposal phase. */
    uint64_t proposal_end;
    /** First L1 block after the reveal phase. */
    uint64_t reveal_end;
    /** First L1 block after the proving phase. */
    uint64_t deadline;
    /** First L1 block after the present phase; FERNET_NO_NUMBER in a last phase. */
    uint64_t phase_end;
    /** The present phase. */
    fernet_phase phase;
    /** Reserved; always 0. */
    uint8_t reserved[7];
} fernet_block_phase_info;

/** A RANDAO reveal: the compressed BLS signature of an L1 block proposer. */
typedef struct fernet_randao_reveal {
    /** The signature in its compressed form. */
    uint8_t bytes[96];
} fernet_randao_reveal;

/** An L1 block and its RANDAO mix: one entry of a ring. */
typedef struct fernet_randao_entry {
    /** Number of the L1 block. */
    uint64_t l1_block;
    /** The prevRandao of that L1 block: the field mixHash of its header. */
    fernet_randao_mix mix;
} fernet_randao_entry;

/** The id of a request to register a key: what its VRF proof signs as additional data (SPEC #registration). */
typedef struct fernet_registration_id {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_registration_id;

/** A request in the registry (SPEC #registration). */
typedef struct fernet_registration_record {
    /** The request. */
    fernet_registration_request request;
    /** L1 block in which the request was registered. */
    uint64_t entry_l1_block;
    /** L1 block in which the owner let the key exit, or FERNET_NO_EXIT. */
    uint64_t exit_l1_block;
} fernet_registration_record;

/** A task that a role may allow: one of the FERNET_DUTY_ constants (SPEC #eligibility). */
typedef uint8_t fernet_duty;

/** A filled seat of the winning tree that is to be paid. */
typedef struct fernet_paid_seat {
    /** Number of the seat's node. */
    uint64_t node;
    /** FEE_BURN of the seat's claim, ppm, at most 1000000. */
    uint32_t fee_burn;
    /** Reserved; must be 0. */
    uint32_t reserved;
} fernet_paid_seat;

/** The prices from which the refund of the winner's L1 gas is computed (SPEC #rebate). All zero: no refund. */
typedef struct fernet_rebate {
    /** Base fee of the L1 block that first accepted the winning tree, in wei for a unit of gas. */
    uint64_t base_fee;
    /**
     * Price of 10^18 wei of the gas asset in wei of the asset in which fees are paid, below 2^96; 10^18 if both are the
     * same asset.
     */
    fernet_amount rate;
    /** The rebate_payee of the winning root's claim; zero for no refund. */
    fernet_address payee;
    /** Reserved; must be 0. */
    uint32_t reserved;
} fernet_rebate;

/** A private object: the state of a settlement whose seats are being paid. */
typedef struct fernet_ledger {
    /** Private; see rule 7. */
    uint8_t private_bytes[384];
} fernet_ledger;

/** Why a leader is slashed: one of the FERNET_SLASH_REASON_ constants (SPEC #slash). */
typedef uint8_t fernet_slash_reason;

/** A probability q / 2^128, stored as the integer q. Probability 1 is represented as 2^128 - 1 (SPEC #odds). */
typedef struct fernet_probability {
    /** The integer q, big-endian. */
    uint8_t bytes[16];
} fernet_probability;

/** The seed from which the VRF input of every sequencer of a block is derived (SPEC #seed-sequencer). */
typedef struct fernet_sequencer_seed {
    /** The bytes of the hash. */
    uint8_t bytes[32];
} fernet_sequencer_seed;

/** The shape of a proof tree, which follows from its number of bases (SPEC #tree). */
typedef struct fernet_tree_shape {
    /** Number of base nodes, 1 to 2^32. */
    uint64_t bases;
    /** Number of all nodes, 2 * bases - 1. Nodes are numbered from 0. */
    uint64_t nodes;
    /** Number of the root node. */
    uint64_t root;
    /** Number of edges between the root and the base farthest from it, at most 32. */
    uint32_t depth;
    /** Reserved; always 0. */
    uint32_t reserved;
} fernet_tree_shape;

/** The kind of a node: FERNET_NODE_KIND_BASE or FERNET_NODE_KIND_MERGE. */
typedef uint8_t fernet_node_kind;

/**
 * A node of a proof tree and its neighbours (SPEC #node-number). FERNET_NO_NUMBER stands for a neighbour that does not
 * exist.
 */
typedef struct fernet_node {
    /** Index of the first base in the subtree of the node; bases are counted from 0. */
    uint64_t first_base;
    /** Index of the last base in the subtree of the node, plus one. */
    uint64_t end_base;
    /** Number of the parent; FERNET_NO_NUMBER for the root. */
    uint64_t parent;
    /** Number of the left child; FERNET_NO_NUMBER for a base. */
    uint64_t left;
    /** Number of the right child; FERNET_NO_NUMBER for a base. */
    uint64_t right;
    /** Number of the next node in post-order; FERNET_NO_NUMBER for the root. Node 0 is the first (SPEC #post-order). */
    uint64_t next;
    /** Number of edges between the root and the node. */
    uint32_t depth;
    /** The kind of the node. */
    fernet_node_kind kind;
    /** Reserved; always 0. */
    uint8_t reserved[3];
} fernet_node;

/** A private object: the state of the verification of one submitted tree, of any size (SPEC #post-order). */
typedef struct fernet_tree_verifier {
    /** Private; see rule 7. */
    uint8_t private_bytes[4608];
} fernet_tree_verifier;

/**
 * A private object: the sums and the commitment of a bundle and the subtree below it (SPEC #accumulator).
 * fernet_accumulator_read reads it.
 */
typedef struct fernet_accumulator {
    /** Private; see rule 7. */
    uint8_t private_bytes[256];
} fernet_accumulator;

/** A private object: the state of a search for the best bundle of one node (SPEC #best-bundle). */
typedef struct fernet_bundle_builder {
    /** Private; see rule 7. */
    uint8_t private_bytes[6912];
} fernet_bundle_builder;

/** The happening does not end this block. */
#define FERNET_OUTCOME_NONE 0

/** The best tree won: receipt. The provers of its seats are paid from the reserve, each against an opening. */
#define FERNET_OUTCOME_SETTLED 1

/** Nobody made a valid proposal. */
#define FERNET_OUTCOME_SKIPPED 2

/** The leader did not reveal the block: slashing. */
#define FERNET_OUTCOME_NOT_REVEALED 3

/** Nobody submitted a valid tree: slashing. */
#define FERNET_OUTCOME_NOT_PROVEN 4

/** A block below it was reverted. Every proposal gets its whole bond back. */
#define FERNET_OUTCOME_VOIDED 5

/** Nothing is left up to this L1 block. */
#define FERNET_HAPPENING_NONE 0

/** The proposal phase of a block opened: opening. */
#define FERNET_HAPPENING_OPENED 1

/**
 * Blocks opened and were skipped without a proposal, one after the other, each on the same parent: opening of the first,
 * count.
 */
#define FERNET_HAPPENING_IDLE 2

/** The rollup has to take the actions for a block: the block number of opening, and effects. */
#define FERNET_HAPPENING_EFFECTS 3

/** ECVRF-P256-SHA256-TAI (try and increment). Its time depends on alpha, so alpha must be public. */
#define FERNET_P256_SUITE_TAI 1

/** ECVRF-P256-SHA256-SSWU. Its time does not depend on alpha, and every alpha maps to a point. */
#define FERNET_P256_SUITE_SSWU 2

/** One VRF evaluation for each prover and node. A claim reveals the prover's ticket at its node only. */
#define FERNET_VRF_MODE_PER_NODE 0

/**
 * One VRF evaluation for each prover and block, from which the tickets of all nodes are hashed. A prover's first claim
 * reveals its tickets for every node.
 */
#define FERNET_VRF_MODE_PER_BLOCK 1

/** Tickets are hashes of the prover's public key. Anyone can compute the tickets of every prover. */
#define FERNET_VRF_MODE_PUBLIC 2

/** ECVRF-P256-SHA256-SSWU, which a contract on Ethereum can verify (SPEC #vrf-p256). */
#define FERNET_SEQUENCER_SUITE_P256 2

/** ECVRF-EDWARDS25519-SHA512-ELL2, which provers use too (SPEC #vrf). */
#define FERNET_SEQUENCER_SUITE_EDWARDS25519 4

/** randao_lag is below 64, so a reorganisation of L1 may still change the mix after the proposal phase opened. */
#define FERNET_PARAMS_WARNING_RANDAO_LAG_SHORT 1

/** reveal_slash_amount is 0, so a leader loses no stake if it does not reveal its block. */
#define FERNET_PARAMS_WARNING_REVEAL_SLASH_ZERO 2

/** proof_slash_amount is 0, so a leader loses no stake if its block is not proven. */
#define FERNET_PARAMS_WARNING_PROOF_SLASH_ZERO 4

/**
 * fee_split_cap is above 1000000 ppm, and bond_base is less than half of the larger slash amount, so a higher FEE_SPLIT
 * makes failing cheaper for each block that the bid wins.
 */
#define FERNET_PARAMS_WARNING_BOND_BASE_SMALL 8

/** root_seats is above 1, so the shares of the root's other seats are burned in every block. */
#define FERNET_PARAMS_WARNING_ROOT_SEATS_BURNED 16

/** base_share is 0 or 1000000 ppm, so one of the two pools is empty and its provers burn nothing when they bid. */
#define FERNET_PARAMS_WARNING_POOL_EMPTY 32

/** vrf_mode is not FERNET_VRF_MODE_PER_NODE, so the tickets of a prover become known before it has claimed every node. */
#define FERNET_PARAMS_WARNING_TICKETS_KNOWN_EARLY 64

/**
 * attesters is above 0, and quorum is at most half of it, so provers with less than half of the keys may certify proof
 * data that nobody else has.
 */
#define FERNET_PARAMS_WARNING_QUORUM_LOW 128

/** Sequencers submit proposals. */
#define FERNET_PHASE_PROPOSAL 0

/** The leader has to reveal the salt and the transactions of its block. */
#define FERNET_PHASE_REVEAL 1

/** Provers submit proof trees; none was accepted yet. */
#define FERNET_PHASE_PROVING 2

/** A tree was accepted, and the parent is not final yet. Better trees may still be submitted. */
#define FERNET_PHASE_PROVEN 3

/** A tree was accepted, and the parent is final. Better trees may still be submitted. */
#define FERNET_PHASE_FINAL 4

/** Last phase of a proven block: the deadline has passed, and the best tree is paid. */
#define FERNET_PHASE_SETTLED 5

/** Last phase of a block without a proposal or without a reveal. */
#define FERNET_PHASE_SKIPPED 6

/** Last phase of a block for which no tree was submitted before the deadline. */
#define FERNET_PHASE_REVERTED 7

/** Last phase of a block that builds on a reverted block. */
#define FERNET_PHASE_VOIDED 8

/** An L1 block was reached, and nothing else happened. */
#define FERNET_EVENT_TIME 0

/** A valid proposal was submitted. */
#define FERNET_EVENT_PROPOSAL 1

/** The leader made a valid reveal. */
#define FERNET_EVENT_REVEAL 2

/** A valid proof tree was submitted. */
#define FERNET_EVENT_TREE 3

/** The parent of the block became final, or was final when the block opened. */
#define FERNET_EVENT_PARENT_FINAL 4

/** A block on which this block builds, directly or through other blocks, was reverted. */
#define FERNET_EVENT_ANCESTOR_REVERTED 5

/** No action; fills the unused elements of fernet_effects. */
#define FERNET_EFFECT_NONE 0

/** Start the reveal phase. */
#define FERNET_EFFECT_OPEN_REVEAL 1

/** Publish the prover seed and start to accept trees. */
#define FERNET_EFFECT_OPEN_PROVING 2

/** Drop the block; the next block builds on its parent. */
#define FERNET_EFFECT_BUILD_ON_PARENT 3

/** Accept the block as final. */
#define FERNET_EFFECT_FINALIZE 4

/** Compare the tree with the best tree so far (fernet_tree_compare). */
#define FERNET_EFFECT_TREE_COMPETES 5

/** Slash the leader because it did not reveal the block (SPEC #slash). */
#define FERNET_EFFECT_SLASH_NOT_REVEALED 6

/** Slash the leader because the block was not proven (SPEC #slash). */
#define FERNET_EFFECT_SLASH_NOT_PROVEN 7

/** Settle the block with its best tree (fernet_settle). */
#define FERNET_EFFECT_SETTLE 8

/** Return the whole bond of every proposal of the block that still has one. */
#define FERNET_EFFECT_RETURN_BONDS 9

/** The key may propose blocks. */
#define FERNET_ROLE_SEQUENCER 0

/** The key may prove base nodes only. */
#define FERNET_ROLE_BASE_PROVER 1

/** The key may prove merge nodes only. */
#define FERNET_ROLE_MERGE_PROVER 2

/** The key may prove base and merge nodes. */
#define FERNET_ROLE_PROVER 3

/** Proposing a block; allowed to sequencers. */
#define FERNET_DUTY_PROPOSE 0

/** Proving a base node; allowed to base provers and provers. */
#define FERNET_DUTY_PROVE_BASE 1

/** Proving a merge node; allowed to merge provers and provers. */
#define FERNET_DUTY_PROVE_MERGE 2

/** The block had no valid reveal before the end of the reveal phase. */
#define FERNET_SLASH_REASON_NOT_REVEALED 0

/** The block had no valid tree before its deadline. */
#define FERNET_SLASH_REASON_NOT_PROVEN 1

/** A leaf of the tree, which proves transactions. */
#define FERNET_NODE_KIND_BASE 0

/** An inner node of the tree, which proves the proofs of its two children. */
#define FERNET_NODE_KIND_MERGE 1

/** ECVRF-EDWARDS25519-SHA512-TAI (try and increment). Its time depends on alpha, so alpha must be public. */
#define FERNET_SUITE_TAI 3

/** ECVRF-EDWARDS25519-SHA512-ELL2 (Elligator 2). Its time does not depend on alpha, and every alpha maps to a point. */
#define FERNET_SUITE_ELL2 4

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Computes the root of the proof data of a block (SPEC #data-root).
 *
 * - root (out): the root.
 * - digests: the digests of the blobs, in the order of the transactions; there may be none.
 * - count: number of digests.
 */
FERNET_API
fernet_status fernet_data_root_new(fernet_data_root *root,
                                   const fernet_data_digest *digests,
                                   size_t count);

/**
 * Checks whether digests are those of a block's blobs, for a prover that has received the proof data (SPEC #data-root).
 *
 * - reveal: the contents of the block, as its leader revealed them.
 * - digests: the digests of the blobs, in the order of the transactions.
 * - count: number of digests.
 *
 * Errors: DATA_DATA_COUNT if the block has another number of transactions, then DATA_WRONG_DATA.
 */
FERNET_API fernet_status fernet_data_check(const fernet_reveal *reveal, const fernet_data_digest *digests, size_t count);

/**
 * Computes the id of an attestation, which its VRF proof signs as additional data (SPEC #attestation).
 *
 * - id (out): the id.
 * - seed: the prover seed of the block.
 * - proposal_id: the id of the leader's proposal.
 * - data_root: root of the proof data that the attester holds.
 */
FERNET_API
fernet_status fernet_attestation_id_new(fernet_attestation_id *id,
                                        const fernet_prover_seed *seed,
                                        const fernet_proposal_id *proposal_id,
                                        const fernet_data_root *data_root);

/**
 * Checks everything about an attestation except its VRF proof and its ticket, so that a proof is verified only for an
 * attestation that is otherwise valid (SPEC #attestation). The proof is over fernet_prover_seed_alpha_attest, with the id
 * of fernet_attestation_id_new as additional data.
 *
 * - availability: the context of the block.
 * - registration: the registration of the attestation's key.
 * - data_root: root of the proof data that the attester holds.
 *
 * Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY, BLOCK_NO_ATTESTERS for the context, then INELIGIBLE_...,
 * ATTESTATION_OTHER_DATA.
 */
FERNET_API
fernet_status fernet_attestation_check(const fernet_availability *availability,
                                       const fernet_registration *registration,
                                       const fernet_data_root *data_root);

/**
 * Checks whether a ticket selects its key as an attester (SPEC #attesters).
 *
 * - availability: the context of the block.
 * - ticket: the ticket of the key (fernet_ticket_attester).
 *
 * Errors: those of the context as in fernet_attestation_check, ATTESTATION_NOT_SELECTED.
 */
FERNET_API fernet_status fernet_attestation_check_ticket(const fernet_availability *availability, const fernet_ticket *ticket);

/**
 * Computes the number of attestations of a certificate (SPEC #certificate).
 *
 * - needed (out): the number; 0 if no key may attest, and then there is no certificate.
 * - availability: the context of the block.
 *
 * Errors: those of the context as in fernet_attestation_check.
 */
FERNET_API fernet_status fernet_certificate_needed(uint16_t *needed, const fernet_availability *availability);

/**
 * Checks everything about a certificate except its attestations, and computes its id (SPEC #certificate).
 *
 * - id (out): the id.
 * - availability: the context of the block.
 * - data_root: root of the proof data that the attesters hold.
 * - keys: the keys of the attestations, in their order.
 * - count: number of keys.
 *
 * Errors: those of the context as in fernet_attestation_check, then CERTIFICATE_....
 */
FERNET_API
fernet_status fernet_certificate_check(fernet_certificate_id *id,
                                       const fernet_availability *availability,
                                       const fernet_data_root *data_root,
                                       const fernet_key *keys,
                                       size_t count);

#if defined(FERNET_HOSTED)
/**
 * Validates a public key and prepares it for batch verification. This costs one scalar multiplication: do it once for
 * each key.
 *
 * - batch_key (out): the prepared key.
 * - key: the public key.
 *
 * Errors: KEY_....
 */
FERNET_API fernet_status fernet_batch_key_new(fernet_batch_key *batch_key, const fernet_key *key);
#endif

#if defined(FERNET_HOSTED)
/**
 * Decodes a proof in batch form (SPEC #vrf-batch). A proof that decodes is well-formed; only verification shows
 * whether it is valid.
 *
 * - proof (out): the proof in batch form.
 * - bytes: the encoded proof.
 * - bytes_len: number of bytes; 128 for a well-formed proof.
 *
 * Errors: BATCH_PROOF_..., the first that applies in the order of SPEC #errors.
 */
FERNET_API fernet_status fernet_batch_proof_parse(fernet_batch_proof *proof, const uint8_t *bytes, size_t bytes_len);
#endif

#if defined(FERNET_HOSTED)
/**
 * Computes the VRF output of a secret key and its proof in batch form (SPEC #vrf-batch).
 *
 * - proof (out): the proof in batch form.
 * - beta (out): the output.
 * - secret_key: the secret key.
 * - suite: the suite.
 * - alpha: the input, public.
 * - alpha_len: number of bytes of alpha.
 * - ad: the additional data; not used if signs_ad is 0.
 * - ad_len: number of bytes of ad; may be 0.
 * - signs_ad: 1 for a proof with additional data, which may be empty; 0 for a proof without.
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
 * Converts a proof in batch form to the 80-byte proof that it stands for. The proof need not be valid.
 *
 * - proof (out): the 80-byte proof.
 * - key: the public key of the prover.
 * - suite: the suite.
 * - alpha: the input.
 * - alpha_len: number of bytes of alpha.
 * - ad: the additional data; not used if signs_ad is 0.
 * - ad_len: number of bytes of ad; may be 0.
 * - signs_ad: 1 for a proof with additional data, which may be empty; 0 for a proof without.
 * - batch_proof: the proof in batch form.
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
 * Verifies an 80-byte proof and converts it to batch form. It costs as much as two verifications and serves those who
 * relay a proof to many verifiers.
 *
 * - batch_proof (out): the proof in batch form.
 * - key: the public key of the prover.
 * - suite: the suite.
 * - alpha: the input.
 * - alpha_len: number of bytes of alpha.
 * - ad: the additional data; not used if signs_ad is 0.
 * - ad_len: number of bytes of ad; may be 0.
 * - signs_ad: 1 for a proof with additional data, which may be empty; 0 for a proof without.
 * - proof: the 80-byte proof.
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
 * Verifies many proofs together (SPEC #vrf-batch). Each proof has the same result as if it were verified alone. The
 * function allocates about 2 kB for each item, at most 2 MB, and aborts the program if no memory is available.
 *
 * - betas (out): the outputs: betas[i] is that of items[i], zero if the proof is not valid.
 * - betas_len: number of outputs; equal to items_len.
 * - statuses (out): the results as fernet_status: statuses[i] of items[i] is OK, VERIFY_NO_POINT or VERIFY_INVALID.
 * - statuses_len: number of results; equal to items_len.
 * - items: the proofs to verify.
 * - items_len: number of items.
 *
 * Errors: LENGTH unless the three lengths are equal; OVERLAP also if an output overlaps the memory that an item points
 * to; then, for the first item that is not well-formed, NULL, STATE for its key, VALUE for its suite, signs_ad or
 * reserved, or BATCH_PROOF_.... If the function returns one of these, no proof was verified and all outputs are zero
 * (rule 4). A 0 in statuses means OK only if the function itself returned OK.
 */
FERNET_API
fernet_status fernet_vrf_verify_batch(fernet_beta *betas,
                                      size_t betas_len,
                                      int32_t *statuses,
                                      size_t statuses_len,
                                      const fernet_batch_item *items,
                                      size_t items_len);
#endif

/**
 * Opens a block where the chain opened it (FERNET_HAPPENING_OPENED).
 *
 * - block (out): the block.
 * - params: parameters of the rollup.
 * - opening: the opening of fernet_chain_advance.
 * - pinned: the mix of the block (fernet_randao_ring_pin), or that of a verified L1 header.
 *
 * Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY, BLOCK_OTHER_BLOCK if pinned is of another block, BLOCK_OTHER_MIX if it is
 * not of the L1 block randao_lag before the opening, PHASE_OVERFLOW.
 */
FERNET_API
fernet_status fernet_block_open(fernet_block *block,
                                const fernet_params *params,
                                const fernet_opening *opening,
                                const fernet_pinned_mix *pinned);

/**
 * Checks whether a message of a block may happen in an L1 block, before its contents are checked: checks 3 to 5 of SPEC
 * #course. The functions that apply a message check it again.
 *
 * - block: the block.
 * - chain: the chain of the rollup.
 * - l1_block: L1 block number of the message.
 * - event: FERNET_EVENT_PROPOSAL, FERNET_EVENT_REVEAL or FERNET_EVENT_TREE.
 *
 * Errors: VALUE for event, BLOCK_STALE, PHASE_..., CHAIN_BEHIND.
 */
FERNET_API
fernet_status fernet_block_accepts(const fernet_block *block,
                                   const fernet_chain *chain,
                                   uint64_t l1_block,
                                   fernet_event event);

/**
 * Applies a proposal (SPEC #message-proposal).
 *
 * - proposed (out): what the proposal brought about.
 * - evidence (out): evidence of equivocation, as a message, if the block keeps another proposal of the same key that
 *   contradicts this one; otherwise zero.
 * - evidence_len: FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN (LENGTH otherwise).
 * - block (in/out): the block.
 * - chain (in/out): the chain of the rollup.
 * - l1_block: L1 block number of the proposal.
 * - bytes: the message.
 * - len: number of bytes.
 * - registration: the registration of the message's key (fernet_message_key) at the snapshot of the block; NULL if the
 *   key is not registered.
 *
 * Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
 * CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_SUITE, INELIGIBLE_NOT_REGISTERED, those of fernet_election_check, KEY_..., PROOF_..., VERIFY_....
 */
FERNET_API
fernet_status fernet_block_propose(fernet_proposed *proposed,
                                   uint8_t *evidence,
                                   size_t evidence_len,
                                   fernet_block *block,
                                   fernet_chain *chain,
                                   uint64_t l1_block,
                                   const uint8_t *bytes,
                                   size_t len,
                                   const fernet_registration *registration);

/**
 * Applies a proposal whose proof is on P-256 (SPEC #message-proposal).
 *
 * - proposed (out): what the proposal brought about.
 * - evidence (out): evidence of equivocation, as a message, if the block keeps another proposal of the same key that
 *   contradicts this one; otherwise zero.
 * - evidence_len: FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN (LENGTH otherwise).
 * - block (in/out): the block.
 * - chain (in/out): the chain of the rollup.
 * - l1_block: L1 block number of the proposal.
 * - bytes: the message.
 * - len: number of bytes.
 * - registration: the registration of the message's key (fernet_message_key) at the snapshot of the block; NULL if the
 *   key is not registered.
 *
 * Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
 * CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_SUITE, INELIGIBLE_NOT_REGISTERED, those of fernet_election_check, P256_KEY_...,
 * P256_PROOF_..., P256_VERIFY_....
 */
FERNET_API
fernet_status fernet_block_propose_p256(fernet_proposed *proposed,
                                        uint8_t *evidence,
                                        size_t evidence_len,
                                        fernet_block *block,
                                        fernet_chain *chain,
                                        uint64_t l1_block,
                                        const uint8_t *bytes,
                                        size_t len,
                                        const fernet_registration *registration);

/**
 * Applies the reveal of the leader (SPEC #message-reveal).
 *
 * - effects (out): the actions for the block, in order.
 * - block (in/out): the block.
 * - chain (in/out): the chain of the rollup.
 * - l1_block: L1 block number of the reveal.
 * - bytes: the message, with the hashes of the transactions or with their root, or with the roots of the transactions and
 *   of the proof data in a rollup with attesters.
 * - len: number of bytes.
 *
 * Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
 * CHAIN_BEHIND, PHASE_..., those of fernet_reveal_check.
 */
FERNET_API
fernet_status fernet_block_reveal(fernet_effects *effects,
                                  fernet_block *block,
                                  fernet_chain *chain,
                                  uint64_t l1_block,
                                  const uint8_t *bytes,
                                  size_t len);

/**
 * Verifies a claim and returns its seat (SPEC #message-claim). The block does not keep it: keep the seats of which you
 * want to build trees. A claim has no time and changes nothing, so several threads may verify claims at once.
 *
 * - seat (out): the seat.
 * - block: the block.
 * - bytes: the message. In a hosted library the proof may also be in batch form.
 * - len: number of bytes.
 * - registration: the registration of the message's key (fernet_message_key) at the snapshot of the block; NULL if the
 *   key is not registered.
 *
 * Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
 * PHASE_NOT_IN_THIS_PHASE before the reveal, BLOCK_OTHER_PROPOSAL, INELIGIBLE_NOT_REGISTERED, those of
 * fernet_claim_check, KEY_..., PROOF_..., BATCH_PROOF_..., VERIFY_....
 */
FERNET_API
fernet_status fernet_block_claim(fernet_seat *seat,
                                 const fernet_block *block,
                                 const uint8_t *bytes,
                                 size_t len,
                                 const fernet_registration *registration);

/**
 * Makes evidence of two messages of one key that contradict each other (SPEC #equivocation). Both have to be valid in
 * the block; their time does not matter. For attestations use fernet_block_attestation_evidence.
 *
 * - evidence (out): the evidence, as a message; the bytes from evidence_len on are zero.
 * - capacity: number of bytes of the array, at least FERNET_MESSAGE_CLAIM_EVIDENCE_LEN.
 * - evidence_len (out): number of bytes of the message.
 * - block: the block.
 * - a: a proposal, or a claim with a proof of 80 bytes.
 * - a_len: number of bytes of a.
 * - b: another message of the same kind.
 * - b_len: number of bytes of b.
 * - registrations: the registrations of the keys of both, at the snapshot of the block, in any order.
 * - count: number of registrations.
 *
 * Errors: LENGTH if capacity is too small, MESSAGE_..., those of fernet_block_propose without its time and of
 * fernet_block_claim for the first message that is not valid, BLOCK_NO_EVIDENCE.
 */
FERNET_API
fernet_status fernet_block_evidence(uint8_t *evidence,
                                    size_t capacity,
                                    size_t *evidence_len,
                                    const fernet_block *block,
                                    const uint8_t *a,
                                    size_t a_len,
                                    const uint8_t *b,
                                    size_t b_len,
                                    const fernet_registration *registrations,
                                    size_t count);

/**
 * Checks evidence that was received (SPEC #message-evidence): both messages are valid in the block and contradict each
 * other. For attestations use fernet_block_check_attestation_evidence.
 *
 * - block: the block.
 * - bytes: evidence of two proposals or of two claims.
 * - len: number of bytes.
 * - registrations: the registrations of the keys of both, at the snapshot of the block, in any order.
 * - count: number of registrations.
 *
 * Errors: MESSAGE_..., those of fernet_block_evidence, BLOCK_NO_EVIDENCE also if the message with the larger id comes
 * first.
 */
FERNET_API
fernet_status fernet_block_check_evidence(const fernet_block *block,
                                          const uint8_t *bytes,
                                          size_t len,
                                          const fernet_registration *registrations,
                                          size_t count);

/**
 * Checks a proposal of one's own and signs it, for the holder of a sequencer's key. The proof has the self-check of
 * fernet_vrf_prove_verified.
 *
 * - bytes (out): the message for fernet_block_propose.
 * - len: FERNET_MESSAGE_PROPOSAL_LEN (LENGTH otherwise).
 * - block: the block.
 * - secret_key: the secret key of the sequencer.
 * - proposal: the proposal.
 * - registration: the registration of the key at the snapshot of the block; NULL if it is not registered.
 *
 * Errors: BLOCK_STALE, BLOCK_OTHER_SUITE, INELIGIBLE_NOT_REGISTERED, those of fernet_election_check, PROVE_FAULT.
 */
FERNET_API
fernet_status fernet_block_sign_proposal(uint8_t *bytes,
                                         size_t len,
                                         const fernet_block *block,
                                         const fernet_secret_key *secret_key,
                                         const fernet_proposal *proposal,
                                         const fernet_registration *registration);

/**
 * Checks a proposal of one's own and signs it, for the holder of a sequencer's key on P-256. The proof has the self-check of
 * fernet_vrf_prove_verified.
 *
 * - bytes (out): the message for fernet_block_propose_p256.
 * - len: FERNET_MESSAGE_PROPOSAL_P256_LEN (LENGTH otherwise).
 * - block: the block.
 * - secret_key: the secret key of the sequencer.
 * - proposal: the proposal.
 * - registration: the registration of the key at the snapshot of the block; NULL if it is not registered.
 *
 * Errors: BLOCK_STALE, BLOCK_OTHER_SUITE, INELIGIBLE_NOT_REGISTERED, those of fernet_election_check, PROVE_FAULT.
 */
FERNET_API
fernet_status fernet_block_sign_proposal_p256(uint8_t *bytes,
                                              size_t len,
                                              const fernet_block *block,
                                              const fernet_p256_secret_key *secret_key,
                                              const fernet_proposal *proposal,
                                              const fernet_registration *registration);

/**
 * Checks a claim of one's own and signs it, for the holder of a prover's key. The proof has the self-check of
 * fernet_vrf_prove_verified.
 *
 * - bytes (out): the message for fernet_block_claim.
 * - len: FERNET_MESSAGE_CLAIM_LEN (LENGTH otherwise).
 * - block: the block.
 * - secret_key: the secret key of the prover.
 * - claim: the claim.
 * - registration: the registration of the key at the snapshot of the block; NULL if it is not registered.
 *
 * Errors: BLOCK_STALE, PHASE_NOT_IN_THIS_PHASE before the reveal, INELIGIBLE_NOT_REGISTERED, those of
 * fernet_claim_check, PROVE_FAULT.
 */
FERNET_API
fernet_status fernet_block_sign_claim(uint8_t *bytes,
                                      size_t len,
                                      const fernet_block *block,
                                      const fernet_secret_key *secret_key,
                                      const fernet_claim *claim,
                                      const fernet_registration *registration);

/**
 * Takes note of a reorganisation of L1. A stale block refuses every message: restore it (fernet_block_restore) from
 * bytes that were stored at or before the last L1 block that remains.
 *
 * - stale (out): 1 if the block is made of an L1 block that was replaced, otherwise 0.
 * - block (in/out): the block.
 * - last_common: number of the last L1 block that remains.
 */
FERNET_API fernet_status fernet_block_reorganised(uint8_t *stale, fernet_block *block, uint64_t last_common);

/**
 * Verifies an attestation, for a client that collects a certificate (SPEC #message-attestation). The block does not keep
 * it. An attestation has no time and changes nothing, so several threads may verify attestations at once.
 *
 * - key (out): the key of the attester. A certificate has one attestation of each key.
 * - block: the block.
 * - bytes: the message.
 * - len: number of bytes.
 * - provers: number of keys that may attest (fernet_registration_count_provers).
 * - registration: the registration of the message's key (fernet_message_key) at the snapshot of the block; NULL if the
 *   key is not registered.
 *
 * Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
 * PHASE_NOT_IN_THIS_PHASE before the reveal, BLOCK_OTHER_PROPOSAL, BLOCK_NO_ATTESTERS, INELIGIBLE_...,
 * ATTESTATION_OTHER_DATA, KEY_..., PROOF_..., VERIFY_..., ATTESTATION_NOT_SELECTED.
 */
FERNET_API
fernet_status fernet_block_attestation(fernet_key *key,
                                       const fernet_block *block,
                                       const uint8_t *bytes,
                                       size_t len,
                                       uint64_t provers,
                                       const fernet_registration *registration);

/**
 * Applies a certificate (SPEC #message-attestation). From then on the block accepts trees. Of several valid certificates
 * the block keeps the id of the first.
 *
 * - id (out): the id of the certificate that the block keeps.
 * - block (in/out): the block.
 * - bytes: the message. In a hosted library the proofs may also be in batch form; they are verified together in about half
 *   the time, and the function allocates a few kB for each.
 * - len: number of bytes.
 * - provers: number of keys that may attest (fernet_registration_count_provers).
 * - registrations: the registrations of the certificate's keys at the snapshot of the block, in any order.
 * - count: number of registrations.
 *
 * Errors: the first that applies in the order of SPEC #course: MESSAGE_..., BLOCK_STALE, BLOCK_OTHER_BLOCK,
 * PHASE_NOT_IN_THIS_PHASE before the reveal, BLOCK_OTHER_PROPOSAL, BLOCK_NO_ATTESTERS, CERTIFICATE_..., then those of
 * fernet_block_attestation for the first attestation that is refused, also BATCH_PROOF_....
 */
FERNET_API
fernet_status fernet_block_certify(fernet_certificate_id *id,
                                   fernet_block *block,
                                   const uint8_t *bytes,
                                   size_t len,
                                   uint64_t provers,
                                   const fernet_registration *registrations,
                                   size_t count);

/**
 * Reads the id of the certificate that a block keeps.
 *
 * - id (out): the id.
 * - block: the block.
 *
 * Errors: NONE if the block has no certificate.
 */
FERNET_API fernet_status fernet_block_certificate(fernet_certificate_id *id, const fernet_block *block);

/**
 * Signs an attestation of one's own, for the holder of a prover's key that holds every blob of the block and has checked
 * each for its transaction. The proof has the self-check of fernet_vrf_prove_verified.
 *
 * - bytes (out): the message for fernet_block_attestation.
 * - len: FERNET_MESSAGE_ATTESTATION_LEN (LENGTH otherwise).
 * - block: the block.
 * - secret_key: the secret key of the prover.
 * - digests: the digests of the blobs, in the order of the transactions.
 * - digests_len: number of digests.
 * - newest: number of the newest L1 block that the attester knows.
 * - provers: number of keys that may attest (fernet_registration_count_provers).
 * - registration: the registration of the key at the snapshot of the block; NULL if it is not registered.
 *
 * Errors: BLOCK_STALE, PHASE_NOT_IN_THIS_PHASE before the reveal, BLOCK_NO_ATTESTERS, DATA_... if the digests are not those
 * of the reveal, PHASE_LATE from attest_blocks L1 blocks after the reveal phase on, INELIGIBLE_...,
 * ATTESTATION_NOT_SELECTED, PROVE_FAULT.
 */
FERNET_API
fernet_status fernet_block_sign_attestation(uint8_t *bytes,
                                            size_t len,
                                            const fernet_block *block,
                                            const fernet_secret_key *secret_key,
                                            const fernet_data_digest *digests,
                                            size_t digests_len,
                                            uint64_t newest,
                                            uint64_t provers,
                                            const fernet_registration *registration);

/**
 * Makes evidence of two attestations of one key with different values of data_root (SPEC #attestation-evidence). Both have
 * to be valid in the block, but for the data_root that one of them names.
 *
 * - evidence (out): the evidence, as a message.
 * - evidence_len: FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN (LENGTH otherwise).
 * - block: the block.
 * - a: an attestation.
 * - a_len: number of bytes of a.
 * - b: another attestation.
 * - b_len: number of bytes of b.
 * - provers: number of keys that may attest (fernet_registration_count_provers).
 * - registration: the registration of the key of a at the snapshot of the block; NULL if the key is not registered.
 *
 * Errors: those of fernet_block_attestation but ATTESTATION_OTHER_DATA, for the first attestation that is not valid;
 * BLOCK_NO_EVIDENCE.
 */
FERNET_API
fernet_status fernet_block_attestation_evidence(uint8_t *evidence,
                                                size_t evidence_len,
                                                const fernet_block *block,
                                                const uint8_t *a,
                                                size_t a_len,
                                                const uint8_t *b,
                                                size_t b_len,
                                                uint64_t provers,
                                                const fernet_registration *registration);

/**
 * Checks evidence of two attestations that was received (SPEC #message-evidence): both are valid in the block, but for the
 * data_root that one of them names, and contradict each other.
 *
 * - block: the block.
 * - bytes: the message.
 * - len: number of bytes.
 * - provers: number of keys that may attest (fernet_registration_count_provers).
 * - registration: the registration of the key of the first attestation at the snapshot of the block; NULL if the key is
 *   not registered.
 *
 * Errors: MESSAGE_..., those of fernet_block_attestation_evidence, BLOCK_NO_EVIDENCE also if the attestation with the larger
 * id comes first.
 */
FERNET_API
fernet_status fernet_block_check_attestation_evidence(const fernet_block *block,
                                                      const uint8_t *bytes,
                                                      size_t len,
                                                      uint64_t provers,
                                                      const fernet_registration *registration);

#if defined(FERNET_HOSTED)
/**
 * Verifies many claims with proofs in batch form, in about half the time of single verifications. Each claim has the
 * same result as if fernet_block_claim verified it alone. The function allocates a few kB for each claim, and aborts
 * the program if no memory is available.
 *
 * - seats (out): the seats: seats[i] is that of claims[i], zero if the claim is refused.
 * - seats_len: number of seats; equal to claims_len.
 * - statuses (out): the results as fernet_status: statuses[i] is what fernet_block_claim returns for claims[i].
 * - statuses_len: number of results; equal to claims_len.
 * - block: the block.
 * - claims: the claims (fernet_message_batch_claim_decode).
 * - claims_len: number of claims.
 * - registrations: the registrations of the keys at the snapshot of the block, in any order; a key that is not among
 *   them is not registered.
 * - count: number of registrations.
 *
 * Errors: LENGTH unless the three lengths are equal; VALUE for the reserved field of a claim and for a registration. If
 * the function returns one of these, no claim was verified and all outputs are zero (rule 4). A 0 in statuses means OK
 * only if the function itself returned OK.
 */
FERNET_API
fernet_status fernet_block_claim_batch(fernet_seat *seats,
                                       size_t seats_len,
                                       int32_t *statuses,
                                       size_t statuses_len,
                                       const fernet_block *block,
                                       const fernet_message_batch_claim *claims,
                                       size_t claims_len,
                                       const fernet_registration *registrations,
                                       size_t count);
#endif

/**
 * Computes how a block ends, if something that time brought about in the chain ends it (SPEC #settlement, #slash).
 *
 * - outcome (out): how the block ends; FERNET_OUTCOME_NONE for what does not end it, and for what is of another block.
 * - block: the block.
 * - happening: what fernet_chain_advance returned.
 * - stake: stake of the leader in wei, below 2^96, which is slashed if the block was not revealed or not proven.
 *
 * Errors: VALUE for the happening, SETTLE_AMOUNT_TOO_LARGE for the stake, BLOCK_STALE, SETTLE_KEPT_TOO_LARGE if no tree
 * has the sums that fernet_block_submit_root was given.
 */
FERNET_API
fernet_status fernet_block_outcome(fernet_outcome *outcome,
                                   const fernet_block *block,
                                   const fernet_happening *happening,
                                   const fernet_amount *stake);

/**
 * Reads what is known of a block.
 *
 * - info (out): the contents.
 * - block: the block.
 */
FERNET_API fernet_status fernet_block_read(fernet_block_info *info, const fernet_block *block);

/**
 * Reads a proposal that a block keeps.
 *
 * - candidate (out): the key, ticket, proposal id and FEE_SPLIT.
 * - proposal (out): the proposal.
 * - block: the block.
 * - rank: 0 for the proposal that leads, which is that of the leader from the end of the proposal phase on; 1 for the
 *   next one.
 *
 * Errors: NONE if the block keeps fewer proposals.
 */
FERNET_API
fernet_status fernet_block_proposal(fernet_scored_key *candidate,
                                    fernet_proposal *proposal,
                                    const fernet_block *block,
                                    uint32_t rank);

/**
 * Reads the context against which the claims of a block are checked: its prover seed, the leader's proposal id and the
 * number of bases. It starts builders of bundles and verifiers of trees.
 *
 * - context (out): the context.
 * - block: the block.
 *
 * Errors: NONE before the reveal.
 */
FERNET_API fernet_status fernet_block_proving_context(fernet_proving_context *context, const fernet_block *block);

/**
 * Reads the numbers from which the pays of a block are computed.
 *
 * - settlement (out): the numbers for fernet_settlement_pay and the other functions of settlements.
 * - block: the block.
 *
 * Errors: NONE before the reveal.
 */
FERNET_API fernet_status fernet_block_settlement(fernet_settlement *settlement, const fernet_block *block);

/**
 * Reads the best tree of a block so far.
 *
 * - tree (out): the tree.
 * - block: the block.
 *
 * Errors: NONE if no tree was accepted.
 */
FERNET_API fernet_status fernet_block_best_tree(fernet_tree *tree, const fernet_block *block);

/**
 * Applies a tree that names claims by their ids (SPEC #message-tree).
 *
 * - submitted (out): what the tree brought about.
 * - block (in/out): the block.
 * - chain (in/out): the chain of the rollup.
 * - at: when L1 received the tree.
 * - bytes: the message.
 * - len: number of bytes.
 * - seats: the seats of fernet_block_claim, in any order. The time grows with the number of claims times the number of
 *   seats, so give those that the tree may use.
 * - count: number of seats.
 *
 * Errors: the first that applies in the order of SPEC #course: SETTLE_AMOUNT_TOO_LARGE for the rate, MESSAGE_...,
 * BLOCK_STALE, BLOCK_OTHER_BLOCK, CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_PROPOSAL, BLOCK_NO_CERTIFICATE,
 * TREE_REFUSED_CLAIM for a claim without a seat, BUNDLE_..., TREE_..., CHILD_....
 */
FERNET_API
fernet_status fernet_block_submit_ids(fernet_submitted *submitted,
                                      fernet_block *block,
                                      fernet_chain *chain,
                                      const fernet_l1_event *at,
                                      const uint8_t *bytes,
                                      size_t len,
                                      const fernet_seat *seats,
                                      size_t count);

/**
 * Applies a tree with its claims in full, and verifies every claim (SPEC #message-tree).
 *
 * - submitted (out): what the tree brought about.
 * - block (in/out): the block.
 * - chain (in/out): the chain of the rollup.
 * - at: when L1 received the tree.
 * - bytes: the message.
 * - len: number of bytes.
 * - registrations: the registrations of the keys at the snapshot of the block, in any order; a key that is not among
 *   them is not registered.
 * - count: number of registrations.
 *
 * Errors: the first that applies in the order of SPEC #course: SETTLE_AMOUNT_TOO_LARGE for the rate, MESSAGE_...,
 * BLOCK_STALE, BLOCK_OTHER_BLOCK, CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_PROPOSAL, BLOCK_NO_CERTIFICATE, those of
 * fernet_block_claim for a claim, BUNDLE_..., TREE_..., CHILD_....
 */
FERNET_API
fernet_status fernet_block_submit_claims(fernet_submitted *submitted,
                                         fernet_block *block,
                                         fernet_chain *chain,
                                         const fernet_l1_event *at,
                                         const uint8_t *bytes,
                                         size_t len,
                                         const fernet_registration *registrations,
                                         size_t count);

/**
 * Applies a tree that was verified bundle by bundle with a fernet_tree_verifier of the block
 * (fernet_block_proving_context). Call fernet_block_accepts before the verification, so that a tree which comes too late
 * costs nothing.
 *
 * - submitted (out): what the tree brought about.
 * - block (in/out): the block.
 * - chain (in/out): the chain of the rollup.
 * - at: when L1 received the tree.
 * - tree: the tree of fernet_tree_verifier_finish.
 *
 * Errors: SETTLE_AMOUNT_TOO_LARGE for the rate, BLOCK_STALE, CHAIN_BEHIND, PHASE_..., BLOCK_NO_CERTIFICATE, TREE_FOREIGN for
 * a tree of another block.
 */
FERNET_API
fernet_status fernet_block_submit_tree(fernet_submitted *submitted,
                                       fernet_block *block,
                                       fernet_chain *chain,
                                       const fernet_l1_event *at,
                                       const fernet_tree *tree);

/**
 * Applies a tree of which only the root is known: its claim, and the sums that a proof of the root attests. The caller
 * has verified that proof, as L1 does (SPEC #public-inputs).
 *
 * - submitted (out): what the tree brought about.
 * - block (in/out): the block.
 * - chain (in/out): the chain of the rollup.
 * - at: when L1 received the tree.
 * - bytes: the claim of the root, as a message with a proof of 80 bytes.
 * - len: number of bytes.
 * - sums: the sums of the root.
 * - registration: the registration of the message's key at the snapshot of the block; NULL if it is not registered.
 *
 * Errors: the first that applies in the order of SPEC #course: SETTLE_AMOUNT_TOO_LARGE for the rate, MESSAGE_...,
 * BLOCK_STALE, BLOCK_OTHER_BLOCK, CHAIN_BEHIND, PHASE_..., BLOCK_OTHER_PROPOSAL, BLOCK_NO_CERTIFICATE, those of
 * fernet_block_claim, TREE_MISSING for the claim of another node.
 */
FERNET_API
fernet_status fernet_block_submit_root(fernet_submitted *submitted,
                                       fernet_block *block,
                                       fernet_chain *chain,
                                       const fernet_l1_event *at,
                                       const uint8_t *bytes,
                                       size_t len,
                                       const fernet_sums *sums,
                                       const fernet_registration *registration);

/**
 * Starts a chain with the first block of a rollup, on a parent that is final (SPEC #chain).
 *
 * - chain (out): the chain.
 * - params: parameters of the rollup.
 * - first: number, L1 block and parent of the first block.
 *
 * Errors: PARAMS_..., CHAIN_CAPACITY when the phases are such that more than FERNET_CHAIN_CAPACITY blocks can be open.
 */
FERNET_API fernet_status fernet_chain_new(fernet_chain *chain, const fernet_params *params, const fernet_opening *first);

/**
 * Starts a chain that ends with its first block, for a client that follows one block only (SPEC #chain).
 *
 * - chain (out): the chain.
 * - params: parameters of the rollup.
 * - block: number, L1 block and parent of the block; the parent is final.
 *
 * Errors: PARAMS_....
 */
FERNET_API
fernet_status fernet_chain_of_one_block(fernet_chain *chain,
                                        const fernet_params *params,
                                        const fernet_opening *block);

/**
 * Applies the first thing that happens by l1_block without a message, and returns it. Call it until it returns
 * FERNET_HAPPENING_NONE.
 *
 * - happening (out): what happened.
 * - chain (in/out): the chain.
 * - l1_block: L1 block number, not before one that the chain has seen.
 *
 * Errors: PHASE_TIME_RUNS_BACK, PHASE_OVERFLOW.
 */
FERNET_API
fernet_status fernet_chain_advance(fernet_happening *happening,
                                   fernet_chain *chain,
                                   uint64_t l1_block);

/**
 * Applies a valid proposal for a block.
 *
 * - effects (out): the actions for the block, in order.
 * - chain (in/out): the chain.
 * - l1_block: L1 block number of the proposal.
 * - block: number of the block.
 *
 * Errors: PHASE_TIME_RUNS_BACK, PHASE_OVERFLOW, CHAIN_BEHIND when fernet_chain_advance has not returned everything up to
 * l1_block, CHAIN_NOT_OPEN, then PHASE_....
 */
FERNET_API
fernet_status fernet_chain_propose(fernet_effects *effects,
                                   fernet_chain *chain,
                                   uint64_t l1_block,
                                   uint64_t block);

/**
 * Applies a valid reveal of a block by its leader. The next block builds on it.
 *
 * - effects (out): the actions for the block, in order.
 * - chain (in/out): the chain.
 * - l1_block: L1 block number of the reveal.
 * - block: number of the block.
 * - leader: id of the leader's proposal.
 *
 * Errors: those of fernet_chain_propose.
 */
FERNET_API
fernet_status fernet_chain_reveal(fernet_effects *effects,
                                  fernet_chain *chain,
                                  uint64_t l1_block,
                                  uint64_t block,
                                  const fernet_proposal_id *leader);

/**
 * Applies a valid tree for a block. If the block is final now, fernet_chain_advance tells the block after it.
 *
 * - effects (out): the actions for the block, in order.
 * - chain (in/out): the chain.
 * - l1_block: L1 block number of the tree.
 * - block: number of the block.
 *
 * Errors: those of fernet_chain_propose.
 */
FERNET_API
fernet_status fernet_chain_submit_tree(fernet_effects *effects,
                                       fernet_chain *chain,
                                       uint64_t l1_block,
                                       uint64_t block);

/**
 * Returns the phase of a block that has not ended.
 *
 * - phase (out): the phase of the block.
 * - chain: the chain.
 * - block: number of the block.
 *
 * Errors: CHAIN_NOT_OPEN.
 */
FERNET_API fernet_status fernet_chain_phase(fernet_block_phase *phase, const fernet_chain *chain, uint64_t block);

/**
 * Computes the id of a claim, which the claim's VRF proof signs as additional data (SPEC #claim).
 *
 * - id (out): the id.
 * - seed: the prover seed of the block.
 * - proposal_id: the id of the leader's proposal.
 * - claim: the claim; it is not checked.
 */
FERNET_API
fernet_status fernet_claim_id_new(fernet_claim_id *id,
                                  const fernet_prover_seed *seed,
                                  const fernet_proposal_id *proposal_id,
                                  const fernet_claim *claim);

/**
 * Checks everything about a claim except its VRF proof, so that a proof is verified only for a claim that is otherwise
 * valid (SPEC #claim-checks).
 *
 * - context: the context of the block.
 * - registration: the registration of the claim's key.
 * - claim: the claim.
 *
 * Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, then the first that applies, in
 * this order: CLAIM_FOREIGN_NODE, CLAIM_BASE_WITH_CHILDREN, CLAIM_MERGE_WITHOUT_CHILDREN, BID_FEE_BURN_ABOVE_PPM,
 * CLAIM_PAYOUT_ZERO, INELIGIBLE_....
 */
FERNET_API
fernet_status fernet_claim_check(const fernet_proving_context *context,
                                 const fernet_registration *registration,
                                 const fernet_claim *claim);

/**
 * Checks a claim as fernet_claim_check does and makes its seat (SPEC #seat). The caller has verified the proof.
 *
 * - seat (out): the seat.
 * - context: the context of the block.
 * - registration: the registration of the claim's key.
 * - claim: the claim.
 * - beta: the output of the claim's VRF proof, verified over fernet_prover_seed_alpha with the id of
 *   fernet_claim_id_new as additional data.
 *
 * Errors: those of fernet_claim_check.
 */
FERNET_API
fernet_status fernet_seat_new(fernet_seat *seat,
                              const fernet_proving_context *context,
                              const fernet_registration *registration,
                              const fernet_claim *claim,
                              const fernet_beta *beta);

/**
 * Makes the seat of a claim as fernet_seat_new does, from a ticket that was computed elsewhere: by a contract, or from
 * the public key in FERNET_VRF_MODE_PUBLIC.
 *
 * - seat (out): the seat.
 * - context: the context of the block.
 * - registration: the registration of the claim's key.
 * - claim: the claim.
 * - ticket: the ticket of the key at the claim's node.
 *
 * Errors: those of fernet_claim_check.
 */
FERNET_API
fernet_status fernet_seat_new_with_ticket(fernet_seat *seat,
                                          const fernet_proving_context *context,
                                          const fernet_registration *registration,
                                          const fernet_claim *claim,
                                          const fernet_ticket *ticket);

/**
 * Reads the contents of a seat.
 *
 * - info (out): the contents.
 * - seat: the seat.
 */
FERNET_API fernet_status fernet_seat_read(fernet_seat_info *info, const fernet_seat *seat);

/**
 * Compares two seats of one node by the order in which they are ranked (SPEC #order).
 *
 * - order (out): -1 if a comes first, 1 if b comes first, 0 if they are equal.
 * - a: a seat.
 * - b: another seat of the same node.
 */
FERNET_API fernet_status fernet_seat_compare(int32_t *order, const fernet_seat *a, const fernet_seat *b);

/**
 * Makes evidence of two seats, if they are of one key and one node and their claims contradict each other: they have
 * different statements, or the same statement and child bundles but different ids (SPEC #equivocation).
 *
 * - evidence (out): the key and the two claim ids, the smaller id first.
 * - a: a seat.
 * - b: another seat of the same leader's proposal.
 *
 * Errors: NONE if the seats are of different keys, nodes or proposals, of the same claim, or of a claim and its revision
 * for other child bundles.
 */
FERNET_API
fernet_status fernet_seat_equivocation(fernet_evidence *evidence,
                                       const fernet_seat *a,
                                       const fernet_seat *b);

/**
 * Computes the root of a block's transactions in their order (SPEC #tx-root).
 *
 * - root (out): the root.
 * - transactions: the hashes of the transactions, in the order of the block; there may be none.
 * - count: number of transactions.
 */
FERNET_API fernet_status fernet_tx_root_new(fernet_tx_root *root, const fernet_tx_hash *transactions, size_t count);

/**
 * Computes the salted hash of a block's fees and transactions, which a proposal contains (SPEC #tx-order).
 *
 * - hash (out): the hash.
 * - reveal: the contents of the block; nothing but the fees is checked.
 *
 * Errors: SETTLE_AMOUNT_TOO_LARGE if the fees are 2^128 wei or more, which the hash cannot encode.
 */
FERNET_API fernet_status fernet_tx_order_hash_new(fernet_tx_order_hash *hash, const fernet_reveal *reveal);

/**
 * Computes the block commitment of a proposal (SPEC #commitment).
 *
 * - commitment (out): the commitment.
 * - params: parameters of the rollup.
 * - block_number: number of the proposed block.
 * - proposal: the proposal; it is not checked.
 *
 * Errors: PARAMS_....
 */
FERNET_API
fernet_status fernet_proposal_commitment(fernet_block_commitment *commitment,
                                         const fernet_params *params,
                                         uint64_t block_number,
                                         const fernet_proposal *proposal);

/**
 * Computes the id of a proposal, which the proposal's VRF proof signs as additional data (SPEC #proposal).
 *
 * - id (out): the id.
 * - params: parameters of the rollup.
 * - block_number: number of the proposed block.
 * - proposal: the proposal; nothing but its bond is checked.
 *
 * Errors: PARAMS_..., PROPOSAL_BOND_TOO_LARGE if the bond is 2^128 wei or more, which the hash cannot encode.
 */
FERNET_API
fernet_status fernet_proposal_id_new(fernet_proposal_id *id,
                                     const fernet_params *params,
                                     uint64_t block_number,
                                     const fernet_proposal *proposal);

/**
 * Checks everything about a proposal except its VRF proof, so that a proof is verified only for a proposal that is
 * otherwise valid (SPEC #proposal-checks).
 *
 * - election: the context of the block.
 * - registration: the registration of the proposal's key.
 * - proposal: the proposal.
 *
 * Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY, then the first that applies, in this order:
 * PROPOSAL_DEAD_PARENT, INELIGIBLE_..., BID_FEE_SPLIT_ABOVE_CAP, PROPOSAL_PAYOUT_ZERO, PROPOSAL_BOND_TOO_LARGE,
 * PROPOSAL_BOND_MISSING, PROPOSAL_BOND_TOO_SMALL, PROPOSAL_BOND_NOT_NEEDED.
 */
FERNET_API
fernet_status fernet_election_check(const fernet_election *election,
                                    const fernet_registration *registration,
                                    const fernet_proposal *proposal);

/**
 * Checks a proposal as fernet_election_check does and computes the candidate with which it takes part in the election
 * (SPEC #leader). The caller has verified the proof.
 *
 * - candidate (out): the key, ticket, proposal id and FEE_SPLIT of the proposal.
 * - election: the context of the block.
 * - registration: the registration of the proposal's key.
 * - proposal: the proposal.
 * - beta: the output of the proposal's VRF proof, verified over fernet_sequencer_seed_alpha with the id of
 *   fernet_proposal_id_new as additional data.
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
 * Checks a proposal as fernet_election_check does and inserts it into the ranking of an election (SPEC #leader,
 * #equivocation). The first entry of the ranking is the leader. The ranking is the caller's array; set count to 0 to
 * start. The ranking does not keep VRF outputs: keep the beta of each proposal that you insert, and pass that of the
 * leader to fernet_prover_seed_new.
 *
 * - evidence (out): evidence of equivocation if the ranking holds another proposal of the same key, otherwise zero.
 *   Both proposals take part. A proposal that has left the ranking is not compared: use fernet_proposal_equivocation
 *   for it.
 * - best (in/out): the entries of the ranking, sorted best first. Entries from count on need not be initialised.
 * - capacity: number of elements of the array, at least 1.
 * - count (in/out): number of entries in use, at most capacity.
 * - election: the context of the block.
 * - registration: the registration of the proposal's key.
 * - proposal: the proposal.
 * - beta: the output of the proposal's verified VRF proof, as for fernet_election_scored_key.
 *
 * Errors: LENGTH if capacity is 0 or less than count, and those of fernet_election_check.
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
 * Makes evidence of two proposals that one key signed, if they have the same block number, mix and parent but different ids
 * (SPEC #equivocation). Both proposals must be valid; this is not checked.
 *
 * - evidence (out): the key and the two proposal ids, the smaller id first.
 * - params: parameters of the rollup.
 * - key: the public key that signed both.
 * - pinned_a: the pinned mix of the block of a.
 * - a: a proposal.
 * - pinned_b: the pinned mix of the block of b.
 * - b: another proposal.
 *
 * Errors: PARAMS_..., NONE if the block numbers, mixes or parents differ, or if the ids are equal.
 */
FERNET_API
fernet_status fernet_proposal_equivocation(fernet_evidence *evidence,
                                           const fernet_params *params,
                                           const fernet_key *key,
                                           const fernet_pinned_mix *pinned_a,
                                           const fernet_proposal *a,
                                           const fernet_pinned_mix *pinned_b,
                                           const fernet_proposal *b);

/**
 * Encodes the parameters of a rollup (SPEC #message-parameters).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_PARAMETERS_LEN (LENGTH otherwise).
 * - params: parameters of the rollup.
 *
 * Errors: PARAMS_....
 */
FERNET_API fernet_status fernet_message_parameters_encode(uint8_t *bytes, size_t len, const fernet_params *params);

/**
 * Decodes the parameters of a rollup and, unlike the decoders of other messages, checks them too (SPEC
 * #message-parameters).
 *
 * - params (out): the parameters; root_seats is never FERNET_NO_ROOT_SEATS.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_..., then PARAMS_.... fernet_message_check names the field of a MESSAGE_... and its offset.
 */
FERNET_API fernet_status fernet_message_parameters_decode(fernet_params *params, const uint8_t *bytes, size_t len);

/**
 * Decodes a message of any kind, and says what is wrong with bytes that are none (SPEC #message-errors). Only the form
 * is checked. The function succeeds for any bytes: info->status is the result.
 *
 * - info (out): the kind of the message, or the first wrong field.
 * - bytes: the bytes.
 * - len: number of bytes.
 */
FERNET_API fernet_status fernet_message_check(fernet_message_info *info, const uint8_t *bytes, size_t len);

/**
 * Reads the key that signed a proposal, a claim or an attestation. The functions of a fernet_block take the registration
 * of this key. Only the form of the message is checked.
 *
 * - key (out): the public key.
 * - bytes: a message with a proposal, a claim or an attestation; the proof of a claim may be in batch form.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_..., MESSAGE_OTHER_KIND for other messages.
 */
FERNET_API
fernet_status fernet_message_key(fernet_key *key,
                                 const uint8_t *bytes,
                                 size_t len);

/**
 * Encodes an attestation (SPEC #message-attestation).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_ATTESTATION_LEN (LENGTH otherwise).
 * - message: the attestation with its key and proof; it is not checked.
 */
FERNET_API
fernet_status fernet_message_attestation_encode(uint8_t *bytes,
                                                size_t len,
                                                const fernet_message_attestation *message);

/**
 * Decodes an attestation (SPEC #message-attestation). Only the form is checked.
 *
 * - message (out): the attestation with its key and proof.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_attestation_decode(fernet_message_attestation *message,
                                                const uint8_t *bytes,
                                                size_t len);

/**
 * Encodes a certificate (SPEC #message-attestation).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_CERTIFICATE_LEN + count * sizeof(fernet_signed_attestation) (LENGTH otherwise).
 * - message: what the certificate states besides; its count is that of the attestations (LENGTH otherwise).
 * - attestations: the attestations, ascending by key; they are not checked.
 * - count: number of attestations.
 *
 * Errors: VALUE for the reserved field.
 */
FERNET_API
fernet_status fernet_message_certificate_encode(uint8_t *bytes,
                                                size_t len,
                                                const fernet_message_certificate *message,
                                                const fernet_signed_attestation *attestations,
                                                size_t count);

/**
 * Decodes a certificate (SPEC #message-attestation). Only the form is checked. The attestations are
 * bytes[FERNET_MESSAGE_CERTIFICATE_LEN] and those after it: an array of message->count elements of
 * fernet_signed_attestation.
 *
 * - message (out): what the certificate states besides.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_certificate_decode(fernet_message_certificate *message,
                                                const uint8_t *bytes,
                                                size_t len);

#if defined(FERNET_HOSTED)
/**
 * Encodes a certificate whose proofs are in batch form (SPEC #message-attestation).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_CERTIFICATE_LEN + count * sizeof(fernet_signed_batch_attestation) (LENGTH otherwise).
 * - message: what the certificate states besides; its count is that of the attestations (LENGTH otherwise).
 * - attestations: the attestations, ascending by key; they are not checked.
 * - count: number of attestations.
 *
 * Errors: VALUE for the reserved field.
 */
FERNET_API
fernet_status fernet_message_batch_certificate_encode(uint8_t *bytes,
                                                      size_t len,
                                                      const fernet_message_certificate *message,
                                                      const fernet_signed_batch_attestation *attestations,
                                                      size_t count);
#endif

#if defined(FERNET_HOSTED)
/**
 * Decodes a certificate whose proofs are in batch form (SPEC #message-attestation). Only the form is checked. The
 * attestations are bytes[FERNET_MESSAGE_CERTIFICATE_LEN] and those after it: an array of message->count elements of
 * fernet_signed_batch_attestation.
 *
 * - message (out): what the certificate states besides.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_batch_certificate_decode(fernet_message_certificate *message,
                                                      const uint8_t *bytes,
                                                      size_t len);
#endif

/**
 * Encodes evidence of two attestations (SPEC #message-evidence).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_ATTESTATION_EVIDENCE_LEN (LENGTH otherwise).
 * - first: the attestation with the smaller id.
 * - second: the attestation with the larger id; neither id is checked.
 */
FERNET_API
fernet_status fernet_message_attestation_evidence_encode(uint8_t *bytes,
                                                         size_t len,
                                                         const fernet_message_attestation *first,
                                                         const fernet_message_attestation *second);

/**
 * Decodes evidence of two attestations (SPEC #message-evidence). Only the form is checked.
 *
 * - first (out): the first attestation.
 * - second (out): the second attestation.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_attestation_evidence_decode(fernet_message_attestation *first,
                                                         fernet_message_attestation *second,
                                                         const uint8_t *bytes,
                                                         size_t len);

#if defined(FERNET_HOSTED)
/**
 * Encodes a claim whose proof is in batch form (SPEC #message-claim).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_BATCH_CLAIM_LEN (LENGTH otherwise).
 * - message: the claim with its key and proof; it is not checked.
 */
FERNET_API
fernet_status fernet_message_batch_claim_encode(uint8_t *bytes,
                                                size_t len,
                                                const fernet_message_batch_claim *message);
#endif

#if defined(FERNET_HOSTED)
/**
 * Decodes a claim whose proof is in batch form (SPEC #message-claim). Only the form is checked.
 *
 * - message (out): the claim with its key and proof.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_batch_claim_decode(fernet_message_batch_claim *message,
                                                const uint8_t *bytes,
                                                size_t len);
#endif

/**
 * Encodes a claim (SPEC #message-claim).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_CLAIM_LEN (LENGTH otherwise).
 * - message: the claim with its key and proof; it is not checked.
 */
FERNET_API fernet_status fernet_message_claim_encode(uint8_t *bytes, size_t len, const fernet_message_claim *message);

/**
 * Decodes a claim whose proof has 80 bytes (SPEC #message-claim). Only the form is checked.
 *
 * - message (out): the claim with its key and proof.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API fernet_status fernet_message_claim_decode(fernet_message_claim *message, const uint8_t *bytes, size_t len);

/**
 * Decodes a claim of a tree of claims (SPEC #message-tree). Only the form is checked.
 *
 * - claim (out): the claim with its key and proof.
 * - bytes: the claim, from its key to its proof.
 * - len: number of bytes; FERNET_SIGNED_CLAIM_LEN for a well-formed claim.
 *
 * Errors: MESSAGE_....
 */
FERNET_API fernet_status fernet_signed_claim_decode(fernet_signed_claim *claim, const uint8_t *bytes, size_t len);

/**
 * Encodes evidence of two proposals (SPEC #message-evidence).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN (LENGTH otherwise).
 * - first: the proposal with the smaller id.
 * - second: the proposal with the larger id; neither id is checked.
 *
 * Errors: PROPOSAL_BOND_TOO_LARGE if a bond is 2^128 wei or more, which a message cannot state.
 */
FERNET_API
fernet_status fernet_message_proposal_evidence_encode(uint8_t *bytes,
                                                      size_t len,
                                                      const fernet_message_proposal *first,
                                                      const fernet_message_proposal *second);

/**
 * Decodes evidence of two proposals (SPEC #message-evidence). Only the form is checked.
 * fernet_block_check_evidence checks the evidence itself.
 *
 * - first (out): the first proposal.
 * - second (out): the second proposal.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_proposal_evidence_decode(fernet_message_proposal *first,
                                                      fernet_message_proposal *second,
                                                      const uint8_t *bytes,
                                                      size_t len);

/**
 * Encodes evidence of two proposals whose proofs are on P-256 (SPEC #message-evidence).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_PROPOSAL_EVIDENCE_P256_LEN (LENGTH otherwise).
 * - first: the proposal with the smaller id.
 * - second: the proposal with the larger id; neither id is checked.
 *
 * Errors: PROPOSAL_BOND_TOO_LARGE if a bond is 2^128 wei or more, which a message cannot state.
 */
FERNET_API
fernet_status fernet_message_proposal_evidence_p256_encode(uint8_t *bytes,
                                                           size_t len,
                                                           const fernet_message_proposal_p256 *first,
                                                           const fernet_message_proposal_p256 *second);

/**
 * Decodes evidence of two proposals whose proofs are on P-256 (SPEC #message-evidence). Only the form is checked.
 * fernet_block_check_evidence checks the evidence itself.
 *
 * - first (out): the first proposal.
 * - second (out): the second proposal.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_proposal_evidence_p256_decode(fernet_message_proposal_p256 *first,
                                                           fernet_message_proposal_p256 *second,
                                                           const uint8_t *bytes,
                                                           size_t len);

/**
 * Encodes evidence of two claims (SPEC #message-evidence).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_CLAIM_EVIDENCE_LEN (LENGTH otherwise).
 * - first: the claim with the smaller id.
 * - second: the claim with the larger id; neither id is checked.
 */
FERNET_API
fernet_status fernet_message_claim_evidence_encode(uint8_t *bytes,
                                                   size_t len,
                                                   const fernet_message_claim *first,
                                                   const fernet_message_claim *second);

/**
 * Decodes evidence of two claims (SPEC #message-evidence). Only the form is checked.
 * fernet_block_check_evidence checks the evidence itself.
 *
 * - first (out): the first claim.
 * - second (out): the second claim.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_claim_evidence_decode(fernet_message_claim *first,
                                                   fernet_message_claim *second,
                                                   const uint8_t *bytes,
                                                   size_t len);

/**
 * Encodes the opening of a block (SPEC #message-l1).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_BLOCK_OPENING_LEN (LENGTH otherwise).
 * - message: the opening; nothing but the two block numbers is checked.
 *
 * Errors: BLOCK_OTHER_BLOCK if the opening and the mix are of different blocks.
 */
FERNET_API
fernet_status fernet_message_block_opening_encode(uint8_t *bytes,
                                                  size_t len,
                                                  const fernet_message_block_opening *message);

/**
 * Decodes the opening of a block (SPEC #message-l1). Only the form is checked.
 *
 * - message (out): the opening.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_block_opening_decode(fernet_message_block_opening *message,
                                                  const uint8_t *bytes,
                                                  size_t len);

/**
 * Encodes an L1 event: a message with the L1 block in which L1 received it (SPEC #message-l1).
 *
 * - bytes (out): the event, as a message.
 * - len: FERNET_MESSAGE_L1_EVENT_LEN + message_len (LENGTH otherwise).
 * - event: when L1 received the message, and at which prices.
 * - message: the message that L1 received, of any kind but an L1 event; its form is checked.
 * - message_len: number of bytes of the message.
 *
 * Errors: SETTLE_AMOUNT_TOO_LARGE for the rate, MESSAGE_... for the message.
 */
FERNET_API
fernet_status fernet_message_l1_event_encode(uint8_t *bytes,
                                             size_t len,
                                             const fernet_l1_event *event,
                                             const uint8_t *message,
                                             size_t message_len);

/**
 * Decodes an L1 event (SPEC #message-l1). Only the form is checked, also that of the message that L1 received. That
 * message is bytes[FERNET_MESSAGE_L1_EVENT_LEN] and all bytes after it.
 *
 * - event (out): when L1 received the message, and at which prices.
 * - bytes: the event, as a message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API fernet_status fernet_message_l1_event_decode(fernet_l1_event *event, const uint8_t *bytes, size_t len);

/**
 * Encodes a proposal (SPEC #message-proposal).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_PROPOSAL_LEN (LENGTH otherwise).
 * - message: the proposal with its key and proof; nothing but its bond is checked.
 *
 * Errors: PROPOSAL_BOND_TOO_LARGE if the bond is 2^128 wei or more, which a message cannot state.
 */
FERNET_API
fernet_status fernet_message_proposal_encode(uint8_t *bytes,
                                             size_t len,
                                             const fernet_message_proposal *message);

/**
 * Decodes a proposal (SPEC #message-proposal). Only the form is checked.
 *
 * - message (out): the proposal with its key and proof.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_proposal_decode(fernet_message_proposal *message,
                                             const uint8_t *bytes,
                                             size_t len);

/**
 * Encodes a proposal whose proof is on P-256 (SPEC #message-proposal).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_PROPOSAL_P256_LEN (LENGTH otherwise).
 * - message: the proposal with its key and proof; nothing but its bond is checked.
 *
 * Errors: PROPOSAL_BOND_TOO_LARGE if the bond is 2^128 wei or more, which a message cannot state.
 */
FERNET_API
fernet_status fernet_message_proposal_p256_encode(uint8_t *bytes,
                                                  size_t len,
                                                  const fernet_message_proposal_p256 *message);

/**
 * Decodes a proposal whose proof is on P-256 (SPEC #message-proposal). Only the form is checked.
 *
 * - message (out): the proposal with its key and proof.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_proposal_p256_decode(fernet_message_proposal_p256 *message,
                                                  const uint8_t *bytes,
                                                  size_t len);

/**
 * Encodes a reveal with the hashes of the transactions (SPEC #message-reveal).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_REVEAL_LEN + 32 * count (LENGTH otherwise).
 * - message: what the reveal states besides; its count is that of the transactions (LENGTH otherwise).
 * - transactions: the hashes of the transactions, in the order of the block; there may be none.
 * - count: number of transactions.
 *
 * Errors: SETTLE_AMOUNT_TOO_LARGE if the fees are 2^128 wei or more, which a message cannot state.
 */
FERNET_API
fernet_status fernet_message_reveal_encode(uint8_t *bytes,
                                           size_t len,
                                           const fernet_message_reveal *message,
                                           const fernet_tx_hash *transactions,
                                           size_t count);

/**
 * Decodes a reveal with the hashes of the transactions (SPEC #message-reveal). Only the form is checked. The hashes
 * are bytes[FERNET_MESSAGE_REVEAL_LEN] and those after it: an array of message->count elements of fernet_tx_hash.
 *
 * - message (out): what the reveal states besides.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API fernet_status fernet_message_reveal_decode(fernet_message_reveal *message, const uint8_t *bytes, size_t len);

/**
 * Encodes a reveal with the root of the transactions (SPEC #message-reveal).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_REVEAL_ROOT_LEN (LENGTH otherwise).
 * - message: what the leader reveals; nothing but its fees is checked.
 *
 * Errors: SETTLE_AMOUNT_TOO_LARGE if the fees are 2^128 wei or more, which a message cannot state;
 * REVEAL_DATA_ROOT_NOT_NEEDED if the contents have a data_root.
 */
FERNET_API
fernet_status fernet_message_reveal_root_encode(uint8_t *bytes,
                                                size_t len,
                                                const fernet_message_reveal_root *message);

/**
 * Decodes a reveal with the root of the transactions (SPEC #message-reveal). Only the form is checked.
 *
 * - message (out): what the leader reveals.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_reveal_root_decode(fernet_message_reveal_root *message,
                                                const uint8_t *bytes,
                                                size_t len);

/**
 * Encodes a reveal with the roots of the transactions and of the proof data (SPEC #message-reveal).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_REVEAL_DATA_LEN (LENGTH otherwise).
 * - message: what the leader reveals; nothing but its fees is checked.
 *
 * Errors: SETTLE_AMOUNT_TOO_LARGE if the fees are 2^128 wei or more, which a message cannot state.
 */
FERNET_API
fernet_status fernet_message_reveal_data_encode(uint8_t *bytes,
                                                size_t len,
                                                const fernet_message_reveal_root *message);

/**
 * Decodes a reveal with the roots of the transactions and of the proof data (SPEC #message-reveal). Only the form is
 * checked.
 *
 * - message (out): what the leader reveals.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_reveal_data_decode(fernet_message_reveal_root *message,
                                                const uint8_t *bytes,
                                                size_t len);

/**
 * Encodes a request to register a key (SPEC #message-registry).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_REGISTRATION_REQUEST_LEN (LENGTH otherwise).
 * - message: the request with its proof; it is not checked.
 */
FERNET_API
fernet_status fernet_message_registration_request_encode(uint8_t *bytes,
                                                         size_t len,
                                                         const fernet_message_registration_request *message);

/**
 * Decodes a request to register a key (SPEC #message-registry). Only the form is checked.
 *
 * - message (out): the request with its proof.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_registration_request_decode(fernet_message_registration_request *message,
                                                         const uint8_t *bytes,
                                                         size_t len);

/**
 * Encodes a record of the registry (SPEC #message-registry).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_REGISTRATION_RECORD_LEN (LENGTH otherwise).
 * - message: the record with the proof of its request; neither is checked.
 */
FERNET_API
fernet_status fernet_message_registration_record_encode(uint8_t *bytes,
                                                        size_t len,
                                                        const fernet_message_registration_record *message);

/**
 * Decodes a record of the registry (SPEC #message-registry). Only the form is checked.
 *
 * - message (out): the record with the proof of its request.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_registration_record_decode(fernet_message_registration_record *message,
                                                        const uint8_t *bytes,
                                                        size_t len);

/**
 * Encodes a request to register a key on P-256 (SPEC #message-registry).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_REGISTRATION_REQUEST_P256_LEN (LENGTH otherwise).
 * - message: the request with its proof; it is not checked.
 */
FERNET_API
fernet_status fernet_message_registration_request_p256_encode(uint8_t *bytes,
                                                              size_t len,
                                                              const fernet_message_registration_request_p256 *message);

/**
 * Decodes a request to register a key on P-256 (SPEC #message-registry). Only the form is checked.
 *
 * - message (out): the request with its proof.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_registration_request_p256_decode(fernet_message_registration_request_p256 *message,
                                                              const uint8_t *bytes,
                                                              size_t len);

/**
 * Encodes a record of the registry whose key is on P-256 (SPEC #message-registry).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_REGISTRATION_RECORD_P256_LEN (LENGTH otherwise).
 * - message: the record with the proof of its request; neither is checked.
 */
FERNET_API
fernet_status fernet_message_registration_record_p256_encode(uint8_t *bytes,
                                                             size_t len,
                                                             const fernet_message_registration_record_p256 *message);

/**
 * Decodes a record of the registry whose key is on P-256 (SPEC #message-registry). Only the form is checked.
 *
 * - message (out): the record with the proof of its request.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_registration_record_p256_decode(fernet_message_registration_record_p256 *message,
                                                             const uint8_t *bytes,
                                                             size_t len);

/**
 * Encodes the exit of a key (SPEC #message-registry).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_EXIT_LEN (LENGTH otherwise).
 * - message: the key and its owner; they are not checked.
 */
FERNET_API fernet_status fernet_message_exit_encode(uint8_t *bytes, size_t len, const fernet_message_exit *message);

/**
 * Decodes the exit of a key (SPEC #message-registry). Only the form is checked.
 *
 * - message (out): the key and its owner.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API fernet_status fernet_message_exit_decode(fernet_message_exit *message, const uint8_t *bytes, size_t len);

/**
 * Encodes a tree that names claims by their ids (SPEC #message-tree).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_TREE_LEN + seats_len + ids_len * sizeof(fernet_claim_id) (LENGTH otherwise).
 * - message: what the tree states besides; its count is that of the bundles (LENGTH otherwise).
 * - seats: the number of seats of each bundle, 0 to 3, in post-order.
 * - seats_len: number of bundles.
 * - ids: the ids of their claims, one bundle after another, primary first.
 * - ids_len: number of ids; the sum of seats (LENGTH otherwise).
 *
 * Errors: MESSAGE_VALUE for more than 3 seats.
 */
FERNET_API
fernet_status fernet_message_tree_of_ids_encode(uint8_t *bytes,
                                                size_t len,
                                                const fernet_message_tree *message,
                                                const uint8_t *seats,
                                                size_t seats_len,
                                                const fernet_claim_id *ids,
                                                size_t ids_len);

/**
 * Decodes a tree that names claims by their ids (SPEC #message-tree). Only the form is checked. The
 * bundles begin at bytes[FERNET_MESSAGE_TREE_LEN], in post-order: for each the number of its seats, one byte, and then
 * as many elements of fernet_claim_id, primary first.
 *
 * - message (out): what the tree states besides.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_tree_of_ids_decode(fernet_message_tree *message,
                                                const uint8_t *bytes,
                                                size_t len);

/**
 * Encodes a tree with its claims in full (SPEC #message-tree).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_TREE_LEN + seats_len + claims_len * FERNET_SIGNED_CLAIM_LEN (LENGTH otherwise).
 * - message: what the tree states besides; its count is that of the bundles (LENGTH otherwise).
 * - seats: the number of seats of each bundle, 0 to 3, in post-order.
 * - seats_len: number of bundles.
 * - claims: the claims of the seats with their keys and proofs, one bundle after another, primary first; they are not
 *   checked.
 * - claims_len: number of claims; the sum of seats (LENGTH otherwise).
 *
 * Errors: MESSAGE_VALUE for more than 3 seats.
 */
FERNET_API
fernet_status fernet_message_tree_of_claims_encode(uint8_t *bytes,
                                                   size_t len,
                                                   const fernet_message_tree *message,
                                                   const uint8_t *seats,
                                                   size_t seats_len,
                                                   const fernet_signed_claim *claims,
                                                   size_t claims_len);

/**
 * Decodes a tree with its claims in full (SPEC #message-tree). Only the form is checked. The bundles
 * begin at bytes[FERNET_MESSAGE_TREE_LEN], in post-order: for each the number of its seats, one byte, and then as many
 * claims of FERNET_SIGNED_CLAIM_LEN bytes (fernet_signed_claim_decode), primary first.
 *
 * - message (out): what the tree states besides.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_tree_of_claims_decode(fernet_message_tree *message,
                                                   const uint8_t *bytes,
                                                   size_t len);

/**
 * Encodes the data of a tree (SPEC #message-tree-data).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_TREE_LEN + nodes_len * FERNET_NODE_DATA_LEN (LENGTH otherwise).
 * - message: what the tree data states besides; its count is that of the nodes (LENGTH otherwise).
 * - nodes: the data of the nodes, in post-order; it is not checked.
 * - nodes_len: number of nodes.
 */
FERNET_API
fernet_status fernet_message_tree_data_encode(uint8_t *bytes,
                                              size_t len,
                                              const fernet_message_tree *message,
                                              const fernet_node_data *nodes,
                                              size_t nodes_len);

/**
 * Decodes the data of a tree (SPEC #message-tree-data). Only the form is checked.
 *
 * - message (out): what the tree data states besides.
 * - nodes (out): the data of message->count nodes, in post-order; the elements after them are zero.
 * - capacity: number of elements of nodes, at least message->count (LENGTH otherwise). A message of len bytes has
 *   (len - FERNET_MESSAGE_TREE_LEN) / FERNET_NODE_DATA_LEN nodes.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_tree_data_decode(fernet_message_tree *message,
                                              fernet_node_data *nodes,
                                              size_t capacity,
                                              const uint8_t *bytes,
                                              size_t len);

/**
 * Encodes the opening of a seat (SPEC #message-tree-data).
 *
 * - bytes (out): the message.
 * - len: FERNET_MESSAGE_SEAT_OPENING_LEN + opening_len (LENGTH otherwise).
 * - message: what the message states besides.
 * - opening: the bytes of the opening; nothing but their number is checked.
 * - opening_len: FERNET_SEAT_OPENING_LEN + message->levels * FERNET_SEAT_OPENING_LEVEL_LEN.
 *
 * Errors: MESSAGE_VALUE for more than 32 levels, MESSAGE_TRUNCATED or MESSAGE_SURPLUS for another opening_len.
 */
FERNET_API
fernet_status fernet_message_seat_opening_encode(uint8_t *bytes,
                                                 size_t len,
                                                 const fernet_message_seat_opening *message,
                                                 const uint8_t *opening,
                                                 size_t opening_len);

/**
 * Decodes the opening of a seat (SPEC #message-tree-data). Only the form is checked. The opening itself, which
 * fernet_seat_opening_verify verifies, is bytes[FERNET_MESSAGE_SEAT_OPENING_LEN] and all bytes after it.
 *
 * - message (out): what the message states besides.
 * - bytes: the message.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_.... fernet_message_check names the field and its offset.
 */
FERNET_API
fernet_status fernet_message_seat_opening_decode(fernet_message_seat_opening *message,
                                                 const uint8_t *bytes,
                                                 size_t len);

/**
 * Updates the average with the ratio of one more block, rounding down (SPEC #mev).
 *
 * - reference (in/out): the moving average.
 * - ratio: the MEV of the block in ppm of its fees; any number, it is clamped to low and high.
 *
 * Errors: MEV_SMOOTHING, MEV_BOUNDS, MEV_START_OUT_OF_BOUNDS.
 */
FERNET_API fernet_status fernet_mev_reference_observe(fernet_mev_reference *reference, uint64_t ratio);

/**
 * Computes the FEE_SPLIT that gives the provers a share of the fees and a share of the average MEV (SPEC #mev).
 *
 * - fee_split (out): the bid in ppm, at most cap.
 * - reference: the moving average.
 * - fees_share: share of the fees, ppm, at most 1000000.
 * - mev_share: share of the MEV, ppm, at most 1000000.
 * - cap: largest FEE_SPLIT allowed, in ppm: fee_split_cap of the parameters.
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
 * Makes a report from amounts (SPEC #mev-sources). The ratio is mev * 1000000 / fees, rounded down, or 2^64 - 1 if that is
 * larger.
 *
 * - report (out): the report.
 * - source: the address of the source.
 * - l1_block: L1 block in which the source made the report.
 * - mev: the MEV that the source has measured.
 * - fees: the fees of the same blocks, at least 1 wei.
 *
 * Errors: MEV_SOURCE_AMOUNT_TOO_LARGE, MEV_SOURCE_FEES_ZERO.
 */
FERNET_API
fernet_status fernet_mev_report_new(fernet_mev_report *report,
                                    const fernet_address *source,
                                    uint64_t l1_block,
                                    const fernet_amount *mev,
                                    const fernet_amount *fees);

/**
 * Computes one ratio from the reports of several sources, for fernet_mev_reference_observe: the lower median of the reports
 * that count (SPEC #mev-sources). Reports of other addresses, of L1 blocks after now, and of L1 blocks more than max_age
 * before now are ignored. The order of the reports does not matter.
 *
 * - ratio (out): the MEV in ppm of the fees.
 * - sources: the addresses of the sources, all different.
 * - source_count: number of sources, 1 to 32.
 * - quorum: number of reports that have to count, 1 to source_count.
 * - max_age: number of L1 blocks after its own for which a report counts.
 * - reports: the reports.
 * - report_count: number of reports.
 * - now: the present L1 block.
 *
 * Errors: VALUE for reserved of a report, MEV_SOURCE_COUNT, MEV_SOURCE_DUPLICATE_SOURCE, MEV_SOURCE_QUORUM,
 * MEV_SOURCE_DUPLICATE_REPORT if two reports of one source count, MEV_SOURCE_QUORUM_MISSED.
 */
FERNET_API
fernet_status fernet_mev_sources_ratio(uint64_t *ratio,
                                       const fernet_address *sources,
                                       size_t source_count,
                                       uint8_t quorum,
                                       uint64_t max_age,
                                       const fernet_mev_report *reports,
                                       size_t report_count,
                                       uint64_t now);

/**
 * Verifies that a seat is in the tree whose root has a known commitment (SPEC #opening). Nothing is allocated.
 *
 * - opened (out): the seat.
 * - bases: number of base proofs of the tree, 1 to 2^32.
 * - seed: the prover seed of the block.
 * - proposal_id: id of the leader's proposal of the block.
 * - root: commitment of the bundle of the tree's root.
 * - opening: the bytes of the opening, which may come from anybody.
 * - opening_len: number of bytes.
 *
 * Errors: SHAPE_..., OPENING_LENGTH, OPENING_FOREIGN_NODE, OPENING_LEVELS, OPENING_EMPTY_SEAT, OPENING_POSITION,
 * OPENING_ROOT_DIFFERS.
 */
FERNET_API
fernet_status fernet_seat_opening_verify(fernet_opened_seat *opened,
                                         uint64_t bases,
                                         const fernet_prover_seed *seed,
                                         const fernet_proposal_id *proposal_id,
                                         const fernet_bundle_commitment *root,
                                         const uint8_t *opening,
                                         size_t opening_len);

/**
 * Derives the secret key of a sequencer on P-256 from a master secret (SPEC #vrf-p256).
 *
 * - secret_key (out): the secret key. Wipe it with fernet_p256_secret_key_wipe.
 * - master: the master secret. The caller wipes it.
 */
FERNET_API fernet_status fernet_p256_secret_key_derive(fernet_p256_secret_key *secret_key, const fernet_secret *master);

/**
 * Makes a secret key from the 32-byte SK of RFC 9381, a big-endian integer from 1 to the order of the group minus 1. If its
 * public key has odd y, the key is negated, so that it can be registered. The same SK must never be used for ECDSA or ECDH
 * (SPEC #vrf-p256).
 *
 * - secret_key (out): the secret key. Wipe it with fernet_p256_secret_key_wipe.
 * - scalar: SK of RFC 9381, 32 bytes. The caller wipes it.
 *
 * Errors: P256_SECRET_KEY_OUT_OF_RANGE.
 */
FERNET_API
fernet_status fernet_p256_secret_key_from_scalar(fernet_p256_secret_key *secret_key,
                                                 const fernet_secret *scalar);

/**
 * Computes the public key of a secret key, as it is registered: its x-coordinate.
 *
 * - key (out): the public key.
 * - secret_key: the secret key.
 */
FERNET_API fernet_status fernet_p256_secret_key_public(fernet_key *key, const fernet_p256_secret_key *secret_key);

/**
 * Overwrites a secret key with zeros, in a way that the compiler does not optimise away. Afterwards the object is not
 * a key.
 *
 * - secret_key (out): the object to wipe; it need not hold a key.
 */
FERNET_API_WIPE fernet_status fernet_p256_secret_key_wipe(fernet_p256_secret_key *secret_key);

/**
 * Decodes a registered key of a sequencer on P-256 (SPEC #vrf-p256).
 *
 * - key (out): the public key.
 * - bytes: the key.
 * - bytes_len: number of bytes; 32 for a valid key.
 *
 * Errors: the first that applies, in this order: P256_KEY_LENGTH, P256_KEY_NON_CANONICAL, P256_KEY_NOT_ON_CURVE.
 */
FERNET_API fernet_status fernet_p256_key_parse(fernet_key *key, const uint8_t *bytes, size_t bytes_len);

/**
 * Decodes a VRF proof on P-256 (SPEC #vrf-p256). A proof that decodes is well-formed; only verification shows whether it is
 * valid.
 *
 * - proof (out): the proof.
 * - bytes: the encoded proof.
 * - bytes_len: number of bytes; 81 for a well-formed proof.
 *
 * Errors: the first that applies, in this order: P256_PROOF_LENGTH, P256_PROOF_GAMMA_SIGN, P256_PROOF_GAMMA_NON_CANONICAL,
 * P256_PROOF_GAMMA_NOT_ON_CURVE, P256_PROOF_SCALAR_NOT_REDUCED.
 */
FERNET_API
fernet_status fernet_p256_proof_parse(fernet_p256_proof *proof,
                                      const uint8_t *bytes,
                                      size_t bytes_len);

/**
 * Computes the VRF output that a proof on P-256 claims: ECVRF_proof_to_hash of RFC 9381, and 32 zero bytes. Do not use the
 * output of a proof that was not verified; fernet_p256_verify computes it too.
 *
 * - beta (out): the claimed output.
 * - suite: the suite of the proof.
 * - proof: the proof; it is not verified.
 *
 * Errors: VALUE for suite, P256_PROOF_....
 */
FERNET_API
fernet_status fernet_p256_proof_to_hash(fernet_beta *beta,
                                        fernet_p256_suite suite,
                                        const fernet_p256_proof *proof);

/**
 * Computes the VRF output of a secret key on P-256 without a proof. The output is secret until the caller publishes it or
 * its proof.
 *
 * - beta (out): the output.
 * - secret_key: the secret key.
 * - suite: the suite.
 * - alpha: the input, public.
 * - alpha_len: number of bytes of alpha.
 *
 * Errors: VALUE for suite, EVALUATE_NO_POINT.
 */
FERNET_API
fernet_status fernet_p256_evaluate(fernet_beta *beta,
                                   const fernet_p256_secret_key *secret_key,
                                   fernet_p256_suite suite,
                                   const uint8_t *alpha,
                                   size_t alpha_len);

/**
 * Computes the VRF output of a secret key on P-256 and its proof: ECVRF_prove of RFC 9381, byte for byte. It returns the proof
 * only after the self-check of fernet_vrf_prove_verified.
 *
 * - proof (out): the proof.
 * - beta (out): the output.
 * - secret_key: the secret key.
 * - suite: the suite.
 * - alpha: the input, public.
 * - alpha_len: number of bytes of alpha.
 *
 * Errors: VALUE for suite, EVALUATE_NO_POINT, PROVE_FAULT.
 */
FERNET_API
fernet_status fernet_p256_prove(fernet_p256_proof *proof,
                                fernet_beta *beta,
                                const fernet_p256_secret_key *secret_key,
                                fernet_p256_suite suite,
                                const uint8_t *alpha,
                                size_t alpha_len);

/**
 * Computes what fernet_p256_prove computes, with a proof that also signs additional data (SPEC #vrf-p256). A proof with
 * additional data, even of length 0, never verifies as a proof without additional data, nor the reverse.
 *
 * - proof (out): the proof.
 * - beta (out): the output.
 * - secret_key: the secret key.
 * - suite: the suite.
 * - alpha: the input, public.
 * - alpha_len: number of bytes of alpha.
 * - ad: the additional data.
 * - ad_len: number of bytes of ad; may be 0.
 *
 * Errors: VALUE for suite, EVALUATE_NO_POINT, PROVE_FAULT.
 */
FERNET_API
fernet_status fernet_p256_prove_ad(fernet_p256_proof *proof,
                                   fernet_beta *beta,
                                   const fernet_p256_secret_key *secret_key,
                                   fernet_p256_suite suite,
                                   const uint8_t *alpha,
                                   size_t alpha_len,
                                   const uint8_t *ad,
                                   size_t ad_len);

/**
 * Verifies a proof on P-256 without additional data and computes its output (SPEC #vrf-p256).
 *
 * - beta (out): the output.
 * - key: the registered key of the sequencer.
 * - suite: the suite.
 * - alpha: the input.
 * - alpha_len: number of bytes of alpha.
 * - proof: the proof.
 *
 * Errors: the first that applies, in this order: VALUE for suite, P256_KEY_..., P256_PROOF_..., P256_VERIFY_....
 */
FERNET_API
fernet_status fernet_p256_verify(fernet_beta *beta,
                                 const fernet_key *key,
                                 fernet_p256_suite suite,
                                 const uint8_t *alpha,
                                 size_t alpha_len,
                                 const fernet_p256_proof *proof);

/**
 * Verifies a proof on P-256 with additional data and computes its output (SPEC #vrf-p256).
 *
 * - beta (out): the output.
 * - key: the registered key of the sequencer.
 * - suite: the suite.
 * - alpha: the input.
 * - alpha_len: number of bytes of alpha.
 * - ad: the additional data.
 * - ad_len: number of bytes of ad; may be 0.
 * - proof: the proof.
 *
 * Errors: the first that applies, in this order: VALUE for suite, P256_KEY_..., P256_PROOF_..., P256_VERIFY_....
 */
FERNET_API
fernet_status fernet_p256_verify_ad(fernet_beta *beta,
                                    const fernet_key *key,
                                    fernet_p256_suite suite,
                                    const uint8_t *alpha,
                                    size_t alpha_len,
                                    const uint8_t *ad,
                                    size_t ad_len,
                                    const fernet_p256_proof *proof);

/**
 * Verifies a proof on P-256 without additional data in the suite FERNET_P256_SUITE_SSWU, and computes what the contract EcvrfP256
 * takes to verify it on Ethereum (SPEC #evm-witness).
 *
 * - evm_proof (out): the proof with its witness.
 * - key: the registered key of the sequencer.
 * - alpha: the input.
 * - alpha_len: number of bytes of alpha.
 * - proof: the proof.
 *
 * Errors: the first that applies, in this order: P256_KEY_..., P256_PROOF_..., P256_VERIFY_..., EVM_WITNESS_NO_WITNESS.
 */
FERNET_API
fernet_status fernet_p256_evm_witness(fernet_p256_evm_proof *evm_proof,
                                      const fernet_key *key,
                                      const uint8_t *alpha,
                                      size_t alpha_len,
                                      const fernet_p256_proof *proof);

/**
 * Does what fernet_p256_evm_witness does, for a proof that signs additional data.
 *
 * - evm_proof (out): the proof with its witness.
 * - key: the registered key of the sequencer.
 * - alpha: the input.
 * - alpha_len: number of bytes of alpha.
 * - ad: the additional data.
 * - ad_len: number of bytes of ad; may be 0.
 * - proof: the proof.
 *
 * Errors: the first that applies, in this order: P256_KEY_..., P256_PROOF_..., P256_VERIFY_..., EVM_WITNESS_NO_WITNESS.
 */
FERNET_API
fernet_status fernet_p256_evm_witness_ad(fernet_p256_evm_proof *evm_proof,
                                         const fernet_key *key,
                                         const uint8_t *alpha,
                                         size_t alpha_len,
                                         const uint8_t *ad,
                                         size_t ad_len,
                                         const fernet_p256_proof *proof);

/**
 * Sets the parameters of a rollup to their defaults (SPEC #parameters). The caller then changes the fields that
 * differ.
 *
 * - params (out): the default parameters.
 * - chain_id: chain id of L1, at least 1.
 * - rollup_address: address of the rollup contract on L1, not zero.
 *
 * Errors: PARAMS_CHAIN_ID_ZERO, then PARAMS_ROLLUP_ADDRESS_ZERO.
 */
FERNET_API
fernet_status fernet_params_default(fernet_params *params,
                                    uint64_t chain_id,
                                    const fernet_address *rollup_address);

/**
 * Checks that every parameter is in its range, as all functions that take parameters do (SPEC #parameters).
 *
 * - params: the parameters.
 *
 * Errors: PARAMS_..., the first that applies in the order of SPEC #errors.
 */
FERNET_API fernet_status fernet_params_check(const fernet_params *params);

/**
 * Finds the warnings that apply to parameters (SPEC #warnings). A warning refuses nothing.
 *
 * - warnings (out): the set of warnings; 0 if there is none.
 * - params: the parameters.
 *
 * Errors: PARAMS_..., the first that applies in the order of SPEC #errors.
 */
FERNET_API fernet_status fernet_params_warn(fernet_params_warnings *warnings, const fernet_params *params);

/**
 * Starts the proposal phase of a block (SPEC #phases). If the parent of the block is final already,
 * FERNET_EVENT_PARENT_FINAL follows in the same L1 block.
 *
 * - block (out): the phase of the block.
 * - params: parameters of the rollup.
 * - l1_block: L1 block number in which the proposal phase opens.
 *
 * Errors: PARAMS_..., PHASE_OVERFLOW.
 */
FERNET_API
fernet_status fernet_block_phase_open(fernet_block_phase *block,
                                      const fernet_params *params,
                                      uint64_t l1_block);

/**
 * Applies an event to a block and returns what the rollup has to do (SPEC #phase-table). The limits that have passed
 * by l1_block are applied before the event. A refused event changes nothing; its L1 block is not applied either.
 *
 * - effects (out): the actions, in order.
 * - block (in/out): the phase of the block.
 * - l1_block: L1 block number of the event, not before that of the last event.
 * - event: the event; the caller has validated it.
 *
 * Errors: VALUE for event, PHASE_LATE, PHASE_TIME_RUNS_BACK, PHASE_NOT_IN_THIS_PHASE.
 */
FERNET_API
fernet_status fernet_block_phase_step(fernet_effects *effects,
                                      fernet_block_phase *block,
                                      uint64_t l1_block,
                                      fernet_event event);

/**
 * Checks that an event does not come before the last one, and that it comes before the end of the phase that accepts it (SPEC
 * #course). The caller checks this before it validates the event; fernet_block_phase_step checks it again. The events that are
 * not messages are never late.
 *
 * - block: the phase of the block.
 * - l1_block: L1 block number of the event.
 * - event: the event.
 *
 * Errors: VALUE for event, PHASE_TIME_RUNS_BACK, PHASE_LATE.
 */
FERNET_API
fernet_status fernet_block_phase_in_time(const fernet_block_phase *block,
                                         uint64_t l1_block,
                                         fernet_event event);

/**
 * Reads the present phase and the limits of a block.
 *
 * - info (out): the contents.
 * - block: the phase of the block.
 */
FERNET_API fernet_status fernet_block_phase_read(fernet_block_phase_info *info, const fernet_block_phase *block);

/**
 * Computes the RANDAO mix after a reveal, mix XOR SHA-256(reveal), as the L1 beacon chain does (SPEC #randao-mix). From
 * the prevRandao and the reveal of one L1 block it gives the prevRandao of the next.
 *
 * - next (out): the mix after the reveal.
 * - mix: the mix before the reveal.
 * - reveal: the reveal of the L1 block's proposer.
 */
FERNET_API
fernet_status fernet_randao_mix_in(fernet_randao_mix *next,
                                   const fernet_randao_mix *mix,
                                   const fernet_randao_reveal *reveal);

/**
 * Adds the mix of an L1 block to a ring of RANDAO mixes (SPEC #randao-ring). The ring is the caller's array; set count to 0
 * to start. When the ring is full, the oldest entry is removed. Inserting the newest entry again changes nothing.
 *
 * To pin the mix of a block, the capacity must be at least randao_lag + 1, plus one for each L1 block that is
 * inserted between the one at which the block opens and the call of fernet_randao_ring_pin.
 *
 * - entries (in/out): the entries of the ring, oldest first. Entries from count on need not be initialised.
 * - capacity: number of elements of the array, at least 1.
 * - count (in/out): number of entries in use, at most capacity.
 * - l1_block: number of the L1 block, at or after the newest one of the ring.
 * - mix: the prevRandao of that L1 block: the field mixHash of its header.
 *
 * Errors: LENGTH if capacity is 0 or less than count, RANDAO_L1_BLOCK_BEFORE_NEWEST, RANDAO_CONFLICTING_MIX.
 */
FERNET_API
fernet_status fernet_randao_ring_insert(fernet_randao_entry *entries,
                                        size_t capacity,
                                        size_t *count,
                                        uint64_t l1_block,
                                        const fernet_randao_mix *mix);

/**
 * Removes the mixes of all L1 blocks from a given one on, after a reorganisation of L1 that replaced them (SPEC
 * #randao-ring). Only count is written.
 *
 * - count (in/out): number of entries in use, at most capacity.
 * - entries: the entries of the ring, oldest first.
 * - capacity: number of elements of the array.
 * - from: number of the first L1 block that was replaced.
 *
 * Errors: LENGTH if count is above capacity.
 */
FERNET_API
fernet_status fernet_randao_ring_truncate(size_t *count,
                                          const fernet_randao_entry *entries,
                                          size_t capacity,
                                          uint64_t from);

/**
 * Reads the RANDAO mix of a block from a ring: the mix of the L1 block opens - randao_lag (SPEC #randao-lag). One entry
 * that was made from a verified L1 header is a ring too.
 *
 * - pinned (out): the block number, the L1 block of the mix, and the mix.
 * - entries: the entries of the ring, oldest first.
 * - count: number of entries.
 * - block_number: number of the rollup block.
 * - opens: L1 block at which the proposal phase of the block opens.
 * - randao_lag: the parameter of the same name.
 *
 * Errors: RANDAO_L1_BLOCK_BEFORE_NEWEST or RANDAO_CONFLICTING_MIX if the entries are not in order,
 * RANDAO_OPENS_TOO_EARLY, RANDAO_NOT_YET_KNOWN, RANDAO_NOT_RETAINED.
 */
FERNET_API
fernet_status fernet_randao_ring_pin(fernet_pinned_mix *pinned,
                                     const fernet_randao_entry *entries,
                                     size_t count,
                                     uint64_t block_number,
                                     uint64_t opens,
                                     uint32_t randao_lag);

/**
 * Computes the VRF input of the proof of a request; it is the same for all owners of the key (SPEC #registration).
 *
 * - alpha (out): the VRF input.
 * - params: parameters of the rollup.
 * - request: the request.
 *
 * Errors: PARAMS_....
 */
FERNET_API
fernet_status fernet_registration_alpha(fernet_alpha *alpha,
                                        const fernet_params *params,
                                        const fernet_registration_request *request);

/**
 * Computes the id of a request, which its proof signs as additional data (SPEC #registration).
 *
 * - id (out): the id.
 * - params: parameters of the rollup.
 * - request: the request.
 *
 * Errors: PARAMS_....
 */
FERNET_API
fernet_status fernet_registration_id_new(fernet_registration_id *id,
                                         const fernet_params *params,
                                         const fernet_registration_request *request);

/**
 * Checks everything about a request except its key and its proof (SPEC #registration).
 *
 * - params: parameters of the rollup.
 * - request: the request.
 * - proof_len: number of bytes of its proof: 80, or 81 on P-256.
 *
 * Errors: PARAMS_..., REGISTRATION_SUITE if the suite is not that of the role or proof_len is not that of the suite,
 * REGISTRATION_OWNER_ZERO, the first that applies in this order.
 */
FERNET_API
fernet_status fernet_registration_request_check(const fernet_params *params,
                                                const fernet_registration_request *request,
                                                size_t proof_len);

/**
 * Chooses the record that counts among those of one key: the one with the smallest entry, and at equal entries the one
 * with the smallest owner (SPEC #registration-choice).
 *
 * - registration (out): the registration of the key, from the record that counts.
 * - records: records of one key whose requests and proofs are valid, in any order, also those that have exited.
 * - count: number of records.
 *
 * Errors: NONE if count is 0.
 */
FERNET_API
fernet_status fernet_registration_choose(fernet_registration *registration,
                                         const fernet_registration_record *records,
                                         size_t count);

/**
 * Checks whether a registered key is eligible for a duty in a block (SPEC #eligibility). The block reads the registry as
 * it is after L1 block pinned->l1_block - 2 (SPEC #snapshot).
 *
 * - params: parameters of the rollup.
 * - pinned: the pinned mix of the block.
 * - registration: the registration of the key in that snapshot.
 * - duty: the task that the key is to perform.
 *
 * Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY, INELIGIBLE_....
 */
FERNET_API
fernet_status fernet_registration_check_eligible(const fernet_params *params,
                                                 const fernet_pinned_mix *pinned,
                                                 const fernet_registration *registration,
                                                 fernet_duty duty);

/**
 * Counts the keys that may attest in a block: those that are eligible to prove a base (SPEC #attesters).
 *
 * - provers (out): number of keys.
 * - params: parameters of the rollup.
 * - pinned: the pinned mix of the block.
 * - registrations: the registrations of all keys in the snapshot of the block, one for each key, in any order.
 * - count: number of registrations.
 *
 * Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY, VALUE for a registration.
 */
FERNET_API
fernet_status fernet_registration_count_provers(uint64_t *provers,
                                                const fernet_params *params,
                                                const fernet_pinned_mix *pinned,
                                                const fernet_registration *registrations,
                                                size_t count);

/**
 * Computes the prover pool of a block and how fees and bond fund it (SPEC #pool).
 *
 * - funding (out): the pool and where it comes from.
 * - settlement: the numbers of the block.
 *
 * Errors: those of a fernet_settlement.
 */
FERNET_API fernet_status fernet_settlement_fund(fernet_funding *funding, const fernet_settlement *settlement);

/**
 * Computes the smallest bond with which a proposal is valid and its block can be settled: the larger of the minimum bond
 * and the top-up of the pool (SPEC #minimum-bond, #pool, #reveal). Without fees and block reward it is the minimum
 * bond.
 *
 * - bond (out): the bond in wei; 0 if fee_split is at most 1000000.
 * - params: parameters of the rollup.
 * - fees: fees of the block, without the block reward of params, in wei, below 2^96.
 * - fee_split: FEE_SPLIT of the proposal, ppm, at most params->fee_split_cap.
 *
 * Errors: PARAMS_..., SETTLE_AMOUNT_TOO_LARGE, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_POOL_TOO_LARGE.
 */
FERNET_API
fernet_status fernet_settlement_required_bond(fernet_amount *bond,
                                              const fernet_params *params,
                                              const fernet_amount *fees,
                                              uint32_t fee_split);

/**
 * Checks the reveal of a leader, and computes the size of the tree that proves the block and the funding that settles
 * it (SPEC #reveal).
 *
 * - bases (out): number of base proofs of the tree.
 * - funding (out): the pool and where it comes from.
 * - params: parameters of the rollup.
 * - proposal: the proposal of the leader.
 * - reveal: the revealed contents of the block.
 *
 * Errors: PARAMS_..., SHAPE_TOO_MANY_BASES, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_AMOUNT_TOO_LARGE, SETTLE_POOL_TOO_LARGE,
 * SETTLE_BOND_TOO_SMALL, REVEAL_WRONG_ORDER.
 */
FERNET_API
fernet_status fernet_reveal_check(uint64_t *bases,
                                  fernet_funding *funding,
                                  const fernet_params *params,
                                  const fernet_proposal *proposal,
                                  const fernet_reveal *reveal);

/**
 * Computes the number of seats of the whole tree, by which the pool is divided unless base_share is set (SPEC #seats).
 *
 * - seats (out): number of seats, at least 1 and below 2^35.
 * - settlement: the numbers of the block.
 *
 * Errors: those of a fernet_settlement.
 */
FERNET_API fernet_status fernet_settlement_seats(uint64_t *seats, const fernet_settlement *settlement);

/**
 * Computes the pay of one filled seat, rounded down (SPEC #pay). It does not depend on the other seats.
 *
 * - pay (out): the pay in wei.
 * - settlement: the numbers of the block.
 * - node: number of the seat's node, below 2 * bases - 1.
 * - fee_burn: FEE_BURN of the seat's claim, ppm, at most 1000000.
 *
 * Errors: those of a fernet_settlement, BID_FEE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE.
 */
FERNET_API
fernet_status fernet_settlement_pay(fernet_amount *pay,
                                    const fernet_settlement *settlement,
                                    uint64_t node,
                                    uint32_t fee_burn);

/**
 * Settles a block: computes the pay of every seat of the winning tree and the receipt (SPEC #settlement).
 *
 * - receipt (out): the receipt.
 * - pays (out): the pay of each seat in wei, for the payout of its claim: pays[i] is for seats[i].
 * - pays_len: number of pays; equal to seats_len.
 * - settlement: the numbers of the block.
 * - seats: the seats of the winning tree, in post-order of their nodes (SPEC #pay-order).
 * - seats_len: number of seats.
 * - rebate: the prices of the refund of L1 gas.
 *
 * Errors: LENGTH unless pays_len is seats_len, those of a fernet_settlement, SETTLE_AMOUNT_TOO_LARGE for the rate; for the first seat that is refused
 * SETTLE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE, SETTLE_OUT_OF_ORDER or SETTLE_TOO_MANY_SEATS; SETTLE_NO_ROOT. After a
 * failure no seat is paid.
 */
FERNET_API
fernet_status fernet_settle(fernet_receipt *receipt,
                            fernet_amount *pays,
                            size_t pays_len,
                            const fernet_settlement *settlement,
                            const fernet_paid_seat *seats,
                            size_t seats_len,
                            const fernet_rebate *rebate);

/**
 * Starts a settlement whose seats are paid in several calls (SPEC #settlement).
 *
 * - ledger (out): a ledger without paid seats.
 * - settlement: the numbers of the block.
 *
 * Errors: those of a fernet_settlement.
 */
FERNET_API fernet_status fernet_ledger_open(fernet_ledger *ledger, const fernet_settlement *settlement);

/**
 * Pays some seats of the winning tree. All calls together give the seats in post-order of their nodes (SPEC
 * #pay-order). After a failure none of these seats is paid.
 *
 * - pays (out): the pay of each seat in wei, for the payout of its claim: pays[i] is for seats[i].
 * - pays_len: number of pays; equal to seats_len.
 * - ledger (in/out): the ledger.
 * - seats: the seats to pay.
 * - seats_len: number of seats.
 *
 * Errors: LENGTH unless pays_len is seats_len, SETTLE_BURN_ABOVE_PPM, SETTLE_FOREIGN_NODE, SETTLE_OUT_OF_ORDER,
 * SETTLE_TOO_MANY_SEATS.
 */
FERNET_API
fernet_status fernet_ledger_pay(fernet_amount *pays,
                                size_t pays_len,
                                fernet_ledger *ledger,
                                const fernet_paid_seat *seats,
                                size_t seats_len);

/**
 * Ends a settlement: computes the reserve and the rebate, burns what remains of the pool, and makes the receipt (SPEC
 * #reserve, #rebate, #burned).
 *
 * - receipt (out): the receipt.
 * - ledger (in/out): the ledger, after the seat of the root was paid. It is zero afterwards: no seat can be paid from it.
 * - rebate: the prices of the refund of L1 gas.
 *
 * Errors: SETTLE_AMOUNT_TOO_LARGE for the rate, SETTLE_NO_ROOT if no seat of the root was paid.
 */
FERNET_API
fernet_status fernet_ledger_close(fernet_receipt *receipt,
                                  fernet_ledger *ledger,
                                  const fernet_rebate *rebate);

/**
 * Settles a block from the sums of the winning tree's root, in a time that does not depend on the size of the tree
 * (SPEC #reserve). The receipt is that of fernet_settle for the seats of the tree.
 *
 * - receipt (out): the receipt.
 * - settlement: the numbers of the block.
 * - kept_base: kept_base of the root's accumulator, ppm.
 * - kept_merge: kept_merge of the root's accumulator, ppm.
 * - rebate: the prices of the refund of L1 gas.
 *
 * Errors: those of a fernet_settlement, SETTLE_AMOUNT_TOO_LARGE for the rate, SETTLE_KEPT_TOO_LARGE if no tree with
 * these bases has such sums.
 */
FERNET_API
fernet_status fernet_settle_sums(fernet_receipt *receipt,
                                 const fernet_settlement *settlement,
                                 uint64_t kept_base,
                                 uint64_t kept_merge,
                                 const fernet_rebate *rebate);

/**
 * Computes what is burned of the reserve of a block when pays can no longer be claimed: reserved - claimed (SPEC
 * #unclaimed).
 *
 * - burned (out): the amount in wei.
 * - reserved: the reserve of the block's receipt, in wei.
 * - claimed: sum of the pays that were claimed, in wei.
 *
 * Errors: SETTLE_AMOUNT_TOO_LARGE, SETTLE_CLAIMED_TOO_MUCH if claimed is above reserved.
 */
FERNET_API
fernet_status fernet_unclaimed(fernet_amount *burned,
                               const fernet_amount *reserved,
                               const fernet_amount *claimed);

/**
 * Computes what the leader of a block that was not revealed or not proven loses: the smaller of its stake and the slash
 * amount of the reason, and of the bond the minimum bond (SPEC #slash).
 *
 * - slashing (out): the amounts slashed, left and returned.
 * - params: parameters of the rollup.
 * - reason: FERNET_SLASH_REASON_NOT_REVEALED or FERNET_SLASH_REASON_NOT_PROVEN.
 * - fee_split: FEE_SPLIT of the leader's proposal, ppm, at most params->fee_split_cap.
 * - stake: stake of the leader in wei, below 2^96.
 * - bond: bond of the leader's proposal in wei, below 2^96.
 *
 * Errors: PARAMS_..., VALUE for an unknown reason, BID_FEE_SPLIT_ABOVE_CAP, SETTLE_AMOUNT_TOO_LARGE.
 */
FERNET_API
fernet_status fernet_slash(fernet_slashing *slashing,
                           const fernet_params *params,
                           fernet_slash_reason reason,
                           uint32_t fee_split,
                           const fernet_amount *stake,
                           const fernet_amount *bond);

/**
 * Computes the score of a ticket and a bid, ticket * (1000000 + fee), exactly (SPEC #score).
 *
 * - score (out): the score.
 * - ticket: the ticket.
 * - fee: the bid, FEE_SPLIT or FEE_BURN, in ppm; any number.
 */
FERNET_API fernet_status fernet_score_new(fernet_score *score, const fernet_ticket *ticket, uint32_t fee);

/**
 * Compares two candidates by the order in which they are ranked (SPEC #order).
 *
 * - order (out): -1 if a comes first, 1 if b comes first, 0 if they are equal.
 * - a: a candidate.
 * - b: another candidate.
 */
FERNET_API fernet_status fernet_scored_key_compare(int32_t *order, const fernet_scored_key *a, const fernet_scored_key *b);

/**
 * Computes the smallest bid with which a ticket comes before a rival in the order (SPEC #inverse-bid).
 *
 * - fee (out): the bid, 0 to max, in ppm.
 * - rival: the candidate to come before.
 * - key: the public key of the bidder.
 * - ticket: the ticket of the bidder.
 * - max: the largest bid allowed, in ppm.
 *
 * Errors: NONE if not even a bid of max comes before the rival.
 */
FERNET_API
fernet_status fernet_scored_key_fee_to_beat(uint32_t *fee,
                                            const fernet_scored_key *rival,
                                            const fernet_key *key,
                                            const fernet_ticket *ticket,
                                            uint32_t max);

/**
 * Inserts a candidate into a ranking of the best candidates (SPEC #ranking). The ranking is the caller's array; set
 * count to 0 to start. It has one entry for each key, sorted best first. The result does not depend on the order of
 * insertions.
 *
 * - inserted (out): true if the candidate was put into the ranking; false if it ranks too low or its key has an equal
 *   or better entry.
 * - best (in/out): the entries of the ranking, sorted best first. Entries from count on need not be initialised.
 * - capacity: number of elements of the array, at least 1.
 * - count (in/out): number of entries in use, at most capacity.
 * - candidate: the candidate to insert.
 *
 * Errors: LENGTH if capacity is 0 or less than count.
 */
FERNET_API
fernet_status fernet_ranking_insert(bool *inserted,
                                    fernet_scored_key *best,
                                    size_t capacity,
                                    size_t *count,
                                    const fernet_scored_key *candidate);

/**
 * Computes the probability that a score comes first against rivals who all bid the same: the probability that none of
 * their uniform tickets reaches the score (SPEC #odds). A tie counts as reached, so a score of 0 has probability 0
 * against one or more rivals. The protocol does not use the result.
 *
 * - probability (out): the probability.
 * - ticket: the ticket of the bidder.
 * - fee: the bid of the bidder, in ppm.
 * - rivals: number of rivals.
 * - rival_fee: the bid of every rival, in ppm.
 */
FERNET_API
fernet_status fernet_odds_against(fernet_probability *probability,
                                  const fernet_ticket *ticket,
                                  uint32_t fee,
                                  uint64_t rivals,
                                  uint32_t rival_fee);

/**
 * Computes the probability that a bid wins before any ticket is known, when all other keys bid the same (SPEC #odds).
 * The protocol does not use the result.
 *
 * - probability (out): the probability.
 * - keys: number of keys, the bidder included, at least 1.
 * - fee: the bid of the bidder, in ppm.
 * - rival_fee: the bid of every other key, in ppm.
 *
 * Errors: NONE if keys is 0.
 */
FERNET_API
fernet_status fernet_odds_among(fernet_probability *probability,
                                uint32_t keys,
                                uint32_t fee,
                                uint32_t rival_fee);

/**
 * Computes the FEE_SPLIT of the symmetric equilibrium among sequencers who value the MEV of a block equally (SPEC
 * #odds). The protocol does not use the result.
 *
 * - fee_split (out): the bid, 0 to cap, in ppm.
 * - keys: number of sequencers, at least 1.
 * - mev: value of the MEV of a block, in ppm of its fees.
 * - cap: largest FEE_SPLIT allowed, in ppm: fee_split_cap of the parameters.
 *
 * Errors: NONE if keys is 0.
 */
FERNET_API fernet_status fernet_odds_equilibrium(uint32_t *fee_split, uint32_t keys, uint64_t mev, uint32_t cap);

/**
 * Computes the probability that enough of some keys are selected as attesters (SPEC #quorum-odds): for the keys of a
 * coalition, that it makes a certificate alone; for the keys that would attest, that a block gets its certificate. The
 * protocol does not use the result.
 *
 * - probability (out): the probability.
 * - attesters: the parameter of the same name.
 * - provers: number of keys that may attest.
 * - keys: number of keys that attest if they are selected, at most provers.
 * - needed: number of attestations of a certificate.
 *
 * Errors: NONE if keys is above provers.
 */
FERNET_API
fernet_status fernet_odds_of_quorum(fernet_probability *probability,
                                    uint16_t attesters,
                                    uint32_t provers,
                                    uint32_t keys,
                                    uint16_t needed);

/**
 * Computes the sequencer seed of a block (SPEC #seed-sequencer).
 *
 * - seed (out): the seed.
 * - params: parameters of the rollup.
 * - pinned: the pinned mix of the block.
 *
 * Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY.
 */
FERNET_API
fernet_status fernet_sequencer_seed_new(fernet_sequencer_seed *seed,
                                        const fernet_params *params,
                                        const fernet_pinned_mix *pinned);

/**
 * Computes the VRF input of the sequencers of a block; it is the same for all of them (SPEC #alpha).
 *
 * - alpha (out): the VRF input.
 * - seed: the sequencer seed of the block.
 */
FERNET_API fernet_status fernet_sequencer_seed_alpha(fernet_alpha *alpha, const fernet_sequencer_seed *seed);

/**
 * Computes the prover seed of a block (SPEC #seed-prover).
 *
 * - seed (out): the seed.
 * - params: parameters of the rollup.
 * - pinned: the pinned mix of the block.
 * - leader_beta: the VRF output of the block's leader, from its verified proof.
 *
 * Errors: PARAMS_..., RANDAO_OPENS_TOO_EARLY.
 */
FERNET_API
fernet_status fernet_prover_seed_new(fernet_prover_seed *seed,
                                     const fernet_params *params,
                                     const fernet_pinned_mix *pinned,
                                     const fernet_beta *leader_beta);

/**
 * Computes the VRF input of the provers at a node; it is the same for all of them (SPEC #alpha). It depends on the
 * node in FERNET_VRF_MODE_PER_NODE only.
 *
 * - alpha (out): the VRF input.
 * - seed: the prover seed of the block.
 * - vrf_mode: the parameter of the same name.
 * - node: number of the node; any number.
 *
 * Errors: PARAMS_VRF_MODE.
 */
FERNET_API
fernet_status fernet_prover_seed_alpha(fernet_alpha *alpha,
                                       const fernet_prover_seed *seed,
                                       fernet_vrf_mode vrf_mode,
                                       uint64_t node);

/**
 * Computes the VRF input of the attesters of a block; it is the same for all of them (SPEC #attesters).
 *
 * - alpha (out): the VRF input.
 * - seed: the prover seed of the block.
 */
FERNET_API fernet_status fernet_prover_seed_alpha_attest(fernet_alpha *alpha, const fernet_prover_seed *seed);

/**
 * Computes the ticket of a sequencer (SPEC #ticket).
 *
 * - ticket (out): the ticket.
 * - beta: the VRF output of the sequencer over fernet_sequencer_seed_alpha, from its verified proof.
 */
FERNET_API fernet_status fernet_ticket_sequencer(fernet_ticket *ticket, const fernet_beta *beta);

/**
 * Computes the ticket of a prover at a node (SPEC #ticket). In FERNET_VRF_MODE_PER_NODE it depends on beta; in
 * FERNET_VRF_MODE_PER_BLOCK on beta and node; in FERNET_VRF_MODE_PUBLIC on seed, node and key. The other arguments do
 * not change the result.
 *
 * - ticket (out): the ticket.
 * - vrf_mode: the parameter of the same name.
 * - seed: the prover seed of the block.
 * - node: number of the node; any number.
 * - key: the registered public key of the prover.
 * - beta: the VRF output of the prover over fernet_prover_seed_alpha in the same mode, from its verified proof.
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

/**
 * Computes the ticket with which a key is selected as an attester or not (SPEC #attesters).
 *
 * - ticket (out): the ticket.
 * - beta: the VRF output of the key over fernet_prover_seed_alpha_attest, from its verified proof.
 */
FERNET_API fernet_status fernet_ticket_attester(fernet_ticket *ticket, const fernet_beta *beta);

/** Returns the version of the library, such as "0.1.0". The text is static, ASCII and NUL-terminated; do not free it. */
FERNET_API const char *fernet_version(void);

/**
 * Checks that the header and the library belong together and that the library computes correctly on this machine. It
 * makes and verifies an example proof of RFC 9381, checks that verification refuses it for another input, and computes
 * one ticket, one score and one pay. It takes about as long as four proofs. Call it once, before any other function.
 *
 * - abi_version: FERNET_ABI_VERSION of the header that the program was compiled with.
 *
 * Errors: ABI_VERSION, SELF_TEST.
 */
FERNET_API fernet_status fernet_selftest(uint32_t abi_version);

/**
 * Computes the number of base proofs for a block of transactions (SPEC #bases). A block without transactions has one
 * base.
 *
 * - bases (out): number of bases, 1 to 2^32.
 * - transactions: number of transactions in the block.
 * - tx_per_base: the parameter of the same name.
 *
 * Errors: PARAMS_TX_PER_BASE, SHAPE_TOO_MANY_BASES.
 */
FERNET_API
fernet_status fernet_tree_shape_for_transactions(uint64_t *bases,
                                                 uint64_t transactions,
                                                 fernet_tx_per_base tx_per_base);

/**
 * Computes the shape of the tree with a number of bases (SPEC #tree).
 *
 * - shape (out): the shape.
 * - bases: number of bases, 1 to 2^32.
 *
 * Errors: SHAPE_NO_BASES, SHAPE_TOO_MANY_BASES.
 */
FERNET_API fernet_status fernet_tree_shape_read(fernet_tree_shape *shape, uint64_t bases);

/**
 * Computes the position and the neighbours of a node (SPEC #node-number). To visit all nodes in post-order, start at
 * node 0 and follow next.
 *
 * - info (out): the node.
 * - bases: number of bases of the tree, 1 to 2^32.
 * - node: number of the node, below 2 * bases - 1.
 *
 * Errors: SHAPE_NO_BASES, SHAPE_TOO_MANY_BASES, CLAIM_FOREIGN_NODE.
 */
FERNET_API fernet_status fernet_node_read(fernet_node *info, uint64_t bases, uint64_t node);

/**
 * Returns the name of a status, for messages and logs: the error of SPEC #errors, such as "KeyError::SmallOrder";
 * "Ok", "Null" and so on for the statuses that SPEC does not define; "Unknown" for any other number. The text is
 * static, ASCII and NUL-terminated; do not free it.
 *
 * - status: the number, as a function returned it.
 */
FERNET_API const char *fernet_status_name(int32_t status);

/**
 * Writes the state of a block, to be kept over a restart. There is one encoding for each state. Store the bytes after
 * each message that was accepted, together with those of the chain and the L1 block up to which they are: after a
 * reorganisation of L1, restore bytes that are not later than the last L1 block that remains.
 *
 * - bytes (out): the state; the bytes from len on are zero.
 * - capacity: number of bytes of the array, at least FERNET_BLOCK_STORED_LEN (LENGTH otherwise).
 * - len (out): number of bytes of the state.
 * - block: the block.
 */
FERNET_API fernet_status fernet_block_store(uint8_t *bytes, size_t capacity, size_t *len, const fernet_block *block);

/**
 * Reads the state of a block. The store is trusted: the form of the bytes is checked and the rules of the messages
 * inside, but no proof and no registration.
 *
 * - block (out): the block.
 * - bytes: the bytes of fernet_block_store.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_....
 */
FERNET_API fernet_status fernet_block_restore(fernet_block *block, const uint8_t *bytes, size_t len);

/**
 * Writes the state of a chain, to be kept over a restart. There is one encoding for each state.
 *
 * - bytes (out): the state; the bytes from len on are zero.
 * - capacity: number of bytes of the array, at least FERNET_CHAIN_STORED_LEN (LENGTH otherwise).
 * - len (out): number of bytes of the state.
 * - chain: the chain.
 */
FERNET_API fernet_status fernet_chain_store(uint8_t *bytes, size_t capacity, size_t *len, const fernet_chain *chain);

/**
 * Reads the state of a chain. The bytes are trusted: only their form is checked.
 *
 * - chain (out): the chain.
 * - bytes: the bytes of fernet_chain_store.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_....
 */
FERNET_API fernet_status fernet_chain_restore(fernet_chain *chain, const uint8_t *bytes, size_t len);

/**
 * Writes the state of the verification of a tree, to be kept over a restart.
 *
 * - bytes (out): the state; the bytes from len on are zero.
 * - capacity: number of bytes of the array, at least FERNET_TREE_VERIFIER_STORED_LEN (LENGTH otherwise).
 * - len (out): number of bytes of the state.
 * - verifier: the verifier.
 */
FERNET_API
fernet_status fernet_tree_verifier_store(uint8_t *bytes,
                                         size_t capacity,
                                         size_t *len,
                                         const fernet_tree_verifier *verifier);

/**
 * Reads the state of the verification of a tree. The bytes are trusted: only their form is checked, and that they are
 * of a tree of this block.
 *
 * - verifier (out): the verifier.
 * - context: the context of the block.
 * - bytes: the bytes of fernet_tree_verifier_store.
 * - len: number of bytes.
 *
 * Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, MESSAGE_..., MESSAGE_VALUE for a tree of another
 * block.
 */
FERNET_API
fernet_status fernet_tree_verifier_restore(fernet_tree_verifier *verifier,
                                           const fernet_proving_context *context,
                                           const uint8_t *bytes,
                                           size_t len);

/**
 * Writes the mixes of a ring, to be kept over a restart.
 *
 * - bytes (out): the state; the bytes from len on are zero.
 * - capacity: number of bytes of the array, at least FERNET_RANDAO_RING_STORED_LEN + count *
 *   FERNET_RANDAO_ENTRY_STORED_LEN (LENGTH otherwise).
 * - len (out): number of bytes of the state.
 * - entries: the entries of the ring, oldest first.
 * - count: number of entries, below 2^16 (LENGTH otherwise).
 */
FERNET_API
fernet_status fernet_randao_ring_store(uint8_t *bytes,
                                       size_t capacity,
                                       size_t *len,
                                       const fernet_randao_entry *entries,
                                       size_t count);

/**
 * Reads the mixes of a ring. The bytes are trusted: only their form is checked, and that the entries are in order.
 *
 * - entries (out): the entries of the ring, oldest first; those from count on are zero.
 * - capacity: number of elements of the array.
 * - count (out): number of entries in use.
 * - bytes: the bytes of fernet_randao_ring_store.
 * - len: number of bytes.
 *
 * Errors: MESSAGE_..., MESSAGE_VALUE also for more entries than capacity.
 */
FERNET_API
fernet_status fernet_randao_ring_restore(fernet_randao_entry *entries,
                                         size_t capacity,
                                         size_t *count,
                                         const uint8_t *bytes,
                                         size_t len);

/**
 * Checks the bundle of a node and computes its accumulator (SPEC #bundle, #accumulator).
 *
 * - accumulator (out): the accumulator of the bundle and the subtree below it.
 * - context: the context of the block.
 * - seats: the seats of the bundle: the primary, then the others sorted best first.
 * - count: number of seats, 1 to proofs_per_node; 1 at the root.
 * - left: the accumulator of the left child bundle; NULL for a base.
 * - right: the accumulator of the right child bundle; NULL for a base.
 *
 * Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, BUNDLE_..., then CHILD_....
 */
FERNET_API
fernet_status fernet_bundle_accumulate(fernet_accumulator *accumulator,
                                       const fernet_proving_context *context,
                                       const fernet_seat *seats,
                                       size_t count,
                                       const fernet_accumulator *left,
                                       const fernet_accumulator *right);

/**
 * Reads the contents of an accumulator.
 *
 * - info (out): the contents.
 * - accumulator: the accumulator.
 */
FERNET_API fernet_status fernet_accumulator_read(fernet_accumulator_info *info, const fernet_accumulator *accumulator);

/**
 * Starts a search for the best bundle of the seats of one node and one statement (SPEC #best-bundle).
 *
 * - builder (out): a builder without seats.
 * - context: the context of the block.
 * - node: number of the node, below 2 * bases - 1.
 * - statement: the statement of the seats to be inserted.
 *
 * Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, CLAIM_FOREIGN_NODE.
 */
FERNET_API
fernet_status fernet_bundle_builder_init(fernet_bundle_builder *builder,
                                         const fernet_proving_context *context,
                                         uint64_t node,
                                         const fernet_statement *statement);

/**
 * Inserts a seat into the search for the best bundle. The result does not depend on the order of insertions.
 *
 * - builder (in/out): the builder.
 * - seat: a seat of the builder's node and statement.
 * - left: the accumulator of the left child bundle that the claim names; NULL for a base.
 * - right: the accumulator of the right child bundle that the claim names; NULL for a base.
 *
 * Errors: BUNDLE_FOREIGN, BUNDLE_MIXED_NODES, BUNDLE_MIXED_STATEMENTS, CHILD_....
 */
FERNET_API
fernet_status fernet_bundle_builder_insert(fernet_bundle_builder *builder,
                                           const fernet_seat *seat,
                                           const fernet_accumulator *left,
                                           const fernet_accumulator *right);

/**
 * Reads the best bundle of the seats inserted so far (SPEC #best-bundle).
 *
 * - seats (out): the seats of the bundle, primary first; the elements from count on are zero.
 * - capacity: number of elements of the array, at least 3.
 * - count (out): number of seats, 1 to 3.
 * - builder: the builder.
 *
 * Errors: LENGTH if capacity is less than 3, NONE if no seat was inserted.
 */
FERNET_API
fernet_status fernet_bundle_builder_best(fernet_seat *seats,
                                         size_t capacity,
                                         size_t *count,
                                         const fernet_bundle_builder *builder);

/**
 * Starts the verification of one submitted tree of a block (SPEC #post-order).
 *
 * - verifier (out): a verifier that expects the bundle of node 0.
 * - context: the context of the block.
 *
 * Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context.
 */
FERNET_API
fernet_status fernet_tree_verifier_init(fernet_tree_verifier *verifier,
                                        const fernet_proving_context *context);

/**
 * Reads which node's bundle the verifier expects next (SPEC #post-order).
 *
 * - node (out): number of the node; FERNET_NO_NUMBER when the tree is complete.
 * - verifier: the verifier.
 */
FERNET_API fernet_status fernet_tree_verifier_expected(uint64_t *node, const fernet_tree_verifier *verifier);

/**
 * Checks the next bundle of a submitted tree and inserts it (SPEC #post-order). After a failure the correct bundle may
 * still follow.
 *
 * - accumulator (out): the accumulator of the bundle and the subtree below it.
 * - verifier (in/out): the verifier.
 * - context: the context with which the verifier was started.
 * - seats: the seats of the bundle: the primary, then the others sorted best first.
 * - count: number of seats, 1 to proofs_per_node; 1 at the root.
 *
 * Errors: PARAMS_..., SHAPE_..., RANDAO_OPENS_TOO_EARLY for the context, BUNDLE_..., TREE_...
 * (TREE_FOREIGN if the context is not that of the verifier), CHILD_....
 */
FERNET_API
fernet_status fernet_tree_verifier_insert(fernet_accumulator *accumulator,
                                          fernet_tree_verifier *verifier,
                                          const fernet_proving_context *context,
                                          const fernet_seat *seats,
                                          size_t count);

/**
 * Ends the verification of a tree whose bundles were all inserted.
 *
 * - tree (out): the verified tree.
 * - verifier: the verifier.
 *
 * Errors: TREE_MISSING if the bundle of the root was not inserted.
 */
FERNET_API fernet_status fernet_tree_verifier_finish(fernet_tree *tree, const fernet_tree_verifier *verifier);

/**
 * Reads the contents of a verified tree.
 *
 * - info (out): the accumulator of the root, which is that of the tree.
 * - root (out): the seat of the root. Its claim names the payee of the rebate.
 * - tree: the tree.
 */
FERNET_API
fernet_status fernet_tree_read(fernet_accumulator_info *info,
                               fernet_seat_info *root,
                               const fernet_tree *tree);

/**
 * Compares two trees of one block by the order in which they compete (SPEC #competition). To find the winner of many
 * trees, keep the one that comes first. The time of submission does not matter.
 *
 * - order (out): -1 if a wins, 1 if b wins, 0 if they are the same tree.
 * - a: a tree.
 * - b: another tree.
 *
 * Errors: TREE_FOREIGN if the trees are of different blocks, shapes or parameters.
 */
FERNET_API fernet_status fernet_tree_compare(int32_t *order, const fernet_tree *a, const fernet_tree *b);

/**
 * Decodes a VRF proof: ECVRF_decode_proof of RFC 9381 (SPEC #vrf). A proof that decodes is well-formed; only
 * verification shows whether it is valid.
 *
 * - proof (out): the proof.
 * - bytes: the encoded proof.
 * - bytes_len: number of bytes; 80 for a well-formed proof.
 *
 * Errors: the first that applies, in this order: PROOF_LENGTH, PROOF_GAMMA_NON_CANONICAL, PROOF_GAMMA_MINUS_ZERO,
 * PROOF_GAMMA_NOT_ON_CURVE, PROOF_SCALAR_NOT_REDUCED.
 */
FERNET_API fernet_status fernet_proof_parse(fernet_proof *proof, const uint8_t *bytes, size_t bytes_len);

/**
 * Computes the VRF output that a proof claims: ECVRF_proof_to_hash of RFC 9381. Do not use the output of a proof that
 * was not verified; fernet_vrf_verify computes it too.
 *
 * - beta (out): the claimed output.
 * - suite: the suite of the proof.
 * - proof: the proof; it is not verified.
 *
 * Errors: VALUE for suite, PROOF_....
 */
FERNET_API fernet_status fernet_proof_to_hash(fernet_beta *beta, fernet_suite suite, const fernet_proof *proof);

/**
 * Computes the VRF output of a secret key without a proof, at half the cost of a proof. The output is secret until the
 * caller publishes it or its proof.
 *
 * - beta (out): the output.
 * - secret_key: the secret key.
 * - suite: the suite.
 * - alpha: the input, public.
 * - alpha_len: number of bytes of alpha.
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
 * Computes the VRF output of a secret key and its proof: ECVRF_prove of RFC 9381, byte for byte. It uses no
 * randomness: the same arguments give the same proof.
 *
 * - proof (out): the proof.
 * - beta (out): the output.
 * - secret_key: the secret key.
 * - suite: the suite.
 * - alpha: the input, public.
 * - alpha_len: number of bytes of alpha.
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
 * Computes the VRF output of a secret key and a proof that also signs additional data (SPEC #vrf-ad). The output is
 * that of fernet_vrf_prove. A proof with additional data, even of length 0, never verifies as a proof without
 * additional data, nor the reverse.
 *
 * - proof (out): the proof.
 * - beta (out): the output.
 * - secret_key: the secret key.
 * - suite: the suite.
 * - alpha: the input, public.
 * - alpha_len: number of bytes of alpha.
 * - ad: the additional data.
 * - ad_len: number of bytes of ad; may be 0.
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
 * Computes what fernet_vrf_prove computes, and returns the proof only after a self-check: s is computed twice and the
 * proof is verified. Use it on hardware in which an attacker can cause faults, because one faulty proof reveals the
 * key. It costs about three times as much.
 *
 * - proof (out): the proof.
 * - beta (out): the output.
 * - secret_key: the secret key.
 * - suite: the suite.
 * - alpha: the input, public.
 * - alpha_len: number of bytes of alpha.
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
 * Computes what fernet_vrf_prove_ad computes, with the self-check of fernet_vrf_prove_verified.
 *
 * - proof (out): the proof.
 * - beta (out): the output.
 * - secret_key: the secret key.
 * - suite: the suite.
 * - alpha: the input, public.
 * - alpha_len: number of bytes of alpha.
 * - ad: the additional data.
 * - ad_len: number of bytes of ad; may be 0.
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
 * Verifies a proof without additional data and computes its output: ECVRF_verify of RFC 9381 with validate_key = TRUE
 * (SPEC #vrf).
 *
 * - beta (out): the output.
 * - key: the public key of the prover.
 * - suite: the suite.
 * - alpha: the input.
 * - alpha_len: number of bytes of alpha.
 * - proof: the proof.
 *
 * Errors: the first that applies, in this order: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID.
 */
FERNET_API
fernet_status fernet_vrf_verify(fernet_beta *beta,
                                const fernet_key *key,
                                fernet_suite suite,
                                const uint8_t *alpha,
                                size_t alpha_len,
                                const fernet_proof *proof);

/**
 * Verifies a proof with additional data and computes its output (SPEC #vrf-ad).
 *
 * - beta (out): the output.
 * - key: the public key of the prover.
 * - suite: the suite.
 * - alpha: the input.
 * - alpha_len: number of bytes of alpha.
 * - ad: the additional data.
 * - ad_len: number of bytes of ad; may be 0.
 * - proof: the proof.
 *
 * Errors: the first that applies, in this order: VALUE for suite, KEY_..., PROOF_..., VERIFY_NO_POINT, VERIFY_INVALID.
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
 * Derives the secret key of a role from a master secret (SPEC #key-derivation). The three prover roles have one key; a
 * sequencer has another.
 *
 * - secret_key (out): the secret key. Wipe it with fernet_secret_key_wipe.
 * - master: the master secret. The caller wipes it.
 * - role: the role of the key.
 *
 * Errors: VALUE for role.
 */
FERNET_API
fernet_status fernet_secret_key_derive(fernet_secret_key *secret_key,
                                       const fernet_secret *master,
                                       fernet_role role);

/**
 * Makes a secret key from the 32-byte SK of RFC 9381, for interoperability. The same SK must never be used as an
 * Ed25519 key: an Ed25519 signature could share its nonce with a proof and so reveal the key. Keys of
 * fernet_secret_key_derive have no such restriction.
 *
 * - secret_key (out): the secret key. Wipe it with fernet_secret_key_wipe.
 * - seed: SK of RFC 9381, 32 bytes. The caller wipes it.
 */
FERNET_API fernet_status fernet_secret_key_from_seed(fernet_secret_key *secret_key, const fernet_secret *seed);

/**
 * Computes the public key of a secret key, encoded as it is registered.
 *
 * - key (out): the public key.
 * - secret_key: the secret key.
 */
FERNET_API fernet_status fernet_secret_key_public(fernet_key *key, const fernet_secret_key *secret_key);

/**
 * Overwrites a secret key with zeros, in a way that the compiler does not optimise away. Afterwards the object is not
 * a key.
 *
 * - secret_key (out): the object to wipe; it need not hold a key.
 */
FERNET_API_WIPE fernet_status fernet_secret_key_wipe(fernet_secret_key *secret_key);

/**
 * Decodes and validates a public key: string_to_point and ECVRF_validate_key of RFC 9381 (SPEC #vrf).
 *
 * - key (out): the public key.
 * - bytes: the encoded key.
 * - bytes_len: number of bytes; 32 for a valid key.
 *
 * Errors: the first that applies, in this order: KEY_LENGTH, KEY_NON_CANONICAL, KEY_MINUS_ZERO, KEY_NOT_ON_CURVE,
 * KEY_SMALL_ORDER.
 */
FERNET_API fernet_status fernet_key_parse(fernet_key *key, const uint8_t *bytes, size_t bytes_len);

/**
 * Computes the tickets of a prover at several nodes of a block (SPEC #ticket). It evaluates the VRF once for each node
 * in FERNET_VRF_MODE_PER_NODE, once in FERNET_VRF_MODE_PER_BLOCK, and not at all in FERNET_VRF_MODE_PUBLIC. The suite
 * is FERNET_SUITE_ELL2.
 *
 * - tickets (out): the tickets: tickets[i] is that of nodes[i].
 * - tickets_len: number of tickets; equal to nodes_len.
 * - secret_key: the secret key of the prover.
 * - seed: the prover seed of the block.
 * - vrf_mode: the parameter of the same name.
 * - nodes: the numbers of the nodes, in any order.
 * - nodes_len: number of nodes.
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
 * Computes the proofs of several claims of a prover in a block, each as fernet_vrf_prove_ad does over
 * fernet_prover_seed_alpha with the claim id as additional data. In FERNET_VRF_MODE_PER_BLOCK the proofs share one
 * evaluation, which halves the cost. The suite is FERNET_SUITE_ELL2.
 *
 * - proofs (out): the proofs: proofs[i] is that of nodes[i] and claim_ids[i].
 * - proofs_len: number of proofs; equal to nodes_len and claim_ids_len.
 * - secret_key: the secret key of the prover.
 * - seed: the prover seed of the block.
 * - vrf_mode: the parameter of the same name.
 * - nodes: the numbers of the claimed nodes.
 * - nodes_len: number of nodes.
 * - claim_ids: the ids of the claims.
 * - claim_ids_len: number of ids.
 *
 * Errors: LENGTH unless the three lengths are equal, PARAMS_VRF_MODE.
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
 * Computes what fernet_prover_prove computes, with the self-check of fernet_vrf_prove_verified for each proof. After a
 * failure no proof is returned.
 *
 * - proofs (out): the proofs: proofs[i] is that of nodes[i] and claim_ids[i].
 * - proofs_len: number of proofs; equal to nodes_len and claim_ids_len.
 * - secret_key: the secret key of the prover.
 * - seed: the prover seed of the block.
 * - vrf_mode: the parameter of the same name.
 * - nodes: the numbers of the claimed nodes.
 * - nodes_len: number of nodes.
 * - claim_ids: the ids of the claims.
 * - claim_ids_len: number of ids.
 *
 * Errors: LENGTH unless the three lengths are equal, PARAMS_VRF_MODE, PROVE_FAULT.
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
