/** A phone number as callers write it, in parts or whole, and as Graph shows it. */

/** E.164. */
const SHORTEST = 7;
const LONGEST = 15;
/** With its calling code a number has at least so many digits; a shorter one is taken to lack the code. */
const WITH_CODE = 11;

/**
 * The digits of a number with its calling code; `undefined` for what can be none. Meta's guide gives the code apart
 * (`cc` 1, `6315551000`), its OpenAPI file both (`cc` 1, `16315551000`): what begins with the code and is long enough is
 * whole already (assumed).
 */
export function wholeNumber(phoneNumber: string, cc: string | undefined): string | undefined {
  const digits = phoneNumber.replace(/\D/g, '');
  const code = (cc ?? '').replace(/\D/g, '');
  const isWhole = code === '' || phoneNumber.startsWith('+') || (digits.startsWith(code) && digits.length >= WITH_CODE);
  const whole = isWhole ? digits : code + digits;
  return whole.length >= SHORTEST && whole.length <= LONGEST && !whole.startsWith('0') ? whole : undefined;
}

/** `+1 631-555-1000`; numbers of other countries than those of +1 are not grouped (assumed). */
export function displayNumber(digits: string, cc: string | undefined): string {
  if (/^1\d{10}$/.test(digits)) return `+1 ${digits.slice(1, 4)}-${digits.slice(4, 7)}-${digits.slice(7)}`;
  const code = (cc ?? '').replace(/\D/g, '');
  return code !== '' && digits.startsWith(code) ? `+${code} ${digits.slice(code.length)}` : `+${digits}`;
}
