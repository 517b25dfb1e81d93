import type { ColumnLineage } from '../../../core/lineage/statement-lineage.ts'
import type { BoundRelation } from './bound-relation.ts'
import { addFlow, type Flow, type GrowingFlow, nothing, role, toFlow } from './flow.ts'
import type { Variables } from './scope.ts'

/** What has flowed into a routine's variables so far: one that never got anything still is a name. */
export interface RoutineVariables {
  readonly lookUp: Variables
  declare(name: string): void
  /** Lets a variable hold a row of any of these relations, as `new` and `old` in a trigger. */
  declareRow(name: string, relations: readonly BoundRelation[]): void
  /** Puts a query's outputs into a record, which then has their names as fields. */
  assignRecord(name: string, outputs: readonly ColumnLineage[]): void
  assign(name: string, field: string | null, flow: Flow): void
}

interface Variable {
  readonly whole: GrowingFlow
  readonly fields: Map<string, GrowingFlow>
  /** Relations whose row it holds. */
  rowOf: readonly BoundRelation[]
}

export function routineVariables(parameters: Variables | null): RoutineVariables {
  const variables = new Map<string, Variable>()
  const declare = (name: string): Variable => {
    const variable = variables.get(name) ?? { whole: new Map(), fields: new Map(), rowOf: [] }
    variables.set(name, variable)
    return variable
  }
  const assign = (name: string, field: string | null, flow: Flow) => {
    const variable = declare(name)
    addFlow(variable.whole, flow, role.direct)
    if (field === null) return
    const own = variable.fields.get(field) ?? new Map()
    variable.fields.set(field, own)
    addFlow(own, flow, role.direct)
  }
  const lookUp: Variables = Object.assign(
    (path: readonly string[]): Flow | null => {
      // A variable may be qualified by its block's label, which counts for no other block.
      const at = path.findIndex((name, index) => index < 2 && variables.has(name))
      const variable = variables.get(path[at] ?? '')
      if (variable === undefined) return parameters?.(path) ?? null
      const field = path[at + 1]
      if (field === undefined) return variable.whole
      return variable.fields.get(field) ?? (variable.fields.size > 0 ? nothing : variable.whole)
    },
    {
      fieldsOf: (name: string) => {
        const [only, ...others] = variables.get(name)?.rowOf ?? []
        if (only === undefined || others.length > 0) return null
        return only.outputs.map((output) => output.name ?? '')
      },
      isRow: (name: string) => (variables.get(name)?.rowOf.length ?? 0) > 0,
    },
  )
  return {
    lookUp,
    declare,
    declareRow(name, relations) {
      declare(name).rowOf = relations
      for (const { outputs } of relations) for (const { name: field, flow } of outputs) assign(name, field, flow)
    },
    assignRecord(name, outputs) {
      for (const { target, sources } of outputs) assign(name, target.column, toFlow(sources))
    },
    assign,
  }
}
