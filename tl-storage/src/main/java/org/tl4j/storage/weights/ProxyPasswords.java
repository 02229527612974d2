package org.tl4j.storage.weights;

import java.net.URI;
import java.util.Arrays;
import org.tl4j.core.error.UsageException;

/**
 * Checks whether Java sends user and password to a proxy: for https it silently omits them, unless a property of the
 * process allows it.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/core/java-networking.html">networking properties</a>
 */
final class ProxyPasswords {
    private static final String DISABLED = "jdk.http.auth.tunneling.disabledSchemes";

    private ProxyPasswords() {}

    /**
     * Checks that they are sent.
     *
     * @throws UsageException if they would be omitted
     */
    static void requireSent(URI address) {
        String disabled = System.getProperty(DISABLED, "Basic");
        boolean left = Arrays.stream(disabled.split(",")).map(String::strip).anyMatch("Basic"::equalsIgnoreCase);
        if (address.getScheme().equalsIgnoreCase("https") && left) {
            throw new UsageException(
                    "HTTPS_PROXY",
                    "must have no user and password, which Java does not send to a proxy for https",
                    "both",
                    "start Java with -D" + DISABLED + "= to send them, or take a proxy that needs none");
        }
    }
}
