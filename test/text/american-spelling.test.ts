import { describe, expect, it } from 'vitest'
import { americanSpelling } from '../../src/text/american-spelling.ts'
import { stemOf } from '../../src/text/tokenizer.ts'

const SAME: readonly [british: string, american: string][] = [
  ['behaviour', 'behavior'],
  ['behavioural', 'behavioral'],
  ['colour', 'color'],
  ['colours', 'colors'],
  ['multicolour', 'multicolor'],
  ['neighbourhood', 'neighborhood'],
  ['tumour', 'tumor'],
  ['tumours', 'tumors'],
  ['saviour', 'savior'],
  ['savour', 'savor'],
  ['favourite', 'favorite'],
  ['labour', 'labor'],
  ['optimise', 'optimize'],
  ['optimised', 'optimized'],
  ['optimiser', 'optimizer'],
  ['optimisers', 'optimizers'],
  ['optimises', 'optimizes'],
  ['optimising', 'optimizing'],
  ['optimisation', 'optimization'],
  ['optimisations', 'optimizations'],
  ['organisational', 'organizational'],
  ['generalisable', 'generalizable'],
  ['generalisability', 'generalizability'],
  ['summarisation', 'summarization'],
  ['tokenise', 'tokenize'],
  ['quantisation', 'quantization'],
  ['polarised', 'polarized'],
  ['randomised', 'randomized'],
  ['criticise', 'criticize'],
  ['emphasise', 'emphasize'],
  ['analyse', 'analyze'],
  ['analysed', 'analyzed'],
  ['analyser', 'analyzer'],
  ['analysers', 'analyzers'],
  ['analysing', 'analyzing'],
  ['catalyse', 'catalyze'],
  ['centre', 'center'],
  ['centres', 'centers'],
  ['centred', 'centered'],
  ['centring', 'centering'],
  ['fibre', 'fiber'],
  ['kilometres', 'kilometers'],
  ['theatre', 'theater'],
  ['calibre', 'caliber'],
  ['spectre', 'specter'],
  ['dialogue', 'dialog'],
  ['dialogues', 'dialogs'],
  ['catalogued', 'cataloged'],
  ['catalogues', 'catalogs'],
  ['cataloguing', 'cataloging'],
  ['analogue', 'analog'],
  ['defence', 'defense'],
  ['defences', 'defenses'],
  ['licence', 'license'],
  ['offence', 'offense'],
  ['practise', 'practice'],
  ['practising', 'practicing'],
  ['anaemia', 'anemia'],
  ['ischaemic', 'ischemic'],
  ['leukaemia', 'leukemia'],
  ['anaesthesia', 'anesthesia'],
  ['archaeological', 'archeological'],
  ['aetiology', 'etiology'],
  ['faecal', 'fecal'],
  ['gynaecology', 'gynecology'],
  ['haemorrhage', 'hemorrhage'],
  ['haemoglobin', 'hemoglobin'],
  ['mediaeval', 'medieval'],
  ['paediatric', 'pediatric'],
  ['orthopaedic', 'orthopedic'],
  ['palaeontology', 'paleontology'],
  ['amoeba', 'ameba'],
  ['coeliac', 'celiac'],
  ['foetal', 'fetal'],
  ['manoeuvre', 'maneuver'],
  ['manoeuvres', 'maneuvers'],
  ['manoeuvring', 'maneuvering'],
  ['oedema', 'edema'],
  ['oesophageal', 'esophageal'],
  ['oestrogen', 'estrogen'],
  ['apnoea', 'apnea'],
  ['diarrhoea', 'diarrhea'],
  ['judgement', 'judgment'],
  ['acknowledgements', 'acknowledgments'],
  ['aluminium', 'aluminum'],
  ['artefacts', 'artifacts'],
  ['disc', 'disk'],
  ['discs', 'disks'],
  ['enquiry', 'inquiry'],
  ['focussed', 'focused'],
  ['grey', 'gray'],
  ['greyscale', 'grayscale'],
  ['leucocyte', 'leukocyte'],
  ['moulding', 'molding'],
  ['plough', 'plow'],
  ['programme', 'program'],
  ['programmes', 'programs'],
  ['sceptical', 'skeptical'],
  ['sulphur', 'sulfur'],
]

/** Porter's endings already make these one. */
const BY_ENDING: readonly [british: string, american: string][] = [
  ['modelling', 'modeling'],
  ['labelled', 'labeled'],
  ['signalling', 'signaling'],
  ['ageing', 'aging'],
  ['fulfil', 'fulfill'],
]

const STAY = `hour four contour source resource tour gilmour dufour glamour noise denoising noisy promise promising compromise raise
  arise rise rising uprising wise pairwise pointwise otherwise precise concise imprecise excise exercise surprise comprises enterprise
  revise supervised unsupervised improvise advertise expertise franchise paradise merchandise premise demise treatise despise disable ising
  risk analysis analyses paralysis crisis bias genre acre mediocre hire literature score metric theta fence science presence
  intelligence aesthetic israel michael poem does coefficient coexist programmed programming discover discs1 management movement
  element scepter logic log vogue rogue practice practical`

describe('American spelling', () => {
  it.each(SAME)('spells %s as %s, with one stem', (british, american) => {
    expect(americanSpelling(british)).toBe(american)
    expect(americanSpelling(american)).toBe(american)
    expect(stemOf(british)).toBe(stemOf(american))
  })

  it.each(BY_ENDING)('has one stem for %s and %s', (british, american) => {
    expect(stemOf(british)).toBe(stemOf(american))
  })

  it.each(STAY.split(/\s+/))('leaves %s as it is', word => {
    expect(americanSpelling(word)).toBe(word)
  })
})
