/**
 * `/{phone-number-id}/message_qrdls`: QR codes that open a chat with a prefilled text. A code is changed by a POST that
 * names it, in the body as Meta documents it or in the path as clients do. The image is a real one of the deep link,
 * served by this mock at `/_waproof/qr/`; in Meta's cloud it lies on a server for content. A read of one code gives a
 * list with it (Meta's samples; its OpenAPI file says an object).
 */
import { parameterError } from '../../errors/graph-error.js';
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import { addQrCode, deepLinkOf, type QrCode, qrCodes } from '../../world/qr-codes.js';
import type { World } from '../../world/world.js';
import { type NodeFields, selectNode } from '../fields.js';
import { textOf } from '../given.js';
import { missingField, missingObject } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, change, type Decision, type GraphRequest, type Operation, refuse, reply } from '../operation.js';
import { type Shape, string } from '../parameters.js';
import { readEdge } from '../read-edge.js';

/** Meta, "QR codes". */
const CODES_PER_NUMBER = 2_000;
const FORMATS = ['svg', 'png'];

const imageUrl = (request: GraphRequest, code: string, format: string): string => {
  const [origin = ''] = /^https?:\/\/[^/]+/.exec(request.address()) ?? [];
  return `${origin}/_waproof/qr/${code}.${format}`;
};

const plain = ({ id, prefilledMessage }: Pick<QrCode, 'id' | 'prefilledMessage'>) => ({
  code: id,
  prefilled_message: prefilledMessage,
  deep_link_url: deepLinkOf(id),
});

const fieldsOf = (code: QrCode, request: GraphRequest): NodeFields => ({
  defaults: ['code', 'prefilled_message', 'deep_link_url'],
  all: { ...plain(code), creation_time: Math.floor(code.createdAt / 1_000) },
  computed: {
    // Which format comes without `.format()` is not documented.
    qr_image_url: ({ format = 'PNG' }) =>
      FORMATS.includes(format.toLowerCase())
        ? { value: imageUrl(request, code.id, format.toLowerCase()) }
        : { refusal: parameterError(`Param format must be one of {SVG, PNG} - got "${format}".`) },
  },
});

const codesOf = ({ id }: PhoneNumber, world: World): readonly QrCode[] =>
  world
    .of(qrCodes)
    .all()
    .filter(({ phoneNumberId }) => phoneNumberId === id);

const codeOf = ({ id }: PhoneNumber, world: World, code: string): QrCode | undefined => {
  const known = world.of(qrCodes).get(code);
  return known?.phoneNumberId === id ? known : undefined;
};

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/qr-codes.test.ts',
});
const route = '/{phone-number-id}/message_qrdls';

const accepts: Readonly<Record<string, Shape>> = {
  code: string(),
  prefilled_message: string({ required: true, maxLength: 140 }),
  generate_qr_image: string({ oneOf: FORMATS }),
};

const withImage = (request: GraphRequest, code: string) => {
  const format = textOf(request.parameters, 'generate_qr_image')?.toLowerCase();
  return format === undefined ? {} : { qr_image_url: imageUrl(request, code, format) };
};

function update(number: PhoneNumber, request: GraphRequest, world: World, code: string): Decision {
  const known = codeOf(number, world, code);
  if (!known) return refuse(missingObject('POST', code));
  const prefilledMessage = textOf(request.parameters, 'prefilled_message') ?? '';
  return reply(() => {
    world.of(qrCodes).update(code, { prefilledMessage });
    return { ...plain({ id: code, prefilledMessage }), ...withImage(request, code) };
  });
}

function create(number: PhoneNumber, request: GraphRequest, world: World): Decision {
  const codes = world.of(qrCodes);
  if (codesOf(number, world).length >= CODES_PER_NUMBER || codes.isFull())
    return refuse(parameterError(`A phone number can have at most ${CODES_PER_NUMBER} message QR codes.`));
  const prefilledMessage = textOf(request.parameters, 'prefilled_message') ?? '';
  return reply(() => {
    const made = addQrCode(codes, number.id, prefilledMessage, world.now());
    return { ...plain(made), ...withImage(request, made.id) };
  });
}

function readOne(number: PhoneNumber, request: GraphRequest, world: World): Decision {
  const { code = '' } = request.ids;
  const known = codeOf(number, world, code);
  if (!known) return refuse(missingObject('GET', code));
  const selected = selectNode(fieldsOf(known, request), request.parameters.fields);
  if ('refusal' in selected) return refuse(selected.refusal);
  if ('unknown' in selected) return refuse(missingField(selected.unknown, 'phone-number'));
  return reply(() => ({ data: [selected.node] }));
}

export const qrCodeOperations: readonly Operation[] = [
  onObject(
    numbers,
    {
      route: `GET ${route}`,
      about: about('The QR codes of a number, the newest first; `code` looks for one.'),
      accepts: {
        code: string({ pattern: { like: /^[A-Z2-7]{14}$/, otherwise: 'must be 14 letters and digits of base32.' } }),
      },
    },
    (number, request, world) => {
      const wanted = textOf(request.parameters, 'code');
      const codes = codesOf(number, world).filter(({ id }) => wanted === undefined || id === wanted);
      const nodes = codes.toReversed().map((code) => fieldsOf(code, request));
      return readEdge('phone-number', nodes, request);
    },
  ),
  onObject(
    numbers,
    { route: `POST ${route}`, about: about('Makes a QR code, or changes the one named by `code`.'), accepts },
    (number, request, world) => {
      const code = textOf(request.parameters, 'code');
      return code === undefined ? create(number, request, world) : update(number, request, world, code);
    },
  ),
  onObject(
    numbers,
    {
      route: `POST ${route}/{code}`,
      about: { ...about('Changes a QR code, as two client libraries do it.'), source: 'assumed' },
      accepts,
    },
    (number, request, world) => update(number, request, world, request.ids.code ?? ''),
  ),
  onObject(numbers, { route: `GET ${route}/{code}`, about: about('One QR code, in a list.') }, readOne),
  onObject(
    numbers,
    { route: `DELETE ${route}/{code}`, about: about('Deletes a QR code.') },
    (number, { ids: { code = '' } }, world) =>
      codeOf(number, world, code)
        ? change(() => void world.of(qrCodes).remove(code))
        : refuse(missingObject('DELETE', code)),
  ),
];
