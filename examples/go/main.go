// Proves and verifies example 19 of RFC 9381, and settles a block, through fernet.h. With the name of an archive of messages
// it runs the block of the archive instead.
//
//	PKG_CONFIG_PATH=/opt/fernet/lib/pkgconfig go run .
//	PKG_CONFIG_PATH=/opt/fernet/lib/pkgconfig go run . ../block.archive
package main

// #cgo pkg-config: fernet
// #include <fernet.h>
import "C"

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"math/big"
	"os"
	"path/filepath"
	"unsafe"
)

// check returns an error for every status other than OK.
func check(status C.fernet_status) error {
	if status == C.FERNET_STATUS_OK {
		return nil
	}
	return errors.New(C.GoString(C.fernet_status_name(status)))
}

// done ends the program if err is an error.
func done(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// must ends the program unless the status is OK.
func must(status C.fernet_status) {
	done(check(status))
}

// array returns the pointer and the length of bytes, as the functions of fernet.h take them.
func array(bytes []byte) (*C.uint8_t, C.size_t) {
	if len(bytes) == 0 {
		return nil, 0
	}
	return (*C.uint8_t)(unsafe.Pointer(&bytes[0])), C.size_t(len(bytes))
}

// raw returns the bytes of a C array without copying them.
func raw(array []C.uint8_t) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(&array[0])), len(array))
}

// fill copies bytes into a field of the same length, and refuses any other length.
func fill(field, bytes []byte) error {
	if len(bytes) != len(field) {
		return fmt.Errorf("%d bytes, not %d", len(field), len(bytes))
	}
	copy(field, bytes)
	return nil
}

// amount converts a number of wei, 0 to 2^256 - 1, to the type of fernet.h.
func amount(wei *big.Int) (amount C.fernet_amount, err error) {
	if wei.Sign() < 0 || wei.BitLen() > 8*len(amount.bytes) {
		return amount, fmt.Errorf("an amount is from 0 to 2^%d - 1, not %v", 8*len(amount.bytes), wei)
	}
	wei.FillBytes(raw(amount.bytes[:]))
	return amount, nil
}

func wei(amount C.fernet_amount) *big.Int {
	return new(big.Int).SetBytes(raw(amount.bytes[:]))
}

type example struct {
	Example                 int
	Sk, Pk, Alpha, Pi, Beta string
}

func unhex(digits string) []byte {
	bytes, err := hex.DecodeString(digits)
	done(err)
	return bytes
}

func expect(what, got, want string) {
	if got != want {
		log.Fatalf("%s: got %s, want %s", what, got, want)
	}
}

// prove makes the proof of an example of RFC 9381, verifies it, and checks that a changed proof is refused.
func prove(of example) {
	var seed C.fernet_secret
	var secretKey C.fernet_secret_key
	var key C.fernet_key
	var proof C.fernet_proof
	var proven, verified C.fernet_beta
	done(fill(raw(seed.bytes[:]), unhex(of.Sk)))
	alpha, alphaLen := array(unhex(of.Alpha))
	must(C.fernet_secret_key_from_seed(&secretKey, &seed))
	must(C.fernet_secret_key_public(&key, &secretKey))
	must(C.fernet_vrf_prove(&proof, &proven, &secretKey, C.FERNET_SUITE_ELL2, alpha, alphaLen))
	must(C.fernet_secret_key_wipe(&secretKey))
	must(C.fernet_vrf_verify(&verified, &key, C.FERNET_SUITE_ELL2, alpha, alphaLen, &proof))
	expect("key", hex.EncodeToString(raw(key.bytes[:])), of.Pk)
	expect("proof", hex.EncodeToString(raw(proof.bytes[:])), of.Pi)
	expect("output", hex.EncodeToString(raw(proven.bytes[:])), of.Beta)
	expect("verified output", hex.EncodeToString(raw(verified.bytes[:])), of.Beta)

	proof.bytes[40] ^= 1
	err := check(C.fernet_vrf_verify(&verified, &key, C.FERNET_SUITE_ELL2, alpha, alphaLen, &proof))
	expect("a changed proof", fmt.Sprint(err), "VerifyError::Invalid")
}

// settle settles a block with 1000 ETH of fees at a split of 0.8. It returns the pay of a seat that burns 40 % and of the
// root's seat, in wei.
func settle() [2]*big.Int {
	rollup := C.fernet_address{}
	rollup.bytes[0] = 1
	settlement := C.fernet_settlement{bases: 16, fee_split: 800000}
	must(C.fernet_params_default(&settlement.params, 1, &rollup))
	eth := new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil)
	fees, err := amount(eth.Mul(eth, big.NewInt(1000)))
	done(err)
	settlement.fees = fees
	var shape C.fernet_tree_shape
	must(C.fernet_tree_shape_read(&shape, settlement.bases))
	seats := [2]C.fernet_paid_seat{{fee_burn: 400000}, {node: shape.root}}
	var pays [2]C.fernet_amount
	var receipt C.fernet_receipt
	var noRebate C.fernet_rebate
	must(C.fernet_settle(&receipt, &pays[0], 2, &settlement, &seats[0], 2, &noRebate))
	return [2]*big.Int{wei(pays[0]), wei(pays[1])}
}

func main() {
	log.SetFlags(0)
	must(C.fernet_selftest(C.FERNET_ABI_VERSION))
	if len(os.Args) > 1 {
		runBlock(os.Args[1])
		return
	}
	vectors := os.Getenv("FERNET_VECTORS")
	if vectors == "" {
		vectors = "../../vectors"
	}
	file, err := os.ReadFile(filepath.Join(vectors, "rfc9381", "edwards25519_ell2.json"))
	done(err)
	var examples []example
	done(json.Unmarshal(file, &examples))
	prove(examples[0])
	fmt.Printf("example %d of RFC 9381: %s\n", examples[0].Example, examples[0].Pi)
	pays := settle()
	expect("pay at 40 % burn", pays[0].String(), "5161290322580645161")
	expect("pay", pays[1].String(), "8602150537634408602")
	fmt.Println("pays:", pays[0], pays[1])
}
