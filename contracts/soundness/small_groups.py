"""Exhaustive search in groups of order 23, 31 and 37: for how many challenges a false Gamma can be proven.

A point is its logarithm to the base B. For each Y, H and Gamma with Gamma != x*H, each U and V, and each challenge c, the search
asks whether any s and any T, S, R pass the contract's checks. The coefficients are those of the contract's text. The largest
number of challenges for one (Y, H, Gamma, U, V) must be at most the bound of docs/l1-vrf.md, 18. Without a compare or a call it
must grow, unless the compare is redundant.

A challenge is c from 2 to n - 2 other than 1/2 and -1/2, and s is from 1 to n - 2. The points T, S and R must pass the compares
of x-coordinates. A verifier of the RFC accepts one challenge, with the right points T, S and R. The search also counts the
challenges for which at least one of the three is the point of the other sign; their bound is 17.
"""

import contract

BOUND = 18
#: The most challenges that a false Gamma has, the most of those with a point of the other sign, and the same if Gamma + T, H + S
#: and Gamma - Y - R may be sums of points with equal x coordinates.
EXPECTED = {23: (13, 12, 12), 31: (15, 14, 15), 37: (16, 15, 16)}
EQUAL_X = ("T, equal x", "S, equal x", "R, equal x")

#: The same in the group of order 23, where 18 challenges are possible, without a compare or a call of P256VERIFY.
WITHOUT = {
    "Gamma = -2B": 18,
    "T": 18,
    "S": 18,
    "R": 18,
    "T, other point": 18,
    "U, other point": 17,
    "V, other point": 17,
    "Gamma = Y": 18,
    "H = B/2": 15,
}

#: Without these the number stays below the bound: they are kept because the argument is shorter with them.
REDUNDANT = ("H = B", "S, other point", "R, other point")


class Search:
    """All that the contract accepts in the group of order n, but for what is in `without`.

    With `other_sign`, the right points of all three equations together are left out.
    """

    def __init__(self, n, without=(), other_sign=False):
        self.n = n
        self.without = without
        self.other_sign = other_sign
        # Challenges and scalars that the contract does not refuse. c = 1/2 and c = -1/2 are no numbers of 128 bits in P-256.
        challenges = [c for c in range(2, n - 1) if (4 * c * c - 1) % n]
        self.equations = {
            (c, s): contract.coefficients(
                n, lambda a, b, m: a * b % m, lambda a, b, m: (a + b) % m, c, s, lambda a: pow(a, -1, n)
            )
            for c in challenges
            for s in range(1, n - 1)
        }
        self.challenges = challenges
        self.row = (1 << n) - 1
        self.column = sum(1 << (n * i) for i in range(n))

    def compares(self, name, *differences):
        """Whether the contract refuses because one of these is zero."""
        return name not in self.without and any(d % self.n == 0 for d in differences)

    def solve(self, name, q, b, w, sign):
        """The points Q other than infinity with q*Q + b = +-(w + sign*Q) that the contract adds to w: for + and for -."""
        n = self.n
        sides = []
        for side in (1, -1):
            factor, value = (q - side * sign) % n, (side * w - b) % n
            if name in self.without:
                # Without the call of P256VERIFY: any point.
                found = set(range(n))
            elif factor:
                found = {value * pow(factor, -1, n) % n}
            else:
                found = set() if value else set(range(n))
            found.discard(0)
            if f"{name}, equal x" not in self.without:
                found -= {w % n, -w % n}
            if f"{name}, other point" in self.without:
                # The difference of the x coordinates is zero, any slope will do, and the y coordinates are equal.
                found.add(w % n)
            sides.append(found)
        return sides

    def pairs(self, h, c, w, with_right, any_r=False):
        """The pairs (R, S) of all s, as bits n*R + S; without the two right points, unless `with_right`."""
        n, bits = self.n, 0
        for s in range(1, n - 1):
            _, s_equation, r_equation = self.equations[c, s]
            right, other = (sum(1 << point for point in side) for side in self.solve("S", *s_equation, h, 1))
            sides = [range(1, n), ()] if any_r else self.solve("R", *r_equation, w, -1)
            for side, column in zip(sides, (right | other if with_right else other, right | other)):
                for r in side:
                    bits |= column << (n * r)
        return bits

    def shifted(self, bits, t):
        """The pairs (U, V) = (R - T, S - T)."""
        n = self.n
        # R = -T and S = -T have equal x coordinates: without the compare any slope will do, and U or V is any point.
        free = 0
        if "U, other point" in self.without and bits & self.row << (n * (n - t)):
            row = bits >> (n * (n - t)) & self.row & ~(1 << t) & ~(1 << (n - t))
            row = row >> t | row << (n - t) & self.row
            free |= row * self.column
        if "V, other point" in self.without:
            kept = bits & ~(self.row << (n * t)) & ~(self.row << (n * (n - t)))
            column = kept >> (n - t) & self.column
            free |= (column >> (n * t) | (column & ((1 << (n * t)) - 1)) << (n * (n - t))) * self.row
        bits &= ~(self.row << (n * t)) & ~(self.row << (n * (n - t)))
        bits &= ~(self.column << t) & ~(self.column << (n - t))
        low = self.column * ((1 << (n - t)) - 1)
        bits = (bits >> t) & low | (bits << (n - t)) & ~low & ((1 << (n * n)) - 1)
        return bits >> (n * t) | (bits & ((1 << (n * t)) - 1)) << (n * (n - t)) | free

    def worst(self, inputs=None):
        """The most challenges for any Y, H (or those in `inputs`), Gamma, U and V with a false Gamma."""
        n, most = self.n, 0
        half = pow(2, -1, n)
        t_points = {
            (g, c): self.solve("T", *self.equations[c, 1][0], g, 1) for g in range(1, n) for c in self.challenges
        }
        for h in inputs or range(1, n):
            if self.compares("H = B/2", h - half, h + half) or self.compares("H = B", h - 1, h + 1):
                continue
            for w in range(n):
                pairs, moved = {}, {}
                for g in range(1, n):
                    x = (g - w) % n
                    false = (g - x * h) % n
                    refused = self.compares("Gamma = -2B", g - 2, g + 2) or self.compares("Gamma = Y", g - x, g + x)
                    if x == 0 or not false or refused or not w:
                        continue
                    # With Gamma = -Y any slope will do, and one leads to Gamma - Y - R with any x coordinate.
                    any_r = (g + x) % n == 0
                    planes = []
                    for c in self.challenges:
                        accepted = 0
                        for with_right, side in zip((not self.other_sign, True), t_points[g, c]):
                            if any_r and side:
                                free = self.pairs(h, c, w, with_right, any_r)
                                for t in side:
                                    accepted |= self.shifted(free, t)
                                continue
                            if (c, with_right) not in pairs:
                                pairs[c, with_right] = self.pairs(h, c, w, with_right)
                            for t in side:
                                if (c, with_right, t) not in moved:
                                    moved[c, with_right, t] = self.shifted(pairs[c, with_right], t)
                                accepted |= moved[c, with_right, t]
                        for i in range(len(planes)):
                            planes[i], accepted = planes[i] ^ accepted, planes[i] & accepted
                        if accepted:
                            planes.append(accepted)
                    most = max(most, largest(planes, n * n))
        return most


def largest(planes, cells):
    """The largest of many counters, whose bits are in `planes`."""
    left, value = (1 << cells) - 1, 0
    for i in reversed(range(len(planes))):
        if left & planes[i]:
            left &= planes[i]
            value += 1 << i
    return value


def main():
    for order, expected in EXPECTED.items():
        search = Search(order)
        others = [Search(order, without, other_sign=True).worst() for without in ((), EQUAL_X)]
        most = (search.worst(), *others)
        print(f"order {order}: at most {most} of {len(search.challenges)} challenges")
        assert most == expected and most[0] <= BOUND and max(others) < BOUND
    for name, expected in WITHOUT.items():
        most = Search(23, (name,)).worst()
        print(f"order 23 without {name!r}: {most} of 18 challenges")
        assert most == expected > EXPECTED[23][0]
    for name in REDUNDANT:
        most = Search(23, (name,)).worst()
        print(f"order 23 without {name!r}: {most} of 18 challenges")
        assert most <= 14
    # H = B/2 has nearly all challenges in a larger group.
    half = pow(2, -1, 37)
    search = Search(37, ("H = B/2",))
    most = search.worst([half])
    print(f"order 37 without 'H = B/2': {most} of {len(search.challenges)} challenges")
    assert most > BOUND


if __name__ == "__main__":
    main()
