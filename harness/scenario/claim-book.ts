import { findOut } from '../expect/finding.ts';
import type { Lab } from '../lab/lab.ts';
import type { LabHost } from '../lab/lab-host.ts';
import { claimVerdict, type Claim, type ClaimVerdict, type Finding } from '../model/claims/claim.ts';
import type { ScaledTime } from '../model/claims/claim-evidence.ts';
import { HalfcloseError } from '../model/errors.ts';

/** What a scenario finds out about one claim of the ledger. The verdict follows from that alone. */
export class ClaimBook {
  readonly #lab: Lab;
  readonly #claim: Claim;
  readonly #findings: Finding[] = [];
  readonly #scaled: ScaledTime[] = [];

  constructor(lab: Lab, claim: Claim) {
    this.#lab = lab;
    this.#claim = claim;
    lab.claims.push({ claim, findings: this.#findings, scaled: this.#scaled });
  }

  /**
   * One part of what the claim says, in words, and the expectations that hold where it is so. Where they do not, that is
   * a finding and no failure. All parts held: the claim holds; none: it is false; some: it holds with limits.
   */
  async says(part: string, expectations: () => unknown): Promise<void> {
    await this.#find('claimed', part, expectations);
  }

  /**
   * What is true instead, in words, and the expectations that show it. They are asked of a claim that does not just
   * hold: one of them that does not hold then fails the scenario.
   */
  async instead(truth: string, expectations: () => unknown): Promise<void> {
    await this.#find('instead', truth, expectations);
  }

  /** `scaled` for a kernel parameter that was set for a host: its default is read in a host that leaves it alone. */
  async scaledSysctl(name: string, host: LabHost): Promise<void> {
    const plain =
      this.#lab.hosts.find((each) => !each.hasSetSysctl(name)) ?? (await this.#lab.host({ name: 'plain' }));
    const [here = '', byDefault = ''] = [await host.getSysctl(name), await plain.getSysctl(name)];
    this.scaled(name, { here, byDefault, readFrom: `${plain.name}, a host that leaves it alone` });
  }

  /** Tells that a time was made shorter than it is by default, so that nobody has to wait; and where that is read. */
  scaled(what: string, how: Omit<ScaledTime, 'what'>): void {
    this.#scaled.push({ what, ...how });
  }

  get verdict(): ClaimVerdict {
    return claimVerdict(this.#findings, this.#claim);
  }

  /** Raises UNPROVEN_CLAIM where nothing follows from what was found, or where what is true instead was not shown. */
  close(): void {
    const { verdict } = this;
    const { id } = this.#claim;
    const unproven = this.#findings.find(({ answer }) => answer === 'unproven');
    if (verdict === 'unproven') throw undecided(id, unproven);
    const instead = this.#findings.some(({ side }) => side === 'instead');
    if (!instead && (verdict === 'false here' || verdict === 'obsolete')) throw nothingInstead(id, verdict);
    const notShown = this.#findings.find(({ side, answer }) => side === 'instead' && answer !== 'held');
    if (verdict !== 'holds' && notShown) throw undecided(id, notShown);
  }

  async #find(side: Finding['side'], text: string, expectations: () => unknown): Promise<void> {
    const at = this.#lab.now();
    const { answer, received } = await findOut(expectations);
    this.#findings.push({ at, side, text, answer, received });
    this.#lab.note(`${this.#claim.id}, ${side === 'claimed' ? 'as claimed' : 'instead'}: ${text}: ${answer}`);
  }
}

function nothingInstead(id: string, verdict: ClaimVerdict): HalfcloseError {
  return new HalfcloseError('UNPROVEN_CLAIM', `${id}: ${verdict}, but it is not shown what is true instead`, {
    hint: `tell it: await ${id}.instead('…', () => expect(…)…)`,
  });
}

function undecided(id: string, finding: Finding | undefined): HalfcloseError {
  if (!finding) return new HalfcloseError('UNPROVEN_CLAIM', `${id}: nothing was asked of the evidence`);
  const what = finding.side === 'claimed' ? 'the claim' : 'what is true instead';
  const text = `${id}: ${what} is unproven: ${finding.text}: ${finding.answer}`;
  return new HalfcloseError('UNPROVEN_CLAIM', `${text}\n  ${finding.received}`);
}
