/** Parts of this size are handed to the browser, which keeps large blobs on disk. */
const PART_BYTES = 4 * 2 ** 20

/** Where a file is written that is too large to be held: memory has at most one part of it. */
export interface BlobSink {
  writable: WritableStream<Uint8Array<ArrayBuffer>>
  bytes(): number
  /** everything that was written, once the stream is closed */
  toBlob(): Blob
}

export function createBlobSink(): BlobSink {
  const parts: Blob[] = []
  let pending: Uint8Array<ArrayBuffer>[] = []
  let pendingBytes = 0
  let bytes = 0
  const flush = (): void => {
    if (pendingBytes > 0) parts.push(new Blob(pending))
    pending = []
    pendingBytes = 0
  }
  return {
    writable: new WritableStream({
      write(chunk) {
        pending.push(chunk)
        pendingBytes += chunk.length
        bytes += chunk.length
        if (pendingBytes >= PART_BYTES) flush()
      },
      close: flush,
    }),
    bytes: () => bytes,
    toBlob: () => new Blob(parts),
  }
}
