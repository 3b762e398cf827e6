package io.configrelay.event;

import java.util.Map;

/**
 * Something that AWS Config has put into S3.
 *
 * @param bucket its name
 * @param key the object's name in it
 */
public record S3Object(String bucket, String key) {

    /** {@code s3Bucket} and {@code s3ObjectKey} of a delivery; null where there is none. */
    static S3Object ofDelivery(Map<String, Object> message) {
        String bucket = Json.text(message, "s3Bucket");
        String key = Json.text(message, "s3ObjectKey");
        return bucket == null || key == null ? null : new S3Object(bucket, key);
    }

    /** {@code s3BucketLocation}, {@code <bucket>/<key>}; null where there is none. */
    static S3Object ofLocation(String location) {
        int slash = location == null ? -1 : location.indexOf('/');
        return slash <= 0 || slash == location.length() - 1
                ? null
                : new S3Object(location.substring(0, slash), location.substring(slash + 1));
    }

    /** {@code s3://bucket/key}. */
    public String uri() {
        return "s3://" + bucket + "/" + key;
    }
}
