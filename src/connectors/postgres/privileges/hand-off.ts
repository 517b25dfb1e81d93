import {
  type AccessCapability,
  type AccessRequest,
  type AccessScript,
  accessCapabilities,
} from '../../../core/access.ts'
import { listed } from '../diagnose/row.ts'

type Parts = Pick<AccessScript, 'grant' | 'revoke' | 'hba' | 'notes'>

const purposes: Readonly<Record<AccessCapability, string>> = {
  metadata: 'metadata, policies and the lineage of views',
  usage: 'usage, and the lineage of statements',
  profiles: 'profiles and data quality checks, which read rows',
}

/** The request as a letter to the server's owner. It asks for nothing secret to be sent along with the answer. */
export function handOff(request: AccessRequest, parts: Parts): AccessScript['handOff'] {
  return { markdown: render(request, parts, markdown), text: render(request, parts, plain) }
}

interface Style {
  title(text: string): string
  heading(text: string): string
  list(items: readonly string[]): string
  code(language: string, text: string): string
}

function render(request: AccessRequest, { grant, revoke, hba, notes }: Parts, style: Style): string {
  const { role, databases, capabilities, validUntil, login } = request
  const names = listed(databases.map(({ name }) => name))
  const blocks = [
    style.title(`A role for Patchbay: ${role}`),
    `Patchbay reads a server’s catalog to show what is in it. It asks for a role of its own in ${names}, for:`,
    style.list(
      accessCapabilities
        .filter((name) => name === 'metadata' || capabilities.includes(name))
        .map((name) => purposes[name]),
    ),
    'It connects in read-only transactions with time limits, over few connections, as application_name patchbay, and writes nothing.',
    ...(validUntil === null ? [] : [`The role is wanted until ${validUntil}.`]),
    style.heading('To run'),
    style.code('sql', grant),
    ...(hba === null ? [] : [style.heading('To add to pg_hba.conf, then reload'), style.code('conf', hba)]),
    ...(notes.length === 0 ? [] : [style.heading('To know'), style.list(notes)]),
    style.heading('To send back'),
    style.list(answers[login]),
    style.heading('To undo all of it'),
    style.code('sql', revoke),
  ]
  return `${blocks.join('\n\n')}\n`
}

const answers: Readonly<Record<AccessRequest['login'], readonly string[]>> = {
  password: [
    'host and port, and the certificate of the authority that signed the server’s, if it is a private one',
    'the password through the place where you keep secrets: not in this ticket and not by mail',
  ],
  certificate: [
    'host and port, and the certificate of the authority that signed the server’s, if it is a private one',
    'the client certificate, and its key through the place where you keep secrets: not in this ticket and not by mail',
  ],
}

const markdown: Style = {
  title: (text) => `## ${escapeMarkdown(text)}`,
  heading: (text) => `### ${escapeMarkdown(text)}`,
  list: (items) => items.map((item) => `- ${escapeMarkdown(item)}`).join('\n'),
  code: (language, text) => {
    const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)))
    return `${fence}${language}\n${text}\n${fence}`
  },
}

/** Names of databases and roles can hold anything; in a ticket they must stay text. */
const escapeMarkdown = (text: string): string => text.replace(/[\\`*[\]<>#|]|(?<!\w)_|_(?!\w)/g, '\\$&')

const plain: Style = {
  title: (text) => underline(text, '='),
  heading: (text) => underline(text, '-'),
  list: (items) => items.map((item) => `- ${item}`).join('\n'),
  code: (_language, text) => text.replace(/^(?=.)/gm, '    '),
}

const underline = (text: string, line: string): string => `${text}\n${line.repeat([...text].length)}`
