//! Takes profile packages and profiles of clients out of what was read.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use arm_template::{SourceId, Span};
use certificate_diagnosis::{Certificate, StoredKey};
use vpn_client_files::package::{self, Limits};
use vpn_client_files::profile::{self, Profile};

use super::loaded::{InputFile, LoadedInputs, UnreadableInput};
use crate::resource::{ClientProfile, Evidence, Package, ServerRoot, span_of};
use crate::source;

/// Takes them out; the rest is for others.
pub(crate) fn take(files: Vec<InputFile>, inputs: &mut LoadedInputs) -> Vec<InputFile> {
    let mut rest = Vec::new();
    let mut folders: BTreeMap<(bool, String), Vec<(String, InputFile)>> = BTreeMap::new();
    for one in files {
        let Ok(bytes) = &one.bytes else {
            rest.push(one);
            continue;
        };
        if one.asked || one.answer_of_scan() {
            rest.push(one);
        } else if one.named
            && package::is_zip(bytes)
            && !super::understanding::names_plan(&one.name)
        {
            of_zip(&one, bytes, inputs);
        } else if let Some((folder, path)) = member_of_folder(&one) {
            folders.entry((one.against, folder)).or_default().push((path, one));
        } else if is_profile(&one) {
            let mut package = Package::begun(inputs, &one.name);
            add(&mut package, inputs, &one.name, bytes, true);
            keep(package, Evidence::default(), one.against, inputs);
        } else {
            rest.push(one);
        }
    }
    for ((against, folder), members) in folders {
        of_folder((&folder, against), members, inputs, &mut rest);
    }
    rest
}

/// The zip that a package is downloaded as.
fn of_zip(file: &InputFile, bytes: &[u8], inputs: &mut LoadedInputs) {
    let name = &file.name;
    let id = inputs.sources.add(source::source(name.clone(), Vec::new()));
    let members = match package::members(bytes, Limits::USUAL, is_of_interest) {
        Ok(members) => members,
        Err(fault) => {
            let message = fault.to_string();
            inputs.failures.push(UnreadableInput { message, span: Span::new(id, 0, 0) });
            return;
        }
    };
    let paths = members.iter().map(|member| member.path.clone()).collect();
    let mut package = Package { source: id, members: paths, ..Package::begun(inputs, "") };
    for member in &members {
        let Some(bytes) = &member.bytes else { continue };
        add(&mut package, inputs, &format!("{name}/{}", member.path), bytes, false);
    }
    if package.profiles.is_empty() {
        let message = "there is no VPN profile in the zip: a profile package contains VpnSettings.xml, azurevpnconfig.xml or vpnconfig.ovpn"
            .to_owned();
        inputs.failures.push(UnreadableInput { message, span: Span::new(id, 0, 0) });
        return;
    }
    let mut evidence = Evidence::default();
    evidence.name_file(name);
    keep(package, evidence, file.against, inputs);
}

/// Files of a folder that a package was unpacked to. Without a profile among them they are for others.
fn of_folder(
    (folder, against): (&str, bool),
    members: Vec<(String, InputFile)>,
    inputs: &mut LoadedInputs,
    rest: &mut Vec<InputFile>,
) {
    if !members.iter().any(|(_, file)| profile::is_profile_name(&file.name)) {
        rest.extend(members.into_iter().map(|(_, file)| file));
        return;
    }
    let mut package = Package::begun(inputs, "");
    package.members = members.iter().map(|(path, _)| path.clone()).collect();
    for (_, file) in &members {
        if let Ok(bytes) = &file.bytes {
            add(&mut package, inputs, &file.name, bytes, false);
        }
    }
    let mut evidence = Evidence::default();
    evidence.name_file(folder);
    keep(package, evidence, against, inputs);
}

/// Keeps a package with all that its profiles say: among those that are checked, or among those that others are held against.
fn keep(mut package: Package, mut evidence: Evidence, against: bool, inputs: &mut LoadedInputs) {
    for profile in &package.profiles {
        evidence.add(&profile.profile);
    }
    package.evidence = Arc::new(evidence);
    for profile in &mut package.profiles {
        profile.evidence = Arc::clone(&package.evidence);
    }
    let kept = if against { &mut inputs.current_packages } else { &mut inputs.packages };
    kept.push(package);
}

impl Package {
    /// A package whose first file is the next source.
    fn begun(inputs: &LoadedInputs, member: &str) -> Self {
        let next = u32::try_from(inputs.sources.len()).expect("fewer than 2^32 sources");
        let members = if member.is_empty() { Vec::new() } else { vec![member.to_owned()] };
        Self {
            source: SourceId(next),
            members,
            profiles: Vec::new(),
            roots: Vec::new(),
            evidence: Arc::default(),
        }
    }
}

/// Adds a file to its package.
fn add(package: &mut Package, inputs: &mut LoadedInputs, name: &str, bytes: &[u8], alone: bool) {
    let source = source::source(name.to_owned(), bytes.to_vec());
    let text = std::sync::Arc::clone(&source.text);
    let id = inputs.sources.add(source);
    hide(id, &text, inputs);
    if is_server_root(name) || !profile::is_profile_name(name) && !alone {
        if let Some(certificate) = certificate_diagnosis::read(bytes).certificate() {
            let root = ServerRoot { span: Span::new(id, 0, 0), certificate: certificate.clone() };
            package.roots.push(root);
        } else if is_server_root(name) {
            let message = "it is not a readable certificate: download the package again".to_owned();
            inputs.failures.push(UnreadableInput { message, span: Span::new(id, 0, 0) });
        }
        return;
    }
    match profile::read(&text) {
        Some(Ok(profiles)) => {
            for profile in profiles {
                inputs.secrets.extend(profile.secrets.iter().map(|range| span_of(id, range)));
                package.profiles.push(client_profile((id, &text), profile, alone));
            }
        }
        Some(Err(fault)) => {
            let message = format!("the profile can't be read: {}", fault.why);
            let span = span_of(id, &(fault.at..fault.at));
            inputs.failures.push(UnreadableInput { message, span });
        }
        None => {
            let message = "it contains no VPN profile, although its name suggests one".to_owned();
            inputs.failures.push(UnreadableInput { message, span: Span::new(id, 0, 0) });
        }
    }
}

fn client_profile(
    (source, text): (SourceId, &str),
    profile: Profile,
    alone: bool,
) -> ClientProfile {
    let mut certificates = Vec::new();
    for embedded in &profile.certificates {
        let reading = certificate_diagnosis::read(embedded.text.text.as_bytes());
        let span = span_of(source, &embedded.text.range);
        let read = reading.certificates().iter();
        certificates.extend(
            read.map(|certificate: &Certificate| (embedded.part, certificate.clone(), span)),
        );
    }
    let key = profile.private_key.clone().map(|range| {
        let key = text.get(range.clone()).and_then(StoredKey::of_pem);
        (key, span_of(source, &range))
    });
    ClientProfile { source, profile, certificates, key, alone, evidence: Arc::default() }
}

/// Keys in a text that may not be a whole profile: runs of hexadecimal digits that only keys have.
fn hide(id: SourceId, text: &str, inputs: &mut LoadedInputs) {
    const SHORTEST: usize = 65;
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        if length >= SHORTEST {
            inputs.secrets.push(span_of(id, &(at..at + length)));
        }
        at += length.max(1);
    }
}

fn is_server_root(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    file.starts_with("vpnserverroot")
}

/// Whether a member is read: installers, and what they install, aren't.
fn is_of_interest(path: &str) -> bool {
    profile::is_profile_name(path) || is_server_root(path)
}

/// Whether it is a profile that stands alone: by its content when it is named, else by its name.
fn is_profile(file: &InputFile) -> bool {
    let Ok(bytes) = &file.bytes else { return false };
    if profile::is_profile_name(&file.name) {
        return true;
    }
    if !file.named || file.path.as_deref().is_some_and(has_other_format) {
        return false;
    }
    let source = source::source(file.name.clone(), bytes.clone());
    profile::read(&source.text).is_some()
}

/// Files that are no profile whatever stands in them.
fn has_other_format(path: &Path) -> bool {
    let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
    ["json", "jsonc", "bicep", "bicepparam", "tf", "tofu"].iter().any(|other| ending == *other)
}

/// The folders of a package.
const FOLDERS: [&str; 6] = ["azurevpn", "generic", "openvpn", "mac", "windowsamd64", "windowsx86"];

/// The folder that a package was unpacked to, and the path of a member below it.
fn member_of_folder(file: &InputFile) -> Option<(String, String)> {
    if file.named || !is_of_interest(&file.name) {
        return None;
    }
    let mut parts = file.name.rsplitn(3, '/');
    let (file, folder, above) = (parts.next()?, parts.next()?, parts.next().unwrap_or_default());
    FOLDERS
        .contains(&folder.to_ascii_lowercase().as_str())
        .then(|| (above.to_owned(), format!("{folder}/{file}")))
}
