//! The value for `publicCertData` as a ready piece of a script or template.

use super::examination::Examination;

/// The language of a snippet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnippetLanguage {
    /// The value and nothing else.
    Value,
    /// The Azure CLI.
    Az,
    /// Azure PowerShell.
    PowerShell,
    /// An element of `vpnClientRootCertificates` in an ARM template.
    Arm,
    /// An element of `vpnClientRootCertificates` in Bicep.
    Bicep,
    /// A block of `vpn_client_configuration` in Terraform.
    Terraform,
}

/// The snippet, with a line break at the end; none when the file gives no value.
///
/// Names and values have no characters that any of the languages would read otherwise.
#[must_use]
pub fn snippet(examination: &Examination, language: SnippetLanguage) -> Option<String> {
    let value = examination.value.as_deref()?;
    let name = &examination.name;
    Some(match language {
        SnippetLanguage::Value => format!("{value}\n"),
        // az takes the path of a file and writes its bytes in base64: only the binary form gives the right value.
        SnippetLanguage::Az => format!(
            "base64 -d > '{name}.der' <<'END'\n{value}\nEND\n\
             az network vnet-gateway root-cert create --resource-group '<resource group>' \
             --gateway-name '<gateway>' --name '{name}' --public-cert-data '{name}.der'\n"
        ),
        SnippetLanguage::PowerShell => format!(
            "Add-AzVpnClientRootCertificate -ResourceGroupName '<resource group>' \
             -VirtualNetworkGatewayName '<gateway>' -VpnClientRootCertificateName '{name}' \
             -PublicCertData '{value}'\n"
        ),
        SnippetLanguage::Arm => format!(
            "{{ \"name\": \"{name}\", \"properties\": {{ \"publicCertData\": \"{value}\" }} }}\n"
        ),
        SnippetLanguage::Bicep => format!(
            "{{\n  name: '{name}'\n  properties: {{\n    publicCertData: '{value}'\n  }}\n}}\n"
        ),
        SnippetLanguage::Terraform => format!(
            "root_certificate {{\n  name             = \"{name}\"\n  public_cert_data = \"{value}\"\n}}\n"
        ),
    })
}
