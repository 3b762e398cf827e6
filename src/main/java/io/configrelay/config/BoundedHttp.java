package io.configrelay.config;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * An HTTP client of the AWS SDK whose answers have an end: in bytes, in headers, and in time as a whole, where the SDK's own
 * timeouts begin anew with every byte. What goes beyond is an {@link IOException}, and its connection is closed.
 */
public final class BoundedHttp implements SdkHttpClient {

    private static final int MOST_HEADERS = 64;

    /** Ends what takes too long; does no work of its own. */
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final SdkHttpClient client;
    private final long maxBytes;
    private final Duration within;

    /**
     * @param client does the HTTP; closed with this
     * @param maxBytes of an answer's body
     * @param within how long a request may take, from its first byte to the last that is read of its answer
     */
    public BoundedHttp(SdkHttpClient client, long maxBytes, Duration within) {
        this.client = client;
        this.maxBytes = maxBytes;
        this.within = within;
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "aws-http-deadline");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest call = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return BoundedHttp.this.call(call);
            }

            @Override
            public void abort() {
                call.abort();
            }
        };
    }

    private HttpExecuteResponse call(ExecutableHttpRequest call) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> deadline = CLOCK.schedule(
                () -> {
                    late.set(true);
                    call.abort();
                },
                within.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            HttpExecuteResponse answer = call.call();
            if (answer.httpResponse().numHeaders() > MOST_HEADERS) {
                throw new IOException("More headers than any answer has");
            }
            if (answer.responseBody().isEmpty()) {
                deadline.cancel(false);
                return answer;
            }
            AbortableInputStream body = answer.responseBody().get();
            return HttpExecuteResponse.builder()
                    .response(answer.httpResponse())
                    .responseBody(AbortableInputStream.create(new Body(body, call, deadline, late), body))
                    .build();
        } catch (IOException | RuntimeException e) {
            deadline.cancel(false);
            call.abort();
            if (late.get()) {
                throw late(e);
            }
            throw e;
        }
    }

    private IOException late(Exception cause) {
        return new IOException("No whole answer within " + within, cause);
    }

    private final class Body extends FilterInputStream {
        private final ExecutableHttpRequest call;
        private final ScheduledFuture<?> deadline;
        private final AtomicBoolean late;
        private long left = maxBytes;

        private Body(InputStream in, ExecutableHttpRequest call, ScheduledFuture<?> deadline, AtomicBoolean late) {
            super(in);
            this.call = call;
            this.deadline = deadline;
            this.late = late;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            try {
                int count = in.read(bytes, offset, length);
                left -= Math.max(0, count);
                if (left < 0) {
                    call.abort();
                    throw new IOException("A longer answer than %d bytes".formatted(maxBytes));
                }
                if (count < 0) {
                    deadline.cancel(false);
                }
                return count;
            } catch (IOException | RuntimeException e) {
                if (late.get()) {
                    throw late(e);
                }
                throw e;
            }
        }

        @Override
        public long skip(long count) {
            return 0; // Read instead, so that it counts.
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public void close() throws IOException {
            deadline.cancel(false);
            super.close();
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
