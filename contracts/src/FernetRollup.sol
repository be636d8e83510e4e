// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {EcvrfP256} from "./EcvrfP256.sol";
import {AMOUNT_LIMIT, PPM} from "./Fernet.sol";
import {FernetChain} from "./FernetChain.sol";
import {FernetElection} from "./FernetElection.sol";
import {BlockError, OpeningError, PhaseError, SettleError} from "./FernetErrors.sol";
import {FernetParameters} from "./FernetParameters.sol";
import {Params} from "./FernetParams.sol";
import {FernetRegistry} from "./FernetRegistry.sol";
import {FernetRules} from "./FernetRules.sol";
import {FernetSettlement, Receipt} from "./FernetSettlement.sol";
import {FernetTree, OpenedSeat, Sums} from "./FernetTree.sol";
import {IDataLayer} from "./interfaces/IDataLayer.sol";
import {IFeeVault} from "./interfaces/IFeeVault.sol";
import {IRateOracle} from "./interfaces/IRateOracle.sol";
import {IRootVerifier} from "./interfaces/IRootVerifier.sol";

/// @title A rollup with sequencers elected by Fernet, from the registration of a key to the last pay
/// @notice Fees, stakes and bonds are in the native asset. There is no owner and no keeper: everybody may make every call, but exit and withdrawal
/// belong to the owner of the key and of the balance. The sum of all balances, stakes, bonds, reserves that are not claimed,
/// and `burned` is the balance of this contract, if nothing was forced on it.
contract FernetRollup is FernetElection {
    /// @notice What a rollup supplies.
    struct Services {
        EcvrfP256 vrf;
        IRootVerifier verifier;
        IFeeVault vault;
        /// Zero if fees are paid in the asset of gas: then the rate is 10^18.
        IRateOracle oracle;
        /// Zero if tree data has to be in the calldata, which a rollup with attesters does not allow.
        IDataLayer dataLayer;
    }

    /// @notice The contract that verifies the proofs of roots.
    IRootVerifier public immutable VERIFIER;
    /// @notice The contract that holds the fees.
    IFeeVault public immutable VAULT;
    /// @notice The contract that knows the price of gas, or zero.
    IRateOracle public immutable ORACLE;
    /// @notice The contract that knows which tree data was published, or zero.
    IDataLayer public immutable DATA_LAYER;

    /// @dev Gas for a call of the oracle. A submitter who supplies less cannot make the rate 0.
    uint256 private constant ORACLE_GAS = 100_000;
    uint256 private constant RATE_OF_SAME_ASSET = 1e18;
    /// @dev Pays that were claimed: bit `3 * node + position` of a block, 256 to a word.
    mapping(uint256 number => mapping(uint256 word => uint256 bits)) private _claimed;

    /// @notice A tree for the block is the best so far. `treeData` is as submitted: the data, or where the data layer has it.
    event TreeAccepted(
        uint64 indexed number,
        bytes32 commitment,
        bytes32 certificateId,
        bytes32 treeDataHash,
        uint256 baseFee,
        uint256 rate,
        bytes opening,
        bytes treeData
    );
    /// @notice The block and its parent have trees, and so have all before.
    event Finalized(uint64 indexed number);
    /// @notice A block was settled (SPEC #identity).
    event Settled(uint64 indexed number, Receipt receipt);
    /// @notice The pay of a seat was claimed.
    event Claimed(uint64 indexed number, uint64 indexed node, uint8 position, address indexed payout, uint256 pay);
    /// @notice The pays that nobody claimed were burned.
    event ClaimsClosed(uint64 indexed number, uint256 unclaimed);

    /// @notice A better tree was accepted, or the same.
    error NotBetter();
    /// @notice The sums are larger than those of any tree.
    error SumsTooLarge();
    /// @notice The verifier refused the proof of the root.
    error InvalidRootProof();
    /// @notice A rollup with attesters needs a data layer, on which certificates are published.
    error DataLayerMissing();
    /// @notice The address of the service has no code.
    error VrfWithoutCode();
    error VerifierWithoutCode();
    error VaultWithoutCode();
    error OracleWithoutCode();
    error DataLayerWithoutCode();
    /// @notice The transaction has too little gas to call the oracle.
    error TooLittleGas();
    /// @notice The pay of this seat was claimed.
    error AlreadyClaimed();
    /// @notice The fee vault did not send exactly the fees and the block reward.
    error VaultPaidOther();
    /// @notice Only the fee vault sends wei without a call, when a block is settled.
    error UnexpectedPayment();

    /// @param params The parameters. `rollup_address` is the address that this contract gets.
    /// @param number The number of the first block, at least 1.
    /// @param l1Block The L1 block in which the first block opens, not before the present one.
    /// @param parent The parent of the first block.
    /// @param stake The stake of a sequencer in wei.
    /// @param proverStake The stake of a prover in wei.
    constructor(
        Params memory params,
        uint64 number,
        uint64 l1Block,
        bytes32 parent,
        uint96 stake,
        uint96 proverStake,
        Services memory services
    ) FernetParameters(params) FernetRegistry(services.vrf, stake, proverStake) FernetChain(number, l1Block, parent) {
        // The calldata of a root has no room for a certificate, which everybody has to be able to read.
        if (ATTESTERS != 0 && address(services.dataLayer) == address(0)) revert DataLayerMissing();
        if (address(services.vrf).code.length == 0) revert VrfWithoutCode();
        if (address(services.verifier).code.length == 0) revert VerifierWithoutCode();
        if (address(services.vault).code.length == 0) revert VaultWithoutCode();
        if (_isWithoutCode(address(services.oracle))) revert OracleWithoutCode();
        if (_isWithoutCode(address(services.dataLayer))) revert DataLayerWithoutCode();
        VERIFIER = services.verifier;
        VAULT = services.vault;
        ORACLE = services.oracle;
        DATA_LAYER = services.dataLayer;
    }

    /// @notice Receives the fees of the block that is settled.
    receive() external payable {
        if (msg.sender != address(VAULT) || lock != PAYING) revert UnexpectedPayment();
    }

    /// @notice Submits the root of a tree, which competes until the deadline (SPEC #competition). A tree that is not better than
    /// the best so far is refused.
    /// @param opening The opening of the root's seat, 429 bytes (SPEC #opening).
    /// @param certificateId The certificate of the proof data, which the proof attests; zero without attesters.
    /// @param provers N, which the proof attests together with the commitment to the registry.
    /// @param treeData The tree data (SPEC #tree-data), or with a data layer, where it is.
    /// @param proof The proof of the root, for `VERIFIER`.
    function submitRoot(
        uint64 number,
        bytes calldata opening,
        bytes32 certificateId,
        uint64 provers,
        bytes calldata treeData,
        bytes calldata proof
    ) external locked {
        Block storage chosen = _checkProving(number);
        if ((certificateId == 0) != (ATTESTERS == 0)) {
            if (ATTESTERS == 0) revert NoAttesters();
            revert BlockError.NoCertificate();
        }
        // The only node without a level above it is the root.
        if (opening.length != FernetTree.OPENING_LENGTH) revert OpeningError.Length();
        (bytes32 commitment, OpenedSeat memory seat) =
            FernetRules.open(opening, chosen.bases, chosen.proverSeed, chosen.proposalId);
        _checkBetter(chosen, seat.sums, commitment);
        bytes32 dataHash = _treeDataHash(chosen.bases, certificateId, treeData);
        IRootVerifier.PublicInputs memory inputs = _publicInputs(chosen, seat, commitment);
        inputs.certificateId = certificateId;
        inputs.provers = provers;
        inputs.treeDataHash = dataHash;
        if (!VERIFIER.verify(inputs, proof)) revert InvalidRootProof();

        uint96 rate = _rate();
        _store(chosen, seat, commitment, rate);
        emit TreeAccepted(number, commitment, certificateId, dataHash, block.basefee, rate, opening, treeData);
        if (chosen.status == Status.Proving) _proven(number, chosen);
    }

    /// @notice Settles a block that is final, from its deadline on (SPEC #settlement). The cost does not depend on the number of
    /// its transactions.
    function settle(uint64 number) external locked {
        Block storage ended = _blocks[number];
        // A final block stays final, whatever happens to others.
        if (ended.status != Status.Final || block.number < _deadline(ended)) revert PhaseError.NotInThisPhase();
        uint256 bond = ended.feeSplit > PPM ? ended.bond.amount : 0;
        Receipt memory receipt = FernetRules.settle(
            _params(),
            ended.bases,
            ended.fees,
            ended.feeSplit,
            bond,
            ended.keptBase,
            ended.keptMerge,
            _hasRebate() ? ended.rebatePayee : address(0),
            ended.baseFeeOrClaimsEnd,
            ended.rateOrUnclaimed
        );
        ended.status = Status.Settled;
        ended.baseFeeOrClaimsEnd = uint64(block.number + CLAIM_BLOCKS);
        ended.rateOrUnclaimed = uint96(receipt.reserved);
        _credit(ended.payout, receipt.funding.sequencer);
        if (bond != 0) _credit(ended.bond.payer, receipt.funding.bondReturned);
        if (receipt.rebate != 0) _credit(ended.rebatePayee, receipt.rebate);
        _burn(receipt.burned);
        emit Settled(number, receipt);

        uint256 before = address(this).balance;
        lock = PAYING;
        // slither-disable-next-line reentrancy-no-eth
        VAULT.pay(number, receipt.funding.fees);
        lock = ENTERED;
        if (address(this).balance != before + receipt.funding.fees) revert VaultPaidOther();
    }

    /// @notice Credits the pay of a seat to the `payout` of its claim (SPEC #pay), before the L1 block
    /// `e + claim_blocks`, where e is that of the settlement.
    /// @param opening The opening of the seat (SPEC #opening).
    function claim(uint64 number, bytes calldata opening) external locked {
        Block storage settled = _blocks[number];
        if (settled.status != Status.Settled) revert PhaseError.NotInThisPhase();
        if (block.number >= settled.baseFeeOrClaimsEnd) revert PhaseError.Late();
        (bytes32 root, OpenedSeat memory seat) =
            FernetRules.open(opening, settled.bases, settled.proverSeed, settled.proposalId);
        if (root != settled.commitment) revert OpeningError.RootDiffers();
        uint256 bit = 3 * uint256(seat.claim.node) + seat.position;
        uint256 bits = _claimed[number][bit / 256];
        uint256 mask = 1 << (bit % 256);
        if (bits & mask != 0) revert AlreadyClaimed();
        _claimed[number][bit / 256] = bits | mask;

        uint256 pay = FernetRules.pay(
            _params(), settled.bases, settled.fees, settled.feeSplit, seat.claim.node, seat.claim.feeBurn
        );
        settled.rateOrUnclaimed = uint96(FernetSettlement.unclaimed(settled.rateOrUnclaimed, pay));
        _credit(seat.claim.payout, pay);
        emit Claimed(number, seat.claim.node, seat.position, seat.claim.payout, pay);
    }

    /// @notice Burns the pays that nobody claimed, from the L1 block `e + claim_blocks` on (SPEC #unclaimed).
    function closeClaims(uint64 number) external locked {
        Block storage settled = _blocks[number];
        if (settled.status != Status.Settled || block.number < settled.baseFeeOrClaimsEnd) {
            revert PhaseError.NotInThisPhase();
        }
        uint256 unclaimed = settled.rateOrUnclaimed;
        settled.rateOrUnclaimed = 0;
        settled.status = Status.Closed;
        _burn(unclaimed);
        emit ClaimsClosed(number, unclaimed);
    }

    /// @notice Whether the pay of a seat was claimed.
    function isClaimed(uint64 number, uint64 node, uint8 position) external view returns (bool) {
        uint256 bit = 3 * uint256(node) + position;
        return _claimed[number][bit / 256] >> (bit % 256) & 1 != 0;
    }

    /// @dev Whether a service that may be left out is there, but has no code.
    function _isWithoutCode(address service) private view returns (bool) {
        return service != address(0) && service.code.length == 0;
    }

    /// @dev Checks 2 to 5 of SPEC #course for a tree.
    function _checkProving(uint64 number) private returns (Block storage chosen) {
        Head memory current = _advance();
        chosen = _blocks[number];
        if (!_isInQueue(current, number)) {
            // The block that opened last is the only one that is open and not revealed.
            _checkLast(current, number);
            revert PhaseError.NotInThisPhase();
        }
    }

    /// @dev Reverts unless a tree is better than the best so far, and has sums that a tree of this shape can have.
    function _checkBetter(Block storage chosen, Sums memory sums, bytes32 commitment) private view {
        if (sums.total >> 200 != 0 || sums.filled >> 40 != 0) revert SumsTooLarge();
        (uint256 bases, uint256 merges) = FernetSettlement.seatsOfKinds(_params(), chosen.bases);
        if (sums.keptBase > bases * PPM || sums.keptMerge > merges * PPM) revert SettleError.KeptTooLarge();
        if (chosen.status == Status.Proving) return;
        Sums memory best = Sums(chosen.total, chosen.filled, chosen.keptBase, chosen.keptMerge);
        if (!FernetTree.comesBefore(sums, commitment, best, chosen.commitment)) revert NotBetter();
    }

    function _treeDataHash(uint64 bases, bytes32 certificateId, bytes calldata treeData) private view returns (bytes32) {
        if (address(DATA_LAYER) == address(0)) return FernetRules.treeDataHash(bases, treeData);
        return DATA_LAYER.treeDataHash(FernetTree.nodes(bases), certificateId, treeData);
    }

    /// @dev The public inputs, but for those that the submitter names.
    function _publicInputs(Block storage chosen, OpenedSeat memory seat, bytes32 commitment)
        private
        view
        returns (IRootVerifier.PublicInputs memory inputs)
    {
        if (ATTESTERS != 0) inputs.dataRoot = chosen.dataRoot;
        inputs.proposalId = chosen.proposalId;
        inputs.proverSeed = chosen.proverSeed;
        inputs.bases = chosen.bases;
        inputs.txRoot = chosen.txRoot;
        inputs.parent = _blocks[chosen.parent].proposalId;
        inputs.fees = chosen.fees;
        inputs.registry = registryCommitment(_snapshot(chosen.openedAt));
        inputs.statement = seat.claim.statement;
        inputs.left = seat.claim.left;
        inputs.right = seat.claim.right;
        inputs.key = seat.key;
        inputs.total = seat.sums.total;
        inputs.filled = seat.sums.filled;
        inputs.keptBase = seat.sums.keptBase;
        inputs.keptMerge = seat.sums.keptMerge;
        inputs.commitment = commitment;
    }

    function _store(Block storage chosen, OpenedSeat memory seat, bytes32 commitment, uint96 rate) private {
        chosen.commitment = commitment;
        chosen.total = uint200(seat.sums.total);
        chosen.keptBase = uint56(seat.sums.keptBase);
        chosen.keptMerge = uint56(seat.sums.keptMerge);
        chosen.filled = uint40(seat.sums.filled);
        chosen.baseFeeOrClaimsEnd = uint64(block.basefee);
        chosen.rateOrUnclaimed = rate;
        if (_hasRebate()) chosen.rebatePayee = seat.claim.rebatePayee;
    }

    /// @dev A block has its first tree. It becomes final with all that build on it and have trees, if its parent is final.
    function _proven(uint64 number, Block storage chosen) private {
        Status parent = _blocks[chosen.parent].status;
        if (parent == Status.Proving || parent == Status.Proven) {
            chosen.status = Status.Proven;
            return;
        }
        chosen.status = Status.Final;
        emit Finalized(number);
        uint64 child = chosen.child;
        while (child != 0 && _blocks[child].status == Status.Proven) {
            _blocks[child].status = Status.Final;
            emit Finalized(child);
            child = _blocks[child].child;
        }
    }

    function _hasRebate() private view returns (bool) {
        return REBATE_GAS != 0 && REBATE_CAP != 0;
    }

    /// @dev The rate in this L1 block (SPEC #rebate); 0 if the oracle does not give one.
    function _rate() private view returns (uint96) {
        if (!_hasRebate()) return 0;
        if (address(ORACLE) == address(0)) return uint96(RATE_OF_SAME_ASSET);
        // A call gets at most 63/64 of the gas that is left (EIP-150).
        if (gasleft() < ORACLE_GAS * 64 / 63 + 5_000) revert TooLittleGas();
        bytes memory data = abi.encodeCall(IRateOracle.rate, ());
        address oracle = address(ORACLE);
        uint256 rate;
        assembly ("memory-safe") {
            // One word of the answer is copied, however long it is.
            let answered := staticcall(ORACLE_GAS, oracle, add(data, 0x20), mload(data), 0, 0x20)
            if and(answered, eq(returndatasize(), 0x20)) { rate := mload(0) }
        }
        return rate < AMOUNT_LIMIT ? uint96(rate) : 0;
    }

    function _deadline(Block storage revealed) private view returns (uint256) {
        return revealed.openedAt + _blockLength();
    }
}
