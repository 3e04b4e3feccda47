// Finds what pure code may not use. Much of it does not compile, but not all: the language itself has a clock and
// dice, and a library's declarations can bring a platform's globals into the program.

import ts from 'typescript'

/** The language's own globals, without those that know the time, the place or the garbage collector. */
const language = [
  ...['undefined', 'NaN', 'Infinity', 'isNaN', 'isFinite', 'parseInt', 'parseFloat', 'arguments'],
  ...[
    'Object',
    'Array',
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'String',
    'Number',
    'BigInt',
    'Boolean',
    'Symbol',
  ],
  ...['Math', 'JSON', 'RegExp', 'Date', 'Promise', 'Proxy', 'Reflect', 'Iterator'],
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'URIError', 'AggregateError'],
  ...['ArrayBuffer', 'DataView', 'Int8Array', 'Int32Array', 'Uint8Array', 'Uint16Array', 'Uint32Array'],
  ...['Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array'],
  ...['encodeURIComponent', 'decodeURIComponent', 'encodeURI', 'decodeURI'],
]
/** What simulator/globals.d.ts adds. */
const platform = ['TextEncoder', 'TextDecoder', 'URL', 'AbortController', 'structuredClone', 'atob', 'btoa']
const allowedGlobals = new Set([...language, ...platform])

const forbiddenCalls = new Set(['Date.now', 'Math.random'])
/** Methods whose answer depends on where and in which language the program runs. */
const forbiddenMethods = new Set([
  ...['localeCompare', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'toLocaleUpperCase'],
  ...['getHours', 'getMinutes', 'getDate', 'getDay', 'getMonth', 'getFullYear', 'getTimezoneOffset'],
])

/** One complaint for each use of something that is not the simulator's to use. */
export function impuritiesIn(file: string, text: string): string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const declared = declaredIn(source)
  const found: string[] = []
  const complain = (node: ts.Node, what: string) => {
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
    found.push(`${file}:${line} uses ${what}. Time, dice and the outside world are arguments in simulator/.`)
  }
  const look = (node: ts.Node): void => {
    // `typeof window` in a type is harmless, and so is every other type.
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    if (ts.isTypeParameterDeclaration(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
      return
    if (ts.isPropertyAccessExpression(node)) {
      const whole = `${node.expression.getText(source)}.${node.name.text}`
      if (forbiddenCalls.has(whole)) complain(node, whole)
      if (forbiddenMethods.has(node.name.text)) complain(node, node.name.text)
      look(node.expression)
      return
    }
    if (isTodaysDate(node, source)) complain(node, 'the present time')
    if (ts.isIdentifier(node)) {
      if (!declared.has(node.text) && !allowedGlobals.has(node.text) && !isName(node))
        complain(node, node.text)
      return
    }
    ts.forEachChild(node, look)
  }
  look(source)
  return found
}

/** `Date()` and `new Date()`. */
function isTodaysDate(node: ts.Node, source: ts.SourceFile): boolean {
  if (ts.isCallExpression(node)) return node.expression.getText(source) === 'Date'
  return ts.isNewExpression(node) && node.expression.getText(source) === 'Date' && !node.arguments?.length
}

/** Every name that the file itself gives to something, wherever in the file. */
function declaredIn(source: ts.SourceFile): Set<string> {
  const names = new Set<string>()
  const look = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return
    if (bindsItsName(node) && node.name && ts.isIdentifier(node.name)) names.add(node.name.text)
    ts.forEachChild(node, look)
  }
  look(source)
  return names
}

function bindsItsName(node: ts.Node): node is ts.Node & { name?: ts.Node } {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isParameter(node) ||
    ts.isBindingElement(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isClassDeclaration(node) ||
    ts.isClassExpression(node) ||
    ts.isImportClause(node) ||
    ts.isImportSpecifier(node) ||
    ts.isNamespaceImport(node)
  )
}

/** True where an identifier names a member, a label or a part of the syntax, rather than a value. */
function isName(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isBindingElement(parent)) return parent.propertyName === node
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return true
  if (ts.isMetaProperty(parent)) return true
  return (
    (ts.isPropertyAssignment(parent) ||
      ts.isPropertyDeclaration(parent) ||
      ts.isMethodDeclaration(parent) ||
      ts.isGetAccessorDeclaration(parent) ||
      ts.isSetAccessorDeclaration(parent)) &&
    parent.name === node
  )
}
