import type { DocumentNode } from 'graphql'

/** Of one document: longer ones gain little by being known. */
const MOST_CHARACTERS = 20_000
/** Of all: a document takes up to thirty times its text. */
const MOST_CHARACTERS_OF_ALL = 500_000

/** Documents that passed all checks that do not depend on variables, by their texts; the latest ones. */
export interface KnownDocuments {
  get(text: string): DocumentNode | undefined
  add(text: string, document: DocumentNode): void
}

export function createKnownDocuments(): KnownDocuments {
  /** In the order of insertion. */
  const documents = new Map<string, DocumentNode>()
  let characters = 0
  return {
    get: text => documents.get(text),
    add(text, document) {
      if (documents.has(text) || text.length > MOST_CHARACTERS) return
      documents.set(text, document)
      characters += text.length
      for (const oldest of documents.keys()) {
        if (characters <= MOST_CHARACTERS_OF_ALL) return
        documents.delete(oldest)
        characters -= oldest.length
      }
    },
  }
}
