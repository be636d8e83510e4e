// vectors DIRECTORY: the vectors of the VRF, of registrations, openings, settlement and messages through fernet.hpp.

#include <fernet.hpp>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "check.hpp"
#include "text.hpp"

namespace {

using nlohmann::json;

json load(const std::string &path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path);
    return json::parse(file);
}

std::string string(const json &of, const char *name) { return of.at(name).get<std::string>(); }

std::vector<std::uint8_t> bytes(const json &of, const char *name) {
    const std::string digits = string(of, name);
    std::vector<std::uint8_t> read;
    struct One {
        std::uint8_t bytes[1];
    };
    for (std::size_t i = 0; i < digits.size(); i += 2) {
        read.push_back(text::from_hex<One>(digits.substr(i, 2)).bytes[0]);
    }
    return read;
}

template <class T> T fixed(const json &of, const char *name) { return text::from_hex<T>(string(of, name)); }

template <class T = std::uint64_t> T integer(const json &of, const char *name) {
    return text::integer<T>(string(of, name));
}

fernet::amount amount(const json &of, const char *name) {
    return text::from_decimal<fernet::amount>(string(of, name));
}

fernet::suite suite(const json &of) {
    return string(of, "suite") == "ECVRF-EDWARDS25519-SHA512-TAI" ? fernet::suite_tai : fernet::suite_ell2;
}

void rfc9381(const std::string &path) {
    for (const json &example : load(path)) {
        const auto alpha = bytes(example, "alpha");
        auto sk = fernet::secret_key_from_seed(fixed<fernet::secret>(example, "sk"));
        CHECK(sk);
        const auto key = fernet::secret_key_public(*sk);
        CHECK(key && *key == fixed<fernet::key>(example, "pk"));
        const auto beta = fixed<fernet::beta>(example, "beta");
        for (const auto &proven : {fernet::vrf_prove(*sk, suite(example), alpha),
                                   fernet::vrf_prove_verified(*sk, suite(example), alpha)}) {
            CHECK(proven && proven->proof == fixed<fernet::proof>(example, "pi") && proven->beta == beta);
        }
        CHECK(fernet::vrf_evaluate(*sk, suite(example), alpha).value() == beta);
        auto proof = fernet::proof_parse(bytes(example, "pi")).value();
        CHECK(fernet::proof_to_hash(suite(example), proof).value() == beta);
        CHECK(fernet::vrf_verify(*key, suite(example), alpha, proof).value() == beta);
        proof.bytes[33] ^= 1;
        const auto changed = fernet::vrf_verify(*key, suite(example), alpha, proof);
        CHECK(changed.error() == FERNET_STATUS_VERIFY_INVALID && *changed == fernet::beta{});
    }
}

fernet::result<fernet::beta> verify(const json &test) {
    const auto key = fernet::key_parse(bytes(test, "pk"));
    if (!key) return key.error();
    const auto proof = fernet::proof_parse(bytes(test, "pi"));
    if (!proof) return proof.error();
    const auto alpha = bytes(test, "alpha");
    if (test.at("ad").is_null()) return fernet::vrf_verify(*key, suite(test), alpha, *proof);
    return fernet::vrf_verify_ad(*key, suite(test), alpha, bytes(test, "ad"), *proof);
}

void proofs(const std::string &path) {
    for (const json &test : load(path)) {
        const auto verified = verify(test);
        const bool right = test.at("valid").get<bool>()
                               ? verified && *verified == fixed<fernet::beta>(test, "beta")
                               : !verified && string(test, "error") == fernet::status_name(verified.error());
        if (!CHECK(right)) std::printf("  %s\n", string(test, "id").c_str());
        if (test.at("sk").is_null()) continue;
        const auto sk = fernet::secret_key_from_seed(fixed<fernet::secret>(test, "sk"));
        const auto alpha = bytes(test, "alpha");
        const auto proven = test.at("ad").is_null()
                                ? fernet::vrf_prove(*sk, suite(test), alpha)
                                : fernet::vrf_prove_ad(*sk, suite(test), alpha, bytes(test, "ad"));
        CHECK(proven && proven->proof == fixed<fernet::proof>(test, "pi"));
    }
}

fernet::role role(const json &of) {
    const std::string name = string(of, "role");
    return name == "sequencer"      ? fernet::role_sequencer
           : name == "base-prover"  ? fernet::role_base_prover
           : name == "merge-prover" ? fernet::role_merge_prover
                                    : fernet::role_prover;
}

void registrations(const std::string &path) {
    for (const json &test : load(path)) {
        const json &input = test.at("input");
        auto params = fernet::params_default(integer(input, "chain_id"), fixed<fernet::address>(input, "rollup_address"));
        if (string(input, "sequencer_suite") == "p256") params->sequencer_suite = fernet::sequencer_suite_p256;
        const fernet::registration_request request{fixed<fernet::key>(input, "key"),
                                                   fixed<fernet::address>(input, "owner"), role(input),
                                                   integer<std::uint8_t>(input, "suite"), {}};
        const auto alpha = fernet::registration_alpha(*params, request);
        const auto id = fernet::registration_id_new(*params, request);
        fernet::result<void> checked =
            fernet::registration_request_check(*params, request, bytes(input, "proof").size());
        if (checked) {
            const auto verified =
                request.suite == fernet::sequencer_suite_p256
                    ? fernet::p256_verify_ad(request.key, request.suite, alpha->bytes, id->bytes,
                                             fixed<fernet::p256_proof>(input, "proof"))
                    : fernet::vrf_verify_ad(request.key, request.suite, alpha->bytes, id->bytes,
                                            fixed<fernet::proof>(input, "proof"));
            if (!verified) checked = verified.error();
        }
        const bool right = test.contains("error")
                               ? !checked && string(test, "error") == fernet::status_name(checked.error())
                               : checked && *alpha == fixed<fernet::alpha>(test.at("output"), "alpha") &&
                                     *id == fixed<fernet::registration_id>(test.at("output"), "registration_id");
        if (!CHECK(right)) std::printf("  %s\n", string(test, "id").c_str());
    }
}

fernet::settlement read_settlement(const json &input) {
    fernet::settlement settlement{};
    settlement.params = fernet::params_default(1, {{1}}).value();
    settlement.params.proofs_per_node = integer<std::uint8_t>(input, "proofs_per_node");
    settlement.params.root_seats = integer<std::uint8_t>(input, "root_seats");
    if (!input.at("base_share").is_null()) settlement.params.base_share = integer<std::uint32_t>(input, "base_share");
    settlement.params.block_reward = amount(input, "block_reward");
    settlement.params.rebate_cap = amount(input, "rebate_cap");
    settlement.params.rebate_gas = integer<std::uint32_t>(input, "rebate_gas");
    settlement.fees = amount(input, "fees");
    settlement.bond = amount(input, "bond");
    settlement.bases = integer(input, "bases");
    settlement.fee_split = integer<std::uint32_t>(input, "fee_split");
    settlement.params.fee_split_cap = std::max(settlement.fee_split, fernet::ppm);
    settlement.params.bond_base = amount(input, "bond_base");
    return settlement;
}

fernet::rebate read_rebate(const json &input) {
    const json &prices = input.at("rebate");
    if (prices.is_null()) return {};
    return {integer(prices, "base_fee"), amount(prices, "rate"), {{1}}, 0};
}

void settle_sums(const std::string &path) {
    for (const json &test : load(path)) {
        const json &input = test.at("input");
        const auto receipt = fernet::settle_sums(read_settlement(input), integer(input, "kept_base"),
                                                 integer(input, "kept_merge"), read_rebate(input));
        const auto burned = receipt ? fernet::unclaimed(receipt->reserved, amount(input, "claimed"))
                                    : fernet::result<fernet::amount>(receipt.error());
        bool right;
        if (test.contains("error")) {
            right = !burned && string(test, "error") == fernet::status_name(burned.error());
        } else {
            const json &output = test.at("output");
            right = burned && *burned == amount(output, "unclaimed") &&
                    receipt->reserved == amount(output, "reserved") && receipt->burned == amount(output, "burned") &&
                    receipt->rebate == amount(output, "rebate");
        }
        if (!CHECK(right)) std::printf("  %s\n", string(test, "id").c_str());
    }
}

void settle(const std::string &path) {
    for (const json &test : load(path)) {
        const json &input = test.at("input");
        const auto settlement = read_settlement(input);
        std::vector<fernet::paid_seat> seats;
        for (const json &seat : input.at("seats")) {
            seats.push_back({integer(seat, "node"), integer<std::uint32_t>(seat, "fee_burn"), 0});
        }
        const auto rebate = read_rebate(input);
        std::vector<fernet::amount> pays(seats.size());
        const auto receipt = fernet::settle(pays, settlement, seats, rebate);
        bool right;
        if (test.contains("error")) {
            right = !receipt && string(test, "error") == fernet::status_name(receipt.error());
            for (const auto &pay : pays) CHECK(pay == fernet::amount{});
        } else {
            const json &output = test.at("output");
            right = receipt && receipt->funding.pool == amount(output, "pool") &&
                    receipt->funding.sequencer == amount(output, "sequencer") &&
                    receipt->funding.bond_used == amount(output, "bond_used") &&
                    receipt->reserved == amount(output, "reserved") && receipt->burned == amount(output, "burned") &&
                    receipt->rebate == amount(output, "rebate") && output.at("pays").size() == pays.size();
            for (std::size_t i = 0; right && i < pays.size(); ++i) {
                right = text::to_decimal(pays[i]) == output.at("pays")[i].get<std::string>();
            }
            auto ledger = fernet::ledger_open(settlement).value();
            std::vector<fernet::amount> again(seats.size());
            CHECK(fernet::ledger_pay(again, ledger, seats) && again == pays);
            CHECK(fernet::ledger_close(ledger, rebate)->burned == receipt->burned);
        }
        if (!CHECK(right)) std::printf("  %s\n", string(test, "id").c_str());
    }
}

using encoding = std::vector<std::uint8_t>;

/** The numbers of seats of the bundles of a tree, and the elements of all bundles. */
template <class T> struct bundles {
    encoding seats;
    std::vector<T> elements;
};

bundles<fernet::claim_id> ids(const json &body) {
    bundles<fernet::claim_id> tree;
    for (const json &bundle : body.at("bundles")) {
        tree.seats.push_back(static_cast<std::uint8_t>(bundle.size()));
        for (const json &id : bundle) tree.elements.push_back(text::from_hex<fernet::claim_id>(id.get<std::string>()));
    }
    return tree;
}

bundles<fernet::signed_claim> claims(const encoding &message, std::uint64_t count) {
    bundles<fernet::signed_claim> tree;
    for (std::size_t at = fernet::message_tree_len; count > 0; --count) {
        tree.seats.push_back(message[at++]);
        for (std::size_t seat = 0; seat < tree.seats.back(); ++seat, at += fernet::signed_claim_len) {
            tree.elements.push_back(fernet::signed_claim_decode({&message[at], fernet::signed_claim_len}).value());
        }
    }
    return tree;
}

/** The attestations of a certificate. */
template <class T, class Proof> std::vector<T> attestations(const json &body) {
    std::vector<T> all;
    for (const json &one : body.at("attestations")) all.push_back({fixed<fernet::key>(one, "key"), fixed<Proof>(one, "proof")});
    return all;
}

/** Decodes a message as each kind in turn, and encodes it again as what it is. */
fernet::result<void> encode_again(fernet::span<std::uint8_t> again, const encoding &message, const json &body) {
    const auto rest = [&](std::size_t head) { return fernet::bytes{&message[head], message.size() - head}; };
#define KIND(name) \
    if (const auto name = fernet::message_##name##_decode(message)) return fernet::message_##name##_encode(again, *name)
    KIND(parameters);
    KIND(registration_request);
    KIND(registration_record);
    KIND(registration_request_p256);
    KIND(registration_record_p256);
    KIND(exit);
    KIND(block_opening);
    KIND(proposal);
    KIND(proposal_p256);
    KIND(reveal_root);
    KIND(reveal_data);
    KIND(attestation);
    KIND(claim);
    KIND(batch_claim);
#undef KIND
    if (const auto event = fernet::message_l1_event_decode(message)) {
        return fernet::message_l1_event_encode(again, *event, rest(fernet::message_l1_event_len));
    }
    if (const auto reveal = fernet::message_reveal_decode(message)) {
        std::vector<fernet::tx_hash> transactions;
        for (const json &hash : body.at("transactions")) {
            transactions.push_back(text::from_hex<fernet::tx_hash>(hash.get<std::string>()));
        }
        return fernet::message_reveal_encode(again, *reveal, transactions);
    }
    if (const auto head = fernet::message_tree_of_ids_decode(message)) {
        const auto tree = ids(body);
        return fernet::message_tree_of_ids_encode(again, *head, tree.seats, tree.elements);
    }
    if (const auto head = fernet::message_tree_of_claims_decode(message)) {
        const auto tree = claims(message, head->count);
        return fernet::message_tree_of_claims_encode(again, *head, tree.seats, tree.elements);
    }
    std::vector<fernet::node_data> nodes(message.size() / fernet::node_data_len);
    if (const auto head = fernet::message_tree_data_decode(nodes, message)) {
        return fernet::message_tree_data_encode(again, *head, {nodes.data(), static_cast<std::size_t>(head->count)});
    }
    if (const auto opening = fernet::message_seat_opening_decode(message)) {
        return fernet::message_seat_opening_encode(again, *opening, rest(fernet::message_seat_opening_len));
    }
    if (const auto proposals = fernet::message_proposal_evidence_decode(message)) {
        return fernet::message_proposal_evidence_encode(again, proposals->first, proposals->second);
    }
    if (const auto pair = fernet::message_proposal_evidence_p256_decode(message)) {
        return fernet::message_proposal_evidence_p256_encode(again, pair->first, pair->second);
    }
    if (const auto pair = fernet::message_attestation_evidence_decode(message)) {
        return fernet::message_attestation_evidence_encode(again, pair->first, pair->second);
    }
    if (const auto head = fernet::message_certificate_decode(message)) {
        const auto signed_by = attestations<fernet::signed_attestation, fernet::proof>(body);
        return fernet::message_certificate_encode(again, *head, signed_by);
    }
    if (const auto head = fernet::message_batch_certificate_decode(message)) {
        const auto signed_by = attestations<fernet::signed_batch_attestation, fernet::batch_proof>(body);
        return fernet::message_batch_certificate_encode(again, *head, signed_by);
    }
    const auto claims = fernet::message_claim_evidence_decode(message);
    return claims ? fernet::message_claim_evidence_encode(again, claims->first, claims->second) : claims.error();
}

void messages(const std::string &path) {
    for (const json &test : load(path)) {
        const auto message = bytes(test.at("input"), "bytes");
        const auto info = fernet::message_check(message).value();
        bool right;
        if (test.contains("error")) {
            right = string(test, "error") == fernet::status_name(info.status) &&
                    string(test, "field") == reinterpret_cast<const char *>(info.field) &&
                    integer(test, "offset") == info.offset;
        } else if (const auto parameters = fernet::message_parameters_decode(message);
                   std::strncmp(fernet::status_name(parameters.error()), "ParamsError", 11) == 0) {
            right = info.status == FERNET_STATUS_OK;
        } else {
            encoding again(message.size());
            right = encode_again(again, message, test.at("output").at("body")) && again == message;
        }
        if (!CHECK(right)) std::printf("  %s\n", string(test, "id").c_str());
    }
}

void openings(const std::string &path) {
    for (const json &test : load(path)) {
        const json &input = test.at("input");
        const auto opened = fernet::seat_opening_verify(
            integer(input, "bases"), fixed<fernet::prover_seed>(input, "prover_seed"),
            fixed<fernet::proposal_id>(input, "proposal_id"), fixed<fernet::bundle_commitment>(input, "root"),
            bytes(input, "opening"));
        bool right;
        if (test.contains("error")) {
            right = !opened && string(test, "error") == fernet::status_name(opened.error());
        } else {
            const json &output = test.at("output");
            right = opened && opened->claimed_bit == integer(output, "claimed_bit") &&
                    opened->claim.node == integer(output, "node") && opened->key == fixed<fernet::key>(output, "key");
        }
        if (!CHECK(right)) std::printf("  %s\n", string(test, "id").c_str());
    }
}

} // namespace

int main(int argc, char **argv) {
    if (argc != 2) return 2;
    const std::string directory = argv[1];
    rfc9381(directory + "/rfc9381/edwards25519_ell2.json");
    rfc9381(directory + "/rfc9381/edwards25519_tai.json");
    proofs(directory + "/vrf/proofs.json");
    registrations(directory + "/registry/registration.json");
    settle(directory + "/settlement/settle.json");
    openings(directory + "/opening/verify.json");
    settle_sums(directory + "/settlement/sums.json");
    for (const char *file :
         {"form", "parameters", "registry", "l1", "proposal", "reveal", "attestation", "claim", "tree", "evidence"}) {
        messages(directory + "/message/" + file + ".json");
    }
    return report();
}
