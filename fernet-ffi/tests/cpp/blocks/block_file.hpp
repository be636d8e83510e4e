// The block file that vectors/block/README.md describes, with the types of fernet.hpp.

#ifndef BLOCK_FILE_HPP
#define BLOCK_FILE_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <fernet.hpp>

// A record of the registry. One without a proof of possession is trusted, and has no owner.
struct RegistryRecord {
    fernet::registration registration;
    fernet::address owner;
    std::optional<std::vector<std::uint8_t>> proof;
};

struct ProposalRecord {
    std::uint64_t l1_block;
    fernet::key key;
    // 80 bytes, or 81 on P-256.
    std::vector<std::uint8_t> proof;
    fernet::proposal proposal;
};

struct RevealRecord {
    std::uint64_t l1_block;
    fernet::salt salt;
    std::vector<fernet::tx_hash> transactions;
    fernet::amount fees;
};

struct ClaimRecord {
    fernet::key key;
    fernet::proof proof;
    fernet::claim claim;
};

struct BundleRecord {
    std::uint64_t node;
    std::vector<std::uint64_t> claims;
};

struct TreeRecord {
    std::uint64_t l1_block;
    std::uint64_t base_fee;
    fernet::amount rate;
    std::vector<BundleRecord> bundles;
};

struct BlockFile {
    fernet::params params;
    std::uint64_t block_number;
    fernet::block_hash parent;
    std::uint64_t l1_block;
    std::uint64_t l1_block_end;
    std::vector<fernet::randao_entry> randao;
    std::vector<RegistryRecord> registry;
    fernet::amount stake;
    std::vector<ProposalRecord> proposals;
    std::optional<RevealRecord> reveal;
    std::vector<ClaimRecord> claims;
    std::vector<TreeRecord> trees;
};

// Reads a block file. Throws a std::exception if the text has another form.
BlockFile read_block(const std::string &path);

#endif
