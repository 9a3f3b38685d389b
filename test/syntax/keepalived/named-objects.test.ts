// What a file takes for granted of its host.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadKeepalived } from '../../../src/app/load-keepalived.ts';
import { namedObjects } from '../../../src/syntax/keepalived/named-objects.ts';

const text = `net_namespace blue
linkbeat_interfaces {
    eth5 MII
}
static_routes {
    198.51.100.0/24 via 192.0.2.1 dev eth4
    default nexthop via 192.0.2.1 dev eth6 weight 1 nexthop via 192.0.2.2 dev eth7 weight 1
}
vrrp_instance WEB {
    interface eth0
    use_vmac vrrp.51
    vrf red
    track_interface {
        eth1 weight -10
    }
    virtual_ipaddress {
        192.0.2.10/24 dev eth2
        192.0.2.11/24 dev vrrp.51
        192.0.2.12/24 dev lo
    }
    virtual_rules {
        from 192.0.2.10 iif eth3 table 51
    }
}
vrrp_instance DB {
    interface eth0
}
`;

test('finds interfaces in every place, VRFs and namespaces, without what keepalived makes', () => {
  assert.equal(namedObjects(loadKeepalived('a.conf', text).loaded.root), {
    interfaces: ['eth0', 'eth1', 'eth2', 'eth3', 'eth4', 'eth5', 'eth6', 'eth7'],
    vrfs: ['red'],
    namespaces: ['blue'],
  });
});

test.run();
