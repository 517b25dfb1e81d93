import type { Operator, OperatorClass, OperatorFamily, OperatorMembers } from '../../../core/catalog/exotic-objects.ts'
import type { QualifiedName } from '../../../core/catalog/place.ts'
import { renderAttributes, toSteps } from './attributes.ts'
import { quoteName, quoteQualified } from './quote.ts'
import type { RenderContext, Step } from './step.ts'

/** An operator's name is never quoted. */
const operatorName = ({ schema, name }: QualifiedName): string => `${quoteName(schema)}.${name}`

export function renderOperator(operator: Operator, context: RenderContext): Step[] {
  const routine = (word: string, name: QualifiedName | null) =>
    name === null ? [] : [`${word} = ${quoteQualified(name)}`]
  const other = (word: string, name: QualifiedName | null) =>
    name === null ? [] : [`${word} = OPERATOR(${operatorName(name)})`]
  const lines = [
    `FUNCTION = ${quoteQualified(operator.routine)}`,
    ...(operator.left === null ? [] : [`LEFTARG = ${operator.left}`]),
    `RIGHTARG = ${operator.right}`,
    ...other('COMMUTATOR', operator.commutator),
    ...other('NEGATOR', operator.negator),
    ...(operator.merges ? ['MERGES'] : []),
    ...(operator.hashes ? ['HASHES'] : []),
    ...routine('RESTRICT', operator.restrict),
    ...routine('JOIN', operator.join),
  ]
  const name = operatorName(operator)
  const signature = `OPERATOR ${name} (${operator.left ?? 'NONE'}, ${operator.right})`
  return toSteps('create', [
    `CREATE OPERATOR ${name} (${lines.map((line) => `\n    ${line}`).join(',')}\n);`,
    ...renderAttributes(signature, operator, context, null),
  ])
}

export function renderOperatorFamily(family: OperatorFamily, context: RenderContext): Step[] {
  const what = `OPERATOR FAMILY ${quoteQualified(family)} USING ${quoteName(family.method)}`
  const members = memberLines(family)
  return [
    ...toSteps('create', [`CREATE ${what};`, ...renderAttributes(what, family, context, null)]),
    ...toSteps('links', members.length === 0 ? [] : [`ALTER ${what} ADD${list(members)};`]),
  ]
}

export function renderOperatorClass(operators: OperatorClass, context: RenderContext): Step[] {
  const what = `OPERATOR CLASS ${quoteQualified(operators)} USING ${quoteName(operators.method)}`
  const head = [
    `CREATE OPERATOR CLASS ${quoteQualified(operators)}`,
    `   ${operators.default ? 'DEFAULT ' : ''}FOR TYPE ${operators.type} USING ${quoteName(operators.method)}`,
    ` FAMILY ${quoteQualified(operators.family)} AS`,
  ].join('\n')
  const lines = [...(operators.storage === null ? [] : [`STORAGE ${operators.storage}`]), ...memberLines(operators)]
  // A class must list something; its own type is what it stores anyway.
  return toSteps('create', [
    `${head}${list(lines.length === 0 ? [`STORAGE ${operators.type}`] : lines)};`,
    ...renderAttributes(what, operators, context, null),
  ])
}

function memberLines({ operators, functions }: OperatorMembers): string[] {
  return [
    ...operators.map(({ number, operator, left, right, orderBy }) => {
      const end = orderBy === null ? '' : ` FOR ORDER BY ${quoteQualified(orderBy)}`
      return `OPERATOR ${number} ${operatorName(operator)}(${left}, ${right})${end}`
    }),
    ...functions.map(({ number, left, right, routine }) => `FUNCTION ${number} (${left}, ${right}) ${routine}`),
  ]
}

const list = (lines: readonly string[]): string => lines.map((line) => `\n    ${line}`).join(',')
