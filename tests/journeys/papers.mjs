// What goes out and comes back: Jo's comments go to another program as a file and are merged when
// they are back; a board's paper goes to be checked for facts, and every change since is tracked.
//   node tests/journeys/papers.mjs [postgresql]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, finish, skip, startHeed, startPostgresql, Visitor } from './kit.mjs';

const database = process.argv[2] === 'postgresql' ? await startPostgresql() : undefined;
if (database === null) {
  skip('Papers and coded files on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const heed = await startHeed(['--demo', '--unsafe-disk', ...(database ? ['--database', database.url] : [])]);
const folder = mkdtempSync(join(tmpdir(), 'heed-papers-'));

async function signedIn(email) {
  const person = new Visitor(heed.url);
  await person.get('/staff/sign-in');
  await person.post('/staff/sign-in', { email, password: 'fenmere-demonstration' });
  check(`${email} is signed in`, person.page.path === '/staff', `${person.page.status} ${person.page.path}`);
  return person;
}
// The words of a Word file's main part.
function insideWord(bytes) {
  const file = join(folder, 'paper.docx');
  writeFileSync(file, bytes);
  const read = 'import sys, zipfile; sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read("word/document.xml"))';
  return execFileSync('python3', ['-c', read, file], { encoding: 'utf8', maxBuffer: 64 << 20 });
}

async function codedElsewhere(jo, id) {
  const at = `/staff/activities/${id}/coding`;
  await jo.get(`${at}/comments.csv`);
  const rows = jo.page.html.trim().split(/\r?\n/);
  check('the file has each comment and nothing of who said it', rows[0].replace(/^\uFEFF/, '') === 'comment,question,words,code,stance' && rows.length > 5, rows[0]);
  const ids = rows.slice(1).map((row) => /^"?([0-9a-f]{32})/.exec(row)?.[1]).filter(Boolean);
  await jo.get(`${at}/frame`);
  await jo.post(`${at}/frame`, { name: 'Found elsewhere', definition: 'What the other program found', includes: '', excludes: '', examples: '', parent: '' });
  const coded = ['comment,code,stance', ...ids.slice(0, 4).map((one) => `${one},Found elsewhere,against`), `${ids[4]},No such code,`, `${'0'.repeat(32)},Found elsewhere,`].join('\n');
  await jo.get(`${at}/file`);
  await jo.upload(`${at}/file`, {}, 'file', 'back.csv', 'nothing,here\n1,2\n');
  check('a file that is another is refused in words', jo.page.status === 400 && jo.page.html.includes('No column is headed “comment”'), jo.page.status);
  await jo.get(`${at}/file`);
  await jo.upload(`${at}/file`, {}, 'file', 'back.csv', coded);
  const compared = jo.page.path;
  check('it is compared before anything is merged', /\/coding\/file\/\w+$/.test(compared) && jo.page.html.includes('Compared with what is coded here'), `${jo.page.status} ${compared}`);
  check('what is not ours is named and left out', jo.page.html.includes('No such code') && jo.page.html.includes('Not comments of this activity'));
  check('and how many would be merged', jo.page.html.includes('Merge 4 codes'), jo.page.status);
  await jo.post(compared);
  check('it is merged', jo.page.status === 200 && jo.page.path === at, `${jo.page.status} ${jo.page.path}`);
  await jo.get(`${at}/file`);
  await jo.upload(`${at}/file`, {}, 'file', 'back.csv', coded);
  check('the same file again brings nothing', jo.page.html.includes('Nothing in it is new here.'), jo.page.status);
}

async function factChecked(priya, id) {
  const papers = `/staff/activities/${id}/papers`;
  await priya.get(`${papers}/board-paper.docx`);
  const sent = priya.page.bytes;
  check('the paper has its charts as pictures with words', insideWord(sent).includes('descr="Bar chart. How many said each.'), priya.page.status);
  await priya.get(papers);
  await priya.upload(`${papers}/changes`, { paper: 'board-paper', format: 'docx' }, 'sent', 'notes.docx', 'not a Word file');
  check('what is no Word file is refused in words', priya.page.status === 400 && priya.page.html.includes('not a Word document'), priya.page.status);
  await priya.get(papers);
  await priya.upload(`${papers}/changes`, { paper: 'board-paper', format: 'docx' }, 'sent', 'sent.docx', sent);
  const same = insideWord(priya.page.bytes);
  check('nothing changed: it says so and tracks nothing', same.includes('Nothing changed after the facts were checked.') && !same.includes('<w:ins '), priya.page.status);

  // A fact is corrected.
  await priya.get(`/staff/activities/${id}/public-page`);
  const kept = (name) => new RegExp(`<textarea [^>]*name="${name}"[^>]*>([^<]*)`).exec(priya.page.html)?.[1].trim() ?? '';
  await priya.post(`/staff/activities/${id}/public-page`, { version: priya.hidden().version, outcome: kept('outcome').replace('seven days', 'six days'),
    not_heard: `${kept('not_heard')} Nobody under 30 came to Saltby.`, against: kept('against') });
  await priya.get(`/staff/activities/${id}/public-page`);
  await priya.post(`/staff/activities/${id}/publish`);
  await priya.get(papers);
  await priya.upload(`${papers}/changes`, { paper: 'board-paper', format: 'docx' }, 'sent', 'sent.docx', sent);
  const tracked = insideWord(priya.page.bytes);
  check('Word tracks what was put in and taken out', /<w:ins [^>]*>.{0,200}under 30/s.test(tracked) && tracked.includes('<w:delText'), priya.page.status);
  await priya.get(papers);
  await priya.upload(`${papers}/changes`, { paper: 'board-paper', format: 'html' }, 'sent', 'sent.docx', sent);
  check('the web page lists and marks every change', priya.page.html.includes('Every change') && /<ins>[^<]*under 30/.test(priya.page.html) && priya.page.html.includes('<del>'), priya.page.status);
  await priya.get(papers);
  await priya.upload(`${papers}/changes`, { paper: 'board-paper', format: 'pdf' }, 'sent', 'sent.docx', sent);
  check('and so does the PDF', priya.page.bytes.subarray(0, 5).toString() === '%PDF-', priya.page.status);
}

try {
  const priya = await signedIn('priya@fenmere.example');
  await priya.get('/what-happened');
  const id = /\/what-happened\/([0-9a-f]{32})"[^>]*>Stroke rehabilitation beds/.exec(priya.page.html)?.[1];
  await codedElsewhere(await signedIn('jo@fenmere.example'), id);
  await factChecked(priya, id);
  check('it stops when told', (await heed.stop()) === 0);
} catch (error) {
  check('the journey went to its end', false, error.stack + heed.log().slice(-800));
  await heed.kill();
}
rmSync(folder, { recursive: true, force: true });
heed.remove();
await database?.stop();
finish();
