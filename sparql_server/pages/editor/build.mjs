// Builds what the pages load from libraries: npm ci && npm run build.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";

const out = process.argv[2] || "../static/built";
const lock = JSON.parse(await readFile("package-lock.json", "utf8"));
const version = (name) => lock.packages[`node_modules/${name}`].version;
const notice = (names) => `/*! ${names.map((name) => `${name} ${version(name)}`).join(", ")}; MIT licence, see NOTICE.txt */`;
await build({
  entryPoints: { editor: "src/editor.js" }, outdir: out, bundle: true, minify: true, format: "esm", target: "es2022",
  legalComments: "none", logLevel: "warning",
  banner: { js: notice(["codemirror", "codemirror-lang-sparql"]) },
});
// Its own minified file is smaller than what esbuild makes of the other.
const graph = await readFile("node_modules/cytoscape/dist/cytoscape.esm.min.mjs", "utf8");
await writeFile(`${out}/cytoscape.js`, `${notice(["cytoscape"])}\n${graph.replace(/^\/\*[^]*?\*\/\s*/, "").replace(/\n\/\/# sourceMappingURL.*/, "")}`);

// The licences ask that they go with every copy.
const shipped = Object.keys(lock.packages).filter((path) => path && !lock.packages[path].dev);
const texts = await Promise.all(shipped.map(async (path) => {
  const text = await readFile(`${path}/LICENSE`, "utf8");
  return `${path.replace("node_modules/", "")} ${lock.packages[path].version}\n\n${text.trim()}\n`;
}));
await writeFile(`${out}/NOTICE.txt`, texts.join(`\n${"-".repeat(78)}\n\n`));
