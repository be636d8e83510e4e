#include "block_file.hpp"

#include <fstream>
#include <map>
#include <stdexcept>

#include <nlohmann/json.hpp>

#include "text.hpp"

namespace {

using nlohmann::json;

const std::string &string(const json &object, const char *name) {
    return object.at(name).get_ref<const std::string &>();
}

template <class T = std::uint64_t> T integer(const json &object, const char *name) {
    return text::integer<T>(string(object, name));
}

template <class T> T bytes(const json &object, const char *name) {
    return text::from_hex<T>(string(object, name));
}

// Reads a proof of either suite.
std::vector<std::uint8_t> proof(const json &object) {
    const std::string &digits = string(object, "proof");
    if (digits.size() == 2 * sizeof(fernet::p256_proof)) {
        const auto of_p256 = text::from_hex<fernet::p256_proof>(digits);
        return {std::begin(of_p256.bytes), std::end(of_p256.bytes)};
    }
    const auto of_edwards = text::from_hex<fernet::proof>(digits);
    return {std::begin(of_edwards.bytes), std::end(of_edwards.bytes)};
}

fernet::amount amount(const json &object, const char *name) {
    return text::from_decimal<fernet::amount>(string(object, name));
}

// Reads the name of a constant of the header.
std::uint8_t one_of(const std::map<std::string, std::uint8_t> &words, const std::string &word) {
    const auto found = words.find(word);
    if (found == words.end()) throw std::runtime_error("unknown word: " + word);
    return found->second;
}

template <class T, class F> std::vector<T> list(const json &array, F read) {
    std::vector<T> items;
    for (const json &item : array) items.push_back(read(item));
    return items;
}

// Reads the parameters. A missing parameter takes its default.
fernet::params read_params(const json &file) {
    auto params = fernet::params_default(integer(file, "chain_id"), bytes<fernet::address>(file, "rollup_address"));
    if (!params) throw std::runtime_error(fernet::status_name(params.error()));
    const auto take = [&](const char *name, auto &field) {
        if (file.contains(name)) field = integer<std::decay_t<decltype(field)>>(file, name);
    };
    take("proofs_per_node", params->proofs_per_node);
    params->root_seats = params->proofs_per_node;
    take("root_seats", params->root_seats);
    take("fee_split_cap", params->fee_split_cap);
    take("tx_per_base", params->tx_per_base);
    take("randao_lag", params->randao_lag);
    take("activation_delay", params->activation_delay);
    take("proposal_blocks", params->proposal_blocks);
    take("reveal_blocks", params->reveal_blocks);
    take("proving_blocks", params->proving_blocks);
    take("claim_blocks", params->claim_blocks);
    take("attesters", params->attesters);
    take("quorum", params->quorum);
    take("attest_blocks", params->attest_blocks);
    take("rebate_gas", params->rebate_gas);
    if (file.contains("base_share") && !file["base_share"].is_null()) take("base_share", params->base_share);
    if (file.contains("bond_base")) params->bond_base = amount(file, "bond_base");
    if (file.contains("reveal_slash_amount")) params->reveal_slash_amount = amount(file, "reveal_slash_amount");
    if (file.contains("proof_slash_amount")) params->proof_slash_amount = amount(file, "proof_slash_amount");
    if (file.contains("block_reward")) params->block_reward = amount(file, "block_reward");
    if (file.contains("rebate_cap")) params->rebate_cap = amount(file, "rebate_cap");
    if (file.contains("vrf_mode")) {
        params->vrf_mode = one_of({{"per-node", fernet::vrf_mode_per_node},
                                   {"per-block", fernet::vrf_mode_per_block},
                                   {"public", fernet::vrf_mode_public}},
                                  string(file, "vrf_mode"));
    }
    if (file.contains("sequencer_suite")) {
        params->sequencer_suite = one_of({{"edwards25519", fernet::sequencer_suite_edwards25519},
                                          {"p256", fernet::sequencer_suite_p256}},
                                         string(file, "sequencer_suite"));
    }
    if (const auto checked = fernet::params_check(*params); !checked) {
        throw std::runtime_error(fernet::status_name(checked.error()));
    }
    return *params;
}

fernet::randao_entry read_randao(const json &record) {
    return {integer(record, "l1_block"), bytes<fernet::randao_mix>(record, "mix")};
}

RegistryRecord read_registration(const json &record) {
    RegistryRecord all{};
    fernet::registration &read = all.registration;
    read.key = bytes<fernet::key>(record, "key");
    read.role = one_of({{"sequencer", fernet::role_sequencer},
                        {"base-prover", fernet::role_base_prover},
                        {"merge-prover", fernet::role_merge_prover},
                        {"prover", fernet::role_prover}},
                       string(record, "role"));
    read.entry_l1_block = integer(record, "entry_l1_block");
    read.exit_l1_block = record.at("exit_l1_block").is_null() ? fernet::no_exit : integer(record, "exit_l1_block");
    if (record.contains("owner")) all.owner = bytes<fernet::address>(record, "owner");
    if (record.contains("proof")) all.proof = proof(record);
    return all;
}

ProposalRecord read_proposal(const json &record) {
    ProposalRecord read{};
    read.l1_block = integer(record, "l1_block");
    read.key = bytes<fernet::key>(record, "key");
    read.proof = proof(record);
    read.proposal.parent = bytes<fernet::block_hash>(record, "parent");
    read.proposal.tx_order_hash = bytes<fernet::tx_order_hash>(record, "tx_order_hash");
    read.proposal.bond = amount(record, "bond");
    read.proposal.payout = bytes<fernet::address>(record, "payout");
    read.proposal.fee_split = integer<std::uint32_t>(record, "fee_split");
    return read;
}

RevealRecord read_reveal(const json &record) {
    const auto hash = [](const json &item) {
        return text::from_hex<fernet::tx_hash>(item.get_ref<const std::string &>());
    };
    return {integer(record, "l1_block"), bytes<fernet::salt>(record, "salt"),
            list<fernet::tx_hash>(record.at("transactions"), hash), amount(record, "fees")};
}

ClaimRecord read_claim(const json &record) {
    ClaimRecord read{};
    read.key = bytes<fernet::key>(record, "key");
    read.proof = bytes<fernet::proof>(record, "proof");
    read.claim.node = integer(record, "node");
    read.claim.statement = bytes<fernet::statement>(record, "statement");
    read.claim.proof_digest = bytes<fernet::proof_digest>(record, "proof_digest");
    read.claim.left = bytes<fernet::bundle_commitment>(record, "left");
    read.claim.right = bytes<fernet::bundle_commitment>(record, "right");
    read.claim.payout = bytes<fernet::address>(record, "payout");
    read.claim.rebate_payee = bytes<fernet::address>(record, "rebate_payee");
    read.claim.fee_burn = integer<std::uint32_t>(record, "fee_burn");
    return read;
}

TreeRecord read_tree(const json &record) {
    const auto position = [](const json &item) {
        return text::integer<std::uint64_t>(item.get_ref<const std::string &>());
    };
    const auto bundle = [&](const json &item) {
        return BundleRecord{integer(item, "node"), list<std::uint64_t>(item.at("claims"), position)};
    };
    return {integer(record, "l1_block"), integer(record, "base_fee"), amount(record, "rate"),
            list<BundleRecord>(record.at("bundles"), bundle)};
}

} // namespace

BlockFile read_block(const std::string &path) {
    std::ifstream stream(path);
    if (!stream) throw std::runtime_error("cannot read " + path);
    const json file = json::parse(stream);
    BlockFile read{};
    read.params = read_params(file.at("params"));
    read.block_number = integer(file, "block_number");
    read.parent = bytes<fernet::block_hash>(file, "parent");
    read.l1_block = integer(file, "l1_block");
    read.l1_block_end = integer(file, "l1_block_end");
    read.randao = list<fernet::randao_entry>(file.at("randao"), read_randao);
    read.registry = list<RegistryRecord>(file.at("registry"), read_registration);
    read.stake = amount(file, "stake");
    read.proposals = list<ProposalRecord>(file.at("proposals"), read_proposal);
    if (!file.at("reveal").is_null()) read.reveal = read_reveal(file["reveal"]);
    read.claims = list<ClaimRecord>(file.at("claims"), read_claim);
    read.trees = list<TreeRecord>(file.at("trees"), read_tree);
    return read;
}
