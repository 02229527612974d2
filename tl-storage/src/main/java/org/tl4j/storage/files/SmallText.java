package org.tl4j.storage.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads short files that people write; longer files are rejected. Stateless and thread-safe. */
public final class SmallText {
    /** The longest file, in bytes. */
    public static final int LONGEST = 1 << 20;

    private SmallText() {}

    /**
     * A whole file in UTF-8, without the byte order mark that some editors write.
     *
     * @throws IOException if it cannot be read, is longer than {@link #LONGEST}, or not in UTF-8; its message says which
     */
    public static String read(Path file) throws IOException {
        return read(file, LONGEST);
    }

    /**
     * As {@link #read(Path)}, with another limit.
     *
     * @param longest of the file, in bytes
     */
    public static String read(Path file, int longest) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("a folder");
        }
        try (InputStream content = Files.newInputStream(file)) {
            byte[] bytes = content.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new IOException("more than " + longest + " bytes");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IOException("bytes that are not UTF-8", e);
        }
    }
}
