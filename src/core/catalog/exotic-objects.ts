import type { QualifiedName, SnapshotObjectBase } from './place.ts'

// Kinds that few databases have. Types in signatures are SQL text, such as `integer` or `"Odd schema".point`.

/** A type made in C, or one only announced (`shell`). */
export interface BaseType extends SnapshotObjectBase {
  readonly kind: 'base type'
  readonly schema: string
  readonly shell: boolean
  readonly input: QualifiedName | null
  readonly output: QualifiedName | null
  readonly receive: QualifiedName | null
  readonly send: QualifiedName | null
  readonly modifierInput: QualifiedName | null
  readonly modifierOutput: QualifiedName | null
  readonly analyze: QualifiedName | null
  readonly subscript: QualifiedName | null
  /** Bytes; null where it varies. */
  readonly length: number | null
  readonly passedByValue: boolean
  readonly alignment: 'char' | 'int2' | 'int4' | 'double'
  readonly storage: 'plain' | 'external' | 'extended' | 'main'
  /** One letter, see "pg_type". */
  readonly category: string
  readonly preferred: boolean
  readonly default: string | null
  readonly element: string | null
  readonly delimiter: string
  readonly collatable: boolean
}

/** Overloaded: `arguments` are its operands, `NONE` for a missing left one. */
export interface Operator extends SnapshotObjectBase {
  readonly kind: 'operator'
  readonly schema: string
  readonly arguments: string
  readonly left: string | null
  readonly right: string
  readonly routine: QualifiedName
  readonly commutator: QualifiedName | null
  readonly negator: QualifiedName | null
  readonly restrict: QualifiedName | null
  readonly join: QualifiedName | null
  readonly merges: boolean
  readonly hashes: boolean
}

/** What an index method finds in a class or family, in the order of its numbers. */
export interface OperatorMembers {
  readonly operators: readonly {
    readonly number: number
    readonly operator: QualifiedName
    readonly left: string
    readonly right: string
    /** Family that sorts by it; null for a search operator. */
    readonly orderBy: QualifiedName | null
  }[]
  readonly functions: readonly {
    readonly number: number
    readonly left: string
    readonly right: string
    /** With its argument types. */
    readonly routine: string
  }[]
}

/** `arguments` is the index method: each has names of its own. */
export interface OperatorClass extends SnapshotObjectBase, OperatorMembers {
  readonly kind: 'operator class'
  readonly schema: string
  readonly arguments: string
  readonly method: string
  readonly family: QualifiedName
  readonly default: boolean
  readonly type: string
  /** Type that is stored; null where it is the same. */
  readonly storage: string | null
}

/** Its members are the loose ones; those of a class stand there. `arguments` is the index method. */
export interface OperatorFamily extends SnapshotObjectBase, OperatorMembers {
  readonly kind: 'operator family'
  readonly schema: string
  readonly arguments: string
  readonly method: string
}

/** The name is `source AS target`. */
export interface Cast extends SnapshotObjectBase {
  readonly kind: 'cast'
  readonly source: string
  readonly target: string
  /** Function with its argument types; null for the other two ways. */
  readonly routine: string | null
  readonly method: 'function' | 'inout' | 'binary'
  readonly context: 'explicit' | 'assignment' | 'implicit'
}

export interface Conversion extends SnapshotObjectBase {
  readonly kind: 'conversion'
  readonly schema: string
  readonly default: boolean
  readonly from: string
  readonly to: string
  readonly routine: QualifiedName
}

export interface Collation extends SnapshotObjectBase {
  readonly kind: 'collation'
  readonly schema: string
  readonly provider: 'libc' | 'icu' | 'builtin' | 'default'
  readonly deterministic: boolean
  readonly locale: string | null
  readonly collate: string | null
  readonly characterType: string | null
  readonly rules: string | null
}

export interface TextSearchParser extends SnapshotObjectBase {
  readonly kind: 'text search parser'
  readonly schema: string
  readonly start: QualifiedName
  readonly token: QualifiedName
  readonly end: QualifiedName
  readonly headline: QualifiedName | null
  readonly types: QualifiedName
}

export interface TextSearchTemplate extends SnapshotObjectBase {
  readonly kind: 'text search template'
  readonly schema: string
  readonly init: QualifiedName | null
  readonly lexize: QualifiedName
}

export interface TextSearchDictionary extends SnapshotObjectBase {
  readonly kind: 'text search dictionary'
  readonly schema: string
  readonly template: QualifiedName
  /** As the server keeps them, such as `language = 'english'`. */
  readonly options: string | null
}

export interface TextSearchConfiguration extends SnapshotObjectBase {
  readonly kind: 'text search configuration'
  readonly schema: string
  readonly parser: QualifiedName
  /** In the order of the parser's token types; dictionaries in the order they are asked. */
  readonly mappings: readonly { readonly token: string; readonly dictionaries: readonly QualifiedName[] }[]
}

export interface AccessMethod extends SnapshotObjectBase {
  readonly kind: 'access method'
  readonly type: 'index' | 'table'
  readonly handler: QualifiedName
}

export interface Language extends SnapshotObjectBase {
  readonly kind: 'language'
  readonly trusted: boolean
  readonly handler: QualifiedName | null
  readonly inline: QualifiedName | null
  readonly validator: QualifiedName | null
}

/** The name is `FOR type LANGUAGE language`. */
export interface Transform extends SnapshotObjectBase {
  readonly kind: 'transform'
  readonly type: string
  readonly language: string
  /** With their argument types. */
  readonly fromSql: string | null
  readonly toSql: string | null
}

export type ExoticObject =
  | BaseType
  | Operator
  | OperatorClass
  | OperatorFamily
  | Cast
  | Conversion
  | Collation
  | TextSearchParser
  | TextSearchTemplate
  | TextSearchDictionary
  | TextSearchConfiguration
  | AccessMethod
  | Language
  | Transform
