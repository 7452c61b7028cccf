/** Mobile numbers as they look in some countries: the digits they begin with, and how many follow. */
import type { Language } from './name-pools.js';

export interface Country {
  readonly prefix: string;
  /** Digits after the prefix. */
  readonly digits: number;
  readonly language: Language;
}

export const countries: readonly Country[] = [
  { prefix: '1555', digits: 7, language: 'en' },
  { prefix: '4915', digits: 9, language: 'de' },
  { prefix: '5521', digits: 9, language: 'pt' },
  { prefix: '52155', digits: 8, language: 'es' },
  { prefix: '9198', digits: 8, language: 'ne' },
  { prefix: '23480', digits: 8, language: 'yo' },
  { prefix: '2010', digits: 8, language: 'ar' },
  { prefix: '97250', digits: 7, language: 'he' },
  { prefix: '8190', digits: 8, language: 'ja' },
  { prefix: '8210', digits: 8, language: 'ko' },
  { prefix: '8869', digits: 8, language: 'zh' },
  { prefix: '38067', digits: 7, language: 'uk' },
  { prefix: '6681', digits: 7, language: 'th' },
  { prefix: '9050', digits: 8, language: 'tr' },
];
