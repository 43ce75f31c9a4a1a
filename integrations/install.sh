#!/bin/sh
# Installs gatelint from a release into the folder $GATELINT_DIR after it verifies the checksum.
#   GATELINT_VERSION   the release, such as 0.1.0
#   GATELINT_RELEASES  where releases are, such as https://github.com/OWNER/gatelint/releases/download
#   GATELINT_REPOSITORY  the repository whose workflow has to have built it, such as OWNER/gatelint; taken from the address of
#                      the releases when they are on github.com
# If gh is installed, the attestation of the archive must prove that; if it can't be verified, the script says so.
# It exits with 4 if there is no such release or none for this machine, and with 1 if something is wrong with it.
set -eu

case "$GATELINT_VERSION" in
'' | *[!0-9A-Za-z.+-]*) echo "gatelint: '$GATELINT_VERSION' is no version" >&2 && exit 2 ;;
esac
case "$(uname -s)" in
Linux) system=unknown-linux-musl program=gatelint ;;
Darwin) system=apple-darwin program=gatelint ;;
MINGW* | MSYS* | CYGWIN*) system=pc-windows-msvc program=gatelint.exe ;;
*) echo "gatelint: there is no release for $(uname -s)" >&2 && exit 4 ;;
esac
case "$(uname -m)" in
x86_64 | amd64) machine=x86_64 ;;
arm64 | aarch64) machine=aarch64 ;;
*) echo "gatelint: there is no release for $(uname -m)" >&2 && exit 4 ;;
esac

release="${GATELINT_RELEASES%/}/v${GATELINT_VERSION#v}"
archive="gatelint-${GATELINT_VERSION#v}-$machine-$system.tar.gz"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for file in SHA256SUMS "$archive"; do
  if ! curl --fail --silent --show-error --location --proto '=https,file' --retry 3 \
    --output "$folder/$file" "$release/$file"; then
    echo "gatelint: $release/$file can't be downloaded" >&2
    exit 4
  fi
done

cd "$folder"
wanted=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' SHA256SUMS)
if command -v sha256sum >/dev/null; then found=$(sha256sum "$archive"); else found=$(shasum -a 256 "$archive"); fi
if [ -z "$wanted" ] || [ "$wanted" != "${found%% *}" ]; then
  echo "gatelint: $archive doesn't agree with SHA256SUMS; nothing is installed" >&2
  exit 1
fi

repository="${GATELINT_REPOSITORY:-}"
if [ -z "$repository" ]; then
  case "$GATELINT_RELEASES" in
  https://github.com/*/*/releases/*)
    repository="${GATELINT_RELEASES#https://github.com/}"
    repository="${repository%%/releases/*}"
    ;;
  esac
fi
if [ -z "$repository" ]; then
  unproven="the releases are not on github.com, and GATELINT_REPOSITORY is not set"
elif ! command -v gh >/dev/null; then
  unproven="gh (https://cli.github.com) is not installed"
elif ! gh attestation verify --help >/dev/null 2>&1; then
  unproven="this gh is too old for gh attestation verify"
else
  unproven="" ended=0
  # What is verified is written, so that an answer without any attestation is not taken for one.
  proof=$(gh attestation verify "$archive" --repo "$repository" --format json 2>gh.txt) || ended=$?
  case "$ended $proof" in
  "0 "*verificationResult*) echo "gatelint: a workflow of $repository built $archive" >&2 ;;
  "4 "*) unproven="gh is not signed in; set GH_TOKEN" ;;
  *)
    cat gh.txt >&2
    echo "gatelint: no attestation proves that $repository built $archive; nothing is installed" >&2
    exit 1
    ;;
  esac
fi
[ -z "$unproven" ] || echo "gatelint: who built $archive is not verified: $unproven" >&2

tar -xzf "$archive"
mkdir -p "$GATELINT_DIR"
cp "${archive%.tar.gz}/$program" "$GATELINT_DIR/"
echo "gatelint: installed $archive" >&2
