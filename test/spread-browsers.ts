import { BaseSequencer, type TestSpecification } from 'vitest/node'

const isBrowser = ({ moduleId }: TestSpecification) => moduleId.includes('/test/browser/')

/**
 * Files with a browser take longest and keep more than one core busy: two of them at a time are slower than one after
 * the other, and one that begins last works alone. They are spread over the first part of the others.
 */
export class SpreadBrowsers extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const [browser, others] = [sorted.filter(isBrowser), sorted.filter((file) => !isBrowser(file))]
    const between = Math.ceil((others.length * 0.6) / Math.max(1, browser.length))
    return [
      ...browser.flatMap((file, at) => [file, ...others.slice(at * between, (at + 1) * between)]),
      ...others.slice(browser.length * between),
    ]
  }
}
