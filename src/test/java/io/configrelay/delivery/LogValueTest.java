package io.configrelay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogValueTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            sg-0123                                   | sg-0123
            arn:aws:sns:eu-west-1:123456789012:config | arn:aws:sns:eu-west-1:123456789012:config
            web server                                | "web server"
            say "no"                                  | "say \\"no\\""
            a=b                                       | "a=b"
            C:\\temp                                   | "C:\\\\temp"
            東京                                        | 東京
            🦊                                         | 🦊
            ``                                        | ""
            """)
    void aValueEndsWhereAReaderExpectsIt(String value, String quoted) {
        assertThat(LogValue.quoted(value)).isEqualTo(quoted);
    }

    @Test
    void whatCanNotBeSeenIsEscaped() {
        for (int c = 0; c < 0x3000; c++) {
            String shown = LogValue.visible("a" + (char) c + "b");
            assertThat(shown.chars())
                    .as("U+%04X", c)
                    .noneMatch(shownChar -> Character.isISOControl(shownChar)
                            || Character.getType(shownChar) == Character.FORMAT
                            || Character.getType(shownChar) == Character.LINE_SEPARATOR
                            || Character.getType(shownChar) == Character.PARAGRAPH_SEPARATOR);
        }
        assertThat(LogValue.visible("a\nb\u202Ec\u0007\uD800")).isEqualTo("a\\nb\\u202ec\\u0007\\ud800");
        assertThat(LogValue.visible("tag\uDB40\uDC41")).isEqualTo("tag\\udb40\\udc41");
    }

    @Test
    void aLongValueKeepsBeginningAndEnd() {
        String arn = "arn:aws:" + "x".repeat(1_000_000) + "/web";

        assertThat(LogValue.visible(arn))
                .hasSize(LogValue.LENGTH)
                .startsWith("arn:aws:x")
                .contains("…")
                .endsWith("x/web");
        assertThat(LogValue.visible("y".repeat(LogValue.LENGTH))).isEqualTo("y".repeat(LogValue.LENGTH));
    }
}
