// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

/// @dev One in parts per million (SPEC #notation).
uint256 constant PPM = 1_000_000;

/// @dev Amounts are below this number of wei (SPEC #settlement).
uint256 constant AMOUNT_LIMIT = 1 << 96;

/// @dev The suite bytes of the VRFs of keys (SPEC #registration).
uint8 constant SUITE_P256 = 2;
uint8 constant SUITE_EDWARDS25519 = 4;

/// @notice What the order of candidates compares (SPEC #order).
struct Candidate {
    uint128 ticket;
    /// The bid in ppm: fee_split or fee_burn.
    uint32 fee;
    bytes32 key;
    /// The proposal id or claim id.
    bytes32 id;
}

/// @notice What a prover states about one proof, and signs with its VRF proof (SPEC #claim).
struct Claim {
    uint64 node;
    bytes32 statement;
    bytes32 proofDigest;
    bytes32 left;
    bytes32 right;
    uint32 feeBurn;
    address payout;
    address rebatePayee;
}

/// @title The rules of Fernet: seeds, VRF inputs, tickets, scores, the order of candidates, and identifiers
/// @notice Every function computes one rule of SPEC.md, bit for bit as the Rust crates do. `beta` is the VRF output of 64 bytes in two words; an output on
/// P-256 has 32 bytes, and its second word is zero (SPEC #vrf-p256).
library Fernet {
    bytes32 internal constant SEED_SEQUENCER = "fernet/1/seed/sequencer";
    bytes32 internal constant SEED_PROVER = "fernet/1/seed/prover";
    bytes32 internal constant ALPHA_SEQUENCER = "fernet/1/alpha/sequencer";
    bytes32 internal constant ALPHA_NODE = "fernet/1/alpha/node";
    bytes32 internal constant ALPHA_BLOCK = "fernet/1/alpha/block";
    bytes32 internal constant ALPHA_REGISTRATION = "fernet/1/alpha/registration";
    bytes32 internal constant ALPHA_ATTEST = "fernet/1/alpha/attest";
    bytes32 internal constant TICKET_SEQUENCER = "fernet/1/ticket/sequencer";
    bytes32 internal constant TICKET_NODE = "fernet/1/ticket/node";
    bytes32 internal constant TICKET_BLOCK = "fernet/1/ticket/block";
    bytes32 internal constant TICKET_PUBLIC = "fernet/1/ticket/public";
    bytes32 internal constant TICKET_ATTEST = "fernet/1/ticket/attest";
    bytes32 internal constant TXS = "fernet/1/txs";
    bytes32 internal constant TX_ORDER = "fernet/1/tx-order";
    bytes32 internal constant TX_ORDER_DATA = "fernet/1/tx-order-data";
    bytes32 internal constant DATA = "fernet/1/data";
    bytes32 internal constant COMMITMENT = "fernet/1/commitment";
    bytes32 internal constant PROPOSAL = "fernet/1/proposal";
    bytes32 internal constant CLAIM = "fernet/1/claim";
    bytes32 internal constant SEAT = "fernet/1/seat";
    bytes32 internal constant ATTESTATION = "fernet/1/attestation";
    bytes32 internal constant CERTIFICATE = "fernet/1/certificate";
    bytes32 internal constant REGISTRATION = "fernet/1/registration";

    // Registry

    /// @notice The VRF input of a registration (SPEC #registration).
    function registrationAlpha(uint64 chainId, address rollup, bytes32 key) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(ALPHA_REGISTRATION, chainId, rollup, key));
    }

    /// @notice The id of a request to register a key, the additional data of its proof (SPEC #registration).
    /// @param suite The suite byte of the VRF of `key`.
    /// @param role The number of the role: 0 sequencer, 1 base prover, 2 merge prover, 3 prover.
    function registrationId(uint64 chainId, address rollup, uint8 suite, bytes32 key, uint8 role, address owner)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encodePacked(REGISTRATION, chainId, rollup, suite, key, role, owner));
    }

    // Seeds

    /// @notice The seed of the sequencers' lottery for a block (SPEC #seed-sequencer).
    /// @param mix The pinned mix of the block.
    function sequencerSeed(uint64 chainId, address rollup, uint64 blockNumber, bytes32 mix)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encodePacked(SEED_SEQUENCER, chainId, rollup, blockNumber, mix));
    }

    /// @notice The seed of the provers' lottery for a block (SPEC #seed-prover).
    /// @param mix The pinned mix of the block.
    /// @param beta The VRF output of the leader, first word.
    /// @param betaTail The VRF output of the leader, second word.
    function proverSeed(
        uint64 chainId,
        address rollup,
        uint64 blockNumber,
        bytes32 mix,
        bytes32 beta,
        bytes32 betaTail
    ) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(SEED_PROVER, chainId, rollup, blockNumber, mix, beta, betaTail));
    }

    // VRF inputs

    /// @notice The VRF input of sequencers (SPEC #alpha).
    function sequencerAlpha(bytes32 seed) internal pure returns (bytes32) {
        return _hash(ALPHA_SEQUENCER, seed);
    }

    /// @notice The VRF input of provers for a node, in the VRF mode `per-node` (SPEC #alpha).
    function nodeAlpha(bytes32 seed, uint64 node) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(ALPHA_NODE, seed, node));
    }

    /// @notice The VRF input of provers for a block, in the VRF modes `per-block` and `public` (SPEC #alpha).
    function blockAlpha(bytes32 seed) internal pure returns (bytes32) {
        return _hash(ALPHA_BLOCK, seed);
    }

    /// @notice The VRF input of attesters (SPEC #attesters).
    function attestAlpha(bytes32 seed) internal pure returns (bytes32) {
        return _hash(ALPHA_ATTEST, seed);
    }

    // Tickets

    /// @notice The ticket of a sequencer (SPEC #ticket).
    function sequencerTicket(bytes32 beta, bytes32 betaTail) internal pure returns (uint128) {
        return _ticket(TICKET_SEQUENCER, beta, betaTail);
    }

    /// @notice The ticket of a prover for the node of its VRF input, in the VRF mode `per-node` (SPEC #ticket).
    function nodeTicket(bytes32 beta, bytes32 betaTail) internal pure returns (uint128) {
        return _ticket(TICKET_NODE, beta, betaTail);
    }

    /// @notice The ticket of a prover for a node, in the VRF mode `per-block` (SPEC #ticket).
    function blockTicket(bytes32 beta, bytes32 betaTail, uint64 node) internal pure returns (uint128 ticket) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, TICKET_BLOCK)
            mstore(add(m, 0x20), beta)
            mstore(add(m, 0x40), betaTail)
            mstore(add(m, 0x60), shl(192, node))
            ticket := shr(128, keccak256(m, 0x68))
        }
    }

    /// @notice The ticket of a key for a node, in the VRF mode `public` (SPEC #ticket).
    /// @param seed The prover seed.
    function publicTicket(bytes32 seed, uint64 node, bytes32 key) internal pure returns (uint128 ticket) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, TICKET_PUBLIC)
            mstore(add(m, 0x20), seed)
            mstore(add(m, 0x40), shl(192, node))
            mstore(add(m, 0x48), key)
            ticket := shr(128, keccak256(m, 0x68))
        }
    }

    /// @notice The ticket that decides whether a key is an attester (SPEC #attesters).
    function attestTicket(bytes32 beta, bytes32 betaTail) internal pure returns (uint128) {
        return _ticket(TICKET_ATTEST, beta, betaTail);
    }

    /// @notice Whether a key with this ticket is an attester (SPEC #attesters).
    /// @param attesters The parameter, above 0.
    /// @param provers N, the number of keys that may attest.
    function isAttester(uint128 ticket, uint16 attesters, uint64 provers) internal pure returns (bool) {
        return provers <= attesters || ticket < (uint256(attesters) << 128) / provers;
    }

    /// @notice The number of attestations of a certificate (SPEC #certificate).
    /// @param attesters The parameter, above 0.
    function attestationsNeeded(uint16 attesters, uint16 quorum, uint64 provers) internal pure returns (uint256) {
        uint256 expected = provers < attesters ? provers : attesters;
        return (quorum * expected + attesters - 1) / attesters;
    }

    // Scores and their order

    /// @notice The score of a ticket with a bid (SPEC #score).
    /// @param fee The bid in ppm.
    function score(uint128 ticket, uint32 fee) internal pure returns (uint256) {
        unchecked {
            return ticket * (PPM + fee);
        }
    }

    /// @notice Whether candidate `a` comes before candidate `b` (SPEC #order).
    function comesBefore(Candidate memory a, Candidate memory b) internal pure returns (bool) {
        (uint256 scoreA, uint256 scoreB) = (score(a.ticket, a.fee), score(b.ticket, b.fee));
        if (scoreA != scoreB) return scoreA > scoreB;
        if (a.ticket != b.ticket) return a.ticket > b.ticket;
        if (a.key != b.key) return a.key < b.key;
        return a.id < b.id;
    }

    /// @notice The smallest bid with which a ticket comes before a rival (SPEC #inverse-bid).
    /// @param key The key of the ticket, which is not that of the rival.
    /// @param largest The largest bid that is allowed, in ppm.
    /// @return found Whether there is such a bid up to `largest`.
    /// @return fee The bid in ppm, or 0.
    function inverseBid(uint128 ticket, bytes32 key, Candidate memory rival, uint32 largest)
        internal
        pure
        returns (bool found, uint32 fee)
    {
        unchecked {
            uint256 target = score(rival.ticket, rival.fee);
            bool winsTies = ticket > rival.ticket || (ticket == rival.ticket && key < rival.key);
            if (!winsTies) ++target;
            if (ticket == 0) return (target == 0, 0);
            uint256 factor = (target + ticket - 1) / ticket;
            if (factor <= PPM) return (true, 0);
            return factor - PPM <= largest ? (true, uint32(factor - PPM)) : (false, 0);
        }
    }

    // Contents of a block

    /// @notice The root of a list of transactions (SPEC #tx-root).
    /// @param hashes The hashes of the transactions, 32 bytes each.
    function txRoot(bytes calldata hashes) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(TXS, uint64(hashes.length / 32), hashes));
    }

    /// @notice The root of the proof data (SPEC #data-root).
    /// @param digests The digests of the blobs, 32 bytes each.
    function dataRoot(bytes calldata digests) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(DATA, uint64(digests.length / 32), digests));
    }

    /// @notice What binds a sequencer to the contents of its block, if the parameter `attesters` is 0 (SPEC #tx-order).
    /// @param fees The fees of the transactions in wei.
    function txOrderHash(bytes32 salt, uint128 fees, uint64 count, bytes32 root) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(TX_ORDER, salt, fees, count, root));
    }

    /// @notice What binds a sequencer to the contents of its block and their proof data, if the parameter `attesters` is not 0
    /// (SPEC #tx-order).
    /// @param fees The fees of the transactions in wei.
    function txOrderDataHash(bytes32 salt, uint128 fees, bytes32 data, uint64 count, bytes32 root)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encodePacked(TX_ORDER_DATA, salt, fees, data, count, root));
    }

    // Identifiers

    /// @notice The commitment of a block (SPEC #commitment).
    function commitment(
        uint64 chainId,
        address rollup,
        uint64 blockNumber,
        bytes32 parent,
        uint32 feeSplit,
        bytes32 txOrder
    ) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(COMMITMENT, chainId, rollup, blockNumber, parent, feeSplit, txOrder));
    }

    /// @notice The id of a proposal, the additional data of its proof (SPEC #proposal).
    /// @param bond The bond in wei.
    function proposalId(bytes32 blockCommitment, address payout, uint128 bond) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(PROPOSAL, blockCommitment, payout, bond));
    }

    /// @notice The id of a claim, the additional data of its proof (SPEC #claim).
    /// @param seed The prover seed.
    /// @param proposal The id of the leader's proposal.
    function claimId(bytes32 seed, bytes32 proposal, Claim memory claim) internal pure returns (bytes32) {
        return keccak256(
            abi.encodePacked(
                abi.encodePacked(CLAIM, seed, proposal, claim.node, claim.statement, claim.proofDigest),
                abi.encodePacked(claim.left, claim.right, claim.feeBurn, claim.payout, claim.rebatePayee)
            )
        );
    }

    /// @notice The id of a seat (SPEC #seat).
    function seatId(bytes32 key, bytes32 claim, uint256 scoreOfSeat) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(SEAT, key, claim, scoreOfSeat));
    }

    /// @notice The id of an attestation, the additional data of its proof (SPEC #attestation).
    function attestationId(bytes32 seed, bytes32 proposal, bytes32 data) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(ATTESTATION, seed, proposal, data));
    }

    /// @notice The id of a certificate (SPEC #certificate).
    /// @param keys The keys of the attestations, 32 bytes each, ascending.
    function certificateId(bytes32 seed, bytes32 proposal, bytes32 data, bytes calldata keys)
        internal
        pure
        returns (bytes32)
    {
        return keccak256(abi.encodePacked(CERTIFICATE, seed, proposal, data, uint16(keys.length / 32), keys));
    }

    // Bonds

    /// @notice The smallest bond of a proposal (SPEC #minimum-bond).
    /// @param bondBase The parameter, in wei.
    function minimumBond(uint96 bondBase, uint32 feeSplit) internal pure returns (uint256) {
        unchecked {
            return feeSplit <= PPM ? 0 : (bondBase * (feeSplit - PPM) + PPM - 1) / PPM;
        }
    }

    /// @dev keccak256 of two words.
    function _hash(bytes32 a, bytes32 b) private pure returns (bytes32 digest) {
        assembly ("memory-safe") {
            mstore(0, a)
            mstore(0x20, b)
            digest := keccak256(0, 0x40)
        }
    }

    /// @dev first16 of the hash of an output.
    function _ticket(bytes32 tag, bytes32 beta, bytes32 betaTail) private pure returns (uint128 ticket) {
        assembly ("memory-safe") {
            let m := mload(0x40)
            mstore(m, tag)
            mstore(add(m, 0x20), beta)
            mstore(add(m, 0x40), betaTail)
            ticket := shr(128, keccak256(m, 0x60))
        }
    }
}
