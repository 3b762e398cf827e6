package io.configrelay.replay;

import io.configrelay.delivery.DeadLetter;
import io.configrelay.delivery.Resend;
import io.configrelay.replay.Letters.Letter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One run of the replay command. */
public final class Replay {

    /** How many are under way at a time; they ride together in digests. */
    private static final int UNDER_WAY = 500;

    private final Letters letters;
    private final Resend resend;
    private final Consumer<String> out;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger delivered = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();

    /**
     * Which letters are meant.
     *
     * @param channel its name, or null for all
     * @param reason its word, or null for all
     * @param to name of the channel that they are sent to, or null for each letter's own
     * @param limit how many at the most
     */
    public record Selection(String channel, String reason, String to, int limit) {

        boolean holds(DeadLetter letter) {
            return (channel == null || channel.equals(letter.channel()))
                    && (reason == null || reason.equals(letter.reason().word()));
        }
    }

    /** A letter of the selection that can be sent. */
    private record Chosen(Letter letter, DeadLetter content) {}

    /** @param out takes a line for each letter, for people */
    public Replay(Letters letters, Resend resend, Consumer<String> out) {
        this.letters = letters;
        this.resend = resend;
        this.out = out;
    }

    /**
     * Lists the letters of the selection and sends nothing.
     *
     * @return whether all of them can be sent
     */
    public boolean list(Selection selection) {
        List<Chosen> chosen = chosen(selection);
        chosen.forEach(one -> out.accept(one.content().line()));
        out.accept("%d to send, %d that can't be sent".formatted(chosen.size(), left.get()));
        return left.get() == 0;
    }

    /**
     * Sends the letters of the selection, and returns when each is delivered and removed, or left where it is.
     *
     * @return whether none was left
     */
    public boolean send(Selection selection) throws InterruptedException {
        List<Chosen> chosen = chosen(selection);
        Semaphore room = new Semaphore(UNDER_WAY);
        for (Chosen one : chosen) {
            room.acquire();
            if (stopped.get()) {
                left.incrementAndGet();
                room.release();
                continue;
            }
            if (!take(one)) {
                room.release();
                continue;
            }
            resend.send(one.content(), failure -> {
                try {
                    settle(one, failure);
                } finally {
                    room.release();
                }
            });
        }
        room.acquire(UNDER_WAY);
        out.accept("%d delivered, %d left".formatted(delivered.get(), left.get()));
        return left.get() == 0;
    }

    /** Begins nothing more; what is under way comes to its end. */
    public void stop() {
        stopped.set(true);
    }

    /** False when somebody else has taken it meanwhile. */
    private boolean take(Chosen one) {
        try {
            letters.take(one.letter());
            return true;
        } catch (UncheckedIOException e) {
            leave("%s: it can't be taken: %s".formatted(one.letter().place(), e.getMessage()));
            return false;
        }
    }

    private void settle(Chosen one, Optional<String> failure) {
        if (failure.isEmpty()) {
            letters.remove(one.letter());
            delivered.incrementAndGet();
            out.accept("delivered: " + one.content().line());
        } else {
            letters.giveBack(one.letter());
            left.incrementAndGet();
            out.accept("left: %s: %s".formatted(one.content().line(), failure.get()));
        }
    }

    private List<Chosen> chosen(Selection selection) {
        letters.inDoubt().forEach(this::leave);
        return letters.list().stream()
                .flatMap(letter -> read(letter, selection).stream())
                .limit(selection.limit())
                .toList();
    }

    private Optional<Chosen> read(Letter letter, Selection selection) {
        Optional<DeadLetter> content = DeadLetter.parse(letter.json());
        if (content.isEmpty()) {
            leave(letter.place() + ": this is no dead letter of config-relay. It is left as it is.");
            return Optional.empty();
        }
        if (!selection.holds(content.get())) {
            return Optional.empty();
        }
        boolean same = selection.to() == null || content.get().channel() == null;
        DeadLetter sent = same ? content.get() : content.get().to(selection.to());
        Optional<String> obstacle = resend.obstacle(sent);
        obstacle.ifPresent(text -> leave(letter.place() + ": " + text));
        return obstacle.isPresent() ? Optional.empty() : Optional.of(new Chosen(letter, sent));
    }

    private void leave(String line) {
        left.incrementAndGet();
        out.accept(line);
    }
}
