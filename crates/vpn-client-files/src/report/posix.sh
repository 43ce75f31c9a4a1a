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
        if [ ! -f "$file" ] || [ ! -r "$file" ]; then continue; fi
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

# A setting of the plugin's own, of the connection with this id. Settings are parted by commas; one inside a value has a backslash.
network_manager_setting() {
    nmcli -e no -g vpn.data connection show "$1" | awk -v wanted="$2" '{
        gsub(/\\,/, "\001")
        count = split($0, part, /, */)
        for (i = 1; i <= count; i++) {
            at = index(part[i], " = ")
            if (at && substr(part[i], 1, at - 1) == wanted) {
                value = substr(part[i], at + 3)
                gsub(/\001/, ",", value)
                print value
                exit
            }
        }
    }'
}

# The id, whether it is up, and the name of each VPN connection.
network_manager_connections() {
    there_is nmcli || return 0
    nmcli -t -f UUID,TYPE,ACTIVE,NAME connection show | awk -F: '$2 == "vpn" {
        active = $3 == "yes" ? "true" : "false"
        name = $0
        sub(/^[^:]*:[^:]*:[^:]*:/, "", name)
        print $1 "\t" active "\t" name
    }'
}

of_network_manager() {
    network_manager_connections | while IFS='	' read -r id active name; do
        # Of the plugin's settings only the server is taken, without its port and protocol.
        for setting in address remote gateway; do
            server=$(network_manager_setting "$id" "$setting" | sed 's/[,[:space:]].*//; s/:.*//')
            [ -n "$server" ] && break
        done
        service=$(nmcli -e no -g vpn.service-type connection show "$id")
        object name "$(plain_name "$name")" server "$server" tunnel "${service##*.}" @connected "$active" manager NetworkManager
    done
}

# A name without the backslashes of nmcli.
plain_name() {
    printf '%s' "$1" | sed 's/\\\(.\)/\1/g'
}

# Of swanctl's connections: the name of each, and one setting, of its own or of sections whose names begin so.
swanctl_settings() {
    for file in /etc/swanctl/swanctl.conf /etc/swanctl/conf.d/*.conf; do
        [ -r "$file" ] || continue
        awk -v below="$1" -v wanted="$2" '{
            sub(/#.*/, "")
            gsub(/[{}]/, "\n&\n")
            count = split($0, piece, "\n")
            for (i = 1; i <= count; i++) {
                text = piece[i]
                gsub(/^[ \t]+|[ \t\r]+$/, "", text)
                if (text == "{") path[++depth] = last
                else if (text == "}") depth--
                else if (text != "") {
                    last = text
                    sub(/[ \t:].*/, "", last)
                    at = index(text, "=")
                    here = below == "" ? depth == 2 : depth == 3 && index(path[3], below) == 1
                    if (!at || !here || path[1] != "connections") continue
                    setting = substr(text, 1, at - 1)
                    value = substr(text, at + 1)
                    gsub(/[ \t]+$/, "", setting)
                    gsub(/^[ \t"]+|"$/, "", value)
                    if (setting == wanted) print path[2] "\t" value
                }
            }
        }' "$file"
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
    swanctl_settings '' remote_addrs | while IFS='	' read -r name server; do
        object name "$name" server "$server" tunnel IKEv2 manager strongSwan
    done
}

# The OpenVPN profiles that may be read, where they usually lie.
openvpn_profiles() {
    for file in /etc/openvpn/*.conf /etc/openvpn/client/*.conf /etc/openvpn/client/*.ovpn "$HOME"/*.ovpn "$HOME"/Downloads/*.ovpn; do
        [ -f "$file" ] && [ -r "$file" ] && printf '%s\n' "$file"
    done
}

of_openvpn() {
    openvpn_profiles | while IFS= read -r file; do
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

# A file's first bytes, of a plain file only: nothing is read of devices and pipes.
beginning() {
    [ -f "$1" ] && [ -r "$1" ] && head -c 65536 "$1"
}

# Whether something is there; "unknown" where a folder above it can't be looked into.
is_present() {
    [ -e "$1" ] && { echo true; return; }
    above=$(dirname "$1")
    while [ ! -e "$above" ] && [ "$above" != / ] && [ "$above" != . ]; do above=$(dirname "$above"); done
    if [ -x "$above" ]; then echo false; fi
}

# The rights to a file, as "-rw-------".
rights_to() {
    # shellcheck disable=SC2012 # Nothing but the first word is taken, and find of POSIX prints no rights.
    ls -ldL "$1" | awk 'NR == 1 { print substr($1, 1, 10) }'
}

# What a private key on standard input is: nothing of it is printed.
format_of_key() {
    awk 'NR == 1 && /^0/ { binary = 1 } /\$PRIVATEKEY/ { placeholder = 1 } /-----BEGIN .*PRIVATE KEY-----/ { pem = 1 }
        /ENCRYPTED/ { encrypted = 1 } NF { lines++ }
        END {
            if (placeholder) print "placeholder"
            else if (pem && encrypted) print "PEM encrypted"
            else if (pem) print "PEM"
            else if (!lines) print "empty"
            else if (binary) print "DER"
            else print "unknown"
        }' 2> /dev/null
}

# The public half of the private key on standard input. An encrypted key gives nothing, and nobody is asked for what opens it.
public_half_of_key() {
    openssl pkey -passin pass: -pubout 2> /dev/null
}

# The public key of the first certificate on standard input.
public_half_of_certificate() {
    openssl x509 -noout -pubkey 2> /dev/null
}

# A block of an OpenVPN profile, such as what stands between <key> and </key>.
inline_block() {
    awk -v name="$2" '{ word = $0; gsub(/[ \t\r]/, "", word) } word == "</" name ">" { exit } inside { print } word == "<" name ">" { inside = 1 }' "$1"
}

# Whether two public halves are the same; nothing where one isn't known.
same() {
    if [ -n "$1" ] && [ -n "$2" ]; then
        if [ "$1" = "$2" ]; then echo true; else echo false; fi
    fi
}

# A file with a private key that a connection points at: connection, manager, path of the key, path of the certificate.
key_file() {
    present=$(is_present "$3")
    readable=
    mode=
    format=
    encrypted=
    fits=
    if [ "$present" = true ]; then
        readable=false
        mode=$(rights_to "$3")
        if [ -f "$3" ] && [ -r "$3" ]; then
            readable=true
            format=$(beginning "$3" | format_of_key)
            case $format in
                'PEM encrypted') format=PEM encrypted=true ;;
                PEM) encrypted=false ;;
                DER) case $3 in *.[pP]12 | *.[pP][fF][xX]) format='PKCS#12' ;; esac ;;
            esac
            if there_is openssl; then
                fits=$(same "$(beginning "$3" | public_half_of_key)" "$(beginning "$4" | public_half_of_certificate)")
            fi
        elif [ ! -f "$3" ]; then
            format='not a file'
        fi
    fi
    object connection "$1" manager "$2" kind file path "$3" @present "$present" @readable "$readable" mode "$mode" format "$format" \
        @encrypted "$encrypted" certificate "$4" @matchesCertificate "$fits"
}

keys_of_network_manager() {
    network_manager_connections | while IFS='	' read -r id _ name; do
        name=$(plain_name "$name")
        # strongSwan's plugin may have the key in an agent or on a smart card.
        case $(network_manager_setting "$id" cert-source) in agent | smartcard) continue ;; esac
        for pair in key:cert userkey:usercert; do
            key=$(network_manager_setting "$id" "${pair%:*}")
            [ -n "$key" ] && key_file "$name" NetworkManager "$key" "$(network_manager_setting "$id" "${pair#*:}")"
        done
    done
}

# strongSwan takes any key of its folders that fits the certificate: connection, path of the certificate, folders.
keys_of_folders() {
    connection=$1
    certificate=$2
    shift 2
    wanted=$(beginning "$certificate" | public_half_of_certificate)
    [ -n "$wanted" ] || return 0
    closed=
    undecided=
    for folder in "$@"; do
        [ -d "$folder" ] || continue
        if [ ! -r "$folder" ] || [ ! -x "$folder" ]; then
            closed=$folder
            continue
        fi
        for file in "$folder"/*; do
            [ -f "$file" ] || continue
            public=$(beginning "$file" | public_half_of_key)
            if [ -z "$public" ]; then
                undecided=$file
            elif [ "$public" = "$wanted" ]; then
                key_file "$connection" strongSwan "$file" "$certificate"
                return
            fi
        done
    done
    if [ -n "$closed" ]; then
        object connection "$connection" manager strongSwan kind folder path "$closed" @readable false certificate "$certificate"
    elif [ -n "$undecided" ]; then
        key_file "$connection" strongSwan "$undecided" "$certificate"
    else
        object connection "$connection" manager strongSwan kind folder path "$1" @present false certificate "$certificate"
    fi
}

# The path of a file that is named relative to a folder.
path_in() {
    case $2 in
        /*) printf '%s\n' "$2" ;;
        *) printf '%s\n' "$1/$2" ;;
    esac
}

keys_of_strongswan() {
    there_is openssl || return 0
    for file in /etc/ipsec.conf /etc/ipsec.d/*.conf; do
        [ -r "$file" ] || continue
        awk '$1 == "conn" { name = $2 } { line = $0; sub(/^[ \t]*/, "", line); sub(/[ \t\r]*$/, "", line) }
            line ~ /^leftcert[ \t]*=/ { sub(/^leftcert[ \t]*=[ \t]*/, "", line); gsub(/"/, "", line); print name "\t" line }' "$file"
    done | while IFS='	' read -r name certificate; do
        keys_of_folders "$name" "$(path_in /etc/ipsec.d/certs "$certificate")" /etc/ipsec.d/private
    done
    swanctl_settings local certs | while IFS='	' read -r name certificate; do
        keys_of_folders "$name" "$(path_in /etc/swanctl/x509 "${certificate%%,*}")" /etc/swanctl/private /etc/swanctl/rsa /etc/swanctl/ecdsa /etc/swanctl/pkcs8 /etc/swanctl/pkcs12
    done
}

# The first file that a setting of an OpenVPN profile names, without its quotes.
profile_setting() {
    awk -v name="$2" '$1 == name { sub(/^[ \t]*[^ \t]+[ \t]+/, ""); sub(/[ \t\r]*$/, "")
        mark = substr($0, 1, 1)
        if (mark == "\"" || mark == "\047") { rest = substr($0, 2); print substr(rest, 1, index(rest, mark) - 1) }
        else print $1
        exit }' "$1"
}

keys_of_openvpn() {
    openvpn_profiles | while IFS= read -r file; do
        name=$(basename "$file")
        folder=$(dirname "$file")
        if [ -n "$(inline_block "$file" key)" ]; then
            format=$(inline_block "$file" key | format_of_key)
            encrypted=
            case $format in
                'PEM encrypted') format=PEM encrypted=true ;;
                PEM) encrypted=false ;;
            esac
            fits=
            if there_is openssl; then
                fits=$(same "$(inline_block "$file" key | public_half_of_key)" "$(inline_block "$file" cert | public_half_of_certificate)")
            fi
            object connection "$name" manager OpenVPN kind inline path "$file" @present true @readable true mode "$(rights_to "$file")" \
                format "$format" @encrypted "$encrypted" certificate "$file" @matchesCertificate "$fits"
            continue
        fi
        key=$(profile_setting "$file" key)
        [ -n "$key" ] || key=$(profile_setting "$file" pkcs12)
        [ -n "$key" ] || continue
        certificate=$(profile_setting "$file" cert)
        [ -n "$certificate" ] && certificate=$(path_in "$folder" "$certificate")
        key_file "$name" OpenVPN "$(path_in "$folder" "$key")" "$certificate"
    done
}

private_keys() {
    { keys_of_network_manager; keys_of_strongswan; keys_of_openvpn; } | list
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
    # shellcheck disable=SC2016 # "$schema" is the name of a member.
    printf '{\n"$schema": "urn:gatelint:schema:client-report:1",\n"kind": "gatelint client report",\n"version": 1,\n'
    printf '"platform": "%s",\n"written": "%s"' "$platform" "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
    section operatingSystem operating_system
    section certificates certificates
    section connections connections
    section privateKeys private_keys
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
