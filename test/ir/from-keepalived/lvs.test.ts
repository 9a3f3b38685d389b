// virtual_server and real_server: what keepalived makes of what is written and of what is not.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { codesOf, complete, serviceOf, serviceText } from '../../support/ir.ts';

const server = (lines: string, head = '10.0.0.1 80') => `real_server ${head} {\n${lines}\n}`;
const base = 'lb_algo rr\nlb_kind NAT\nprotocol TCP';

test('fills in what a virtual server does not say, and says so', () => {
  const bare = server('');
  const service = serviceOf(bare);
  assert.is(service.scheduler, 'wlc');
  assert.is(service.protocol, 'udp');
  assert.is(service.quorum, 1);
  assert.is(service.hysteresis, 0);
  assert.is(service.delayLoopS, 60);
  assert.is(service.persistence, undefined);
  assert.equal(service.servers[0]?.forwarding, { method: 'nat' });
  assert.is(service.servers[0]?.weight, 1);
  assert.equal(codesOf(serviceText(bare)), ['HA3017', 'HA3017', 'HA3017']);
});

test('knows both names of a keyword', () => {
  const service = serviceOf(`lvs_sched sh\nlvs_method DR\nprotocol sctp\n${server('')}`);
  assert.is(service.scheduler, 'sh');
  assert.is(service.protocol, 'sctp');
  assert.equal(service.servers[0]?.forwarding, { method: 'dr' });
});

test('takes the last one of two names of a keyword', () => {
  const scheduler = 'lb_algo sh\nlvs_sched rr';
  const service = serviceOf(
    `lvs_method DR\nlb_kind NAT\n${scheduler}\nprotocol TCP\n${server('')}`,
  );
  assert.is(service.scheduler, 'rr');
  assert.equal(service.servers[0]?.forwarding, { method: 'nat' });
});

test('measures flags and ports by the last name of a keyword', () => {
  const lines = 'lb_algo sh\nlvs_sched rr\nsh-port\nlb_kind NAT\nlvs_method DR\nprotocol TCP';
  const text = serviceText(`${lines}\n${server('', '10.0.0.1 81')}`);
  assert.equal(codesOf(text), ['HA3019', 'HA3018']);
});

const tunnels: readonly [string, object][] = [
  ['TUN', { type: 'ipip', checksum: 'nocsum' }],
  ['TUN type gue port 6080', { type: 'gue', port: 6080, checksum: 'nocsum' }],
  ['TUN type gue port 6080 remcsum', { type: 'gue', port: 6080, checksum: 'remcsum' }],
  ['TUN type gre csum', { type: 'gre', checksum: 'csum' }],
];

for (const [kind, tunnel] of tunnels) {
  test(`reads the tunnel "${kind}"`, () => {
    const lines = `lb_algo rr\nlb_kind ${kind}\nprotocol TCP\n${server('')}`;
    assert.equal(serviceOf(lines).servers[0]?.forwarding, { method: 'tun', tunnel });
  });
}

const persistenceRows: readonly [string, string | undefined, object | undefined][] = [
  ['', undefined, undefined],
  ['persistence_timeout', undefined, { timeoutS: 360 }],
  ['persistence_timeout 50', undefined, { timeoutS: 50 }],
  [
    'persistence_granularity 255.255.255.0',
    undefined,
    { timeoutS: 360, granularity: '255.255.255.0' },
  ],
  ['persistence_timeout 50\npersistence_engine sip', undefined, { timeoutS: 50, engine: 'sip' }],
  ['persistence_engine sip', undefined, undefined],
  ['', '192.0.2.1', { timeoutS: 360 }],
  ['', 'fwmark 1', undefined],
];

for (const [lines, head, expected] of persistenceRows) {
  test(`persists as "${lines.replace('\n', ', ')}" says for ${head ?? 'one port'}`, () => {
    assert.equal(serviceOf(`${lines}\n${complete}`, head).persistence, expected);
  });
}

const flagRows: readonly [string, readonly string[], readonly string[]][] = [
  ['lb_algo sh\nsh-port\nsh-fallback', ['sh-fallback', 'sh-port'], []],
  ['sh-port\nlb_algo sh', [], ['HA3050']],
  ['lb_algo sh\nflag-1\nflag-2', ['sh-fallback', 'sh-port'], []],
  ['lb_algo mh\nflag-1\nmh-port', ['mh-fallback', 'mh-port'], []],
  ['lb_algo mh\nsh-port', [], ['HA3019']],
  ['lb_algo sh\nflag-3', [], ['HA3019']],
  ['lb_algo rr\nflag-1\nflag-3', ['flag-1', 'flag-3'], []],
  ['lb_algo rr\nhashed\nmh-port', [], ['HA3019', 'HA3019']],
  ['lb_algo mh\nhashed', [], []],
];

for (const [lines, flags, codes] of flagRows) {
  test(`gives the flags ${flags.join(' ') || 'none'} for "${lines.replaceAll('\n', ', ')}"`, () => {
    const text = `${lines}\nlb_kind NAT\nprotocol TCP\n${server('')}`;
    assert.equal(serviceOf(text).schedulerFlags, flags);
    assert.equal(codesOf(serviceText(text)), codes);
  });
}

const onePacketRows: readonly [string, string | undefined, boolean, readonly string[]][] = [
  ['UDP', undefined, true, []],
  ['TCP', undefined, false, ['HA3021']],
  ['TCP', 'fwmark 1', true, ['HA3049']],
];

for (const [protocol, head, expected, codes] of onePacketRows) {
  test(`schedules packet by packet: ${expected} for ${protocol} ${head ?? ''}`, () => {
    const text = `ops\nlb_algo rr\nlb_kind NAT\nprotocol ${protocol}\n${server('')}`;
    assert.is(serviceOf(text, head).onePacket, expected);
    assert.equal(codesOf(serviceText(text, head)), codes);
  });
}

test('lets a server differ from its virtual server', () => {
  const lines = `${base}\nweight 5\nalpha\ninhibit_on_failure\n`;
  const check = 'TCP_CHECK {\n}';
  const own =
    'weight 0\nlvs_method DR\nalpha off\ninhibit_on_failure off\nuthreshold 9\nlthreshold 7';
  const [plain] = serviceOf(lines + server(check)).servers;
  const [special] = serviceOf(lines + server(`${check}\n${own}`)).servers;
  assert.is(plain?.weight, 5);
  assert.is(plain?.startsDown, true);
  assert.is(plain?.inhibitOnFailure, true);
  assert.is(special?.weight, 0);
  assert.is(special?.startsDown, false);
  assert.is(special?.inhibitOnFailure, false);
  assert.equal(special?.forwarding, { method: 'dr' });
  assert.equal([special?.upperThreshold, special?.lowerThreshold], [9, 7]);
});

test('starts a server down only when a check can bring it up', () => {
  const starts = (lines: string) => serviceOf(`${base}\nalpha\n${server(lines)}`).servers[0];
  assert.is(starts('')?.startsDown, false);
  assert.is(starts('PING_CHECK {\n}')?.startsDown, true);
});

const portRows: readonly [string, number | undefined][] = [
  ['10.0.0.1 8080', 8080],
  ['10.0.0.1', undefined],
  ['10.0.0.1 0', undefined],
];

for (const [head, port] of portRows) {
  test(`takes port ${port ?? 'of the service'} for "real_server ${head}"`, () => {
    assert.is(serviceOf(`${base}\n${server('', head)}`).servers[0]?.port, port);
  });
}

const quorumRows: readonly [string, number, number, readonly string[]][] = [
  ['', 1, 0, []],
  ['quorum 4', 4, 0, []],
  ['quorum 3\nhysteresis 1', 3, 1, []],
  ['quorum 5', 4, 0, ['HA3020']],
  ['hysteresis 3', 1, 0, ['HA3028']],
  ['quorum 2\nhysteresis 2', 2, 1, ['HA3028']],
  ['quorum 3\nhysteresis 2', 3, 2, ['HA3023']],
  ['quorum 9\nhysteresis 9', 4, 3, ['HA3020', 'HA3028', 'HA3023']],
];

for (const [lines, quorum, hysteresis, codes] of quorumRows) {
  test(`wants ${quorum}±${hysteresis} of 4 for "${lines.replace('\n', ', ')}"`, () => {
    const text = `${base}\n${lines}\n${server('weight 1')}\n${server('weight 3', '10.0.0.2 80')}`;
    const service = serviceOf(text);
    assert.is(service.quorum, quorum);
    assert.is(service.hysteresis, hysteresis);
    assert.equal(codesOf(serviceText(text)), codes);
  });
}

test('forwards to a sorry server as to the others, unless it says other', () => {
  const sorry = (lines: string) =>
    serviceOf(`${base}\nsorry_server 10.0.0.9 81\n${lines}\n${server('')}`).sorryServer;
  assert.equal(sorry('')?.forwarding, { method: 'nat' });
  assert.is(sorry('')?.inhibit, false);
  assert.equal(sorry('sorry_server_lvs_method DR')?.forwarding, { method: 'dr' });
  assert.is(sorry('sorry_server_inhibit')?.inhibit, true);
});

test('reads checkers in the order of the file', () => {
  const url = (path: string) => `url {\npath ${path}\nstatus_code 200 301-302\n}`;
  const lines =
    `MISC_CHECK {\nmisc_path '/bin/check web' \n}\n` +
    `HTTP_GET {\n${url('/a')}\n${url('/b')}\nconnect_port 81\nretry 4\n}\nTCP_CHECK {\n}`;
  const checkers = serviceOf(`${base}\n${server(lines)}`).servers[0]?.checkers ?? [];
  assert.equal(
    checkers.map(({ type }) => type),
    ['MISC_CHECK', 'HTTP_GET', 'TCP_CHECK'],
  );
  assert.is(checkers[0]?.script?.command, '/bin/check web');
  assert.is(checkers[1]?.connectPort, 81);
  assert.is(checkers[1]?.retries, 4);
  assert.equal(
    checkers[1]?.urls.map(({ path, statusCodes }) => [path, statusCodes]),
    [
      ['/a', ['200', '301-302']],
      ['/b', ['200', '301-302']],
    ],
  );
});

const reports: readonly [string, string, readonly string[]][] = [
  ['a whole service', serviceText(complete), []],
  ['no block, once', 'virtual_server 192.0.2.1 80', ['HA2007']],
  ['no server', serviceText(base), ['HA3011']],
  [
    'servers of which none can be read, once',
    serviceText(`${base}\n${server('', 'x 80')}`),
    ['HA2010'],
  ],
  ['one server twice', serviceText(`${complete}\n${server('')}`), ['HA3013']],
  ['one server on two ports', serviceText(`${complete}\n${server('', '10.0.0.1 81')}`), []],
  ['one service twice', serviceText(complete).repeat(2), ['HA3012']],
  [
    'one address, two protocols',
    serviceText(complete) + serviceText(complete.replace('TCP', 'UDP')),
    [],
  ],
  [
    'a port that is not rewritten',
    serviceText(complete.replace('NAT', 'DR').replace('1 80', '1 81')),
    ['HA3018'],
  ],
  [
    'a sorry port that is not rewritten',
    serviceText(`${complete}\nsorry_server 10.0.0.9 81\nsorry_server_lvs_method DR`),
    ['HA3018'],
  ],
  ['no such group', serviceText(complete, 'group G'), ['HA3010']],
];

for (const [what, text, codes] of reports) {
  test(`reports ${what}: ${codes.join(' ') || 'nothing'}`, () =>
    assert.equal(codesOf(text), codes));
}

test.run();
