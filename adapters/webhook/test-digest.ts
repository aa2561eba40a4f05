import type { Digest } from '../../src/messages/digest.ts'

/** What is posted to test a webhook: a real paper, and a title that nobody takes for news. */
export const TEST_DIGEST: Digest = {
  layout: 'compact',
  title: 'A test by Paper Round',
  subtitle: 'Somebody tried this webhook out. Digests look like this.',
  entries: [
    {
      paperId: '1706.03762',
      title: 'Attention Is All You Need',
      url: 'https://huggingface.co/papers/1706.03762',
      summary: 'A network of attention alone, the Transformer, translates better than those with recurrence.',
      facts: [
        { text: '8 authors' },
        { text: 'code', url: 'https://github.com/tensorflow/tensor2tensor' },
        { text: 'attention' },
      ],
    },
  ],
  notes: [],
  actions: [],
  topics: ['attention'],
}
