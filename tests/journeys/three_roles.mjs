// Heed on PostgreSQL as docs/postgresql.md sets it up: three roles, each with its own schema; a
// backup while serving, restored into another database, whole.
import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { binary, check, finish, skip, startHeed, startPostgresql, Visitor } from './kit.mjs';

const server = await startPostgresql();
if (!server) {
  skip('Three roles', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const psql = (url, sql) => spawnSync('/usr/lib/postgresql/15/bin/psql', [url, '-Atc', sql], { encoding: 'utf8' });
const into = (name) => server.url.replace(/\/postgres$/, `/${name}`);
// The three lines of the set-up, into the environment that every heed below reads.
function setUp(name) {
  psql(server.url, `create database ${name}`);
  const said = execFileSync(binary, ['database-setup', '--database', into(name)], { encoding: 'utf8' });
  for (const [, key, url] of said.matchAll(/^(HEED_DATABASE\w*)='([^']+)'$/gm)) process.env[key] = url;
  return said;
}

let heed;
try {
  const said = setUp('first_one');
  check('the set-up prints three addresses', (said.match(/^HEED_DATABASE/gm) ?? []).length === 3, said.replace(/:[^:@]+@/g, ':…@'));
  heed = await startHeed(['--demo', '--unsafe-disk']);
  const leah = new Visitor(heed.url);
  await leah.get('/what-happened');
  check('Heed serves with them', /\/what-happened\/[0-9a-f]{32}/.test(leah.page.html), leah.page.status);

  const peek = psql(process.env.HEED_DATABASE, 'select count(*) from heed_keys.secret');
  check('main’s role reads no key', peek.status !== 0 && peek.stderr.includes('permission denied'), peek.stdout + peek.stderr);
  const take = psql(process.env.HEED_DATABASE, 'set role heed_keys');
  check('and cannot become the keys’ role', take.status !== 0 && take.stderr.includes('permission denied'), take.stderr);
  const people = psql(process.env.HEED_DATABASE, 'select count(*) from heed_identity.contact');
  check('nor reads who asked to be told', people.status !== 0 && people.stderr.includes('permission denied'), people.stderr);
  check('the keys’ role reads no answer', psql(process.env.HEED_DATABASE_KEYS, 'select count(*) from heed_main.response').status !== 0);
  check('each reads its own', psql(process.env.HEED_DATABASE_KEYS, 'select count(*) from heed_keys.secret').stdout.trim() !== '0');

  const alone = spawnSync(binary, ['serve', '--data', join(heed.data, 'alone'), '--unsafe-disk', '--listen', '127.0.0.1:0'],
    { encoding: 'utf8', timeout: 30_000, env: { ...process.env, HEED_DATABASE_IDENTITY: '', HEED_DATABASE_KEYS: '' } });
  check('one address of main alone is refused in a sentence', alone.status === 1 && alone.stderr.includes('heed database-setup'), alone.stderr);

  const folder = join(heed.data, 'backup');
  check('a backup is made while serving', heed.command('backup', folder).includes('Backed up'));
  await heed.stop();

  setUp('second_one');
  const restore = spawnSync(binary, ['restore', folder, '--data', join(heed.data, 'second')], { encoding: 'utf8' });
  check('it is restored into another database', restore.status === 0, restore.stderr);
  const twice = spawnSync(binary, ['restore', folder, '--data', join(heed.data, 'second')], { encoding: 'utf8' });
  check('and never over one that holds a Heed', twice.status === 1 && twice.stderr.includes('holds a Heed already'), twice.stderr);
  check('its record is whole', execFileSync(binary, ['verify', '--data', join(heed.data, 'second'), '--unsafe-disk'], { encoding: 'utf8' }).includes('whole'));
  const again = await startHeed(['--unsafe-disk'], join(heed.data, 'second'));
  const reader = new Visitor(again.url);
  await reader.get('/what-happened');
  check('what was published is there', /\/what-happened\/[0-9a-f]{32}/.test(reader.page.html), reader.page.status);
  await again.stop();
} finally {
  if (heed) rmSync(heed.data, { recursive: true, force: true });
  await server.stop();
}
finish();
