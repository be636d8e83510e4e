"""The table of docs/l1-vrf.md: what each pattern of signs leaves of the challenge, by elimination, from the contract's text.

x, h, g, u and v are the logarithms of Y, H, Gamma, U and V. Each of the three equations holds for the right point or, with the
other sign, for one wrong point. For each pattern of signs T, S, R and s are eliminated. What is left is a polynomial in c.
"""

import itertools

import sympy as sp

import contract

c, s, x, h, g, u, v = sp.symbols("c s x h g u v")


def right_hand_sides(t, big_s, r):
    """The points whose x coordinates the calls compare: Gamma + T, H + S and Gamma - Y - R."""
    return [g + t, h + big_s, g - x - r]


def points(signs):
    """T, S and R as functions of c and s, by the contract's own coefficients, in the field of fractions."""
    equations = contract.coefficients(
        sp.Integer(0), lambda a, b, _: sp.together(a * b), lambda a, b, _: sp.together(a + b), c, s, lambda a: 1 / a
    )
    t, big_s, r = sp.symbols("t S r")
    found = []
    for (q, b), sign, point, w in zip(equations, signs, (t, big_s, r), right_hand_sides(t, big_s, r)):
        found.append(sp.factor(sp.solve(sp.together(q * point + b - sign * w), point)[0]))
    return found


def polynomial(signs):
    """The numerator, in c, of v - (S - T) after s is eliminated by u = R - T."""
    t, big_s, r = points(signs)
    value = sp.solve(sp.together(u - (r - t)), s)
    assert len(value) == 1
    numerator = sp.numer(sp.together(v - (big_s - t).subs(s, value[0])))
    return sp.Poly(sp.expand(numerator), c)


#: By the signs of T, S and R. What the argument claims: degree, and values that are multiples of a coefficient or of the value at c = -1/2.
CLAIMS = {
    (1, 1, 1): (1, [g - h * x]),
    (1, 1, -1): (2, [2 * g * h]),
    (1, -1, 1): (2, [2 * g * x]),
    (1, -1, -1): (3, [-4 * g**2]),
    (-1, 1, 1): (2, [-2 * h * (x - g), -(g + 2) * (h - 1) / 2]),
    (-1, 1, -1): (2, [-(g + 2) * (2 * h - 1) / 2]),
    (-1, -1, 1): (3, [(g + 2) ** 2 / 2]),
    (-1, -1, -1): (3, [(g + 2) ** 2]),
}


def ratio(a, b):
    """Whether a is b times a number other than zero."""
    quotient = sp.simplify(a / b)
    return quotient.is_number and quotient != 0


def check():
    t, big_s, r = points((1, 1, 1))
    assert sp.expand(t - (c * g + 1)) == 0, t
    assert sp.expand(big_s - (s * h + 1)) == 0, big_s
    assert sp.expand(r - (s - c * x + c * g + 1)) == 0, r
    total = 0
    for signs, (degree, nonzero) in CLAIMS.items():
        left = polynomial(signs)
        assert left.degree() == degree, (signs, left)
        values = left.all_coeffs() + [left.eval(sp.Rational(-1, 2))]
        for claim in nonzero:
            assert any(ratio(value, claim) for value in values if value != 0), (signs, claim, [sp.factor(a) for a in values])
        total += degree
        print("".join("+" if sign == 1 else "-" for sign in signs), degree, *map(sp.factor, nonzero), sep="  ")
    assert total == 18, total


def check_constants():
    """The constants are those of P-256, and each is what its name says."""
    k = contract.constants()
    p, n, b = k["P"], k["N"], k["CURVE_B"]
    assert p == 2**256 - 2**224 + 2**192 + 2**96 - 1 and sp.isprime(p) and sp.isprime(n)
    assert k["B_BY_3"] * 3 % p == b
    base = (k["BASE_X"], 0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)
    assert (base[1] ** 2 - base[0] ** 3 + 3 * base[0] - b) % p == 0

    def add(left, right):
        if left is None or right is None:
            return left or right
        if left[0] == right[0] and (left[1] + right[1]) % p == 0:
            return None
        if left == right:
            slope = (3 * left[0] ** 2 - 3) * pow(2 * left[1], -1, p)
        else:
            slope = (left[1] - right[1]) * pow(left[0] - right[0], -1, p)
        third = (slope**2 - left[0] - right[0]) % p
        return third, (slope * (left[0] - third) - left[1]) % p

    def multiply(times, point):
        result = None
        for bit in bin(times)[2:]:
            result = add(result, result)
            if bit == "1":
                result = add(result, point)
        return result

    assert multiply(n, base) is None
    assert k["DOUBLE_BASE_X"] == add(base, base)[0]
    half = multiply((n + 1) // 2, base)
    assert add(half, half) == base and k["HALF_BASE_X"] == half[0]
    # A point has one y coordinate for each sign and none that is zero: the order is an odd prime.
    assert pow(-10, (p - 1) // 2, p) == p - 1, "Z = -10 is no square"


if __name__ == "__main__":
    check()
    check_constants()
    print("signs: the table holds, with the constants and coefficients of the contract")
