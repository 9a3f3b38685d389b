// The files that lint is measured with: virtual servers with ten real servers each, 87 lines for one.

/** No two real servers have one address, and few neighbours one weight, so that not all reads alike. */
const realServer = (n: number): string[] => [
  `    real_server 172.${16 + (n >> 16)}.${(n >> 8) & 255}.${n & 255} 8080 {`,
  `        weight ${1 + (n % 7)}`,
  '        TCP_CHECK {',
  '            connect_timeout 3',
  '            retry 3',
  '            delay_before_retry 3',
  '        }',
  '    }',
];

const virtualServer = (n: number): string[] => [
  `virtual_server 10.${n >> 16}.${(n >> 8) & 255}.${n & 255} 80 {`,
  '    delay_loop 6',
  '    lb_algo rr',
  '    lb_kind NAT',
  '    protocol TCP',
  '',
  ...Array.from({ length: 10 }, (_, server) => realServer(n * 10 + server)).flat(),
  '}',
];

/** keepalived.conf with `services` virtual servers. */
export const configuration = (services: number): string => {
  const lines = ['global_defs {', '    router_id bench', '}'];
  for (let n = 0; n < services; n++) lines.push(...virtualServer(n));
  return `${lines.join('\n')}\n`;
};
