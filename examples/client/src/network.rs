//! The connections of the example: one process plays L1 and passes claims on; the others connect to it.
//!
//! That process keeps one log. An entry is an L1 block (a zero byte, its number, its mix), or a Fernet message: an L1 event or a
//! claim. Every client reads the log from any entry on. A client sends its messages, and an empty frame for each entry that it
//! has applied. L1 goes on when all clients have applied all entries, so the example depends on no clock.

use std::io::{self, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::Path;
use std::sync::mpsc::{Sender, channel};
use std::{fs, thread};

use fernet_core::message::{L1EventHead, Message, MessageKind};
use fernet_core::{Amount, L1Block, RandaoMix};

use crate::{Client, Result, frames, push_frame};

fn send(mut stream: &TcpStream, bytes: &[u8]) -> io::Result<()> {
    let mut frame = Vec::new();
    push_frame(&mut frame, bytes);
    stream.write_all(&frame)
}

/// Receives a frame; `None` at the end of the connection.
fn receive(stream: &mut impl Read) -> Option<Vec<u8>> {
    let mut len = [0; 4];
    stream.read_exact(&mut len).ok()?;
    let mut frame = vec![0; u32::from_be_bytes(len).try_into().ok()?];
    stream.read_exact(&mut frame).ok()?;
    Some(frame)
}

/// What a connection tells the process that plays L1: a new client and the next entry that it needs, a frame, or its end.
enum News {
    Joined(TcpStream, usize),
    Frame(Vec<u8>),
    Gone,
}

/// Reads the frames of a client.
fn listen(client: usize, stream: TcpStream, news: &Sender<(usize, News)>) -> Option<()> {
    let mut frames = BufReader::new(stream.try_clone().ok()?);
    let next = usize::from_be_bytes(receive(&mut frames)?.try_into().ok()?);
    news.send((client, News::Joined(stream, next))).ok()?;
    while let Some(frame) = receive(&mut frames) {
        news.send((client, News::Frame(frame))).ok()?;
    }
    news.send((client, News::Gone)).ok()
}

/// Plays L1 from one L1 block to another for this number of clients.
pub fn play_l1(listener: TcpListener, clients: usize, first: u64, last: u64) -> Result<()> {
    let (news, received) = channel();
    thread::spawn(move || {
        for (client, stream) in listener.incoming().flatten().enumerate() {
            let news = news.clone();
            thread::spawn(move || listen(client, stream, &news));
        }
    });
    let mut log: Vec<Vec<u8>> = Vec::new();
    let mut connected: Vec<(usize, TcpStream, usize)> = Vec::new();
    let mut l1_block = first;
    loop {
        let known = log.len();
        match received.recv()? {
            (client, News::Joined(stream, next)) => {
                // A client that joins again sends first what it may not have sent before, and then says that it applied an entry.
                log.iter().skip(next).for_each(|entry| drop(send(&stream, entry)));
                connected.push((client, stream, next.saturating_sub(1)));
            }
            (client, News::Frame(frame)) if frame.is_empty() => {
                connected.iter_mut().filter(|(id, ..)| *id == client).for_each(|(.., applied)| *applied += 1);
            }
            (_, News::Frame(claim)) if claim.get(1) == Some(&MessageKind::Claim.number()) => log.push(claim),
            (_, News::Frame(message)) => {
                let head =
                    L1EventHead { l1_block: L1Block::new(l1_block), base_fee: 20_000_000_000, rate: Amount::ZERO };
                log.push([head.to_bytes().as_slice(), &message].concat());
            }
            (client, News::Gone) => connected.retain(|(id, ..)| *id != client),
        }
        if connected.len() == clients && connected.iter().all(|(.., applied)| *applied == log.len()) {
            if l1_block == last {
                return Ok(connected.iter().try_for_each(|(_, stream, _)| stream.shutdown(Shutdown::Both))?);
            }
            l1_block += 1;
            let mix = [u8::try_from(l1_block % 251)?; 32];
            log.push([[0].as_slice(), &l1_block.to_be_bytes(), &mix].concat());
        }
        for entry in log.iter().skip(known) {
            // A client that is gone reads the entry when it joins again.
            connected.iter().for_each(|(_, stream, _)| drop(send(stream, entry)));
        }
    }
}

/// What a client stored: how many entries it has applied, its state, and the messages that it sends after the last one.
#[derive(Default)]
pub struct Stored {
    applied: usize,
    /// What `Client::to_bytes` returned after those entries.
    pub state: Vec<Vec<u8>>,
    outbox: Vec<Vec<u8>>,
}

impl Stored {
    /// Reads the file of a client, if there is one.
    pub fn read(file: &Path) -> Option<Self> {
        let bytes = fs::read(file).ok()?;
        let mut parts = frames(&bytes);
        let applied = usize::from_be_bytes(parts.next()?.try_into().ok()?);
        let mut list = || Some(frames(parts.next()?).map(<[u8]>::to_vec).collect());
        Some(Self { applied, state: list()?, outbox: list()? })
    }

    /// Replaces the file. A client with a stake also waits until it is on the disk (`sync_all`).
    fn write(&self, file: &Path) -> io::Result<()> {
        let mut bytes = Vec::new();
        push_frame(&mut bytes, &self.applied.to_be_bytes());
        for list in [&self.state, &self.outbox] {
            let mut framed = Vec::new();
            list.iter().for_each(|part| push_frame(&mut framed, part));
            push_frame(&mut bytes, &framed);
        }
        let new = file.with_extension("new");
        fs::write(&new, bytes)?;
        fs::rename(new, file)
    }
}

/// Runs a client until L1 ends. It is killed once it has stored `crash_after` entries, before it sends anything.
pub fn run(
    client: &mut impl Client,
    l1: &str,
    file: &Path,
    stored: Option<Stored>,
    crash_after: Option<usize>,
) -> Result<()> {
    let stream = TcpStream::connect(l1)?;
    let mut stored = stored.unwrap_or_default();
    client.restore(stored.state.get(1..).unwrap_or_default())?;
    send(&stream, &stored.applied.to_be_bytes())?;
    let mut entries = BufReader::new(stream.try_clone()?);
    if stored.applied > 0 {
        send_all(&stream, &stored.outbox)?;
    }
    while let Some(entry) = receive(&mut entries) {
        stored.outbox = match entry.split_first() {
            Some((0, l1_block)) => {
                let (number, mix) = l1_block.split_first_chunk().ok_or("an L1 block has a number")?;
                client.l1_block(L1Block::new(u64::from_be_bytes(*number)), RandaoMix::from_bytes(mix.try_into()?))?
            }
            _ => {
                let applied = match Message::decode(&entry)? {
                    Message::L1Event(event) => client.event(&event),
                    Message::Claim(claim) => client.claim(&claim),
                    _ => Ok(()),
                };
                if let Err(error) = applied {
                    eprintln!("{}: {error}", std::process::id());
                }
                Vec::new()
            }
        };
        stored.applied += 1;
        stored.state = client.to_bytes();
        stored.write(file)?;
        if crash_after.is_some_and(|entries| stored.applied == entries) {
            std::process::abort();
        }
        send_all(&stream, &stored.outbox)?;
    }
    Ok(())
}

/// Sends the messages that follow from an entry, and that the entry is applied.
fn send_all(stream: &TcpStream, messages: &[Vec<u8>]) -> io::Result<()> {
    messages.iter().map(Vec::as_slice).chain([[].as_slice()]).try_for_each(|message| send(stream, message))
}
