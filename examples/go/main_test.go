package main

import (
	"bytes"
	"math/big"
	"testing"
)

func TestFillTakesExactlyTheBytesOfItsField(t *testing.T) {
	for _, size := range []int{20, 32, 80, 128} {
		field := make([]byte, size)
		for _, length := range []int{0, 1, size - 1, size + 1, 2 * size} {
			if err := fill(field, bytes.Repeat([]byte{7}, length)); err == nil {
				t.Errorf("%d bytes fill %d", length, size)
			}
		}
		if !bytes.Equal(field, make([]byte, size)) {
			t.Error("a refused field has changed")
		}
		if err := fill(field, bytes.Repeat([]byte{7}, size)); err != nil {
			t.Error(err)
		}
	}
}

func TestAmountIsFrom0To2ToThe256Minus1(t *testing.T) {
	one, limit := big.NewInt(1), new(big.Int).Lsh(big.NewInt(1), 256)
	for _, wrong := range []*big.Int{big.NewInt(-1), new(big.Int).Neg(limit), limit, new(big.Int).Add(limit, one)} {
		if _, err := amount(wrong); err == nil {
			t.Errorf("%v is an amount", wrong)
		}
	}
	for _, right := range []*big.Int{new(big.Int), one, new(big.Int).Sub(limit, one)} {
		got, err := amount(right)
		if err != nil || wei(got).Cmp(right) != 0 {
			t.Errorf("%v became %v: %v", right, wei(got), err)
		}
	}
}
