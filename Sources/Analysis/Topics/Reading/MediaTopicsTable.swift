// Written by Plugins/ClassifyTopics/make-media-topics.py; do not edit.
// Codes and names: IPTC NewsCodes, Media Topics, iptc.org, CC BY 4.0.

extension MediaTopics {
    /// The release that the table is of.
    package static let release = "2023-10-24"

    /// A line for each concept: code and name; of a retired one also the year, and the living one in its place.
    static let table: StaticString = """
        01000000|arts, culture, entertainment and media
        02000000|crime, law and justice
        03000000|disaster, accident and emergency incident
        04000000|economy, business and finance
        05000000|education
        06000000|environment
        07000000|health
        08000000|human interest
        09000000|labour
        10000000|lifestyle and leisure
        11000000|politics
        12000000|religion
        13000000|science and technology
        14000000|society
        15000000|sport
        16000000|conflict, war and peace
        17000000|weather
        20000002|arts and entertainment
        20000003|animation
        20000004|cartoon
        20000005|cinema
        20000006|film festival
        20000007|dance
        20000008|ballet
        20000009|modern dance
        20000010|traditional dance
        20000011|fashion
        20000012|jewellery
        20000013|literature
        20000014|drama (literature)
        20000015|fiction
        20000016|non-fiction
        20000017|poetry
        20000018|music
        20000019|musical instrument
        20000020|musical performance
        20000021|musical genre
        20000022|classical music
        20000023|country music
        20000024|folk music
        20000025|jazz music
        20000026|popular music
        20000027|rock and roll music
        20000028|opera
        20000029|theatre
        20000030|music theatre|2021|20000029
        20000031|visual arts
        20000032|architecture
        20000033|design (visual arts)
        20000034|drawing
        20000035|painting
        20000036|photography
        20000037|sculpture
        20000038|culture
        20000039|cultural development
        20000040|customs and tradition
        20000041|festive event (culture)
        20000042|language
        20000043|library and museum
        20000044|monument and heritage site
        20000045|mass media
        20000046|news media
        20000047|newspaper
        20000048|online media outlet
        20000049|periodical
        20000050|radio
        20000051|television
        20000053|act of terror
        20000054|act of bioterrorism
        20000055|terrorist bombings
        20000056|armed conflict
        20000057|guerrilla activity
        20000058|international military intervention
        20000059|peacekeeping force
        20000060|military occupation
        20000061|missing in action
        20000062|war
        20000063|civil war
        20000064|war crime action|2016|20000062
        20000065|civil unrest
        20000066|demonstration
        20000067|rebellion
        20000068|revolution
        20000069|riot
        20000070|coup d'etat
        20000071|massacre
        20000072|genocide
        20000073|peace process
        20000074|peace envoy
        20000075|peace plan
        20000076|peace talks
        20000077|post-war reconstruction
        20000078|disarmament
        20000079|ordnance clearance
        20000080|prisoners of war
        20000082|crime
        20000083|arson
        20000084|assault
        20000085|sex crime
        20000086|cyber crime
        20000087|corporate crime
        20000088|anti-trust crime
        20000089|breach of contract
        20000090|embezzlement
        20000091|insider trading
        20000092|restraint of trade
        20000093|corruption
        20000094|bribery
        20000095|drug related crimes
        20000096|drug trafficking
        20000097|fraud
        20000098|hijacking
        20000099|homicide
        20000100|kidnapping
        20000101|organised crime
        20000102|gang activity
        20000103|terrorism
        20000104|robbery and theft
        20000105|war crime
        20000106|judiciary
        20000107|court
        20000108|appeal (court)
        20000109|court administration|2019|20000107
        20000110|judge
        20000111|trial (court)
        20000112|pre-trial
        20000113|defendant|2019|20000111
        20000114|litigation
        20000115|witness|2019|20000111
        20000116|out of court procedures
        20000117|arbitration and mediation
        20000118|prosecution and prosecutors
        20000119|justice|2023|02000000
        20000120|civil rights
        20000121|law
        20000122|civil law
        20000123|antitrust regulations
        20000124|regulations
        20000125|criminal law
        20000126|international law
        20000127|extradition
        20000128|international court and tribunal
        20000129|law enforcement
        20000130|arrest
        20000131|investigation (criminal)
        20000132|missing person
        20000133|police
        20000134|sentencing (criminal)
        20000135|capital punishment
        20000136|fine (penalty)
        20000137|prison
        20000139|accident and emergency incident
        20000140|explosion accident and incident
        20000141|industrial accident and incident
        20000142|nuclear accident and incident
        20000143|transportation accident and incident
        20000144|air and space accident and incident
        20000145|maritime accident and incident
        20000146|railway accident and incident
        20000147|road accident and incident
        20000148|disaster
        20000149|famine
        20000150|fire
        20000151|natural disaster
        20000152|drought
        20000153|earthquake
        20000154|flood
        20000155|landslide
        20000156|avalanche
        20000157|meteorological disaster
        20000158|windstorms
        20000159|volcanic eruption
        20000160|emergency incident|2015|03000000
        20000161|structural failure
        20000162|transport incident|2015|03000000
        20000163|air and space incident|2015|03000000
        20000164|maritime incident|2015|03000000
        20000165|railway incident|2015|03000000
        20000166|road incident|2015|03000000
        20000167|emergency planning|2019|03000000
        20000168|emergency response
        20000170|business information
        20000171|business finance|2023|20000170
        20000172|accounting and audit|2023|20001365
        20000173|analysts comment|2023|20000170
        20000174|bankruptcy
        20000175|stock buyback
        20000176|credit rating
        20000177|corporate dividends
        20000178|corporate earnings
        20000179|earnings forecast|2023|20001365
        20000180|financial statement
        20000181|proxy filing
        20000182|financially distressed company
        20000183|business financing
        20000184|restructuring and recapitalisation|2023|20000183
        20000185|shareholder activity
        20000186|stock activity
        20000187|stock flotation
        20000188|human resources
        20000189|layoffs and downsizing
        20000190|executive officer
        20000191|stock option|2023|20000183
        20000192|business strategy and marketing
        20000193|annual and special corporate meeting
        20000194|annual report
        20000195|board of directors
        20000196|commercial contract
        20000197|company spin-off
        20000198|economic globalisation
        20000199|business governance
        20000200|joint venture
        20000201|leveraged buyout
        20000202|licensing agreement|2023|20000192
        20000203|management buyout
        20000204|merger or acquisition
        20000205|new product or service
        20000206|patent, copyright and trademark
        20000207|product recall
        20000208|research and development
        20000209|products and services
        20000210|agriculture
        20000211|aquaculture|2023|20000210
        20000212|arable farming|2023|20000210
        20000213|commercial fishing
        20000214|forestry and timber
        20000215|livestock farming|2023|20000210
        20000216|viniculture|2023|20000210
        20000217|chemicals
        20000218|biotechnology business
        20000219|fertiliser|2023|20000217
        20000220|health and beauty product|2023|20000217
        20000221|inorganic chemical|2023|20000217
        20000222|organic chemical|2023|20000217
        20000223|pharmaceutical
        20000224|plastic
        20000225|computing and information technology
        20000226|computer and telecommunications hardware
        20000227|computer networking|2023|20000225
        20000228|satellite technology
        20000229|computer security|2023|20000225
        20000230|semiconductor and electronic component
        20000231|software and applications
        20000232|telecommunication equipment|2023|20000225
        20000233|telecommunication service
        20000234|wireless technology
        20000235|construction and property
        20000236|design and engineering|2023|20000235
        20000237|farms|2019|20000235
        20000238|heavy construction|2019|20000235
        20000239|house building|2023|20000235
        20000240|land price|2023|20000235
        20000241|real estate|2023|20000235
        20000242|restoration
        20000243|consumer goods
        20000244|beverage|2023|20000243
        20000245|clothing
        20000246|department store
        20000247|online shopping
        20000248|grocery|2023|20000243
        20000249|luxury good
        20000250|mail order|2023|20000252
        20000251|non-durable good|2023|20000243
        20000252|retail
        20000253|specialty store
        20000254|toy and game
        20000255|wholesale
        20000256|energy and resource
        20000257|renewable energy
        20000258|coal
        20000259|diesel fuel
        20000260|electricity
        20000261|energy industry|2019|20000256
        20000262|kerosene/paraffin|2023|20001243
        20000263|natural gas
        20000265|nuclear power
        20000266|oil and gas - downstream activities|2019|20000256
        20000267|oil and gas - upstream activities|2019|20000256
        20000268|petrol
        20000269|waste management
        20000270|water supply
        20000271|financial and business service|2023|20000209
        20000272|accountancy and auditing
        20000273|auction
        20000274|banking
        20000275|consultancy
        20000276|employment agency
        20000277|funeral parlour and crematorium|2023|20000209
        20000278|health care provider
        20000279|insurance
        20000280|financial advisory service
        20000281|janitorial service|2023|20001371
        20000282|legal service
        20000283|market research
        20000284|market trend
        20000285|personal finance|2023|20000209
        20000286|personal income|2023|20000209
        20000287|personal finance and investment
        20000288|personal service|2023|20001371
        20000289|printing service|2023|20000209
        20000290|rental service
        20000291|shipping and postal service
        20000292|stock broking
        20000293|wedding service|2023|20001371
        20000294|manufacturing and engineering
        20000295|aerospace
        20000296|automotive
        20000297|defence equipment
        20000298|electrical appliance
        20000299|heavy engineering
        20000300|industrial component|2023|20000294
        20000301|instrument engineering|2023|20000294
        20000302|machine manufacturing
        20000303|shipbuilding
        20000304|media and entertainment industry
        20000305|advertising
        20000306|books and publishing
        20000307|film industry
        20000308|music industry
        20000309|news agency|2023|20000304
        20000310|newspaper and magazine|2023|20000304
        20000311|online media industry|2023|20000304
        20000312|public relations
        20000313|radio industry
        20000314|satellite and cable service
        20000315|television industry
        20000316|metal and mineral mining and refining
        20000317|building material
        20000318|precious material
        20000319|iron and steel|2023|20000316
        20000320|mining|2023|20000316
        20000321|non-ferrous metal|2023|20000316
        20000322|process industry|2023|20000209
        20000323|distiller and brewer|2023|20000209
        20000324|beverage and grocery
        20000325|furnishings and furniture
        20000326|paper and packaging product|2023|20000209
        20000327|rubber product|2023|20000209
        20000328|soft drinks|2023|20000209
        20000329|textile and clothing|2023|20000209
        20000330|tobacco and nicotine
        20000331|tourism and leisure industry
        20000332|casinos and gambling
        20000333|hotel and accommodation
        20000334|recreational and sporting goods
        20000335|restaurant and catering
        20000336|tour operator
        20000337|transport
        20000338|air transport
        20000339|commuting
        20000340|railway transport
        20000341|road transport
        20000342|traffic|2023|20000337
        20000343|waterway and maritime transport
        20000344|economy
        20000345|economic policy
        20000346|macro economics
        20000347|bonds
        20000348|budgets and budgeting
        20000349|business enterprise
        20000350|central bank
        20000351|consumers
        20000352|consumer confidence
        20000353|consumer issue
        20000354|credit and debt
        20000355|currency
        20000356|deflation
        20000357|economic growth
        20000358|economic indicator
        20000359|gross domestic product
        20000360|industrial production
        20000361|inventories
        20000362|productivity
        20000363|economic organisation
        20000364|emerging market
        20000365|employment statistics
        20000366|exports
        20000367|government aid
        20000368|government debt
        20000369|imports
        20000370|inflation
        20000371|interest rate
        20000372|international economic institution
        20000373|international trade
        20000374|trade agreements
        20000375|trade balance
        20000376|trade dispute
        20000377|trade policy
        20000378|investments
        20000379|monetary policy
        20000380|mortgage
        20000381|mutual funds
        20000382|prices
        20000383|recession
        20000384|tariff
        20000385|market and exchange
        20000386|commodity market
        20000387|energy market
        20000388|metal
        20000389|soft commodity|2023|20000386
        20000390|debt market
        20000391|foreign exchange market
        20000392|loan market
        20000393|loans
        20000394|securities|2023|20000183
        20000395|derivatives
        20000396|stocks and securities
        20000398|parents group
        20000399|religious education
        20000400|school
        20000401|primary education
        20000402|further education|2021|20000400
        20000403|adult and continuing education
        20000404|upper secondary education
        20000405|college and university
        20000406|college|2021|20000405
        20000407|university|2021|20000405
        20000408|lower secondary education
        20000409|early childhood education
        20000410|social learning
        20000411|teaching and learning|2021|05000000
        20000412|curriculum
        20000413|educational testing and examinations
        20000414|entrance examination
        20000415|students
        20000416|teachers
        20000418|climate change
        20000419|global warming
        20000420|conservation
        20000421|energy saving
        20000422|parks
        20000423|environmental policy
        20000424|environmental pollution
        20000425|air pollution
        20000426|environmental clean-up
        20000427|hazardous materials
        20000428|waste materials
        20000429|water pollution
        20000430|natural resources
        20000431|energy resources
        20000432|land resources
        20000433|forests
        20000434|mountains
        20000435|population growth
        20000436|renewable energy|2023|20000257
        20000437|water
        20000438|oceans
        20000439|rivers
        20000440|wetlands
        20000441|nature
        20000442|ecosystem
        20000443|endangered species
        20000444|invasive species
        20000446|disease and condition
        20000447|cancer
        20000448|communicable disease
        20000449|epidemic and pandemic
        20000450|plague (disease)|2022|20000449
        20000451|viral disease
        20000452|HIV and AIDS
        20000453|retrovirus|2022|20000451
        20000454|heart disease
        20000455|illness|2022|20000446
        20000456|injury
        20000457|medical condition
        20000458|mental health and disorder
        20000459|eating disorder
        20000460|obesity
        20000461|health facility
        20000462|hospital
        20000463|health organisation
        20000464|health treatment and procedure
        20000465|diet
        20000466|dietary supplement
        20000467|non-prescription drug
        20000468|prescription drug
        20000469|medical test
        20000470|health care approach
        20000471|herbal medicine
        20000472|holistic medicine
        20000473|traditional Chinese medicine
        20000474|conventional medicine
        20000475|physical fitness|2022|20000464
        20000476|preventative medicine|2022|20000464
        20000477|vaccine
        20000478|therapy
        20000479|healthcare policy
        20000480|government health care
        20000481|Medicaid|2014|20000480
        20000482|Medicare|2014|20000480
        20000483|health insurance
        20000484|private health care
        20000485|medical profession
        20000486|medical service
        20000487|medical specialisation
        20000488|geriatric medicine|2022|20000487
        20000489|obstetrics/gynaecology|2022|20000487
        20000490|paediatrics
        20000491|reproductive medicine|2022|20000487
        20000492|medical staff
        20000493|non-human diseases|2022|07000000
        20000494|animal disease
        20000495|plant disease
        20000497|accomplishment|2021|08000000
        20000498|award and prize
        20000499|record and achievement
        20000500|animal
        20000501|ceremony
        20000502|people|2021|08000000
        20000503|human mishap
        20000504|high society
        20000505|celebrity
        20000506|royalty
        20000507|flowers and plants
        20000509|employment
        20000510|apprenticeship
        20000511|child labour
        20000512|employee
        20000513|employer
        20000514|employment training
        20000515|advanced training|2019|20000514
        20000516|retraining|2019|20000514
        20000517|occupations|2019|20000509
        20000518|wages and benefits
        20000519|employee benefits|2019|20000518
        20000520|social security
        20000521|employment legislation
        20000522|workplace health and safety
        20000523|labour market
        20000524|labour relations
        20000525|collective agreements
        20000526|contract issue-healthcare|2019|20000525
        20000527|contract issue-wages|2019|20000525
        20000528|contract issue-work rules|2019|20000525
        20000529|labour dispute
        20000530|labour strike
        20000531|retirement
        20000532|pension
        20000533|unemployment
        20000534|job layoffs|2019|20000533
        20000535|unemployment benefits
        20000536|unions
        20000538|leisure
        20000539|club and association
        20000540|game
        20000541|board game
        20000542|card game
        20000543|children's game
        20000544|dice game
        20000545|outdoor game
        20000546|puzzle
        20000547|tile game
        20000548|video game
        20000549|gaming and lottery
        20000550|hobby
        20000551|holiday
        20000552|public holiday
        20000553|leisure venue
        20000554|amusement park
        20000555|bar
        20000556|cafe
        20000557|nightclub
        20000558|restaurant
        20000559|sports facilities|2021|20000553
        20000560|outdoor recreational activities
        20000561|fishing
        20000562|hunting
        20000563|travel and tourism
        20000564|tourism|2019|20000563
        20000565|lifestyle
        20000566|automobile enthusiasm
        20000567|bicycle enthusiasm
        20000568|food and drink enthusiasm
        20000569|organic food
        20000570|house and home
        20000571|motorcycle enthusiasm
        20000572|trend
        20000574|election
        20000575|citizens' initiative and recall
        20000576|electoral system
        20000577|intergovernmental elections
        20000578|local elections
        20000579|national elections
        20000580|political campaigns
        20000581|campaign finance
        20000582|political candidates
        20000583|primary elections
        20000584|referenda
        20000585|regional elections
        20000586|voting
        20000587|fundamental rights
        20000588|censorship and freedom of speech
        20000590|freedom of religion
        20000591|freedom of the press
        20000592|human rights
        20000593|government
        20000594|civil and public service
        20000595|public employees
        20000596|public officials
        20000597|constitution (law)
        20000598|defence
        20000599|armed forces
        20000600|veterans' affairs
        20000601|military equipment
        20000602|military weaponry
        20000603|security measures (defence)
        20000604|national security
        20000605|espionage and intelligence
        20000606|executive (government)
        20000607|government budget
        20000608|public finance
        20000609|government department
        20000610|heads of state
        20000611|impeachment
        20000612|local government and authority
        20000613|minister and secretary (government)
        20000614|national government
        20000615|legislative body
        20000616|lower house (legislature)
        20000617|upper house (legislature)
        20000618|regional government and authority
        20000619|safety of citizens
        20000620|taxation
        20000621|government policy
        20000623|nationalisation
        20000624|privatisation
        20000625|state-owned enterprise
        20000626|interior policy
        20000627|data protection policy
        20000628|housing and urban planning policy
        20000629|policy towards indigenous people
        20000630|pension and welfare policy
        20000631|personal data collection policy
        20000632|personal weapon control policy
        20000633|planning inquiries
        20000634|migration policy
        20000635|nuclear policy
        20000636|regulation of industry
        20000637|food and drink regulations
        20000638|international relations
        20000639|diplomacy
        20000640|summit meetings
        20000641|treaty
        20000642|economic sanction
        20000643|foreign aid
        20000644|international organisation
        20000645|refugees and internally displaced people
        20000646|non-governmental organisation
        20000647|political crisis
        20000648|political dissent
        20000649|political process
        20000650|lobbying
        20000651|political parties and movements
        20000652|political development
        20000653|political system
        20000654|democracy
        20000655|dictatorship
        20000657|belief systems
        20000658|Buddhism
        20000659|Christianity
        20000660|ecumenism|2021|20000659
        20000661|Mormonism
        20000662|Old Catholic|2021|20000659
        20000663|Christian Orthodoxy
        20000664|Protestantism
        20000665|Anglican|2021|20000664
        20000666|Baptist|2021|20000664
        20000667|Lutheran|2021|20000664
        20000668|Mennonite|2021|20000664
        20000669|Methodist|2021|20000664
        20000670|Reformed|2021|20000664
        20000671|Roman Catholic|2021|20000659
        20000672|concordat|2021|20000659
        20000673|Confucianism
        20000674|cult
        20000675|Freemasonry|2021|20000657
        20000676|Hinduism
        20000677|Islam
        20000678|Jainism
        20000679|Judaism
        20000680|nature religion
        20000681|Zoroastrianism
        20000682|Scientology
        20000683|Shintoism
        20000684|Sikhism
        20000685|Taoism
        20000686|Unificationism
        20000687|interreligious dialogue|2021|12000000
        20000688|religious conflict
        20000689|religious event|2021|12000000
        20000690|religious festival and holiday
        20000691|Christmas
        20000692|Easter
        20000693|Pentecost
        20000694|Ramadan
        20000695|Yom Kippur
        20000696|religious ritual
        20000697|religious facility
        20000698|church
        20000699|mosque
        20000700|synagogue
        20000701|temple|2021|20000697
        20000702|relations between religion and government
        20000703|religious leader
        20000704|pope
        20000705|religious text
        20000706|Bible
        20000707|Qur'an
        20000708|Torah
        20000710|biomedical science
        20000711|biotechnology
        20000712|dentistry
        20000713|pharmacology|2022|20000487
        20000714|veterinary medicine
        20000715|mathematics
        20000716|mechanical engineering
        20000717|natural science
        20000718|astronomy
        20000719|biology
        20000720|botany
        20000721|genetics
        20000722|palaeontology
        20000723|physiology
        20000724|zoology
        20000725|chemistry
        20000726|cosmology
        20000727|geology
        20000728|horticulture
        20000729|marine science
        20000730|meteorology
        20000731|physics
        20000732|electromagnetism
        20000733|nuclear physics
        20000734|particle physics
        20000735|scientific research
        20000736|scientific innovation
        20000737|medical research
        20000738|scientific exploration
        20000739|space exploration
        20000740|scientific publication
        20000741|scientific institution
        20000742|social sciences
        20000743|anthropology
        20000744|archaeology
        20000745|economics
        20000746|geography
        20000747|history
        20000748|information science
        20000749|study of law
        20000750|linguistics
        20000751|philosophy
        20000752|political science
        20000753|psychology
        20000754|sociology
        20000755|scientific standards
        20000756|technology and engineering
        20000757|aerospace engineering
        20000758|rocketry
        20000759|agricultural technology
        20000760|civil engineering
        20000761|electronic engineering
        20000762|identification technology
        20000763|information technology and computer science
        20000764|materials science
        20000765|micro science
        20000766|nanotechnology
        20000768|communities
        20000769|social networking
        20000770|demographics
        20000771|immigration
        20000772|emigration
        20000773|illegal immigration
        20000774|population and census
        20000775|discrimination
        20000776|ageism
        20000777|racism
        20000778|religious discrimination
        20000779|sexism
        20000780|family
        20000781|adoption
        20000782|Dating and Relationships
        20000783|divorce
        20000784|family planning
        20000785|abortion
        20000786|marriage
        20000787|parenting
        20000788|mankind
        20000789|adults
        20000790|children
        20000791|disabilities
        20000792|LGBTQ
        20000793|gender
        20000794|infants
        20000795|national or ethnic minority
        20000796|nuclear radiation victims|2019|20000788
        20000797|senior citizens
        20000798|teenagers
        20000799|social condition
        20000800|homelessness
        20000801|poverty
        20000802|social problem
        20000803|abusive behaviour
        20000804|addiction
        20000805|juvenile delinquency
        20000806|prostitution
        20000807|slavery
        20000808|values
        20000809|corrupt practices|2019|20000808
        20000810|death and dying
        20000811|euthanasia
        20000812|assisted suicide
        20000813|suicide
        20000814|ethics
        20000815|pornography
        20000816|sexual behaviour
        20000817|welfare
        20000818|charity
        20000819|long-term care
        20000820|social services
        20000822|competition discipline
        20000823|American football
        20000824|archery
        20000825|crossbow shooting
        20000826|longbow
        20000827|athletics
        20000828|cross-country run
        20000829|decathlon
        20000830|discus throw
        20000831|hammer throw
        20000832|heptathlon
        20000833|high jump
        20000834|hurdles
        20000835|javelin throw
        20000836|long distance run
        20000837|long jump
        20000838|middle distance run
        20000839|pentathlon
        20000840|pole vault
        20000841|race walking
        20000842|relay run
        20000843|shot put
        20000844|sprint run
        20000845|triple jump
        20000846|Australian rules football
        20000847|badminton
        20000848|bandy
        20000849|baseball
        20000850|rubberball baseball
        20000851|basketball
        20000852|biathlon
        20000853|billiards
        20000854|bobsleigh
        20000855|boules
        20000856|boxing
        20000857|bantamweight (boxing)|2015|20000856
        20000858|cruiserweight (boxing)|2015|20000856
        20000859|featherweight (boxing)|2015|20000856
        20000860|flyweight (boxing)|2015|20000856
        20000861|heavyweight (boxing)|2015|20000856
        20000862|light flyweight (boxing)|2015|20000856
        20000863|light-heavyweight (boxing)|2015|20000856
        20000864|light-middleweight (boxing)|2015|20000856
        20000865|light-welterweight (boxing)|2015|20000856
        20000866|lightweight (boxing)|2015|20000856
        20000867|middleweight (boxing)|2015|20000856
        20000868|straw weight (boxing)|2015|20000856
        20000869|super-bantamweight (boxing)|2015|20000856
        20000870|super-featherweight (boxing)|2015|20000856
        20000871|super-flyweight (boxing)|2015|20000856
        20000872|super-heavyweight (boxing)|2015|20000856
        20000873|super-middleweight (boxing)|2015|20000856
        20000874|welterweight (boxing)|2015|20000856
        20000875|bullfighting
        20000876|Canadian football
        20000877|canoeing
        20000878|C1 (canoeing)|2015|20000877
        20000879|C2 (canoeing)|2015|20000877
        20000880|C4 (canoeing)|2015|20000877
        20000881|canoe sailing|2017|20000877
        20000882|pontoniering|2017|20000877
        20000883|casting (fishing)
        20000884|mountain climbing
        20000885|ice climbing
        20000886|mountaineering
        20000887|sport climbing
        20000888|cricket
        20000889|croquet
        20000890|curling
        20000891|icestock sport
        20000892|cycling
        20000893|artistic cycling
        20000894|bi-crossing|2017|20000892
        20000895|bmx racing
        20000896|cycle ball
        20000897|cycle sprint race|2017|20000892
        20000898|cyclo-cross|2017|20000892
        20000899|individual pursuit (cycling)|2017|20000892
        20000900|individual time trial (cycling)|2017|20000892
        20000901|Keirin|2017|20000892
        20000902|Madison race|2017|20000892
        20000903|mountain biking
        20000904|points race (cycling)|2017|20000892
        20000905|road cycling|2017|20001333
        20000906|cycling staging race|2017|20000892
        20000907|team cycle sprint|2017|20000892
        20000908|road cycling team pursuit|2017|20000892
        20000909|team time trial (cycling)|2017|20000892
        20000910|track race (cycling)|2017|20000892
        20000911|competitive dancing
        20000912|darts
        20000913|diving
        20000914|platform diving
        20000915|springboard diving
        20000916|synchronised diving
        20000917|scuba diving
        20000918|underwater sports
        20000919|dog racing
        20000920|oval track dog racing|2017|20000919
        20000921|dog sled racing|2017|20000919
        20000922|duathlon
        20000923|equestrian
        20000924|cross-country horse riding|2017|20000923
        20000925|dressage|2017|20000923
        20000926|horse jumping|2017|20000923
        20000927|three day eventing|2017|20000923
        20000928|horse driving|2017|20000923
        20000929|fencing
        20000930|epee|2017|20000929
        20000931|foil|2017|20000929
        20000932|sabre|2017|20000929
        20000933|field hockey
        20000934|figure skating
        20000935|ice dance|2017|20000934
        20000936|fist ball
        20000937|floorball
        20000938|flying disc
        20000939|Gaelic football
        20000940|golf
        20000941|mini golf
        20000942|gymnastics
        20000943|ball (rhythmic gymnastics)|2015|20000951
        20000944|beam (artistic gymnastics)|2015|20001152
        20000945|clubs (rhythmic gymnastics)|2015|20000951
        20000946|floor exercise (artistic gymnastics)|2015|20001152
        20000947|hoop (rhythmic gymnastics)|2015|20000951
        20000948|horizontal bar (artistic gymnastics)|2015|20001152
        20000949|parallel bars (artistic gymnastics)|2015|20001152
        20000950|pommel horse (artistic gymnastics)|2015|20001152
        20000951|rhythmic gymnastics
        20000952|ribbon (rhythmic gymnastics)|2015|20000951
        20000953|rings (artistic gymnastics)|2015|20001152
        20000954|rope (rhythmic gymnastics)|2015|20000951
        20000955|trampoline
        20000956|uneven bars (artistic gymnastics)|2015|20001152
        20000957|vault (artistic gymnastics)|2015|20001152
        20000958|handball (team)
        20000959|hornuss
        20000960|horse racing
        20000961|flat racing|2017|20000960
        20000962|harness racing|2017|20000960
        20000963|steeple chase|2017|20000960
        20000964|hurling
        20000965|ice hockey
        20000966|sledge hockey
        20000967|inline skating|2021|20000822
        20000968|Jai Alai (Pelota)
        20000969|judo
        20000970|extra lightweight (judo)|2015|20000969
        20000971|half-heavyweight (judo)|2015|20000969
        20000972|half-lightweight (judo)|2015|20000969
        20000973|half-middleweight (judo)|2015|20000969
        20000974|heavyweight (judo)|2015|20000969
        20000975|lightweight (judo)|2015|20000969
        20000976|middleweight (judo)|2015|20000969
        20000977|jukendo
        20000978|kabaddi
        20000979|kayaking
        20000980|K1 (kayaking)|2015|20000979
        20000981|K2 (kayaking)|2015|20000979
        20000982|K4 (kayaking)|2015|20000979
        20000983|karate
        20000984|kendo
        20000985|kyudo
        20000986|lacrosse
        20000987|luge
        20000988|marathon
        20000989|modern pentathlon
        20000990|motorboat racing
        20000991|motor car racing
        20000992|endurance race|2017|20000991
        20000993|F3000|2017|20000991
        20000994|Formula One|2017|20000991
        20000995|Indy Racing|2017|20000991
        20000996|motor car rallycross|2017|20000991
        20000997|motor car rallying|2017|20000991
        20000998|motorcycling
        20000999|motorcycle endurance|2017|20000998
        20001000|enduro|2017|20000998
        20001001|grass-track|2017|20000998
        20001002|moto-ball|2017|20000998
        20001003|moto-cross|2017|20000998
        20001004|motoGP|2017|20000998
        20001005|motorcycle rallying|2017|20000998
        20001006|side-cars|2017|20000998
        20001007|speedway|2017|20000998
        20001008|motorcycling trial|2017|20000998
        20001009|naginata
        20001010|netball
        20001011|orienteering
        20001012|ski orienteering
        20001013|parachuting
        20001014|polo
        20001015|pool
        20001016|power boating
        20001017|rodeo
        20001018|bareback bronc
        20001019|barrel racing
        20001020|bull riding
        20001021|bulldogging
        20001022|calf roping
        20001023|goat roping
        20001024|saddle bronc
        20001025|roller hockey
        20001026|rowing
        20001027|coxed four|2015|20001026
        20001028|coxed pair|2015|20001026
        20001029|coxless four|2015|20001026
        20001030|coxless pair|2015|20001026
        20001031|double sculls|2015|20001026
        20001032|coxed eight|2015|20001026
        20001033|quadruple sculls|2015|20001026
        20001034|single sculls|2015|20001026
        20001035|rugby league
        20001036|rugby union
        20001037|rugby sevens
        20001038|sailing
        20001039|multihull|2017|20001038
        20001040|dinghy|2017|20001038
        20001041|keelboat|2017|20001038
        20001042|sailing regatta|2017|20001038
        20001043|ocean sailing|2017|20001038
        20001044|round the world race|2017|20001038
        20001045|solo ocean sailing|2017|20001038
        20001046|non-stop solo race|2017|20001038
        20001047|sepak takraw
        20001048|shinty
        20001049|sport shooting
        20001050|pistol shooting|2017|20001049
        20001051|rifle shooting|2017|20001049
        20001052|running target shooting|2017|20001049
        20001053|shotgun shooting|2017|20001049
        20001054|clay pigeon shooting|2017|20001049
        20001055|skeleton
        20001056|skiing
        20001057|alpine skiing
        20001058|freestyle skiing
        20001059|grass skiing
        20001060|Nordic skiing|2019|20001056
        20001061|ski jumping
        20001062|sky diving
        20001063|snooker
        20001064|snowboarding
        20001065|soccer
        20001066|softball
        20001067|speed skating
        20001068|squash
        20001069|sumo wrestling
        20001070|surfing
        20001071|swimming
        20001072|backstroke|2015|20001071
        20001073|breaststroke|2015|20001071
        20001074|butterfly swimming|2015|20001071
        20001075|freestyle swimming|2015|20001071
        20001076|medley swimming|2015|20001071
        20001077|marathon swimming
        20001078|relay freestyle swimming|2015|20001071
        20001079|relay medley swimming|2015|20001071
        20001080|short course swimming|2015|20001071
        20001081|synchronised free routine
        20001082|synchronised technical routine
        20001083|table tennis
        20001084|Taekwon-Do
        20001085|tennis
        20001086|ten pin bowling
        20001087|triathlon
        20001088|tug-of-war
        20001089|volleyball
        20001090|beach volleyball
        20001091|water polo
        20001092|water skiing
        20001093|weightlifting and powerlifting
        20001094|clean and jerk (weightlifting)|2017|20001093
        20001095|powerlifting|2017|20001093
        20001096|snatch (weightlifting)|2017|20001093
        20001097|windsurfing
        20001098|wrestling
        20001099|freestyle wrestling
        20001100|greco-roman
        20001101|Swiss wrestling
        20001102|wushu
        20001103|disciplinary action in sport
        20001104|drug use in sport
        20001105|drug abuse in sport|2022|20001104
        20001106|drug testing in sport|2022|20001104
        20001107|medical drug use in sport|2022|20001104
        20001108|sport event
        20001109|continental championship|2021|20001108
        20001110|continental cup|2021|20001108
        20001111|continental games|2021|20001108
        20001112|international championship|2021|20001108
        20001113|international cup|2021|20001108
        20001114|international games|2021|20001108
        20001115|national championship|2021|20001108
        20001116|national cup|2021|20001108
        20001117|national games|2021|20001108
        20001118|regional championship|2021|20001108
        20001119|regional cup|2021|20001108
        20001120|regional games|2021|20001108
        20001121|world championship|2021|20001108
        20001122|world cup|2021|20001108
        20001123|world games|2021|20001108
        20001124|sport industry
        20001125|sport organisation
        20001126|sport venue
        20001128|weather forecast
        20001129|weather phenomena
        20001130|weather statistic
        20001131|weather warning
        20001132|cultural policies
        20001133|musical
        20001134|operetta
        20001135|art exhibition
        20001136|trade show or expo
        20001137|stock recommendation|2023|20000396
        20001138|buy recommendation|2023|20000396
        20001139|hold recommendation|2023|20000396
        20001140|sell recommendation|2023|20000396
        20001141|hot stock|2023|20000396
        20001142|recreational hiking and climbing
        20001143|party
        20001144|civilian service
        20001145|military service
        20001146|integration policy
        20001147|sports policies
        20001148|sports transaction
        20001149|cross-country skiing
        20001150|Nordic combined
        20001151|short track speed skating
        20001152|artistic gymnastics
        20001153|Telemark skiing
        20001154|chess
        20001155|roller sports
        20001156|skateboarding
        20001157|martial arts
        20001158|entrepreneurship
        20001159|public contract
        20001160|handicrafts
        20001161|Internet of Things|2023|20000225
        20001162|asset management
        20001163|client relationship management
        20001164|payment service
        20001165|capital goods|2023|20000294
        20001166|railway manufacturing
        20001167|medical equipment
        20001168|pet product and service
        20001169|e-cigarette|2023|20000209
        20001170|logistics
        20001171|sharing economy
        20001172|small and medium enterprise
        20001173|regulatory authority
        20001174|regional development policy
        20001175|artistic swimming
        20001176|rugby
        20001177|Olympic Games
        20001178|Paralympic Games
        20001179|series
        20001180|drama (theatre)
        20001181|festival
        20001182|social media
        20001183|eSports
        20001184|hip hop
        20001185|r&b
        20001186|heavy metal
        20001187|dance band music
        20001188|electronic dance music
        20001189|children's music
        20001190|stand-up comedy
        20001191|cabaret
        20001192|influencers
        20001193|sexual misconduct
        20001194|accounting crime
        20001195|tax evasion
        20001196|reckless driving
        20001197|administrative law
        20001198|court-ordered psychiatric treatment
        20001199|suspended sentence
        20001200|dropped criminal investigation
        20001201|wildlife traffic accident
        20001202|wildfire
        20001203|textile arts
        20001204|woodworking
        20001205|forging
        20001206|self-employment
        20001207|biofuel
        20001208|geothermal power
        20001209|solar power
        20001210|hydroelectric power
        20001211|wind power
        20001212|religious school
        20001213|state school
        20001214|private school
        20001215|independent school
        20001216|vocational education
        20001217|educational grading
        20001218|pandemic|2022|20000449
        20001219|drug rehabilitation
        20001220|general practice|2022|20000487
        20001221|emergency care
        20001222|orthopaedics|2022|20000487
        20001223|oncology|2022|20000487
        20001224|radiology|2022|20000487
        20001225|eye care
        20001226|surgical medicine|2022|20000487
        20001227|psychiatry|2022|20000487
        20001228|surgery
        20001229|healthcare clinic
        20001230|environmental, social and governance policy (ESG)
        20001231|mixed martial arts
        20001232|elderly care
        20001233|name ceremony
        20001234|graduation
        20001235|funeral and memorial service
        20001236|wedding
        20001237|anniversary
        20001238|birthday
        20001239|exercise and fitness
        20001240|bodybuilding
        20001241|horseback riding
        20001242|steeplechase (athletics)
        20001243|oil and gas
        20001244|utilities
        20001245|infrastructure projects
        20001246|commercial building|2023|20000235
        20001247|collecting
        20001248|cosmetics
        20001249|hairstyles
        20001250|body modification
        20001251|tattooing
        20001252|piercing
        20001253|cooking and baking
        20001254|beer, wine and spirits
        20001255|home renovation
        20001256|interior decoration
        20001257|gardening
        20001258|consumer electronics
        20001259|political convention
        20001260|political committees
        20001261|heads of government
        20001262|public inquiry
        20001263|church elections
        20001264|infrastructure policy
        20001265|local government policy
        20001266|political debates
        20001267|Midsummer
        20001268|National day
        20001269|New year
        20001270|Halloween
        20001271|All Saints Day
        20001272|Walpurgis night
        20001273|baptism
        20001274|contraception
        20001275|gig economy
        20001276|parental leave
        20001277|volunteering
        20001278|cooperative
        20001279|cryptocurrency
        20001280|hurricane
        20001281|racquetball
        20001282|ringette
        20001283|human smuggling and trafficking
        20001284|bullying
        20001285|vandalism
        20001286|arm wrestling
        20001287|supreme and high court
        20001288|indigenous people
        20001289|sales channel
        20001290|public housing
        20001291|heating and cooling
        20001292|economic development incentive
        20001293|streaming service
        20001294|crowdfunding
        20001295|outsourcing
        20001296|shopping mall
        20001297|shopping district and high street
        20001298|artificial intelligence
        20001299|surveillance
        20001300|privacy
        20001301|sport achievement
        20001302|sports record
        20001303|sports medal and trophy
        20001304|sports honour
        20001305|padel
        20001306|kiting
        20001307|stand up paddleboarding (SUP)
        20001308|krav maga
        20001309|cheerleading
        20001310|kickboxing
        20001311|sambo (martial art)
        20001312|political leadership
        20001313|shootings
        20001314|animal abuse
        20001315|zoo
        20001316|border disputes
        20001317|child care
        20001318|pests
        20001319|disinformation and misinformation
        20001320|torture
        20001321|drowning
        20001322|poisoning
        20001323|sports coaching
        20001324|sports management and ownership
        20001325|sports officiating
        20001326|women's rights
        20001327|women
        20001328|men
        20001329|3x3 basketball
        20001330|canoe slalom
        20001331|canoe sprint
        20001332|bmx freesytle
        20001333|road cycling
        20001334|track cycling
        20001335|football 5-a-side
        20001336|goalball
        20001337|online and remote learning
        20001338|education policy
        20001339|wellness
        20001340|mental wellbeing
        20001341|regular competition
        20001342|playoff championship
        20001343|final game
        20001344|Catholicism
        20001345|bar and bat mitzvah
        20001346|canonisation
        20001347|Shia Islam
        20001348|Sunni Islam
        20001349|atheism and agnosticism
        20001350|Eid al-Adha
        20001351|Hasidism
        20001352|Hanukkah
        20001353|tsunami
        20001354|healthcare industry
        20001355|developmental disorder
        20001356|depression
        20001357|anxiety and stress
        20001358|public health
        20001359|pregnancy and childbirth
        20001360|fraternal and community group
        20001361|cyber warfare
        20001362|public transport
        20001363|taxi and ride-hailing
        20001364|shared transport
        20001365|business reporting and performance
        20001366|business restructuring
        20001367|commercial real estate
        20001368|residential real estate
        20001369|podcast
        20001370|financial service
        20001371|business service
        20001372|news industry
        20001373|diversity, equity and inclusion
        20001374|sustainability
        20001375|profit sharing
        """
}
