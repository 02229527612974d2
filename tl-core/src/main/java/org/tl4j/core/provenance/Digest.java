package org.tl4j.core.provenance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {
    /** How many bytes a digest has. */
    public static final int BYTES = 32;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    public Digest {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException(
                    "a SHA-256 digest must be 64 lower-case hexadecimal digits, found " + hex);
        }
    }

    /** The digest of some bytes. */
    public static Digest of(byte[] bytes) {
        return of(ByteBuffer.wrap(bytes));
    }

    /** The digest of what remains of a buffer, whose position does not change. */
    public static Digest of(ByteBuffer bytes) {
        MessageDigest sha256 = sha256();
        sha256.update(bytes.duplicate());
        return from(sha256);
    }

    /** The digest of a text in UTF-8. */
    public static Digest of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The digest of all of a file.
     *
     * @throws IOException if it cannot be read, or is not a plain file
     */
    public static Digest ofFile(Path file) throws IOException {
        // opening a pipe would wait for somebody to write into it
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("not a plain file");
        }
        MessageDigest sha256 = sha256();
        byte[] chunk = new byte[1 << 16];
        try (InputStream content = Files.newInputStream(file)) {
            for (int length = content.read(chunk); length >= 0; length = content.read(chunk)) {
                sha256.update(chunk, 0, length);
            }
        }
        return from(sha256);
    }

    /** Finishes {@code sha256}. */
    public static Digest from(MessageDigest sha256) {
        return new Digest(HexFormat.of().formatHex(sha256.digest()));
    }

    /** A digest from its {@value #BYTES} bytes. */
    public static Digest ofRaw(byte[] raw) {
        return new Digest(HexFormat.of().formatHex(raw));
    }

    /** A new SHA-256 calculator, for data that comes in pieces. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The {@value #BYTES} bytes. */
    public byte[] raw() {
        return HexFormat.of().parseHex(hex);
    }

    /** The first 64 bits as a number, evenly spread over all longs. */
    public long leadingBits() {
        return Long.parseUnsignedLong(hex, 0, 16, 16);
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
