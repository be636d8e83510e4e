// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {ChainError, PhaseError, RandaoError} from "./FernetErrors.sol";
import {Fernet, PPM} from "./Fernet.sol";
import {FernetPin} from "./FernetPin.sol";
import {FernetRegistry} from "./FernetRegistry.sol";
import {FernetSettlement} from "./FernetSettlement.sol";

/// @title The chain of blocks: where a block opens, and how it ends without a message (SPEC #chain)
/// @notice Time needs no keeper: every call that depends on it first applies all limits up to the present L1 block. What a call
/// has to apply is bounded by the number of blocks that are open, however long nobody called.
/// @dev Block numbers and L1 blocks have 48 bits in storage. Both grow by at most one for each L1 block.
abstract contract FernetChain is FernetRegistry, FernetPin {
    /// @notice The last phases have their names in SPEC #phases. The phases of proposals and reveals have no status.
    enum Status {
        /// The block was not revealed.
        None,
        /// Revealed, without a tree.
        Proving,
        /// With a tree, while its parent is not final.
        Proven,
        /// With a tree, and its parent is final. From the deadline on it can be settled.
        Final,
        /// Settled: pays can be claimed.
        Settled,
        /// The pays that nobody claimed were burned.
        Closed,
        Reverted,
        Voided
    }

    /// @notice The block that opened last, and the oldest of the revealed blocks that have not ended.
    struct Head {
        uint48 number;
        /// L1 block in which the proposal phase opens.
        uint48 openedAt;
        /// Number of the block on which it builds, the canonical tip.
        uint48 parent;
        /// Number of the oldest revealed block before its deadline, and the deadline. 0 and `NEVER` if there is none.
        uint48 oldest;
        uint48 oldestDeadline;
    }

    /// @notice The proposal that leads in the block `number`.
    struct Leader {
        uint128 ticket;
        uint32 feeSplit;
        /// Place of the key in `sequencerKeys`.
        uint32 sequencer;
        uint64 number;
    }

    /// @notice A bond, and who sent it.
    struct Bond {
        address payer;
        uint96 amount;
    }

    /// @notice A block that was revealed.
    struct Block {
        bytes32 proposalId;
        bytes32 proverSeed;
        bytes32 txRoot;
        uint48 openedAt;
        uint40 bases;
        /// The fees of the transactions, without the block reward.
        uint96 fees;
        Status status;
        uint32 sequencer;
        uint32 feeSplit;
        address payout;
        uint48 parent;
        /// Number of the revealed block that builds on it, or 0.
        uint48 child;
        /// Only with a `feeSplit` above 1.
        Bond bond;
        /// Only with attesters.
        bytes32 dataRoot;
        /// The commitment of the best tree's root, and its sums.
        bytes32 commitment;
        uint200 total;
        uint56 keptBase;
        uint56 keptMerge;
        uint40 filled;
        /// Base fee and rate of the L1 block that accepted the best tree. From the settlement on: the L1 block at which the claims end, and
        /// the part of the reserve that nobody has claimed.
        uint64 baseFeeOrClaimsEnd;
        uint96 rateOrUnclaimed;
        address rebatePayee;
    }

    Head internal _head;
    /// @dev The election of the last block that has a proposal: every block uses the same three slots, which costs less than new
    /// ones. The bond is only valid with a `feeSplit` above 1.
    Leader internal _leader;
    bytes32 internal _leaderId;
    Bond internal _leaderBond;
    mapping(uint256 number => Block) internal _blocks;

    /// @dev A revert ends all blocks that are open, in one transaction.
    uint256 private constant MOST_OPEN = 64;
    /// @dev Later than every L1 block.
    uint48 private constant NEVER = type(uint48).max;

    /// @notice The proposal phase of a block opened, in an L1 block that may have passed.
    event Opened(uint64 indexed number, uint64 l1Block, uint64 parent);
    /// @notice Blocks opened at a distance of `proposal_blocks` and were skipped without a proposal. The next block follows.
    event Idle(uint64 indexed first, uint64 l1Block, uint64 parent, uint64 count);
    /// @notice The leader did not reveal the block, which is skipped.
    event NotRevealed(uint64 indexed number);
    /// @notice Nobody submitted a valid tree before the deadline.
    event Reverted(uint64 indexed number);
    /// @notice An ancestor of the block reverted. Nobody is slashed.
    event Voided(uint64 indexed number);
    /// @notice The leader of a block lost `slashed` of its stake and `forfeit` of its bond, which were burned.
    event Slashed(uint64 indexed number, bytes32 indexed key, uint256 slashed, uint256 forfeit, uint256 bondReturned);

    /// @notice An L1 block or a number in the constructor is too large, or the number is 0.
    error OutOfRange();
    /// @notice More than `MOST_OPEN` blocks could be open at a time.
    error TooManyOpenBlocks();
    /// @notice `randao_lag` is so long that the mix of a block could no longer be proven when the block has opened.
    error RandaoLagTooLong();

    constructor(uint64 number, uint64 l1Block, bytes32 parent) {
        if (l1Block < uint256(RANDAO_LAG) + 2) revert RandaoError.OpensTooEarly();
        if (uint256(RANDAO_LAG) + PROPOSAL_BLOCKS + 2 > HISTORY) revert RandaoLagTooLong();
        uint256 distance = uint256(PROPOSAL_BLOCKS) + REVEAL_BLOCKS;
        if (PROVING_BLOCKS > (MOST_OPEN - 1) * distance) revert TooManyOpenBlocks();
        if (number == 0 || number >= NEVER / 2 || l1Block >= NEVER / 2 || l1Block < block.number) revert OutOfRange();
        _head = Head(uint48(number), uint48(l1Block), uint48(number - 1), 0, NEVER);
        _blocks[number - 1].proposalId = parent;
        _blocks[number - 1].status = Status.Closed;
        emit Opened(number, l1Block, number - 1);
    }

    /// @notice Applies what time alone has brought about. `propose`, `reveal`, `submitRoot`, `reportEquivocation` and `returnStake`
    /// do it first.
    function advance() external locked {
        _advance();
    }

    /// @notice Returns the stake of a key of the caller to its balance, once every block that could use the key has ended (SPEC #stake).
    function returnStake(bytes32 key) external locked {
        Head memory current = _advance();
        uint256 oldest = current.oldest == 0 ? current.openedAt : current.oldestDeadline - _blockLength();
        _returnStake(key, _snapshot(oldest));
    }

    /// @notice The block that opened last, as of the last call that applied the time.
    function head() external view returns (Head memory) {
        return _head;
    }

    /// @notice The proposal that leads, or that led the last block with a proposal.
    function leader() external view returns (Leader memory election, bytes32 id, Bond memory bond) {
        election = _leader;
        id = _leaderId;
        if (election.feeSplit > PPM) bond = _leaderBond;
    }

    /// @notice A block that was revealed. It is empty for every other number.
    function blockOf(uint64 number) external view returns (Block memory) {
        return _blocks[number];
    }

    /// @dev Applies every limit up to the present L1 block, in the order of SPEC #chain: in one L1 block the limits of ancestors
    /// come first, and the next block opens last.
    function _advance() internal returns (Head memory current) {
        current = _head;
        bool changed;
        while (true) {
            // Where the phase ends in which the block that opened last is, or has to be revealed.
            uint256 limit = uint256(current.openedAt) + PROPOSAL_BLOCKS;
            bool proposed = _leader.number == current.number;
            if (proposed) limit += REVEAL_BLOCKS;
            if (current.oldestDeadline <= block.number && current.oldestDeadline <= limit) {
                _endOldest(current);
            } else if (limit <= block.number) {
                if (proposed) _endProposed(current, limit);
                else _skip(current);
            } else {
                break;
            }
            changed = true;
        }
        if (changed) {
            _head = current;
            emit Opened(current.number, current.openedAt, current.parent);
        }
    }

    /// @dev The deadline of the oldest revealed block: it leaves the queue, final, or reverts with all that builds on it.
    function _endOldest(Head memory current) private {
        uint256 number = current.oldest;
        Block storage ended = _blocks[number];
        if (ended.status != Status.Proving) {
            _release(ended.sequencer);
            _setOldest(current, ended.child);
            return;
        }
        ended.status = Status.Reverted;
        emit Reverted(uint64(number));
        _slash(uint64(number), ended.sequencer, ended.feeSplit, ended.bond, _largerSlash(), PROOF_SLASH);

        for (uint256 child = ended.child; child != 0; child = _blocks[child].child) {
            Block storage voided = _blocks[child];
            voided.status = Status.Voided;
            _release(voided.sequencer);
            if (voided.feeSplit > PPM) _credit(voided.bond.payer, voided.bond.amount);
            emit Voided(uint64(child));
        }
        if (_blocks[current.number].status == Status.None) {
            if (_leader.number == current.number && _leader.feeSplit > PPM) {
                _credit(_leaderBond.payer, _leaderBond.amount);
            }
            emit Voided(current.number);
        }
        ++current.number;
        current.openedAt = current.oldestDeadline;
        current.parent = ended.parent;
        _setOldest(current, 0);
    }

    /// @dev The limit `r` of a block with a proposal: it was revealed, or is skipped.
    function _endProposed(Head memory current, uint256 limit) private {
        if (_blocks[current.number].status == Status.None) {
            emit NotRevealed(current.number);
            _slash(current.number, _leader.sequencer, _leader.feeSplit, _leaderBond, 0, REVEAL_SLASH);
        } else {
            current.parent = current.number;
        }
        ++current.number;
        current.openedAt = uint48(limit);
    }

    /// @dev Passes over all blocks that end without a proposal up to the present L1 block and before the next deadline.
    function _skip(Head memory current) private {
        uint256 until = current.oldestDeadline - 1;
        if (block.number < until) until = block.number;
        // Whole phases of proposals.
        // slither-disable-next-line divide-before-multiply
        uint256 count = (until - current.openedAt) / PROPOSAL_BLOCKS;
        emit Idle(current.number, current.openedAt, current.parent, uint64(count));
        current.number += uint48(count);
        current.openedAt += uint48(count * PROPOSAL_BLOCKS);
    }

    /// @dev Puts a revealed block, or 0, at the front of the queue.
    function _setOldest(Head memory current, uint48 number) internal view {
        current.oldest = number;
        current.oldestDeadline = number == 0 ? NEVER : uint48(_blocks[number].openedAt + _blockLength());
    }

    /// @dev Frees what is reserved of a leader's stake for a block that has ended.
    function _release(uint32 index) internal {
        if (_largerSlash() != 0) sequencerOf[sequencerKeys[index]].stake += _largerSlash();
    }

    /// @dev Slashes a leader (SPEC #slash).
    /// @param reserved The part of the stake that is reserved for the block.
    function _slash(
        uint64 number,
        uint32 index,
        uint32 feeSplit,
        Bond storage bond,
        uint256 reserved,
        uint256 amount
    ) private {
        bytes32 key = sequencerKeys[index];
        (uint256 slashed, uint256 stake) = FernetSettlement.slash(sequencerOf[key].stake + reserved, amount);
        sequencerOf[key].stake = uint96(stake);
        uint256 forfeit = 0;
        uint256 returned = 0;
        if (feeSplit > PPM) {
            (forfeit, returned) = FernetSettlement.slash(bond.amount, Fernet.minimumBond(BOND_BASE, feeSplit));
            _credit(bond.payer, returned);
        }
        _burn(slashed + forfeit);
        emit Slashed(number, key, slashed, forfeit, returned);
    }

    /// @dev Reverts unless a block is the one that opened last. What is wrong depends on whether the block has ended.
    function _checkLast(Head memory current, uint64 number) internal view {
        if (number == current.number) {
            if (block.number < current.openedAt) revert ChainError.NotOpen();
        } else {
            if (_isInQueue(current, number)) revert PhaseError.Late();
            revert ChainError.NotOpen();
        }
    }

    /// @dev Whether a block was revealed and has not reached its deadline.
    function _isInQueue(Head memory current, uint64 number) internal view returns (bool) {
        Status status = _blocks[number].status;
        return (status == Status.Proving || status == Status.Proven || status == Status.Final)
            && number >= current.oldest && current.oldest != 0;
    }
}
