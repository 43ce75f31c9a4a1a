//! What is said of a property of Azure's, in the words of `azurerm`.

use super::rows::rows;
use super::table::{ArgumentMapping, Conversion, ResourceMapping};

/// The arguments that set properties of a type of resource of Azure's, each with the property's own name.
fn arguments(fields: &'static [ArgumentMapping], found: &mut Vec<(&'static str, &'static str)>) {
    for field in fields {
        if let Some(name) = field.property.rsplit('.').next().filter(|name| !name.is_empty()) {
            found.push((name, field.argument));
        }
        if let Conversion::Blocks(inner) | Conversion::Block(inner) | Conversion::Spread(inner) =
            field.how
        {
            arguments(inner, found);
        }
    }
}

/// The text with the provider's own names of the properties of a resource of this type.
///
/// Words that every language has, such as `name`, stay; of several arguments that set one property the newest is taken,
/// which stands first.
pub(in super::super) fn in_own_words(azure: &str, text: &str) -> String {
    let mut names = Vec::new();
    let own = |row: &&ResourceMapping| row.azure.eq_ignore_ascii_case(azure);
    rows().filter(own).for_each(|row| arguments(row.fields, &mut names));
    names.retain(|(property, argument)| property != argument && property.contains(is_capital));
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_alphanumeric()) {
        let (before, from) = rest.split_at(start);
        said.push_str(before);
        let end = from.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(from.len());
        let (word, after) = from.split_at(end);
        let argument = names.iter().find(|(property, _)| *property == word);
        said.push_str(argument.map_or(word, |(_, argument)| argument));
        rest = after;
    }
    said.push_str(rest);
    said
}

fn is_capital(letter: char) -> bool {
    letter.is_ascii_uppercase()
}
