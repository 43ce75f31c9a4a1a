//! The modules of a crate, and which of them names what of which other one, as the compiler would find it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use syn::visit::Visit;

/// A path of modules from the root of a crate.
pub(crate) type Names = Vec<String>;

/// The modules of a crate, without those of its tests.
#[derive(Default)]
pub(crate) struct Crate {
    modules: BTreeMap<Names, Module>,
}

#[derive(Default)]
struct Module {
    /// What `use` brings into it, by the name that it has there.
    brought: BTreeMap<String, Names>,
    /// Everything that its code names, from the root of the crate.
    named: BTreeSet<Names>,
    /// The types, traits and aliases that it defines.
    types: Vec<String>,
}

/// Every crate by the folder of its sources: gatelint itself, with the rooms of its lints, is `src`.
pub(crate) static CRATES: LazyLock<BTreeMap<String, Crate>> = LazyLock::new(every_crate);

fn every_crate() -> BTreeMap<String, Crate> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut gatelint = Crate::read(&root.join("src"));
    gatelint.read_below(&root.join("lints"), &["lints".to_owned()]);
    let mut crates = BTreeMap::from([("src".to_owned(), gatelint)]);
    for entry in std::fs::read_dir(root.join("crates")).expect("the folder of crates") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.join("src").is_dir() {
            crates.insert(format!("crates/{name}/src"), Crate::read(&path.join("src")));
        }
    }
    assert!(crates.len() > 5, "all crates are read");
    crates
}

/// One module names something of another one.
pub(crate) struct Arrow {
    pub(crate) from: Names,
    pub(crate) to: Names,
    pub(crate) name: String,
}

impl Crate {
    /// Reads the files of a crate from the folder of its root.
    fn read(folder: &Path) -> Self {
        let mut modules = Self::default();
        modules.read_below(folder, &[]);
        modules
    }

    /// Reads the files of a folder as those of a module, and of the modules in it.
    fn read_below(&mut self, folder: &Path, at: &[String]) {
        let mut tests = BTreeSet::new();
        let mut below = Vec::new();
        for entry in std::fs::read_dir(folder).expect("a folder of the repository") {
            let path = entry.expect("an entry").path();
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            let is_folder = path.is_dir();
            if !is_folder && path.extension().is_none_or(|ending| ending != "rs") {
                continue;
            }
            let own = match name.as_str() {
                "lib" | "mod" if !is_folder => at.to_vec(),
                "main" if at.is_empty() => continue,
                _ => at.iter().cloned().chain([name]).collect(),
            };
            if is_folder {
                below.push((path, own));
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a source file");
            let file = syn::parse_file(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let mut reader =
                Reader { module: Module::default(), at: own.clone(), tests: Vec::new() };
            reader.visit_file(&file);
            tests.extend(reader.tests);
            self.modules.insert(own, reader.module);
        }
        for (path, own) in below {
            self.read_below(&path, &own);
        }
        self.modules.retain(|names, _| {
            let is_test = |end: usize| tests.contains(&names[..end]);
            !(0..=names.len()).any(is_test)
        });
    }

    /// Which module names what of which other one.
    pub(crate) fn arrows(&self) -> Vec<Arrow> {
        let mut arrows = Vec::new();
        for (from, module) in &self.modules {
            for named in &module.named {
                if let Some(to) = self.home(named, 0).filter(|to| to != from) {
                    let name = named.last().cloned().unwrap_or_default();
                    arrows.push(Arrow { from: from.clone(), to, name });
                }
            }
        }
        arrows
    }

    /// The types, traits and aliases of the crate, each with the module that defines it.
    pub(crate) fn types(&self) -> impl Iterator<Item = (&String, &Names)> {
        self.modules.iter().flat_map(|(at, module)| module.types.iter().map(move |name| (name, at)))
    }

    /// Whether there are modules in this one.
    fn is_folder(&self, names: &[String]) -> bool {
        self.modules.keys().any(|other| other.len() > names.len() && other.starts_with(names))
    }

    /// The modules that there are modules in, the root included.
    pub(crate) fn folders(&self) -> BTreeSet<Names> {
        let parents =
            self.modules.keys().flat_map(|names| (0..names.len()).map(|end| &names[..end]));
        parents.map(<[String]>::to_vec).collect()
    }

    /// The module in which something is defined, whatever hands it on; none where it is of another crate.
    fn home(&self, named: &[String], depth: usize) -> Option<Names> {
        let mut at = Vec::new();
        for name in named {
            let inside = [&at[..], std::slice::from_ref(name)].concat();
            if self.modules.contains_key(&inside) || self.is_folder(&inside) {
                at = inside;
                continue;
            }
            let handed_on = self.modules.get(&at).and_then(|module| module.brought.get(name));
            if let Some(from) = handed_on.filter(|from| depth < 16 && *from != named) {
                return self.home(from, depth + 1);
            }
            break;
        }
        // A path that leads to no module begins with the name of another crate, or of an item of the root.
        (!at.is_empty() || named.len() == 1).then_some(at)
    }
}

/// Reads one file.
struct Reader {
    module: Module,
    /// The module of the file, and the modules inside of it that are being read.
    at: Names,
    /// Modules that are only compiled for tests.
    tests: Vec<Names>,
}

impl Reader {
    /// The path from the root of the crate; none where it begins with a name that isn't of this crate.
    fn absolute(&self, path: &[String]) -> Option<Names> {
        let mut from = self.at.clone();
        let mut rest = path;
        match rest.first()?.as_str() {
            "crate" => {
                from.clear();
                rest = &rest[1..];
            }
            "self" => rest = &rest[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    from.pop();
                    rest = &rest[1..];
                }
            }
            // A module beside the code, or another crate.
            _ => {}
        }
        from.extend(rest.iter().cloned());
        Some(from)
    }

    fn bring(&mut self, tree: &syn::UseTree, path: &mut Names) {
        match tree {
            syn::UseTree::Path(step) => {
                path.push(step.ident.to_string());
                self.bring(&step.tree, path);
                path.pop();
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.bring(tree, path);
                }
            }
            syn::UseTree::Name(name) => self.brought(&name.ident.to_string(), None, path),
            syn::UseTree::Rename(renamed) => {
                self.brought(&renamed.ident.to_string(), Some(renamed.rename.to_string()), path);
            }
            syn::UseTree::Glob(_) => self.brought("self", None, path),
        }
    }

    fn brought(&mut self, name: &str, renamed: Option<String>, path: &Names) {
        let mut whole = path.clone();
        if name != "self" || whole.is_empty() {
            whole.push(name.to_owned());
        }
        let Some(absolute) = self.absolute(&whole) else { return };
        if let Some(known_as) = renamed.or_else(|| whole.last().cloned()) {
            self.module.brought.insert(known_as, absolute.clone());
        }
        self.module.named.insert(absolute);
    }

    fn name(&mut self, path: &[String]) {
        let of_this_crate = |first: &String| ["crate", "self", "super"].contains(&first.as_str());
        if path.len() > 1 && path.first().is_some_and(of_this_crate) {
            self.module.named.extend(self.absolute(path));
        }
    }
}

impl Visit<'_> for Reader {
    fn visit_item(&mut self, item: &syn::Item) {
        if is_for_tests(attributes(item)) {
            if let syn::Item::Mod(module) = item {
                let mut test = self.at.clone();
                test.push(module.ident.to_string());
                self.tests.push(test);
            }
            return;
        }
        let defined = match item {
            syn::Item::Enum(item) => Some(&item.ident),
            syn::Item::Struct(item) => Some(&item.ident),
            syn::Item::Trait(item) => Some(&item.ident),
            syn::Item::Type(item) => Some(&item.ident),
            syn::Item::Union(item) => Some(&item.ident),
            _ => None,
        };
        self.module.types.extend(defined.map(ToString::to_string));
        syn::visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &syn::ItemMod) {
        self.at.push(module.ident.to_string());
        syn::visit::visit_item_mod(self, module);
        self.at.pop();
    }

    fn visit_item_use(&mut self, item: &syn::ItemUse) {
        if item.leading_colon.is_none() {
            self.bring(&item.tree, &mut Vec::new());
        }
    }

    /// For whom something can be seen is no use of it.
    fn visit_visibility(&mut self, _: &syn::Visibility) {}

    fn visit_path(&mut self, path: &syn::Path) {
        let names: Names = path.segments.iter().map(|part| part.ident.to_string()).collect();
        self.name(&names);
        syn::visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &syn::Macro) {
        // What a macro is given need not be an expression: its paths are found by their first word.
        let tokens = called.tokens.to_string().replace(' ', "");
        for (at, _) in tokens.match_indices("crate::") {
            let rest = &tokens[at..];
            let end = rest.find(|c: char| !(c.is_alphanumeric() || "_:".contains(c)));
            let path = rest[..end.unwrap_or(rest.len())].trim_end_matches(':');
            if !tokens[..at].ends_with(|c: char| c == '$' || c == '_' || c.is_alphanumeric()) {
                self.name(&path.split("::").map(str::to_owned).collect::<Names>());
            }
        }
        syn::visit::visit_macro(self, called);
    }
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Const(item) => &item.attrs,
        syn::Item::Enum(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Static(item) => &item.attrs,
        syn::Item::Struct(item) => &item.attrs,
        syn::Item::Trait(item) => &item.attrs,
        syn::Item::Type(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let syn::Meta::List(list) = &attribute.meta else { return false };
        let condition = list.tokens.to_string();
        list.path.is_ident("cfg") && !condition.contains("not") && condition.contains("test")
    })
}
