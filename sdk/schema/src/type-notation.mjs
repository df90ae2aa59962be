import ts from "typescript";

const keywords = new Map([
  [ts.SyntaxKind.StringKeyword, "string"],
  [ts.SyntaxKind.NumberKeyword, "int"],
  [ts.SyntaxKind.BooleanKeyword, "bool"],
  [ts.SyntaxKind.AnyKeyword, "any"],
]);

const assets = { "pulumi.asset.Asset": "asset", "pulumi.asset.Archive": "archive" };

/**
 * Writes a TypeScript type in the notation of the facts: `string`, `int`, `bool`, `any`, `asset`, `archive`, `[T]` for a list,
 * `{T}` for a map, `A|B` for a union, `#Name` for a nested type and `%Name` for an enum, then `?` when it may be undefined.
 * Names go through `names`, which also learns what was referred to. A number is an integer unless csharp.json says `double`.
 */
export function notation(node, names) {
  if (ts.isParenthesizedTypeNode(node)) return notation(node.type, names);
  if (keywords.has(node.kind)) return keywords.get(node.kind);
  if (ts.isArrayTypeNode(node)) return `[${notation(node.elementType, names)}]`;
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return "string";
  if (ts.isTypeLiteralNode(node) && node.members.length === 1 && ts.isIndexSignatureDeclaration(node.members[0]))
    return `{${notation(node.members[0].type, names)}}`;
  if (ts.isUnionTypeNode(node)) return union(node, names);
  if (ts.isTypeReferenceNode(node)) return reference(node, names);
  throw new Error(`found the type '${node.getText()}', which the notation of the facts does not know`);
}

function union(node, names) {
  const cases = node.types.filter(t => t.kind !== ts.SyntaxKind.UndefinedKeyword);
  const optional = cases.length < node.types.length ? "?" : "";
  // `string | Role`, a text or a resource itself, is a comfort of TypeScript only: on the wire, and in C#, it is the text.
  const isString = cases.some(t => t.kind === ts.SyntaxKind.StringKeyword);
  const kept = isString ? cases.filter(t => !isResource(t)) : cases;
  const written = [...new Set(kept.map(t => notation(t, names)))].join("|");
  return (written === "asset|archive" ? "assetOrArchive" : written) + optional;
}

function isResource(node) {
  return ts.isTypeReferenceNode(node) && !node.typeName.getText().includes(".");
}

function reference(node, names) {
  const name = node.typeName.getText();
  if (name === "pulumi.Input" || name === "pulumi.Output") return notation(node.typeArguments[0], names);
  if (name in assets) return assets[name];
  const [kind, ...rest] = name.split(".");
  if (kind === "inputs" || kind === "outputs") return `#${names.type(rest.join("."), kind)}`;
  if (kind === "enums") return `%${names.enum(rest.join("."))}`;
  throw new Error(`found a reference to '${name}', expected pulumi.*, inputs.*, outputs.* or enums.*`);
}
