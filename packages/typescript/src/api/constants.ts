// Generated from fernet-ffi/include/fernet.h by generate/main.mjs: do not edit.

/** Version of this package, which is that of the module. */
export const VERSION = "0.1.0";

/** Version of the C ABI of the module. */
export const ABI_VERSION = 1;

/** Number of proposals that a `Block` keeps: the best ones, one for each key. */
export const BLOCK_PROPOSALS = 4;

/** One million: the number of parts in the unit of bids and shares, ppm. */
export const PPM = 1000000;

/**
 * Number of blocks that a `Chain` can keep open. It is enough if 1 + ceil(provingBlocks / (proposalBlocks + revealBlocks))
 * is not larger; the defaults need 8.
 */
export const CHAIN_CAPACITY = 32;

/** Number of bytes of a message with the parameters of a rollup. */
export const MESSAGE_PARAMETERS_LEN = 160;

/** Number of bytes of a message with an attestation. */
export const MESSAGE_ATTESTATION_LEN = 186;

/** Number of bytes of a certificate before its attestations. */
export const MESSAGE_CERTIFICATE_LEN = 76;

/** Number of bytes of a message with two attestations as evidence. */
export const MESSAGE_ATTESTATION_EVIDENCE_LEN = 370;

/** Number of bytes of a message with a claim, whose proof has 80 bytes. */
export const MESSAGE_CLAIM_LEN = 334;

/** Number of bytes of a message with a claim whose proof is in batch form. */
export const MESSAGE_BATCH_CLAIM_LEN = 382;

/** Number of bytes of a claim in a tree of claims. */
export const SIGNED_CLAIM_LEN = 292;

/** Number of bytes of a message with two proposals as evidence. */
export const MESSAGE_PROPOSAL_EVIDENCE_LEN = 450;

/** Number of bytes of a message with two proposals on P-256 as evidence. */
export const MESSAGE_PROPOSAL_EVIDENCE_P256_LEN = 452;

/** Number of bytes of a message with two claims as evidence. */
export const MESSAGE_CLAIM_EVIDENCE_LEN = 666;

/** Number of bytes of a message with the opening of a block. */
export const MESSAGE_BLOCK_OPENING_LEN = 90;

/** Number of bytes of a message with an L1 event before the message that L1 received. */
export const MESSAGE_L1_EVENT_LEN = 30;

/** Number of bytes of a message with a proposal. */
export const MESSAGE_PROPOSAL_LEN = 226;

/** Number of bytes of a message with a proposal whose proof is on P-256. */
export const MESSAGE_PROPOSAL_P256_LEN = 227;

/** Number of bytes of a message with a reveal before the hashes of the transactions, which have 32 bytes each. */
export const MESSAGE_REVEAL_LEN = 66;

/** Number of bytes of a message with a reveal that has the root of the transactions. */
export const MESSAGE_REVEAL_ROOT_LEN = 98;

/** Number of bytes of a message with a reveal that has the roots of the transactions and of the proof data. */
export const MESSAGE_REVEAL_DATA_LEN = 130;

/** Number of bytes of a message with a request to register a key. */
export const MESSAGE_REGISTRATION_REQUEST_LEN = 136;

/** Number of bytes of a message with a record of the registry. */
export const MESSAGE_REGISTRATION_RECORD_LEN = 153;

/** Number of bytes of a message with a request to register a key on P-256. */
export const MESSAGE_REGISTRATION_REQUEST_P256_LEN = 137;

/** Number of bytes of a message with a record of the registry whose key is on P-256. */
export const MESSAGE_REGISTRATION_RECORD_P256_LEN = 154;

/** Number of bytes of a message with the exit of a key. */
export const MESSAGE_EXIT_LEN = 54;

/** Number of bytes of a tree or of tree data before its bundles or nodes. */
export const MESSAGE_TREE_LEN = 50;

/** Number of bytes of each node of tree data. */
export const NODE_DATA_LEN = 152;

/** Number of bytes of a message with the opening of a seat before the opening. */
export const MESSAGE_SEAT_OPENING_LEN = 43;

/** Number of bytes of the opening of a seat without levels. */
export const SEAT_OPENING_LEN = 429;

/** Number of bytes of each level of the opening of a seat. */
export const SEAT_OPENING_LEVEL_LEN = 120;

/** The most bytes that `Block.store` writes. */
export const BLOCK_STORED_LEN = 1882;

/** The most bytes that `Chain.store` writes. */
export const CHAIN_STORED_LEN = 2652;

/** The most bytes that `TreeVerifier.store` writes. */
export const TREE_VERIFIER_STORED_LEN = 3481;

/**
 * Number of bytes of a stored ring without entries: `randaoRingStore` writes this many bytes, and
 * `RANDAO_ENTRY_STORED_LEN` more for each entry.
 */
export const RANDAO_RING_STORED_LEN = 3;

/** Number of bytes of each entry of a stored ring. */
export const RANDAO_ENTRY_STORED_LEN = 40;
