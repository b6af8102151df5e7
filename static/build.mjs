// Bundles every page module, worker and stylesheet into static/dist; run by hatch_build.py.
import { readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");

// The folder itself stays, as it came with the repository: uv watches it to know whether the bundles are there.
for (const name of readdirSync(dist)) if (name !== ".gitkeep") rmSync(join(dist, name), { recursive: true });

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
