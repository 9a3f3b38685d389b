// A mirror module as text, for tests that run the command line.

export interface MirrorText {
  readonly addresses: readonly string[];
  readonly where?: 'one_side_alias' | 'one_side';
  /** A virtual Ethernet address; absent: a <real_interface>. */
  readonly vmac?: string;
  /** Attributes of <vip>, <interface> and <virtual_addr>. */
  readonly vip?: string;
  readonly interface?: string;
  readonly address?: string;
}

export const mirrorText = ({
  addresses,
  where = 'one_side_alias',
  vmac,
  vip = '',
  interface: ofInterface = '',
  address = '',
}: MirrorText): string => {
  const holder = vmac === undefined ? 'real_interface' : 'virtual_interface';
  const attributes = vmac === undefined ? '' : ` type="vmac_invisible" addr="${vmac}"`;
  return `<safe>
  <service mode="mirror">
    <heart>
      <heartbeat name="default"/>
    </heart>
    <vip ${vip}>
      <interface_list>
        <interface ${ofInterface}>
          <${holder}${attributes}>
${addresses.map((one) => `            <virtual_addr addr="${one}" where="${where}" ${address}/>`).join('\n')}
          </${holder}>
        </interface>
      </interface_list>
    </vip>
  </service>
</safe>
`;
};
