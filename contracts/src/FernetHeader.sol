// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

/// @title Reads headers of L1 blocks in RLP
library FernetHeader {
    /// @dev Places of the fields in a header.
    uint256 private constant NUMBER = 8;
    uint256 private constant MIX_HASH = 13;

    /// @notice The bytes are not a list of at least 14 fields in RLP, or number and mix do not have the form that headers have.
    error HeaderMalformed();

    /// @notice The number of an L1 block and its mix, the field `mixHash`, from its header.
    function numberAndMix(bytes calldata header) external pure returns (uint256 number, bytes32 mix) {
        (uint256 offset, uint256 end) = _list(header);
        for (uint256 field = 0; field <= MIX_HASH; ++field) {
            (uint256 start, uint256 length) = _string(header, offset, end);
            offset = start + length;
            if (field == NUMBER) {
                // An integer has no leading zero byte.
                if (length > 6 || (length != 0 && header[start] == 0)) revert HeaderMalformed();
                number = length == 0 ? 0 : uint256(bytes32(header[start:offset])) >> (256 - 8 * length);
            } else if (field == MIX_HASH) {
                if (length != 32) revert HeaderMalformed();
                mix = bytes32(header[start:offset]);
            }
        }
    }

    /// @dev Where the items of the list that the bytes are begin and end. A header has more than 255 bytes.
    function _list(bytes calldata data) private pure returns (uint256 start, uint256 end) {
        end = data.length;
        if (end < 3 || data[0] != 0xf9 || uint256(uint16(bytes2(data[1:3]))) + 3 != end || end <= 258) revert HeaderMalformed();
        start = 3;
    }

    /// @dev The bytes of the string at `offset`, in its only encoding.
    function _string(bytes calldata data, uint256 offset, uint256 end) private pure returns (uint256 start, uint256 length) {
        if (offset >= end) revert HeaderMalformed();
        uint256 first = uint8(data[offset]);
        if (first < 0x80) return (offset, 1);
        start = offset + 1;
        if (first <= 0xb7) {
            length = first - 0x80;
            if (start + length > end || (length == 1 && uint8(data[start]) < 0x80)) revert HeaderMalformed();
        } else if (first <= 0xb9) {
            uint256 width = first - 0xb7;
            if (start + width > end) revert HeaderMalformed();
            length = width == 1 ? uint8(data[start]) : uint16(bytes2(data[start:start + 2]));
            start += width;
            if (length < (width == 1 ? 56 : 256) || start + length > end) revert HeaderMalformed();
        } else {
            revert HeaderMalformed();
        }
    }
}
