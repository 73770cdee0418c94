/**
 * Actions of other people, each at the commit of a release: a tag can be moved to other code, a commit cannot. Behind it
 * stands the release, for people and for the tools that propose newer ones.
 */
export const ACTIONS = {
  checkout: 'actions/checkout@d23441a48e516b6c34aea4fa41551a30e30af803 # v6.1.0',
  setupNode: 'actions/setup-node@249970729cb0ef3589644e2896645e5dc5ba9c38 # v6.5.0',
  cacheRestore: 'actions/cache/restore@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5',
  cacheSave: 'actions/cache/save@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5',
  setupPnpm: 'pnpm/action-setup@41ff72655975bd51cab0327fa583b6e92b6d3061 # v4.2.0',
  setupBun: 'oven-sh/setup-bun@0c5077e51419868618aeaa5fe8019c62421857d6 # v2.2.0',
} as const;
