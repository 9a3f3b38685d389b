// Every diagnostic that a configuration can provoke, with a folder each in fixtures/diag: bad.conf
// gives exactly expected.txt, good.conf gives no diagnostic of the code; for SafeKit they are bad.xml
// and good.xml. Codes of a plan may want
// options.json (the roles, or the release) and state.json (what the kernel holds) beside them, those of a cluster peer.conf; beside a file of SafeKit may stand peer.xml, previous.xml and facts.json.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { judge } from '../../src/app/lint.ts';
import { type Loaded, type LoadResult, loadConfig, loadRead } from '../../src/app/load.ts';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { codes, type Diagnostic, hasErrors } from '../../src/diag/diagnostic.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import type { ReadResult } from '../../src/host/ports.ts';
import { lintBeside } from '../../src/lint/safekit/beside/lint-beside.ts';
import { loadSafekit, type SafekitLoaded } from '../../src/app/load-safekit.ts';
import { lintCluster } from '../../src/lint/cluster/cluster.ts';
import type { Facts } from '../../src/lint/facts.ts';
import type { RoleOption } from '../../src/plan/roles.ts';
import { newest, type Version } from '../../grammars/keepalived/versions.ts';
import { fileHost } from '../support/file-host.ts';
import { expectGolden, foldersIn, hasFixture, readFixture } from '../support/golden.ts';
import { type FixtureHost, kernelOf, planFixture } from '../support/safekit-plan.ts';
import { type Circumstances, diagnosticText, planText } from '../support/planned.ts';

/** Codes of the input, of lint and of planning; the others belong to a host. */
const provoked = Object.entries(codes).filter(([code]) => /^HA[1-5]/.test(code));

/** What has to run after loading for the codes of a range. */
const stageOf = (code: string): 'lint' | 'plan' | 'load' =>
  code.startsWith('HA4') ? 'lint' : code.startsWith('HA5') ? 'plan' : 'load';

interface Options {
  readonly roles?: readonly RoleOption[];
  /** For good.conf, where it takes other roles than bad.conf. */
  readonly goodRoles?: readonly RoleOption[];
  /** The release that the file is for, where the newest one does not say it. */
  readonly target?: Version;
}

const optionsIn = (folder: string): Options =>
  hasFixture(`${folder}/options.json`) ? JSON.parse(readFixture(`${folder}/options.json`)) : {};

const stateIn = (folder: string): Pick<Circumstances, 'against' | 'files'> => {
  if (!hasFixture(`${folder}/state.json`)) return {};
  const text = readFixture(`${folder}/state.json`);
  return { against: { file: 'state.json' }, files: { 'state.json': { text } } };
};

/** Those that are judged with facts are about one host. */
const factsFor = (folder: string): Facts | undefined => {
  if (!folder.startsWith('diag/HA47')) return undefined;
  const own = `${folder}/facts.json`;
  return JSON.parse(readFixture(hasFixture(own) ? own : 'facts/lb1.json'));
};

/** What is wrong in a file of SafeKit beside another one: a module, a cluster, or what it was before. */
const besideFiles = (folder: string, loaded: SafekitLoaded): Diagnostic[] => {
  const read = (name: string): SafekitLoaded | undefined =>
    hasFixture(`${folder}/${name}`)
      ? loadSafekit(name, readFixture(`${folder}/${name}`)).loaded
      : undefined;
  const peer = read('peer.xml');
  const previous = read('previous.xml');
  return lintBeside(loaded, {
    modules: peer === undefined ? [] : [peer],
    ...(peer !== undefined && { cluster: peer }),
    ...(previous !== undefined && { previous }),
  });
};

/** What is wrong in a file beside that of another node. */
const besidePeer = (folder: string, loaded: Loaded): Diagnostic[] => {
  if (loaded.language === 'safekit') return besideFiles(folder, loaded);
  if (!hasFixture(`${folder}/peer.conf`)) return [];
  const peer = loadKeepalived('peer.conf', readFixture(`${folder}/peer.conf`)).loaded;
  return lintCluster([peer, loaded])
    .filter(({ node }) => node === loaded)
    .map((found) => found.diagnostic);
};

interface Findings extends Pick<LoadResult, 'sources' | 'secrets'> {
  readonly diagnostics: readonly Diagnostic[];
}

/** What a plan says of modules on the host of host.json; for good.xml there may be another. */
const onItsHost = async (folder: string, fixture: string): Promise<Findings> => {
  const own = `${folder}/good-host.json`;
  const isOther = fixture === 'good.xml' && hasFixture(own);
  const host = JSON.parse(readFixture(isOther ? own : `${folder}/host.json`)) as FixtureHost;
  const roles = [{ name: 'all', role: 'master' as const }];
  return planFixture({ folder, fixture, file: fixture }, host, roles, kernelOf(host));
};

/** What loading says, and what the stage says that the code of the folder comes from. */
const diagnose = async (
  folder: string,
  file: string,
  stage: ReturnType<typeof stageOf>,
): Promise<Findings> => {
  if (folder.startsWith('diag/HA54')) return onItsHost(folder, file);
  const text = readFixture(`${folder}/${file}`);
  const { target = newest } = optionsIn(folder);
  const result = await loadRead(fileHost({ [file]: { text } }), file, text, { target });
  if (stage === 'lint') {
    const all = { codes: selectedCodes({}), severities: new Map() };
    return {
      ...result,
      diagnostics: judge(result, all, {
        facts: factsFor(folder),
        ofCluster: besidePeer(folder, result.loaded),
      }),
    };
  }
  if (stage === 'load' || hasErrors(result.diagnostics)) return result;
  const { roles = [], goodRoles = roles } = optionsIn(folder);
  const circumstances = { roles: file.startsWith('bad.') ? roles : goodRoles, ...stateIn(folder) };
  const { diagnostics } = await planText(result.loaded, circumstances);
  return { ...result, diagnostics: [...result.diagnostics, ...diagnostics] };
};

for (const name of foldersIn('diag')) {
  const folder = `diag/${name}`;
  const code = name.slice(0, 6);

  test(`reports ${name}`, async () => {
    const suffix = hasFixture(`${folder}/bad.xml`) ? 'xml' : 'conf';
    const bad = await diagnose(folder, `bad.${suffix}`, stageOf(code));
    expectGolden(`${folder}/expected.txt`, diagnosticText(bad.diagnostics, bad));
    assert.match(readFixture(`${folder}/expected.txt`), `[${code}]`);
    if (!hasFixture(`${folder}/good.${suffix}`)) return;
    const good = await diagnose(folder, `good.${suffix}`, stageOf(code));
    assert.equal(
      good.diagnostics.filter((diagnostic) => diagnostic.code === code),
      [],
    );
  });
}

const unreadable: readonly [string, ReadResult][] = [
  ['HA1001', { problem: 'no such file or directory' }],
  ['HA1002', { notText: 'a byte that UTF-8 does not have', offset: 17 }],
];

for (const [code, read] of unreadable) {
  test(`reports ${code} for a file that is no text`, async () => {
    const result = await loadConfig(fileHost({ 'bad.conf': read }), 'bad.conf');
    assert.is(result.exit, 'noInput');
    assert.is(result.loaded, null);
    assert.equal(
      result.diagnostics.map((diagnostic) => diagnostic.code),
      [code],
    );
  });
}

test('has a folder for every code that a configuration can provoke', () => {
  const elsewhere = [...unreadable.map(([code]) => code), 'HA1020', 'HA1050', 'HA1051'];
  const wanted = provoked.filter(([code]) => !elsewhere.includes(code));
  assert.equal(
    foldersIn('diag'),
    wanted.map(([code, { slug }]) => `${code}-${slug}`),
  );
});

/** All that tests say, and what the folders of fixtures are called. */
const saidByTests = (): string => {
  const root = join(import.meta.dirname, '..');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, file), 'utf8'));
  return [...foldersIn('diag'), ...texts].join('\n');
};

test('has a test or a fixture for every code', () => {
  const said = saidByTests();
  assert.equal(
    Object.keys(codes).filter((code) => !said.includes(code)),
    [],
  );
});

test('gives each code a slug of its own', () => {
  const slugs = Object.values(codes).map(({ slug }) => slug);
  assert.is(new Set(slugs).size, slugs.length);
});

for (const [code, { summary, detail, slug }] of Object.entries(codes)) {
  test(`words ${code} as a title and sentences`, () => {
    assert.match(slug, /^[a-z0-9]+(-[a-z0-9]+)*$/);
    assert.match(summary, /^[A-Z][^{}]*[^.]$/, 'a summary holds nothing of the input');
    assert.match(detail, /[.?]$/);
  });
}

test.run();
