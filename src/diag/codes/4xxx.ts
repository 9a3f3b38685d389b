// 4xxx: what is allowed, and most likely not meant.

import type { CodeSpec } from '../diagnostic.ts';

export const lintCodes = {
  HA4001: {
    slug: 'repeated-keyword',
    severity: 'warning',
    summary: 'Keyword stands twice',
    detail: '{keyword} stands twice in this block; keepalived takes the last one without a word.',
    help: 'remove the one that is not meant',
  },
  HA4002: {
    slug: 'build-option',
    severity: 'info',
    summary: 'Keyword of some builds only',
    detail: 'Only a keepalived built with {builtWith} knows {word}; others report it and go on.',
    help: 'look whether "keepalived --version" names it on the hosts that the file is for',
  },
  HA4101: {
    slug: 'placeholder-left',
    severity: 'warning',
    summary: 'Placeholder that nobody has filled in',
    detail: '"{word}" stands for a value that has still to be filled in{more}.',
    help: 'write the value; a template is for keepalived only when it has been filled in, and hactl lint --template checks it before',
  },
  HA4102: {
    slug: 'foreign-character',
    severity: 'warning',
    summary: 'Character that looks like another one',
    detail:
      '{name} looks like {meant}, but keepalived takes it for a part of the word, as any letter.',
    help: 'type it anew; text copied from web pages and documents often has such characters',
  },
  HA4103: {
    slug: 'braces-against-indentation',
    severity: 'warning',
    summary: 'Braces and indentation part here',
    detail: 'The braces of this file do not match, and this {what}.',
    help: '{mend}',
  },
  HA4104: {
    slug: 'escaped-quote',
    severity: 'warning',
    summary: 'Backslash before a quote',
    detail:
      'keepalived takes this backslash for a part of the word, and the quote no longer starts one.',
    help: 'write the quote without the backslash',
  },
  HA4201: {
    slug: 'shared-address',
    severity: 'warning',
    summary: 'One address in two instances',
    detail:
      '{ip} belongs to vrrp_instance "{name}" and to "{other}": whichever of them stops being master takes it away from the other, and two nodes can hold it at once.',
    help: 'keep the address in one of them; instances that move together belong into a vrrp_sync_group',
  },
  HA4202: {
    slug: 'unused-tracker',
    severity: 'warning',
    summary: 'Script, file, process or session that nothing follows',
    detail:
      '{keyword} "{name}" is defined, but no instance, group or server follows it: whatever it finds, nothing happens.',
    help: '{mend}',
  },
  HA4203: {
    slug: 'nopreempt-with-weights',
    severity: 'warning',
    summary: 'Weights under nopreempt',
    detail:
      'A node with nopreempt does not take over from a master whose priority falls below its own, so the weight of "{name}" moves priorities and never the addresses.',
    help: 'remove the weight, so that a failure means FAULT and the master gives up, or remove nopreempt',
  },
  HA4204: {
    slug: 'weights-above-limit',
    severity: 'warning',
    summary: 'Weights reach above the highest priority',
    detail:
      'Priority {priority} and the weights make {sum}, but a priority ends at 254: the first {lost} that a failure takes away change nothing.',
    help: '{mend}',
  },
  HA4205: {
    slug: 'clear-text-password',
    severity: 'info',
    summary: 'Password that everybody on the network can read',
    detail:
      'auth_type PASS sends the password in clear text with every advert, so it keeps nobody out; RFC 3768 removed it from VRRP for that reason.',
    help: 'it helps against mixing up two routers only; to keep others out, filter VRRP by source address',
  },
  HA4206: {
    slug: 'own-address-as-peer',
    severity: 'warning',
    summary: 'Unicast peer is this node itself',
    detail: '{ip} is {what}, so adverts to it reach no other node.',
    help: 'list the addresses that the other nodes send from, and no others',
  },
  HA4207: {
    slug: 'unicast-without-source',
    severity: 'info',
    summary: 'Unicast without a source address',
    detail:
      'vrrp_instance "{name}" names peers and no unicast_src_ip: it sends from the first address of {device}, and peers that list another one do not know it.',
    help: 'add: unicast_src_ip ADDRESS, the one that the peers list',
  },
  HA4208: {
    slug: 'owner-by-default',
    severity: 'warning',
    summary: 'Master without a priority',
    detail:
      'vrrp_instance "{name}" has state MASTER and no priority: keepalived takes 255, the priority of an address owner, which no weight lowers and nopreempt does not hold.',
    help: 'add: priority NUMBER, up to 254',
  },
  HA4209: {
    slug: 'strict-closes-addresses',
    severity: 'warning',
    summary: 'Virtual addresses will not answer',
    detail:
      '{keyword} drops all packets to and from the virtual addresses of {names}: they answer neither ping nor connections.',
    help: 'remove it, or add accept to the instances whose addresses serve anything',
  },
  HA4210: {
    slug: 'slow-failover',
    severity: 'info',
    summary: 'Long wait for a new master',
    detail:
      'With an advert every {seconds} seconds the others wait {wait} seconds before one of them takes over from a dead master.',
    help: 'write a shorter advert_int, the same on all nodes',
  },
  HA4301: {
    slug: 'shell-in-command',
    severity: 'warning',
    summary: 'Words of the shell where no shell reads',
    detail:
      '"{word}" means something to a shell only; keepalived starts the program itself and hands it over as an argument.',
    help: "put the line into a script, or write: /bin/sh -c 'LINE'",
  },
  HA4302: {
    slug: 'command-by-search-path',
    severity: 'info',
    summary: 'Command without a path',
    detail:
      'keepalived looks "{program}" up in the PATH it was started with, which is another at boot than in a shell.',
    help: 'write the whole path of the program',
  },
  HA4303: {
    slug: 'relative-command',
    severity: 'warning',
    summary: 'Command with a relative path',
    detail:
      '"{program}" is looked up from the directory that keepalived runs in, which is / for a daemon.',
    help: 'write the path from / on',
  },
  HA4304: {
    slug: 'argument-as-user',
    severity: 'warning',
    summary: 'Argument taken for a user',
    detail:
      '"{word}" stands where {keyword} wants the user to run the command as, so the command does not get it and is refused if there is no such user.',
    help: 'quote the command with all its arguments, such as {keyword} "{command} {word}"',
  },
  HA4305: {
    slug: 'script-security-off',
    severity: 'info',
    summary: 'Scripts without script security',
    detail:
      'keepalived starts also scripts that others than root can change, as enable_script_security is not set. It calls that a security violation, and `keepalived -t` ends with exit code 6.',
    help: 'add enable_script_security to global_defs; hactl lint --facts says which scripts it would refuse',
  },
  HA4401: {
    slug: 'mail-without-server',
    severity: 'warning',
    summary: 'Mail without a server',
    detail: 'There are recipients of mail, but no smtp_server, so keepalived sends none.',
    help: 'add: smtp_server HOST',
  },
  HA4402: {
    slug: 'alert-without-mail',
    severity: 'warning',
    summary: 'Alerts to nobody',
    detail: 'Alerts by mail are on, but there is no notification_email, so nobody gets them.',
    help: 'add notification_email with its recipients and smtp_server to global_defs, or remove this',
  },
  HA4403: {
    slug: 'mail-never-sent',
    severity: 'info',
    summary: 'Mail is set up and never sent',
    detail:
      'Nothing in this file sends mail to these addresses: instances and groups do so with smtp_alert only.',
    help: 'add smtp_alert to the instances, or smtp_alert_vrrp to global_defs',
  },
  HA4404: {
    slug: 'mail-of-the-example',
    severity: 'info',
    summary: 'Mail address of the example file',
    detail: '{address} is an address of the example that comes with keepalived.',
    help: 'write your own address, or remove the line',
  },
  HA4501: {
    slug: 'unchecked-server',
    severity: 'warning',
    summary: 'Real server without a check',
    detail:
      'Nobody checks {server}, unlike others of virtual_server {name}: it gets its share of connections also when it is dead.',
    help: 'add a checker, such as TCP_CHECK',
  },
  HA4502: {
    slug: 'unchecked-service',
    severity: 'info',
    summary: 'Virtual server without checks',
    detail:
      'No real server of virtual_server {name} has a checker: all of them get connections, dead or alive.',
    help: 'add a checker to each real_server, such as TCP_CHECK',
  },
  HA4503: {
    slug: 'weightless-service',
    severity: 'warning',
    summary: 'All real servers have weight 0',
    detail: 'No real server of virtual_server {name} gets connections: all have weight 0.',
    help: 'give one of them a weight, or remove the virtual_server',
  },
  HA4504: {
    slug: 'sorry-server-among-servers',
    severity: 'warning',
    summary: 'Sorry server is a real server',
    detail:
      '{server} is the sorry server of virtual_server {name} and one of its real servers: when all of them are down, it is too.',
    help: 'name another host or port as sorry_server',
  },
  HA4505: {
    slug: 'check-of-other-protocol',
    severity: 'warning',
    summary: 'Check speaks another protocol than the port',
    detail:
      '{type} does not speak the protocol that is usual on port {port}, so the check fails though the server works.',
    help: 'use {use}, or set connect_port to the port that is meant',
  },
  HA4506: {
    slug: 'service-without-its-address',
    severity: 'info',
    summary: "Address of a virtual server is nobody's",
    detail:
      'No vrrp_instance of this file has {ip}, the address of virtual_server {name}: if the host does not have it otherwise, nothing arrives there.',
    help: 'add it to a virtual_ipaddress block, or correct it',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
