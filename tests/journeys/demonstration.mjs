// The five minutes of the demonstration, as its cast walks them: Tom plans what was asked already, a
// spreadsheet goes in and themes come out, Jo reads, Amina sees who is missing, Dr Osei has the board
// page with its gap, Leah goes from "evening shuttle" to Mr Holt's letter and forward to what runs,
// and Marie follows her reference. Every page that a person needs is reached by links alone.
//   node tests/journeys/demonstration.mjs [folder for pictures] [postgresql]
import { readFileSync } from 'node:fs';
import { check, finish, skip, startHeed, startPostgresql } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const args = process.argv.slice(2);
const onPostgresql = args.includes('postgresql');
const shots = args.find((one) => one !== 'postgresql') ?? null;
const database = onPostgresql ? await startPostgresql() : undefined;
if (database === null) {
  skip('The demonstration on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const began = Date.now();
const heed = await startHeed(['--demo', ...(database ? ['--database', database.url] : [])]);
const tookMs = Date.now() - began;
console.log(`the demonstration is made and served after ${tookMs} ms`);
const password = /the password (\S+)/.exec(heed.said())[1];
const reference = /FM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z*~$=]/.exec(heed.said())?.[0];
const run = await start({ shots });
const page = await run.page();
page.setDefaultTimeout(30_000);
const words = () => page.textContent('main');
const look = (name) => run.check(page, name);
const click = async (text) => { await page.click(`main a:has-text("${text}"), nav a:has-text("${text}"), header a:has-text("${text}")`); };
const press = async (text) => { await page.click(`main button:has-text("${text}")`); };

async function as(email) {
  await run.context.clearCookies();
  await page.goto(`${heed.url}/staff/sign-in`);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await press('Sign in');
  check(`${email} is signed in`, page.url() === `${heed.url}/staff`, page.url());
}

async function tomPlans() {
  await as('tom@fenmere.example');
  await look('tom-today');
  const today = await words();
  check('Today says that a promise is nine days late', today.includes('Working Better Together') && today.includes('9 days late'), today.slice(0, 600));
  await click('Plan something');
  await page.fill('[name=title]', 'Leg ulcer clinics: what helps people');
  await look('tom-plans');
}

async function aSpreadsheet() {
  await as('priya@fenmere.example');
  await click('Bring in responses');
  await page.setInputFiles('[type=file]', { name: 'seeing-somebody.csv', mimeType: 'text/csv', buffer: readFileSync('demo/seeing-somebody.csv') });
  await page.fill('[name=title]', 'Seeing somebody when you need to');
  await press('Continue');
  await look('priya-columns');
  await press('Import');
  await look('priya-imported');
  check('75 rows went in', (await words()).includes('75'));
  await page.click('main button:has-text("Find themes"), main a:has-text("Find themes")');
  if (await page.isVisible('main button:has-text("Find themes")')) await press('Find themes');
  await look('priya-themes');
  const themes = await page.$$eval('main a[href*="/themes/"]', (all) => all.length);
  check('and themes come out', themes >= 3, themes);
}

async function joReads() {
  await as('jo@fenmere.example');
  await click('What people said');
  await look('jo-said');
  await click('Getting a GP appointment');
  await page.click('nav[aria-label="This activity"] a:has-text("Themes")');
  await look('jo-themes');
  await click('Read and code the comments');
  await look('jo-coding');
  await page.goto(page.url().replace(/coding.*/, 'coding/campaigns'));
  const campaigns = await words();
  check('the postcards are one campaign, named and sized', campaigns.includes('Save Our Surgery, Lower Fen') && campaigns.includes('224'), campaigns.slice(0, 900));
  await look('jo-campaigns');
}

async function aminaLooks() {
  await as('amina@fenmere.example');
  await look('amina-today');
  await click('Our response');
  await click('Stroke rehabilitation beds');
  await look('amina-findings');
  await page.click('nav[aria-label="This activity"] a:has-text("Public page")');
  const said = await words();
  check('her concern stands on the page', said.includes('aphasia') && said.includes('Amina Yusuf'), said.slice(0, 400));
  await look('amina-public-page');
}

async function theBoard() {
  await as('osei@fenmere.example');
  await click('Our response');
  await click('Meetings and decisions');
  await look('osei-meetings');
  await page.click('main a:has-text("Partnership board")');
  await look('osei-meeting');
  await page.click('main a:has-text("Stroke rehabilitation beds")');
  const board = await words();
  check('the board page has the evidence, the gap, the dissent and the council',
    ['The last bus goes at 4.40', 'New evidence', '1 finding has no answer', 'Amina Yusuf', 'Run a shuttle in the evening for at least two years'].every((one) => board.includes(one)), board.slice(0, 1500));
  await look('osei-board-page');
  await click('Actions and promises');
  const actions = await words();
  check('actions stand by partner', actions.includes('Tarn Valley Council') && actions.includes('Fenmere Community Trust'));
  await look('osei-actions');
  await click('Reports');
  await look('osei-reports');
  await page.click('main a:has-text("Stroke rehabilitation beds")');
  await look('osei-papers');
  const [word] = await Promise.all([page.waitForEvent('download'), page.click('main a:has-text("Word")')]);
  check('the Word paper comes down', word.suggestedFilename().endsWith('.docx'), word.suggestedFilename());
}

async function leahAndMarie() {
  await run.context.clearCookies();
  await page.goto(heed.url);
  await look('have-your-say');
  await click('What happened');
  await look('what-happened-list');
  const list = await words();
  check('the late one says since when and why', list.includes('It is late') && list.includes('two partners have not said yet'), list.slice(0, 1500));
  await click('Stroke rehabilitation beds');
  await look('what-happened');
  await page.click('main a:has-text("Run the evening shuttle")');
  const at = new URL(page.url()).hash;
  const finding = await page.textContent(at);
  check('“evening shuttle” leads to Mr Holt’s letter', finding.includes('the last bus goes at 4.40') && finding.includes('Mr Holt was right'), finding);
  check('said by fewer than 8 people', finding.includes('fewer than 8 people'));
  check('and forward to what runs', finding.includes('Running since 3 March') && finding.includes('Under way'));
  const all = await words();
  check('one theme has no answer, and the page says so', all.includes('We have not answered this yet'));
  check('whom we did not hear', all.includes('aphasia could hardly take part'));
  await page.click('main a:has-text("decided on")');
  await look('decision');
  check('the decision shows its gap', (await words()).includes('Decided without an answer to'));
  await click('Follow your feedback');
  await page.fill('[name=reference]', reference);
  await press('Follow');
  await look('followed');
  const mine = await words();
  check('a reference shows theme, answer and action', mine.includes('Getting there by bus') && mine.includes('Have the 31 wait for the 14'), mine.slice(0, 900));
  check('and never the words', !mine.includes('two changes'));
  await page.goto(`${heed.url}/promises`);
  await look('promises');
  check('the promises are public, one nine days late', (await words()).includes('9 days late'));
}

try {
  check('it is ready within some seconds', tookMs < 30_000, tookMs);
  check('a reference to follow is printed', Boolean(reference), heed.said());
  await tomPlans();
  await aSpreadsheet();
  await joReads();
  await aminaLooks();
  await theBoard();
  await leahAndMarie();
} catch (error) {
  if (shots) await page.screenshot({ path: `${shots}/where-it-stopped.png` }).catch(() => {});
  check('the journey went to its end', false, error.stack + heed.log().slice(-500));
} finally {
  check('every page looked right to axe, wide and narrow', await run.finish());
  await heed.stop();
  heed.remove();
  await database?.stop();
}
finish();
process.exit();
