/**
 * Cutting what the browser never uses out of Pyodide's WebAssembly and its JavaScript.
 *
 * Stock Pyodide exports every C function for packages that are loaded later as side modules. No such package is ever
 * loaded here, so an export is needed only where the JavaScript names it: about 260 of 8,560. The lists below are read
 * from the files themselves, and every assumption about their shape is checked, so that another version of Pyodide
 * either prunes the same way or stops the build.
 */

/**
 * Tables in the memory of Pyodide that nothing here can reach, as [first address, address after the last].
 *
 * They belong to this one build of Pyodide, named by the SHA-256 of its WebAssembly; another build is left whole. How
 * they were found, and how to find them for another build, is in docs/decisions/0005-runtime.md.
 */
export const UNREACHED_TABLES = {
  build: 'cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6',
  ranges: [
    [0x0c5000, 0x153000], // Chinese, Japanese and Korean encodings: the modules _codecs_*
    [0x155000, 0x200000], // names and decompositions of characters: the module unicodedata
    [0x2b2720, 0x2cf7d0], // the C function iconv, which Python never calls
  ],
}

/** Exports that the glue reaches without writing their name in the assignments. */
const ALWAYS = ['memory', '__indirect_function_table', '__c_longjmp', '__cpp_exception']

/**
 * Drop the assignments of unused exports from the glue.
 * @param {string} source text of pyodide.asm.mjs
 * @param {string} loader text of pyodide.mjs, which uses exports too
 * @returns {{glue: string, needed: Set<string>, named: Set<string>}} the shorter text, the exports that it assigns, and
 *   every name in it, for an export may also be reached as a plain property
 */
export function pruneGlue(source, loader) {
  const opening = 'function assignWasmExports(wasmExports){'
  const start = source.indexOf(opening)
  const end = source.indexOf('}', start + opening.length)
  const declared = source.lastIndexOf('var ', start)
  if (start < 0 || end < 0 || declared < 0) throw new Error('pyodide.asm.mjs has no assignWasmExports function any more.')
  const names = source.slice(declared + 4, start).replace(/;\s*$/, '').split(',')
  if (names.some(name => !/^[\w$]+$/.test(name))) throw new Error('The declarations before assignWasmExports have changed.')

  const named = new Set((source.slice(0, declared) + source.slice(end) + loader).match(/[A-Za-z_$][\w$]*/g))
  const needed = new Set(ALWAYS)
  const kept = []
  const dropped = new Set()
  for (const statement of source.slice(start + opening.length, end).split(';')) {
    const match = /^(?:([\w$]+)=)?(?:Module\["([^"]+)"\]=)?wasmExports\["([^"]+)"\](?:\.value>>>0)?$/.exec(statement)
    if (match === null || match.slice(1).some(name => name && named.has(name))) {
      kept.push(statement)
      for (const [, name] of statement.matchAll(/wasmExports\["([^"]+)"\]/g)) needed.add(name)
    } else {
      dropped.add(match[1])
    }
  }
  const variables = names.filter(name => !dropped.has(name))
  const glue = source.slice(0, declared) + `var ${variables.join(',')};` + opening + kept.join(';') + source.slice(end)
  return { glue: glue.replace(/(?<![\w$.])eval\(/g, 'globalThis.eval('), needed, named }
}

/**
 * Leave only the exports that the glue needs or names in a WebAssembly module, and blank the tables in `blank`. Code is
 * untouched, and every address stays what it was.
 * @param {Uint8Array} wasm
 * @param {{needed: Set<string>, named: Set<string>}} glue
 * @param {number[][]} blank ranges of addresses
 * @returns {Uint8Array}
 */
export function pruneWasm(wasm, glue, blank) {
  const EXPORT_SECTION = 7
  const DATA_SECTION = 11
  const reader = new Reader(wasm, 8)
  const parts = [wasm.subarray(0, 8)]
  while (reader.at < wasm.length) {
    const start = reader.at
    const id = wasm[reader.at++]
    const length = reader.number()
    const body = reader.at
    reader.at = body + length
    if (id === EXPORT_SECTION) {
      const section = keepExports(wasm.subarray(body, body + length), glue)
      parts.push(Uint8Array.of(id, ...number(section.length)), section)
    } else if (id === DATA_SECTION) {
      parts.push(blankData(wasm.slice(start, reader.at), body - start, blank))
    } else {
      parts.push(wasm.subarray(start, reader.at))
    }
  }
  return concatenate(parts)
}

function blankData(section, body, ranges) {
  const reader = new Reader(section, body)
  for (let left = reader.number(); left > 0; left--) {
    const ACTIVE = 0
    const I32_CONST = 0x41
    if (reader.number() !== ACTIVE || section[reader.at++] !== I32_CONST) {
      throw new Error('The data of pyodide.asm.wasm is laid out in another way.')
    }
    const address = reader.number()
    reader.at++ // The end of the expression that gives the address.
    const length = reader.number()
    for (const [first, end] of ranges) {
      const from = Math.max(first - address, 0)
      const to = Math.min(end - address, length)
      if (from < to) section.fill(0, reader.at + from, reader.at + to)
    }
    reader.at += length
  }
  return section
}

function keepExports(section, { needed, named }) {
  const reader = new Reader(section, 0)
  const missing = new Set(needed)
  const kept = []
  for (let left = reader.number(); left > 0; left--) {
    const start = reader.at
    const length = reader.number()
    const name = new TextDecoder().decode(section.subarray(reader.at, reader.at + length))
    reader.at += length + 1
    reader.number()
    if (needed.has(name) || named.has(name)) kept.push(section.subarray(start, reader.at))
    missing.delete(name)
  }
  if (missing.size > 0) throw new Error(`pyodide.asm.wasm has no export named ${[...missing].join(', ')}.`)
  return concatenate([Uint8Array.from(number(kept.length)), ...kept])
}

/** Reads the variable-length numbers of the WebAssembly binary format. */
class Reader {
  constructor(bytes, at) {
    this.bytes = bytes
    this.at = at
  }

  number() {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.bytes[this.at++]
      value += (byte & 127) * 2 ** shift
      if (byte < 128) return value
    }
  }
}

function number(value) {
  const bytes = []
  do {
    const low = value & 127
    value >>>= 7
    bytes.push(value > 0 ? low | 128 : low)
  } while (value > 0)
  return bytes
}

function concatenate(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
