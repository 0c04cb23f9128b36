#!/usr/bin/env node
// `heed import` is killed (-9) at random moments, over and over, on one data folder. Afterwards an
// import is there whole or not at all, what was staged is swept, and the record verifies.
//
//   tests/storm/import.mjs [rounds] [seed]
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, check, finish, startHeed } from '../journeys/kit.mjs';
import { chance, pause, seedFrom } from './storm.mjs';

const rounds = Number(process.argv[2] ?? 30), seed = seedFrom(process.argv[3]), kRows = 4000;
console.log(`import storm: seed ${seed}, ${rounds} rounds of ${kRows} rows`);
const random = chance(seed);
const folder = mkdtempSync(join(tmpdir(), 'heed-import-storm-'));
const first = await startHeed([]);
await first.stop();
const { data } = first;
const ask = (sql) => execFileSync('sqlite3', ['-readonly', `${data}/main.sqlite`, sql], { encoding: 'utf8' }).trim();

function write(round) {
  const file = join(folder, `round-${round}.csv`);
  const rows = Array.from({ length: kRows }, (_, n) => `"Round ${round}, row ${n}: the bus leaves too early"`);
  writeFileSync(file, `answer\n${rows.join('\n')}\n`);
  return file;
}
function run(file) {
  const child = spawn(binary, ['import', file, '--data', data, '--title', 'Storm', '--answer', 'answer', '--asked', 'What would help?'], { stdio: 'ignore' });
  return { child, ended: new Promise((resolve) => child.on('exit', (code, signal) => resolve(signal ?? code))) };
}

const began = Date.now();
let whole = Number(await run(write('first')).ended === 0);
const takes = Date.now() - began;
check('an import that nobody kills goes in', whole === 1);
let killed = 0;
for (let round = 0; round < rounds; round += 1) {
  const { child, ended } = run(write(round));
  await pause(random() * takes * 1.4);
  child.kill('SIGKILL');
  const how = await ended;
  if (how === 'SIGKILL') killed += 1;
  const said = how === 0;
  const visible = Number(ask(`select count(*) from response where visible = 1`));
  const voices = Number(ask(`select count(*) from voice where visible = 1`));
  check('what is visible is whole imports', visible % kRows === 0 && voices === visible, `${visible} responses, ${voices} answers, seed ${seed}`);
  const now = visible / kRows;
  check('an import that said it was done is there', !said || now === whole + 1, `round ${round}, seed ${seed}`);
  check('a kill brings in at most its own import', now === whole || now === whole + 1, `${whole} then ${now}, round ${round}, seed ${seed}`);
  whole = now;
}
check('imports were killed', killed > rounds / 4, `${killed} of ${rounds}`);
// Starting sweeps what was staged and never flipped.
const again = await startHeed([], data);
await again.stop();
const hidden = Number(ask('select count(*) from response where visible = 0'));
check('nothing staged is left after the next start', hidden === 0, `${hidden} rows`);
check('the record verifies', /whole/.test(again.command('verify')));
console.log(`${killed} of ${rounds} imports killed on the way; ${whole} whole ones are in`);
again.remove();
rmSync(folder, { recursive: true, force: true });
finish();
