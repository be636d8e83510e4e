//! Stored states: what is read is the one encoding of the state that it gives, and a state that was read can be used.
#![no_main]

use fernet_block::{Block, Rollup};
use fernet_core::message::DecodeError;
use fernet_core::{Amount, Chain, L1Block, RandaoRing};
use libfuzzer_sys::fuzz_target;

type Blocks = Chain<8>;
type One = Block<3>;
type Ring = RandaoRing<8>;
type All = Rollup<8, 3, 8>;

fn check<T>(
    bytes: &[u8],
    read: Result<T, DecodeError>,
    len: usize,
    write: impl Fn(&T, &mut [u8]) -> Option<usize>,
) -> Option<T> {
    match read {
        Ok(state) => {
            let mut buffer = vec![0; len];
            let written = write(&state, &mut buffer).expect("room for every state");
            assert_eq!(buffer.get(..written), Some(bytes), "one encoding for each state");
            Some(state)
        }
        Err(error) => {
            assert!(error.offset <= bytes.len(), "{error}");
            None
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    let block =
        check(bytes, One::from_bytes(bytes), One::STORED_LEN, |block, buffer| block.to_bytes(buffer).map(<[u8]>::len));
    let chain = check(bytes, Blocks::from_bytes(bytes), Blocks::STORED_LEN, |chain, buffer| {
        chain.to_bytes(buffer).map(<[u8]>::len)
    });
    check(bytes, Ring::from_bytes(bytes), Ring::STORED_LEN, |ring, buffer| ring.to_bytes(buffer).map(<[u8]>::len));
    let rollup = check(bytes, All::from_bytes(bytes), All::STORED_LEN, |rollup, buffer| {
        rollup.to_bytes(buffer).map(<[u8]>::len)
    });
    if let Some(mut rollup) = rollup {
        for _ in 0..64 {
            let Ok(Some(happening)) = rollup.advance() else { break };
            let _ = rollup.outcome(&happening, Amount::MAX);
        }
        rollup.reorganised(L1Block::new(0));
    }
    if let Some(mut block) = block {
        block.reorganised(L1Block::new(0));
    }
    if let Some(mut chain) = chain {
        for _ in 0..64 {
            let Ok(Some(happening)) = chain.advance(L1Block::new(u64::MAX)) else { break };
            if let Some(Ok(block)) = (bytes.len() > 400).then(|| One::from_bytes(bytes)) {
                let _ = block.outcome(&happening, Amount::MAX);
            }
        }
    }
});
