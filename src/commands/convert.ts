import process from 'node:process';
import { Args, Command, Flags } from '@oclif/core';
import type { ConvertResult } from '../app/convert.ts';
import { noFindings } from '../app/load.ts';
import { version } from '../app/version.ts';
import { visible } from '../base/visible.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { exitCodes } from '../diag/exit-codes.ts';
import { nodeHost } from '../host/node/host.ts';
import { filesInTheWay, type NewFile, writeNewFiles } from '../host/node/new-files.ts';
import { saveReport } from './report.ts';
import {
  paintFor,
  printExactly,
  printFindings,
  printNotice,
  setExit,
  widthFor,
} from './terminal.ts';

const usage = { exit: exitCodes.usage.code };

const formats = ['text', 'json', 'md', 'html'] as const;
type Format = (typeof formats)[number];

const say = (found: Diagnostic): void => printFindings({ ...noFindings(), diagnostics: [found] });

const render = async (
  report: NonNullable<ConvertResult['report']>,
  format: Format,
  stream: NodeJS.WriteStream,
): Promise<string> => {
  switch (format) {
    case 'json':
      return (await import('../views/convert/json.ts')).renderConversionJson(report, version);
    case 'md':
      return (await import('../views/convert/markdown.ts')).renderConversionMarkdown(report);
    case 'html':
      return (await import('../views/convert/html.ts')).renderConversionHtml(report, version);
    case 'text': {
      const { renderConversionText } = await import('../views/convert/text.ts');
      const text = renderConversionText(report, paintFor(stream), widthFor(stream));
      return visible(text, stream.isTTY === true);
    }
  }
};

export default class Convert extends Command {
  static override summary = 'Convert configurations between keepalived and SafeKit.';
  static override description =
    'Reads the files of all nodes of a cluster and makes those of the other product, with a report that has a row for each directive: what became of it, what differs in behaviour, what to do. A single output goes to standard output and the report to standard error; several want --out-dir. Nothing is overwritten without --force.';
  static override examples = [
    '<%= config.bin %> convert --to safekit node1.conf node2.conf --out-dir safekit',
    '<%= config.bin %> convert --to keepalived modules/AM/conf/userconfig.xml --cluster cluster.xml --out-dir nodes',
    '<%= config.bin %> convert --from ldirectord --to keepalived ldirectord.cf > keepalived.conf',
    '<%= config.bin %> convert --to safekit node1.conf node2.conf --map-init map.json',
    '<%= config.bin %> convert --to safekit node1.conf node2.conf --map map.json --out-dir safekit --report html > report.html',
  ];
  static override strict = false;
  static override args = {
    file: Args.string({
      name: 'FILE',
      required: true,
      description: 'the files to convert; - reads standard input',
    }),
  };
  static override flags = {
    to: Flags.string({
      options: ['keepalived', 'safekit'],
      required: true,
      description: 'the product to convert to',
    }),
    from: Flags.option({
      options: ['ldirectord'] as const,
      description: 'the file is an ldirectord.cf; other files say themselves what they are',
    })(),
    node: Flags.string({
      helpValue: 'NAME',
      exclusive: ['all-nodes'],
      description: 'make the files of one node only (to keepalived)',
    }),
    'all-nodes': Flags.boolean({
      description: 'make the files of all nodes, a folder each; so it is without --node',
    }),
    cluster: Flags.string({
      helpValue: 'FILE',
      description: 'the cluster.xml that the modules run on (to keepalived)',
    }),
    'out-dir': Flags.string({
      char: 'o',
      helpValue: 'DIR',
      description: 'folder for the files that are made',
    }),
    report: Flags.string({
      options: [...formats],
      default: 'text',
      description:
        'form of the report: text for people, json for programs, md for tickets, html with both texts side by side',
    }),
    strict: Flags.boolean({ description: 'write nothing and exit 1 when anything is dropped' }),
    verify: Flags.boolean({
      exclusive: ['from'],
      description:
        'read the result anew and compare what both describe, role by role; exit 1 when something differs that no row explains',
    }),
    map: Flags.string({
      helpValue: 'FILE',
      description: 'JSON with what the conversion has to choose',
    }),
    'map-init': Flags.string({
      helpValue: 'FILE',
      exclusive: ['out-dir'],
      description:
        'write all that has to be chosen, as it would be now, to this file and convert nothing; - prints it',
    }),
    force: Flags.boolean({ description: 'overwrite files of --out-dir' }),
  };

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(Convert);
    if (flags.to === 'safekit' && (flags.node ?? flags.cluster) !== undefined)
      this.error('--node and --cluster are for --to keepalived', usage);
    // What it needs takes longer to load than other commands take to run.
    if (flags.from === 'ldirectord' && flags.to !== 'keepalived')
      this.error('--from ldirectord makes a keepalived.conf: write --to keepalived', {
        exit: usage.exit,
      });
    const { convertFiles } = await import('../app/convert.ts');
    const result = await convertFiles(nodeHost(), {
      to: flags.to as 'keepalived' | 'safekit',
      files: argv as string[],
      isStrict: flags.strict,
      ...(flags.from !== undefined && { from: flags.from }),
      isVerified: flags.verify,
      ...(flags.map !== undefined && { map: flags.map }),
      ...(flags.node !== undefined && { node: flags.node }),
      ...(flags.cluster !== undefined && { cluster: flags.cluster }),
    });
    setExit(result.exit);
    for (const found of result.findings) printFindings(found);
    const { conversion, report } = result;
    if (conversion === null || report === null) return;
    if (flags['map-init'] !== undefined)
      return this.writeMap(conversion, flags['map-init'], flags.force);
    if (!result.isSound) return this.showOnly(report, flags.report as Format);
    const { modeOf, textOf } = await import('../convert/document/output.ts');
    const files = conversion.outputs.map((output): NewFile => {
      return { path: output.path, text: textOf(output), mode: modeOf(output) };
    });
    const folder = flags['out-dir'];
    const isReportApart = folder === undefined;
    if (folder === undefined && !this.printSingle(files)) return;
    if (folder !== undefined && !this.write(folder, files, flags.force)) return;
    const stream = isReportApart ? process.stderr : process.stdout;
    const text = await render(report, flags.report as Format, stream);
    if (isReportApart) printNotice(text);
    else printExactly(text);
  }

  /** What must not be used is not written; the report says what became of it. */
  private async showOnly(
    report: NonNullable<ConvertResult['report']>,
    format: Format,
  ): Promise<void> {
    printNotice(await render(report, format, process.stderr));
  }

  /** Prints the one output; several are a mistake of usage. */
  private printSingle(files: readonly NewFile[]): boolean {
    const [first, ...more] = files;
    if (more.length === 0) {
      printExactly(first?.text ?? '');
      return true;
    }
    const names = files.map(({ path }) => path);
    say(diagnostic('HA7004', null, { count: files.length, files: names.join(', ') }));
    setExit('usage');
    return false;
  }

  private write(folder: string, files: readonly NewFile[], isForced: boolean): boolean {
    const inTheWay = isForced ? [] : filesInTheWay(folder, files);
    for (const file of inTheWay) say(diagnostic('HA7003', null, { file }));
    if (inTheWay.length > 0) {
      setExit('refused');
      return false;
    }
    const problem = writeNewFiles(folder, files, isForced);
    if (problem === null) return true;
    const { file, reason } = problem;
    const mend = 'give --out-dir a folder that you may write to';
    say(diagnostic('HA6019', null, { file: `"${file}"`, reason, mend }));
    setExit('noInput');
    return false;
  }

  private async writeMap(
    { choices }: NonNullable<ConvertResult['conversion']>,
    file: string,
    isForced: boolean,
  ): Promise<void> {
    const { writeMap } = await import('../convert/map.ts');
    const text = writeMap(choices);
    if (file === '-') return printExactly(text);
    if (!isForced && filesInTheWay('', [{ path: file, text, mode: 0o644 }]).length > 0) {
      say(diagnostic('HA7003', null, { file }));
      return setExit('refused');
    }
    await saveReport(file, text, '--map-init');
  }
}
