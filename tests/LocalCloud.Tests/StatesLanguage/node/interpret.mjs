// Runs a definition in aws-local-stepfunctions. Standard input: {definition, input, answers: {state: [answer, ...]}}, an answer being JSON,
// or {"error": name, "cause": text}. Standard output: {output} or {error}, and what the tasks were asked.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// The package asks for Node 22; this is all of it that Node 20 lacks.
Promise.withResolvers ??= () => {
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
};

const { StateMachine } = createRequire(import.meta.url)('aws-local-stepfunctions');
const { definition, input, answers } = JSON.parse(readFileSync(0, 'utf8'));
const asked = [];

const handler = state => payload => {
  asked.push(payload);
  const answer = answers[state].shift();
  if (answer?.error) {
    throw Object.assign(new Error(answer.cause), { name: answer.error });
  }
  return answer;
};
const perState = make => Object.fromEntries(Object.keys(answers).map(state => [state, make(state)]));
const run = new StateMachine(definition, { validationOptions: { checkArn: false } }).run(input, {
  overrides: { taskResourceLocalHandlers: perState(handler), retryIntervalOverrides: perState(() => 0) },
});
try {
  console.log(JSON.stringify({ output: await run.result, asked }));
} catch (failure) {
  console.log(JSON.stringify({ error: failure.errorWrapped?.name ?? failure.name, cause: failure.errorWrapped?.message ?? failure.message, asked }));
}
