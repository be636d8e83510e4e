//! A whole block through the C functions `fernet_block_...`, with recorded messages, changed ones and any bytes: a refused message
//! changes nothing and leaves zeros, and a stored state is restored.
#![no_main]

use std::mem::MaybeUninit;

use fernet_ffi::block::*;
use fernet_ffi::bytes::{fernet_amount, fernet_key};
use fernet_ffi::chain::{fernet_chain, fernet_chain_advance, fernet_chain_of_one_block, fernet_happening};
use fernet_ffi::claim::fernet_seat;
use fernet_ffi::message::*;
use fernet_ffi::params::fernet_params;
use fernet_ffi::phase::fernet_effects;
use fernet_ffi::ptr::{In, InArray, InOut, Out, OutArray};
use fernet_ffi::registry::{
    fernet_registration, fernet_registration_choose, fernet_registration_record, fernet_registration_request,
};
use fernet_ffi::status::fernet_status;
use fernet_ffi::store::*;
use libfuzzer_sys::fuzz_target;

/// The messages of a block, each behind its length (docs/messages.md).
static ARCHIVE: &[u8] = include_bytes!("../../examples/block.archive");

const PARAMETERS: u8 = 1;
const RECORD: u8 = 3;
const OPENING: u8 = 5;

/// Calls a function of the C API with pointers to local variables, and to arrays of the length that is given.
macro_rules! c {
    ($call:expr) => {
        // SAFETY: the pointers are to memory of the length that is given, and live longer than the call.
        unsafe { $call }
    };
}

/// Calls a function of C with an output, which is zero after a failure.
fn output<T>(call: impl FnOnce(Out<T>) -> fernet_status) -> Result<T, fernet_status> {
    let mut value = MaybeUninit::<T>::zeroed();
    match call(Out::new(value.as_mut_ptr())) {
        // SAFETY: the types of C have no invalid bytes, and the value was zeroed before it was written.
        fernet_status::Ok => Ok(unsafe { value.assume_init() }),
        status => {
            // SAFETY: every byte was zeroed before the call, which writes bytes without padding or nothing.
            let bytes = unsafe { std::slice::from_raw_parts(value.as_ptr().cast::<u8>(), size_of::<T>()) };
            assert!(bytes.iter().all(|byte| *byte == 0), "a refused call leaves zeros");
            Err(status)
        }
    }
}

fn need<T>(result: Result<T, fernet_status>) -> T {
    result.expect("the recorded block is valid")
}

struct Session {
    block: fernet_block,
    chain: fernet_chain,
    l1_block: u64,
    registry: Vec<fernet_registration>,
    seats: Vec<fernet_seat>,
    /// The messages of the block.
    messages: Vec<&'static [u8]>,
}

impl Session {
    /// Opens the recorded block. Its registrations are taken without their proofs.
    fn open() -> Self {
        let (mut messages, mut rest) = (Vec::new(), ARCHIVE);
        while let Some((length, behind)) = rest.split_first_chunk() {
            let (message, behind) = behind.split_at(u32::from_be_bytes(*length).try_into().expect("a length"));
            messages.push(message);
            rest = behind;
        }
        let first = |kind| *messages.iter().find(|message| message[1] == kind).expect("the message");
        let bytes = |message: &[u8]| (InArray::new(message.as_ptr()), message.len());
        let (params, len) = bytes(first(PARAMETERS));
        let params: fernet_params = need(output(|out| c!(fernet_message_parameters_decode(out, params, len))));
        let (opening, len) = bytes(first(OPENING));
        let opening: fernet_message_block_opening =
            need(output(|out| c!(fernet_message_block_opening_decode(out, opening, len))));
        let (params, at) = (In::new(&raw const params), In::new(&raw const opening.opening));
        let chain = need(output(|out| c!(fernet_chain_of_one_block(out, params, at))));
        let pinned = In::new(&raw const opening.pinned);
        let block = need(output(|out| c!(fernet_block_open(out, params, at, pinned))));
        let registry = messages.iter().filter(|message| message[1] == RECORD).map(|message| {
            let (record, len) = bytes(message);
            let record: fernet_message_registration_record =
                need(output(|out| c!(fernet_message_registration_record_decode(out, record, len))));
            let request: fernet_registration_request = record.request.request;
            let entry_l1_block = record.entry_l1_block;
            let record = fernet_registration_record { request, entry_l1_block, exit_l1_block: u64::MAX };
            need(output(|out| c!(fernet_registration_choose(out, InArray::new(&raw const record), 1))))
        });
        let registry = registry.collect();
        messages.retain(|message| ![PARAMETERS, RECORD, OPENING].contains(&message[1]));
        let mut session =
            Self { block, chain, l1_block: opening.opening.l1_block, registry, seats: Vec::new(), messages };
        session.advance(0);
        session
    }

    /// Lets `blocks` L1 blocks pass.
    fn advance(&mut self, blocks: u64) {
        self.l1_block = self.l1_block.saturating_add(blocks);
        let stake = fernet_amount { bytes: [0; 32] };
        loop {
            let chain = InOut::new(&raw mut self.chain);
            let happening: fernet_happening = need(output(|out| c!(fernet_chain_advance(out, chain, self.l1_block))));
            if happening.kind == fernet_ffi::chain::FERNET_HAPPENING_NONE {
                break;
            }
            let (block, happening) = (In::new(&raw const self.block), In::new(&raw const happening));
            let outcome = output(|out| c!(fernet_block_outcome(out, block, happening, In::new(&raw const stake))));
            let _: fernet_outcome = need(outcome);
        }
    }

    /// The bytes of the block and the chain.
    fn stored(&self) -> (Vec<u8>, Vec<u8>) {
        let (mut block, mut chain) = (vec![0; FERNET_BLOCK_STORED_LEN], vec![0; FERNET_CHAIN_STORED_LEN]);
        let (out, object) = (OutArray::new(block.as_mut_ptr()), In::new(&raw const self.block));
        block.truncate(need(output(|len| c!(fernet_block_store(out, FERNET_BLOCK_STORED_LEN, len, object)))));
        let (out, object) = (OutArray::new(chain.as_mut_ptr()), In::new(&raw const self.chain));
        chain.truncate(need(output(|len| c!(fernet_chain_store(out, FERNET_CHAIN_STORED_LEN, len, object)))));
        (block, chain)
    }

    fn restart(&mut self) {
        let before = self.stored();
        let (block, chain) = (InArray::new(before.0.as_ptr()), InArray::new(before.1.as_ptr()));
        self.block = need(output(|out| c!(fernet_block_restore(out, block, before.0.len()))));
        self.chain = need(output(|out| c!(fernet_chain_restore(out, chain, before.1.len()))));
        assert!(self.stored() == before, "a restored state is stored as before");
    }

    /// Gives a message to every function that takes messages, in its L1 block if it is a recorded event.
    fn receive(&mut self, message: &[u8]) {
        let event =
            output(|out| c!(fernet_message_l1_event_decode(out, InArray::new(message.as_ptr()), message.len())));
        let (at, message) = match event {
            Ok(event) => (event, &message[FERNET_MESSAGE_L1_EVENT_LEN..]),
            Err(_) => (
                fernet_l1_event { l1_block: self.l1_block, base_fee: 0, rate: fernet_amount { bytes: [0; 32] } },
                message,
            ),
        };
        // Time does not jump: the next block of a recorded event is near.
        if at.l1_block.wrapping_sub(self.l1_block) < 100 {
            self.advance(at.l1_block - self.l1_block);
        }
        let before = self.stored();
        let accepted = self.apply(&at, InArray::new(message.as_ptr()), message.len());
        assert!(accepted || self.stored() == before, "a refused message changes nothing");
    }

    /// Returns whether a function accepted the message.
    fn apply(&mut self, at: &fernet_l1_event, bytes: InArray<u8>, len: usize) -> bool {
        let key = output(|out: Out<fernet_key>| c!(fernet_message_key(out, bytes, len)));
        let found = key.ok().and_then(|key| self.registry.iter().find(|one| one.key.bytes == key.bytes));
        let registration = In::new(found.map_or(std::ptr::null(), std::ptr::from_ref));
        let (block, chain) = (InOut::new(&raw mut self.block), InOut::new(&raw mut self.chain));
        let mut evidence = [0; FERNET_MESSAGE_PROPOSAL_EVIDENCE_LEN];
        let (l1_block, evidence, all) = (at.l1_block, OutArray::new(evidence.as_mut_ptr()), evidence.len());
        let proposed = output(|out: Out<fernet_proposed>| {
            c!(fernet_block_propose(out, evidence, all, block, chain, l1_block, bytes, len, registration))
        });
        let revealed =
            output(|out: Out<fernet_effects>| c!(fernet_block_reveal(out, block, chain, l1_block, bytes, len)));
        let (seats, count) = (InArray::new(self.seats.as_ptr()), self.seats.len());
        let (at, keys) = (In::new(std::ptr::from_ref(at)), InArray::new(self.registry.as_ptr()));
        let by_ids = output(|out: Out<fernet_submitted>| {
            c!(fernet_block_submit_ids(out, block, chain, at, bytes, len, seats, count))
        });
        let in_full = output(|out: Out<fernet_submitted>| {
            c!(fernet_block_submit_claims(out, block, chain, at, bytes, len, keys, self.registry.len()))
        });
        let now = In::new(&raw const self.block);
        let _ = c!(fernet_block_check_evidence(now, bytes, len, keys, self.registry.len()));
        if let Ok(seat) = output(|out| c!(fernet_block_claim(out, now, bytes, len, registration))) {
            self.seats.push(seat);
        }
        [proposed.is_ok(), revealed.is_ok(), by_ids.is_ok(), in_full.is_ok()].contains(&true)
    }
}

/// The next bytes of the input; zeros when it ends.
fn take<const N: usize>(input: &mut &[u8]) -> [u8; N] {
    [(); N].map(|()| input.split_off_first().copied().unwrap_or(0))
}

fuzz_target!(|input: &[u8]| {
    let (mut session, mut input, mut next) = (Session::open(), input, 0);
    while !input.is_empty() {
        let [what, how] = take(&mut input);
        match what % 8 {
            // As recorded: the next messages.
            0..=2 => {
                for _ in 0..=how % 32 {
                    let Some(message) = session.messages.get(next).copied() else { break };
                    session.receive(message);
                    next += 1;
                }
            }
            // Left out.
            3 => next += usize::from(how),
            // Any recorded message, with some bytes changed.
            4 | 5 => {
                let mut message = session.messages[usize::from(how) % session.messages.len()].to_vec();
                for _ in 0..what / 64 {
                    let [high, low, value] = take(&mut input);
                    let at = usize::from(u16::from_be_bytes([high, low])) % message.len();
                    message[at] ^= value;
                }
                session.receive(&message);
            }
            6 => {
                let (message, rest) = input.split_at(usize::from(how).min(input.len()));
                input = rest;
                session.receive(message);
            }
            _ if how < 128 => session.advance(how.into()),
            _ => session.restart(),
        }
    }
    session.advance(1000);
});
