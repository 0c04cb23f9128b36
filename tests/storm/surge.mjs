#!/usr/bin/env node
// Four times as many people as keep Heed busy. Whoever is turned away is told so (503, Retry-After)
// with their words on the page; whoever is thanked is counted; goodput stays at 80 % of its peak.
//
//   tests/storm/surge.mjs [seconds] [seed]
import { check, decode, finish, startHeed } from '../journeys/kit.mjs';
import { openActivity, Person, pause, seedFrom } from './storm.mjs';

const seconds = Number(process.argv[2] ?? 20), seed = seedFrom(process.argv[3]);
console.log(`surge: seed ${seed}, ${seconds} s each`);
// Few handlers and a short queue, so that this one client can be four times what they bear.
const heed = await startHeed(['--demo', '--handlers', '2', '--queue', '16']);
const path = await openActivity(heed.url);
const entries = () => Number(/(\d+) entries/.exec(heed.command('verify'))[1]);
const before = entries();
const busy = async () => Number(/heed_(?:replies_busy|busy)[a-z_]* (\d+)/.exec(await (await fetch(`${heed.url}/metrics`)).text())?.[1] ?? 0);

let number = 0, silent = 0, unexplained = 0, wordless = 0, refusals = 0;
const acknowledged = new Set(), unfinished = [];

// `count` people at once for a while, each one after the other's submission; how many went through.
async function load(count) {
  const until = Date.now() + seconds * 1000;
  let through = 0;
  await Promise.all(Array.from({ length: count }, async () => {
    while (Date.now() < until) {
      const person = new Person(heed.url, path, `Surge ${seed} number ${number += 1}`);
      for (let status = 0; status !== 200;) {
        if (Date.now() >= until) { unfinished.push(person); break; }
        try { status = await person.send(); } catch { silent += 1; unfinished.push(person); break; }
        if (status === 200) { acknowledged.add(person.reference); through += 1; break; }
        refusals += 1;
        const { page } = person.visitor;
        if (status !== 503 || !page.headers.get('retry-after')) { unexplained += 1; continue; }
        // Refused while an answer was posted: it stands on the page. While sending: the page says that
        // the draft is kept. (Behind a redirect the answer was kept before the refusal.)
        const posted = person.begun && page.path === `${path}/q/${person.kept + 1}`;
        if (posted && !decode(page.html).includes(person.words)) wordless += 1;
        if (page.path === `${path}/send` && !/still here/.test(page.html)) wordless += 1;
        await pause(1000);  // A fifth of what Retry-After asks for.
      }
    }
  }));
  return through / seconds;
}

await load(2);  // Warm.
// The load that keeps it busy: more people than this bring no more through.
let peak = 0, saturating = 4;
for (const count of [4, 8, 16]) {
  const through = await load(count);
  console.log(`${count} people at once: ${through.toFixed(1)} submissions/s`);
  if (through > peak * 1.1) saturating = count;
  peak = Math.max(peak, through);
}
const surge = await load(saturating * 4);
console.log(`surge of ${saturating * 4}: ${surge.toFixed(1)}/s, ${(100 * surge / peak).toFixed(0)} % of the peak ${peak.toFixed(1)}/s; ${refusals} refusals; the server counted ${await busy()}`);
check('goodput stays at 80 % of the peak', surge >= 0.8 * peak, `${surge.toFixed(1)} of ${peak.toFixed(1)}`);
check('no connection ends without a word', silent === 0, `${silent}`);
check('every refusal is a 503 that says when to try again', unexplained === 0, `${unexplained}`);
check('every refusal keeps the words', wordless === 0, `${wordless}`);
for (const person of unfinished) {
  const status = await person.send().catch((error) => String(error));
  check('who was turned away goes through later', status === 200, `${status}`);
  if (status === 200) acknowledged.add(person.reference);
}
const counted = entries() - before;
check('what was acknowledged is what is counted', counted === acknowledged.size, `${counted} entries, ${acknowledged.size} references`);
check('people were turned away at all', refusals > 0, `${refusals}`);
await heed.stop();
heed.remove();
finish();
