/// A news agency, as datelines, credits and sign-offs name it.
package struct Agency: Hashable, Sendable {
    /// The name that the field `agency` gets: `VNA`, `Reuters`.
    package let name: String

    /// The agency of this name or alias, in any case.
    package init?(_ name: some StringProtocol) {
        guard let known = Self.byKey[Self.key(name)] else { return nil }
        self.name = known
    }

    /// The first of agencies joined by slashes, all of which must be known: `VNA/VNS`.
    init?(joined bytes: ArraySlice<UInt8>) {
        guard bytes.count >= 2, bytes.count <= 60 else { return nil }
        var first: Agency?
        for part in String(decoding: bytes, as: UTF8.self).split(separator: "/", omittingEmptySubsequences: false) {
            guard let agency = Agency(part) else { return nil }
            first = first ?? agency
        }
        guard let first else { return nil }
        self = first
    }

    /// Letters and digits only, in capitals.
    private static func key(_ name: some StringProtocol) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) {
            let letters = name.utf8.lazy.map { $0 &- 97 < 26 ? $0 & 0xDF : $0 }
            return String(decoding: letters.filter { $0 &- 65 < 26 || $0 &- 48 < 10 }, as: UTF8.self)
        }
        return String(
            name.uppercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil })
    }

    private static let byKey: [String: String] = {
        var byKey: [String: String] = [:]
        for line in AgencyTable.lines.split(separator: "\n") {
            let names = line.split(separator: ";").map { $0.trimming(" ") }
            for name in names { byKey[key(name)] = String(names[0]) }
        }
        return byKey
    }()
}

extension Substring {
    /// Without `character` at both ends.
    fileprivate func trimming(_ character: Character) -> Substring {
        var text = self
        while text.first == character { text.removeFirst() }
        while text.last == character { text.removeLast() }
        return text
    }
}

/// The agencies that are known: on each line one of them: the usual short name, then others.
/// Names that are common words (a list once had `Online`) are left out: a last line of one word is no sign-off. Own knowledge, from their copy.
enum AgencyTable {
    static let lines = """
        VNA; Vietnam News Agency; TTXVN; VietnamPlus; Thông tấn xã Việt Nam
        VNS; Viet Nam News; Vietnam News; Việt Nam News
        VOV; VOV5; Voice of Vietnam
        Reuters; Thomson Reuters; Reuters Health
        AP; The Associated Press; Associated Press
        Canadian Press; The Canadian Press
        AFP; Agence France-Presse; AFP-Jiji; AFP Relaxnews
        Xinhua; Xinhua News Agency; Xinhua News
        CNS; China News Service
        TASS; ITAR-TASS; ТАСС; ИТАР-ТАСС
        RIA Novosti; RIA; РИА Новости
        Sputnik
        Interfax; Интерфакс; Interfax-Kazakhstan
        Interfax-Ukraine; Interfax-Ukraina
        Ukrinform; Укрінформ; Укринформ
        UNIAN; УНІАН; УНИАН
        BelTA; БЕЛТА; Belta
        Kazinform; Казинформ
        Trend News Agency
        AZERTAC; Azertac
        APA
        Armenpress; Арменпресс
        UPI; United Press International
        dpa; DPA; Deutsche Presse-Agentur; dpa-AFX
        AFX; AFXP
        APA-OTS; Austria Presse Agentur
        KNA
        epd
        ANSA
        AGI
        Adnkronos
        EFE; Agencia EFE; EFEUSA
        Europa Press; EP
        Lusa; LUSA; Agência Lusa
        Agência Brasil; ABr
        Télam; Telam
        Prensa Latina; PL
        Notimex
        Belga
        ANP
        NTB
        Ritzau
        TT
        STT
        PAP; Polska Agencja Prasowa
        ČTK; CTK
        TASR
        SITA
        MTI
        Agerpres; AGERPRES
        Mediafax
        BTA; Bulgarian News Agency
        Hina; HINA
        Tanjug
        FoNet
        SRNA
        FENA
        MIA
        Makfax
        ATA
        KosovaPress
        AMNA; ANA-MPA; ANA
        Anadolu; AA; Anadolu Agency; Anadolu Ajansı
        DHA; Demirören News Agency
        İHA; Ihlas News Agency
        BNS; Baltic News Service
        ELTA
        LETA
        Kyodo; Kyodo News; 共同通信
        Jiji; Jiji Press; JIJI
        Yonhap; Yonhap News Agency
        Newsis
        KCNA; Korean Central News Agency
        Focus Taiwan; Central News Agency
        Taiwan News
        CNA; Channel NewsAsia
        Montsame; MONTSAME
        PTI; Press Trust of India; PTI News
        ANI; Asian News International
        IANS; Indo-Asian News Service
        UNI; United News of India
        APP; Associated Press of Pakistan
        PPI; Pakistan Press International
        BSS; Bangladesh Sangbad Sangstha
        UNB; United News of Bangladesh
        Lankapuvath
        RSS
        Bernama; BERNAMA
        Antara; ANTARA; ANTARA News; LKBN Antara
        PNA; Philippine News Agency
        TNA; Thai News Agency
        MCOT
        AKP; Agence Kampuchea Presse
        KPL; Lao News Agency
        MNA; Myanmar News Agency
        AAP; Australian Associated Press
        RNZ
        NZPA
        NZ Newswire
        IRNA; Islamic Republic News Agency
        ISNA
        Mehr; Mehr News Agency
        Fars; Fars News Agency
        Tasnim
        INA
        NINA
        Aswat al-Iraq
        NNA; National News Agency
        SANA; Syrian Arab News Agency
        Petra; Jordan News Agency
        WAFA
        Maan
        SPA; Saudi Press Agency
        WAM; Emirates News Agency
        KUNA; Kuwait News Agency
        QNA; Qatar News Agency
        BNA; Bahrain News Agency
        ONA; Oman News Agency
        MENA; Middle East News Agency
        TAP; Tunis Afrique Presse
        MAP; Maghreb Arabe Presse
        APS; Algeria Press Service
        LANA; Libyan News Agency
        SUNA; Sudan News Agency
        ENA; Ethiopian News Agency
        NAN; News Agency of Nigeria
        GNA; Ghana News Agency
        PANA; Panapress
        KNA Kenya; Kenya News Agency
        Angop; ANGOP; Angola Press
        SAPA; South African Press Association
        PA; PA Media; Press Association
        IPS; Inter Press Service
        UN News; UN News Centre
        Bloomberg; Bloomberg News
        Dow Jones; DJ
        MarketWatch
        PR Newswire; PRNewswire
        Business Wire
        GlobeNewswire; Globe Newswire
        States News Service
        Capitol News Service
        Wikinews
        """
}
