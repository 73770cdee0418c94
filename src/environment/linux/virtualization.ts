import type { Host } from '../host.ts';

// What hypervisors call themselves in the firmware's tables. EC2 names its bare-metal machines alike, hence the second
// pattern. Source: systemd's detection (src/basic/virt.c) and the clouds' own documents.
const VIRTUAL_MACHINE =
  /QEMU|KVM|VMware|VirtualBox|innotek|Xen|Bochs|Parallels|BHYVE|Virtual Machine|Google Compute Engine|Amazon EC2|OpenStack|Apple Virtualization/i;
const BARE_METAL = /\.metal(?:-|\b)/;

/**
 * Facts that tell a virtual machine, and one that tells a container, on Linux, in words; empty where nothing does.
 *
 * @param hypervisor Whether the processor's flags say that there is a hypervisor.
 */
export function virtualizationEvidence(host: Host, hypervisor: boolean): string[] {
  const machine = hypervisor ? '/proc/cpuinfo has the hypervisor flag' : firmwareEvidence(host);
  return [machine, containerEvidence(host)].filter((fact) => fact !== null);
}

function firmwareEvidence({ readFile }: Host): string | null {
  const product = ['sys_vendor', 'product_name']
    .map((file) => readFile(`/sys/class/dmi/id/${file}`)?.trim() ?? '')
    .filter(Boolean)
    .join(' ');
  return firmwareIsVirtual(product) ? `the firmware names ${product}` : null;
}

/** Whether the maker and the name of a product, as the firmware gives them, are those of a virtual machine. */
export function firmwareIsVirtual(product: string): boolean {
  return VIRTUAL_MACHINE.test(product) && !BARE_METAL.test(product);
}

function containerEvidence({ readFile, env }: Host): string | null {
  if (env.container) return `the variable container is ${env.container}`;
  if (env.KUBERNETES_SERVICE_HOST) return 'the variable KUBERNETES_SERVICE_HOST is set';
  const marker = ['/.dockerenv', '/run/.containerenv'].find((path) => readFile(path) !== null);
  if (marker !== undefined) return `${marker} exists`;
  const runtime = /docker|kubepods|containerd|libpod|lxc/.exec(readFile('/proc/self/cgroup') ?? '')?.[0];
  return runtime === undefined ? null : `/proc/self/cgroup names ${runtime}`;
}
