// userconfig.xml and cluster.xml of the farms under test.

const element = (name: string, attributes: { readonly [name: string]: string | number }): string =>
  `<${name} ${Object.entries(attributes)
    .map(([key, value]) => `${key}="${value}"`)
    .join(' ')}/>`;

export interface GroupText {
  readonly name: string;
  /** Of n1, n2 and so on. */
  readonly powers: readonly number[];
  /** `udp/53 on_addr` */
  readonly rules: readonly string[];
}

const groupText = ({ name, powers, rules }: GroupText): string => `
          <group name="${name}">
            <cluster>
              ${powers.map((power, index) => element('host', { name: `n${index + 1}`, power })).join('\n              ')}
            </cluster>
            ${rules
              .map((rule) => {
                const [service = '', filter = ''] = rule.split(' ');
                const [proto = '', port] = service.split('/');
                return element('rule', { proto, ...(port && { port }), filter });
              })
              .join('\n            ')}
          </group>`;

/** A farm with these addresses and groups. */
export const farmXml = (
  type: 'vmac_invisible' | 'vmac_directed',
  addresses: readonly string[],
  groups: readonly GroupText[],
): string => `<!DOCTYPE safe>
<safe>
  <service mode="farm">
    <farm><lan name="default"/></farm>
    <vip>
      <interface_list>
        <interface>
          <virtual_interface type="${type}">
            ${addresses.map((addr) => element('virtual_addr', { addr, where: 'alias' })).join('\n            ')}
          </virtual_interface>
        </interface>
      </interface_list>
      <loadbalancing_list>${groups.map(groupText).join('')}
      </loadbalancing_list>
    </vip>
  </service>
</safe>
`;

const lanText = (name: string, prefix: string, count: number): string =>
  [
    `    <lan name="${name}">`,
    ...Array.from(
      { length: count },
      (_, index) =>
        `      ${element('node', { name: `n${index + 1}`, addr: `${prefix}${11 + index}` })}`,
    ),
    '    </lan>',
  ].join('\n');

/** The nodes of the lab. */
export const clusterXml = (count = 3): string => `<cluster>
  <lans>
${lanText('default', '10.77.0.', count)}
${lanText('six', 'fd77::', count)}
  </lans>
</cluster>
`;
