package org.tl4j.serve;

import static org.tl4j.core.error.Arguments.required;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;

/** The secret that requests must carry, of which this keeps the SHA-256 alone. Immutable; thread-safe. */
public final class AccessToken {
    /** The fewest characters of a token. */
    public static final int SHORTEST = 16;

    private static final int LONGEST = 1000;

    private final byte[] sha256;

    private AccessToken(byte[] sha256) {
        this.sha256 = sha256;
    }

    /**
     * A token.
     *
     * @param text 16 to 1000 visible characters of ASCII; white space around them is not part of the token
     * @throws UsageException if it is null, too short or too long, or has other characters; the message does not show it
     */
    public static AccessToken of(String text) {
        String token = required(text, "token").strip();
        if (token.length() < SHORTEST || token.length() > LONGEST) {
            throw new UsageException(
                    "token",
                    "must have from %d to %d characters".formatted(SHORTEST, LONGEST),
                    Integer.toString(token.length()),
                    "make one with `openssl rand -hex 32`");
        }
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new UsageException(
                    "token",
                    "must be of visible characters of ASCII",
                    "others",
                    "make one with `openssl rand -hex 32`");
        }
        return new AccessToken(hash(token));
    }

    /** Whether a text is the token; the time that this takes says nothing of the token. */
    boolean matches(String text) {
        return MessageDigest.isEqual(sha256, hash(text));
    }

    private static byte[] hash(String token) {
        return Digest.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
    }

    /** Does not show the token. */
    @Override
    public String toString() {
        return "AccessToken";
    }
}
