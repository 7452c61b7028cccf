/** Whether users see a number's cart and catalogue. */
import { defineCollection } from './collection.js';

export interface CommerceSettings {
  /** The number's id. */
  readonly id: string;
  readonly isCartEnabled: boolean;
  readonly isCatalogVisible: boolean;
}

/** Meta, "Sell products & services": a cart is there from the start, the storefront icon is not. */
export const USUAL_COMMERCE_SETTINGS = { isCartEnabled: true, isCatalogVisible: false } as const;

export const commerceSettings = defineCollection<CommerceSettings>({ name: 'commerceSettings', limit: 10_000 });
