import type { LineageNode, LineageOrigin } from '../graph/lineage-graph.ts'

/** `database.schema.relation`, without what is not known. */
export function nodeName({ database, schema, relation }: LineageNode): string {
  return [database, schema, relation].filter((part) => part !== null).join('.')
}

export function originText({ kind, schema, name, arguments: signature, statement }: LineageOrigin): string {
  if (statement !== undefined) {
    return `${name} ${statement.id} (${statement.lowerBound ? 'at least ' : ''}${statement.calls} calls)`
  }
  return `${schema === null ? '' : `${schema}.`}${name}${kind === 'function' || kind === 'procedure' ? `(${signature})` : ''}`
}
