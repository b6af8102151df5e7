// Bundles every page module, worker and stylesheet into static/dist, makes the single page that checks a record, and copies
// the papers' fonts; run by hatch_build.py.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

// The folder itself stays, as it came with the repository: uv watches it to know whether the bundles are there.
for (const name of readdirSync(dist)) if (name !== ".gitkeep") rmSync(join(dist, name), { recursive: true });

// The papers are set in Tinos, which has the measures of Times New Roman (kiosk/papers).
const tinos = join(here, "..", "node_modules", "@expo-google-fonts", "tinos");
mkdirSync(join(dist, "fonts"));
for (const style of ["400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic"])
  copyFileSync(join(tinos, style, `Tinos_${style}.ttf`), join(dist, "fonts", `Tinos_${style}.ttf`));

const sources = (folder, ending) =>
  readdirSync(join(here, folder)).filter((name) => name.endsWith(ending)).map((name) => join(here, folder, name));

const common = {
  bundle: true,
  minify: true,
  sourcemap: false,
  target: ["es2020", "chrome80", "safari14.1"],
  inject: [join(here, "js/olderphones.js")],
  logLevel: "warning",
  legalComments: "none",
};

await build({
  ...common,
  entryPoints: [...sources("js/pages", ".js"), ...sources("js/workers", ".js"), ...sources("css/pages", ".css")],
  outdir: dist,
  entryNames: "[name]",
  assetNames: "fonts/[name]",
  format: "esm",
  loader: { ".woff2": "file", ".woff": "empty" },
});

// The single page that checks a record (static/verifier): everything stands in it, nothing is asked for.
const verifier = (name) => join(here, "verifier", name);
const made = async (name, options) => {
  const { outputFiles } = await build({ ...common, entryPoints: [verifier(name)], write: false, ...options });
  return outputFiles[0].text.trim();
};
const catalogue = readFileSync(join(here, "..", "translations", "en", "LC_MESSAGES", "messages.po"), "utf8");
const translated = new Map([...catalogue.matchAll(/^msgid (".+")\nmsgstr (".+")$/gm)].map((pair) => pair.slice(1).map(JSON.parse)));
const english = {};
/** The page is Vietnamese, and has beside it what each of its sentences is in English: it is there for both without a network. */
const inBoth = (text) => text.replace(/\{#-[^]*?-?#\}\s*/, "").replace(/\{\{ _\("([^"]+)"\) \}\}/g, (_, sentence) => {
  if (!translated.has(sentence)) throw new Error(`no English for “${sentence}”`);
  english[sentence] = translated.get(sentence);
  return sentence;
}).trim();
const shell = inBoth(readFileSync(verifier("page.html"), "utf8"));
const parts = {
  "style.css": await made("style.css", { inject: [] }),
  "main.js": await made("main.js", { format: "iife", charset: "utf8" }),
  "verdict.html": inBoth(readFileSync(join(here, "..", "templates", "board", "verdict.html"), "utf8")),
};
parts["english.json"] = JSON.stringify(english);
// esbuild writes neither into a script; where it did, the page would end in its middle.
if (/<\/script|<!--/i.test(parts["main.js"] + parts["english.json"])) throw new Error("the verifier's script would end its own element");
const page = shell.replace(/<!-- ([a-z.]+) -->/g, (_, name) => parts[name]);
writeFileSync(join(dist, "verifier.html"), page);

// What is text goes over the room's Wi-Fi compressed (kiosk/built.py).
for (const name of readdirSync(dist).filter((one) => /\.(js|css)$/.test(one)))
  writeFileSync(join(dist, `${name}.gz`), gzipSync(readFileSync(join(dist, name)), { level: 9 }));
