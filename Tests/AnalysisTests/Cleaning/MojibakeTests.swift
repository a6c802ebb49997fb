import Analysis
import DocumentModel
import Foundation
import Testing

/// What is repaired, and above all what is left alone.
@Suite struct MojibakeTests {
    /// Only normalises.
    static let unrepaired = {
        var options = CleaningOptions()
        options.repairMojibake = false
        return TextCleaner(options)
    }()

    /// Sentences of our own in many languages, with the characters that look like damage to a careless eye.
    static let real = [
        "« C’était un été français », a-t-elle dit à l’hôtel ; « très bien »…",
        "«\u{A0}Désolé\u{A0}», dit-il. «\u{A0}À bientôt, à l’été\u{A0}!\u{A0}» VOILÀ… «\u{A0}CAFÉ\u{A0}» “CAFÉ” – É… È» «é…»",
        "O PAÍS AMANHÃ… “IRMÃ” – AMANHÃ– SÃO PAULO: ‘MANHÃ’ “não, amanhã…” «ÓRGÃO» IRMÃ® e LÃ™",
        "«Está», dijo él; «ESPAÑA…», «¿qué? así…» ÁÉÍÓÚ Ñ… “ESPAÑ”",
        "„Fuß“, sagte er – „Straß“… Öl, Ä, Ü; ‚Ähm‘, ‚Ärger‘, „Ä“ – „Ö“ …",
        "HYVÄ… TÄMÄ” PÄIVÄ– ”PÄIVÄÄ” kylä – yö… Ä” Å” Ö”",
        "Å, så fint… Å– RÅ” RÅ™ «blå»… Æ” Ø…",
        "È… «perché è…» LUNEDÌ” CITTÀ… PIÙ” «così», «cos’è…», C’È”",
        "Văn phòng “Đã…” ĐÃ” XÃ… XÃ– “xã hội…” «đã»… ổn định – ‘ở’ “à…” HÀ NỘI — Nguyễn Phú Trọng, ơ… ư”",
        "Żółć, „gęś”… ŁÓDŹ” – ‚źdźbło’… Ś” „Ż” Ć…",
        "Říkal: „Ještě…“ – ‚dítě‘… Ň“ „Ú“ JARÁ“",
        "Ő… „Ű” – «Á», ŰR” ő… ű”",
        "Anlatılan “ıŞIK”… Ğ” Ş… İ” Â… “Â”",
        "„România”, Â… „Î” ÎN… „să” «fără»… PÂNĂ” Î” â…",
        "Россия «В» и «С…» — «Р», СССР… «Ё» РЁВ; вы «все»… „Газета“ № 5 – РСФСР; в „Правде“ В… Г»",
        "Україна: Рівне, Різдво, Світ, Сіверськ, РІВНЕ, СІЛЬ, СІРІ, РІСІ, «їжа»… Євросоюз, ґанок, Гіт, Віє, її, Рє, Рі",
        "Србија: Ђорђе, Љубљана, Рђа, рђа, џеп, врџа, СРЈ, «Ћуприја»… Ј” вЂ",
        "Беларусь: Ўладзімір, Сёння, Рэспубліка, Сёмы, РЁВ, «ў»…",
        "Қазақстан, Өзбекистон, Ғани… «Ә» Ұлы",
        "Ελλάδα «Αθήνα»… – ‘Ωραία’, Ά” π… Ω– √π, 2√π·r², √2, x≈Δ, ∆x, – Ä – É",
        "ירושלים – „שלום”… العربية «نعم»… فارسی می‌شود",
        "हिन्दी – “नमस्ते”… ไทย “สวัสดี”… 中文「你好」…日本語『は』… 한국어 “네”…",
        "Ísland: „Æ“ – «Ð», Þ… Ð” ð… á» ‚á‘",
        "Eesti: „Õ“ – «ä»… ÖÖ… Õ” PÄÄ” Latvija: „Ā”, Ģ… Lietuva: „Ė“, Ū…",
        "Malti: Ħ… Ġ” Cymraeg: ŵ… Ŷ” Gaeilge: SEÁN” – Ó… Í”",
        "£5 – €6… ±2° ©2020 Intel® Core™… 5×6 ½ µm § 3 ¶ naïve coöperate façade Ångström º ª",
        "« é » «è» «à» “é” ‘à’ é— à– è… ù” ç»  ê« ô™ î® ï°",
    ].map { unrepaired.cleaned(Text($0)).string }

    @Test(arguments: real) func `real text is not changed`(text: String) {
        #expect(TextCleanerTests.clean(text) == text)
    }

    /// What must come back from every kind of damage.
    static let damaged = [
        "It’s “fine” — really…", "“Quotes”", "5 € – 10 £", "Nguyễn Xuân Phúc đã đến Hà Nội", "Việt Nam và Nga hợp tác",
        "São Paulo não é a capital", "El niño comió piñas", "Größe, Übergröße", "żółć i gęś, bądź się",
        "Привет, мир", "Ельцин и „Правда“", "Αθήνα σήμερα", "عربي هنا", "中文新闻", "日本語です", "한국어", "😀 ok", "Oil™ ©2020",
    ]

    static func misread(_ text: String, _ encoding: String.Encoding) -> String? {
        // Bytes that the set lacks become C1 controls, as in browsers.
        var out = ""
        for byte in text.utf8 {
            if let one = String(bytes: [byte], encoding: encoding), !one.isEmpty {
                out += one
            } else {
                out.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return out
    }

    @Test(arguments: damaged, [String.Encoding.windowsCP1252, .isoLatin1])
    func `UTF-8 read as a Western set is read again`(text: String, encoding: String.Encoding) throws {
        let once = try #require(Self.misread(text, encoding))
        #expect(TextCleanerTests.clean(once) == text)
        let twice = try #require(Self.misread(once, encoding))
        #expect(TextCleanerTests.clean(twice) == text)
    }

    @Test(arguments: [
        "It’s “fine” — really…", "Привет, мир", "Выборы в России", "café in Paris", "Nguyễn Xuân Phúc", "żółć", "№ 5",
        "😀",
    ])
    func `UTF-8 read as Windows-1251 is read again`(text: String) throws {
        #expect(TextCleanerTests.clean(try #require(Self.misread(text, .windowsCP1251))) == text)
    }

    @Test(arguments: [
        ("It‚Äôs ‚Äúfine‚Äù ‚Äî really‚Ä¶", "It’s “fine” — really…"),
        ("–ü—Ä–∏–≤–µ—Ç, –º–∏—Ä", "Привет, мир"),
        ("caf√© √† Paris", "café à Paris"),
        ("Nguy·ªÖn Xu√¢n Ph√∫c", "Nguyễn Xuân Phúc"),
        ("≈º√≥≈Çƒá jest", "żółć jest"),
        ("5 ‚Ç¨ now", "5 € now"),
        ("\u{F8FF}üòÄ", "😀"),
    ])
    func `UTF-8 read as Mac Roman is read again`(damaged: String, text: String) {
        #expect(TextCleanerTests.clean(damaged) == text)
    }

    @Test func `a text broken in places is repaired in these places`() {
        #expect(
            TextCleanerTests.clean("L’été, «\u{A0}voilÃ©\u{A0}», câ€™est lâ€™Ã©tÃ© à Paris")
                == "L’été, « voilé », c’est l’été à Paris")
        #expect(TextCleanerTests.clean("itâ€™s and itÃ¢â‚¬â„¢s") == "it’s and it’s")
        // Weak evidence counts in a text with strong evidence only.
        #expect(TextCleanerTests.clean("KÃ–LN") == "KÃ–LN")
        #expect(TextCleanerTests.clean("KÃ–LN und MÃ¼nchen") == "KÖLN und München")
    }

    @Test func `C1 controls were Windows-1252`() {
        #expect(TextCleanerTests.clean("\u{93}Oil\u{94} \u{96} it\u{92}s\u{81}") == "“Oil” – it’s")
    }
}
