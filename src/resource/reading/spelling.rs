//! Which known word a wrong one was meant to be.

/// The candidate that the word is a likely slip of: a letter or two dropped, doubled, swapped or mistaken.
///
/// Digits are never taken for slips: `VpnGw6` is no misspelt `VpnGw5`.
#[must_use]
pub fn likely_meant<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let written = written.trim().to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let wanted = candidate.to_lowercase();
        if digits(&wanted) != digits(&written) {
            continue;
        }
        let distance = strsim::osa_distance(&written, &wanted);
        let tolerated = if wanted.chars().count() < 6 { 1 } else { 2 };
        if distance > 0 && distance <= tolerated && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::likely_meant;

    #[test]
    fn slips_are_told_from_other_words() {
        let protocols = ["IkeV2", "SSTP", "OpenVPN"];
        assert_eq!(likely_meant("OpenVNP", protocols), Some("OpenVPN"));
        assert_eq!(likely_meant("SSPT", protocols), Some("SSTP"));
        assert_eq!(likely_meant("IPsec", protocols), None);
        assert_eq!(likely_meant("WireGuard", protocols), None);
        assert_eq!(likely_meant("VpnGw6AZ", ["VpnGw5AZ", "VpnGw1AZ"]), None);
        assert_eq!(likely_meant("VnpGw1AZ", ["VpnGw5AZ", "VpnGw1AZ"]), Some("VpnGw1AZ"));
    }
}
