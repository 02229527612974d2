package org.tl4j.storage.weights;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.WeightsException;

/** Turns failures of a connection into problems with a remedy. */
final class WebFailure {
    /** Contained in both of Java's messages for a first record that is not TLS. */
    private static final String NO_TLS = "unrecognized ssl message";

    private WebFailure() {}

    /** A response that is not HTTP, or whose headers contradict the standard. */
    static WeightsException headers(URI address, Exception cause) {
        return problem(
                address,
                "must answer as HTTP says",
                "an answer that cannot be understood, " + message(cause),
                Download.REMEDY,
                cause);
    }

    /**
     * The failure itself, if it may be temporary, so that trying again can help.
     *
     * @throws WeightsException if it is permanent
     */
    static IOException lasting(URI address, Optional<InetSocketAddress> proxy, IOException failure) {
        String server = proxy.map(InetSocketAddress::getHostString).orElse(address.getHost());
        if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
            throw problem(
                    address,
                    "must be at a host that can be found",
                    "the unknown host " + server,
                    proxy.isPresent()
                            ? "check HTTPS_PROXY"
                            : "check the address (TL_MIRROR) and the network; behind a proxy, set HTTPS_PROXY",
                    failure);
        }
        if (failure instanceof SSLException && (has(failure, CertificateException.class) || isPlaintext(failure))) {
            throw secure(address, failure);
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return new IOException("no connection to " + server + " in time", failure);
        }
        if (failure instanceof HttpTimeoutException) {
            return new IOException("no answer of " + server + " in time", failure);
        }
        if (failure instanceof ConnectException) {
            return new IOException("a refused connection to " + server, failure);
        }
        return failure;
    }

    /**
     * The server does not speak TLS. Everything else may be temporary, including a connection that breaks off during a
     * handshake.
     */
    private static boolean isPlaintext(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException
                    && String.valueOf(cause.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .contains(NO_TLS)) {
                return true;
            }
        }
        return false;
    }

    private static WeightsException secure(URI address, IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WatchedCertificates.Refused refused) {
                return problem(
                        address, "must have a certificate that is trusted", refused.found(), refused.remedy(), failure);
            }
        }
        if (has(failure, CertificateException.class)) {
            return problem(
                    address,
                    "must have a certificate that is trusted",
                    message(failure),
                    WatchedCertificates.Refused.ADD,
                    failure);
        }
        return problem(address, "must speak TLS, as https says", message(failure), Download.REMEDY, failure);
    }

    private static WeightsException problem(URI address, String rule, String found, String remedy, Exception cause) {
        return new WeightsException(new Problem(Redaction.address(address), rule, found, remedy), cause);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    static String message(Exception cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
