// Bytes and numbers as text: hex for byte strings, decimal for the big-endian numbers of the protocol.

#ifndef TEXT_HPP
#define TEXT_HPP

#include <charconv>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace text {

// Reads an integer from decimal digits.
template <class T> T integer(std::string_view digits) {
    T value{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
        throw std::runtime_error("not a number in range: " + std::string(digits));
    }
    return value;
}

// Reads any type of bytes (fernet::key, fernet::proof, ...) from hex.
template <class T> T from_hex(std::string_view digits) {
    T value{};
    if (digits.size() != 2 * sizeof value.bytes) throw std::runtime_error("wrong length: " + std::string(digits));
    for (std::size_t i = 0; i < sizeof value.bytes; ++i) {
        const char *const pair = digits.data() + 2 * i;
        const auto [end, error] = std::from_chars(pair, pair + 2, value.bytes[i], 16);
        if (error != std::errc{} || end != pair + 2) throw std::runtime_error("not hex: " + std::string(digits));
    }
    return value;
}

template <class T> std::string to_hex(const T &value) {
    std::string digits;
    for (const std::uint8_t byte : value.bytes) {
        digits += "0123456789abcdef"[byte >> 4];
        digits += "0123456789abcdef"[byte & 15];
    }
    return digits;
}

// Reads a big-endian number (fernet::amount, fernet::ticket, fernet::score, ...) from decimal digits.
template <class T> T from_decimal(std::string_view digits) {
    T value{};
    if (digits.empty()) throw std::runtime_error("no digits");
    for (const char digit : digits) {
        if (digit < '0' || digit > '9') throw std::runtime_error("not a number: " + std::string(digits));
        unsigned carry = static_cast<unsigned>(digit - '0');
        for (std::size_t i = sizeof value.bytes; i-- > 0;) {
            carry += 10u * value.bytes[i];
            value.bytes[i] = static_cast<std::uint8_t>(carry & 255);
            carry >>= 8;
        }
        if (carry != 0) throw std::runtime_error("too large: " + std::string(digits));
    }
    return value;
}

template <class T> std::string to_decimal(T value) {
    std::string digits;
    bool rest = true;
    while (rest) {
        unsigned remainder = 0;
        rest = false;
        for (std::uint8_t &byte : value.bytes) {
            remainder = remainder << 8 | byte;
            byte = static_cast<std::uint8_t>(remainder / 10);
            remainder %= 10;
            rest = rest || byte != 0;
        }
        digits.insert(digits.begin(), static_cast<char>('0' + remainder));
    }
    return digits;
}

} // namespace text

#endif
