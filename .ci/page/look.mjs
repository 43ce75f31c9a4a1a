// Looks at an HTML report in headless Chromium: how fast it opens, what axe-core finds, whether it fetches anything or is
// wider than the window; and takes pictures of it, and a print.
//
//   npm install --prefix .ci/page && node .ci/page/look.mjs report.html pictures
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [report, folder] = process.argv.slice(2);
if (!report || !folder) {
  console.error("usage: node look.mjs REPORT.html FOLDER");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
  protocolTimeout: 600_000,
});
let faults = 0;
for (const [width, scheme] of [[1400, "light"], [1400, "dark"], [400, "light"], [320, "light"]]) {
  const page = await browser.newPage();
  // axe is put in from outside; what the page itself may do is looked at by the requests.
  await page.setBypassCSP(true);
  const requests = [];
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(pathToFileURL(resolve(report)).href);
  const opened = await page.evaluate(() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const [load] = performance.getEntriesByType("navigation");
    return { painted: Math.round(paint?.startTime ?? 0), loaded: Math.round(load.loadEventEnd) };
  });
  const { ScriptDuration, LayoutDuration } = await page.metrics();
  const took = [ScriptDuration, LayoutDuration].map((seconds) => Math.round(seconds * 1000));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  await page.screenshot({ path: `${folder}/${width}-${scheme}.png` });
  await page.evaluate(() => {
    for (const part of [...document.querySelectorAll("details")].slice(0, 6)) part.open = true;
    document.getElementById("findings").scrollIntoView();
  });
  await new Promise((done) => setTimeout(done, 300));
  await page.screenshot({ path: `${folder}/${width}-${scheme}-findings.png` });
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  console.log(`${width} ${scheme}: painted after ${opened.painted} ms, loaded after ${opened.loaded} ms, script ${took[0]} ms, layout ${took[1]} ms`);
  for (const found of violations) console.log(`  ${found.id}: ${found.help}: ${found.nodes[0].html.slice(0, 200)}`);
  const cards = await page.evaluate(() => document.querySelectorAll("#list > *, #findings + p").length);
  if (!cards) errors.push("nothing is built");
  for (const error of errors) console.log(`  script: ${error}`);
  if (wide) console.log("  wider than the window");
  if (requests.length !== 1) console.log(`  fetches ${requests.slice(1)}`);
  faults += violations.length + Number(wide) + requests.length - 1 + errors.length;
  if (width === 1400 && scheme === "light") {
    await page.pdf({ path: `${folder}/print.pdf`, format: "A4", timeout: 0 });
  }
  await page.close();
}
await browser.close();
process.exit(faults ? 1 : 0);
