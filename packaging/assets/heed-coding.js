// Coding by keyboard: single keys that can be switched off, and picking out some of the words.
// The page does everything without this; here is only what is quicker with it.
const form = document.querySelector('[data-coding] form');
const words = document.querySelector('[data-words] .heed-quote__words');
const said = document.querySelector('[data-said]');
const kept = 'heed-coding-shortcuts';

const boxes = [...form.querySelectorAll('input[name="code"]')];
const label = (box) => form.querySelector(`label[for="${CSS.escape(box.id)}"]`)?.textContent.trim() ?? '';

// The chosen words as code points from the start; nothing when none are chosen.
function chosen() {
  const picked = getSelection();
  if (!words || !picked.rangeCount || picked.isCollapsed) return null;
  const range = picked.getRangeAt(0);
  if (!words.contains(range.startContainer) || !words.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(words);
  before.setEnd(range.startContainer, range.startOffset);
  const starts = [...before.toString()].length;
  return { starts, ends: starts + [...range.toString()].length, text: range.toString() };
}

for (const box of boxes) {
  const span = form.elements[`span-${box.value}`];
  let marked = null;
  // Clicking a label drops the selection, so it is taken when the press begins.
  const press = () => { marked = chosen(); };
  form.querySelector(`label[for="${CSS.escape(box.id)}"]`)?.addEventListener('pointerdown', press);
  box.addEventListener('pointerdown', press);
  box.addEventListener('change', () => {
    const picked = marked ?? chosen();
    marked = null;
    if (!box.checked) { span.value = ''; said.textContent = `${label(box)}: off`; return; }
    span.value = picked ? `${picked.starts}-${picked.ends}` : '';
    said.textContent = picked ? `${label(box)}: “${picked.text}”` : `${label(box)}: on`;
  });
}

// A box to find a code by; it only hides others from view.
const find = document.createElement('input');
find.className = 'nhsuk-input nhsuk-input--width-20';
find.type = 'search';
find.setAttribute('aria-label', 'Find a code');
find.placeholder = 'Find a code';
boxes[0]?.closest('fieldset')?.querySelector('legend')?.after(find);
const rows = boxes.map((box) => box.closest('.nhsuk-checkboxes__item'));
const matching = () => boxes.filter((box, i) => !rows[i]?.hidden);
find.addEventListener('input', () => {
  boxes.forEach((box, i) => { if (rows[i]) rows[i].hidden = !label(box).toLowerCase().includes(find.value.toLowerCase()); });
});
find.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  event.preventDefault();  // Not the form's.
  matching()[0]?.click();
});

const part = document.querySelector('[data-shortcuts]');
const box = part?.querySelector('input[type="checkbox"]');
if (box) {
  let on = true;
  try { on = localStorage.getItem(kept) !== 'off'; } catch { /* Not kept between pages, then. */ }
  box.checked = on;
  part.hidden = false;
  box.addEventListener('change', () => {
    try { localStorage.setItem(kept, box.checked ? 'on' : 'off'); } catch { /* As above. */ }
  });
}

document.addEventListener('keydown', (event) => {
  if (!box?.checked || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.matches?.('input:not([type="checkbox"]):not([type="radio"]), textarea, select')) return;
  if (/^[1-9]$/.test(event.key)) matching()[Number(event.key) - 1]?.click();
  else if (event.key === 'f') find.focus();
  else if (event.key === 'm') form.querySelector('details')?.toggleAttribute('open');
  else if (event.key === 'n') form.requestSubmit();
  else return;
  event.preventDefault();
});
