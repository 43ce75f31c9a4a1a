//! Answers that the real Azure once gave.

use gatelint::source::azure::{ReadBy, ScanOptions, Scope};

use crate::{
    ears::scanned,
    mock::{Does, Fault, Mock, recordings},
};

#[tokio::test]
#[ignore = "reads the collections beside the repository: cargo xtask collections"]
async fn recorded_gateways_are_read_by_lists_and_by_resource_graph() {
    for recording in recordings() {
        let gateways = recording.gateways.len();
        let mock = Mock::start(recording.tenant).await;
        let scan = scanned(&mock.options()).await;
        assert_eq!(scan.coverage.gateways, gateways, "{}", recording.file);

        mock.fault(Fault::on(
            "POST",
            "/resources",
            Does::error(404, "NotFound", "no Resource Graph then"),
        ));
        let scope = Scope { gateways: recording.gateways, ..Scope::default() };
        let scan = scanned(&ScanOptions { scope, ..mock.options() }).await;
        assert_eq!(
            (scan.coverage.gateways, scan.coverage.read_by),
            (gateways, ReadBy::Lists),
            "{}",
            recording.file
        );
    }
}
