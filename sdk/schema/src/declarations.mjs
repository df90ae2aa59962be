import ts from "typescript";

/** Every interface of `types/input.d.ts` or `types/output.d.ts` under its dotted name, for example `s3.BucketCorsRule`. */
export function interfacesOf(source) {
  const found = new Map();
  const collect = (statements, prefix) => {
    for (const statement of statements) {
      if (ts.isInterfaceDeclaration(statement)) found.set(prefix + statement.name.text, statement);
      if (ts.isModuleDeclaration(statement)) collect(statement.body.statements, `${prefix}${statement.name.text}.`);
    }
  };
  if (source) collect(source.statements, "");
  return found;
}

/** The functions of `types/input.js` that fill in defaults, under the dotted name of the type they fill. */
export function defaultsFunctionsOf(source) {
  const found = new Map();
  const visit = (node, prefix) => {
    if (ts.isFunctionDeclaration(node) && node.name?.text.endsWith("ProvideDefaults")) {
      const name = node.name.text.slice(0, -"ProvideDefaults".length);
      found.set(prefix + name[0].toUpperCase() + name.slice(1), node);
    } else if (ts.isFunctionExpression(node) && node.parameters.length === 1) {
      ts.forEachChild(node.body, child => visit(child, `${prefix}${node.parameters[0].name.text}.`));
    } else {
      ts.forEachChild(node, child => visit(child, prefix));
    }
  };
  if (source) visit(source, "");
  return found;
}

/** The values of an enum that is declared as a constant object, in the order of the package. */
export function enumValues(source, name) {
  for (const statement of source?.statements ?? []) {
    if (!ts.isVariableStatement(statement)) continue;
    const [declaration] = statement.declarationList.declarations;
    if (declaration.name.text !== name || !ts.isTypeLiteralNode(declaration.type)) continue;
    return Object.fromEntries(declaration.type.members.map(m => [m.name.text, literal(m.type.literal)]));
  }
  return undefined;
}

/** The value of a literal expression; undefined for anything else. */
export function literal(node) {
  if (ts.isStringLiteral(node)) return node.text;
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) return -Number(node.operand.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false;
  return undefined;
}
