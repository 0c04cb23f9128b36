// What comes by other ways than the web: Priya types a phone call, a batch of paper forms, a letter
// with three points, an e-mail from its file and the notes of a lunch club; Tom types one sheet again
// without seeing hers. A late letter, a covered name, something set aside and put back, a complaint
// passed on; and the counts add up at the end. Entry pages by keyboard and without script.
//   node tests/journeys/channels.mjs [shots] [postgresql]
import { execFileSync } from 'node:child_process';
import { binary, check, decode, finish, skip, startHeed, startPostgresql, Visitor } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const database = process.argv.includes('postgresql') ? await startPostgresql() : undefined;
if (database === null) {
  skip('Every channel on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const shots = process.argv[2] && process.argv[2] !== 'postgresql' ? process.argv[2] : null;
const heed = await startHeed(['--partnership', 'Fenmere Partnership', '--prefix', 'FM', '--unsafe-disk',
  ...(database ? ['--database', database.url] : [])]);

const priya = new Visitor(heed.url);
const link = /\/staff\/link\/\S+/.exec(heed.said())[0];
await priya.get(link);
await priya.post(link, { name: 'Priya Shah', email: 'priya@fenmere.example', password: 'a long enough password' });
const tom = new Visitor(heed.url);
const invited = /\/staff\/link\/[^\s"]+/.exec(execFileSync(binary, ['user', '--data', heed.data, 'add', 'Tom Hale', 'tom@trust.example', '--role', 'engagement_lead'], { encoding: 'utf8' }))[0];
await tom.get(invited);
await tom.post(invited, { name: 'Tom Hale', email: 'tom@trust.example', password: 'another long password' });

await priya.get('/staff/plan/new');
await priya.post('/staff/plan/new', {
  title: 'Evening clinics', kind: 'survey', purpose: 'When clinics run.', decided: 'Nothing.', decider: 'The board',
  owner: 'Priya', contact: '01632 960 170', closes: '2031-01-31', hear_by: '2031-03-31',
});
const id = /\/staff\/activities\/([0-9a-f]{32})/.exec(priya.page.path)[1];
const at = (more) => `/staff/activities/${id}/${more}`;
await priya.get(at('questions'));
await priya.post(at('questions/do'), { version: /name="version" value="(\d+)"/.exec(priya.page.html)?.[1] ?? '0', action: 'section', title: 'Getting home' });
await priya.get(`${at('questions/new')}?kind=long_text&section=0`);
await priya.post(at('questions/new'), { ...priya.hidden(), kind: 'long_text', section: '0', text: 'How do you get home?' });
await priya.get(`${at('questions/new')}?kind=choose_one&section=0`);
await priya.post(at('questions/new'), { ...priya.hidden(), kind: 'choose_one', section: '0', text: 'How do you travel?', choices: 'By bus\nBy car\n' });
await priya.get(at('').slice(0, -1));
await priya.post(at('open'));
check('it is open', priya.page.status === 200, priya.page.status);

// Everybody who may not: a stranger, and an adviser who reads only.
const dev = new Visitor(heed.url);
await dev.get(at('add/phone'));
check('a stranger is sent to sign in', dev.page.html.includes('Sign in') && !dev.page.html.includes('Read this out'));

const run = await start({ shots });
const plain = await start({ shots, script: false });
async function seat(browser, who) {
  const page = await browser.page();
  for (const [name, value] of who.cookies) await page.context().addCookies([{ name, value, url: heed.url }]);
  return page;
}
const desk = await seat(run, priya);
const typing = await seat(plain, priya);
async function look(path, name) {
  await desk.goto(heed.url + path);
  await run.check(desk, name);
}
const main = async (page) => page.textContent('main');
const reference = (text) => /FM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/.exec(text)?.[0];
async function press(page, selector) {
  await Promise.all([page.waitForLoadState('load'), page.waitForNavigation(), page.click(selector)]);
}
const keep = 'main form button.nhsuk-button:not([name])';

// --- A phone call --------------------------------------------------------------------------------
await look('/staff', 'channels-today');
await look('/staff/add', 'channels-which');
await look(at('add'), 'channels-ways');
await look(at('add/phone'), 'channels-phone');
await typing.goto(heed.url + at('add/phone'));
await typing.fill('[name=q1]', 'My daughter fetches me. Ring her on 07700 900123');
await press(typing, keep);
check('without the consent words nothing is kept, and what was typed stands there',
  (await main(typing)).includes('Read the words out') && (await typing.inputValue('[name=q1]')).includes('My daughter'));
await typing.check('[name=consent]');
await typing.check('[name=sort][value=experience]');
// By keyboard alone from the last box to the end.
await typing.check('[name=q2][value=by-car]');
await typing.focus('[name=q2][value=by-car]');
await typing.keyboard.press('Tab');
await Promise.all([typing.waitForNavigation(), typing.keyboard.press('Enter')]);
const phone = reference(await main(typing));
const privatePart = await typing.textContent('.heed-code');
check('the call is kept with a reference to read out', Boolean(phone), await main(typing));
await dev.get('/follow');
await dev.post('/follow', { reference: phone });
check('the reference follows it in public, without a word', dev.page.status === 200 && !dev.page.html.includes('My daughter'), dev.page.status);

// --- Paper, one sheet after another ---------------------------------------------------------------
const scan = { name: 'sheet.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 a scan of the sheet') };
await look(at('add/paper'), 'channels-paper');
await typing.goto(heed.url + at('add/paper'));
for (const words of ['The bus at 4.40', 'I walk', 'A taxi, when I can pay']) {
  await typing.fill('[name=q1]', words);
  if (words.startsWith('The bus')) await typing.setInputFiles('[name=original]', scan);
  await press(typing, keep);
  check(`“${words}” is kept and the next sheet is there`, (await main(typing)).includes('Write the reference on the sheet') && (await typing.inputValue('[name=q1]')) === '');
}
await look(at('add/paper/sheets'), 'channels-sheets');
await priya.get(at('add/paper/sheets'));
const sheet = /add\/paper\/sheets\/([0-9a-f]{32})">Sheet 1</.exec(priya.page.html)?.[1];
check('the first sheet is in the sample', Boolean(sheet) && priya.page.html.includes('To be entered again'));
await priya.get(at(`add/paper/sheets/${sheet}`));
check('whoever typed it first may not type it again', decode(priya.page.html).includes('Somebody else must enter it again') && !priya.page.html.includes('name="q1"'));
await priya.get(at(`add/original/${sheet}/0`));
check('the scan is kept as it came', priya.page.bytes.toString() === '%PDF-1.4 a scan of the sheet', priya.page.status);
const second = await seat(await start({ shots, script: false }), tom);
await second.goto(heed.url + at(`add/paper/sheets/${sheet}`));
check('the second person sees nothing of the first entry', !(await main(second)).includes('4.40') && (await second.inputValue('[name=q1]')) === '');
await second.fill('[name=q1]', 'The bus at 4.10');
await press(second, keep);
check('both entries stand side by side', (await main(second)).includes('The bus at 4.40') && (await main(second)).includes('The bus at 4.10'), await main(second));
await look(at(`add/paper/sheets/${sheet}`), 'channels-differences');
await press(second, keep);
check('nothing is chosen for anybody', (await main(second)).includes('Choose which of the two'));
await second.check('[name=d1][value=second]');
await press(second, keep);
check('it is settled', (await main(second)).includes('Settled'), await main(second));
await priya.get(at(`add/original/${sheet}/0`));
check('and the scan is still there', priya.page.bytes.toString().startsWith('%PDF'), priya.page.status);
await second.context().browser().close();

// --- A letter with three points ------------------------------------------------------------------
await look(at('add/letter'), 'channels-letter');
await typing.goto(heed.url + at('add/letter'));
await typing.fill('[name=whole]', 'Dear all,\n\nMy name is Edith Marlowe and the last bus goes at five.\n\nThe nurse was very kind to me.\n\nWhy not ask the drivers?');
await press(typing, keep);
check('its pieces are proposed', (await typing.inputValue('[name=part-3]')) === 'The nurse was very kind to me.', await main(typing));
await typing.fill('[name=part-1]', '');
await typing.selectOption('[name=answers-2]', { label: 'How do you get home?' });
await typing.selectOption('[name=sort-3]', 'experience');
await typing.selectOption('[name=sort-4]', 'view');
await typing.fill('[name=received]', 'the day before');
await press(typing, 'main form button.nhsuk-button:not([name])');
check('a date that is none is said, all parts kept', (await main(typing)).includes('Write the date like') && (await typing.inputValue('[name=part-4]')) === 'Why not ask the drivers?');
await typing.fill('[name=received]', '2 March 2026');
await typing.check('[name=whom][value=group]');
await typing.fill('[name=whom-group-name]', 'Fenmere Carers');
await typing.fill('[name=whom-group-many]', 'thirty');
await typing.fill('[name=whom-group-asked]', 'At our meeting in May');
await press(typing, keep);
check('how many a group speaks for is a number, and what was typed is kept',
  (await main(typing)).includes('in numbers, like 34') && (await typing.inputValue('[name=whom-group-asked]')) === 'At our meeting in May', await main(typing));
await typing.fill('[name=whom-group-many]', '34');
await press(typing, keep);
check('the letter is one response', Boolean(reference(await main(typing))), await main(typing));
await priya.get(`${at('responses')}?from=group`);
check('what is said for a group is found by itself, with its name, its size and how it was asked',
  priya.page.html.includes('for Fenmere Carers') && priya.page.html.includes('speaks for 34 people') &&
  priya.page.html.includes('asked by: At our meeting in May') &&
  priya.page.html.includes('3 comments'), priya.page.html.match(/\d+ comments?/)?.[0]);
await priya.get(`${at('responses')}?from=person&sort=experience`);
check('and is not among what people said for themselves', !priya.page.html.includes('Fenmere Carers'), priya.page.status);

// --- An e-mail from its file ---------------------------------------------------------------------
const eml = ['From: Gwen <gwen@post.example>', 'To: voice@fenmere.example', 'Subject: =?utf-8?Q?Clinics_=E2=80=93_late?=',
  'Date: Thu, 5 Mar 2026 14:10:00 +0000', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=x', '', '--x',
  'Content-Type: text/html; charset=utf-8', '', '<p>Evenings suit <b>carers</b>.</p><script>alert(1)</script><p>Mornings do not.</p>', '--x',
  'Content-Type: application/pdf; name=plan.pdf', 'Content-Disposition: attachment; filename=plan.pdf', 'Content-Transfer-Encoding: base64', '',
  Buffer.from('%PDF-1.4 a plan').toString('base64'), '--x',
  'Content-Type: application/zip', 'Content-Disposition: attachment; filename=all.zip', '', 'PK', '--x--', ''].join('\r\n');
await typing.goto(heed.url + at('add/email'));
await typing.setInputFiles('[name=mail]', { name: 'x.eml', mimeType: 'message/rfc822', buffer: Buffer.from('not a mail at all') });
await press(typing, keep);
check('what is no e-mail is said', (await main(typing)).includes('There is a problem'), await main(typing));
await typing.setInputFiles('[name=mail]', { name: 'x.eml', mimeType: 'message/rfc822', buffer: Buffer.from(eml) });
await press(typing, keep);
check('its subject, date, words and files are read',
  (await typing.inputValue('[name=source]')) === 'Clinics – late' && (await typing.inputValue('[name=said]')).includes('2026') &&
  (await typing.inputValue('[name=part-1]')).includes('Evenings suit carers') && (await main(typing)).includes('plan.pdf'), await main(typing));
check('what cannot be kept is named', (await main(typing)).includes('Left out: all.zip'));
check('nothing of its script is there', !(await main(typing)).includes('alert'));
await desk.goto(heed.url + at('add/email'));
await run.check(desk, 'channels-email');
await desk.fill('[name=whole]', 'First.\n\nSecond.');
await press(desk, keep);
await run.check(desk, 'channels-parts');
await press(desk, '[value=another]');
check('one more part at a press', (await desk.inputValue('[name=part-2]')) === 'Second.' && (await desk.$('[name=part-3]')) !== null);
await press(desk, '[value=discard]');
check('and it can be thrown away', (await desk.inputValue('[name=whole]')) === '');
await press(typing, keep);
check('the e-mail is kept', Boolean(reference(await main(typing))), await main(typing));

// --- Notes of an event ---------------------------------------------------------------------------
await typing.goto(heed.url + at('add/event'));
await typing.fill('[name=whole]', 'The shelter leaks.\n\nOne man waits an hour.\n\nYou people are all idiots.');
await press(typing, keep);
await typing.fill('[name=attended]', 'many');
await typing.fill('[name=source]', 'Lunch club');
await typing.fill('[name=place]', 'Village hall');
await press(typing, keep);
check('a head count in words is said', (await main(typing)).includes('whole number'));
await typing.fill('[name=attended]', '34');
await press(typing, keep);
check('the notes are kept', Boolean(reference(await main(typing))), await main(typing));
await typing.goto(heed.url + at('add/social'));
await typing.fill('[name=whole]', 'Bring back the evening clinic!!');
await press(typing, keep);
await press(typing, keep);
check('a comment from social media is kept', Boolean(reference(await main(typing))));

// --- Late ----------------------------------------------------------------------------------------
await desk.goto(heed.url + at('edit'));
const yesterday = new Date(Date.now() - 24 * 3600_000).toISOString().slice(0, 10);
await desk.fill('[name=closes]', yesterday);
await desk.fill('[name=why]', 'The report was due.');
await press(desk, 'main form button.nhsuk-button:not([name])');
check('the closing day is changed', desk.url().endsWith(id), `${desk.url()} ${await main(desk)}`);
await typing.goto(heed.url + at('add/letter'));
await typing.fill('[name=whole]', 'I only heard of it today.');
await press(typing, keep);
await press(typing, keep);
check('what reached us after the closing day is kept as late', (await main(typing)).includes('kept as late'), await main(typing));
await priya.get(at('moderate'));
const late = /moderate\/([0-9a-f]{32})">FM-[^<]*<\/a>/.exec(priya.page.html)?.[1];
check('it waits', Boolean(late) && priya.page.html.includes('Not decided yet'));
await priya.get(at(`moderate/${late}`));
await priya.post(at(`moderate/${late}`), { then: 'leave-out', reason: '' });
check('leaving it out needs a reason', priya.page.status === 400 && priya.page.html.includes('Say why'), priya.page.status);
await priya.post(at(`moderate/${late}`), { then: 'leave-out', reason: 'The report was written.' });
await dev.get(`/a/${id}`);
check('the reason is said in public', decode(dev.page.html).includes('The report was written.') && !dev.page.html.includes('I only heard'), dev.page.status);

// --- Personal details ----------------------------------------------------------------------------
for (let tries = 0; tries < 40; tries += 1) {
  await priya.get(at('moderate'));
  if ((priya.page.html.match(/<mark>/g) ?? []).length >= 2) break;
  await new Promise((resolve) => setTimeout(resolve, 250));
}
check('a phone number and a name are proposed in their words', priya.page.html.includes('<mark>07700 900123</mark>') && /<mark>[^<]*Edith Marlowe<\/mark>/.test(priya.page.html), priya.page.html.match(/<mark>[^<]*/g));
await look(at('moderate'), 'channels-moderate');
await tom.get(at('responses'));
check('others read what is covered', decode(tom.page.html).includes('Ring her on [phone]') && !tom.page.html.includes('07700'));
await dev.get('/follow');
await dev.post('/follow', { reference: phone, private: privatePart });
check('whoever has the private part reads their own words uncovered', dev.page.html.includes('07700 900123'), dev.page.status);
const ruling = (then) => {
  const form = decode(priya.page.html).split('<form').map((f) => f.split('</form>')[0]).find((f) => f.includes('07700 900123') && f.includes('name="mask"'));
  return { voice: /name="voice" value="([0-9a-f]{32})"/.exec(form)[1], mask: /name="mask" value="(\d+)"/.exec(form)[1], then };
};
await priya.get(at('moderate'));
const phoneRuling = ruling('show');
await priya.post(at('moderate'), phoneRuling);
await tom.get(at('responses'));
check('a proposal that is turned down is shown again', tom.page.html.includes('07700 900123'));
const call = /moderate\/([0-9a-f]{32})/.exec(decode(tom.page.html).slice(decode(tom.page.html).indexOf('07700')))[1];
await priya.get(at(`moderate/${call}`));
await priya.post(at(`moderate/${call}`), { ...phoneRuling, then: 'cover' });
await priya.post(at(`moderate/${call}`), { voice: phoneRuling.voice, then: 'by-hand', words: 'My daughter', kind: 'covered' });
await tom.get(at('responses'));
check('and covered again, with more by hand', decode(tom.page.html).includes('[covered] fetches me. Ring her on [phone]'), priya.page.status);
await look(at(`moderate/${call}`), 'channels-one');
await priya.get(at(`moderate/${call}`));
await priya.post(at(`moderate/${call}`), { then: 'pass-on', route: 'complaint', to: 'PALS', note: 'About transport' });
await priya.get('/staff');
check('what was passed on is on Today with its day', decode(priya.page.html).includes('A complaint, passed to PALS'), priya.page.status);

// --- Set aside, and put back ---------------------------------------------------------------------
await tom.get(at('responses'));
const event = /moderate\/([0-9a-f]{32})/.exec(tom.page.html.slice(tom.page.html.indexOf('all idiots')))[1];
await priya.get(at(`moderate/${event}`));
await priya.post(at(`moderate/${event}`), { then: 'set-aside', why: 'abuse', reason: 'Calls people names.' });
await tom.get(at('responses'));
check('what is set aside is read by nobody', !tom.page.html.includes('all idiots') && !tom.page.html.includes('shelter leaks'));
await tom.get(at('heard-from'));
check('and counted as set aside', decode(tom.page.html).includes('9 received = 7 counted + 1 set aside + 0 withdrawn + 1 late'), /\d+ received = [^.]*/.exec(decode(tom.page.html))?.[0]);
await priya.get(at(`moderate/${event}`));
await priya.post(at(`moderate/${event}`), { then: 'put-back', reason: 'The rest must be heard.' });
check('it can be put back, and both are written down', decode(priya.page.html).includes('The rest must be heard.') && decode(priya.page.html).includes('Calls people names.'), priya.page.status);

// --- At the end ----------------------------------------------------------------------------------
await tom.get(at('heard-from'));
const heard = decode(tom.page.html);
check('received = counted + set aside + withdrawn + late', heard.includes('9 received = 8 counted + 0 set aside + 0 withdrawn + 1 late'), /\d+ received = [^.]*/.exec(heard)?.[0]);
check('34 heads are not 34 responses', heard.includes('34 people were counted at events'));
await look(at('heard-from'), 'channels-heard-from');
await priya.get(`${at('responses')}?sort=experience`);
check('experiences stand by themselves', priya.page.html.includes('The nurse was very kind') && !priya.page.html.includes('ask the drivers'), priya.page.status);
await look(at('responses'), 'channels-responses');
check('the record is whole', heed.command('verify').includes('whole'));

check('pages without script', await plain.finish());
check('every page looked at by axe', await run.finish());
await heed.stop();
if (database) await database.stop();
heed.remove();
finish();
