export { isChanged, units } from '../workloads/factor.mjs';
