// The IR as JSON: places instead of offsets, nothing secret.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from '../../src/app/load.ts';
import { renderIr } from '../../src/views/ir.ts';

const text = `vrrp_instance A {
    interface eth0
    virtual_router_id 1
    authentication {
        auth_type PASS
        auth_pass quiet
    }
    virtual_ipaddress {
        192.0.2.1
    }
}
`;
const { loaded, sources } = loadText('input.conf', text);
const shown = JSON.parse(renderIr(loaded.config, sources, loaded.secrets));

test('writes places as file, line and column', () => {
  assert.is(shown.instances[0].span, 'input.conf:1:1');
  assert.is(shown.instances[0].addresses[0].span, 'input.conf:9:9');
});

test('says that there is a password, not which', () => {
  assert.equal(shown.instances[0].authentication, { type: 'PASS', secret: '********' });
});

test.run();
