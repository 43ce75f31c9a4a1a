//! What versions of Windows need for IKEv2.

/// The first build of Windows 10. Older versions have no IKEv2 to Azure.
/// `https://learn.microsoft.com/windows/release-health/release-information`
pub const FIRST_BUILD_OF_WINDOWS_10: i64 = 10240;

/// The update that brings IKE fragmentation to a version of Windows.
#[derive(Clone, Copy, Debug)]
pub struct Ikev2Update {
    /// The build of the version.
    pub build: i64,
    /// The version in words.
    pub version: &'static str,
    /// The update.
    pub name: &'static str,
    /// The revision of the build that the update makes. Later updates contain it.
    pub revision: i64,
}

/// By `https://learn.microsoft.com/azure/vpn-gateway/vpn-gateway-vpn-faq`; the revisions are those of Windows' update history.
const UPDATES: [Ikev2Update; 3] = [
    Ikev2Update {
        build: 14393,
        version: "Windows 10 1607 and Windows Server 2016",
        name: "KB4057142",
        revision: 2034,
    },
    Ikev2Update { build: 15063, version: "Windows 10 1703", name: "KB4057144", revision: 877 },
    Ikev2Update { build: 16299, version: "Windows 10 1709", name: "KB4089848", revision: 334 },
];

/// The update that a build needs; none where it needs none.
#[must_use]
pub fn ikev2_update(build: i64) -> Option<&'static Ikev2Update> {
    UPDATES.iter().find(|update| update.build == build)
}
