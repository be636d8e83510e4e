//! A rollup in a machine, its sequencers, and the messages that they send.

use evm::{Account, Arg, Build, Call, Outcome, Word as _, World, args, params_words};
use fernet_core::message::{ProposalMessage, RegistrationRequestMessage, RevealHead, RevealRootMessage};
use fernet_core::{
    Address, BlockHash, BlockNumber, KeyBytes, L1Block, P256ProofBytes, ParamValues, Params, PinnedMix, Proposal,
    ProposalId, ProverSeed, RandaoMix, RegistrationRequest, Reveal, Role, SequencerSeed, SequencerSuite, Ticket,
    TxOrderHash, TxRoot,
};
use fernet_vrf_p256::{SecretKey, Suite};
use revm::primitives::{U256, keccak256};

use crate::indexer::Index;

/// One ETH.
pub(crate) const ETH: u128 = 1_000_000_000_000_000_000;
/// The L1 block in which the rollup is deployed, and that in which its first block opens.
pub(crate) const DEPLOYED: u64 = 1_000;
pub(crate) const OPENS: u64 = 1_200;
pub(crate) const STAKE: u128 = 32 * ETH;
pub(crate) const PROVER_STAKE: u128 = ETH / 2;
pub(crate) const FIRST: u64 = 1;
pub(crate) const STRANGER: Account = [0x57; 20];
/// What the fee vault has.
pub(crate) const VAULT: u128 = 1_000_000 * ETH;

/// How a rollup is set up.
pub(crate) struct Setup {
    pub(crate) params: ParamValues,
    pub(crate) oracle: bool,
    pub(crate) data_layer: bool,
    /// A service that is an account without code, by its place in `Services`.
    pub(crate) without_code: Option<usize>,
    pub(crate) stake: u128,
    pub(crate) opens: u64,
    pub(crate) first: u64,
}

/// Parameters with short phases.
pub(crate) fn values() -> ParamValues {
    let values = ParamValues::new(1, Address::ZERO);
    ParamValues {
        sequencer_suite: SequencerSuite::P256,
        fee_split_cap: 2_000_000,
        bond_base: 4 * ETH,
        reveal_slash_amount: ETH,
        proof_slash_amount: 2 * ETH,
        block_reward: ETH / 10,
        rebate_cap: ETH,
        rebate_gas: 500_000,
        claim_blocks: 100,
        ..values
    }
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            params: values(),
            oracle: false,
            data_layer: false,
            without_code: None,
            stake: STAKE,
            opens: OPENS,
            first: FIRST,
        }
    }
}

/// A rollup with its services.
pub(crate) struct Kit {
    pub(crate) world: World,
    pub(crate) build: Build,
    pub(crate) vrf: Build,
    pub(crate) rollup: Account,
    pub(crate) params: Params,
    pub(crate) vault: Account,
    pub(crate) oracle: Account,
    /// What the events say.
    pub(crate) index: Index,
}

/// A proposal as it is sent.
#[derive(Clone)]
pub(crate) struct Signed {
    pub(crate) number: u64,
    pub(crate) proposal: Proposal,
    pub(crate) bytes: Vec<u8>,
    pub(crate) words: Vec<[u8; 32]>,
    pub(crate) ticket: Ticket,
    pub(crate) beta: [u8; 32],
}

/// What a leader reveals.
#[derive(Clone, Copy)]
pub(crate) struct Contents {
    pub(crate) salt: [u8; 32],
    pub(crate) fees: u128,
    pub(crate) count: u64,
    pub(crate) tx_root: [u8; 32],
}

impl Contents {
    pub(crate) fn reveal(&self, data_root: Option<[u8; 32]>) -> Reveal {
        let Self { salt, fees, count, tx_root } = *self;
        Reveal { salt: salt.into(), fees, count, tx_root: tx_root.into(), data_root: data_root.map(Into::into) }
    }
}

pub(crate) const CONTENTS: Contents = Contents { salt: [5; 32], fees: 3 * ETH, count: 4, tx_root: [6; 32] };

pub(crate) fn secret(number: u8) -> SecretKey {
    SecretKey::derive(&[number; 32])
}

pub(crate) fn key(number: u8) -> KeyBytes {
    secret(number).public_key().to_registered().expect("even y")
}

/// Where a key's share of the fees goes.
pub(crate) fn payout(number: u8) -> Account {
    [0xa0 + number; 20]
}

/// The owner of a key.
pub(crate) fn owner(number: u8) -> Account {
    [0x10 + number; 20]
}

/// Who sends the proposals of a key, and its bonds.
pub(crate) fn payer(number: u8) -> Account {
    [0x30 + number; 20]
}

/// Words of a block.
pub(crate) const STATUS: usize = 6;
/// The status of a block.
pub(crate) const FINAL: u128 = 3;
pub(crate) const REVERTED: u128 = 6;
pub(crate) const VOIDED: u128 = 7;

/// A compiled mock.
pub(crate) fn mock(name: &str) -> Build {
    Build::of("test/mocks/RollupMocks.sol", name)
}

/// A header of an L1 block with a number and a mix.
pub(crate) fn header(number: u64, mix: &[u8; 32]) -> Vec<u8> {
    let integer = |value: u64| {
        let bytes: Vec<u8> = value.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
        match bytes[..] {
            [one] if one < 0x80 => vec![one],
            _ => [vec![0x80 + u8::try_from(bytes.len()).expect("at most 8")], bytes].concat(),
        }
    };
    let hash = |byte: u8| [vec![0xa0], vec![byte; 32]].concat();
    let mut fields = [hash(1), hash(2), [vec![0x94], vec![3; 20]].concat(), hash(4), hash(5), hash(6)].concat();
    fields.extend([&[0xb9, 1, 0][..], &[7; 256]].concat());
    fields.extend([integer(0), integer(number), integer(36_000_000), integer(0), integer(number * 12)].concat());
    fields.extend([&[0x82, 1, 2][..], &[0xa0], mix, &[0x88], &[0; 8]].concat());
    let length = u16::try_from(fields.len()).expect("a short header").to_be_bytes();
    [&[0xf9][..], &length, &fields].concat()
}

/// The mix of an L1 block, in these tests.
pub(crate) fn mix(l1_block: u64) -> [u8; 32] {
    keccak256(l1_block.to_be_bytes()).0
}

impl Kit {
    pub(crate) fn new() -> Self {
        Self::with(Setup::default())
    }

    pub(crate) fn with(setup: Setup) -> Self {
        Self::deploy(setup).unwrap_or_else(|error| panic!("{error}"))
    }

    /// A rollup, or the name of the error of the constructor.
    pub(crate) fn deploy(setup: Setup) -> Result<Self, String> {
        let mut world = World::new();
        world.l1_block = DEPLOYED;
        world.base_fee = 7;
        let service = |world: &mut World, name: &str| {
            world.deploy(&mock(name), &[]).unwrap_or_else(|_| panic!("{name} is deployed"))
        };
        let verifier = service(&mut world, "MockVerifier");
        let vault = service(&mut world, "MockVault");
        let oracle = service(&mut world, "MockOracle");
        let data_layer = service(&mut world, "MockDataLayer");
        let vrf_build = Build::of("src/EcvrfP256.sol", "EcvrfP256");
        let vrf = world.deploy(&vrf_build, &[]).expect("it is deployed");
        world.call(&STRANGER, &vault, VAULT, Vec::new());

        let build = Build::of("src/FernetRollup.sol", "FernetRollup");
        let address = world.next_address();
        let params = Params::new(ParamValues { rollup_address: Address::from_bytes(address), ..setup.params })
            .map_err(|error| format!("{error:?}"))?;
        let or_zero = |is_there: bool, address: Account| if is_there { address } else { [0; 20] };
        let mut services = [vrf, verifier, vault, or_zero(setup.oracle, oracle), or_zero(setup.data_layer, data_layer)];
        if let Some(service) = setup.without_code {
            services[service] = STRANGER;
        }
        let start = [setup.first.word(), setup.opens.word(), [9; 32], setup.stake.word(), PROVER_STAKE.word()];
        let arguments = [params_words(&params.values()), start.into(), services.map(|service| service.word()).into()];
        let rollup =
            world.deploy(&build, &arguments.concat().concat()).map_err(|error| build.error(&error).to_owned())?;
        assert_eq!(rollup, address);
        Ok(Self { world, build, vrf: vrf_build, rollup, params, vault, oracle, index: Index::default() })
    }

    /// Calls the rollup.
    pub(crate) fn send(&mut self, from: &Account, value: u128, function: &str, args: &[Arg]) -> Call {
        let data = self.build.calldata(function, args);
        let rollup = self.rollup;
        let call = self.world.call(from, &rollup, value, data);
        self.index.read(&self.build, &call.logs);
        call
    }

    /// The name of the error of a call that is refused.
    pub(crate) fn error(&self, call: &Call) -> String {
        match &call.outcome {
            Outcome::Reverted(bytes) => {
                let own = bytes.first_chunk().and_then(|selector| self.build.find(*selector));
                own.unwrap_or_else(|| self.vrf.error(bytes)).to_owned()
            }
            Outcome::Halted(reason) => reason.clone(),
            Outcome::Returned(_) => "accepted".to_owned(),
        }
    }

    /// A call that succeeds.
    pub(crate) fn done(&mut self, from: &Account, value: u128, function: &str, args: &[Arg]) -> Call {
        let call = self.send(from, value, function, args);
        match &call.outcome {
            Outcome::Returned(_) => call,
            Outcome::Reverted(_) => panic!("{function}: {}", self.error(&call)),
            Outcome::Halted(reason) => panic!("{function}: {reason}"),
        }
    }

    /// The name of the error of a call, which is refused.
    pub(crate) fn refused(&mut self, from: &Account, value: u128, function: &str, args: &[Arg]) -> String {
        let before = self.world.balance(&self.rollup.clone());
        let call = self.send(from, value, function, args);
        assert_eq!(self.world.balance(&self.rollup.clone()), before);
        self.error(&call)
    }

    /// The words that a view returns.
    pub(crate) fn view(&mut self, function: &str, args: &[Arg]) -> Vec<[u8; 32]> {
        match self.done(&STRANGER, 0, function, args).outcome {
            Outcome::Returned(bytes) => bytes.as_chunks().0.to_vec(),
            other => panic!("{other:?}"),
        }
    }

    /// The first word that a view returns, as an amount.
    pub(crate) fn amount(&mut self, function: &str, args: &[Arg]) -> u128 {
        U256::from_be_bytes(self.view(function, args)[0]).to()
    }

    pub(crate) fn balance_of(&mut self, account: &Account) -> u128 {
        self.amount("balanceOf", args!(*account))
    }

    pub(crate) fn request(&self, number: u8, owner: &Account) -> (Vec<u8>, Vec<[u8; 32]>) {
        let request = RegistrationRequest {
            suite: 2,
            key: key(number),
            role: Role::Sequencer,
            owner: Address::from_bytes(*owner),
        };
        let (alpha, id) = (request.alpha(&self.params), request.id(&self.params));
        let proof =
            secret(number).evaluate(Suite::Sswu, alpha.as_bytes()).expect("an output").prove(Some(id.as_bytes()));
        let words = secret(number).public_key().evm_witness(alpha.as_bytes(), Some(id.as_bytes()), &proof);
        let message = RegistrationRequestMessage { request, proof: P256ProofBytes::from_bytes(proof.to_bytes()) };
        (message.to_bytes().to_vec(), words.expect("a witness").to_vec())
    }

    /// Registers the first `count` keys.
    pub(crate) fn register(&mut self, count: u8) {
        for number in 1..=count {
            let (request, words) = self.request(number, &owner(number));
            self.done(&STRANGER, STAKE, "registerSequencer", args!(&request[..], words));
        }
    }

    /// Pins the mix of a block that opens in this L1 block.
    pub(crate) fn pin(&mut self, opened: u64) -> Call {
        let l1_block = opened - u64::from(self.params.randao_lag());
        let header = header(l1_block, &mix(l1_block));
        self.world.remember(l1_block, &header);
        self.done(&STRANGER, 0, "pin", args!(&header[..]))
    }

    /// A rollup in its first proposal phase, in which the first `count` keys may propose.
    pub(crate) fn proposing(setup: Setup, count: u8) -> Self {
        let mut kit = Self::with(setup);
        kit.register(count);
        kit.world.l1_block = OPENS;
        kit.pin(OPENS);
        kit
    }

    pub(crate) fn pinned(&self, number: u64, opened: u64) -> PinnedMix {
        let l1_block = opened - u64::from(self.params.randao_lag());
        PinnedMix::new(BlockNumber::new(number), L1Block::new(l1_block), RandaoMix::from_bytes(mix(l1_block)))
            .expect("not too early")
    }

    /// A proposal of a key for the block `number`, which opens in the L1 block `opened`.
    pub(crate) fn proposal(&self, by: u8, number: u64, opened: u64, proposal: Proposal) -> Signed {
        let alpha = SequencerSeed::new(&self.params, &self.pinned(number, opened)).alpha();
        let id = proposal.id(&self.params, BlockNumber::new(number));
        let secret_key = secret(by);
        let evaluation = secret_key.evaluate(Suite::Sswu, alpha.as_bytes()).expect("an output");
        let proof = evaluation.prove(Some(id.as_bytes()));
        let words = secret(by).public_key().evm_witness(alpha.as_bytes(), Some(id.as_bytes()), &proof);
        let beta = evaluation.output().beta();
        let message = ProposalMessage {
            block_number: BlockNumber::new(number),
            key: key(by),
            proposal,
            proof: P256ProofBytes::from_bytes(proof.to_bytes()),
        };
        Signed {
            number,
            proposal,
            bytes: message.to_bytes().to_vec(),
            words: words.expect("a witness").to_vec(),
            ticket: Ticket::sequencer(&beta),
            beta: beta.as_bytes()[..32].try_into().expect("32 bytes"),
        }
    }

    /// The usual proposal of a key: it gives half of the fees to the provers.
    pub(crate) fn bid(&self, by: u8, parent: [u8; 32], fee_split: u32, bond: u128) -> Proposal {
        Proposal {
            parent: BlockHash::from_bytes(parent),
            fee_split,
            tx_order_hash: self.order(&CONTENTS),
            payout: Address::from_bytes(payout(by)),
            bond,
        }
    }

    pub(crate) fn order(&self, contents: &Contents) -> TxOrderHash {
        contents.reveal(None).tx_order_hash()
    }

    /// Makes a proposal that leads, reveals it and leaves L1 where the reveal phase begins.
    pub(crate) fn led(
        &mut self,
        by: u8,
        number: u64,
        opened: u64,
        parent: [u8; 32],
        fee_split: u32,
        bond: u128,
    ) -> Signed {
        self.world.l1_block = self.world.l1_block.max(opened);
        self.pin(opened);
        let signed = self.proposal(by, number, opened, self.bid(by, parent, fee_split, bond));
        let call = self.propose(&payer(by), &signed);
        assert_eq!(self.error(&call), "accepted");
        self.world.l1_block = opened + u64::from(self.params.proposal_blocks());
        let reveal = self.reveal_bytes(number, &CONTENTS);
        self.done(&STRANGER, 0, "reveal", args!(&signed.bytes[..], &reveal[..]));
        signed
    }

    /// A word of a block that was revealed.
    pub(crate) fn block(&mut self, number: u64, word: usize) -> u128 {
        U256::from_be_bytes(self.view("blockOf", args!(number))[word]).to()
    }

    /// Number, opening and parent of the block that opened last, after the time was applied.
    pub(crate) fn head(&mut self) -> [u64; 3] {
        self.done(&STRANGER, 0, "advance", args!());
        let words = self.view("head", args!());
        [0, 1, 2].map(|word: usize| U256::from_be_bytes(words[word]).to())
    }

    pub(crate) fn stake(&mut self, number: u8) -> u128 {
        U256::from_be_bytes(self.view("sequencerOf", args!(key(number).to_bytes()))[3]).to()
    }

    pub(crate) fn propose(&mut self, from: &Account, signed: &Signed) -> Call {
        self.send(from, signed.proposal.bond, "propose", args!(&signed.bytes[..], signed.words.clone()))
    }

    pub(crate) fn reveal_bytes(&self, number: u64, contents: &Contents) -> Vec<u8> {
        let head = RevealHead {
            block_number: BlockNumber::new(number),
            salt: contents.salt.into(),
            fees: contents.fees,
            count: contents.count,
        };
        RevealRootMessage { head, tx_root: TxRoot::from_bytes(contents.tx_root) }.to_bytes().to_vec()
    }

    pub(crate) fn id(&self, signed: &Signed) -> ProposalId {
        signed.proposal.id(&self.params, BlockNumber::new(signed.number))
    }

    pub(crate) fn prover_seed(&self, signed: &Signed, opened: u64) -> ProverSeed {
        let mut beta = [0; 64];
        beta[..32].copy_from_slice(&signed.beta);
        ProverSeed::new(&self.params, &self.pinned(signed.number, opened), &fernet_core::Beta::from_bytes(beta))
    }
}

/// Calls a contract that is no rollup.
pub(crate) fn set(kit: &mut Kit, name: &str, address: &Account, args: &[Arg]) {
    let data = mock(name).calldata("set", args);
    let call = kit.world.call(&STRANGER, address, 0, data);
    assert!(matches!(call.outcome, Outcome::Returned(_)));
}
