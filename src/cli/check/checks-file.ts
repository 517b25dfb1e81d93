import { AppError } from '../../core/error.ts'
import type { Check, CheckTextProblem } from '../../core/quality/checks/check.ts'
import { readText } from '../input-file.ts'
import { quotable } from '../quotable.ts'

/** The checks of a file. Throws an AppError that says what is wrong, where. */
export async function readChecksFile(file: string): Promise<readonly Check[]> {
  const [text, { parseChecks }] = await Promise.all([
    readText(file),
    import('../../core/quality/checks/parse-checks.ts'),
  ])
  const parsed = parseChecks(text)
  if (parsed.ok) return parsed.value
  throw new AppError('INPUT_UNREADABLE', `${quotable(file)} is no file of checks.`, {
    details: parsed.error.map(written).join('\n'),
    hint: 'Correct the file at these places; content/checks.schema.json is its JSON Schema.',
  })
}

const written = ({ line, column, path, message }: CheckTextProblem): string =>
  `line ${line}, column ${column}: ${path === '' ? '' : `${path}: `}${message}`
