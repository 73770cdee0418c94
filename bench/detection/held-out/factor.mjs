export { units } from '../workloads/factor.mjs';
