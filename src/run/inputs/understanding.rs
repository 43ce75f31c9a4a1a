//! What a file turns out to be: JSON of some kind, a certificate, a program of Bicep, a plan, or none of these.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use arm_template::{Node, Problem, SourceId, Span};

use super::loaded::{
    InputFile, Loaded, LoadedInputs, Loading, UnreadableInput, is_certificate, read_again,
};
use crate::document::{
    Contents, around, begins_as_json, client_profile, contents, documents, other_format,
};
use crate::finding::PassedOver;
use crate::resource::CertificateFile;
use crate::run::parallel;
use crate::run::request::Request;
use crate::source::{Language, Offsets, Source};
use crate::terraform;
use certificate_diagnosis::{Content, Diagnosis};

/// Tells what each of the files is, in their order, and takes in what there is to check.
pub(crate) fn understand(candidates: Vec<InputFile>, request: &Request, inputs: &mut LoadedInputs) {
    let first = inputs.sources.len();
    let candidates = candidates.into_iter().enumerate().collect();
    let understood = parallel::map(candidates, |(at, mut file): (usize, InputFile)| {
        let id = SourceId(u32::try_from(first + at).expect("fewer than 2^32 files"));
        read_again(&mut file, request);
        let (mut source, outcome) = one(&file, id);
        // The bytes have become a text, and nobody asks for one in which there is nothing to check.
        file.bytes = file.bytes.map(|_| Vec::new());
        if outcome.as_ref().is_ok_and(|pieces| pieces.iter().all(SourceDocument::is_nothing)) {
            source.text = "".into();
            source.binary = None;
        }
        (file, id, source, outcome)
    });
    for (file, id, source, outcome) in understood {
        let added = inputs.sources.add(source);
        debug_assert_eq!(added, id, "ids are handed out in order");
        match outcome {
            Ok(pieces) => inputs.take(&file, id, pieces),
            Err(failure) => inputs.failures.push(failure),
        }
    }
}

impl LoadedInputs {
    /// Takes in the documents of a source.
    fn take(&mut self, file: &InputFile, id: SourceId, pieces: Vec<SourceDocument>) {
        let other = |piece: &SourceDocument| match &piece.kind {
            Loading::Json(Contents::Other(reason)) => Some(reason.to_string()),
            _ => None,
        };
        let nothing = pieces.iter().all(|piece| other(piece).is_some());
        for piece in pieces {
            let reason = other(&piece);
            self.duplicates.extend(piece.problems);
            match reason {
                Some(reason) if file.named && nothing => {
                    let message = format!("it contains nothing to check: {reason}");
                    self.failures.push(UnreadableInput { message, span: Span::new(id, 0, 0) });
                }
                Some(_) if file.answer.is_some() => {}
                Some(reason) => {
                    let source = file.name.clone();
                    self.passed_over.push(PassedOver { source, reason, missed: false });
                }
                None => self.loaded.push(Loaded {
                    id,
                    path: file.path.clone(),
                    root: piece.root,
                    kind: piece.kind,
                    paired: Vec::new(),
                    answer: file.answer.clone(),
                    asked: file.asked,
                    named: file.named,
                }),
            }
        }
    }
}

/// A document of a source, or all of the source.
struct SourceDocument {
    root: Option<Node>,
    kind: Loading,
    problems: Vec<Problem>,
}

impl SourceDocument {
    fn of(kind: Loading) -> Vec<Self> {
        vec![Self { root: None, kind, problems: Vec::new() }]
    }

    fn read(text: &str, range: Range<usize>, id: SourceId) -> Option<Self> {
        let parsed = arm_template::parse_part(text, range, id);
        Some(Self::json(parsed.node?, parsed.problems))
    }

    /// Whether there is nothing to check in it, and nothing to say of it but that.
    fn is_nothing(&self) -> bool {
        self.problems.is_empty() && matches!(self.kind, Loading::Json(Contents::Other(_)))
    }

    fn json(root: Node, problems: Vec<Problem>) -> Self {
        Self { kind: Loading::Json(contents(&root)), root: Some(root), problems }
    }
}

type Understood = Result<Vec<SourceDocument>, UnreadableInput>;

fn one(file: &InputFile, id: SourceId) -> (Source, Understood) {
    let bytes = match &file.bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            let source = file.source(Vec::new());
            return (
                source,
                Err(UnreadableInput { message: error.to_string(), span: Span::new(id, 0, 0) }),
            );
        }
    };
    let mut source = file.source(bytes.clone());
    let outcome = if source.binary.is_some() || is_certificate(file) {
        read_certificate(file, &source, bytes, id)
    } else if begins_as_json(&source.text) {
        read_json(&source, id)
    } else {
        let pieces = between_lines(&source.text, id);
        if pieces.is_empty() { read_certificate(file, &source, bytes, id) } else { Ok(pieces) }
    };
    let is_saved =
        |piece: &SourceDocument| matches!(piece.kind, Loading::Json(Contents::Terraform(_)));
    if outcome.as_ref().is_ok_and(|pieces| pieces.iter().any(is_saved)) {
        source.language = Language::Record;
    }
    (source, outcome)
}

fn read_json(source: &Source, id: SourceId) -> Understood {
    let arm_template::Parsed { node, problems } = arm_template::parse(&source.text, id);
    if let Some(root) = node {
        return Ok(vec![SourceDocument::json(root, problems)]);
    }
    if let Some(pieces) = one_after_the_other(&source.text, id) {
        return Ok(pieces);
    }
    let first = problems.into_iter().next();
    let (message, span) = first.map_or_else(
        || ("it is not JSON".to_owned(), Span::new(id, 0, 0)),
        |problem| (format!("it is not JSON: {}", problem.message), problem.span),
    );
    Err(UnreadableInput { message, span })
}

/// The documents of a text that holds several, with nothing between them but lines that commands print.
fn one_after_the_other(text: &str, id: SourceId) -> Option<Vec<SourceDocument>> {
    let ranges = documents(text);
    let is_prose = |line: &str| {
        line.contains(char::is_alphabetic) && !line.contains(['{', '}', '[', ']', '"'])
    };
    if ranges.is_empty() || !around(text, &ranges).all(is_prose) {
        return None;
    }
    ranges.into_iter().map(|range| SourceDocument::read(text, range, id)).collect()
}

/// The documents of a text that begins with other lines, as far as there is something to check in them.
fn between_lines(text: &str, id: SourceId) -> Vec<SourceDocument> {
    let worth = |piece: &SourceDocument| !matches!(piece.kind, Loading::Json(Contents::Other(_)));
    let read = |range| SourceDocument::read(text, range, id);
    documents(text).into_iter().filter_map(read).filter(worth).collect()
}

fn read_certificate(file: &InputFile, source: &Source, bytes: &[u8], id: SourceId) -> Understood {
    let text = source.binary.is_none().then_some(&*source.text);
    let reading = certificate_diagnosis::read(bytes);
    // Other programs give their files the ending of key files too.
    let by_name =
        file.asked || (is_certificate(file) && !file.name.to_ascii_lowercase().ends_with(".key"));
    // Profiles of clients hold the certificates of the gateway.
    let profile = text.is_some_and(|text| client_profile(text).is_some());
    if !profile && (by_name || concerns_certificates(&reading)) {
        let offsets = Offsets::of(source, bytes);
        let name = file.name.clone();
        let file = CertificateFile::new(id, name, reading, offsets, file.named, file.told);
        return Ok(SourceDocument::of(Loading::Certificate(Box::new(file))));
    }
    let is_nothing = file.path.is_none() && bytes.iter().all(u8::is_ascii_whitespace);
    let other = match text.filter(|_| !is_nothing) {
        _ if bytes.starts_with(b"PK\x03\x04") && names_plan(&file.name) => {
            Some(BINARY_PLAN.to_owned())
        }
        Some(_) if file.path.as_deref().is_some_and(terraform::is_values) => {
            Some(VALUES_ALONE.to_owned())
        }
        Some(text) => other_format(text),
        None => is_nothing.then(|| EMPTY_STDIN.to_owned()),
    };
    if file.named {
        let message = other.unwrap_or_else(|| "it is neither JSON nor a certificate".to_owned());
        return Err(UnreadableInput { message, span: Span::new(id, 0, 0) });
    }
    let reason = other.map_or("neither JSON nor a certificate".into(), Cow::Owned);
    Ok(SourceDocument::of(Loading::Json(Contents::Other(reason))))
}

/// Whether a zip of this name is a plan of Terraform's: such have no ending of zips.
pub(crate) fn names_plan(name: &str) -> bool {
    let zip = Path::new(name).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    !zip && name.to_ascii_lowercase().contains("plan")
}

const VALUES_ALONE: &str = "it contains values of Terraform variables; specify the folder of the configuration, and this file with --parameters";

const BINARY_PLAN: &str =
    "it is a binary plan from terraform plan -out; check the output of terraform show -json";

const EMPTY_STDIN: &str = "standard input is empty: the command before the pipe printed nothing; to check a gateway, run az network vnet-gateway show … -o json | gatelint check -";

/// Whether a file of any name is, or was meant to be, a certificate or key.
fn concerns_certificates(reading: &Diagnosis) -> bool {
    !matches!(
        reading.content,
        Content::OtherDer
            | Content::DamagedBase64
            | Content::OtherPem { .. }
            | Content::Placeholder(_)
            | Content::KeyVaultReference(_)
            | Content::FilePath(_)
            | Content::Link
            | Content::Html
            | Content::Xml
            | Content::Json
            | Content::Empty
            | Content::Blank
            | Content::Text
            | Content::Binary(_)
            | Content::TooLarge
    )
}
