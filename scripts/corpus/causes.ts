// What of hactl's stands for what keepalived prints without a line, or only at the end of a block.

import type { Code } from '../../src/diag/diagnostic.ts';

export interface Unplaced {
  /** Its group `name` is the name of the block, or a part of it. */
  readonly pattern: RegExp;
  /** Where a finding has to be; anywhere in the file when it names no block. */
  readonly block?: string;
  readonly codes: readonly Code[];
}

/** What keepalived prints without a line. */
export const unplaced: readonly Unplaced[] = [
  {
    pattern:
      /^\((?<name>.+?)\):? (?:No VIP specified|the virtual router id must be set|Unknown interface)/,
    block: 'vrrp_instance',
    // What was meant for it is in a block or line that is not read.
    codes: ['HA3004', 'HA3005', 'HA3007', 'HA2002', 'HA2001', 'HA2009', 'HA2010', 'HA1005'],
  },
  {
    pattern: /^\((?<name>.+?)\) A unicast keyword has been specified without/,
    block: 'vrrp_instance',
    codes: ['HA3039', 'HA2010', 'HA3046', 'HA2002'],
  },
  {
    pattern: /^\((?<name>.+?)\) Ignoring track_interface/,
    block: 'vrrp_instance',
    codes: ['HA3040'],
  },
  {
    pattern: /^\((?<name>.+?)\) track_interface \S+ is configured on VRRP instance and sync group/,
    block: 'vrrp_instance',
    codes: ['HA3048', 'HA3040'],
  },
  {
    pattern: /^\((?<name>.+?)\) (?:Warning - )?(?:nopreempt|preempt.delay)/,
    block: 'vrrp_instance',
    codes: ['HA3036'],
  },
  {
    pattern: /^\((?<name>.+?)\) (?:Strict mode|strict mode|State MASTER must|xmit_base|down_timer)/,
    block: 'vrrp_instance',
    codes: ['HA3037', 'HA3035'],
  },
  {
    pattern: /^\((?<name>.+?)\) VRRP version 3 does not support authentication/,
    block: 'vrrp_instance',
    codes: ['HA3035'],
  },
  {
    pattern: /^\((?<name>.+?)\) VRRPv[23] advertisement interval/,
    block: 'vrrp_instance',
    codes: ['HA3038'],
  },
  {
    pattern:
      /^\((?<name>.+?)\):? (?:Initial state master is incompatible|promote_secondaries|multicast destination|Cannot use|vmac_xmit_base)/,
    block: 'vrrp_instance',
    codes: ['HA3034'],
  },
  {
    pattern: /^WARNING - (?:fwmark )?virtual server \[?(?<name>[^\]]+)\]?.* ports don't match/,
    block: 'virtual_server',
    codes: ['HA3018'],
  },
  {
    pattern: /^virtual server \[(?<name>[^\]]+)\].* ports don't match/,
    block: 'virtual_server',
    codes: ['HA3018'],
  },
  {
    pattern: /^WARNING - (?:fwmark )?virtual server FWM (?<name>\d+), .* has port specified/,
    block: 'virtual_server',
    codes: ['HA3049'],
  },
  {
    pattern:
      /^Warning: Virtual server (?:FWM |\[)(?<name>[^\]: ]+)\]?(?::\d+)?: protocol specified/,
    block: 'virtual_server',
    codes: ['HA3049'],
  },
  {
    pattern:
      /^Virtual server (?:FWM |\[)(?<name>[^\]: ]+).*: (?:no |cannot use ha_suspend|one packet|zero port|hysteresis)/,
    block: 'virtual_server',
    codes: ['HA3017', 'HA3049', 'HA3021', 'HA3022', 'HA3028', 'HA2011', 'HA2001'],
  },
  {
    pattern: /^Virtual server (?:FWM |\[)(?<name>[^\]: ]+).*has no real servers/,
    block: 'virtual_server',
    // Servers that are left out for another reason, or that stand behind a wrong brace.
    codes: ['HA3011', 'HA3030', 'HA2010', 'HA2002', 'HA1004', 'HA2022'],
  },
  {
    pattern: /^Warning - quorum \d+ for (?:FWM |\[)(?<name>[^\]: ]+)/,
    block: 'virtual_server',
    codes: ['HA3020', 'HA4503', 'HA3030', 'HA2009'],
  },
  {
    pattern: /^Virtual server \[(?<name>[^\]]+)\].*matches sorry server/,
    block: 'virtual_server',
    codes: ['HA3054'],
  },
  {
    pattern: /^VS \[(?<name>[^\]]+)\].*is duplicated/,
    block: 'virtual_server',
    codes: ['HA3013'],
  },
  { pattern: /^SECURITY VIOLATION/, codes: ['HA4305'] },
  {
    pattern: /^\((?<name>.+?)\) ignoring .*(?:weight|tracked)/,
    block: 'vrrp_instance',
    codes: ['HA3045', 'HA3040'],
  },
  {
    pattern: /^\((?<name>.+?)\): Unicast instances must have/,
    block: 'vrrp_instance',
    codes: ['HA3004'],
  },
  {
    pattern: /^Sync group (?<name>\S+?),? (?:has|no matching)/,
    block: 'vrrp_sync_group',
    codes: ['HA3044', 'HA3043', 'HA3002', 'HA3003', 'HA2018'],
  },
  {
    pattern: /^Virtual router \S+ specified in sync group (?<name>\S+) doesn't exist/,
    block: 'vrrp_sync_group',
    codes: ['HA3002'],
  },
  {
    pattern: /^(?<name>.+) and .+ both use VRID/,
    block: 'vrrp_instance',
    codes: ['HA3008'],
  },
  {
    pattern: /^.+ and (?<name>.+) both use VRID/,
    block: 'vrrp_instance',
    codes: ['HA3008'],
  },
  { pattern: /^There are \d+ missing/, codes: ['HA1004', 'HA1005', 'HA1006', 'HA2002'] },
];

interface AtEnd {
  readonly pattern: RegExp;
  readonly codes: readonly Code[];
}

/** What keepalived finds out at the brace that closes a block: findings at its head or inside of it. */
export const atEnd: readonly AtEnd[] = [
  { pattern: /^No (?:script|file|process) set|^No script path/, codes: ['HA3043', 'HA2004'] },
  { pattern: /has no (?:entries|members|neighbor|urls|path)/, codes: ['HA3043', 'HA3014'] },
  { pattern: /^FILE_CHECK has no track_file/, codes: ['HA3043', 'HA3042'] },
  { pattern: /does not have any delay|^Warning - empty/, codes: ['HA3043', 'HA2018'] },
  { pattern: /unicast with use_vmac|Cannot use VMAC/, codes: ['HA3032', 'HA3034'] },
  { pattern: /Cannot use unicast_ttl/, codes: ['HA3034'] },
  { pattern: /^Address family of virtual server/, codes: ['HA3030'] },
  {
    pattern: /has no real servers/,
    // Servers that are left out for another reason, or that stand behind a wrong brace.
    codes: ['HA3011', 'HA3030', 'HA2010', 'HA2008', 'HA2009', 'HA2002', 'HA2022'],
  },
  {
    pattern: /link local address \S+ requires|no neighbor address set/,
    codes: ['HA3051', 'HA3043'],
  },
];

/** A name that keepalived does not know, since the block that defines it is left out. */
export const undefinedName =
  /track (?:script|file|process|bfd) (?<name>\S+) not found|^track_file (?<name2>\S+) not found/;
