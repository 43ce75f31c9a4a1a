//! What tells of which gateway a package, a profile or a machine is.

/// What a package or a machine says that may tell its gateway from others.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// The name of the zip or of the folder that it was unpacked to: a download is named after its gateway.
    pub file_name: Option<String>,
    /// The names of profiles or connections: Azure names them after the gateway's network.
    pub names: Vec<String>,
    /// `tenant` and `audience` of Entra ID.
    pub entra: Option<(String, String)>,
}

impl Evidence {
    /// Takes what a profile says.
    pub(crate) fn add(&mut self, profile: &vpn_client_files::profile::Profile) {
        self.names.extend(profile.name.iter().map(|name| name.text.clone()));
        if let (Some(tenant), Some(audience)) = (&profile.tenant, &profile.audience) {
            self.entra.get_or_insert_with(|| (tenant.text.clone(), audience.text.clone()));
        }
    }

    /// Takes the name of the zip or folder; what browsers put behind the name of a second download is left out.
    pub(crate) fn name_file(&mut self, path: &str) {
        let path = path.replace('\\', "/");
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let stem = name.strip_suffix(".zip").or_else(|| name.strip_suffix(".ZIP")).unwrap_or(name);
        let numbered = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let bare = numbered.filter(|(_, number)| {
            !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
        });
        let stem = bare.map_or(stem, |(before, _)| before).trim();
        self.file_name = (!stem.is_empty() && stem != ".").then(|| stem.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::Evidence;

    #[test]
    fn a_download_is_named_after_its_gateway() {
        for (path, name) in [
            ("vgw-hub.zip", Some("vgw-hub")),
            ("/home/a/vgw-hub (1).zip", Some("vgw-hub")),
            (r"C:\Users\a\vgw-hub(12).ZIP", Some("vgw-hub")),
            ("vgw(test).zip", Some("vgw(test)")),
            ("packages/vgw-hub", Some("vgw-hub")),
            (".", None),
            ("", None),
        ] {
            let mut evidence = Evidence::default();
            evidence.name_file(path);
            assert_eq!(evidence.file_name.as_deref(), name, "{path}");
        }
    }
}
