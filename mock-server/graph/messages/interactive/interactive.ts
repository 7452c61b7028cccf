/**
 * Interactive messages: what is common to all kinds, and the kinds by name. Payment
 * settings and the terms of payments are not looked at.
 */
import { object, string, variant } from '../../parameters.js';
import { type Content, firstRefusal, invalid, type MessageType, previewOf, textOf } from '../message-type.js';
import { addressMessage } from './address-message.js';
import { button } from './button.js';
import { callPermissionRequest } from './call-permission-request.js';
import { carousel } from './carousel.js';
import { catalogMessage } from './catalog-message.js';
import { ctaUrl } from './cta-url.js';
import { flow } from './flow.js';
import type { InteractiveKind } from './kind.js';
import { list } from './list.js';
import { locationRequestMessage } from './location-request-message.js';
import { orderDetails } from './order-details.js';
import { orderStatus } from './order-status.js';
import { bodyShape, footerShape, headerShape, refuseParts } from './parts.js';
import { product } from './product.js';
import { productList } from './product-list.js';
import { requestContactInfo } from './request-contact-info.js';
import { voiceCall } from './voice-call.js';

const kinds: Readonly<Record<string, InteractiveKind>> = {
  button,
  list,
  cta_url: ctaUrl,
  location_request_message: locationRequestMessage,
  address_message: addressMessage,
  product,
  product_list: productList,
  catalog_message: catalogMessage,
  flow,
  carousel,
  call_permission_request: callPermissionRequest,
  voice_call: voiceCall,
  order_details: orderDetails,
  order_status: orderStatus,
  request_contact_info: requestContactInfo,
};

const parts = { type: string({ required: true }), header: headerShape, body: bodyShape, footer: footerShape };
const shapeOf = ({ action }: InteractiveKind) => object({ ...parts, action });

const kindOf = ({ type }: Content): InteractiveKind | undefined => {
  const name = String(type).toLowerCase();
  return Object.hasOwn(kinds, name) ? kinds[name] : undefined;
};

const actionOf = ({ action }: Content): Content => action as Content;

export const interactive: MessageType = {
  shape: variant('type', Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, shapeOf(kind)])), {
    required: true,
    otherwise: object({ ...parts, action: object({}, { required: true, open: true }) }, { required: true }),
  }),
  refuse(content, world, conversation) {
    const kind = kindOf(content);
    if (!kind)
      return invalid(`Interactive type is not supported. Supported types ['${Object.keys(kinds).join("','")}']`);
    return firstRefusal(
      () => refuseParts(content, kind),
      () => kind.refuse?.(actionOf(content)),
      () => kind.forbid?.(actionOf(content), world, conversation),
    );
  },
  sent: (content, world, conversation) => kindOf(content)?.sent?.(world, conversation),
  preview(content) {
    const { header, body, footer } = content as Readonly<Record<string, Content | undefined>>;
    const words = kindOf(content)?.words?.(actionOf(content)) ?? [];
    return previewOf([body?.text, header?.text, footer?.text, ...words]) ?? textOf(content.type);
  },
};
