// Pages in Debian's Chromium, from a server of this machine.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import { chromium } from "playwright-core";

const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm" };

/** Opens a page of a folder, and returns what it puts into `globalThis.result` (a promise). Errors of the page are errors. */
export async function visit(folder, path) {
  const server = createServer((request, response) => {
    const name = normalize(new URL(request.url, "http://localhost").pathname);
    try {
      const content = readFileSync(join(folder, name));
      response.writeHead(200, { "content-type": TYPES[extname(name)] ?? "text/plain" }).end(content);
    } catch {
      response.writeHead(name === "/favicon.ico" ? 204 : 404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const profile = mkdtempSync(join(tmpdir(), "fernet-chromium-"));
  const browser = await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", headless: true, args: ARGS });
  try {
    const page = await browser.newPage();
    const errors = [];
    page.on("pageerror", (error) => errors.push(error));
    page.on("console", (message) => message.type() === "error" && errors.push(new Error(message.text())));
    await page.goto(`http://127.0.0.1:${server.address().port}/${path}`);
    const found = page.waitForFunction(() => globalThis.result !== undefined, null, { timeout: 120_000 });
    await Promise.race([found, new Promise((_, fail) => page.once("pageerror", fail))]);
    const result = await page.evaluate(() => globalThis.result);
    if (errors.length > 0) throw errors[0];
    return result;
  } finally {
    await browser.close();
    server.close();
    rmSync(profile, { recursive: true, force: true });
  }
}
