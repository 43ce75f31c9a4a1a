//! What tools write that isn't JSON: tables, lists, YAML, CSV, XML, profiles; each with the command that gives JSON.

/// How many lines are looked at.
const LINES: usize = 40;

const JSON_OF_BOTH: &str =
    "export JSON instead, with az … -o json or in PowerShell with … | ConvertTo-Json -Depth 10";
const JSON_OF_POWERSHELL: &str = "export JSON instead, with … | ConvertTo-Json -Depth 10";
const JSON_OF_AZ: &str = "export JSON instead, with az … -o json";

/// A profile of VPN clients, whatever certificates stand in it.
#[must_use]
pub fn client_profile(text: &str) -> Option<&'static str> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if start.starts_with('<') {
        let head = start.get(..4096.min(start.len())).unwrap_or(start).to_ascii_lowercase();
        let is = |word: &str| head.contains(word);
        return if is("<azvpnprofile") {
            Some("a profile of the Azure VPN Client")
        } else if is("<vpnprofile") || is("<vpnsettings") || is("<vpnclientsettings") {
            Some("a profile of VPN clients")
        } else {
            None
        };
    }
    let has = |word: &str| {
        text.lines().any(|line| line.split_whitespace().next().is_some_and(|first| first == word))
    };
    (has("remote") && has("client") && (has("dev") || has("<ca>") || has("proto")))
        .then_some("a profile of OpenVPN clients")
}

/// What a text is, and what to do to get JSON instead.
#[must_use]
pub fn other_format(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Some("it is empty".to_owned());
    }
    if let Some(profile) = client_profile(text) {
        return Some(format!(
            "it is {profile}, which doesn't describe the gateway: export the gateway with az network vnet-gateway show -o json"
        ));
    }
    let lines: Vec<&str> =
        text.lines().filter(|line| !line.trim().is_empty()).take(LINES).collect();
    let (what, remedy) = markup(text)
        .or_else(|| told_error(&lines))
        .or_else(|| csv(&lines))
        .or_else(|| table(&lines))
        .or_else(|| list(&lines))
        .or_else(|| tabs(&lines))
        .or_else(|| yaml(&lines))?;
    Some(format!("it is {what}, not JSON: {remedy}"))
}

type What = (&'static str, &'static str);

fn markup(text: &str) -> Option<What> {
    let start = text.trim_start();
    let start = start.strip_prefix("#< CLIXML").map_or(start, str::trim_start);
    if !start.starts_with('<') {
        return None;
    }
    let head: String = start.chars().take(2000).collect::<String>().to_ascii_lowercase();
    if head.contains("schemas.microsoft.com/powershell/") || head.contains("<objs ") {
        Some((
            "CLIXML of PowerShell",
            "pipe the objects into ConvertTo-Json -Depth 10 instead of Export-Clixml",
        ))
    } else if head.contains("<objects>") || head.contains("<object type=") {
        Some((
            "XML of PowerShell",
            "pipe the objects into ConvertTo-Json -Depth 10 instead of ConvertTo-Xml",
        ))
    } else if head.contains("<html") || head.contains("<!doctype html") {
        Some(("a web page", JSON_OF_BOTH))
    } else {
        head.starts_with("<?xml").then_some(("XML", JSON_OF_BOTH))
    }
}

fn told_error(lines: &[&str]) -> Option<What> {
    let first = lines.first()?.trim_start();
    let is = ["ERROR: ", "az: error:", "az : ERROR", "Get-Az", "Connect-Az"];
    let told = is.iter().any(|start| first.starts_with(start)) && first.contains(':');
    told.then_some(("the error of a command", "run gatelint explain to find its cause"))
}

/// A header of several names, and a line with as many values.
fn csv(lines: &[&str]) -> Option<What> {
    let mut lines = lines.iter().skip_while(|line| line.starts_with("#TYPE "));
    let header: Vec<&str> = lines.next()?.split(',').collect();
    let name = |cell: &&str| {
        let bare = cell.trim().trim_matches('"');
        !bare.is_empty()
            && bare.len() < 60
            && bare.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_. -".contains(&byte))
    };
    let values = lines.next()?.split(',').count();
    (header.len() >= 3 && values >= header.len() && header.iter().all(name))
        .then_some(("CSV", JSON_OF_BOTH))
}

/// A line of nothing but dashes in groups below the names of the columns.
fn table(lines: &[&str]) -> Option<What> {
    let rule = |line: &&str| {
        line.trim().len() >= 2
            && line.contains("--")
            && line.chars().all(|letter| matches!(letter, '-' | ' ' | '\t' | '\r'))
    };
    lines.iter().take(4).skip(1).any(rule).then_some(("a table", JSON_OF_BOTH))
}

/// `Name   : value`, as Format-List writes it.
fn list(lines: &[&str]) -> Option<What> {
    let entry = |line: &&&str| {
        line.split_once(" : ").or_else(|| line.trim_end().split_once(" :")).is_some_and(
            |(name, _)| {
                let name = name.trim_end();
                !name.is_empty()
                    && name.len() < 60
                    && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            },
        )
    };
    let entries = lines.iter().filter(entry).count();
    (entries >= 2 && entries * 2 >= lines.len().min(10))
        .then_some(("a PowerShell list (Format-List)", JSON_OF_POWERSHELL))
}

/// Columns between tabs, as `-o tsv` writes them.
fn tabs(lines: &[&str]) -> Option<What> {
    lines
        .iter()
        .all(|line| line.matches('\t').count() >= 2)
        .then_some(("tab-separated values", JSON_OF_AZ))
}

/// `key: value`, `key:` and `- item` on nearly every line.
fn yaml(lines: &[&str]) -> Option<What> {
    let entry = |line: &&&str| {
        let bare = line.trim_start();
        let bare = bare.strip_prefix("- ").unwrap_or(bare);
        let key =
            bare.split_once(": ").map(|(key, _)| key).or_else(|| bare.trim_end().strip_suffix(':'));
        key.is_some_and(|key| {
            let key = key.trim_matches(['"', '\'']);
            !key.is_empty() && !key.contains(' ') && key.len() < 60
        })
    };
    let starts = lines.first().is_some_and(|line| entry(&line) || line.trim() == "---");
    let entries = lines.iter().filter(entry).count();
    let values = lines.iter().filter(|line| line.trim_start().starts_with("- ")).count();
    (starts && entries >= 2 && (entries + values) * 4 >= lines.len() * 3)
        .then_some(("YAML", JSON_OF_AZ))
}

#[cfg(test)]
mod tests {
    use super::{client_profile, other_format};

    fn told(text: &str) -> String {
        other_format(text).unwrap_or_default()
    }

    #[test]
    fn what_tools_write_is_named_with_the_command_that_gives_json() {
        let cases = [
            ("", "it is empty"),
            ("Name   Location\n----   --------\nvgw    westeurope\n", "it is a table, not JSON: "),
            (
                "activeActive: false\nbgpSettings:\n  asn: 65515\n  list:\n  - 1\n",
                "it is YAML, not JSON: export JSON instead, with az … -o json",
            ),
            ("- id: a\n  name: b\n- id: c\n  name: d\n", "it is YAML"),
            (
                "\nName      : vgw\nLocation  : westeurope\nEtag      : \n",
                "it is a PowerShell list (Format-List), not JSON: ",
            ),
            ("\"Name\",\"Location\",\"Id\"\n\"vgw\",\"westeurope\",\"x\"\n", "it is CSV"),
            (
                "#TYPE Microsoft.Azure.X\n\"Name\",\"Location\",\"Id\"\n\"a\",\"b\",\"c\"\n",
                "it is CSV",
            ),
            ("vgw\twesteurope\tSucceeded\nb\tc\td\n", "it is tab-separated values"),
            (
                "<Objs Version=\"1.1.0.1\" xmlns=\"http://schemas.microsoft.com/powershell/2004/04\">",
                "it is CLIXML of PowerShell",
            ),
            (
                "<?xml version=\"1.0\"?>\n<Objects>\n  <Object Type=\"x\">",
                "it is XML of PowerShell",
            ),
            ("<?xml version=\"1.0\"?>\n<a/>", "it is XML, not JSON"),
            ("<!DOCTYPE html><html>", "it is a web page"),
            (
                "ERROR: (ResourceNotFound) The Resource 'x' was not found.\n",
                "it is the error of a command",
            ),
            (
                "client\nremote azuregateway 443\nproto tcp-client\n<ca>\n",
                "it is a profile of OpenVPN clients",
            ),
        ];
        for (text, start) in cases {
            assert!(told(text).starts_with(start), "{text}: {}", told(text));
        }
    }

    #[test]
    fn other_texts_are_not_named() {
        for text in
            ["hello world\n", "-----BEGIN CERTIFICATE-----\nMIIC\n", "MIIC8jCCAdqg\n", "a: b\n"]
        {
            assert_eq!(other_format(text), None, "{text}");
        }
        assert_eq!(client_profile("a remote client\nof a dev\n"), None);
        assert!(client_profile("<?xml version=\"1.0\"?>\n<AzVpnProfile xmlns=\"x\">").is_some());
    }
}
