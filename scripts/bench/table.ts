// The table that is loaded: 2,277 virtual servers with 37,205 real servers, the size of a
// configuration that people have reported on.

export const services = 2277;
export const servers = 37205;

const serviceIp = (n: number): string => `10.${100 + (n >> 8)}.${n & 255}.1`;
const serverIp = (n: number): string => `172.${16 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}`;

/** Servers of service `n`: as even as it goes. */
const countFor = (n: number): number =>
  Math.floor(((n + 1) * servers) / services) - Math.floor((n * servers) / services);

/** The weight that the second configuration gives to one server, which has 1 in the first. */
export const changedWeight = 7;

/** keepalived.conf with every server of weight 1, but the last one of `lastWeight`. */
export const configuration = (lastWeight: number): string => {
  const lines: string[] = [];
  let server = 0;
  for (let n = 0; n < services; n++) {
    lines.push(`virtual_server ${serviceIp(n)} 80 {`, '    lb_algo wrr', '    lb_kind NAT', '    protocol TCP');
    for (let i = countFor(n); i > 0; i--) {
      const weight = ++server === servers ? lastWeight : 1;
      lines.push(`    real_server ${serverIp(server)} 80 {`, `        weight ${weight}`, '    }');
    }
    lines.push('}');
  }
  return `${lines.join('\n')}\n`;
};

/** The same table as `ipvsadm -R` reads it. */
export const restoreLines = (): string => {
  const lines: string[] = [];
  let server = 0;
  for (let n = 0; n < services; n++) {
    const service = `-t ${serviceIp(n)}:80`;
    lines.push(`-A ${service} -s wrr`);
    for (let i = countFor(n); i > 0; i--) lines.push(`-a ${service} -r ${serverIp(++server)}:80 -m -w 1`);
  }
  return `${lines.join('\n')}\n`;
};

export const lastService = `${serviceIp(services - 1)}:80`;
