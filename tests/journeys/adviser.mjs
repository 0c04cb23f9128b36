// Amina, equality adviser, who uses a screen reader: from Today to her recorded view, and on to her
// dissent in the board's paper, by the accessibility tree and the keyboard alone. What has no role
// and name there, she cannot reach. On SQLite, or with "postgresql" on PostgreSQL.
//   node tests/journeys/adviser.mjs [shots] [postgresql]
import { check, finish, skip, startHeed, startPostgresql } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const onPostgresql = process.argv.includes('postgresql');
const shots = process.argv.slice(2).find((word) => word !== 'postgresql') ?? null;
const database = onPostgresql ? await startPostgresql() : undefined;
if (database === null) {
  skip('The equality adviser on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const heed = await startHeed(['--demo', '--unsafe-disk', ...(database ? ['--database', database.url] : [])]);
const run = await start({ shots });
const page = await run.page();
const tree = () => page.locator('main').ariaSnapshot();

// Reached by what a screen reader says of it, and used by key.
async function press(role, name, key = 'Enter') {
  const found = page.getByRole(role, { name }).first();
  await found.focus();
  check(`${role} “${name}” takes the focus`, await found.evaluate((e) => e === document.activeElement));
  await page.keyboard.press(key);
}
async function go(name) {
  const before = page.url();
  await press('link', name);
  await page.waitForURL((url) => url.href !== before);
  await page.waitForLoadState('domcontentloaded');
}
async function type(name, words) {
  await page.getByRole('textbox', { name }).focus();
  await page.keyboard.type(words);
}

try {
  await page.goto(`${heed.url}/staff`);
  await type('Email', 'amina@fenmere.example');
  await page.locator('[name=password]').focus();  // A password box has no role of its own.
  await page.keyboard.type('fenmere-demonstration');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/staff');
  check('Today is named', /heading "Today" \[level=1\]/.test(await tree()), await tree());

  await go('Our response');
  await go('Stroke rehabilitation beds');
  await go('Public page');
  const before = await tree();
  check('the tree names the page, its parts and the form',
    /heading "[^"]*Public page" \[level=1\]/.test(before) && before.includes('The equality adviser’s view') &&
    /radio "Not satisfied"/.test(before) && /textbox "Your view"/.test(before) && /button "Record my view"/.test(before), before.slice(0, 1500));
  check('her first view is there', before.includes('Has concerns'));

  await press('button', 'Record my view');
  await page.waitForLoadState('domcontentloaded');
  check('an empty view is refused, and where is said', /alert|There is a problem/.test(await page.locator('body').ariaSnapshot()), (await tree()).slice(0, 600));

  await press('radio', 'Not satisfied', 'Space');
  check('“Not satisfied” is chosen', /radio "Not satisfied" \[checked\]/.test(await tree()));
  await type('Your view', 'The ward is open and nobody has asked people with aphasia yet.');
  await press('button', 'Record my view');
  await page.waitForLoadState('networkidle');
  const after = await tree();
  check('her view is on the page with her name, and the first one stays',
    after.includes('nobody has asked people with aphasia yet') && after.includes('Amina Yusuf') && after.includes('Has concerns'));
  await run.check(page, 'adviser-view');

  await go('Our response');
  await go('Meetings and decisions');
  await go('Partnership board');
  await go('Stroke rehabilitation beds');
  const board = await tree();
  check('the board’s page has where she stands, and both versions',
    board.includes('1 adviser is not satisfied.') && board.includes('version 2') && board.includes('Changed from “Has concerns” to “Not satisfied”.'), board.slice(0, 2500));
  check('and her dissent in her words', board.includes('Dissent, which stands:') && board.includes('nobody has asked people with aphasia yet'));
  await run.check(page, 'adviser-board');

  await go('Reports');
  await go('Stroke rehabilitation beds');
  await go('Read the Paper for a board or committee');
  const paper = await tree();
  check('the board’s paper carries it', paper.includes('Dissent, which stands:') && paper.includes('nobody has asked people with aphasia yet') && paper.includes('Version 2.'), paper.slice(0, 1500));
  check('its charts say in words what they show', /img "Bar chart\. How many said each\./.test(paper));
  await run.check(page, 'adviser-paper');
} catch (error) {
  check('the journey went to its end', false, error.stack + heed.log().slice(-800));
}
check('the pages are right in Chromium', await run.finish());
await heed.stop();
heed.remove();
await database?.stop();
finish();
