// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {Candidate, Claim, Fernet} from "../src/Fernet.sol";
import {FernetParams, Params} from "../src/FernetParams.sol";
import {FernetSettlement, Funding, Receipt} from "../src/FernetSettlement.sol";
import {FernetTree, OpenedSeat, Sums} from "../src/FernetTree.sol";

/// @notice The functions of the libraries behind entries of a contract, for the tests of `evm/`.
contract RulesHarness {
    function registrationAlpha(uint64 chainId, address rollup, bytes32 key) external pure returns (bytes32) {
        return Fernet.registrationAlpha(chainId, rollup, key);
    }

    function registrationId(uint64 chainId, address rollup, uint8 suite, bytes32 key, uint8 role, address owner)
        external
        pure
        returns (bytes32)
    {
        return Fernet.registrationId(chainId, rollup, suite, key, role, owner);
    }

    function sequencerSeed(uint64 chainId, address rollup, uint64 blockNumber, bytes32 mix)
        external
        pure
        returns (bytes32)
    {
        return Fernet.sequencerSeed(chainId, rollup, blockNumber, mix);
    }

    function proverSeed(uint64 chainId, address rollup, uint64 blockNumber, bytes32 mix, bytes32 beta, bytes32 tail)
        external
        pure
        returns (bytes32)
    {
        return Fernet.proverSeed(chainId, rollup, blockNumber, mix, beta, tail);
    }

    function sequencerAlpha(bytes32 seed) external pure returns (bytes32) {
        return Fernet.sequencerAlpha(seed);
    }

    function nodeAlpha(bytes32 seed, uint64 node) external pure returns (bytes32) {
        return Fernet.nodeAlpha(seed, node);
    }

    function blockAlpha(bytes32 seed) external pure returns (bytes32) {
        return Fernet.blockAlpha(seed);
    }

    function attestAlpha(bytes32 seed) external pure returns (bytes32) {
        return Fernet.attestAlpha(seed);
    }

    function sequencerTicket(bytes32 beta, bytes32 tail) external pure returns (uint128) {
        return Fernet.sequencerTicket(beta, tail);
    }

    function nodeTicket(bytes32 beta, bytes32 tail) external pure returns (uint128) {
        return Fernet.nodeTicket(beta, tail);
    }

    function blockTicket(bytes32 beta, bytes32 tail, uint64 node) external pure returns (uint128) {
        return Fernet.blockTicket(beta, tail, node);
    }

    function publicTicket(bytes32 seed, uint64 node, bytes32 key) external pure returns (uint128) {
        return Fernet.publicTicket(seed, node, key);
    }

    function attestTicket(bytes32 beta, bytes32 tail) external pure returns (uint128) {
        return Fernet.attestTicket(beta, tail);
    }

    function isAttester(uint128 ticket, uint16 attesters, uint64 provers) external pure returns (bool) {
        return Fernet.isAttester(ticket, attesters, provers);
    }

    function attestationsNeeded(uint16 attesters, uint16 quorum, uint64 provers) external pure returns (uint256) {
        return Fernet.attestationsNeeded(attesters, quorum, provers);
    }

    function score(uint128 ticket, uint32 fee) external pure returns (uint256) {
        return Fernet.score(ticket, fee);
    }

    function candidateComesBefore(Candidate memory a, Candidate memory b) external pure returns (bool) {
        return Fernet.comesBefore(a, b);
    }

    function inverseBid(uint128 ticket, bytes32 key, Candidate memory rival, uint32 largest)
        external
        pure
        returns (bool found, uint32 fee)
    {
        return Fernet.inverseBid(ticket, key, rival, largest);
    }

    function txRoot(bytes calldata hashes) external pure returns (bytes32) {
        return Fernet.txRoot(hashes);
    }

    function dataRoot(bytes calldata digests) external pure returns (bytes32) {
        return Fernet.dataRoot(digests);
    }

    function txOrderHash(bytes32 salt, uint128 fees, uint64 count, bytes32 transactions) external pure returns (bytes32) {
        return Fernet.txOrderHash(salt, fees, count, transactions);
    }

    function txOrderDataHash(bytes32 salt, uint128 fees, bytes32 data, uint64 count, bytes32 transactions)
        external
        pure
        returns (bytes32)
    {
        return Fernet.txOrderDataHash(salt, fees, data, count, transactions);
    }

    function commitment(
        uint64 chainId,
        address rollup,
        uint64 blockNumber,
        bytes32 parentId,
        uint32 feeSplit,
        bytes32 txOrder
    ) external pure returns (bytes32) {
        return Fernet.commitment(chainId, rollup, blockNumber, parentId, feeSplit, txOrder);
    }

    function proposalId(bytes32 blockCommitment, address payout, uint128 bond) external pure returns (bytes32) {
        return Fernet.proposalId(blockCommitment, payout, bond);
    }

    function claimId(bytes32 seed, bytes32 proposal, Claim memory claim) external pure returns (bytes32) {
        return Fernet.claimId(seed, proposal, claim);
    }

    function seatId(bytes32 key, bytes32 claim, uint256 scoreOfSeat) external pure returns (bytes32) {
        return Fernet.seatId(key, claim, scoreOfSeat);
    }

    function attestationId(bytes32 seed, bytes32 proposal, bytes32 data) external pure returns (bytes32) {
        return Fernet.attestationId(seed, proposal, data);
    }

    function certificateId(bytes32 seed, bytes32 proposal, bytes32 data, bytes calldata keys)
        external
        pure
        returns (bytes32)
    {
        return Fernet.certificateId(seed, proposal, data, keys);
    }

    function minimumBond(uint96 bondBase, uint32 feeSplit) external pure returns (uint256) {
        return Fernet.minimumBond(bondBase, feeSplit);
    }

    function bases(uint64 transactions, uint8 txPerBase) external pure returns (uint64) {
        return FernetTree.bases(transactions, txPerBase);
    }

    function nodes(uint64 baseCount) external pure returns (uint64) {
        return FernetTree.nodes(baseCount);
    }

    function root(uint64 baseCount) external pure returns (uint64) {
        return FernetTree.root(baseCount);
    }

    function span(uint64 baseCount, uint64 node) external pure returns (uint64 start, uint64 end) {
        return FernetTree.span(baseCount, node);
    }

    function children(uint64 baseCount, uint64 node) external pure returns (uint64 left, uint64 right) {
        return FernetTree.children(baseCount, node);
    }

    function parent(uint64 baseCount, uint64 node) external pure returns (uint64) {
        return FernetTree.parent(baseCount, node);
    }

    function depth(uint64 baseCount, uint64 node) external pure returns (uint256) {
        return FernetTree.depth(baseCount, node);
    }

    function nextInPostOrder(uint64 baseCount, uint64 node) external pure returns (uint64) {
        return FernetTree.nextInPostOrder(baseCount, node);
    }

    function addSeat(Sums memory sums, uint64 node, uint256 seatScore, uint32 feeBurn)
        external
        pure
        returns (Sums memory)
    {
        return FernetTree.addSeat(sums, node, seatScore, feeBurn);
    }

    function add(Sums memory a, Sums memory b) external pure returns (Sums memory) {
        return FernetTree.add(a, b);
    }

    function seatsDigest(uint8 count, bytes32 id1, bytes32 id2, bytes32 id3) external pure returns (bytes32) {
        return FernetTree.seatsDigest(count, id1, id2, id3);
    }

    function bundleCommitment(uint64 node, bytes32 digest, bytes32 left, bytes32 right, Sums memory sums)
        external
        pure
        returns (bytes32)
    {
        return FernetTree.bundleCommitment(node, digest, left, right, sums);
    }

    function treeComesBefore(Sums memory a, bytes32 commitmentA, Sums memory b, bytes32 commitmentB)
        external
        pure
        returns (bool)
    {
        return FernetTree.comesBefore(a, commitmentA, b, commitmentB);
    }

    function treeDataHash(uint64 baseCount, bytes calldata data) external pure returns (bytes32) {
        return FernetTree.treeDataHash(baseCount, data);
    }

    function verifyOpening(
        bytes calldata opening,
        uint64 baseCount,
        bytes32 seed,
        bytes32 proposal,
        bytes32 rootCommitment
    ) external pure {
        FernetTree.verifyOpening(opening, baseCount, seed, proposal, rootCommitment);
    }

    function openingRoot(bytes calldata opening, uint64 baseCount, bytes32 seed, bytes32 proposal)
        external
        pure
        returns (bytes32)
    {
        return FernetTree.openingRoot(opening, baseCount, seed, proposal);
    }

    function openedSeat(bytes calldata opening) external pure returns (OpenedSeat memory) {
        return FernetTree.openedSeat(opening);
    }

    function check(Params memory params) external pure {
        FernetParams.check(params);
    }

    function fund(Params memory params, uint256 fees, uint32 feeSplit, uint256 bond)
        external
        pure
        returns (Funding memory)
    {
        return FernetSettlement.fund(params, fees, feeSplit, bond);
    }

    function pay(Params memory params, uint64 baseCount, uint256 pool, uint64 node, uint32 feeBurn)
        external
        pure
        returns (uint256)
    {
        return FernetSettlement.pay(params, baseCount, pool, node, feeBurn);
    }

    function reserve(Params memory params, uint64 baseCount, uint256 pool, uint64 keptBase, uint64 keptMerge)
        external
        pure
        returns (uint256)
    {
        return FernetSettlement.reserve(params, baseCount, pool, keptBase, keptMerge);
    }

    function settle(
        Params memory params,
        uint64 baseCount,
        Funding memory funding,
        uint64 keptBase,
        uint64 keptMerge,
        address payee,
        uint64 baseFee,
        uint256 rate
    ) external pure returns (Receipt memory) {
        return FernetSettlement.settle(params, baseCount, funding, keptBase, keptMerge, payee, baseFee, rate);
    }

    function slash(uint256 held, uint256 amount) external pure returns (uint256 lost, uint256 left) {
        return FernetSettlement.slash(held, amount);
    }

    function unclaimed(uint256 reserved, uint256 claimed) external pure returns (uint256) {
        return FernetSettlement.unclaimed(reserved, claimed);
    }
}
