package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MentionPermissionTest {

    private final AtomicLong now = new AtomicLong();
    private final MentionPermission permission = new MentionPermission(now::get);

    @Test
    void aRefusedMentionIsTriedAgainAfterAnHour() {
        assertThat(permission.isOpen()).isTrue();

        assertThat(permission.refuse()).as("news").isTrue();
        assertThat(permission.isOpen()).isFalse();
        now.addAndGet(MentionPermission.AGAIN - 1);
        assertThat(permission.isOpen()).isFalse();
        now.addAndGet(1);
        assertThat(permission.isOpen()).isTrue();

        assertThat(permission.refuse()).as("news").isFalse();
        assertThat(permission.isOpen()).isFalse();
    }

    @Test
    void oneThatSlackTookOpensItAgain() {
        permission.refuse();
        now.addAndGet(MentionPermission.AGAIN);
        permission.grant();

        assertThat(permission.isOpen()).isTrue();
        assertThat(permission.isRefused()).isFalse();
        assertThat(permission.refuse()).as("news").isTrue();
    }
}
