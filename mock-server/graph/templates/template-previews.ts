/** `GET /{waba-id}/message_template_previews`: what authentication templates say, by language. */
import { parameterError } from '../../errors/graph-error.js';
import { wabas } from '../../world/accounts.js';
import { flagOf, textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type GraphRequest, refuse, reply } from '../operation.js';
import { boolean, fromJson, number, string } from '../parameters.js';
import { AUTHENTICATION_TEXTS, type AuthenticationTexts } from './authentication-texts.js';

const MINUTES = { min: 1, max: 90 };

/** `en_US,es`, or a list; without any, all that there are. */
function languagesOf({ languages, language }: GraphRequest['parameters']): readonly string[] {
  const given = fromJson(languages ?? language);
  if (Array.isArray(given)) return given.map(String);
  return typeof given === 'string' && given !== '' ? given.split(',') : Object.keys(AUTHENTICATION_TEXTS);
}

function previewOf(language: string, texts: AuthenticationTexts, { parameters }: GraphRequest): object {
  const minutes =
    typeof parameters.code_expiration_minutes === 'number' ? parameters.code_expiration_minutes : undefined;
  return {
    body: flagOf(parameters, 'add_security_recommendation') ? `${texts.body} ${texts.advice}` : texts.body,
    ...(textOf(parameters, 'button_types') !== undefined && {
      buttons: [{ text: texts.copy, autofill_text: texts.autofill }],
    }),
    ...(minutes !== undefined && { footer: texts.footer(minutes) }),
    language,
  };
}

export const getTemplatePreviews = onObject(
  wabas,
  {
    route: 'GET /{waba-id}/message_template_previews',
    about: {
      summary: 'What authentication templates say, by language.',
      source: 'documented',
      test: 'test/conformance/template-library.test.ts',
    },
    accepts: {
      category: string({ required: true, oneOf: ['authentication'] }),
      add_security_recommendation: boolean,
      code_expiration_minutes: number(),
      button_types: string({ pattern: { like: /^(OTP|\["OTP"\])$/i, otherwise: 'must be one of {OTP}.' } }),
    },
  },
  (_waba, request) => {
    const { code_expiration_minutes: minutes } = request.parameters;
    if (
      minutes !== undefined &&
      !(Number.isInteger(minutes) && Number(minutes) >= MINUTES.min && Number(minutes) <= MINUTES.max)
    )
      return refuse(parameterError(`Param code_expiration_minutes must be between ${MINUTES.min} and ${MINUTES.max}.`));
    const languages = languagesOf(request.parameters);
    const stranger = languages.find((language) => !Object.hasOwn(AUTHENTICATION_TEXTS, language));
    if (stranger !== undefined)
      return refuse(parameterError(`Param languages is not a supported language - got "${stranger}".`));
    return reply(() => ({
      data: languages.flatMap((language) => {
        const texts = AUTHENTICATION_TEXTS[language];
        return texts ? [previewOf(language, texts, request)] : [];
      }),
    }));
  },
);
