import { ChevronDown, ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import type { ObjectChange, PartChange, PropertyChange, UnknownChange } from '../../../core/catalog/diff/change.ts'
import { objectName, partWord, propertyWords } from '../../../core/catalog/diff/difference-text.ts'
import { isJsonObject, type JsonValue } from '../../../core/json.ts'
import { objectPath } from '../../catalog/place.ts'
import { changeLooks } from '../../changes/change-looks.ts'
import { SqlText } from '../../components/SqlText.tsx'
import classes from './ChangeItem.module.css'

interface Props {
  readonly change: ObjectChange
  readonly serviceId: string
  /** Of the snapshot that holds the object. */
  readonly number: number | undefined
  /** What makes the change; null until it is known, and where nothing has to be run. */
  readonly sql: string | null
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** One object that became another: what it is in a line, and opened, every property before and after. */
export function ChangeItem({ change, serviceId, number, sql, isOpen, onToggle }: Props) {
  const { database, object, former, properties, parts } = change
  const { Icon, word } = changeLooks[change.change]
  const Chevron = isOpen ? ChevronDown : ChevronRight
  const address = { ...object, database, arguments: object.arguments ?? '' }
  return (
    <div className={classes.item}>
      <button type="button" className={classes.line} aria-expanded={isOpen} onClick={onToggle}>
        <Chevron size={14} aria-hidden="true" />
        <span data-change={change.change} className={classes.change}>
          <Icon size={14} aria-hidden="true" /> {word}
        </span>
        <span className={classes.kind}>{object.kind}</span>
        <code>
          {change.change === 'renamed' && former !== null && `${objectName(database, former)} → `}
          {objectName(database, object)}
        </code>
        <span className={classes.gist}>{gist(change)}</span>
      </button>
      {isOpen && (
        <div className={classes.details}>
          <PropertyTable properties={properties} />
          {parts.map((part) => (
            <Part key={`${part.list} ${part.name}`} part={part} />
          ))}
          {sql !== null && <SqlText label="SQL of the change" text={sql} />}
          <p>
            <Link to={objectPath(serviceId, address, number ?? null)}>
              {change.change === 'removed' ? 'As it was in the catalog' : 'In the catalog'}
            </Link>
          </p>
        </div>
      )}
    </div>
  )
}

const most = 3

/** `columns: + note, ~ total; comment` */
function gist({ properties, parts }: ObjectChange): string {
  const names = [
    ...parts.map(({ change, list, name }) => `${change} ${partWord(list)} ${name}`),
    ...properties.map(({ property }) => propertyWords(property)),
  ]
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

function Part({ part }: { readonly part: PartChange }) {
  const { Icon, word } = changeLooks[part.change]
  const whole = part.change === 'added' ? part.after : part.change === 'removed' ? part.before : null
  return (
    <section>
      <h2 data-change={part.change} className={classes.change}>
        <Icon size={14} aria-hidden="true" /> {word} {partWord(part.list)}{' '}
        <code>{part.change === 'renamed' ? `${part.formerName} → ${part.name}` : part.name}</code>
      </h2>
      {whole === null ? <PropertyTable properties={part.properties} /> : <Whole value={whole} />}
    </section>
  )
}

/** What an added or removed part is: those of its members that say anything. */
function Whole({ value }: { readonly value: JsonValue }) {
  if (!isJsonObject(value)) return null
  const told = Object.entries(value).filter(([name, member]) => !toldOtherwise.has(name) && saysSomething(member))
  return (
    <dl className={classes.whole}>
      {told.map(([name, member]) => (
        <div key={name}>
          <dt>{propertyWords(name)}</dt>
          <dd>
            <Value value={member} of={name} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** In the heading, or by the type. */
const toldOtherwise = new Set(['name', 'baseType', 'local'])

const saysSomething = (value: JsonValue): boolean =>
  value !== null && value !== false && !(Array.isArray(value) && value.length === 0)

function PropertyTable({ properties }: { readonly properties: readonly PropertyChange[] }) {
  if (properties.length === 0) return null
  return (
    <table className={classes.properties}>
      <thead>
        <tr>
          <th scope="col">Property</th>
          <th scope="col">Before</th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {properties.map(({ property, before, after }) => (
          <tr key={property}>
            <th scope="row">{propertyWords(property)}</th>
            <td>
              <Value value={before} of={property} />
            </td>
            <td>
              <Value value={after} of={property} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Value({ value, of }: { readonly value: JsonValue; readonly of: string }) {
  if (value === null) return <span className="dim">–</span>
  if (typeof value === 'boolean') return <>{value ? 'yes' : 'no'}</>
  return <code className={classes.value}>{plainText(value, of.endsWith('roles') ? 'PUBLIC' : 'none')}</code>
}

/** Lists with commas, names with dots, and what else there is as `key: value`. */
function plainText(value: JsonValue, none: string): string {
  if (value === null) return none
  if (Array.isArray(value)) return value.map((item: JsonValue) => plainText(item, none)).join(', ')
  if (!isJsonObject(value)) return String(value)
  const { schema, name, column } = value
  if (typeof schema === 'string' && typeof name === 'string') {
    return [schema, name, ...(typeof column === 'string' ? [column] : [])].join('.')
  }
  const told = Object.entries(value).filter(([, member]) => saysSomething(member))
  return told.map(([key, member]) => `${propertyWords(key)}: ${plainText(member, none)}`).join('; ')
}

/** An object, or a property of one, of which no change is claimed, with why not. */
export function UnknownItem({ unknown }: { readonly unknown: UnknownChange }) {
  const { database, object, property, heldBy, because } = unknown
  const { Icon, word } = changeLooks.unknown
  const [holder, other] = heldBy === 'before' ? ['earlier', 'later'] : ['later', 'earlier']
  return (
    <div className={classes.item}>
      <div className={classes.line}>
        <span className={classes.change}>
          <Icon size={14} aria-hidden="true" /> {word}
        </span>
        <span className={classes.kind}>{object.kind}</span>
        <code>{objectName(database, object)}</code>
        <span className={classes.gist}>
          {property === null ? 'Only' : `Its ${propertyWords(property)} only`} in the {holder} snapshot;{' '}
          {because === 'scope'
            ? `the ${other} one was not asked for it.`
            : `the ${other} one skipped ${property === null ? 'it' : 'them'}: ${because.reason}`}
        </span>
      </div>
    </div>
  )
}
