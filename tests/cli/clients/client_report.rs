//! The script that a help desk sends, and what comes back.

use std::io::Write as _;
use std::process::Command;

use crate::workplace::Workplace;

const REPORT: &str = r#"{
  "kind": "gatelint client report",
  "version": 1,
  "platform": "windows",
  "written": "2026-11-24T08:00:00Z",
  "operatingSystem": { "name": "Windows 11", "version": "10.0.26100", "build": 26100 },
  "connections": []
}
"#;

const AS_OF: [&str; 2] = ["--today", "2026-11-24"];

fn check(text: impl AsRef<[u8]>) -> crate::workplace::Ended {
    let place = Workplace::new();
    place.put("report.json", text);
    place.run(&[&["check", "report.json", "--verbose"], &AS_OF[..]].concat())
}

#[test]
fn a_script_is_printed_for_each_system() {
    let place = Workplace::new();
    let windows = place.run(&["client-report"]);
    windows.is(0).says("Get-VpnConnection").says("$askNetwork = $CheckReachability.IsPresent");
    assert_eq!(windows.out, place.run(&["client-report", "--os", "windows"]).out);
    place.run(&["client-report", "--check-reachability"]).says("$askNetwork = $true");
    for os in ["macos", "linux"] {
        place.run(&["client-report", "--os", os]).is(0).says("#!/bin/sh");
    }
    place.run(&["client-report", "--os", "os2"]).is(2);
}

#[test]
fn a_report_is_read_as_powershell_writes_it() {
    let mut wide = vec![0xFF, 0xFE];
    wide.extend(REPORT.encode_utf16().flat_map(u16::to_le_bytes));
    let marked = format!("\u{feff}{REPORT}");
    for bytes in [REPORT.as_bytes(), marked.as_bytes(), wide.as_slice()] {
        check(bytes).is(0).is_silent_on("unreadable");
    }
}

#[test]
fn sections_that_failed_or_are_not_known_are_said() {
    let text = REPORT.replace("[]", r#"{ "error": "Access denied" }, "moods": []"#);
    check(text).says("its section connections failed: Access denied").says("doesn't know moods");
}

#[test]
fn another_version_is_refused() {
    check(REPORT.replace("\"version\": 1", "\"version\": 2"))
        .is(3)
        .says("version 2, and this gatelint reads version 1");
}

#[test]
fn reports_are_found_in_a_folder() {
    let place = Workplace::new();
    std::fs::create_dir(place.path("desk")).expect("made");
    place.put("desk/anna.json", REPORT);
    place.put("desk/other.json", "{ \"kind\": \"another\" }");
    place
        .run(&[&["check", "desk", "--verbose"], &AS_OF[..]].concat())
        .is(0)
        .says("in 1 file")
        .says("passed over: desk/other.json");
}

/// The script of this system runs, and what it writes is read whole.
#[cfg(target_os = "linux")]
#[test]
fn the_script_of_linux_runs_here_and_its_report_is_read() {
    let place = Workplace::new();
    place.put("report.sh", place.run(&["client-report", "--os", "linux"]).out);
    let parsed = Command::new("sh").args(["-n", "report.sh"]).current_dir(place.folder()).output();
    assert!(parsed.expect("sh runs").status.success());
    let written = Command::new("sh").arg("report.sh").current_dir(place.folder()).output();
    let written = written.expect("sh runs");
    assert!(written.status.success());
    let text = String::from_utf8(written.stdout).expect("text");
    let report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let schema = include_str!("../../../docs/client-report.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let faults: Vec<String> =
        validator.iter_errors(&report).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}\n{text}");
    assert_eq!(report["platform"], "linux");
    assert!(report["operatingSystem"]["version"].is_string(), "{text}");
    place.put("report.json", &text);
    let ended = place.run(&["check", "report.json"]);
    ended.is_silent_on("doesn't know").is_silent_on("unreadable-input");
}

/// Runs the shell script with a home of its own, and `commands` before those of the system.
#[cfg(target_os = "linux")]
fn report_of_shell(place: &Workplace, commands: &[(&str, &str)]) -> String {
    use std::os::unix::fs::PermissionsExt;
    // What a system has in /etc is taken from a folder of the test's own.
    let mut script = place.run(&["client-report", "--os", "macos"]).out;
    for folder in ["ipsec", "swanctl", "openvpn"] {
        let own = format!(" {}/etc/{folder}", place.folder().display());
        script = script.replace(&format!(" /etc/{folder}"), &own);
    }
    place.put("report.sh", script);
    for (name, body) in commands {
        place.put(&format!("bin/{name}"), format!("#!/bin/sh\n{body}\n"));
        let rights = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(place.path(&format!("bin/{name}")), rights).expect("set");
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let written = Command::new("sh")
        .arg("report.sh")
        .current_dir(place.folder())
        .env("HOME", place.path("home"))
        .env("PATH", format!("{}:{path}", place.path("bin").display()))
        .env(
            "http_proxy",
            "http://anna:topsecretvalue@proxy.contoso.example:8080/?key=topsecretvalue",
        )
        .output()
        .expect("sh runs");
    assert!(written.status.success());
    String::from_utf8(written.stdout).expect("text")
}

/// What `kind` and platform say, and the first of a section.
#[cfg(target_os = "linux")]
fn section(text: &str, name: &str) -> serde_json::Value {
    let report: serde_json::Value = serde_json::from_str(text).expect("JSON");
    report[name].clone()
}

/// Keys, passwords and tokens lie where the script looks, and nothing of them is in what it writes.
#[cfg(target_os = "linux")]
#[test]
fn the_shell_script_takes_no_secret_from_the_files_that_it_reads() {
    let place = Workplace::new();
    let profile = "client\nremote azuregateway-7cee0077-d553-4323-87df-069c331f58cb-053dd0f6af02.vpn.azure.com 443\n\
        auth-user-pass topsecretvalue\n<tls-auth>\ntopsecretvalue\n</tls-auth>\n<key>\n-----BEGIN PRIVATE KEY-----\n\
        topsecretvalue\n-----END PRIVATE KEY-----\n</key>\n";
    place.put("home/azure.ovpn", profile);
    let pem = "-----BEGIN PRIVATE KEY-----\ntopsecretvalue\n-----END PRIVATE KEY-----\n\
        -----BEGIN CERTIFICATE-----\nTUlJQm5vdA==\n-----END CERTIFICATE-----\n";
    place.put("home/.cert/client.pem", pem);
    let list = "case $* in *show\\ id*vpn.data*|*vpn.data*) echo 'address = azuregateway-a.vpn.azure.com, user = topsecretvalue, certificate = c' ;; \
        *service-type*) echo org.freedesktop.NetworkManager.strongswan ;; \
        *) printf '%s\\n' 'id:vpn:yes:My \\: \\\\\"VPN' ;; esac";
    let journal = "printf 'failed for anna@contoso.example with abcdefghijklmnopqrstuvwxyz0123456789topsecretvalue\\nfailed, \\351\\033 password=topsecretvalue\\n'";
    let text = report_of_shell(&place, &[("nmcli", list), ("journalctl", journal)]);
    assert!(!text.contains("topsecretvalue"), "{text}");
    assert!(!text.contains("anna"), "{text}");
    assert_eq!(section(&text, "certificates")[0]["data"], "TUlJQm5vdA==");
    let connections = section(&text, "connections");
    assert_eq!(connections[0]["name"], "My : \\\"VPN");
    assert_eq!(connections[0]["server"], "azuregateway-a.vpn.azure.com");
    assert_eq!(connections[0]["tunnel"], "strongswan");
    assert_eq!(connections[0]["connected"], true);
    assert_eq!(connections[1]["manager"], "OpenVPN");
    assert_eq!(section(&text, "proxy")["system"], "http://proxy.contoso.example:8080/");
    assert_eq!(section(&text, "events")[0]["text"], "failed for <user> with <left out>");
    // What is no UTF-8 is no JSON either.
    assert_eq!(section(&text, "events")[1]["text"], "failed,   password=<left out>");
}

/// A certificate and its private key, as PEM, made for this run.
#[cfg(target_os = "linux")]
fn certificate_and_key(name: &str) -> (String, String) {
    let key = rcgen::KeyPair::generate().expect("a key");
    let parameters = rcgen::CertificateParams::new(vec![name.to_owned()]).expect("a name");
    (parameters.self_signed(&key).expect("signed").pem(), key.serialize_pem())
}

/// What the report says of the key of a connection.
#[cfg(target_os = "linux")]
fn key_of(keys: &serde_json::Value, connection: &str) -> serde_json::Value {
    let keys = keys.as_array().expect("a list");
    let found = keys.iter().find(|key| key["connection"] == connection);
    found.unwrap_or_else(|| panic!("{connection} in {keys:?}")).clone()
}

/// Keys of `NetworkManager`, strongSwan and OpenVPN, in files with hostile names: there, of the certificate, encrypted, or not.
#[cfg(target_os = "linux")]
#[test]
fn the_shell_script_tells_of_private_keys_whether_they_fit_and_nothing_else() {
    use std::os::unix::fs::PermissionsExt;
    let place = Workplace::new();
    let (certificate, key) = certificate_and_key("client");
    let (_, foreign) = certificate_and_key("other");
    let folder = place.folder().display().to_string();
    let hostile = "etc/ipsec.d/private/a \"key\", $(touch pwned) `touch pwned`; touch pwned.pem";
    place.put("nm/my, cert.pem", &certificate);
    place.put("nm/key.pem", &key);
    place.put("etc/ipsec.d/certs/client.pem", &certificate);
    place.put(hostile, &key);
    place.put(
        "etc/ipsec.conf",
        "conn stroke\n  right=azuregateway-b.vpn.azure.com\n  leftcert=client.pem\n",
    );
    place.put("etc/ipsec.secrets", ": PSK \"topsecretvalue\"\n");
    place.put("etc/swanctl/x509/client.pem", &certificate);
    place.put("etc/swanctl/private/other.pem", &foreign);
    place.put(
        "etc/swanctl/conf.d/azure.conf",
        "connections {\n  azure { remote_addrs = azuregateway-c.vpn.azure.com # the gateway\n    local { certs = client.pem }\n  }\n}\n\
         secrets { private-x { secret = \"topsecretvalue\" } }\n",
    );
    let encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\ntopsecretvalue\n-----END ENCRYPTED PRIVATE KEY-----\n";
    place.put("etc/openvpn/client/enc.pem", encrypted);
    place.put("etc/openvpn/client/client.crt", &certificate);
    place.put(
        "etc/openvpn/client/encrypted.conf",
        "client\ncert client.crt\nkey \"enc.pem\"\naskpass topsecretvalue\n",
    );
    place.put("home/gone.ovpn", "client\ncert gone.crt\nkey gone.key\n");
    place.put(
        "home/filled.ovpn",
        format!("client\n<cert>\n{certificate}</cert>\n<key>\n{foreign}</key>\n"),
    );
    place.put(
        "home/as downloaded.ovpn",
        "client\n<cert>\n$CLIENTCERTIFICATE\n</cert>\n<key>\n$PRIVATEKEY\n</key>\n",
    );
    let shared = std::fs::Permissions::from_mode(0o644);
    std::fs::set_permissions(place.path("home/filled.ovpn"), shared).expect("set");
    let data = format!(
        "address = azuregateway-a.vpn.azure.com, cert = {folder}/nm/my\\, cert.pem, key = {folder}/nm/key.pem, password = topsecretvalue"
    );
    place.put("data", data);
    let nmcli = format!(
        "case $* in *vpn.data*) cat '{folder}/data' ;; *service-type*) echo org.freedesktop.NetworkManager.openvpn ;; \
         *) printf '%s\\n' 'id:vpn:no:Azure' ;; esac"
    );
    let text = report_of_shell(&place, &[("nmcli", &nmcli)]);
    assert!(!text.contains("topsecretvalue"), "{text}");
    for secret in [&key, &foreign] {
        let line = secret.lines().nth(1).expect("base64");
        assert!(!text.contains(line), "a private key is in the report");
    }
    assert!(!place.path("pwned").exists(), "a file's name was run");
    let keys = section(&text, "privateKeys");
    let has_openssl = Command::new("openssl").arg("version").output().is_ok();
    let fits = |fits: bool| if has_openssl { fits.into() } else { serde_json::Value::Null };
    let managed = key_of(&keys, "Azure");
    assert_eq!(managed["certificate"], format!("{folder}/nm/my, cert.pem"));
    assert_eq!(
        (&managed["encrypted"], &managed["matchesCertificate"]),
        (&false.into(), &fits(true))
    );
    let encrypted = key_of(&keys, "encrypted.conf");
    assert_eq!(encrypted["encrypted"], true);
    assert_eq!(encrypted["matchesCertificate"], serde_json::Value::Null);
    let gone = key_of(&keys, "gone.ovpn");
    assert_eq!(
        (&gone["path"], &gone["present"]),
        (&format!("{folder}/home/gone.key").into(), &false.into())
    );
    let filled = key_of(&keys, "filled.ovpn");
    assert_eq!(
        (&filled["mode"], &filled["matchesCertificate"]),
        (&"-rw-r--r--".into(), &fits(false))
    );
    assert_eq!(key_of(&keys, "as downloaded.ovpn")["format"], "placeholder");
    if has_openssl {
        assert_eq!(key_of(&keys, "stroke")["path"], format!("{folder}/{hostile}"));
        assert_eq!(key_of(&keys, "stroke")["matchesCertificate"], true);
        let none = key_of(&keys, "azure");
        assert_eq!((&none["kind"], &none["present"]), (&"folder".into(), &false.into()));
    }
    let connections = section(&text, "connections");
    let names: Vec<&str> = connections
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|it| it["server"].as_str())
        .collect();
    assert!(names.contains(&"azuregateway-c.vpn.azure.com"), "{names:?}");
}

/// Where shellcheck is, it finds nothing.
#[test]
fn shellcheck_finds_nothing_in_the_shell_script() {
    let place = Workplace::new();
    place.put("report.sh", place.run(&["client-report", "--os", "linux"]).out);
    let checked = Command::new("shellcheck")
        .args(["-s", "sh", "report.sh"])
        .current_dir(place.folder())
        .output();
    let Ok(checked) = checked else {
        let _ = writeln!(std::io::stderr(), "skipped: there is no shellcheck on this machine");
        return;
    };
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stdout));
}

/// The commands of macOS are stood in for by what they print there.
#[cfg(target_os = "linux")]
#[test]
fn the_shell_script_reads_what_the_commands_of_macos_print() {
    let place = Workplace::new();
    let security = "case $1 in find-identity) echo '  1) 0123456789ABCDEF0123456789ABCDEF01234567 \"client\"' ;; \
        *) case $* in *login*) printf 'SHA-256 hash: AA\\nSHA-1 hash: 0123456789ABCDEF0123456789ABCDEF01234567\\n-----BEGIN CERTIFICATE-----\\nTUlJQm5v\\ndA==\\n-----END CERTIFICATE-----\\n' ;; esac ;; esac";
    let scutil = "case $* in '--nc list') echo '* (Connected)   1B2C VPN (com.apple.vpn) \"Azure [\"hub\"]\"   [VPN:IKEv2]' ;; \
        '--nc show'*) printf '  AuthName : anna\\n  RemoteAddress : azuregateway-a.vpn.azure.com\\n' ;; \
        --dns) printf 'resolver #1\\n  domain   : corp.example\\n  nameserver[0] : 10.20.0.4\\n' ;; \
        --proxy) printf '  HTTPProxy : proxy.contoso.example\\n' ;; esac";
    let ifconfig = "printf 'lo0: flags=8049\\n\\tinet 127.0.0.1 netmask 0xff000000\\nen0: flags=8863\\n\\tinet 192.168.1.20 netmask 0xffffff00 broadcast 192.168.1.255\\nutun3: flags=8051\\n\\tinet 172.16.201.2 --> 172.16.201.2 netmask 0xffffffff\\n'";
    let netstat = "printf 'Destination Gateway Flags Netif Expire\\ndefault 192.168.1.1 UGScg en0\\n10.20/16 172.16.201.2 UGSc utun3\\n10.21.3/24 link#9 UCS utun3\\n192.168.1.7 0:11:22:33:44:55 UHLWI en0\\n'";
    let pmset = "printf 'Battery Power:\\n sleep 10\\nAC Power:\\n sleep 0\\n'";
    let commands = [
        ("uname", "echo Darwin"),
        ("sw_vers", "case $1 in -productName) echo macOS ;; *) echo 15.1 ;; esac"),
        ("security", security),
        ("scutil", scutil),
        ("ifconfig", ifconfig),
        ("netstat", netstat),
        ("pmset", pmset),
        ("log", "echo 'NEIKEv2Provider: failed to receive'"),
    ];
    let text = report_of_shell(&place, &commands);
    assert!(!text.contains("anna"), "{text}");
    assert_eq!(section(&text, "platform"), "macos");
    assert_eq!(section(&text, "operatingSystem")["version"], "15.1");
    let certificate = &section(&text, "certificates")[0];
    assert_eq!(certificate["hasPrivateKey"], true);
    assert_eq!(certificate["data"], "TUlJQm5vdA==");
    let connection = &section(&text, "connections")[0];
    assert_eq!(connection["name"], "Azure [\"hub\"]");
    assert_eq!(connection["server"], "azuregateway-a.vpn.azure.com");
    assert_eq!(connection["connected"], true);
    let interfaces = section(&text, "interfaces");
    assert_eq!(interfaces[0]["addresses"][0], "192.168.1.20/24");
    assert_eq!(interfaces[1]["addresses"][0], "172.16.201.2/32");
    assert_eq!(interfaces[1]["tunnel"], true);
    let routes = section(&text, "routes");
    let destinations: Vec<&str> =
        (0..4).map(|at| routes[at]["destination"].as_str().expect("text")).collect();
    assert_eq!(destinations, ["0.0.0.0/0", "10.20.0.0/16", "10.21.3.0/24", "192.168.1.7/32"]);
    let rule = &section(&text, "nameResolution")["rules"][0];
    assert_eq!(
        (&rule["names"][0], &rule["servers"][0]),
        (&"corp.example".into(), &"10.20.0.4".into())
    );
    assert_eq!(section(&text, "proxy")["user"], "proxy.contoso.example");
    assert_eq!(section(&text, "sleep")["standbyOnBattery"], 600);
    assert_eq!(section(&text, "events")[0]["source"], "macOS");
}

/// PowerShell's own parser, where there is a PowerShell.
#[test]
fn powershell_parses_the_script() {
    let there = ["pwsh", "powershell"].into_iter().find(|shell| {
        Command::new(shell).args(["-NoProfile", "-Command", "exit 0"]).output().is_ok()
    });
    let Some(shell) = there else {
        let _ = writeln!(std::io::stderr(), "skipped: there is no PowerShell on this machine");
        return;
    };
    let place = Workplace::new();
    place.put("report.ps1", place.run(&["client-report"]).out);
    let parse = "$faults = $null; [void][Management.Automation.Language.Parser]::ParseFile((Resolve-Path report.ps1), \
        [ref]$null, [ref]$faults); $faults | ForEach-Object { $_.ToString() }; exit $faults.Count";
    let parsed = Command::new(shell)
        .args(["-NoProfile", "-Command", parse])
        .current_dir(place.folder())
        .output()
        .expect("it runs");
    assert!(parsed.status.success(), "{}", String::from_utf8_lossy(&parsed.stdout));
}
