#!/bin/sh
# Runs gatelint in continuous integration.
#   GATELINT_PATHS   files and folders to check, one per line
#   GATELINT_ARGS    options of `gatelint check`, one per line, with their values as in --fail-on=error
#   GATELINT_OUTPUT  additional reports, one per line, such as sarif=gatelint.sarif
# The lines are passed unchanged: nothing in them is run, split or expanded.
set -euf

lines() {
  printf '%s\n' "$1" | tr -d '\r' | sed -e 's/^[[:space:]]*//' -e 's/[[:space:]]*$//' -e '/^$/d'
}
# Only line breaks part words from here on.
IFS='
'
paths=$(lines "${GATELINT_PATHS:-}")
set -- check
for option in $(lines "${GATELINT_ARGS:-}"); do set -- "$@" "$option"; done
for output in $(lines "${GATELINT_OUTPUT:-}"); do set -- "$@" "--output=$output"; done
set -- "$@" --
for path in ${paths:-.}; do set -- "$@" "$path"; done
exec "${GATELINT:-gatelint}" "$@"
