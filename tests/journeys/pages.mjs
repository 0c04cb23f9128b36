// The demonstration in Chromium: every page that people see, checked by axe, wide and at 320 px;
// and a carer who answers with script off, whose phone dies on the way.
import { check as note, finish, startHeed } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const heed = await startHeed(['--demo']);
const site = heed.url;
const shots = process.argv[2] ?? null;
let whole = true;

async function answering(run, checked) {
  const page = await run.page();
  const look = (name) => (checked ? run.check(page, name) : Promise.resolve());
  const sizes = [];
  page.on('requestfinished', (request) => sizes.push(request.sizes()));
  await page.goto(site + '/', { waitUntil: 'networkidle' });
  if (checked) {
    const sent = (await Promise.all(sizes)).map((size) => size.responseBodySize + size.responseHeadersSize);
    await run.expect(`a first view is at most 40 KB in 5 requests: ${sent.reduce((a, b) => a + b, 0)} bytes in ${sent.length}`, async () => {
      if (sent.length > 5 || sent.reduce((a, b) => a + b, 0) > 40 * 1024) throw new Error(sent.join());
    });
  }
  page.removeAllListeners('requestfinished');
  await look('have-your-say');
  await page.click('main a:has-text("Young people")');
  await look('start');
  await page.click('button:has-text("Start")');
  await look('question');
  const first = page.url();
  await page.fill('textarea', 'x'.repeat(50_001));
  await page.click('button:has-text("Continue")');
  await look('question-error');
  await run.expect('too long an answer is said and kept', async () => {
    if ((await page.inputValue('textarea')).length !== 50_001) throw new Error('the words are gone');
    if (!(await page.textContent('body')).includes('50001')) throw new Error('the number is not said');
  });
  await page.fill('textarea', 'My form tutor listened.');
  await page.click('button:has-text("Save and come back")');
  await look('saved');
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await page.textContent('body'))[0];
  await page.context().clearCookies();  // The phone dies.
  await page.goto(site + '/come-back');
  await look('come-back');
  await page.fill('[name=code]', '7K4P-9DQ2-W0XY');
  await page.click('main button');
  await look('come-back-error');
  await page.fill('[name=code]', code);
  await page.click('main button');
  await run.expect('her words come back by the code', async () => {
    if ((await page.inputValue('textarea')) !== 'My form tutor listened.') throw new Error(page.url());
  });
  for (let n = 1; n <= 4; n += 1) {
    await page.goto(first.replace(/\d+$/, String(n)));
    if (n > 1) await page.fill('textarea', `Words for question ${n}`);
    await page.click('button:has-text("Continue")');
  }
  await look('check-answers');
  await page.click('button:has-text("Send")');
  await look('sent');
  await run.expect('she gets a reference and its private part', async () => {
    const text = await page.textContent('body');
    if (!/FM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/.test(text) || !/(?:[0-9A-Z]{4}-){6}[0-9A-Z]{2}/.test(text)) throw new Error(text);
  });
  await page.goto(site + '/what-happened');
  await look('what-happened-list');
  await page.click('main h2 a');
  await look('what-happened');
  for (const name of ['follow', 'privacy', 'accessibility', 'about', 'nothing-here']) {
    await page.goto(`${site}/${name}`);
    await look(name);
  }
  await page.goto(`${site}/follow`);
  await page.fill('[name=reference]', 'FM-1111-1111-1');
  await page.click('main button');
  await look('follow-error');
  await page.goto(`${site}/own`);
  await look('own');
  await page.fill('[name=reference]', 'FM-1111-1111-1');
  await page.click('main button');
  await look('own-error');
  await page.goto(`${site}/told/everything`);
  await look('told');
  await page.click('main button');
  await look('told-error');
  await page.goto(`${site}/?lang=ar`);
  await look('have-your-say-ar');
}

async function staff(run) {
  const page = await run.page();
  const look = async (path, name) => { await page.goto(site + path); await run.check(page, name); };
  await look('/staff', 'sign-in');
  await page.fill('[name=email]', 'priya@fenmere.example');
  await page.fill('[name=password]', 'not the password at all');
  await page.click('main button');
  await run.check(page, 'sign-in-error');
  await page.fill('[name=email]', 'priya@fenmere.example');
  await page.fill('[name=password]', 'fenmere-demonstration');
  await page.click('main button');
  await run.check(page, 'today');
  for (const [path, name] of [['/staff/bring-in', 'bring-in'], ['/staff/plan', 'plan'], ['/staff/plan/new', 'plan-new'],
    ['/staff/said', 'said'], ['/staff/response', 'our-response'], ['/staff/people', 'people'],
    ['/staff/organisations', 'organisations'], ['/staff/areas', 'areas']]) await look(path, name);
  await page.goto(`${site}/staff/plan`);
  await page.click('main >> text=Stroke rehabilitation beds');
  const base = new URL(page.url()).pathname;
  await look(base, 'overview');
  for (const tab of ['questions', 'responses', 'heard-from', 'themes', 'response', 'public-page', 'let-people-know']) await look(`${base}/${tab}`, tab);
  const theme = await page.goto(`${site}${base}/themes`).then(() => page.getAttribute('a[href*="/themes/"]', 'href'));
  await look(theme, 'theme');
  const finding = await page.goto(`${site}${base}/response`).then(() => page.getAttribute('a[href*="/response/"]', 'href'));
  await look(finding, 'finding');
}

try {
  const withScript = await start({ shots });
  await answering(withScript, true);
  await staff(withScript);
  whole = (await withScript.finish()) && whole;
  const without = await start({ script: false });
  await answering(without, false);
  whole = (await without.finish()) && whole;
  note('every check above passed', whole);
} catch (error) {
  note('the journey went to its end', false, error.stack);
}
note('it stops when told', (await heed.stop()) === 0);
heed.remove();
finish();
process.exit();
