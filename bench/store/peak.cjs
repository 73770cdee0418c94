// Writes down the most memory that a process had, in kilobytes, when it ends.
const { writeFileSync } = require('node:fs');

process.on('exit', () => writeFileSync(process.env.EVENKEEL_PEAK, String(process.resourceUsage().maxRSS)));
