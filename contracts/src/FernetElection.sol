// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {EcvrfP256} from "./EcvrfP256.sol";
import {Candidate, Fernet, PPM} from "./Fernet.sol";
import {FernetChain} from "./FernetChain.sol";
import {ChainError, PhaseError, RandaoError} from "./FernetErrors.sol";
import {FernetMessages, Proposal} from "./FernetMessages.sol";
import {FernetProposals} from "./FernetProposals.sol";
import {Contents, FernetRules} from "./FernetRules.sol";

/// @title Proposals, the leader, and its reveal (SPEC #election)
abstract contract FernetElection is FernetChain {
    /// @notice A proposal leads. The one that led before gets its bond back.
    event Proposed(uint64 indexed number, bytes32 indexed key, bytes32 id, uint128 ticket, address payer, bytes proposal);
    /// @notice The leader's block is known.
    event Revealed(uint64 indexed number, bytes32 indexed proposalId, bytes32 proverSeed, bytes reveal);
    /// @notice A key made two valid proposals for one block (SPEC #equivocation).
    event Equivocation(uint64 indexed number, bytes32 indexed key, bytes evidence);

    /// @notice Another proposal comes first in the order, or this one leads already.
    error NotLeading();
    /// @notice The rollup has no attesters.
    error NoAttesters();

    /// @notice Makes a proposal (SPEC #proposal). It is refused unless it leads. The transaction sends the bond.
    /// @dev The checks are those of SPEC #course in their order. The proof is verified last, and only if the proposal leads.
    /// @param message A message of kind 8.
    /// @param proof The words of the proof in it.
    function propose(bytes calldata message, EcvrfP256.Proof calldata proof) external payable locked {
        if (!FernetMessages.isProposalP256(message)) FernetRules.refuseProposal(message);
        Proposal memory proposal = FernetMessages.readProposalP256(message);
        Head memory current = _advance();
        _checkLast(current, proposal.blockNumber);
        if (block.number >= uint256(current.openedAt) + PROPOSAL_BLOCKS) revert PhaseError.Late();
        Sequencer memory sequencer = sequencerOf[proposal.key];
        _checkRegistration(sequencer, _snapshot(current.openedAt));
        if (sequencer.stake < _largerSlash()) revert StakeTooSmall();
        FernetProposals.check(proposal, _blocks[current.parent].proposalId, FEE_SPLIT_CAP, BOND_BASE);
        if (msg.value != proposal.bond) revert OtherValue();
        FernetProposals.checkWords(message[FernetMessages.PROPOSAL_PROOF:], proof);

        bytes32 id = FernetProposals.idOf(proposal, CHAIN_ID);
        uint128 ticket = Fernet.sequencerTicket(FernetProposals.outputOf(message[FernetMessages.PROPOSAL_PROOF:]), 0);
        _lead(proposal, sequencer.index, ticket, id);
        emit Proposed(proposal.blockNumber, proposal.key, id, ticket, msg.sender, message);
        FernetProposals.verify(VRF, CHAIN_ID, proposal, id, _mix(current.openedAt), proof);
    }

    /// @notice Reveals the contents of a block (SPEC #reveal). Anybody may send it.
    /// @param proposal The leader's proposal, a message of kind 8. Its c and s are not verified again.
    /// @param message A message of kind 9, 10 or 11.
    function reveal(bytes calldata proposal, bytes calldata message) external locked {
        uint64 number = FernetRules.readReveal(proposal, message);
        Head memory current = _advance();
        _checkLast(current, number);
        Block storage revealed = _blocks[number];
        if (block.number < uint256(current.openedAt) + PROPOSAL_BLOCKS || revealed.status != Status.None) {
            revert PhaseError.NotInThisPhase();
        }
        Leader memory election = _leader;
        bytes32 key = sequencerKeys[election.sequencer];
        Contents memory contents = FernetRules.checkReveal(
            _params(), proposal, message, _leaderId, key, election.ticket, _mix(current.openedAt)
        );

        sequencerOf[key].stake -= _largerSlash();
        revealed.proposalId = _leaderId;
        revealed.proverSeed = contents.proverSeed;
        revealed.txRoot = contents.txRoot;
        if (ATTESTERS != 0) revealed.dataRoot = contents.dataRoot;
        revealed.openedAt = current.openedAt;
        revealed.bases = uint40(contents.bases);
        revealed.fees = uint96(contents.fees);
        revealed.status = Status.Proving;
        revealed.sequencer = election.sequencer;
        revealed.feeSplit = election.feeSplit;
        revealed.payout = contents.payout;
        revealed.parent = current.parent;
        if (election.feeSplit > PPM) revealed.bond = _leaderBond;
        if (current.oldest == 0) {
            _setOldest(current, current.number);
            _head = current;
        } else {
            _blocks[current.parent].child = current.number;
        }
        emit Revealed(number, _leaderId, contents.proverSeed, message);
    }

    /// @notice Publishes evidence that a key made two valid proposals for the block that opened last or for one that was
    /// revealed (SPEC #equivocation). Nothing follows from it here.
    /// @param evidence A message of kind 26.
    /// @param first The words of the proof of the first proposal.
    /// @param second The words of the proof of the second proposal.
    function reportEquivocation(
        bytes calldata evidence,
        EcvrfP256.Proof calldata first,
        EcvrfP256.Proof calldata second
    ) external locked {
        (uint64 number, bytes32 key) = FernetRules.readEvidence(evidence);
        Head memory current = _advance();
        uint256 openedAt = current.openedAt;
        uint256 parent = current.parent;
        if (number != current.number || block.number < openedAt) {
            openedAt = _blocks[number].openedAt;
            parent = _blocks[number].parent;
            if (openedAt == 0) revert ChainError.NotOpen();
        }
        _checkRegistration(sequencerOf[key], _snapshot(openedAt));
        emit Equivocation(number, key, evidence);
        FernetRules.checkEvidence(
            _params(), VRF, evidence, first, second, _blocks[parent].proposalId, _mix(openedAt)
        );
    }

    /// @dev Puts a proposal in the place of the one that leads (SPEC #leader), if it comes first.
    function _lead(Proposal memory proposal, uint32 index, uint128 ticket, bytes32 id) private {
        Leader memory old = _leader;
        if (old.number == proposal.blockNumber) {
            // The key and the id decide only between equal tickets, and cost a read.
            bool tie = ticket == old.ticket && proposal.feeSplit == old.feeSplit;
            bool leads = Fernet.comesBefore(
                Candidate(ticket, proposal.feeSplit, proposal.key, id),
                Candidate(
                    old.ticket,
                    old.feeSplit,
                    tie ? sequencerKeys[old.sequencer] : bytes32(0),
                    tie ? _leaderId : bytes32(0)
                )
            );
            if (!leads) revert NotLeading();
            if (old.feeSplit > PPM) _credit(_leaderBond.payer, _leaderBond.amount);
        }
        _leader = Leader(ticket, proposal.feeSplit, index, proposal.blockNumber);
        _leaderId = id;
        if (proposal.bond != 0) _leaderBond = Bond(msg.sender, uint96(proposal.bond));
    }

    /// @dev The pinned mix of a block.
    function _mix(uint256 openedAt) private view returns (bytes32 mix) {
        mix = mixOf[_mixBlock(openedAt)];
        if (mix == 0) revert RandaoError.NotRetained();
    }
}
