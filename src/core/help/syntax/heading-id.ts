import { markdownLineEnding, markdownSpace } from 'micromark-util-character'
import type { Code, Construct, Effects, State } from 'micromark-util-types'

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    helpId: 'helpId'
    helpIdValue: 'helpIdValue'
  }
}

const [dollar, openParen, closeParen, equals, letterI, letterD] = [36, 40, 41, 61, 105, 100]

/**
 * A heading's id, `$(id="sslMode")`, anywhere in text.
 *
 * Whatever starts with `$(id=` is an id, well formed or not, so that none is ever shown. Without a closing quote the
 * value ends at the first space, so that no word after it is lost.
 */
export const headingId: Construct = { name: 'helpId', tokenize: tokenizeId }

function tokenizeId(effects: Effects, ok: State, nok: State): State {
  let quote: Code = null

  // > | ### SSL mode $(id="sslMode")
  //                  ^
  return function start(code) {
    if (code !== dollar) return nok(code)
    effects.enter('helpId')
    return literal(dollar, literal(openParen, spaced(literal(letterI, literal(letterD, spaced(equalsSign))))))(code)
  }

  // > | ### SSL mode $(id="sslMode")
  //                      ^
  function equalsSign(code: Code): State | undefined {
    return literal(equals, spaced(valueStart))(code)
  }

  // > | ### SSL mode $(id="sslMode")
  //                       ^
  function valueStart(code: Code): State | undefined {
    if (code !== null && isQuote(code)) {
      quote = code
      const closed: Construct = { partial: true, tokenize: tokenizeQuoted(code) }
      return effects.check(closed, quotedStart, unclosedStart)(code)
    }
    return bareStart(code)
  }

  function quotedStart(code: Code): State | undefined {
    effects.consume(code)
    return enterValue(quoted)
  }

  // > | ### SSL mode $(id="sslMode")
  //                        ^^^^^^^
  function quoted(code: Code): State | undefined {
    if (code !== quote) {
      effects.consume(code)
      return quoted
    }
    effects.exit('helpIdValue')
    effects.consume(code)
    return spaced(close)
  }

  // > | ### SSL mode $(id="sslMode and words
  //                       ^
  function unclosedStart(code: Code): State | undefined {
    effects.consume(code)
    return bareStart
  }

  // > | ### SSL mode $(id=sslMode)
  //                       ^
  function bareStart(code: Code): State | undefined {
    return endsBare(code) ? close(code) : enterValue(bare)(code)
  }

  // > | ### SSL mode $(id=sslMode)
  //                       ^^^^^^^
  function bare(code: Code): State | undefined {
    if (!endsBare(code)) {
      effects.consume(code)
      return bare
    }
    effects.exit('helpIdValue')
    return close(code)
  }

  // > | ### SSL mode $(id="sslMode")
  //                                ^
  function close(code: Code): State | undefined {
    if (code !== closeParen) return end(code)
    effects.consume(code)
    return end
  }

  function end(code: Code): State | undefined {
    effects.exit('helpId')
    return ok(code)
  }

  function enterValue(next: State): State {
    return (code) => {
      if (code === quote) return next === quoted ? emptyQuoted(code) : next(code)
      effects.enter('helpIdValue')
      return next(code)
    }
  }

  // > | ### SSL mode $(id="")
  //                        ^
  function emptyQuoted(code: Code): State | undefined {
    effects.consume(code)
    return spaced(close)
  }

  function literal(expected: number | undefined, next: State): State {
    return (code) => {
      if (code !== expected) return nok(code)
      effects.consume(code)
      return next
    }
  }

  function spaced(next: State): State {
    return function space(code) {
      if (!markdownSpace(code)) return next(code)
      effects.consume(code)
      return space
    }
  }
}

/** A quote, no other quote of that kind than its partner on this line, and at most 200 characters between them. */
function tokenizeQuoted(quote: number): Construct['tokenize'] {
  return (effects, ok, nok) => {
    let size = 0
    return function start(code) {
      effects.enter('helpIdValue')
      effects.consume(code)
      return inside
    }

    function inside(code: Code): State | undefined {
      if (code === null || markdownLineEnding(code) || size > 200) return nok(code)
      effects.consume(code)
      size += 1
      if (code !== quote) return inside
      effects.exit('helpIdValue')
      return ok
    }
  }
}

function isQuote(code: number): boolean {
  return code === 34 || code === 39
}

function endsBare(code: Code): boolean {
  return code === null || markdownLineEnding(code) || markdownSpace(code) || code === closeParen
}
