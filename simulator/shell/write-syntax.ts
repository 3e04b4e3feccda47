import type { Node } from './build-syntax.ts'
import type { Command, Script, Statement } from './syntax.ts'
import { writeArithmetic } from './write-arithmetic.ts'

type Pipeline = Statement['pipelines'][number]
type SimpleCommand = Extract<Command, { type: 'SimpleCommand' }>
type Redirection = SimpleCommand['redirections'][number]
type Word = NonNullable<SimpleCommand['name']>
type Part = Word['parts'][number]
type Operation = NonNullable<Extract<Part, { type: 'ParameterExpansion' }>['operation']>
type Assignment = SimpleCommand['assignments'][number]
type Condition = Extract<Command, { type: 'ConditionalCommand' }>['expression']
/** Where a part of a word stands; a pattern is what `${x/pattern/}` replaces. */
type Place = 'bare' | 'quoted' | 'operand' | 'pattern'
type HereDocument = Extract<Redirection['target'], { type: 'HereDoc' }>

/**
 * A syntax tree as bash, each statement on the line that it came from. What was parsed and not changed since is
 * written as it was typed. The library's own writer loses the braces of `${a}_b`, the quotes of `$'it\'s'` and
 * the end of a here-document in a pipe. Just-bash 3.4.2.
 */
export function write(script: Script): string {
  const writer = new Writer()
  writer.statements(script.statements)
  writer.endLine()
  return writer.text
}

/** Words as they would be typed after a command. */
export function writeWords(words: readonly Word[]): string {
  const writer = new Writer()
  writer.words(words)
  return writer.text
}

class Writer {
  text = ''
  #line = 1
  /** Here-documents whose text begins on the next line. */
  #open: HereDocument[] = []

  statements(statements: readonly Statement[]): void {
    statements.forEach((statement, index) => {
      this.#goTo(lineOf(statement))
      this.#statement(statement)
      const isLast = index === statements.length - 1
      if (this.#open.length) this.endLine()
      else if (!statement.background) this.#put(isLast ? ';' : '; ')
      else if (!isLast) this.#put(' ')
    })
  }

  words(words: readonly Word[]): void {
    this.#words('', words)
  }

  endLine(): void {
    this.#put('\n')
    const documents = this.#open
    this.#open = []
    for (const { content, quoted, delimiter } of documents) {
      for (const part of content.parts) {
        if (part.type !== 'Literal') this.#part(part, 'quoted')
        else this.#put(quoted ? part.value : part.value.replace(/[\\$`]/g, '\\$&'))
      }
      this.#put(`${delimiter}\n`)
    }
  }

  #put(text: string): void {
    this.text += text
    for (const character of text) if (character === '\n') this.#line++
  }

  #goTo(line: number | undefined): void {
    if (line !== undefined) while (this.#line < line) this.endLine()
  }

  #statement(statement: Statement): void {
    const source = sourceOf(statement)
    if (source !== undefined) {
      this.#put(source)
      return
    }
    statement.pipelines.forEach((pipeline, index) => {
      if (index) this.#put(` ${statement.operators[index - 1]} `)
      this.#pipeline(pipeline)
    })
    if (statement.background) this.#put(' &')
  }

  #pipeline({ commands, negated, timed, timePosix, pipeStderr }: Pipeline): void {
    if (timed) this.#put(timePosix ? 'time -p ' : 'time ')
    if (negated) this.#put('! ')
    commands.forEach((command, index) => {
      if (index) this.#put(pipeStderr?.[index - 1] ? ' |& ' : ' | ')
      this.#command(command)
    })
  }

  #command(command: Command): void {
    this.#compound(command)
    command.redirections.forEach((redirection, index) => {
      const isFirst = !index && command.type === 'SimpleCommand' && isBare(command)
      if (!isFirst) this.#put(' ')
      this.#redirection(redirection)
    })
  }

  #compound(command: Command): void {
    switch (command.type) {
      case 'SimpleCommand':
        this.#simple(command)
        return
      case 'If': {
        command.clauses.forEach(({ condition, body }, index) => {
          this.#block(index ? ' elif ' : 'if ', condition)
          this.#block(' then ', body)
        })
        if (command.elseBody) this.#block(' else ', command.elseBody)
        this.#put(' fi')
        return
      }
      case 'For':
        this.#put(`for ${command.variable}`)
        if (command.words) this.#words(' in', command.words)
        this.#block('; do ', command.body)
        this.#put(' done')
        return
      case 'CStyleFor': {
        const parts = [command.init, command.condition, command.update]
        this.#put(`for ((${parts.map((part) => (part ? writeArithmetic(part) : '')).join('; ')}))`)
        this.#block('; do ', command.body)
        this.#put(' done')
        return
      }
      case 'While':
      case 'Until':
        this.#block(`${command.type.toLowerCase()} `, command.condition)
        this.#block(' do ', command.body)
        this.#put(' done')
        return
      case 'Case':
        this.#put('case ')
        this.#word(command.word)
        this.#put(' in')
        for (const { patterns, body, terminator } of command.items) {
          patterns.forEach((pattern, index) => {
            this.#put(index ? ' | ' : ' (')
            this.#word(pattern)
          })
          this.#put(') ')
          body.forEach((statement, index) => {
            if (index) this.#put(' ')
            this.#block('', [statement], index === body.length - 1)
          })
          this.#put(` ${terminator}`)
        }
        this.#put(' esac')
        return
      case 'Subshell':
        this.#block('( ', command.body)
        this.#put(' )')
        return
      case 'Group':
        this.#block('{ ', command.body)
        this.#put(' }')
        return
      case 'ArithmeticCommand':
        this.#put(`((${writeArithmetic(command.expression)}))`)
        return
      case 'ConditionalCommand':
        this.#put('[[ ')
        this.#condition(command.expression)
        this.#put(' ]]')
        return
      case 'FunctionDef':
        this.#put(`${command.name}() `)
        this.#command(command.body)
        return
    }
  }

  /** Statements after a keyword; `isOpen` leaves out the `;` behind the last one. */
  #block(keyword: string, statements: readonly Statement[], isOpen = false): void {
    this.#put(keyword)
    this.statements(statements)
    if (isOpen && this.text.endsWith(';') && !this.text.endsWith('\\;')) this.text = this.text.slice(0, -1)
  }

  #simple({ assignments, name, args }: SimpleCommand): void {
    assignments.forEach((assignment, index) => {
      if (index) this.#put(' ')
      this.#assignment(assignment)
    })
    if (name) this.#words(assignments.length ? ' ' : '', [name], '')
    this.#words('', args)
  }

  #words(before: string, words: readonly Word[], gap = ' '): void {
    this.#put(before)
    for (const word of words) {
      this.#put(gap)
      this.#word(word)
    }
  }

  #assignment({ name, append, value, array }: Assignment): void {
    this.#put(`${name}${append ? '+=' : '='}`)
    if (array) {
      this.#put('(')
      this.#words('', array)
      this.#put(' )')
    } else if (value) this.#word(value)
  }

  #redirection({ fd, fdVariable, operator, target }: Redirection): void {
    this.#put(`${fdVariable ? `{${fdVariable}}` : (fd ?? '')}${operator} `)
    if (target.type === 'HereDoc') {
      this.#put(target.quoted ? `'${target.delimiter}'` : target.delimiter)
      this.#open.push(target)
    } else this.#word(target)
  }

  #word({ parts }: Word): void {
    for (const part of parts) this.#part(part, 'bare')
    if (!parts.length) this.#put("''")
  }

  #part(part: Part, place: Place): void {
    switch (part.type) {
      case 'Literal':
        this.#put(writeLiteral(part.value, place))
        return
      case 'SingleQuoted':
        this.#put(`'${part.value.replaceAll("'", "'\\''")}'`)
        return
      case 'DoubleQuoted':
        this.#put('"')
        for (const inner of part.parts) this.#part(inner, 'quoted')
        this.#put('"')
        return
      case 'Escaped':
        this.#put(`\\${part.value}`)
        return
      case 'ParameterExpansion':
        // `${!}` would be an indirection.
        if (/^\W$/.test(part.parameter) && !part.operation) {
          this.#put(`$${part.parameter}`)
          return
        }
        this.#put('${')
        this.#parameter(part.parameter, part.operation, place === 'quoted')
        this.#put('}')
        return
      case 'CommandSubstitution':
        this.#block('$( ', part.body.statements, true)
        this.#put(')')
        return
      case 'ArithmeticExpansion':
        this.#put(`$((${writeArithmetic(part.expression)}))`)
        return
      case 'ProcessSubstitution':
        this.#block(part.direction === 'input' ? '<( ' : '>( ', part.body.statements, true)
        this.#put(')')
        return
      case 'BraceExpansion':
        this.#put('{')
        part.items.forEach((item, index) => {
          if (index) this.#put(',')
          if (item.type === 'Word') for (const inner of item.word.parts) this.#part(inner, 'bare')
          else this.#put(writeRange(item))
        })
        this.#put('}')
        return
      case 'TildeExpansion':
        this.#put(`~${part.user ?? ''}`)
        return
      case 'Glob':
        this.#put(part.pattern)
        return
    }
  }

  #parameter(name: string, operation: Operation | null, isQuoted: boolean): void {
    if (!operation) {
      this.#put(name)
      return
    }
    const operand = (sign: string, word: Word | null, place: Place = 'operand') => {
      this.#put(sign)
      for (const part of word?.parts ?? []) {
        this.#part(part, part.type === 'Literal' || !isQuoted ? place : 'quoted')
      }
    }
    const colon = 'checkEmpty' in operation && operation.checkEmpty ? ':' : ''
    switch (operation.type) {
      case 'Length':
        this.#put(`#${name}`)
        return
      case 'LengthSliceError':
        this.#put(`#${name}:`)
        return
      case 'BadSubstitution':
        this.#put(operation.text)
        return
      case 'DefaultValue':
        operand(`${name}${colon}-`, operation.word)
        return
      case 'AssignDefault':
        operand(`${name}${colon}=`, operation.word)
        return
      case 'ErrorIfUnset':
        operand(`${name}${colon}?`, operation.word)
        return
      case 'UseAlternative':
        operand(`${name}${colon}+`, operation.word)
        return
      case 'Substring':
        // A blank in front: `${x:-1}` is a default.
        this.#put(`${name}: ${writeArithmetic(operation.offset)}`)
        this.#put(operation.length ? `: ${writeArithmetic(operation.length)}` : '')
        return
      case 'PatternRemoval': {
        const sign = operation.side === 'prefix' ? '#' : '%'
        operand(`${name}${operation.greedy ? sign + sign : sign}`, operation.pattern)
        return
      }
      case 'PatternReplacement': {
        const anchor = operation.anchor === 'start' ? '#' : operation.anchor === 'end' ? '%' : ''
        operand(`${name}/${operation.all ? '/' : anchor}`, operation.pattern, 'pattern')
        if (operation.replacement) operand('/', operation.replacement)
        return
      }
      case 'CaseModification': {
        const sign = operation.direction === 'upper' ? '^' : ','
        operand(`${name}${operation.all ? sign + sign : sign}`, operation.pattern)
        return
      }
      case 'Transform':
        this.#put(`${name}@${operation.operator}`)
        return
      case 'Indirection':
        this.#parameter(`!${name}`, operation.innerOp ?? null, isQuoted)
        return
      case 'ArrayKeys':
        this.#put(`!${operation.array}[${operation.star ? '*' : '@'}]`)
        return
      case 'VarNamePrefix':
        this.#put(`!${operation.prefix}${operation.star ? '*' : '@'}`)
        return
    }
  }

  #condition(condition: Condition): void {
    switch (condition.type) {
      case 'CondBinary':
        this.#word(condition.left)
        this.#put(` ${condition.operator} `)
        this.#word(condition.right)
        return
      case 'CondUnary':
        this.#put(`${condition.operator} `)
        this.#word(condition.operand)
        return
      case 'CondWord':
        this.#word(condition.word)
        return
      case 'CondNot':
        this.#put('! ')
        this.#condition(condition.operand)
        return
      case 'CondGroup':
        this.#put('( ')
        this.#condition(condition.expression)
        this.#put(' )')
        return
      case 'CondAnd':
      case 'CondOr':
        this.#condition(condition.left)
        this.#put(condition.type === 'CondAnd' ? ' && ' : ' || ')
        this.#condition(condition.right)
        return
    }
  }
}

const isBare = ({ assignments, name, args }: SimpleCommand) => !name && !assignments.length && !args.length

/** What the library takes for a literal may hold anything: `$'a b'` is one. */
function writeLiteral(value: string, place: Place): string {
  if (place === 'quoted') return value.replace(/[$`"\\]/g, '\\$&')
  if (place === 'operand') return value.replace(/[}"'\\$`]/g, '\\$&')
  if (place === 'pattern') return value.replace(/[}"'\\$`/]/g, '\\$&')
  if (/^[\w%+,\-./:=@^]+$/.test(value)) return value
  const special: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\\': '\\\\', "'": "\\'" }
  return `$'${value.replace(/[\n\t\r\\']/g, (character) => special[character]!)}'`
}

type Range = Extract<Extract<Part, { type: 'BraceExpansion' }>['items'][number], { type: 'Range' }>

function writeRange({ start, end, step, startStr = String(start), endStr = String(end) }: Range): string {
  return `${startStr}..${endStr}${step === undefined ? '' : `..${step}`}`
}

/** How the statement was typed, if that is all of it: the text of a here-document may come after it. */
function sourceOf(statement: Statement): string | undefined {
  const { sourceText } = statement
  if (sourceText === undefined) return undefined
  const isWhole = hereDocumentsIn(statement).every(({ delimiter }) =>
    sourceText.split('\n').some((line) => line.replace(/^\t+/, '') === delimiter),
  )
  return isWhole ? sourceText : undefined
}

function hereDocumentsIn(value: unknown): HereDocument[] {
  if (typeof value !== 'object' || value === null) return []
  const found = (value as Node).type === 'HereDoc' ? [value as HereDocument] : []
  return [...found, ...Object.values(value).flatMap(hereDocumentsIn)]
}

/** The line on which a statement begins, as far as its commands tell. */
function lineOf(statement: Statement): number | undefined {
  const first = statement.pipelines[0]?.commands[0]
  if (first?.line) return first.line
  const inner = first && innerStatement(first)
  const line = inner && lineOf(inner)
  if (!line || !inner?.sourceText || !statement.sourceText) return line
  const before = statement.sourceText.slice(0, statement.sourceText.indexOf(inner.sourceText))
  return line - (before.match(/\n/g)?.length ?? 0)
}

function innerStatement(value: unknown): Statement | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  if ((value as Node).type === 'Statement') return value as Statement
  for (const part of Object.values(value)) {
    const found = innerStatement(part)
    if (found) return found
  }
  return undefined
}
