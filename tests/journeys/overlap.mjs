// The register: Priya plans what Healthwatch asked in spring and Tom is drafting. Heed says so before
// anything is saved, and why; she links it, goes on beside, or joins. Then the register by month, its
// filters and its calendar file, and who may not see it.
//   node tests/journeys/overlap.mjs [shots] [postgresql]
import { join } from 'node:path';
import { castMember, check, decode, finish, lacks, shows, skip, startHeed, startPostgresql, Visitor, wanting } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const onPostgresql = process.argv.includes('postgresql');
const shots = process.argv.slice(2).find((word) => word !== 'postgresql') ?? null;
const database = onPostgresql ? await startPostgresql() : undefined;
if (database === null) {
  skip('The register on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const heed = await startHeed(['--demo', '--unsafe-disk', ...(database ? ['--database', database.url] : [])]);

// As the browser sends what is hidden in the page: the same name more than once.
const seen = (person) => [...person.page.html.matchAll(/name="seen" value="([0-9a-f]{32})"/g)].map((one) => one[1]);
function send(person, fields, shown = []) {
  const body = new URLSearchParams({ csrf: person.hidden().csrf, ...fields });
  for (const id of shown) body.append('seen', id);
  return person.ask('/staff/plan/new', { method: 'POST', body });
}
const idOf = (person, title) => new RegExp(`/([0-9a-f]{32})"[^>]*>${title}`).exec(decode(person.page.html))?.[1];
const year = new Date().getFullYear() + 1;

const spring = 'Leg ulcers: what helps, and what gets in the way';
const clinics = 'Leg-ulcer clinics: ten questions';
const planned = { title: 'Living with a leg ulcer', kind: 'survey', purpose: 'How dressings are done at home.', decided: 'Nothing yet.',
  decider: 'The board', owner: 'Priya Shah', contact: '01632 960 111', closes: `1 March ${year}`, hear_by: `1 June ${year}`, area: 'Saltby',
  topics: 'leg ulcers', audience: 'people with a leg ulcer', questions: 'Who changes your dressing?' };

// What was learnt from the spring's listening, published to peers; and of another topic.
async function learnt(priya, first) {
  const words = { which: '', words: 'A card with a number to ring costs little, and people keep it.', evidence: 'Forty of 86 said that nobody had shown them.',
    elsewhere: 'Wherever dressings are done at home.', topics: 'leg ulcers' };
  await priya.get(`/staff/activities/${first}/learning`);
  await priya.post(`/staff/activities/${first}/learning`, words);
  check('what was learnt is written', !wanting(priya, words.words), `${priya.page.status} ${priya.page.path}`);
}

async function before(priya) {
  await priya.get('/staff/plan/new');
  shows('the form says that the register is looked up', priya, 'If the register has something like it, you are shown that first.');
  await send(priya, { ...planned, closes: 'soon' });
  check('a mistake is told first', priya.page.status === 400 && !wanting(priya, 'Write the date like'), priya.page.status);
  await send(priya, planned);
  check('nothing is saved', priya.page.status === 200 && priya.page.path === '/staff/plan/new', `${priya.page.status} ${priya.page.path}`);
  shows('the match is shown before saving, of whichever partner', priya, 'The register has something like this', spring, clinics, 'Healthwatch Fenmere',
    'Ring 01632 960 170', 'Nothing is saved yet.');
  shows('with why, in words', priya, 'Why it is like yours', 'Topic: both have “leg”, “ulcers”.', 'Area: one of the two is about everywhere.',
    'Area: both are about Saltby.', 'Who is asked: both say “leg”, “ulcer”.', 'less than a year ago.', 'Time: both run at the same time.', 'All four alike');
  shows('and what came of the earlier one', priya, 'What 86 people said went to the trust', 'Read what people said');
  shows('with what was learnt from it', priya, 'What was learnt from it', 'A card with a number to ring costs little, and people keep it.');
  lacks('of the draft of another no more than that', priya, 'Which clinics open in the evening.', 'Two clinics stay where they are.', 'What makes it hard to come to a leg clinic?');
  lacks('what is about something else is left out', priya, 'Getting a GP appointment', 'Stroke rehabilitation beds');
  shows('what she typed is kept', priya, 'How dressings are done at home.', 'Who changes your dressing?', 'Living with a leg ulcer');
  const shown = seen(priya);
  await priya.get('/staff/plan');
  lacks('no draft has come of it', priya, planned.title);
  return shown;
}

async function chosen(priya, shown, [first, draft]) {
  await priya.get('/staff/plan/new');
  await send(priya, planned, shown);
  check('without a choice it is refused', priya.page.status === 400, priya.page.status);
  shows('each close one is named, the words kept', priya, `Choose what you do about “${spring}”.`, `Choose what you do about “${clinics}”.`,
    'Say what is known already, before people are asked again.', 'How dressings are done at home.');
  const choices = { [`choice-${first}`]: 'grew_from', [`choice-${draft}`]: 'beside', [`why-${draft}`]: ' ', known: 'Bandages slip and leak.' };
  await send(priya, { ...planned, ...choices }, shown);
  check('to go on beside one needs a reason', priya.page.status === 400 && !wanting(priya, `Say why yours goes on beside “${clinics}”.`, 'Bandages slip and leak.'), priya.page.status);
  check('and what was chosen is still chosen', /value="grew_from"[^>]*checked/.test(priya.page.html));
  await send(priya, { ...planned, ...choices, [`why-${draft}`]: 'His asks about clinics, mine about homes.', closes: '' }, shown.slice(0, 1));
  check('one that was not shown yet is shown first', priya.page.status === 200 && priya.page.path === '/staff/plan/new', priya.page.status);
  await send(priya, { ...planned, ...choices, [`why-${draft}`]: 'His asks about clinics, mine about homes.' }, shown);
  const at = /^\/staff\/activities\/([0-9a-f]{32})$/.exec(priya.page.path)?.[0];
  check('with her choices it is saved', Boolean(at), `${priya.page.status} ${priya.page.path}`);
  shows('and they stand on its page', priya, 'This one grew from:', spring, 'This one goes on beside:', clinics,
    'Why: His asks about clinics, mine about homes.', 'Chosen by Priya Shah', 'What we knew already', 'Bandages slip and leak.');
  await priya.get(`/staff/activities/${draft}`);
  shows('the other partner sees it and why', priya, 'Was started beside this one:', planned.title, 'His asks about clinics, mine about homes.');
  return at;
}

async function onlyLearnt(priya) {
  await priya.get('/staff/plan/new');
  await send(priya, { ...planned, title: 'Dressings', topics: 'number to ring', area: 'Nowhere we know', audience: 'bus drivers' });
  shows('learning about a topic is shown though no activity is like it', priya, 'Something was learnt about this before', 'A card with a number to ring costs little');
  await send(priya, { ...planned, title: 'Dressings', topics: 'number to ring', area: 'Nowhere we know', audience: 'bus drivers', known: '' }, seen(priya));
  check('and nothing more is asked', /^\/staff\/activities\/[0-9a-f]{32}$/.test(priya.page.path), `${priya.page.status} ${priya.page.path}`);
}

// What is known is a version that two may write at once; a consultation shows what it grew from.
async function earlier(priya, tom, at, first) {
  await tom.get(`${at}/earlier`);
  await priya.get(`${at}/earlier`);
  await tom.post(`${at}/earlier`, { seen: '1', known: 'Bandages slip. Nobody has asked at home.' });
  check('it is written again', tom.page.path.startsWith(at) && !wanting(tom, 'Nobody has asked at home.', 'Tom Hale'), `${tom.page.status} ${tom.page.path}`);
  await priya.post(`${at}/earlier`, { seen: '1', known: 'Priya was slower.' });
  check('who had not seen that is told, and sees both', priya.page.status === 409 && !wanting(priya, 'Nobody has asked at home.', 'Priya was slower.'), priya.page.status);
  await priya.post(`${at}/earlier`, { other: '' });
  check('linked to nothing is refused', priya.page.status === 400, priya.page.status);
  await priya.get('/staff/plan');
  const young = idOf(priya, 'Young people');
  await priya.get(`/staff/activities/${young}/earlier`);
  await priya.post(`/staff/activities/${young}/earlier`, { other: first });
  check('an open activity is linked later', !wanting(priya, 'This one grew from:', spring), `${priya.page.status} ${priya.page.path}`);
  const dev = new Visitor(heed.url);
  await dev.get(`/a/${young}`);
  shows('the public reads what it grew from', dev, 'What this grew from', spring);
  await dev.get(`/a/${young}?lang=cy`);
  shows('in Welsh too', dev, 'O beth y tyfodd hyn');
  await dev.get(`/a/${first}`);
  lacks('and not the other way round', dev, 'O beth y tyfodd hyn');
}

async function joined(priya, tom, draft) {
  const another = { ...planned, title: 'Dressings for leg ulcers', contact: '01632 960 222', organisation: '' };
  await priya.get('/staff/plan/new');
  await send(priya, another);
  const shown = seen(priya);
  await send(priya, { ...another, [`choice-${draft}`]: 'join', [`why-${draft}`]: 'One questionnaire is enough.' }, shown);
  check('to join needs no other choice', priya.page.path.startsWith(`/staff/activities/${draft}`), `${priya.page.status} ${priya.page.path}`);
  await tom.get(`/staff/activities/${draft}`);
  shows('who runs it reads who asks, and all that was typed', tom, 'Who asks to join', 'Priya Shah asks to join with “Dressings for leg ulcers”', '01632 960 222',
    'One questionnaire is enough.', 'How dressings are done at home.', 'Who changes your dressing?');
  await tom.get('/staff/plan');
  lacks('and no second draft was made', tom, '>Dressings for leg ulcers<');
}

async function theRegister(priya) {
  await priya.get('/staff/register');
  shows('the register has all partners, planned, open and past', priya, spring, clinics, planned.title, 'Getting a GP appointment', 'Stroke rehabilitation beds',
    'Whom to ask', 'Healthwatch Fenmere');
  lacks('and no more of a draft than it may', priya, 'Which clinics open in the evening.', 'Two clinics stay where they are.');
  await priya.get('/staff/register?organisation=Healthwatch+Fenmere');
  shows('by organisation', priya, spring, '1 activity');
  lacks('by organisation only', priya, clinics, 'Getting a GP appointment<');
  await priya.get('/staff/register?topic=LEG+ulcers&when=planned');
  shows('by topic and state', priya, clinics, planned.title);
  lacks('by topic and state only', priya, `>${spring}<`, 'Stroke rehabilitation beds<');
  await priya.get('/staff/register?area=Saltby');
  shows('by area, with what is about everywhere', priya, clinics, 'Getting a GP appointment');
  await priya.get('/staff/register?topic=no+such+thing');
  shows('nothing is said in words', priya, 'Nothing in the register is like that.');
  await priya.get('/staff/register.ics?organisation=Healthwatch+Fenmere');
  const file = priya.page.bytes.toString('utf8');
  check('the calendar file has that one', file.startsWith('BEGIN:VCALENDAR\r\n') && file.split('BEGIN:VEVENT').length === 2 && file.includes('SUMMARY:Leg ulcers: what helps\\, and what gets in the way'), file);
}

async function whoMay() {
  const dev = new Visitor(heed.url);
  for (const path of ['/staff/register', '/staff/register.ics', '/staff/plan/new']) {
    await dev.get(path);
    check(`a stranger is asked to sign in at ${path}`, dev.page.path.startsWith('/staff/sign-in'), dev.page.path);
  }
  const jo = await castMember(heed, 'jo@fenmere.example');
  await jo.get('/staff/plan/new');
  check('an analyst does not plan', jo.page.status === 404, jo.page.status);
}

async function signIn(page) {
  await page.goto(`${heed.url}/staff`);
  await page.fill('[name=email]', 'priya@fenmere.example');
  await page.fill('[name=password]', 'fenmere-demonstration');
  await page.click('main button');
}
async function typeIt(page, title) {
  await page.goto(`${heed.url}/staff/plan/new`);
  for (const field of ['purpose', 'area', 'topics', 'audience', 'questions', 'contact']) await page.fill(`[name=${field}]`, planned[field]);
  await page.fill('[name=title]', title);
  await page.click('text=Save draft');
}

// In a browser without script: only what a form and its buttons do.
async function withoutScript() {
  const run = await start({ script: false });
  const page = await run.page();
  try {
    await signIn(page);
    await typeIt(page, 'Leg ulcers, without script');
    check('without script the match is shown', (await page.textContent('h1')).includes('The register has something like this'), page.url());
    for (const radio of await page.locator('input[type=radio][value=grew_from]').all()) await radio.check();
    await page.fill('[name=known]', 'What Healthwatch heard.');
    await page.click('text=Go on with what I chose');
    check('and the draft is saved with the choices', (await page.textContent('main')).includes('This one grew from:'), page.url());
    check('and nothing was fetched from elsewhere', run.strayed().length === 0);
  } finally {
    await run.browser.close();
  }
}

async function thePages(at) {
  const run = await start({ shots });
  const page = await run.page();
  try {
    await signIn(page);
    for (const [path, name] of [['/staff/register', 'overlap-register'], ['/staff/register?topic=nothing', 'overlap-register-empty'], [at, 'overlap-activity'], [`${at}/earlier`, 'overlap-earlier'], ['/staff/plan', 'overlap-plan']]) {
      await page.goto(heed.url + path);
      await run.check(page, name);
    }
    await typeIt(page, 'Leg ulcers at work');
    await run.check(page, 'overlap-found');
    await page.click('text=Go on with what I chose');
    await run.check(page, 'overlap-refused');
    await page.goto(`${heed.url}/staff/register`);
    await page.emulateMedia({ media: 'print' });
    await run.expect('on paper the register has no form and no button', async () => {
      if (await page.locator('main button:visible, main select:visible').count()) throw new Error('a control is on the paper');
      if (!(await page.locator('main').innerText()).includes(spring)) throw new Error('it lacks what was in spring');
      if (shots) await page.screenshot({ path: join(shots, 'overlap-printed.png'), fullPage: true });
    });
  } finally {
    check('the pages are right in Chromium', await run.finish());
  }
}

try {
  const priya = await castMember(heed, 'priya@fenmere.example'), tom = await castMember(heed, 'tom@fenmere.example');
  await priya.get('/staff/plan');
  const two = [idOf(priya, 'Leg ulcers: what'), idOf(priya, 'Leg-ulcer clinics')];
  check('the demonstration has both', two.every(Boolean), two.join());
  await learnt(priya, two[0]);
  const shown = await before(priya);
  const at = await chosen(priya, shown, two);
  await onlyLearnt(priya);
  await earlier(priya, tom, at, two[0]);
  await joined(priya, tom, two[1]);
  await theRegister(priya);
  await whoMay();
  await withoutScript();
  if (!onPostgresql) await thePages(at);
  check('it stops when told', (await heed.stop()) === 0);
} catch (error) {
  check('the journey went to its end', false, error.stack + heed.log().slice(-800));
  await heed.kill();
}
heed.remove();
await database?.stop();
finish();
