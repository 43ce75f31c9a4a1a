//! Names of properties and parameters whose values are secrets, in any spelling and misspelling.

/// Words in the names of secrets, in lower case and without separators.
///
/// Sources: the secure properties of `Microsoft.Network` (`sharedKey`, `radiusServerSecret`, `authorizationKey`) in the
/// API's specification, and the names that templates give to the parameters that carry such values.
const WORDS: [&str; 22] = [
    "accesskey",
    "accesstoken",
    "accountkey",
    "apikey",
    "authorizationkey",
    "bearertoken",
    "clientsecret",
    "connectionstring",
    "idtoken",
    "passphrase",
    "passwd",
    "password",
    "presharedkey",
    "primarykey",
    "privatekey",
    "radiusserversecret",
    "radiussecret",
    "refreshtoken",
    "sastoken",
    "secondarykey",
    "sharedkey",
    "storagekey",
];

/// Words that end the names of secrets.
const ENDS: [&str; 4] = ["secret", "secretvalue", "psk", "pwd"];

/// Endings of names that are about a secret and hold none.
const ABOUT: [&str; 20] = [
    "authentication",
    "count",
    "date",
    "enabled",
    "expiry",
    "id",
    "length",
    "name",
    "names",
    "path",
    "permissions",
    "policy",
    "reference",
    "required",
    "type",
    "uri",
    "url",
    "vault",
    "version",
    "resourcegroup",
];

/// Names that are recognised when up to two letters are wrong.
const MISSPELT: [&str; 7] = [
    "adminpassword",
    "authorizationkey",
    "clientsecret",
    "password",
    "presharedkey",
    "radiusserversecret",
    "sharedkey",
];

/// Pieces of those names, one of which is left whatever letters are wrong: most names are settled by them.
const PIECES: [&str; 9] = ["key", "ky", "pas", "wor", "sec", "ecr", "shar", "radi", "auth"];

/// Whether the value of this name is a secret.
#[must_use]
pub fn names_secret(name: &str) -> bool {
    if name.len() > 128 {
        return false;
    }
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|it| it.to_ascii_lowercase())
        .collect();
    if plain.len() < 3 || ABOUT.iter().any(|end| plain.ends_with(end)) {
        return false;
    }
    WORDS.iter().any(|word| plain.contains(word))
        || ENDS.iter().any(|end| plain.ends_with(end))
        || PIECES.iter().any(|piece| plain.contains(piece))
            && MISSPELT.iter().any(|word| {
                let most = if word.len() < 12 { 1 } else { 2 };
                plain.len().abs_diff(word.len()) <= most
                    && strsim::osa_distance(&plain, word) <= most
            })
}

#[cfg(test)]
mod tests {
    use super::names_secret;

    #[test]
    fn names_of_secrets_are_told_from_names_about_them() {
        for name in [
            "sharedKey",
            "shared_key",
            "vpnSharedKeyOfSite",
            "radiusServerSecret",
            "radiusServerSecert",
            "radiusSecret",
            "sharedKy",
            "Pasword",
            "adminPassword",
            "psk",
            "site-psk",
            "clientSecret",
        ] {
            assert!(names_secret(name), "{name}");
        }
        for name in [
            "secretName",
            "keyVaultSecretUri",
            "disablePasswordAuthentication",
            "passwordPolicy",
            "name",
            "publicCertData",
            "key",
            "sharedVnet",
            "",
        ] {
            assert!(!names_secret(name), "{name}");
        }
    }
}
