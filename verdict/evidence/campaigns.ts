/**
 * Who got what of a campaign: the sends of its template to the users whom its trigger named. A campaign that the subject did
 * not take on (its trigger was refused, or not answered) owes nothing. Two campaigns of one template to one user
 * cannot be told apart, and are judged as the first of them.
 */
import type { WaId } from '../../core/ids.js';
import { type Call, isPermanent } from './calls.js';
import type { Evidence } from './evidence.js';
import { isSuccess } from './inbound.js';
import type { Incidents } from './incidents.js';

export interface CampaignSend {
  /** `campaign#1`. */
  readonly campaign: string;
  readonly template: string;
  readonly user: WaId;
  /** When it was first taken on, and the id of that observation. */
  readonly triggeredAt: number;
  readonly trigger: number;
  /** Accepted sends of the template to the user, in order. */
  readonly reached: Call[];
  /** A send of it was refused for good. */
  refused: boolean;
}

/** The name of the template that is sent: what is kept of a template's text begins with it. */
export const templateOf = ({ type, text }: Call) => (type === 'template' ? text?.split(' · ', 1)[0] : undefined);

/** Whether a campaign named this template for this user. */
export function campaignFinder({ campaigns }: Incidents): (call: Call, to: WaId) => boolean {
  const named = new Set(campaigns.flatMap(({ template, users }) => users.map((user) => `${template}\n${user}`)));
  return (call, to) => named.size > 0 && named.has(`${templateOf(call) ?? ''}\n${to}`);
}

/** One for each user of each campaign that the subject took on. */
export function campaignSends({ incidents, sends }: Pick<Evidence, 'incidents' | 'sends'>): CampaignSend[] {
  const byKey = new Map<string, CampaignSend>();
  for (const { id, campaign, template, triggeredAt, status, users } of incidents.campaigns) {
    if (!isSuccess(status)) continue;
    for (const user of users) {
      const key = `${template}\n${user}`;
      if (byKey.has(key)) continue;
      byKey.set(key, { campaign, template, user, triggeredAt, trigger: id, reached: [], refused: false });
    }
  }
  if (byKey.size === 0) return [];
  for (const { to, attempts } of sends) {
    for (const call of attempts) {
      const template = templateOf(call);
      const send = template === undefined ? undefined : byKey.get(`${template}\n${to}`);
      if (!send) continue;
      if (call.effect) send.reached.push(call);
      else if (isPermanent(call)) send.refused = true;
    }
  }
  const all = [...byKey.values()];
  for (const { reached } of all) reached.sort((a, b) => a.receivedAt - b.receivedAt || a.id - b.id);
  return all;
}
