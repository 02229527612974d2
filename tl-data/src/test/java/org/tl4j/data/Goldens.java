package org.tl4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reference output of Pillow for images; dev/goldens/make_goldens.py creates these files. */
public final class Goldens {
    private Goldens() {}

    /** The bytes of a file. */
    public static byte[] bytes(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** The decompressed content of a gzip file. */
    public static byte[] unpacked(String name) {
        try (InputStream in = new GZIPInputStream(open(name))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** The rows of a table without its header, cells still joined by commas. */
    public static Stream<List<String>> rows(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> List.of(line.split(",", -1)));
    }

    private static InputStream open(String name) throws IOException {
        InputStream in = Goldens.class.getResourceAsStream("goldens/" + name);
        if (in == null) {
            throw new IOException("no golden file " + name);
        }
        return in;
    }
}
