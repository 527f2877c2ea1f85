import { backendNamed } from './backends.ts';
import { tryWire } from './try-wire.ts';

/**
 * The program that tells what hosts of a backend, its argument, lack of what faults on the wire need: nothing, or one
 * line. A program of its own, since Jest wants to know when a test is declared, which cannot wait for a host.
 */
async function lackOn(backend: string): Promise<string> {
  try {
    const parts = await tryWire(backendNamed(backend));
    const missing = parts.find(({ lack }) => lack !== undefined);
    return missing ? `no ${missing.part} here: ${missing.lack ?? ''}` : '';
  } catch (error) {
    return `no wire could be tried here: ${(error as Error).message}`;
  }
}

void lackOn(process.argv[2] ?? '').then((lack) => process.stdout.write(lack.split('\n')[0] ?? ''));
