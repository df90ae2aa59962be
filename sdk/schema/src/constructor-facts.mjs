import ts from "typescript";
import { literal } from "./declarations.mjs";

/** What only the JavaScript of a constructor tells: the type token, secrets, defaults, constants and options. */
export function constructorFacts(source, className) {
  const type = source.statements.find(s => ts.isClassDeclaration(s) && s.name?.text === className);
  const facts = { token: undefined, properties: {}, options: {} };
  const visit = node => {
    if (ts.isPropertyDeclaration(node) && node.name.getText() === "__pulumiType") facts.token = node.initializer.text;
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isObjectLiteralExpression(node.initializer))
      readOptions(node.initializer, facts.options);
    if (isInputAssignment(node)) {
      const found = valueFacts(node.right);
      if (found) facts.properties[node.left.argumentExpression.text] = found;
    }
    ts.forEachChild(node, visit);
  };
  visit(type);
  if (!facts.token) throw new Error(`${className}: found no type token in its JavaScript`);
  return facts;
}

/** The defaults of a nested type, from the function that fills them in. */
export function defaultsOf(fillFunction) {
  const [statement] = fillFunction.body.statements;
  const entries = statement.expression.properties.filter(ts.isPropertyAssignment);
  return Object.fromEntries(entries.map(p => [p.name.text, valueFacts(p.initializer)]).filter(([, found]) => found));
}

function isInputAssignment(node) {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    && ts.isElementAccessExpression(node.left) && node.left.expression.getText() === "resourceInputs";
}

function readOptions(node, options) {
  for (const property of node.properties.filter(ts.isPropertyAssignment)) {
    if (!ts.isArrayLiteralExpression(property.initializer)) continue;
    const name = property.name.getText();
    const values = property.initializer.elements.map(e => ts.isObjectLiteralExpression(e) ? aliasType(e) : literal(e));
    options[name] = [...new Set(values)];
  }
}

function aliasType(node) {
  const [property, ...others] = node.properties;
  if (others.length > 0 || property?.name.getText() !== "type")
    throw new Error(`found the alias ${node.getText()}, expected { type: … } alone`);
  return literal(property.initializer);
}

/** Undefined when the value is simply the argument, else { secret, default, env, const }. */
function valueFacts(node) {
  if (ts.isParenthesizedExpression(node)) return valueFacts(node.expression);
  const constant = literal(node);
  if (constant !== undefined) return { const: constant };
  if (ts.isConditionalExpression(node)) return /pulumi\.secret\(/.test(node.whenTrue.getText()) ? { secret: true, ...inSecret(node) } : undefined;
  if (ts.isCallExpression(node)) return callFacts(node);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return { ...valueFacts(node.left), ...defaultFacts(node.right) };
  if (ts.isPropertyAccessExpression(node) || (ts.isIdentifier(node) && node.text === "undefined")) return undefined;
  throw new Error(`found the value '${node.getText()}', expected an argument, a default, a secret or a constant`);
}

function inSecret(node) {
  const [argument] = node.whenTrue.arguments;
  return valueFacts(argument) ?? {};
}

function callFacts(node) {
  const called = node.expression;
  const name = called.getText();
  if (name === "pulumi.secret" || name === "pulumi.output") return valueFacts(node.arguments[0]);
  // `pulumi.output(x).apply(JSON.stringify)` carries x; any other apply fills in the defaults of a nested type.
  if (ts.isPropertyAccessExpression(called) && called.name.text === "apply")
    return node.arguments[0].getText() === "JSON.stringify" ? valueFacts(called.expression) : undefined;
  throw new Error(`found the call '${node.getText()}', expected pulumi.secret, pulumi.output or apply`);
}

function defaultFacts(node) {
  if (ts.isParenthesizedExpression(node)) return defaultFacts(node.expression);
  const value = literal(node);
  if (value !== undefined) return { default: value };
  if (ts.isBinaryExpression(node)) return { ...defaultFacts(node.left), ...defaultFacts(node.right) };
  if (ts.isCallExpression(node) && /^utilities\.getEnv(Boolean|Number)?$/.test(node.expression.getText()))
    return { env: node.arguments.map(literal) };
  throw new Error(`found the default '${node.getText()}', expected a literal or utilities.getEnv`);
}
