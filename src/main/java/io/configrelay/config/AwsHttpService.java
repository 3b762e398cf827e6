package io.configrelay.config;

import java.time.Duration;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/** Gives every client of the AWS SDK in this process an HTTP client with bounds. */
public final class AwsHttpService implements SdkHttpService {

    /** As much as {@code relay.s3.max-size} may be; ten messages of SQS are a tenth of it. */
    private static final long MAX_BYTES = 100_000_000;

    /** A poll of SQS waits for twenty seconds at the most. */
    private static final Duration WITHIN = Duration.ofMinutes(1);

    /** From here on the SDK takes this. To be called before it makes a client. */
    public static void install() {
        System.setProperty(SdkSystemSetting.SYNC_HTTP_SERVICE_IMPL.property(), AwsHttpService.class.getName());
    }

    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
        return new Builder();
    }

    private static final class Builder implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            return new BoundedHttp(Apache5HttpClient.builder().buildWithDefaults(defaults), MAX_BYTES, WITHIN);
        }
    }
}
