// Surveys from LimeSurvey, through the questionnaire editor: each of nine files brought into a draft,
// opened, answered to the end and sent. Then one of the people changes what she sent; Priya sees who
// was heard, takes the answers away in every format, and the public sees no number until it closes.
//   node tests/journeys/surveys.mjs [shots-folder] [postgresql]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, check, decode, finish, sharedData, skip, startHeed, startPostgresql, Visitor } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const words = process.argv.slice(2);
const database = words.includes('postgresql') ? await startPostgresql() : undefined;
const shots = words.find((word) => word !== 'postgresql') ?? null;
if (database === null) {
  skip('Surveys on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const heed = await startHeed(['--partnership', 'Fenmere Partnership', '--prefix', 'FM', ...(database ? ['--database', database.url] : [])]);
const priya = new Visitor(heed.url);
const link = /\/staff\/link\/\S+/.exec(heed.said())[0];
await priya.get(link);
await priya.post(link, { name: 'Priya Shah', email: 'priya@fenmere.example', password: 'a long enough password' });

async function plan(title) {
  await priya.get('/staff/plan/new');
  const details = { title, kind: 'survey', purpose: 'Where clinics are.', decided: 'Nothing.', decider: 'The board',
    owner: 'Priya', contact: '01632 960 170', closes: '2031-01-31', hear_by: '2031-03-31' };
  await priya.post('/staff/plan/new', details);
  // Files are named alike, so the register shows the ones before: looked at, nothing chosen.
  const seen = [...priya.page.html.matchAll(/name="seen" value="([0-9a-f]{32})"/g)];
  if (seen.length > 0) {
    const body = new URLSearchParams({ csrf: priya.hidden().csrf, ...details });
    for (const [, id] of seen) body.append('seen', id);
    await priya.ask('/staff/plan/new', { method: 'POST', body });
  }
  return /\/staff\/activities\/([0-9a-f]{32})/.exec(priya.page.path)[1];
}
const at = (id, more = '') => `/staff/activities/${id}/questions${more}`;
async function addFile(id, name, bytes) {
  await priya.get(at(id, '/file'));
  await priya.upload(at(id, '/file'), priya.hidden(), 'file', name, bytes);
  return priya.page;
}

// Whatever a question's page asks, an honest answer to it: the first of the radios of each name, the
// first box, a word, a number, a day.
function honest(html) {
  const fields = {}, form = /<form[^>]*method="post"[^>]*>.*?name="kind".*?<\/form>/s.exec(html)?.[0] ?? '';
  const kind = /name="kind"[^>]*value="([^"]*)"/.exec(form)?.[1] ?? /value="([^"]*)"[^>]*name="kind"/.exec(form)?.[1];
  let place = 0;
  for (const [tag] of form.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)) {
    const read = (what) => decode(new RegExp(`\\b${what}="([^"]*)"`).exec(tag)?.[1] ?? '');
    const name = read('name'), type = tag.startsWith('<textarea') ? 'textarea' : read('type') || 'text';
    if (!name || type === 'submit' || type === 'file' || name === 'answer-remove') continue;
    if (type === 'hidden') fields[name] = read('value');
    else if (type === 'radio' || type === 'checkbox') fields[name] ??= read('value');
    else if (kind === 'date') fields[name] = name.endsWith('day') ? '2' : name.endsWith('month') ? '3' : '2026';
    else if (kind === 'ranking') fields[name] = String(place += 1);
    else if (kind === 'number') fields[name] = read('min') || '7';
    else if (kind === 'postcode') fields[name] = name.endsWith('none') ? '' : 'ZZ1 4AB';
    else if (/-words$|-name$|-many$/.test(name)) continue;
    else fields[name] = 'A word';
  }
  return fields;
}

// From start to reference, whatever is asked on the way.
async function answer(id) {
  const person = new Visitor(heed.url);
  await person.get(`/a/${id}`);
  await person.post(`/a/${id}/start`);
  let asked = 0;
  const stuck = [];
  for (; asked < 400 && /\/q\/\d+$/.test(person.page.path.split('?')[0]); asked += 1) {
    const here = person.page.path;
    let fields = honest(person.page.html), said = '';
    await person.post(here, fields);
    // Told what the bounds are, people keep to them.
    for (let tries = 0; tries < 3 && person.page.status === 422; tries += 1) {
      said = /nhsuk-error-message[^>]*>(.*?)<\/span>\s*</s.exec(person.page.html)?.[1]?.replace(/<[^>]*>/g, ' ').trim();
      const bound = /(?:number is|The most is) ([\d,]+)/.exec(said)?.[1].replace(',', '');
      if (!bound) break;
      fields = { ...honest(person.page.html), answer: said.includes('number is') ? bound : 'A word'.slice(0, Number(bound)) };
      await person.post(here, fields);
    }
    if (person.page.status === 200) continue;
    stuck.push(`${here} ${said}`);
    break;
  }
  if (person.page.path.endsWith('/check')) await person.post(`/a/${id}/send`);
  return { person, asked, stuck, sent: person.page.path.endsWith('/sent'), reference: /FM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/.exec(person.page.html)?.[0],
    privatePart: /class="heed-code">([^<]+)</.exec(person.page.html)?.[1] };
}

// --- All nine ---------------------------------------------------------------------------------
const folder = join(sharedData, 'limesurvey_lss');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.lss')) : [];
if (files.length === 0) skip('The LimeSurvey files', 'limesurvey_lss is absent');
for (const name of files) {
  const id = await plan(`From ${name}`);
  const page = await addFile(id, name, readFileSync(join(folder, name)));
  const added = Number(/(\d+) questions? w/.exec(page.html)?.[1] ?? 0);
  check(`${name}: its questions are added`, page.status === 200 && added > 0, `${page.status} ${added}`);
  await priya.get(at(id));
  check(`${name}: nothing is missing before it opens`, !priya.page.html.includes('Before it opens'), /Before it opens.*?<\/ul>/s.exec(priya.page.html)?.[0].replace(/<[^>]*>/g, ' '));
  await priya.get(`/staff/activities/${id}`);
  await priya.post(`/staff/activities/${id}/open`);
  const { asked, stuck, sent, reference } = await answer(id);
  check(`${name}: answered to the end and sent`, sent && Boolean(reference), `${asked} asked; ${stuck}`);
}
const wrong = await plan('Wrong files');
await addFile(wrong, 'cat.lss', Buffer.from('<html>a cat</html>'));
check('a file that is not what it claims is refused', priya.page.status >= 400 && priya.page.html.includes('There is a problem'), priya.page.status);
await addFile(wrong, 'list.csv', Buffer.from('Which\n'));
check('a file that asks nothing is refused in a sentence, beside the field', priya.page.status >= 400 && priya.page.html.includes('There is a problem'), priya.page.status);
await priya.get(at(wrong, '/file'));
await priya.post(at(wrong, '/file'), priya.hidden());
check('no file at all is said', priya.page.html.includes('Choose a file'), priya.page.status);

// --- One consultation of our own: changed, counted, taken away ----------------------------------
const id = await plan('Getting here');
const ask = async (kind, fields) => {
  await priya.get(`${at(id, '/new')}?kind=${kind}&section=0`);
  await priya.post(at(id, '/new'), { ...priya.hidden(), ...fields });
};
await priya.get(at(id));
await priya.post(at(id, '/do'), { version: priya.hidden().version, action: 'section', title: 'Getting here' });
await ask('choose_one', { text: 'How do you travel?', choices: 'By bus\nBy car\n' });
await ask('long_text', { text: 'Why?' });
await ask('capacity', { text: 'As whom do you answer?', choices: 'A patient\nA carer\n' });
await priya.get(at(id));
await priya.post(at(id, '/do'), { version: priya.hidden().version, action: 'about' });
await priya.get(`/staff/activities/${id}`);
await priya.post(`/staff/activities/${id}/open`);
const people = [];
for (let n = 0; n < 12; n += 1) people.push(await answer(id));
check('twelve have sent', people.every((one) => one.sent));

const marie = new Visitor(heed.url), hers = people[0];
await marie.get('/own');
check('she can ask to change her answers', marie.page.html.includes('Change my answers'));
await marie.post('/own', { reference: hers.reference, private: people[1].privatePart, what: 'amend' });
check('a stranger’s private part opens nothing', marie.page.status === 422 && !marie.page.html.includes('A word'), marie.page.status);
await marie.post('/own', { reference: hers.reference, private: hers.privatePart, what: 'amend' });
check('she sees what she sent, and that it stands until she presses Send', marie.page.path.endsWith('/check') && marie.page.html.includes('A word') && marie.page.html.includes('You are changing what you sent before'), `${marie.page.status} ${marie.page.path}`);
await marie.get(`/a/${id}/q/2?from=check`);
await marie.post(`/a/${id}/q/2`, { ...honest(marie.page.html), from: 'check', answer: 'The last bus goes at 4.40 now' });
check('back to her answers', marie.page.path.endsWith('/check') && marie.page.html.includes('4.40 now'), marie.page.path);
check('before it goes she is asked whether she may be quoted, and it is no unless she says yes', /value="no"[^>]*checked|checked[^>]*value="no"/.test(marie.page.html) && marie.page.html.includes('May we quote your words in public?'));
check('and may say what is a view and what an experience', marie.page.html.includes('Something that happened') && marie.page.html.includes('(optional)'));
await marie.post(`/a/${id}/send`, { quote: 'yes', 'sort-2': 'experience' });
check('what she changed is kept under the same reference', marie.page.html.includes('We have your changed answers') && marie.page.html.includes(hers.reference), marie.page.status);
check('no new private part is shown', !marie.page.html.includes('heed-code'));
await priya.get(`/staff/activities/${id}/responses`);
check('staff read the new words, not the old ones of hers', priya.page.html.includes('4.40 now') && (priya.page.html.match(/>A word</g) ?? []).length === 11, (priya.page.html.match(/>A word</g) ?? []).length);

check('only she agreed to be quoted; the others were asked and never forced', (priya.page.html.match(/agreed to be quoted/g) ?? []).length === 1 && (priya.page.html.match(/not to be quoted/g) ?? []).length === 11, (priya.page.html.match(/to be quoted/g) ?? []).length);
check('hers is an experience', (priya.page.html.match(/an experience/g) ?? []).length === 1);
await marie.post('/own', { reference: hers.reference, private: hers.privatePart, what: 'amend' });
check('what she agreed to comes back with her answers', /value="yes"[^>]*checked|checked[^>]*value="yes"/.test(marie.page.html), marie.page.path);

const columns = 'area,characteristic,code,share,count,source,date\n';
await priya.get('/staff/plan/population');
await priya.post('/staff/plan/population', { ...priya.hidden(), rows: `${columns},age-band,85+,3,,Census,2021\n` });
check('a code that is none is said, with its line, and what was typed is kept', priya.page.status >= 400 && priya.page.html.includes('Line 2: “85+” is no code of “age-band”.') && priya.page.html.includes(',age-band,85+,3,,Census,2021'), priya.page.status);
await priya.upload('/staff/plan/population', priya.hidden(), 'file', 'profile.csv', Buffer.from(`${columns},age-band,0-15,20,,Census table 7,2021\n,age-band,85plus,3.1,,Census table 7,2021\n`));
check('a population is loaded from a file, with its source', priya.page.path === '/staff/plan/population' && priya.page.html.includes('Census table 7') && priya.page.html.includes('3.1%'), priya.page.status);

await priya.get(`/staff/activities/${id}/heard-from`);
check('who was heard stands beside who lives there, with the source and its date', priya.page.html.includes('Beside the population') && priya.page.html.includes('Census table 7, 2021') && priya.page.html.includes('85 or over: lives there'), priya.page.status);
check('a share of twelve people is not shown', priya.page.html.includes('fewer than 20 people said'));
check('twelve are counted, as before the change', /12<\/[^>]*>[^<]*<[^>]*>counted|>12</.test(priya.page.html), priya.page.status);
check('capacity is counted, by the question’s own wording', priya.page.html.includes('As whom do you answer?') && priya.page.html.includes('A carer'));
check('what people said about themselves is said to be kept apart', priya.page.html.includes('kept apart'));

const anyone = new Visitor(heed.url);
await anyone.get(`/what-happened/${id}/who`);
check('the public sees no number while answers are taken', anyone.page.html.includes('Answers are still taken') && !anyone.page.html.includes('>12<'), anyone.page.status);
await priya.get(`/staff/activities/${id}/export/open-data.csv`);
check('nor is there open data', priya.page.status >= 400, priya.page.status);
await priya.get(`/staff/activities/${id}/export/open-rows.csv`);
check('nor rows of it', priya.page.status >= 400, priya.page.status);
check('nor a population beside a tally', !anyone.page.html.includes('Census table 7'));

const out = mkdtempSync(join(tmpdir(), 'heed-out-'));
for (const format of ['csv', 'xlsx', 'json']) {
  await priya.get(`/staff/activities/${id}/export/responses.${format}`);
  const file = join(out, `one.${format}`);
  execFileSync(binary, ['export', id, '--format', format, '--out', file, '--data', heed.data]);
  check(`${format}: the page and the command give the same ${format === 'xlsx' ? 'size' : 'bytes'}`, format === 'xlsx'
    ? Math.abs(priya.page.bytes.length - readFileSync(file).length) < 200 : priya.page.bytes.equals(readFileSync(file)), priya.page.status);
  if (format === 'csv') {
    const head = priya.page.html.split('\r\n')[0];
    check('chosen answers stand under their whole wording', head.includes('How do you travel?') && priya.page.html.includes(',By bus,'), head);
    check('what people said about themselves is in no row', !/ethnic|religion|disab/i.test(head), head);
  }
  if (format === 'json') check('twelve responses', JSON.parse(priya.page.html).responses.length === 12);
}
await priya.get(`/staff/activities/${id}/export/columns.csv`);
check('the dictionary has codes and ids', priya.page.html.includes('By bus (by-bus)') && /[0-9a-f]{32}/.test(priya.page.html), priya.page.html.slice(0, 400));

await priya.get(`/staff/activities/${id}`);
await priya.post(`/staff/activities/${id}/close`);
await marie.get('/own');
await marie.post('/own', { reference: hers.reference, private: hers.privatePart, what: 'amend' });
check('after closing nothing can be changed, and that is said', marie.page.status === 409 && marie.page.html.includes('answers cannot be changed any more'), marie.page.status);
await anyone.get(`/what-happened/${id}/who`);
check('once it has closed everybody sees who was heard', anyone.page.status === 200 && anyone.page.html.includes('As whom do you answer?') && anyone.page.html.includes('12'), anyone.page.status);
await priya.get(`/staff/activities/${id}/export/open-data.csv`);
check('and there is open data, without words', priya.page.html.includes('All,"",12') && !priya.page.html.includes('4.40'), priya.page.html.slice(0, 200));
await priya.get(`/staff/activities/${id}/export/open-rows.csv`);
const openRows = priya.page.html.trim().split('\r\n');
check('and rows of it: one for each response, all alike to eight at least', openRows.length === 13 && new Set(openRows.slice(1)).size === 1 && openRows[1].includes('By bus') && !priya.page.html.includes('4.40'), priya.page.html.slice(0, 300));

// --- As they look ---------------------------------------------------------------------------------
const run = await start({ shots });
const desk = await run.page();
for (const [name, value] of priya.cookies) await desk.context().addCookies([{ name, value, url: heed.url }]);
for (const [path, name] of [[`/staff/activities/${id}/heard-from`, 'heard-from'], [`/staff/activities/${id}/export`, 'export'], ['/staff/plan/population', 'population'], [at(wrong, '/file'), 'questions-file']]) {
  await desk.goto(heed.url + path);
  await run.check(desk, name);
}
const phone = await run.page();
for (const [path, name] of [['/own', 'own'], [`/what-happened/${id}/who`, 'who']]) {
  await phone.goto(heed.url + path);
  await run.check(phone, name);
}
await run.finish();
await heed.stop();
heed.remove();
rmSync(out, { recursive: true, force: true });
if (database) await database.stop();
finish();
