import type { Host } from '../host.ts';

// What hypervisors call themselves in the firmware's tables. EC2 names its bare-metal machines alike, hence the second
// pattern. Source: systemd's detection (src/basic/virt.c) and the clouds' own documents.
const VIRTUAL_MACHINE =
  /QEMU|KVM|VMware|VirtualBox|innotek|Xen|Bochs|Parallels|BHYVE|Virtual Machine|Google Compute Engine|Amazon EC2|OpenStack|Apple Virtualization/i;
const BARE_METAL = /\.metal(?:-|\b)/;

/**
 * Facts that tell a virtual machine or a container on Linux, in words; empty where nothing does.
 *
 * @param hypervisor Whether the processor's flags say that there is a hypervisor.
 */
export function virtualizationEvidence(host: Host, hypervisor: boolean): string[] {
  return [...machineEvidence(host, hypervisor), ...containerEvidence(host)];
}

function machineEvidence({ readFile }: Host, hypervisor: boolean): string[] {
  const evidence = hypervisor ? ['/proc/cpuinfo has the hypervisor flag'] : [];
  const product = ['sys_vendor', 'product_name']
    .map((file) => readFile(`/sys/class/dmi/id/${file}`)?.trim() ?? '')
    .filter(Boolean)
    .join(' ');
  if (VIRTUAL_MACHINE.test(product) && !BARE_METAL.test(product)) evidence.push(`the firmware names ${product}`);
  return evidence;
}

function containerEvidence({ readFile, env }: Host): string[] {
  const evidence = ['/.dockerenv', '/run/.containerenv']
    .filter((path) => readFile(path) !== null)
    .map((path) => `${path} exists`);
  const runtime = /docker|kubepods|containerd|libpod|lxc/.exec(readFile('/proc/self/cgroup') ?? '')?.[0];
  if (runtime !== undefined) evidence.push(`/proc/self/cgroup names ${runtime}`);
  if (env.container) evidence.push(`the variable container is ${env.container}`);
  if (env.KUBERNETES_SERVICE_HOST) evidence.push('the variable KUBERNETES_SERVICE_HOST is set');
  return evidence;
}
