// Numbers as text. Amounts and scores are longer than a number of JavaScript is exact, so they stay decimal strings.

/** A narrow space at which no line breaks. */
const THIN = "\u202f";

/** Digits in groups of three. */
export const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, THIN);

/** An amount in ETH with four decimals, rounded down; `exact` is false if digits are left out. */
export function eth(wei: string): { text: string; exact: boolean } {
  const digits = wei.padStart(19, "0");
  const [whole, fraction] = [digits.slice(0, -18), digits.slice(-18)];
  const shown = fraction.slice(0, 4).replace(/0+$/, "");
  const text = grouped(whole) + (shown === "" ? "" : `.${shown}`);
  if (whole === "0" && shown === "" && wei !== "0") return { text: "< 0.0001", exact: false };
  return { text, exact: /^0*$/.test(fraction.slice(4)) };
}

/** A share in parts per million as a percentage, exact. */
export function percent(ppm: string): string {
  const digits = ppm.padStart(5, "0");
  const fraction = digits.slice(-4).replace(/0+$/, "");
  return `${grouped(digits.slice(0, -4))}${fraction === "" ? "" : `.${fraction}`} %`;
}

/** `part` of `whole` as a percentage with `decimals`, rounded down. */
export function ratio(part: string, whole: string | bigint, decimals = 4): string {
  const scaled = (BigInt(part) * 100n * 10n ** BigInt(decimals)) / BigInt(whole);
  const digits = scaled.toString().padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)} %`;
}

/** A probability, which reports state in units of `2^-128`. */
export const odds = (q: string): string => ratio(q, 1n << 128n, 2);

/** A ticket as a share of the largest one. */
export const ticket = (value: string): string => ratio(value, 1n << 128n);

/** A large integer as `1.2345e44`. */
export function scientific(digits: string): string {
  if (digits.length < 7) return digits;
  return `${digits[0]}.${digits.slice(1, 5)}e${digits.length - 1}`;
}

/** First and last four bytes of a byte string. */
export const short = (hex: string): string => (hex.length > 18 ? `${hex.slice(0, 8)}…${hex.slice(-4)}` : hex);

/** `1 seat`, `2 seats`. */
export const count = (number: number | string, noun: string): string =>
  `${grouped(String(number))} ${noun}${String(number) === "1" ? "" : "s"}`;

/** A duration of milliseconds. */
export const duration = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
