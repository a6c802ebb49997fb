/// Sentences of our own, one to a line and a blank line between paragraphs, as a reader would part them.
enum SentenceGold {
    static let text = #"""
        Dr. Lind met Gen. A. B. Osei in St. Gallen on Jan. 5.
        They spoke for two hours.
        Mr. Tran, who arrived at 3 p.m. Monday, left at 9 a.m. on Tuesday.
        The U.S. delegation stayed.
        It was led by Sen. Marge Hollis of Ohio.
        Prof. J. R. Okafor Jr. wrote the report.
        He did not sign it.

        The index rose 3.5 per cent to 1,204.75 points.
        Oil fell to $79.14 a barrel.
        Gas was at 2.10.
        Shares of Safari Cement Ltd. gained 6 per cent.
        Nordkap Inc. lost 4.
        The company, founded as Brandt & Sons Co. in 1912, has 300 workers.
        It is owned by Haldor Corp.
        The buyer was not named.

        “We will not wait,” she said.
        “The roads are open.”
        “Who pays?” asked Mr. Osei.
        “Nobody!” she said.
        He laughed (he often does).
        Then he left.
        “Is that all?”
        “Yes.”
        She said: "We are ready."
        "Nobody was hurt," a spokesman said.
        The minister called it 'a good day.'
        Others did not.

        See www.example.org/index.html for details.
        Write to press.office@example.org before Friday.
        The file is called report.v2.pdf and has 3.1 MB.
        Visit https://example.org/a.b?c=d.e today.
        The site example.com was down.

        The vote was on Dec. 28.
        It was the third since Feb. 2.
        No. 5 Downing Lane was empty.
        Article No. 12 was struck out.
        Art. 3 of the charter stayed.
        Sec. 4 was changed.
        See Fig. 2 and p. 17.
        Did they agree?
        No.
        They will meet again in Sept.
        The date is open.

        He said … nothing.
        She waited... and waited.
        The answer came late...
        Nobody heard it.
        “Well …” he began.
        What a night!
        What now?!
        Nobody knows.

        The talks ended with pleasure./.
        VNA

        The quake struck at 4:17 a.m. local time.
        At 6 a.m. the first teams came.
        Power returned at 11 p.m.
        The schools stayed closed.
        It was minus 14.2 degrees at 7 a.m. Thursday.
        The bus left at 8 p.m. EST.
        It never arrived.

        The U.N. Security Council met.
        Both the U.S. and the E.U. sent envoys.
        The ship was built in the U.S.
        It sank in 1998.
        He lives in Washington, D.C.
        His wife lives in Paris.
        The J. P. Moor case was heard in the U.K. Supreme Court.
        Police in the U.K. said so.
        She has a Ph.D. in law.
        He has an M.D. from Lagos.

        The following was agreed:
        - Duties fall by half.
        - Quotas end in 2030.
        - A joint panel meets twice a year.

        1. The parties shall meet.
        2. The parties shall report.
        3. The parties shall pay.

        • Rice up 3 per cent
        • Coffee down 1.2 per cent
        • Rubber unchanged

        Rescue teams came from Greece, Armenia, etc. and began at once.
        Tents, blankets, etc. were on the way.
        The town has about 9,000 people.
        Some 1.3 million are without power.
        The dam holds 4.5 bn cubic metres.
        In 2020. the figure was lower.

        Lê Thu Hương spoke first.
        Ông Trần Văn Đức answered.
        Ästhetik is a German word.
        Éric Dubois agreed.
        Øyvind did not.
        “Đúng rồi,” said Ms. Hương.
        „Ja“, sagte er.

        The case is Brandt vs. Haldor.
        It was heard by Hon. Judge Miriam Teo.
        Lt. Col. Dara Sok testified.
        Capt. Ruiz did not.
        Gov. Ndegwa cut the rate.
        Rep. Ana Lopes (D-Calif.) voted no.
        Sens. Hart and Boyd voted yes.
        Adm. Villacruz was absent.
        Fr. Paulo prayed.
        Mt. Elgon was in cloud.
        Ft. Hall was not.

        The treaty has 42 articles.
        It enters into force when 30 states have ratified it.
        Fiji signed first.
        "Why us?" asked one envoy.
        "Because you came," said another.
        [The text follows.]
        (It is not long.)
        It has two annexes.

        Exports grew by 20%.
        Imports fell by 3%.
        The gap is 1.2 billion USD.
        That is 10 per cent of GDP.
        5,000 workers lost their jobs.
        41 were hired again.
        iPhone sales rose.
        Did anyone notice?
        Yes.
        The bank did.

        He ran 10 km in 31 min. on Sunday.
        The record is 27 min.
        It stands since 1989.
        Approx. 400 people watched.
        She came 3rd.
        He was 4th.
        Team No. 7 won.

        Beijing called the claim “absurd.”
        Manila said it was “the law.”
        Neither moved.
        “We are neighbours.
        We will stay neighbours,” the envoy said.
        “Peace takes time.
        It is worth it.”
        The room was silent.
        Then came applause!
        It lasted a minute.

        The agreement was reached.
        The two sides shook hands.
        The sum is US$3.2 mln.
        The loan runs to Aug. 2031.
        The rate is 4.25 pct.
        Payments begin in Oct.
        Nothing is due before.

        What comes next?
        Nobody in Suva, Lomé or Quito can say.
        The fund opens on June 1.
        Until then, ships pay nothing.
        “Not one cent,” said Ms. Vakacegu.
        She should know.
        She wrote the text.
        """#

    /// The paragraphs, each with its sentences.
    static var paragraphs: [[String]] {
        text.split(separator: "\n\n").map { $0.split(separator: "\n").map(String.init) }
    }
}
