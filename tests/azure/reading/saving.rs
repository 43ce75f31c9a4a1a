//! Answers on disk.

use std::{fs, path::Path};

use gatelint::source::azure::{ScanError, ScanOptions, Scope};
use serde_json::Value;

use crate::{
    ears::{listen, scanned},
    mock::{Mock, Tenant},
};

fn saving(mock: &Mock, folder: &Path) -> ScanOptions {
    ScanOptions { save: Some(folder.to_owned()), sessions: true, ..mock.options() }
}

fn index(folder: &Path) -> Value {
    let text = fs::read(folder.join("index.json")).expect("an index");
    serde_json::from_slice(&text).expect("JSON")
}

#[tokio::test]
async fn every_answer_is_written_and_listed() {
    let mut tenant = Tenant::generated(2, 2);
    tenant.add_surroundings(0, 0);
    let mock = Mock::start(tenant).await;
    let folder = mock.folder().join("saved");
    let scan = scanned(&saving(&mock, &folder)).await;
    let index = index(&folder);
    assert_eq!(index["kind"], "gatelint scan");
    assert_eq!(index["version"], 1);
    assert_eq!(index["coverage"]["gateways"], 2);
    let entries = index["answers"].as_array().expect("answers");
    assert_eq!(entries.len(), scan.answers.len());
    for (entry, answer) in entries.iter().zip(&scan.answers) {
        assert_eq!(entry["file"], answer.name.as_str());
        assert_eq!(entry["path"], answer.path.as_str());
        let text = fs::read_to_string(folder.join(&answer.name)).expect("a file of that name");
        assert_eq!(text, answer.body.as_ref(), "byte for byte");
        assert!(!text.contains("hush-hush"));
    }
}

#[tokio::test]
async fn the_next_scan_leaves_nothing_of_the_last() {
    let mock = Mock::start(Tenant::generated(1, 2)).await;
    let folder = mock.folder().join("saved");
    scanned(&saving(&mock, &folder)).await;
    let stale = folder.join(
        "sessions/00000000-0000-0000-0000-000000000000/rg-1/virtualnetworkgateways/vng-1.json",
    );
    assert!(stale.exists());
    let scope = Scope { resource_groups: vec!["rg-0".into()], ..Scope::default() };
    scanned(&ScanOptions { scope, ..saving(&mock, &folder) }).await;
    assert!(!stale.exists());
}

#[tokio::test]
async fn a_folder_of_something_else_is_left_alone() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    let folder = mock.folder().join("mine");
    fs::create_dir(&folder).expect("a folder");
    fs::write(folder.join("azuredeploy.json"), "{}").expect("a file");
    let (result, _) = listen(&saving(&mock, &folder)).await;
    assert!(matches!(result, Err(ScanError::Save { .. })));
    assert!(mock.seen().is_empty(), "refused before any request");
}
