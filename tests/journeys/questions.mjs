// Priya writes a consultation of forty questions of every kind, with conditions, about-you lists and
// four languages (one from right to left); people answer it with script, without script and by plain
// HTTP, change their minds, change language half way, and put a mistake right. Every page is checked
// by axe, wide and at 320 px.
//   node tests/journeys/questions.mjs [shots] [postgresql]
import { check, finish, skip, startHeed, startPostgresql, Visitor, decode } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const database = process.argv.includes('postgresql') ? await startPostgresql() : undefined;
if (database === null) {
  skip('Forty questions on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const shots = process.argv[2] && process.argv[2] !== 'postgresql' ? process.argv[2] : null;
const heed = await startHeed(['--partnership', 'Fenmere Partnership', '--prefix', 'FM',
  ...(database ? ['--database', database.url] : [])]);
const naughty = ' "><b>Бус</b> \u202Eright to left\u202C =1+1 %s 🚌 z̸̈ ';

const priya = new Visitor(heed.url);
const link = /\/staff\/link\/\S+/.exec(heed.said())[0];
await priya.get(link);
await priya.post(link, { name: 'Priya Shah', email: 'priya@fenmere.example', password: 'a long enough password' });

async function plan(title) {
  await priya.get('/staff/plan/new');
  await priya.post('/staff/plan/new', {
    title, kind: 'survey', purpose: 'Where the bus stops.', decided: 'Nothing.', decider: 'The board',
    owner: 'Priya', contact: '01632 960 170', closes: '2031-01-31', hear_by: '2031-03-31',
  });
  return /\/staff\/activities\/([0-9a-f]{32})/.exec(priya.page.path)[1];
}
const at = (id, more = '') => `/staff/activities/${id}/questions${more}`;
async function does(id, action, fields = {}) {
  await priya.get(at(id));
  const version = /name="version" value="(\d+)"/.exec(priya.page.html)?.[1] ?? '0';
  return priya.post(at(id, '/do'), { version, action, ...fields });
}
async function ask(id, kind, section, fields) {
  await priya.get(`${at(id, '/new')}?kind=${kind}&section=${section}`);
  await priya.post(at(id, '/new'), { ...priya.hidden(), kind, section, ...fields });
  check(`“${fields.text}” is kept`, priya.page.path === at(id), `${priya.page.status} ${priya.page.path} ${/error-message[^<]*<[^>]*>[^<]*<[^>]*>([^<]*)/.exec(priya.page.html)?.[1]}`);
  const ids = [...priya.page.html.matchAll(/questions\/([0-9a-f]{32})"/g)].map((m) => m[1]);
  return ids[ids.length - 1];
}

// --- Priya writes them ------------------------------------------------------------------------
const id = await plan('Getting to the clinic');
await does(id, 'section', { title: 'Getting there' });
await does(id, 'languages', { languages: 'en, cy, ar, pl, x_y' });
check('what is no language is said, and kept as typed', priya.page.status === 400 && priya.page.html.includes('en, cy, ar, pl, x_y'), priya.page.status);
await does(id, 'languages', { languages: 'en, cy, ar, pl' });
const words = (text, cy, ar, pl) => ({ text, 'text-cy': cy, 'text-ar': ar, 'text-pl': pl });
const travel = await ask(id, 'choose_one', 0, { ...words('How do you travel?', 'Sut ydych chi’n teithio?', 'كيف تتنقل؟', 'Jak podróżujesz?'),
  choices: 'By bus\nBy car\nOther [say]\n', 'choices-cy': 'Ar fws\nMewn car\nArall\n', 'choices-ar': 'بالحافلة\nبالسيارة\nغير ذلك\n',
  'choices-pl': 'Autobusem\nSamochodem\nInaczej\n', required: 'yes' });
await ask(id, 'long_text', 0, { ...words('What about parking?', 'Beth am barcio?', 'ماذا عن موقف السيارات؟', 'A parking?'), if: travel, if_test: 'is', if_value: 'by-car' });
await ask(id, 'choose_many', 0, { text: 'What helps?', choices: 'A shelter\nA later bus\nA lift\nNone of these [alone]\n', choices_max: '2' });
await ask(id, 'scale', 0, { text: 'How easy is it?', choices: 'Very hard\nVery easy\n', least: '1', most: '5' });
await ask(id, 'matrix', 0, { text: 'How often, when?', choices: 'Never\nSometimes\nOften\n', rows: 'By day\nIn the evening\n' });
await ask(id, 'ranking', 0, { text: 'What matters most?', choices: 'Cost\nTime\nComfort\n' });
await ask(id, 'number', 0, { text: 'How many minutes does it take?', least: '0', most: '600' });
await ask(id, 'date', 0, { text: 'When did you last come?' });
await ask(id, 'postcode', 0, { text: 'What is your postcode?' });
await ask(id, 'file', 0, { text: 'Show us a photo or a letter' });
await ask(id, 'vote', 0, { text: 'Do you agree?', rows: 'The last bus leaves too early\nParking costs too much\n' });
await ask(id, 'capacity', 0, { text: 'As whom do you answer?', choices: 'A patient\nA carer\nFor an organisation [speaks for]\n' });
await ask(id, 'short_text', 0, { text: 'Which clinic?' });
await does(id, 'section', { title: 'In your own words' });
await does(id, 'lines', { questions: Array.from({ length: 18 }, (_, i) => `What else matters, part ${i + 1}?`).join('\n') });
await does(id, 'about');
const count = (priya.page.html.match(/questions\/[0-9a-f]{32}"/g) ?? []).length;
check('there are forty questions', count === 40, count);
check('nothing is missing before it opens', !priya.page.html.includes('Before it opens'));
check('reading time is said', /About \d+ minutes/.test(priya.page.html));

// Wrong, and kept as typed.
await priya.get(`${at(id, '/new')}?kind=choose_one&section=0`);
await priya.post(at(id, '/new'), { ...priya.hidden(), text: 'Half a thou', choices: 'Only one\n' });
check('a choice of one is refused, what was typed kept', priya.page.status === 400 && priya.page.html.includes('Half a thou') && priya.page.html.includes('Only one'), priya.page.status);
// Order, and somebody else at the same time.
const order = () => [...priya.page.html.matchAll(/questions\/([0-9a-f]{32})"/g)].map((m) => m[1]);
await priya.get(at(id));
const before = order();
await does(id, 'down', { on: before[3] });
await priya.get(at(id));
check('a question moves down', order()[4] === before[3]);
await does(id, 'up', { on: before[3] });
await priya.post(at(id, '/do'), { version: '1', action: 'up', on: before[3] });
check('an editor that saw an older version is told', priya.page.status === 409, priya.page.status);
// Ready-made: three questions, and the codes that their answers can be read by.
const three = await plan('How are things?');
await does(three, 'three');
await priya.get(at(three));
check('three questions stand in a section of their own', order().length === 3 && priya.page.html.includes('What could be better?'), order().length);
const frame = `/staff/activities/${three}/coding/frame`;
await priya.get(frame);
await priya.post(`${frame}/usual`, priya.hidden());
await priya.get(frame);
check('the usual codes begin with what keeps people from a service', priya.page.html.includes('Getting the service') && priya.page.html.includes('Travel') && !priya.page.html.includes('Start from the usual codes'), priya.page.status);
await priya.post(`${frame}/usual`, priya.hidden());
check('they are not made twice', priya.page.status === 409, priya.page.status);
// Copied to another activity, with ids of its own.
const other = await plan('Another consultation');
await does(other, 'copy', { from: id });
await priya.get(at(other));
check('the copy has forty questions of its own', order().length === 40 && !order().includes(travel), order().length);

// --- As people will see it, and on paper --------------------------------------------------------
const run = await start({ shots });
const desk = await run.page();
for (const [name, value] of priya.cookies)
  await desk.context().addCookies([{ name, value, url: heed.url }]);
for (const [path, name] of [[at(id), 'questions-editor'], [`${at(id)}/${travel}`, 'questions-one'], [`${at(id)}/section/0`, 'questions-section'],
  [`${at(id)}/preview`, 'questions-preview'], [`${at(id)}/preview?lang=ar`, 'questions-preview-ar'], [`${at(id)}/paper`, 'questions-paper'],
  [`${at(id)}/paper?large=1`, 'questions-paper-large']]) {
  await desk.goto(heed.url + path);
  await run.check(desk, name);
}
await desk.goto(`${heed.url}${at(id)}/preview?lang=ar`);
await run.expect('the preview runs from right to left in Arabic', async () => {
  const direction = await desk.getAttribute('.heed-phone', 'dir');
  if (direction !== 'rtl' || !(await desk.textContent('.heed-phone')).includes('كيف تتنقل؟')) throw new Error(direction);
});

await priya.get(`/staff/activities/${id}`);
await priya.post(`/staff/activities/${id}/open`);
check('it is open', priya.page.status === 200, priya.page.status);
await does(id, 'up', { on: before[3] });
check('what is asked is fixed once it is open', priya.page.status >= 400, priya.page.status);

// --- By plain HTTP: every kind, hostile words, and minds that change ----------------------------
const marie = new Visitor(heed.url);
await marie.get(`/a/${id}`);
check('the start page says how long it takes and in which languages', /about \d+ minutes/.test(marie.page.html) && marie.page.html.includes('العربية') && marie.page.html.includes('polski'), marie.page.status);
await marie.post(`/a/${id}/start`);
check('the first question', marie.page.path === `/a/${id}/q/1`, marie.page.path);
const say = async (fields) => marie.post(marie.page.path, { kind: 'x', ...fields });
await say({});
check('a question that must be answered says so, linked', marie.page.status === 422 && marie.page.html.includes('href="#answer"'), marie.page.status);
await say({ answer: 'by-car' });
check('by car leads to parking', decode(marie.page.html).includes('What about parking?'), marie.page.path);
await say({ answer: naughty });
await marie.post(marie.page.path, { answer: 'a-shelter', lang_to: 'ar' });
await marie.get(`/a/${id}/q/1`);
check('the page is in Arabic, from right to left, the answer kept',
  /<html[^>]*lang="ar"[^>]*dir="rtl"/.test(marie.page.html) && marie.page.html.includes('كيف تتنقل؟') && /value="by-car"[^>]*checked/.test(marie.page.html), marie.page.html.slice(0, 200));
await marie.post(marie.page.path, { answer: 'by-car', lang_to: 'pl' });
check('Polish has its words and its language, though the page around has none', marie.page.html.includes('lang="pl"') && marie.page.html.includes('Jak podróżujesz?'));
await marie.post(marie.page.path, { answer: 'by-car', lang_to: 'en' });
await say({ answer: 'by-bus' });
check('by bus leads past parking', decode(marie.page.html).includes('What helps?'), marie.page.path);
const rows = [...marie.page.html.matchAll(/value="([a-z-]+)"/g)].map((m) => m[1]);
check('the choices have ids that say what they are', rows.includes('a-shelter') && rows.includes('a-later-bus'));
const post = async (...pairs) => marie.ask(marie.page.path, { method: 'POST', body: new URLSearchParams(pairs) });
await post(['answer', 'a-shelter'], ['answer', 'a-later-bus'], ['answer', 'a-lift']);
check('more than two is refused, all three still ticked', marie.page.status === 422 && (marie.page.html.match(/ checked/g) ?? []).length === 3, marie.page.status);
await post(['answer', 'a-shelter'], ['answer', 'a-later-bus']);
await say({ answer: '2' });
await say({ 'answer-by-day': 'often', 'answer-in-the-evening': 'never' });
await say({ 'answer-cost': '1', 'answer-time': '1' });
check('two firsts are refused', marie.page.status === 422, marie.page.status);
await say({ 'answer-cost': '2', 'answer-time': '1' });
await say({ answer: 'twenty' });
check('a number in letters is refused and still there', marie.page.status === 422 && marie.page.html.includes('value="twenty"'), marie.page.status);
await say({ answer: '٢٥' });
await say({ 'answer-day': '31', 'answer-month': '2', 'answer-year': '2026' });
check('a day that is none is refused, linked to its first box', marie.page.status === 422 && marie.page.html.includes('href="#answer-day"'), marie.page.status);
await say({ 'answer-day': '27', 'answer-month': '2', 'answer-year': '2026' });
await say({ answer: 'zz12 3ab' });
await marie.ask(marie.page.path, { method: 'POST', body: (() => { const f = new FormData(); f.set('answer', new Blob(['MZ\x90']), 'run.exe'); return f; })() });
check('a program is refused as a file', marie.page.status === 422, marie.page.status);
await marie.ask(marie.page.path, { method: 'POST', body: (() => { const f = new FormData(); f.set('answer', new Blob(['Dear all']), 'letter.txt'); return f; })() });
await say({ 'answer-the-last-bus-leaves-too-early': 'agree', 'answer-parking-costs-too-much': 'pass' });
await post(['answer', 'a-carer'], ['answer', 'for-an-organisation'], ['answer-for-an-organisation-name', 'Fenmere Carers'], ['answer-for-an-organisation-many', '34']);
await say({ answer: 'Northgate' });
for (let n = 1; n <= 18; n += 1) await say({ answer: n === 18 ? '' : `${naughty}${n}` });
check('about-you says that it is kept apart', decode(marie.page.html).includes('kept apart from your other answers'), marie.page.path);
await say({ answer: 'prefer-not-to-say' });
await say({ then: 'skip-about' });
check('the rest about her is skipped in one go', marie.page.path.endsWith('/check'), marie.page.path);
const checking = decode(marie.page.html);
for (const words_ of ['By bus', 'A later bus', 'In the evening: Never', '1. Time', '25', '27/2/2026', 'ZZ12', 'letter.txt', 'Parking costs too much: Pass', 'Speaks for 34 people', 'Prefer not to say'])
  check(`check answers shows “${words_}”`, checking.includes(words_));
check('what is not asked any more is said and will not be sent', checking.includes('They will not be sent') && checking.includes('What about parking?'));
check('the whole postcode is gone', !/zz12\s*3ab/i.test(checking));
// One answer changed from there, and back.
await marie.get(`/a/${id}/q/7?from=check`);
await marie.post(marie.page.path.split('?')[0], { answer: '30', from: 'check' });
check('a changed answer comes back to checking', marie.page.path.endsWith('/check') && marie.page.html.includes('30'), marie.page.path);
await marie.post(`/a/${id}/send`);
const reference = /FM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/.exec(marie.page.html)?.[0];
check('she has a reference', Boolean(reference), `${marie.page.status} ${marie.page.path}`);
await priya.get(`/staff/activities/${id}/responses`);
check('her words are there byte for byte, and what was left out is not', decode(priya.page.html).includes(naughty.trim()) && !decode(priya.page.html).includes('parking?'), priya.page.status);

// --- In Chromium, script on and off -------------------------------------------------------------
for (const script of [true, false]) {
  const name = script ? 'with script' : 'without script';
  const browser = script ? run : await start({ shots, script: false });
  const page = await browser.page();
  await page.goto(`${heed.url}/a/${id}?lang=${script ? 'en' : 'ar'}`);
  await Promise.all([page.waitForURL(/\/q\/1$/), page.click('form[action$="/start"] button')]);
  await page.setViewportSize({ width: 320, height: 700 });
  if (script) await run.check(page, 'answer-choose-one');
  // By keyboard alone: to the first choice, down once, and on.
  await page.focus('[name=answer]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/q\/2$/);
  check(`${name}: a keyboard chooses and goes on`, true);
  for (let step = 0; step < 60 && !page.url().endsWith('/check'); step += 1) {
    if (script && step < 14) await run.check(page, `answer-${step}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth).catch(() => 320);
    if (wide > 320) check(`${name}: ${page.url()} fits 320 px`, false, wide);
    const here = page.url();
    const button = await page.$('button[value="skip-about"]') ?? await page.$('form button.nhsuk-button:not([name])');
    await Promise.all([page.waitForURL((url) => url.href !== here), button.click()]);
  }
  check(`${name}: everything but the first can be skipped`, page.url().endsWith('/check'), page.url());
  if (script) await run.check(page, 'answer-check');
  await Promise.all([page.waitForURL(/\/sent$/), page.click('form[action$="/send"] button')]);
  check(`${name}: it is sent`, /FM-[0-9A-Z]{4}/.test(await page.textContent('main')));
  if (!script) {
    check('without script: the page runs from right to left', (await page.getAttribute('html', 'dir')) === 'rtl');
    await browser.finish();
  }
}

// --- A typing mistake, put right in public ------------------------------------------------------
await priya.get(`${at(id)}/${travel}`);
const now = { ...priya.hidden(), ...words('How do you travel here?', 'Sut ydych chi’n teithio?', 'كيف تتنقل؟', 'Jak podróżujesz?') };
await priya.post(`${at(id)}/${travel}`, now);
check('a correction needs its reason', priya.page.status === 400, priya.page.status);
await priya.get(`${at(id)}/${travel}`);
await priya.post(`${at(id)}/${travel}`, { ...now, version: priya.hidden().version, why: 'A word was missing.' });
await marie.get(`/a/${id}`);
check('it is published as a correction', decode(marie.page.html).includes('A word was missing.'), priya.page.status);

await run.finish();
await heed.stop();
if (database) await database.stop();
heed.remove();
finish();
