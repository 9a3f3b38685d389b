#!/usr/bin/env node
// Starts hactl from its sources: Node.js strips the types itself.

const { main } = await import('../src/commands/main.ts');
await main(import.meta.url);
