import type { Command } from './syntax.ts'

type Arithmetic = Extract<Command, { type: 'ArithmeticCommand' }>['expression']
type Expression = Arithmetic['expression']

/** What stands between `((` and `))`. */
export const writeArithmetic = ({ originalText, expression }: Arithmetic): string =>
  originalText ?? writeExpression(expression)

function writeExpression(node: Expression): string {
  const all = writeExpression
  switch (node.type) {
    case 'ArithNumber':
      return String(node.value)
    case 'ArithVariable':
      return node.hasDollarPrefix ? `$${node.name}` : node.name
    case 'ArithSpecialVar':
      return `$${node.name}`
    case 'ArithBinary':
      return `${all(node.left)} ${node.operator} ${all(node.right)}`
    case 'ArithUnary':
      return node.prefix ? `${node.operator} ${all(node.operand)}` : `${all(node.operand)}${node.operator}`
    case 'ArithTernary':
      return `${all(node.condition)} ? ${all(node.consequent)} : ${all(node.alternate)}`
    case 'ArithAssignment':
      return `${element(node.variable, node)} ${node.operator} ${all(node.value)}`
    case 'ArithDynamicAssignment':
      return `${element(all(node.target), node)} ${node.operator} ${all(node.value)}`
    case 'ArithDynamicElement':
      return `${all(node.nameExpr)}[${all(node.subscript)}]`
    case 'ArithGroup':
      return `(${all(node.expression)})`
    case 'ArithNested':
      return `$((${all(node.expression)}))`
    case 'ArithCommandSubst':
      return `$(${node.command})`
    case 'ArithBracedExpansion':
      return `\${${node.content}}`
    case 'ArithArrayElement':
      return element(node.array, { subscript: node.index, stringKey: node.stringKey })
    case 'ArithDynamicBase':
      return `\${${node.baseExpr}}#${node.value}`
    case 'ArithDynamicNumber':
      return `\${${node.prefix}}${node.suffix}`
    case 'ArithConcat':
      return node.parts.map(all).join('')
    case 'ArithDoubleSubscript':
      return `${node.array}[${all(node.index)}]`
    case 'ArithNumberSubscript':
      return `${node.number}[${node.errorToken}]`
    case 'ArithSyntaxError':
      return node.errorToken
    case 'ArithSingleQuote':
      return `'${node.content}'`
  }
}

function element(
  name: string,
  { subscript, stringKey }: { subscript?: Expression | undefined; stringKey?: string | undefined },
): string {
  if (subscript) return `${name}[${writeExpression(subscript)}]`
  return stringKey === undefined ? name : `${name}[${stringKey}]`
}
