package org.tl4j.core.dataset;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names of files as text, where Java's text differs from the name on disk. On Unix a name is bytes, and
 * Java decodes them by the locale of the process: bytes that the locale does not know all become the same character, so that
 * two names may look equal. The paths themselves keep the bytes, and so does their URI. Thread-safe.
 */
public final class FileNameText {
    private FileNameText() {}

    /**
     * A path as text that differs for different paths: UTF-8 where its bytes are UTF-8, and else {@code \xB9} for each byte
     * that is not.
     */
    public static String of(Path path) {
        String text = path.toString();
        if (isAscii(text) || !isUnix(path)) {
            return text;
        }
        List<String> names = new ArrayList<>();
        boolean exact = true;
        for (byte[] name : lastNames(path)) {
            names.add(escaped(name));
        }
        for (int i = 0; i < path.getNameCount(); i++) {
            exact &= isRepresented(path.getName(i));
        }
        return exact ? text : (path.isAbsolute() ? "/" : "") + String.join("/", names);
    }

    /** Whether Java's text of the last name of a path identifies its bytes. */
    public static boolean isRepresented(Path path) {
        Path file = path.getFileName();
        if (file == null || isAscii(file.toString()) || !isUnix(path)) {
            return true;
        }
        String text = file.toString();
        return utf8(path)
                .map(expected -> normalised(expected).equals(normalised(text)))
                .orElseGet(() -> text.indexOf('\uFFFD') < 0 && comesBack(file));
    }

    /** The last name of a path, by the bytes on disk, if these are UTF-8. */
    public static Optional<String> utf8(Path path) {
        List<byte[]> names = lastNames(path);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(names.get(names.size() - 1)))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /** Some file systems of macOS give names decomposed, and Java composes them. */
    private static String normalised(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static boolean comesBack(Path name) {
        try {
            return name.getFileSystem().getPath(name.toString()).equals(name);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /** Elsewhere names are text, not bytes. */
    private static boolean isUnix(Path path) {
        return path.getFileSystem() == FileSystems.getDefault()
                && path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** The bytes of as many names as the path has. */
    private static List<byte[]> lastNames(Path path) {
        List<byte[]> names = Stream.of(path.toUri().getRawPath().split("/"))
                .filter(name -> !name.isEmpty())
                .map(FileNameText::bytes)
                .toList();
        return names.subList(Math.max(0, names.size() - path.getNameCount()), names.size());
    }

    /** The bytes of a name in a URI. */
    private static byte[] bytes(String quoted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < quoted.length(); i++) {
            if (quoted.charAt(i) == '%') {
                bytes.write(Integer.parseInt(quoted.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(quoted.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    private static String escaped(byte[] name) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(name);
        CharBuffer out = CharBuffer.allocate(4 * name.length);
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            for (int i = 0; i < result.length(); i++) {
                out.put(String.format(Locale.ROOT, "\\x%02X", in.get()));
            }
        }
        return out.flip().toString();
    }
}
