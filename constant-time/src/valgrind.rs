//! Client requests: what a program can ask of the valgrind that it runs under. On x86-64 a request is an instruction
//! sequence that does nothing on a processor.

use std::arch::asm;
use std::slice;

/// Requests by number, as in valgrind.h and memcheck.h.
const RUNNING: usize = 0x1001;
const COUNT_ERRORS: usize = 0x1201;
const MEMCHECK: usize = (b'M' as usize) << 24 | (b'C' as usize) << 16;
const MAKE_UNDEFINED: usize = MEMCHECK + 1;
const MAKE_DEFINED: usize = MEMCHECK + 2;
const GET_BITS: usize = MEMCHECK + 8;

fn request(code: usize, arguments: [usize; 3]) -> usize {
    let [a, b, c] = arguments;
    let block = [code, a, b, c, 0, 0];
    let mut answer = 0_usize;
    // SAFETY: on a processor the sequence rotates rdi by 128 bits in all and exchanges rbx with itself. Valgrind reads
    // the block, answers in rdx, and writes only to the memory that a caller of this module has named.
    unsafe {
        asm!(
            "rol rdi, 3", "rol rdi, 13", "rol rdi, 61", "rol rdi, 51", "xchg rbx, rbx",
            in("rax") block.as_ptr(),
            inout("rdx") answer,
            options(nostack),
        );
    }
    answer
}

/// Whether there is a valgrind.
pub(crate) fn running() -> bool {
    request(RUNNING, [0; 3]) != 0
}

/// How many errors it has found until now, suppressed ones excluded.
pub(crate) fn errors() -> usize {
    request(COUNT_ERRORS, [0; 3])
}

/// Makes a value secret: whatever follows from it is tracked.
pub(crate) fn conceal<T: ?Sized>(value: &mut T) {
    request(MAKE_UNDEFINED, [std::ptr::from_mut(value).cast::<u8>().expose_provenance(), size_of_val(value), 0]);
}

/// Makes a value public again, in its place.
pub(crate) fn reveal<T: ?Sized>(value: &T) {
    request(MAKE_DEFINED, [std::ptr::from_ref(value).cast::<u8>().expose_provenance(), size_of_val(value), 0]);
}

/// Whether any bit of a value follows from a secret.
pub(crate) fn is_secret<T: ?Sized>(value: &T) -> bool {
    let mut bits = vec![0_u8; size_of_val(value)];
    let from = std::ptr::from_ref(value).cast::<u8>().expose_provenance();
    let answer = request(GET_BITS, [from, bits.as_mut_ptr().expose_provenance(), bits.len()]);
    assert!(answer == 1 || !running(), "valgrind does not know the bits: {answer}");
    // SAFETY: the vector is as long as it says; valgrind wrote to it behind the compiler's back.
    let bits = unsafe { slice::from_raw_parts(std::hint::black_box(bits.as_ptr()), bits.len()) };
    bits.iter().any(|&byte| byte != 0)
}
