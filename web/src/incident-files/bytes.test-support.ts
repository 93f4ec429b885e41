/** Text as bytes, as files of tests have them. */
export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

/** Each character as the byte of its number: what windows-1252 writes, for characters up to U+00FF. */
export const oneByteEach = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(text, (character) => character.charCodeAt(0))

export function utf16(text: string, order: 'little' | 'big'): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(text.length * 2))
  for (let i = 0; i < text.length; i++) bytes.setUint16(i * 2, text.charCodeAt(i), order === 'little')
  return new Uint8Array(bytes.buffer)
}

export const bytesOf = async (stream: ReadableStream): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(stream).arrayBuffer())

export const gzip = (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  bytesOf(new Blob([text]).stream().pipeThrough(new CompressionStream('gzip')))

export const gunzip = async (blob: Blob): Promise<string> =>
  new TextDecoder().decode(await bytesOf(blob.stream().pipeThrough(new DecompressionStream('gzip'))))
