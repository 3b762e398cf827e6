package io.configrelay.event;

/**
 * A resource as messages name it. Each part is null where AWS Config doesn't say it.
 *
 * @param type such as {@code AWS::EC2::Instance}
 * @param id such as {@code i-0abc}; of some types an ARN
 * @param name such as {@code web}
 * @param arn the whole ARN
 */
public record Resource(String type, String id, String name, String arn) {}
