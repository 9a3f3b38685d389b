// Loads a bundle together with what V8 compiled of it when it was built: compiling takes longer than
// running. V8 refuses what another version of it made, and then compiles as ever.

'use strict';

const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { Script } = require('node:vm');

const readCache = (file) => {
  try {
    return readFileSync(`${file}.cache`);
  } catch {
    return undefined;
  }
};

/** Stands for import() in a bundle, which a script has only with a warning. */
const load = (name) => import(name);

/**
 * The exports of a bundle of CommonJS, and its script, which can say what was compiled of it. Flags of V8
 * may be set in `beforeRun`: with others than it was made with V8 would refuse the cache.
 */
exports.loadScript = (file, beforeRun = () => {}) => {
  const source = `(function (exports, require, module, __filename, load) {${readFileSync(file, 'utf8')}\n})`;
  const script = new Script(source, {
    filename: file,
    cachedData: readCache(file),
  });
  beforeRun();
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, load);
  return { exports: module.exports, script };
};
