// 132,229 responses of 40 answers each, as many as the largest consultation we know of, brought in
// and taken out again in every format: through `heed export`, and over HTTP as a member of staff
// downloads them. Prints rows a second and how much memory each took beyond the process at rest.
//
//   node bench/export.mjs [responses] [postgresql]
import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, startHeed, startPostgresql, Visitor } from '../tests/journeys/kit.mjs';
import { cpuMs, finish, skipped, verdict } from './measure.mjs';

const kResponses = Number(process.argv[2] ?? 132_229), kChosen = 30, kWritten = 10, kExtraMb = 50;
const folder = mkdtempSync(join(tmpdir(), 'heed-export-'));
const survey = join(folder, 'survey.csv');

async function makeSurvey() {
  const out = createWriteStream(survey);
  const choices = ['Yes', 'No', 'Both', 'Nil'];
  const heads = [...Array.from({ length: kChosen }, (_, i) => `Do you agree with part ${i + 1}?`),
    ...Array.from({ length: kWritten }, (_, i) => `What would you change in part ${i + 1}?`)];
  out.write(`${heads.join(',')}\r\n`);
  for (let row = 0; row < kResponses; row += 1) {
    const cells = [];
    for (let q = 0; q < kChosen; q += 1) cells.push(choices[(row * 7 + q) % 4]);
    for (let q = 0; q < kWritten; q += 1) cells.push(`The bus at ${row} is always ${q} late`);
    if (!out.write(`${cells.join(',')}\r\n`)) await new Promise((go) => out.once('drain', go));
  }
  await new Promise((done) => out.end(done));
}

// One run: its seconds, its CPU seconds, and the peak of its resident memory in MB.
async function run(words) {
  const began = Date.now(), child = spawn(binary, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '', log = '', peakMb = 0, cpu = 0;
  child.stdout.on('data', (bytes) => { said += bytes; });
  child.stderr.on('data', (bytes) => { log += bytes; });
  const look = setInterval(() => {
    try {
      peakMb = memory(child.pid, 'VmHWM');
      cpu = cpuMs(child.pid) / 1000;
    } catch { /* It has just ended. */ }
  }, 20);
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(look);
  if (code !== 0) throw new Error(`${words.join(' ')}: ${log}`);
  return { seconds: (Date.now() - began) / 1000, cpu, peakMb, said };
}
const memory = (pid, name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
const rate = (seconds) => `${Math.round(kResponses / seconds).toLocaleString('en')} rows/s`;

async function onOne(name, database) {
  const data = join(folder, name);
  const where = ['--data', data, '--unsafe-disk', ...(database ? ['--database', database.url] : [])];
  const first = await startHeed(['--unsafe-disk', '--partnership', 'Fenmere', '--prefix', 'FM', ...(database ? ['--database', database.url] : [])], data);
  await first.stop();
  const brought = await run(['import', survey, '--json', ...where]);
  const told = JSON.parse(brought.said);
  const id = /[0-9a-f]{32}/.exec(JSON.stringify(told))[0];
  console.log(`${name}: brought in ${rate(brought.seconds)}, ${brought.seconds.toFixed(0)} s (${brought.cpu.toFixed(1)} s of CPU)`);
  const rest = (await run(['verify', ...where])).peakMb;
  for (const format of ['csv', 'json', 'xlsx']) {
    const file = join(folder, `out.${format}`);
    const out = await run(['export', id, '--format', format, '--out', file, ...where]);
    const extra = out.peakMb - rest;
    verdict(`${name}: heed export ${format}: ${rate(out.seconds)}, ${out.seconds.toFixed(1)} s (${out.cpu.toFixed(1)} s of CPU), ${(statSync(file).size / 1e6).toFixed(0)} MB, ${extra.toFixed(0)} MB of memory over ${rest.toFixed(0)} at rest`, extra <= kExtraMb, `${kExtraMb} MB`);
    if (format === 'csv') {
      const lines = Number(execFileSync('wc', ['-l', file], { encoding: 'utf8' }).split(' ')[0]);
      if (lines !== kResponses + 1) throw new Error(`${lines} lines`);
    }
    rmSync(file);
  }
  const heed = await startHeed(['--unsafe-disk', ...(database ? ['--database', database.url] : [])], data);
  const priya = new Visitor(heed.url), link = /\/staff\/link\/\S+/.exec(heed.said())[0];
  await priya.get(link);
  await priya.post(link, { name: 'Priya Shah', email: 'priya@fenmere.example', password: 'a long enough password' });
  await priya.get(`/staff/activities/${id}/responses`);
  for (const format of ['csv', 'json', 'xlsx']) {
    writeFileSync(`/proc/${heed.pid()}/clear_refs`, '5');  // The peak begins here.
    const before = memory(heed.pid(), 'VmRSS'), spent = cpuMs(heed.pid()), began = Date.now();
    const bytes = await new Promise((resolve, reject) => {
      request(`${heed.url}/staff/activities/${id}/export/responses.${format}`, { headers: { cookie: [...priya.cookies].map(([k, v]) => `${k}=${v}`).join('; ') } }, (reply) => {
        if (reply.statusCode !== 200) reject(new Error(`${reply.statusCode}`));
        let sum = 0;
        reply.on('data', (piece) => { sum += piece.length; });
        reply.on('end', () => (reply.complete ? resolve(sum) : reject(new Error('cut'))));
        reply.on('error', reject);
      }).on('error', reject).end();
    });
    const seconds = (Date.now() - began) / 1000, extra = memory(heed.pid(), 'VmHWM') - before;
    verdict(`${name}: downloaded ${format}: ${rate(seconds)}, ${seconds.toFixed(1)} s (${((cpuMs(heed.pid()) - spent) / 1000).toFixed(1)} s of CPU), ${(bytes / 1e6).toFixed(0)} MB, ${extra.toFixed(0)} MB of memory over ${before.toFixed(0)} at rest`, extra <= kExtraMb, `${kExtraMb} MB`);
  }
  await heed.stop();
}

await makeSurvey();
console.log(`${kResponses} responses of ${kChosen + kWritten} answers, ${(statSync(survey).size / 1e6).toFixed(0)} MB`);
if (!process.argv.includes('postgresql')) await onOne('SQLite');
const database = await startPostgresql();
if (database === null) skipped('the same on PostgreSQL', 'PostgreSQL 15 is not installed');
else {
  await onOne('PostgreSQL', database);
  await database.stop();
}
rmSync(folder, { recursive: true, force: true });
finish();
