import { spawnSync } from 'node:child_process';

const PROGRAM = `
import json, sys, time, statistics
try:
    import numpy as np, scipy
    from scipy import stats
except ImportError:
    sys.exit(3)
job = json.load(sys.stdin)
a, b = np.array(job['a']), np.array(job['b'])
def seconds(expression):
    run = eval('lambda: ' + expression)
    run()
    times = []
    end = time.perf_counter() + job['seconds']
    while time.perf_counter() < end or len(times) < 3:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
print(json.dumps({'version': scipy.__version__, 'seconds': [seconds(e) if e else None for e in job['expressions']]}))
`;

/** Median seconds of each Python expression on the samples, with SciPy's version; null where there is no SciPy. */
export function timeInSciPy(expressions, a, b, seconds) {
  const input = JSON.stringify({ expressions, a: [...a], b: [...b], seconds });
  const { status, stdout } = spawnSync('python3', ['-W', 'ignore', '-c', PROGRAM], { input, encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : null;
}
