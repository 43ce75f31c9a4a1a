#!/bin/sh
# What this computer's VPN is set up with, as JSON for a help desk: gatelint check report.json
#
# It reads and changes nothing. It writes no keys and no sign-in data, only what is public or a plain setting.
# Run it as the user who can't connect:
#
#   sh client-report.sh > report.json
#
# For macOS and Linux; any POSIX shell. With --check-reachability it also asks for the lists of revoked certificates.
set -u
# zsh takes some words otherwise than other shells.
[ -n "${ZSH_VERSION:-}" ] && emulate sh
LC_ALL=C
export LC_ALL
PATH="${PATH:-/usr/bin:/bin}:/usr/sbin:/sbin"

check_reachability=no
[ "${1:-}" = --check-reachability ] && check_reachability=yes

case $(uname -s) in
    Darwin) platform=macos ;;
    *) platform=linux ;;
esac

there_is() {
    command -v "$1" > /dev/null 2>&1
}

# A text as JSON.
quote() {
    printf '%s' "$1" | tr '\000-\037\177' ' ' | sed 's/[\\"]/\\&/g; 1s/^/"/; $s/$/"/'
}

# An object of names and values. A name that begins with @ has JSON for its value; empty values are left out.
object() {
    members=
    while [ $# -gt 1 ]; do
        if [ -n "$2" ]; then
            case $1 in
                @*) members="$members,\"${1#@}\":$2" ;;
                *) members="$members,\"$1\":$(quote "$2")" ;;
            esac
        fi
        shift 2
    done
    printf '{%s}\n' "${members#,}"
}

# A list of the JSON values on the lines of standard input.
list() {
    awk 'BEGIN { printf "[" } NF { if (n++) printf ","; printf "%s", $0 } END { print "]" }'
}

# A list of the words on the lines of standard input.
texts() {
    while IFS= read -r word || [ -n "$word" ]; do
        [ -n "$word" ] && printf '%s\n' "$(quote "$word")"
    done | list
}

# An address without the user name and the query that it may have.
address() {
    printf '%s\n' "$1" | sed 's|//[^/@]*@|//|; s|?.*||'
}

# Lines without names of users, without what stands behind a word for something secret, and without long runs of letters and digits.
lines() {
    sed -E 's/[^[:space:]]+@[^[:space:]]+/<user>/g; s/((pass(word|phrase)?|secret|token|psk)[a-z_]*["'"'"']?[=:][[:space:]]*)[^[:space:]]+/\1<left out>/g; s|[A-Za-z0-9+/=_.-]{40,}|<left out>|g'
}

# Bytes that are no UTF-8 are left out: JSON has none.
utf8() {
    if there_is iconv; then iconv -c -f UTF-8 -t UTF-8 2> /dev/null; else cat; fi
}

# A section. One that can't be read prints "!" and why, and says so under its name; the others go on.
section() {
    value=$("$2" 2> /dev/null) || value="!the commands that it needs ended with an error"
    case $value in
        '!'*) value=$(object error "${value#!}") ;;
        '') value=$(object error "nothing was printed") ;;
    esac
    printf ',\n"%s": %s' "$1" "$value"
}

operating_system() {
    if [ "$platform" = macos ]; then
        object name "$(sw_vers -productName)" version "$(sw_vers -productVersion)"
    else
        object name "$(sed -n 's/^PRETTY_NAME=//p' /etc/os-release | tr -d '"' | head -n 1)" version "$(uname -r)"
    fi
}

# The certificates of a PEM text, base64 on one line each.
certificates_of_pem() {
    awk '/-----BEGIN CERTIFICATE-----/ { inside = 1; data = ""; next }
        /-----END CERTIFICATE-----/ { if (inside) print data; inside = 0; next }
        inside { gsub(/[^A-Za-z0-9+\/=]/, ""); data = data $0 }' "$@"
}

keychain() {
    security find-certificate -a -Z -p "$2" | awk '/^SHA-1 hash:/ { print "hash " $3 } !/^SHA-/ { print }' |
        awk '/^hash / { hash = $2 } /BEGIN CERTIFICATE/ { inside = 1; data = ""; next }
            /END CERTIFICATE/ { inside = 0; print hash " " data; next } inside { data = data $0 }' |
        while read -r hash data; do
            has=false
            case $identities in *"$hash"*) has=true ;; esac
            object store "$1" thumbprint "$hash" @hasPrivateKey "$has" data "$data"
        done
}

certificate_folder() {
    for file in "$1"/*; do
        [ -f "$file" ] && [ -r "$file" ] || continue
        if grep -q 'BEGIN CERTIFICATE' "$file"; then
            certificates_of_pem "$file"
        elif [ "$(head -c 1 "$file" | od -An -tx1 | tr -d ' ')" = 30 ]; then
            base64 < "$file" | tr -d '\n'
            echo
        fi | while read -r data; do
            object store "$1" data "$data"
        done
    done
}

certificates() {
    if [ "$platform" = macos ]; then
        there_is security || { echo "!security is not there"; return; }
        identities=$(security find-identity -p ssl-client)
        { keychain login "$HOME/Library/Keychains/login.keychain-db"
          keychain System /Library/Keychains/System.keychain; } | list
    else
        for folder in /etc/swanctl/x509 /etc/swanctl/x509ca /etc/ipsec.d/certs /etc/ipsec.d/cacerts /etc/openvpn /etc/openvpn/client "$HOME/.cert"; do
            [ -d "$folder" ] && certificate_folder "$folder"
        done | list
    fi
}

of_network_manager() {
    there_is nmcli || return 0
    nmcli -t -f UUID,TYPE,ACTIVE,NAME connection show | grep -E '^[^:]*:vpn:' | while IFS=: read -r id _ active name; do
        active=$(printf '%s' "$active" | sed 's/^yes$/true/; s/^no$/false/')
        # Of the plugin's settings only the server is taken.
        server=$(nmcli -g vpn.data connection show "$id" | tr ',' '\n' | sed -n 's/^ *\(address\|remote\|gateway\) *= *//p' | head -n 1)
        service=$(nmcli -g vpn.service-type connection show "$id")
        object name "$(printf '%s' "$name" | sed 's/\\\(.\)/\1/g')" server "$server" tunnel "${service##*.}" @connected "$active" manager NetworkManager
    done
}

of_strongswan() {
    for file in /etc/ipsec.conf /etc/ipsec.d/*.conf; do
        [ -r "$file" ] || continue
        awk '$1 == "conn" { name = $2 } { line = $0; gsub(/[ \t]/, "", line) }
            line ~ /^right=/ { sub(/^right=/, "", line); print name "\t" line }' "$file"
    done | while IFS='	' read -r name server; do
        object name "$name" server "$server" tunnel IKEv2 manager strongSwan
    done
    for file in /etc/swanctl/swanctl.conf /etc/swanctl/conf.d/*.conf; do
        [ -r "$file" ] || continue
        awk '/^[ \t]*#/ { next } /\{/ { depth++; if (depth == 2) name = $1 }
            /remote_addrs/ { server = $0; sub(/.*=[ \t]*/, "", server); print name "\t" server } /\}/ { depth-- }' "$file"
    done | while IFS='	' read -r name server; do
        object name "$name" server "$server" tunnel IKEv2 manager strongSwan
    done
}

of_openvpn() {
    for file in /etc/openvpn/*.conf /etc/openvpn/client/*.conf /etc/openvpn/client/*.ovpn "$HOME"/*.ovpn "$HOME"/Downloads/*.ovpn; do
        [ -r "$file" ] || continue
        awk '$1 == "remote" { print $2 }' "$file" | while read -r server; do
            object name "$(basename "$file")" server "$server" tunnel OpenVPN manager OpenVPN
        done
    done
}

of_macos() {
    scutil --nc list | sed -n 's/^[* ]*(\([A-Za-z ]*\))[^"]*"\(.*\)" *\[\(.*\)\].*$/\1	\3	\2/p' | while IFS='	' read -r state tunnel name; do
        connected=false
        [ "$state" = Connected ] && connected=true
        server=$(scutil --nc show "$name" | sed -n 's/^ *RemoteAddress : //p' | head -n 1)
        object name "$name" server "$server" tunnel "$tunnel" @connected "$connected" manager macOS
    done
}

connections() {
    if [ "$platform" = macos ]; then
        { of_macos; of_openvpn; } | list
    else
        { of_network_manager; of_strongswan; of_openvpn; } | list
    fi
}

is_tunnel() {
    case $1 in
        tun* | tap* | ppp* | ipsec* | utun* | xfrm*) echo true ;;
        *) echo false ;;
    esac
}

addresses_of_system() {
    if [ "$platform" = linux ]; then
        ip -o -4 addr show | awk '{ print $2, $4 }'
    else
        # The netmask of macOS is hexadecimal: its bits are counted.
        ifconfig | awk '/^[a-z]/ { name = $1; sub(/:$/, "", name) } $1 == "inet" {
            for (i = 2; i < NF; i++) if ($i == "netmask") mask = $(i + 1)
            bits = 0
            for (i = 3; i <= length(mask); i++) { digit = index("0123456789abcdef", substr(mask, i, 1)) - 1
                while (digit > 0) { bits += digit % 2; digit = int(digit / 2) } }
            print name, $2 "/" bits }'
    fi
}

interfaces() {
    there_is ip || [ "$platform" = macos ] || { echo "!ip is not there"; return; }
    addresses_of_system | grep -v ' 127\.' | while read -r name range; do
        servers=
        there_is resolvectl && servers=$(resolvectl dns "$name" 2> /dev/null | sed 's/^[^:]*: *//' | tr ' ' '\n' | texts)
        object name "$name" @tunnel "$(is_tunnel "$name")" @addresses "[$(quote "$range")]" @dnsServers "$servers"
    done | list
}

routes_of_system() {
    if [ "$platform" = linux ]; then
        # strongSwan has its routes in a table of its own.
        { ip -4 route show; ip -4 route show table 220 2> /dev/null; } | awk '$1 ~ /^(default|[0-9])/ {
            hop = ""; device = ""; metric = ""
            for (i = 2; i < NF; i++) { if ($i == "via") hop = $(i + 1); if ($i == "dev") device = $(i + 1); if ($i == "metric") metric = $(i + 1) }
            print $1 "|" hop "|" device "|" metric }'
    else
        netstat -rn -f inet | awk 'NF >= 4 && $1 ~ /^(default|[0-9])/ {
            hop = $2; if (hop !~ /^[0-9.]+$/) hop = ""
            print $1 "|" hop "|" $4 "|" }'
    fi
}

# A destination with its length: "default" is everything, and macOS leaves out what is zero.
whole_destination() {
    printf '%s\n' "$1" | awk -F/ '{ if ($1 == "default") { print "0.0.0.0/0"; next }
        parts = split($1, part, "."); length_of = $2
        if (length_of == "") length_of = parts == 4 ? 32 : parts * 8
        print part[1] "." part[2] + 0 "." part[3] + 0 "." part[4] + 0 "/" length_of }'
}

routes() {
    there_is ip || [ "$platform" = macos ] || { echo "!ip is not there"; return; }
    routes_of_system | while IFS='|' read -r destination hop device metric; do
        object destination "$(whole_destination "$destination")" nextHop "$hop" interface "$device" @metric "$metric"
    done | list
}

rules_of_macos() {
    scutil --dns | awk '/^resolver/ { if (domain != "") print domain "|" servers; domain = ""; servers = "" }
        $1 == "domain" { domain = $3 } $1 ~ /^nameserver/ { servers = servers " " $3 }
        END { if (domain != "") print domain "|" servers }' | sort -u | while IFS='|' read -r domain servers; do
        object @names "[$(quote "$domain")]" @servers "$(printf '%s' "$servers" | tr ' ' '\n' | texts)"
    done | list
}

name_resolution() {
    [ -r /etc/resolv.conf ] || { echo "!/etc/resolv.conf can't be read"; return; }
    rules='[]'
    [ "$platform" = macos ] && rules=$(rules_of_macos)
    object @suffixes "$(sed -n 's/^search[[:space:]]*//p' /etc/resolv.conf | tr ' ' '\n' | texts)" \
        @servers "$(awk '$1 == "nameserver" { print $2 }' /etc/resolv.conf | texts)" @rules "$rules"
}

proxy() {
    if [ "$platform" = macos ]; then
        settings=$(scutil --proxy)
        host=$(printf '%s\n' "$settings" | sed -n 's/^ *HTTPProxy : //p' | head -n 1)
        automatic=$(printf '%s\n' "$settings" | sed -n 's/^ *ProxyAutoConfigURLString : //p' | head -n 1)
        object user "$(address "$host")" autoConfiguration "$(address "$automatic")" system "$(address "${http_proxy:-}")"
    else
        object system "$(address "${http_proxy:-${HTTP_PROXY:-}}")"
    fi
}

reachability() {
    there_is curl || { echo "!curl is not there"; return; }
    for target in http://crl3.digicert.com/ssca-sha2-g1.crl http://crl4.digicert.com/ssca-sha2-g1.crl; do
        if said=$(curl -sSIf -m 10 -o /dev/null "$target" 2>&1); then
            object target "$target" @reached true
        else
            object target "$target" @reached false error "$(printf '%s\n' "$said" | lines)"
        fi
    done | list
}

# macOS counts minutes.
sleep_settings() {
    seconds() {
        pmset -g custom | awk -v part="$1" '/Power:$/ { inside = index($0, part) == 1 } inside && $1 == "sleep" { print $2 * 60; exit }'
    }
    object @standbyOnMains "$(seconds AC)" @standbyOnBattery "$(seconds Battery)"
}

events() {
    if [ "$platform" = macos ]; then
        log show --last 30m --style compact --predicate 'process == "NEIKEv2Provider" OR process == "neagent" OR process == "nesessionmanager"' |
            grep -i -E 'error|fail' | tail -n 20 | while IFS= read -r line; do
            object source macOS text "$(printf '%s\n' "$line" | lines)"
        done | list
    else
        there_is journalctl || { echo "!journalctl is not there"; return; }
        for name in charon charon-systemd openvpn nm-openvpn NetworkManager; do
            journalctl -q --no-pager -n 400 -o cat -t "$name" | grep -i -E 'error|fail' | tail -n 20 | while IFS= read -r line; do
                object source "$name" text "$(printf '%s\n' "$line" | lines)"
            done
        done | list
    fi
}

report() {
    printf '{\n"$schema": "urn:gatelint:schema:client-report:1",\n"kind": "gatelint client report",\n"version": 1,\n'
    printf '"platform": "%s",\n"written": "%s"' "$platform" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    section operatingSystem operating_system
    section certificates certificates
    section connections connections
    section interfaces interfaces
    section routes routes
    section nameResolution name_resolution
    section proxy proxy
    [ "$check_reachability" = yes ] && section reachability reachability
    [ "$platform" = macos ] && section sleep sleep_settings
    section events events
    printf '\n}\n'
}

report | utf8
