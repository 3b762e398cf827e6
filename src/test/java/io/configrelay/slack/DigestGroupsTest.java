package io.configrelay.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.configrelay.Events;
import io.configrelay.Golden;
import io.configrelay.describe.Change;
import io.configrelay.describe.Language;
import io.configrelay.event.Json;
import io.configrelay.sandbox.SlackRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** Several changes that say the same are told once. */
class DigestGroupsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String HERE = "123456789012";
    private static final String THERE = "111111111111";

    private static final BlocksFormat BLOCKS = new BlocksFormat();
    private static final BlocksFormat THREADS = new BlocksFormat(Language.ENGLISH, Mentions.NONE, true);
    private static final TextFormat TEXT = new TextFormat();

    private static final String ADDED = ": Route 10.0.0.0/8 → tgw-1 added";

    /** {@code 118 Route Tables}, and the {@code 5 times} of a line. */
    private static final Pattern MANY = Pattern.compile("^([\\d,]+) [A-Z]");

    private static final Pattern TIMES = Pattern.compile("([\\d,]+) times\\b");

    @Test
    void changesThatSayTheSameAreOneLine() throws JsonProcessingException {
        SlackMessage message = BLOCKS.render(routes(HERE, 118));

        assertThat(lines(message))
                .containsExactly("118 Route Tables" + ADDED
                        + " · rtb-000 (private-0), rtb-001 (private-1), rtb-002 (private-2) and 115 more");
        assertThat(message.events()).isEqualTo(118);
        assertThat(message.body()).contains("RouteTableId=rtb-002").doesNotContain("rtb-003");
        Golden.assertMatches("blocks/same.json", Json.writePretty(Json.read(message.body())) + "\n");
    }

    @Test
    void theTextsForPhonesAndForARefusedMessageSayItOnceToo() {
        SlackMessage message = BLOCKS.render(routes(HERE, 118));

        for (String body : List.of(message.body(), message.plainBody())) {
            assertThat(json(body).path("text").asText()).containsOnlyOnce(ADDED).contains("and 115 more");
        }
    }

    @Test
    void twoThatSayTheSameKeepTheirOwnLines() {
        assertThat(lines(BLOCKS.render(routes(HERE, 2))))
                .containsExactly("Route Table rtb-000 (private-0)" + ADDED, "Route Table rtb-001 (private-1)" + ADDED);
    }

    @Test
    void oneMoreIsNamedAndNotCounted() {
        assertThat(lines(BLOCKS.render(routes(HERE, 4))))
                .singleElement()
                .asString()
                .endsWith(", rtb-003 (private-3)");
        assertThat(lines(BLOCKS.render(routes(HERE, 5))))
                .singleElement()
                .asString()
                .endsWith(" and 2 more");
    }

    @Test
    void aNameThatAllHaveStandsOnce() {
        List<Change> changes = IntStream.range(0, 3)
                .mapToObj(i -> change(Events.route(HERE, "rtb-" + i, "main")))
                .toList();

        assertThat(lines(BLOCKS.render(changes)))
                .containsExactly("3 Route Tables (main)" + ADDED + " · rtb-0, rtb-1, rtb-2");
    }

    @Test
    void theSameResourceAgainAndAgainIsOneResource() {
        Change change = change(Events.route(HERE, "rtb-0", "main"));

        assertThat(lines(BLOCKS.render(List.of(change, change))))
                .containsExactly("Route Table rtb-0 (main)" + ADDED + " · 2 times");
        assertThat(lines(BLOCKS.render(List.of(change, change(Events.route(HERE, "rtb-1", "main")), change))))
                .containsExactly("2 Route Tables (main)" + ADDED + " · rtb-0, rtb-1 · 3 times");
    }

    @Test
    void whatIsToldOfAResourceStaysInItsOrder() {
        Change opened = change(Events.opened(HERE, "sg-1", 443));
        Change other = change(Events.opened(HERE, "sg-1", 8443));

        assertThat(lines(BLOCKS.render(List.of(opened, other, opened, other))))
                .extracting(line -> line.replaceFirst(".* tcp (\\d+) .*", "$1"))
                .containsExactly("443", "8443", "443", "8443");
    }

    @Test
    void eachAccountHasItsOwnLineUnderItsHeading() {
        List<Change> changes = sorted(Stream.concat(routes(HERE, 5).stream(), routes(THERE, 7).stream()));

        assertThat(lines(BLOCKS.render(changes)))
                .extracting(line -> line.replaceFirst(" added.*", ""))
                .containsExactly(
                        "111111111111 · eu-west-1",
                        "7 Route Tables: Route 10.0.0.0/8 → tgw-1",
                        "123456789012 · eu-west-1",
                        "5 Route Tables: Route 10.0.0.0/8 → tgw-1");
    }

    @Test
    void aGraveChangeStandsAboveManyHarmlessOnes() {
        List<Change> changes = sorted(Stream.concat(
                routes(THERE, 200).stream(),
                IntStream.range(0, 3).mapToObj(i -> change(Events.opened(HERE, "sg-" + i, 22)))));

        assertThat(lines(BLOCKS.render(changes)))
                .element(1)
                .asString()
                .isEqualTo("3 Security Groups: Inbound tcp 22 from 0.0.0.0/0 opened"
                        + " · High risk: tcp 22 (SSH) is open to the world · sg-0, sg-1, sg-2");
    }

    @Test
    void whatIsOfRiskIsNotAmongOthersThatReadTheSame() {
        List<Change> changes = sorted(Stream.of("10.0.0.0/8", "0.0.0.0/0", "10.0.0.0/8", "10.0.0.0/8")
                .map(range -> change(Json.write(Map.of(
                        "messageType", "ConfigurationItemChangeNotification",
                        "configurationItem",
                                Map.of("resourceType", "AWS::EC2::SecurityGroup", "resourceId", "sg-" + range),
                        "configurationItemDiff",
                                Map.of(
                                        "changeType",
                                        "UPDATE",
                                        "changedProperties",
                                        new TreeMap<>(Map.of(
                                                "Configuration.IpPermissions.0", opened(443, "10.1.0.0/16"),
                                                "Configuration.IpPermissions.1", opened(3389, range)))))))));

        assertThat(lines(BLOCKS.render(changes)))
                .hasSize(2)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("Security Group sg-0.0.0.0/0: ")
                                .contains("High risk"),
                        line -> assertThat(line).doesNotContain("risk").endsWith(" · 3 times"));
    }

    private static Map<String, Object> opened(int port, String range) {
        return Map.of(
                "changeType",
                "CREATE",
                "updatedValue",
                Map.of("ipProtocol", "tcp", "fromPort", port, "toPort", port, "ipRanges", List.of(range)));
    }

    @Test
    void aThreadHasEachByItsIdAndTheMessageAboveSaysItOnce() {
        SlackMessage message = THREADS.render(routes(HERE, 118));

        assertThat(lines(message)).singleElement().asString().endsWith(" and 115 more");
        String thread = message.details().orElseThrow().body();
        for (int i = 0; i < 118; i++) {
            assertThat(thread).contains("rtb-%03d".formatted(i));
        }
    }

    @Test
    void aGroupThatDoesNotFitIntoAThreadIsCutAndTheRestGoesWithTheNext() {
        List<Change> changes = routes(HERE, 900);
        int told = 0;
        while (told < changes.size()) {
            SlackMessage message = THREADS.render(changes.subList(told, changes.size()));
            String thread = message.details().orElseThrow().body();
            assertThat(thread).contains("%d Route Tables".formatted(message.events()));
            for (int i = 0; i < changes.size(); i++) {
                assertThat(thread.contains("rtb-%03d ".formatted(i)))
                        .as("rtb-%03d", i)
                        .isEqualTo(i >= told && i < told + message.events());
            }
            told += message.events();
        }
        assertThat(told).isEqualTo(900);
    }

    @Test
    void textSaysTheSameOnceWithTheTimeOfTheFirstAndTheLast() {
        List<Change> changes = new ArrayList<>(routes(HERE, 117));
        changes.add(change(Events.route(HERE, "rtb-last", "last").replace("20:14:02", "20:19:59")));

        assertThat(text(TEXT.render(changes)))
                .isEqualTo("118 Route Tables" + ADDED.replace(">", "&gt;")
                        + " · rtb-000 (private-0), rtb-001 (private-1), rtb-002 (private-2) and 115 more"
                        + " · 123456789012 · eu-west-1 · 2026-11-23 20:14:02 UTC – 2026-11-23 20:19:59 UTC");
    }

    @Test
    void japaneseCountsToo() {
        BlocksFormat japanese = new BlocksFormat(Language.of("ja").orElseThrow(), Mentions.NONE);

        assertThat(lines(japanese.render(routes(HERE, 118))))
                .singleElement()
                .asString()
                .startsWith("ルートテーブル 118 件: ")
                .endsWith("、rtb-002 (private-2) ほか 115 件");
    }

    @Property(tries = 200)
    void everyChangeIsCountedOnceTheGravestFirstAndNoGroupIsOfOne(@ForAll("bursts") List<Change> burst) {
        for (MessageFormat format : List.of(BLOCKS, THREADS, TEXT)) {
            List<Change> changes = sorted(burst.stream());
            int told = 0;
            while (told < changes.size()) {
                SlackMessage message = format.render(changes.subList(told, changes.size()));
                assertThat(SlackRules.refusal(json(message.body()))).isEmpty();
                message.details()
                        .ifPresent(details -> assertThat(SlackRules.refusal(json(details.body())))
                                .isEmpty());
                List<String> lines = told(message);
                assertThat(lines.stream().mapToInt(DigestGroupsTest::counted).sum())
                        .as(String.join("\n", lines))
                        .isEqualTo(message.events());
                assertThat(lines).noneMatch(line -> line.startsWith("1 ") || line.contains(" 1 times"));
                List<Boolean> grave =
                        lines.stream().map(line -> line.contains("High risk")).toList();
                assertThat(grave.lastIndexOf(true)).isLessThan(grave.contains(false) ? grave.indexOf(false) : 9_999);
                told += message.events();
            }
            assertThat(told).isEqualTo(changes.size());
        }
    }

    @Property(tries = 200)
    void whatIsToldOfEachResourceIsToldInTheOrderInWhichItHappened(@ForAll("bursts") List<Change> burst) {
        List<ChangeGroup> groups =
                new ChangeGroups(burst, change -> Statement.ofLine(Told.of(change, Language.ENGLISH))).all();
        Map<String, List<Change>> told = new HashMap<>();
        Map<String, List<Change>> happened = new HashMap<>();
        groups.forEach(group -> group.changes().forEach(change -> add(told, change)));
        burst.forEach(change -> add(happened, change));

        assertThat(told).isEqualTo(happened);
    }

    private static void add(Map<String, List<Change>> all, Change change) {
        all.computeIfAbsent(change.event().accountId() + change.event().resourceId(), id -> new ArrayList<>())
                .add(change);
    }

    /** Of few resources in two accounts and few things that happen to them, so that many say the same. */
    @Provide
    Arbitrary<List<Change>> bursts() {
        Arbitrary<Change> route = Combinators.combine(
                        Arbitraries.of(HERE, THERE), Arbitraries.integers().between(0, 400))
                .as((account, id) -> change(Events.route(account, "rtb-" + id, id % 2 == 0 ? "even" : "odd")));
        Arbitrary<Change> opened = Combinators.combine(
                        Arbitraries.of(HERE, THERE),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.of(22, 3389, 443, 8443))
                .as((account, id, port) -> change(Events.opened(account, "sg-" + id, port)));
        Arbitrary<Change> different =
                Arbitraries.integers().between(0, 9_999).map(id -> change(Events.securityGroup("sg-" + id)));
        return Arbitraries.frequencyOf(Tuple.of(5, route), Tuple.of(2, opened), Tuple.of(1, different))
                .list()
                .ofMinSize(2)
                .ofMaxSize(600);
    }

    /** The lines that account for the changes: of the thread where there is one, without headings. */
    private static List<String> told(SlackMessage message) {
        SlackMessage all = message.details().orElse(message);
        List<String> lines =
                json(all.body()).has("blocks") ? lines(all) : text(all).lines().toList();
        return lines.stream()
                .filter(line -> !line.startsWith("1") || MANY.matcher(line).find())
                .toList();
    }

    /** How many changes a line tells of. */
    private static int counted(String line) {
        Matcher times = TIMES.matcher(line);
        Matcher many = MANY.matcher(line);
        return times.find() ? number(times.group(1)) : many.find() ? number(many.group(1)) : 1;
    }

    private static int number(String text) {
        return Integer.parseInt(text.replace(",", ""));
    }

    private static List<Change> sorted(Stream<Change> changes) {
        return changes.sorted(BLOCKS.order()).toList();
    }

    private static List<Change> routes(String account, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> change(Events.route(account, "rtb-%03d".formatted(i), "private-" + i)))
                .toList();
    }

    private static Change change(String text) {
        return Change.of(Events.event(text));
    }

    private static String text(SlackMessage message) {
        return json(message.body()).path("text").asText();
    }

    /** What stands in the blocks below the counting line. */
    private static List<String> lines(SlackMessage message) {
        List<String> lines = new ArrayList<>();
        for (JsonNode element : json(message.body()).at("/blocks/0/elements")) {
            if (element.path("type").asText().equals("rich_text_list")) {
                element.path("elements").forEach(item -> lines.add(leaves(item)));
            } else {
                leaves(element).lines().forEach(lines::add);
            }
        }
        return message.events() == 0 ? lines : lines.subList(1, lines.size());
    }

    private static String leaves(JsonNode element) {
        return String.join("", element.path("elements").findValuesAsText("text"));
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
