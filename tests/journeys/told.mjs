// Letting people know: Marie asks to be told after she answered, confirms by the link in her letter,
// hears once what came of it, stops by one click; an address that takes no mail is let go; Mr Holt
// gets a sheet from the print run. On SQLite, or with "postgresql" on PostgreSQL.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, check, finish, skip, startHeed, startMailSink, startPostgresql, Visitor } from './kit.mjs';

const database = process.argv[2] === 'postgresql' ? await startPostgresql() : undefined;
if (database === null) {
  skip('Letting people know on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const mail = await startMailSink();
const heed = await startHeed(['--demo', '--unsafe-disk', '--smtp', mail.url, '--mail-from', 'heed@fenmere.example',
  ...(database ? ['--database', database.url] : [])]);
const command = (...words) => execFileSync(binary, [...words, '--data', heed.data, '--unsafe-disk',
  ...(database ? ['--database', database.url] : [])], { encoding: 'utf8' });

const header = (letter, name) => new RegExp(`^${name}: (.*)$`, 'mi').exec(letter)?.[1] ?? '';
const parts = (letter) => letter.split('\n\n').slice(1).map((part) => Buffer.from(part.split('\n--')[0], 'base64').toString());
async function letterTo(address, count = 1) {
  for (let tries = 0; tries < 100; tries += 1) {
    const all = mail.letters.filter((one) => header(one, 'To') === `<${address}>`);
    if (all.length >= count) return all[count - 1];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return '';
}
async function follow(activity, address, language = 'en') {
  const somebody = new Visitor(heed.url);
  await somebody.get(`/told/${activity}`);
  await somebody.post(`/told/${activity}`, { way: 'email', email: address, language });
  check(`${address} is asked to look in their email`, somebody.page.html.includes('Look in your email'), somebody.page.status);
  const letter = await letterTo(address);
  const path = /\/told\/confirm\/\w+/.exec(parts(letter).join('\n'))?.[0];
  check(`${address} gets a link to confirm`, Boolean(path), letter);
  if (!path) return somebody;
  await somebody.get(path);
  check('a look at the link confirms nothing by itself', somebody.page.status === 200 && somebody.page.html.includes('<form'), somebody.page.status);
  await somebody.post(path);
  check(`${address} is confirmed`, somebody.page.html.includes('We will let you know'), somebody.page.status);
  return somebody;
}

try {
  const priya = new Visitor(heed.url);
  await priya.get('/staff/sign-in');
  await priya.post('/staff/sign-in', { email: 'priya@fenmere.example', password: 'fenmere-demonstration' });
  await priya.get('/what-happened');
  const activity = /\/what-happened\/([0-9a-f]{32})"[^>]*>Leg ulcers/.exec(priya.page.html)?.[1];
  check('the demonstration has an answered activity', Boolean(activity), priya.page.status);

  // Asking.
  const marie = await follow(activity, 'marie@fenmere.example');
  await follow(activity, 'gone@fenmere.example');
  await marie.get(`/told/${activity}`);
  await marie.post(`/told/${activity}`, { way: 'email', email: 'marie@nowhere\r\nBcc: dev@evil.example', name: 'Kept words' });
  check('an address with a line break is refused, and what was typed is kept',
    marie.page.status === 400 && marie.page.html.includes('Kept words'), marie.page.status);
  const holt = new Visitor(heed.url);
  await holt.get(`/told/${activity}`);
  await holt.post(`/told/${activity}`, { way: 'letter', name: 'Mr Holt', postal: '1 Mill Lane\nTarn' });
  check('a letter needs no confirming', holt.page.html.includes('We will let you know'), holt.page.status);
  await holt.post(`/told/${activity}`, { way: 'phone', phone: '' });
  check('a call needs a number', holt.page.status === 400, holt.page.status);

  // Telling.
  const page = `/staff/activities/${activity}/let-people-know`;
  await priya.get(page);
  check('small numbers of people are not shown', priya.page.html.includes('fewer than 8 people'), priya.page.status);
  check('no address is on a staff page', !priya.page.html.includes('marie@fenmere.example'));
  await priya.post(`${page}/preview`, { kind: 'closed', subject: '', words: 'x' });
  check('a letter about nothing is refused', priya.page.status === 400, priya.page.status);
  const words = { kind: 'closed', subject: 'What came of it – Tŷ', words: 'An evening shuttle runs.\n\nThank you.' };
  await priya.post(`${page}/preview`, words);
  check('she sees it before it goes', priya.page.html.includes('An evening shuttle runs.') && priya.page.html.includes('Send it'), priya.page.status);
  await priya.post(`${page}/send`, words);
  check('it goes', priya.page.status === 200 && priya.page.html.includes('What people were told'), priya.page.status);
  const told = await letterTo('marie@fenmere.example', 2);
  check('her letter has plain text and HTML', /multipart\/alternative/.test(told) && parts(told).length >= 3, told.slice(0, 600));
  const [plain, html] = parts(told).slice(1);
  check('the plain text says it and where to read it', plain?.includes('An evening shuttle runs.') && plain.includes(`/what-happened/${activity}`), plain);
  check('the HTML says the same', html?.includes('An evening shuttle runs.') && html.includes(`/what-happened/${activity}`), html);
  check('the subject is encoded', /^=\?UTF-8\?B\?/.test(header(told, 'Subject')), header(told, 'Subject'));
  const stop = /<(http:\/\/[^>]+)>/.exec(header(told, 'List-Unsubscribe'))?.[1];
  check('it can be stopped by one click', Boolean(stop) && header(told, 'List-Unsubscribe-Post') === 'List-Unsubscribe=One-Click', told.slice(0, 600));
  await priya.post(`${page}/send`, words);
  check('nobody is told twice of the same', priya.page.html.includes('told of this already'), priya.page.status);

  // What came back.
  const gone = await letterTo('gone@fenmere.example', 2);
  const folder = mkdtempSync(join(tmpdir(), 'heed-bounces-'));
  writeFileSync(join(folder, '1.eml'), ['From: MAILER-DAEMON@fenmere.example', 'Message-ID: <1@fenmere.example>',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"', '', '--b', 'Content-Type: message/delivery-status', '',
    'Reporting-MTA: dns; fenmere.example', '', 'Final-Recipient: rfc822; gone@fenmere.example', 'Action: failed', 'Status: 5.1.1', '--b',
    'Content-Type: text/rfc822-headers', '', `Message-ID: ${header(gone, 'Message-ID')}`, '--b--', ''].join('\r\n'));
  check('mail that came back is read', command('bounces', folder).startsWith('1 of 1'), '');
  const sheets = join(folder, 'letters.html');
  check('letters are written to print', command('letters', sheets, '--origin', heed.url).includes('Print it'));
  check('Mr Holt has a sheet', readFileSync(sheets, 'utf8').includes('1 Mill Lane'));
  check('and only once', command('letters', join(folder, 'again.html')).includes('No letter'));
  rmSync(folder, { recursive: true, force: true });

  // One click, as a mail program does it: no cookie, no Origin.
  const clicked = await fetch(stop, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
  check('one click stops it', clicked.status === 200, clicked.status);
  const forged = await fetch(new URL(`/told/${activity}`, heed.url), { method: 'POST', body: new URLSearchParams({ way: 'phone', phone: '1' }) });
  check('every other form still wants our own page', forged.status === 403, forged.status);
  await marie.get(new URL(stop).pathname);
  check('the page says that it stopped', marie.page.html.includes('No more will come'), marie.page.status);
  const before = mail.letters.length;
  await priya.get(page);
  await priya.post(`${page}/send`, { ...words, kind: 'action', subject: 'Running since March' });
  await new Promise((resolve) => setTimeout(resolve, 5000));
  check('whoever stopped, or takes no mail, hears no more',
    mail.letters.slice(before).every((one) => !['<marie@fenmere.example>', '<gone@fenmere.example>'].includes(header(one, 'To'))),
    mail.letters.slice(before).map((one) => header(one, 'To')).join());

  // Read by everybody.
  const feed = await fetch(new URL('/feed', heed.url));
  const atom = await feed.text();
  check('there is a feed', feed.headers.get('content-type').startsWith('application/atom+xml') && atom.includes('Running since March') && atom.includes('Tŷ'), atom.slice(0, 300));
  const leah = new Visitor(heed.url);
  await leah.get(`/told/${activity}`);
  check('and a page', leah.page.html.includes('Running since March'), leah.page.status);
  check('logs have no address', !/@fenmere\.example/.test(heed.log()), heed.log().slice(0, 300));
} finally {
  await heed.stop();
  heed.remove();
  mail.stop();
  await database?.stop();
}
finish();
