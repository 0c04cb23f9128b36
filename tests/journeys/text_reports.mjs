// The pages that the text commands write for people, in Chromium: each is one file that asks for
// nothing else, axe finds nothing in it, wide or at 320 px.
//
//   node tests/journeys/text_reports.mjs [shots]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../browser/axe.mjs';
import { binary, check, finish } from './kit.mjs';

const folder = mkdtempSync(join(tmpdir(), 'heed-reports-'));
const at = (name) => join(folder, name);

// What three wards' worth of people might say, and a letter that eleven of them sent.
const subjects = [
  ['The car park was full', 'Parking cost too much', 'There was no parking space near the entrance'],
  ['The nurse listened and was kind', 'Reception staff were friendly', 'The doctor spoke to us kindly'],
  ['I waited three months for an appointment', 'The waiting list is too long', 'The appointment letter came weeks late'],
  ['The bus does not stop at the hospital', 'The last bus leaves before visiting ends', 'Two buses each way with a pushchair']];
const letter = 'I object to the closure of the minor injuries unit at Elmbridge because people without a car would face two buses and more than an hour of travel each way, and the paper gives no figures for last winter.';
const rows = [['id', 'text']];
for (let n = 0; n < 240; n += 1) {
  const one = subjects[n % 4], other = subjects[(n * 7 + 1) % 4];
  rows.push([`r${n}`, n % 22 === 0 ? `${letter} My mother is ${60 + n % 30}.` : `${one[n % 3]}, ward ${n % 13}. ${n % 5 ? '' : other[n % 3]}`]);
}
for (let n = 0; n < 6; n += 1) rows.push([`p${n}`, 'Pielęgniarka była bardzo miła, ale nie było miejsca na parkingu']);
writeFileSync(at('comments.csv'), '\ufeff' + rows.map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n'));
const votes = ['participant,statement,vote'];
for (let person = 0; person < 60; person += 1) for (let n = 0; n < 12; n += 1)
  if ((person * 7 + n * 3) % 5) votes.push(`p${person},s${n},${(n % 2 ? 1 : -1) * (person % 3 === 0 ? -1 : 1) * ((person + n) % 4 ? 1 : 0)}`);
writeFileSync(at('votes.csv'), votes.join('\n'));

const run = (...words) => execFileSync(binary, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const pages = {
  themes: 'deep/themes/report.html', campaigns: 'campaigns.html', opinions: 'deep/opinions/report.html' };
run('themes', at('comments.csv'), '--out', at('deep/themes'));
run('campaigns', at('comments.csv'), '--out', at('members.csv'));
run('opinions', '--votes', at('votes.csv'), '--out', at('deep/opinions'));
check('the letter is a campaign of the eleven who sent it',
  readFileSync(at('members.csv'), 'utf8').split('\n').filter((line) => /,k1\r?$/.test(line)).length === 11);

check('comments in another language are told of, and in no theme', readFileSync(at(pages.themes), 'utf8').includes('6 Polish')
  && !/^p\d,/m.test(readFileSync(at('deep/themes/assignments.csv'), 'utf8')));

const server = createServer((request, reply) => {
  try {
    reply.setHeader('content-type', 'text/html; charset=utf-8');
    reply.end(readFileSync(at(request.url.slice(1))));
  } catch { reply.statusCode = 404; reply.end(); }
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const site = `http://127.0.0.1:${server.address().port}/`;
const browser = await start({ shots: process.argv[2] ?? null });
const page = await browser.page();
let asked = [];
page.on('request', (request) => asked.push(request.url()));
for (const [name, path] of Object.entries(pages)) {
  asked = [];
  await page.goto(site + path);
  check(`the report of ${name} asks for nothing but itself`, asked.every((url) => url === site + path || url.endsWith('/favicon.ico')), asked.join());
  await browser.check(page, `report-${name}`);
}
check('every look above found nothing', await browser.finish());
server.close();
rmSync(folder, { recursive: true, force: true });
finish();
process.exit();
