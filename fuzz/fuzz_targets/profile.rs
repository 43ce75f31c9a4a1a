//! A profile or a package of whatever bytes: what is read of it stands in it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vpn_client_files::package::{Limits, members};
use vpn_client_files::profile::read;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(members) = members(bytes, Limits::USUAL, |_| true) {
        assert!(members.iter().all(|member| !member.path.contains("..") || !member.path.starts_with('/')));
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Some(Ok(profiles)) = read(text) else { return };
    for profile in profiles {
        let texts = profile.servers.iter().chain(&profile.routes).chain(&profile.dns_servers);
        for range in texts.map(|text| &text.range).chain(&profile.secrets).chain([&profile.range]) {
            assert!(text.get(range.clone()).is_some());
        }
    }
});
