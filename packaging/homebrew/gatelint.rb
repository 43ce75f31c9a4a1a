# frozen_string_literal: true

class Gatelint < Formula
  desc "Linter for Azure point-to-site VPN and virtual network gateways"
  homepage "{repository}"
  version "{version}"
  license "MIT"

  on_macos do
    on_arm do
      url "{repository}/releases/download/v{version}/gatelint-{version}-aarch64-apple-darwin.tar.gz"
      sha256 "{sha256 gatelint-{version}-aarch64-apple-darwin.tar.gz}"
    end
    on_intel do
      url "{repository}/releases/download/v{version}/gatelint-{version}-x86_64-apple-darwin.tar.gz"
      sha256 "{sha256 gatelint-{version}-x86_64-apple-darwin.tar.gz}"
    end
  end

  on_linux do
    on_arm do
      url "{repository}/releases/download/v{version}/gatelint-{version}-aarch64-unknown-linux-musl.tar.gz"
      sha256 "{sha256 gatelint-{version}-aarch64-unknown-linux-musl.tar.gz}"
    end
    on_intel do
      url "{repository}/releases/download/v{version}/gatelint-{version}-x86_64-unknown-linux-musl.tar.gz"
      sha256 "{sha256 gatelint-{version}-x86_64-unknown-linux-musl.tar.gz}"
    end
  end

  def install
    bin.install "gatelint"
    generate_completions_from_executable(bin/"gatelint", "completions", shells: [:bash, :zsh, :fish])
    system bin/"gatelint", "man", "man"
    man1.install Dir["man/*.1"]
  end

  test do
    (testpath/"gateway.json").write <<~JSON
      { "type": "Microsoft.Network/virtualNetworkGateways", "name": "gw",
        "properties": { "vpnClientConfiguration": { "vpnClientAddressPool": { "addressPrefixes": ["172.16.201.7/24"] } } } }
    JSON
    assert_match "pool-bad-cidr", shell_output("#{bin}/gatelint check --only pool-bad-cidr gateway.json --fail-on never")
  end
end
