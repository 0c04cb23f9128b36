// A workbook as a survey tool saves one: shared strings, and dates as numbers with a date format.
//
//   writeFileSync('survey.xlsx', workbook([['Question', 'Date'], ['An answer', new Date()]]));
//
// Does not: compress, or know of formulas and more than one sheet.
import { crc32 } from 'node:zlib';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const DAY_ZERO = Date.UTC(1899, 11, 30);

function zip(entries) {
  const parts = [], directory = [];
  let at = 0;
  for (const [name, text] of entries) {
    const bytes = Buffer.from(text), file = Buffer.from(name), common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(bytes.length, 18);
    common.writeUInt16LE(file.length, 22);
    parts.push(Buffer.from('PK\x03\x04'), common, file, bytes);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02'), Buffer.from([20, 0]), common, tail, file);
    at += 30 + file.length + bytes.length;
  }
  const listed = Buffer.concat(directory), end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06'), end]);
}

const column = (n) => (n < 26 ? '' : column(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));

export function workbook(rows) {
  const strings = new Map();
  const cell = (value, where) => {
    if (value === '' || value === null) return '';
    if (value instanceof Date) return `<c r="${where}" s="1"><v>${(value - DAY_ZERO) / 86_400_000}</v></c>`;
    if (typeof value === 'number') return `<c r="${where}"><v>${value}</v></c>`;
    if (!strings.has(value)) strings.set(value, strings.size);
    return `<c r="${where}" t="s"><v>${strings.get(value)}</v></c>`;
  };
  const sheet = rows.map((row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, column(c) + (r + 1))).join('')}</row>`).join('');
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zip([
    ['[Content_Types].xml', `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`
      + ['workbook', 'styles', 'sharedStrings'].map((one) => `<Override PartName="/xl/${one}.xml" ContentType="${type}.${one === 'workbook' ? 'sheet.main' : one}+xml"/>`).join('')
      + `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/></Types>`],
    ['_rels/.rels', `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/>`
      + `<Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="${office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`],
    ['xl/styles.xml', `${head}<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>`
      + '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'],
    ['xl/worksheets/sheet1.xml', `${head}<worksheet xmlns="${main}"><sheetData>${sheet}</sheetData></worksheet>`],
    ['xl/sharedStrings.xml', `${head}<sst xmlns="${main}" count="${strings.size}" uniqueCount="${strings.size}">`
      + `${[...strings.keys()].map((one) => `<si><t xml:space="preserve">${escaped(one)}</t></si>`).join('')}</sst>`],
  ]);
}
