package io.configrelay.delivery;

import java.io.IOException;
import java.io.InputStream;
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
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Bounds a request to Slack as a whole, in time and in bytes. The client's own timeouts begin anew with every byte that
 * arrives, so that an answer of a byte a second would take all day; and what it is told to read at most, it goes on reading
 * to the end when it closes the answer, so that one without an end would take all memory.
 */
public final class RequestDeadline implements HttpClientConfigurer {

    /** Bytes, unpacked. No answer of Slack's is so long; what is, is cut. */
    private static final int LONGEST_ANSWER = 64 * 1024;

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
                response.setEntity(new ByteArrayEntity(read(response.getEntity(), scope), type));
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

    /** The answer's body, or its beginning; then its connection is closed, since there is no other way to its end. */
    private static byte[] read(HttpEntity answer, ExecChain.Scope scope) throws IOException {
        InputStream in = answer.getContent();
        if (in == null) {
            return new byte[0];
        }
        byte[] body = in.readNBytes(LONGEST_ANSWER);
        if (body.length == LONGEST_ANSWER) {
            scope.execRuntime.discardEndpoint();
        } else {
            in.close();
        }
        return body;
    }
}
