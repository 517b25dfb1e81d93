import type { SnapshotFormat } from './snapshot-format.ts'

/** The snapshot itself, as `patchbay extract` writes it. */
export const jsonLines: SnapshotFormat = {
  id: 'jsonl',
  extension: '.jsonl',
  contentType: 'application/jsonl; charset=utf-8',
  *render({ header, objects, end }) {
    yield `${JSON.stringify(header)}\n`
    for (const object of objects) yield `${JSON.stringify(object)}\n`
    yield `${JSON.stringify(end)}\n`
  },
}
