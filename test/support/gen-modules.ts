// Random mirror modules of what keepalived and SafeKit can both say: one network, addresses with masks,
// times that are whole adverts.

import fc from 'fast-check';

export interface AddressSpec {
  readonly ip: string;
  /** Of IPv4. */
  readonly netmask?: string;
  readonly check: boolean;
}

export interface InterfaceSpec {
  readonly name: string;
  readonly check: boolean;
  readonly vmac?: string;
  readonly addresses: readonly AddressSpec[];
}

export interface ModuleSpec {
  readonly defaultPrimary: string;
  readonly pulseMs: number;
  readonly adverts: number;
  readonly interfaces: readonly InterfaceSpec[];
}

const masks = ['255.255.255.0', '255.255.0.0', '255.255.255.192', '255.255.255.255'];

const addressOn = (network: number, host: number): fc.Arbitrary<AddressSpec> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        ip: fc.constant(`192.0.${network}.${host}`),
        netmask: fc.constantFrom(...masks),
        check: fc.boolean(),
      }),
    },
    fc.record({ ip: fc.constant(`2001:db8:${network}::${host}`), check: fc.boolean() }),
  );

const addressesOn = (network: number): fc.Arbitrary<AddressSpec[]> =>
  fc
    .uniqueArray(fc.integer({ min: 10, max: 40 }), { minLength: 1, maxLength: 4 })
    .chain((hosts) => fc.tuple(...hosts.map((host) => addressOn(network, host))));

/** Of an interface that is not followed keepalived does not follow the addresses either. */
const withChecks = (one: InterfaceSpec, isFirst: boolean): InterfaceSpec =>
  one.check || isFirst
    ? one
    : { ...one, addresses: one.addresses.map((address) => ({ ...address, check: false })) };

/** The virtual link of an instance has addresses of one family, that of its adverts. */
const isIpv4 = ({ addresses }: InterfaceSpec): boolean =>
  addresses.every(({ ip }) => !ip.includes(':'));

const withVmac = (
  interfaces: readonly InterfaceSpec[],
  wants: boolean,
): readonly InterfaceSpec[] => {
  const [first, ...more] = interfaces;
  if (!wants || first === undefined || !isIpv4(first)) return interfaces;
  return [{ ...first, vmac: '5a:fe:c0:00:02:0a' }, ...more];
};

/** Adverts go between IPv4 addresses, and carry one of that family. */
const isCarried = ({ interfaces }: ModuleSpec): boolean =>
  interfaces.some(({ addresses }) => addresses.some(({ ip }) => !ip.includes(':')));

export const anyModule: fc.Arbitrary<ModuleSpec> = fc
  .record({
    defaultPrimary: fc.constantFrom('alone', 'alpha', 'beta'),
    pulseMs: fc.integer({ min: 1, max: 300 }).map((tens) => tens * 10),
    adverts: fc.integer({ min: 1, max: 100 }),
    interfaces: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()).chain(([count, wantsVmac]) =>
      fc
        .tuple(
          ...Array.from({ length: count }, (_, at) =>
            fc.record({
              name: fc.constant(`eth${at}`),
              check: fc.boolean(),
              addresses: addressesOn(at + 2),
            }),
          ),
        )
        .map((all) =>
          withVmac(
            all.map((one, at) => withChecks(one, at === 0)),
            wantsVmac,
          ),
        ),
    ),
  })
  .filter(isCarried);

const onOff = (value: boolean): string => (value ? 'on' : 'off');

const addressText = ({ ip, netmask, check }: AddressSpec): string =>
  `<virtual_addr addr="${ip}" where="one_side_alias" check="${onOff(check)}"${netmask === undefined ? '' : ` netmask="${netmask}"`}/>`;

const interfaceText = ({ name, check, vmac, addresses }: InterfaceSpec): string => {
  const holder = vmac === undefined ? 'real_interface' : 'virtual_interface';
  const type = vmac === undefined ? '' : ` type="vmac_invisible" addr="${vmac}"`;
  return `<interface name="${name}" check="${onOff(check)}"><${holder}${type}>${addresses.map(addressText).join('')}</${holder}></interface>`;
};

/** The userconfig.xml of a module. */
export const moduleText = ({ defaultPrimary, pulseMs, adverts, interfaces }: ModuleSpec): string =>
  `<safe><service mode="mirror" defaultprim="${defaultPrimary}">
<heart pulse="${pulseMs}ms" timeout="${pulseMs * adverts}ms"><heartbeat name="default"/></heart>
<vip tcpreset="off"><interface_list>${interfaces.map(interfaceText).join('\n')}</interface_list></vip>
</service></safe>`;

export const clusterText = `<cluster><lans><lan name="default">
<node name="alpha" addr="198.51.100.1"/><node name="beta" addr="198.51.100.2"/>
</lan></lans></cluster>`;
