//! A scan at a person's terminal.

use portable_pty::CommandBuilder;

use crate::mock::{Does, Fault, Mock, SECRET, TENANT_ID, Tenant};
use crate::pseudo_terminal::{Terminal, command, gatelint, run};

fn scan(mock: &Mock, arguments: &[&str]) -> CommandBuilder {
    let folder = mock.ca_file.parent().expect("a folder");
    let all = ["scan", "--today", "2026-11-24", "--arm-endpoint", &mock.origin];
    let mut command = gatelint(folder, &[&all, arguments].concat());
    surroundings(mock, &mut command);
    command
}

fn surroundings(mock: &Mock, command: &mut CommandBuilder) {
    command.env("SSL_CERT_FILE", &mock.ca_file);
    command.env("AZURE_AUTHORITY_HOST", &mock.origin);
    command.env("AZURE_TENANT_ID", TENANT_ID);
    command.env("AZURE_CLIENT_ID", "11111111-0000-0000-0000-000000000000");
    command.env("AZURE_CLIENT_SECRET", SECRET);
}

async fn at_terminal<T: Send + 'static>(act: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(act).await.expect("no panic")
}

#[tokio::test(flavor = "multi_thread")]
async fn it_shows_how_it_gets_on_and_ends() {
    let mock = Mock::start(Tenant::generated(3, 20)).await;
    for columns in [40, 80, 200] {
        let scan = scan(&mock, &[]);
        let session = at_terminal(move || run(scan, columns)).await;
        let plain = session.lines().join(" ");
        let words: Vec<&str> = plain.split_whitespace().collect();
        assert!(words.join(" ").contains("3 subscriptions, 20 gateways"), "{plain}");
    }
    let scan = scan(&mock, &["-q"]);
    let session = at_terminal(move || run(scan, 80)).await;
    assert!(!session.shown.contains("scanned"), "{}", session.shown);
}

#[tokio::test(flavor = "multi_thread")]
async fn ctrl_c_ends_it_with_the_line_taken_away() {
    let mock = Mock::start(Tenant::generated(1, 1)).await;
    mock.fault(Fault::on("POST", "/providers/Microsoft.ResourceGraph/resources", Does::Hang));
    let scan = scan(&mock, &[]);
    let session = at_terminal(move || {
        let mut terminal = Terminal::start(scan, 80);
        terminal.until("signing in");
        std::thread::sleep(std::time::Duration::from_millis(500));
        terminal.type_in(b"\x03");
        terminal.end()
    })
    .await;
    assert!(session.status.signal().is_some(), "{:?}: {}", session.status, session.shown);
    let after = session.shown.rsplit("^C").next().expect("what is shown after the key");
    assert!(after.contains("\u{1b}[2K") || after.contains("\u{1b}[K"), "{:?}", session.shown);
    assert!(!session.shown.contains("\u{1b}[?25l") || session.shown.contains("\u{1b}[?25h"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_goes_into_a_pipe_while_the_line_moves() {
    let mock = Mock::start(Tenant::generated(2, 5)).await;
    let folder = mock.ca_file.parent().expect("a folder").to_owned();
    let line = format!(
        "{} scan --arm-endpoint {} | cat > report.txt",
        env!("CARGO_BIN_EXE_gatelint"),
        mock.origin
    );
    let mut shell = command(&folder, "sh", &["-c", &line]);
    surroundings(&mock, &mut shell);
    let session = at_terminal(move || run(shell, 80)).await;
    assert!(session.status.success() && !session.shown.contains("error"), "{}", session.shown);
    let report = std::fs::read_to_string(folder.join("report.txt")).expect("the report");
    assert!(
        report.contains("checked 5 gateways")
            && report.starts_with("Scanned: ")
            && !report.contains('\u{1b}'),
        "{report}"
    );
}
