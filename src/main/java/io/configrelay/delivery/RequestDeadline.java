package io.configrelay.delivery;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/**
 * Bounds a request to Slack as a whole. The client's own timeouts begin anew with every byte that arrives, so that an
 * answer of a byte a second would take all day.
 */
public final class RequestDeadline implements HttpClientConfigurer {

    /** No answer of Slack's is so long. */
    private static final int LONGEST_ANSWER = 1_000_000;

    private final Duration within;
    private final ScheduledExecutorService clock;

    /**
     * @param within how long a request may take, from its first byte to the last of its answer
     * @param clock tells when that is over; does no work of its own
     */
    public RequestDeadline(Duration within, ScheduledExecutorService clock) {
        this.within = within;
        this.clock = clock;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("deadline", this::execute);
    }

    private ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = clock.schedule(
                () -> {
                    late.set(true);
                    scope.execRuntime.discardEndpoint();
                },
                within.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            if (response.getEntity() != null) {
                ContentType type = ContentType.parseLenient(response.getEntity().getContentType());
                byte[] body = EntityUtils.toByteArray(response.getEntity(), LONGEST_ANSWER);
                response.setEntity(new ByteArrayEntity(body == null ? new byte[0] : body, type));
            }
            return response;
        } catch (IOException e) {
            if (late.get()) {
                SocketTimeoutException timeout = new SocketTimeoutException("No answer within " + within);
                timeout.initCause(e);
                throw timeout;
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }
}
