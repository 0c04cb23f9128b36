// What journeys share: a Heed of their own in a temporary folder, and a visitor with cookies.
import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const binary = process.env.HEED_BINARY ?? 'build/release/heed';
export const sharedData = process.env.HEED_SHARED_DATA ?? '../shared/data';

// Starts `heed serve` on a free port and waits for its "listening on" line.
export async function startHeed(options = [], data = mkdtempSync(join(tmpdir(), 'heed-'))) {
  const child = spawn(binary, ['serve', '--data', data, '--listen', '127.0.0.1:0', ...options],
    { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '', log = '';
  child.stderr.on('data', (bytes) => { log += bytes; });
  const url = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`not listening after 60 s: ${said}${log}`)), 60_000);
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const found = /listening on (\S+)/.exec(said);
      if (found) { clearTimeout(late); resolve(found[1]); }
    });
    child.on('exit', (code) => { clearTimeout(late); reject(new Error(`ended with ${code}: ${said}${log}`)); });
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  return {
    url, data,
    pid: () => child.pid,
    said: () => said,
    log: () => log,
    kill: async () => { child.kill('SIGKILL'); await ended; },
    stop: async () => { child.kill('SIGTERM'); const code = await ended; return code; },
    remove: () => rmSync(data, { recursive: true, force: true }),
    command: (...words) => execFileSync(binary, [...words, '--data', data], { encoding: 'utf8' }),
  };
}

// PostgreSQL 15 in a temporary folder, as a user that is not root: it refuses to run as one. Nothing
// where it is not installed.
export async function startPostgresql() {
  const programs = '/usr/lib/postgresql/15/bin';
  if (!existsSync(join(programs, 'postgres'))) return null;
  const folder = mkdtempSync(join(tmpdir(), 'heed-pg-'));
  const asUser = process.getuid() === 0 ? ['runuser', '-u', 'postgres', '--'] : [];
  if (asUser.length) execFileSync('chown', ['postgres', folder]);
  const run = (words, options) => spawn([...asUser, ...words][0], [...asUser, ...words].slice(1), options);
  const made = [...asUser, join(programs, 'initdb'), '-D', join(folder, 'db'), '-A', 'trust', '-U', 'heed', '-E', 'UTF8', '--locale', 'C'];
  execFileSync(made[0], made.slice(1), { stdio: 'ignore', cwd: '/' });
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => { const free = probe.address().port; probe.close(() => resolve(free)); });
  });
  const child = run([join(programs, 'postgres'), '-D', join(folder, 'db'), '-p', String(port), '-k', folder,
    '-c', 'listen_addresses=127.0.0.1'], { stdio: 'ignore', cwd: '/' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  for (let tries = 0; ; tries += 1) {
    try {
      execFileSync(join(programs, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-q']);
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  return {
    url: `postgresql://heed@127.0.0.1:${port}/postgres`,
    stop: async () => {
      // The pid in the file is PostgreSQL's own, whoever started it.
      process.kill(Number(readFileSync(join(folder, 'db', 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// A mail server that keeps what it is sent.
export async function startMailSink() {
  const letters = [];
  const server = createServer((socket) => {
    let waiting = '', data = null;
    socket.write('220 sink\r\n');
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      waiting += bytes;
      for (let at = waiting.indexOf('\r\n'); at >= 0; at = waiting.indexOf('\r\n')) {
        const line = waiting.slice(0, at);
        waiting = waiting.slice(at + 2);
        if (data !== null) {
          if (line === '.') { letters.push(data); data = null; socket.write('250 kept\r\n'); }
          else data += line.replace(/^\.\./, '.') + '\n';
        } else if (line === 'DATA') { data = ''; socket.write('354 go on\r\n'); }
        else if (line === 'QUIT') { socket.end('221 bye\r\n'); }
        else socket.write('250 ok\r\n');
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `smtp://127.0.0.1:${server.address().port}`, letters, stop: () => server.close() };
}

// A person with cookies who follows redirects and posts a page's forms with their hidden fields.
export class Visitor {
  constructor(url) { this.url = url; this.cookies = new Map(); }
  async ask(path, options = {}) {
    const headers = { ...options.headers, cookie: [...this.cookies].map(([n, v]) => `${n}=${v}`).join('; ') };
    if (options.method === 'POST') headers.origin = this.url;
    let reply = await fetch(new URL(path, this.url), { ...options, headers, redirect: 'manual' });
    for (const line of reply.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split('; ');
      const at = pair.indexOf('=');
      if (attributes.includes('Max-Age=0')) this.cookies.delete(pair.slice(0, at));
      else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    if (reply.status === 303) return this.ask(reply.headers.get('location'));
    const bytes = Buffer.from(await reply.arrayBuffer());
    this.page = { status: reply.status, headers: reply.headers, path, bytes, html: bytes.toString('utf8') };
    return this.page;
  }
  get(path) { return this.ask(path); }
  hidden() {
    const fields = {};
    for (const [tag] of this.page.html.matchAll(/<input [^>]*type="hidden"[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(tag), value = /value="([^"]*)"/.exec(tag);
      if (name) fields[name[1]] = decode(value?.[1] ?? '');
    }
    return fields;
  }
  post(path, fields = {}) {
    const csrf = this.hidden().csrf;
    return this.ask(path, { method: 'POST', body: new URLSearchParams({ ...(csrf ? { csrf } : {}), ...fields }) });
  }
  upload(path, fields, name, fileName, bytes) {
    const body = new FormData();
    body.set('csrf', this.hidden().csrf);
    for (const [field, value] of Object.entries(fields)) body.set(field, value);
    body.set(name, new Blob([bytes]), fileName);
    return this.ask(path, { method: 'POST', body });
  }
}

export const decode = (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>')
  .replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');

// Checks, each with a name; the last line counts them.
let passed = 0, failed = 0;
export function check(name, right, note = '') {
  if (right) { passed += 1; return; }
  failed += 1;
  console.log(`FAIL ${name} ${note}`);
}
// Which of these words somebody’s page lacks; whether it has all, or none.
export const wanting = (person, ...all) => all.filter((words) => !decode(person.page.html).includes(words)).join(' | ');
export const shows = (name, person, ...all) => check(name, !wanting(person, ...all), `${person.page.status} lacks: ${wanting(person, ...all)}`);
export const lacks = (name, person, ...all) => check(name, all.every((words) => !decode(person.page.html).includes(words)), person.page.status);
// One of the demonstration's cast, at their desk.
export async function castMember(heed, email) {
  const person = new Visitor(heed.url);
  await person.get('/staff/sign-in');
  await person.post('/staff/sign-in', { email, password: 'fenmere-demonstration' });
  check(`${email} is signed in`, person.page.path === '/staff', `${person.page.status} ${person.page.path}`);
  return person;
}

export function skip(name, reason) { console.log(`SKIP ${name}: ${reason}`); }
export function finish() {
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}
