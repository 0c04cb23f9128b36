// Every component's example page, in Chromium: axe, 320 px, keyboard, right-to-left.
//
//   node tests/browser/components.mjs [folder for screenshots]
//
// Needs: heed_pages_test built (HEED_BUILD says where, build/dev otherwise), build/assets made.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { start } from "./axe.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const build = process.env.HEED_BUILD ?? join(root, "build/dev");
const shots = process.argv[2] ?? join(root, "build/shots");
const TYPES = { css: "text/css", svg: "image/svg+xml", html: "text/html; charset=utf-8" };

const pages = mkdtempSync(join(tmpdir(), "heed-fixtures-"));
execFileSync(join(build, "heed_pages_test"), ["--gtest_filter=Fixtures.*"],
  { env: { ...process.env, HEED_FIXTURES_OUT: pages }, stdio: ["ignore", "ignore", "inherit"] });

const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  const folder = path.startsWith("/assets/") ? join(root, "build/assets") : pages;
  try {
    const body = readFileSync(join(folder, basename(path)));
    response.writeHead(200, {
      "content-type": TYPES[path.split(".").pop()] ?? "application/octet-stream",
      "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'",
    });
    response.end(body);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const site = `http://127.0.0.1:${server.address().port}`;

const run = await start({ shots });
const page = await run.page();
for (const name of readdirSync(pages).sort()) {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${site}/${name}`);
  await run.check(page, basename(name, ".html"));
}

await run.expect("axe finds what is wrong, and a page that asks for something elsewhere is found out", async () => {
  await page.goto(`${site}/front-page.html`);
  await page.evaluate(() => {
    document.querySelector("main").insertAdjacentHTML("beforeend", '<img src="https://heed.example/x.png"><input>');
  });
  const found = (await run.violations(page)).join("\n");
  if (!/image-alt/.test(found) || !/label/.test(found)) throw new Error(`it found ${found || "nothing"}`);
  if (run.strayed().length === 0) throw new Error("the picture from elsewhere went unseen");
});

await run.expect("the first Tab shows a link that skips to the main part", async () => {
  await page.goto(`${site}/front-page.html`);
  await page.keyboard.press("Tab");
  const skip = page.locator(".nhsuk-skip-link");
  if (!(await skip.evaluate((link) => link === document.activeElement && link.getBoundingClientRect().top >= 0)))
    throw new Error("the skip link is not what the keyboard reached, or it is out of sight");
  await page.keyboard.press("Enter");
  if ((await page.evaluate(() => document.activeElement.id)) !== "maincontent")
    throw new Error("Enter did not go to the main part");
});

await run.expect("an error in the summary leads to the control it is about", async () => {
  await page.goto(`${site}/controls-errors.html`);
  await page.locator(".nhsuk-error-summary a").first().click();
  const id = await page.evaluate(() => document.querySelector(":target")?.id);
  if (id !== "name") throw new Error(`it led to ${id}`);
});

await run.expect("everything that can be reached by keyboard shows where the focus is", async () => {
  await page.goto(`${site}/controls.html`);
  const stops = await page.locator("a[href], button, input:not([type=hidden]), select, textarea, summary").count();
  for (let i = 0; i < stops; ++i) {
    await page.keyboard.press("Tab");
    const hidden = await page.evaluate(() => {
      const at = document.activeElement;
      const seen = [at, at.nextElementSibling].filter(Boolean).flatMap((element) =>
        [null, "::before"].map((part) => getComputedStyle(element, part)));
      return at !== document.body && seen.some((style) =>
        (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none")
        ? null : `${at.tagName} ${at.id || at.textContent.trim().slice(0, 30)}`;
    });
    if (hidden && !hidden.startsWith("BODY")) throw new Error(`no focus to be seen on ${hidden}`);
  }
});

await run.expect("Arabic runs from right to left", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${site}/check-answers-ar.html`);
  const places = await page.evaluate(() => {
    const at = (selector) => document.querySelector(selector).getBoundingClientRect();
    return {
      input: at(".nhsuk-radios__input").left, label: at(".nhsuk-radios__label").left,
      key: at(".nhsuk-summary-list__key").left, value: at(".nhsuk-summary-list__value").left,
    };
  });
  if (places.key <= places.value) throw new Error(`the key is left of its value: ${JSON.stringify(places)}`);
  if (places.input <= places.label) throw new Error(`the radio is left of its label: ${JSON.stringify(places)}`);
});

await run.finish();
server.close();
rmSync(pages, { recursive: true });
