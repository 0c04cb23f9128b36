// A respondent's first view: how many bytes and requests until the first form page stands, and how
// long a Heed that was not running takes to its first good page. Nothing is cached beforehand.
import { mkdtempSync, rmSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeed } from '../tests/journeys/kit.mjs';
import { finish, median, verdict } from './measure.mjs';

// As it goes over the wire, compressed if the server does that.
const wire = (url) => new Promise((resolve, reject) => {
  get(url, { headers: { 'accept-encoding': 'gzip, br', accept: '*/*' } }, (reply) => {
    const chunks = [];
    reply.on('data', (bytes) => chunks.push(bytes));
    reply.on('end', () => resolve({ status: reply.statusCode, bytes: Buffer.concat(chunks).length }));
  }).on('error', reject);
});

const data = mkdtempSync(join(tmpdir(), 'heed-first-view-'));
const heed = await startHeed(['--demo'], data);
const home = await (await fetch(heed.url)).text();
const path = /href="(\/a\/[0-9a-f]{32})"/.exec(home)[1];
const html = await (await fetch(heed.url + path)).text();
const wanted = [path, ...[...html.matchAll(/<(?:script|img|source)[^>]* src="([^"]+)"/g)].map((m) => m[1])];
for (const [tag] of html.matchAll(/<link [^>]*>/g))
  if (/rel="(?:stylesheet|icon|preload|manifest)"/.test(tag)) wanted.push(/href="([^"]+)"/.exec(tag)[1]);
for (const sheet of wanted.filter((one) => /\.css/.test(one))) {
  const css = await (await fetch(new URL(sheet, heed.url))).text();
  for (const [, file] of css.matchAll(/url\(["']?([^"')]+)["']?\)/g)) if (!file.startsWith('data:')) wanted.push(new URL(file, new URL(sheet, heed.url)).pathname);
}
let bytes = 0, missing = 0;
for (const one of new Set(wanted)) {
  const got = await wire(new URL(one, heed.url));
  if (got.status !== 200) { console.log(`  ${one} is named and gives ${got.status}`); missing += 1; continue; }
  console.log(`  ${one}: ${got.bytes} bytes`);
  bytes += got.bytes;
}
const requests = new Set(wanted).size - missing;
verdict(`first view: ${(bytes / 1024).toFixed(1)} KB in ${requests} requests, everything that page names`, bytes <= 40 * 1024 && requests <= 5, '40 KB in 5');
await heed.stop();

const starts = [];
for (let round = 0; round < 7; round += 1) {
  const began = performance.now();
  const again = await startHeed([], data);
  const page = await fetch(again.url + path);
  if (page.status !== 200) throw new Error(`${page.status}`);
  await page.text();
  starts.push(performance.now() - began);
  await again.stop();
}
verdict(`cold start to the first good page: ${median(starts).toFixed(0)} ms, median of ${starts.length}`, median(starts) <= 150, '150 ms');
rmSync(data, { recursive: true, force: true });
finish();
