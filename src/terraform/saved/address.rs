//! Addresses of resources in their parts: `module.a["x"].azurerm_subnet.s[0].id`.

/// An address in its parts.
pub(super) struct ResourceAddress<'a> {
    /// The module: `module.a["x"].module.b`.
    pub(super) module: &'a str,
    /// Type and name, with the module, without any keys.
    pub(super) bare: String,
    /// The keys on the way, with an empty text where there is none.
    pub(super) keys: Vec<&'a str>,
    /// What follows: an attribute, or nothing.
    pub(super) rest: &'a str,
}

impl<'a> ResourceAddress<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut bare = String::new();
        let mut keys = Vec::new();
        let (mut at, mut module_end) = (0, 0);
        let mut left = 2;
        let mut in_module = false;
        while left > 0 && at < text.len() {
            let end = at + end_of_part(&text[at..]);
            let (name, key) = split_key(&text[at..end]);
            if !bare.is_empty() {
                bare.push('.');
            }
            bare.push_str(name);
            if in_module {
                keys.push(key);
                in_module = false;
                module_end = end;
            } else if name == "module" && left == 2 {
                in_module = true;
            } else {
                left -= 1;
                if left == 0 {
                    keys.push(key);
                }
            }
            at = (end + 1).min(text.len());
        }
        Self { module: &text[..module_end], bare, keys, rest: &text[at..] }
    }

    /// Whether this one, whose keys may be left out, can be that one.
    pub(super) fn fits(&self, other: &Self) -> bool {
        self.bare == other.bare
            && self.keys.len() == other.keys.len()
            && self.keys.iter().zip(&other.keys).all(|(own, key)| own.is_empty() || own == key)
    }
}

/// Where the first part of an address ends: at a dot outside of brackets.
fn end_of_part(text: &str) -> usize {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    for (at, sign) in text.char_indices() {
        let was_escaped = std::mem::take(&mut escaped);
        match sign {
            '"' if !was_escaped => quoted = !quoted,
            '\\' if quoted && !was_escaped => escaped = true,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            '.' if !quoted && depth == 0 => return at,
            _ => {}
        }
    }
    text.len()
}

fn split_key(part: &str) -> (&str, &str) {
    part.find('[').map_or((part, ""), |at| part.split_at(at))
}

#[cfg(test)]
mod tests {
    use super::ResourceAddress;

    #[test]
    fn addresses_come_apart() {
        let address = ResourceAddress::of("module.a[\"x.y\"].module.b.azurerm_subnet.s[0].id");
        assert_eq!(address.module, "module.a[\"x.y\"].module.b");
        assert_eq!(address.bare, "module.a.module.b.azurerm_subnet.s");
        assert_eq!(address.keys, ["[\"x.y\"]", "", "[0]"]);
        assert_eq!(address.rest, "id");
        assert!(
            ResourceAddress::of("azurerm_subnet.s.id")
                .fits(&ResourceAddress::of("azurerm_subnet.s[0]"))
        );
        assert!(
            !ResourceAddress::of("azurerm_subnet.s[1].id")
                .fits(&ResourceAddress::of("azurerm_subnet.s[0]"))
        );
    }
}
