// Submissions acknowledged a second over HTTP at 256 connections, each durable before its reply,
// beside peers_bench/epoll_http.c, the smallest server that appends a form to a file and syncs
// before it answers: in turns, on the same two cores, with the same client (wrk).
//
//   node bench/durable_post.mjs [drafts a round] [rounds]
// HEED_PEERS names the folder of the peer's source; without it, ../shared/peers_bench.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startHeed, Visitor } from '../tests/journeys/kit.mjs';
import { finish, median, skipped, verdict } from './measure.mjs';

const drafts = Number(process.argv[2] ?? 4000), rounds = Number(process.argv[3] ?? 3);
const source = join(process.env.HEED_PEERS ?? '../shared/peers_bench', 'epoll_http.c');
const run = promisify(execFile);
const kSeconds = 2, kConnections = 256;

function lacking() {
  if (!existsSync(source)) return `${source} is absent`;
  try { execFileSync('wrk', ['-v'], { stdio: 'ignore' }); } catch (error) { if (error.code === 'ENOENT') return 'wrk is not installed'; }
  return null;
}

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const { port } = probe.address(); probe.close(() => resolve(port)); });
});

// Requests a second that were answered well, and how many were not.
async function wrk(url, script) {
  // Not the waiting kind: Heed's log has to be read meanwhile.
  const told = (await run('wrk', ['-t2', `-c${kConnections}`, `-d${kSeconds}s`, '-s', script, url])).stdout;
  const all = Number(/(\d+) requests in/.exec(told)[1]), badly = Number(/Non-2xx or 3xx responses: (\d+)/.exec(told)?.[1] ?? 0);
  const seconds = Number(/requests in ([\d.]+)s/.exec(told)[1]);
  return { rate: (all - badly) / seconds, all, badly };
}

// One draft with one answer; its cookie sends it.
async function prepare(heed, path) {
  const visitor = new Visitor(heed.url);
  await visitor.get(path);
  await visitor.post(`${path}/start`);
  await visitor.post(`${path}/q/1`, { answer: 'I think the high street needs more trees '.repeat(10) });
  return [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

async function ours(heed, path, folder) {
  const cookies = [];
  while (cookies.length < drafts) cookies.push(...await Promise.all(Array.from({ length: 32 }, () => prepare(heed, path))));
  const script = join(folder, 'send.lua');
  writeFileSync(join(folder, 'cookies'), cookies.join('\n') + '\n');
  // Each thread has every second draft; when there are none left it repeats one, which is seen below.
  writeFileSync(script, `
local count = 0
function setup(thread) thread:set("turn", count); count = count + 1 end
function init(args)
  mine = {}
  local n = 0
  for line in io.lines("${join(folder, 'cookies')}") do
    if n % 2 == turn then mine[#mine + 1] = line end
    n = n + 1
  end
  at = 0
end
function request()
  at = at + 1
  return wrk.format("POST", "${path}/send", { ["Cookie"] = mine[math.min(at, #mine)], ["Origin"] = "${heed.url}",
    ["Content-Type"] = "application/x-www-form-urlencoded" }, "")
end`);
  const done = await wrk(heed.url, script);
  if (done.all > drafts) done.rate = drafts / kSeconds;  // They ran out: at least so many.
  return { ...done, ranOut: done.all > drafts };
}

async function theirs(binary, folder) {
  const port = await freePort(), script = join(folder, 'post.lua');
  const server = spawn(binary, [String(port), '2', '20480', join(folder, 'durable.log')], { stdio: 'ignore' });
  writeFileSync(script, `wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.body = "csrf=0123456789abcdef0123456789abcdef&q1=" .. string.rep("I+think+the+high+street+needs+more+trees+", 10)`);
  await new Promise((resolve) => setTimeout(resolve, 300));
  try { return (await wrk(`http://127.0.0.1:${port}/`, script)).rate; } finally { server.kill('SIGKILL'); }
}

const why = lacking();
if (why) {
  skipped('durable POSTs beside epoll_http', why);
  finish();
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), 'heed-post-')), peer = join(folder, 'epoll_http');
execFileSync('cc', ['-O2', '-w', '-pthread', source, '-o', peer]);
const heed = await startHeed(['--demo']);
const home = new Visitor(heed.url);
await home.get('/');
const path = /href="(\/a\/[0-9a-f]{32})"/.exec(home.page.html)[1];
const rates = [], peers = [], ratios = [];
let badly = 0, ranOut = false;
for (let round = 0; round < rounds; round += 1) {
  peers.push(await theirs(peer, folder));
  const done = await ours(heed, path, folder);
  rates.push(done.rate);
  ratios.push(done.rate / peers.at(-1));
  badly += done.badly;
  ranOut ||= done.ranOut;
}
verdict(`durable submissions at ${kConnections} connections: ${ranOut ? 'at least ' : ''}${median(rates).toFixed(0)}/s beside ${median(peers).toFixed(0)}/s of the barest server, ratio ${median(ratios).toFixed(2)} (${badly} told to try again)`,
  median(ratios) >= 0.25, 'ratio 0.25');
await heed.stop();
heed.remove();
rmSync(folder, { recursive: true, force: true });
finish();
