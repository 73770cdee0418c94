/** The environment variable that says how dear the workloads of this process are: 1 is unchanged, 1.05 is 5 % dearer. */
export const FACTOR_VARIABLE = 'EVENKEEL_DETECTION_FACTOR';

// A soak changes the figure in this line of its copy, as a commit would.
const IN_CODE = 1;
const factor = Number(process.env[FACTOR_VARIABLE] ?? IN_CODE);
// Each of the factors makes a whole number of this many units.
const UNITS = 100;

/** How often a workload does its unit of work a call: the change is exactly the factor, whatever a unit costs. */
export const units = Math.round(UNITS * factor);

/** Whether this process is to be dearer at all, for workloads with a change of their own. */
export const isChanged = factor !== 1;
