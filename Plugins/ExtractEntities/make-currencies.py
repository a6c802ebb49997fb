#!/usr/bin/env python3
"""Writes currencies.tsv, the currencies that amounts are read with.

Usage: make-currencies.py DATA-FOLDER

The codes and names are those of ISO 4217 (gazetteer-country-codes, PDDL); the words and signs stand here.
"""

import collections
import csv
import os
import sys

DATA = sys.argv[1] if len(sys.argv) > 1 else "../shared/data"
HERE = os.path.dirname(os.path.abspath(__file__))

# Code: adjectives; forms of the unit; signs; hundredths and other parts (with their power of ten). Own list.
# A sign with `+` is money only with a multiplier or separators (`N50 million`).
CURRENCY_WORDS = {
    "AED": ("UAE|Emirati|United Arab Emirates", "dirham|dirhams", "Dh|Dhs", "fils=3"),
    "AFN": ("Afghan", "afghani|afghanis", "؋", ""), "ALL": ("Albanian", "lek|leke|leks", "", ""),
    "AMD": ("Armenian", "dram|drams", "֏", ""), "AOA": ("Angolan", "kwanza|kwanzas", "Kz", ""),
    "ARS": ("Argentine|Argentinian|Argentinean", "peso|pesos", "AR$|ARS$", "centavo|centavos"),
    "AUD": ("Australian|Aussie", "dollar|dollars", "A$|AU$|AUS$|Aus$", "cent|cents"),
    "AWG": ("Aruban", "florin|florins|guilder|guilders", "Afl", ""), "AZN": ("Azerbaijani|Azeri", "manat|manats", "₼", ""),
    "BAM": ("Bosnian|Bosnia and Herzegovina", "convertible mark|convertible marks", "KM", ""),
    "BBD": ("Barbadian|Barbados", "dollar|dollars", "Bds$|BBD$", ""), "BDT": ("Bangladeshi|Bangladesh", "taka|takas", "Tk|৳", "poisha"),
    "BGN": ("Bulgarian", "lev|leva|levs", "", "stotinki"), "BHD": ("Bahraini|Bahrain", "dinar|dinars", "BD", ""),
    "BIF": ("Burundian|Burundi", "franc|francs", "FBu", ""), "BMD": ("Bermudian|Bermuda", "dollar|dollars", "BD$", ""),
    "BND": ("Brunei", "dollar|dollars", "B$", ""), "BOB": ("Bolivian", "boliviano|bolivianos", "Bs", ""),
    "BRL": ("Brazilian|Brazil", "real|reais|reals", "R$", "centavo|centavos"),
    "BSD": ("Bahamian", "dollar|dollars", "", ""), "BTN": ("Bhutanese", "ngultrum|ngultrums", "Nu", ""),
    "BWP": ("Botswana|Botswanan", "pula|pulas", "", ""), "BYN": ("Belarusian|Belarussian|Belarus", "ruble|rubles|rouble|roubles", "", ""),
    "BZD": ("Belize|Belizean", "dollar|dollars", "BZ$", ""),
    "CAD": ("Canadian|Canada", "dollar|dollars", "C$|CA$|CDN$|Cdn$|Can$", "cent|cents"),
    "CDF": ("Congolese", "franc|francs", "FC", ""), "CHF": ("Swiss", "franc|francs", "SFr|Fr", "rappen|centime|centimes"),
    "CLP": ("Chilean", "peso|pesos", "CLP$|CL$", ""),
    "CNY": ("Chinese|China", "yuan|yuans|renminbi|kuai|yuan renminbi", "CN¥|RMB|元", "jiao=1|mao=1|fen"),
    "COP": ("Colombian", "peso|pesos", "COL$|COP$", ""), "CRC": ("Costa Rican|Costa Rica", "colon|colons|colones|colón|colónes", "₡", ""),
    "CUP": ("Cuban", "peso|pesos", "CU$", ""), "CVE": ("Cape Verdean|Cape Verde", "escudo|escudos", "", ""),
    "CZK": ("Czech", "koruna|korunas|crown|crowns|koruny", "Kč", ""), "DJF": ("Djiboutian|Djibouti", "franc|francs", "Fdj", ""),
    "DKK": ("Danish", "krone|kroner|kroners|kronor|crown|crowns", "", "øre"), "DOP": ("Dominican", "peso|pesos", "RD$", ""),
    "DZD": ("Algerian", "dinar|dinars", "DA", ""), "EGP": ("Egyptian|Egypt", "pound|pounds", "E£|LE|EGP£", "piastre|piastres|piaster|piasters"),
    "ERN": ("Eritrean", "nakfa|nakfas", "Nfk", ""), "ETB": ("Ethiopian", "birr|birrs", "Br", ""),
    "EUR": ("European", "euro|euros", "€", "euro cent|euro cents|eurocent|eurocents"), "FJD": ("Fijian|Fiji", "dollar|dollars", "FJ$", ""),
    "FKP": ("Falkland Islands|Falkland", "pound|pounds", "FK£", ""),
    "GBP": ("British|UK|U.K.|English", "pound|pounds", "£|UK£|GB£", "pence|penny|pennies"),
    "GEL": ("Georgian", "lari|laris", "₾", "tetri"), "GHS": ("Ghanaian|Ghana", "cedi|cedis", "GH₵|₵|GH¢|GHC|GHc", "pesewa|pesewas"),
    "GIP": ("Gibraltar", "pound|pounds", "", ""), "GMD": ("Gambian", "dalasi|dalasis", "", ""), "GNF": ("Guinean", "franc|francs", "", ""),
    "GTQ": ("Guatemalan", "quetzal|quetzales|quetzals", "", ""), "GYD": ("Guyanese|Guyana", "dollar|dollars", "G$|GY$", ""),
    "HKD": ("Hong Kong|Hong Kongese|HK", "dollar|dollars", "HK$|HKD$", ""), "HNL": ("Honduran", "lempira|lempiras", "", ""),
    "HTG": ("Haitian", "gourde|gourdes", "", ""), "HUF": ("Hungarian", "forint|forints", "Ft", ""),
    "IDR": ("Indonesian|Indonesia", "rupiah|rupiahs", "Rp", ""), "ILS": ("Israeli|new|New Israeli", "shekel|shekels|sheqel|sheqels", "₪|NIS", "agorot|agora"),
    "INR": ("Indian|India", "rupee|rupees", "₹|Rs|Rs.|Re|₨", "paisa|paise"), "IQD": ("Iraqi", "dinar|dinars", "", ""),
    "IRR": ("Iranian|Iran", "rial|rials", "﷼", ""), "ISK": ("Icelandic|Iceland", "krona|kronor|kronur|krónur|króna|crown|crowns", "", ""),
    "JMD": ("Jamaican|Jamaica", "dollar|dollars", "J$|JA$", ""), "JOD": ("Jordanian|Jordan", "dinar|dinars", "JD", ""),
    "JPY": ("Japanese|Japan", "yen|yens", "¥|￥|JP¥|円", ""), "KES": ("Kenyan|Kenya", "shilling|shillings|bob", "KSh|Ksh|KSH|Kshs|Sh|Shs", ""),
    "KGS": ("Kyrgyz|Kyrgyzstani", "som|soms", "", ""), "KHR": ("Cambodian", "riel|riels", "៛", ""),
    "KMF": ("Comorian", "franc|francs", "", ""), "KPW": ("North Korean", "won", "", ""), "KRW": ("South Korean|Korean|S. Korean", "won", "₩|￦", ""),
    "KWD": ("Kuwaiti|Kuwait", "dinar|dinars", "KD", ""), "KYD": ("Cayman Islands|Cayman Island|Caymanian", "dollar|dollars", "CI$", ""),
    "KZT": ("Kazakh|Kazakhstani|Kazakhstan", "tenge|tenges", "₸", ""), "LAK": ("Lao|Laotian|Laos", "kip|kips", "₭", ""),
    "LBP": ("Lebanese|Lebanon", "pound|pounds|lira|liras", "LL|L£", ""), "LKR": ("Sri Lankan|Sri Lanka", "rupee|rupees", "SLRs|LKRs", ""),
    "LRD": ("Liberian", "dollar|dollars", "L$|LD$", ""), "LSL": ("Lesotho", "loti|maloti", "", ""), "LYD": ("Libyan|Libya", "dinar|dinars", "LD", ""),
    "MAD": ("Moroccan|Morocco", "dirham|dirhams", "", ""), "MDL": ("Moldovan", "leu|lei", "", ""), "MGA": ("Malagasy|Madagascar", "ariary|ariaries", "", ""),
    "MKD": ("Macedonian|North Macedonian", "denar|denars|denari", "", ""), "MMK": ("Myanmar|Burmese", "kyat|kyats", "Ks", "pya|pyas"),
    "MNT": ("Mongolian", "tugrik|tugriks|togrog|tögrög", "₮", ""), "MOP": ("Macanese|Macau|Macao", "pataca|patacas", "MOP$", ""),
    "MRU": ("Mauritanian", "ouguiya|ouguiyas", "", ""), "MUR": ("Mauritian|Mauritius", "rupee|rupees", "", ""),
    "MVR": ("Maldivian", "rufiyaa|rufiyaas", "Rf", "laari"), "MWK": ("Malawian|Malawi", "kwacha|kwachas", "MK", ""),
    "MXN": ("Mexican|Mexico", "peso|pesos", "MX$|Mex$|MXN$|MEX$", ""), "MYR": ("Malaysian|Malaysia", "ringgit|ringgits", "RM", "sen"),
    "MZN": ("Mozambican|Mozambique", "metical|meticais|meticals", "", ""), "NAD": ("Namibian|Namibia", "dollar|dollars", "N$|NAD$", ""),
    "NGN": ("Nigerian|Nigeria", "naira|nairas", "₦|+N|NGN", "kobo"), "NIO": ("Nicaraguan", "cordoba|cordobas|córdoba|córdobas", "C$U", ""),
    "NOK": ("Norwegian|Norway", "krone|kroner|kroners|crown|crowns", "", ""), "NPR": ("Nepalese|Nepali|Nepal", "rupee|rupees", "NRs|NPRs", ""),
    "NZD": ("New Zealand|NZ|Kiwi", "dollar|dollars", "NZ$|NZD$", ""), "OMR": ("Omani|Oman", "rial|rials|riyal|riyals", "RO|OR", "baisa|baiza=3"),
    "PAB": ("Panamanian", "balboa|balboas", "B/.", ""), "PEN": ("Peruvian", "sol|soles|nuevo sol|nuevos soles", "S/.|S/", ""),
    "PGK": ("Papua New Guinean|Papua New Guinea|PNG", "kina|kinas", "+K", "toea"), "PHP": ("Philippine|Filipino|Philippines", "peso|pesos", "₱|Php|PhP|PHP|+P", ""),
    "PKR": ("Pakistani|Pakistan", "rupee|rupees", "PRs|PKRs", ""), "PLN": ("Polish|Poland", "zloty|zlotys|zloties|złoty|złotys|złotych", "zł", "grosz|groszy"),
    "PYG": ("Paraguayan", "guarani|guaranis|guaraníes|guaraní", "₲", ""), "QAR": ("Qatari|Qatar", "riyal|riyals|rial|rials", "QR", ""),
    "RON": ("Romanian", "leu|lei", "", ""), "RSD": ("Serbian", "dinar|dinars", "", ""),
    "RUB": ("Russian|Russia", "ruble|rubles|rouble|roubles", "₽|руб", "kopek|kopeks|kopeck|kopecks"),
    "RWF": ("Rwandan|Rwanda", "franc|francs", "FRw|Frw|RF", ""), "SAR": ("Saudi|Saudi Arabian|Saudi Arabia", "riyal|riyals|rial|rials", "SR|SRs", "halala|halalas"),
    "SBD": ("Solomon Islands|Solomon Island", "dollar|dollars", "SI$", ""), "SCR": ("Seychelles|Seychellois", "rupee|rupees", "", ""),
    "SDG": ("Sudanese|Sudan", "pound|pounds", "", ""), "SEK": ("Swedish|Sweden", "krona|kronor|kronas|crown|crowns", "", "öre"),
    "SGD": ("Singapore|Singaporean", "dollar|dollars", "S$|SG$|SGD$", ""), "SHP": ("Saint Helena|St Helena", "pound|pounds", "", ""),
    "SLE": ("Sierra Leonean|Sierra Leone", "leone|leones", "Le", ""), "SOS": ("Somali|Somalian", "shilling|shillings", "", ""),
    "SRD": ("Surinamese|Suriname", "dollar|dollars", "SR$", ""), "SSP": ("South Sudanese|South Sudan", "pound|pounds", "", ""),
    "STN": ("Sao Tome", "dobra|dobras", "", ""), "SVC": ("Salvadoran|El Salvador", "colon|colones|colón", "", ""),
    "SYP": ("Syrian|Syria", "pound|pounds|lira|liras", "", ""), "SZL": ("Swazi|Swaziland", "lilangeni|emalangeni", "", ""),
    "THB": ("Thai|Thailand", "baht|bahts", "฿|Bt", "satang"), "TJS": ("Tajik|Tajikistani|Tajikistan", "somoni|somonis", "", ""),
    "TMT": ("Turkmen|Turkmenistan", "manat|manats", "", ""), "TND": ("Tunisian|Tunisia", "dinar|dinars", "DT", "millime=3|millimes=3"),
    "TOP": ("Tongan|Tonga", "pa'anga|paanga", "T$", ""), "TRY": ("Turkish|Turkey|Türkiye", "lira|liras|lire", "₺|TL", "kurus|kuruş"),
    "TTD": ("Trinidad and Tobago|Trinidadian|Trinidad", "dollar|dollars", "TT$", ""),
    "TWD": ("New Taiwan|Taiwan|Taiwanese|NT", "dollar|dollars", "NT$|NTD$", ""), "TZS": ("Tanzanian|Tanzania", "shilling|shillings", "TSh|TSH|Tsh|Tshs", ""),
    "UAH": ("Ukrainian|Ukraine", "hryvnia|hryvnias|hryvnya|hryvnyas|hryvna|hryvnyia", "₴", "kopiyka|kopiykas"),
    "UGX": ("Ugandan|Uganda", "shilling|shillings", "USh|USH|Ush|Shs.", ""),
    "USD": ("US|U.S.|American|United States|U.S|USA", "dollar|dollars", "$|US$|U.S.$|USD$|＄|﹩", "cent|cents|¢|US cents|U.S. cents|dime=1|dimes=1"),
    "UYU": ("Uruguayan", "peso|pesos", "$U|UY$", ""), "UZS": ("Uzbek|Uzbekistani|Uzbekistan", "sum|sums|som|soms|soum|soums", "", ""),
    "VES": ("Venezuelan", "bolivar|bolivars|bolivares|bolívar|bolívares", "BsF|Bs.F|Bs.S", ""),
    "VND": ("Vietnamese|Vietnam|Viet Nam|Việt Nam", "dong|dongs|đồng", "₫|VNĐ", ""), "VUV": ("Vanuatu", "vatu|vatus", "VT", ""),
    "WST": ("Samoan", "tala|talas", "WS$|SAT", ""), "XAF": ("Central African CFA|Central African", "CFA franc|CFA francs|franc|francs|franc CFA|francs CFA", "FCFA", ""),
    "XCD": ("East Caribbean|Eastern Caribbean|EC", "dollar|dollars", "EC$", ""), "XCG": ("Caribbean", "guilder|guilders", "", ""),
    "XOF": ("West African CFA|West African", "CFA franc|CFA francs|franc|francs|franc CFA|francs CFA", "CFA|CFAF|F CFA", ""),
    "XPF": ("CFP|French Pacific|Pacific", "franc|francs", "", ""), "YER": ("Yemeni|Yemen", "rial|rials|riyal|riyals", "", ""),
    "ZAR": ("South African|South Africa", "rand|rands", "+R|ZAR", ""), "ZMW": ("Zambian|Zambia", "kwacha|kwachas", "ZK", "ngwee"),
    "ZWG": ("Zimbabwe|Zimbabwean", "dollar|dollars|gold", "Z$|ZW$|ZiG", ""),
}
# No longer, or never, in the standard, but in the news: the same columns.
OTHER_CURRENCIES = {
    "ATS": ("Austrian Schilling", "Austrian", "schilling|schillings", "", ""), "BEF": ("Belgian Franc", "Belgian", "franc|francs", "BFr", ""),
    "BTC": ("Bitcoin", "", "bitcoin|bitcoins", "₿|BTC", "satoshi=8|satoshis=8"), "CYP": ("Cyprus Pound", "Cyprus|Cypriot", "pound|pounds", "", ""),
    "DEM": ("Deutsche Mark", "German|Deutsche|West German|deutsche", "mark|marks|deutschmark|deutschmarks|D-mark|D-marks", "DM", "pfennig|pfennigs"),
    "EEK": ("Estonian Kroon", "Estonian", "kroon|kroons|krooni", "", ""), "ESP": ("Spanish Peseta", "Spanish", "peseta|pesetas", "", ""),
    "ETH": ("Ether", "", "ether|ethers|ethereum", "ETH", ""), "FIM": ("Finnish Markka", "Finnish", "markka|markkas|markkaa|mark|marks", "", ""),
    "FRF": ("French Franc", "French", "franc|francs", "FFr", ""), "GRD": ("Drachma", "Greek", "drachma|drachmas", "", ""),
    "HRK": ("Kuna", "Croatian", "kuna|kunas", "", ""), "IEP": ("Irish Pound", "Irish", "pound|pounds|punt|punts", "IR£", ""),
    "ITL": ("Italian Lira", "Italian", "lira|lire|liras", "", ""), "LTL": ("Lithuanian Litas", "Lithuanian", "litas|litai", "Lt", ""),
    "LUF": ("Luxembourg Franc", "Luxembourg", "franc|francs", "", ""), "LVL": ("Latvian Lats", "Latvian", "lats|lati", "", ""),
    "MTL": ("Maltese Lira", "Maltese", "lira|liri|pound|pounds", "Lm", ""), "NLG": ("Netherlands Guilder", "Dutch|Netherlands", "guilder|guilders", "fl", ""),
    "PTE": ("Portuguese Escudo", "Portuguese", "escudo|escudos", "", ""), "SIT": ("Tolar", "Slovenian|Slovene", "tolar|tolars", "", ""),
    "SKK": ("Slovak Koruna", "Slovak", "koruna|korunas|crown|crowns", "", ""), "SUR": ("Soviet Ruble", "Soviet", "ruble|rubles|rouble|roubles", "", ""),
    "XDR": ("Special Drawing Right", "", "special drawing rights|SDRs", "", ""), "ZWL": ("Zimbabwe Dollar", "", "RTGS dollar|RTGS dollars", "RTGS$", ""),
}
# Whose a unit is when no country stands beside it; with `+` only behind a multiplier (`20 pounds` is a weight).
BARE = {
    "dollar|dollars|bucks|greenbacks": "USD", "+pound|+pounds|quid|pound sterling|pounds sterling|sterling": "GBP",
    "franc|francs": "CHF", "rupee|rupees": "INR", "lira|liras": "TRY", "rial|rials": "IRR", "riyal|riyals": "SAR",
    "krona|kronor|kronas": "SEK", "ruble|rubles|rouble|roubles": "RUB", "dirham|dirhams": "AED", "+won": "KRW",
    "koruna|korunas|koruny": "CZK", "kwacha|kwachas": "ZMW", "+mark|+marks": "DEM",
}
# Several countries' alike: whose it is stays open.
OPEN = {
    "peso": "peso|pesos", "dinar": "dinar|dinars", "shilling": "shilling|shillings", "krone": "krone|kroner|kroners",
    "crown": "+crown|+crowns", "manat": "manat|manats", "leu": "leu|+lei", "guilder": "guilder|guilders",
    "escudo": "escudo|escudos", "colon": "colones",
}
# Too much like other words to be money without their country.
NOT_BARE = set("real reals sol soles sum sums som soms soum soums gold colon colons leone lev levs lek leks kina tala talas loti"
               " pula dram drams vatu bob buck ether ethers punt punts lats lati fl boliviano guarani quetzal birrs".split())


def main():
    names = {}
    with open(os.path.join(DATA, "gazetteer-country-codes", "currency-codes-iso4217.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row["AlphabeticCode"]
            if code and not row["WithdrawalDate"] and code not in ("XXX", "XTS") and not code.startswith("XB") and row["MinorUnit"] not in ("", "-"):
                names[code] = row["Currency"].replace("’", "'").strip()
    names.setdefault("BGN", "Bulgarian Lev")
    entries = {code: (name, *CURRENCY_WORDS.get(code, ("", "", "", ""))) for code, name in names.items()}
    entries.update(OTHER_CURRENCIES)
    owners = {form.lstrip("+"): (code, form) for forms, code in BARE.items() for form in forms.split("|")}
    open_forms = {form.lstrip("+") for forms in OPEN.values() for form in forms.split("|")}
    shared = collections.Counter(unit for _, _, units, _, _ in entries.values() for unit in set(units.split("|")) if unit)
    lines = ["# Currencies: code, name, words after a number, signs and short forms, smaller units with their power of ten.",
             "# A + before a word or sign: only with a multiplier or separators. A code in small letters: whose it is stays open.",
             "# Sources: ISO 4217 codes from datasets/currency-codes (PDDL); words: own list. Written by make-currencies.py."]
    for code in sorted(entries):
        name, adjectives, units, signs, parts = entries[code]
        words = [form for owner, form in owners.values() if owner == code]
        for unit in filter(None, (unit.lstrip("+") for unit in units.split("|"))):
            if unit not in owners and unit not in open_forms and unit not in NOT_BARE and shared[unit] == 1:
                words.append(unit)
            words += [f"{adjective} {unit}" for adjective in adjectives.split("|") if adjective]
        lines.append("\t".join([code, name, "|".join(dict.fromkeys(words)), signs, parts]).rstrip("\t"))
    lines += ["\t".join([code, code.capitalize(), forms]) for code, forms in sorted(OPEN.items())]
    with open(os.path.join(HERE, "currencies.tsv"), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")
    print(f"currencies.tsv: {len(lines)} lines")


main()
