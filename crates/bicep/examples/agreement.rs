//! Compares programs with what Microsoft's compiler makes of them:
//! `cargo run -p bicep --example agreement -- --pairs FILE --sources FOLDER [--all] [PATH…]` reads a line of JSON for each
//! program, `{"path", "template", "parameters"?}` or `{"path", "errors"}`, and the programs from the folder, with the modules
//! of registries in its `cache` as `bicep restore` lays them out.
//!
//! The expansion of both must be the same; a program that is refused must only be read. Prints how many agree and the
//! differences by class; with `--all`, or the ends of paths, each difference whole.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use arm_template::{
    Expansion, NoLoader, Node, Options, Problem, ScopeKind, SourceId, expand, parse,
};
use bicep::{DirectoryEntry, Files, OpenError, Source};
use serde_json::{Map, Value as Json, json};

#[path = "../../arm-template/tests/engine/answer.rs"]
mod answer;
#[path = "../../arm-template/tests/engine/comparison.rs"]
mod comparison;

use comparison::Difference;

/// The files of the programs, and their modules.
struct Folder {
    cache: PathBuf,
    count: Mutex<u32>,
}

impl Folder {
    fn read(&self, path: &Path) -> Result<Source, OpenError> {
        let bytes = std::fs::read(path)
            .map_err(|error| OpenError::Missing(format!("{}: {error}", path.display())))?;
        let text = String::from_utf8_lossy(&bytes);
        let mut count = self.count.lock().map_err(|_| OpenError::Missing("the count".into()))?;
        *count += 1;
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text).into();
        Ok(Source { id: SourceId(*count), path: path.to_owned(), text })
    }
}

fn beside(from: &Path, path: &str) -> PathBuf {
    from.parent().unwrap_or(Path::new("")).join(path.replace('\\', "/"))
}

impl Files for Folder {
    fn open(&self, from: &Path, path: &str) -> Result<Source, OpenError> {
        self.read(&beside(from, path))
    }

    fn artifact(&self, _from: &Path, reference: &str) -> Result<Source, OpenError> {
        let missing = || OpenError::NotRestored(reference.to_owned());
        let (place, tag) = reference.rsplit_once(':').ok_or_else(missing)?;
        let place = match place.split_once(':') {
            Some(("br/public", path)) => format!("mcr.microsoft.com/bicep/{path}"),
            Some(("br", path)) => path.to_owned(),
            _ => return Err(missing()),
        };
        let (host, path) = place.split_once('/').ok_or_else(missing)?;
        let folder = self.cache.join("br").join(host).join(path.replace('/', "$"));
        self.read(&folder.join(format!("{tag}$")).join("main.json")).map_err(|_| missing())
    }

    fn bytes(&self, from: &Path, path: &str) -> Result<(Option<SourceId>, Vec<u8>), OpenError> {
        let path = beside(from, path);
        let bytes = std::fs::read(&path);
        let bytes =
            bytes.map_err(|error| OpenError::Missing(format!("{}: {error}", path.display())))?;
        Ok((None, bytes))
    }

    fn directory(&self, from: &Path, path: &str) -> Result<Vec<DirectoryEntry>, OpenError> {
        let entries = std::fs::read_dir(beside(from, path))
            .map_err(|error| OpenError::Missing(error.to_string()))?;
        let files = entries.flatten().filter(|entry| entry.path().is_file());
        let prefix = path.trim_start_matches("./").trim_end_matches('/');
        let named =
            |name: String| if prefix.is_empty() { name } else { format!("{prefix}/{name}") };
        let names = files.filter_map(|file| file.file_name().into_string().ok());
        Ok(names.map(|name| DirectoryEntry { path: named(name) }).collect())
    }

    fn environment(&self, _name: &str) -> Option<String> {
        None
    }
}

/// How the expansions of a program and of its compiled template compare.
enum Verdict {
    Agrees,
    /// There is nothing to compare with.
    Apart,
    OnlyBicepRefused(String),
    OnlyTemplateRefused(String),
    Differs(Vec<Difference>),
    Panics,
}

impl Verdict {
    fn classes(&self) -> Vec<&'static str> {
        match self {
            Self::Agrees => vec!["agrees"],
            Self::Apart => vec!["not compared"],
            Self::OnlyBicepRefused(_) => vec!["only the program is refused"],
            Self::OnlyTemplateRefused(_) => vec!["only the template is refused"],
            Self::Panics => vec!["panics"],
            Self::Differs(differences) => {
                let mut classes: Vec<_> =
                    differences.iter().map(|difference| difference.class).collect();
                classes.sort_unstable();
                classes.dedup();
                classes
            }
        }
    }
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::OnlyBicepRefused(words) => write!(f, "only the program is refused: {words}"),
            Self::OnlyTemplateRefused(words) => write!(f, "only the template is refused: {words}"),
            Self::Differs(differences) => differences.iter().try_for_each(|difference| {
                let Difference { place, class, engine, ours } = difference;
                write!(f, "{place}: {class}\n      template {engine}\n      program  {ours}\n    ")
            }),
            Self::Agrees | Self::Apart | Self::Panics => f.write_str(self.classes()[0]),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    // The deepest of programs needs more than a main thread's stack.
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    let done = thread.spawn(|| run().map_err(|error| error.to_string()))?.join();
    Ok(done.map_err(|_| "the comparison panicked")??)
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (mut pairs, mut sources, mut all, mut wanted) = (None, None, false, Vec::new());
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--pairs" => pairs = arguments.next(),
            "--sources" => sources = arguments.next().map(PathBuf::from),
            "--all" => all = true,
            _ => wanted.push(argument),
        }
    }
    let sources = sources.ok_or("where are the programs? --sources FOLDER")?;
    let lines = std::fs::read_to_string(pairs.ok_or("which pairs? --pairs FILE")?)?;
    let folder = Folder { cache: sources.join("cache"), count: Mutex::new(0) };
    let mut classes: BTreeMap<&str, (usize, Vec<String>)> = BTreeMap::new();
    let mut out = std::io::stdout().lock();
    for line in lines.lines().filter(|line| !line.trim().is_empty()) {
        let pair: Json = serde_json::from_str(line)?;
        let path = pair["path"].as_str().ok_or("a pair without a path")?;
        if !wanted.is_empty() && !wanted.iter().any(|end| path.ends_with(end.as_str())) {
            continue;
        }
        let judge = || judged(&pair, &sources.join(path), &folder);
        let verdict = catch_unwind(AssertUnwindSafe(judge)).unwrap_or(Verdict::Panics);
        for class in verdict.classes() {
            let (count, examples) = classes.entry(class).or_default();
            *count += 1;
            examples.push(path.to_owned());
        }
        let agrees = matches!(verdict, Verdict::Agrees | Verdict::Apart);
        if !agrees && (all || !wanted.is_empty()) {
            writeln!(out, "{path}\n    {verdict}")?;
        }
    }
    for (class, (count, examples)) in &classes {
        let examples = examples.iter().filter(|_| *class != "agrees").take(3).map(String::as_str);
        writeln!(out, "{count:6} {class}  {}", examples.collect::<Vec<_>>().join("  "))?;
    }
    Ok(())
}

fn judged(pair: &Json, path: &Path, folder: &Folder) -> Verdict {
    let Ok(main) = folder.read(path) else { return Verdict::Apart };
    let mut problems: Vec<Problem> = Vec::new();
    let is_parameters = path.extension().is_some_and(|ending| ending == "bicepparam");
    let (compiled, given) = if is_parameters {
        let assigned = bicep::assign(&main, folder);
        problems.extend(assigned.problems);
        (assigned.template, Some(assigned.parameters))
    } else {
        (Some(bicep::compile(&main, folder)), None)
    };
    problems.extend(compiled.iter().flat_map(|compiled| compiled.problems.iter().cloned()));
    let template = &pair["template"];
    let kind = kind_of(template);
    let ours = compiled
        .map(|compiled| expanded(&compiled.template, kind.unwrap_or(compiled.target), given));
    let (Some(kind), false) = (kind, pair.get("errors").is_some()) else {
        return if pair.get("errors").is_some() { Verdict::Agrees } else { Verdict::Apart };
    };
    let given = pair["parameters"].as_object().filter(|given| !given.is_empty());
    let given = given.map(|given| node(&json!({ "parameters": given })));
    let theirs = expanded(&node(template), kind, given);
    problems.extend(ours.iter().flat_map(|ours| ours.problems.iter().cloned()));
    match (problems.first(), theirs.problems.first()) {
        (Some(_), Some(_)) => Verdict::Agrees,
        (Some(ours), None) => Verdict::OnlyBicepRefused(ours.message.clone()),
        (None, Some(theirs)) => Verdict::OnlyTemplateRefused(theirs.message.clone()),
        (None, None) => {
            let theirs = without_deployments(answer::shown(&theirs));
            let ours = ours.map_or(Json::Object(Map::new()), |ours| answer::shown(&ours));
            match comparison::differences(&theirs, &ours) {
                differences if differences.is_empty() => Verdict::Agrees,
                differences => Verdict::Differs(differences),
            }
        }
    }
}

/// What the schema of a template says that it is deployed to.
fn kind_of(template: &Json) -> Option<ScopeKind> {
    let schema = template.as_object()?.get("$schema")?.as_str()?.to_lowercase();
    let kinds = [
        ("subscriptiondeployment", ScopeKind::Subscription),
        ("managementgroupdeployment", ScopeKind::ManagementGroup),
        ("tenantdeployment", ScopeKind::Tenant),
    ];
    let found = kinds.into_iter().find(|(word, _)| schema.contains(word));
    Some(found.map_or(ScopeKind::ResourceGroup, |(_, kind)| kind))
}

fn node(json: &Json) -> Node {
    parse(&json.to_string(), SourceId(0)).node.expect("it was JSON")
}

fn expanded(template: &Node, kind: ScopeKind, given: Option<Node>) -> Expansion {
    let options = Options {
        scope: answer::scope(kind),
        parameters: given.into_iter().collect(),
        ..Options::default()
    };
    expand(template, &options, &NoLoader)
}

/// The engine's answers, which the comparison is made for, have no deployments among their resources.
fn without_deployments(mut answer: Json) -> Json {
    if let Some(resources) = answer["resources"].as_array_mut() {
        resources.retain(|resource| {
            let kind = resource["type"].as_str().unwrap_or_default();
            !kind.eq_ignore_ascii_case("Microsoft.Resources/deployments")
        });
    }
    answer
}
