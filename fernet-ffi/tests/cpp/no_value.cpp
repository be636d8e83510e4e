// Ends in value(): there are no parameters for chain 0.

#include <fernet.hpp>

int main() {
    const fernet::address rollup{{0xfe}};
    return static_cast<int>(fernet::params_default(0, rollup).value().chain_id);
}
