// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {SUITE_P256} from "./Fernet.sol";
import {ParamsError} from "./FernetErrors.sol";
import {FernetParams, Params} from "./FernetParams.sol";

/// @title The parameters of one rollup, in the code of its contract
abstract contract FernetParameters {
    uint64 internal immutable CHAIN_ID;
    uint8 internal immutable PROOFS_PER_NODE;
    uint8 internal immutable ROOT_SEATS;
    uint32 internal immutable FEE_SPLIT_CAP;
    uint8 internal immutable TX_PER_BASE;
    uint8 internal immutable VRF_MODE;
    uint32 internal immutable RANDAO_LAG;
    uint32 internal immutable ACTIVATION_DELAY;
    uint32 internal immutable PROPOSAL_BLOCKS;
    uint32 internal immutable REVEAL_BLOCKS;
    uint32 internal immutable PROVING_BLOCKS;
    uint96 internal immutable BOND_BASE;
    uint96 internal immutable REVEAL_SLASH;
    uint96 internal immutable PROOF_SLASH;
    uint96 internal immutable BLOCK_REWARD;
    uint96 internal immutable REBATE_CAP;
    uint32 internal immutable REBATE_GAS;
    uint32 internal immutable CLAIM_BLOCKS;
    bool internal immutable HAS_BASE_SHARE;
    uint32 internal immutable BASE_SHARE;
    uint16 internal immutable ATTESTERS;
    uint16 internal immutable QUORUM;
    uint32 internal immutable ATTEST_BLOCKS;

    /// @notice `chainId` is not the id of this chain.
    error OtherChain();
    /// @notice `rollupAddress` is not the address of this contract.
    error OtherRollup();

    constructor(Params memory params) {
        FernetParams.check(params);
        // Keys on edwards25519 cannot be verified here.
        if (params.sequencerSuite != SUITE_P256) revert ParamsError.SequencerSuite();
        if (params.chainId != block.chainid) revert OtherChain();
        if (params.rollupAddress != address(this)) revert OtherRollup();
        CHAIN_ID = params.chainId;
        PROOFS_PER_NODE = params.proofsPerNode;
        ROOT_SEATS = params.rootSeats;
        FEE_SPLIT_CAP = params.feeSplitCap;
        TX_PER_BASE = params.txPerBase;
        VRF_MODE = params.vrfMode;
        RANDAO_LAG = params.randaoLag;
        ACTIVATION_DELAY = params.activationDelay;
        PROPOSAL_BLOCKS = params.proposalBlocks;
        REVEAL_BLOCKS = params.revealBlocks;
        PROVING_BLOCKS = params.provingBlocks;
        BOND_BASE = uint96(params.bondBase);
        REVEAL_SLASH = uint96(params.revealSlashAmount);
        PROOF_SLASH = uint96(params.proofSlashAmount);
        BLOCK_REWARD = uint96(params.blockReward);
        REBATE_CAP = uint96(params.rebateCap);
        REBATE_GAS = params.rebateGas;
        CLAIM_BLOCKS = params.claimBlocks;
        HAS_BASE_SHARE = params.hasBaseShare;
        BASE_SHARE = params.baseShare;
        ATTESTERS = params.attesters;
        QUORUM = params.quorum;
        ATTEST_BLOCKS = params.attestBlocks;
    }

    /// @notice The parameters of the rollup (SPEC #parameters).
    function parameters() external view returns (Params memory) {
        return _params();
    }

    function _params() internal view returns (Params memory) {
        return Params({
            chainId: CHAIN_ID,
            rollupAddress: address(this),
            proofsPerNode: PROOFS_PER_NODE,
            rootSeats: ROOT_SEATS,
            feeSplitCap: FEE_SPLIT_CAP,
            txPerBase: TX_PER_BASE,
            vrfMode: VRF_MODE,
            randaoLag: RANDAO_LAG,
            activationDelay: ACTIVATION_DELAY,
            proposalBlocks: PROPOSAL_BLOCKS,
            revealBlocks: REVEAL_BLOCKS,
            provingBlocks: PROVING_BLOCKS,
            bondBase: BOND_BASE,
            revealSlashAmount: REVEAL_SLASH,
            proofSlashAmount: PROOF_SLASH,
            blockReward: BLOCK_REWARD,
            rebateCap: REBATE_CAP,
            rebateGas: REBATE_GAS,
            claimBlocks: CLAIM_BLOCKS,
            hasBaseShare: HAS_BASE_SHARE,
            baseShare: BASE_SHARE,
            attesters: ATTESTERS,
            quorum: QUORUM,
            attestBlocks: ATTEST_BLOCKS,
            sequencerSuite: SUITE_P256
        });
    }

    /// @dev What a leader has to have in stake: the larger of the two amounts that it could lose.
    function _largerSlash() internal view returns (uint96) {
        return REVEAL_SLASH > PROOF_SLASH ? REVEAL_SLASH : PROOF_SLASH;
    }

    /// @dev L1 blocks from the opening of a block to its deadline.
    function _blockLength() internal view returns (uint256) {
        return uint256(PROPOSAL_BLOCKS) + REVEAL_BLOCKS + PROVING_BLOCKS;
    }

    /// @dev The L1 block whose mix a block uses that opens at `openedAt` (SPEC #randao-lag).
    function _mixBlock(uint256 openedAt) internal view returns (uint256) {
        return openedAt - RANDAO_LAG;
    }

    /// @dev The L1 block after which the registry is the one that a block uses (SPEC #snapshot).
    function _snapshot(uint256 openedAt) internal view returns (uint256) {
        return openedAt - RANDAO_LAG - 2;
    }
}
