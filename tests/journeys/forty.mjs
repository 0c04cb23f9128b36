// A formal consultation of forty questions with conditions, in English, Welsh, Arabic and Polish, from
// its draft to its end: Priya plans and writes it, Tom approves it, it opens; somebody answers in each
// language (two with script, two without, one from right to left on a small phone), Mr Holt on paper and
// Marie by phone; one takes it back, one is set aside, one letter is late. What came adds up, and every
// answer is in the export byte for byte. Each page of a question is looked at as a screen reader gets it.
//   node tests/journeys/forty.mjs [shots] [postgresql]
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { binary, check, decode, finish, skip, startHeed, startPostgresql, Visitor } from './kit.mjs';
import { start } from '../browser/axe.mjs';
import { pageFaults, questionFaults, treeOf } from '../browser/accessibility_tree.mjs';
import * as forty from './forty_questions.mjs';

const { QUESTIONS, LANGUAGES, SECTIONS, PAPER, PHONE, textOf, listOf, saysTo, ledTo, own, fill } = forty;
const database = process.argv.includes('postgresql') ? await startPostgresql() : undefined;
if (database === null) {
  skip('A consultation of forty questions on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const shots = process.argv[2] && process.argv[2] !== 'postgresql' ? process.argv[2] : null;
const heed = await startHeed(['--partnership', 'Fenmere Partnership', '--prefix', 'FM', '--unsafe-disk',
  ...(database ? ['--database', database.url] : [])]);
const site = heed.url;
const run = await start({ shots });
const plain = await start({ shots, script: false });
const PATIENCE_MS = 60_000;  // Six people answer at once, on a computer that may be doing other things.
for (const { context } of [run, plain]) context.setDefaultTimeout(PATIENCE_MS);

const shot = (page, name) => (shots ? page.screenshot({ path: join(shots, `forty-${name}.png`), fullPage: true }) : null);
const main = (page) => page.textContent('main');
const press = async (page, target) => { await Promise.all([page.waitForNavigation({ waitUntil: 'domcontentloaded' }), target.click()]); };
const button = (page, name) => page.locator('main').getByRole('button', { name, exact: true });
const field = (page, label) => page.getByLabel(label, { exact: true });
const without = async (name, page, faults) => check(`${name}: a screen reader finds its way`, faults.length === 0, `${page.url()}\n  ${faults.join('\n  ')}`);
const read = async (name, page) => without(name, page, pageFaults(await treeOf(page)));
const MARGIN = 'In the margin: none on Mondays.';
const REFERENCE = /FM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/;
const story = async (name, body) => { try { await body(); } catch (error) { check(`${name} to the end`, false, error.stack); } };

// --- Two people who plan it -----------------------------------------------------------------------
const desk = await run.page();
await desk.goto(site + /\/staff\/link\/\S+/.exec(heed.said())[0]);
const joins = async (page, name, email) => {
  await read(`${name}’s invitation`, page);
  // An invitation knows the name and the address; the set-up link asks for them.
  for (const [box, words] of [['name', name], ['email', email], ['password', 'a long enough password']])
    if (box === 'password' || (await page.locator(`[name=${box}]`).count())) await page.fill(`[name=${box}]`, words);
  await press(page, page.locator('main button'));
};
await joins(desk, 'Priya Shah', 'priya@fenmere.example');
// Priya again, without a browser: the same forms, sent as they are.
const priya = new Visitor(site);
for (const { name, value } of await desk.context().cookies()) priya.cookies.set(name, value);
const second = await plain.page();
await second.goto(site + /\/staff\/link\/[^\s"]+/.exec(execFileSync(binary, ['user', '--data', heed.data, 'add', 'Tom Hale', 'tom@trust.example', '--role', 'engagement_lead'], { encoding: 'utf8' }))[0]);
await joins(second, 'Tom Hale', 'tom@trust.example');

// --- The plan, with its gates ---------------------------------------------------------------------
let id = '', at = (more = '') => `${site}/staff/activities/${id}${more && '/'}${more}`;
async function plans() {
  await desk.goto(`${site}/staff/plan/areas`);
  await desk.fill('[name=areas]', 'ZZ1: Fenmere\nZZ2: Tarn Valley');
  await press(desk, button(desk, 'Save areas'));
  await desk.goto(`${site}/staff/plan`);
  await press(desk, desk.getByRole('button', { name: 'Plan something' }).or(desk.getByRole('link', { name: 'Plan something' })));
  await read('planning', desk);
  for (const [label, words] of [['Title', 'Evening clinics in Fenmere'], ['What will the answers shape?', 'When clinics run, and where.'], ['What is already decided?', 'Nothing yet.'],
    ['Who decides?', 'The board'], ['Who runs it?', 'Fenmere Partnership'], ['How can people reach you?', 'Ring 01632 960 170'], ['When does it close?', '31 January 2036'],
    ['Whom is it for?', 'Everybody'], ['Which languages besides English?', 'cy, ar, pl']]) await field(desk, label).fill(words);
  await field(desk, 'Formal consultation').check();
  for (const format of ['Easy Read', 'Large print', 'British Sign Language']) await field(desk, format).check();
  await press(desk, button(desk, 'Save draft'));
  id = /activities\/([0-9a-f]{32})/.exec(desk.url())[1];
  const needed = await main(desk);
  check('a draft says what it still needs', needed.includes('Write at least one question') && needed.includes('Say when people will hear') && needed.includes('There is no document'), needed);
  await read('an overview with things missing', desk);
  await desk.goto(at('documents'));
  await field(desk, 'Title').fill('The proposal');
  await field(desk, 'The file').setInputFiles({ name: 'proposal.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\nThe proposal.\n') });
  await press(desk, button(desk, 'Add it'));
}

// --- Forty questions, through the pages that people write them on ----------------------------------
const inEach = (label, texts) => texts.map((text, n) => [n === 0 ? label : `${label} (${['', 'Cymraeg', 'العربية', 'polski'][n]})`, text]);
const inLines = (texts) => texts.map((text) => text.split('|').join('\n'));
async function doing(action, label, words) {
  const form = desk.locator('form', { has: desk.locator(`input[name=action][value="${action}"]`) });
  if (label) await form.getByLabel(label, { exact: true }).fill(words);
  await press(desk, form.getByRole('button'));
}
async function writes(question) {
  const form = desk.locator('form', { has: desk.locator(`#kind-${question.section}`) });
  await form.locator('select').selectOption(question.kind);
  await press(desk, form.getByRole('button', { name: 'Add', exact: true }));
  const boxes = [...inEach('The question', question.text), ...inEach('Help under it (optional)', question.help ?? []),
    ...inEach('Answers', inLines(question.choices ?? [])), ...inEach('Words for the two ends', inLines(question.ends ?? [])), ...inEach('Rows or statements', inLines(question.rows ?? []))];
  for (const [what, label] of [['least', 'Smallest number'], ['most', 'Largest number'], ['decimals', 'Decimal places'], ['choicesMax', 'At most so many (empty: all)'], ['charsMax', 'Longest answer, in characters']])
    if (question[what] !== undefined) boxes.push([label, String(question[what])]);
  for (const [label, words] of boxes) await field(desk, label).fill(words);
  if (question.required) await field(desk, 'It must be answered').check();
  if (question.when) {
    await field(desk, 'When the answer to').selectOption({ label: QUESTIONS.find((one) => one.key === question.when.key).text[0] });
    await field(desk, 'Test').selectOption(question.when.test);
    await field(desk, 'Answer').fill(question.when.value ?? '');
  }
  if (question === QUESTIONS.find((one) => one.kind === question.kind)) await read(`writing a question, ${question.kind}`, desk);
  await press(desk, button(desk, 'Save question'));
  check(`“${question.text[0]}” is kept`, desk.url() === at('questions'), await main(desk));
}
async function writesOver(question) {
  const inEach = (name, texts) => texts.map((text, n) => [n === 0 ? name : `${name}-${LANGUAGES[n]}`, text]);
  await priya.get(at('questions'));
  const ids = new Map([...decode(priya.page.html).matchAll(/questions\/([0-9a-f]{32})">Change<[^>]*>: ([^<]*)</g)].map(([, one, text]) => [text, one]));
  await priya.get(`${at('questions/new')}?kind=${question.kind}&section=${question.section}`);
  const { when } = question;
  const bounds = { least: question.least, most: question.most, decimals: question.decimals, choices_max: question.choicesMax, chars_max: question.charsMax };
  await priya.post(at('questions/new'), { ...priya.hidden(), ...Object.fromEntries([...inEach('text', question.text), ...inEach('help', question.help ?? []),
    ...inEach('choices', inLines(question.choices ?? question.ends ?? [])), ...inEach('rows', inLines(question.rows ?? []))]),
    ...Object.fromEntries(Object.entries(bounds).filter(([, bound]) => bound !== undefined)), ...(question.required ? { required: 'yes' } : {}),
    ...(when ? { if: ids.get(QUESTIONS.find((one) => one.key === when.key).text[0]), if_test: when.test, if_value: when.value ?? '' } : {}) });
  check(`“${question.text[0]}” is kept`, priya.page.path.endsWith('/questions'), priya.page.status);
}
// A link and the hidden words after it, which say what it is about.
const about = (link, words) => desk.getByRole('link', { name: link }).filter({ hasText: words });
async function writesAll() {
  await desk.goto(at('questions'));
  await doing('languages', 'Languages', LANGUAGES.join(', '));
  for (const [title] of SECTIONS.slice(0, -1)) await doing('section', 'Add a section', title);
  // In the browser the first of each kind and the first with a condition, the others over plain HTTP.
  const first = (question) => QUESTIONS.find((one) => one.kind === question.kind) === question || QUESTIONS.find((one) => one.when) === question;
  for (const question of QUESTIONS.filter((one) => one.section < 4)) await (first(question) ? writes : writesOver)(question);
  await desk.goto(at('questions'));
  await doing('about');
  for (const list of forty.LISTS_LEFT_OUT) await press(desk, desk.getByRole('listitem').filter({ hasText: list }).getByRole('button', { name: 'Remove' }));
  await writes(QUESTIONS.at(-1));
  const age = QUESTIONS.find((one) => one.listed);
  await press(desk, about('Change', age.text[0]));
  for (const [label, words] of inEach('The question', age.text)) await field(desk, label).fill(words);
  await press(desk, button(desk, 'Save question'));
  for (const [n, title] of SECTIONS.entries()) {
    await press(desk, about('Title and introduction', title[0]));
    for (const [label, words] of [...inEach('Title', title), ...(n === 0 ? inEach('Introduction (optional)', forty.INTRO) : [])]) await field(desk, label).fill(words);
    await press(desk, button(desk, 'Save section'));
  }
  const links = await about('Change', ':').count();
  check('there are forty questions of fourteen kinds', links === 40 && new Set(QUESTIONS.map((one) => one.kind)).size === 14, links);
  check('nothing is missing before it opens', !(await main(desk)).includes('Before it opens'), await main(desk));
  await read('the editor with all of them', desk);
  await shot(desk, 'editor');
  const sites = QUESTIONS.find((one) => one.key === 'site');
  await press(desk, about('Change', sites.text[0]));
  const kept = await field(desk, 'Answers (Cymraeg)').inputValue();
  check('headings among the answers are kept in each language', kept.trim() === sites.choices[1].split('|').join('\n'), kept);
  for (const [path, name] of [['questions/preview?lang=ar', 'preview-ar'], ['questions/paper?lang=cy', 'paper-form-cy']]) {
    await desk.goto(at(path));
    await run.check(desk, `forty-${name}`);
    await read(name, desk);
  }
}

// --- Reviewed, approved by somebody else, opened ---------------------------------------------------
const step = async (page, words) => {
  await page.goto(at());
  await page.locator('summary', { hasText: words }).click();
  await press(page, button(page, words));
};
async function opens() {
  const before = new Visitor(site);
  check('nobody can answer a draft', !(await before.get(`/a/${id}`)).html.includes('/start'), before.page.status);
  await step(desk, 'Send it for review');
  await step(desk, 'Approve it');
  check('who sent it for review does not approve it', (await main(desk)).includes('somebody else approves it'), await main(desk));
  await read('a refused approval', desk);
  await step(second, 'Approve it');
  check('somebody else approves it', (await main(second)).includes('documents and questions are fixed'), await main(second));
  await desk.goto(at('questions'));
  check('what is approved is fixed', (await main(desk)).includes('They are fixed') && (await desk.getByRole('button', { name: 'Move up' }).count()) === 0, await main(desk));
  await step(desk, 'Open it');
  check('a promise to the public is a gate: without the day that people hear, it stays shut', (await main(desk)).includes('Say when people will hear before opening'), await main(desk));
  await desk.goto(at('edit'));
  await field(desk, 'By when will people hear what happened?').fill('31 March 2036');
  await press(desk, button(desk, 'Save'));
  await step(desk, 'Open it');
  check('it opens', (await desk.getByRole('button', { name: 'Close now' }).count()) === 1, await main(desk));
}

// --- One person in each language -------------------------------------------------------------------
const looked = new Set();
async function answers(browser, person, size, script) {
  const language = LANGUAGES[person], name = `${language}, ${script ? 'with' : 'without'} script`;
  const context = await browser.browser.newContext({ viewport: size, javaScriptEnabled: script, bypassCSP: true, serviceWorkers: 'block' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const translated = forty.hasOwnPages(person), next = own(person, 'Continue');
  const right = async () => [await page.getAttribute('html', 'lang'), await page.getAttribute('html', 'dir') ?? 'ltr'].join() === (translated ? `${language},${language === 'ar' ? 'rtl' : 'ltr'}` : 'en,ltr');
  const heading = () => page.locator('h1').textContent();
  const go = () => press(page, button(page, next));
  await page.goto(`${site}/a/${id}?lang=${language}`);
  await read(`${name}: the start`, page);
  check(`${name}: the start is in this language and direction`, await right(), page.url());
  await shot(page, `start-${language}`);
  await press(page, button(page, own(person, 'Start')));
  const asked = ledTo(person);
  // What is wrong is said in the summary and beside the field, nothing typed goes, and the link leads there.
  const mistaken = async (question, message, still) => {
    await go();
    const said = own(person, message);
    await without(`${name}: “${question.key}” with a mistake`, page, questionFaults(await treeOf(page), { words: textOf(question, person), hint: question.help?.[person], error: said, next }));
    check(`${name}: “${question.key}” keeps what was chosen`, await still(), page.url());
    await shot(page, `error-${question.key}-${language}`);
    await page.getByRole('alert').getByRole('link', { name: said, exact: true }).focus();
    await page.keyboard.press('Enter');
    const there = await page.evaluate(() => document.activeElement.closest('form')?.querySelector('input:not([type=hidden]), select, textarea') === document.activeElement);
    check(`${name}: the summary’s link leads to the first box of “${question.key}”`, there);
  };
  for (let n = 0; n < asked.length; n += 1) {
    const question = asked[n], words = textOf(question, person), here = `${name}: “${question.key}”`;
    if ((await heading()) !== words) throw new Error(`${here} is asked, and not “${await heading()}” (${page.url()})`);
    const hint = `${question.help?.[person] ?? ''} ${question.required ? '' : own(person, 'You can skip this question.')}`.trim();
    const faults = questionFaults(await treeOf(page), { words, hint, next });
    if (!(await right())) faults.push(`lang or dir: ${await page.getAttribute('html', 'lang')}`);
    const spoken = await page.locator('h1').evaluate((one) => one.closest('[lang]').lang), meant = question.text[person] ? language : 'en';
    if (spoken !== meant) faults.push(`the question is in ${meant}, and said to be in ${spoken}`);
    for (const group of forty.headingsOf(question, person)) if (!(await main(page)).includes(group)) faults.push(`the heading “${group}” is not there`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > size.width) faults.push(`it is ${wide} px wide`);
    await without(`${here} is asked, and`, page, faults);
    if (language === 'ar' && !looked.has(question.kind)) {
      looked.add(question.kind);
      const found = await run.violations(page);
      check(`${here}: axe finds nothing at 320 px from right to left`, found.length === 0, found.join('\n'));
      await shot(page, `kind-${question.kind}`);
    }
    if (question.key === 'travel') await mistaken(question, 'Answer this question', async () => (await page.locator('input:checked').count()) === 0);
    if (question.key === 'often') {
      const first = page.getByRole('group', { name: listOf(question, 'rows', person)[0], exact: true }).getByRole('radio').first();
      await first.check();
      await mistaken(question, 'Choose an answer in every row', () => first.isChecked());
    }
    if (question.key === 'list-0' && language === 'ar') {
      const reads = await page.locator('label', { hasText: '16 or 17' }).evaluate((label) => {
        const words = document.createTreeWalker(label, NodeFilter.SHOW_TEXT).nextNode();
        const left = (from) => { const range = document.createRange(); range.setStart(words, from); range.setEnd(words, from + 2); return range.getBoundingClientRect().left; };
        return left(0) < left(6);
      });
      check(`${here}: “16 or 17”, which nobody has translated, does not read “or 17 16”`, reads);
    }
    await fill(page, question, person, person);
    if (['choose_one', 'matrix', 'date', 'ranking'].includes(question.kind)) await shot(page, `${question.key}-${language}`);
    if (language !== 'cy' || question.key !== 'ease') { await go(); continue; }
    // Her phone dies: she comes back by the code, in the language of the site, and changes back to hers.
    await press(page, button(page, own(person, 'Save and come back')));
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await main(page))[0];
    await read(`${name}: saved`, page);
    await context.clearCookies();
    await page.goto(`${site}/come-back`);
    await field(page, 'Your code').fill(code);
    await press(page, button(page, 'Find my answers'));
    await press(page, button(page, 'Cymraeg'));
    check(`${name}: the code brings her back to what she chose, and the button to her language`, (await page.locator('input:checked').getAttribute('value')) === 'by-bus' && (await right()), page.url());
    for (const before of asked.slice(0, n + 1)) {
      check(`${name}: “${before.key}” is still as she left it`, (await heading()) === textOf(before, person) && (!forty.isText(before) || (await page.locator('textarea, input[type=text]').inputValue()) === saysTo(before, person)), await heading());
      await go();
    }
  }
  check(`${name}: after the last comes checking`, page.url().endsWith('/check'), page.url());
  await read(`${name}: checking`, page);
  await shot(page, `check-${language}`);
  const shown = await page.locator('main dl').allTextContents().then((all) => all.join('\n'));
  for (const question of QUESTIONS) {
    const is = shown.includes(textOf(question, person)), wanted = asked.includes(question);
    check(`${name}: “${question.key}” is ${wanted ? 'shown with its answer' : 'not asked'}`, is === wanted && (!wanted || !forty.isText(question) || shown.includes(saysTo(question, person))), shown.slice(0, 300));
  }
  const hidden = QUESTIONS.find((one) => !asked.includes(one));
  await page.goto(`${site}/a/${id}/q/${QUESTIONS.indexOf(hidden) + 1}`);
  check(`${name}: a question that is not asked cannot be had by its address`, (await heading()) !== textOf(hidden, person), page.url());
  await page.goto(`${site}/a/${id}/check`);
  await press(page, button(page, own(person, 'Send')));
  check(`${name}: it is sent, with a reference`, REFERENCE.test(await main(page)), await main(page));
  await read(`${name}: the reference`, page);
  await context.close();
}

// --- On paper and by phone --------------------------------------------------------------------------
async function typesIn(page, person, what) {
  await page.goto(at(`add/${what}`));
  await read(`typing in, ${what}`, page);
  for (const question of ledTo(person)) await fill(page, question, person, 0);
  const keep = button(page, what === 'phone' ? 'Keep this call' : 'Keep this sheet, and on to the next');
  if (what === 'phone') {
    await press(page, keep);
    check('without the consent words a call is not kept, and every word stands there', (await main(page)).includes('Read the words out') && (await page.getByRole('textbox', { name: QUESTIONS[3].text[0] }).inputValue()) === saysTo(QUESTIONS[3], person), await main(page));
    await read('a call with a mistake', page);
    await field(page, 'They agreed to these words').check();
  }
  await press(page, keep);
  check(`what came by ${what} has a reference`, REFERENCE.test(await main(page)), (await main(page)).slice(0, 600));
  await shot(page, `typed-${what}`);
}

// Nobody makes a person fill in what they left out, and on paper nothing hides by itself.
async function oneLine() {
  const parking = QUESTIONS.find((one) => one.key === 'parking');
  await second.goto(at('add/paper'));
  await second.getByRole('textbox', { name: parking.text[0], exact: true }).fill(MARGIN);
  await press(second, button(second, 'Keep this sheet, and on to the next'));
  check('a sheet is kept that leaves out what must be answered, with an answer that nothing led to', REFERENCE.test(await main(second)), (await main(second)).slice(0, 300));
}

// --- Over plain HTTP: one who takes it back, one to set aside, one too late --------------------------
async function short(words) {
  const visitor = new Visitor(site);
  await visitor.get(`/a/${id}`);
  await visitor.post(`/a/${id}/start`);
  for (let pages = 0; pages < 60 && /\/q\/\d+$/.test(visitor.page.path); pages += 1) {
    const key = QUESTIONS[/\d+$/.exec(visitor.page.path)[0] - 1].key;
    await visitor.post(visitor.page.path, { travel: { answer: 'on-foot' }, often: { 'answer-by-day': 'never', 'answer-in-the-evening': 'never' }, change: { answer: words } }[key] ?? {});
  }
  return visitor;
}
const sum = () => /\d+ received = [^.]*/.exec(decode(priya.page.html))?.[0];
async function endsOf() {
  const goes = await short('I take this back.'), rude = await short('You are all idiots.'), late = await short('Not sent in time.');
  for (const one of [goes, rude]) await one.post(`/a/${id}/send`);
  await goes.ask('/own', { method: 'POST', body: new URLSearchParams({ reference: REFERENCE.exec(goes.page.html)[0], private: /class="heed-code">([^<]+)</.exec(goes.page.html)[1], what: 'withdraw' }) });
  check('an answer can be taken back', goes.page.status === 200 && goes.page.html.includes('is taken back'), goes.page.status);
  await priya.get(`${at('responses')}?containing=idiots`);
  const rudest = /moderate\/([0-9a-f]{32})/.exec(priya.page.html)[1];
  await priya.get(at(`moderate/${rudest}`));
  await priya.post(at(`moderate/${rudest}`), { then: 'set-aside', why: 'abuse', reason: 'Calls people names.' });
  await desk.goto(at('edit'));
  await field(desk, 'When does it close?').fill(new Date(Date.now() - 24 * 3600_000).toISOString().slice(0, 10));
  await field(desk, 'If you changed the closing date: why?').fill('The board meets sooner.');
  await press(desk, button(desk, 'Save'));
  await step(desk, 'Close it');
  check('it is closed', (await main(desk)).includes('Closed'), await main(desk));
  await late.post(`/a/${id}/send`);
  check('what is not sent by then is not sent, and still there', late.page.status === 409 && decode(late.page.html).includes('Not sent in time.'), late.page.status);
  await desk.goto(at('add/letter'));
  await desk.fill('[name=whole]', 'I only heard of it today.');
  const keep = desk.locator('main form button.nhsuk-button:not([name])');
  await press(desk, keep);
  await press(desk, keep);
  check('a letter after the end is kept as late', (await main(desk)).includes('kept as late'), await main(desk));
  await desk.goto(at('heard-from'));
  await read('who was heard', desk);
  await run.check(desk, 'forty-heard-from');
  await priya.get(at('heard-from'));
  const lines = new Map([...priya.page.html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row]) => [...row.matchAll(/<t[dh][^>]*>(.*?)<\/t[dh]>/gs)].map(([, cell]) => cell.replace(/<[^>]*>/g, ' ').trim().split(/\s+/).at(-1))).filter((row) => row.length === 6).map(([channel, ...numbers]) => [channel, numbers.join()]));
  for (const [channel, numbers] of [['Online', '6,4,1,1,0'], ['form', '2,2,0,0,0'], ['call', '1,1,0,0,0'], ['Letter', '1,0,0,0,1'], ['All', '10,7,1,1,1']]) {
    check(`${channel}: received, counted, set aside, withdrawn, late`, lines.get(channel) === numbers, [...lines].join(' '));
  }
  check('received = counted + set aside + withdrawn + late', sum() === '10 received = 7 counted + 1 set aside + 1 withdrawn + 1 late', sum());
}

// --- What is taken away -----------------------------------------------------------------------------
function table(text) {
  const rows = [[]];
  for (const [, quoted, bare, end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
async function takenAway() {
  await priya.get(at('export/responses.json'));
  const out = JSON.parse(priya.page.html);
  const ids = [...new Set(out.columns.map((one) => one.id.slice(0, 32)).filter((one) => /^[0-9a-f]{32}$/.test(one)))];
  const open = QUESTIONS.filter((one) => one.kind !== 'about');
  check('every question has its columns, and what people said about themselves has none', ids.length === open.length, `${ids.length} of ${open.length}`);
  await priya.get(at('export/responses.csv'));
  const [head, ...csv] = table(priya.page.bytes.toString('utf8'));
  for (let person = 0; person <= PHONE; person += 1) {
    const who = [...LANGUAGES, 'on paper', 'by phone'][person];
    const mark = saysTo(QUESTIONS.find((one) => one.key === 'change'), person);
    const n = out.responses.findIndex((one) => one.answers.includes(mark)), found = out.responses[n];
    check(`${who}: the answer is in the export, by its channel`, found?.channel === ['web', 'web', 'web', 'web', 'paper', 'phone'][person], found?.channel);
    if (!found) continue;
    const asked = ledTo(person);
    for (const [place, question] of open.entries()) {
      const cells = out.columns.flatMap((one, c) => (one.id.startsWith(ids[place]) ? [[one.heading, found.answers[c], csv[n][head.length - out.columns.length + c]]] : []));
      const wanted = forty.cellsOf(question, person, asked.includes(question));
      const same = JSON.stringify(cells.map(([, cell]) => cell)) === JSON.stringify(wanted) && cells.every(([heading]) => heading.startsWith(question.text[0]));
      check(`${who}: “${question.key}” is in the export byte for byte`, same, `${JSON.stringify(cells)} and not ${JSON.stringify(wanted)}`);
      const safe = wanted.map((cell) => (/^[=+@-]/.test(cell ?? '') ? `'${cell}` : cell ?? ''));
      check(`${who}: “${question.key}” is in the CSV, where nothing can run`, JSON.stringify(cells.map(([, , cell]) => cell)) === JSON.stringify(safe), JSON.stringify(cells));
    }
  }
  const parking = out.columns.findIndex((one) => one.heading === QUESTIONS[1].text[0]);
  check('what stood in the margin is there too', out.responses.some((one) => one.channel === 'paper' && one.answers[parking] === MARGIN));
  await priya.get(at('heard-from'));
  for (const question of QUESTIONS.filter((one) => one.kind === 'about')) check(`“${question.text[0]}” is counted by itself`, decode(priya.page.html).includes(question.text[0]));
}

await story('planning', plans);
await story('writing', writesAll);
await story('opening', opens);
const SMALL = { width: 320, height: 700 }, WIDE = { width: 1280, height: 900 };
// All at once, as people do.
await Promise.all([
  ...[[run, 0, WIDE, true], [plain, 1, WIDE, false], [run, 2, SMALL, true], [plain, 3, SMALL, false]].map(([browser, person, size, script]) =>
    story(`answering in ${LANGUAGES[person]}`, () => answers(browser, person, size, script))),
  story('a sheet of paper', () => typesIn(second, PAPER, 'paper')).then(() => story('a sheet with one line', oneLine)),
  story('a phone call', () => typesIn(desk, PHONE, 'phone')),
]);
await story('the end', endsOf);
await story('taking it away', takenAway);
check('the record is whole', heed.command('verify').includes('whole'));
check('pages without script', await plain.finish());
check('every page looked at by axe', await run.finish());
await heed.stop();
heed.remove();
if (database) await database.stop();
finish();
