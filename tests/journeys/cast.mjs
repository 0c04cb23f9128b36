// Three people in Chromium, each with a Heed of their own: Priya alone with a spreadsheet, script on
// and off; Marie at 300 % zoom whose phone dies at question 4 while everybody else presses Send; and
// Dev, who types what attackers type.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, finish, sharedData, skip, startHeed, Visitor } from './kit.mjs';
import { workbook } from './xlsx.mjs';
import { start } from '../browser/axe.mjs';

const shots = process.argv[2] ?? null;
const SIGN_IN = { email: 'priya@fenmere.example', password: 'fenmere-demonstration' };

async function signIn(page, site) {
  await page.goto(site + '/staff');
  await page.fill('[name=email]', SIGN_IN.email);
  await page.fill('[name=password]', SIGN_IN.password);
  await page.click('main button');
}

// 600 answers as somebody keeps them: a heading with a question, a date, a team, a consent column.
function sixHundredRows(folder) {
  const what = ['The last bus home leaves before the clinic closes', 'Parking costs more than my lunch',
    'I wait on the phone for most of an hour', 'The letters are too small for me to read', 'Nobody rang me back with the result',
    'The nurse listened and explained it well'];
  const rows = Array.from({ length: 600 }, (_, i) => [
    `${what[i % 6]}, and it was ${i % 2 ? 'the same' : 'worse'} ${['for my mother', 'on a Monday', 'in the winter', 'at the weekend'][i % 4]}`,
    new Date(Date.UTC(2026, i % 9, 1 + i % 27)), `Team ${i % 5}`, i % 3 ? 'yes' : 'no']);
  const file = join(folder, 'spring survey.xlsx');
  writeFileSync(file, workbook([['What would make a difference?', 'Date', 'Team', 'May we quote you?'], ...rows]));
  return file;
}

async function priyaAlone(script) {
  const folder = mkdtempSync(join(tmpdir(), 'heed-rows-'));
  const heed = await startHeed(['--demo']);
  const run = await start({ script, shots });
  const name = script ? 'Priya' : 'Priya without script';
  const page = await run.page();
  const looked = (what) => (script ? run.check(page, `lead-${what}`) : Promise.resolve());
  try {
    await signIn(page, heed.url);
    await page.click('main >> text=Bring in responses');
    await page.setInputFiles('[type=file]', sixHundredRows(folder));
    await page.fill('[name=title]', 'Spring survey');
    await page.click('main button:has-text("Continue")');
    await looked('columns');
    const roles = await page.$$eval('select[name^=role-]', (all) => all.map((one) => one.value));
    check(`${name}: the columns are guessed`, roles.join() === 'answer,date,group,may_quote', roles.join());
    await page.click('main button:has-text("Import")');
    await looked('report');
    const report = await page.textContent('main');
    check(`${name}: all 600 are in`, report.includes('600'), report.slice(0, 300));
    await page.click('main button:has-text("Find themes"), main a:has-text("Find themes")');
    if (await page.isVisible('main button:has-text("Find themes")')) await page.click('main button:has-text("Find themes")');
    await looked('themes');
    const themes = [...new Set(await page.$$eval('main a[href*="/themes/"]', (all) => all.map((one) => one.getAttribute('href').split('#')[0])))];
    check(`${name}: several themes are proposed`, themes.length >= 3, themes.length);
    const activity = /\/staff\/activities\/[0-9a-f]{32}/.exec(page.url())[0];
    await page.goto(heed.url + themes[0]);
    await page.click('summary:has-text("Rename, merge or mark")');
    await page.fill('[name=name]', 'Getting home after the clinic');
    await page.click('main button:has-text("Rename"), main button:has-text("Save the name")');
    check(`${name}: her name for it is shown`, (await page.textContent('h1')).includes('Getting home after the clinic'));
    await page.goto(heed.url + themes[1]);
    await page.click('summary:has-text("Rename, merge or mark")');
    await page.selectOption('[name=into]', { index: 1 });
    await page.click('main button:has-text("Merge")');
    // What was said of the car park may not be quoted, whichever place its theme has.
    let quotable = null;
    for (const theme of themes) {
      await page.goto(heed.url + theme);
      quotable = await page.$('button:has-text("Approve this quote")');
      if (quotable) break;
    }
    check(`${name}: a quote with consent can be approved`, Boolean(quotable));
    await quotable?.click();
    await page.goto(heed.url + themes[0]);
    await page.fill('[name=summary]', 'People cannot get home once the clinic closes.');
    await page.click('main button:has-text("Approve finding")');
    await page.goto(`${heed.url}${activity}/response`);
    await page.click('main a[href*="/response/"]');
    await page.check('[name=effect][value=changed]');
    await page.fill('[name=what]', 'Noted');
    await page.fill('[name=because]', 'The last bus goes before we close.');
    await page.fill('[name=owner]', 'Tom, estates');
    await page.click('main button:has-text("Save")');
    await looked('noted-refused');
    check(`${name}: “noted” is refused and her reason kept`, (await page.inputValue('[name=because]')) === 'The last bus goes before we close.');
    await page.fill('[name=what]', 'An evening shuttle meets the clinic.');
    await page.click('main button:has-text("Save")');
    await page.goto(`${heed.url}${activity}/public-page`);
    await page.fill('[name=outcome]', 'An evening shuttle starts in March.');
    await page.fill('[name=not_heard]', 'People who work nights.');
    await page.fill('[name=against]', 'It costs more than the bus did.');
    await page.click('main button:has-text("Save")');
    await page.goto(`${heed.url}${activity}/public-page`);
    await page.click('main button:has-text("Publish")');
    const [appendix] = await Promise.all([
      page.waitForEvent('download'),
      page.goto(`${heed.url}${activity}/appendix.docx`).catch(() => {}),  // A download is not a page.
    ]);
    check(`${name}: the Word appendix comes down`, readFileSync(await appendix.path()).subarray(0, 2).toString() === 'PK');
    await page.goto(heed.url + '/what-happened');
    await page.click('main a:has-text("Spring survey")');
    await looked('published');
    const published = await page.textContent('main');
    for (const words of ['You said', 'We did', 'An evening shuttle meets the clinic.', 'People who work nights.', 'It costs more than the bus did.'])
      check(`${name}: the public page says “${words}”`, published.includes(words));
  } catch (error) {
    check(`${name} went to her end`, false, `${page.url()} ${error.stack}`);
  }
  check(`${name}: nothing above was ugly`, await run.finish());
  await heed.stop();
  heed.remove();
  rmSync(folder, { recursive: true, force: true });
}

// 300 % on a phone-sized window: 427 CSS pixels wide, three device pixels each.
async function zoomed(browser) {
  const context = await browser.newContext({ viewport: { width: 427, height: 760 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true });
  context.setDefaultTimeout(30_000);
  return context.newPage();
}

async function fits(page, where) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  check(`Marie: nothing scrolls sideways at 300 % on ${where}`, wide <= 0, `${wide} px too wide`);
}

// By keyboard alone: to the control with this name, and Enter.
async function press(page, name) {
  for (let n = 0; n < 80; n += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    if (here.includes(name)) {
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
      return;
    }
  }
  throw new Error(`“${name}” cannot be reached by keyboard on ${page.url()}`);
}

async function marieWhosePhoneDies() {
  let heed = await startHeed(['--demo']);
  const run = await start({ shots });
  try {
    const page = await zoomed(run.browser);
    await page.goto(heed.url + '/');
    await fits(page, 'Have your say');
    await press(page, 'Young people');
    await fits(page, 'the start');
    await press(page, 'Start');
    const said = ['My form tutor listened.', 'Waiting nineteen weeks.', 'A text, and not a letter.', 'Somewhere that is not the hospital.'];
    let code = '';
    for (let n = 1; n <= 3; n += 1) {
      await fits(page, `question ${n}`);
      await page.focus('textarea');
      await page.keyboard.type(said[n - 1]);
      await press(page, 'Continue');
      code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.textContent('main'))?.[0] ?? code;
    }
    check('Marie: her code is shown from the first saved page, unasked', code !== '');
    await page.focus('textarea');
    await page.keyboard.type('Half of what I wanted to s');
    await page.context().close();  // The phone dies at question 4.

    const other = await zoomed(run.browser);
    await other.goto(heed.url + '/come-back');
    await fits(other, 'Come back');
    await other.focus('[name=code]');
    await other.keyboard.type(code.toLowerCase().replaceAll('-', ' '));
    await press(other, 'Find my answers');
    check('Marie: her words are there on another phone', (await other.inputValue('textarea')) === said[0], other.url());

    // Everybody presses at once: she is told, and keeps her words. Heed comes up again with one
    // handler and room for one more, a queue that is easily full; what she saved is still there.
    const question = new URL(other.url()).pathname.replace(/\d+$/, '4');
    await heed.stop();
    heed = await startHeed(['--handlers', '1', '--queue', '1'], heed.data);
    do { await other.goto(heed.url + question); } while (!(await other.isVisible('textarea')));
    await other.fill('textarea', said[3]);
    // With a query, so that each asks a handler and none is given a page that was kept.
    let crowd = true, asked = 0;
    const flood = Array.from({ length: 24 }, async () => {
      while (crowd) { await fetch(heed.url + '/what-happened?crowd').catch(() => {}); asked += 1; }
    });
    let told = false;
    for (let tries = 0; tries < 60 && !told; tries += 1) {
      const reply = await Promise.all([other.waitForNavigation(), other.click('main button:has-text("Continue"), main button:has-text("Try again")')]);
      // The page after hers may be refused as well; her words are in the box of the one that she sent.
      if (reply[0]?.status() === 503 && reply[0].request().method() === 'POST') {
        told = true;
        check('Marie: when it is busy her words are still in the box', (await other.inputValue('textarea')) === said[3]);
        check('Marie: and she is told so', (await other.textContent('main')).includes('Try again'));
        await fits(other, 'Not kept yet');
      } else {
        do { await other.goto(other.url().replace(/(check|q\/\d+)$/, 'q/4')); } while (!(await other.isVisible('textarea')));
        await other.fill('textarea', said[3]);
      }
    }
    crowd = false;
    await Promise.all(flood);
    check('Marie: the queue was full while she pressed', told, `${asked} other requests`);
    await other.click('main button:has-text("Try again"), main button:has-text("Continue")');
    await other.waitForURL(/\/check$/);
    const all = await other.textContent('main');
    check('Marie: all four answers are there to check', said.every((words) => all.includes(words)), all.slice(0, 500));
    await fits(other, 'Check your answers');
    await press(other, 'Send');
    check('Marie: she gets her reference', /FM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/.test(await other.textContent('main')), other.url());
    await fits(other, 'the reference');
  } catch (error) {
    check('Marie went to her end', false, error.stack);
  }
  check('Marie: nothing above was ugly', await run.finish());
  await heed.stop();
  heed.remove();
}

function hostileLines() {
  const folder = join(sharedData, 'html_sanitise');
  const own = ['<script>window.hurt=1</script>', '"><img src=x onerror="window.hurt=1">', "javascript:window.hurt=1",
    '</textarea><svg onload=window.hurt=1>', '{{constructor.constructor("window.hurt=1")()}}', '\u202Eevil\u202C', '=cmd|calc'];
  if (!existsSync(folder)) {
    skip('Dev with html_sanitise', 'html_sanitise is absent; our own seven lines are tried');
    return own;
  }
  const payloads = JSON.parse(readFileSync(join(folder, 'dompurify_expect.json'), 'utf8')).map((one) => one.payload);
  const lines = readFileSync(join(folder, 'xss_payloads.txt'), 'utf8').split('\n').filter((line) => line.trim() !== '');
  return [...own, ...payloads, ...lines];
}

// What a page would have if a payload had come through as more than text.
const harm = () => {
  const found = [];
  if (window.hurt !== undefined) found.push('a script ran');
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith('on')) found.push(`${element.tagName} ${name}`);
      if (['href', 'src', 'action', 'formaction'].includes(name) && /^\s*(javascript|data|vbscript):/i.test(value)) found.push(`${element.tagName} ${name}=${value}`);
    }
    if (['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MATH', 'MARQUEE', 'VIDEO', 'AUDIO'].includes(element.tagName)) found.push(element.tagName);
    if (element.tagName === 'SCRIPT' && !element.src.startsWith(location.origin)) found.push('a script of its own');
  }
  return found;
};

async function devTypesHarm() {
  const heed = await startHeed(['--demo']);
  const run = await start();
  const lines = hostileLines();
  try {
    const page = await run.page();
    page.setDefaultTimeout(60_000);  // Fifty kilobytes at a time.
    let dialogs = 0;
    page.on('dialog', (dialog) => { dialogs += 1; return dialog.dismiss(); });
    const harmless = async (where) => {
      const found = await page.evaluate(harm);
      check(`Dev: ${where} shows what he typed as words`, found.length === 0 && dialogs === 0, [...new Set(found)].slice(0, 5).join('; '));
    };
    // In the boxes of the public form, a hundred at a time, and back to him in the page.
    const dev = new Visitor(heed.url);
    await dev.get('/');
    const activity = /\/a\/([0-9a-f]{32})/.exec(dev.page.html)[1];
    await page.goto(`${heed.url}/a/${activity}`);
    await page.click('button:has-text("Start")');
    const box = page.url();
    for (let at = 0; at < lines.length; at += 400) {
      await page.goto(box);
      const words = lines.slice(at, at + 400).join('\n').slice(0, 49_000);
      await page.fill('textarea', words);
      await page.click('main button:has-text("Continue")');
      await page.goto(box);
      const kept = (await page.inputValue('textarea')).replaceAll('\r\n', '\n');
      if (kept !== words.replaceAll('\r\n', '\n').replaceAll('\r', '\n')) check(`Dev: his words ${at} come back as he typed them`, false, kept.slice(0, 80));
      await page.goto(`${heed.url}/a/${activity}/check`);
      await harmless(`Check your answers from line ${at}`);
    }
    // As references, codes, names and searches.
    for (const words of lines.slice(0, 40)) {
      for (const [path, fields] of [['/follow', { reference: words }], ['/come-back', { code: words }], ['/staff/sign-in', { email: words, password: words }]]) {
        await dev.post(path, fields);
        if (!dev.page.html.includes('<script>window.hurt') && !dev.page.html.includes('<img src=x onerror')) continue;
        check(`Dev: ${path} writes ${words} as words`, false);
      }
    }
    // In a spreadsheet, so that staff read it.
    const priya = new Visitor(heed.url);
    await priya.get('/staff');
    await priya.post('/staff/sign-in', SIGN_IN);
    await priya.get('/staff/bring-in');
    const csv = 'Group,<b onclick=x>Answer</b>,May we quote you?\r\n' + lines.map((line) =>
      `"${line.slice(0, 60).replaceAll('"', '""')}","${line.replaceAll('"', '""')} the bus was late",yes\r\n`).join('');
    await priya.upload('/staff/bring-in', { title: lines[1], activity: '' }, 'file', '<img src=x onerror=hurt=1>.csv', csv);
    check('Dev: his file name and headings are taken', priya.page.status === 200 && priya.page.html.includes('role-0'), priya.page.status);
    const columns = priya.page.path;
    await signIn(page, heed.url);
    await page.goto(heed.url + columns);
    await harmless('the columns page');
    await page.selectOption('[name=role-0]', 'group');
    await page.selectOption('[name=role-1]', 'answer');
    if (await page.isVisible('[name=question]')) await page.fill('[name=question]', lines[0]);
    await page.click('main button:has-text("Import")');
    await harmless('the report');
    const path = /\/staff\/activities\/[0-9a-f]{32}/.exec(await page.innerHTML('main'))[0];
    for (const tab of ['', '/responses', '/heard-from', '/public-page']) {
      await page.goto(heed.url + path + tab);
      await harmless(`the staff page ${tab || 'overview'}`);
    }
    const jo = new Visitor(heed.url);
    jo.cookies = new Map((await page.context().cookies()).map((one) => [one.name, one.value]));
    await jo.get(`${path}/themes`);
    await jo.post(`${path}/themes/propose`);
    await page.goto(`${heed.url}${path}/themes`);
    await harmless('the themes');
    const theme = await page.$eval('main a[href*="/themes/"]', (one) => one.href);
    await page.goto(theme);
    await harmless('a theme');
    await page.fill('[name=summary]', lines.slice(0, 7).join(' '));
    await page.click('main button:has-text("Approve finding")');
    await page.goto(`${heed.url}${path}/public-page`);
    await page.fill('[name=outcome]', lines[1]);
    await page.click('main button:has-text("Save")');
    await page.goto(`${heed.url}${path}/public-page`);
    await page.click('main button:has-text("Publish")');
    await page.goto(`${heed.url}/what-happened/${path.split('/').pop()}`);
    await harmless('the public page');
  } catch (error) {
    check('Dev went to his end', false, error.stack);
  }
  check('Dev: nothing above failed', await run.finish());
  await heed.stop();
  heed.remove();
}

await priyaAlone(true);
await priyaAlone(false);
await marieWhosePhoneDies();
await devTypesHarm();
finish();
process.exit();
