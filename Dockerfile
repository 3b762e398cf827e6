# config-relay as a container: mvn -DskipTests package && docker build -t config-relay .
# It runs with a read-only root. Writable is only /var/lib/config-relay: the store in state/, and dead letters, where they
# are files. Mount a volume there that outlives the container.
FROM debian:12-slim

RUN apt-get update \
    && apt-get install -y --no-install-recommends openjdk-17-jre-headless ca-certificates curl \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 config-relay \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/config-relay config-relay \
    && install -d -o 10001 -g 10001 /var/lib/config-relay

COPY target/config-relay /opt/config-relay

# Each start takes half the time.
RUN /opt/config-relay/bin/config-relay archive

USER 10001:10001
WORKDIR /var/lib/config-relay
VOLUME /var/lib/config-relay

# Metrics and health are asked for from outside the container.
ENV RELAY_MANAGEMENT_HOST=0.0.0.0
EXPOSE 8080 9876

HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["curl", "--fail", "--silent", "--max-time", "4", "http://127.0.0.1:9876/observe/health/live"]

# Teams' files are mounted over /opt/config-relay/routes/channels; settings come from the environment.
CMD ["/opt/config-relay/bin/config-relay", "--config", "/opt/config-relay/application.properties", "--routes", "/opt/config-relay/routes"]
