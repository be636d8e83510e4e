// Writes the pictures of docs/explorer.md: node screenshots.mjs FOLDER [WIDTH...]. With widths: each block in each width, light and dark.
import { join } from "node:path";
import { fernet, give, giveBlock, launch, newPage, vector } from "./test/page.mjs";

const [folder, ...widths] = process.argv.slice(2);
const example = vector("block/example.json");
const large = () => fernet(["scenario", "--provers", "64", "--transactions", "1024", "--vrf-mode", "per-block", "--seed", "27"]);
const blocks = {
  example: (page) => giveBlock(page, "example.json", example),
  faults: (page) => giveBlock(page, "faults.json", vector("block/faults.json")),
  large: (page) => giveBlock(page, "large.json", large()),
  opening: async (page) => {
    await giveBlock(page, "example.json", example);
    await give(page, "opening.hex", fernet(["open", "-", "--node", "4"], example), "#opening");
  },
  broken: (page) => give(page, "broken.json", JSON.stringify({ ...JSON.parse(example), block_number: 1 }, null, 2), "#failure"),
};
const context = await launch();

async function shoot(name, enter, view, options = {}) {
  const page = await newPage(context, view);
  await enter(page);
  await page.waitForTimeout(150);
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, ...options });
  await page.close();
}

if (widths.length === 0) {
  const view = { viewport: { width: 1200, height: 1180 } };
  await shoot("example", blocks.example, { ...view, colorScheme: "light" });
  await shoot("large", async (page) => {
    await blocks.large(page);
    await page.evaluate(() => document.getElementById("tree").scrollIntoView());
  }, { ...view, colorScheme: "dark" });
  await shoot("faults", async (page) => {
    await blocks.faults(page);
    await page.evaluate(() => document.getElementById("refused").scrollIntoView());
  }, { ...view, colorScheme: "light" });
}
for (const width of widths) {
  for (const colorScheme of ["light", "dark"]) {
    for (const [name, enter] of Object.entries(blocks)) {
      await shoot(`${name}-${width}-${colorScheme}`, enter, { viewport: { width: Number(width), height: 900 }, colorScheme }, { fullPage: true });
    }
  }
}
await context.close();
