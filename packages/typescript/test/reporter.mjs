// Prints the tests that failed, and the number of all.

import { inspect } from "node:util";

export default async function* reporter(events) {
  let passed = 0;
  const failed = [];
  for await (const { type, data } of events) {
    if (type === "test:pass") passed++;
    if (type === "test:fail") failed.push(`${data.name}: ${inspect(data.details.error.cause ?? data.details.error)}\n`);
    if (type === "test:stderr") yield data.message;
  }
  yield* failed;
  yield `${passed} tests passed, ${failed.length} failed\n`;
}
