//! The Rust runtime of the C libraries, on top of the C library: `abort` for a panic, `aligned_alloc` and `free` for memory.
//!
//! With it the libraries need nothing of Rust's `std`, and nothing of the system but the functions named here and
//! `memcpy`, `memmove`, `memset`, `memcmp`, `bcmp`. So they link statically with any C library (`docs/adr/0011`).

use core::alloc::{GlobalAlloc, Layout};
use core::ffi::c_void;
use core::panic::PanicInfo;
use core::ptr;

unsafe extern "C" {
    safe fn abort() -> !;
    safe fn aligned_alloc(alignment: usize, size: usize) -> *mut c_void;
    fn free(block: *mut c_void);
}

/// Ends the program. No exported function is known to panic; running out of memory in batch verification ends here too.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    abort()
}

/// The allocator of the C library.
struct CAllocator;

#[global_allocator]
static ALLOCATOR: CAllocator = CAllocator;

// SAFETY: `aligned_alloc` returns NULL or a new block of at least the size and alignment asked for, which stays until `free`.
unsafe impl GlobalAlloc for CAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // C wants an alignment that suits a pointer, and a size that is a multiple of it.
        match layout.align_to(align_of::<*mut u8>()) {
            Ok(layout) => {
                let layout = layout.pad_to_align();
                aligned_alloc(layout.align(), layout.size()).cast()
            }
            Err(_) => ptr::null_mut(),
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: the caller passes a block of `alloc`, once.
        unsafe { free(block.cast()) }
    }
}
