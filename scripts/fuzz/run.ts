// `npm run fuzz`: random inputs through all of reading and linting, slice by slice on all cores.
// `-- --inputs N` and `-- --seed S` say how many and which; `-- --seed S --path P` tries one again, and
// with `--show` prints it without trying. What fails is printed with such a command line.

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { codes } from '../../src/diag/diagnostic.ts';
import { anyFile } from '../../test/support/fuzz/any.ts';
import type { Input } from '../../test/support/fuzz/input.ts';
import { type Failure, type SliceResult, trySlice } from './slice.ts';

const sliceInputs = 20_000;
/** An input that takes longer is given up with its whole slice. */
const hangMs = 30_000;

const { values: options } = parseArgs({
  options: {
    inputs: { type: 'string', default: '1000000' },
    seed: { type: 'string', default: '1' },
    path: { type: 'string' },
    show: { type: 'boolean', default: false },
  },
});

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const shortened = (text: string): string =>
  text.length > 2000 ? `${text.slice(0, 2000)}... (${text.length} characters)` : text;

const printInput = ({ text, files, target }: Input, shown: (text: string) => string): void => {
  print(`--- text, for keepalived ${target}\n${shown(text)}`);
  for (const [path, content] of Object.entries(files)) print(`--- ${path}\n${shown(content)}`);
  print(`--- as JSON\n${shown(JSON.stringify({ text, files, target }))}`);
};

const printFailure = ({ seed, path, input, message }: Failure): void => {
  print(`\nFAILED: ${message}`);
  if (input !== null) printInput(input, shortened);
  print(`again: npm run fuzz -- --seed ${seed} --path ${path} (--show prints it)`);
};

/** The input that a path leads to, without trying it. */
const show = (seed: number, path: string): void => {
  const [input] = fc.sample(anyFile, { seed, path, numRuns: 1 });
  if (input !== undefined) printInput(input, (text) => text);
};

const replay = (seed: number, path: string): void => {
  const { failure } = trySlice({ seed, path, inputs: sliceInputs }, () => undefined);
  if (failure === null) return print('nothing is wrong');
  printFailure(failure);
  process.exitCode = 1;
};

/** A slice in a process of its own, which is ended when it hangs. */
const inProcess = (seed: number): Promise<SliceResult> => {
  const { promise, resolve } = Promise.withResolvers<SliceResult>();
  const file = fileURLToPath(new URL('./slice.ts', import.meta.url));
  const child = spawn(process.execPath, [file, String(seed), String(sliceInputs)], {
    stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
  });
  const [, results, , progress] = child.stdio;
  let tried = 0;
  let output = '';
  let message = 'ends without a result';
  const hang = (): void => {
    message = `takes more than ${hangMs / 1000} s`;
    child.kill('SIGKILL');
  };
  let watch = setTimeout(hang, hangMs);
  // It writes a byte for each input before it tries it.
  progress?.on('data', (bytes: Buffer) => {
    tried += bytes.length;
    clearTimeout(watch);
    watch = setTimeout(hang, hangMs);
  });
  results?.on('data', (bytes: Buffer) => (output += bytes.toString()));
  child.on('close', () => {
    clearTimeout(watch);
    const failure = { seed, path: String(tried - 1), input: null, message };
    resolve(output === '' ? { tried, failure, codes: [] } : JSON.parse(output));
  });
  return promise;
};

/** One core's share: takes slices until there are none. */
const work = async (
  nextSeed: () => number | undefined,
  done: (result: SliceResult) => void,
): Promise<void> => {
  for (let seed = nextSeed(); seed !== undefined; seed = nextSeed()) done(await inProcess(seed));
};

const fuzz = async (inputs: number, firstSeed: number): Promise<void> => {
  const slices = Math.ceil(inputs / sliceInputs);
  const cores = availableParallelism();
  const start = performance.now();
  const seen = new Set<string>();
  const messages = new Set<string>();
  let started = 0;
  let tried = 0;
  let failed = 0;
  const nextSeed = () => (started < slices ? firstSeed + started++ : undefined);
  const done = (result: SliceResult): void => {
    tried += result.tried;
    for (const code of result.codes) seen.add(code);
    const { failure } = result;
    if (failure === null) return;
    failed++;
    const [what = ''] = failure.message.split('\n');
    if (!messages.has(what)) printFailure(failure);
    messages.add(what);
  };
  print(
    `${slices * sliceInputs} inputs, seeds ${firstSeed} to ${firstSeed + slices - 1}, ${cores} cores`,
  );
  await Promise.all(Array.from({ length: Math.min(cores, slices) }, () => work(nextSeed, done)));
  const seconds = (performance.now() - start) / 1000;
  print(
    `${tried} inputs tried in ${seconds.toFixed(1)} s, ${Math.round(tried / seconds)} a second`,
  );
  const never = Object.keys(codes).filter((code) => /^HA[1-4]/.test(code) && !seen.has(code));
  print(`${seen.size} codes seen; never seen: ${never.join(', ') || 'none'}`);
  print(`${failed} of ${slices} slices failed`);
  process.exitCode = failed === 0 ? 0 : 1;
};

const seed = Number(options.seed);
if (options.path === undefined) await fuzz(Number(options.inputs), seed);
else if (options.show) show(seed, options.path);
else replay(seed, options.path);
