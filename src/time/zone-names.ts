/* What people call time zones, in lower case, besides the IANA names and their cities. A zone has summer time if its place has. */

const NEW_YORK = 'America/New_York'
const CHICAGO = 'America/Chicago'
const DENVER = 'America/Denver'
const LOS_ANGELES = 'America/Los_Angeles'
const HALIFAX = 'America/Halifax'
const ST_JOHNS = 'America/St_Johns'
const TORONTO = 'America/Toronto'
const SAO_PAULO = 'America/Sao_Paulo'
const LONDON = 'Europe/London'
const DUBLIN = 'Europe/Dublin'
const PARIS = 'Europe/Paris'
const BERLIN = 'Europe/Berlin'
const MADRID = 'Europe/Madrid'
const ROME = 'Europe/Rome'
const LISBON = 'Europe/Lisbon'
const HELSINKI = 'Europe/Helsinki'
const MOSCOW = 'Europe/Moscow'
const ISTANBUL = 'Europe/Istanbul'
const JERUSALEM = 'Asia/Jerusalem'
const RIYADH = 'Asia/Riyadh'
const DUBAI = 'Asia/Dubai'
const KARACHI = 'Asia/Karachi'
const KOLKATA = 'Asia/Kolkata'
const DHAKA = 'Asia/Dhaka'
const BANGKOK = 'Asia/Bangkok'
const JAKARTA = 'Asia/Jakarta'
const SHANGHAI = 'Asia/Shanghai'
const SEOUL = 'Asia/Seoul'
const TOKYO = 'Asia/Tokyo'
const SYDNEY = 'Australia/Sydney'
const ADELAIDE = 'Australia/Adelaide'
const PERTH = 'Australia/Perth'
const AUCKLAND = 'Pacific/Auckland'
const LAGOS = 'Africa/Lagos'
const NAIROBI = 'Africa/Nairobi'
const JOHANNESBURG = 'Africa/Johannesburg'

const named = (zones: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(zones).flatMap(([zone, names]) => names.split(', ').map(name => [name, zone] as const)),
  )

/** Abbreviations that mean one zone, or nearly always do. */
export const ABBREVIATIONS = named({
  UTC: 'z, ut, gmt, zulu',
  [NEW_YORK]: 'et, est, edt',
  [CHICAGO]: 'ct, cdt',
  [DENVER]: 'mt, mst, mdt',
  [LOS_ANGELES]: 'pt, pst, pdt',
  [HALIFAX]: 'adt',
  [ST_JOHNS]: 'nst, ndt',
  'America/Anchorage': 'akt, akst, akdt',
  'Pacific/Honolulu': 'hst, hast',
  [SAO_PAULO]: 'brt',
  'America/Argentina/Buenos_Aires': 'art',
  [LISBON]: 'wet, west',
  [PARIS]: 'cet, cest, met, mest, mez, mesz',
  [HELSINKI]: 'eet, eest',
  [MOSCOW]: 'msk',
  [ISTANBUL]: 'trt',
  [JERUSALEM]: 'idt',
  [KARACHI]: 'pkt',
  'Asia/Kathmandu': 'npt',
  [BANGKOK]: 'ict',
  [JAKARTA]: 'wib',
  'Asia/Kuala_Lumpur': 'myt',
  'Asia/Manila': 'pht',
  'Asia/Singapore': 'sgt',
  'Asia/Hong_Kong': 'hkt',
  [TOKYO]: 'jst',
  [SEOUL]: 'kst',
  [SYDNEY]: 'aest, aedt, aet',
  [ADELAIDE]: 'acst, acdt',
  [PERTH]: 'awst',
  [AUCKLAND]: 'nzst, nzdt, nzt',
  [LAGOS]: 'wat',
  'Africa/Maputo': 'cat',
  [NAIROBI]: 'eat',
  [JOHANNESBURG]: 'sast',
})

/** Names of zones without the words `standard`, `daylight`, `summer` and `time`. */
export const ZONE_NAMES = named({
  UTC: 'coordinated universal, universal coordinated, universal, greenwich mean, greenwich',
  [NEW_YORK]:
    'eastern, us eastern, american eastern, north american eastern, new york state, massachusetts, new jersey, pennsylvania, connecticut, maryland, virginia, north carolina, south carolina, ohio, vermont, maine, new hampshire, rhode island, delaware',
  [CHICAGO]:
    'central, us central, american central, north american central, illinois, wisconsin, minnesota, missouri, iowa, oklahoma, arkansas, louisiana, alabama, mississippi, texas',
  [DENVER]:
    'mountain, us mountain, american mountain, north american mountain, colorado, utah, wyoming, montana, new mexico',
  [LOS_ANGELES]:
    'pacific, us pacific, american pacific, north american pacific, california, oregon, nevada, washington state',
  [HALIFAX]: 'atlantic, canadian atlantic',
  [ST_JOHNS]: 'newfoundland',
  'America/Phoenix': 'arizona',
  'America/Vancouver': 'british columbia',
  'America/Edmonton': 'alberta',
  'America/Anchorage': 'alaska, alaskan',
  'Pacific/Honolulu': 'hawaii, hawaiian, hawaii-aleutian',
  [SAO_PAULO]: 'brasilia',
  'America/Argentina/Buenos_Aires': 'argentina',
  [LONDON]: 'british, uk',
  [DUBLIN]: 'irish',
  [LISBON]: 'western european, west european',
  [PARIS]: 'central european, middle european, mid european',
  [BERLIN]: 'bavaria, saxony, hesse, baden-württemberg',
  [HELSINKI]: 'eastern european, east european',
  [JERUSALEM]: 'israel',
  [RIYADH]: 'arabia, arabian',
  [DUBAI]: 'gulf',
  [KOLKATA]: 'indian',
  [BANGKOK]: 'indochina',
  [JAKARTA]: 'western indonesia, west indonesia',
  [SHANGHAI]: 'china, chinese',
  [SEOUL]: 'korea, korean',
  [TOKYO]: 'japanese',
  [SYDNEY]: 'australian eastern, eastern australian, new south wales, nsw',
  'Australia/Brisbane': 'queensland',
  [ADELAIDE]: 'australian central, central australian, south australia',
  [PERTH]: 'australian western, western australian, western australia',
  [AUCKLAND]: 'new zealand',
  [LAGOS]: 'west africa, west african',
  'Africa/Maputo': 'central africa, central african',
  [NAIROBI]: 'east africa, east african',
  [JOHANNESBURG]: 'south african',
})

/** States of the USA as addresses have them. By themselves they may be something else. */
export const STATE_CODES = named({
  [NEW_YORK]: 'ny, nj, ma, pa, md, va, nc, sc, ga, oh, fl',
  [CHICAGO]: 'il, wi, mn, mo, ia, ok, tx',
  [DENVER]: 'co, ut, nm',
  [LOS_ANGELES]: 'ca, or, wa, nv',
})

/** Cities after which no zone is named, and new names. */
export const CITIES = named({
  [NEW_YORK]:
    'nyc, new york city, manhattan, brooklyn, boston, washington dc, washington d.c., philadelphia, atlanta, miami, orlando, pittsburgh, baltimore, cleveland, princeton, ann arbor, ithaca, new haven',
  [CHICAGO]:
    'houston, dallas, austin, san antonio, minneapolis, new orleans, nashville, milwaukee, st louis, st. louis, saint louis, madison',
  [DENVER]: 'salt lake city, boulder, albuquerque',
  [LOS_ANGELES]:
    'la, l.a., sf, san francisco, bay area, silicon valley, palo alto, mountain view, menlo park, cupertino, berkeley, stanford, oakland, seattle, redmond, san diego, sacramento, las vegas, pasadena',
  [TORONTO]: 'ottawa, quebec, quebec city, waterloo, montreal, montréal',
  'America/Edmonton': 'calgary, banff',
  [SAO_PAULO]: 'são paulo, rio, rio de janeiro, brasilia, brasília, campinas, belo horizonte',
  'America/Mexico_City': 'mexico city, ciudad de mexico, guadalajara, cdmx',
  'America/Bogota': 'bogotá, medellin, medellín, cali',
  [LONDON]:
    'oxford, edinburgh, glasgow, manchester, liverpool, leeds, bristol, cardiff, sheffield, nottingham',
  [DUBLIN]: 'galway',
  [PARIS]:
    'lyon, marseille, toulouse, grenoble, lille, bordeaux, nantes, strasbourg, saclay, sophia antipolis',
  [BERLIN]:
    'munich, münchen, muenchen, hamburg, frankfurt, cologne, köln, koeln, stuttgart, düsseldorf, dusseldorf, leipzig, dresden, tübingen, tuebingen, tubingen, heidelberg, karlsruhe, darmstadt, aachen, bonn, saarbrücken, hannover',
  'Europe/Zurich': 'zürich, geneva, genève, geneve, genf, basel, bern, lausanne, lugano',
  'Europe/Amsterdam': 'rotterdam, the hague, den haag, eindhoven, utrecht, delft, groningen, leiden',
  'Europe/Brussels': 'antwerp, ghent, leuven',
  [MADRID]: 'barcelona, valencia, seville, bilbao, málaga, malaga',
  [ROME]: 'milan, milano, turin, torino, florence, firenze, venice, naples, bologna, trento, trieste, pisa',
  [LISBON]: 'porto, coimbra',
  'Europe/Vienna': 'graz, linz, salzburg, innsbruck, wien',
  'Europe/Prague': 'brno, praha',
  'Europe/Warsaw': 'krakow, kraków, gdansk, gdańsk, wroclaw, wrocław, poznan, warszawa',
  'Europe/Copenhagen': 'aarhus, odense, københavn',
  'Europe/Stockholm': 'gothenburg, göteborg, uppsala, lund, malmö, linköping',
  'Europe/Oslo': 'bergen, trondheim, tromsø',
  [HELSINKI]: 'espoo, tampere, turku, oulu',
  'Europe/Kyiv': 'kyiv, kiev, lviv, kharkiv, odesa, odessa',
  [MOSCOW]: 'saint petersburg, st. petersburg, st petersburg, kazan',
  [ISTANBUL]: 'ankara, izmir',
  [JERUSALEM]: 'tel aviv, tel-aviv, haifa, rehovot',
  [DUBAI]: 'abu dhabi, sharjah',
  [RIYADH]: 'jeddah, mecca, thuwal',
  'Asia/Qatar': 'doha',
  [KARACHI]: 'lahore, islamabad',
  [KOLKATA]:
    'kolkata, mumbai, bombay, delhi, new delhi, bangalore, bengaluru, chennai, madras, hyderabad, pune, ahmedabad, kanpur, gurgaon, gurugram, noida, jaipur, kochi',
  'Asia/Kathmandu': 'kathmandu',
  'Asia/Yangon': 'yangon',
  'Asia/Ho_Chi_Minh': 'ho chi minh, ho chi minh city, hanoi, ha noi, da nang',
  [JAKARTA]: 'bandung, surabaya, yogyakarta',
  [SHANGHAI]:
    'beijing, peking, shenzhen, guangzhou, hangzhou, chengdu, wuhan, nanjing, tianjin, suzhou, hefei, harbin, dalian',
  'Asia/Taipei': 'hsinchu, kaohsiung',
  [SEOUL]: 'busan, daejeon, incheon, pohang',
  [TOKYO]: 'osaka, kyoto, yokohama, nagoya, sapporo, fukuoka, kobe, tsukuba',
  [SYDNEY]: 'canberra, newcastle nsw',
  [AUCKLAND]: 'wellington, christchurch, dunedin',
  [JOHANNESBURG]: 'cape town, pretoria, durban, stellenbosch',
  [LAGOS]: 'abuja, ibadan',
  [NAIROBI]: 'mombasa',
  'Africa/Casablanca': 'rabat, marrakesh',
  'Africa/Cairo': 'alexandria',
})

/** What different people mean differently, with the zones to choose from. */
export const AMBIGUOUS: ReadonlyMap<string, readonly string[]> = new Map([
  ['ist', [KOLKATA, JERUSALEM, DUBLIN]],
  ['cst', [CHICAGO, SHANGHAI, 'America/Havana']],
  ['bst', [LONDON, DHAKA]],
  ['ast', [HALIFAX, RIYADH]],
  ['gst', [DUBAI, 'Atlantic/South_Georgia']],
  ['amt', ['America/Manaus', 'Asia/Yerevan']],
  ['sst', ['Pacific/Pago_Pago', 'Asia/Singapore']],
  ['ect', ['America/Guayaquil', PARIS]],
  ['cambridge', [LONDON, NEW_YORK]],
  ['birmingham', [LONDON, CHICAGO]],
  ['portland', [LOS_ANGELES, NEW_YORK]],
  ['san jose', [LOS_ANGELES, 'America/Costa_Rica']],
  ['san josé', ['America/Costa_Rica', LOS_ANGELES]],
  ['washington', [NEW_YORK, LOS_ANGELES]],
  ['victoria', ['Australia/Melbourne', 'America/Vancouver']],
  ['georgia', ['Asia/Tbilisi', NEW_YORK]],
])
