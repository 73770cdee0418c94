/** How a user of Jest accepts a slow-down that is meant. */
export const ACCEPT_WITH = '`jest --runInBand -u`';
