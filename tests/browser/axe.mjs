// Real Chromium over real pages: what every browser test shares.
//
//   const run = await start({ shots: "build/shots" });
//   const page = await run.page();
//   await page.goto(url);
//   await run.check(page, "today");     // axe finds nothing; no sideways scroll at 320 px
//   await run.expect("The words are still there", async () => { ... throw to fail ... });
//   await run.finish();                 // prints "N passed, N failed" and sets the exit code
//
// Does not: reach the network. A page that asks for anything off loopback fails its check.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  // Rather than a route that looks at each request: with one, nothing is taken from the cache.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]",
];
const NARROW = { width: 320, height: 700 };
const WIDE = { width: 1280, height: 900 };

export async function start({ shots = null, script = true } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.HEED_CHROMIUM ?? "/usr/bin/chromium", args: FLAGS, headless: true,
  });
  // axe is put in by the test, so the page's own policy must not keep it out.
  const context = await browser.newContext({
    viewport: WIDE, javaScriptEnabled: script, bypassCSP: true, serviceWorkers: "block",
  });
  context.setDefaultTimeout(15_000);
  // From an address, so that the browser keeps it as it was compiled: to put half a megabyte into each
  // page takes longer than axe does.
  const axe = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/javascript", "cache-control": "public, max-age=86400, immutable" });
    response.end(axeSource);
  });
  await new Promise((ready) => axe.listen(0, "127.0.0.1", ready));
  axe.unref();
  const axeUrl = `http://127.0.0.1:${axe.address().port}/axe.js`;
  const strayed = [];
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (!["127.0.0.1", "localhost", "[::1]"].includes(url.hostname) && url.protocol !== "data:") strayed.push(url.href);
  });
  if (shots) mkdirSync(shots, { recursive: true });
  let passed = 0;
  let failed = 0;

  async function expect(sentence, body) {
    try {
      await body();
      passed += 1;
      console.log(`ok   ${sentence}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${sentence}\n     ${String(error?.message ?? error).split("\n").join("\n     ")}`);
    }
  }

  async function violations(page) {
    // Needs script; with script off, check the same page in a run that has it.
    await page.evaluate(() => window.axe !== undefined).then((has) =>
      has ? null : page.addScriptTag({ url: axeUrl }));
    const { violations: found } = await page.evaluate(
      (tags) => window.axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: false }), RULES);
    return found.map(({ id, help, nodes }) =>
      `${id}: ${help}\n` + nodes.map((node) => `  ${node.target.join(" ")} ${node.failureSummary.split("\n")[1] ?? ""}`).join("\n"));
  }

  async function sideways(page) {
    return page.evaluate(() => {
      const wide = document.documentElement.scrollWidth;
      if (wide <= window.innerWidth) return null;
      const culprits = [...document.querySelectorAll("body *")]
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .slice(0, 5).map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
      return `${wide} px wide in ${window.innerWidth} px: ${culprits.join(", ")}`;
    });
  }

  // Accessibility wide and narrow, no sideways scroll, nothing fetched from elsewhere.
  async function check(page, name) {
    await expect(`${name}: axe finds nothing and nothing scrolls sideways`, async () => {
      const faults = [];
      const was = page.viewportSize();
      for (const [label, size] of [["wide", WIDE], ["narrow", NARROW]]) {
        await page.setViewportSize(size);
        faults.push(...(await violations(page)).map((fault) => `${label}: ${fault}`));
        const scrolls = await sideways(page);
        if (scrolls) faults.push(`${label}: ${scrolls}`);
        if (shots) await page.screenshot({ path: join(shots, `${name}-${label}.png`), fullPage: true });
      }
      if (was) await page.setViewportSize(was);
      if (strayed.length) faults.push(`asked for ${strayed.splice(0).join(", ")}`);
      if (faults.length) throw new Error(faults.join("\n"));
    });
  }

  return {
    browser, context, expect, check, violations,
    strayed: () => strayed.splice(0),
    page: () => context.newPage(),
    async finish() {
      await browser.close();
      axe.close();
      console.log(`${passed} passed, ${failed} failed`);
      if (failed) process.exitCode = 1;
      return failed === 0;
    },
  };
}
