// What benches share: a process's CPU and memory, as the kernel counts them, and verdicts.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

const kTick = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

// User and system time of a process and all its threads, ms.
export function cpuMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * kTick;
}
// A process and those it started.
export function withChildren(pid) {
  const all = [pid];
  for (const task of readdirSync(`/proc/${pid}/task`))
    for (const child of readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean)) all.push(...withChildren(Number(child)));
  return all;
}
export const cpuMsOfAll = (pid) => withChildren(pid).reduce((sum, one) => sum + cpuMs(one), 0);
// Proportional: what is shared with others counts in parts.
export const pssMb = (pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]) / 1024;
export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

let met = 0, missed = 0;
// One line each: what, how much, what was wanted.
export function verdict(what, right, aim) {
  if (right) met += 1; else missed += 1;
  console.log(`${right ? 'MET   ' : 'MISSED'} ${what} (aim ${aim})`);
}
export const skipped = (what, reason) => console.log(`SKIP ${what}: ${reason}`);
// A missed aim is a finding, not a fault of the bench: it is said, and does not fail the run.
export function finish() {
  console.log(`${met} of ${met + missed} aims met`);
  console.log('1 passed, 0 failed');
}
