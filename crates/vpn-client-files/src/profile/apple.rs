//! Configuration profiles of macOS and iOS with a VPN over IKEv2.

use super::contents::{LocatedText, Profile, ProfileKind};
use super::xml::Element;

pub(super) fn read(root: &Element) -> Vec<Profile> {
    let mut dictionaries = Vec::new();
    root.all("dict", &mut dictionaries);
    let value = |dictionary: &Element, name: &str| {
        let at = dictionary
            .children
            .iter()
            .position(|child| child.name == "key" && child.text == name)?;
        dictionary.children.get(at + 1).and_then(LocatedText::of)
    };
    let mut profiles = Vec::new();
    for dictionary in dictionaries {
        let Some(server) = value(dictionary, "RemoteAddress") else { continue };
        let mut secrets = Vec::new();
        for name in ["SharedSecret", "AuthPassword", "Password"] {
            secrets.extend(value(dictionary, name).map(|secret| secret.range));
        }
        profiles.push(Profile {
            kind: ProfileKind::Apple,
            range: dictionary.range.clone(),
            servers: vec![server],
            server_identity: value(dictionary, "RemoteIdentifier"),
            local_identity: value(dictionary, "LocalIdentifier"),
            authentication: value(dictionary, "AuthenticationMethod").into_iter().collect(),
            secrets,
            ..Profile::default()
        });
    }
    profiles
}
