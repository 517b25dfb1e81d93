import type { Relation } from '../../../core/catalog/relation.ts'
import { toSteps } from './attributes.ts'
import { quoteName, quoteParameters, quoteQualified, splitOption } from './quote.ts'
import type { RenderContext, Step } from './step.ts'
import { columnSettings } from './table.ts'

/** A view that closes a circle starts as one that gives its columns and no rows. */
export function renderView(view: Relation, context: RenderContext): Step[] {
  const name = quoteQualified(view)
  const defaults = view.columns.flatMap((column) =>
    column.default === null
      ? []
      : [`ALTER VIEW ${name} ALTER COLUMN ${quoteName(column.name)} SET DEFAULT ${column.default};`],
  )
  if (!context.isSplit(view)) {
    return [...toSteps('create', [`CREATE VIEW ${name}${viewQuery(view)}`]), ...toSteps('expressions', defaults)]
  }
  return [
    ...toSteps('create', [`CREATE VIEW ${name} AS\n SELECT ${placeholders(view)};`]),
    ...toSteps('expressions', [`CREATE OR REPLACE VIEW ${name}${viewQuery(view)}`, ...defaults]),
  ]
}

function viewQuery(view: Relation): string {
  const check = view.options.map(splitOption).find(([name]) => name === 'check_option')?.[1]
  const options = view.options.filter((option) => splitOption(option)[0] !== 'check_option')
  const parameters = options.length === 0 ? '' : ` WITH (${quoteParameters(options)})`
  const end = check === undefined ? '' : `\n  WITH ${check.toUpperCase()} CHECK OPTION`
  return `${parameters} AS\n${query(view)}${end};`
}

function placeholders(view: Relation): string {
  return view.columns
    .map(({ type, collation, name }) => {
      const collate = collation === null ? '' : ` COLLATE ${collation}`
      return `NULL::${type}${collate} AS ${quoteName(name)}`
    })
    .join(',\n    ')
}

/** Without rows: filling it is for whoever loads rows into the tables below. */
export function renderMaterializedView(view: Relation): Step[] {
  const clauses = [
    `CREATE MATERIALIZED VIEW ${quoteQualified(view)}`,
    ...(view.accessMethod === null || view.accessMethod === 'heap' ? [] : [`USING ${quoteName(view.accessMethod)}`]),
    ...materializedParameters(view),
    ...(view.tablespace === null ? [] : [`TABLESPACE ${quoteName(view.tablespace)}`]),
  ]
  return toSteps('create', [`${clauses.join(' ')} AS\n${query(view)}\n  WITH NO DATA;`, ...columnSettings(view)])
}

function materializedParameters(view: Relation): string[] {
  const parameters = [quoteParameters(view.options), quoteParameters(view.toastOptions, 'toast.')].filter(Boolean)
  return parameters.length === 0 ? [] : [`WITH (${parameters.join(', ')})`]
}

const query = (view: Relation): string => (view.viewDefinition ?? '').trimEnd().replace(/;$/, '')
