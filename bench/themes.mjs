// The 10,334 comments of the friends-and-family test, themed by `heed themes`.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, sharedData } from '../tests/journeys/kit.mjs';
import { finish, median, skipped, verdict } from './measure.mjs';

const folder = join(sharedData, 'nhs_fft_phase1');
const file = existsSync(folder) && readdirSync(folder).find((name) => name.endsWith('.csv'));
if (!file) {
  skipped('10,334 comments themed', `${folder} is not here`);
  process.exit(0);
}
const out = mkdtempSync(join(tmpdir(), 'heed-themes-'));
const heading = readFileSync(join(folder, file), 'utf8').split('\n', 1)[0].trim().split(',').map((one) => one.replaceAll('"', ''));
console.log(`headings of ${file}: ${heading.join(', ')}`);
const [id, text] = [process.argv[2] ?? 'row_index', process.argv[3] ?? heading.find((one) => /text|comment|feedback/i.test(one))];
const took = [];
for (let round = 0; round < 5; round += 1) {
  const began = performance.now();
  execFileSync(binary, ['themes', join(folder, file), '--id', id, '--text', text, '--out', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  took.push((performance.now() - began) / 1000);
}
verdict(`comments of ${file} themed in ${median(took).toFixed(2)} s, median of ${took.length}`, median(took) <= 3, '3 s');
rmSync(out, { recursive: true, force: true });
finish();
