// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {SettleError} from "../src/FernetErrors.sol";
import {Params} from "../src/FernetParams.sol";
import {FernetSettlement, Funding, Receipt} from "../src/FernetSettlement.sol";

/// @notice The receipt of a block, with a known answer of `vectors/`. The tests of `evm/` have all others.
contract FernetSettlementTest {
    uint64 private constant BASES = 16;

    function params() private pure returns (Params memory p) {
        (p.proofsPerNode, p.rootSeats, p.feeSplitCap) = (3, 3, 1_000_000);
        (p.bondBase, p.rebateCap, p.rebateGas) = (1, 1 ether, 300_000);
    }

    function test_receipt() external pure {
        Funding memory funding = FernetSettlement.fund(params(), 1000 ether, 800_000, 0);
        require(funding.pool == 800000000000000000000 && funding.sequencer == 200000000000000000000, "funding");
        Receipt memory receipt =
            FernetSettlement.settle(params(), BASES, funding, 0, 1_000_000, address(9), 20 gwei, 1 ether);
        require(receipt.reserved == 8602150537634408602, "reserve");
        require(receipt.rebate == 6000000000000000, "rebate");
        require(receipt.burned == 791391849462365591398, "burned");
        uint256 spent = funding.sequencer + receipt.reserved + receipt.burned + receipt.rebate;
        require(spent == funding.fees + funding.bondUsed, "identity");
    }

    function test_pay_of_a_seat() external pure {
        require(FernetSettlement.pay(params(), BASES, 800 ether, 15, 0) == 8602150537634408602, "pay");
    }

    function fundWith(uint256 fees) external pure {
        FernetSettlement.fund(params(), fees, 800_000, 0);
    }

    function test_amount_too_large_is_refused() external view {
        try this.fundWith(1 << 96) {
            revert("accepted");
        } catch (bytes memory reason) {
            require(bytes4(reason) == SettleError.AmountTooLarge.selector, "another error");
        }
    }
}
