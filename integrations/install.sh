#!/bin/sh
# Puts gatelint from a release into the folder $GATELINT_DIR, once it agrees with the checksums of the release.
#   GATELINT_VERSION   the release, such as 0.1.0
#   GATELINT_RELEASES  where releases are, such as https://github.com/OWNER/gatelint/releases/download
# It ends with 4 where there is no such release or none for this machine, and with 1 where something is wrong with it.
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
tar -xzf "$archive"
mkdir -p "$GATELINT_DIR"
cp "${archive%.tar.gz}/$program" "$GATELINT_DIR/"
echo "gatelint: installed $archive" >&2
