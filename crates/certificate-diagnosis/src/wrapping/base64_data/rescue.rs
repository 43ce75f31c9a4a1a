//! Damage to base64 that can be undone without a guess, because the certificate fits its own lengths again.

use base64::Engine as _;

use crate::diagnosis::content::Content;
use crate::diagnosis::flaw::FlawKind;
use crate::fields::facts::Certificate;
use crate::input::layer::Layer;
use crate::input::places::{ByteRuns, Places};
use crate::wrapping::base64_data::text::{Base64Reader, FORGIVING};
use crate::wrapping::unwrapping::Unwrapping;

/// The most values that are taken apart when they were joined.
const MOST: usize = 100;

impl Base64Reader<'_, '_> {
    /// Spaces in a single line may be `+` that a form or query turned into spaces.
    pub(crate) fn with_plus(&self, unwrapping: &mut Unwrapping) -> Option<Content> {
        let inside = self.passage.trimmed();
        if self.body.line_breaks > 0 || self.body.foreign_count > 0 || !inside.str().contains(' ') {
            return None;
        }
        let text = inside.str().replace(' ', "+");
        let mut runs = ByteRuns::default();
        runs.push_all(inside.range.start, text.len());
        let data = text.trim_end_matches('=');
        let content = certificate(unwrapping, data.as_bytes(), runs, &self.passage.places)?;
        unwrapping.flaws.retain(|(_, flaw)| flaw.kind != FlawKind::WhiteSpace);
        let message = "'+' was replaced with spaces, as when a form or query is decoded";
        let place = self.at(self.body.white.first.clone());
        unwrapping.flaw(FlawKind::SpacesForPlus, place, message);
        unwrapping.layers.push(self.layer(false, true));
        unwrapping.layers.push(Layer::Der);
        Some(content)
    }

    /// Every certificate of 256 bytes or more begins with `MII`, so that up to three characters that
    /// were not copied are known.
    pub(crate) fn with_start(&self, unwrapping: &mut Unwrapping) -> Option<Content> {
        let data = &self.body.kept[..self.body.data_length()];
        let (lost, content) = ["M", "MI", "MII"].into_iter().find_map(|lost| {
            let mut runs = ByteRuns::default();
            for _ in 0..lost.len() {
                runs.push(0, 0, 1);
            }
            runs.push_all(0, self.body.kept.len());
            let whole = [lost.as_bytes(), data].concat();
            Some((lost, certificate(unwrapping, &whole, runs, &self.places)?))
        })?;
        let message = match lost.len() {
            1 => "the first character, M, is missing".to_owned(),
            count => format!("the first {count} characters, {lost}, are missing"),
        };
        unwrapping.flaw(FlawKind::LostStart, self.kept(0..1), message);
        unwrapping.layers.push(self.layer(false, false));
        unwrapping.layers.push(Layer::Der);
        Some(content)
    }

    /// Padding inside may be the end of a first value that others were joined to.
    pub(crate) fn joined(&self, unwrapping: &mut Unwrapping) -> Option<Content> {
        let kept = &self.body.kept;
        let ends = (1..kept.len()).filter(|at| kept[at - 1] == b'=' && kept[*at] != b'=');
        let mut starts: Vec<usize> = std::iter::once(0).chain(ends).take(MOST + 1).collect();
        let second = *starts.get(1).filter(|_| starts.len() <= MOST)?;
        starts.push(kept.len());
        let places = unwrapping.places.len();
        let mut certificates = Vec::new();
        for pair in starts.windows(2) {
            let piece = &kept[pair[0]..pair[1]];
            let data =
                &piece[..piece.iter().position(|octet| *octet == b'=').unwrap_or(piece.len())];
            let mut runs = ByteRuns::default();
            runs.push_all(pair[0], piece.len());
            let Some(content) = certificate(unwrapping, data, runs, &self.places) else {
                unwrapping.places.truncate(places);
                return None;
            };
            certificates.extend(content.certificates().iter().cloned());
        }
        let count = certificates.len();
        let message =
            format!("{count} certificates are joined here; the gateway accepts one per entry");
        let place = self.kept(second..kept.len());
        unwrapping.flaw(FlawKind::SeveralCertificates, place, message);
        unwrapping.layers.push(self.layer(false, false));
        unwrapping.layers.push(Layer::Der);
        Some(Content::Several { certificates, private_keys: Vec::new(), others: 0 })
    }
}

/// The certificate that base64 holds, when it fills it exactly; its place is then noted.
fn certificate(
    unwrapping: &mut Unwrapping,
    data: &[u8],
    runs: ByteRuns,
    places: &Places,
) -> Option<Content> {
    let certificate = Certificate::from_der(&FORGIVING.decode(data).ok()?).ok()?;
    let mut places = places.clone();
    places.push_runs(runs);
    places.push_base64();
    unwrapping.places.push((0, places));
    Some(Content::Certificate(Box::new(certificate)))
}
