// Validation by the JSON Schemas under docs/.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as assert from 'uvu/assert';

const names = [
  'plan',
  'state',
  'nftables',
  'lint',
  'hactlrc',
  'test',
  'facts',
  'convert-map',
  'convert-report',
] as const;
type Name = (typeof names)[number];

const read = (name: Name): { readonly $id: string } => {
  const path = fileURLToPath(new URL(`../../docs/${name}.schema.json`, import.meta.url));
  return JSON.parse(readFileSync(path, 'utf8')) as { readonly $id: string };
};

const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
for (const name of names) ajv.addSchema(read(name));

/** What of `value` the schema does not allow; empty when it is valid. */
export const problemsOf = (name: Name, value: unknown): string[] => {
  const validate = ajv.getSchema(`${name}.schema.json`);
  if (validate === undefined) throw new Error(`no schema ${name}`);
  if (validate(value) === true) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

/** Valid as a file is: without what JSON leaves out. */
export const expectValid = (name: Name, value: unknown): void =>
  assert.equal(problemsOf(name, JSON.parse(JSON.stringify(value))), []);
