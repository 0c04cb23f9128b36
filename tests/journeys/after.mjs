// After the decision: a day to look again is set when it is decided and a decision without one is
// not complete; a finding goes to others' work, which says what it did; two recommendations list
// what speaks for them and against them; what was learnt reaches a peer by itself, once; and the
// list of projects is honest when it is empty.
//   node tests/journeys/after.mjs [shots] [postgresql]
import { check, finish, skip, startHeed, startMailSink, startPostgresql, Visitor } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const onPostgresql = process.argv.includes('postgresql');
const shots = process.argv.slice(2).find((word) => word !== 'postgresql') ?? null;
const database = onPostgresql ? await startPostgresql() : undefined;
if (database === null) {
  skip('After the decision on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const mail = await startMailSink();
const demo = await startHeed(['--demo', '--unsafe-disk', '--smtp', mail.url, '--mail-from', 'heed@fenmere.example',
  ...(database ? ['--database', database.url] : [])]);

async function signedIn(heed, email) {
  const person = new Visitor(heed.url);
  await person.get('/staff/sign-in');
  await person.post('/staff/sign-in', { email, password: 'fenmere-demonstration' });
  check(`${email} is signed in`, person.page.path === '/staff', `${person.page.status} ${person.page.path}`);
  return person;
}
const lettersTo = (address) => mail.letters.filter((one) => one.includes(`To: <${address}>`));
const partsOf = (letter) => letter.split('\n\n').slice(1).map((part) => Buffer.from(part.split('\n--')[0], 'base64').toString()).join('\n');
async function letterWith(address, words) {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = lettersTo(address).find((one) => partsOf(one).includes(words));
    if (found) return partsOf(found);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return '';
}

// A peer: another partnership's engagement lead, who follows everything.
async function aPeerFollows() {
  const peer = new Visitor(demo.url);
  await peer.get('/learning');
  check('what was learnt can be searched by anyone', peer.page.html.includes('Have somebody who travels by bus') && peer.page.html.includes('Where else it might apply'), peer.page.status);
  await peer.get('/learning?q=bus+timetable');
  check('a search finds it', peer.page.html.includes('Have somebody who travels by bus'));
  await peer.get('/learning?q=chiropody');
  check('and says so when nothing fits', peer.page.html.includes('Nothing that was learnt has all of these words.'));
  await peer.get('/told/everything');
  await peer.post('/told/everything', { way: 'email', email: 'peer@westmoor.example', language: 'en' });
  const path = /\/told\/confirm\/\w+/.exec(await letterWith('peer@westmoor.example', '/told/confirm/'))?.[0];
  await peer.get(path);
  await peer.post(path);
  check('the peer follows everything', peer.page.html.includes('We will let you know'), peer.page.status);
}

async function sentToWork(priya, id, finding) {
  const at = `/staff/activities/${id}/response/${finding}/workstreams`;
  await priya.get(at);
  check('from the finding one reaches where it was sent', priya.page.html.includes('Rural bus contracts') && priya.page.html.includes('It changed something'), priya.page.status);
  await priya.post(at, { to: '', organisation: 'Saltby Council', name: '', lead: 'Ann', why: 'It runs the car park.' });
  check('a workstream without a name is refused, the words kept', priya.page.status === 400 && priya.page.html.includes('It runs the car park.'), priya.page.status);
  await priya.post(at, { to: '', organisation: 'Saltby Council', name: 'Town centre transport', lead: 'Ann', why: 'It runs the bus station.' });
  check('it is sent', priya.page.status === 200 && priya.page.html.includes('Saltby Council: Town centre transport') && priya.page.html.includes('No answer yet'), priya.page.status);
  const workstream = /\/staff\/workstreams\/([0-9a-f]{32})"[^>]*>Saltby Council: Town centre/.exec(priya.page.html)?.[1];
  await priya.post(`${at}/said`, { workstream, seen: '0', influence: 'changed', words: ' ' });
  check('what came of it needs words', priya.page.status === 400, priya.page.status);
  await priya.post(`${at}/said`, { workstream, seen: '0', influence: 'changed', words: 'The station has a shelter now.' });
  check('what it did is kept', priya.page.html.includes('The station has a shelter now.'), priya.page.status);
  await priya.post(`${at}/said`, { workstream, seen: '0', influence: 'not_changed', words: 'I was slower.' });
  check('two at once: the second is told, the words kept', priya.page.status === 409 && priya.page.html.includes('I was slower.'), priya.page.status);
  await priya.get(`/staff/workstreams/${workstream}`);
  check('and from the workstream back to the finding', priya.page.html.includes('The last bus goes at 4.40'), priya.page.status);
  const dev = new Visitor(demo.url);
  await dev.get(`/what-happened/${id}`);
  check('the public reads what the work did', ['Work it was sent to', 'The station has a shelter now.', 'From April every contract has a last bus'].every((words) => dev.page.html.includes(words)), dev.page.status);
  check('and which decision had it before it', dev.page.html.includes('had this before it when it decided'));
}

async function recommended(priya, id) {
  const at = `/staff/activities/${id}/recommendations`;
  await priya.get(at);
  const findings = [...priya.page.html.matchAll(/name="finding" value="([0-9a-f]{32})"/g)].map((m) => m[1]);
  const [one, two] = [...new Set(findings)];
  await priya.post(at, { words: 'Ask again in a year', finding: one });
  check('a recommendation that nothing speaks for or against is refused, the words kept', priya.page.status === 400 && priya.page.html.includes('Ask again in a year'), priya.page.status);
  const csrf = priya.hidden().csrf;
  const fields = new URLSearchParams([['csrf', csrf], ['words', 'Ask again in a year'], ['finding', one], [`speaks-${one}`, 'for'], ['finding', two], [`speaks-${two}`, 'against']]);
  await priya.ask(at, { method: 'POST', body: fields });
  check('it lists what speaks for it and against it', priya.page.status === 200 && priya.page.html.includes('Ask again in a year') && priya.page.html.includes('Speaks against it'), priya.page.status);
}

// It comes to the board again, as another paper: what was decided is decided once.
async function decidedAgain(sue, id) {
  await sue.get('/staff/meetings');
  const meeting = /\/staff\/meetings\/([0-9a-f]{32})"[^>]*>Partnership board/.exec(sue.page.html)?.[1];
  await sue.get(`/staff/meetings/${meeting}`);
  await sue.post(`/staff/meetings/${meeting}/papers`, { title: 'A second year', activity: id, asked: 'Decide on a second year.', voice_section: 'It is full on most days.' });
  const number = Math.max(...[...sue.page.html.matchAll(/papers\/(\d+)"/g)].map((m) => Number(m[1])));
  const paper = `/staff/meetings/${meeting}/papers/${number}`;
  await sue.get(paper);
  check('the paper lists the recommendation with what speaks for and against', sue.page.html.includes('Ask again in a year') && sue.page.html.includes('Speaks for it'), sue.page.status);
  const pack = sue.hidden().pack;
  const gap = /name="gap-([0-9a-f]{32})"/.exec(sue.page.html)?.[1];
  const decided = { pack, decided: 'The shuttle runs for a second year.', reasons: 'It is full.', options: '', conditions: '', interests: '',
    ...(gap ? { [`gap-${gap}`]: 'It comes in the autumn.' } : {}) };
  await sue.post(`${paper}/decide`, { ...decided, evaluate_by: 'soon', aims: 'People get home', measures: 'Passengers' });
  check('a day that is none is refused, the words kept', sue.page.status === 400 && sue.page.html.includes('It is full.') && sue.page.html.includes('People get home'), sue.page.status);
  await sue.post(`${paper}/decide`, { ...decided, evaluate_by: '1 May 2020', aims: 'People get home', measures: 'Passengers' });
  check('a day that is past is refused', sue.page.status === 400 && sue.page.html.includes('after today'), sue.page.status);
  await sue.post(`${paper}/decide`, { ...decided, evaluate_by: '1 May 2032', aims: '', measures: '' });
  check('a day without what it is judged by is refused', sue.page.status === 400 && sue.page.html.includes('judged by'), sue.page.status);
  await sue.post(`${paper}/decide`, { ...decided, evaluate_by: '1 May 2032', aims: 'People get home', measures: 'Passengers each month' });
  const decision = /^\/decisions\/([0-9a-f]{32})$/.exec(sue.page.path)?.[1];
  check('it is decided', Boolean(decision), `${sue.page.status} ${sue.page.path}`);
  check('the decision leads back to what people had said', sue.page.html.includes('What people had said') && sue.page.html.includes(`/what-happened/${id}#finding-`), sue.page.status);
  check('and says when and by what it is looked at again', sue.page.html.includes('Passengers each month') && sue.page.html.includes('1 May 2032'));
  return decision;
}

async function lookedAtAgain(priya, decision) {
  await priya.get('/staff');
  check('Today lists what is to be looked at again', priya.page.html.includes('Decisions to look at again') && priya.page.html.includes(decision), priya.page.status);
  const at = `/staff/decisions/${decision}/evaluation`;
  await priya.get(at);
  const boxes = [...priya.page.html.matchAll(/<textarea [^>]*name="(evidence-\d+)"/g)].map((m) => m[1]);
  check('the aim and every concern is asked after', boxes.length > 3 && priya.page.html.includes('Is this concern met?'), boxes.length);
  const all = Object.fromEntries(boxes.flatMap((box) => [[box, 'Counted in October.'], [box.replace('evidence', 'judged'), 'partly']]));
  const seen = priya.hidden().seen;
  await priya.post(at, { ...all, seen, [boxes[1].replace('evidence', 'judged')]: '', words: 'A later bus on Sundays.' });
  check('a concern left out is refused, the words kept', priya.page.status === 400 && priya.page.html.includes('A later bus on Sundays.') && priya.page.html.includes('Counted in October.'), priya.page.status);
  await priya.post(at, { ...all, seen, words: 'A later bus on Sundays.' });
  check('the public reads what was found beside what it is judged by', priya.page.path === `/decisions/${decision}` &&
    ['Passengers each month', 'What was found on', 'In part', 'Counted in October.', 'A later bus on Sundays.'].every((words) => priya.page.html.includes(words)), `${priya.page.status} ${priya.page.path}`);
}

async function learnt(priya, id) {
  const at = `/staff/activities/${id}/learning`;
  await priya.get(at);
  await priya.post(at, { which: '-new', words: '', evidence: 'Kept words', elsewhere: '', topics: '' });
  check('nothing learnt is refused, the words kept', priya.page.status === 400 && priya.page.html.includes('Kept words'), priya.page.status);
  await priya.post(at, { which: '-new', words: 'Ring people who have aphasia; do not write.', evidence: 'Eleven of twelve talked to us by phone.', elsewhere: 'Any survey about strokes.', topics: 'aphasia' });
  const one = /learning\/([0-9a-f]{32})\/publish/.exec(priya.page.html)?.[1];
  check('it is written down', Boolean(one), priya.page.status);
  const dev = new Visitor(demo.url);
  await dev.get('/learning');
  check('and is not public yet', !dev.page.html.includes('Ring people who have aphasia'));
  await priya.post(`${at}/${one}/publish`, { version: '1' });
  await dev.get('/learning?q=aphasia');
  check('published, anyone finds it', dev.page.html.includes('Ring people who have aphasia'), `${priya.page.status} ${dev.page.status}`);
  const letter = await letterWith('peer@westmoor.example', 'Ring people who have aphasia');
  check('and the peer hears of it by itself, with where else it might apply', letter.includes('Any survey about strokes.'), letter.slice(0, 300));
  await new Promise((resolve) => setTimeout(resolve, 6000));  // Heed looks again.
  check('once', lettersTo('peer@westmoor.example').filter((l) => partsOf(l).includes('Ring people who have aphasia')).length === 1);
}

async function theProjects() {
  const leah = new Visitor(demo.url);
  await leah.get('/projects');
  check('every live project is listed by itself', ['Open now: have your say', 'Being read and decided', 'Decided, and being done', 'Stroke rehabilitation beds'].every((words) => leah.page.html.includes(words)), leah.page.status);
  check('and no draft', !leah.page.html.includes('Leg-ulcer clinics'));
  const empty = await startHeed(['--unsafe-disk', '--partnership', 'Tarn Partnership', '--prefix', 'TP']);
  try {
    await leah.get('/');
    const dev = new Visitor(empty.url);
    await dev.get('/projects');
    check('with none it says so, and what one can still do', dev.page.status === 200 && dev.page.html.includes('Nothing is under discussion with local people just now.') && dev.page.html.includes('/something-else'), dev.page.status);
    check('and has no empty heading', !/<h2[^>]*>(Open now|Coming up|Being read)/.test(dev.page.html));
  } finally {
    await empty.stop();
    empty.remove();
  }
}

async function thePages(id, finding, decision) {
  const run = await start({ shots });
  const page = await run.page();
  try {
    await page.goto(`${demo.url}/staff`);
    await page.fill('[name=email]', 'priya@fenmere.example');
    await page.fill('[name=password]', 'fenmere-demonstration');
    await page.click('main button');
    for (const [path, name] of [[`/staff/activities/${id}/response/${finding}/workstreams`, 'after-workstreams'], ['/staff/workstreams', 'after-workstreams-all'],
      [`/staff/decisions/${decision}/evaluation`, 'after-evaluation'], [`/staff/activities/${id}/learning`, 'after-learning'], [`/decisions/${decision}`, 'after-decision'],
      ['/learning', 'after-public-learning'], ['/projects', 'after-projects'], [`/what-happened/${id}`, 'after-happened']]) {
      await page.goto(demo.url + path);
      await run.check(page, name);
    }
  } finally {
    check('the pages are right in Chromium', await run.finish());
  }
}

try {
  await aPeerFollows();
  const priya = await signedIn(demo, 'priya@fenmere.example'), sue = await signedIn(demo, 'sue@fenmere.example');
  await priya.get('/what-happened');
  const id = /\/what-happened\/([0-9a-f]{32})"[^>]*>Stroke rehabilitation beds/.exec(priya.page.html)?.[1];
  await priya.get(`/staff/activities/${id}/response`);
  const finding = /response\/([0-9a-f]{32})"[^>]*>The last bus goes at 4\.40/.exec(priya.page.html)?.[1];
  check('the demonstration has Mr Holt’s finding', Boolean(id && finding), priya.page.status);
  await sentToWork(priya, id, finding);
  await recommended(priya, id);
  const decision = await decidedAgain(sue, id);
  await lookedAtAgain(priya, decision);
  await learnt(priya, id);
  await theProjects();
  if (!onPostgresql) await thePages(id, finding, decision);
  check('it stops when told', (await demo.stop()) === 0);
} catch (error) {
  check('the journey went to its end', false, error.stack + demo.log().slice(-800));
  await demo.kill();
}
demo.remove();
mail.stop();
await database?.stop();
finish();
