//! Reads the catalogue from its TOML files.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::symptom::{Cause, Citation, Config, Symptom, Texts};
use crate::symptom::code::Code;

/// The texts of the files that make the catalogue.
pub(crate) struct Files<'a> {
    /// The table of sources.
    pub(crate) sources: &'a str,
    /// The symptoms.
    pub(crate) symptoms: &'a [&'a str],
    /// The texts in other languages, one file each.
    pub(crate) translations: &'a [&'a str],
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CitationTable {
    sources: BTreeMap<String, Citation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entries {
    symptom: Vec<SymptomEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Translation {
    language: String,
    #[expect(dead_code, reason = "it tells readers of the file where its texts are from")]
    source: String,
    texts: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SymptomEntry {
    id: String,
    title: String,
    codes: Vec<Code>,
    texts: Texts,
    #[serde(default)]
    also_asked: Vec<String>,
    #[serde(default)]
    wrapper: bool,
    meaning: String,
    causes: Vec<Cause>,
    client_steps: Vec<String>,
    config: Config,
    sources: Vec<String>,
}

/// What a symptom shows itself by, without what is known of it.
#[derive(Deserialize)]
pub(crate) struct SymptomWording {
    codes: Vec<Code>,
    texts: Texts,
}

impl SymptomWording {
    /// Whether it comes with this code.
    pub(crate) fn has(&self, code: &str) -> bool {
        self.codes.iter().any(|known| known.written().eq_ignore_ascii_case(code))
    }

    /// Its first English text.
    pub(crate) fn first(&self) -> Option<&str> {
        self.texts.en.first().map(String::as_str)
    }
}

/// Reads the wordings of one file of symptoms.
pub(crate) fn wordings_of(text: &str) -> Result<Vec<SymptomWording>, CatalogueError> {
    #[derive(Deserialize)]
    struct Wordings {
        symptom: Vec<SymptomWording>,
    }
    Ok(toml::from_str::<Wordings>(text)?.symptom)
}

/// A fault of the catalogue itself; only its tests can meet one.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CatalogueError {
    /// Not the TOML that is expected.
    #[error("the catalog of symptoms can't be read: {0}")]
    Toml(#[from] toml::de::Error),
    /// A source is neither in the table nor of a known form.
    #[error("symptom {symptom} refers to the unknown source {source_key}")]
    UnknownSource {
        /// The symptom.
        symptom: String,
        /// The key.
        source_key: String,
    },
    /// A file of texts in another language names a symptom that isn't there.
    #[error("the texts in {language} are of the unknown symptom {symptom}")]
    UnknownSymptom {
        /// The language.
        language: String,
        /// The symptom.
        symptom: String,
    },
}

/// Reads a catalogue.
///
/// # Errors
///
/// When the text is not such a catalogue, or names a source that nobody knows.
pub(crate) fn read(files: &Files<'_>) -> Result<Vec<Symptom>, CatalogueError> {
    let CitationTable { sources: known } = toml::from_str(files.sources)?;
    let mut symptoms = Vec::new();
    for text in files.symptoms {
        let Entries { symptom: entries } = toml::from_str(text)?;
        for entry in entries {
            symptoms.push(resolve(entry, &known)?);
        }
    }
    for text in files.translations {
        translate(&mut symptoms, toml::from_str(text)?)?;
    }
    Ok(symptoms)
}

fn translate(symptoms: &mut [Symptom], translation: Translation) -> Result<(), CatalogueError> {
    for (id, texts) in translation.texts {
        let Some(symptom) = symptoms.iter_mut().find(|symptom| symptom.id == id) else {
            return Err(CatalogueError::UnknownSymptom {
                language: translation.language,
                symptom: id,
            });
        };
        symptom.translations.insert(translation.language.clone(), texts);
    }
    Ok(())
}

fn resolve(
    entry: SymptomEntry,
    known: &BTreeMap<String, Citation>,
) -> Result<Symptom, CatalogueError> {
    let sources = entry
        .sources
        .iter()
        .map(|key| {
            known
                .get(key)
                .cloned()
                .or_else(|| decision_tree(key))
                .or_else(|| issue(key))
                .ok_or_else(|| CatalogueError::UnknownSource {
                    symptom: entry.id.clone(),
                    source_key: key.clone(),
                })
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Symptom {
        id: entry.id,
        title: entry.title,
        codes: entry.codes,
        texts: entry.texts,
        translations: BTreeMap::new(),
        also_asked: entry.also_asked,
        wrapper: entry.wrapper,
        meaning: entry.meaning,
        causes: entry.causes,
        client_steps: entry.client_steps,
        config: entry.config,
        sources,
    })
}

/// `TSG/798`: a page of Microsoft support's own decision tree.
fn decision_tree(key: &str) -> Option<Citation> {
    let page = key.strip_prefix("TSG/")?;
    Some(Citation {
        name: format!("Microsoft support, point-to-site decision tree: {page}"),
        at: format!(
            "TheresaLui/SelfHelpContent_v2:articles/microsoft.networking-vpn-p2s-tsg/solution-error-{page}.md"
        ),
    })
}

/// `owner/repository#7`: an issue on GitHub.
fn issue(key: &str) -> Option<Citation> {
    let (repository, number) = key.split_once('#')?;
    let (owner, name) = repository.split_once('/')?;
    let plain = !owner.is_empty()
        && !name.is_empty()
        && !name.contains('/')
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| Citation {
        name: format!("GitHub issue {key}"),
        at: format!("https://github.com/{repository}/issues/{number}"),
    })
}
