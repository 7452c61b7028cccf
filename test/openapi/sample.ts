/** A value that a schema of the file allows: its example, else its first value, else the smallest that fits. */
import type { ApiDocument, Schema } from './document.js';

/** Deeper is a schema that contains itself. */
const DEEPEST = 8;

const TEXTS: Readonly<Record<string, string>> = {
  'date-time': '2026-12-01T10:00:00Z',
  date: '2026-12-01',
  time: '09:00',
  email: 'somebody@shop.example',
  uri: 'https://shop.example/',
  url: 'https://shop.example/',
};

/** Texts for the patterns that the file uses. */
const PATTERNS: Readonly<Record<string, string>> = {
  '^[0-9]+$': '1',
  '^[0-9]{6}$': '123456',
  '^[0-9]{1,3}$': '1',
  '^[A-Z]{2}$': 'US',
  '^[A-Z]{3}$': 'USD',
  '^[a-z]{2}_[A-Z]{2}$': 'en_US',
  '^[A-Z2-7]{14}$': 'ABCDEFGHIJKLMN',
  '^[1-9][0-9]{6,14}$': '15550100042',
  '^[a-zA-Z0-9_]+$': 'help',
};

export function createSampler({ follow }: ApiDocument): (schema: Schema) => unknown {
  function textOf({ format = '', pattern = '', minLength = 1 }: Schema): string {
    return TEXTS[format] ?? PATTERNS[pattern] ?? 'sample'.padEnd(minLength, '.');
  }

  function objectOf({ properties = {}, required = [] }: Schema, depth: number): Record<string, unknown> {
    const wanted = Object.entries(properties).filter(([name]) => required.includes(name));
    return Object.fromEntries(wanted.map(([name, schema]) => [name, sample(schema, depth + 1)]));
  }

  function sample(given: Schema, depth: number): unknown {
    const schema = follow(given);
    if (depth > DEEPEST) return undefined;
    if (schema.const !== undefined) return schema.const;
    if (schema.example !== undefined) return schema.example;
    const [value] = schema.examples ?? schema.enum ?? [];
    if (value !== undefined) return value;
    if (schema.allOf) {
      const { allOf, ...own } = schema;
      return Object.assign({}, ...[...allOf, own].map((part) => sample(part, depth + 1)));
    }
    const [alternative] = schema.oneOf ?? schema.anyOf ?? [];
    if (alternative) return sample(alternative, depth + 1);
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
    switch (type) {
      case 'string':
        return textOf(schema);
      case 'integer':
      case 'number':
        return schema.minimum ?? 1;
      case 'boolean':
        return true;
      case 'array': {
        const { items } = schema;
        return items ? Array.from({ length: schema.minItems ?? 1 }, () => sample(items, depth + 1)) : [];
      }
      default:
        return objectOf(schema, depth);
    }
  }

  return (schema) => sample(schema, 0);
}
