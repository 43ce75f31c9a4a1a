//! The comments and brackets of a source, as the parser of its language sees them.

use std::path::Path;

use bicep::FileKind;
use traced_values::{Layout, json_layout};

use super::texts::documents;
use crate::source::{BicepFile, Language, Source};

/// The comments and brackets of a source; none of what can't be read.
#[must_use]
pub fn layout(source: &Source) -> Layout {
    let text = &*source.text;
    if source.language == Language::Terraform {
        return terraform_config::syntax::layout(text);
    }
    match BicepFile::of(Path::new(&source.name)) {
        Some(BicepFile::Template) => bicep::parse(text, FileKind::Template).layout(),
        Some(BicepFile::Parameters) => bicep::parse(text, FileKind::Parameters).layout(),
        None => json_layout(text, 0..text.len()).unwrap_or_else(|| of_documents(text)),
    }
}

/// Of a text that holds several documents; what stands before one belongs to it, as far as it is nothing but comments.
fn of_documents(text: &str) -> Layout {
    let mut whole = Layout::default();
    let mut end = 0;
    for document in documents(text) {
        let with_comments = json_layout(text, end..document.end);
        let layout = with_comments.or_else(|| json_layout(text, document.clone()));
        end = document.end;
        let Layout { comments, brackets } = layout.unwrap_or_default();
        whole.comments.extend(comments);
        whole.brackets.extend(brackets);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::layout;
    use crate::source::{Language, source};

    fn comments(name: &str, text: &str) -> Vec<String> {
        let source = source(name.to_owned(), text.as_bytes().to_vec());
        let language = if name == "a.tf" { Language::Terraform } else { Language::Document };
        let source = source.in_language(language);
        let layout = layout(&source);
        layout.comments.iter().map(|place| source.text[place.clone()].to_owned()).collect()
    }

    #[test]
    fn each_language_has_comments_of_its_own() {
        assert_eq!(comments("a.json", "// a\r\n{ \"b\": \"// c\" /* d */ }"), ["// a", "/* d */"]);
        let bicep = "// a\r\nvar b = '''\n// c\n'''\nvar c = '${'// d'}' /* it's */ // e";
        assert_eq!(comments("a.bicep", bicep), ["// a", "/* it's */", "// e"]);
        assert_eq!(comments("a.bicepparam", "using 'x' // a"), ["// a"]);
        assert_eq!(comments("a.tf", "a = \"# b\" # c"), ["# c"]);
    }

    #[test]
    fn each_of_several_documents_has_its_own() {
        let text =
            "Reading …\n{ \"a\": 1 // one\n}\n// two\n{ \"b\": 2 }\nit's done // no comment\n";
        assert_eq!(comments("stdin", text), ["// one", "// two"]);
        assert!(comments("a.json", "{ // a").is_empty());
    }
}
