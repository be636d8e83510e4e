// SPDX-License-Identifier: MIT OR Apache-2.0
pragma solidity ^0.8.37;

import {EcvrfP256} from "../src/EcvrfP256.sol";

/// @notice A proof of `vectors/vrf-p256/proofs.json` (`sswu-plain`), for `forge test`. The tests of `evm/` have everything else.
contract EcvrfP256Test {
    uint256 private constant KEY = 0xc03d004b9dadea33ed470c9cdd1a675ee81121ac83bdc256adc3652231420d21;
    bytes32 private constant BETA = 0x39415662a2b89f79d697dae272e2269a07c9af191a121fdfe5b384a1df96c74c;

    EcvrfP256 private immutable vrf = new EcvrfP256();

    function proof() private pure returns (EcvrfP256.Proof memory) {
        return EcvrfP256.Proof({
            gammaX: 0x6060fe3647d8f859032b510445d4bd4b72a8a72482a3a596dbe77c6f08fd4f65,
            gammaY: 0xa115f382e46a89d0c3dbacea840807df9a70ac40462504824c0ca2904318e8ad,
            cAndBranch: 0x000000000000000000000000000000008deac9016232e4c4028a1a6773b8775d,
            s: 0x030670b8a348f53603624ab84fbbc0716d74766853164863ee03716f0e194155,
            tX: 0xd0b06c3d5d2bfda4a6ba5a2888a5d0ccfc911d6f2c6a83951fc6fe7dcde7c6e0,
            sX: 0xf6d627904a3eb770efcf80519192f2db0a34e83e6cc16a98b314b18409820dbf,
            rX: 0x0815cfa914a428f7737f479190aa1cc92ed05ad7425ee43b69fa478e226bbba8,
            slopeY: 0xc2ebf321d7dd1ec5783c7d21844bc936794dc5c841d627bf36d3b4145251b21f,
            slopeT: 0x761ccfd7a26c5aac52f98afb3dcab87bac5e6b0c33ef47c3c33b7e99cbec6a1a,
            slopeR: 0x848ee8566d7aab3bbe07003a4799ce44de148080ae2661d9feb594fd6837a913,
            slopeS: 0xa68661e3e05c2d11dca3b5dd40b415dcb07a6ac2cf87a4e136822ba9f4c652a5,
            slopeH: 0x12cefe7cbc2d4ff6703a85cca683c785538995264374b35c5a7cf82f4b365fbd,
            inverseP: 0x7f5193d9680f7cc6c0e1676872ef86d5b276863bd5da37a68f0ac1fa670dcf7e,
            inverseN: 0x3edfbf5e18e225346384cce4686e2690d676f19a6f408e987b3b5c9ca3b3d00f
        });
    }

    function test_accepts() external view {
        require(vrf.verifyBytes(KEY, "alpha", proof()) == BETA, "another output");
    }

    function test_refuses_another_input() external view {
        try vrf.verifyBytes(KEY, "alphb", proof()) {
            revert("accepted");
        } catch (bytes memory) {}
    }

    function test_refuses_additional_data() external view {
        try vrf.verifyBytesWithData(KEY, "alpha", proof(), "") {
            revert("accepted");
        } catch (bytes memory reason) {
            require(bytes4(reason) == EcvrfP256.InvalidProof.selector, "another error");
        }
    }
}
