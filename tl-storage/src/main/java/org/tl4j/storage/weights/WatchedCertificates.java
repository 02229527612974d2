package org.tl4j.storage.weights;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.provenance.Digest;

/** Trusts what Java trusts, and names the certificate that it rejects. Stateless and thread-safe. */
final class WatchedCertificates extends X509ExtendedTrustManager {
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    /** Java's word for a trust store in hardware. */
    private static final String NO_FILE = "NONE";

    private final X509ExtendedTrustManager java;

    private WatchedCertificates(X509ExtendedTrustManager java) {
        this.java = java;
    }

    /** A rejection that names the certificate. */
    static final class Refused extends CertificateException {
        /** The property that names a trust store. */
        static final String ADD =
                "if that is right, as behind a proxy of a company, add the certificate of its issuer to a trust store"
                        + " (keytool -importcert -file ISSUER.pem -keystore FILE) and start Java with"
                        + " -Djavax.net.ssl.trustStore=FILE (TL_JAVA_OPTS)";

        private static final long serialVersionUID = 1L;

        private final String found;
        private final String remedy;

        Refused(X509Certificate certificate, CertificateException cause) throws CertificateException {
            super(cause);
            String why = why(cause);
            this.found = "%s, of %s, issued by %s, valid from %s to %s, SHA-256 %s"
                    .formatted(
                            why,
                            certificate.getSubjectX500Principal(),
                            certificate.getIssuerX500Principal(),
                            certificate.getNotBefore().toInstant(),
                            certificate.getNotAfter().toInstant(),
                            Digest.of(certificate.getEncoded()).hex());
            this.remedy =
                    why.contains("time") ? "check the clock of this machine, and ask whoever runs the server" : ADD;
        }

        String found() {
            return found;
        }

        String remedy() {
            return remedy;
        }

        private static String why(CertificateException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                    return "one that is not valid at this time";
                }
            }
            String message = String.valueOf(failure.getMessage());
            return message.startsWith("No ") // name matching, subject alternative names
                    ? "one for another host"
                    : "one that is not trusted";
        }
    }

    /**
     * A context that names rejected certificates; empty if Java's own is configured with a client certificate.
     *
     * @throws EnvironmentException if the trust store cannot be read
     */
    static Optional<SSLContext> context() {
        requireTrustStore(System.getProperty(TRUST_STORE, ""));
        if (System.getProperty("javax.net.ssl.keyStore") != null) {
            return Optional.empty();
        }
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            Optional<X509ExtendedTrustManager> java = Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst();
            if (java.isEmpty()) {
                return Optional.empty();
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new WatchedCertificates(java.get())}, null);
            return Optional.of(context);
        } catch (GeneralSecurityException e) {
            throw new EnvironmentException(
                    new Problem(
                            "the trust store of Java",
                            "must be readable",
                            String.valueOf(e.getMessage()),
                            "check javax.net.ssl.trustStore and its password"),
                    e);
        }
    }

    /** Java treats a missing file as one without certificates, and trusts nobody. */
    static void requireTrustStore(String file) {
        if (file.isEmpty() || file.equals(NO_FILE)) {
            return;
        }
        String found = "no such file";
        try {
            if (Files.isRegularFile(Path.of(file))) {
                return;
            }
        } catch (InvalidPathException e) {
            found = String.valueOf(e.getMessage());
        }
        throw new EnvironmentException(
                "the trust store of Java, " + file,
                "must be a file",
                found,
                "correct " + TRUST_STORE + " (TL_JAVA_OPTS)");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        try {
            java.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw new Refused(chain[0], e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        java.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        java.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        java.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        java.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        java.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return java.getAcceptedIssuers();
    }
}
