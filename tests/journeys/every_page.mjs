// Every page of the demonstration that a link leads to, as a member of the public and as each person
// who signs in: it answers, axe finds nothing wide and at 320 px, nothing scrolls sideways, and a
// screen reader gets landmarks, one main heading and a name for everything. So a new page is looked
// at from the day that something links to it.
//
//   node tests/journeys/every_page.mjs [folder for a picture of each]
import { startHeed } from './kit.mjs';
import { start } from '../browser/axe.mjs';
import { pageFaults, treeOf } from '../browser/accessibility_tree.mjs';

const heed = await startHeed(['--demo']);
const run = await start({ shots: process.argv[2] ?? null });
const people = [...heed.said().matchAll(/^ {2}(\S+@\S+)/gm)].map(([, email]) => email);
const password = /the password (\S+)/.exec(heed.said())[1];

// Pages that differ by an id or a number alone are one page.
const kindOf = (path) => path.replace(/[0-9a-f]{32}/g, '{id}').replace(/\/\d+(?=\/|$)/g, '/{n}');
const nameOf = (kind) => kind.replace(/\{(id|n)\}/g, '').replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '') || 'have-your-say';
const looked = new Set();
// Pages that say something of a day: when it was published and last changed stands on them (T-168).
const dated = ['/a/{id}', '/what-happened', '/what-happened/{id}', '/what-happened/{id}/who', '/decisions/{id}',
  '/meetings', '/promises', '/projects', '/learning'];
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

async function walk(page, from, who) {
  const seen = new Set([kindOf(from)]);
  const ahead = [from];
  while (ahead.length > 0) {
    const path = ahead.shift();
    // A file that is handed over is fetched, not shown.
    const reply = await page.request.get(heed.url + path);
    const type = reply.headers()['content-type'] ?? '';
    if (reply.status() !== 200) {
      await run.expect(`${who}: ${kindOf(path)} answers`, async () => { throw new Error(`${path}: ${reply.status()}`); });
      continue;
    }
    if (!type.startsWith('text/html') || 'content-disposition' in reply.headers()) continue;
    const kind = kindOf(path);
    if (!looked.has(kind)) {
      looked.add(kind);
      await page.goto(heed.url + path);
      await run.check(page, nameOf(kind));
      await run.expect(`${nameOf(kind)}: a screen reader finds its way`, async () => {
        const faults = pageFaults(await treeOf(page));
        if (faults.length) throw new Error(`${path}\n${faults.join('\n')}`);
      });
      if (!kind.startsWith('/staff'))
        await run.expect(`${kind} leads to the accessibility statement`, async () => {
          if (!(await page.$('footer a[href="/accessibility"]'))) throw new Error(path);
        });
      if (dated.includes(kind))
        await run.expect(`${kind} says when it was published and changed, to machines too`, async () => {
          for (const property of ['datePublished', 'dateModified']) {
            const time = page.locator(`time[itemprop=${property}]`).first();
            const said = await time.getAttribute('datetime');
            if (!ISO.test(said) || !(await time.textContent()).trim()) throw new Error(`${path}: ${property} ${said}`);
          }
        });
    }
    // What was looked at before is not drawn again for who comes next: their links are in the reply.
    for (const [, link] of (await reply.text()).matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)) {
      const to = new URL(link.replaceAll('&amp;', '&'), heed.url + path);
      if (to.origin !== heed.url || seen.has(kindOf(to.pathname))) continue;
      seen.add(kindOf(to.pathname));
      ahead.push(to.pathname + to.search);
    }
  }
}

try {
  await walk(await run.page(), '/', 'the public');
  for (const email of people) {
    await run.context.clearCookies();
    const page = await run.page();
    await page.goto(heed.url + '/staff/sign-in');
    await page.fill('[name=email]', email);
    await page.fill('[name=password]', password);
    await page.click('main button');
    await walk(page, '/staff', email);
    await page.close();
  }
  await run.expect('every page with a time was come to', async () => {
    const missed = dated.filter((kind) => !looked.has(kind));
    if (missed.length > 0) throw new Error(missed.join(' '));
  });
  await run.expect(`${looked.size} pages were looked at, as ${people.length} people and the public`, async () => {
    if (looked.size < 40 || people.length < 3) throw new Error([...looked].join('\n'));
  });
} catch (error) {
  await run.expect('the walk goes to its end', async () => { throw error; });
} finally {
  await run.finish();
  await heed.stop();
}
