// CPU that the server spends on one complete submission: the start page, each of four questions
// shown and kept, the answers checked, sent and durable, and the reference shown. Printed beside
// what a submission of LimeSurvey 6.4.2 (five questions on one page, the cheapest it has) cost on
// a machine like this: 0.239 CPU-seconds. Then the memory that is held after 10,000 of them.
//
//   node bench/submission.mjs [measured] [in all]
import { startHeed, Visitor } from '../tests/journeys/kit.mjs';
import { cpuMs, finish, pssMb, verdict } from './measure.mjs';

const kLimeSurveyMs = 239;
const count = Number(process.argv[2] ?? 300), inAll = Number(process.argv[3] ?? 10_000);
const heed = await startHeed(['--demo']);
const pid = heed.pid();

const start = async (path) => {
  const visitor = new Visitor(heed.url);
  await visitor.get(path);
  await visitor.post(`${path}/start`);
  return visitor;
};
async function send(visitor, path) {
  for (let n = 1; n <= 4; n += 1) await visitor.post(`${path}/q/${n}`, { answer: `The last bus goes at 4.40, and question ${n} too.` });
  await visitor.post(`${path}/send`);
  if (!visitor.page.path.endsWith('/sent')) throw new Error(`${visitor.page.status} ${visitor.page.path}`);
}
async function tenAtOnce(all, work) {
  for (let done = 0; done < all; done += 10) await Promise.all(Array.from({ length: Math.min(10, all - done) }, (_, i) => work(done + i)));
}

const home = new Visitor(heed.url);
await home.get('/');
const path = /href="(\/a\/[0-9a-f]{32})"/.exec(home.page.html)[1];
await tenAtOnce(50, async () => send(await start(path), path));

let before = cpuMs(pid);
await tenAtOnce(count, async () => send(await start(path), path));
const each = (cpuMs(pid) - before) / count;
verdict(`CPU per complete submission: ${each.toFixed(2)} ms over ${count}, ${(kLimeSurveyMs / each).toFixed(0)} times less than the peer's ${kLimeSurveyMs} ms`, each <= 1.2, '1.2 ms, 200 times less');

// The same for people who take their time: the code to come back with is stretched meanwhile.
const slow = Math.min(count, 100), visitors = [];
before = cpuMs(pid);
await tenAtOnce(slow, async (n) => { visitors[n] = await start(path); });
await new Promise((resolve) => setTimeout(resolve, 22_000 + slow * 60));
await tenAtOnce(slow, (n) => send(visitors[n], path));
console.log(`with the code stretched (answers sent after more than 20 s): ${((cpuMs(pid) - before) / slow).toFixed(2)} ms over ${slow}`);

await tenAtOnce(Math.max(0, inAll - count - slow - 50), async () => send(await start(path), path));
const held = pssMb(pid);
verdict(`memory (PSS) after ${inAll} submissions: ${held.toFixed(0)} MB`, held <= 60, '60 MB');
await heed.stop();
heed.remove();
finish();
