package io.configrelay.config;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What is wrong when AWS can't be asked, and what to do. */
final class AwsProblem {

    private AwsProblem() {}

    /**
     * Two sentences for people.
     *
     * @param failure of the SDK
     * @param thing that was asked for, such as {@code the queue 'config-relay'}
     * @param permissions that are needed
     * @param component whose settings say how AWS is reached, {@code camel.component.aws2-sqs}
     */
    static String of(Throwable failure, String thing, String permissions, String component) {
        if (failure instanceof AwsServiceException service && isDenied(service)) {
            return "these credentials may not read %s (%s). They need %s."
                    .formatted(thing, service.awsErrorDetails().errorCode(), permissions);
        }
        String message = String.valueOf(failure.getMessage());
        if (message.startsWith("Unable to load region")) {
            return "no AWS region is known for %s. Set AWS_REGION or %s.region.".formatted(thing, component);
        }
        if (message.startsWith("Unable to load credentials")) {
            return ("no AWS credentials are found for %s. Run with an instance or task role, or set"
                            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.")
                    .formatted(thing);
        }
        if (failure instanceof LinkageError) {
            return ("%s can't be reached: the settings proxy-host and trust-all-certificates of %s are not supported."
                            + " For a proxy, set HTTPS_PROXY in the environment.")
                    .formatted(thing, component);
        }
        if (failure instanceof SdkException) {
            return "%s can't be reached: %s Check network and region (AWS_REGION or %s.region) and credentials."
                    .formatted(thing, sentence(message), component);
        }
        return "%s can't be opened: %s".formatted(thing, sentence(message));
    }

    private static boolean isDenied(AwsServiceException e) {
        return e.awsErrorDetails() != null
                && (e.statusCode() == 403 || e.awsErrorDetails().errorCode().contains("AccessDenied"));
    }

    /** The first line of the SDK's message, ended. */
    private static String sentence(String message) {
        String line = message.lines().findFirst().orElse("").strip();
        return line.endsWith(".") ? line : line + ".";
    }
}
