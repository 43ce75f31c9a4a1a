//! What a template takes over from other files.

use std::sync::Arc;

use arm_template::{Member, Node, Object, Value};

use crate::lower::closure::DeclaringFile;
use crate::lower::closure::json_function;
use crate::lower::closure::json_loop;
use crate::lower::closure::parted;
use crate::lower::ir;
use crate::lower::ir::member_named;
use crate::lower::model::Symbol;
use crate::lower::writer::{Namespaces, Writer};

impl<'a> Writer<'_, 'a> {
    fn taken(&self) -> impl Iterator<Item = (&Arc<str>, DeclaringFile, &Arc<str>)> {
        self.closure.taken.iter().map(|(name, (home, original))| (name, *home, original))
    }

    pub(crate) fn imported_types(&self, found: &mut Vec<Member>) {
        for (name, home, original) in self.taken() {
            match home {
                DeclaringFile::Unit(unit) => {
                    let model = &self.lowering.models[unit];
                    if let Some(Symbol::Type(declared)) = model.names.get(&**original) {
                        found.push(self.definition(declared, model, name.clone()));
                    }
                }
                DeclaringFile::Document(document) => {
                    let node = self.lowering.program.documents[document].node.as_ref();
                    let declared = node.and_then(|node| node.get("definitions")?.get(original));
                    if let Some(declared) = declared {
                        let moved = self.renamed(declared, document);
                        found.push(member_named(name.clone(), declared.span(), moved));
                    }
                }
            }
        }
    }

    pub(crate) fn imported_variables(&self, plain: &mut Vec<Member>, loops: &mut Vec<Node>) {
        for (name, home, original) in self.taken() {
            match home {
                DeclaringFile::Unit(unit) => {
                    let model = &self.lowering.models[unit];
                    if let Some(Symbol::Variable(variable)) = model.names.get(&**original) {
                        self.variable(variable, model, name.clone(), plain, loops);
                    }
                }
                DeclaringFile::Document(document) => {
                    let Some(node) = &self.lowering.program.documents[document].node else {
                        continue;
                    };
                    let variables = node.get("variables").map(Node::members).unwrap_or_default();
                    if let Some(found) = variables.iter().find(|member| member.name == *original) {
                        let moved = self.renamed(&found.value, document);
                        plain.push(member_named(name.clone(), found.name_span, moved));
                    } else if let Some(found) = json_loop(node, original) {
                        let moved = self.renamed(&found, document);
                        let members = moved.members().iter().map(|member| match &*member.name {
                            "name" => Member {
                                value: ir::string(found.span(), name.clone()),
                                ..member.clone()
                            },
                            _ => member.clone(),
                        });
                        loops.push(ir::object(found.span(), members.collect()));
                    }
                }
            }
        }
    }

    pub(super) fn imported_functions(&self, namespaces: &mut Namespaces) {
        for (name, home, original) in self.taken() {
            match home {
                DeclaringFile::Unit(unit) => {
                    let model = &self.lowering.models[unit];
                    if let Some(Symbol::Function(function)) = model.names.get(&**original) {
                        self.function(function, model, namespaces);
                    }
                }
                DeclaringFile::Document(document) => {
                    let node = self.lowering.program.documents[document].node.as_ref();
                    if let Some(found) = node.and_then(|node| json_function(node, original)) {
                        let (namespace, short) = parted(name);
                        let moved = self.renamed(&found, document);
                        let member = member_named(short, found.span(), moved);
                        namespaces.entry(namespace).or_default().push(member);
                    }
                }
            }
        }
    }

    /// A part of a compiled template with the names that this one has for what it needs.
    fn renamed(&self, node: &Node, document: usize) -> Node {
        let value = match &node.value {
            Value::String(text) => {
                let name = |name: &str| self.closure.foreign(document, name);
                if let Some(rest) = text.strip_prefix("#/definitions/") {
                    let (first, rest) = rest.split_once('/').map_or((rest, ""), |(a, b)| (a, b));
                    let moved = name(&first.replace("~1", "/").replace("~0", "~"));
                    let slash = if rest.is_empty() { "" } else { "/" };
                    Value::String(format!("#/definitions/{moved}{slash}{rest}").into())
                } else if arm_template::is_expression(text) {
                    let moved = replaced(text, "variables('", "'", &|old| {
                        format!("variables('{}'", name(old))
                    });
                    let moved = replaced(&moved, "__bicep.", "(", &|old| {
                        let (namespace, short) = parted(&name(old));
                        format!("{namespace}.{short}(")
                    });
                    Value::String(moved.into())
                } else {
                    return node.clone();
                }
            }
            Value::Array(array) => {
                return ir::array(
                    node.span(),
                    array.items().iter().map(|item| self.renamed(item, document)).collect(),
                );
            }
            Value::Object(object) => {
                let members = object.members().iter().map(|member| Member {
                    value: self.renamed(&member.value, document),
                    ..member.clone()
                });
                let members: Vec<Member> = members.collect();
                let made = Object::new(members, true);
                Value::Object(Arc::new(made))
            }
            _ => return node.clone(),
        };
        Node { value, origin: node.origin.clone() }
    }
}

/// The text with what stands between `start` and `end` written anew.
fn replaced(text: &str, start: &str, end: &str, make: &dyn Fn(&str) -> String) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(start) {
        result.push_str(before);
        let Some((name, behind)) = after.split_once(end) else {
            result.push_str(start);
            rest = after;
            continue;
        };
        result.push_str(&make(name));
        rest = behind;
    }
    result.push_str(rest);
    result
}
