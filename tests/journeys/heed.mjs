// Heed what was said: one man's evidence reaches the board, which decides with a gap in public; an
// equality adviser says by keyboard alone that she is not satisfied; and a councillor follows a
// reference forward to what runs and back to how few said it, and never reads the words. Marie, who
// asked to hear, is told of each by itself, once.
//   node tests/journeys/heed.mjs [postgresql]
import { check, decode, finish, skip, startHeed, startMailSink, startPostgresql, Visitor } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const onPostgresql = process.argv[2] === 'postgresql';
const database = onPostgresql ? await startPostgresql() : undefined;
if (database === null) {
  skip('Heeding on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const shots = process.env.HEED_SHOTS ?? null;
const mail = await startMailSink();
const heed = await startHeed(['--smtp', mail.url, '--mail-from', 'heed@fenmere.example', '--partnership', 'Fenmere Partnership', '--prefix', 'FM',
  ...(database ? ['--database', database.url] : [])]);
const password = 'a long enough password';
const evidence = 'The last bus goes at 4.40, so the timetable in your paper is a year old.';

async function cast() {
  const link = /\/staff\/link\/\S+/.exec(heed.said())[0];
  const priya = new Visitor(heed.url);
  await priya.get(link);
  await priya.post(link, { name: 'Priya Shah', email: 'priya@fenmere.example', password });
  check('Priya is signed in', priya.page.path === '/staff', priya.page.path);
  const invited = async (name, email, role) => {
    await priya.get('/staff/people');
    await priya.post('/staff/people', { name, email, roles: role });
    const letter = mail.letters.find((one) => one.includes(email)) ?? '';
    const path = /\/staff\/link\/[\w-]+/.exec(Buffer.from(letter.split('\n\n')[1] ?? '', 'base64').toString())?.[0];
    const person = new Visitor(heed.url);
    await person.get(path);
    await person.post(path, { password });
    check(`${name} is signed in`, person.page.path === '/staff', `${person.page.status} ${person.page.path}`);
    return person;
  };
  return {
    priya,
    dan: await invited('Dan Price', 'dan@fenmere.example', 'engagement_lead'),
    jo: await invited('Jo Archer', 'jo@agency.example', 'analyst'),
    tom: await invited('Tom Hale', 'tom@trust.example', 'analyst'),
    amina: await invited('Amina Noor', 'amina@fenmere.example', 'equality_adviser'),
    sue: await invited('Sue Blake', 'sue@fenmere.example', 'decision_secretary'),
  };
}

async function answers({ priya, dan }) {
  await priya.get('/staff/plan/new');
  await priya.post('/staff/plan/new', {
    title: 'Evening clinics', kind: 'formal_consultation', purpose: 'When clinics run.', decided: 'Nothing.', decider: 'The board',
    owner: 'Priya', contact: '01632 960 170', closes: '2031-01-31', hear_by: '2031-03-31', questions: 'How do you get home?',
  });
  const id = /\/staff\/activities\/([0-9a-f]{32})/.exec(priya.page.path)[1];
  await priya.post(`/staff/activities/${id}/open`);
  check('a formal consultation does not open unapproved', priya.page.html.includes('somebody else has approved it'), priya.page.status);
  await priya.post(`/staff/activities/${id}/move`, { to: 'review' });
  await dan.get(`/staff/activities/${id}`);
  await dan.post(`/staff/activities/${id}/move`, { to: 'approved' });
  await priya.get(`/staff/activities/${id}`);
  await priya.post(`/staff/activities/${id}/open`);
  const say = async (words) => {
    const one = new Visitor(heed.url);
    await one.get(`/a/${id}`);
    await one.post(`/a/${id}/start`);
    await one.post(`/a/${id}/q/1`, { answer: words });
    await one.post(`/a/${id}/send`);
    await one.get(`/a/${id}/sent`);
    return /FM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/.exec(one.page.html)?.[0];
  };
  const holt = await say(evidence);
  check('Mr Holt has a reference', Boolean(holt));
  for (let i = 0; i < 11; i += 1) await say(`The car park is full and costs ${i + 2} pounds an hour`);
  await priya.get(`/staff/activities/${id}`);
  await priya.post(`/staff/activities/${id}/close`);
  return { id, holt };
}

// Jo makes the codes and codes all; Tom reads the sample again, blind; both save one at once.
async function coding({ jo, tom, priya }, id) {
  const at = `/staff/activities/${id}/coding`;
  await jo.get(`${at}/frame`);
  for (const [name, definition] of [['Last bus', 'Getting home by bus'], ['Parking', 'Finding and paying for a place']]) {
    await jo.get(`${at}/frame`);
    await jo.post(`${at}/frame`, { name, definition, includes: '', excludes: '', examples: '', parent: '' });
  }
  const codes = [...jo.page.html.matchAll(/frame\/([0-9a-f]{32})">([^<]+)</g)].map((m) => ({ id: m[1], name: m[2] }));
  check('two codes are in the frame', codes.length === 2, codes.length);
  const bus = codes.find((code) => code.name === 'Last bus').id, cars = codes.find((code) => code.name === 'Parking').id;
  let holtsVoice = null, raced = false;
  for (let n = 1; n <= 20; n += 1) {
    await jo.get(`${at}/next`);
    const path = jo.page.path, version = jo.hidden().version;
    if (!/voices\/[0-9a-f]{32}$/.test(path)) break;
    check(`no channel, area or date stands beside comment ${n}`, !/\bweb\b|Received|20\d\d/.test(jo.page.html.split('data-words')[1].split('</form>')[0].replace(/[0-9a-f]{32,}/g, '')));
    check('nothing on the page tells when it came', !/\d{10,}|\d{1,3}(,\d{3}){3}/.test(jo.page.html.replace(/[0-9a-f]{32,}/g, '')), path);
    if (jo.page.html.includes('4.40')) {
      holtsVoice = /voices\/([0-9a-f]{32})/.exec(path)[1];
      await jo.post(path, { version, code: bus, [`span-${bus}`]: '0-25', stance: 'against', flag: 'new_evidence', 'note-new_evidence': 'The timetable is out of date' });
    } else if (!raced) {
      raced = true;
      await priya.get(path);
      await priya.post(path, { version: priya.hidden().version, code: cars, stance: 'against' });
      await jo.post(path, { version, code: bus, stance: 'none' });
      check('two at once: the second sees both, and hers is kept in the form',
        jo.page.status === 409 && jo.page.html.includes('What is kept now') && jo.page.html.includes('Parking'), jo.page.status);
      // From here on all are read twice; before, a second reader would have been blind, not in conflict.
      await jo.get(`${at}/agreement`);
      await jo.post(`${at}/sample`, { percent: '100' });
    } else {
      await jo.post(path, { version, code: cars, stance: 'against' });
    }
  }
  check('Mr Holt’s comment was coded', Boolean(holtsVoice));
  await tom.get(`${at}/next`);
  check('Tom is told that another has coded it and sees no code', tom.page.html.includes('Somebody else has coded this one') && !/name="code"[^>]*checked/.test(tom.page.html));
  for (let n = 0; n < 12; n += 1) {
    await tom.get(`${at}/next`);
    if (!/voices\/[0-9a-f]{32}$/.test(tom.page.path)) break;
    await tom.post(tom.page.path, { version: tom.hidden().version, code: cars, stance: 'none' });
  }
  await jo.get(`${at}/agreement`);
  check('agreement and kappa are shown', jo.page.html.includes('Cohen') && jo.page.html.includes('92%'), jo.page.status);
  check('one comment is left to settle', jo.page.html.includes('1 comment to settle'));
  const settling = new RegExp(`agreement/${holtsVoice}`).test(jo.page.html);
  check('it is Mr Holt’s', settling);
  await jo.post(`${at}/agreement/${holtsVoice}`, { version: /name="version" value="(\d+)"/.exec(jo.page.html)[1], which: 'first' });
  await jo.get(at);
  check('every comment has been read by a person', jo.page.html.includes('100%'), jo.page.status);
  await jo.get(`${at}/flagged`);
  check('new evidence is in the list of what was flagged', jo.page.html.includes('New evidence') && jo.page.html.includes('4.40'));
  return { holtsVoice, cars };
}

async function findings({ jo, priya }, id, { holtsVoice, cars }) {
  const at = `/staff/activities/${id}/response`;
  await jo.get(`${at}/point/${holtsVoice}`);
  await jo.post(`${at}/point/${holtsVoice}`, { name: '', point: 'New evidence', summary: 'The timetable we used is a year old.' });
  check('a finding without a name is refused, the words kept', jo.page.status === 400 && jo.page.html.includes('a year old'), jo.page.status);
  await jo.post(`${at}/point/${holtsVoice}`, { name: 'The last bus goes at 4.40', point: 'New evidence', summary: 'The timetable we used is a year old.' });
  const point = /response\/([0-9a-f]{32})/.exec(jo.page.path)?.[1];
  check('one man’s comment is a finding', Boolean(point), `${jo.page.status} ${jo.page.path}`);
  await jo.get(`${at}/code/${cars}`);
  await jo.post(`${at}/code/${cars}`, { summary: 'Parking is full and dear.' });
  check('a code is a finding', /response\/[0-9a-f]{32}/.test(jo.page.path), jo.page.path);
  await priya.get(`${at}/${point}`);
  await priya.post(`${at}/${point}`, { version: priya.hidden().version, effect: 'changed', what: 'An evening shuttle meets the clinic.',
    because: 'The last bus leaves before it closes.', evidence: 'The operator’s timetable of this March', owner: 'Estates', progress: 'Running since 3 March' });
  await priya.get(`/staff/activities/${id}/public-page`);
  await priya.post(`/staff/activities/${id}/public-page`, { version: priya.hidden().version,
    outcome: 'Clinics run in the evening, and a shuttle meets them. The shuttle will start on 3 March 2020.', not_heard: 'Under 18s.', against: 'It costs money.' });
  return point;
}

const subjectOf = (letter) => {
  const raw = /^Subject: (.*(?:\n .*)*)$/m.exec(letter)?.[1] ?? '';
  return raw.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, b) => Buffer.from(b, 'base64').toString());
};
const lettersTo = (address) => mail.letters.filter((one) => one.includes(`To: <${address}>`));
async function letterTo(address, subject) {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = lettersTo(address).find((one) => subjectOf(one).includes(subject));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return '';
}
async function marieAsks(id) {
  const marie = new Visitor(heed.url);
  await marie.get(`/told/${id}`);
  await marie.post(`/told/${id}`, { way: 'email', email: 'marie@home.example', language: 'en' });
  for (let tries = 0; tries < 300 && lettersTo('marie@home.example').length === 0; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const parts = (lettersTo('marie@home.example')[0] ?? '').split('\n\n').slice(1).map((part) => Buffer.from(part.split('\n--')[0], 'base64').toString()).join('\n');
  const path = /\/told\/confirm\/\w+/.exec(parts)?.[0];
  await marie.get(path);
  await marie.post(path);
  check('Marie will be told', marie.page.html.includes('We will let you know'), marie.page.status);
}
async function marieHears() {
  for (const what of ['A decision about', 'What happened after you answered', 'Done because of what people said'])
    check(`Marie hears by itself: ${what}`, Boolean(await letterTo('marie@home.example', what)), lettersTo('marie@home.example').map(subjectOf).join());
  await new Promise((resolve) => setTimeout(resolve, 7000));  // Heed looks again.
  const subjects = lettersTo('marie@home.example').map(subjectOf);
  check('and of each once', new Set(subjects).size === subjects.length, subjects.join(' | '));
}

// By keyboard alone, from signing in to the recorded view; the tree is what a screen reader gets.
async function theAdviser(id) {
  const run = await start({ shots });
  const page = await run.page();
  const tabTo = async (matches, name) => {
    for (let n = 0; n < 200; n += 1) {
      await page.keyboard.press('Tab');
      const here = await page.evaluate(() => {
        const e = document.activeElement;
        return { tag: e.tagName, name: e.getAttribute('name') ?? '', value: e.getAttribute('value') ?? '', text: (e.textContent ?? '').trim() };
      });
      if (matches(here)) return true;
    }
    check(`Amina reaches ${name} by Tab`, false);
    return false;
  };
  try {
    await page.goto(`${heed.url}/staff`);
    await tabTo((e) => e.name === 'email', 'the e-mail box');
    await page.keyboard.type('amina@fenmere.example');
    await tabTo((e) => e.name === 'password', 'the password box');
    await page.keyboard.type(password);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/staff');
    await page.goto(`${heed.url}/staff/activities/${id}/public-page`);
    await run.check(page, 'adviser-page');
    const tree = await page.locator('main').ariaSnapshot();
    check('the tree names the page, its parts and the form',
      /heading "[^"]*Public page" \[level=1\]/.test(tree) && tree.includes('The equality adviser’s view') &&
      /radio "Not satisfied"/.test(tree) && /textbox "Your view"/.test(tree) && /button "Record my view"/.test(tree), tree.slice(0, 1500));
    await tabTo((e) => e.name === 'satisfied', 'the choice');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    if ((await page.evaluate(() => document.activeElement.value)) !== 'no') await page.keyboard.press('ArrowDown');
    check('“Not satisfied” is chosen', (await page.evaluate(() => document.activeElement.value)) === 'no');
    await tabTo((e) => e.tag === 'TEXTAREA' && e.name === 'words', 'her words');
    await page.keyboard.type('Nobody asked people who use a wheelchair.');
    await tabTo((e) => e.tag === 'BUTTON' && e.text === 'Record my view', 'the button');
    await page.keyboard.press('Enter');
    await page.waitForLoadState('networkidle');
    const after = await page.locator('main').ariaSnapshot();
    check('her view is on the page, with her name', after.includes('Not satisfied') && after.includes('Amina Noor') && after.includes('wheelchair'));
  } finally {
    check('what Amina did in Chromium went right', await run.finish());
  }
}

async function theBoard({ sue, priya, dan }, id, point) {
  await sue.get('/staff/meetings');
  await sue.post('/staff/meetings/bodies', { name: 'Fenmere Board', kind: 'board' });
  await sue.post('/staff/meetings/bodies', { name: 'Implementation Planning Group', kind: 'group' });
  const bodies = [...sue.page.html.matchAll(/<option value="([0-9a-f]{32})"[^>]*>([^<]+)</g)].map((m) => [m[2], m[1]]);
  const board = new Map(bodies).get('Fenmere Board'), group = new Map(bodies).get('Implementation Planning Group');
  await sue.post('/staff/meetings', { body: board, held: '12 May 2031 14:00', place: 'Town Hall', public: 'no', closed_reason: '' });
  check('not in public without a reason is refused', sue.page.status === 400 && sue.page.html.includes('reason is published'), sue.page.status);
  await sue.post('/staff/meetings', { body: board, held: '12 May 2031 14:00', place: 'Town Hall', public: 'yes', closed_reason: '' });
  const meeting = sue.page.path;
  check('the meeting is planned', /\/staff\/meetings\/[0-9a-f]{32}$/.test(meeting), meeting);
  const dev = new Visitor(heed.url);
  await dev.get('/meetings');
  check('before its notice the public sees no meeting', !dev.page.html.includes('Fenmere Board'));
  await sue.post(`${meeting}/notice`, { version: sue.hidden().version });
  await sue.post(`${meeting}/papers`, { title: 'Evening clinics', activity: id, asked: 'Decide on the shuttle.', voice_section: '' });
  check('a paper without what people said is refused', sue.page.status === 400, sue.page.status);
  await sue.post(`${meeting}/papers`, { title: 'Evening clinics', activity: id, asked: 'Decide on the shuttle.', voice_section: 'Parking above all; one man showed us the bus times.' });
  await dev.get('/meetings');
  check('with its notice anyone reads where and what', dev.page.html.includes('Town Hall') && dev.page.html.includes('Evening clinics'));
  const paper = `${meeting}/papers/1`;
  await sue.get(paper);
  const html = sue.page.html;
  check('one man’s evidence is on the board page', html.includes('The last bus goes at 4.40') && html.includes('New evidence') && html.includes('fewer than 8 people'), sue.page.status);
  check('and his words are not: the secretary reads findings', !html.includes('so the timetable in your paper'));
  check('the adviser’s dissent is on the board page', html.includes('Not satisfied') && html.includes('wheelchair'));
  check('the gap is on the board page', html.includes('1 finding has no answer'));
  const pack = sue.hidden().pack;
  await sue.post(`${paper}/read`, { pack });
  check('the reader log names her', sue.page.html.includes('Sue Blake') && sue.page.html.includes('Who has read what'));
  await sue.get(paper);
  const gap = /name="gap-([0-9a-f]{32})"/.exec(sue.page.html)[1];
  const decided = { pack, decided: 'The shuttle stays.', reasons: 'People could not get home.', options: 'No shuttle\nA shuttle', conditions: '', interests: 'None declared.' };
  await sue.post(`${paper}/decide`, { ...decided, [`gap-${gap}`]: '' });
  check('a gap without its reason is refused, the words kept', sue.page.status === 400 && sue.page.html.includes('People could not get home.'), sue.page.status);
  await sue.post(`${paper}/decide`, { ...decided, [`gap-${gap}`]: 'The car park is the council’s.', complete: 'yes' });
  check('“complete” with a gap is refused', sue.page.status === 400 && sue.page.html.includes('not complete'), sue.page.status);
  await sue.post(`${paper}/decide`, { ...decided, [`gap-${gap}`]: 'The car park is the council’s.' });
  const decision = sue.page.path;
  check('it is decided', /^\/decisions\/[0-9a-f]{32}$/.test(decision), `${sue.page.status} ${decision}`);
  await dev.get(decision);
  check('the public reads the decision, the gap and the dissent', ['The shuttle stays.', 'Decided without an answer to', 'The car park is the council’s.', 'Not satisfied', 'wheelchair']
    .every((words) => dev.page.html.includes(words)), dev.page.status);
  await priya.get(`/staff/activities/${id}/public-page`);
  await priya.post(`/staff/activities/${id}/publish`, { page: priya.hidden().page });
  check('what nobody signed off is not published', priya.page.status === 400 && decode(priya.page.html).includes('signed off before it is published'), priya.page.status);
  const answer = `/staff/activities/${id}/response/${point}`;
  await dan.get(answer);
  await dan.post(`${answer}/sign-off`, { seen: dan.hidden().seen });
  await priya.get(`/staff/activities/${id}/public-page`);
  await priya.post(`/staff/activities/${id}/publish`, { page: priya.hidden().page });
  check('once it is, it is', priya.page.status === 200, priya.page.status);
  return { board, group, decision };
}

async function whatFollows({ sue, priya }, id, { board, group }) {
  const at = `/staff/activities/${id}`;
  await priya.get(`${at}/actions`);
  check('a change without an action is listed', priya.page.html.includes('nothing is planned'), priya.page.status);
  await priya.post(`${at}/plans`, { title: 'Getting home', drafting: group });
  const plan = /plans\/([0-9a-f]{32})/.exec(priya.page.html)?.[1];
  const finding = /<option value="([0-9a-f]{32})"[^>]*>The last bus goes at 4\.40</.exec(priya.page.html)?.[1];
  await priya.post(`${at}/plans/${plan}/add`, { finding, commitment: 'An evening shuttle', what: 'Hire a bus and a driver',
    organisation: 'Fenmere Council', owner: 'Tom Hale', due: '1 March 2032' });
  await priya.post(`${at}/plans/${plan}/add`, { finding, commitment: 'Times that are right', what: 'Print the bus times again',
    organisation: 'Fenmere Council', owner: 'Tom Hale', due: '1 April 2032' });
  const action = /actions\/([0-9a-f]{32})/.exec(priya.page.html)?.[1];
  check('nothing can be done under a plan that is not approved', !action, priya.page.status);
  await sue.get(`${at}/actions`);
  await sue.post(`${at}/plans/${plan}/step`, { version: /name="version" value="(\d+)"/.exec(sue.page.html)[1], body: group, words: '', step: 'approved' });
  check('the group that drafted it cannot approve it', sue.page.status === 400 && sue.page.html.includes('does not approve it'), sue.page.status);
  await sue.get(`${at}/actions`);
  await sue.post(`${at}/plans/${plan}/step`, { version: /name="version" value="(\d+)"/.exec(sue.page.html)[1], body: board, words: 'Agreed.', step: 'approved' });
  await priya.get(`${at}/actions`);
  const approved = /actions\/([0-9a-f]{32})\/progress/.exec(priya.page.html)?.[1];
  check('another body approves it', Boolean(approved), sue.page.status);
  await priya.post(`${at}/actions/${approved}/progress`, { version: '1', state: 'in_progress', progress: 'Running since 3 March' });
  const times = [...priya.page.html.matchAll(/actions\/([0-9a-f]{32})\/progress/g)].map((m) => m[1]).find((one) => one !== approved);
  await priya.post(`${at}/actions/${times}/progress`, { version: '1', state: 'done', progress: 'They hang in every ward.' });
  await priya.get('/staff/actions');
  await priya.post('/staff/promises', { words: 'We will write to everyone who asked', set_off: 'Once the board has decided', due: '1 May 2020', owner: 'Priya Shah' });
  const dev = new Visitor(heed.url);
  await dev.get('/promises');
  check('a promise whose date has passed is late in public', dev.page.html.includes('We will write to everyone who asked') && /Late/.test(dev.page.html) && /days late/.test(dev.page.html), dev.page.status);
  check('how many are late is said', dev.page.html.includes('1 promise is late.'), dev.page.status);
  await dev.get('/what-happened');
  check('the public is led to promises and meetings', dev.page.html.includes('href="/promises"') && dev.page.html.includes('href="/meetings"'));
  await priya.get('/staff');
  check('Today tells its owner', priya.page.html.includes('We will write to everyone who asked') && priya.page.html.includes('Priya Shah'), priya.page.status);
  check('what speaks of a past date as to come is flagged', (await priya.get('/staff/actions'), decode(priya.page.html).includes('The shuttle will start on 3 March 2020')), priya.page.status);
}

async function theCouncillor({ id, holt }) {
  const leah = new Visitor(heed.url);
  await leah.get('/follow');
  await leah.post('/follow', { reference: holt });
  const html = leah.page.html;
  check('Leah sees the finding and the answer', html.includes('The last bus goes at 4.40') && html.includes('An evening shuttle meets the clinic.'), leah.page.status);
  check('forward to what runs', html.includes('Running since 3 March') && html.includes('Under way') && html.includes('Fenmere Council'));
  check('back to how few said it', html.includes('fewer than 8 people'));
  check('and to the decision', /\/decisions\/[0-9a-f]{32}/.test(html));
  check('and never his words', !html.includes('so the timetable in your paper'));
  await leah.get(`/what-happened/${id}`);
  check('the published page carries the dissent and no words of his', leah.page.html.includes('wheelchair') && !leah.page.html.includes('so the timetable in your paper'), leah.page.status);
}

// Jo's page in Chromium: single keys, picking out words, switching the keys off; and axe.
async function theKeyboard(id) {
  const run = await start({ shots });
  const page = await run.page();
  try {
    await page.goto(`${heed.url}/staff`);
    await page.fill('[name=email]', 'jo@agency.example');
    await page.fill('[name=password]', password);
    await page.click('main button');
    const at = `${heed.url}/staff/activities/${id}/coding`;
    for (const [more, name] of [['', 'coding'], ['/frame', 'codes'], ['/agreement', 'agreement'], ['/flagged', 'flagged'], ['/groups', 'groups'], ['/campaigns', 'campaigns']]) {
      await page.goto(at + more);
      await run.check(page, `jo-${name}`);
    }
    await page.goto(`${at}/flagged`);
    await page.click('text=Read it where it stands');
    await run.check(page, 'jo-voice');
    await page.evaluate(() => {
      const words = document.querySelector('.heed-quote__words').firstChild;
      getSelection().setBaseAndExtent(words, 4, words, 12);
    });
    const second = page.locator('input[name=code]').nth(1);
    const was = await second.isChecked();
    await page.keyboard.press('2');
    check('2 ticks the second code', (await second.isChecked()) !== was);
    const said = await page.textContent('[data-said]');
    check('what was done is said, with the words picked out', was || said.includes('last bus'), said);
    await page.keyboard.press('2');
    await page.locator('[data-shortcuts] input').uncheck();
    await page.locator('h1').click();
    await page.keyboard.press('2');
    check('switched off, a key does nothing', (await second.isChecked()) === was);
    await page.reload();
    check('and that is kept', !(await page.locator('[data-shortcuts] input').isChecked()));
  } finally {
    check('what Jo did in Chromium went right', await run.finish());
  }
}

async function thePages(id) {
  const run = await start({ shots });
  const page = await run.page();
  try {
    await page.goto(`${heed.url}/staff`);
    await page.fill('[name=email]', 'sue@fenmere.example');
    await page.fill('[name=password]', password);
    await page.click('main button');
    await page.goto(`${heed.url}/staff/meetings`);
    await run.check(page, 'meetings');
    await page.click('main a:has-text("Fenmere Board")');
    await run.check(page, 'meeting');
    await page.click('main a:has-text("Evening clinics")');
    await run.check(page, 'board-page');
    for (const [path, name] of [[`/staff/activities/${id}/actions`, 'plans'], ['/staff/actions', 'actions'], [`/staff/activities/${id}/scrutiny`, 'scrutiny'],
      [`/staff/activities/${id}/response`, 'findings'], ['/meetings', 'public-meetings'], ['/promises', 'public-promises'], [`/what-happened/${id}`, 'happened']]) {
      await page.goto(heed.url + path);
      await run.check(page, name);
    }
    await page.click('main a:has-text("decided on")');
    await run.check(page, 'public-decision');
  } finally {
    check('what Sue did in Chromium went right', await run.finish());
  }
}

try {
  const people = await cast();
  const asked = await answers(people);
  await marieAsks(asked.id);
  const coded = await coding(people, asked.id);
  const point = await findings(people, asked.id, coded);
  await theAdviser(asked.id);
  const board = await theBoard(people, asked.id, point);
  await whatFollows(people, asked.id, board);
  await theCouncillor(asked);
  await marieHears();
  if (!onPostgresql) {
    await theKeyboard(asked.id);
    await thePages(asked.id);
  }
  check('the record is whole', heed.command('verify').includes('whole'));
  check('it stops when told', (await heed.stop()) === 0);
} catch (error) {
  check('the journey went to its end', false, error.stack + heed.log().slice(-800));
  await heed.kill();
}
heed.remove();
mail.stop();
await database?.stop();
finish();
