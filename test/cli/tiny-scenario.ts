/** Scenarios of a few seconds. Written as JSON, which is YAML as well. */
export interface TinyScenario {
  readonly name?: string;
  /** Whole scenario entries that replace the usual ones. */
  readonly [entry: string]: unknown;
}

/** Checks that a calm run of a correct subject can pass. */
export const CALM_CHECKS = [
  'acknowledges-fast',
  'nothing-lost',
  'verifies-signature',
  'verifies-subscription',
  'right-recipient',
  'sends-valid',
] as const;

export function tinyScenario({ name = 'tiny', ...rest }: TinyScenario = {}): string {
  const usual = {
    name,
    title: 'A few calm seconds',
    seed: 7,
    load: [{ users: 60, arrivals: { process: 'constant', rate: '8/s' }, for: '3s', says: 'greeting' }],
    settle: '3s',
    checks: CALM_CHECKS,
  };
  return JSON.stringify({ ...usual, ...rest }, undefined, 2);
}
