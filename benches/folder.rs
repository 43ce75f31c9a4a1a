//! What checking a folder costs beside reading its bytes: `cargo bench --bench folder`.
//!
//! The folder has 3,000 JSON files of some 8 kB, of which 10 concern gateways; another one has 1,000 templates with networks in folders
//! of their own, of which one has a gateway; a third one has 200 Bicep programs with the same modules.

use std::path::{Path, PathBuf};

use divan::{Bencher, black_box};
use gatelint::run::{Request, check};
use gatelint::source::{Given, walk};

const FILES: usize = 3_000;
const GATEWAYS: usize = 10;

fn main() {
    divan::main();
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let other = unrelated();
        for number in 0..FILES {
            let text =
                if number % (FILES / GATEWAYS) == 0 { gateway(number) } else { other.clone() };
            std::fs::write(folder.path().join(format!("{number}.json")), text).expect("written");
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }
}

/// A JSON file as any repository has them by the hundred.
fn unrelated() -> String {
    let entries = (0..120).map(|n| {
        format!(r#"{{"name":"package-{n}","version":"1.{n}.0","resolved":"registry/{n}"}}"#)
    });
    format!("[{}]", entries.collect::<Vec<_>>().join(",\n"))
}

fn gateway(number: usize) -> String {
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "parameters": {{ "pool": {{ "type": "string", "defaultValue": "172.16.201.0/24" }} }},
  "resources": [
    {{
      "type": "Microsoft.Network/virtualNetworkGateways",
      "apiVersion": "2024-05-01",
      "name": "gw{number}",
      "properties": {{
        "gatewayType": "Vpn",
        "vpnType": "RouteBased",
        "vpnClientConfiguration": {{ "vpnClientAddressPool": {{ "addressPrefixes": ["[parameters('pool')]"] }} }}
      }}
    }}
  ]
}}
"#
    )
}

/// Templates with networks that have nothing to do with the one gateway among them.
const NETWORKS: usize = 1_000;

fn networks() -> Folder {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..NETWORKS {
        let own = folder.path().join(number.to_string());
        std::fs::create_dir(&own).expect("a folder");
        let text = if number == 0 { gateway(number) } else { network(number) };
        std::fs::write(own.join("azuredeploy.json"), text).expect("written");
    }
    Folder(folder)
}

fn network(number: usize) -> String {
    let id = format!("/subscriptions/{number:08}-0000-0000-0000-000000000000/resourceGroups/rg");
    let subnets = (0..40).map(|subnet| {
        format!(
            r#"{{ "name": "subnet-{subnet}", "properties": {{
                "addressPrefix": "[format('10.{{0}}.{subnet}.0/24', {})]",
                "routeTable": {{ "id": "{id}/providers/Microsoft.Network/routeTables/r-{subnet}" }} }} }}"#,
            number % 256
        )
    });
    format!(
        r#"{{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0",
  "resources": [{{
    "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2024-05-01", "name": "net-{number}",
    "properties": {{ "subnets": [{}] }}
  }}]
}}
"#,
        subnets.collect::<Vec<_>>().join(",\n")
    )
}

/// Programs that each deploy a gateway and use modules that all of them use.
const PROGRAMS: usize = 200;
const MODULES: usize = 20;

fn programs() -> Folder {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: String, text: String| {
        std::fs::write(folder.path().join(name), text).expect("written");
    };
    for module in 0..MODULES {
        let accounts = (0..30).map(|account| {
            format!(
                "resource account{account} 'Microsoft.Storage/storageAccounts@2023-01-01' = {{
  name: '${{prefix}}{account}'
  location: 'westeurope'
  sku: {{ name: 'Standard_LRS' }}
  kind: 'StorageV2'
}}
"
            )
        });
        let text = format!("param prefix string\n\n{}", accounts.collect::<String>());
        write(format!("module{module}.bicep"), text);
    }
    for program in 0..PROGRAMS {
        let modules = (0..MODULES).map(|module| {
            format!(
                "module m{module} 'module{module}.bicep' = {{
  name: 'm{module}'
  params: {{ prefix: 'p{program}' }}
}}
"
            )
        });
        let gateway = "resource gw 'Microsoft.Network/virtualNetworkGateways@2024-05-01' = {
  name: 'gw'
  properties: { gatewayType: 'Vpn' }
}
";
        write(format!("main{program}.bicep"), modules.collect::<String>() + gateway);
    }
    Folder(folder)
}

/// The walk and the bytes of Bicep programs with the same modules.
#[divan::bench]
fn read_programs(bencher: Bencher<'_, '_>) {
    let folder = programs();
    bencher.bench_local(|| {
        let files = walk(folder.path()).files;
        files.iter().map(|file| std::fs::read(&file.path).expect("read").len()).sum::<usize>()
    });
}

/// `gatelint check` of the same.
#[divan::bench]
fn check_programs(bencher: Bencher<'_, '_>) {
    let folder = programs();
    bencher.bench_local(|| black_box(check(&request(folder.path().to_owned()))).checked);
}

/// The walk and the bytes of templates with networks, of which one has a gateway.
#[divan::bench]
fn read_networks(bencher: Bencher<'_, '_>) {
    let folder = networks();
    bencher.bench_local(|| {
        let files = walk(folder.path()).files;
        files.iter().map(|file| std::fs::read(&file.path).expect("read").len()).sum::<usize>()
    });
}

/// `gatelint check` of the same: that there is a gateway somewhere is no reason to read the others.
#[divan::bench]
fn check_networks(bencher: Bencher<'_, '_>) {
    let folder = networks();
    bencher.bench_local(|| black_box(check(&request(folder.path().to_owned()))).checked);
}

/// The walk and the bytes, and nothing else.
#[divan::bench]
fn read_the_bytes(bencher: Bencher<'_, '_>) {
    let folder = Folder::new();
    bencher.bench_local(|| {
        let files = walk(folder.path()).files;
        files.iter().map(|file| std::fs::read(&file.path).expect("read").len()).sum::<usize>()
    });
}

/// The walk, the bytes, and parsing all of them as JSON.
#[divan::bench]
fn parse_everything(bencher: Bencher<'_, '_>) {
    let folder = Folder::new();
    bencher.bench_local(|| {
        let files = walk(folder.path()).files;
        files
            .iter()
            .map(|file| std::fs::read(&file.path).expect("read"))
            .filter(|bytes| serde_json::from_slice::<serde_json::Value>(bytes).is_ok())
            .count()
    });
}

/// `gatelint check` of the folder, without the command line.
#[divan::bench]
fn check_the_folder(bencher: Bencher<'_, '_>) {
    let folder = Folder::new();
    bencher.bench_local(|| black_box(check(&request(folder.path().to_owned()))).checked);
}

/// `gatelint check` of one of the templates.
#[divan::bench]
fn check_one_template(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("one.json");
    std::fs::write(&path, gateway(1)).expect("written");
    bencher.bench_local(|| black_box(check(&request(path.clone()))).checked);
}

fn request(path: PathBuf) -> Request {
    Request::new(vec![Given::Path(path)], "2026-11-24".parse().expect("a date"))
}
