//! Functions that need the deployment, its clock or the running resources; and stand-ins for what is not given of the place.

use std::sync::Arc;

use super::resolve::unknown;
use super::{Engine, Place, Text};
use crate::expression::Call;
use crate::{Assumption, Member, Node, Origin, ProblemKind, Reason, ScopeKind, Span, Value};

impl Engine<'_> {
    /// `list*()`, `getSecret()`: only the running resource can tell.
    pub(crate) fn runtime_call(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        if let Some(node) = self.not_at_runtime(call, at, source, text) {
            return node;
        }
        match self.arguments(call, 1, None, at, source, text) {
            Ok(arguments) => {
                self.unknown_call(Reason::Runtime(call.name.clone()), call, &arguments, at, source)
            }
            Err(node) => node,
        }
    }

    /// Parameters, variables and functions are evaluated before any resource exists.
    pub(crate) fn not_at_runtime(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Option<Node> {
        let place = match text.env.place {
            Place::ParameterDefault => "a parameter's default",
            Place::Variable => "a variable",
            Place::Function => "a function of the template",
            Place::Resource | Place::Output | Place::Anywhere => return None,
        };
        let message = format!("{place} can't use {}(): there is no resource yet", call.name);
        Some(self.failed(ProblemKind::NotAllowedHere, message, at, source))
    }

    pub(crate) fn unrepeatable_call(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        if !matches!(text.env.place, Place::ParameterDefault | Place::Anywhere) {
            let message = format!("{}() is allowed only in a parameter's default", call.name);
            return self.failed(ProblemKind::NotAllowedHere, message, at, source);
        }
        let most = usize::from(call.name.eq_ignore_ascii_case("utcNow"));
        match self.arguments(call, 0, Some(most), at, source, text) {
            Ok(arguments) => self.unknown_call(
                Reason::Unrepeatable(call.name.clone()),
                call,
                &arguments,
                at,
                source,
            ),
            Err(node) => node,
        }
    }

    pub(crate) fn fail_call(&self, call: &Call, at: Span, source: &str, text: &Text<'_>) -> Node {
        let arguments = match self.arguments(call, 1, Some(1), at, source, text) {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        let message = match arguments[0].as_str() {
            Some(message) if !self.is_secret(&arguments[0]) => message,
            _ => "the template ends itself with fail()",
        };
        self.failed(ProblemKind::UserError, message, at, source)
    }

    /// `deployment()`: its name, place and template; the rest only the service knows.
    pub(crate) fn deployment_call(
        &self,
        call: &Call,
        at: Span,
        source: &str,
        text: &Text<'_>,
    ) -> Node {
        if let Err(node) = self.arguments(call, 0, Some(0), at, source, text) {
            return node;
        }
        let home = self.deployment(text.env.home);
        let origin = Origin::computed("deployment", at, Vec::new());
        let known = |value: Value| Node { value, origin: origin.clone() };
        let string = |text: &Arc<str>| known(Value::String(text.clone()));
        let missing = |what: &str| {
            unknown(
                Reason::Place(format!("deployment().{what}").into()),
                format!("deployment().{what}"),
                origin.clone(),
            )
        };
        let member = |name: &str, value: Node| Member { name: name.into(), name_span: at, value };
        let link = match &home.address {
            Some(address) => known(Value::object(vec![member("uri", string(address))])),
            None => missing("properties.templateLink"),
        };
        // The mode of a deployment that asks for none.
        let incremental = Assumption::AzureDefault("incremental mode".into());
        let mode = Node {
            value: Value::String("Incremental".into()),
            origin: Origin::assumed(incremental, at),
        };
        let properties = vec![
            member("template", home.template.clone()),
            member("templateLink", link),
            member("templateHash", missing("properties.templateHash")),
            member("parameters", missing("properties.parameters")),
            member("mode", mode),
            member("provisioningState", missing("properties.provisioningState")),
        ];
        let scope = &home.place.scope;
        let name = scope.deployment_name.as_ref().map_or_else(|| missing("name"), string);
        let mut members = vec![member("name", name)];
        if scope.kind != ScopeKind::ResourceGroup {
            let location = scope.location.as_ref().map_or_else(|| missing("location"), string);
            members.push(member("location", location));
        }
        members.push(member("properties", known(Value::object(properties))));
        known(Value::object(members))
    }

    /// Where a function's result rests on a stand-in for the place, that stand-in as one more origin.
    pub(crate) fn stand_ins(&self, function: &str, at: Span, text: &Text<'_>) -> Option<Origin> {
        // Functions that make ids tell themselves what these rest on.
        if !matches!(function, "subscription" | "resourceGroup" | "managementGroup") {
            return None;
        }
        let home = self.deployment(text.env.home);
        home.place
            .stand_in(function)
            .map(|what| Origin::assumed(Assumption::StandIn(what.into()), at))
    }
}
