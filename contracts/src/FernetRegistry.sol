// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {EcvrfP256} from "./EcvrfP256.sol";
import {FernetAccounts} from "./FernetAccounts.sol";
import {Ineligible} from "./FernetErrors.sol";
import {FernetMessages} from "./FernetMessages.sol";
import {FernetParameters} from "./FernetParameters.sol";
import {FernetRules} from "./FernetRules.sol";

/// @title The registry of keys, and their stakes
/// @notice A sequencer's key enters with a stake and a proof that this contract verifies. The proof of a prover's key, which is on
/// edwards25519, is only published: whoever computes the registry, and the root's proof, leaves out records whose proof is not
/// valid (SPEC #registration-choice).
///
/// The commitment to the registry is a chain of hashes. It starts with zero, and each registration and each exit makes
/// `keccak256(commitment || u64(l1_block) || message)` of it, where the message is the request (kind 2 or 24) or the exit
/// (kind 4). So it determines the records, and the number N of keys that may attest.
abstract contract FernetRegistry is FernetAccounts, FernetParameters {
    /// @notice A sequencer's key.
    struct Sequencer {
        /// L1 blocks of the registration and of the exit; 0 for none.
        uint48 entry;
        uint48 exit;
        /// Place of the key in `sequencerKeys`.
        uint32 index;
        /// The part of the stake that is not reserved for a block that the key leads.
        uint96 stake;
    }

    /// @notice The record of a prover's key by one owner.
    struct Prover {
        /// L1 blocks of the registration and of the exit; 0 for none.
        uint48 entry;
        uint48 exit;
        /// What the owner gets back.
        uint96 stake;
    }

    struct Checkpoint {
        uint256 l1Block;
        bytes32 commitment;
    }

    /// @notice The contract that verifies proofs of sequencers.
    EcvrfP256 public immutable VRF;
    /// @notice The stake of a sequencer in wei.
    uint96 public immutable STAKE;
    /// @notice The stake of a prover in wei. Nothing slashes it. It is the price of a key while the key can win seats and attest.
    uint96 public immutable PROVER_STAKE;

    /// @notice The registrations of sequencers' keys.
    mapping(bytes32 key => Sequencer) public sequencerOf;
    /// @notice Who registered a sequencer's key.
    mapping(bytes32 key => address) public ownerOf;
    /// @notice The records of provers' keys.
    mapping(bytes32 key => mapping(address owner => Prover)) public proverOf;
    /// @notice The sequencers' keys in the order of their registration, and how many they are.
    mapping(uint256 index => bytes32 key) public sequencerKeys;
    uint32 public sequencerCount;
    /// @dev The commitment after each L1 block that changed it, ascending.
    Checkpoint[] private _checkpoints;

    /// @notice A key was registered by the request.
    event Registered(bytes32 indexed key, address indexed owner, bytes request);
    /// @notice The record of another owner for this key, of the same L1 block, does not count. Its stake was returned.
    event Replaced(bytes32 indexed key, address indexed owner);
    /// @notice A key exits.
    event ExitRequested(bytes32 indexed key, address indexed owner);
    /// @notice A part of the stake of a key that has exited was returned to its owner's balance.
    event StakeReturned(bytes32 indexed key, uint256 amount);

    /// @notice A stake has to be below 2^96, and at least the larger of the two amounts that a leader can lose.
    error StakeTooSmall();
    /// @notice The transaction sends another amount than is needed.
    error OtherValue();
    /// @notice The key has a registration, so another record would not count; or the owner has a record of this key.
    error AlreadyRegistered();
    /// @notice The caller is not the owner.
    error NotOwner();
    /// @notice A block may still use the key: its snapshot is before the exit, and it has not ended.
    error StakeInUse();

    constructor(EcvrfP256 vrf, uint96 stake, uint96 proverStake) {
        if (stake < _largerSlash()) revert StakeTooSmall();
        VRF = vrf;
        STAKE = stake;
        PROVER_STAKE = proverStake;
    }

    /// @notice Registers a sequencer's key. The transaction sends the stake. Anybody may send it: the proof shows that the holder
    /// of the key agrees to the owner.
    /// @dev Of the records of a key, the first counts, and in one L1 block that of the smallest owner. A record that would not
    /// count is refused.
    /// @param request A message of kind 24.
    /// @param proof The words of the proof in it.
    function registerSequencer(bytes calldata request, EcvrfP256.Proof calldata proof) external payable locked {
        (bytes32 key, address owner) = FernetRules.checkSequencerRequest(CHAIN_ID, VRF, request, proof);
        if (msg.value != STAKE) revert OtherValue();
        Sequencer storage sequencer = sequencerOf[key];
        address old = ownerOf[key];
        bool replaces = sequencer.entry == block.number && owner < old;
        if (sequencer.entry != 0 && !replaces) revert AlreadyRegistered();
        if (proverOf[key][owner].entry != 0) revert AlreadyRegistered();

        if (replaces) {
            // Nothing can have used a record of this L1 block: a snapshot is always earlier.
            emit Replaced(key, old);
            _credit(old, sequencer.stake);
            sequencer.exit = 0;
            sequencer.stake = STAKE;
        } else {
            sequencerOf[key] = Sequencer(uint48(block.number), 0, sequencerCount, STAKE);
            sequencerKeys[sequencerCount++] = key;
        }
        ownerOf[key] = owner;
        _extend(request);
        emit Registered(key, owner, request);
    }

    /// @notice Registers a prover's key. The transaction sends the stake. Only the owner may send it. Otherwise somebody could put
    /// a request with a false proof in its place.
    /// @param request A message of kind 2. Its proof is not verified.
    function registerProver(bytes calldata request) external payable locked {
        (bytes32 key, address owner) = FernetRules.checkProverRequest(request);
        if (owner != msg.sender) revert NotOwner();
        if (msg.value != PROVER_STAKE) revert OtherValue();
        if (proverOf[key][owner].entry != 0 || ownerOf[key] == owner) revert AlreadyRegistered();
        proverOf[key][owner] = Prover(uint48(block.number), 0, PROVER_STAKE);
        _extend(request);
        emit Registered(key, owner, request);
    }

    /// @notice Lets a key of the caller exit (SPEC #exit).
    function exit(bytes32 key) external locked {
        if (ownerOf[key] == msg.sender) {
            if (sequencerOf[key].exit != 0) revert Ineligible.Exited();
            sequencerOf[key].exit = uint48(block.number);
        } else {
            Prover storage prover = proverOf[key][msg.sender];
            if (prover.entry == 0) revert Ineligible.NotRegistered();
            if (prover.exit != 0) revert Ineligible.Exited();
            prover.exit = uint48(block.number);
        }
        _extend(FernetMessages.encodeExit(key, msg.sender));
        emit ExitRequested(key, msg.sender);
    }

    /// @notice The commitment to the registry as it is after an L1 block that has ended (SPEC #snapshot).
    function registryCommitment(uint256 l1Block) public view returns (bytes32) {
        uint256 low = 0;
        uint256 high = _checkpoints.length;
        // The number of checkpoints up to this L1 block.
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (_checkpoints[middle].l1Block <= l1Block) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? bytes32(0) : _checkpoints[low - 1].commitment;
    }

    /// @dev Checks whether a sequencer may propose a block with this snapshot (SPEC #eligibility).
    function _checkRegistration(Sequencer memory sequencer, uint256 snapshot) internal view {
        if (sequencer.entry == 0) revert Ineligible.NotRegistered();
        if (uint256(sequencer.entry) + ACTIVATION_DELAY > snapshot) revert Ineligible.NotYetActive();
        if (sequencer.exit != 0 && sequencer.exit <= snapshot) revert Ineligible.Exited();
    }

    /// @dev Returns the free stake of a key to its owner, if no block that is open can use the key.
    /// @param oldestSnapshot The earliest snapshot of the blocks that are open.
    function _returnStake(bytes32 key, uint256 oldestSnapshot) internal {
        uint256 exited;
        uint96 amount;
        if (ownerOf[key] == msg.sender) {
            Sequencer storage sequencer = sequencerOf[key];
            (exited, amount) = (sequencer.exit, sequencer.stake);
            sequencer.stake = 0;
        } else {
            Prover storage prover = proverOf[key][msg.sender];
            if (prover.entry == 0) revert NotOwner();
            (exited, amount) = (prover.exit, prover.stake);
            prover.stake = 0;
        }
        if (exited == 0 || oldestSnapshot < exited) revert StakeInUse();
        emit StakeReturned(key, amount);
        _credit(msg.sender, amount);
    }

    /// @dev Adds a message to the chain of hashes.
    function _extend(bytes memory message) private {
        uint256 length = _checkpoints.length;
        bytes32 last = length != 0 ? _checkpoints[length - 1].commitment : bytes32(0);
        bytes32 next = keccak256(abi.encodePacked(last, uint64(block.number), message));
        if (length != 0 && _checkpoints[length - 1].l1Block == block.number) {
            _checkpoints[length - 1].commitment = next;
        } else {
            _checkpoints.push(Checkpoint(block.number, next));
        }
    }
}
