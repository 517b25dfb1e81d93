import type { SnapshotObject } from '../../../core/catalog/snapshot.ts'
import { renderServer, renderWrapper } from './foreign.ts'
import {
  renderAccessMethod,
  renderCast,
  renderCollation,
  renderConversion,
  renderLanguage,
  renderTransform,
} from './language.ts'
import { renderDatabase, renderDefaultPrivileges, renderExtension, renderSchema } from './namespaces.ts'
import { renderOperator, renderOperatorClass, renderOperatorFamily } from './operators.ts'
import { renderRelation } from './relation.ts'
import { renderEventTrigger, renderPublication, renderSubscription } from './replication.ts'
import { renderRole, renderTablespace } from './roles.ts'
import { renderRoutine } from './routine.ts'
import { renderSequence } from './sequence.ts'
import type { RenderContext, Step } from './step.ts'
import { renderSystemPrivileges } from './system-privileges.ts'
import { renderTextSearch } from './text-search.ts'
import { renderType } from './types.ts'

/** The statements that make an object of any kind, with its owner, comment and privileges. */
export function renderSteps(object: SnapshotObject, context: RenderContext): Step[] {
  switch (object.kind) {
    case 'role':
      return renderRole(object, context)
    case 'tablespace':
      return renderTablespace(object, context)
    case 'database':
      return renderDatabase(object, context)
    case 'schema':
      return renderSchema(object, context)
    case 'extension':
      return renderExtension(object)
    case 'table':
    case 'partitioned table':
    case 'view':
    case 'materialized view':
    case 'foreign table':
      return renderRelation(object, context)
    case 'sequence':
      return renderSequence(object, context)
    case 'function':
    case 'procedure':
    case 'aggregate':
    case 'window function':
      return renderRoutine(object, context)
    case 'enum':
    case 'domain':
    case 'composite type':
    case 'range':
    case 'base type':
      return renderType(object, context)
    case 'foreign data wrapper':
      return renderWrapper(object, context)
    case 'foreign server':
      return renderServer(object, context)
    case 'publication':
      return renderPublication(object, context)
    case 'subscription':
      return renderSubscription(object)
    case 'event trigger':
      return renderEventTrigger(object, context)
    case 'default privileges':
      return renderDefaultPrivileges(object, context)
    case 'system privileges':
      return renderSystemPrivileges(object, context)
    case 'operator':
      return renderOperator(object, context)
    case 'operator class':
      return renderOperatorClass(object, context)
    case 'operator family':
      return renderOperatorFamily(object, context)
    case 'cast':
      return renderCast(object, context)
    case 'conversion':
      return renderConversion(object, context)
    case 'collation':
      return renderCollation(object, context)
    case 'text search parser':
    case 'text search template':
    case 'text search dictionary':
    case 'text search configuration':
      return renderTextSearch(object, context)
    case 'access method':
      return renderAccessMethod(object, context)
    case 'language':
      return renderLanguage(object, context)
    case 'transform':
      return renderTransform(object, context)
  }
}
