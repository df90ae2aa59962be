import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

/** One official npm package, read by syntax only: nothing of it is executed. */
export class NpmPackage {
  #sources = new Map();

  constructor(root, name) {
    this.name = name;
    this.directory = path.join(root, "node_modules", "@pulumi", name);
    this.version = JSON.parse(fs.readFileSync(path.join(this.directory, "package.json"), "utf8")).version;
  }

  static isInstalled(root, name) {
    return fs.existsSync(path.join(root, "node_modules", "@pulumi", name, "package.json"));
  }

  /** The parsed file, for example `s3/bucket.d.ts`; undefined when the package has no such file. */
  source(file) {
    if (!this.#sources.has(file)) {
      const full = path.join(this.directory, file);
      const text = fs.existsSync(full) ? fs.readFileSync(full, "utf8") : undefined;
      this.#sources.set(file, text === undefined ? undefined : ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
    }
    return this.#sources.get(file);
  }

  /** The file, without its ending, that exports a symbol such as `s3.Bucket` or `getRegion`. */
  fileOf(symbol) {
    const segments = symbol.split(".");
    const name = segments.pop();
    const folder = segments.join("/");
    const index = this.source(path.posix.join(folder, "index.d.ts"));
    if (!index) throw new Error(`${this.name}: ${symbol}: found no module '${folder}' in version ${this.version}`);
    let found;
    const visit = node => {
      if (ts.isImportTypeNode(node) && node.qualifier?.getText() === name) found = node.argument.literal.text;
      if (isStarExport(node) && this.#declares(folder, node.moduleSpecifier.text, name)) found = node.moduleSpecifier.text;
      ts.forEachChild(node, visit);
    };
    visit(index);
    if (!found) throw new Error(`${this.name}: ${symbol}: module '${folder || "index"}' exports no ${name} in version ${this.version}`);
    return path.posix.join(folder, found);
  }

  #declares(folder, module, name) {
    const source = this.source(`${path.posix.join(folder, module)}.d.ts`);
    return source?.statements.some(s => s.name?.text === name) ?? false;
  }

  /** The declaration of an interface, class or function in a `.d.ts` file, or undefined. */
  declaration(file, name, isKind) {
    return this.source(`${file}.d.ts`)?.statements.find(s => isKind(s) && s.name?.text === name);
  }
}

function isStarExport(node) {
  return ts.isExportDeclaration(node) && !node.exportClause && node.moduleSpecifier;
}
