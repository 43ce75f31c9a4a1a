//! Encodings: base64, URLs, CSV, JSON and YAML.

pub(super) mod encoding;
pub(super) mod json;
pub(super) mod yaml;
