/** Branded ids: strings on the wire, different types in the code, so that one is never passed for another. */
declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Meta's id of a business phone number: decimal digits. */
export type PhoneNumberId = Branded<'PhoneNumberId'>;
/** Id of a WhatsApp Business Account: decimal digits. */
export type WabaId = Branded<'WabaId'>;
export type AppId = Branded<'AppId'>;
export type BusinessId = Branded<'BusinessId'>;
/** A user's WhatsApp id: the phone number's digits with the country code, without `+`. */
export type WaId = Branded<'WaId'>;
/** A message id as Meta writes it: `wamid.` and base64. */
export type Wamid = Branded<'Wamid'>;

export const phoneNumberId = (text: string) => text as PhoneNumberId;
export const wabaId = (text: string) => text as WabaId;
export const appId = (text: string) => text as AppId;
export const businessId = (text: string) => text as BusinessId;
export const waId = (text: string) => text as WaId;
export const wamid = (text: string) => text as Wamid;
