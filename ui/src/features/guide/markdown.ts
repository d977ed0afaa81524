/**
 * The guide's text as elements. The tokens are turned into elements one kind at a time, so what the
 * text does not know to say cannot come up: no HTML, no pictures, no addresses outside this program.
 */
import { marked, type Token, type Tokens } from 'marked'
import { h, type VNodeChild } from 'vue'
import { RouterLink } from 'vue-router'

export interface Heading {
  id: string
  text: string
}

export interface GuideText {
  /** The text's own title, its first heading. */
  title: string
  /** Its parts. */
  headings: Heading[]
  tokens: Token[]
}

/** Reads a text of the guide. */
export function readGuide(source: string): GuideText {
  const tokens = marked.lexer(source)
  const titles = tokens.filter((token): token is Tokens.Heading => token.type === 'heading')
  const parts = titles.filter(({ depth }) => depth === 2)
  return {
    title: titles.find(({ depth }) => depth === 1)?.text ?? '',
    headings: parts.map(({ text }, at) => ({ id: headingId(at), text })),
    tokens: tokens.filter((token) => !(token.type === 'heading' && token.depth === 1)),
  }
}

function headingId(at: number): string {
  return `guide-${at + 1}`
}

/** The elements of a text of the guide. */
export function renderGuide(tokens: readonly Token[]): VNodeChild[] {
  let part = 0
  return tokens.map((token) => {
    if (token.type === 'heading' && token.depth === 2) {
      return h('h2', { id: headingId(part++), tabindex: -1 }, inline(token.tokens))
    }
    return block(token)
  })
}

function block(token: Token): VNodeChild {
  switch (token.type) {
    case 'heading':
      return h(`h${token.depth}`, inline(token.tokens))
    case 'paragraph':
      return h('p', inline(token.tokens))
    case 'blockquote':
      return h('blockquote', (token.tokens ?? []).map(block))
    case 'list':
      return list(token as Tokens.List)
    case 'table':
      return table(token as Tokens.Table)
    case 'code':
      return h('pre', h('code', token.text))
    case 'hr':
      return h('hr')
    case 'space':
      return null
    default:
      return inline([token])
  }
}

function list(token: Tokens.List): VNodeChild {
  const items = token.items.map((item) => h('li', item.tokens.map(block)))
  return h(token.ordered ? 'ol' : 'ul', token.ordered && token.start ? { start: token.start } : {}, items)
}

function table(token: Tokens.Table): VNodeChild {
  const cells = (row: Tokens.TableCell[], kind: 'th' | 'td') =>
    h('tr', row.map((cell) => h(kind, kind === 'th' ? { scope: 'col' } : {}, inline(cell.tokens))))
  return h('table', [h('thead', cells(token.header, 'th')), h('tbody', token.rows.map((row) => cells(row, 'td')))])
}

function inline(tokens: readonly Token[] = []): VNodeChild[] {
  return tokens.map((token) => {
    switch (token.type) {
      case 'strong':
        return h('strong', inline(token.tokens))
      case 'em':
        return h('em', inline(token.tokens))
      case 'codespan':
        return h('code', token.text)
      case 'br':
        return h('br')
      case 'link':
        return link(token as Tokens.Link)
      case 'text':
        return 'tokens' in token && token.tokens ? inline(token.tokens) : token.text
      case 'escape':
        return token.text
      default:
        // HTML and whatever else: as it is written, as text.
        return token.raw
    }
  })
}

/** Only places inside the program are led to. */
function link(token: Tokens.Link): VNodeChild {
  if (!token.href.startsWith('#/')) return h('span', inline(token.tokens))
  return h(RouterLink, { to: token.href.slice(1), class: 'link' }, () => inline(token.tokens))
}
