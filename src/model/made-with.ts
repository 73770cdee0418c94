/** A file that pins the versions of what a project is made of, as it was when a run was made. */
export interface Lockfile {
  /** Its name, without a directory: `package-lock.json`. */
  readonly file: string;
  /** The first 16 hexadecimal digits of the SHA-256 of what is in it: it tells two from each other, and nothing of what is there. */
  readonly hash: string;
}

/**
 * How long the machine took for the reference kernels, as multiples of the reference machine's times; above 1 is slower. Of a
 * machine that is quicker at one kind of work than at another, they differ.
 */
export interface MachineSpeed {
  /** Geometric mean of the three: the baseline factor, by which times of different machines are made comparable. */
  readonly factor: number;
  /** Branches and arithmetic. */
  readonly compute: number;
  /** Copying memory. */
  readonly memory: number;
  /** Making and collecting small objects. */
  readonly allocation: number;
}

/**
 * What a run was made with, besides the code: what else can have changed between two runs. Each is null where it is not known,
 * as most of it is of results that another harness measured. Nothing of it names a person, a machine or a secret.
 */
export interface MadeWith {
  /** Version of Node that ran the functions, and evenkeel; without a `v`. */
  readonly node: string | null;
  /** Version of V8, which compiles them. */
  readonly v8: string | null;
  /** What ran the benchmarks of another harness, with its version, as it says itself. */
  readonly runtime: string | null;
  /** The operating system as it calls itself: `Ubuntu 24.04.3 LTS`, `darwin`, `Windows Server 2025 Datacenter`. */
  readonly os: string | null;
  /** The release of its kernel. */
  readonly kernel: string | null;
  /** The image that a CI system's runner was started from, with its version where the system says it: `ubuntu24 20261116.1`. */
  readonly runnerImage: string | null;
  /** The processor as it names itself. */
  readonly processor: string | null;
  /** The machine's own speed; times of different machines are comparable by it. */
  readonly machineSpeed: MachineSpeed | null;
  /** The files that pin the versions of dependencies, in the directory that has some and is nearest; by name. */
  readonly lockfiles: readonly Lockfile[];
}

/** Where nothing is known. */
export const MADE_WITH_NOTHING_KNOWN: MadeWith = {
  node: null,
  v8: null,
  runtime: null,
  os: null,
  kernel: null,
  runnerImage: null,
  processor: null,
  machineSpeed: null,
  lockfiles: [],
};
