// What a screen reader is given: Chromium's own accessibility tree, with script on or off.
//
//   const tree = await treeOf(page);
//   pageFaults(tree)                                          // [] when every page's rules hold
//   questionFaults(tree, { words: 'Why?', hint: 'You can skip this question.', error: '' })
//
// Faults are sentences. axe (axe.mjs) looks at the marks on the page; this looks at what comes of them.
const CONTROLS = ['textbox', 'searchbox', 'checkbox', 'radio', 'combobox', 'listbox', 'spinbutton', 'slider', 'switch', 'Date', 'ColorWell'];
const NAMED = [...CONTROLS, 'link', 'button', 'DisclosureTriangle', 'heading', 'navigation', 'region', 'table'];
const GROUPS = ['group', 'radiogroup'];
const sessions = new WeakMap();
const plain = (value) => String(value ?? '').replace(/\s+/g, ' ').trim();

// Everything that is not ignored, in the order that it is read; `within` is what holds it, outermost first.
export async function treeOf(page) {
  if (!sessions.has(page)) sessions.set(page, await page.context().newCDPSession(page));
  const { nodes } = await sessions.get(page).send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const tree = [];
  const walk = (node, within) => {
    let inside = within;
    if (!node.ignored && node.role?.value !== 'InlineTextBox') {
      const property = (name) => node.properties?.find((one) => one.name === name)?.value.value;
      const one = { role: node.role?.value ?? '', name: plain(node.name?.value), description: plain(node.description?.value),
        level: property('level'), invalid: property('invalid'), checked: property('checked'), within };
      tree.push(one);
      inside = [...within, one];
    }
    for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id), inside);
  };
  walk(nodes[0], []);
  return tree;
}

const isIn = (node, role) => node.within.some((one) => one.role === role);
const groupOf = (node) => node.within.findLast((one) => GROUPS.includes(one.role));
const called = (node) => `${node.role} “${node.name.slice(0, 60)}”`;

// What holds on every page: three landmarks, one main heading inside main, a name for all that can be
// pressed, filled in or jumped to, and for each group of choices what it is a choice of.
export function pageFaults(tree) {
  const faults = [];
  const of = (role) => tree.filter((node) => node.role === role);
  for (const role of ['banner', 'main', 'contentinfo']) if (of(role).length !== 1) faults.push(`${of(role).length} landmarks are ${role}`);
  const first = of('heading').filter((node) => node.level === 1);
  if (first.length !== 1) faults.push(`${first.length} headings are of level 1: ${first.map(called).join(', ')}`);
  if (first.some((node) => !isIn(node, 'main'))) faults.push('the main heading is not in main');
  if (!tree[0].name) faults.push('the page has no title');
  for (const node of tree) {
    if (NAMED.includes(node.role) && !node.name) faults.push(`${node.role} has no name, within ${node.within.slice(-2).map(called).join(', ')}`);
    if (node.role === 'radio' && !groupOf(node)?.name) faults.push(`${called(node)} is a choice of something that has no name`);
  }
  const ways = of('navigation').map((node) => node.name);
  for (const name of new Set(ways)) if (ways.filter((one) => one === name).length > 1) faults.push(`more than one navigation is called “${name}”`);
  return faults;
}

// One question a page: its words are the main heading and the name of its control or group, its hint
// and error are in the description, and all is read in the order of the design system:
// summary of errors, heading, hint, error, controls, Continue.
export function questionFaults(tree, { words, hint = '', error = '', next = 'Continue' }) {
  const faults = pageFaults(tree);
  const main = tree.filter((node) => isIn(node, 'main'));
  const wanted = plain(words);
  const heading = main.find((node) => node.role === 'heading' && node.level === 1);
  if (heading?.name !== wanted) faults.push(`the main heading is “${heading?.name}”, not “${wanted}”`);
  const asked = main.find((node) => [...CONTROLS, ...GROUPS, 'button'].includes(node.role) && node.name.startsWith(wanted) && node !== heading);
  if (!asked) faults.push('no control and no group is called by the question');
  for (const said of [hint, error].filter(Boolean))
    if (!asked?.description.includes(plain(said))) faults.push(`“${plain(said)}” is not in the description: “${asked?.description}”`);
  if (error && !tree[0].name.match(/^[^:]+: /)) faults.push(`the title does not say that there is an error: ${tree[0].name}`);
  const place = (test) => main.findIndex(test);
  const after = (name, from) => (from < 0 ? from : place((node, n) => n > from && node.role === 'StaticText' && node.name.includes(plain(name))));
  const controls = main.filter((node) => CONTROLS.includes(node.role) || (node.role === 'button' && node === asked));
  if (controls.length === 0) faults.push('there is nothing to answer with');
  for (const node of controls)
    if (GROUPS.includes(asked?.role) && !node.within.includes(asked) && groupOf(node) === undefined) faults.push(`${called(node)} is outside the question`);
  const at = main.indexOf(heading);
  const order = [
    ...(error ? [['summary of errors', place((node) => node.role === 'alert')]] : []),
    ['heading', at],
    ...(hint ? [['hint', after(hint, at)]] : []),
    ...(error ? [['error', after(error, at)]] : []),
    ['first control', main.indexOf(controls[0])], ['last control', main.indexOf(controls.at(-1))],
    [next, place((node) => node.role === 'button' && node.name === next)],
  ];
  const said = order.map(([name, where]) => `${name} ${where}`).join(', ');
  if (order.some(([, where]) => where < 0) || order.some(([, where], n) => n > 0 && where < order[n - 1][1])) faults.push(`it is read in another order: ${said}`);
  return faults;
}
