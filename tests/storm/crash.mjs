#!/usr/bin/env node
// People send whole submissions while `heed serve` is killed (-9) at random and started again, on
// SQLite and then on PostgreSQL. Every reference that was shown is there afterwards with its words;
// the same press key gives the same reference; the record verifies; nothing counts twice.
//
//   tests/storm/crash.mjs [rounds] [seed]
import { execFileSync } from 'node:child_process';
import { check, finish, binary, decode, skip, startHeed, startPostgresql } from '../journeys/kit.mjs';
import { chance, follow, openActivity, pause, Person, seedFrom } from './storm.mjs';

const rounds = Number(process.argv[2] ?? 25), seed = seedFrom(process.argv[3]);
console.log(`crash storm: seed ${seed}, ${rounds} rounds on each database`);

const entriesIn = (data, options) =>
  Number(/(\d+) entries/.exec(execFileSync(binary, ['verify', '--data', data, ...options], { encoding: 'utf8' }))[1]);

async function storm(name, options) {
  const random = chance(seed);
  let heed = await startHeed(['--demo', ...options]);
  const { data } = heed;
  const path = await openActivity(heed.url);
  await heed.stop();
  const before = entriesIn(data, options);
  const people = [], interrupted = new Set();
  let kills = 0, refused = 0, number = 0;
  for (let round = 0; round < rounds; round += 1) {
    heed = await startHeed(options, data);
    let alive = true;
    const { url } = heed;
    const runners = Array.from({ length: 8 }, async () => {
      while (alive) {
        // Half of those who were interrupted try again now, the rest some rounds later or at the end.
        let person = random() < 0.5 ? [...interrupted][0] : undefined;
        if (person) interrupted.delete(person);
        else { person = new Person(url, path, `Storm ${name} ${seed} number ${number += 1}`); people.push(person); }
        person.visitor.url = url;
        try {
          const status = await person.send();
          if (status !== 200) { refused += 1; interrupted.add(person); }
        } catch { interrupted.add(person); }
      }
    });
    await pause(150 + random() * 1500);
    await heed.kill();
    kills += 1;
    alive = false;
    await Promise.all(runners);
  }
  heed = await startHeed(options, data);
  for (const person of people) {
    person.visitor.url = heed.url;
    if (!person.reference) {
      const status = await person.send().catch((error) => String(error));
      check(`${name}: an interrupted submission goes through afterwards`, status === 200, `${status} for ${person.words}`);
    } else if (await person.lookAgain() !== 200) check(`${name}: the press key shows its reference again`, false, person.reference);
  }
  const references = new Set(people.map((person) => person.reference));
  check(`${name}: every person has a reference of their own`, references.size === people.length, `${references.size} of ${people.length}`);
  check(`${name}: the same press key gave the same reference`, people.every((person) => !person.second));
  let gone = 0;
  for (const person of people) {
    const shown = await follow(heed.url, person.reference, person.privatePart);
    if (shown.status !== 200 || !decode(shown.html).includes(`${person.words}, answer 4`)) gone += 1;
  }
  check(`${name}: every acknowledged reference opens its words`, gone === 0, `${gone} of ${people.length} do not`);
  await heed.stop();
  const counted = entriesIn(data, options) - before;
  check(`${name}: each counts once`, counted === people.length, `${counted} entries for ${people.length} people`);
  check(`${name}: people were there`, people.length > rounds, `${people.length}`);
  const sqlite = options.length === 0 &&
    execFileSync('sqlite3', [`${data}/main.sqlite`, 'pragma integrity_check'], { encoding: 'utf8' }).trim();
  if (sqlite !== false) check(`${name}: SQLite's own check`, sqlite === 'ok', sqlite);
  console.log(`${name}: ${kills} kills, ${people.length} submissions, ${refused} refusals with words kept, ${gone} lost`);
  heed.remove();
}

await storm('SQLite', []);
const postgresql = await startPostgresql();
if (postgresql) {
  await storm('PostgreSQL', ['--database', postgresql.url]);
  await postgresql.stop();
} else skip('PostgreSQL', 'it is not installed');
finish();
