/** Message bodies without recipient, as the conformance tests send them. */
export const link = 'https://example.com/file';
export const button = (id: string, title = id) => ({ type: 'reply', reply: { id, title } });
export const buttons = (...list: unknown[]) => ({
  type: 'interactive',
  interactive: { type: 'button', body: { text: 'Well?' }, action: { buttons: list } },
});
export const template = (parts: Readonly<Record<string, unknown>> = {}) => ({
  type: 'template',
  template: { name: 'order_update', language: { code: 'en_US' }, ...parts },
});
export const body = (...parameters: unknown[]) => ({ components: [{ type: 'body', parameters }] });
/** Id of a message that 15557770001 wrote once. */
export const WRITTEN = 'wamid.HBgLMTU1NTc3NzAwMDEVAgASGBQzQTAxMjM0NTY3ODlBQkNERUYwMQA=';
export const hi = { type: 'text', text: { body: 'hi' } };
export const contact = { name: { formatted_name: 'Bo Ek', first_name: 'Bo' }, phones: [{ phone: '+46700000001' }] };
