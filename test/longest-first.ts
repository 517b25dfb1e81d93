import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that take longest: begun last, each would keep the machine busy alone. */
const longest = [
  'test/browser/',
  'test/connectors/postgres/ddl/change/change.test.ts',
  'test/connectors/postgres/stages/',
  'test/cli/services.test.ts',
  'test/connectors/postgres/ddl/',
]

/** Begins with the files that take longest, so that workers end at about the same time. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = longest.findIndex((part) => moduleId.includes(part))
      return at < 0 ? longest.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}
