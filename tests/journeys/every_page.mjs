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
    await page.goto(heed.url + path);
    const kind = kindOf(path);
    if (!looked.has(kind)) {
      looked.add(kind);
      await run.check(page, nameOf(kind));
      await run.expect(`${nameOf(kind)}: a screen reader finds its way`, async () => {
        const faults = pageFaults(await treeOf(page));
        if (faults.length) throw new Error(`${path}\n${faults.join('\n')}`);
      });
      if (!kind.startsWith('/staff'))
        await run.expect(`${kind} leads to the accessibility statement`, async () => {
          if (!(await page.$('footer a[href="/accessibility"]'))) throw new Error(path);
        });
    }
    for (const link of await page.$$eval('a[href]', (all) => all.map((one) => one.getAttribute('href')))) {
      const to = new URL(link, heed.url + path);
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
  await run.expect(`${looked.size} pages were looked at, as ${people.length} people and the public`, async () => {
    if (looked.size < 40 || people.length < 3) throw new Error([...looked].join('\n'));
  });
} catch (error) {
  await run.expect('the walk goes to its end', async () => { throw error; });
} finally {
  await run.finish();
  await heed.stop();
}
