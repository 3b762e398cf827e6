package io.configrelay.event;

/**
 * Amazon Resource Names: {@code arn:<partition>:<service>:<region>:<account>:<resource>}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">ARNs</a>
 */
public final class Arn {

    private static final int PARTITION = 1;
    private static final int SERVICE = 2;
    private static final int REGION = 3;
    private static final int RESOURCE = 5;

    private Arn() {}

    /** Whether the text has the six parts of an ARN. */
    public static boolean isOne(String text) {
        return text != null && text.startsWith("arn:") && start(text, RESOURCE) > 0;
    }

    /** Such as {@code aws} or {@code aws-cn}; empty where the text is no ARN. */
    public static String partition(String text) {
        return part(text, PARTITION);
    }

    /** Such as {@code eu-west-1}; empty where the ARN has none, as IAM's, or the text is no ARN. */
    public static String region(String text) {
        return part(text, REGION);
    }

    /**
     * What people call the resource by: {@code shop} for {@code …:stack/shop/ee155870-…}, {@code api:41} for {@code
     * …:task-definition/api:41}, {@code prod/db} for {@code …:secret:prod/db-AbCdEf}. Text that is no ARN is its own name.
     */
    public static String name(String text) {
        if (!isOne(text)) {
            return text;
        }
        String resource = text.substring(start(text, RESOURCE));
        String name = ArnName.of(part(text, SERVICE), resource);
        return name.isBlank() ? text : name;
    }

    private static String part(String text, int index) {
        if (!isOne(text)) {
            return "";
        }
        return text.substring(start(text, index), start(text, index + 1) - 1);
    }

    /** Where the part of this index begins; less than 0 where there is none. */
    private static int start(String text, int index) {
        int at = 0;
        for (int i = 0; i < index; i++) {
            at = text.indexOf(':', at) + 1;
            if (at == 0) {
                return -1;
            }
        }
        return at;
    }
}
