// How reports in XML are written.

import { create } from 'xmlbuilder2';

/** XML 1.0, 2.2: control characters cannot be written in any way. */
const options = { version: '1.0', encoding: 'UTF-8', invalidCharReplacement: '\uFFFD' } as const;

/** A document from nested objects, attributes marked by `@`. */
export const renderXml = (content: object): string =>
  `${create(options, content).end({ prettyPrint: true })}\n`;
