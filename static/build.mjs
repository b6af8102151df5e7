// Bundles every page module, worker and stylesheet into static/dist, and copies the papers' fonts; run by hatch_build.py.
import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
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

await build({
  entryPoints: [...sources("js/pages", ".js"), ...sources("js/workers", ".js"), ...sources("css/pages", ".css")],
  outdir: dist,
  entryNames: "[name]",
  assetNames: "fonts/[name]",
  bundle: true,
  minify: true,
  sourcemap: false,
  format: "esm",
  target: ["es2020", "chrome80", "safari14.1"],
  inject: [join(here, "js/olderphones.js")],
  loader: { ".woff2": "file", ".woff": "empty" },
  logLevel: "warning",
  legalComments: "none",
});
