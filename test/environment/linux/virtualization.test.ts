import { describe, expect, it } from 'vitest';
import { virtualizationEvidence } from '../../../src/environment/linux/virtualization.ts';
import { hostWith } from '../fixtures.ts';

const VENDOR = '/sys/class/dmi/id/sys_vendor';
const PRODUCT = '/sys/class/dmi/id/product_name';

describe('virtualizationEvidence', () => {
  it.each([
    ['Microsoft Corporation', 'Virtual Machine'],
    ['QEMU', 'Standard PC (Q35 + ICH9, 2009)'],
    ['Amazon EC2', 'm6g.large'],
    ['Google', 'Google Compute Engine'],
    ['VMware, Inc.', 'VMware7,1'],
    ['innotek GmbH', 'VirtualBox'],
  ])('knows a virtual machine by the firmware of %s', (vendor, product) => {
    const host = hostWith({ [VENDOR]: `${vendor}\n`, [PRODUCT]: `${product}\n` });
    expect(virtualizationEvidence(host, false)).toEqual([`the firmware names ${vendor} ${product}`]);
  });

  it.each([
    ['Dell Inc.', 'PowerEdge R650'],
    ['Microsoft Corporation', 'Surface Laptop'],
    ['Amazon EC2', 'm6g.metal'],
    ['Amazon EC2', 'c7i.metal-24xl'],
  ])('takes %s %s for bare metal', (vendor, product) => {
    expect(virtualizationEvidence(hostWith({ [VENDOR]: vendor, [PRODUCT]: product }), false)).toEqual([]);
  });

  it.each([
    [{ '/.dockerenv': '' }, {}, '/.dockerenv exists'],
    [{ '/run/.containerenv': 'engine="podman-4.9.3"\n' }, {}, '/run/.containerenv exists'],
    [{ '/proc/self/cgroup': '0::/kubepods.slice/pod7\n' }, {}, '/proc/self/cgroup names kubepods'],
    [{}, { container: 'lxc' }, 'the variable container is lxc'],
    [{}, { KUBERNETES_SERVICE_HOST: '10.0.0.1' }, 'the variable KUBERNETES_SERVICE_HOST is set'],
  ] as [Record<string, string>, Record<string, string>, string][])('knows a container by %j %j', (files, env, fact) => {
    expect(virtualizationEvidence(hostWith(files, { env }), false)).toEqual([fact]);
  });

  it('knows a virtual machine by the hypervisor flag, and a container in it', () => {
    expect(virtualizationEvidence(hostWith({ '/.dockerenv': '' }), true)).toEqual([
      '/proc/cpuinfo has the hypervisor flag',
      '/.dockerenv exists',
    ]);
  });

  it('has nothing to say of a plain machine', () => {
    expect(virtualizationEvidence(hostWith({ '/proc/self/cgroup': '0::/user.slice\n' }), false)).toEqual([]);
  });
});
