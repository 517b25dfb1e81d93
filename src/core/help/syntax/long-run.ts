import type { Code, Construct, Effects, State } from 'micromark-util-types'

const longestRun = 32

/**
 * A run of `*` or `_` too long to be emphasis is text. CommonMark would nest one element in another for every pair, and
 * its resolver takes time that grows with the square of the run.
 */
export const longRun: Construct = { name: 'helpLongRun', tokenize: tokenizeLongRun }

function tokenizeLongRun(effects: Effects, ok: State, nok: State): State {
  let marker: Code = null
  let size = 0

  // > | ****************************************
  //     ^
  return function start(code) {
    marker = code
    effects.enter('data')
    return run(code)
  }

  // > | ****************************************
  //     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
  function run(code: Code): State | undefined {
    if (code === marker) {
      size += 1
      effects.consume(code)
      return run
    }
    if (size <= longestRun) return nok(code)
    effects.exit('data')
    return ok(code)
  }
}
