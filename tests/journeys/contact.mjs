// Reaching the people behind it: Marie asks in private and has her answer by mail; Priya logs a call
// in one page and within a minute, and finds it again by whom it was with; nothing of it is public.
//   node tests/journeys/contact.mjs [shots] [postgresql]
import { check, finish, skip, startHeed, startMailSink, startPostgresql, Visitor } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const database = process.argv.includes('postgresql') ? await startPostgresql() : undefined;
if (database === null) {
  skip('Contact on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const shots = process.argv[2] && process.argv[2] !== 'postgresql' ? process.argv[2] : null;
const mail = await startMailSink();
const heed = await startHeed(['--partnership', 'Fenmere Partnership', '--prefix', 'FM', '--unsafe-disk',
  '--smtp', mail.url, '--mail-from', 'heed@fenmere.example', '--phone', '01632 960 123',
  '--email', 'hello@fenmere.example', '--post', 'Mill House\\nTarn', ...(database ? ['--database', database.url] : [])]);

const priya = new Visitor(heed.url);
const link = /\/staff\/link\/\S+/.exec(heed.said())[0];
await priya.get(link);
await priya.post(link, { name: 'Priya Shah', email: 'priya@fenmere.example', password: 'a long enough password' });

// --- Marie asks ----------------------------------------------------------------------------------
const marie = new Visitor(heed.url);
await marie.get('/');
check('every page leads to how to reach us', marie.page.html.includes('href="/contact"'));
await marie.get('/contact');
for (const way of ['01632 960 123', 'mailto:hello@fenmere.example', 'Mill House'])
  check(`it says ${way}`, marie.page.html.includes(way), marie.page.status);
await marie.post('/contact', { words: '', reply: 'email', email: 'marie@post.example' });
check('nothing is no question, and her address is kept', marie.page.status === 400 &&
  marie.page.html.includes('Write your question.') && marie.page.html.includes('marie@post.example'), marie.page.status);
await marie.post('/contact', { words: 'Is there parking? <b>', reply: 'email', email: 'marie' });
check('an address that is none is said, and her words are kept', marie.page.status === 400 &&
  marie.page.html.includes('in the correct format') && marie.page.html.includes('Is there parking? &lt;b&gt;'), marie.page.status);
await marie.post('/contact', { words: 'Is there parking? <b>', who: 'Marie', reply: 'email', email: 'marie@post.example' });
check('she is told that it has come', marie.page.html.includes('We have your question'), marie.page.path);
await marie.get('/staff/enquiries');
check('and cannot read what others ask', !marie.page.html.includes('parking'));
const silent = new Visitor(heed.url);
await silent.get('/contact');
await silent.post('/contact', { words: 'No answer needed.', reply: 'none' });
check('nobody has to give an address', silent.page.html.includes('We have your question'), silent.page.status);

// --- Priya answers -------------------------------------------------------------------------------
await priya.get('/staff/enquiries');
check('it waits, first', priya.page.html.includes('1 waits for an answer.') && priya.page.html.includes('Waiting'), priya.page.status);
const one = /\/staff\/enquiries\/[0-9a-f]{32}(?="[^>]*>Is there parking)/.exec(priya.page.html)?.[0];
check('and leads to its page', Boolean(one));
await priya.get(one);
check('with her address, for those who answer', priya.page.html.includes('marie@post.example'), priya.page.status);
await priya.post(`${one}/answer`, { answer: ' ' });
check('an answer has words', priya.page.html.includes('Write the answer.'), priya.page.status);
await priya.post(`${one}/answer`, { answer: 'Yes – behind the mill.' });
check('it is answered', priya.page.html.includes('Answered') && priya.page.html.includes('behind the mill'), priya.page.status);
await priya.post(`${one}/answer`, { answer: 'Twice' });
check('once', priya.page.html.includes('meanwhile') && !priya.page.html.includes('Twice</p>'), priya.page.status);
for (let tries = 0; tries < 100 && mail.letters.length === 0; tries += 1) await new Promise((resolve) => setTimeout(resolve, 100));
check('one letter goes to her', mail.letters.length === 1 && /^To: <marie@post\.example>/m.test(mail.letters[0]), mail.letters.length);
const words = mail.letters.flatMap((letter) => letter.split('\n\n').slice(1)).map((part) => Buffer.from(part.split('\n--')[0], 'base64').toString()).join('\n');
check('with the answer and her question', words.includes('Yes – behind the mill.') && words.includes('Is there parking? <b>'), words);

// --- A call, logged by keyboard ------------------------------------------------------------------
const run = await start({ shots });
async function seat(browser, who) {
  const page = await browser.page();
  for (const [name, value] of who?.cookies ?? []) await page.context().addCookies([{ name, value, url: heed.url }]);
  return page;
}
const desk = await seat(run, priya), visitor = await seat(run);
async function look(page, path, name) {
  await page.goto(heed.url + path);
  await run.check(page, name);
}
const began = Date.now();
await desk.goto(`${heed.url}/staff`);
await desk.locator('main a', { hasText: 'Log a call or a meeting' }).press('Enter');
await desk.getByLabel('Who was it?').focus();
await desk.keyboard.type('Fenmere Carers');
await desk.keyboard.press('Tab');
await desk.keyboard.press('ArrowDown');  // From a call to a meeting.
await desk.keyboard.press('Tab');
await desk.keyboard.type('They want clinics in the evening, and a lift.');
await desk.keyboard.press('Tab');
await desk.keyboard.press('Enter');  // The day stands there already.
await desk.waitForURL(/enquiries\/[0-9a-f]{32}$/);
check('a meeting is logged in under a minute, by keyboard, on one page', Date.now() - began < 60_000, Date.now() - began);
check('as the meeting that it was, by whoever kept it', /Meeting[\s\S]*Fenmere Carers[\s\S]*Priya Shah/.test(await desk.textContent('main')), await desk.textContent('main'));
await priya.get('/staff/enquiries?containing=carers');
check('it is found by whom it was with', priya.page.html.includes('a lift') && !priya.page.html.includes('parking'), priya.page.status);
await priya.post('/staff/enquiries', { who: 'Mr Holt', way: 'phone', words: 'Ring me', day: 'the day after', reply: 'phone', reply_to: '' });
check('a day that is none is said, all else kept', priya.page.html.includes('Write the date like') && priya.page.html.includes('Mr Holt') && priya.page.html.includes('Ring me'), priya.page.status);
await priya.post('/staff/enquiries', { who: 'Mr Holt', way: 'phone', words: 'Ring me', day: '', reply: 'phone', reply_to: '' });
check('who wants to be rung gives a number', priya.page.html.includes('Enter the number that we should ring.'), priya.page.status);
await priya.post('/staff/enquiries', { who: 'Mr Holt', way: 'phone', words: 'Ring me', day: '', reply: 'phone', reply_to: '01632 960 555' });
const call = priya.page.path;
await priya.post('/staff/enquiries', { who: 'Mr Holt', way: 'meeting', words: 'In summer', day: '5 June 2026' });
check('a day in summer is the day that was typed', priya.page.html.includes('5 June 2026'), priya.page.path);
await priya.get('/staff/enquiries');
await priya.post('/staff/enquiries', { who: 'Nobody', way: 'meeting', words: '', day: '' });
check('a log without words is told so in the words of who logs', priya.page.html.includes('Write what they said.') && priya.page.html.includes('Nobody'), priya.page.status);
await priya.get('/staff');
check('Today says that somebody waits', priya.page.html.includes('1 waits for an answer.'), priya.page.status);

await look(visitor, '/contact', 'contact');
await look(visitor, '/contact?lang=ar', 'contact-ar');
await look(desk, '/staff/enquiries', 'enquiries');
await look(desk, one, 'enquiry-answered');
await look(desk, call, 'enquiry-waiting');
await priya.get(call);
await priya.post(`${call}/remove`);
await priya.get(call);
check('what is removed is gone', priya.page.status === 404, priya.page.status);
check('no word and no address is in the log', !/marie|parking|960 555/.test(heed.said()));

check('every page looked at by axe', await run.finish());
await heed.stop();
mail.stop();
if (database) await database.stop();
heed.remove();
finish();
