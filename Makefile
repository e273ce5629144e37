# Every target needs `make bootstrap` once, which demo and test do by themselves. See CONTRIBUTING.md.
.DEFAULT_GOAL := help
SHELL := /bin/bash
S ?= default

.PHONY: help bootstrap demo test lint sanity unit integration fuzz molecule bench shell clean

help:  ## show this
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS=$$'\t' read -r t d; do printf '  make %-12s %s\n' "$$t" "$$d"; done

bootstrap:  ## install what demo and test need (idempotent)
	@tools/bootstrap

demo: bootstrap  ## make the lab, deploy OVN, build examples/two-tier, look at it
	@tools/env tools/demo

test: bootstrap  ## everything: lint, sanity, unit, integration, molecule
	@tools/env tools/test

lint: bootstrap  ## all linters
	@tools/env tools/lint

sanity: bootstrap  ## ansible-test sanity on the oldest and newest core, build, galaxy-importer
	@tools/env tools/sanity

unit: bootstrap  ## unit tests
	@tools/env pytest -q tests/unit

integration: bootstrap  ## module tests against real daemons in a temporary directory
	@tools/env pytest -q tests/integration

fuzz: bootstrap  ## the checker of matches beside OVN's own parser, on many expressions: make fuzz MATCHES=100000
	@MATCHES=$(or $(MATCHES),25000) tools/env pytest -q tests/integration/test_match_oracle.py

molecule: bootstrap  ## one scenario of the lab: make molecule S=default
	@tools/env tools/images
	@tools/env tools/testenv molecule test -s $(S)

bench: bootstrap  ## the figures of tests/benchmark
	@for script in tests/benchmark/bench_*.py; do tools/env python $$script; done

shell:  ## a shell on a host of the demo: make shell HOST=h1
	@tools/env tools/demo shell $(HOST)

clean:  ## remove the demo's hosts and networks
	@tools/env tools/demo clean
