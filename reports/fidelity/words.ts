/** What the scenarios of the matrix write into their timelines for it to be read from. */

/** The routes a scenario of the matrix is run on; its name ends with one of them, in brackets. */
export const ROUTES = ['direct', 'ours', 'Toxiproxy'] as const;
export type Route = (typeof ROUTES)[number];

/** Marks a moment at which neither end will change before the scenario does something. */
export const AT_REST = 'at rest';

/** Begins the reason why on this row a proxy cannot be like a direct connection. */
export const UNLIKE_DIRECT = 'unlike direct: ';

/** Begins what became of control calls. */
export const CONTROL = 'control calls: ';
