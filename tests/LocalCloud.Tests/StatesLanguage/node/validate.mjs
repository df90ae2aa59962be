// Prints what asl-validator finds wrong with the definition on standard input.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const validator = createRequire(import.meta.url)('asl-validator');
const result = validator(JSON.parse(readFileSync(0, 'utf8')), { checkPaths: true, checkArn: true });
console.log(JSON.stringify({ isValid: result.isValid, errors: validator.formatErrors?.(result.errors) ?? result.errors }));
