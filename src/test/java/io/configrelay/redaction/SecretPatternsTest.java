package io.configrelay.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each looks like a token and is made here, so that no file of the project holds one. */
class SecretPatternsTest {

    private static final String ALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** {@code a24}: so many letters and digits; {@code u}: capitals and digits; {@code h}: hexadecimal digits. */
    static String made(String prefix, String form, Random random) {
        String alphabet = switch (form.charAt(0)) {
            case 'u' -> "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
            case 'h' -> "0123456789abcdef";
            case 'l' -> "abcdefghijklmnopqrstuvwxyz";
            default -> ALL;
        };
        StringBuilder token = new StringBuilder(prefix);
        for (int i = 0; i < Integer.parseInt(form.substring(1)); i++) {
            token.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return token.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "AKIA,u16",
        "ASIA,u16",
        "ABIA,u16",
        "A3TX,u16",
        "IQoJb3JpZ2luX2Vj,a200",
        "ABSK,a100",
        "ghp_,a36",
        "gho_,a36",
        "ghu_,a36",
        "ghs_,a36",
        "ghr_,a76",
        "github_pat_,a82",
        "glpat-,a20",
        "gldt-,a20",
        "glrt-,a20",
        "GR1348941,a20",
        "xoxb-1234567890-,a24",
        "xoxp-not-a-real-one-,a5",
        "xoxe.xoxp-1-,u163",
        "xapp-1-A0-1-,h64",
        "https://hooks.slack.com/services/T000/B000/,a24",
        "sk_live_,a24",
        "rk_test_,a24",
        "whsec_,a32",
        "SK,h32",
        "SG.abcdefghijklmnopqrstuv.,a43",
        "xkeysib-,h64",
        "key-,h32",
        "npm_,a36",
        "pypi-AgEIcHlwaS5vcmc,a60",
        "rubygems_,h48",
        "dckr_pat_,a27",
        "AKCp,a69",
        "AIza,a35",
        "GOCSPX-,a28",
        "ya29.,a60",
        "abc8Q~,a34",
        "dop_v1_,h64",
        "HRKU-AA,a58",
        "LTAI,a20",
        "dapi,h32",
        "DD_API_KEY=,h32",
        "dt0c01.ABCDEFGHIJKLMNOPQRSTUVWX.,u64",
        "NRAK-,u27",
        "glsa_ABCDEFGHIJKLMNOPQRSTUVWXYZ012345_,h8",
        "glc_,a40",
        "sntryu_,h64",
        "hvs.,a90",
        "ABCDEFGHIJKLMN.atlasv1.,a64",
        "pul-,h40",
        "dp.pt.,a43",
        "pscale_tkn_,a40",
        "PMAK-abcdefabcdefabcdefabcdef-,h34",
        "lin_api_,a40",
        "ntn_12345678901,a35",
        "rdme_,h70",
        "shpat_,h32",
        "shippo_live_,h40",
        "sq0atp-,a22",
        "123456789:AA,a33",
        "sk-proj-,a74",
        "sk-ant-api03-,a93",
        "hf_,l34",
        "pplx-,a48",
        "API-,u26",
        "da2-,h26",
        "sha256~,a43",
        "fo1_,a43",
        "EZAK,a54",
        "duffel_live_,a43",
        "p8e-,h32",
        "ico-,a32",
        "sgp_,h40",
        "tfp_,a59",
        "'Bearer ',a40",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.,a43",
        "https://discord.com/api/webhooks/123456/,a68",
        "https://a.example/x?sv=1&sig=,a43",
        "AccountKey=,a43",
        "PuTTY-User-Key-File-2: ,a5",
        "AGE-SECRET-KEY-1,u58",
        "-----BEGIN RSA PRIVATE KEY-----,a64",
        "-----BEGIN PRIVATE KEY-----,a64",
        "-----BEGIN OPENSSH PRIVATE KEY-----,a64",
        "-----BEGIN EC PRIVATE KEY-----,a64",
        "-----BEGIN PGP PRIVATE KEY BLOCK-----,a64",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----,a64",
        "https://x:,a20@example.com"
    })
    void whatLooksLikeASecretIsHiddenAloneAndInATextAndInBase64(String prefix, String form) {
        String[] parts = form.split("@", 2);
        String token = made(prefix, parts[0], new Random(20)) + (parts.length > 1 ? "@" + parts[1] : "");
        assertThat(SecretValues.isSecret(token)).as(token).isTrue();
        assertThat(SecretValues.isSecret("Uses " + token + " since Monday"))
                .as(token)
                .isTrue();
        String encoded =
                Base64.getEncoder().encodeToString(("echo " + token + " > /etc/x").getBytes(StandardCharsets.UTF_8));
        assertThat(SecretValues.isSecret(encoded)).as(token).isTrue();
    }

    @Test
    void aSecretAccessKeyIsKnownByItsChance() {
        Random random = new Random(20);
        int missed = 0;
        for (int i = 0; i < 1_000; i++) {
            StringBuilder key = new StringBuilder();
            for (int j = 0; j < 40; j++) {
                key.append((ALL + "/+").charAt(random.nextInt(64)));
            }
            missed += SecretValues.isSecret(key.toString()) ? 0 : 1;
        }
        assertThat(missed).as("of 1,000 random keys").isLessThan(50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AROA1234567890ABCDEF",
                "AIDA1234567890ABCDEF",
                "da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "SKU-1234",
                "ghp_short",
                "xoxo",
                "task-SK-42",
                "sk-lambda-prod",
                "https://example.com/a:b@c",
                "git@github.com:acme/web.git",
                "ssh://git@github.com/acme/web.git",
                "CdkStackApiHandlerServiceFunction0ABC12D",
                "eyJ is how a token begins",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----",
                "MyVeryLongResourceNameWithoutAnyDashes12",
                "https://hooks.slack.com/",
                "key-0123456789abcdef0",
                "basic support plan",
                "the bearer of news"
            })
    void whatOnlyResemblesOneIsShown(String text) {
        assertThat(SecretValues.isSecret(text)).isFalse();
    }

    @Test
    void everyPatternIsReadAndHasRoomAndATriggerOfItsOwnText() {
        Set<String> names = new HashSet<>();
        for (String[] line : ResourceLines.of("secret-patterns.txt", 3)) {
            assertThat(names.add(line[0])).as(line[0] + " stands twice").isTrue();
            assertThat(line[2]).as(line[0] + " is linear").doesNotContain("(?=", "(?!", "(?<", "\\1", ")+", ")*");
        }
        assertThat(SecretValues.patterns()).isBetween(60, 128);
    }
}
