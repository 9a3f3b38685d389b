// The directives of ldirectord.cf (ldirectord(8), DIRECTIVES): where they may stand and what they are for.

export interface DirectiveSpec {
  readonly doc: string;
  /** Outside of virtual sections, inside them, or both. */
  readonly place: 'global' | 'virtual' | 'both';
  readonly isSecret?: boolean;
  /** It may stand more than once. */
  readonly isRepeated?: boolean;
}

const both = (doc: string): DirectiveSpec => ({ doc, place: 'both' });
const global = (doc: string): DirectiveSpec => ({ doc, place: 'global' });
const virtual = (doc: string): DirectiveSpec => ({ doc, place: 'virtual' });

export const ldirectord: { readonly [name: string]: DirectiveSpec } = {
  virtual: {
    doc: 'A virtual service, by address and port or by mark.',
    place: 'global',
    isRepeated: true,
  },
  checktimeout: both('Seconds that a connect, external or ping check may take.'),
  negotiatetimeout: both('Seconds that a negotiate check may take.'),
  checkinterval: both('Seconds between checks.'),
  checkcount: both('Attempts of a ping check.'),
  failurecount: both('Failures in a row that make a server fail.'),
  autoreload: global('Whether a changed file is read again.'),
  callback: global('Program that runs when the file has changed.'),
  fallback: both('Server that answers when all others are down.'),
  fallback6: both('The same for IPv6 services.'),
  fallbackcommand: both('Program that runs when all servers are down, and when the first is back.'),
  logfile: global('Where messages go.'),
  emailalert: both('Who gets mail about servers.'),
  emailalertfrom: both('Sender of that mail.'),
  emailalertfreq: both('Seconds after which mail is repeated.'),
  emailalertstatus: both('States in which mail is sent.'),
  smtp: both('Server that takes the mail.'),
  execute: { doc: 'Another configuration to run as well.', place: 'global', isRepeated: true },
  supervised: global('Whether it stays in the foreground.'),
  fork: global('Whether each service is checked by a process of its own.'),
  quiescent: both('Whether a failed server stays in the table with weight 0.'),
  readdquiescent: both('Whether a failed server that was removed by hand is added again.'),
  cleanstop: both('Whether services are removed from the kernel at the end.'),
  maintenancedir: global('Directory of files that take servers out.'),
  real: { doc: 'A server, or a range of them.', place: 'virtual', isRepeated: true },
  servicename: virtual('A name for people.'),
  comment: virtual('A remark for people.'),
  checktype: virtual('How servers are checked.'),
  service: virtual('The protocol that a negotiate check speaks.'),
  checkcommand: virtual('Program of an external check.'),
  checkport: virtual('Port that is checked.'),
  request: virtual('What a negotiate check asks for.'),
  receive: virtual('Regular expression that the answer matches.'),
  httpmethod: virtual('Method of an HTTP check.'),
  virtualhost: virtual('Host header of an HTTP check.'),
  login: { doc: 'User of a check.', place: 'virtual' },
  passwd: { doc: 'Password of a check.', place: 'virtual', isSecret: true },
  database: virtual('Database of a check.'),
  secret: { doc: 'RADIUS secret of a check.', place: 'virtual', isSecret: true },
  scheduler: virtual('How connections are spread.'),
  persistent: virtual('Seconds that a client stays with its server.'),
  netmask: virtual('Clients that persistence takes together.'),
  protocol: virtual('Transport protocol, or fwm for a mark.'),
  monitorfile: virtual('Where the results of checks are written.'),
};

/** Ports by the names of services(5) that virtual services have. */
export const servicePorts: { readonly [name: string]: number } = {
  ftp: 21,
  ssh: 22,
  telnet: 23,
  smtp: 25,
  domain: 53,
  dns: 53,
  http: 80,
  www: 80,
  pop3: 110,
  nntp: 119,
  imap: 143,
  imap2: 143,
  ldap: 389,
  https: 443,
  submission: 587,
  ldaps: 636,
  imaps: 993,
  pop3s: 995,
  radius: 1812,
  mysql: 3306,
  postgresql: 5432,
  sip: 5060,
};

/** What is checked at a port unless `service` says it (ldirectord(8), service). */
export const usualServices: { readonly [port: number]: string } = {
  21: 'ftp',
  25: 'smtp',
  53: 'dns',
  80: 'http',
  110: 'pop',
  119: 'nntp',
  143: 'imap',
  389: 'ldap',
  443: 'https',
  587: 'submission',
  636: 'ldaps',
  993: 'imaps',
  995: 'pops',
  1521: 'oracle',
  1812: 'radius',
  3128: 'http_proxy',
  3306: 'mysql',
  5432: 'pgsql',
  5060: 'sip',
};
