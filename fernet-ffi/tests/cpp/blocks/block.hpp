// Runs a recorded block.

#ifndef BLOCK_HPP
#define BLOCK_HPP

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "block_file.hpp"

// An item of the block file, by its kind and position. The order is that in which results list the items.
enum class Kind { registration, proposal, reveal, claim, tree };
using Item = std::pair<Kind, std::size_t>;

// A valid proposal.
struct ValidProposal {
    std::size_t position;
    fernet::scored_key candidate;
};

// The seat of a valid claim.
struct Seat {
    fernet::seat seat;
    fernet::seat_info info;
};

// A seat with the position of its claim.
struct Placed {
    std::size_t claim;
    fernet::seat_info seat;
};

// A valid tree. The seats are in post-order of their nodes, primary first.
struct Submission {
    std::size_t position;
    fernet::tree tree;
    fernet::tree_info info;
    std::vector<Placed> seats;
};

struct Pay {
    Placed placed;
    fernet::amount amount;
};

struct Settlement {
    fernet::receipt receipt;
    std::vector<Pay> pays;
};

// Conflicting proposals, or conflicting claims for one node, that one key signed.
struct Equivocation {
    Kind kind;
    fernet::key key;
    std::vector<std::size_t> positions;
};

struct Block {
    fernet::phase phase;
    fernet::pinned_mix pinned;
    fernet::sequencer_seed sequencer_seed;
    std::vector<ValidProposal> valid_proposals;
    std::optional<ValidProposal> leader;
    std::optional<ValidProposal> runner_up;
    std::optional<fernet::prover_seed> prover_seed;
    std::optional<fernet::tree_shape> shape;
    std::map<std::size_t, Seat> seats;
    std::map<Item, std::string> refused;
    std::vector<Equivocation> equivocations;
    std::vector<Submission> submissions;
    std::optional<std::size_t> winner;
    std::optional<Settlement> settlement;
    std::optional<fernet::slashing> slashing;
};

// Runs a recorded block from its randomness to its payments. Throws a std::exception if the file does not describe a
// block.
Block run(const BlockFile &file);

#endif
