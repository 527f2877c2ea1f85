import { createInterface } from 'node:readline';
import type Dockerode from 'dockerode';
import { engineStatus } from './engine.ts';

export async function imageExists(docker: Dockerode, image: string): Promise<boolean> {
  try {
    await docker.getImage(image).inspect();
    return true;
  } catch (error) {
    if (engineStatus(error) === 404) return false;
    throw error;
  }
}

/** Raises where the image cannot be had: no registry is reached, or it knows no such image. */
export async function pullImage(docker: Dockerode, image: string): Promise<void> {
  await followProgress(await docker.pull(image));
}

/**
 * Reads what an engine prints while it builds, imports or pulls, to the end. The engine answers 200 before it begins,
 * so a failure comes as a line of its own, which is raised.
 */
export async function followProgress(
  stream: NodeJS.ReadableStream,
  onText?: (text: string) => void,
): Promise<void> {
  for await (const line of createInterface({ input: stream })) {
    if (line.trim() === '') continue;
    const {
      error,
      stream: said,
      status,
    } = JSON.parse(line) as { error?: string; stream?: string; status?: string };
    if (error) throw new Error(error);
    const text = (said ?? status ?? '').trim();
    if (text) onText?.(text);
  }
}
