// Priya keeps the list of organisations and areas: typed, brought in from a file, ended with what
// goes on from it; a file with one wrong line changes nothing, and an analyst only looks.
import { check, finish, startHeed, Visitor } from './kit.mjs';

const heed = await startHeed(['--demo', '--unsafe-disk']);
async function signIn(email) {
  const one = new Visitor(heed.url);
  await one.get('/staff/sign-in');
  await one.post('/staff/sign-in', { email, password: 'fenmere-demonstration' });
  return one;
}
try {
  const priya = await signIn('priya@fenmere.example');
  await priya.get('/staff/people');
  check('People leads to groups and places', priya.page.html.includes('/staff/organisations') && priya.page.html.includes('/staff/areas'));
  const bring = (what, rows) => priya.upload(`/staff/${what}/bring-in`, {}, 'file', 'list.csv', rows.join('\n') + '\n');
  await priya.get('/staff/organisations');
  await bring('organisations', ['name,kind,starts,ends,successor', 'Tarn CCG,ccg,1 April 2013,30 June 2022,Nobody', ',trust,,,']);
  check('wrong lines are named and nothing comes in', priya.page.status === 400 && priya.page.html.includes('Line 2') && priya.page.html.includes('Line 3')
    && !priya.page.html.includes('>Tarn CCG</a>'), priya.page.status);
  await bring('organisations', ['name,kind,starts,ends,successor', 'Tarn CCG,ccg,1 April 2013,30 June 2022,Fenmere ICB', 'Fenmere ICB,icb,2022-07-01,,']);
  check('a right list comes in', priya.page.html.includes('2 added'), priya.page.status);
  check('with dates and what went on', priya.page.html.includes('1 April 2013 to 30 June 2022'));
  await priya.post('/staff/organisations', { name: 'Mill Trust', kind: '', starts: 'soon' });
  check('a wrong date keeps what was typed', priya.page.status === 400 && priya.page.html.includes('Mill Trust') && priya.page.html.includes('soon'), priya.page.status);
  await priya.get('/staff/areas');
  await priya.post('/staff/areas', { name: 'Fenmere', level: 'system' });
  await bring('areas', ['name,level,part of', 'Tarn,place,Fenmere', 'Old Mill,neighbourhood,Tarn']);
  check('areas come in at their levels', priya.page.html.includes('2 added') && priya.page.html.includes('Neighbourhood'), priya.page.status);
  const area = /href="(\/staff\/areas\/[0-9a-f]{32})"[^>]*>Old Mill/.exec(priya.page.html)?.[1];
  await priya.get(area);
  await priya.post(`${area}/end`, { ends: '', successor: '' });
  check('an end needs its date', priya.page.status === 400 && priya.page.html.includes('Enter when it ends'), priya.page.status);
  await priya.post(`${area}/end`, { ends: '31 March 2026', successor: '' });
  check('an area ends', priya.page.html.includes('until 31 March 2026'), priya.page.status);
  const jo = await signIn('jo@fenmere.example');
  await jo.get('/staff/organisations');
  check('an analyst only looks', jo.page.status === 200 && jo.page.html.includes('Fenmere ICB') && !jo.page.html.includes('Add an organisation'), jo.page.status);
  await jo.post('/staff/organisations', { name: 'X', kind: 'y' });
  check('and cannot add', jo.page.status === 404, jo.page.status);
} finally {
  await heed.stop();
  heed.remove();
}
finish();
