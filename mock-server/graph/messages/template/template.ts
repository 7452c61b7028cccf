/**
 * Template sends: the sender's account has the template in that language (132001, HTTP 404) and may send it (132015,
 * 132016), its body and other declared parts are filled as declared, every component is sound in itself, and there is
 * nothing that the template does not declare. Not simulated: pacing.
 */
import { object, string } from '../../parameters.js';
import { type Content, firstRefusal, type MessageType, previewOf } from '../message-type.js';
import type { Component } from './buttons.js';
import { componentsShape, refuseComponents } from './components.js';
import { refuseBodyContent, refuseBodyCount } from './declared.js';
import { partsOf, refuseParts } from './declared-parts.js';
import { wordsOf } from './parameters.js';
import { refuseTemplate } from './sendable.js';
import { refuseUndeclared } from './undeclared-parts.js';

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
      language: object(
        { code: string({ required: true }), policy: string({ oneOf: ['deterministic'] }) },
        { required: true },
      ),
      components: componentsShape,
    },
    { required: true },
  ),
  refuse(content, world, { from }) {
    const { name, language, components = [] } = sentOf(content);
    const declared = world.templateStore.lookup(from.wabaId, name, language.code);
    const refusal = refuseTemplate(declared, { name, language: language.code }, world);
    if (refusal || !declared) return refusal;
    const parts = partsOf(declared);
    return firstRefusal(
      () => refuseBodyCount(declared, components),
      () => refuseParts(parts, components),
      () => refuseComponents(components, "template['components']"),
      () => refuseUndeclared(parts, components),
      () => refuseBodyContent(declared, components),
    );
  },
  preview(content) {
    const { name, components = [] } = sentOf(content);
    return previewOf([name, ...wordsIn(components)]);
  },
};
