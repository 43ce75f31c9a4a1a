//! One symptom, and what is known of it.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::symptom::code::Code;
use crate::symptom::command::SuggestedCommand;

/// One thing that goes wrong in a user's eyes: the texts and codes it shows itself by, and what is behind it.
#[derive(Debug, Clone)]
pub struct Symptom {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) codes: Vec<Code>,
    pub(crate) texts: Texts,
    pub(crate) translations: BTreeMap<String, Vec<String>>,
    pub(crate) also_asked: Vec<String>,
    pub(crate) wrapper: bool,
    pub(crate) meaning: String,
    pub(crate) causes: Vec<Cause>,
    pub(crate) client_steps: Vec<String>,
    pub(crate) config: Config,
    pub(crate) sources: Vec<Citation>,
}

/// The error texts and headings that a user sees; `<…>` stands for a name that the service fills in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Texts {
    /// English.
    pub en: Vec<String>,
    /// Chinese.
    pub zh: Vec<String>,
}

/// One possible cause of a symptom.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cause {
    /// What is wrong, in a sentence.
    pub text: String,
    /// The lints that find it; empty when only the client can tell.
    pub lints: Vec<String>,
}

/// Whether configuration, certificate files, the profile package or a report of the machine can show the cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Config {
    /// Every cause can be found there.
    Yes,
    /// Some causes can; others sit on the client.
    Part,
    /// The cause sits on the client or its network.
    No,
}

impl Config {
    /// `yes`, `part` or `no`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Part => "part",
            Self::No => "no",
        }
    }
}

/// Where an entry is taken from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// A name to read.
    pub name: String,
    /// A web address, or `owner/repository:path`.
    pub at: String,
}

impl Symptom {
    /// The slug that names this symptom, such as `client-certificate-not-found`.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The symptom in one line.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The codes it comes with; none for a symptom that has only a text.
    #[must_use]
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// The texts it comes with.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The same texts as Windows and the portal show them in other languages, by language: `de`, `zh-TW`.
    #[must_use]
    pub fn translations(&self) -> &BTreeMap<String, Vec<String>> {
        &self.translations
    }

    /// Words that people ask with; no message has them.
    #[must_use]
    pub fn also_asked(&self) -> &[String] {
        &self.also_asked
    }

    /// Whether its codes only envelop another error, which tells the cause.
    #[must_use]
    pub fn is_wrapper(&self) -> bool {
        self.wrapper
    }

    /// What it means.
    #[must_use]
    pub fn meaning(&self) -> &str {
        &self.meaning
    }

    /// Its causes, the likeliest first.
    #[must_use]
    pub fn causes(&self) -> &[Cause] {
        &self.causes
    }

    /// The same symptom, naming only those lints that there are.
    #[must_use]
    pub fn with_lints(&self, there_is: impl Fn(&str) -> bool) -> Self {
        let mut symptom = self.clone();
        for cause in &mut symptom.causes {
            cause.lints.retain(|lint| there_is(lint));
        }
        symptom
    }

    /// The lints of all causes in the order of the causes, each once.
    #[must_use]
    pub fn lints(&self) -> Vec<&str> {
        let mut lints: Vec<&str> = Vec::new();
        for lint in self.causes.iter().flat_map(|cause| &cause.lints) {
            if !lints.contains(&lint.as_str()) {
                lints.push(lint);
            }
        }
        lints
    }

    /// The commands that run these lints.
    #[must_use]
    pub fn commands(&self) -> Vec<SuggestedCommand> {
        SuggestedCommand::for_lints(&self.lints())
    }

    /// What to do on the client, where configuration can't tell.
    #[must_use]
    pub fn client_steps(&self) -> &[String] {
        &self.client_steps
    }

    /// Whether configuration can show the cause.
    #[must_use]
    pub fn config(&self) -> Config {
        self.config
    }

    /// Where the entry is taken from.
    #[must_use]
    pub fn sources(&self) -> &[Citation] {
        &self.sources
    }

    /// The symptom as JSON, codes with all their forms.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let codes = self
            .codes
            .iter()
            .map(|code| json!({ "code": code.written(), "forms": code.forms() }))
            .collect::<Vec<_>>();
        let causes = self
            .causes
            .iter()
            .map(|cause| json!({ "text": cause.text, "lints": cause.lints }))
            .collect::<Vec<_>>();
        let sources = self
            .sources
            .iter()
            .map(|source| json!({ "name": source.name, "at": source.at }))
            .collect::<Vec<_>>();
        let commands = self.commands().iter().map(|command| command.as_str()).collect::<Vec<_>>();
        let mut texts = json!({ "en": self.texts.en, "zh": self.texts.zh });
        for (language, translated) in &self.translations {
            texts[language] = json!(translated);
        }
        json!({
            "id": self.id,
            "title": self.title,
            "codes": codes,
            "texts": texts,
            "meaning": self.meaning,
            "causes": causes,
            "commands": commands,
            "client_steps": self.client_steps,
            "config": self.config.as_str(),
            "sources": sources,
        })
    }
}
