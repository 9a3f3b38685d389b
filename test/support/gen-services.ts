// Random virtual servers of all kinds: by address, by mark, by group; with persistence, a quorum, a sorry
// server, servers that wait for their first check.

import fc from 'fast-check';

const block = (head: string, lines: readonly string[]): string[] => [
  `${head} {`,
  ...lines.map((line) => `  ${line}`),
  '}',
];

const some = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });

const given = (word: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [`${word} ${value}`];

const flag = (word: string, isSet: boolean): string[] => (isSet ? [word] : []);

interface ServerSpec {
  readonly host: number;
  readonly method: string | undefined;
  readonly weight: number;
  readonly threshold: number | undefined;
  readonly inhibits: boolean;
  readonly waits: boolean;
}

const anyServer: fc.Arbitrary<ServerSpec> = fc.record({
  host: fc.integer({ min: 1, max: 5 }),
  method: some(fc.constantFrom('NAT', 'DR', 'TUN')),
  weight: fc.integer({ min: 0, max: 4 }),
  threshold: some(fc.constantFrom(10, 20)),
  inhibits: fc.boolean(),
  waits: fc.boolean(),
});

const serverLines = (server: ServerSpec, network: string, port: string): string[] =>
  block(`real_server ${network}${server.host}${port}`, [
    `weight ${server.weight}`,
    ...given('lvs_method', server.method),
    ...(server.threshold === undefined
      ? []
      : [`uthreshold ${server.threshold}`, `lthreshold ${server.threshold / 2}`]),
    ...flag('inhibit_on_failure', server.inhibits),
    // Only a server that somebody checks can wait for its first check.
    ...(server.waits ? ['alpha', ...block('TCP_CHECK', ['connect_timeout 3'])] : []),
  ]);

interface ServiceSpec {
  readonly scheduler: readonly string[];
  readonly method: string;
  readonly persistence: number | undefined;
  readonly granularity: boolean;
  readonly quorum: number | undefined;
  readonly hysteresis: number | undefined;
  readonly sorry: 'none' | 'plain' | 'inhibited';
  readonly servers: readonly ServerSpec[];
}

const anyService: fc.Arbitrary<ServiceSpec> = fc.record({
  scheduler: fc.constantFrom(['rr'], ['wrr'], ['wlc'], ['sh', 'sh-port'], ['mh', 'mh-fallback']),
  method: fc.constantFrom('NAT', 'DR', 'TUN'),
  persistence: some(fc.constantFrom(60, 300)),
  granularity: fc.boolean(),
  quorum: some(fc.integer({ min: 1, max: 4 })),
  hysteresis: some(fc.constant(1)),
  sorry: fc.constantFrom('none', 'plain', 'inhibited'),
  servers: fc.uniqueArray(anyServer, { minLength: 1, maxLength: 3, selector: ({ host }) => host }),
});

interface Listener {
  readonly head: string;
  readonly network: string;
  readonly port: string;
  readonly protocol?: string;
  readonly group?: readonly string[];
}

const listeners: readonly Listener[] = [
  { head: '10.0.0.10 80', network: '10.1.0.', port: ' 80' },
  { head: '10.0.0.10 443', network: '10.1.0.', port: ' 8443' },
  { head: '10.0.0.11 53', network: '10.1.0.', port: ' 53', protocol: 'UDP' },
  { head: '10.0.0.11 99', network: '10.1.0.', port: ' 99', protocol: 'SCTP' },
  { head: '2001:db8::10 80', network: '2001:db8:1::', port: ' 80' },
  { head: 'fwmark 3', network: '10.1.0.', port: '' },
  {
    head: 'group G',
    network: '10.1.0.',
    port: ' 80',
    group: ['10.0.1.10 80', '10.0.1.11-12 80', '10.0.1.13 81'],
  },
  { head: 'group H', network: '10.1.0.', port: ' 80', group: ['fwmark 4', '10.0.1.20 80'] },
];

const serviceLines = (listener: Listener, spec: ServiceSpec): string[] => {
  const { head, network, port, protocol, group } = listener;
  const [scheduler = 'rr', ...flags] = spec.scheduler;
  const isInet6 = network.includes(':');
  const sorry = spec.sorry === 'none' ? [] : [`sorry_server ${network}99${port}`];
  return [
    ...(group === undefined ? [] : block(`virtual_server_group ${head.slice(6)}`, group)),
    ...block(`virtual_server ${head}`, [
      ...given('protocol', protocol),
      `lb_algo ${scheduler}`,
      ...flags,
      `lb_kind ${spec.method}`,
      ...given('persistence_timeout', spec.persistence),
      ...(spec.persistence !== undefined && spec.granularity
        ? [`persistence_granularity ${isInet6 ? '64' : '255.255.255.0'}`]
        : []),
      ...given('quorum', spec.quorum),
      ...given('hysteresis', spec.hysteresis),
      ...sorry,
      ...flag('sorry_server_inhibit', spec.sorry === 'inhibited'),
      ...spec.servers.flatMap((server) => serverLines(server, network, port)),
    ]),
  ];
};

/** The lines of up to three virtual servers. */
export const anyServices: fc.Arbitrary<string[]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...listeners), anyService), {
    maxLength: 3,
    selector: ([{ head }]) => head,
  })
  .map((services) => services.flatMap(([listener, spec]) => serviceLines(listener, spec)));
