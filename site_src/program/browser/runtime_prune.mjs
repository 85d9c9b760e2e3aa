/**
 * Cutting what the browser never uses out of Pyodide's WebAssembly and its JavaScript.
 *
 * Stock Pyodide exports every C function for packages that are loaded later as side modules. No such package is ever
 * loaded here, so an export is needed only where the JavaScript names it: about 260 of 8,560. The lists below are read
 * from the files themselves, and every assumption about their shape is checked, so that another version of Pyodide
 * either prunes the same way or stops the build.
 */

/**
 * What nothing here can reach in one build of Pyodide, named by the SHA-256 of its WebAssembly; another build is left
 * whole. How it was found, and how to find it for another build, is in docs/decisions/0005-runtime.md.
 *
 * @typedef {object} Unreached
 * @property {string} build
 * @property {Record<string, [number, number]>} tables  in its memory: what it is -> first address, address after the last
 * @property {string[]} modules  built-in modules of Python
 * @property {Record<string, [number, number]>} libraries  that only these modules use: first function, function after the last
 * @property {[number, number][]} places  in the table of functions that modules and libraries fill: first, after the last.
 *   A function of theirs that others use too, because it is the same as one of theirs, has another place as well.
 */

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
 * Leave only the exports that the glue needs or names in a WebAssembly module, and take out what is unreached: tables are
 * blanked, modules are struck off the list of built-in ones, and their functions off the table of functions that data
 * points to. Code is untouched, and every address and place in a table stays what it was: a call of what was struck off
 * would stop Python at once, and an import says that there is no such module.
 * @param {Uint8Array} wasm
 * @param {{needed: Set<string>, named: Set<string>}} glue
 * @param {Unreached | null} unreached
 * @returns {Uint8Array}
 */
export function pruneWasm(wasm, glue, unreached) {
  const sections = readSections(wasm)
  const body = (/** @type {number} */ id) => /** @type {Uint8Array} */ (sections.find(section => section.id === id)?.body)
  const exported = readExports(body(EXPORTS))
  const replaced = new Map([[EXPORTS, keepExports(exported, glue)]])
  if (unreached !== null) {
    replaced.set(ELEMENTS, strikeFunctions(body(ELEMENTS), unreachedFunctions(exported, unreached), unreached.places))
    const list = globalConstant(body(GLOBALS), exported, 'PyImport_Inittab')
    replaced.set(DATA, changeData(body(DATA), Object.values(unreached.tables), list, new Set(unreached.modules)))
  }
  const parts = sections.map(({ id, body }) => {
    const content = replaced.get(id) ?? body
    return concatenate([Uint8Array.of(id, ...number(content.length)), content])
  })
  return concatenate([wasm.subarray(0, 8), ...parts])
}

const [GLOBALS, EXPORTS, ELEMENTS, DATA] = [6, 7, 9, 11]
const I32_CONST = 0x41
const I64_CONST = 0x42
const END = 0x0b

/** @param {Uint8Array} wasm */
function readSections(wasm) {
  const reader = new Reader(wasm, 8)
  const sections = []
  while (reader.at < wasm.length) {
    const id = wasm[reader.at++]
    const length = reader.number()
    sections.push({ id, body: wasm.subarray(reader.at, reader.at + length) })
    reader.at += length
  }
  return sections
}

/** @param {Uint8Array} section */
function readExports(section) {
  const reader = new Reader(section, 0)
  return Array.from({ length: reader.number() }, () => {
    const start = reader.at
    const length = reader.number()
    const name = new TextDecoder().decode(section.subarray(reader.at, reader.at + length))
    reader.at += length
    const kind = section[reader.at++]
    const index = reader.number()
    return { name, kind, index, bytes: section.subarray(start, reader.at) }
  })
}

/**
 * The functions of a module follow the one that makes it, up to the next module.
 * @param {ReturnType<typeof readExports>} exported
 * @param {Unreached} unreached
 */
function unreachedFunctions(exported, { modules, libraries }) {
  const makers = exported.filter(({ name, kind }) => kind === 0 && name.startsWith('PyInit_'))
  makers.sort((one, other) => one.index - other.index)
  const place = (/** @type {string} */ module) => {
    const found = makers.findIndex(({ name }) => name === `PyInit_${module}`)
    if (found < 0) throw new Error(`pyodide.asm.wasm has no module ${module}.`)
    return [makers[found].index, makers[found + 1].index]
  }
  return [...modules.map(place), ...Object.values(libraries)]
}

/**
 * @param {Uint8Array} section  one list of functions
 * @param {number[][]} functions  ranges of those that are not to be in it
 * @param {number[][]} places  ranges of those that may be struck
 */
function strikeFunctions(section, functions, places) {
  const among = (/** @type {number} */ value, /** @type {number[][]} */ ranges) =>
    ranges.some(([from, end]) => from <= value && value < end)
  const reader = new Reader(section, 0)
  if (reader.number() !== 1 || reader.number() !== 0 || section[reader.at++] !== I32_CONST) {
    throw new Error('The table of functions of pyodide.asm.wasm is laid out in another way.')
  }
  const first = reader.number()
  reader.at++ // The end of the expression that gives the place.
  /** @type {{at: number, functions: number[]}[]} */
  const runs = []
  let open = false
  for (let left = reader.number(), at = first; left > 0; left--, at++) {
    const index = reader.number()
    const struck = among(at, places) && among(index, functions)
    if (!struck && !open) runs.push({ at, functions: [] })
    if (!struck) runs[runs.length - 1].functions.push(index)
    open = !struck
  }
  const segments = runs.map(({ at, functions }) => [0, I32_CONST, ...signed(at), END, ...number(functions.length), ...functions.flatMap(number)])
  return Uint8Array.from([...number(segments.length), ...segments.flat()])
}

/**
 * The address that an exported variable of C lies at.
 * @param {Uint8Array} section
 * @param {ReturnType<typeof readExports>} exported
 * @param {string} name
 */
function globalConstant(section, exported, name) {
  const GLOBAL = 3
  const globals = exported.filter(({ kind }) => kind === GLOBAL)
  const reader = new Reader(section, 0)
  const values = Array.from({ length: reader.number() }, () => {
    reader.at += 2 // Its type, and whether it changes.
    const code = section[reader.at++]
    const value = code === I32_CONST || code === I64_CONST ? reader.signed() : reader.number()
    if (section[reader.at++] !== END) throw new Error('The globals of pyodide.asm.wasm are laid out in another way.')
    return value
  })
  const imported = Math.max(...globals.map(({ index }) => index)) + 1 - values.length
  const found = globals.find(each => each.name === name)
  if (found === undefined) throw new Error(`pyodide.asm.wasm has no variable ${name}.`)
  return values[found.index - imported]
}

/**
 * @param {Uint8Array} original
 * @param {number[][]} blank  ranges of addresses
 * @param {number} list  where the address of the list of built-in modules is
 * @param {Set<string>} struck  modules to strike off it
 */
function changeData(original, blank, list, struck) {
  const section = Uint8Array.from(original)
  const segments = readSegments(section)
  // Between the segments lie zeros, also where a word has some.
  const within = (/** @type {number} */ address) => segments.find(({ from, data }) => from <= address && address < from + data.length)
  const byte = (/** @type {number} */ address) => {
    const segment = within(address)
    return segment ? segment.data[address - segment.from] : 0
  }
  const setByte = (/** @type {number} */ address, /** @type {number} */ value) => {
    const segment = within(address)
    if (segment) segment.data[address - segment.from] = value
    else if (value !== 0) throw new Error(`The data of pyodide.asm.wasm has no place for ${value} at ${address}.`)
  }
  const word = (/** @type {number} */ address) => [3, 2, 1, 0].reduce((value, place) => value * 256 + byte(address + place), 0)
  const setWord = (/** @type {number} */ address, /** @type {number} */ value) =>
    [0, 8, 16, 24].forEach((shift, place) => setByte(address + place, (value >>> shift) & 255))
  const text = (/** @type {number} */ address) => (byte(address) === 0 ? '' : String.fromCharCode(byte(address)) + text(address + 1))
  const start = word(list)
  const entries = []
  for (let at = start; word(at) !== 0; at += 8) entries.push([word(at), word(at + 4)])
  const kept = entries.filter(([name]) => !struck.has(text(name)))
  if (entries.length - kept.length !== struck.size) throw new Error('The built-in modules of pyodide.asm.wasm are listed in another way.')
  entries.forEach((_, place) => {
    const [name, maker] = kept[place] ?? [0, 0]
    setWord(start + place * 8, name)
    setWord(start + place * 8 + 4, maker)
  })
  for (const { from, data } of segments) {
    for (const [first, end] of blank) {
      if (first < from + data.length && from < end) data.fill(0, Math.max(first - from, 0), Math.max(end - from, 0))
    }
  }
  return section
}

/** @param {Uint8Array} section */
function readSegments(section) {
  const reader = new Reader(section, 0)
  return Array.from({ length: reader.number() }, () => {
    if (reader.number() !== 0 || section[reader.at++] !== I32_CONST) {
      throw new Error('The data of pyodide.asm.wasm is laid out in another way.')
    }
    const from = reader.signed()
    reader.at++ // The end of the expression that gives the address.
    const length = reader.number()
    reader.at += length
    return { from, data: section.subarray(reader.at - length, reader.at) }
  })
}

/**
 * @param {ReturnType<typeof readExports>} exported
 * @param {{needed: Set<string>, named: Set<string>}} glue
 */
function keepExports(exported, { needed, named }) {
  const names = new Set(exported.map(({ name }) => name))
  const missing = [...needed].filter(name => !names.has(name))
  if (missing.length > 0) throw new Error(`pyodide.asm.wasm has no export named ${missing.join(', ')}.`)
  const kept = exported.filter(({ name }) => needed.has(name) || named.has(name))
  return concatenate([Uint8Array.from(number(kept.length)), ...kept.map(({ bytes }) => bytes)])
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

  signed() {
    const start = this.at
    const value = this.number()
    const bits = 7 * (this.at - start)
    return this.bytes[this.at - 1] & 64 ? value - 2 ** bits : value
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

/** A number that is not below zero in the form that may be. */
function signed(value) {
  const bytes = number(value)
  if (bytes[bytes.length - 1] & 64) {
    bytes[bytes.length - 1] |= 128
    bytes.push(0)
  }
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
