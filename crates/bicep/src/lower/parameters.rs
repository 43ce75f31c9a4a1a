//! Parameters files: the values that they give, worked out by the evaluator of templates.

use std::collections::BTreeMap;
use std::sync::Arc;

use arm_template::{
    Member, NoLoader, Node, Options, ProblemKind, ScopeKind, Span, Term, Value, expand,
};

use super::closure::Closure;
use super::compiled::{AssignedParameters, Compiled};
use super::env::Env;
use super::ir::{self, Ir, member, member_named, object};
use super::lowering::Lowering;
use super::tree::unparenthesized;
use super::writer::Writer;
use crate::FileKind;
use crate::ast::{self, Expr, ExprKind, Statement};
use crate::lower::expressions::terms::variable_of;
use crate::program::LinkTarget;

/// What a parameters file gives for one parameter.
#[derive(Clone)]
struct ParameterValue {
    name_span: Span,
    /// `value` or `reference`.
    how: &'static str,
    value: Node,
}

impl<'a> Lowering<'a> {
    pub(super) fn assigned(&self) -> AssignedParameters {
        let model = &self.models[0];
        let given = self.given(0, 0);
        let at = model.span(crate::TextSpan::default());
        let using =
            model.unit.parsed.file.statements.iter().find_map(|statement| match statement {
                Statement::Using(using) => Some(using),
                _ => None,
            });
        let link =
            using.and_then(|using| using.path.as_ref()).and_then(|path| model.unit.link(path));
        let (template, used) = match link {
            Some(LinkTarget::Unit(unit)) if !self.program.units[*unit].circular => {
                (Some(self.template(*unit)), Some(self.program.units[*unit].path.clone()))
            }
            Some(LinkTarget::Template(document)) => {
                let document = &self.program.documents[*document];
                (document.node.clone(), Some(document.path.clone()))
            }
            Some(LinkTarget::NotRestored(message)) => {
                let span = using.map_or(at, |using| model.span(using.span));
                self.problem(ProblemKind::LinkedTemplate, message.to_string(), span);
                (None, None)
            }
            _ => (None, None),
        };
        if using.is_none() {
            let message =
                "the parameters file doesn't say which template it is for: 'using' is missing";
            self.problem(ProblemKind::Structure, message, at);
        }
        if let Some(template) = &template {
            self.check_given(template, &given, using.map_or(at, |using| model.span(using.span)));
        }
        let entry = |(name, given): (Arc<str>, ParameterValue)| {
            let span = given.value.span();
            let value = Node::written(
                Value::object(vec![member(given.how, given.name_span, given.value)]),
                span,
            );
            member_named(name, given.name_span, value)
        };
        let members: Vec<Member> = given.into_iter().map(entry).collect();
        let section = Node::written(Value::object(members), at);
        let parameters = Node::written(Value::object(vec![member("parameters", at, section)]), at);
        let mut problems = self.problems.take();
        problems.sort_by_key(|problem| problem.span);
        problems.dedup();
        let target = match link {
            Some(LinkTarget::Unit(unit)) => self.models[*unit].target,
            _ => ScopeKind::ResourceGroup,
        };
        let files = self.program.units.iter().map(|unit| unit.path.clone());
        let documents = self.program.documents.iter().map(|document| document.path.clone());
        let files: Vec<_> = files.chain(documents).collect();
        AssignedParameters {
            parameters,
            problems,
            template: template.map(|template| Compiled {
                template,
                problems: Vec::new(),
                target,
                only_exports: false,
                files,
            }),
            for_none: using.is_some_and(|using| using.path.is_none()),
            used,
        }
    }

    /// What the file of this number gives, with what it builds on.
    fn given(&self, unit: usize, depth: u32) -> BTreeMap<Arc<str>, ParameterValue> {
        let model = &self.models[unit];
        self.check(model);
        let mut given = self.inherited(unit, depth);
        let closure = Closure::of(self, model);
        let writer = Writer { lowering: self, model, closure };
        let at = model.span(crate::TextSpan::default());
        let mut variables: Vec<Member> = Vec::new();
        let mut loops = Vec::new();
        let mut outputs: Vec<Member> = Vec::new();
        let mut raw: Vec<(&'a ast::Assignment, &'static str)> = Vec::new();
        for statement in &model.unit.parsed.file.statements {
            match statement {
                Statement::Variable(variable) => {
                    writer.variable(
                        variable,
                        model,
                        variable.name.text.clone(),
                        &mut variables,
                        &mut loops,
                    );
                }
                Statement::ParameterAssignment(assigned) => {
                    let name_at = model.span(assigned.name.span);
                    let env = Env::of(model);
                    let how = how(&assigned.value);
                    let node = match how {
                        "reference" => writer.vault_reference(&assigned.value, &env),
                        "expression" => {
                            let node = writer.node(&assigned.value, &env);
                            let text = match &node.value {
                                Value::Expression(expression) => format!("[{}]", expression.text()),
                                _ => String::new(),
                            };
                            Term::value(node.span(), ir::string(node.span(), text)).into_node()
                        }
                        _ => writer.node(&assigned.value, &env),
                    };
                    if how == "value" {
                        let name = variable_of(&assigned.name.text);
                        variables.push(member_named(name.into(), name_at, node.clone()));
                    }
                    let output = object(name_at, vec![member("value", name_at, node)]);
                    outputs.push(member_named(assigned.name.text.clone(), name_at, output));
                    raw.push((assigned, how));
                }
                _ => {}
            }
        }
        writer.imported_variables(&mut variables, &mut loops);
        if !loops.is_empty() {
            variables.insert(0, member("copy", at, ir::array(at, loops)));
        }
        let template = object(
            at,
            vec![
                member("definitions", at, object(at, writer.definitions())),
                member("variables", at, object(at, variables)),
                member("functions", at, ir::array(at, writer.functions(at))),
                member("resources", at, object(at, Vec::new())),
                member("outputs", at, object(at, outputs)),
            ],
        );
        let expansion = expand(&template, &Options::default(), &NoLoader);
        self.problems.borrow_mut().extend(expansion.problems);
        for (assigned, how) in raw {
            let found = expansion.outputs.iter().find(|output| output.name == assigned.name.text);
            if let Some(output) = found {
                let name_span = model.span(assigned.name.span);
                let value = output.value.clone();
                given.insert(assigned.name.text.clone(), ParameterValue { name_span, how, value });
            }
        }
        given
    }

    /// What the files give that this one builds on.
    fn inherited(&self, unit: usize, depth: u32) -> BTreeMap<Arc<str>, ParameterValue> {
        let model = &self.models[unit];
        let mut given = BTreeMap::new();
        if depth > 20 {
            return given;
        }
        for statement in &model.unit.parsed.file.statements {
            let Statement::Extends(extends) = statement else { continue };
            if let Some(LinkTarget::Unit(base)) = model.unit.link(&extends.path)
                && !self.program.units[*base].circular
            {
                given.extend(self.given(*base, depth + 1));
            }
        }
        given
    }

    /// Whether the parameters are those that the template has.
    fn check_given(
        &self,
        template: &Node,
        given: &BTreeMap<Arc<str>, ParameterValue>,
        using: Span,
    ) {
        let declared = template.get("parameters").map(Node::members).unwrap_or_default();
        for (name, given) in given {
            if !declared.iter().any(|member| member.name.eq_ignore_ascii_case(name)) {
                let message = format!("the template has no parameter '{name}'");
                self.problem(ProblemKind::ParameterNotFound, message, given.name_span);
            }
        }
        let _ = using;
    }
}

/// How a parameter is given: as a value, or as a secret that the deployment reads.
fn how(expr: &Expr) -> &'static str {
    if let ExprKind::Call(name, _) = &unparenthesized(expr).kind
        && &*name.text == "getSecret"
    {
        return "reference";
    }
    "value"
}

impl<'a> Writer<'_, 'a> {
    /// `getSecret(subscription, group, vault, secret, version)` as a parameter's reference.
    fn vault_reference(&self, expr: &'a Expr, env: &Env<'a>) -> Node {
        let at = env.model.span(expr.span);
        let ExprKind::Call(_, arguments) = &unparenthesized(expr).kind else {
            return Self::failed(at).into_node();
        };
        let [subscription, group, vault, secret, version @ ..] = &arguments[..] else {
            let message = "getSecret() takes a subscription, a resource group, a vault, a secret and its version";
            self.problem(ProblemKind::ArgumentCount, message, at);
            return Self::failed(at).into_node();
        };
        let pattern = Term::name(
            at,
            "/subscriptions/{0}/resourceGroups/{1}/providers/Microsoft.KeyVault/vaults/{2}",
        );
        let parts = [subscription, group, vault].map(|part| self.term(part, env));
        let id = Term::call(at, "format", std::iter::once(pattern).chain(parts).collect());
        let key = |name: &str| ir::ObjectKey::Name(at, name.into());
        let vault = Ir::Object(at, vec![(key("id"), Ir::Term(id))]);
        let mut members =
            vec![(key("keyVault"), vault), (key("secretName"), self.convert(secret, env))];
        if let Some(version) = version.first() {
            members.push((key("secretVersion"), self.convert(version, env)));
        }
        Ir::Object(at, members).node()
    }

    /// `base`: all that the file gives that this one builds on.
    pub(super) fn base_parameters(&self, at: Span, env: &Env<'a>) -> Ir {
        let given = self.lowering.inherited(env.model.number, 0);
        let members = given.into_iter().map(|(name, given)| member_named(name, at, given.value));
        let node = Node::written(Value::object(members.collect()), at);
        Ir::Term(Term::value(at, node))
    }

    /// `base.name`.
    pub(super) fn base_property(&self, space: &str, name: &str, env: &Env<'a>) -> Option<Ir> {
        if space != "base"
            || env.model.unit.kind != FileKind::Parameters
            || env.model.names.contains_key("base")
        {
            return None;
        }
        let given = self.lowering.inherited(env.model.number, 0);
        let found = given.get(name)?.clone();
        Some(Ir::Term(Term::value(found.value.span(), found.value)))
    }

    /// `base['name']`.
    pub(super) fn base_parameter(
        &self,
        base: &'a Expr,
        index: &'a Expr,
        env: &Env<'a>,
    ) -> Option<Ir> {
        match (&base.kind, &index.kind) {
            (ExprKind::Name(space), ExprKind::Text(name)) => self.base_property(space, name, env),
            _ => None,
        }
    }
}
