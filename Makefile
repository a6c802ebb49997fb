# Textmill's everyday commands. `make demo` and `make test` do everything from a fresh clone.

SHELL = bash
PREFIX ?= /usr/local
RELEASE = -c release --static-swift-stdlib
# libyaml, zlib and SQLite are linked from their static archives where these are installed, so that the program runs on
# machines without them: pkg-config is shown descriptions that point to a folder with nothing but the archives.
STATIC = $(CURDIR)/.build/static
TEXTMILL = .build/release/textmill
QUIET_BUILD = 2>&1 | { grep -E 'error:|Compiling|Linking|Build complete' || true; } | tail -n 20

.PHONY: help demo test check format lint-format release install packages docs models models-check bench fuzz-build sanitize walkthrough cron clean

help:
	@echo "make demo       build, run Pipelines/news.yaml over Samples/articles, and show the result"
	@echo "make test       build and run all tests"
	@echo "make check      format lint, imports, thread sanitizer, benchmarks and fuzz targets build, walk-through"
	@echo "make install    put one executable into PREFIX/bin (PREFIX=$(PREFIX))"
	@echo "make bench      measure, beside other tools"
	@echo "make models     learn the models of entities and topics anew, from the folder DATA (DATA=$(DATA))"
	@echo "make docs       write Documentation/Stages.md anew"
	@echo "make format     format the code"

packages:
	@.ci/install-packages

$(STATIC): | packages
	@mkdir -p $(STATIC)
	@for library in yaml:yaml-0.1 z:zlib sqlite3:sqlite3; do \
	    archive=$$(clang -print-file-name=lib$${library%:*}.a); \
	    [ -f "$$archive" ] || continue; \
	    ln -sf "$$archive" $(STATIC)/; \
	    printf 'Name: %s\nDescription: static\nVersion: 1\nLibs: -L%s -l%s\n' \
	        $${library#*:} $(STATIC) $${library%:*} > $(STATIC)/$${library#*:}.pc; \
	done

release: packages $(STATIC)
	@set -o pipefail; PKG_CONFIG_PATH=$(STATIC) swift build $(RELEASE) --product textmill $(QUIET_BUILD)

demo: release
	@mkdir -p out
	@echo
	@echo "\$$ textmill run Pipelines/news.yaml"
	@$(TEXTMILL) run Pipelines/news.yaml
	@echo
	@echo "\$$ textmill show out/articles.jsonl"
	@$(TEXTMILL) show out/articles.jsonl
	@echo
	@echo "The records are in out/articles.jsonl (one document a line, JSON) and out/articles.csv (for spreadsheets)."
	@echo "Why did a document get its labels?  $(TEXTMILL) explain Pipelines/news.yaml DOCUMENT"

test: packages
	swift build --build-tests --explicit-target-dependency-import-check error
	swift test --skip-build

check: lint-format sanitize fuzz-build walkthrough cron
	swift build --package-path Benchmarks -c release --scratch-path .build-benchmarks

lint-format:
	swift format lint --strict --recursive Package.swift Sources Plugins Tests Benchmarks

format:
	swift format --in-place --recursive Package.swift Sources Plugins Tests Benchmarks

sanitize: packages
	swift test --sanitize=thread --scratch-path .build-tsan --filter EngineTests

fuzz-build: packages
	swift build --package-path Tests/Fuzz --scratch-path .build-fuzz

walkthrough: packages
	Tests/Walkthrough/run

# A pipeline under a real cron daemon, for two nights of a minute; says so where there is none, or no root.
cron: packages
	swift build --product textmill
	Tests/Walkthrough/cron

# The model of entities, from openly licensed data: 15 minutes on two cores. The same data give the same bytes.
DATA ?= ../shared/data
MODEL = Sources/CModels/entities.model
MODEL_WORK = .build/models
TOPICS_MODEL = Sources/CModels/topics.model

models: release
	python3 Plugins/ExtractEntities/training/make.py $(DATA) $(MODEL_WORK) $(TEXTMILL)
	cp $(MODEL_WORK)/entities.model $(MODEL)
	python3 Plugins/ClassifyTopics/training/make.py $(DATA) $(MODEL_WORK) $(TEXTMILL)
	cp $(MODEL_WORK)/topics.model $(TOPICS_MODEL)
	@echo "$(MODEL) and $(TOPICS_MODEL) are new: 'make release' builds them into the program"

models-check: release
	python3 Plugins/ExtractEntities/training/make.py $(DATA) $(MODEL_WORK) $(TEXTMILL)
	python3 Plugins/ClassifyTopics/training/make.py $(DATA) $(MODEL_WORK) $(TEXTMILL)
	@cmp $(MODEL_WORK)/entities.model $(MODEL) && cmp $(MODEL_WORK)/topics.model $(TOPICS_MODEL) \
	    && echo "the models in Sources are the ones that the data give"

docs: release
	$(TEXTMILL) stages --format markdown > Documentation/Stages.md

bench: release
	Benchmarks/run

install: release
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 $(TEXTMILL) "$(DESTDIR)$(PREFIX)/bin/textmill"
	strip "$(DESTDIR)$(PREFIX)/bin/textmill"
	@echo "Installed $(DESTDIR)$(PREFIX)/bin/textmill"

clean:
	rm -rf .build .build-* out
