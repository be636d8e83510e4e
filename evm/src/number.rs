//! Numbers of 256 bits.

/// The prime of the field, with the most significant limb first.
pub const P: [u64; 4] = [0xffff_ffff_0000_0001, 0, 0xffff_ffff, 0xffff_ffff_ffff_ffff];

/// The order of the group, with the most significant limb first.
pub const N: [u64; 4] = [0xffff_ffff_0000_0000, 0xffff_ffff_ffff_ffff, 0xbce6_faad_a717_9e84, 0xf3b9_cac2_fc63_2551];

/// The 256-bit sum, if there is no carry.
#[must_use]
pub fn plus(a: &[u8; 32], b: [u64; 4]) -> Option<[u8; 32]> {
    let mut sum = [0; 32];
    let mut carry = 0_u16;
    for (i, b) in b.iter().flat_map(|limb| limb.to_be_bytes()).enumerate().collect::<Vec<_>>().into_iter().rev() {
        carry += u16::from(a[i]) + u16::from(b);
        sum[i] = carry.to_le_bytes()[0];
        carry >>= 8;
    }
    (carry == 0).then_some(sum)
}

/// The numbers next to p and n, 0, 2^256 - 1, 1 and 2^128.
///
/// # Panics
///
/// Never.
#[must_use]
pub fn limits() -> Vec<[u8; 32]> {
    let around = |limit: [u64; 4]| {
        let limit = plus(&[0; 32], limit).expect("no carry");
        let (mut above, mut below) = (limit, limit);
        above[31] = above[31].wrapping_add(1);
        below[31] = below[31].wrapping_sub(1);
        [limit, below, above]
    };
    let one_at = |at: usize| std::array::from_fn(|i| u8::from(i == at));
    [P, N].into_iter().flat_map(around).chain([[0; 32], [0xff; 32], one_at(31), one_at(15)]).collect()
}
