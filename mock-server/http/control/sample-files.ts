/**
 * The smallest real file of each kind that a user can send: what a message holds when nobody gave a file of his own. A
 * grey pixel, a clear one, a tenth of a second of silence, a film without pictures, an empty page.
 */

export interface SampleFile {
  /** As the webhook says it. */
  readonly mimeType: string;
  readonly fileName: string;
  readonly base64: string;
}

/** Kinds of inbound messages that hold a file. */
export const INBOUND_MEDIA = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type InboundMediaKind = (typeof INBOUND_MEDIA)[number];

export const isInboundMedia = (type: string): type is InboundMediaKind =>
  (INBOUND_MEDIA as readonly string[]).includes(type);

export const sampleFiles: Readonly<Record<InboundMediaKind, SampleFile>> = {
  image: {
    mimeType: 'image/jpeg',
    fileName: 'image.jpg',
    base64:
      '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQ' +
      'EBAQEBAQEBAQEBAQEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAI' +
      'AQEAAD8AP//Z',
  },
  sticker: {
    mimeType: 'image/webp',
    fileName: 'sticker.webp',
    base64: 'UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==',
  },
  audio: {
    mimeType: 'audio/ogg; codecs=opus',
    fileName: 'audio.ogg',
    base64:
      'T2dnUwACAAAAAAAAAAABAAAAAAAAAByf9dkBE09wdXNIZWFkAQE4AYC7AAAAAABPZ2dTAAAAAAAAAAAAAAEAAAABAAAAxQYkdwEX' +
      'T3B1c1RhZ3MHAAAAd2Fwcm9vZgAAAABPZ2dTAATAEgAAAAAAAAEAAAACAAAADsLu1AUDAwMDA/j//vj//vj//vj//vj//g==',
  },
  video: {
    mimeType: 'video/mp4',
    fileName: 'video.mp4',
    base64:
      'AAAAHGZ0eXBpc29tAAACAGlzb21pc28ybXA0MQAAAHRtb292AAAAbG12aGQAAAAAAAAAAAAAAAAAAAPoAAAAAAABAAABAAAAAAAA' +
      'AAAAAAAAAQAAAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAAAACG1k' +
      'YXQ=',
  },
  document: {
    mimeType: 'application/pdf',
    fileName: 'document.pdf',
    base64:
      'JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+IGVuZG9iagoyIDAgb2JqPDwvVHlwZS9QYWdlcy9L' +
      'aWRzWzMgMCBSXS9Db3VudCAxPj4gZW5kb2JqCjMgMCBvYmo8PC9UeXBlL1BhZ2UvUGFyZW50IDIgMCBSL01lZGlhQm94WzAgMCA3' +
      'MiA3Ml0+PiBlbmRvYmoKeHJlZgowIDQKMDAwMDAwMDAwMCA2NTUzNSBmIAowMDAwMDAwMDA5IDAwMDAwIG4gCjAwMDAwMDAwNTMg' +
      'MDAwMDAgbiAKMDAwMDAwMDEwMyAwMDAwMCBuIAp0cmFpbGVyPDwvU2l6ZSA0L1Jvb3QgMSAwIFI+PgpzdGFydHhyZWYKMTY1CiUl' +
      'RU9GCg==',
  },
};
