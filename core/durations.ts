/** Durations and rates as people write them (`30s`, `250ms`, `20/s`), and as the code counts them (milliseconds). */
import { z } from 'zod';

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const NUMBER = String.raw`(\d+(?:\.\d+)?)\s*`;
/** From the largest unit to the smallest, each at most once. */
const DURATION = new RegExp(
  `^(?=\\d)${['d', 'h', 'm(?!s)', 's', 'ms'].map((unit) => `(?:${NUMBER}${unit}\\s*)?`).join('')}$`,
);
const RATE = /^(\d+(?:\.\d+)?)\s*\/\s*(s|m|h)$/;

/** `30s` → 30000, `1h30m` → 5400000. Undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const parts = DURATION.exec(text.trim());
  if (!parts) return undefined;
  const [, d = 0, h = 0, m = 0, s = 0, ms = 0] = parts;
  return Number(d) * UNIT_MS.d + Number(h) * UNIT_MS.h + Number(m) * UNIT_MS.m + Number(s) * UNIT_MS.s + Number(ms);
}

/** `20/s` → 20, `30/m` → 0.5 (per second). Undefined when the text is no rate. */
export function parseRate(text: string): number | undefined {
  const [, amount, unit] = RATE.exec(text.trim()) ?? [];
  return amount && unit ? (Number(amount) * 1_000) / UNIT_MS[unit as keyof typeof UNIT_MS] : undefined;
}

/** 1500 → `1.5 s`; for people, not for parsing. */
export function formatDuration(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 120_000) return `${Number((ms / 1_000).toFixed(ms < 10_000 ? 2 : 1))} s`;
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Number((ms / 3_600_000).toFixed(1))} h`;
}

/** 1500 → `1500ms`, 30000 → `30s`: as people write it, exactly. */
export function writeDuration(ms: number): string {
  if (ms === 0) return '0';
  const unit = (['d', 'h', 'm', 's'] as const).find((name) => ms % UNIT_MS[name] === 0) ?? 'ms';
  return `${ms / UNIT_MS[unit]}${unit}`;
}

/** A zod field that takes `30s` (or a bare `0`) and gives milliseconds. */
export const duration = z
  .union([z.literal(0), z.string()], { error: 'expected a duration such as 250ms, 30s, 5m' })
  .transform((value, context) => {
    if (value === 0) return 0;
    const ms = parseDuration(value);
    if (ms !== undefined) return ms;
    context.addIssue({ code: 'custom', message: 'expected a duration such as 250ms, 30s, 5m' });
    return z.NEVER;
  })
  .meta({ title: 'duration' });

/** A zod field that takes `20/s` and gives events per second. */
export const rate = z
  .string({ error: 'expected a rate such as 20/s, 30/m' })
  .transform((value, context) => {
    const perSecond = parseRate(value);
    if (perSecond !== undefined && perSecond > 0) return perSecond;
    context.addIssue({ code: 'custom', message: 'expected a rate above zero such as 20/s, 30/m' });
    return z.NEVER;
  })
  .meta({ title: 'rate' });
