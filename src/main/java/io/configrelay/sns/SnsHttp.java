package io.configrelay.sns;

import io.configrelay.config.BoundedHttp;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * Visits SNS for a certificate or a confirmation: a few connections at a time, a short answer in a short time, no
 * redirects. Whatever else comes back is an {@link UnavailableException}.
 */
final class SnsHttp implements SdkHttpClient {

    /** Real certificates have 2 kB, confirmations less. */
    private static final int MAX_ANSWER = 64 * 1024;

    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    /** SNS couldn't be asked. */
    static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final SdkHttpClient client;

    /** @param client does the HTTP; closed with this */
    SnsHttp(SdkHttpClient client) {
        this.client = new BoundedHttp(client, MAX_ANSWER, MAX_TIME);
    }

    /** A client for the relay: takes no redirect, goes through the proxy that Java is told of. */
    static SdkHttpClient client() {
        return Apache5HttpClient.builder()
                .maxConnections(4)
                .connectionAcquisitionTimeout(Duration.ofMillis(500))
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(3))
                .build();
    }

    /**
     * Visits a URL.
     *
     * @throws UnavailableException when the answer isn't 200, is too long, too slow, or none
     */
    void get(URI url) {
        SdkHttpRequest request =
                SdkHttpRequest.builder().method(SdkHttpMethod.GET).uri(url).build();
        call(HttpExecuteRequest.builder().request(request).build());
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() {
                return SnsHttp.this.call(request);
            }

            @Override
            public void abort() {
                // The time is bounded anyway.
            }
        };
    }

    private HttpExecuteResponse call(HttpExecuteRequest request) {
        String host = request.httpRequest().host();
        try {
            HttpExecuteResponse response = client.prepareRequest(request).call();
            int status = response.httpResponse().statusCode();
            byte[] body;
            try (InputStream in = response.responseBody().orElse(AbortableInputStream.createEmpty())) {
                body = in.readAllBytes();
            }
            if (status != 200) {
                throw new UnavailableException("%s answered HTTP %d".formatted(host, status), null);
            }
            return HttpExecuteResponse.builder()
                    .response(response.httpResponse())
                    .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                    .build();
        } catch (IOException e) {
            throw new UnavailableException(
                    "%s gave no answer: %s".formatted(host, e.getClass().getSimpleName()), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
