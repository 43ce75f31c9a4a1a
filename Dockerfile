# syntax=docker/dockerfile:1@sha256:ecfaec9ed6d810b56388c508f4121597bfbba70d41a6dfeee4d8cad5f295fc32
# gatelint and nothing else: no shell, no library, no root.

# Rust on Alpine builds for musl, that is without libraries, on x86-64 and arm64 alike. Elsewhere the same program is
# made by `rustup target add x86_64-unknown-linux-musl` and `cargo build --release --target x86_64-unknown-linux-musl`.
FROM rust:1-alpine@sha256:a10e64dd139b7387337c7fbe8aca31b959b57b2fd4c8ae20a02cf1d6ea424dce AS build
RUN apk add --no-cache build-base ca-certificates
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/src/target \
    cargo build --release --locked && cp target/release/gatelint /gatelint

FROM scratch
# The authorities that `gatelint scan` trusts.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /gatelint /gatelint
USER 65532:65532
WORKDIR /src
ENTRYPOINT ["/gatelint"]
CMD ["--help"]
