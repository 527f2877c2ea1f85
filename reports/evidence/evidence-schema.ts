import path from 'node:path';
import { createGenerator } from 'ts-json-schema-generator';

const ROOT = path.join(__dirname, '..', '..');

/** Where the schema stands for programs in other languages. */
export const SCHEMA_FILE = path.join(ROOT, 'docs', 'evidence.schema.json');

/** The JSON schema (draft 7) of `evidence.json`, made from its TypeScript types and their comments. */
export function evidenceSchema(): object {
  const generator = createGenerator({
    path: path.join(ROOT, 'harness', 'model', 'evidence.ts'),
    tsconfig: path.join(ROOT, 'tsconfig.json'),
    type: 'Evidence',
    skipTypeCheck: true,
  });
  return generator.createSchema('Evidence');
}
