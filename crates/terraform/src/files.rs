//! The files that a configuration reads.

/// Why a file can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It isn't there, or can't be read: an error of the configuration.
    Missing(String),
    /// It lies where nothing is read: its content can't be known.
    Outside(String),
}

/// The files that a configuration reads. Paths are as written, from the folder that Terraform is run in.
pub trait Files {
    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// When there is no such file, or it may not be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault>;

    /// The paths, from `folder`, of the files below it.
    ///
    /// # Errors
    ///
    /// When there is no such folder, or it may not be read.
    fn list(&self, folder: &str) -> Result<Vec<String>, FileFault>;
}

/// No files: what reads one is unknown.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, FileFault> {
        Err(FileFault::Outside(format!("{path} is not read")))
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, FileFault> {
        Err(FileFault::Outside(format!("{folder} is not read")))
    }
}
