package main

// #include <fernet.h>
import "C"

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
)

// Kinds of messages: the second byte of each (SPEC.md #message-kinds).
const (
	parametersKind = 1
	recordKind     = 3
	openingKind    = 5
	eventKind      = 6
	proposalKind   = 7
	revealKind     = 9
	rootKind       = 10
)

// client follows one block. The driver, block, applies every rule of SPEC.md and verifies every proof.
type client struct {
	params   C.fernet_params
	records  map[C.fernet_key][]C.fernet_registration_record
	registry map[C.fernet_key]*C.fernet_registration
	seats    []C.fernet_seat
	chain    C.fernet_chain
	block    C.fernet_block
	outcome  C.fernet_outcome
	ends     C.uint64_t
}

// messages cuts an archive into its messages: each follows its length, four bytes, big-endian.
func messages(archive []byte) (all [][]byte, err error) {
	for len(archive) > 0 {
		if len(archive) < 6 || uint64(binary.BigEndian.Uint32(archive)) > uint64(len(archive)-4) {
			return nil, errors.New("the archive is cut")
		}
		end := 4 + int(binary.BigEndian.Uint32(archive))
		if end < 6 {
			return nil, errors.New("a message is too short")
		}
		all, archive = append(all, archive[4:end]), archive[end:]
	}
	return all, nil
}

// receive takes the next message of the archive.
func (c *client) receive(message []byte) {
	bytes, length := array(message)
	switch message[1] {
	case parametersKind:
		must(C.fernet_message_parameters_decode(&c.params, bytes, length))
	case recordKind:
		var record C.fernet_message_registration_record
		must(C.fernet_message_registration_record_decode(&record, bytes, length))
		c.enter(&record)
	case openingKind:
		var opening C.fernet_message_block_opening
		must(C.fernet_message_block_opening_decode(&opening, bytes, length))
		c.open(&opening)
	case eventKind:
		var event C.fernet_l1_event
		must(C.fernet_message_l1_event_decode(&event, bytes, length))
		c.advance(event.l1_block)
		refused(c.happen(&event, message[C.FERNET_MESSAGE_L1_EVENT_LEN:]))
	default:
		var seat C.fernet_seat
		status := C.fernet_block_claim(&seat, &c.block, bytes, length, c.registered(message))
		if status == C.FERNET_STATUS_OK {
			c.seats = append(c.seats, seat)
		}
		refused(status)
	}
}

// refused prints why a message was refused.
func refused(status C.fernet_status) {
	if err := check(status); err != nil {
		fmt.Println("refused", err)
	}
}

// enter keeps a record of the registry if its request has a valid proof of possession. Where sequencer_suite is p256, the records of
// sequencers are fernet_message_registration_record_p256, and fernet_p256_verify_ad verifies their proofs.
func (c *client) enter(record *C.fernet_message_registration_record) {
	var alpha C.fernet_alpha
	var id C.fernet_registration_id
	var beta C.fernet_beta
	request := &record.request.request
	must(C.fernet_registration_alpha(&alpha, &c.params, request))
	must(C.fernet_registration_id_new(&id, &c.params, request))
	if check(C.fernet_registration_request_check(&c.params, request, C.size_t(len(record.request.proof.bytes)))) != nil {
		return
	}
	if check(C.fernet_vrf_verify_ad(&beta, &request.key, request.suite, &alpha.bytes[0], C.size_t(len(alpha.bytes)),
		&id.bytes[0], C.size_t(len(id.bytes)), &record.request.proof)) != nil {
		return
	}
	exit := C.uint64_t(C.FERNET_NO_EXIT)
	if record.has_exited == 1 {
		exit = record.exit_l1_block
	}
	entry := C.fernet_registration_record{request: *request, entry_l1_block: record.entry_l1_block, exit_l1_block: exit}
	c.records[request.key] = append(c.records[request.key], entry)
}

// open opens the block, as its archive says.
func (c *client) open(message *C.fernet_message_block_opening) {
	for key, records := range c.records {
		c.registry[key] = new(C.fernet_registration)
		must(C.fernet_registration_choose(c.registry[key], &records[0], C.size_t(len(records))))
	}
	must(C.fernet_chain_of_one_block(&c.chain, &c.params, &message.opening))
	must(C.fernet_block_open(&c.block, &c.params, &message.opening, &message.pinned))
	c.ends = message.opening.l1_block + C.uint64_t(c.params.proposal_blocks) + C.uint64_t(c.params.reveal_blocks) +
		C.uint64_t(c.params.proving_blocks)
}

// advance applies everything that time brings about.
func (c *client) advance(l1Block C.uint64_t) {
	var happening C.fernet_happening
	var outcome C.fernet_outcome
	var stake C.fernet_amount
	for {
		must(C.fernet_chain_advance(&happening, &c.chain, l1Block))
		if happening.kind == C.FERNET_HAPPENING_NONE {
			return
		}
		must(C.fernet_block_outcome(&outcome, &c.block, &happening, &stake))
		if outcome.kind != C.FERNET_OUTCOME_NONE {
			c.outcome = outcome
		}
	}
}

// registered returns the registration of the key that signed a message, or nil.
func (c *client) registered(message []byte) *C.fernet_registration {
	var key C.fernet_key
	bytes, length := array(message)
	must(C.fernet_message_key(&key, bytes, length))
	return c.registry[key]
}

// happen applies what L1 received.
func (c *client) happen(event *C.fernet_l1_event, message []byte) C.fernet_status {
	bytes, length := array(message)
	switch message[1] {
	case proposalKind:
		var proposed C.fernet_proposed
		var evidence [C.FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN]C.uint8_t
		return C.fernet_block_propose(&proposed, &evidence[0], C.size_t(len(evidence)), &c.block, &c.chain,
			event.l1_block, bytes, length, c.registered(message))
	case revealKind, rootKind:
		var effects C.fernet_effects
		return C.fernet_block_reveal(&effects, &c.block, &c.chain, event.l1_block, bytes, length)
	default:
		var submitted C.fernet_submitted
		var seats *C.fernet_seat
		if len(c.seats) > 0 {
			seats = &c.seats[0]
		}
		return C.fernet_block_submit_ids(&submitted, &c.block, &c.chain, event, bytes, length, seats,
			C.size_t(len(c.seats)))
	}
}

// runBlock runs the block of an archive of messages (docs/messages.md) and prints how it ends.
func runBlock(path string) {
	archive, err := os.ReadFile(path)
	done(err)
	all, err := messages(archive)
	done(err)
	c := client{
		records:  map[C.fernet_key][]C.fernet_registration_record{},
		registry: map[C.fernet_key]*C.fernet_registration{},
	}
	for _, message := range all {
		c.receive(message)
	}
	if c.outcome.kind == C.FERNET_OUTCOME_NONE {
		c.advance(c.ends)
	}
	if c.outcome.kind != C.FERNET_OUTCOME_SETTLED {
		fmt.Println("outcome", c.outcome.kind)
		return
	}
	receipt := &c.outcome.receipt
	fmt.Printf("sequencer %v\nreserved %v\nburned %v\nrebate %v\n", wei(receipt.funding.sequencer),
		wei(receipt.reserved), wei(receipt.burned), wei(receipt.rebate))
}
