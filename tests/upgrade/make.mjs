// Made tests/upgrade/ once, with the Heed of schema 6; kept to say how, and to make the next one.
//
//   HEED_BINARY=OLD_BINARY node tests/upgrade/make.mjs tests/upgrade
//
// A demonstration (its words are written in this repository), three answers by a visitor on the open
// activity, and `heed backup`. The PostgreSQL half needs a Heed that can copy there, so it takes two
// programs: the old one fills the database, and HEED_COPIER opens it, which copies it before migrating.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHeed, startPostgresql, Visitor } from '../journeys/kit.mjs';

const to = process.argv[2];
const copier = process.env.HEED_COPIER;

async function answer(heed) {
  for (const words of ['The lift at Fenmere station was broken again.', 'Mae’r llinell ffôn yn brysur.', 'Nothing to add.']) {
    const somebody = new Visitor(heed.url);
    await somebody.get('/');
    const path = /href="(\/a\/[^"]+)"/.exec(somebody.page.html)[1];
    await somebody.get(path);
    await somebody.post(`${path}/start`);
    await somebody.post(`${path}/q/1`, { ...somebody.hidden(), answer: words });
    while (!somebody.page.path.endsWith('/check')) await somebody.post(somebody.page.path, { ...somebody.hidden(), answer: '' });
    await somebody.post(`${path}/send`, somebody.hidden());
    const reference = /[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/.exec(somebody.page.html)?.[0];
    if (!reference) throw new Error(`no reference at ${somebody.page.path}: ${somebody.page.html.slice(0, 500)}`);
  }
}

const data = mkdtempSync(join(tmpdir(), 'heed-upgrade-'));
const heed = await startHeed(['--demo', '--unsafe-disk'], data);
await answer(heed);
rmSync(join(to, 'sqlite'), { recursive: true, force: true });
heed.command('backup', join(to, 'sqlite'));
await heed.stop();
heed.remove();

const postgresql = copier ? await startPostgresql() : null;
if (postgresql) {
  const folder = mkdtempSync(join(tmpdir(), 'heed-upgrade-'));
  const old = await startHeed(['--demo', '--unsafe-disk', '--database', postgresql.url], folder);
  await answer(old);
  await old.stop();
  const backup = join(folder, 'backup');
  spawnSync(copier, ['backup', backup, '--data', folder, '--database', postgresql.url, '--unsafe-disk'], { stdio: 'inherit' });
  rmSync(join(to, 'postgresql'), { recursive: true, force: true });
  mkdirSync(join(to, 'postgresql', 'keys'), { recursive: true });
  for (const store of ['main', 'identity', 'keys']) {
    // What was copied before migrating; where nothing had to migrate, the backup is the old state.
    const before = readdirSync(folder).find((name) => name.startsWith(`${store}.before-`));
    const from = before ? join(folder, before) : join(backup, store === 'keys' ? 'keys/keys.sql' : `${store}.sql`);
    copyFileSync(from, join(to, 'postgresql', store === 'keys' ? 'keys/keys.dump' : `${store}.dump`));
  }
  await postgresql.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(existsSync(to) ? execFileSync('du', ['-ab', to], { encoding: 'utf8' }) : 'nothing made');
