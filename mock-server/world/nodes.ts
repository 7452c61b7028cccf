/** Kinds of objects that an id in a path can mean; an operation's first placeholder names one: `{flow-id}`. */
export const NODE_KINDS = [
  'phone-number',
  'waba',
  'business',
  'app',
  'user',
  'template',
  'media',
  'upload',
  'flow',
  'group',
  'catalog',
  'product-set',
  'solution',
  'preverified-number',
  'account-number',
  'business-profile',
  'extended-credit',
  'credit-allocation',
  'message-history',
  'migration-intent',
  'mobility-intent',
  'bot',
  'dataset',
] as const;

export type NodeKind = (typeof NODE_KINDS)[number];
