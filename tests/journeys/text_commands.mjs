// The text commands as other people's scripts call them: any usual encoding, delimiter and line end
// gives the same files; columns and places are as promised; what cannot be read is named by its line,
// and nothing half done is left.
//
//   node tests/journeys/text_commands.mjs
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, check, finish } from './kit.mjs';

const folder = mkdtempSync(join(tmpdir(), 'heed-text-'));
const at = (name) => join(folder, name);
const read = (name) => readFileSync(at(name), 'utf8');
const run = (...words) => {
  const done = spawnSync(binary, words, { encoding: 'utf8', cwd: folder });
  return { code: done.status, said: done.stderr, out: done.stdout };
};
const heading = (name) => read(name).split('\r\n')[0];

const texts = ['The café was “lovely”; kind staff, truly.', 'Parking — £5 an hour\nand full again',
  'I waited three months', 'Nothing', '', 'Sister Ann Clarke was "kind", ring 020 7946 0123', 'Parking cost too much'];
const rows = [['id', 'text']];
for (let n = 0; n < 84; n += 1) rows.push([`r${n}`, texts[n % 7]]);
const table = (delimiter, line) => rows.map((row) =>
  row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join(line) + line;
const swapped = (bytes) => Buffer.from(bytes).swap16();
const cp1252 = (text) => Buffer.from([...text].map((c) => ({ '“': 0x93, '”': 0x94, '—': 0x97 })[c] ?? c.charCodeAt(0)));
const written = {
  'utf8.csv': Buffer.from(table(',', '\r\n')),
  'lf.csv': Buffer.from(table(',', '\n')),
  'mark.csv': Buffer.from('\ufeff' + table(';', '\r\n')),
  'tab.csv': Buffer.from(table('\t', '\n')),
  'utf16le.csv': Buffer.from('\ufeff' + table('\t', '\r\n'), 'utf16le'),
  'utf16be.csv': swapped(Buffer.from('\ufeff' + table(';', '\r\n'), 'utf16le')),
  'utf16bare.csv': Buffer.from(table(',', '\r\n'), 'utf16le'),
  'windows.csv': cp1252(table(';', '\r\n')) };
for (const [name, bytes] of Object.entries(written)) writeFileSync(at(name), bytes);
const codes = ['food', 'parking', 'wait', 'none', '', 'staff', 'parking'];
writeFileSync(at('labels.csv'), 'id,label\n' + rows.slice(1).map(([id], n) => `${id},${codes[n % 7]}`).join('\n'));
const votes = (delimiter) => ['participant,statement,vote'.replaceAll(',', delimiter)];
for (const delimiter of [',', ';', '\t']) {
  const lines = votes(delimiter);
  for (let p = 0; p < 30; p += 1) for (let s = 0; s < 8; s += 1) lines.push([`p${p}`, `s${s}`, ((p + s) % 3) - 1].join(delimiter));
  writeFileSync(at(`votes${delimiter.charCodeAt(0)}.csv`), lines.join('\r\n'));
}

// One meaning, whatever the writing of it.
const made = (name, to) => [
  run('themes', name, '--out', `${to}/a/themes`),
  run('code', '--train', name, '--labels', 'labels.csv', '--apply', name, '--out', `${to}/b/codes.csv`),
  run('code', '--train', name, '--labels', 'labels.csv', '--apply', name, '--all', '--out', `${to}/b/all.csv`),
  run('campaigns', name, '--out', `${to}/c/members.csv`),
  run('mask', name, '--out', `${to}/d/masked.csv`, '--spans', `${to}/e/spans.csv`)];
const files = ['a/themes/themes.csv', 'a/themes/assignments.csv', 'a/themes/quotes.csv', 'a/themes/report.html', 'b/codes.csv',
  'b/all.csv', 'c/members.csv', 'c/campaigns.html', 'd/masked.csv', 'e/spans.csv'];
for (const name of Object.keys(written)) {
  const done = made(name, `of-${name}`);
  check(`${name}: every command ends with 0, into folders that were not there`, done.every(({ code }) => code === 0), JSON.stringify(done));
  check(`${name}: the same files as from UTF-8 with commas`,
    files.every((file) => read(`of-${name}/${file}`) === read(`of-utf8.csv/${file}`)));
}
check('what is read as Windows-1252 says so, and from which line on',
  /line 2 is not UTF-8; the file is read as Windows-1252/.test(run('campaigns', 'windows.csv', '--out', 'w.csv').said));
check('nothing is shown where no terminal is', run('campaigns', 'utf8.csv', '--out', 'w.csv').said === '');
const terminal = spawnSync('script', ['-qec', `${binary} themes utf8.csv --out on-terminal`, '/dev/null'], { encoding: 'utf8', cwd: folder });
if (terminal.error) console.log('SKIP progress on a terminal: script is not installed');
else check('a terminal shows how far it is', /Themes +\d+ %/.test(terminal.stdout), terminal.stdout);

// Columns, exactly.
const first = (name, words) => check(`${name} has the columns ${words}`, heading(name) === words, heading(name));
first('of-utf8.csv/a/themes/themes.csv', 'theme,name,parent,size');
first('of-utf8.csv/a/themes/assignments.csv', 'id,theme,confidence');
first('of-utf8.csv/a/themes/quotes.csv', 'theme,id,rank');
first('of-utf8.csv/b/codes.csv', 'id,theme,confidence');
first('of-utf8.csv/c/members.csv', 'id,campaign');
first('of-utf8.csv/e/spans.csv', 'id,kind,start,end');
first('of-utf8.csv/d/masked.csv', 'id,text');
check('a masked file has every row, and its names and phones covered', read('of-utf8.csv/d/masked.csv').includes('[name] was ""kind"", ring [phone]') &&
  read('of-utf8.csv/c/members.csv').trim().split('\r\n').length === rows.length);
const all = read('of-utf8.csv/b/all.csv').trim().split('\r\n').length - 1;
check('--all gives every label of every comment', all === 84 * 5, `${all}`);
for (const delimiter of [44, 59, 9]) {
  const done = run('opinions', '--votes', `votes${delimiter}.csv`, '--out', `opinions${delimiter}/deep`);
  check(`votes with delimiter ${delimiter} are grouped`, done.code === 0 &&
    read(`opinions${delimiter}/deep/participants.csv`) === read('opinions44/deep/participants.csv'), done.said);
}
first('opinions44/deep/participants.csv', 'participant,x,y,group');
const groups = JSON.parse(read('opinions44/deep/groups.json'));
check('groups.json has its parts', ['statements', 'center', 'components', 'groups', 'representativeness', 'consensus'].every((key) => key in groups) &&
  groups.statements.length === 8 && groups.components.length === 2);

// What cannot be read: 1, said in words, named by its line, and nothing written.
const wrong = {
  'empty.csv': ['', /empty\.csv is empty/],
  'missing.csv': [null, /missing\.csv cannot be opened/],
  'other.csv': ['ref,comment\n1,hello\n', /no column “(id|text)”.*ref, comment/],
  'short.csv': ['id,text\n1,hello\n2\n', /Line 3 has 1 column, the heading has 2/],
  'long.csv': ['id,text\n1,hello, there\n', /Line 2 has 3 columns/],
  'open.csv': ['id,text\n1,"hello\n2,x\n', /Line 2: a quotation mark is opened and never closed/],
  'zero.csv': ['id,text\n1,a\n2,hel\0lo\n', /Line 3 holds bytes that no text has/] };
for (const [name, [bytes, words]] of Object.entries(wrong)) {
  if (bytes !== null) writeFileSync(at(name), bytes);
  const before = readdirSync(folder).length;
  const done = [run('themes', name, '--out', 'none'), run('campaigns', name, '--out', 'none.csv'),
    run('mask', name, '--out', 'none.csv', '--spans', 'spans.csv'),
    run('code', '--train', 'utf8.csv', '--labels', 'labels.csv', '--apply', name, '--out', 'none.csv')];
  check(`${name} is refused in words by each command`, done.every(({ code, said }) => code === 1 && words.test(said)), JSON.stringify(done));
  check(`${name} leaves nothing behind`, readdirSync(folder).length === before, readdirSync(folder).join());
}
check('of three files, the one at fault is named', run('code', '--train', 'utf8.csv', '--labels', 'labels.csv', '--apply', 'short.csv', '--out', 'x.csv')
  .said.includes('short.csv: Line 3'));
writeFileSync(at('bare.csv'), 'id,text\n');
check('a heading alone is no comments, not an error', made('bare.csv', 'bare').filter(({ code }) => code === 0).length === 3);
writeFileSync(at('capitals.csv'), 'ID,Text\n1,Parking was full\n');
check('a heading is found whatever its capitals', run('campaigns', 'capitals.csv', '--out', 'capitals-out.csv').code === 0);
writeFileSync(at('twice.csv'), 'id,text\n1,Parking was full\n1,The nurse was kind\n');
check('one id may have two comments, and both are told of', run('campaigns', 'twice.csv', '--out', 'twice-out.csv').code === 0 &&
  read('twice-out.csv').split('\r\n').filter((line) => line.startsWith('1,')).length === 2);

// Places for the results: looked at first, and never half written.
mkdirSync(at('a-folder'));
writeFileSync(at('a-file'), 'mine');
const places = [['themes', 'utf8.csv', '--out', 'a-file'], ['themes', 'utf8.csv', '--out', 'a-file/x'],
  ['campaigns', 'utf8.csv', '--out', 'a-folder'], ['campaigns', 'utf8.csv', '--out', 'a-file/x.csv'],
  ['mask', 'utf8.csv', '--out', 'a-folder', '--spans', 's.csv'], ['mask', 'utf8.csv', '--out', 'same.csv', '--spans', 'same.csv'],
  ['code', '--train', 'utf8.csv', '--labels', 'labels.csv', '--apply', 'utf8.csv', '--out', 'a-folder'],
  ['opinions', '--votes', 'votes44.csv', '--out', 'a-file']];
for (const words of places) {
  const done = run(...words);
  check(`${words.join(' ')} is refused in words`, done.code === 1 && /is a (file|folder)|two files/.test(done.said), done.said);
}
check('what was there stays', read('a-file') === 'mine' && !existsSync(at('s.csv')) && readdirSync(at('a-folder')).length === 0);
writeFileSync(at('self.csv'), written['utf8.csv']);
check('a file can be masked onto itself', run('mask', 'self.csv', '--out', 'self.csv', '--spans', 'self-spans.csv').code === 0 &&
  read('self.csv') === read('of-utf8.csv/d/masked.csv'));
const usage = run('themes', 'utf8.csv');
check('a call that lacks an option ends with 2 and says which', usage.code === 2 && usage.said.includes('--out'), JSON.stringify(usage));

rmSync(folder, { recursive: true, force: true });
finish();
process.exit();
