//! The panic handler and the allocator of the C libraries, which call `abort`, `aligned_alloc` and `free` of the C library.
//!
//! They replace Rust's `std`. Besides these functions the libraries need only `memcpy`, `memmove`, `memset`, `memcmp` and
//! `bcmp`, so that they link statically with any C library (`docs/adr/0011`).

use core::alloc::{GlobalAlloc, Layout};
use core::ffi::c_void;
use core::panic::PanicInfo;
use core::ptr;

unsafe extern "C" {
    safe fn abort() -> !;
    safe fn aligned_alloc(alignment: usize, size: usize) -> *mut c_void;
    fn free(block: *mut c_void);
}

/// Aborts the program. No exported function panics; this is reached when batch verification runs out of memory.
#[panic_handler]
fn panic(_: &PanicInfo<'_>) -> ! {
    abort()
}

/// The allocator of the C library.
struct CAllocator;

#[global_allocator]
static ALLOCATOR: CAllocator = CAllocator;

// SAFETY: `aligned_alloc` returns NULL or a new block of at least the requested size and alignment, which is valid until `free`.
unsafe impl GlobalAlloc for CAllocator {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // `aligned_alloc` needs an alignment of at least that of a pointer, and a size that is a multiple of the alignment.
        match layout.align_to(align_of::<*mut u8>()) {
            Ok(layout) => {
                let layout = layout.pad_to_align();
                aligned_alloc(layout.align(), layout.size()).cast()
            }
            Err(_) => ptr::null_mut(),
        }
    }

    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: the caller passes a block that `alloc` returned and that was not freed yet.
        unsafe { free(block.cast()) }
    }
}
