// block [ARCHIVE]: runs the block of an archive of messages (docs/messages.md) with the driver, fernet::block, which applies
// every rule of SPEC.md and verifies every proof.

#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include <fernet.hpp>

#include "text.hpp"

namespace {

// Returns the value of a result, or ends the run: the archive is malformed.
template <class T> T need(fernet::result<T> result) {
    if (!result) throw std::runtime_error(fernet::status_name(result.error()));
    return *std::move(result);
}

class Client {
  public:
    explicit Client(const fernet::params &of_rollup) : params(of_rollup) {}

    // Takes the next message of the archive; its second byte is its kind.
    void receive(fernet::bytes message) {
        switch (message.data()[1]) {
        case 3: return enter(need(fernet::message_registration_record_decode(message)));
        case 5: return open(need(fernet::message_block_opening_decode(message)));
        case 6: return happen(need(fernet::message_l1_event_decode(message)),
                              {message.data() + fernet::message_l1_event_len, message.size() - fernet::message_l1_event_len});
        default: return claim(message);
        }
    }

    // Lets time pass until the block has ended, and prints how.
    void finish() {
        const auto length = std::uint64_t{params.proposal_blocks} + params.reveal_blocks + params.proving_blocks;
        if (outcome.kind == fernet::outcome_none) advance(opening.l1_block + length);
        if (outcome.kind != fernet::outcome_settled) return static_cast<void>(std::printf("outcome %d\n", outcome.kind));
        const auto &[funding, reserved, burned, rebate] = outcome.receipt;
        std::printf("sequencer %s\nreserved %s\nburned %s\nrebate %s\n", text::to_decimal(funding.sequencer).c_str(),
                    text::to_decimal(reserved).c_str(), text::to_decimal(burned).c_str(), text::to_decimal(rebate).c_str());
    }

  private:
    // A registered key counts if its request has a valid proof of possession.
    void enter(const fernet::message_registration_record &record) {
        const auto &[request, proof] = record.request;
        const auto alpha = need(fernet::registration_alpha(params, request));
        const auto id = need(fernet::registration_id_new(params, request));
        if (!fernet::registration_request_check(params, request, sizeof proof.bytes)) return;
        if (!fernet::vrf_verify_ad(request.key, request.suite, alpha.bytes, id.bytes, proof)) return;
        const auto exit = record.has_exited ? record.exit_l1_block : fernet::no_exit;
        records[request.key].push_back({request, record.entry_l1_block, exit});
    }

    void open(const fernet::message_block_opening &message) {
        for (const auto &[key, of_key] : records) registry.emplace(key, need(fernet::registration_choose(of_key)));
        opening = message.opening;
        chain = need(fernet::chain_of_one_block(params, opening));
        block = need(fernet::block::open(params, opening, message.pinned));
    }

    void advance(std::uint64_t l1_block) {
        for (;;) {
            const auto happening = need(fernet::chain_advance(chain, l1_block));
            if (happening.kind == fernet::happening_none) return;
            const auto ends = need(block.outcome(happening, stake));
            if (ends.kind != fernet::outcome_none) outcome = ends;
        }
    }

    // Applies what L1 received.
    void happen(const fernet::l1_event &at, fernet::bytes message) {
        std::uint8_t evidence[fernet::message_proposal_evidence_len];
        advance(at.l1_block);
        switch (message.data()[1]) {
        case 7: return check(block.propose(evidence, chain, at.l1_block, message, registered(message)));
        case 9:
        case 10: return check(block.reveal(chain, at.l1_block, message));
        default: return check(block.submit_ids(chain, at, message, seats));
        }
    }

    void claim(fernet::bytes message) {
        const auto seat = block.claim(message, registered(message));
        if (seat) seats.push_back(*seat);
        check(seat);
    }

    // The registration of the key that signed a message, or a null pointer.
    const fernet::registration *registered(fernet::bytes message) const {
        const auto found = registry.find(need(fernet::message_key(message)));
        return found == registry.end() ? nullptr : &found->second;
    }

    template <class T> static void check(const fernet::result<T> &result) {
        if (!result) std::printf("refused %s\n", fernet::status_name(result.error()));
    }

    const fernet::params params;
    std::map<fernet::key, std::vector<fernet::registration_record>> records;
    std::map<fernet::key, fernet::registration> registry;
    std::vector<fernet::seat> seats;
    fernet::opening opening{};
    fernet::chain chain{};
    fernet::block block;
    fernet::outcome outcome{};
    const fernet::amount stake{};
};

// Cuts an archive into its messages: each follows its length, four bytes, big-endian.
std::vector<fernet::bytes> messages(const std::vector<std::uint8_t> &archive) {
    std::vector<fernet::bytes> cut;
    for (std::size_t at = 0; at < archive.size();) {
        std::size_t length = 0;
        for (const std::size_t end = at + 4; at < end; ++at) length = length << 8 | (at < archive.size() ? archive[at] : 0);
        if (at > archive.size() || length < 2 || length > archive.size() - at) throw std::runtime_error("the archive is cut");
        cut.push_back({archive.data() + at, length});
        at += length;
    }
    if (cut.empty()) throw std::runtime_error("the archive is empty");
    return cut;
}

} // namespace

int main(int argc, char **argv) try {
    fernet::selftest().value();
    std::ifstream file(argc > 1 ? argv[1] : "examples/block.archive", std::ios::binary);
    const std::vector<std::uint8_t> archive{std::istreambuf_iterator<char>(file), {}};
    const auto all = messages(archive);
    Client client(need(fernet::message_parameters_decode(all.front())));
    for (std::size_t i = 1; i < all.size(); ++i) client.receive(all[i]);
    client.finish();
    return 0;
} catch (const std::exception &error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
