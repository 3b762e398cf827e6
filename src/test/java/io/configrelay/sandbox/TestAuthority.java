package io.configrelay.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority of this process, whose certificates nobody else trusts. */
public final class TestAuthority {

    /** Wide enough for a process that is told another date. */
    private static final Instant FROM = Instant.parse("2015-01-01T00:00:00Z");

    private static final Instant TO = Instant.parse("2045-01-01T00:00:00Z");
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** A key and the certificate that this authority issued for it. */
    public record Issued(PrivateKey key, X509Certificate certificate) {

        /** The certificate as a PEM file. */
        public String pem() {
            return TestAuthority.pem("CERTIFICATE", encoded(certificate));
        }

        /** The key as a PEM file, PKCS#8. */
        public String keyPem() {
            return TestAuthority.pem("PRIVATE KEY", key.getEncoded());
        }
    }

    private final KeyPair keys = newKeys();
    private final X509Certificate certificate = certificate("config-relay test authority", keys, FROM, TO, true);

    /** A certificate for a host, valid for decades. */
    public Issued issue(String host) {
        return issue(host, FROM, TO);
    }

    /** A certificate for a host, valid between these times. */
    public Issued issue(String host, Instant from, Instant to) {
        KeyPair own = newKeys();
        return new Issued(own.getPrivate(), certificate(host, own, from, to, false));
    }

    /** Serves TLS as this host. */
    public SSLContext serving(String host) {
        try {
            KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
            managers.init(keystore(issue(host)), PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a PKCS#12 file, password {@code changeit}, that makes Java trust this authority. */
    public Path trustStore(Path file) {
        try {
            KeyStore store = emptyStore();
            store.setCertificateEntry("authority", certificate);
            return write(store, file);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a PKCS#12 file, password {@code changeit}, with a certificate for a host. */
    public Path keystore(String host, Path file) {
        return write(keystore(issue(host)), file);
    }

    private KeyStore keystore(Issued issued) {
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry("host", issued.key(), PASSWORD, new Certificate[] {issued.certificate(), certificate});
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path write(KeyStore store, Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
            return file;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate certificate(String name, KeyPair subject, Instant from, Instant to, boolean authority) {
        try {
            X500Principal issuer = new X500Principal("CN=config-relay test authority");
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(64, new SecureRandom()),
                    Date.from(from),
                    Date.from(to),
                    new X500Principal("CN=" + name),
                    subject.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            if (!authority) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(
                                name.matches("[\\d.]+") ? GeneralName.iPAddress : GeneralName.dNSName, name)));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | CertIOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(type, lines);
    }
}
