// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {Fernet} from "../src/Fernet.sol";
import {FernetTree} from "../src/FernetTree.sol";

// Rules whose gas is measured. `Nothing...` with the same arguments costs what the call costs without the rule.

contract SequencerGas {
    function rule(bytes32 beta, bytes32 tail, uint32 fee) external pure returns (uint256) {
        return Fernet.score(Fernet.sequencerTicket(beta, tail), fee);
    }
}

contract NothingSequencerGas {
    function rule(bytes32 beta, bytes32 tail, uint32 fee) external pure returns (uint256) {
        return uint256(beta) ^ uint256(tail) ^ fee;
    }
}

contract PublicProverGas {
    function rule(bytes32 seed, uint64 node, bytes32 key, uint32 fee) external pure returns (uint256) {
        return Fernet.score(Fernet.publicTicket(seed, node, key), fee);
    }
}

contract NothingPublicProverGas {
    function rule(bytes32 seed, uint64 node, bytes32 key, uint32 fee) external pure returns (uint256) {
        return uint256(seed) ^ node ^ uint256(key) ^ fee;
    }
}

contract ProposalIdGas {
    function rule(
        uint64 chainId,
        address rollup,
        uint64 blockNumber,
        bytes32 parent,
        uint32 feeSplit,
        bytes32 txOrder,
        address payout,
        uint128 bond
    ) external pure returns (bytes32) {
        bytes32 commitment = Fernet.commitment(chainId, rollup, blockNumber, parent, feeSplit, txOrder);
        return Fernet.proposalId(commitment, payout, bond);
    }
}

contract NothingProposalIdGas {
    function rule(
        uint64 chainId,
        address rollup,
        uint64 blockNumber,
        bytes32 parent,
        uint32 feeSplit,
        bytes32 txOrder,
        address payout,
        uint128 bond
    ) external pure returns (uint256) {
        return uint256(parent ^ txOrder) ^ chainId ^ blockNumber ^ feeSplit ^ bond ^ uint160(rollup) ^ uint160(payout);
    }
}

contract OpeningGas {
    function rule(bytes calldata bytesOfOpening, uint64 bases, bytes32 seed, bytes32 proposal, bytes32 root)
        external
        pure
    {
        FernetTree.verifyOpening(bytesOfOpening, bases, seed, proposal, root);
    }
}
