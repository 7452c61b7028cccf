/**
 * Template sends: the template exists in that language (132001, HTTP 404), its body and other declared parts are filled
 * as declared, and every component is sound in itself. Not simulated yet: pausing, pacing, quality.
 */
import { contentError } from '../../../errors/graph-error.js';
import { object, string } from '../../parameters.js';
import { type Content, firstRefusal, type MessageType, previewOf } from '../message-type.js';
import type { Component } from './buttons.js';
import { componentsShape, refuseComponents } from './components.js';
import { refuseBodyContent, refuseBodyCount } from './declared.js';
import { partsOf, refuseParts } from './declared-parts.js';
import { wordsOf } from './parameters.js';

interface Sent {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components?: readonly Component[];
}

const sentOf = (content: Content) => content as unknown as Sent;

const wordsIn = (components: readonly Component[]): unknown[] =>
  components.flatMap(({ parameters = [], cards = [] }) => [
    ...parameters.map(wordsOf),
    ...cards.flatMap((card) => wordsIn(card.components ?? [])),
  ]);

export const template: MessageType = {
  shape: object(
    {
      name: string({ required: true, maxLength: 512 }),
      namespace: string(),
      language: object({ code: string({ required: true }), policy: string() }, { required: true }),
      components: componentsShape,
    },
    { required: true },
  ),
  refuse(content, world) {
    const { name, language, components = [] } = sentOf(content);
    const declared = world.templates.find((known) => known.name === name && known.language === language.code);
    if (!declared) return contentError(132001, `template name (${name}) does not exist in ${language.code}`);
    return firstRefusal(
      () => refuseBodyCount(declared, components),
      () => refuseParts(partsOf(declared), components),
      () => refuseComponents(components, "template['components']"),
      () => refuseBodyContent(declared, components),
    );
  },
  preview(content) {
    const { name, components = [] } = sentOf(content);
    return previewOf([name, ...wordsIn(components)]);
  },
};
