//! How fast a program is read and expanded, in bytes per second, beside the template that is made of it.

use std::fmt::Write as _;
use std::path::Path;

use arm_template::{NoLoader, Options, SourceId, expand, parse};
use bicep::{DirectoryEntry, Files, OpenError, Source, compile};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// A main file alone.
struct Alone;

impl Files for Alone {
    fn open(&self, _from: &Path, path: &str) -> Result<Source, OpenError> {
        Err(OpenError::Missing(path.to_owned()))
    }

    fn artifact(&self, _from: &Path, reference: &str) -> Result<Source, OpenError> {
        Err(OpenError::NotRestored(reference.to_owned()))
    }

    fn bytes(&self, _from: &Path, path: &str) -> Result<(Option<SourceId>, Vec<u8>), OpenError> {
        Err(OpenError::Missing(path.to_owned()))
    }

    fn directory(&self, _from: &Path, path: &str) -> Result<Vec<DirectoryEntry>, OpenError> {
        Err(OpenError::Missing(path.to_owned()))
    }

    fn environment(&self, _name: &str) -> Option<String> {
        None
    }
}

/// A program with this many virtual networks, each with a parameter, a variable and subnets of its own.
fn program(networks: usize) -> Source {
    let mut text = String::from("param location string = 'westeurope'\n");
    for network in 0..networks {
        let _ = write!(
            text,
            "
@description('The name of network {network}, which people see in the portal.')
param name{network} string = 'net-{network}'

var range{network} = '10.${{{network} % 256}}.0.0/16'

resource net{network} 'Microsoft.Network/virtualNetworks@2024-05-01' = {{
  name: '${{name{network}}}-${{uniqueString(resourceGroup().id)}}'
  location: location
  properties: {{
    addressSpace: {{ addressPrefixes: [range{network}] }}
    subnets: [for i in range(0, 4): {{
      name: 'subnet-${{i}}'
      properties: {{ addressPrefix: cidrSubnet(range{network}, 24, i) }}
    }}]
  }}
}}

output id{network} string = net{network}.id
"
        );
    }
    Source { id: SourceId(0), path: "main.bicep".into(), text: text.into() }
}

fn template(program: &Source) -> String {
    let compiled = compile(program, &Alone);
    assert!(compiled.problems.is_empty(), "{:?}", compiled.problems.first());
    compiled.template.to_json().to_string()
}

const SIZES: [usize; 2] = [10, 200];

#[divan::bench(args = SIZES)]
fn read_program(bencher: Bencher<'_, '_>, networks: usize) {
    let program = program(networks);
    bencher
        .counter(BytesCount::of_str(&program.text))
        .bench(|| compile(black_box(&program), &Alone));
}

#[divan::bench(args = SIZES)]
fn read_template(bencher: Bencher<'_, '_>, networks: usize) {
    let text = template(&program(networks));
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(black_box(&text), SourceId(0)));
}

#[divan::bench(args = SIZES)]
fn expand_program(bencher: Bencher<'_, '_>, networks: usize) {
    let program = program(networks);
    let options = Options::default();
    bencher.counter(BytesCount::of_str(&program.text)).bench(|| {
        let compiled = compile(black_box(&program), &Alone);
        expand(&compiled.template, &options, &NoLoader)
    });
}

#[divan::bench(args = SIZES)]
fn expand_template(bencher: Bencher<'_, '_>, networks: usize) {
    let text = template(&program(networks));
    let options = Options::default();
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        let node = parse(black_box(&text), SourceId(0)).node.expect("is JSON");
        expand(&node, &options, &NoLoader)
    });
}
