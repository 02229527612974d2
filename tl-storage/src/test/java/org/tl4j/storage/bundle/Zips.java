package org.tl4j.storage.bundle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.tl4j.core.provenance.Digest;

/** Unpacks bundles and packs them again, valid or not. */
final class Zips {
    private Zips() {}

    static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                entries.put(entry.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    /** A compressed zip of these entries. */
    static Path write(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return file;
    }

    /** Replaces a piece of the manifest, which must exist. */
    static void replaceInManifest(Map<String, byte[]> entries, String old, String replacement) {
        String manifest = new String(entries.get(BundleFormat.MANIFEST), StandardCharsets.UTF_8);
        if (!manifest.contains(old)) {
            throw new IllegalArgumentException(old + " is not in " + manifest);
        }
        entries.put(BundleFormat.MANIFEST, manifest.replace(old, replacement).getBytes(StandardCharsets.UTF_8));
    }

    /** Replaces an entry, and its length and digest in the manifest. */
    static void replaceConsistently(Map<String, byte[]> entries, String name, byte[] content) {
        byte[] old = entries.put(name, content);
        replaceInManifest(entries, Digest.of(old).hex(), Digest.of(content).hex());
        replaceInManifest(entries, "\"bytes\" : " + old.length, "\"bytes\" : " + content.length);
    }
}
