# Hinny. On a bare Debian machine with Go, "make run" and "make test" are the
# only two commands needed: they install what is missing.

GO      ?= go
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS  = -s -w -X main.version=$(VERSION)
# migrated_fynedo: the window calls Fyne from its own goroutine only, so Fyne
# need not check it at every call. no_animations: the fading cursor of a field
# would draw the whole window twelve times a second, which without a graphics
# card takes 12 instead of 2 % of a core. ci: Fyne without OpenGL, for tests.
# ACCESSIBLE=1 adds what tells screen readers of the window, which Fyne 2.8 has
# for Windows and macOS; elsewhere it changes nothing.
comma   := ,
WINDOW   = migrated_fynedo,no_animations$(if $(ACCESSIBLE),$(comma)accessibility)
HEADLESS = ci,migrated_fynedo

# What bundles the window for the system it runs on; only make package needs it.
FYNE = fyne.io/tools/cmd/fyne@v1.7.4

# Debian packages, by what wants them.
BUILD_PACKAGES = gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libxkbcommon-dev libwayland-dev
TEST_PACKAGES  = $(BUILD_PACKAGES) xvfb xdotool openbox imagemagick x11-utils libgl1-mesa-dri b3sum fonts-noto-cjk
CHECK_PACKAGES = protobuf-compiler

.PHONY: help run build hinnyd demo test unit window-test check race fuzz bench bench-library bench-index bench-small bench-large bench-window bench-parts sim e2e package need-build need-test clean

help: ## what can be made
	@grep -E '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 16

run: need-build ## install what is missing, build, open the window
	$(MAKE) --no-print-directory build
	./bin/hinny $(ARGS)

build: need-build hinnyd ## both programs, in bin/
	$(GO) build -tags $(WINDOW),no_metadata -trimpath -ldflags "$(LDFLAGS)" -o bin/hinny ./app

hinnyd: ## the headless program, in bin/; needs nothing but Go
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags "$(LDFLAGS)" -o bin/hinnyd ./app/headless

demo: hinnyd ## four local peers, a search, and a download from all four
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then $(MAKE) --no-print-directory build; fi
	$(GO) run ./app/demo -bin bin

test: need-test unit window-test ## everything that must hold, on any machine

unit:
	CGO_ENABLED=0 $(GO) test -tags $(HEADLESS) -timeout 30m ./...

window-test: need-build
	$(GO) test -tags $(WINDOW),window -timeout 20m ./app/windowtest/...

check: ## vet, staticcheck, gofumpt
	$(GO) vet -tags $(HEADLESS) ./...
	$(GO) tool staticcheck -tags $(HEADLESS) ./...
	@unformatted=$$($(GO) tool gofumpt -l app assets index network share); \
	if [ -n "$$unformatted" ]; then echo "not gofumpt formatted:"; echo "$$unformatted"; exit 1; fi

race: need-build ## every test under the race detector
	$(GO) test -race -tags $(HEADLESS) -timeout 60m ./...

fuzz: ## every decoder of foreign bytes, FUZZTIME each
	@for target in $$(grep -rlE '^func Fuzz' --include='*_test.go' . | xargs -n1 dirname | sort -u); do \
	  for name in $$(grep -hoE '^func Fuzz[A-Za-z0-9_]+' $$target/*_test.go | cut -c6-); do \
	    echo "$$target $$name"; \
	    $(GO) test -tags $(HEADLESS) -run '^$$' -fuzz "^$$name$$" -fuzztime $(or $(FUZZTIME),30s) $$target || exit 1; \
	  done; \
	done

bench: hinnyd ## Hinny beside its rivals, in one run (as root: in network namespaces)
	CGO_ENABLED=0 $(GO) build -trimpath -o bin/barestream ./network/barestream
	$(GO) build -trimpath -o bin/bench ./app/bench
	$(GO) test -tags $(HEADLESS) -run '^$$' -bench Judged -benchtime 1x ./index/rank # nDCG@10 of the judged searches
	./bin/bench -bin bin -scenario one -rounds $(or $(ROUNDS),5)
	@if [ "$$(id -u)" = 0 ]; then \
	  ./bin/bench -bin bin -scenario four -rounds $(or $(ROUNDS),3); \
	  ./bin/bench -bin bin -scenario eight -rounds $(or $(ROUNDS),3); \
	  ./bin/bench -bin bin -scenario uneven -rounds $(or $(ROUNDS),3); \
	else echo "The shaped scenarios need root, for network namespaces."; fi

bench-library: hinnyd ## a library of FILES small files: first tick, start, memory, a move; KEEP=folder for the next run
	$(GO) build -trimpath -o bin/bench ./app/bench
	./bin/bench -bin bin -scenario library -files $(or $(FILES),100000) $(if $(KEEP),-keep $(abspath $(KEEP)))

bench-index: ## searches among FILES names, beside SQLite's FTS5 where sqlite3 is there; KEEP=folder for the next run
	CGO_ENABLED=0 $(GO) test -tags $(HEADLESS) -run '^$$' -bench BesideFTS5 -benchtime 1x -timeout 60m ./index -files $(or $(FILES),1000000) $(if $(KEEP),-home $(abspath $(KEEP)))

bench-small: hinnyd ## one order for FILES files of 10 KiB
	$(GO) build -trimpath -o bin/bench ./app/bench
	./bin/bench -bin bin -scenario small -rounds $(or $(ROUNDS),5) -files $(or $(FILES),10000)

bench-large: hinnyd ## a file of MIB (10,240) with holes: pauses and memory
	$(GO) build -trimpath -o bin/bench ./app/bench
	./bin/bench -bin bin -scenario large -rounds $(or $(ROUNDS),3) -mib $(or $(MIB),10240)

bench-window: need-test ## the real window: first frame over FILES shared files, 50,000 results, a download from 20 sources
	$(GO) test -tags $(WINDOW),window -run '^$$' -bench . -benchtime $(or $(ROUNDS),10)x -timeout 30m ./app/windowtest

bench-parts: ## the speed of the parts
	$(GO) test -tags $(HEADLESS) -run '^$$' -bench . -benchtime 1s ./share/... ./index/... ./network/...

sim: ## the search of a million simulated peers: reach, cost, latency; others with ARGS
	$(GO) run ./network/sim/cmd $(or $(ARGS),-peers 1000000 -queries 60)

e2e: hinnyd ## the long acceptance runs with real processes
	CGO_ENABLED=0 $(GO) test -tags $(HEADLESS) -timeout 60m -count=1 -v ./app/e2e/... -full

package: build ## a Debian package of both programs and Fyne's bundle for this system, in dist/
	@if command -v dpkg-deb >/dev/null; then ./assets/package/deb.sh "$(VERSION)"; fi
	./assets/package/bundle.sh $(FYNE)

need-build:
	@$(call need,$(BUILD_PACKAGES))

need-test:
	@$(call need,$(TEST_PACKAGES))

# need installs the Debian packages that are missing: as root through apt,
# otherwise it prints the exact command. Elsewhere it trusts the person.
define need
if ! command -v dpkg-query >/dev/null; then \
  echo "This is no Debian system: please see that it has what $(1) provide."; exit 0; \
fi; \
missing=""; \
for package in $(1); do \
  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
done; \
[ -z "$$missing" ] && exit 0; \
if [ "$$(id -u)" != 0 ]; then \
  echo "Missing packages. Please run:"; \
  echo "  sudo apt-get install -y$$missing"; exit 1; \
fi; \
echo "installing$$missing"; \
apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $$missing
endef

clean: ## what was built
	rm -rf bin dist
