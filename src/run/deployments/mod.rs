//! From documents to resources: templates and Terraform configurations, each with the parameters that belong to it.

pub(crate) mod configured;
pub(crate) mod deploy;
mod expanding;
mod links;
mod pairs;
mod parameter_files;
pub(crate) mod single_template;
mod template_file;
