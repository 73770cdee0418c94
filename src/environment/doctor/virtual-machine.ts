import type { Host } from '../host.ts';
import { firmwareIsVirtual } from '../linux/virtualization.ts';
import type { RunCommand } from './commands.ts';

/**
 * What gives a virtual machine away on macOS and Windows, where only programs know; they take too long to be asked in every
 * session. Empty elsewhere, and where nothing does.
 *
 * Source: Apple's sysctl `kern.hv_vmm_present`; Windows' copy of the firmware's tables in its registry.
 */
export async function askVirtualMachine({ platform }: Host, run: RunCommand): Promise<string[]> {
  if (platform === 'darwin') {
    const present = await run('sysctl', ['-n', 'kern.hv_vmm_present']);
    return present?.trim() === '1' ? ['kern.hv_vmm_present is 1'] : [];
  }
  if (platform !== 'win32') return [];
  const bios = await run('reg', ['query', String.raw`HKLM\HARDWARE\DESCRIPTION\System\BIOS`]);
  const product = ['SystemManufacturer', 'SystemProductName']
    .map((name) => new RegExp(`^\\s+${name}\\s+REG_SZ\\s+(.*\\S)`, 'm').exec(bios ?? '')?.[1])
    .filter((value) => value !== undefined)
    .join(' ');
  return firmwareIsVirtual(product) ? [`the firmware names ${product}`] : [];
}
