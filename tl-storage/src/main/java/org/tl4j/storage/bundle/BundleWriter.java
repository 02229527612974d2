package org.tl4j.storage.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.json.Json;

/**
 * Writes one bundle. Nothing is packed: trained weights hardly shrink, and the bytes of packed data depend on the version of
 * the packer. The weights are never copied as a whole; they are read once each for the digest, the check sum and the file.
 */
final class BundleWriter {
    // Any fixed time would do, but for the very first of a zip, 1980-01-01: Java adds the local time zone to that one
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final Path file;
    private final List<EntryContent> entries;

    /**
     * @param file where to
     * @param entries the manifest, then those of the network
     */
    private BundleWriter(Path file, List<EntryContent> entries) {
        this.file = file;
        this.entries = List.copyOf(entries);
    }

    static BundleWriter of(Path file, Bundle bundle) {
        List<EntryContent> entries = new ArrayList<>();
        Map<String, EntryDigest> statements = new LinkedHashMap<>();
        long content = 0;
        List<NetworkEntry> all = new ArrayList<>(bundle.network().entries());
        all.addAll(ofBundle(bundle));
        for (NetworkEntry entry : all) {
            checkText(file, entry);
            EntryContent next = EntryContent.of(entry);
            checkLength(file, next);
            content += next.size();
            statements.put(next.name(), next.statement());
            entries.add(next);
        }
        if (content > BundleFormat.LONGEST_CONTENT - BundleFormat.longest(BundleFormat.MANIFEST)) {
            throw tooLong(file, "entries", BundleFormat.LONGEST_CONTENT, content);
        }
        EntryContent manifest = EntryContent.of(
                BundleFormat.MANIFEST,
                manifest(
                        file,
                        new ManifestFile(bundle.manifest(), bundle.network().engine(), statements)));
        checkLength(file, manifest);
        entries.add(0, manifest);
        return new BundleWriter(file, entries);
    }

    /** The entries beside those of the network. */
    private static List<NetworkEntry> ofBundle(Bundle bundle) {
        return bundle.record()
                .map(record -> RecordEntries.write(record, bundle.manifest().labels()))
                .orElse(List.of());
    }

    void write() {
        AtomicFile.write(file, this::writeTo);
    }

    private void writeTo(FileChannel channel) throws IOException {
        OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        // not closed: that would close the channel before it is forced to the disk
        ZipOutputStream zip = new ZipOutputStream(buffered, StandardCharsets.UTF_8);
        for (EntryContent content : entries) {
            ZipEntry entry = new ZipEntry(content.name());
            entry.setMethod(ZipEntry.STORED);
            entry.setTimeLocal(TIME);
            entry.setSize(content.size());
            entry.setCompressedSize(content.size());
            entry.setCrc(content.checkSum().getValue());
            zip.putNextEntry(entry);
            content.source().writeTo(Channels.newChannel(zip)::write);
            zip.closeEntry();
        }
        zip.finish();
        buffered.flush();
    }

    private static ByteBuffer manifest(Path file, ManifestFile content) {
        try {
            return ByteBuffer.wrap(Json.write(ManifestJson.write(content)));
        } catch (JsonProcessingException e) {
            throw new BundleException(
                    new Problem(file.toString(), "must have a manifest of valid texts", e.getOriginalMessage(), ""), e);
        }
    }

    /** Refuses what the reader would refuse, before the only copy of a trained network is in such a file. */
    private static void checkText(Path file, NetworkEntry entry) {
        if (entry instanceof NetworkEntry.Bytes bytes && entry.name().endsWith(BundleFormat.JSON_END)) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(bytes.content().duplicate());
            } catch (CharacterCodingException e) {
                throw new BundleException(
                        new Problem(
                                file.toString(), "must have a " + entry.name() + " in UTF-8", "bytes that are not", ""),
                        e);
            }
        }
    }

    private static void checkLength(Path file, EntryContent entry) {
        long longest = BundleFormat.longest(entry.name());
        if (entry.size() > longest) {
            throw tooLong(file, "a " + entry.name(), longest, entry.size());
        }
    }

    private static BundleException tooLong(Path file, String what, long longest, long found) {
        return new BundleException(
                file.toString(),
                "must have " + what + " of at most " + longest + " bytes",
                Long.toString(found),
                "choose a smaller backbone or fewer labels");
    }
}
