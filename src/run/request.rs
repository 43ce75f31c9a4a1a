//! What a run is asked for.

use std::path::{Path, PathBuf};

use certificate_diagnosis::{Role, ValidationTime};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::config::{Rules, TemplateRule, Thresholds};
use crate::files::Boundary;
use crate::finding::PassedOver;
use crate::lint::Lint;
use crate::source::{Given, Overlay};

/// What a check is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The files and folders.
    pub inputs: Vec<Given>,
    /// Files that are certificates, or given for such, whatever is in them.
    pub certificates: Vec<Given>,
    /// Gateways that profiles of clients are held against; with some, nothing else is checked.
    pub against: Vec<Given>,
    /// The name or id of the only gateway that they, and certificate files, are held against.
    pub gateway: Option<String>,
    /// Passwords to try on PKCS#12 files that are named, besides none and the empty one.
    pub passwords: Vec<String>,
    /// What the certificate files are said to be; without it their content decides.
    pub role: Option<Role>,
    /// Parameters files, each laid over the ones before.
    pub parameters: Vec<PathBuf>,
    /// Single parameter values, `name` and JSON text or plain text.
    pub values: Vec<(String, String)>,
    /// Where templates are deployed. The kind of scope is the template's own.
    pub scope: arm_template::Scope,
    /// The day for which the report is made.
    pub today: Date,
    /// The moment, when the report is made for now and not for a day that is given.
    pub now: Option<Timestamp>,
    /// The lints to run.
    pub lints: Vec<&'static Lint>,
    /// Numbers that lints compare with.
    pub thresholds: Thresholds,
    /// Other severities, and what is known and accepted.
    pub rules: Rules,
    /// Parameters files of templates, unless there are some for all.
    pub templates: Vec<TemplateRule>,
    /// Folders that hold modules of Bicep's registries.
    pub modules: Vec<PathBuf>,
    /// The largest file that is read, in bytes.
    pub max_bytes: u64,
    /// Texts to read in the place of files.
    pub overlay: Overlay,
    /// What was found before the run and not read.
    pub passed_over: Vec<PassedOver>,
}

impl Request {
    /// The largest file that is read unless told otherwise: 64 MiB.
    pub const MAX_BYTES: u64 = 64 << 20;

    /// For now: certificates are judged by the time of day too.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        let today = jiff::tz::TimeZone::UTC.to_datetime(now).date();
        Self { today, now: Some(now), ..self }
    }

    /// When certificates are judged.
    #[must_use]
    pub fn moment(&self) -> ValidationTime {
        ValidationTime::new(self.today, self.now)
    }

    /// A check of these inputs with the usual lints, for a day.
    #[must_use]
    pub fn new(inputs: Vec<Given>, today: Date) -> Self {
        Self {
            inputs,
            certificates: Vec::new(),
            against: Vec::new(),
            gateway: None,
            passwords: Vec::new(),
            role: None,
            parameters: Vec::new(),
            values: Vec::new(),
            scope: arm_template::Scope::default(),
            today,
            now: None,
            lints: crate::lints::usual().collect(),
            thresholds: Thresholds::default(),
            rules: Rules::default(),
            templates: Vec::new(),
            modules: Vec::new(),
            max_bytes: Self::MAX_BYTES,
            overlay: Overlay::default(),
            passed_over: Vec::new(),
        }
    }

    /// Where files lie that are opened without being named: in the folders that are given, those of the settings and of
    /// parameters files that are named, and in the repositories around them.
    pub(crate) fn boundary(&self) -> Boundary {
        let given = self.inputs.iter().chain(&self.certificates).filter_map(|given| match given {
            Given::Path(path) => Some(path.as_path()),
            // What is piped in stands for a file of the folder that is worked in.
            Given::Stdin(_) | Given::Bytes { .. } => Some(Path::new(".")),
            Given::Answer(_) => None,
        });
        let given = given.chain(self.parameters.iter().map(PathBuf::as_path));
        let given = given.chain(self.rules.file.as_ref().map(|file| file.folder.as_path()));
        let named = self.parameters.iter().chain(&self.modules);
        Boundary::around(given).and(named.map(PathBuf::as_path))
    }
}
