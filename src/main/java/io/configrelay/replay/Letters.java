package io.configrelay.replay;

import java.util.List;

/** Where dead letters are kept. What is neither removed nor given back is still there after a crash. */
public interface Letters extends AutoCloseable {

    /**
     * One of them.
     *
     * @param place for people: the file, or the queue and message
     * @param json what it holds
     */
    record Letter(String place, String json) {}

    /** Those that can be sent again, oldest first where the store knows an order. */
    List<Letter> list();

    /** What an operator has to decide about, a line each: letters that an earlier replay may have posted. */
    List<String> inDoubt();

    /** Before it is posted: from here to {@link #remove} or {@link #giveBack} nobody can say whether Slack has it. */
    void take(Letter letter);

    /** Slack has it. */
    void remove(Letter letter);

    /** It was not posted; it stays a dead letter. */
    void giveBack(Letter letter);

    @Override
    void close();
}
