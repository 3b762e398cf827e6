package io.configrelay.delivery;

import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/**
 * Camel's HTTP component for receivers that are not trusted: the head of an answer has an end. Without, the client reads
 * headers until there is no more memory. The body's end is {@link RequestDeadline}'s.
 */
public final class BoundedHttpComponent extends HttpComponent {

    /** Slack sends some thirty. */
    private static final int MOST_HEADERS = 64;

    /** Characters of a header, as web servers have them. */
    private static final int LONGEST_LINE = 8 * 1024;

    /** As Camel's own, which has no place for this bound. */
    @Override
    @SuppressWarnings("deprecation") // The registry that Camel gives is of the client's old interface.
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> registry,
            int maxTotalConnections,
            int connectionsPerRoute,
            SocketConfig defaultSocketConfig) {
        Http1Config bounds = Http1Config.custom()
                .setMaxHeaderCount(MOST_HEADERS)
                .setMaxLineLength(LONGEST_LINE)
                .build();
        PoolingHttpClientConnectionManager connections = new PoolingHttpClientConnectionManager(
                registry,
                PoolConcurrencyPolicy.STRICT,
                TimeValue.ofMilliseconds(getConnectionTimeToLive()),
                ManagedHttpClientConnectionFactory.builder().http1Config(bounds).build());
        if (maxTotalConnections > 0) {
            connections.setMaxTotal(maxTotalConnections);
        }
        if (connectionsPerRoute > 0) {
            connections.setDefaultMaxPerRoute(connectionsPerRoute);
        }
        connections.setDefaultSocketConfig(defaultSocketConfig);
        return connections;
    }
}
