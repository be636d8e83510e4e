// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {IDataLayer} from "../../src/interfaces/IDataLayer.sol";
import {IFeeVault} from "../../src/interfaces/IFeeVault.sol";
import {IRateOracle} from "../../src/interfaces/IRateOracle.sol";
import {IRootVerifier} from "../../src/interfaces/IRootVerifier.sol";

/// @notice Accepts a proof that is the hash of the public inputs.
contract MockVerifier is IRootVerifier {
    function verify(PublicInputs calldata inputs, bytes calldata proof) external pure returns (bool) {
        return bytes32(proof) == keccak256(abi.encode(inputs));
    }
}

/// @notice A contract that does what a test tells it when it is called.
abstract contract Mock {
    enum Mode {
        Good,
        Less,
        More,
        Nothing,
        Refuse,
        /// Makes the call `data` to the caller, and passes on its error.
        Enter,
        /// Uses all gas.
        Burn,
        /// Answers with `LONG` bytes.
        Long
    }

    uint256 internal constant LONG = 100_000;
    Mode public mode;
    bytes public data;

    function set(Mode newMode, bytes calldata newData) external {
        mode = newMode;
        data = newData;
    }

    function _act(address target) internal {
        if (mode == Mode.Refuse) revert("refused");
        if (mode == Mode.Enter) _enter(target);
        if (mode == Mode.Burn) while (true) {}
        if (mode == Mode.Long) {
            assembly {
                return(0, LONG)
            }
        }
    }

    function _enter(address target) private {
        (bool success, bytes memory answer) = target.call(data);
        if (!success) {
            assembly {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }
}

contract MockVault is IFeeVault, Mock {
    receive() external payable {}

    function pay(uint64, uint256 amount) external {
        _act(msg.sender);
        if (mode == Mode.Less) amount -= 1;
        if (mode == Mode.More) amount += 1;
        if (mode == Mode.Nothing) return;
        (bool sent,) = msg.sender.call{value: amount}("");
        require(sent);
    }

    /// @notice Sends wei out of turn.
    function push(address to) external payable {
        (bool sent, bytes memory answer) = to.call{value: msg.value}("");
        if (!sent) {
            assembly {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }
}

/// @notice An account whose receipt of wei does something.
contract MockPayee is Mock {
    receive() external payable {
        _act(msg.sender);
    }

    function withdraw(address rollup) external {
        (bool success, bytes memory answer) = rollup.call(abi.encodeWithSignature("withdraw(address)", address(this)));
        if (!success) {
            assembly {
                revert(add(answer, 0x20), mload(answer))
            }
        }
    }
}

contract MockOracle is IRateOracle {
    uint256 public answer;
    uint256 public mode;

    function set(uint256 newMode, uint256 newAnswer) external {
        mode = newMode;
        answer = newAnswer;
    }

    function rate() external view returns (uint256) {
        if (mode == 1) revert("refused");
        if (mode == 2) while (true) {}
        if (mode == 3) {
            assembly {
                return(0, 50000)
            }
        }
        if (mode == 4) {
            assembly {
                return(0, 31)
            }
        }
        return answer;
    }
}

contract MockDataLayer is IDataLayer {
    error Unpublished();

    /// @notice The location is the hash itself; zero is not published.
    function treeDataHash(uint64, bytes32, bytes calldata location) external pure returns (bytes32) {
        if (bytes32(location) == 0) revert Unpublished();
        return bytes32(location);
    }
}
