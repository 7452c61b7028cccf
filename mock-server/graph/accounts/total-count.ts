/** `summary=total_count` of an edge: how many objects there are on all pages. */
import type { Decision, GraphRequest } from '../operation.js';

export function withTotalCount(decision: Decision, total: number, { parameters }: GraphRequest): Decision {
  const { summary } = parameters;
  const isWanted =
    summary === true || (typeof summary === 'string' && /^(?:true|1|.*\btotal_count\b.*)$/.test(summary));
  if (!isWanted || !('effect' in decision) || decision.effect.kind !== 'reply') return decision;
  const { apply } = decision.effect;
  return {
    ...decision,
    effect: { kind: 'reply', apply: () => ({ ...apply(), summary: { total_count: total } }) },
  };
}
