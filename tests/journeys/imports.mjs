// Files of other tools into Heed, as another program would do it: `heed import` looked at first, then
// for real; and through the staff page, where a refusal leaves nothing behind.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, check, finish, sharedData, skip, startHeed, startPostgresql, Visitor } from './kit.mjs';

const database = process.argv[2] === 'postgresql' ? await startPostgresql() : undefined;
if (database === null) {
  skip('Imports on PostgreSQL', 'PostgreSQL 15 is not installed');
  finish();
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), 'heed-files-'));
const heed = await startHeed(['--partnership', 'Fenmere Partnership', '--prefix', 'FM',
  ...(database ? ['--database', database.url] : [])]);

function file(name, text) {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function look(path) {
  const ran = spawnSync(binary, ['import', path, '--dry-run', '--json', '--data', heed.data], { encoding: 'utf8' });
  return { status: ran.status, said: ran.stderr.trim(), found: ran.status === 0 ? JSON.parse(ran.stdout) : null };
}

function found(name, path, wanted) {
  const { status, said, found: is } = look(path);
  check(`${name} is told`, status === 0, said);
  if (!is) return;
  for (const [key, value] of Object.entries(wanted)) {
    check(`${name}: ${key} is ${value}`, is[key] === value, JSON.stringify(is).slice(0, 300));
  }
  check(`${name}: what is not carried has where and why`,
    Array.isArray(is.unmapped) && is.unmapped.every((one) => one.where && one.why), JSON.stringify(is.unmapped));
}

function refused(name, path) {
  const { status, said } = look(path);
  check(`${name} is refused with 1`, status === 1, `${status} ${said}`);
  check(`${name} is refused in one sentence`, said.split('\n').length === 1 && said.length > 10, said);
}

const survey = `<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType>
<DBVersion>630</DBVersion><languages><language>en</language></languages>
<groups><rows><row><gid>1</gid><group_order>1</group_order></row></rows></groups>
<group_l10ns><rows><row><gid>1</gid><group_name>Clinics</group_name><language>en</language></row></rows></group_l10ns>
<questions><rows><row><qid>1</qid><parent_qid>0</parent_qid><gid>1</gid><type>Y</type><title>use</title><question_order>1</question_order></row>
<row><qid>2</qid><parent_qid>0</parent_qid><gid>1</gid><type>T</type><title>why</title><question_order>2</question_order><relevance>((use.NAOK == "Y"))</relevance></row>
<row><qid>3</qid><parent_qid>0</parent_qid><gid>1</gid><type>*</type><title>sum</title><question_order>3</question_order></row></rows></questions>
<question_l10ns><rows><row><qid>1</qid><question>Do you use the clinic?</question><language>en</language></row>
<row><qid>2</qid><question>Why?</question><language>en</language></row></rows></question_l10ns>
<surveys_languagesettings><rows><row><surveyls_language>en</surveyls_language><surveyls_title>Leg ulcer clinics</surveyls_title></row></rows></surveys_languagesettings>
</document>`;
const forms = 'Id,Start time,Completion time,Email,Name,Do you drive?,What would help you to get to the clinic?\n' +
  '1,2026-03-05 10:00,2026-03-05 10:04,a@b.example,Ann,Yes,A later bus on a Sunday would help me a great deal\n' +
  '2,2026-03-05 11:00,2026-03-05 11:04,c@d.example,Bob,No,Somebody who answers the telephone in the morning\n';
const coded = 'lfdn;v_1;tag\n9;No trust and no time;Trust\n9;No trust and no time;Time\n11;Too few staff;Staff\n';
const register = 'kind,title,publisher,opens,closes\nsurvey,Evening buses,A council,2026-03-01,2026-04-01\nlistening,Parks,A council,,\n';

function samples() {
  found('A LimeSurvey survey', file('clinics.lss', survey), { kind: 'limesurvey_survey', activities: 1, questions: 2, responses: 0 });
  found('A Microsoft Forms export', file('answers.csv', forms), { kind: 'microsoft_forms', activities: 1, questions: 2, responses: 2 });
  found('Coded answers', file('coded.csv', coded), { kind: 'coded_answers', activities: 1, questions: 1, responses: 2 });
  found('A register', file('register.csv', register), { kind: 'engagement_register', activities: 2, questions: 0, responses: 0 });
  found('Tabs and UTF-16', file('notts.csv', Buffer.from('\ufeffTeam\tWhat could be better?\nWard A\tThe food was cold when it came up\n', 'utf16le')),
    { kind: 'tsv', encoding: 'UTF-16LE', responses: 1 });
  file('consult/q/question_part_1/question.json', '{"question_text": "Why?"}');
  file('consult/q/question_part_1/responses.jsonl', '{"response_id": 1, "response": "The bus"}\n{"response_id": 2, "response": "Cost"}\n');
  found('A Consult folder', join(folder, 'consult'), { kind: 'consult', activities: 1, questions: 1, responses: 2 });
  found('An e-mail', file('letter.eml', 'From: Ann <a@b.example>\r\nTo: us@b.example\r\nSubject: Buses\r\nDate: Thu, 5 Mar 2026 14:30:00 +0000\r\n\r\nThe last bus goes at 4.40.\r\n'),
    { kind: 'email', activities: 1, questions: 1, responses: 1 });
  refused('A survey that is a table', file('table.lss', 'a,b\n1,2\n'));
  refused('A survey cut in half', file('half.lss', survey.slice(0, 500)));
  refused('A bomb', file('bomb.lss', '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><document><LimeSurveyDocType>Survey</LimeSurveyDocType>&b;</document>'));
  refused('A workbook that is text', file('answers.xlsx', 'a,b\n'));
  refused('An e-mail that is none', file('x.eml', 'hello\n'));
  refused('A picture', file('x.csv', Buffer.from('89504e470d0a1a0a', 'hex')));
  refused('Nothing', file('empty.csv', ''));
  refused('A file that is not there', join(folder, 'nowhere.csv'));
  file('notes/readme.md', 'What this is.\n');
  refused('A folder of something else', join(folder, 'notes'));
  check('and it is called a folder, not a zip file alone', look(join(folder, 'notes')).said.includes('folder'), look(join(folder, 'notes')).said);
}

function forReal() {
  const survey1 = JSON.parse(heed.command('import', join(folder, 'clinics.lss'), '--json'));
  check('a survey becomes an activity with its questions', survey1.activities === 1 && survey1.questions === 2 && survey1.responses === 0, JSON.stringify(survey1));
  const answers = JSON.parse(heed.command('import', join(folder, 'answers.csv'), '--title', 'Getting to the clinic', '--json'));
  check('answers come in', answers.responses === 2 && answers.voices === 2, JSON.stringify(answers));
  const themes = JSON.parse(heed.command('import', join(folder, 'coded.csv'), '--json'));
  check('themes from elsewhere are kept', themes.themes_kept === 3, JSON.stringify(themes));
  const drafts = JSON.parse(heed.command('import', join(folder, 'register.csv'), '--json'));
  check('a register makes drafts', drafts.activities === 2, JSON.stringify(drafts));
  let status = 0;
  try { heed.command('import', join(folder, 'half.lss'), '--json'); } catch (error) { status = error.status; }
  check('a damaged file ends with 1', status === 1, status);
}

// Every file that people gave us, where they are there.
function given() {
  if (!existsSync(sharedData)) { skip('Real files', 'the shared data is not here'); return; }
  const expect = {
    'edinburgh_survey/Survey_Data.csv': { responses: 2955 },
    'engagement_register/register.csv': { kind: 'engagement_register', activities: 18 },
    'decide_madrid/proposals.csv': { kind: 'proposals', responses: 80 },
    'nhs_fft_phase1/text_data.csv': { kind: 'csv', activities: 1, questions: 5, responses: 10334 },
    'coded_open_answers_napire/v_277_with_246_total_365_coded.csv': { kind: 'coded_answers', encoding: 'Windows-1252', questions: 2, responses: 365 },
    'coded_open_answers_napire/v_18_respondent_role_40_coded.csv': { kind: 'coded_answers', questions: 1, responses: 39 },
    'consult_themefinder/gambling_XS': { kind: 'consult', questions: 2, responses: 100 },
    'govuk_consultations/consultation_outcome.json': { kind: 'govuk_consultation', activities: 1 },
    'polis_conversations/15-per-hour-seattle': { kind: 'polis', responses: 339 },
  };
  for (const [path, wanted] of Object.entries(expect)) found(path, join(sharedData, path), wanted);
  for (const path of ['naughty_strings/blns.txt', 'naughty_strings/blns.json', 'nhs_fft_phase1', 'edinburgh_survey', 'consult_themefinder/import_schema/inputs/question.json'])
    refused(path, join(sharedData, path));
  for (const name of readdirSync(join(sharedData, 'limesurvey_lss')).filter((one) => one.endsWith('.lss'))) {
    const path = join(sharedData, 'limesurvey_lss', name);
    found(name, path, { kind: 'limesurvey_survey', activities: 1 });
    const done = JSON.parse(heed.command('import', path, '--title', name, '--json'));
    check(`${name} comes in with its questions`, done.questions > 0, JSON.stringify(done).slice(0, 200));
  }
}

async function onThePage() {
  const link = /\/staff\/link\/\S+/.exec(heed.said())[0];
  const priya = new Visitor(heed.url);
  await priya.get(link);
  await priya.post(link, { name: 'Priya Shah', email: 'priya@fenmere.example', password: 'a long enough password' });
  const planned = async () => [...(await priya.get('/staff/plan')).html.matchAll(/href="\/staff\/activities\//g)].length;
  const before = await planned();
  await priya.get('/staff/bring-in');
  await priya.upload('/staff/bring-in', { title: 'Never made', activity: '' }, 'file', 'dates.csv',
    Buffer.from('Date,What would help?\nsoon,A later bus on a Sunday would help\n'));
  await priya.post(priya.page.path, { 'role-0': 'date', 'role-1': 'answer', question: '' });
  check('a row that cannot be taken is named', priya.page.html.includes('is not a date'), priya.page.status);
  check('what was refused leaves no activity behind', (await planned()) === before, before);
  await priya.get('/staff/bring-in');
  await priya.upload('/staff/bring-in', { title: '', activity: '' }, 'file', 'clinics.lss', Buffer.from(survey.replace('Leg ulcer clinics', 'Foot clinics')));
  check('a survey is shown with what it lacks', priya.page.html.includes('2 questions') && priya.page.html.includes('equation'), priya.page.html.length);
  await priya.post(priya.page.path);
  check('the survey is in', priya.page.html.includes('Your file is in'), priya.page.path);
  check('and it is one more', (await planned()) === before + 1, before);
}

try {
  samples();
  forReal();
  await onThePage();
  given();
} finally {
  await heed.stop();
  heed.remove();
  rmSync(folder, { recursive: true, force: true });
  if (database) await database.stop();
}
finish();
