package io.configrelay.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.configrelay.Events;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox's page in a real browser: Debian's Chromium. Pictures are in {@code target/screenshots}. */
class SandboxPageIT {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target/screenshots");
    private static final double PATIENCE = 120_000;

    @TempDir
    private static Path letters;

    private static Sandbox sandbox;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> complaints = new ArrayList<>();
    private final List<String> elsewhere = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        boolean installed = Files.isExecutable(CHROMIUM);
        if (!installed) {
            System.getLogger("test")
                    .log(System.Logger.Level.WARNING, CHROMIUM + " isn't there: apt-get install chromium");
        }
        assumeTrue(installed, "needs " + CHROMIUM + ": apt-get install chromium");
        sandbox = Sandbox.start(0, 0, freeRelayPort(), letters);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setTimeout(PATIENCE)
                        .setArgs(List.of(
                                "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            browser.close();
            playwright.close();
            sandbox.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        try (Stream<Path> files = Files.list(letters)) {
            for (Path letter : files.toList()) {
                Files.delete(letter);
            }
        }
        page = browser.newPage();
        page.setDefaultTimeout(PATIENCE);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(sandbox.uri().toString())
                    && !request.url().startsWith("data:")) {
                elsewhere.add(request.url());
            }
        });
        page.navigate(sandbox.uri().toString());
        // The first sample has come, so it comes between no keys.
        assertThat(page.getByLabel("Event, in any envelope")).not().hasValue("");
    }

    @AfterEach
    void nothingWasWrong() {
        page.close();
        assertThat(complaints).isEmpty();
        assertThat(elsewhere).as("requests that left the page's server").isEmpty();
    }

    @Test
    void theArticlesEventsAreInTheirChannels() {
        sandbox.seed();
        choose("#network");

        assertThat(messages("Route 10.0.1.0/24 → igw-AAAAAAAA added")).hasCount(1);
        assertThat(messages("Inbound rule 10: allow all ICMP from 0.0.0.0/0 added"))
                .hasCount(1);
        choose("#security");
        Locator opened = messages("Inbound tcp 8443 from 0.0.0.0/0 opened");
        assertThat(opened.first()).isVisible();
        assertThat(opened.first()).containsText("Medium risk");
        assertThat(opened.first().getByText("Console").first())
                .hasAttribute("href", Pattern.compile("https://.*sg-XXXXXXXX"));
        picture("channels");
    }

    @Test
    void anEventIsSentAndExplained() {
        page.getByLabel("Sample").selectOption("security-group");
        assertThat(page.getByLabel("Event, in any envelope")).hasValue(Pattern.compile("sg-XXXXXXXX"));
        write(Events.opened("123456789012", "sg-sent", 3389));
        page.getByText("Send by SQS").click();
        assertThat(page.locator("#sent"))
                .containsText(
                        "Security Group sg-sent: Inbound tcp 3389 from 0.0.0.0/0 opened\n→ all-changes, network, security");
        choose("#security");
        Locator message = messages("sg-sent").first();
        assertThat(message).containsText("High risk: tcp 3389 (RDP) is open to the world");
        message.getByText("Why, and what was sent").click();

        assertThat(message).containsText("#security gets it, because @.resourceType == 'AWS::EC2::SecurityGroup'");
        assertThat(message).containsText("\"rich_text\"");
        assertThat(message).containsText("\"configurationItemDiff\"");
        picture("explained");
    }

    @Test
    void anEventIsPostedAsSnsDoes() {
        write(Events.securityGroup("sg-by-sns"));
        page.getByText("Post as SNS, signed").click();
        choose("#network");

        assertThat(messages("sg-by-sns").first()).isVisible();
    }

    @Test
    void whatCannotBeReadIsSaid() {
        write("no event");
        page.getByText("Send by SQS").click();

        assertThat(page.locator("#sent")).hasText("Can't be read: not_json");
        assertThat(page.locator("#letters")).hasText("1 dead letter");
    }

    @Test
    void scriptsInWhatIsPastedAreText() {
        String hostile = "<img src=x onerror=\"document.title='broken'\"><script>document.title='broken'</script>";
        write(Events.securityGroup(hostile));
        page.getByText("Send by SQS").click();
        choose("#network");

        assertThat(messages("onerror").first()).isVisible();
        messages("onerror").first().getByText("Why, and what was sent").click();
        assertThat(messages("onerror").first()).containsText("\"rich_text\"");
        assertThat(page.locator("#messages img, #messages script")).hasCount(0);
        assertThat(page.title()).isEqualTo("config-relay sandbox");
    }

    /** Forty that somebody would try, each as what a resource is called. */
    @Test
    void noEventIsMarkup() throws Exception {
        List<String> strings = Files.readAllLines(Path.of("src/test/resources/hostile-strings.txt"));
        assertThat(strings).hasSize(40);
        for (String hostile : strings) {
            sandbox.send(Events.securityGroup(hostile), "sqs");
        }
        sandbox.send(Events.opened("123456789012", "sg-after-forty", 22), "sqs");
        choose("#network");
        assertThat(messages("sg-after-forty").first()).isVisible();
        assertThat(messages("quote").first()).isVisible();
        for (Locator why : page.getByText("Why, and what was sent").all()) {
            why.click();
        }

        assertThat(page.locator("#messages")
                        .locator("script, img, svg, iframe, style, link, base, meta, form, object, embed,"
                                + " input, video, math, [onerror], [onload], [ontoggle], [onfocus]"))
                .hasCount(0);
        assertThat(
                        page.locator(
                                "a[href^='javascript'], a[href^='data'], a[href^='https://evil.example'], a[href^='http://evil.example']"))
                .hasCount(0);
        assertThat(page.title()).isEqualTo("config-relay sandbox");
    }

    @Test
    void whatChangesSomethingIsNoGet() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (String action : List.of("send", "burst", "fault", "replay", "why")) {
            URI uri = sandbox.uri().resolve("/api/" + action);

            assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                            .statusCode())
                    .as(action)
                    .isEqualTo(404);
        }
    }

    @Test
    void aBurstBecomesDigests() {
        // While the first message is under way the others come together, however fast this machine is.
        page.getByLabel("Slack's answer to network").selectOption("slow: 5 s");
        page.getByText("Burst: 500 events").click();
        assertThat(page.locator("#sent")).hasText("500 events sent");
        choose("#network");

        Locator digest = messages("changes")
                .filter(new Locator.FilterOptions().setHasText("of high risk"))
                .first();
        assertThat(digest).isVisible();
        page.getByLabel("Slack's answer to network").selectOption("well");
        assertThat(digest).containsText(Pattern.compile("\\d+ (Security Groups|Route Tables): .* and \\d+ more"));
        picture("burst");
    }

    @Test
    void whatABrokenSlackRefusesIsReplayed() {
        page.getByLabel("Slack's answer to security").selectOption("404 no_service");
        write(Events.opened("123456789012", "sg-broken", 22));
        page.getByText("Send by SQS").click();
        assertThat(page.locator("#letters")).hasText("1 dead letter");
        picture("broken");
        page.getByLabel("Slack's answer to security").selectOption("well");
        page.getByText("Replay").click();

        assertThat(page.locator("#letters")).hasText("0 dead letters");
        assertThat(page.locator("#replayed")).containsText("1 delivered");
        choose("#security");
        assertThat(messages("sg-broken").first()).isVisible();
    }

    @Test
    void theKeyboardIsEnough() {
        page.getByLabel("Event, in any envelope").focus();
        page.keyboard().press("Control+A");
        page.keyboard().insertText(Events.securityGroup("sg-keyboard"));
        page.keyboard().press("Tab");
        page.keyboard().press("Enter");
        assertThat(page.locator("#sent")).containsText("sg-keyboard");
        Locator network = page.locator("[data-channel='#network']");
        assertThat(network).isVisible();
        for (int i = 0; i < 60 && !(boolean) network.evaluate("button => button === document.activeElement"); i++) {
            page.keyboard().press("Shift+Tab");
        }
        page.keyboard().press("Enter");

        assertThat(page.locator("#channel")).hasText("#network");
        assertThat(messages("sg-keyboard").first()).isVisible();
    }

    @Test
    void aPhoneIsWideEnough() {
        page.setViewportSize(390, 844);
        sandbox.burst();
        choose("#network");
        assertThat(page.locator("#messages article").first()).isVisible();

        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
        picture("phone");
    }

    @Test
    void nobodyElsesPageMayAsk() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        URI send = sandbox.uri().resolve("/api/burst");
        HttpRequest foreign = HttpRequest.newBuilder(send)
                .header("Origin", "https://attacker.example")
                .POST(BodyPublishers.ofString("{}"))
                .build();

        assertThat(client.send(foreign, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
        assertThat(sandbox.uri().getHost()).isEqualTo("127.0.0.1");
    }

    private void choose(String channel) {
        page.locator("[data-channel='%s']".formatted(channel)).click();
    }

    private Locator messages(String text) {
        return page.locator("#messages article").filter(new Locator.FilterOptions().setHasText(text));
    }

    private void write(String event) {
        page.getByLabel("Event, in any envelope").fill(event);
    }

    private void picture(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
    }

    private static int freeRelayPort() throws Exception {
        return io.configrelay.FreePort.find();
    }
}
