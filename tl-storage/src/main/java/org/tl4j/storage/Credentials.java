package org.tl4j.storage;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * User and password of an address, as they are sent to its server. Never shown.
 *
 * @param header the value of the header {@code Authorization} or {@code Proxy-Authorization}
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617, basic authentication in UTF-8</a>
 */
public record Credentials(String header) {
    public Credentials {
        requireNonNull(header, "header is null");
    }

    /** The credentials in an address, percent-decoded; a user without a password has an empty one. */
    public static Optional<Credentials> of(URI address) {
        String user = address.getRawUserInfo();
        if (user == null || user.isEmpty()) {
            return Optional.empty();
        }
        int colon = user.indexOf(':');
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(decoded(colon < 0 ? user : user.substring(0, colon)));
        bytes.write(':');
        bytes.writeBytes(decoded(colon < 0 ? "" : user.substring(colon + 1)));
        return Optional.of(new Credentials("Basic " + Base64.getEncoder().encodeToString(bytes.toByteArray())));
    }

    /** What a {@link URI} has accepted has two hexadecimal digits behind each percent sign. */
    private static byte[] decoded(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.writeBytes(text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
