package org.tl4j.it.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tl4j.core.provenance.Digest;

/** A bundle as the zip that it is. */
public final class BundleFile {
    /** What a bundle says of itself. */
    public static final String MANIFEST = "manifest.json";

    private BundleFile() {}

    /** Its entries, in their order, all as text and digests, but for the time when it was made. */
    public static Map<String, String> timeless(Path file) {
        Map<String, String> entries = new LinkedHashMap<>();
        try (InputStream in = Files.newInputStream(file);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readAllBytes();
                String text = entry.getName().equals(MANIFEST) ? withoutTime(content) : digest(content);
                entries.put(entry.getName(), text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return entries;
    }

    private static String digest(byte[] content) {
        return HexFormat.of().formatHex(Digest.sha256().digest(content));
    }

    private static String withoutTime(byte[] manifest) throws IOException {
        JsonNode document = JsonMapper.builder().build().readTree(manifest);
        if (!(document.get("provenance") instanceof ObjectNode provenance) || provenance.remove("created") == null) {
            throw new IOException("a manifest must say when its bundle was made, found " + document);
        }
        return document.toPrettyString();
    }
}
