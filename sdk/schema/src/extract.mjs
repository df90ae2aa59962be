import ts from "typescript";
import { constructorFacts, defaultsOf } from "./constructor-facts.mjs";
import { defaultsFunctionsOf, enumValues, interfacesOf } from "./declarations.mjs";
import { notation } from "./type-notation.mjs";

const withoutArgs = name => name.endsWith("Args") ? name.slice(0, -"Args".length) : name;

/** Collects the facts of one package: what is listed, and every nested type and enum that it refers to. */
export class Extractor {
  #npm;
  #csharp;
  #pending = [];
  #seen = new Set();

  constructor(npm, csharp) {
    this.#npm = npm;
    this.#csharp = csharp;
    this.#interfaces = { in: interfacesOf(npm.source("types/input.d.ts")), out: interfacesOf(npm.source("types/output.d.ts")) };
    this.#defaults = defaultsFunctionsOf(npm.source("types/input.js"));
    this.facts = { resources: {}, functions: {}, types: {}, enums: {} };
  }

  #interfaces;
  #defaults;

  /** Adds one line of a list: `s3.Bucket`, `getRegion`, or `input batch.v1.JobSpec` or `output batch.v1.Job` for a nested type by itself. */
  add(line) {
    const [, shape, type] = /^(in|out)put (\S+)$/.exec(line) ?? [];
    if (type) this.#want(type, shape);
    else if (/(^|\.)get[A-Z]\w*$/.test(line)) this.#addFunction(line);
    else this.#addResource(line);
    while (this.#pending.length > 0) this.#addType(...this.#pending.pop());
  }

  #addResource(symbol) {
    const file = this.#npm.fileOf(symbol);
    const name = symbol.split(".").pop();
    const facts = constructorFacts(this.#npm.source(`${file}.js`), name);
    const owner = this.#csharp.qualified(symbol, false);
    const declared = this.#npm.declaration(file, name, ts.isClassDeclaration);
    const args = this.#npm.declaration(file, `${name}Args`, ts.isInterfaceDeclaration);
    const state = this.#npm.declaration(file, `${name}State`, ts.isInterfaceDeclaration);
    const outputs = this.#properties(owner, declared.members.filter(m => ts.isPropertyDeclaration(m)), {});
    this.facts.resources[facts.token] = {
      name: owner,
      inputs: this.#properties(owner, args.members, facts.properties),
      outputs,
      ...(state && { state: this.#properties(owner, state.members, {}) }),
      ...facts.options,
    };
  }

  #addFunction(symbol) {
    const file = this.#npm.fileOf(symbol);
    const name = symbol.split(".").pop();
    const type = name[0].toUpperCase() + name.slice(1);
    const owner = this.#csharp.qualified(symbol, false);
    const args = this.#npm.declaration(file, `${type}Args`, ts.isInterfaceDeclaration);
    const result = this.#npm.declaration(file, `${type}Result`, ts.isInterfaceDeclaration);
    if (!result) throw new Error(`${symbol}: found no interface ${type}Result in ${file}.d.ts`);
    this.facts.functions[this.#invokedToken(file, name)] = {
      name: owner,
      ...(args && { inputs: this.#properties(owner, args.members, {}) }),
      outputs: this.#properties(owner, result.members, {}),
    };
  }

  #invokedToken(file, name) {
    const declared = this.#npm.source(`${file}.js`).statements.find(s => ts.isFunctionDeclaration(s) && s.name.text === name);
    const token = /pulumi\.runtime\.invoke\("([^"]+)"/.exec(declared?.getText() ?? "");
    if (!token) throw new Error(`${name}: found no pulumi.runtime.invoke in ${file}.js`);
    return token[1];
  }

  #want(name, shape) {
    const key = `${shape} ${name}`;
    if (!this.#seen.has(key)) this.#pending.push([name, shape]);
    this.#seen.add(key);
    return this.#csharp.qualified(name, true);
  }

  #interface(name, shape) {
    return shape === "in" ? this.#interfaces.in.get(`${name}Args`) ?? this.#interfaces.in.get(name) : this.#interfaces.out.get(name);
  }

  #addType(name, shape) {
    const declared = this.#interface(name, shape);
    if (!declared) throw new Error(`${this.#npm.name}: nested type ${name}: found no interface for it`);
    const owner = this.#csharp.qualified(name, true);
    const fill = shape === "in" ? this.#defaults.get(`${name}Args`) ?? this.#defaults.get(name) : undefined;
    this.facts.types[owner] ??= {};
    this.facts.types[owner][shape] = this.#properties(owner, declared.members, fill ? defaultsOf(fill) : {});
  }

  #properties(owner, members, extras) {
    return Object.fromEntries(members.map(member => {
      const name = member.name.text;
      const { name: csharpName, scalar } = this.#csharp.property(owner, name);
      const { optional, type } = this.#propertyType(owner, member, scalar);
      const more = { ...(csharpName && { name: csharpName }), ...extras[name] };
      const written = type + (optional ? "?" : "");
      return [name, Object.keys(more).length === 0 ? written : { type: written, ...more }];
    }));
  }

  #propertyType(owner, member, scalar) {
    const names = {
      type: (name, kind) => kind === "inputs" ? this.#want(withoutArgs(name), "in") : this.#want(name, "out"),
      enum: name => this.#addEnum(name),
    };
    try {
      const written = notation(member.type, names);
      const type = written.replace(/\?/g, "");
      return { type: scalar ? type.replace(/\b(int|any)\b/, scalar) : type, optional: written.endsWith("?") || member.questionToken !== undefined };
    } catch (error) {
      throw new Error(`${this.#npm.name}: ${owner}.${member.name.text}: ${error.message}`);
    }
  }

  #addEnum(name) {
    const segments = name.split(".");
    const last = segments.pop();
    const values = enumValues(this.#npm.source(["types/enums", ...segments, "index.d.ts"].join("/")), last);
    if (!values) throw new Error(`enum ${name}: found no constant object for it`);
    const owner = this.#csharp.qualified(name, false);
    this.facts.enums[owner] = values;
    return owner;
  }
}
