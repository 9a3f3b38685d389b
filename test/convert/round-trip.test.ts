// SafeKit -> keepalived -> SafeKit -> keepalived: in what both can say, the module that comes back is the
// one that went, and so is the keepalived.conf. Fixtures beyond that come back up to reported rows.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { loadSafekit, type SafekitLoaded } from '../../src/app/load-safekit.ts';
import { verify } from '../../src/app/verify-conversion.ts';
import type { Conversion } from '../../src/convert/conversion.ts';
import { type Output, textOf } from '../../src/convert/document/output.ts';
import { convertToKeepalived } from '../../src/convert/to-keepalived/convert.ts';
import { convertToSafekit } from '../../src/convert/to-safekit/convert.ts';
import { unexplained } from '../../src/convert/verify/verify.ts';
import type { Mirror } from '../../src/ir/mirror.ts';
import { unsound } from '../support/conversion.ts';
import { anyModule, clusterText, moduleText } from '../support/gen-modules.ts';
import { foldersIn, hasFixture, readFixture } from '../support/golden.ts';

const source = (loaded: SafekitLoaded) => ({ ...loaded, secrets: loaded.secrets, module: 'SHOP' });

const readModule = (file: string, text: string) => loadSafekit(file, text, 'SHOP').loaded;

interface Step {
  readonly conversion: Conversion;
  readonly surprises: readonly string[];
}

const checked = (conversion: Conversion, loaded: Parameters<typeof verify>[1]): Step => ({
  conversion,
  surprises: [
    ...unsound(conversion),
    ...unexplained(verify(conversion, loaded)).map(
      ({ key, source: one, result }) => `${key}: ${one} -> ${result}`,
    ),
  ],
});

const stepToKeepalived = (module: string, cluster: string): Step => {
  const loaded = [readModule('userconfig.xml', module), readModule('cluster.xml', cluster)];
  return checked(convertToKeepalived(loaded.map(source)), loaded);
};

const stepToSafekit = (texts: readonly string[]): Step => {
  const loaded = texts.map((text, at) => loadKeepalived(`node${at + 1}.conf`, text).loaded);
  return checked(convertToSafekit(loaded), loaded);
};

const outputsOf = ({ conversion }: Step, language: Output['language']): string[] =>
  conversion.outputs.filter((one) => one.language === language).map(textOf);

/** Without the line that names the sources; in lists of one statement a line order means nothing. */
const body = (text: string): string =>
  text
    .replace(/^# Made by .*\n/, '')
    .split('\n')
    .sort()
    .join('\n');

const mirrorOf = (text: string): Mirror | undefined =>
  readModule('userconfig.xml', text).config.instances[0]?.mirror;

/** A mirror without places in texts; the order of interfaces and addresses means nothing. */
const meaning = (mirror: Mirror | undefined): unknown =>
  JSON.parse(
    JSON.stringify(
      mirror && {
        ...mirror,
        interfaces: mirror.interfaces
          .toSorted((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
          .map((one) => ({
            ...one,
            addresses: one.addresses.toSorted((a, b) => (a.host < b.host ? -1 : 1)),
          })),
      },
      (key, value: unknown) => (key === 'span' ? undefined : value),
    ),
  );

test('a module of what both can say comes back as it went', () => {
  fc.assert(
    fc.property(anyModule, (spec) => {
      const text = moduleText(spec);
      const there = stepToKeepalived(text, clusterText);
      const confs = outputsOf(there, 'keepalived');
      const back = stepToSafekit(confs);
      const [module = ''] = outputsOf(back, 'userconfig');
      const [cluster = ''] = outputsOf(back, 'cluster');
      const again = stepToKeepalived(module, cluster);
      assert.equal([...there.surprises, ...back.surprises, ...again.surprises], []);
      assert.equal(meaning(mirrorOf(module)), meaning(mirrorOf(text)));
      assert.equal(outputsOf(again, 'keepalived').map(body), confs.map(body));
      const dropped = there.conversion.rows.filter(({ grade }) => grade === 'dropped');
      assert.equal(
        dropped.map(({ directive }) => directive.text),
        [],
      );
    }),
    { numRuns: 200 },
  );
});

/** The guide's case studies: two pairs of addresses that move together, and services behind them. */
for (const [name, other] of [
  ['failover', 'failover-director2'],
  ['mixed', undefined],
  ['web-gateway', undefined],
] as const) {
  test(`the case study ${name} goes to SafeKit and back, each difference told`, () => {
    const folders = [name, ...(other === undefined ? [] : [other])];
    const there = stepToSafekit(folders.map((one) => readFixture(`keepalived/${one}/input.conf`)));
    const modules = outputsOf(there, 'userconfig');
    const [cluster = ''] = outputsOf(there, 'cluster');
    assert.ok(modules.length > 0);
    assert.equal(there.surprises, []);
    for (const module of modules) assert.equal(stepToKeepalived(module, cluster).surprises, []);
  });
}

const keepalivedFixtures = ['mirror-two-nodes', 'farm'].map((name) => [
  name,
  ...(name === 'farm' ? ['node1.conf'] : ['node1.conf', 'node2.conf']),
]);

for (const [name = '', ...files] of keepalivedFixtures) {
  test(`${name} goes to SafeKit and back, each difference told`, () => {
    const texts = files.map((file) => readFixture(`convert/${name}/${file}`));
    const there = stepToSafekit(texts);
    const [module = ''] = outputsOf(there, 'userconfig');
    const [cluster = ''] = outputsOf(there, 'cluster');
    const back = stepToKeepalived(module, cluster);
    assert.equal([...there.surprises, ...back.surprises], []);
    assert.ok(outputsOf(back, 'keepalived').length >= files.length);
  });
}

/** The guide's examples, and modules with everything that SafeKit knows. */
for (const name of foldersIn('safekit')) {
  const file = `safekit/${name}/userconfig.xml`;
  if (!hasFixture(file)) continue;
  test(`the module ${name} goes to keepalived, each difference told`, () => {
    const cluster = `safekit/${name}/nodes.xml`;
    const text = hasFixture(cluster) ? readFixture(cluster) : clusterText;
    assert.equal(stepToKeepalived(readFixture(file), text).surprises, []);
  });
}

for (const name of foldersIn('convert').filter((one) => /^safekit-(mirror|farm)$/.test(one))) {
  test(`${name} goes to keepalived and back, each difference told`, () => {
    const [module, cluster] = ['userconfig.xml', 'cluster.xml'].map((file) =>
      readFixture(`convert/${name}/${file}`),
    );
    const there = stepToKeepalived(module ?? '', cluster ?? '');
    const back = stepToSafekit(outputsOf(there, 'keepalived'));
    assert.equal([...there.surprises, ...back.surprises], []);
    assert.is(outputsOf(back, 'userconfig').length, 1);
    assert.is(outputsOf(back, 'cluster').length, 1);
  });
}

test.run();
