// CPU for one form page beside nginx serving a file of 20 KB, in turns, with the same client.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startHeed, Visitor } from '../tests/journeys/kit.mjs';
import { cpuMsOfAll, finish, median, skipped, verdict } from './measure.mjs';

const missing = ['/usr/sbin/nginx', '/usr/bin/wrk'].find((file) => !existsSync(file));
if (missing) {
  skipped('form page beside nginx', `${missing} is not installed`);
  process.exit(0);
}
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const free = probe.address().port; probe.close(() => resolve(free)); });
});
const folder = mkdtempSync(join(tmpdir(), 'heed-nginx-'));
mkdirSync(join(folder, 'html'));
writeFileSync(join(folder, 'html', 'page.html'), 'x'.repeat(20 * 1024));
writeFileSync(join(folder, 'nginx.conf'), `
daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 1024; }
http { access_log off; sendfile on; keepalive_requests 1000000; types { text/html html; }
  client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p; fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server { listen 127.0.0.1:${port}; root ${folder}/html; } }\n`);
execFileSync('chmod', ['-R', 'a+rX', folder]);
const nginx = spawn('/usr/sbin/nginx', ['-c', join(folder, 'nginx.conf'), '-p', folder], { stdio: 'ignore' });
const heed = await startHeed(['--demo']);
const home = new Visitor(heed.url);
await home.get('/');
const path = /href="(\/a\/[0-9a-f]{32})"/.exec(home.page.html)[1];
await home.get(path);
await home.post(`${path}/start`);
const cookie = [...home.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

const run = promisify(execFile);  // Not the waiting kind: Heed's log has to be read meanwhile.

// µs of the server's CPU for each request of four seconds.
async function load(pid, url, headers = []) {
  const before = cpuMsOfAll(pid);
  const said = (await run('wrk', ['-t1', '-c64', '-d4s', ...headers.flatMap((one) => ['-H', one]), url])).stdout;
  const requests = Number(/(\d+) requests in/.exec(said)[1]);
  if (/Non-2xx/.test(said)) throw new Error(said);
  return 1000 * (cpuMsOfAll(pid) - before) / requests;
}
const theirs = [], start = [], question = [];
for (let round = 0; round < 5; round += 1) {
  theirs.push(await load(nginx.pid, `http://127.0.0.1:${port}/page.html`));
  start.push(await load(heed.pid(), heed.url + path));
  question.push(await load(heed.pid(), `${heed.url}${path}/q/1`, [`Cookie: ${cookie}`]));
}
const ratio = median(start) / median(theirs);
console.log(`nginx, 20 KB: ${median(theirs).toFixed(1)} µs/request; start page: ${median(start).toFixed(1)}; a question with its draft opened: ${median(question).toFixed(1)} (medians of 5)`);
verdict(`form page costs ${ratio.toFixed(1)} times nginx's CPU for 20 KB`, ratio <= 3, '3 times');
nginx.kill('SIGTERM');
await heed.stop();
heed.remove();
rmSync(folder, { recursive: true, force: true });
finish();
