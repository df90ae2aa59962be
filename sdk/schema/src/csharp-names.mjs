/** Names as the official .NET packages write them: what the npm packages do not say stands in the package's csharp.json. */
export class CSharpNames {
  #map;
  #used = new Set();

  constructor(map) {
    this.#map = map;
  }

  /** `s3.BucketCorsRule` becomes `S3.BucketCorsRule`; a nested type at the root of a package may have a namespace of its own. */
  qualified(name, isNested) {
    const segments = name.split(".");
    const last = segments.pop();
    const modules = segments.length === 0 && isNested && this.#map.rootTypes ? [this.#map.rootTypes] : segments.map(s => this.#namespace(s));
    return [...modules, last[0].toUpperCase() + last.slice(1)].join(".");
  }

  #namespace(segment) {
    const name = this.#map.namespaces?.[segment];
    if (!name) throw new Error(`csharp.json: found no namespace for the module '${segment}'; add it as the official .NET package writes it`);
    return name;
  }

  /** The C# name, and the scalar behind a TypeScript number or any, of a property where they are not what the rule gives. */
  property(owner, property) {
    return { ...this.#lookUp("names", owner, property, "name"), ...this.#lookUp("scalars", owner, property, "scalar") };
  }

  #lookUp(table, owner, property, as) {
    for (const key of [`${owner}.${property}`, `*.${property}`]) {
      if (this.#map[table]?.[key] === undefined) continue;
      this.#used.add(`${table}: ${key}`);
      return { [as]: this.#map[table][key] };
    }
    return {};
  }

  /** Entries of csharp.json that no property asked for: left over from a resource that is no longer listed. */
  unused() {
    return ["names", "scalars"].flatMap(t => Object.keys(this.#map[t] ?? {}).map(k => `${t}: ${k}`)).filter(k => !this.#used.has(k));
  }
}
