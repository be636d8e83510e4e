//! An observer: it follows the rollup and sends nothing.

use client::{Client, Result, Rollup, report, stored};
use fernet_core::message::L1EventMessage;
use fernet_core::*;

/// A client that follows the rollup, and sends nothing.
#[allow(missing_docs, reason = "the fields say what they are")]
pub struct Observer {
    pub rollup: Rollup,
    pub registry: Vec<Registration>,
}

impl Client for Observer {
    fn l1_block(&mut self, at: L1Block, mix: RandaoMix) -> Result<Vec<Vec<u8>>> {
        self.rollup.l1_block(at, mix)?;
        while let Some(happening) = self.rollup.advance()? {
            report(&self.rollup, &happening)?;
        }
        Ok(Vec::new())
    }

    fn event(&mut self, event: &L1EventMessage<'_>) -> Result<()> {
        self.rollup.event(event, self.registry.as_slice(), &())?;
        while self.rollup.advance()?.is_some() {}
        Ok(())
    }

    fn to_bytes(&self) -> Vec<Vec<u8>> {
        vec![stored(&self.rollup)]
    }

    fn restore(&mut self, _: &[Vec<u8>]) -> Result<()> {
        Ok(())
    }
}
