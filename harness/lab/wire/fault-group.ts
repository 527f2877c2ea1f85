import type { WireFault } from './wire-fault.ts';

/** Several faults that make one, such as both directions of a partition. */
export interface FaultGroup extends AsyncDisposable {
  readonly faults: readonly WireFault[];
  /** Ends all of them. */
  lift(): Promise<void>;
}

/** Makes them one after the other; where one cannot be made, those before it are taken back. */
export async function faultGroup(makers: readonly (() => Promise<WireFault>)[]): Promise<FaultGroup> {
  const faults: WireFault[] = [];
  const lift = async () => {
    await Promise.all(faults.map((fault) => fault.lift()));
  };
  try {
    for (const make of makers) faults.push(await make());
  } catch (error) {
    await lift();
    throw error;
  }
  return { faults, lift, [Symbol.asyncDispose]: lift };
}
