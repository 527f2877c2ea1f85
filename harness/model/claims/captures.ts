import type { Claim } from './claim.ts';

/** What the articles say of: reading captures. */
export const CAPTURES: readonly Claim[] = [
  {
    id: 'W1',
    says: 'The capture of an orderly close in A (FIN, FIN+ACK, ACK) is what the wire shows for a three-segment close.',
    sources: 'A',
    truth:
      'Three segments in that order, but no FIN comes without ACK: the first one has that flag too, as every segment has but the SYN that opens the connection.',
  },
  {
    id: 'W2',
    says: 'The capture in C (data, data, ACK, FIN, FIN, ACK with acknowledgements one past the FIN) is reproduced, with relative sequence numbers equal in every segment.',
    sources: 'C',
  },
  {
    id: 'W3',
    says: 'The capture in C of a FIN_WAIT2 that timed out, with the peer’s FIN two minutes later answered by RST, is reproduced.',
    sources: 'C',
  },
  {
    id: 'W4',
    says: 'A header is 20 to 60 bytes; the six classic flags and the options (MSS, window scale, SACK, timestamps) appear where the article says.',
    sources: 'B E',
  },
];
