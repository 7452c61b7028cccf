/** A button that opens a page: a label of 20 characters and an http(s) address. The page is not looked at. */
import type { GraphError } from '../../../errors/graph-error.js';
import { string } from '../../parameters.js';
import { type Content, firstRefusal } from '../message-type.js';
import { EVERY_HEADER, type InteractiveKind, namedAction, parametersOf, refuseText } from './kind.js';

export const ctaUrlParameters = { display_text: string(), url: string({ uri: true }) };

export const refuseCtaUrl = ({ display_text, url }: Content): GraphError | undefined =>
  firstRefusal(
    () => refuseText(display_text, { label: 'Button display_text', max: 20 }),
    () => refuseText(url, { label: 'Button url' }),
  );

export const ctaUrl: InteractiveKind = {
  headers: EVERY_HEADER,
  action: namedAction('cta_url', ctaUrlParameters),
  refuse: (content) => refuseCtaUrl(parametersOf(content)),
  words: (content) => [parametersOf(content).display_text, parametersOf(content).url],
};
