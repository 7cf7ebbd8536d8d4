// Checks pages in a real browser: no axe violations in light and dark colours
// and at 320 pixels; no sideways scrolling at any width from 256 pixels; nothing
// asked of another host; no script needed. Usage: node run.mjs BASE PATH...
// CHROMIUM names the browser (default /usr/bin/chromium).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const [base, ...paths] = process.argv.slice(2);
if (!base || paths.length === 0) {
  console.error("usage: node run.mjs BASE PATH...");
  process.exit(2);
}

const views = [
  { name: "light", width: 1280, height: 900, colorScheme: "light" },
  { name: "dark", width: 1280, height: 900, colorScheme: "dark" },
  { name: "320 px", width: 320, height: 640, colorScheme: "light" },
];
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let failures = 0;
function fail(path, view, words) {
  failures++;
  console.log(`${path} (${view}): ${words}`);
}

// check looks at one page in one view.
async function check(page, path, view) {
  const foreign = [];
  const note = (r) => {
    if (!r.url().startsWith(base) && !r.url().startsWith("data:")) foreign.push(r.url());
  };
  page.on("request", note);
  await page.goto(base + path);
  page.off("request", note);
  if (foreign.length) fail(path, view.name, `asks other hosts: ${foreign.join(", ")}`);
  await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) fail(path, view.name, `scrolls sideways by ${wide} px`);
  await page.evaluate(axe);
  const result = await page.evaluate((only) => window.axe.run(document, { runOnly: { type: "tag", values: only } }), tags);
  for (const v of result.violations) {
    fail(path, view.name, `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map((n) => n.target.join(" ") + "\n    " + n.failureSummary.replaceAll("\n", " ")).join("\n  ")}`);
  }
}

// widths looks at one page for sideways scrolling alone.
async function widths(page, path, width) {
  await page.goto(base + path);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) fail(path, `${width} px`, `scrolls sideways by ${wide} px`);
}

// keyboard goes from the search to the apply link and to "keep me told" with
// the Tab and Enter keys alone.
async function keyboard(browser) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: true });
  const page = await context.newPage();
  const tabTo = async (wanted, most = 250) => {
    for (let i = 0; i < most; i++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((sel) => document.activeElement?.matches(sel), wanted)) return true;
    }
    return false;
  };
  const go = () => Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
  const steps = [
    ["the search field", "#q", async () => { await page.keyboard.type("social"); await go(); }],
    ["the skip link past the filters", 'a.skip[href="#results"]', async () => { await page.keyboard.press("Enter"); }],
    ["a vacancy", ".card h3 a", go],
    ["the apply link", ".apply-at", async () => {}],
    ["keep me told", "#told a", async () => {}],
    ["following it in a feed reader", "#told summary", async () => { await page.keyboard.press("Enter"); }],
    ["the feed's address", "#address-rss", async () => {}],
  ];
  await page.goto(base + "/");
  for (const [name, selector, then] of steps) {
    if (!(await tabTo(selector))) {
      fail("keyboard", "light", `cannot reach ${name} (${selector}) on ${page.url()}`);
      break;
    }
    await then();
  }
  await context.close();
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
try {
  for (const view of views) {
    // axe itself is brought in by the debugger, past the pages' own policy.
    const context = await browser.newContext({ viewport: { width: view.width, height: view.height }, colorScheme: view.colorScheme, bypassCSP: true, reducedMotion: "reduce" });
    const page = await context.newPage();
    for (const path of paths) await check(page, path, view);
    await context.close();
  }
  for (const width of [256, 360, 768]) { // 1024 pixels at 400% are 256
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const path of paths) await widths(page, path, width);
    await context.close();
  }
  await keyboard(browser);
} finally {
  await browser.close();
}
console.log(`${paths.length} pages, ${views.length} views: ${failures ? failures + " failures" : "no failures"}`);
process.exit(failures ? 1 : 0);
