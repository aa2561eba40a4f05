import { publisherContract } from '../../contracts/publisher.ts'
import { createPreviewHome } from './publisher-home.ts'

publisherContract('preview', createPreviewHome)
