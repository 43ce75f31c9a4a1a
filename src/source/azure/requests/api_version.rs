//! What to do when a cloud doesn't know an api-version: take the newest that it offers.

use url::Url;

use crate::source::azure::refusal::Refusal;

/// The codes with which Azure Resource Manager and the resource providers refuse an api-version.
const CODES: &[&str] =
    &["InvalidApiVersionParameter", "NoRegisteredProviderFound", "InvalidResourceType"];

/// The same URL with the newest version that the refusal offers, if it is about the version at all.
pub(crate) fn offered(url: &Url, refusal: &Refusal, body: &[u8]) -> Option<Url> {
    if !CODES.iter().any(|code| refusal.has_code(code)) {
        return None;
    }
    let text = String::from_utf8_lossy(body);
    let (_, offer) = text.split_once("supported ")?;
    let newest = versions(offer).max()?;
    let mut replaced = false;
    let parameters = url.query().unwrap_or_default().split('&').map(|parameter| {
        match parameter.split_once('=') {
            Some(("api-version", old)) => {
                replaced |= old != newest;
                format!("api-version={newest}")
            }
            _ => parameter.to_owned(),
        }
    });
    let query = parameters.collect::<Vec<_>>().join("&");
    let mut url = url.clone();
    url.set_query(Some(&query));
    replaced.then_some(url)
}

/// The dates in a text that are not previews.
fn versions(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).filter(|word| is_date(word))
}

fn is_date(word: &str) -> bool {
    word.len() == 10
        && word
            .char_indices()
            .all(|(at, c)| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered_for(code: &str, message: &str) -> Option<String> {
        let url = Url::parse("https://h/x?api-version=2024-05-01&$filter=a").expect("a URL");
        let body = serde_json::json!({ "error": { "code": code, "message": message } }).to_string();
        let refusal = Refusal::read(400, body.as_bytes(), None);
        offered(&url, &refusal, body.as_bytes())
            .map(|url| url.query().unwrap_or_default().to_owned())
    }

    #[test]
    fn the_newest_that_is_no_preview() {
        let message = "No registered resource provider found for location 'local' and API version '2024-05-01'. \
            The supported api-versions are '2015-06-15, 2018-11-01, 2017-10-01, 2020-01-01-preview'.";
        assert_eq!(
            offered_for("NoRegisteredProviderFound", message).as_deref(),
            Some("api-version=2018-11-01&$filter=a")
        );
        let message = "The api-version '2024-05-01' is invalid. The supported versions are '2019-10-01,2018-05-01'.";
        assert_eq!(
            offered_for("InvalidApiVersionParameter", message).as_deref(),
            Some("api-version=2019-10-01&$filter=a")
        );
    }

    #[test]
    fn nothing_is_made_up() {
        assert_eq!(offered_for("BadRequest", "the supported versions are 2018-11-01"), None);
        assert_eq!(offered_for("InvalidResourceType", "no such type"), None);
        assert_eq!(
            offered_for("InvalidResourceType", "the supported versions are 2024-05-01"),
            None
        );
    }
}
