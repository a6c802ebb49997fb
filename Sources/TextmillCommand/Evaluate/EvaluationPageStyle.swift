/// What the page of a result looks like, and what it does.
enum EvaluationPageStyle {
    /// Colours for a light and a dark page; errors differ in their line as well as in their colour.
    static let css = """
        :root { color-scheme: light dark; --back: #fff; --text: #1b1b1f; --soft: #5c5c66; --line: #d8d8de;
          --panel: #f5f5f8; --right: #d9f0dd; --wrong: #fbdfdc; --other: #fdeec9; --right-line: #2c7a3f;
          --wrong-line: #b3261e; --other-line: #8a6100; }
        :root.dark { color-scheme: dark; --back: #16161a; --text: #e8e8ee; --soft: #a3a3b0; --line: #36363f;
          --panel: #1f1f25; --right: #173d21; --wrong: #55201c; --other: #4a3a0c; --right-line: #6fcf87;
          --wrong-line: #ff8a80; --other-line: #e6b94a; }
        :root.light { color-scheme: light; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1rem; max-width: 90rem; font: 16px/1.5 system-ui, sans-serif;
          background: var(--back); color: var(--text); }
        header { position: relative; padding-right: 9rem; }
        #theme { position: absolute; top: 0; right: 0; }
        h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.2rem; margin: 1.5rem 0 .5rem; }
        h3 { font-size: 1rem; margin: 0 0 .4rem; overflow-wrap: anywhere; }
        h4 { font-size: .8rem; margin: 0; color: var(--soft); font-weight: 600; }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
        th, td { padding: .15rem .7rem; border-bottom: 1px solid var(--line); text-align: right; }
        tbody th { text-align: left; font-weight: 600; }
        td.zero { color: var(--soft); } td.right { background: var(--right); } td.wrong { background: var(--wrong); }
        form { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; padding: .6rem;
          background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
        select, input, button { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--line);
          border-radius: 4px; padding: .1rem .4rem; }
        article { margin: .8rem 0; padding: .7rem; border: 1px solid var(--line); border-radius: 6px; }
        article[hidden] { display: none; }
        .sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1.2rem; }
        .sides p { margin: .2rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        @media (max-width: 45rem) { .sides { grid-template-columns: 1fr; } }
        mark { color: inherit; background: var(--other); border-bottom: 2px dashed var(--other-line);
          border-radius: 3px; padding: 0 .15em; }
        mark.correct { background: var(--right); border-bottom: 2px solid var(--right-line); }
        mark.missed, mark.spurious { background: var(--wrong); border-bottom: 2px dotted var(--wrong-line); }
        mark small { font-size: .68em; margin-left: .3em; color: var(--soft); }
        mark.faint { opacity: .35; } .also { color: var(--soft); }
        """

    /// Filtering, and the switch between dark and light.
    static let script = """
        'use strict';
        const root = document.documentElement;
        const dark = matchMedia('(prefers-color-scheme: dark)').matches;
        root.className = dark ? 'dark' : 'light';
        document.getElementById('theme').onclick = () => {
          root.className = root.className === 'dark' ? 'light' : 'dark';
        };
        const articles = [...document.querySelectorAll('article')].map(element => ({
          element, text: element.textContent.toLowerCase(), marks: [...element.querySelectorAll('mark')],
          errors: element.dataset.errors ? element.dataset.errors.split(' ').map(e => e.split(':')) : []
        }));
        const by = id => document.getElementById(id);
        function filter() {
          const label = by('label').selectedIndex - 1, kind = by('kind').value;
          const words = by('words').value.toLowerCase(), all = by('all').checked;
          let shown = 0;
          for (const a of articles) {
            const fits = a.errors.some(e => (label < 0 || +e[0] === label) && (!kind || e[1] === kind));
            const show = (fits || all) && (!words || a.text.includes(words));
            a.element.hidden = !show;
            shown += show;
            for (const m of a.marks) {
              m.classList.toggle('faint', (label >= 0 && +m.dataset.label !== label)
                || (kind !== '' && !m.classList.contains(kind)));
            }
          }
          by('count').textContent = shown + ' of ' + articles.length + ' texts are shown.';
        }
        by('filters').oninput = filter;
        by('filters').onsubmit = event => event.preventDefault();
        filter();
        """

    /// A whole page; `summary` and `body` are HTML, the others text.
    static func page(title: String, heading: String, summary: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
        <title>\(HTML.escaped(title))</title>
        <style>\(css)</style>
        </head>
        <body>
        <header>
        <h1>\(HTML.escaped(heading))</h1>
        <p>\(summary)</p>
        <button id="theme" type="button">Dark or light</button>
        </header>
        <main>
        \(body)
        </main>
        <script>\(script)</script>
        </body>
        </html>

        """
    }

    /// What to choose texts by.
    static func filters(labels: [String], kinds: [String]) -> String {
        func options(_ names: [String]) -> String {
            names.map { "<option value=\"\(HTML.escaped($0))\">\(HTML.escaped($0))</option>" }.joined()
        }
        return """
            <form id="filters">
            <label>Label <select id="label"><option value="">all</option>\(options(labels))</select></label>
            <label>Error <select id="kind"><option value="">any</option>\(options(kinds))</select></label>
            <label>Holds <input id="words" type="search" placeholder="words of the text"></label>
            <label><input id="all" type="checkbox"> also texts without such errors</label>
            </form>
            """
    }
}
