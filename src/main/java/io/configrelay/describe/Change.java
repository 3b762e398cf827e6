package io.configrelay.describe;

import io.configrelay.event.ConfigEvent;
import io.configrelay.event.ConfigMessage.ComplianceChange;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * An event with what it means, worked out once for all who tell of it: filters, channels, each part of a message.
 */
public final class Change {

    private final ConfigEvent event;
    private final List<Edit> edits;
    private final List<Finding> findings;
    private final Optional<Risk> risk;
    private final Optional<String> account;

    /** Only who shows the event asks for it; worked out twice at the worst, with the same result. */
    private volatile Description description;

    /** By language, what {@link #told} made. */
    private volatile Map<Language, Object> told = Map.of();

    private Change(ConfigEvent event, Accounts accounts) {
        this.event = event;
        this.account = accounts.name(event.accountId());
        this.edits = edits(event);
        this.findings = Risk.findings(event, edits);
        this.risk = Risk.of(findings);
    }

    /** Of a new resource all that it has; none of a rule's result, whose sentence says all that its diff does. */
    private static List<Edit> edits(ConfigEvent event) {
        if (event.content() instanceof ComplianceChange) {
            return List.of();
        }
        List<Edit> item = event.isCreated() ? Edits.ofItem(event.item()) : List.of();
        return item.isEmpty() ? Edits.of(event) : item;
    }

    /** What an event means, where accounts have these names. */
    public static Change of(ConfigEvent event, Accounts accounts) {
        return new Change(event, accounts);
    }

    /** What an event means. */
    public static Change of(ConfigEvent event) {
        return of(event, Accounts.NONE);
    }

    /** What AWS Config said. */
    public ConfigEvent event() {
        return event;
    }

    /** What people call the account that it happened in, if it has a name. */
    public Optional<String> account() {
        return account;
    }

    /** Whether it changes nothing that a person decides on. */
    public boolean isHousekeeping() {
        return event.content().isHousekeeping() || (risk.isEmpty() && isOfClocks());
    }

    /** Whether all that changed are clocks and counters, and relationships, which another resource changed. */
    private boolean isOfClocks() {
        String type = event.resourceType();
        return type != null
                && !event.isDeleted()
                && edits.stream().anyMatch(edit -> !Related.isRelationship(edit))
                && edits.stream().allMatch(edit -> Related.isRelationship(edit) || Clocks.isClock(type, edit));
    }

    /** The gravest risk, if there is one. */
    public Optional<Risk> risk() {
        return risk;
    }

    /**
     * What is made of the change to tell it in this language: made once, and kept with it.
     *
     * @param telling makes it, always of the same type
     */
    @SuppressWarnings("unchecked") // There is one way to tell a change, hence one type.
    public <T> T told(Language language, BiFunction<Change, Language, T> telling) {
        T known = (T) told.get(language);
        if (known == null) {
            known = telling.apply(this, language);
            Map<Language, Object> all = new HashMap<>(told);
            all.put(language, known);
            told = Map.copyOf(all);
        }
        return known;
    }

    /** What is recorded without a diff is told as it is; nothing happened to it that could be judged. */
    private List<Edit> described() {
        boolean recorded = edits.isEmpty()
                && event.changes().isEmpty()
                && !event.isDeleted()
                && !(event.content() instanceof ComplianceChange);
        return recorded ? Edits.ofItem(event.item()) : edits;
    }

    /** What the diff says. */
    public Description description() {
        Description known = description;
        if (known == null) {
            known = event.content() instanceof ComplianceChange
                    ? new Description(List.of(), 0)
                    : Description.of(event, described(), findings);
            description = known;
        }
        return known;
    }
}
