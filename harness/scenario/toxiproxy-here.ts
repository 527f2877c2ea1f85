import { EXIT_FAILED } from '../model/exit-codes.ts';
import { backendNamed } from './backends.ts';

/**
 * The program that tells whether hosts of a backend, its argument, can have the real Toxiproxy: by its exit code. A
 * program of its own, since Jest wants to know when a test is declared, which cannot wait for an engine's answer.
 */
async function tell(backend: string): Promise<void> {
  await backendNamed(backend).toxiproxy();
}

tell(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = EXIT_FAILED;
});
