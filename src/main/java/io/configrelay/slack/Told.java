package io.configrelay.slack;

import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import java.util.Optional;

/**
 * One change as messages in one language tell it. Each part is worked out once: a message has it in several places, a
 * digest tries several forms of a line, and all that waits is put in order for every post.
 */
final class Told {

    private final Change change;
    private final Language language;
    private final Words words;
    private final Headline headline;
    private final String risk;
    private final String place;

    /** Worked out when they are first asked for; twice at the worst, with the same result. */
    private Body body;

    private Optional<Moment> moment;
    private Optional<Link> console;
    private Optional<Link> timeline;

    private Told(Change change, Language language) {
        this.change = change;
        this.language = language;
        this.words = Words.of(change, language);
        this.headline = Headline.of(change.event(), words, language);
        this.risk = Words.risk(change, language);
        this.place = Place.of(change);
    }

    /** A change in this language. */
    static Told of(Change change, Language language) {
        return change.told(language, Told::new);
    }

    /** What happened, as far as it isn't in the diff. */
    Words words() {
        return words;
    }

    /** What happened, in one line. */
    Headline headline() {
        return headline;
    }

    /** {@code High risk: tcp 22 (SSH) is open to the world}; empty where there is none. */
    String risk() {
        return risk;
    }

    /** Account and region; empty where neither is known. */
    String place() {
        return place;
    }

    /** What stands below the headline. */
    Body body() {
        if (body == null) {
            body = Body.of(words, change.description(), language);
        }
        return body;
    }

    /** When it happened. */
    Optional<Moment> moment() {
        if (moment == null) {
            moment = Moment.of(change.event());
        }
        return moment;
    }

    /** To the resource's page in the console. */
    Optional<Link> console() {
        if (console == null) {
            console = Link.toResource(change.event());
        }
        return console;
    }

    /** To the resource's history in AWS Config. */
    Optional<Link> timeline() {
        if (timeline == null) {
            timeline = Link.toTimeline(change.event());
        }
        return timeline;
    }
}
