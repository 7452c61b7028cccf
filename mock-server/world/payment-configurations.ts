/** Ways to be paid that are linked to a WhatsApp Business Account (Payments API, India). No gateway is ever asked. */
import { defineCollection } from './collection.js';

export interface CodeAndDescription {
  readonly code: string;
  readonly description: string;
}

export interface PaymentConfiguration {
  /** `<account>/<name>`: names are unique within an account. */
  readonly id: string;
  readonly wabaId: string;
  readonly name: string;
  readonly merchantCategoryCode?: CodeAndDescription;
  readonly purposeCode?: CodeAndDescription;
  /** A payment gateway has to be connected by its owner first, over a link. */
  readonly status: 'Active' | 'Needs_Connecting' | 'Needs_Testing';
  readonly providerName: string;
  readonly merchantVpa?: string;
  readonly dataEndpointUrl?: string;
  /** Links made so far; each is another one. */
  readonly links: number;
  /** Milliseconds since the Unix epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const paymentConfigurations = defineCollection<PaymentConfiguration>({
  name: 'paymentConfigurations',
  limit: 10_000,
});
