// The report of a conversion for programs; docs/convert-report.schema.json describes it.

import type { ConversionReport } from '../../convert/report.ts';

export const renderConversionJson = (report: ConversionReport, version: string): string =>
  `${JSON.stringify({ hactl: version, ...report }, null, 2)}\n`;
