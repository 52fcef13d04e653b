# Everything is done with two commands, `make run` and `make test`; `make help` lists the rest.
# It needs a POSIX shell, Python 3.11 or newer with venv, and a package index; pip does the installing.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run test check wheel lock clean reset help

# A Python by name or path; without one, the first of these that is new enough and can make environments.
PYTHON ?=
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)
# One more package index, for CPU builds of torch.
TORCH_INDEX ?=
# What follows the command: make run ARGS="--port 8000", make test TESTS=tests/unit/test_terms.py.
ARGS ?=
TESTS ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
INSTALL := $(PIP) install --constraint constraints.txt $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))
SITE := $(CURDIR)/build/site
# Two workers suit two cores; a third would load the encoder a third time for little.
WORKERS := $(shell test "$$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)" -gt 1 && echo 2 || echo 0)

# Says of a Python, however old, what it is good for. Debian's lacks ensurepip until its package is installed.
SUITS := import sys; old = sys.version_info < (3, 11); \
	old or [__import__(name) for name in ("venv", "ensurepip")]; print(sys.version.split()[0] if old else "suits")
define FIND_PYTHON
python=; found=; \
for candidate in $(PYTHONS); do \
	answer=$$("$$candidate" -c '$(SUITS)' 2>/dev/null) || answer=; \
	case "$$answer" in \
		suits) python=$$candidate; break ;; \
		?*) found="$${found:-$$candidate is $$answer}" ;; \
		*) if "$$candidate" -c 'pass' 2>/dev/null; then \
			found="$$candidate has no venv (Debian and Ubuntu: apt install python3-venv)"; \
		fi ;; \
	esac; \
done; \
if [ -z "$$python" ]; then \
	echo "Python 3.11 or newer with venv is needed; $${found:-there is none of: $(PYTHONS)}. Install it, or name one: make run PYTHON=/path/to/python3" >&2; \
	exit 1; \
fi
endef

run: $(VENV)/.run ## set up once, then open the page
	@$(BIN)/python app.py $(ARGS)

test: wheel ## set up once, then run the tests on the built wheel (TESTS=… for some)
	@rm -f .coverage .coverage.*
	PYTHONSAFEPATH=1 PYTHONPATH=$(SITE) WHEEL_SITE=$(SITE) $(BIN)/python -m pytest -n $(WORKERS) \
		$(if $(TESTS),$(TESTS),--cov --cov-report=term) $(ARGS)

check: $(VENV)/.test ## style, types and layers
	@failed=; \
	$(BIN)/python -m ruff check . || failed="$$failed ruff-check"; \
	$(BIN)/python -m ruff format --check . || failed="$$failed ruff-format"; \
	$(BIN)/python -m mypy || failed="$$failed mypy"; \
	$(BIN)/python -c 'from importlinter.cli import lint_imports_command as main; main()' || failed="$$failed import-linter"; \
	if [ -n "$$failed" ]; then echo "make check: failed:$$failed" >&2; exit 1; fi

wheel: $(VENV)/.test ## build the wheel, and install it where the tests find it
	@rm -rf build/wheel build/site
	@$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel . > /dev/null
	@$(PIP) install --quiet --no-deps --no-index --target $(SITE) build/wheel/*.whl
	@echo "Built $$(ls build/wheel/*.whl)"

# An environment that works is kept, whoever made it; one whose Python has gone (an upgrade, another machine) is made anew.
WORKS := $(BIN)/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null

$(VENV)/.made:
	@if ! $(WORKS); then \
		$(FIND_PYTHON); \
		echo "Setting up $(VENV)/ with $$("$$python" -V), once; later starts reuse it."; \
		rm -rf $(VENV); "$$python" -m venv $(VENV) || exit 1; \
	fi
	@touch $@

ifneq ($(wildcard $(VENV)/.made),)
ifneq ($(shell $(WORKS) && echo yes),yes)
.PHONY: $(VENV)/.made
endif
endif

define ANNOUNCE
echo "pip now fetches the packages from the package index this machine is set up for: about $(2)."; \
if [ "$$(uname -s)" = Linux ] && [ -z "$(TORCH_INDEX)" ]; then \
	echo "torch is taken as its CPU build where an index offers one. Where none does, it brings CUDA, several GB more;"; \
	echo "to avoid that, stop now (Ctrl-C) and name an index that has CPU builds: make $(1) TORCH_INDEX=URL"; \
fi; \
echo "No model is downloaded: the encoder ships with the code."
endef

$(VENV)/.run: $(VENV)/.made pyproject.toml constraints.txt
	@$(call ANNOUNCE,run,0.4 GB to fetch and 1.9 GB on disk)
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.made pyproject.toml constraints.txt
	@$(call ANNOUNCE,test,0.5 GB to fetch and 2.3 GB on disk)
	@$(INSTALL) --editable '.[training,pipeline,dev]'
	@touch $(VENV)/.run $@

# The lock is written by uv, which resolves for every Python at once; users install with pip.
# Left out: what only torch's CUDA builds need, so that a CPU build is not held to it.
lock: $(VENV)/.made ## resolve the dependencies anew (UPGRADE=1: to their newest versions)
	@mkdir -p build/lock
	@test -x build/lock/bin/uv || { "$(BIN)/python" -m venv build/lock && build/lock/bin/python -m pip install --quiet uv; }
	@if [ -f constraints.txt ]; then cp constraints.txt build/lock/constraints.txt; fi
	@build/lock/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --extra training --extra pipeline --extra llm --extra dev \
		--no-annotate --no-header $(if $(UPGRADE),--upgrade) --output-file build/lock/constraints.txt pyproject.toml
	@{ echo "# Every dependency at one version, for Python 3.11 and newer; written by make lock, used by pip as constraints."; \
		grep -vE '^(nvidia-|cuda-|triton|#)' build/lock/constraints.txt; } > build/lock/new.txt
	@mv build/lock/new.txt constraints.txt
	@echo "constraints.txt holds $$(grep -c == constraints.txt) lines"

clean: ## remove what make made here: .venv/, build/ and caches (questions and documents stay)
	rm -rf $(VENV) build dist .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

reset: ## say where the index and your documents lie, and how to begin again
	@if [ -x $(BIN)/python ]; then \
		$(BIN)/python -c 'from assistant.settings import read_settings; print("Everything the assistant wrote is in", read_settings().home)' || exit 1; \
	else echo 'Everything the assistant wrote is in $$ASSISTANT_HOME, or in the user-data folder of this platform.'; fi
	@echo "To begin again, remove that folder: the index is made anew at the next start; documents you added must be added again."
	@echo "To set up the program anew as well: make clean"

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' Makefile
	@echo "Options: PYTHON=PATH, TORCH_INDEX=URL, ARGS=…"
