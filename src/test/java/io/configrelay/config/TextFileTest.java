package io.configrelay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {

    private static final String TEXT = "{\"name\": \"Zürich 東京 🦊\"}\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void aByteOrderMarkTellsTheEncodingAndIsNoText(String charset) throws IOException {
        byte[] bytes = ("\ufeff" + TEXT).getBytes(Charset.forName(charset));

        assertThat(TextFile.decode(bytes)).isEqualTo(TEXT);
        assertThat(TextFile.mark(bytes)).contains(charset);
    }

    @Test
    void withoutAMarkItIsUtf8() throws IOException {
        assertThat(TextFile.decode(TEXT.getBytes(StandardCharsets.UTF_8))).isEqualTo(TEXT);
        assertThat(TextFile.mark(TEXT.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(TextFile.decode(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, looks like UTF-16LE without a byte order mark, Unicode",
        "UTF-16BE, looks like UTF-16BE without a byte order mark, BigEndianUnicode",
        "windows-1252, is text of an older encoding such as Windows-1252, Default"
    })
    void anythingElseIsNamed(String charset, String looks, String encoding) {
        byte[] bytes = "{\"name\": \"Zürich\"}".getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> TextFile.decode(bytes))
                .hasMessageStartingWith("is not UTF-8: it " + looks)
                .hasMessageContaining("Get-Content -Encoding " + encoding + " FILE");
    }

    @Test
    void whatEndsInTheMiddleOfACharacterIsNamed() {
        assertThatThrownBy(() -> TextFile.decode(new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0, '}'}))
                .isInstanceOf(TextFile.UnknownEncodingException.class);
        assertThatThrownBy(() -> TextFile.decode(new byte[] {'a', (byte) 0xC3}))
                .isInstanceOf(TextFile.UnknownEncodingException.class);
    }
}
