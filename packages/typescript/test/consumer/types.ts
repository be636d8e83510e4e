// What the types promise, for `tsc --strict`: lines after @ts-expect-error have to be errors.

import { Block, Chain, type Claim, type ErrorCode, FernetError, p256Prove, P256SecretKey, type Params, paramsDefault, proofParse, type Registration, score, SecretKey, settlementPay, type Ticket, vrfProve } from "fernet-protocol";
import { load } from "fernet-protocol/module";

export const params: Params = paramsDefault(1n, "0xfefefefefefefefefefefefefefefefefefefefe");
export const ticket: Ticket = score(1n, 2);
export const proof: Uint8Array = proofParse(new Uint8Array(80));
export const loaded: Promise<void> = load(new Uint8Array());
export const registration: Registration = { key: proof, entryL1Block: 1n, exitL1Block: null, role: "prover" };
export const codes: ErrorCode[] = ["VerifyError::Invalid"];
export const isOurs = (error: unknown): boolean => error instanceof FernetError && error.code === "Argument" && error.argument !== null;
export const pay: bigint = settlementPay({ params, fees: 1n, bond: 0n, bases: 1n, feeSplit: 1 }, 0n, 0);
export const advance = (chain: Chain, block: Block): string => block.outcome(chain.advance(1n), 0n).kind;
export const claim = (given: Claim): bigint => given.node;

// @ts-expect-error a number is no bigint
paramsDefault(1, "0xfe");
// @ts-expect-error hex has 0x
paramsDefault(1n, "fe");
// @ts-expect-error no such role
SecretKey.derive(proof, "miner");
// @ts-expect-error text cannot be wiped
SecretKey.fromSeed("0x00");
// @ts-expect-error fields are read-only
params.chainId = 2n;
// @ts-expect-error a chain is no block
advance({} as Block, {} as Chain);
// @ts-expect-error only functions make objects
new SecretKey(proof);
// @ts-expect-error also without an argument
new SecretKey();
// @ts-expect-error also those of other classes
new Block();
// @ts-expect-error a key on P-256 is no key on edwards25519
vrfProve(P256SecretKey.derive(proof), "ell2", "0x");
// @ts-expect-error nor the other way round
p256Prove(SecretKey.derive(proof, "sequencer"), "sswu", "0x");
// @ts-expect-error no such code
codes.push("VerifyError::Valid");
