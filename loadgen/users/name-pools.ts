/**
 * Names in many scripts, made once from faker's data and then drawn from, since faker is far too slow to be called for
 * each message. One narrow import per language: faker's own index loads every language and takes five times as long.
 */
import { faker as ar } from '@faker-js/faker/locale/ar';
import { faker as de } from '@faker-js/faker/locale/de';
import { faker as en } from '@faker-js/faker/locale/en';
import { faker as es } from '@faker-js/faker/locale/es_MX';
import { faker as he } from '@faker-js/faker/locale/he';
import { faker as ja } from '@faker-js/faker/locale/ja';
import { faker as ko } from '@faker-js/faker/locale/ko';
import { faker as ne } from '@faker-js/faker/locale/ne';
import { faker as pt } from '@faker-js/faker/locale/pt_BR';
import { faker as th } from '@faker-js/faker/locale/th';
import { faker as tr } from '@faker-js/faker/locale/tr';
import { faker as uk } from '@faker-js/faker/locale/uk';
import { faker as yo } from '@faker-js/faker/locale/yo_NG';
import { faker as zh } from '@faker-js/faker/locale/zh_CN';
import type { Random } from '../../core/random.js';

/** The part of faker used here; its own type cannot be named from outside. */
interface Namer {
  seed(seed: number): number;
  readonly person: { fullName(): string };
}

const languages = ['ar', 'de', 'en', 'es', 'he', 'ja', 'ko', 'ne', 'pt', 'th', 'tr', 'uk', 'yo', 'zh'] as const;

export type Language = (typeof languages)[number];

const fakers: Readonly<Record<Language, Namer>> = { ar, de, en, es, he, ja, ko, ne, pt, th, tr, uk, yo, zh };

/** Names per language. */
const POOL_SIZE = 64;

/** A pool for each language; depends on nothing but `random`, although faker's sources are shared. */
export function createNamePools(random: Random): Readonly<Record<Language, readonly string[]>> {
  const pools = {} as Record<Language, readonly string[]>;
  for (const language of languages) {
    const faker = fakers[language];
    faker.seed(random.fork(language).integer(0, 2 ** 31 - 1));
    pools[language] = Array.from({ length: POOL_SIZE }, () => faker.person.fullName());
  }
  return pools;
}
