import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { programText } from './program-text.ts';

// What a backend runs in a host: the program beside it, with the code that V8 compiled when it was built (compile.ts),
// since otherwise a fifth of what a host takes to start is compiling. Another V8 does not take that code, and compiles;
// so does this one where there is none.
const filename = path.join(__dirname, 'agent.js');
const compiled = path.join(__dirname, 'agent.compiled');

function codeCompiledBefore(): Buffer | undefined {
  try {
    return readFileSync(compiled);
  } catch {
    return undefined;
  }
}

const script = new vm.Script(programText(__dirname), { filename, cachedData: codeCompiledBefore() });
// Once it has run, so that the functions that were called are compiled too.
if (process.argv.includes('--keep-compiled'))
  process.once('exit', () => writeFileSync(compiled, script.createCachedData()));
const run = script.runInThisContext() as (require: NodeJS.Require, file: string) => void;
run(createRequire(filename), filename);
