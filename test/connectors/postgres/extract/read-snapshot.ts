import type { ExtractOptions } from '../../../../src/connectors/connector.ts'
import { extract, type Sizes } from '../../../../src/connectors/postgres/extract/extract.ts'
import type { Relation } from '../../../../src/core/catalog/relation.ts'
import { relationKinds } from '../../../../src/core/catalog/relation.ts'
import type {
  SnapshotEnd,
  SnapshotHeader,
  SnapshotLine,
  SnapshotObject,
} from '../../../../src/core/catalog/snapshot.ts'
import type { JsonObject } from '../../../../src/core/json.ts'
import type { TestServer } from '../../../support/servers.ts'

export interface Snapshot {
  readonly header: SnapshotHeader
  readonly objects: readonly SnapshotObject[]
  readonly end: SnapshotEnd
}

export const formFor = ({ port, password }: TestServer, database: string): JsonObject => ({
  hostPort: `127.0.0.1:${port}`,
  username: 'postgres',
  password,
  database,
})

/** Reads everything a form selects; fails where that fails. */
export async function readSnapshot(
  form: JsonObject,
  options: Partial<ExtractOptions> = {},
  sizes?: Sizes,
): Promise<Snapshot> {
  const lines: SnapshotLine[] = []
  const outcome = await extract(
    form,
    {
      signal: new AbortController().signal,
      report: () => undefined,
      receive: async (more) => void lines.push(...more),
      ...options,
    },
    sizes,
  )
  if (outcome.status !== 'completed') throw new Error(`no snapshot: ${JSON.stringify(outcome)}`)
  const [header, ...rest] = lines
  if (header?.kind !== 'header' || rest.pop()?.kind !== 'end') throw new Error('no header or no end')
  return { header, objects: rest as SnapshotObject[], end: outcome.end }
}

export const isRelation = (object: SnapshotObject): object is Relation =>
  relationKinds.some((kind) => kind === object.kind)

export function relationNamed({ objects }: Pick<Snapshot, 'objects'>, name: string): Relation {
  const found = objects.filter(isRelation).find((relation) => relation.name === name)
  if (found === undefined) throw new Error(`no relation ${name}`)
  return found
}
