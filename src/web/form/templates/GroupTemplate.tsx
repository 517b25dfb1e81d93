import type { ObjectFieldTemplateProps, RJSFSchema } from '@rjsf/utils'
import { ChevronRight } from 'lucide-react'
import { toFieldPath } from '../../../core/ids.ts'
import type { JsonObject } from '../../../core/json.ts'
import { errorIdOf } from '../describe-control.ts'
import { fieldKind } from '../field-kind.ts'
import classes from '../form.module.css'
import { useFormContext } from '../form-context.tsx'
import { dereference, type FieldGroup } from '../schema.ts'
import { FieldMessage } from './FieldMessage.tsx'
import { HelpButton } from './HelpButton.tsx'

type Properties = ObjectFieldTemplateProps['properties']

/** The form itself as its groups; an object inside it as a titled set of fields. */
export function GroupTemplate(props: ObjectFieldTemplateProps) {
  const { title, properties, fieldPathId, schema, registry, errorSchema } = props
  const { groups, belowSet } = useFormContext()
  const keys = fieldPathId.path
  if (keys.length === 0) {
    return groups.map((group) => (
      <Group
        key={group.id}
        group={group}
        properties={properties.filter((property) => group.properties.includes(property.name))}
      />
    ))
  }
  const path = toFieldPath(keys)
  const errors = errorSchema?.__errors ?? []
  const onlyLists = properties.every((property) => isTextList(property, schema, registry.rootSchema))
  return (
    <fieldset className={classes.set} data-lists={onlyLists || undefined}>
      <legend className={classes.setTitle}>
        {title}
        <HelpButton path={path} label={title} />
      </legend>
      {/* Above its fields, since those are many. */}
      {errors.length > 0 && <FieldMessage id={errorIdOf(fieldPathId.$id)} path={path} messages={errors} />}
      <div className={classes.setFields}>{properties.map((property) => property.content)}</div>
      {belowSet(path)}
    </fieldset>
  )
}

/** Pairs of short lists, such as a filter's includes and excludes, stand side by side. */
function isTextList({ name }: Properties[number], schema: RJSFSchema, rootSchema: RJSFSchema): boolean {
  const property = schema.properties?.[name]
  if (typeof property !== 'object') return false
  return fieldKind(dereference(rootSchema as JsonObject, property as JsonObject) as RJSFSchema) === 'text-list'
}

function Group({ group, properties }: { group: FieldGroup; properties: Properties }) {
  const { openGroups, toggleGroup, countSet } = useFormContext()
  const open = !group.collapsed || openGroups.has(group.id)
  const bodyId = `group-${group.id}`
  const count = countSet(group)
  return (
    <section className={classes.section} aria-labelledby={`${bodyId}-title`}>
      {group.collapsed ? (
        <h2 className={classes.sectionTitle}>
          <button
            type="button"
            id={`${bodyId}-title`}
            className={classes.disclosure}
            aria-expanded={open}
            aria-controls={bodyId}
            onClick={() => toggleGroup(group.id)}
          >
            <ChevronRight size={14} aria-hidden="true" />
            {group.title}
            {!open && <span className={classes.count}>{count === 0 ? 'defaults' : `${count} set`}</span>}
          </button>
        </h2>
      ) : (
        <h2 className={classes.sectionTitle} id={`${bodyId}-title`}>
          {group.title}
        </h2>
      )}
      <div id={bodyId} hidden={!open} className={classes.sectionFields}>
        {properties.map((property) => property.content)}
      </div>
    </section>
  )
}
