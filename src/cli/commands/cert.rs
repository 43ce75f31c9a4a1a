//! `gatelint cert`.

use std::io::IsTerminal as _;
use std::path::PathBuf;

use crate::cli::arguments::{CertOptions, ListFormat, Print, RoleName};
use crate::cli::exit::{Exit, usage};
use crate::console::{self, PrintedLanguage, Streams};
use crate::files;
use crate::finding::Severity;
use crate::report::cert::{self, Examined, SnippetLanguage};
use crate::report::ticket_of_report;
use crate::run::Request;
use crate::source::Given;
use certificate_diagnosis::{Content, Password, Pkcs12Fault, Role, open_pkcs12};

/// Examines the files and prints what was found out.
pub(crate) fn run(options: &CertOptions, streams: &Streams) -> std::io::Result<Exit> {
    let given = |path: &PathBuf| {
        if path.as_os_str() == "-" {
            Given::Stdin("<stdin>".to_owned())
        } else {
            Given::Path(path.clone())
        }
    };
    let stdin = options.files.iter().chain(&options.against).filter(|path| path.as_os_str() == "-");
    if stdin.count() > 1 {
        return usage(streams, "standard input can be read only once");
    }
    let today = options.today.unwrap_or_else(crate::cli::reporting::today);
    let mut request = Request::new(options.against.iter().map(given).collect(), today);
    if options.today.is_none() {
        request = request.at(jiff::Timestamp::now());
    }
    request.gateway.clone_from(&options.gateway);
    request.certificates = options.files.iter().map(given).collect();
    match passwords(options, request.max_bytes, streams) {
        Ok(passwords) => request.passwords = passwords,
        Err(why) => return usage(streams, &why),
    }
    request.role = options.role.map(|role| match role {
        RoleName::Root => Role::Root,
        RoleName::Client => Role::Client,
        RoleName::Intermediate => Role::Intermediate,
    });
    // What never fails can't be made unusable by anything but a fault.
    let least = options.fail_on.least();
    let examined = cert::examine(&request, least.unwrap_or(Severity::Error));
    match options.print {
        Some(print) => return printed(&examined, print.into(), streams),
        None if options.ticket => streams.out.plain(&ticket_of_report(&examined.report))?,
        None if options.format == ListFormat::Json => {
            streams.out.document(&cert::json(&examined), PrintedLanguage::Json)?;
        }
        None => streams.out.styled(&cert::text(&examined, streams.out.look()))?,
    }
    if examined.files.is_empty() && examined.report.findings.is_empty() {
        let given: Vec<_> = options.files.iter().map(|path| path.display().to_string()).collect();
        writeln!(
            streams.err,
            "error: there is no certificate file in {}: specify a file, such as root.cer, or a folder that contains one",
            given.join(", ")
        )?;
    }
    if examined.no_gateway {
        let called = options.gateway.as_ref().map(|name| format!(" called '{name}'"));
        writeln!(
            streams.err,
            "error: there is no gateway{} with client certificates in the input of --against",
            called.unwrap_or_default()
        )?;
    }
    Ok(exit(&examined, least))
}

/// The passwords to try: that of the file or else of the variable, or else what is typed where one is needed.
fn passwords(options: &CertOptions, limit: u64, streams: &Streams) -> Result<Vec<String>, String> {
    if let Some(path) = &options.password_file {
        let read =
            |why: &dyn std::fmt::Display| format!("the password file {}: {why}", path.display());
        let bytes = files::read(path, limit).map_err(|error| read(&error))?;
        let text = String::from_utf8(bytes).map_err(|_| read(&"it is not UTF-8"))?;
        let text = text.trim_start_matches('\u{feff}');
        let line = text.strip_suffix('\n').unwrap_or(text);
        return Ok(vec![line.strip_suffix('\r').unwrap_or(line).to_owned()]);
    }
    if let Ok(password) = std::env::var("GATELINT_PFX_PASSWORD") {
        return Ok(vec![password]);
    }
    let needs = |path: &&PathBuf| {
        files::read(path, limit).is_ok_and(|bytes| {
            let tried = [Password::None, Password::Text("")];
            certificate_diagnosis::read(&bytes).content == Content::Pkcs12
                && open_pkcs12(&bytes, &tried) == Err(Pkcs12Fault::WrongPassword)
        })
    };
    let asks = streams.err.look().terminal && std::io::stdin().is_terminal();
    let Some(path) = options.files.iter().filter(|_| asks).find(needs) else {
        return Ok(Vec::new());
    };
    let typed = console::ask_unseen(&format!("password of {}: ", path.display()));
    Ok(typed.into_iter().collect())
}

fn exit(examined: &Examined, least: Option<Severity>) -> Exit {
    let unread = |file: &cert::Examination| {
        file.file.reading.certificates().is_empty()
            && examined.findings(&file.file).next().is_none()
    };
    if examined.report.unreadable
        || examined.no_gateway
        || examined.files.is_empty()
        || examined.files.iter().any(unread)
    {
        Exit::Unreadable
    } else if least.is_some() && examined.files.iter().any(|file| !file.usable) {
        Exit::Findings
    } else {
        Exit::Clean
    }
}

/// Prints values and nothing else; what is in their way goes to standard error.
fn printed(
    examined: &Examined,
    language: SnippetLanguage,
    streams: &Streams,
) -> std::io::Result<Exit> {
    let mut out = String::new();
    let mut failed = false;
    for file in &examined.files {
        if let Some(snippet) = cert::snippet(file, language) {
            out.push_str(&snippet);
        } else {
            failed = true;
            let why = file.why_no_value(examined).unwrap_or_default();
            writeln!(streams.err, "error: {}: {why}", file.file.name)?;
        }
    }
    for finding in
        examined.report.findings.iter().filter(|finding| finding.lint == "unreadable-input")
    {
        let name = examined.report.sources.name(finding.span.source);
        writeln!(streams.err, "error: {name}: {}", finding.message)?;
    }
    if examined.report.unreadable || examined.files.is_empty() {
        return Ok(Exit::Unreadable);
    }
    if failed {
        return Ok(Exit::Findings);
    }
    streams.out.bytes(out.as_bytes())?;
    Ok(Exit::Clean)
}

impl From<Print> for SnippetLanguage {
    fn from(print: Print) -> Self {
        match print {
            Print::Value => Self::Value,
            Print::Az => Self::Az,
            Print::Powershell => Self::PowerShell,
            Print::Arm => Self::Arm,
            Print::Bicep => Self::Bicep,
            Print::Terraform => Self::Terraform,
        }
    }
}
