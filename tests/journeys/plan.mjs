// Tom plans a survey and Priya a formal consultation, in Chromium: what is missing, documents with
// their formats, stages, steps with reasons, corrections; and what the public sees of it: near me,
// reading first, a question with its answer. Every page is checked by axe, wide and at 320 px.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finish, skip, startHeed, startPostgresql } from './kit.mjs';
import { start } from '../browser/axe.mjs';

const database = process.argv.includes('postgresql') ? await startPostgresql() : undefined;
if (database === null) {
  skip('Planning on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const heed = await startHeed(['--partnership', 'Fenmere Partnership', '--prefix', 'FM',
  ...(database ? ['--database', database.url] : [])]);
const site = heed.url;
const folder = mkdtempSync(join(tmpdir(), 'heed-plan-'));
const easyRead = join(folder, 'easy.pdf');
writeFileSync(easyRead, '%PDF-1.7\nEasy words.\n');
const run = await start({ shots: process.argv.slice(2).find((word) => word !== 'postgresql') ?? null });
const page = await run.page();

const body = () => page.textContent('main');
const press = (words) => page.click(`main button:has-text("${words}")`);
async function says(sentence, words) {
  await run.expect(sentence, async () => {
    const text = await body();
    if (!text.includes(words)) throw new Error(`not said: ${words}\n${text.slice(0, 600)}`);
  });
}

async function setUp() {
  await page.goto(site + /\/staff\/link\/\S+/.exec(heed.said())[0]);
  await page.fill('[name=name]', 'Tom Hale');
  await page.fill('[name=email]', 'tom@fenmere.example');
  await page.fill('[name=password]', 'a long enough password');
  await page.click('main button');
}

async function planIt() {
  await page.goto(`${site}/staff/plan/new`);
  await run.check(page, 'plan-new-details');
  await page.fill('[name=title]', 'Leg ulcer clinics');
  await page.check('[value=survey]');
  await page.fill('[name=topics]', 'wounds, transport');
  await page.fill('[name=area]', 'Fenmere');
  await page.fill('[name=closes]', 'soon');
  await page.fill('[name=questions]', 'How do you get to the clinic?');
  await press('Save draft');
  await says('a date that is none is said beside its box', 'Write the date like 5 December 2026.');
  await run.expect('what was typed is kept', async () => {
    if ((await page.inputValue('[name=topics]')) !== 'wounds, transport') throw new Error('topics are gone');
  });
  await page.fill('[name=closes]', '');
  await press('Save draft');
  await says('it says what is missing', 'Say what the answers will shape before opening.');
  await says('formats that are missing are named', 'There is no Easy Read version.');
  await run.check(page, 'plan-overview-missing');
  const activity = page.url();
  await page.goto(`${activity}/documents`);
  await run.check(page, 'plan-documents-empty');
  await page.fill('[name=title]', 'Summary in Easy Read');
  await page.check('[value=easy_read]');
  await page.setInputFiles('[name=file]', easyRead);
  await press('Add it');
  await says('the document is there', 'Summary in Easy Read');
  await run.check(page, 'plan-documents');
  await page.goto(`${activity}/stages`);
  await page.fill('[name=stages]', 'Options: a workshop with patients\nContract:');
  await press('Save stages');
  await says('a stage without people is flagged', 'Nobody is involved');
  await run.check(page, 'plan-stages');
  await page.goto(`${activity}/edit`);
  await page.fill('[name=purpose]', 'Where clinics are held.');
  await page.fill('[name=decider]', 'The board');
  await page.fill('[name=contact]', 'Ring 01632 960000');
  await page.fill('[name=owner]', 'Fenmere Partnership');
  await page.fill('[name=deliverer]', 'Fenmere Voices');
  await page.fill('[name=funder]', 'Tarn Valley Council');
  await page.fill('[name=hear_by]', '5 December 2036');
  await press('Save');
  await run.expect('Easy Read is not missing any more', async () => {
    if ((await body()).includes('There is no Easy Read version.')) throw new Error(page.url());
  });
  return activity;
}

async function areas() {
  await page.goto(`${site}/staff/plan/areas`);
  await page.fill('[name=areas]', 'ZZ1 Fenmere');
  await press('Save areas');
  await says('a line that is none is named', 'Line 1: write the start of a postcode');
  await page.fill('[name=areas]', 'ZZ1: Fenmere\nZZ2: Tarn Valley');
  await press('Save areas');
  await run.check(page, 'plan-areas');
}

async function openIt(activity) {
  await page.goto(activity);
  await page.click('summary:has-text("Announce it")');
  await press('Announce it');
  await page.goto(site);
  await says('the public sees that it is coming', 'Coming up');
  await page.goto(activity);
  await press('Open to the public');
  await says('it is open', 'Steps so far');
  await page.goto(`${activity}/documents`);
  await page.click('main button:has-text("Withdraw")');
  await says('a document of what is open needs a reason to change', 'Its documents are fixed');
  await run.check(page, 'plan-documents-fixed');
  await page.fill('input[id^=why-]', 'The date on page 2 was wrong.');
  await page.click('main button:has-text("Withdraw")');
  await says('it is withdrawn and still there', 'Withdrawn on');
  await page.goto(`${activity}/edit`);
  await page.fill('[name=closes]', '5 November 2036');
  await press('Save');
  await says('a closing date that was announced needs a reason to move', 'Say why it moves');
  await run.check(page, 'plan-edit-closing');
  await page.fill('[name=why]', 'The hall was flooded.');
  await press('Save');
}

async function inPublic() {
  const visitor = await run.page();
  await visitor.goto(site);
  await run.check(visitor, 'finder');
  await visitor.fill('[name=postcode]', 'not one');
  await visitor.click('main button:has-text("Find")');
  await run.check(visitor, 'finder-error');
  await run.expect('a postcode that is none is said and kept', async () => {
    const text = await visitor.textContent('body');
    if (!text.includes("We don't recognise that postcode")) throw new Error(text.slice(0, 400));
    if ((await visitor.inputValue('[name=postcode]')) !== 'not one') throw new Error('it is gone');
  });
  await visitor.fill('[name=postcode]', 'zz2 1ab');
  await visitor.click('main button:has-text("Find")');
  await run.expect('what is elsewhere is not near', async () => {
    const text = await visitor.textContent('main');
    if (text.includes('Leg ulcer clinics') || !text.includes('You can still tell us something')) throw new Error(text.slice(0, 600));
  });
  await visitor.fill('[name=postcode]', 'ZZ1 4AB');
  await visitor.click('main button:has-text("Find")');
  await run.expect('the accessibility statement is in the footer', async () => {
    if (!(await visitor.$('footer a[href="/accessibility"]'))) throw new Error(visitor.url());
  });
  await visitor.click('text=Leg ulcer clinics');
  await run.check(visitor, 'activity-page');
  await run.expect('it says whether this is engagement, and what that means', async () => {
    const text = await visitor.textContent('main');
    for (const words of ['Engagement', 'What engagement is', 'listening before there is a proposal'])
      if (!text.includes(words)) throw new Error(words);
  });
  await run.expect('it says who asks, who runs it, who pays, who decides, and how words are used', async () => {
    const text = (await visitor.textContent('main')).replace(/\s+/g, ' ');
    for (const [row, value] of [['Who is asking', 'Fenmere Partnership'], ['Who runs it for them', 'Fenmere Voices'],
      ['Who pays for it', 'Tarn Valley Council'], ['Who decides', 'The board'],
      ['Contact, and other formats or languages', 'Ring 01632 960000'], ['How what you say is used', 'never leaves this server']])
      if (!new RegExp(`${row}[^A-Z]*${value}|${row}.{0,90}${value}`).test(text)) throw new Error(`${row}: ${value}`);
  });
  await run.expect('published and changed times are there for machines', async () => {
    for (const name of ['datePublished', 'dateModified']) {
      const at = await visitor.getAttribute(`time[itemprop=${name}]`, 'datetime');
      if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at ?? '')) throw new Error(`${name}: ${at}`);
    }
  });
  await run.expect('a correction is public', async () => {
    const text = await visitor.textContent('main');
    if (!text.includes('Correction') || !text.includes('The date on page 2 was wrong.')) throw new Error(text.slice(-900));
    if (!text.includes('to 5 November 2036. The hall was flooded.')) throw new Error(text.slice(-900));
  });
  const about = visitor.url();
  await visitor.goto(`${about}/ask`);
  await run.check(visitor, 'ask');
  await visitor.click('main button:has-text("Send the question")');
  await run.check(visitor, 'ask-error');
  await visitor.fill('[name=question]', 'Will the bus go there on a Sunday?');
  await visitor.click('main button:has-text("Send the question")');
  await run.expect('the question waits for a person', async () => {
    const text = await visitor.textContent('main');
    if (!text.includes('No question has been answered here yet.')) throw new Error(text.slice(0, 500));
  });
  await visitor.goto(`${site}/something-else`);
  await run.expect('there is always somewhere to say something', async () => {
    if (!(await visitor.textContent('h1')).includes('Tell us something else')) throw new Error(visitor.url());
  });
  return { visitor, about };
}

async function answered(activity, { visitor, about }) {
  await page.goto(`${activity}/asked`);
  await run.check(page, 'plan-asked');
  await page.fill('[name=answer]', 'Yes, from the spring.');
  await press('Answer in public');
  await visitor.goto(`${about}/ask`);
  await run.expect('the answer is public with its time', async () => {
    const text = await visitor.textContent('main');
    if (!text.includes('Yes, from the spring.') || !text.includes('usual time to an answer')) throw new Error(text.slice(0, 600));
  });
  await page.goto(`${activity}/updates`);
  await page.fill('[name=words]', 'A drop-in on Saturday.');
  await press('Publish the update');
  await run.check(page, 'plan-updates');
  await visitor.goto(about);
  await run.expect('the update is on its page', async () => {
    if (!(await visitor.textContent('main')).includes('A drop-in on Saturday.')) throw new Error('not there');
  });
}

async function ownerLeaves(activity, { visitor, about }) {
  await page.goto(`${activity}/edit`);
  await page.fill('[name=successor]', 'Ask the wounds team: 01632 960001');
  await press('Save');
  await visitor.goto(about);
  await run.expect('whoever answers for it now is shown, and the number of who left is not', async () => {
    const text = await visitor.textContent('main');
    if (!text.includes('01632 960001') || text.includes('01632 960000')) throw new Error(text.slice(0, 900));
  });
}

async function finished(activity, { visitor, about }) {
  await page.goto(activity);
  await page.click('summary:has-text("Close it")');
  await press('Close it');
  await visitor.goto(about);
  await run.expect('what is over stays at its address', async () => {
    if (!(await visitor.textContent('main')).includes('This has closed.')) throw new Error(visitor.url());
  });
}

async function consultation() {
  await page.goto(`${site}/staff/plan/new`);
  await page.fill('[name=title]', 'Stroke rehabilitation beds');
  await page.check('[value=formal_consultation]');
  await page.fill('[name=purpose]', 'Where the beds are.');
  await page.fill('[name=decider]', 'The board');
  await page.fill('[name=closes]', '5 December 2036');
  await page.fill('[name=hear_by]', '5 December 2037');
  await page.fill('[name=questions]', 'What should we know?');
  await press('Save draft');
  await says('asking whether it made a difference is scheduled from the start', 'December 2038: 6 and 12 months after people hear');
  await page.click('summary:has-text("Send it for review")');
  await press('Send it for review');
  await says('it is being reviewed', 'Being reviewed');
  await page.click('summary:has-text("Approve it")');
  await press('Approve it');
  await says('who sent it does not approve it', 'You sent it for review, so somebody else approves it.');
  await run.check(page, 'plan-two-people');
}

try {
  await setUp();
  await areas();
  const activity = await planIt();
  await openIt(activity);
  const seen = await inPublic();
  await answered(activity, seen);
  await ownerLeaves(activity, seen);
  await finished(activity, seen);
  await consultation();
} catch (error) {
  await run.expect('the story goes to its end', async () => { throw error; });
} finally {
  await run.finish();
  await heed.stop();
  heed.remove();
  rmSync(folder, { recursive: true, force: true });
  if (database) await database.stop();
}
