// Opens the page in Chromium, from the disk, and notes everything that it asks for or prints.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../../", import.meta.url));
export const PAGE = join(root, "target/explorer/fernet-explorer.html");
const FERNET = process.env.FERNET ?? join(root, "target/debug/fernet");
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

export const vector = (path) => readFileSync(join(root, "vectors", path));
export const vectorJson = (path) => JSON.parse(vector(path));

/** The output of the command line, compiled for this machine. */
export const fernet = (args, input = "") => execFileSync(FERNET, args, { input, maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "ignore"] });

/** A folder that goes with the process. */
export const folder = mkdtempSync(join(tmpdir(), "fernet-explorer-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

export async function launch() {
  const profile = mkdtempSync(join(folder, "profile-"));
  return chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", headless: true, args: FLAGS, ignoreDefaultArgs: ["--headless=old"] });
}

/** A page of the context. `options` are `viewport` and `colorScheme`; `file` is another page than the built one. */
export async function newPage(context, { viewport = { width: 1280, height: 900 }, colorScheme = "light", file = PAGE } = {}) {
  const page = await context.newPage();
  page.noted = { requests: [], errors: [] };
  const address = pathToFileURL(file).href;
  // Of the page and of its worker.
  context.on("request", (request) => {
    if (!request.url().startsWith("file:") && !request.url().startsWith("blob:")) page.noted.requests.push(request.url());
  });
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("blob:")) page.noted.requests.push(request.url());
  });
  page.on("pageerror", (error) => page.noted.errors.push(String(error)));
  page.on("console", (message) => { if (["error", "warning"].includes(message.type())) page.noted.errors.push(message.text()); });
  page.on("dialog", (dialog) => { page.noted.errors.push(`dialog ${dialog.message()}`); void dialog.dismiss(); });
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme });
  await page.goto(address);
  return page;
}

/** Gives the page a file and waits until it shows what it is. */
export async function give(page, name, bytes, selector) {
  await page.setInputFiles("#file", { name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
  await page.waitForSelector(selector, { timeout: 120_000 });
  await page.waitForSelector("#progress", { state: "hidden" });
}

/** Opens a block. The one that is open before goes. */
export async function giveBlock(page, name, bytes) {
  await page.evaluate(() => document.getElementById("result").replaceChildren());
  await give(page, name, bytes, "#summary");
}

/** Shows the rows that long tables leave out at first. */
export async function showAll(page) {
  await page.evaluate(() => document.querySelectorAll("button.more").forEach((button) => button.click()));
}

/** A file on the disk, for a page that is not the built one. */
export function keep(name, content) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}
