/** Approved message templates of a fresh mock. Creating and reviewing templates is not simulated yet. */
export interface Template {
  readonly name: string;
  /** Meta's language code, `en_US`. */
  readonly language: string;
  readonly category: 'AUTHENTICATION' | 'MARKETING' | 'UTILITY';
  readonly body: string;
}

export const defaultTemplates: readonly Template[] = [
  {
    name: 'hello_world',
    language: 'en_US',
    category: 'UTILITY',
    body: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API.',
  },
  {
    name: 'order_update',
    language: 'en_US',
    category: 'UTILITY',
    body: 'Hello {{1}}, your order {{2}} is on its way.',
  },
  {
    name: 'order_update',
    language: 'es',
    category: 'UTILITY',
    body: 'Hola {{1}}, tu pedido {{2}} está en camino.',
  },
];

/** How many distinct `{{n}}` variables a text has. */
export const variableCount = (text: string): number => new Set(text.match(/\{\{\w+\}\}/g)).size;
