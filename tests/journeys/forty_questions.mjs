// Forty questions of every kind Heed has, in four languages, and what six people answer to them: the
// data of forty.mjs, with what it means: which questions somebody's answers lead to, and what stands
// in the export for them.
//
// A wording is four texts, in the order of LANGUAGES; a list of choices is four lines parted by |.
// People are numbered: one in each language, then a sheet of paper and a phone call, both in English.
import { readFileSync, readdirSync } from 'node:fs';

export const LANGUAGES = ['en', 'cy', 'ar', 'pl'];
export const PAPER = 4, PHONE = 5;
export const languageOf = (person) => (person < 4 ? person : 0);

export const SECTIONS = [
  ['Getting to the clinic', 'Cyrraedd y clinig', 'الوصول إلى العيادة', 'Dojazd do poradni'],
  ['Your care', 'Eich gofal', 'رعايتك', 'Twoja opieka'],
  ['The proposal', 'Y cynnig', 'المقترح', 'Propozycja'],
  ['In your own words', 'Yn eich geiriau eich hun', 'بكلماتك', 'Własnymi słowami'],
  ['About you', 'Amdanoch chi', 'عنك', 'O Tobie'],
];
export const INTRO = ['Think of your last visit.', 'Meddyliwch am eich ymweliad diwethaf.', 'فكر في زيارتك الأخيرة.', 'Pomyśl o ostatniej wizycie.'];

// Byte for byte, whatever it is: marks of HTML, of spreadsheets and of each script.
const SAYS = [
  'The last bus – 4.40, said O’Neill & sons <b>late</b> "again" №',
  'Mae’r bws olaf yn mynd am 4.40; tŷ, dŵr, tân & "glaw" №',
  'الحافلة الأخيرة تغادر الساعة ٤:٤٠، و"لا" أحد <يجيب> №',
  '=Ostatni autobus o 16.40: zażółć gęślą jaźń & „spokój” №',
  'In pencil: bus [illegible] too early 🚌 №',
  'She said: my daughter fetches me on Mondays №',
];

const all = [];
const ask = (section, key, kind, text, more = {}) => all.push({ section, key, kind, text, ...more });
const when = (key, test, value) => ({ when: { key, test, value } });

ask(0, 'travel', 'choose_one', ['How do you travel to the clinic?', 'Sut ydych chi’n teithio i’r clinig?', 'كيف تذهب إلى العيادة؟', 'Jak dojeżdżasz do poradni?'], {
  choices: ['By bus|By car|On foot|Another way [say]', 'Ar fws|Mewn car|Ar droed|Ffordd arall', 'بالحافلة|بالسيارة|سيرا على الأقدام|بطريقة أخرى', 'Autobusem|Samochodem|Pieszo|Inaczej'],
  help: ['Choose what you use most.', 'Dewiswch yr un a ddefnyddiwch amlaf.', 'اختر ما تستخدمه أكثر.', 'Wybierz najczęstszy sposób.'],
  required: true, gives: [1, 0, 3, 2, 0, 1] });
ask(0, 'parking', 'long_text', ['What about parking?', 'Beth am barcio?', 'ماذا عن موقف السيارات؟', 'A co z parkowaniem?'], when('travel', 'is', 'by-car'));
ask(0, 'stop', 'short_text', ['Which bus stop do you use?', 'Pa safle bws ydych chi’n ei ddefnyddio?', 'أي موقف حافلات تستخدم؟', 'Z którego przystanku korzystasz?'], when('travel', 'is', 'by-bus'));
ask(0, 'no-bus', 'long_text', ['Why not by bus?', 'Pam nad ar fws?', 'لماذا لا تستخدم الحافلة؟', 'Dlaczego nie autobusem?'], when('travel', 'is_not', 'by-bus'));
ask(0, 'minutes', 'number', ['How many minutes does it take?', 'Faint o funudau mae’n ei gymryd?', 'كم دقيقة تستغرق؟', 'Ile minut to trwa?'],
  { least: 0, most: 600, gives: ['20', '75', '٤٥', '30', '50', '15'], kept: ['20', '75', '45', '30', '50', '15'] });
ask(0, 'long', 'choose_many', ['What would make a long trip easier?', 'Beth fyddai’n gwneud taith hir yn haws?', 'ما الذي يسهل الرحلة الطويلة؟', 'Co ułatwiłoby długą podróż?'], {
  choices: ['A shelter|A later bus|A lift|Nothing [alone]', 'Lloches|Bws hwyrach|Lifft|Dim byd', 'مظلة|حافلة متأخرة|توصيلة|لا شيء', 'Wiata|Późniejszy autobus|Podwiezienie|Nic'],
  choicesMax: 2, gives: [[0], [0, 1], [1, 2], [2], [3], [0]], ...when('minutes', 'at_least', '45') });
ask(0, 'short', 'short_text', ['What makes it a short trip?', 'Beth sy’n ei gwneud yn daith fer?', 'ما الذي يجعلها رحلة قصيرة؟', 'Dlaczego podróż jest krótka?'], when('minutes', 'at_most', '44'));
ask(0, 'ease', 'scale', ['How easy is it to get here?', 'Pa mor hawdd yw cyrraedd yma?', 'ما مدى سهولة الوصول؟', 'Jak łatwo tu dotrzeć?'], {
  ends: ['Very hard|Very easy', 'Anodd iawn|Hawdd iawn', 'صعب جدا|سهل جدا', 'Bardzo trudno|Bardzo łatwo'], least: 1, most: 5, gives: ['4', '1', '2', '5', '3', '2'] });
ask(0, 'help', 'long_text', ['What help do you need?', 'Pa gymorth sydd ei angen arnoch?', 'ما المساعدة التي تحتاجها؟', 'Jakiej pomocy potrzebujesz?'], when('ease', 'at_most', '2'));
ask(0, 'cost', 'number', ['What does one trip cost, in pounds?', 'Beth yw cost un daith, mewn punnoedd?', 'كم تكلف الرحلة الواحدة بالجنيه؟', 'Ile funtów kosztuje jedna podróż?'], {
  decimals: 2, gives: ['4.50', '2', '٣.٢٥', '0', '7.1', '12'], kept: ['4.5', '2', '3.25', '0', '7.1', '12'] });

ask(1, 'capacity', 'capacity', ['As whom do you answer?', 'Fel pwy ydych chi’n ateb?', 'بأي صفة تجيب؟', 'W czyim imieniu odpowiadasz?'], {
  choices: ['A patient|A carer|For an organisation [speaks for]', 'Claf|Gofalwr|Dros sefydliad', 'مريض|مقدم رعاية|نيابة عن منظمة', 'Pacjent|Opiekun|W imieniu organizacji'],
  gives: [[0], [0, 1], [2], [1], [0], [1]], organisation: ['', '', 'جمعية ذا فينز "الصحية"'], many: ['', '', '34'], asked: ['', '', 'في اجتماعنا'] });
ask(1, 'last', 'date', ['When did you last come?', 'Pryd ddaethoch chi ddiwethaf?', 'متى كانت زيارتك الأخيرة؟', 'Kiedy byłeś tu ostatnio?'], { gives: ['2026-02-27', '2025-12-01', '2026-01-31', '2024-02-29', '2026-03-02', '2025-06-15'] });
ask(1, 'postcode', 'postcode', ['What is your postcode?', 'Beth yw eich cod post?', 'ما هو رمزك البريدي؟', 'Jaki jest Twój kod pocztowy?'], { gives: ['ZZ1 4AB', 'zz2 1ab', 'none', 'ZZ1', 'ZZ2 9ZZ', 'none'], kept: ['ZZ1', 'ZZ2', 'none', 'ZZ1', 'ZZ2', 'none'] });
ask(1, 'often', 'matrix', ['How often do you come?', 'Pa mor aml ydych chi’n dod?', 'كم مرة تأتي؟', 'Jak często przychodzisz?'], {
  choices: ['Never|Sometimes|Often', 'Byth|Weithiau|Yn aml', 'أبدا|أحيانا|غالبا', 'Nigdy|Czasami|Często'],
  rows: ['By day|In the evening', 'Yn y dydd|Gyda’r nos', 'في النهار|في المساء', 'W dzień|Wieczorem'], required: true,
  gives: [[2, 0], [1, 2], [0, 1], [0, 2], [1, 1], [2, 2]] });
ask(1, 'evening', 'long_text', ['Why in the evening?', 'Pam gyda’r nos?', 'لماذا في المساء؟', 'Dlaczego wieczorem?'], when('often', 'is', 'in-the-evening=often'));
ask(1, 'kind', 'scale', ['How kind were the staff, from 0 to 10?', 'Pa mor garedig oedd y staff, o 0 i 10?', 'ما مدى لطف الموظفين من 0 إلى 10؟', 'Jak mili byli pracownicy, od 0 do 10?'], { least: 0, most: 10, gives: ['10', '9', '0', '7', '8', '5'] });
ask(1, 'waited', 'choose_one', ['Did you wait more than an hour?', 'A wnaethoch aros mwy nag awr?', 'هل انتظرت أكثر من ساعة؟', 'Czy czekałeś ponad godzinę?'], {
  choices: ['Yes|No', 'Do|Naddo', 'نعم|لا', 'Tak|Nie'], gives: [0, 1, null, 0, 1, null] });
ask(1, 'wait', 'short_text', ['How long did you wait?', 'Am faint wnaethoch chi aros?', 'كم من الوقت انتظرت؟', 'Jak długo czekałeś?'], when('waited', 'is', 'yes'));
ask(1, 'unsure', 'long_text', ['What do you remember of it?', 'Beth ydych chi’n ei gofio?', 'ماذا تتذكر منها؟', 'Co z tego pamiętasz?'], when('waited', 'not_answered'));
ask(1, 'letter', 'file', ['Show us a photo or a letter', 'Dangoswch lun neu lythyr i ni', 'أرنا صورة أو رسالة', 'Pokaż nam zdjęcie lub list'], { gives: ['letter.txt', 'llythyr tŷ.txt', 'رسالة.txt', 'zażółć.txt', null, null] });

ask(2, 'agree', 'vote', ['Do you agree?', 'Ydych chi’n cytuno?', 'هل توافق؟', 'Czy się zgadzasz?'], {
  rows: ['One clinic is enough|Evenings matter most', 'Mae un clinig yn ddigon|Y nosweithiau sydd bwysicaf', 'تكفي عيادة واحدة|المساء هو الأهم', 'Jedna poradnia wystarczy|Wieczory są najważniejsze'],
  gives: [[0, 1], [2, 0], [1, 1], [0, 2], [1, 0], [2, 2]] });
ask(2, 'order', 'ranking', ['What matters most?', 'Beth sydd bwysicaf?', 'ما الأهم؟', 'Co jest najważniejsze?'], {
  choices: ['Cost|Time|Comfort', 'Cost|Amser|Cysur', 'التكلفة|الوقت|الراحة', 'Koszt|Czas|Wygoda'], gives: [[2, 1, 3], [1, 2, 3], [3, 2, 1], [1, 0, 2], [0, 1, 0], [2, 3, 1]] });
ask(2, 'site', 'choose_one', ['Which place suits you?', 'Pa le sy’n addas i chi?', 'أي مكان يناسبك؟', 'Które miejsce Ci odpowiada?'], {
  choices: ['# In town|Market Street|Station Road|# Outside|Mill Lane', '# Yn y dref|Stryd y Farchnad|Ffordd yr Orsaf|# Y tu allan|Lôn y Felin',
    '# في المدينة|شارع السوق|طريق المحطة|# خارجها|ممر الطاحونة', '# W mieście|Ulica Targowa|Ulica Dworcowa|# Poza miastem|Aleja Młyńska'], gives: [0, 2, 1, 2, 0, 1] });
ask(2, 'hours', 'choose_many', ['Which hours would you use?', 'Pa oriau fyddech chi’n eu defnyddio?', 'أي ساعات تناسبك؟', 'Z jakich godzin skorzystasz?'], {
  choices: ['Before 9|After 6|Saturday|Other hours [say]', 'Cyn 9|Ar ôl 6|Dydd Sadwrn|Oriau eraill', 'قبل 9|بعد 6|السبت|ساعات أخرى', 'Przed 9|Po 18|Sobota|Inne godziny'], gives: [[1, 2], [3], [0, 3], null, [0], [1]] });
ask(2, 'hours-why', 'long_text', ['Why those hours?', 'Pam yr oriau hynny?', 'لماذا هذه الساعات؟', 'Dlaczego te godziny?'], when('hours', 'answered'));
ask(2, 'weigh', 'matrix', ['How much does each matter?', 'Faint mae pob un yn ei olygu?', 'ما أهمية كل منها؟', 'Jak ważne jest każde z nich?'], {
  choices: ['A little|A lot', 'Ychydig|Llawer', 'قليلا|كثيرا', 'Trochę|Bardzo'], rows: ['Being near|Being quick|Being known', 'Bod yn agos|Bod yn gyflym|Bod yn gyfarwydd', 'القرب|السرعة|المعرفة', 'Bliskość|Szybkość|Znajomość'],
  gives: [[0, 1, 1], [1, 1, 1], [0, 0, 0], [1, 0, 1], [0, 1, 0], [1, 1, 0]] });
ask(2, 'worry', 'scale', ['How worried are you?', 'Pa mor bryderus ydych chi?', 'ما مدى قلقك؟', 'Jak bardzo się martwisz?'], { ends: ['Not at all|Very', 'Dim o gwbl|Yn fawr', 'أبدا|جدا', 'Wcale|Bardzo'], least: 1, most: 5, gives: ['5', '2', '4', '1', '5', '3'] });
ask(2, 'worry-why', 'long_text', ['What worries you?', 'Beth sy’n eich poeni?', 'ما الذي يقلقك؟', 'Co Cię martwi?'], when('worry', 'at_least', '4'));
ask(2, 'fair', 'choose_one', ['Is the proposal fair?', 'A yw’r cynnig yn deg?', 'هل المقترح عادل؟', 'Czy propozycja jest sprawiedliwa?'], { choices: ['Yes|In part|No', 'Ydy|Yn rhannol|Nac ydy', 'نعم|جزئيا|لا', 'Tak|Częściowo|Nie'], gives: [0, 1, 2, 1, 0, 2] });

ask(3, 'change', 'long_text', ['What would you change?', 'Beth fyddech chi’n ei newid?', 'ماذا تود أن تغير؟', 'Co byś zmienił?'], { required: true,
  help: ['Say it as you would to a friend.', 'Dywedwch ef fel wrth ffrind.', 'قلها كما تقولها لصديق.', 'Powiedz to jak znajomemu.'] });
ask(3, 'word', 'short_text', ['One word for the clinic?', 'Un gair am y clinig?', 'كلمة واحدة عن العيادة؟', 'Jedno słowo o poradni?'], { charsMax: 120 });
ask(3, 'heard', 'choose_many', ['Where did you hear of this?', 'Ble clywsoch chi am hyn?', 'أين سمعت عن هذا؟', 'Skąd o tym wiesz?'], {
  choices: ['A letter|A friend|The radio|Somewhere else [say]', 'Llythyr|Ffrind|Y radio|Rhywle arall', 'رسالة|صديق|الإذاعة|مكان آخر', 'Z listu|Od znajomego|Z radia|Skądinąd'], gives: [[3], [0], [1, 3], [2], [0, 1], [2]] });
ask(3, 'anything', 'long_text', ['Anything else?', 'Unrhyw beth arall?', 'هل هناك شيء آخر؟', 'Coś jeszcze?']);
ask(3, 'thanks', 'short_text', ['Whom should we thank?', 'I bwy ddylem ni ddiolch?', 'من يجب أن نشكر؟', 'Komu mamy podziękować?']);

// About you: the first five of the national lists, in English as they come but for the first, which is
// translated here; and one question of the consultation's own.
const TRANSLATED = { 'How old are you?': ['Faint yw eich oed?', 'كم عمرك؟', 'Ile masz lat?'] };
const lists = readdirSync('schema/lists').sort().map((file) => {
  const lines = readFileSync(`schema/lists/${file}`, 'utf8').split('\n');
  const values = (name) => lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  return { text: values('question')[0], choices: values('code').map((code) => code.slice(code.indexOf(' ') + 1)) };
});
export const LISTS_LEFT_OUT = lists.slice(5).map((list) => list.text);
lists.slice(0, 5).forEach((list, n) => ask(4, `list-${n}`, 'about', [list.text, ...(TRANSLATED[list.text] ?? [])], {
  listed: true, choices: [list.choices.join('|')], gives: Array.from(SAYS, (_, person) => (person + n) % 2 ? 1 : list.choices.length - 1) }));
ask(4, 'speak', 'about', ['Which language do you speak at home?', 'Pa iaith ydych chi’n ei siarad gartref?', 'ما اللغة التي تتحدثها في البيت؟', 'W jakim języku mówisz w domu?'], {
  choices: ['English|Welsh|Arabic|Polish|Prefer not to say [alone]', 'Saesneg|Cymraeg|Arabeg|Pwyleg|Gwell gen i beidio â dweud', 'الإنجليزية|الويلزية|العربية|البولندية|أفضل عدم القول', 'angielski|walijski|arabski|polski|Wolę nie mówić'], gives: [[0], [1], [2], [3], [4], [0]] });

export const QUESTIONS = all;

const bare = (line) => line.replace(/ \[[a-z ]+\]/g, '').trim();
// The words of a list in a language, or in English where nobody has written them; without headings.
export const listOf = (question, what, language) => ((question[what] ?? [])[language] ?? question[what]?.[0] ?? '').split('|').filter((line) => line && !line.startsWith('#')).map(bare);
export const headingsOf = (question, language) => (question.choices?.[language] ?? '').split('|').filter((line) => line.startsWith('# ')).map((line) => line.slice(2));
export const textOf = (question, language) => question.text[language] ?? question.text[0];
const has = (question, n, mark) => question.choices[0].split('|').filter((line) => !line.startsWith('#'))[n].includes(`[${mark}]`);
export const asksWords = (question, n) => has(question, n, 'say');
export const speaksFor = (question, n) => has(question, n, 'speaks for');
export const isText = (question) => question.kind === 'long_text' || question.kind === 'short_text';

const number = (question) => all.indexOf(question) + 1;
export const saysTo = (question, person) => SAYS[person] + number(question);
// What a person gives to a question: words, a code, a place in a list, or places in one.
export const givenTo = (question, person) => (isText(question) ? saysTo(question, person) + (question.key === 'anything' ? '\n\n' + SAYS[person] : '') : question.gives[person]);
const id = (words) => words.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');

// The questions that a person's answers lead to, told from the data alone.
export function ledTo(person) {
  const given = new Map();
  return all.filter((question) => {
    const { key, test, value } = question.when ?? { test: 'always' };
    const before = given.get(key);
    const right = test === 'always' || (test === 'answered' ? before !== undefined : test === 'not_answered' ? before === undefined
      : before !== undefined && (test === 'is' ? before.includes(value) : test === 'is_not' ? !before.includes(value)
        : test === 'at_least' ? Number(before[0]) >= Number(value) : Number(before[0]) <= Number(value)));
    const answer = givenTo(question, person);
    if (right && answer !== null) {
      const codes = listOf(question, 'choices', 0).map(id);
      given.set(question.key, isText(question) ? [answer] : question.kind === 'matrix' ? answer.map((n, row) => `${listOf(question, 'rows', 0).map(id)[row]}=${codes[n]}`)
        : question.choices && question.kind !== 'ranking' ? [answer].flat().map((n) => codes[n]) : [(question.kept ?? question.gives)[person]].flat());
    }
    return right;
  });
}

// The cells of one question in the export, as they must stand: chosen answers under their English
// wording, words as they were typed. None for about-you.
export function cellsOf(question, person, asked) {
  if (question.kind === 'about') return [];
  const given = asked ? givenTo(question, person) : null;
  const words = listOf(question, 'choices', 0), rows = listOf(question, 'rows', 0);
  const own = saysTo(question, person);
  if (question.kind === 'postcode') {
    const kept = given === null ? null : question.kept[person];
    return [kept, /^ZZ\d \d/i.test(given ?? '') ? /zz1/i.test(given) ? 'Fenmere' : 'Tarn Valley' : null];
  }
  if (question.kind === 'choose_one') return [given === null ? null : words[given], ...words.flatMap((_, n) => (asksWords(question, n) ? [given === n ? own : null] : []))];
  if (question.kind === 'choose_many' || question.kind === 'capacity') return words.flatMap((word, n) => {
    const chosen = (given ?? []).includes(n);
    return [chosen ? word : null, ...(asksWords(question, n) ? [chosen ? own : null] : []),
      ...(speaksFor(question, n) ? [chosen ? question.organisation[person] : null, chosen ? question.many[person] : null, chosen ? question.asked[person] : null] : [])];
  });
  if (question.kind === 'matrix') return rows.map((_, row) => (given ? words[given[row]] : null));
  if (question.kind === 'vote') return rows.map((_, row) => (given ? ['Agree', 'Disagree', 'Pass'][given[row]] : null));
  if (question.kind === 'ranking') return words.map((_, n) => (given && given[n] ? String(given[n]) : null));
  if (isText(question)) return [given === null ? null : given.replaceAll('\n', '\r\n')];
  return [given === null ? null : (question.kept ?? question.gives)[person]];
}

// The page's own words in a language, from where Heed has them; in English where it has none.
const catalogs = LANGUAGES.map((language) => {
  try { return readFileSync(`words/${language}.po`, 'utf8').replace(/"\n"/g, ''); } catch { return ''; }
});
export const own = (language, words) => {
  const at = catalogs[language].indexOf(`\nmsgid "${words}"\nmsgstr "`);
  return (at >= 0 && /msgstr "(.*)"\n/.exec(catalogs[language].slice(at))[1]) || words;
};
export const hasOwnPages = (language) => language === 0 || catalogs[language] !== '';

// Fills in a question on a page of one or of many, finding everything by the names that a screen reader says.
export async function fill(page, question, person, language) {
  const given = givenTo(question, person), words = textOf(question, language);
  if (given === null) return;
  const group = page.getByRole('group', { name: words, exact: true });
  const box = (name, within = group) => within.getByRole('textbox', { name: own(language, name), exact: true });
  const choices = listOf(question, 'choices', language), rows = listOf(question, 'rows', language);
  const { kind } = question;
  if (kind === 'postcode' && given === 'none') await page.getByRole('checkbox', { name: own(language, 'I have no fixed address'), exact: true }).check();
  else if (isText(question) || kind === 'number' || kind === 'postcode') await box(words, page).fill(given);
  else if (kind === 'file') await page.getByLabel(words, { exact: true }).setInputFiles({ name: given, mimeType: 'text/plain', buffer: Buffer.from(saysTo(question, person)) });
  else if (kind === 'date') for (const [n, part] of ['Year', 'Month', 'Day'].entries()) await box(part).fill(String(Number(given.split('-')[n])));
  else if (kind === 'scale') {
    const ends = question.ends?.[language].split('|') ?? [], end = given === String(question.least) ? ends[0] : given === String(question.most) ? ends[1] : undefined;
    await group.getByRole('radio', { name: end ? `${given} – ${end}` : given, exact: true }).check();
  } else if (kind === 'ranking') for (const [n, choice] of choices.entries()) await group.getByRole('combobox', { name: choice, exact: true }).selectOption(given[n] ? String(given[n]) : '');
  else if (kind === 'matrix' || kind === 'vote') {
    const columns = kind === 'vote' ? ['Agree', 'Disagree', 'Pass'].map((one) => own(language, one)) : choices;
    for (const [n, row] of rows.entries()) await group.getByRole('group', { name: row, exact: true }).getByRole('radio', { name: columns[given[n]], exact: true }).check();
  } else for (const n of [given].flat()) {
    const one = group.getByRole('radio', { name: choices[n], exact: true }).or(group.getByRole('checkbox', { name: choices[n], exact: true }));
    await one.check();
    if (kind !== 'about' && asksWords(question, n)) await box('Please say').fill(saysTo(question, person));
    if (kind === 'capacity' && speaksFor(question, n)) {
      await box('Which organisation?').fill(question.organisation[person]);
      await box('How many people does it speak for?').fill(question.many[person]);
      await box('How did you ask them? (optional)').fill(question.asked[person]);
    }
  }
}
