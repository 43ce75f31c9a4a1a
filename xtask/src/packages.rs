//! Makes the packages, installs each in a clean place, and runs what was installed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::outcome::Outcome;
use crate::programs::{self, done, has, lacking};
use crate::project::Project;

/// A try of the packages: what of, and where.
struct Try<'a> {
    root: &'a Path,
    project: Project,
    program: PathBuf,
    folder: PathBuf,
}

/// Makes, installs and runs a package.
type Kind = fn(&Try<'_>) -> Result<Outcome, String>;

/// Makes and tries every package with a program that is there already; a wheel is built by `maturin`, which builds its own.
pub(crate) fn run(root: &Path, program: &Path) -> Result<Outcome, String> {
    let program = fs::canonicalize(program)
        .map_err(|error| format!("{} can't be read: {error}", program.display()))?;
    let folder = root.join("target/packages");
    let attempt = Try { root, project: Project::read(root)?, program, folder };
    let notices = Outcome::Done(attempt.prepare()?.to_owned());
    let kinds: [(&str, Kind); 3] =
        [("Debian package", deb), ("npm package", npm), ("Python wheel", wheel)];
    let parts = kinds.map(|(name, kind)| (name.to_owned(), kind(&attempt)));
    Outcome::of_parts([("notices".to_owned(), Ok(notices))].into_iter().chain(parts))
}

impl Try<'_> {
    /// Lays out what packages hold beside the program: manual pages, completions, and notices, of which it says something.
    fn prepare(&self) -> Result<&'static str, String> {
        let _ = fs::remove_dir_all(&self.folder);
        self.write("gatelint", &[])?;
        fs::copy(&self.program, self.folder.join("gatelint"))
            .map_err(|error| format!("the program can't be copied: {error}"))?;
        let man = self.folder.join("man");
        done(Command::new(&self.program).arg("man").arg(&man))?;
        for (shell, file) in
            [("bash", "gatelint.bash"), ("zsh", "_gatelint"), ("fish", "gatelint.fish")]
        {
            let script = done(Command::new(&self.program).args(["completions", shell]))?;
            self.write(file, script.as_bytes())?;
        }
        let notices = self.folder.join("THIRD-PARTY-NOTICES.txt");
        let written = self.root.join("THIRD-PARTY-NOTICES.txt");
        if written.exists() {
            fs::copy(written, notices).map_err(|error| format!("the notices: {error}"))?;
        } else if has("cargo-about") {
            let arguments = ["about", "generate", "--locked", "--fail", "--output-file"];
            let mut about = Command::new("cargo");
            done(about.args(arguments).arg(&notices).arg("about.hbs").current_dir(self.root))?;
        } else {
            self.write("THIRD-PARTY-NOTICES.txt", b"Made without cargo-about: not for others.\n")?;
            return Ok("left out, cargo-about is not installed; don't hand these packages on");
        }
        Ok("in each package")
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), String> {
        let path = self.folder.join(name);
        let parent = path.parent().expect("a file lies in a folder");
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, bytes))
            .map_err(|error| format!("{} can't be written: {error}", path.display()))
    }

    /// Nothing of the caller's surroundings but where programs are: a script in Node.js is found by its path.
    fn runs(&self, program: &Path) -> Result<Outcome, String> {
        let start = || {
            let mut command = Command::new(program);
            command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
            command
        };
        programs::works(self.root, &self.project.version, start)?;
        Ok(Outcome::Done("installed, and it runs".to_owned()))
    }

    /// An empty folder to install into.
    fn clean(&self, name: &str) -> Result<PathBuf, String> {
        let folder = self.folder.join("installed").join(name);
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(folder)
    }
}

fn deb(attempt: &Try<'_>) -> Result<Outcome, String> {
    let tools = [("cargo-deb", "cargo install --locked cargo-deb"), ("dpkg-deb", "install dpkg")];
    if let Some(why) = lacking(&tools) {
        return Ok(Outcome::Skipped(why));
    }
    let package = attempt.folder.join("gatelint.deb");
    let mut cargo = Command::new("cargo");
    cargo.args(["deb", "--no-build", "--no-strip", "--quiet", "--output"]).arg(&package);
    done(cargo.current_dir(attempt.root))?;
    let installed = attempt.clean("deb")?;
    done(Command::new("dpkg-deb").arg("--extract").arg(&package).arg(&installed))?;
    for file in [
        "usr/share/man/man1/gatelint.1.gz",
        "usr/share/man/man1/gatelint-check.1.gz",
        "usr/share/bash-completion/completions/gatelint",
        "usr/share/zsh/vendor-completions/_gatelint",
        "usr/share/fish/vendor_completions.d/gatelint.fish",
        "usr/share/doc/gatelint/copyright",
        "usr/share/doc/gatelint/THIRD-PARTY-NOTICES.txt",
    ] {
        let there = installed.join(file).exists()
            // Small ones are not compressed.
            || installed.join(file.trim_end_matches(".gz")).exists()
            || installed.join(format!("{file}.gz")).exists();
        if !there {
            return Err(format!("it has no {file}"));
        }
    }
    attempt.runs(&installed.join("usr/bin/gatelint"))
}

fn npm(attempt: &Try<'_>) -> Result<Outcome, String> {
    if let Some(why) = lacking(&[("npm", "install Node.js"), ("node", "install Node.js")]) {
        return Ok(Outcome::Skipped(why));
    }
    let Some((system, machine)) = node_names() else {
        return Ok(Outcome::Skipped("Node.js has no name for this machine here".to_owned()));
    };
    let own = format!("gatelint-{system}-{machine}");
    stage_npm(attempt.root, &attempt.project, &attempt.program, (system, machine))?;
    let mut archives = Vec::new();
    for name in ["gatelint", own.as_str()] {
        let mut pack = Command::new("npm");
        pack.args(["pack", "--silent", "--pack-destination"]).arg(&attempt.folder);
        done(pack.current_dir(attempt.folder.join("npm").join(name)))?;
        archives.push(attempt.folder.join(format!("{name}-{}.tgz", attempt.project.version)));
    }
    let prefix = attempt.clean("npm")?;
    let mut install = Command::new("npm");
    install.args(["install", "--silent", "--offline", "--no-audit", "--no-fund"]);
    // The packages for other systems are not published yet.
    install.args(["--omit=optional", "--prefix"]).arg(&prefix).args(&archives);
    done(&mut install)?;
    attempt.runs(&prefix.join("node_modules/.bin/gatelint"))
}

/// Lays out the npm packages with the program for a system, whose notices are written already.
pub(crate) fn lay_out_npm(
    root: &Path,
    program: &Path,
    system: (&str, &str),
) -> Result<String, String> {
    let notices = root.join("THIRD-PARTY-NOTICES.txt");
    let folder = root.join("target/packages");
    fs::create_dir_all(&folder)
        .and_then(|()| fs::copy(&notices, folder.join("THIRD-PARTY-NOTICES.txt")))
        .map_err(|error| format!("{}: {error}", notices.display()))?;
    stage_npm(root, &Project::read(root)?, program, system)?;
    Ok(format!("target/packages/npm/gatelint-{}-{} can be packed", system.0, system.1))
}

/// Lays out the two packages of npm: the one that people name, and the one with the program for a system.
fn stage_npm(
    root: &Path,
    project: &Project,
    program: &Path,
    (system, machine): (&str, &str),
) -> Result<(), String> {
    let folder = root.join("target/packages");
    let fill = |template: &str| {
        let path = root.join("packaging/npm").join(template);
        let text =
            fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let text = text.replace("{system}", system).replace("{machine}", machine);
        project.fill(&text, |_| None)
    };
    let own = folder.join(format!("npm/gatelint-{system}-{machine}"));
    let main = folder.join("npm/gatelint");
    let file = if system == "win32" { "gatelint.exe" } else { "gatelint" };
    let write = |path: PathBuf, text: String| {
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    let copy = |from: &Path, to: PathBuf| {
        fs::copy(from, &to).map(drop).map_err(|error| format!("{}: {error}", to.display()))
    };
    for made in [&own, &main.join("bin")] {
        fs::create_dir_all(made).map_err(|error| format!("{}: {error}", made.display()))?;
    }
    write(own.join("package.json"), fill("platform/package.json")?)?;
    write(main.join("package.json"), fill("gatelint/package.json")?)?;
    copy(program, own.join(file))?;
    let launcher = "bin/gatelint.js";
    copy(&root.join("packaging/npm/gatelint").join(launcher), main.join(launcher))?;
    copy(&root.join("README.md"), main.join("README.md"))?;
    for package in [&own, &main] {
        copy(&root.join("LICENSE"), package.join("LICENSE"))?;
    }
    let notices = folder.join("THIRD-PARTY-NOTICES.txt");
    copy(&notices, own.join("THIRD-PARTY-NOTICES.txt"))
}

/// What Node.js calls this system and this machine.
fn node_names() -> Option<(&'static str, &'static str)> {
    let system = match std::env::consts::OS {
        "linux" => "linux",
        "macos" => "darwin",
        "windows" => "win32",
        _ => return None,
    };
    let machine = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "aarch64" => "arm64",
        _ => return None,
    };
    Some((system, machine))
}

fn wheel(attempt: &Try<'_>) -> Result<Outcome, String> {
    let tools = [("maturin", "pip install maturin"), ("python3", "install Python")];
    if let Some(why) = lacking(&tools) {
        return Ok(Outcome::Skipped(why));
    }
    let wheels = attempt.folder.join("wheels");
    let mut build = Command::new("maturin");
    build.args(["build", "--quiet", "--profile", "dev", "--strip", "--out"]).arg(&wheels);
    done(build.current_dir(attempt.root))?;
    let environment = attempt.clean("wheel")?;
    done(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    let mut install = Command::new(environment.join("bin/pip"));
    install.args(["install", "--quiet", "--no-index", "--find-links"]).arg(&wheels).arg("gatelint");
    done(&mut install)?;
    attempt.runs(&environment.join("bin/gatelint"))
}
