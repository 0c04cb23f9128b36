// Makes build/assets: one stylesheet of what our pages use from the NHS design system, and our
// own few rules after it.
//
//   npm ci --prefix packaging/assets && node tools/assets.mjs
//
// Works offline once installed. Leaves out @font-face (the NHS's font is licensed to the NHS) and
// every rule that fetches from elsewhere.
import { createRequire } from "node:module";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packages = createRequire(join(root, "packaging/assets/package.json"));
const { PurgeCSS } = packages("purgecss");
const postcss = createRequire(packages.resolve("purgecss"))("postcss");

const design = dirname(packages.resolve("nhsuk-frontend/package.json"));
const folder = join(design, "dist/nhsuk");
const minified = readdirSync(folder).find((name) => /^nhsuk-frontend-[\d.]+\.min\.css$/.test(name));

function sources(at) {
  return readdirSync(at, { recursive: true })
    .map((name) => join(at, name))
    .filter((name) => /\.(cc|h)$/.test(name) && !name.endsWith("_test.cc"));
}

// Every word of a string literal may be a class. Elements are wanted whenever we write them.
const words = (text) => text.match(/[A-Za-z][\w-]*/g) ?? [];

const sheet = postcss.parse(readFileSync(join(folder, minified), "utf8"));
sheet.walkAtRules("font-face", (rule) => rule.remove());
// A picture of its own for what every browser draws itself.
sheet.walkRules(/::-webkit-search-cancel-button/, (rule) => rule.remove());
sheet.walkDecls((declaration) => {
  if (/url\(\s*["']?(https?:)?\/\//.test(declaration.value)) declaration.remove();
  // What replaces the licensed face is what the design system itself falls back to.
  if (/^font(-family)?$/.test(declaration.prop))
    declaration.value = declaration.value.replace(/["']?Frutiger( W01)?["']?,\s*/g, "");
});

// The design system says left and right. Start and end follow the language; floats, which have no
// such word in older browsers, get a second rule.
const logical = {
  "margin-left": "margin-inline-start", "margin-right": "margin-inline-end",
  "padding-left": "padding-inline-start", "padding-right": "padding-inline-end",
  left: "inset-inline-start", right: "inset-inline-end",
};
sheet.walkDecls((declaration) => {
  const { prop } = declaration;
  if (logical[prop]) declaration.prop = logical[prop];
  else if (/^border-(left|right)(-|$)/.test(prop))
    declaration.prop = prop.replace("-left", "-inline-start").replace("-right", "-inline-end");
  else if (prop === "text-align")
    declaration.value = declaration.value.replace("left", "start").replace("right", "end");
  else if ((prop === "padding" || prop === "margin") && !/[(!]/.test(declaration.value)) {
    const [top, end, bottom, start] = declaration.value.split(/\s+/);
    if (start !== undefined && start !== end) {
      declaration.cloneAfter({ prop: `${prop}-inline-end`, value: end });
      declaration.cloneAfter({ prop: `${prop}-inline-start`, value: start });
      declaration.value = `${top} 0 ${bottom}`;
    }
  }
});
sheet.walkDecls("float", (declaration) => {
  const other = { left: "right", right: "left" }[declaration.value];
  if (!other || declaration.parent.selector.includes("[dir=rtl]")) return;
  const turned = declaration.parent.cloneAfter();
  turned.removeAll();
  turned.append({ prop: "float", value: other });
  turned.selectors = turned.selectors.map((selector) => `[dir=rtl] ${selector}`);
});

const [purged] = await new PurgeCSS().purge({
  content: [
    { raw: sources(join(root, "src/pages")).concat(sources(join(root, "src/web")))
        .map((name) => readFileSync(name, "utf8")).join("\n"), extension: "cc" },
  ],
  css: [{ raw: sheet.toString() }],
  extractors: [{ extensions: ["cc"], extractor: words }],
  safelist: {
    standard: ["html", "body", "dir", "rtl"],
    // Names that the code puts together from parts.
    deep: [/^nhsuk-(radios|checkboxes)(__|--|$)/],
    greedy: [/^nhsuk-input--width-\d+$/],
  },
  blocklist: [/js-enabled|nhsuk-frontend-supported/, /^nhsuk-table--sortable/],
  variables: true,
});

const own = readFileSync(join(root, "src/pages/heed.css"), "utf8")
  .replace(/\/\*[\s\S]*?\*\//g, "").replace(/\s*\n\s*/g, "\n").replace(/\n+/g, "\n").trim();
const css = `/* nhsuk-frontend (MIT, Crown copyright NHS England), purged; then Heed's own. */\n` +
  `${purged.css}\n${own}\n`;
if (/@font-face|url\((?!"?data:)/.test(css)) throw new Error("the stylesheet fetches");

const out = join(root, "build/assets");
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "heed.css"), css);
for (const name of readdirSync(join(root, "packaging/assets")))
  if (/\.(svg|js)$/.test(name)) writeFileSync(join(out, name), readFileSync(join(root, "packaging/assets", name)));

const kilobytes = (bytes) => (bytes / 1024).toFixed(1) + " KB";
console.log(`heed.css ${kilobytes(css.length)}, gzip ${kilobytes(gzipSync(css, { level: 9 }).length)}` +
  `, brotli ${kilobytes(brotliCompressSync(css).length)}`);
for (const name of readdirSync(out)) console.log(`  ${name} ${statSync(join(out, name)).size}`);
