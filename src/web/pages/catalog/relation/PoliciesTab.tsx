import { Tag } from 'lucide-react'
import { connectorSettings } from '../../../../connectors/settings-registry.ts'
import type { Policy, Relation } from '../../../../core/catalog/relation.ts'
import { Notice } from '../../../components/Notice.tsx'
import { SqlText } from '../../../components/SqlText.tsx'
import { useCatalogContext } from '../catalog-context.tsx'
import { FactList } from '../object/FactList.tsx'
import classes from '../object/ObjectPage.module.css'
import type { TabProps } from './tab.ts'

/** Row-level-security policies, as tags of the service's classification. */
export function PoliciesTab({ relation }: TabProps) {
  const { service } = useCatalogContext()
  const classification = connectorSettings(service.connector)?.classificationOf(service.settings) ?? ''
  const warning = warningFor(relation)
  return (
    <>
      {warning !== null && (
        <div className={classes.notice}>
          <Notice kind="warn">{warning}</Notice>
        </div>
      )}
      {relation.policies.length === 0 && <p className={classes.nothing}>No policy.</p>}
      <ul className={classes.policies}>
        {relation.policies.map((policy) => (
          <li key={policy.name} className={classes.policy}>
            <h2>
              <Tag size={14} aria-hidden="true" />
              {classification}.{policy.name}
            </h2>
            {policy.comment !== null && <p>{policy.comment}</p>}
            <PolicyFacts policy={policy} />
            <Expression label="USING: rows that are seen" of={policy.name} text={policy.using} />
            <Expression label="CHECK: rows that may be written" of={policy.name} text={policy.check} />
          </li>
        ))}
      </ul>
    </>
  )
}

function PolicyFacts({ policy: { command, permissive, roles } }: { readonly policy: Policy }) {
  return (
    <FactList
      facts={[
        { label: 'Command', value: command.toUpperCase() },
        { label: 'Roles', value: roles.map((role) => role ?? 'PUBLIC').join(', ') },
        {
          label: 'Kind',
          value: permissive ? 'permissive' : 'restrictive',
          title: permissive
            ? 'One permissive policy that lets a row pass is enough'
            : 'Every restrictive policy has to let a row pass',
        },
      ]}
    />
  )
}

interface ExpressionProps {
  readonly label: string
  /** The policy's name. */
  readonly of: string
  readonly text: string | null
}

function Expression({ label, of, text }: ExpressionProps) {
  if (text === null) return null
  return (
    <dl className={classes.expression}>
      <dt>{label}</dt>
      <dd>
        <SqlText label={`${label}, ${of}`} text={text} />
      </dd>
    </dl>
  )
}

function warningFor({ policies, rowSecurity }: Relation): string | null {
  if (rowSecurity.enabled && policies.length === 0) {
    return 'Row security is on and there is no policy: nobody but the owner and superusers sees a row.'
  }
  if (!rowSecurity.enabled && policies.length > 0) {
    return 'Row security is off, so these policies do nothing. ALTER TABLE … ENABLE ROW LEVEL SECURITY turns it on.'
  }
  return null
}
