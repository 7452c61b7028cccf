/** Datasets for conversion events of click-to-WhatsApp ads: one for each account. Events are not taken. */
import { defineCollection } from './collection.js';

export interface Dataset {
  readonly id: string;
  readonly wabaId: string;
  readonly name: string;
}

export const datasets = defineCollection<Dataset>({
  name: 'datasets',
  kind: 'dataset',
  firstId: 790_000_000_000_001,
  limit: 10_000,
});
