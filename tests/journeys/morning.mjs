// An engagement lead's morning, alone and without a terminal: from the set-up link to a published
// page and a Word appendix; then a member of the public, and Dev, who may see nothing private.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, finish, sharedData, skip, startHeed, startMailSink, startPostgresql, Visitor } from './kit.mjs';

const database = process.argv[2] === 'postgresql' ? await startPostgresql() : undefined;
if (database === null) {
  skip('The morning on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const mail = await startMailSink();
const heed = await startHeed(['--smtp', mail.url, '--mail-from', 'heed@fenmere.example', '--partnership', 'Fenmere Partnership', '--prefix', 'FM',
  ...(database ? ['--database', database.url] : [])]);

async function setUp() {
  const link = /\/staff\/link\/\S+/.exec(heed.said())[0];
  const priya = new Visitor(heed.url);
  await priya.get(link);
  check('the set-up link opens', priya.page.status === 200, priya.page.status);
  await priya.post(link, { name: 'Priya Shah', email: 'priya@fenmere.example', password: 'short' });
  check('a short password is refused and what was typed is kept',
    priya.page.status === 400 && priya.page.html.includes('Priya Shah'), priya.page.status);
  await priya.post(link, { name: 'Priya Shah', email: 'priya@fenmere.example', password: 'a long enough password' });
  check('Priya is signed in on Today', priya.page.status === 200 && priya.page.html.includes('Bring in responses'),
    priya.page.html.slice(0, 200));
  const again = new Visitor(heed.url);
  await again.get(link);
  check('the link works once', again.page.status === 404, again.page.status);
  return priya;
}

async function invite(priya) {
  await priya.get('/staff/people');
  await priya.post('/staff/people', { name: 'Jo Archer', email: 'jo@agency.example', roles: 'analyst' });
  const letter = mail.letters.find((one) => one.includes('jo@agency.example')) ?? '';
  const words = Buffer.from(letter.split('\n\n')[1] ?? '', 'base64').toString();
  const link = /\/staff\/link\/[\w-]+/.exec(words)?.[0];
  check('the invitation is mailed with its link', Boolean(link), `${priya.page.status} ${mail.letters.length} ${letter}`);
  if (!link) return;
  const jo = new Visitor(heed.url);
  await jo.get(link);
  await jo.post(link, { password: 'another long password' });
  check('Jo is signed in', jo.page.path === '/staff', jo.page.path);
  await jo.get('/staff/plan/new');
  check('an analyst cannot plan', jo.page.status === 404, jo.page.status);
}

async function bringIn(priya, name, bytes, title) {
  await priya.get('/staff/bring-in');
  await priya.upload('/staff/bring-in', { title, activity: '' }, 'file', name, bytes);
  check(`${title}: the columns are shown`, priya.page.status === 200 && priya.page.html.includes('role-0'),
    `${priya.page.status} ${priya.page.path}`);
  const roles = {};
  for (const [, field, options] of priya.page.html.matchAll(/<select[^>]*name="(role-\d+)"[^>]*>(.*?)<\/select>/gs)) {
    roles[field] = /<option value="([^"]*)" selected/.exec(options)?.[1] ?? 'ignore';
  }
  await priya.post(priya.page.path, { ...roles, question: 'What would help?' });
  check(`${title}: it is in`, priya.page.status === 200 && priya.page.path.endsWith('/report'),
    `${priya.page.status} ${priya.page.path}`);
  return /\/staff\/activities\/([0-9a-f]{32})/.exec(priya.page.html)[1];
}

// What LibreOffice reads in a Word file; null where it is not installed.
function inLibreOffice(docx) {
  const folder = mkdtempSync(join(tmpdir(), 'heed-docx-'));
  try {
    writeFileSync(join(folder, 'a.docx'), docx);
    execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'pdf',
      '--outdir', folder, join(folder, 'a.docx')], { stdio: 'ignore', timeout: 90_000 });
    return execFileSync('pdftotext', ['-layout', join(folder, 'a.pdf'), '-'], { encoding: 'utf8' });
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function toAppendix(priya, id, title) {
  await priya.post(`/staff/activities/${id}/themes/propose`);
  await priya.get(`/staff/activities/${id}/themes`);
  const themes = [...new Set([...priya.page.html.matchAll(/themes\/([0-9a-f]{32})/g)].map((m) => m[1]))];
  check(`${title}: themes are proposed`, themes.length >= 3, themes.length);
  await priya.get(`/staff/activities/${id}/themes/${themes[0]}`);
  await priya.post(`/staff/activities/${id}/themes/${themes[0]}/rename`, { name: 'What matters most' });
  check(`${title}: the new name is shown`, priya.page.html.includes('What matters most'));
  await priya.get(`/staff/activities/${id}/themes/${themes[0]}`);
  await priya.post(`/staff/activities/${id}/themes/${themes[0]}/finding`, { summary: 'People told us what matters.' });
  await priya.get(`/staff/activities/${id}/response`);
  const finding = /response\/([0-9a-f]{32})/.exec(priya.page.html)?.[1];
  check(`${title}: the approved theme is a finding to answer`, Boolean(finding));
  await priya.get(`/staff/activities/${id}/response/${finding}`);
  const version = priya.hidden().version ?? '0';
  await priya.post(`/staff/activities/${id}/response/${finding}`,
    { version, effect: 'changed', what: 'Noted', because: 'It matters.', owner: 'Estates', progress: '' });
  check(`${title}: “noted” alone is refused, the words kept`, priya.page.status === 400 && priya.page.html.includes('It matters.'),
    priya.page.status);
  await priya.post(`/staff/activities/${id}/response/${finding}`,
    { version, effect: 'changed', what: 'A shuttle meets the clinic.', because: 'It matters.', owner: 'Estates', progress: 'Running.' });
  check(`${title}: the answer is kept`, priya.page.status === 200, priya.page.status);
  await priya.get(`/staff/activities/${id}/public-page`);
  await priya.post(`/staff/activities/${id}/public-page`,
    { version: priya.hidden().version, outcome: 'A shuttle runs in the evening.', not_heard: 'Under 18s.', against: 'It costs money.' });
  await priya.get(`/staff/activities/${id}/public-page`);
  await priya.post(`/staff/activities/${id}/publish`, { page: priya.hidden().page });
  const publicly = new Visitor(heed.url);
  await publicly.get(`/what-happened/${id}`);
  for (const words of ['You said', 'We did', 'A shuttle meets the clinic.', 'Who we did not hear from', 'It costs money.'])
    check(`${title}: the public page says “${words}”`, publicly.page.html.includes(words), publicly.page.status);
  await priya.get(`/staff/activities/${id}/appendix.docx`);
  check(`${title}: the Word appendix comes down`, priya.page.status === 200 && priya.page.bytes.subarray(0, 2).toString() === 'PK',
    priya.page.status);
  const words = inLibreOffice(priya.page.bytes);
  if (words === null) return skip(`${title}: the appendix in LibreOffice`, 'soffice or pdftotext is not installed');
  for (const wanted of ['What happened', 'Response register', 'A shuttle meets the clinic.', 'Who we did not hear from'])
    check(`${title}: LibreOffice shows “${wanted}”`, words.includes(wanted), words.slice(0, 200));
}

async function aMemberOfThePublic(priya) {
  await priya.get('/staff/plan/new');
  await priya.post('/staff/plan/new', {
    title: 'Evening clinics', kind: 'listening', purpose: 'When clinics run.', decided: 'Nothing.',
    decider: 'The board', owner: 'Priya', contact: '01632 960 170', closes: '2031-01-31', hear_by: '2031-03-31',
    questions: 'How do you get home?',
  });
  const id = /\/staff\/activities\/([0-9a-f]{32})/.exec(priya.page.path)?.[1];
  check('an activity is planned', Boolean(id), `${priya.page.status} ${priya.page.path}`);
  if (!id) return;
  await priya.get(`/staff/activities/${id}`);
  await priya.post(`/staff/activities/${id}/open`);
  check('it is open', priya.page.status === 200, priya.page.status);
  const marie = new Visitor(heed.url);
  await marie.get('/');
  check('Have your say lists it', marie.page.html.includes('Evening clinics'));
  await marie.get(`/a/${id}`);
  await marie.post(`/a/${id}/start`);
  await marie.post(`/a/${id}/q/1`, { answer: 'Last bus at 4.40 <b>', then: 'save' });
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(marie.page.html)?.[0];
  check('saving shows a code', Boolean(code), marie.page.status);
  // Her phone dies. Another device, nothing but the code.
  const later = new Visitor(heed.url);
  await later.get('/come-back');
  await later.post('/come-back', { code: code.toLowerCase() });
  check('the code brings her words back, escaped', later.page.html.includes('Last bus at 4.40 &lt;b&gt;'), later.page.status);
  await later.post(`/a/${id}/q/1`, { answer: 'Last bus at 4.40 <b>' });
  check('check answers', later.page.path.endsWith('/check') && later.page.html.includes('Last bus at 4.40'));
  const twice = await Promise.all([later.post(`/a/${id}/send`), new Promise((r) => setTimeout(r, 1)).then(() => later.post(`/a/${id}/send`))]);
  check('a double click is not an error', twice.every((p) => p.status === 200), twice.map((p) => p.status).join());
  await later.get(`/a/${id}/sent`);
  const reference = /FM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/.exec(later.page.html)?.[0];
  const own = /(?:[0-9A-Z]{4}-){6}[0-9A-Z]{2}/.exec(later.page.html)?.[0];
  check('she gets a reference and its private part', Boolean(reference && own), later.page.html.slice(0, 300));
  await priya.get(`/staff/activities/${id}/responses`);
  check('a double click is one response', (priya.page.html.match(/Last bus at 4\.40/g) ?? []).length === 1);
  const leah = new Visitor(heed.url);
  await leah.get('/follow');
  await leah.post('/follow', { reference });
  check('anyone with the reference sees no words', leah.page.status === 200 && !leah.page.html.includes('Last bus'), leah.page.status);
  await leah.post('/follow', { reference, private: own });
  check('with the private part the words are there', leah.page.html.includes('Last bus at 4.40'), leah.page.status);
  await leah.get('/own');
  await leah.post('/own', { reference, private: '0000-0000-0000-0000-0000-0000-00', what: 'erase' });
  check('nobody else can erase them, and what was typed is kept', leah.page.status === 422 && leah.page.html.includes(reference), leah.page.status);
  await later.get('/own');
  await later.post('/own', { reference, private: own });
  check('she is asked what she wants', later.page.status === 422 && later.page.html.includes(own), later.page.status);
  await later.post('/own', { reference, private: own, what: 'erase' });
  check('her words are erased when she says so', later.page.status === 200 && later.page.html.includes('Your words are erased'), later.page.status);
  await later.post('/follow', { reference, private: own });
  check('they are nowhere any more', later.page.html.includes('taken back') && !later.page.html.includes('Last bus'), later.page.status);
  await priya.get(`/staff/activities/${id}/responses`);
  check('staff do not read them either', !priya.page.html.includes('Last bus at 4.40'));
}

async function aStranger(id) {
  const dev = new Visitor(heed.url);
  for (const path of ['/staff', '/staff/people', '/staff/bring-in', `/staff/activities/${id}`, `/staff/activities/${id}/responses`,
    `/staff/activities/${id}/themes`, `/staff/activities/${id}/appendix.docx`]) {
    await dev.get(path);
    check(`Dev is sent to sign in from ${path}`, dev.page.path.startsWith('/staff/sign-in'), dev.page.path);
  }
  for (const path of [`/staff/activities/${id}/publish`, '/staff/people', '/staff/bring-in']) {
    await dev.post(path, { name: 'x' });
    check(`Dev cannot post to ${path}`, dev.page.status !== 200 || dev.page.path.startsWith('/staff/sign-in'), dev.page.status);
  }
  const forged = await fetch(new URL('/follow', heed.url), { method: 'POST', headers: { origin: 'https://evil.example' }, body: new URLSearchParams({ reference: 'x' }) });
  check('a form from another site is refused', forged.status === 403, forged.status);
}

async function keeping() {
  const folder = join(heed.data, 'backup'), ending = database ? 'sql' : 'sqlite';
  check('a backup is made while serving', heed.command('backup', folder).includes('Backed up'));
  check('the backup has three stores', ['main', 'identity', 'keys/keys'].every((f) => existsSync(join(folder, `${f}.${ending}`))));
  check('the record is whole', heed.command('verify').includes('whole'));
  const health = await fetch(new URL('/healthz', heed.url));
  check('healthz', health.status === 200);
  const log = heed.log();
  check('the log holds no words and no e-mail address', !log.includes('Last bus') && !log.includes('priya@') && log.includes('"route"'));
}

try {
  const priya = await setUp();
  const rows = Array.from({ length: 200 }, (_, i) => [
    `The last bus home leaves too early in the evening for ${i} of us`, `The car park is full and parking costs ${i} pounds`,
    `I waited ${i} minutes on the phone to the surgery`]).flat();
  const id = await bringIn(priya, 'survey.csv', 'What would help?\r\n' + rows.map((r) => `"${r}"\r\n`).join(''), 'Six hundred rows');
  await toAppendix(priya, id, 'Six hundred rows');
  await invite(priya);
  await aMemberOfThePublic(priya);
  await aStranger(id);
  const fft = join(sharedData, 'nhs_fft_phase1', 'text_data.csv');
  if (existsSync(fft)) {
    const ten = await bringIn(priya, 'text_data.csv', readFileSync(fft), 'Ten thousand comments');
    await toAppendix(priya, ten, 'Ten thousand comments');
  } else {
    skip('Ten thousand comments', 'nhs_fft_phase1 is absent');
  }
  await keeping();
  check('it stops when told', (await heed.stop()) === 0);
} catch (error) {
  check('the journey went to its end', false, error.stack + heed.log().slice(-500));
  await heed.kill();
}
heed.remove();
mail.stop();
await database?.stop();
finish();
