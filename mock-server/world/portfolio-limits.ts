/** What raises the messaging limits of portfolios: when half of a limit was last in use, and what is under way. */
import { defineCollection } from './collection.js';

export interface PortfolioLimit {
  /** The portfolio's. */
  readonly id: string;
  /** Wall time in milliseconds; 0: never since the last raise. */
  readonly halfUsedAt: number;
  /** A raise is on its way. */
  readonly isRaising: boolean;
}

export const portfolioLimits = defineCollection<PortfolioLimit>({ name: 'portfolioLimits', limit: 1_000 });
