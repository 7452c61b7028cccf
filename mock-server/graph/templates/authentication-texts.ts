/** What Meta writes into authentication templates, by language; the wording is ours, English and Spanish after Meta's samples. */

export interface AuthenticationTexts {
  readonly body: string;
  /** Added to the body on request. */
  readonly advice: string;
  readonly footer: (minutes: number) => string;
  readonly copy: string;
  readonly autofill: string;
}

const english: AuthenticationTexts = {
  body: '*{{1}}* is your verification code.',
  advice: 'For your security, do not share this code.',
  footer: (minutes) => `This code expires in ${minutes} minutes.`,
  copy: 'Copy code',
  autofill: 'Autofill',
};
const spanish: AuthenticationTexts = {
  body: 'Tu código de verificación es *{{1}}*.',
  advice: 'Por tu seguridad, no lo compartas.',
  footer: (minutes) => `Este código caduca en ${minutes} minutos.`,
  copy: 'Copiar código',
  autofill: 'Autocompletar',
};
const portuguese: AuthenticationTexts = {
  body: 'Seu código de verificação é *{{1}}*.',
  advice: 'Para sua segurança, não o compartilhe.',
  footer: (minutes) => `Este código expira em ${minutes} minutos.`,
  copy: 'Copiar código',
  autofill: 'Preencher',
};
const french: AuthenticationTexts = {
  body: 'Votre code de vérification est *{{1}}*.',
  advice: 'Pour votre sécurité, ne le partagez pas.',
  footer: (minutes) => `Ce code expire dans ${minutes} minutes.`,
  copy: 'Copier le code',
  autofill: 'Remplir',
};
const german: AuthenticationTexts = {
  body: '*{{1}}* ist dein Bestätigungscode.',
  advice: 'Teile diesen Code zu deiner Sicherheit mit niemandem.',
  footer: (minutes) => `Dieser Code läuft in ${minutes} Minuten ab.`,
  copy: 'Code kopieren',
  autofill: 'Ausfüllen',
};
const italian: AuthenticationTexts = {
  body: 'Il tuo codice di verifica è *{{1}}*.',
  advice: 'Per la tua sicurezza, non condividerlo.',
  footer: (minutes) => `Questo codice scade tra ${minutes} minuti.`,
  copy: 'Copia codice',
  autofill: 'Compila',
};

export const AUTHENTICATION_TEXTS: Readonly<Record<string, AuthenticationTexts>> = {
  en: english,
  en_GB: english,
  en_US: english,
  es: spanish,
  es_AR: spanish,
  es_ES: spanish,
  es_MX: spanish,
  pt_BR: portuguese,
  pt_PT: portuguese,
  fr: french,
  de: german,
  it: italian,
};
