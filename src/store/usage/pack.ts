import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import type { StatementDelta, StatementUsage } from '../../core/usage/reading.ts'

/** All but the text, in the order in which they are written. */
const fields = [
  'queryid',
  'database',
  'databaseOid',
  'user',
  'userOid',
  'toplevel',
  'calls',
  'rows',
  'totalTimeMs',
  'minTimeMs',
  'maxTimeMs',
  'sharedBlocksHit',
  'sharedBlocksRead',
  'sharedBlocksWritten',
  'tempBlocksWritten',
  'blockReadTimeMs',
  'statsSince',
] as const satisfies readonly (keyof StatementUsage)[]

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** Field by field, since neighbours of one field are alike, and compressed. */
export async function packStatements(
  statements: readonly (StatementUsage | StatementDelta)[],
  idOf: (text: string) => number,
): Promise<Buffer> {
  const columns = [
    statements.map(({ text }) => (text === null ? null : idOf(text))),
    statements.map((statement) => 'lowerBound' in statement && statement.lowerBound),
    ...fields.map((field) => statements.map((statement) => statement[field])),
  ]
  return await deflate(JSON.stringify(columns))
}

/** A statement as it was packed, and its text's id. */
export type PackedStatement = Omit<StatementDelta, 'text'> & { readonly textId: number | null }

export async function unpackStatements(packed: Buffer): Promise<readonly PackedStatement[]> {
  const [textIds = [], lowerBounds = [], ...columns] = JSON.parse(String(await inflate(packed))) as unknown[][]
  return textIds.map((textId, row) => {
    const statement: Record<string, unknown> = { textId, lowerBound: lowerBounds[row] }
    fields.forEach((field, at) => {
      statement[field] = columns[at]?.[row]
    })
    return statement as unknown as PackedStatement
  })
}
