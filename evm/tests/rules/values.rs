//! Random values for the cases of rules.

use evm::Random;
use fernet_core::{Address, ParamValues, Params, TxPerBase, VrfMode};

/// Random values with limits among them.
pub(crate) struct Values(pub(crate) Random);

impl Values {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self(Random::new(name))
    }

    /// 32 bytes that come once.
    pub(crate) fn fresh(&mut self) -> [u8; 32] {
        self.0.bytes()
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0.below(limit)
    }

    /// A number of up to `bits` bits: a limit of the type or of amounts, or a number of any length.
    pub(crate) fn number(&mut self, bits: u32) -> u128 {
        let most = u128::MAX >> (128 - bits);
        let [first, rest @ ..] = self.0.bytes();
        let number = u128::from_be_bytes(*rest.first_chunk().expect("16 bytes"));
        match first % 8 {
            0 => 0,
            1 => 1,
            2 => most,
            3 => most - 1,
            4 => number >> (128 - bits),
            _ => (number >> (128 - bits)) >> (u32::from(first) % bits),
        }
    }

    pub(crate) fn u128(&mut self) -> u128 {
        self.number(128)
    }

    pub(crate) fn u64(&mut self) -> u64 {
        u64::try_from(self.number(64)).expect("64 bits")
    }

    pub(crate) fn u32(&mut self) -> u32 {
        u32::try_from(self.number(32)).expect("32 bits")
    }

    pub(crate) fn u16(&mut self) -> u16 {
        u16::try_from(self.number(16)).expect("16 bits")
    }

    /// An amount, a limit, or too much.
    pub(crate) fn amount(&mut self) -> u128 {
        match self.below(6) {
            0 => 1 << 96,
            1 => (1 << 96) - 1,
            2 => self.number(97),
            _ => self.number(96),
        }
    }

    /// A share, with one part in a million more among them.
    pub(crate) fn ppm(&mut self) -> u32 {
        match self.below(6) {
            0 => 0,
            1 => 1_000_000,
            2 => 1_000_001,
            3 => self.u32(),
            _ => u32::try_from(self.below(1_000_001)).expect("a share"),
        }
    }

    pub(crate) fn share(&mut self) -> u32 {
        self.ppm().min(1_000_000)
    }

    /// The bases of a tree.
    pub(crate) fn bases(&mut self) -> u64 {
        match self.below(4) {
            0 => 1 << self.below(33),
            1 => 1 + u64::try_from(self.below(40)).expect("few"),
            _ => 1 + u64::try_from(self.number(32)).expect("32 bits"),
        }
    }

    pub(crate) fn hash(&mut self) -> [u8; 32] {
        match self.below(16) {
            0 => [0; 32],
            1 => [0xff; 32],
            _ => self.0.bytes(),
        }
    }

    pub(crate) fn address(&mut self) -> [u8; 20] {
        *self.hash().first_chunk().expect("20 bytes")
    }

    pub(crate) fn beta(&mut self) -> [u8; 64] {
        [self.hash(), self.hash()].concat().try_into().expect("64 bytes")
    }

    pub(crate) fn hashes(&mut self) -> Vec<[u8; 32]> {
        (0..self.below(9)).map(|_| self.hash()).collect()
    }

    pub(crate) fn params(&mut self) -> ParamValues {
        let attesters = self.u16();
        let proofs = u8::try_from(1 + self.below(3)).expect("1 to 3");
        ParamValues {
            proofs_per_node: proofs,
            root_seats: Some(1 + u8::try_from(self.below(proofs.into())).expect("a few")),
            fee_split_cap: self.ppm(),
            tx_per_base: if self.below(2) == 0 { TxPerBase::One } else { TxPerBase::Two },
            vrf_mode: [VrfMode::PerNode, VrfMode::PerBlock, VrfMode::Public][self.below(3)],
            bond_base: self.number(80),
            block_reward: self.number(90),
            rebate_cap: self.number(96),
            rebate_gas: self.u32(),
            base_share: (self.below(2) == 0).then(|| self.share()),
            attesters,
            quorum: attesters,
            attest_blocks: u32::from(attesters != 0),
            ..ParamValues::new(self.u64().max(1), Address::from_bytes([0xfe; 20]))
        }
    }

    /// Random parameters that `Params::new` accepts.
    pub(crate) fn checked(&mut self) -> Params {
        loop {
            if let Ok(params) = Params::new(self.params()) {
                return params;
            }
        }
    }
}
