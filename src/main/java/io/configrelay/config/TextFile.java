package io.configrelay.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A text that a person saved: UTF-8, or what its byte order mark says. Windows PowerShell 5 writes UTF-16 with one.
 *
 * @see <a href="https://www.unicode.org/faq/utf_bom.html">Byte order marks</a>
 */
public final class TextFile {

    /**
     * A byte order mark.
     *
     * @param encoding that it tells
     * @param inPowerShell what PowerShell calls that
     * @param bytes as characters of ISO 8859-1
     */
    private record Mark(String encoding, String inPowerShell, String bytes) {

        private boolean begins(byte[] text) {
            int length = bytes.length();
            return text.length >= length && bytes.equals(new String(text, 0, length, StandardCharsets.ISO_8859_1));
        }
    }

    /** Longer ones first: UTF-32LE begins like UTF-16LE. */
    private static final List<Mark> MARKS = List.of(
            new Mark("UTF-32LE", "UTF32", "\u00ff\u00fe\0\0"),
            new Mark("UTF-32BE", "BigEndianUTF32", "\0\0\u00fe\u00ff"),
            new Mark("UTF-16LE", "Unicode", "\u00ff\u00fe"),
            new Mark("UTF-16BE", "BigEndianUnicode", "\u00fe\u00ff"),
            new Mark("UTF-8", "UTF8", "\u00ef\u00bb\u00bf"));

    /** Bytes that are no text in an encoding that this knows. The message says what they look like, and the remedy. */
    public static final class UnknownEncodingException extends IOException {
        private static final long serialVersionUID = 1L;

        private UnknownEncodingException(String message) {
            super(message);
        }
    }

    private TextFile() {}

    /**
     * Reads a file.
     *
     * @return its text without a byte order mark
     * @throws UnknownEncodingException whose message doesn't name the file
     */
    public static String read(Path file) throws IOException {
        return decode(Files.readAllBytes(file));
    }

    /**
     * Reads a file that is read elsewhere, too, and there as UTF-8 alone.
     *
     * @throws UnknownEncodingException as {@link #read}, and for UTF-16 and UTF-32
     */
    public static String readUtf8(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (Mark mark : MARKS) {
            if (mark.begins(bytes) && !mark.encoding.equals("UTF-8")) {
                throw unknown("is " + mark.encoding, mark.inPowerShell);
            }
        }
        return decode(bytes);
    }

    /** Reads bytes likewise. */
    public static String decode(byte[] bytes) throws UnknownEncodingException {
        for (Mark mark : MARKS) {
            if (mark.begins(bytes)) {
                int length = mark.bytes.length();
                return decode(
                        ByteBuffer.wrap(bytes, length, bytes.length - length), Charset.forName(mark.encoding), bytes);
            }
        }
        // UTF-8 has zero bytes, too, but no text has.
        if (zeros(bytes, 0) + zeros(bytes, 1) > 0) {
            throw unknown(bytes);
        }
        return decode(ByteBuffer.wrap(bytes), StandardCharsets.UTF_8, bytes);
    }

    /** The encoding that the bytes' byte order mark names, such as {@code UTF-16LE}; empty where they have none. */
    public static Optional<String> mark(byte[] bytes) {
        return MARKS.stream()
                .filter(mark -> mark.begins(bytes))
                .map(Mark::encoding)
                .findFirst();
    }

    private static String decode(ByteBuffer text, Charset charset, byte[] bytes) throws UnknownEncodingException {
        try {
            return charset.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw unknown(bytes);
        }
    }

    private static UnknownEncodingException unknown(byte[] bytes) {
        int even = zeros(bytes, 0);
        int odd = zeros(bytes, 1);
        String looks = "is text of an older encoding such as Windows-1252, or no text";
        String encoding = "Default";
        if (even + odd > bytes.length / 4) {
            boolean little = odd > even;
            looks = "looks like UTF-16%s without a byte order mark".formatted(little ? "LE" : "BE");
            encoding = little ? "Unicode" : "BigEndianUnicode";
        } else if (even + odd > 0) {
            looks = "holds zero bytes, as no text does";
        }
        return unknown(looks, encoding);
    }

    private static UnknownEncodingException unknown(String looks, String inPowerShell) {
        return new UnknownEncodingException(
                "is not UTF-8: it %s. Save it as UTF-8, in PowerShell: Get-Content -Encoding %s FILE | Set-Content -Encoding utf8 NEWFILE"
                        .formatted(looks, inPowerShell));
    }

    /** How many of the even or odd bytes are zero. */
    private static int zeros(byte[] bytes, int from) {
        int zeros = 0;
        for (int i = from; i < bytes.length; i += 2) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros;
    }
}
