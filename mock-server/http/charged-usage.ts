/** The usage headers of a call that was put on a budget: what is really used up, the call itself included. */
import type { GraphError } from '../errors/graph-error.js';
import type { Charge } from '../policy/call-budgets.js';
import { type AnswerIdentity, appUsage, businessUsage, tellsOfAccount, type Usage } from './headers.js';

const MINUTE_MS = 60_000;

const usageOf = ({ calls, limit, regainMs }: Charge): Usage => ({
  percent: limit > 0 ? Math.ceil((calls * 100) / limit) : 100,
  regainMinutes: Math.ceil(regainMs / MINUTE_MS),
});

/** @param idle what is said of an account whose budget the call is not on. */
export function chargedUsage(charge: Charge, idle: string): Pick<AnswerIdentity, 'usage' | 'appUsage'> {
  switch (charge.budget) {
    case 'account-calls':
    case 'credit-calls':
      return { usage: businessUsage(charge.subject, 'whatsapp_business_management', usageOf(charge)) };
    case 'app-calls':
    case 'user-calls':
      return { usage: idle, appUsage: appUsage(usageOf(charge)) };
    case 'call-permission-reads':
      return { usage: idle };
    default:
      return charge.budget satisfies never;
  }
}

/** How long the headers say that access is gone for, in ms as they round it; `undefined`: they do not say that it is. */
export function saidRegainMs(charge: Charge, error: GraphError | undefined): number | undefined {
  const isSaid = charge.budget === 'account-calls' || charge.budget === 'credit-calls';
  if (!isSaid || charge.regainMs <= 0 || (error && !tellsOfAccount(error))) return undefined;
  return usageOf(charge).regainMinutes * MINUTE_MS;
}
