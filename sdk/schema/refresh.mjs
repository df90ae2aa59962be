// Writes <package>/facts.json from the npm packages; with --check only says whether they are what those versions give.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { CSharpNames } from "./src/csharp-names.mjs";
import { Extractor } from "./src/extract.mjs";
import { NpmPackage } from "./src/npm-package.mjs";
import { optionalAsInputs } from "./src/optional-outputs.mjs";
import { writeFacts } from "./src/write.mjs";

const root = path.dirname(fileURLToPath(import.meta.url));
const packages = ["aws", "azure-native", "docker-build", "gcp", "kubernetes"];
const usage = "usage: node refresh.mjs [--check] [package…]";

function factsOf(name) {
  const npm = new NpmPackage(root, name);
  const map = JSON.parse(fs.readFileSync(path.join(root, name, "csharp.json"), "utf8"));
  const names = new CSharpNames(map);
  const extractor = new Extractor(npm, names);
  const lines = fs.readFileSync(path.join(root, name, "resources.txt"), "utf8").split("\n");
  for (const line of lines.map(l => l.trim())) if (line && !line.startsWith("#")) extractor.add(line);
  if (names.unused().length > 0) throw new Error(`${name}/csharp.json: no listed property uses ${names.unused().join(", ")}; remove it`);
  if (map.style === "terraform") optionalAsInputs(extractor.facts.types);
  return writeFacts({ package: name, version: npm.version, namespace: map.namespace, style: map.style, ...extractor.facts });
}

function refresh(name, check) {
  const file = path.join(root, name, "facts.json");
  const facts = factsOf(name);
  const committed = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
  if (committed === facts) console.log(`${name}: facts.json is what the npm package gives`);
  else if (check) console.error(`${name}: facts.json differs from what the npm package gives; run 'npm run refresh' and look at the difference`);
  else fs.writeFileSync(file, facts), console.log(`${name}: facts.json written`);
  return committed === facts || !check;
}

function main(args) {
  const check = args.includes("--check");
  const named = args.filter(a => a !== "--check");
  const unknown = named.find(n => !packages.includes(n));
  if (unknown) return console.error(`'${unknown}' is no package, expected one of ${packages.join(", ")}\n${usage}`), 2;
  const wanted = named.length > 0 ? named : packages;
  const missing = wanted.filter(n => !NpmPackage.isInstalled(root, n));
  if (missing.length > 0) return console.error(`not installed: ${missing.join(", ")}; run 'npm ci' in sdk/schema first`), 3;
  try {
    return wanted.map(name => refresh(name, check)).every(Boolean) ? 0 : 1;
  } catch (error) {
    return console.error(error.message), 4;
  }
}

process.exitCode = main(process.argv.slice(2));
