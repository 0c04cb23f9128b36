// Whether a change needs formal consultation: Priya opens a proposal, judges its four domains and
// confirms what is suggested; Tom judges it again and departs; every judgement stays to be read. Then
// whose duty to involve people it touches, the register of duties on the About page, and activities
// that do not say which one they serve.
//   node tests/journeys/proposal.mjs [shots] [postgresql]
import { join } from 'node:path';
import { castMember, check, finish, lacks, shows, skip, startHeed, startPostgresql, Visitor, wanting } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const onPostgresql = process.argv.includes('postgresql');
const shots = process.argv.slice(2).find((word) => word !== 'postgresql') ?? null;
const database = onPostgresql ? await startPostgresql() : undefined;
if (database === null) {
  skip('A proposal for change on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const heed = await startHeed(['--demo', '--unsafe-disk', ...(database ? ['--database', database.url] : [])]);


const proposal = { title: 'Blood tests in the village halls', kind: 'substantial_development', owner: 'Fenmere Community Trust',
  what: 'Blood is taken in four village halls, and no longer at the hospital on Mondays.', for_whom: 'Everybody in Saltby who has blood taken.', activity: '' };
const domains = ['access', 'wider_community', 'patients_or_users', 'service_delivery'];
const noImpact = Object.fromEntries(domains.flatMap((d) => [[`impact-${d}`, 'none'], [`evidence-${d}`, `Looked at with both practices on ${domains.indexOf(d) + 3} May.`]]));
const nearer = { ...noImpact, 'impact-access': 'substantial', 'direction-access': 'increase', 'likelihood-access': 'likely',
  'touches-access': 'location', 'evidence-access': 'Four halls within two miles of most people.' };

async function opened(priya) {
  await priya.get('/staff/plan');
  shows('Plan leads to proposals and duties', priya, '/staff/changes', '/staff/duties');
  await priya.get('/staff/changes/new');
  shows('both kinds can be chosen', priya, 'A substantial development of the health service', 'A substantial variation in the provision of a service');
  await priya.post('/staff/changes/new', { ...proposal, kind: '', for_whom: ' ' });
  check('a proposal without its kind and whom it is for is refused', priya.page.status === 400, priya.page.status);
  shows('both boxes are named, the words kept', priya, 'Choose which of the two it would be.', 'Say for whom it would change.', 'Blood is taken in four village halls');
  await priya.post('/staff/changes/new', proposal);
  const id = /^\/staff\/changes\/([0-9a-f]{32})$/.exec(priya.page.path)?.[1];
  check('it is open', Boolean(id), `${priya.page.status} ${priya.page.path}`);
  shows('nobody has judged it', priya, 'Nobody has judged this yet.', 'Not judged yet', proposal.what);
  await priya.get('/staff');
  shows('Today says so', priya, proposal.title, 'nobody has judged whether it is significant.');
  return id;
}

async function judged(priya, at) {
  await priya.get(`${at}/significance`);
  shows('four domains with their prompts', priya, 'Access', 'Where it is given', 'Opening times', 'Wider community', 'Economic impact', 'Transport',
    'Regeneration', 'Patients or users', 'Those who use it now', 'Those who will use it in future', 'Service delivery', 'Methods of delivery',
    'Relocation of services', 'A reduction', 'An increase');
  await priya.post(`${at}/significance`, { ...nearer, seen: '0', 'direction-access': '', 'evidence-service_delivery': '' });
  check('a domain half judged is refused', priya.page.status === 400, priya.page.status);
  shows('each box is named, the words kept', priya, 'Say whether it is a reduction or an increase, for “Access”.',
    'Say what shows it, or how you will find out, for “Service delivery”.', 'Four halls within two miles of most people.');
  check('and what was chosen is still chosen', /value="substantial"[^>]*checked/.test(priya.page.html) && /value="location"[^>]*checked/.test(priya.page.html));
  await priya.post(`${at}/significance`, { ...nearer, seen: '0' });
  check('it is kept', priya.page.path === `${at}#significance`, `${priya.page.status} ${priya.page.path}`);
  shows('an increase in one domain suggests significant, and why', priya, 'One domain was judged substantial: Access (an increase, likely). One is enough, so significant is suggested.',
    'Judged by', 'Priya Shah', 'Not yet, by anybody', 'Four halls within two miles of most people.');
  await priya.get('/staff');
  shows('Today says that nobody has confirmed it', priya, 'Significant is suggested. Nobody has confirmed it or departed from it.');
  await priya.get(at);
  await priya.post(`${at}/significance/1`, { settles: 'significance-1', outcome: '', why: 'I am not sure.' });
  check('no choice is refused, the words kept', priya.page.status === 400 && !wanting(priya, 'Confirm what is suggested, or depart from it.', 'I am not sure.'), priya.page.status);
  await priya.post(`${at}/significance/1`, { settles: 'significance-1', outcome: 'no', why: ' ' });
  check('to depart needs a reason', priya.page.status === 400 && !wanting(priya, 'Say why you depart from what is suggested.'), priya.page.status);
  await priya.post(`${at}/significance/1`, { settles: 'significance-1', outcome: 'yes', why: '' });
  shows('she confirms it', priya, 'Priya Shah holds that it is significant.', 'Confirmed');
  lacks('once', priya, 'Do you confirm what is suggested?');
  await priya.get('/staff');
  shows('Today goes on to ask whose duty it touches', priya, 'nobody has judged whether a duty to involve people applies.');
}

async function judgedAgain(priya, tom, at) {
  await priya.get(`${at}/edit`);
  await tom.get(`${at}/edit`);
  await tom.post(`${at}/edit`, { ...proposal, version: '1', what: 'Blood is taken in two village halls.' });
  await priya.post(`${at}/edit`, { ...proposal, version: '1', what: 'Blood is taken in six village halls.' });
  check('two change it at once: the second is told', priya.page.status === 409, priya.page.status);
  shows('and sees both', priya, 'Blood is taken in two village halls.', 'Blood is taken in six village halls.');
  await tom.get(at);
  shows('what was judged is of an earlier version', tom, 'This is of version 1 of the proposal, which has changed since.', 'Changed since',
    'What the proposal said before', proposal.what);
  await tom.get('/staff');
  shows('Today says so', tom, 'it has changed since it was judged. Judge it again.');
  await tom.get(`${at}/significance`);
  check('a second judgement begins where the first left off', tom.hidden().seen === '1' && !wanting(tom, 'Four halls within two miles of most people.'), tom.hidden().seen);
  await tom.post(`${at}/significance`, { ...noImpact, seen: '1', 'evidence-access': 'Two halls, both in Saltby.' });
  shows('Tom sees no substantial domain', tom, 'No domain was judged substantial, so not significant is suggested.', 'Tom Hale', 'Earlier: version 1',
    'Four halls within two miles of most people.', 'Priya Shah');
  await priya.post(`${at}/significance`, { ...nearer, seen: '1', 'evidence-access': 'Priya was slower.' });
  check('who had not seen that is told', priya.page.status === 409, priya.page.status);
  shows('and sees both', priya, 'Somebody judged this meanwhile', 'Two halls, both in Saltby.', 'Priya was slower.');
  await priya.post(`${at}/significance/1`, { settles: 'significance-1', outcome: 'no', why: 'Too late.' });
  check('an earlier one is not settled again', priya.page.status === 409, priya.page.status);
  await tom.get(at);
  await tom.post(`${at}/significance/2`, { settles: 'significance-2', outcome: 'yes', why: 'The council sees it as significant, by letter of 3 May.' });
  shows('he departs from what is suggested, with his reason', tom, 'Departed from', 'The council sees it as significant, by letter of 3 May.', 'No domain was judged substantial');
}

async function duty(priya, at) {
  await priya.get(`${at}/duty`);
  shows('three triggers with their prompts', priya, 'Trigger (a)', 'How resources are allocated', 'Needs assessment', 'Service specification', 'Trigger (b)',
    'may have an impact on patients', 'Trigger (c)', 'affects how what was commissioned operates', 'Carers and representatives');
  shows('and what the register says of that body', priya, 'National Health Service Act 2006, section 242(1B)');
  const typed = { seen: '0', holder: 'Fenmere Community Trust', 'applies-planning': 'no', 'because-planning': 'It commissions nothing.',
    'applies-proposals': 'yes', 'touches-proposals': 'manner', 'because-proposals': 'Blood is taken elsewhere.', 'applies-decisions': 'no',
    'because-decisions': 'Nothing is decided.', 'how-public': 'Open mornings in both halls.', 'how-patients': 'Asked when blood is taken.', 'how-carers': '' };
  await priya.post(`${at}/duty`, typed);
  check('carers left out is refused, the words kept', priya.page.status === 400 &&
    !wanting(priya, 'Say how they are involved, or why not: carers and representatives.', 'Open mornings in both halls.'), priya.page.status);
  await priya.post(`${at}/duty`, { ...typed, 'how-carers': 'Carers’ groups are rung.' });
  shows('one trigger suggests that it applies', priya, 'This trigger applies: (b). One is enough, so it is suggested that the duty applies.', 'Carers’ groups are rung.');
  await priya.get('/staff');
  shows('Today says that nobody has confirmed it', priya, '“The duty applies” is suggested for Fenmere Community Trust. Nobody has confirmed it or departed from it.');
  await priya.get(at);
  await priya.post(`${at}/duty/1`, { settles: 'duty-1', outcome: 'yes', why: '' });
  shows('she confirms it', priya, 'The duty applies');
  await priya.get('/staff');
  lacks('and Today asks nothing more of it', priya, proposal.title);
}

async function theRegister(priya, dev) {
  await priya.get('/staff/duties');
  const trust = /<option value="([0-9a-f]{32})"[^>]*>Fenmere Community Trust/.exec(priya.page.html)?.[1];
  const council = /<option value="([0-9a-f]{32})"[^>]*>Tarn Valley Council/.exec(priya.page.html)?.[1];
  const wanted = { organisation: council, name: 'Duty to consult on social care', source: 'Care Act 2014 guidance', starts: '1 April 2020', ends: '',
    clause: 'Article 12', clause_link: 'https://tarn.example/constitution/12' };
  for (const [without, words] of [[{ source: '' }, 'Say which law or guidance it rests on.'], [{ starts: 'soon' }, 'Write the date like'],
    [{ clause_link: 'javascript:alert(1)' }, 'starts with https://'], [{ ends: '1 April 2019' }, 'It cannot end before it starts.']]) {
    await priya.post('/staff/duties', { ...wanted, ...without });
    check(`refused with “${words}”, the words kept`, priya.page.status === 400 && !wanting(priya, words, 'Duty to consult on social care'), `${priya.page.status} ${wanting(priya, words)}`);
  }
  await priya.post('/staff/duties', wanted);
  shows('it is in the register', priya, 'Duty to consult on social care', 'since 1 April 2020');
  await dev.get('/about');
  shows('the public reads it on the About page', dev, 'Our duties to involve you', 'Tarn Valley Council', 'Duty to consult on social care', 'Care Act 2014 guidance', 'Since 1 April 2020', 'section 14Z45');
  check('with a link to the clause of the constitution', dev.page.html.includes('href="https://tarn.example/constitution/12"') && dev.page.html.includes('href="https://constitution.fenmere.example/part-9"'));
  await dev.get('/about?lang=cy');
  shows('in Welsh too', dev, 'Ein dyletswyddau i\'ch cynnwys', 'Ers 1 April 2020', 'Duty to consult on social care');
  await dev.get('/about?lang=en');
  const board = /<option value="([0-9a-f]{32})"[^>]*>Fenmere and Tarn Valley Integrated/.exec(priya.page.html)?.[1];
  await priya.post('/staff/duties/must-say', { organisation: board, must_say: 'no' });
  shows('the register says when no NHS body is marked', priya, 'No organisation is marked as an NHS body yet');
  await priya.post('/staff/duties/must-say', { organisation: board, must_say: 'yes' });
  lacks('and stops when one is', priya, 'No organisation is marked as an NHS body yet');
  await priya.post('/staff/duties/must-say', { organisation: trust, must_say: 'yes' });
  shows('the trust must say which duty its activities serve', priya, 'Its activities need not say it');
}

const leg = { title: 'Leg-ulcer clinics: ten questions', kind: 'survey', purpose: 'Which clinics open in the evening.', decider: 'Fenmere Community Trust',
  owner: 'Tom Hale', contact: '01632 960 170', organisation: 'Fenmere Community Trust', influence: 'involve' };

// Tom's draft is the trust's; it says no duty, and need not.
async function beforeItMust(tom) {
  await tom.get('/staff/plan');
  const at = /(\/staff\/activities\/[0-9a-f]{32})[^>]*>Leg-ulcer clinics/.exec(tom.page.html)?.[1];
  await tom.get(`${at}/edit`);
  shows('the form asks for body, duty and influence', tom, 'Whose activity is it?', 'Which duty does it serve?', 'How far can people shape it?',
    'Fenmere Community Trust: Duty to involve the public (National Health Service Act 2006, section 242(1B))');
  await tom.post(`${at}/edit`, { ...leg, version: tom.hidden().version });
  check('nobody has said that the trust must say', tom.page.path === at && !wanting(tom, 'Not said yet'), `${tom.page.status} ${tom.page.path}`);
  await tom.get('/staff');
  lacks('so Today does not ask', tom, 'it does not say which duty');
  return at;
}

async function onceItMust(tom, at) {
  await tom.get('/staff');
  shows('Today asks for its duty', tom, 'it does not say which duty of Fenmere Community Trust it serves.');
  await tom.get(at);
  shows('and it does not open without', tom, 'Needed', 'Say which duty of Fenmere Community Trust it serves, or that it is voluntary.');
  await tom.get(`${at}/edit`);
  const version = tom.hidden().version;
  await tom.post(`${at}/edit`, { ...leg, version, purpose: 'Which clinics open late.' });
  check('nor is it saved without, the words kept', tom.page.status === 400 &&
    !wanting(tom, 'Say which duty of Fenmere Community Trust it serves, or that it is voluntary.', 'Which clinics open late.'), tom.page.status);
  await tom.post(`${at}/edit`, { ...leg, version, duties: 'none' });
  check('that it is voluntary is an answer', tom.page.path === at, `${tom.page.status} ${tom.page.path}`);
  shows('and stands on its page', tom, 'None: it is voluntary', 'Involve: people are part of it throughout');
  await tom.get('/staff');
  lacks('Today no longer asks', tom, 'it does not say which duty');
}

async function whoMay(at) {
  const amina = await castMember(heed, 'amina@fenmere.example');
  await amina.get(at);
  check('an equality adviser reads who judged what', amina.page.status === 200 && !wanting(amina, 'Priya Shah', 'Tom Hale', 'Departed from'), amina.page.status);
  lacks('and changes nothing', amina, 'Judge it again', 'Change the proposal', 'Save the outcome');
  await amina.get(`${at}/significance`);
  check('not by its address either', amina.page.status === 404, amina.page.status);
  const dev = new Visitor(heed.url);
  await dev.get(at);
  check('a stranger is asked to sign in', dev.page.path.startsWith('/staff/sign-in'), dev.page.path);
  await dev.get('/staff/changes/new');
  lacks('and learns nothing', dev, proposal.title);
}

async function inPublic(dev) {
  await dev.get('/');
  const id = /\/a\/([0-9a-f]{32})[^>]*>Young people/.exec(dev.page.html)?.[1];
  await dev.get(`/a/${id}`);
  shows('the public reads how far it can shape it', dev, 'How far you can shape it', 'You are part of it throughout, and what concerns you shapes the choices.');
  await dev.get(`/a/${id}?lang=ar`);
  shows('in Arabic too', dev, 'إلى أي مدى يمكنك التأثير فيه', 'تشارك فيه من البداية إلى النهاية');
}

// The demonstration's own: judged too small at first, then again, before anybody was asked.
async function inPapers(priya) {
  await priya.get('/staff/plan');
  const at = /(\/staff\/activities\/[0-9a-f]{32})[^>]*>Stroke rehabilitation beds/.exec(priya.page.html)?.[1];
  await priya.get(at);
  shows('an activity names its proposal and its duty', priya, 'One ward for stroke rehabilitation', 'Duty to involve the public (National Health Service Act 2006, section 14Z45)');
  await priya.get(`${at}/papers/board-paper`);
  shows('the board reads what was judged, by whom', priya, 'What was judged before people were asked', 'One ward for stroke rehabilitation',
    'Judged by Priya Shah', 'The travel analysis', "Both councils' scrutiny officers see it so too.");
  lacks('the newest only', priya, 'Transport has not been looked at yet.');
  await priya.get(`${at}/papers/findings-report`);
  lacks('what is for the public has none of it', priya, 'One ward for stroke rehabilitation');
  await priya.get(`${at}/papers/evidence-bundle.zip`);
  const names = [...priya.page.bytes.toString('latin1').matchAll(/evidence\/\d+\.html/g)].map((one) => one[0]);
  check('the evidence bundle has one document more', new Set(names).size === 3, [...new Set(names)].join());
}

async function signIn(page) {
  await page.goto(`${heed.url}/staff`);
  await page.fill('[name=email]', 'priya@fenmere.example');
  await page.fill('[name=password]', 'fenmere-demonstration');
  await page.click('main button');
}

// In a browser without script: only what a form and its buttons do.
async function withoutScript() {
  const run = await start({ script: false });
  const page = await run.page();
  try {
    await signIn(page);
    await page.goto(`${heed.url}/staff/changes/new`);
    for (const field of ['title', 'owner', 'what', 'for_whom']) await page.fill(`[name=${field}]`, `Without script: ${field}`);
    await page.check('[name=kind][value=substantial_variation]');
    await page.click('main form button');
    await page.click('text=Judge it');
    for (const domain of domains) {
      await page.check(`[name="impact-${domain}"][value=none]`);
      await page.fill(`[name="evidence-${domain}"]`, 'Counted.');
    }
    await page.click('text=Keep this judgement');
    await page.check('[name=outcome][value=no]');
    await page.click('text=Save the outcome');
    const words = await page.textContent('main');
    check('without script it is judged and confirmed', words.includes('Priya Shah holds that it is not significant.'), words.slice(0, 300));
    check('and nothing was fetched from elsewhere', run.strayed().length === 0);
  } finally {
    await run.browser.close();
  }
}

async function thePages(at, activity) {
  const run = await start({ shots });
  const page = await run.page();
  try {
    await signIn(page);
    const duties = await (await page.goto(`${heed.url}/staff/duties`)).text();
    const one = /\/staff\/duties\/([0-9a-f]{32})"/.exec(duties)?.[1];
    for (const [path, name] of [['/staff', 'proposal-today'], ['/staff/changes', 'proposal-all'], ['/staff/changes/new', 'proposal-new'], [at, 'proposal'],
      [`${at}/edit`, 'proposal-edit'], [`${at}/significance`, 'proposal-significance'], [`${at}/duty`, 'proposal-duty'], ['/staff/duties', 'proposal-duties'],
      [`/staff/duties/${one}`, 'proposal-duty-edit'], [`${activity}/edit`, 'proposal-activity-edit'], [activity, 'proposal-activity'], ['/about', 'proposal-about']]) {
      await page.goto(heed.url + path);
      await run.check(page, name);
    }
    await page.goto(`${heed.url}${at}/significance`);
    await page.fill('[name="evidence-access"]', '');
    await page.click('text=Keep this judgement');
    await run.check(page, 'proposal-refused');
    await page.goto(heed.url + at);
    await page.emulateMedia({ media: 'print' });
    await run.expect('on paper nothing is left to press, and every judgement is there', async () => {
      const seen = await page.locator('main').innerText();
      for (const words of ['Priya Shah', 'Tom Hale', 'Departed from', 'Four halls within two miles of most people.', 'Two halls, both in Saltby.'])
        if (!seen.includes(words)) throw new Error(`it lacks ${words}`);
      if (await page.locator('main button:visible, main .nhsuk-button:visible').count()) throw new Error('a button is on the paper');
      if (shots) await page.screenshot({ path: join(shots, 'proposal-printed.png'), fullPage: true });
    });
  } finally {
    check('the pages are right in Chromium', await run.finish());
  }
}

try {
  const priya = await castMember(heed, 'priya@fenmere.example'), tom = await castMember(heed, 'tom@fenmere.example'), dev = new Visitor(heed.url);
  const id = await opened(priya);
  const at = `/staff/changes/${id}`;
  await judged(priya, at);
  await judgedAgain(priya, tom, at);
  await duty(priya, at);
  const activity = await beforeItMust(tom);
  await theRegister(priya, dev);
  await onceItMust(tom, activity);
  await whoMay(at);
  await inPublic(dev);
  await inPapers(priya);
  await priya.get(at);
  await priya.post(`${at}/end`, { ended_why: ' ' });
  check('to end it needs a reason', priya.page.status === 400 && !wanting(priya, 'Say why it goes no further.'), priya.page.status);
  await withoutScript();
  if (!onPostgresql) await thePages(at, activity);
  await priya.get(at);
  await priya.post(`${at}/end`, { ended_why: 'The halls were sold.' });
  shows('it goes no further, and stays to be read', priya, 'It goes no further.', 'The halls were sold.', 'Four halls within two miles of most people.');
  lacks('and nothing of it can be changed', priya, 'Judge it again', 'Change the proposal');
  check('it stops when told', (await heed.stop()) === 0);
} catch (error) {
  check('the journey went to its end', false, error.stack + heed.log().slice(-800));
  await heed.kill();
}
heed.remove();
await database?.stop();
finish();
