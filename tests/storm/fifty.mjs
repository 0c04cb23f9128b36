#!/usr/bin/env node
// Fifty people a second begin to answer, for a minute, whatever became of those before them; staff
// read responses, look at who was heard and change titles all the while. Every one who is thanked is
// counted, nobody waits long, and staff pages keep coming.
//
//   tests/storm/fifty.mjs [people a second] [seconds] [postgresql]
import { Agent, request } from 'node:http';
import { check, finish, startHeed, startPostgresql, Visitor } from '../journeys/kit.mjs';
import { cpuMs } from '../../bench/measure.mjs';
import { openActivity, pause } from './storm.mjs';

const words = process.argv.slice(2);
const database = words.includes('postgresql') ? await startPostgresql() : undefined;
const [rate = 50, seconds = 60] = words.filter((word) => word !== 'postgresql').map(Number);
const heed = await startHeed(['--demo', ...(database ? ['--database', database.url] : [])]);
const path = await openActivity(heed.url);
const entries = () => Number(/(\d+) entries/.exec(heed.command('verify'))[1]);
const before = entries();
const { hostname, port } = new URL(heed.url);
const agent = new Agent({ keepAlive: true, maxSockets: 900 });

// One request as a browser sends it, on a connection that stays; a fetch costs this client too much.
function ask(method, to, cookies, body) {
  return new Promise((resolve, reject) => {
    const headers = { host: `${hostname}:${port}`, cookie: [...cookies].map(([n, v]) => `${n}=${v}`).join('; ') };
    if (body !== undefined) Object.assign(headers, { origin: heed.url, 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) });
    const sent = request({ hostname, port, path: to, method, headers, agent }, (reply) => {
      const pieces = [];
      reply.on('data', (piece) => pieces.push(piece));
      reply.on('end', () => {
        for (const line of reply.headers['set-cookie'] ?? []) {
          const [, name, value] = /^([^=]*)=([^;]*)/.exec(line);
          cookies.set(name, value);
        }
        resolve({ status: reply.statusCode, to: reply.headers.location, html: Buffer.concat(pieces).toString('utf8') });
      });
      reply.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
const waits = [], whole = [], trouble = new Map();
let tried = 0;
async function step(...what) {
  const began = performance.now();
  const reply = await ask(...what);
  waits.push(performance.now() - began);
  return reply;
}
// A page of the form and what is kept on it, up to the reference. Refused: the same again a little
// later, as the page asks.
async function person(number, acknowledged) {
  const cookies = new Map(), began = performance.now();
  const patient = async (...what) => {
    for (let tries = 0; tries < 40; tries += 1) {
      const reply = await step(what[0], what[1], cookies, what[2]);
      if (reply.status < 400) return reply;
      trouble.set(reply.status, (trouble.get(reply.status) ?? 0) + 1);
      await pause(500 + Math.random() * 500);
    }
    throw new Error('never let in');
  };
  const go = async (method, to, body) => {
    let reply = await patient(method, to, body);
    while (reply.status === 303) { to = reply.to; reply = await patient('GET', to); }
    return { ...reply, path: to };
  };
  await go('GET', path);
  let page = await go('POST', `${path}/start`, '');
  for (let n = 1; /\/q\/\d+$/.test(page.path); n += 1)
    page = await go('POST', page.path, new URLSearchParams({ answer: `Number ${number}, answer ${n}: the last bus goes at 4.40.` }).toString());
  page = await go('POST', `${path}/send`, '');
  const reference = /[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/.exec(page.html)?.[0];
  if (!reference) throw new Error(`no reference at ${page.path}`);
  acknowledged.add(reference);
  whole.push(performance.now() - began);
}

const acknowledged = new Set(), failures = [], going = new Set();
let working = true;
const staffWaits = [];
async function staff() {
  const priya = new Visitor(heed.url);
  const mail = /priya\S*@[\w.-]+/i.exec(heed.said())?.[0], password = /the password (.+)/.exec(heed.said())?.[1].trim();
  await priya.get('/staff/sign-in');
  await priya.post('/staff/sign-in', { email: mail, password });
  if (!priya.page.path.startsWith('/staff') || priya.page.path.includes('sign-in')) return false;
  const id = /[0-9a-f]{32}/.exec(path)[0];
  while (working) {
    for (const page of ['/staff', `/staff/activities/${id}`, `/staff/activities/${id}/responses`, `/staff/activities/${id}/heard-from`, `/staff/activities/${id}/questions`]) {
      const began = performance.now();
      await priya.get(page);
      staffWaits.push(performance.now() - began);
      if (priya.page.status !== 200) failures.push(`staff ${page} ${priya.page.status}`);
      await pause(200);
    }
  }
  return true;
}
const atWork = staff();
const cpuBefore = cpuMs(heed.pid()), began = Date.now();
while (Date.now() - began < seconds * 1000) {
  const due = Math.floor(((Date.now() - began) / 1000) * rate);
  for (; tried < due; ) {
    const one = person(tried += 1, acknowledged).catch((error) => failures.push(String(error))).finally(() => going.delete(one));
    going.add(one);
  }
  await pause(10);
}
const inTime = acknowledged.size;
await Promise.all(going);
const took = (Date.now() - began) / 1000, cpu = cpuMs(heed.pid()) - cpuBefore;
working = false;
const staffWorked = await atWork;
const at = (all, part) => [...all].sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(all.length * part))] ?? 0;
const said = (all) => `p50 ${at(all, 0.5).toFixed(0)} ms, p99 ${at(all, 0.99).toFixed(0)} ms`;
console.log(`${tried} began in ${seconds} s; ${acknowledged.size} accepted in ${took.toFixed(1)} s: ${(acknowledged.size / took).toFixed(1)}/s (${inTime} within the ${seconds} s)`);
console.log(`a request: ${said(waits)}; a whole submission of ${(waits.length / Math.max(1, whole.length)).toFixed(1)} requests: ${said(whole)}; a staff page: ${said(staffWaits)}`);
console.log(`server CPU ${(cpu / Math.max(1, acknowledged.size)).toFixed(2)} ms a submission, staff pages included; refusals: ${[...trouble].map(([status, n]) => `${n} of ${status}`).join(', ') || 'none'}`);
check('everybody who began got through', failures.length === 0, failures.slice(0, 5).join('; '));
check('staff worked meanwhile', staffWorked !== false && staffWaits.length > 0, `${staffWorked} ${staffWaits.length}`);
const counted = entries() - before;
check('nothing is lost and nothing counted twice', counted === acknowledged.size, `${counted} entries, ${acknowledged.size} references`);
check(`${rate} a second are held`, acknowledged.size / took >= rate * 0.9, `${(acknowledged.size / took).toFixed(1)}`);
await heed.stop();
heed.remove();
if (database) await database.stop();
finish();
