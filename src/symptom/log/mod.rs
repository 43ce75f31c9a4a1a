//! What a log of any size says about the symptoms of the catalogue: which lines matter, in order.
//!
//! Only what is quoted counts here, a text of the catalogue or a code that the line calls one: in a log, likeness is chance.

mod excerpt;
mod quoted;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};
use std::io::{Error, Read};
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use vpn_client_files::log::{Entries, Entry};

use super::catalogue::{Symptom, all};
use super::index::index;
use super::search::by_code::coded_in_log;
use excerpt::excerpt;
pub use excerpt::without_secrets;
use quoted::Quotations;

/// What a log says.
#[derive(Debug, Default)]
pub struct LogDiagnosis {
    /// How many lines it has.
    pub lines: u64,
    /// The symptoms that it shows, by their first lines.
    pub seen: Vec<LoggedSymptom>,
    /// What it calls an error code, and nobody knows.
    pub unknown: Vec<Named>,
    /// The last lines that speak of an error, where nothing is known about any.
    pub complaints: VecDeque<Complaint>,
    /// The last line that says that a connection stands.
    pub connected: Option<u64>,
}

/// A line that speaks of an error.
#[derive(Debug)]
pub struct Complaint {
    /// Which line.
    pub line: u64,
    /// What it says, without secrets.
    pub text: String,
}

/// A symptom in a log.
#[derive(Debug)]
pub struct LoggedSymptom {
    /// The symptom.
    pub symptom: &'static Symptom,
    /// The line that shows it first, from 1.
    pub line: u64,
    /// That line, or the part of it that matters, without secrets.
    pub text: String,
    /// The last line that shows it.
    pub last_line: u64,
    /// How many lines show it.
    pub times: u64,
}

/// A code that nobody knows.
#[derive(Debug)]
pub struct Named {
    /// The first line that has it.
    pub line: u64,
    /// The code as it is written.
    pub code: String,
    /// The line without secrets.
    pub text: String,
}

/// More unknown codes than help anyone.
const MOST_UNKNOWN: usize = 20;

/// Reads a log to its end. Memory doesn't grow with its size.
///
/// # Errors
/// When the stream can't be read.
pub fn read_log(from: impl Read) -> Result<LogDiagnosis, Error> {
    let mut entries = Entries::new(from)?;
    let mut gathered = Gathered::default();
    let mut quotations = Quotations::default();
    while let Some(entry) = entries.read()? {
        gathered.codes_of(&entry);
        gathered.complaint_of(&entry);
        if is_connected(&entry.text) {
            gathered.log.connected = Some(entry.line);
        }
        quotations.take(&entry, &mut |quoted| gathered.quoted(quoted));
    }
    quotations.finish(&mut |quoted| gathered.quoted(quoted));
    gathered.log.lines = entries.lines_read();
    Ok(gathered.finish())
}

/// How OpenVPN (`init.c`) and strongSwan (`ipsec up`, `swanctl --initiate`) say that a connection stands.
const CONNECTED: [&str; 2] = ["Initialization Sequence Completed", "established successfully"];

fn is_connected(text: &str) -> bool {
    CONNECTED.iter().any(|words| text.contains(words))
}

/// One place of a symptom.
struct SymptomLine {
    symptom: usize,
    line: u64,
    text: String,
}

#[derive(Default)]
struct Gathered {
    log: LogDiagnosis,
    of_symptom: HashMap<usize, usize>,
    /// The lines whose codes were found of late: a text beside a code says less than the code.
    coded: VecDeque<(u64, usize)>,
}

impl Gathered {
    fn codes_of(&mut self, entry: &Entry) {
        if !may_have_code(&entry.text) {
            return;
        }
        let (found, unknown) = coded_in_log(index(), &entry.text);
        for (symptom, at) in found {
            if self.coded.len() >= KEPT {
                self.coded.pop_front();
            }
            self.coded.push_back((entry.line, symptom));
            self.add(SymptomLine { symptom, line: entry.line, text: excerpt(&entry.text, at) });
        }
        for code in unknown {
            let known = self.log.unknown.iter().any(|named| named.code == code);
            if !known && self.log.unknown.len() < MOST_UNKNOWN {
                let at = entry.text.find(&code).unwrap_or_default();
                let text = excerpt(&entry.text, at);
                self.log.unknown.push(Named { line: entry.line, code, text });
            }
        }
    }

    /// Keeps the last lines that speak of an error, as long as nothing is known about any.
    fn complaint_of(&mut self, entry: &Entry) {
        if !self.log.seen.is_empty() {
            return;
        }
        let Some(at) = complaint_in(&entry.text) else { return };
        if self.log.complaints.len() >= MOST_COMPLAINTS {
            self.log.complaints.pop_front();
        }
        let text = excerpt(&entry.text, at);
        self.log.complaints.push_back(Complaint { line: entry.line, text });
    }

    fn quoted(&mut self, quoted: quoted::Quoted) {
        let beside = |(line, symptom): &(u64, usize)| {
            *line == quoted.line && (*symptom == quoted.symptom || !all()[*symptom].is_wrapper())
        };
        if !self.coded.iter().any(beside) {
            self.add(SymptomLine { symptom: quoted.symptom, line: quoted.line, text: quoted.text });
        }
    }

    fn add(&mut self, place: SymptomLine) {
        if let Some(&at) = self.of_symptom.get(&place.symptom) {
            let seen = &mut self.log.seen[at];
            if seen.last_line != place.line {
                seen.times += 1;
            }
            if place.line < seen.line {
                (seen.line, seen.text) = (place.line, place.text);
            } else {
                seen.last_line = seen.last_line.max(place.line);
            }
            return;
        }
        self.of_symptom.insert(place.symptom, self.log.seen.len());
        self.log.seen.push(LoggedSymptom {
            symptom: &all()[place.symptom],
            line: place.line,
            text: place.text,
            last_line: place.line,
            times: 1,
        });
    }

    fn finish(self) -> LogDiagnosis {
        let mut log = self.log;
        // An envelope says nothing where its content is known.
        if log.seen.iter().any(|seen| !seen.symptom.is_wrapper()) {
            log.seen.retain(|seen| !seen.symptom.is_wrapper());
        }
        log.seen.sort_by_key(|seen| seen.line);
        if log.has_cause() {
            log.complaints.clear();
        }
        log
    }
}

/// More lines than these only repeat themselves.
const MOST_COMPLAINTS: usize = 5;

/// Where a line speaks of an error.
fn complaint_in(text: &str) -> Option<usize> {
    static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(["error", "fatal", "fail", "timed out", "refused", "terminated"])
            .expect("the words are fixed and few")
    });
    WORDS.find(text).map(|found| found.start())
}

/// So many lines with codes are remembered: more than a block of quotations has.
const KEPT: usize = 4096;

impl LogDiagnosis {
    /// Whether the cause of something was found, and not only its envelope.
    #[must_use]
    pub fn has_cause(&self) -> bool {
        self.seen.iter().any(|seen| !seen.symptom.is_wrapper())
    }
}

/// Whether a line is worth looking at for codes: it has a name of the catalogue, or a number and a word that announces one.
fn may_have_code(text: &str) -> bool {
    static FINDER: LazyLock<(AhoCorasick, usize)> = LazyLock::new(|| {
        let mut names: Vec<String> = Vec::new();
        for code in all().iter().flat_map(Symptom::codes) {
            match code.value() {
                None if code.is_identifier() => names.push(code.written().to_lowercase()),
                Some(value) if value.cast_signed() < 0 => {
                    names.extend([
                        format!("{value:x}"),
                        value.to_string(),
                        value.cast_signed().to_string(),
                    ]);
                }
                _ => {}
            }
        }
        names.push("aadsts".to_owned());
        let own = names.len();
        names.extend(ANNOUNCING.iter().map(|&word| word.to_owned()));
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(&names)
            .expect("the words are fixed and few");
        (finder, own)
    });
    let (finder, own) = &*FINDER;
    let mut announced = false;
    for found in finder.find_overlapping_iter(text) {
        if found.pattern().as_usize() < *own {
            return true;
        }
        announced = true;
    }
    // A name that is no number is announced too: `code: VnetCountLimitReached`.
    announced && (text.bytes().any(|byte| byte.is_ascii_digit()) || text.contains([':', '"', '=']))
}

/// Words before codes, in the languages of Windows.
const ANNOUNCING: [&str; 22] = [
    "error",
    "code",
    "err=",
    "hresult",
    "event",
    "reason",
    "failed with",
    "fehler",
    "erreur",
    "erro ",
    "erro:",
    "código",
    "ereignis",
    "événement",
    "evento",
    "エラー",
    "コード",
    "イベント",
    "错误",
    "代码",
    "錯誤",
    "代碼",
];
