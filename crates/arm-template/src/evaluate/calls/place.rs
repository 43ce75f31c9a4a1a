//! Functions that need the deployment, its clock or the running resources; and stand-ins for what is not given of the place.

use std::sync::Arc;

use crate::deployment::ExpressionContext;
use crate::evaluate::{Engine, Site};
use crate::expression::{Callee, Form};
use crate::functions::Function;
use crate::{Assumption, Member, Node, Origin, ProblemKind, Reason, ScopeKind, Value};

impl Engine<'_> {
    /// `list*()`, `getSecret()`: only the running resource can tell.
    pub(crate) fn runtime_call(&self, site: &Site<'_>) -> Node {
        if let Some(node) = self.not_at_runtime(site) {
            return node;
        }
        match self.arguments(site, 1, None) {
            Ok(mut arguments) => {
                if site.call.name.eq_ignore_ascii_case("listOutputsWithSecureValues")
                    && let Some(outputs) = self.secure_outputs(&arguments[0], site)
                {
                    return outputs;
                }
                if matches!(site.call.target, Callee::Form(Form::List)) {
                    arguments[0] = self.full_id(&arguments[0], site);
                }
                self.unknown_call(site, Reason::Runtime(site.call.name.clone()), &arguments)
            }
            Err(node) => node,
        }
    }

    /// Parameters, variables and functions, and what tells resources apart, are evaluated before any resource exists.
    pub(crate) fn not_at_runtime(&self, site: &Site<'_>) -> Option<Node> {
        let place = match site.text.env.place {
            ExpressionContext::ParameterDefault => "a parameter's default",
            ExpressionContext::Variable => "a variable",
            ExpressionContext::Function => "a function of the template",
            ExpressionContext::ResourceHead => "a resource's name, type, condition or copy count",
            ExpressionContext::Fixed(property) => {
                let message = format!(
                    "a resource's '{property}' can't use {}(): it has to be known before the deployment begins",
                    site.call.name
                );
                return Some(self.fail(site, ProblemKind::NotAllowedHere, message));
            }
            ExpressionContext::Resource
            | ExpressionContext::Output
            | ExpressionContext::Anywhere => return None,
        };
        let message = format!("{place} can't use {}(): there is no resource yet", site.call.name);
        Some(self.fail(site, ProblemKind::NotAllowedHere, message))
    }

    pub(crate) fn unrepeatable_call(&self, site: &Site<'_>) -> Node {
        if !matches!(
            site.text.env.place,
            ExpressionContext::ParameterDefault | ExpressionContext::Anywhere
        ) {
            let message = format!("{}() is allowed only in a parameter's default", site.call.name);
            return self.fail(site, ProblemKind::NotAllowedHere, message);
        }
        let most = usize::from(site.call.name.eq_ignore_ascii_case("utcNow"));
        match self.arguments(site, 0, Some(most)) {
            Ok(arguments) => {
                self.unknown_call(site, Reason::Unrepeatable(site.call.name.clone()), &arguments)
            }
            Err(node) => node,
        }
    }

    pub(crate) fn fail_call(&self, site: &Site<'_>) -> Node {
        let arguments = match self.arguments(site, 1, Some(1)) {
            Ok(arguments) => arguments,
            Err(node) => return node,
        };
        let message = match arguments[0].as_str() {
            Some(message) if !self.is_secret(&arguments[0]) => message,
            _ => "the template ends itself with fail()",
        };
        self.fail(site, ProblemKind::UserError, message)
    }

    /// `deployment()`: its name, place and template; the rest only the service knows.
    pub(crate) fn deployment_call(&self, site: &Site<'_>) -> Node {
        if let Err(node) = self.arguments(site, 0, Some(0)) {
            return node;
        }
        let home = self.deployment(site.text.env.home);
        let origin = Origin::computed("deployment", site.at, Vec::new());
        let known = |value: Value| Node { value, origin: origin.clone() };
        let string = |text: &Arc<str>| known(Value::String(text.clone()));
        let missing = |what: &str| {
            Node::unknown(
                Reason::Place(format!("deployment().{what}").into()),
                format!("deployment().{what}"),
                origin.clone(),
            )
        };
        let member =
            |name: &str, value: Node| Member { name: name.into(), name_span: site.at, value };
        let link = match &home.address {
            Some(address) => known(Value::object(vec![member("uri", string(address))])),
            None => missing("properties.templateLink"),
        };
        // Azure's default when nobody says.
        let assumed = || Node {
            value: Value::String("Incremental".into()),
            origin: Origin::assumed(
                Assumption::AzureDefault("the deployment mode".into()),
                site.at,
            ),
        };
        let mode = home.mode.clone().unwrap_or_else(assumed);
        let properties = vec![
            member("template", home.template.clone()),
            member("templateLink", link),
            member("templateHash", missing("properties.templateHash")),
            member("parameters", missing("properties.parameters")),
            member("mode", mode),
            // What it is while templates are evaluated, by the example of the function's documentation.
            member("provisioningState", known(Value::String("Accepted".into()))),
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

    /// In a nested deployment to a resource group or subscription that is not known, neither is what rests on it.
    pub(crate) fn of_unknown_place(
        &self,
        function: &Function,
        arguments: &[Node],
        site: &Site<'_>,
    ) -> Option<Node> {
        let home = self.deployment(site.text.env.home);
        let place = &home.place;
        if function.name == "managementGroup" && place.unknown_management_group.is_some() {
            let reason = Reason::Place("the management group's name".into());
            return Some(self.unknown_call(site, reason, arguments));
        }
        if place.unknown_group.is_none() && place.unknown_subscription.is_none() {
            return None;
        }
        let reason =
            || Reason::Place(format!("the place of the deployment '{}'", home.title()).into());
        let left = |known: &Option<Arc<str>>, residual: &Option<Arc<str>>| {
            let origin = Origin::computed(function.name, site.at, Vec::new());
            match residual {
                Some(residual) => Node::unknown(reason(), residual.clone(), origin),
                None => Node { value: Value::String(known.clone().unwrap_or_default()), origin },
            }
        };
        let subscription = left(&place.scope.subscription_id, &place.unknown_subscription);
        let group = left(&place.scope.resource_group, &place.unknown_group);
        let scopes =
            arguments.iter().position(|node| node.as_str().is_some_and(|text| text.contains('/')));
        let added = match (function.name, scopes) {
            ("resourceId", Some(0)) if place.scope.kind == ScopeKind::Subscription => {
                let all: Vec<Node> = [subscription].into_iter().chain(arguments.to_vec()).collect();
                let residual = self.residual_of(function.name, &all, site.source);
                let origin = Origin::computed(function.name, site.at, Vec::new());
                return Some(Node::unknown(reason(), residual, origin));
            }
            ("resourceId", Some(0)) => vec![subscription, group],
            ("resourceId", Some(1)) | ("subscriptionResourceId", Some(0))
                if subscription.is_unknown() =>
            {
                vec![subscription]
            }
            ("resourceGroup", _) => Vec::new(),
            ("subscription", _) if subscription.is_unknown() => {
                return Some(self.unknown_subscription(subscription, site));
            }
            _ => return None,
        };
        let arguments: Vec<Node> = added.into_iter().chain(arguments.iter().cloned()).collect();
        Some(self.unknown_call(site, reason(), &arguments))
    }

    /// `subscription()` where its id is not known.
    fn unknown_subscription(&self, subscription: Node, site: &Site<'_>) -> Node {
        let origin = subscription.origin.clone();
        let reason = || Reason::Place("subscription()".into());
        let left = |residual: Arc<str>| Node::unknown(reason(), residual, origin.clone());
        let head = Node { value: Value::String("/subscriptions/".into()), origin: origin.clone() };
        let id = left(self.residual_of("concat", &[head, subscription.clone()], site.source));
        let scope = &self.deployment(site.text.env.home).place.scope;
        let (tenant, assumed) = scope.tenant();
        let tenant = if assumed {
            left("subscription().tenantId".into())
        } else {
            Node { value: Value::String(tenant), origin: origin.clone() }
        };
        let member =
            |name: &str, value: Node| Member { name: name.into(), name_span: site.at, value };
        let members = vec![
            member("id", id),
            member("subscriptionId", subscription),
            member("tenantId", tenant),
            member("displayName", left("subscription().displayName".into())),
        ];
        Node { value: Value::object(members), origin: origin.clone() }
    }

    /// Where a function's result rests on a stand-in for the place, that stand-in as one more origin.
    pub(crate) fn stand_in(&self, function: &str, site: &Site<'_>) -> Option<Origin> {
        // Functions that make ids tell themselves what these rest on.
        if !matches!(function, "subscription" | "resourceGroup" | "managementGroup") {
            return None;
        }
        let home = self.deployment(site.text.env.home);
        home.place
            .stand_in(function)
            .map(|what| Origin::assumed(Assumption::StandIn(what.into()), site.at))
    }
}
