//! The settings as a whole: the values of `gatelint.toml`, checked.

use std::ops::Range;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::fault::{SettingsError, SettingsFault};
use super::file::SettingsFile;
use super::keys::KEYS;
use super::pattern::PathPattern;
use super::reading::{TableReading, read};
use super::rules::{
    AllowRule, ConfiguredSeverity, PathRule, ResourceRule, Rules, SeverityRule, TemplateRule,
};
use super::thresholds::Thresholds;
use super::value::SettingValue;

/// Where templates are deployed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeploymentScope {
    /// `public`, `usgov` or `china`.
    pub cloud: Option<String>,
    /// The subscription.
    pub subscription_id: Option<String>,
    /// The resource group.
    pub resource_group: Option<String>,
    /// The location of the resource group or deployment.
    pub location: Option<String>,
    /// The tenant.
    pub tenant_id: Option<String>,
    /// The management group.
    pub management_group: Option<String>,
}

/// What a settings file says; without one, nothing.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Lints to run; all when absent.
    pub select: Option<Vec<SettingValue<String>>>,
    /// Lints not to run.
    pub ignore: Vec<SettingValue<String>>,
    /// Rules about findings.
    pub rules: Rules,
    /// Parameters files of templates.
    pub templates: Vec<TemplateRule>,
    /// Folders that hold modules of Bicep's registries.
    pub bicep_modules: Vec<PathBuf>,
    /// A root certificate that ends within this many days is worth a warning.
    pub root_expiry_days: Option<u64>,
    /// A client certificate that ends within this many days is worth a warning.
    pub client_expiry_days: Option<u64>,
    /// Where templates are deployed.
    pub deployed_to: DeploymentScope,
    /// The day for which the report is made.
    pub today: Option<Date>,
    /// `error`, `warning`, `note` or `never`.
    pub fail_on: Option<String>,
    /// The largest file that is read, in MiB.
    pub max_size: Option<u64>,
    /// What has the name of a settings file, and is no file.
    pub passed_over: Vec<std::path::PathBuf>,
}

impl Settings {
    /// The settings of a file, in which `look` finds what is wrong besides.
    ///
    /// # Errors
    /// With every fault of the file.
    pub fn of(
        file: SettingsFile,
        look: impl FnOnce(&Self) -> Vec<SettingsFault>,
    ) -> Result<Self, SettingsError> {
        let (row, mut faults) = read(&file.text, KEYS);
        let settings = Self::from_row(row, &file, &mut faults);
        faults.extend(look(&settings));
        if faults.is_empty() {
            Ok(settings)
        } else {
            faults.sort_by_key(|fault| fault.range.start);
            Err(SettingsError::Faulty { file, faults })
        }
    }

    /// The numbers that lints compare with.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        let or = |days: Option<u64>, usual| {
            days.and_then(|days| i64::try_from(days).ok()).unwrap_or(usual)
        };
        let usual = Thresholds::default();
        Thresholds {
            root_expiry_days: or(self.root_expiry_days, usual.root_expiry_days),
            client_expiry_days: or(self.client_expiry_days, usual.client_expiry_days),
        }
    }

    fn from_row(
        mut row: TableReading,
        file: &SettingsFile,
        faults: &mut Vec<SettingsFault>,
    ) -> Self {
        let mut text = |name: &str| row.text(name).map(|text| text.value);
        let deployed_to = DeploymentScope {
            cloud: text("cloud"),
            subscription_id: text("subscription-id"),
            resource_group: text("resource-group"),
            location: text("location"),
            tenant_id: text("tenant-id"),
            management_group: text("management-group"),
        };
        let fail_on = text("fail-on");
        let select = row.list("select").map(|(names, range)| {
            if names.is_empty() {
                let message = "an empty list selects nothing".to_owned();
                let help = Some("remove the key to run all lints".to_owned());
                faults.push(SettingsFault { message, help, range });
            }
            names
        });
        Self {
            select,
            ignore: row.list("ignore").unwrap_or_default().0,
            rules: Rules {
                severity: severity(&mut row),
                paths: path_rules(&mut row, file, faults),
                resources: resource_rules(&mut row),
                allows: allows(&mut row, file, faults),
                file: Some(file.clone()),
            },
            templates: template_rules(&mut row, file, faults),
            bicep_modules: module_folders(&mut row, file, faults),
            root_expiry_days: row.count("root-expiry-days"),
            client_expiry_days: row.count("client-expiry-days"),
            deployed_to,
            today: row.day("today"),
            fail_on,
            max_size: row.count("max-size"),
            passed_over: Vec::new(),
        }
    }
}

fn severity(row: &mut TableReading) -> Vec<SeverityRule> {
    let rule =
        |(lint, level): (SettingValue<String>, ConfiguredSeverity)| SeverityRule { lint, level };
    row.levels("severity").into_iter().map(rule).collect()
}

/// The pattern at the key `path`, when there is one and it is right.
fn pattern(
    row: &mut TableReading,
    file: &SettingsFile,
    faults: &mut Vec<SettingsFault>,
) -> Option<PathPattern> {
    let SettingValue { value, range } = row.text("path")?;
    PathPattern::new(&file.folder, &value)
        .map_err(|message| faults.push(SettingsFault { message, help: None, range }))
        .ok()
}

fn path_rules(
    row: &mut TableReading,
    file: &SettingsFile,
    faults: &mut Vec<SettingsFault>,
) -> Vec<PathRule> {
    let rules = row.tables("path").into_iter().filter_map(|mut row| {
        Some(PathRule {
            path: pattern(&mut row, file, faults)?,
            ignore: row.list("ignore").unwrap_or_default().0,
            severity: severity(&mut row),
        })
    });
    rules.collect()
}

fn resource_rules(row: &mut TableReading) -> Vec<ResourceRule> {
    let rules = row.tables("resource").into_iter().filter_map(|mut row| {
        Some(ResourceRule {
            resource: row.text("resource")?.value,
            ignore: row.list("ignore").unwrap_or_default().0,
            severity: severity(&mut row),
        })
    });
    rules.collect()
}

fn allows(
    row: &mut TableReading,
    file: &SettingsFile,
    faults: &mut Vec<SettingsFault>,
) -> Vec<AllowRule> {
    let allows = row.tables("allow").into_iter().filter_map(|mut row| {
        Some(AllowRule {
            lint: row.text("lint")?,
            path: pattern(&mut row, file, faults),
            resource: row.text("resource").map(|resource| resource.value),
            reason: row.text("reason").map(|reason| reason.value),
            until: row.day("until"),
        })
    });
    allows.collect()
}

fn template_rules(
    row: &mut TableReading,
    file: &SettingsFile,
    faults: &mut Vec<SettingsFault>,
) -> Vec<TemplateRule> {
    let rules = row.tables("template").into_iter().filter_map(|mut row| {
        let path = pattern(&mut row, file, faults)?;
        let (names, _) = row.list("parameters")?;
        let parameters = names
            .into_iter()
            .map(|name| from_here(&file.folder.join(name.value), &name.range, faults))
            .collect();
        Some(TemplateRule { path, parameters })
    });
    rules.collect()
}

fn module_folders(
    row: &mut TableReading,
    file: &SettingsFile,
    faults: &mut Vec<SettingsFault>,
) -> Vec<PathBuf> {
    let (names, _) = row.list("bicep-modules").unwrap_or_default();
    names
        .into_iter()
        .map(|name| {
            let path = file.folder.join(name.value);
            if !path.is_dir() {
                faults.push(missing("the folder doesn't exist", &name.range));
            }
            shown(&path)
        })
        .collect()
}

fn missing(message: &str, range: &Range<usize>) -> SettingsFault {
    let help = Some("paths are relative to the folder of the settings".to_owned());
    SettingsFault { message: message.to_owned(), help, range: range.clone() }
}

/// The path as reports write it; a file that is not there is a fault of the settings.
fn from_here(path: &Path, range: &Range<usize>, faults: &mut Vec<SettingsFault>) -> PathBuf {
    if !path.is_file() {
        faults.push(missing("the file doesn't exist", range));
    }
    shown(path)
}

/// The path from the current folder where it lies below it.
fn shown(path: &Path) -> PathBuf {
    let here = crate::files::real(Path::new("."));
    path.strip_prefix(&here).map_or_else(|_| path.to_owned(), Path::to_owned)
}
