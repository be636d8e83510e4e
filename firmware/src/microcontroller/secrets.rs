//! Secrets to try, and what is left of one.

use core::hint::black_box;
use core::mem::MaybeUninit;

use crate::reader::Reader;
use crate::vectors::SECRETS;

/// Sixteen seeds: the ends, and others with few and with many bits.
pub fn sixteen() -> impl Iterator<Item = [u8; 32]> {
    (0_u8..16).map(|i| match i {
        0 => [0; 32],
        1 => [0xff; 32],
        _ => {
            let mut state = u32::from(i).wrapping_mul(0x9e37_79b9);
            [0_u8; 32].map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let [.., byte] = state.to_le_bytes();
                byte
            })
        }
    })
}

unsafe extern "C" {
    static _data_start: u8;
    static _stack_top: u8;
}

/// More than any scenario takes: the search has its own frame below what it searches.
const DEPTH: usize = 9 << 10;

/// Searches all of the memory for any eight bytes in a row of what belongs to the secret of example 19. Prints what it
/// finds, and returns how much.
#[inline(never)]
pub fn traces_left() -> Option<u32> {
    let mut untouched = MaybeUninit::<[u8; DEPTH]>::uninit();
    black_box(untouched.as_mut_ptr());
    let found = search();
    black_box(untouched.as_mut_ptr());
    found
}

#[inline(never)]
fn search() -> Option<u32> {
    let (mut found, mut reader) = (0, Reader::new(&SECRETS));
    while !reader.is_empty() {
        let name = core::str::from_utf8(reader.bytes()?).ok()?;
        let secret = reader.bytes()?;
        if secret.windows(8).any(|window| is_in_memory(window, &found)) {
            crate::print(&["  found: ", name]);
            found += 1;
        }
    }
    Some(found)
}

/// Looks at every word of the memory but those of the search itself.
fn is_in_memory(window: &[u8], frame: &u32) -> bool {
    let Ok(&[a, b, c, d, e, f, g, h]) = <&[u8; 8]>::try_from(window) else {
        return false;
    };
    let words = (u32::from_le_bytes([a, b, c, d]), u32::from_le_bytes([e, f, g, h]));
    if words == (0, 0) {
        return false;
    }
    let own = core::ptr::from_ref(frame).addr();
    let (start, end) = ((&raw const _data_start).addr(), (&raw const _stack_top).addr());
    let mut address = start;
    while address + 8 <= end {
        // SAFETY: aligned words of the machine's memory, read as they are.
        let word = |at| unsafe { core::ptr::with_exposed_provenance::<u32>(at).read_volatile() };
        let here = (word(address), word(address + 4));
        if here == words && address.abs_diff(own) > 512 {
            return true;
        }
        address += 4;
    }
    false
}
