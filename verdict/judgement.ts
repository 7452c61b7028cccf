/** The three ways in which a check can end. Ids and findings are capped here, so that no check needs to care. */
import type { Judgement } from './check.js';
import { type Finding, MOST_EVIDENCE, MOST_FINDINGS } from './verdict.js';

export function passed(figure: string, sentence: string): Judgement {
  return { verdict: 'pass', figure, sentence, evidence: [], findings: [] };
}

/** `figure` must carry the full count: `findings` may be cut. */
export function failed(figure: string, sentence: string, findings: readonly Finding[]): Judgement {
  return { verdict: 'fail', figure, sentence, ...cited(findings) };
}

/** Neither: the sentence says what is missing. */
export function undecided(figure: string, sentence: string, findings: readonly Finding[] = []): Judgement {
  return { verdict: 'inconclusive', figure, sentence, ...cited(findings) };
}

/** There is nothing that it could hold, and the sentence says why: a campaign has no inbound messages to answer. */
export function notApplicable(sentence: string): Judgement {
  return { verdict: 'not-applicable', figure: 'not applicable', sentence, evidence: [], findings: [] };
}

function cited(findings: readonly Finding[]): Pick<Judgement, 'evidence' | 'findings'> {
  const shown = findings.slice(0, MOST_FINDINGS);
  const ids = new Set(shown.flatMap((finding) => finding.evidence));
  return { evidence: [...ids].sort((a, b) => a - b).slice(0, MOST_EVIDENCE), findings: shown };
}
