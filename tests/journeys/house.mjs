// ./run and what it says when it cannot: in a sandbox with the built program, so nothing is built or
// installed here. Each state is one sentence and an exit status of 1.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { binary, check, finish, skip, Visitor } from './kit.mjs';

const box = mkdtempSync(join(tmpdir(), 'heed-house-'));
const at = (name) => join(box, name);
function script(name, text) {
  writeFileSync(at(name), `#!/bin/sh\n${text}\n`);
  chmodSync(at(name), 0o755);
}
for (const folder of ['src', 'tools', 'packaging', 'build/release', 'bin']) mkdirSync(at(folder), { recursive: true });
copyFileSync('run', at('run'));
copyFileSync('tools/house.sh', at('tools/house.sh'));
chmodSync(at('run'), 0o755);
writeFileSync(at('packaging/run.txt'), 'bash\n');
script('build/release/heed', `exec '${resolve(binary)}' "$@"`);
writeFileSync(at('build/release/heed.stamp'), '');
const later = new Date(Date.now() + 3600_000);
utimesSync(at('build/release/heed.stamp'), later, later);

const port = await new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => { const free = probe.address().port; probe.close(() => done(free)); });
});
const here = ['--listen', `127.0.0.1:${port}`, '--unsafe-disk'];

const started = [];
async function start(words) {
  const began = performance.now();
  const child = spawn(at('run'), words, { stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  let said = '', log = '';
  child.stderr.on('data', (bytes) => { log += bytes; });
  const ended = new Promise((done) => child.on('exit', done));
  await Promise.race([ended, new Promise((done) => child.stdout.on('data', (bytes) => { said += bytes; if (/listening on/.test(said)) done(); }))]);
  return { said, log: () => log, ms: performance.now() - began, stop: async () => { child.kill('SIGTERM'); return ended; } };
}
// What a run that cannot go on says: its sentences, without a build or a server.
function refused(words, env = {}, cwd = box) {
  const ran = spawnSync(at('run'), words, { encoding: 'utf8', timeout: 60_000, cwd, env: { ...process.env, ...env } });
  return { status: ran.status, said: ran.stderr.trim() };
}
const one = (said) => said.split('\n').length === 1 && said.startsWith('heed: ');

try {
  const first = await start(here);
  check('the first run serves the demonstration', first.said.includes(`listening on http://127.0.0.1:${port}`), first.said + first.log());
  const taken = refused(['--data', 'other', ...here]);
  check('a taken port is one sentence', taken.status === 1 && one(taken.said) && taken.said.includes('Something else is listening on'), JSON.stringify(taken));
  const twice = refused(['--listen', '127.0.0.1:0', '--unsafe-disk']);
  check('the same data twice is one sentence', twice.status === 1 && one(twice.said) && twice.said.includes('already running on this data'), JSON.stringify(twice));
  const running = refused(['--fresh', ...here]);
  check('--fresh leaves a running Heed alone', running.status === 1 && one(running.said) && running.said.includes('is running'), JSON.stringify(running));
  execFileSync(binary, ['user', '--data', at('data'), 'add', 'Tom Hale', 'tom@trust.example', '--role', 'analyst']);
  await first.stop();

  let fastest = Infinity;
  for (let tries = 0; tries < 3 && fastest >= 1000; tries += 1) {
    const again = await start(here);
    fastest = Math.min(fastest, again.ms);
    const leah = new Visitor(`http://127.0.0.1:${port}`);
    await leah.get('/what-happened');
    check('a second run has its data', /\/what-happened\/[0-9a-f]{32}/.test(leah.page.html) && execFileSync(binary, ['user', '--data', at('data'), 'list'], { encoding: 'utf8' }).includes('tom@trust.example'));
    await again.stop();
  }
  console.log(`second run: ${Math.round(fastest)} ms`);
  check('a second run is up in under a second', fastest < 1000, `${fastest} ms`);

  mkdirSync(at('theirs'));
  writeFileSync(at('theirs/letter.txt'), 'not Heed’s');
  const foreign = refused(['--fresh', '--data', 'theirs', ...here]);
  check('--fresh refuses a folder that is not Heed’s', foreign.status === 1 && one(foreign.said) && foreign.said.includes('does not look like'), JSON.stringify(foreign));
  check('and leaves it as it was', existsSync(at('theirs/letter.txt')));
  const anew = await start(['--fresh', ...here]);
  check('--fresh begins anew', anew.said.includes('listening on') &&
    !execFileSync(binary, ['user', '--data', at('data'), 'list'], { encoding: 'utf8' }).includes('tom@trust.example'));
  await anew.stop();

  // Packages: an apt that has none, and one that has them.
  writeFileSync(at('packaging/run.txt'), 'bash\nheed-no-such-package\n');
  script('bin/sudo', 'exec "$@"');
  script('bin/apt-get', 'echo "E: Unable to locate package" >&2; exit 100');
  script('bin/apt-cache', 'exit 100');
  const path = { PATH: `${at('bin')}:${process.env.PATH}` };
  const missing = refused(here, path);
  check('a missing package is named in a sentence', missing.status === 1 && missing.said.split('\n').at(-1) ===
    'heed: this system\'s package sources do not have heed-no-such-package (Debian 12 has; see packaging/)', JSON.stringify(missing));
  script('bin/apt-cache', 'exit 0');
  const broken = refused(here, path);
  check('an apt-get that fails says where its words are', broken.status === 1 && broken.said.split('\n').at(-1).startsWith('heed: apt-get could not install heed-no-such-package'), JSON.stringify(broken));
  script('bin/apt-get', 'exit 0');
  const installed = refused(['--data', 'theirs', '--fresh', ...here], path);
  check('with its packages it goes on', installed.said.includes('Installing 1 packages') && installed.said.includes('does not look like'), JSON.stringify(installed));
  writeFileSync(at('packaging/run.txt'), 'bash\n');

  // Disks.
  const memory = `/dev/shm/heed-house-${process.pid}`;
  if (existsSync('/dev/shm')) {
    const forgets = refused(['--data', memory, '--listen', '127.0.0.1:0']);
    check('a disk that forgets is one sentence with the way on', forgets.status === 1 && one(forgets.said) && forgets.said.includes('--unsafe-disk'), JSON.stringify(forgets));
    rmSync(memory, { recursive: true, force: true });
  } else skip('a disk that forgets', 'there is no /dev/shm');
  mkdirSync(at('small'));
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1200k', 'none', at('small')]).status === 0) {
    const full = refused(['--data', 'small/data', ...here]);
    check('a full disk is one sentence', full.status === 1 && one(full.said) && full.said.includes('The disk is full'), JSON.stringify(full));
    execFileSync('umount', [at('small')]);
  } else skip('a full disk', 'mounting a small one needs root');
} finally {
  for (const child of started) child.kill('SIGTERM');
  rmSync(box, { recursive: true, force: true });
}
finish();
