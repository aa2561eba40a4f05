import { publisherContract } from '../../contracts/publisher.ts'
import { createPreviewHarness } from './publisher-harness.ts'

publisherContract('preview', createPreviewHarness)
