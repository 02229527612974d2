package org.tl4j.storage.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.tensors.SafetensorsContent;

/**
 * Writes one bundle. Nothing is packed: trained weights hardly shrink, and the bytes of packed data depend on the version of
 * the packer. The weights are never copied as a whole; they are gone through twice, for the digest and for the file.
 *
 * @param file where to
 * @param manifest the first entry
 * @param network the second
 * @param weights the third
 */
record BundleWriter(Path file, ByteBuffer manifest, ByteBuffer network, SafetensorsContent weights) {
    // Any fixed time would do, but for the very first of a zip, 1980-01-01: Java adds the local time zone to that one
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    static BundleWriter of(Path file, Bundle bundle) {
        ByteBuffer network = ByteBuffer.wrap(bundle.network().configuration().getBytes(StandardCharsets.UTF_8));
        SafetensorsContent weights = new SafetensorsContent(bundle.network().weights(), Map.of());
        checkLength(file, BundleFormat.NETWORK, network.remaining());
        checkLength(file, BundleFormat.WEIGHTS, weights.size());
        MessageDigest sha256 = Digest.sha256();
        weights.writeTo(sha256::update);
        ManifestFile content = new ManifestFile(
                bundle.manifest(),
                bundle.network().runtime(),
                new EntryDigest(network.remaining(), Digest.of(network)),
                new EntryDigest(weights.size(), Digest.from(sha256)));
        ByteBuffer manifest = manifest(file, content);
        checkLength(file, BundleFormat.MANIFEST, manifest.remaining());
        return new BundleWriter(file, manifest, network, weights);
    }

    void write() {
        AtomicFile.write(file, this::writeTo);
    }

    private void writeTo(FileChannel channel) throws IOException {
        OutputStream buffered = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
        // not closed: that would close the channel before it is forced to the disk
        ZipOutputStream zip = new ZipOutputStream(buffered, StandardCharsets.UTF_8);
        writeEntry(zip, BundleFormat.MANIFEST, manifest);
        writeEntry(zip, BundleFormat.NETWORK, network);
        CRC32 crc = new CRC32();
        weights.writeTo(crc::update);
        begin(zip, BundleFormat.WEIGHTS, weights.size(), crc);
        weights.writeTo(Channels.newChannel(zip)::write);
        zip.closeEntry();
        zip.finish();
        buffered.flush();
    }

    private static void writeEntry(ZipOutputStream zip, String name, ByteBuffer content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content.duplicate());
        begin(zip, name, content.remaining(), crc);
        Channels.newChannel(zip).write(content.duplicate());
        zip.closeEntry();
    }

    private static void begin(ZipOutputStream zip, String name, long size, CRC32 crc) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(TIME);
        entry.setSize(size);
        entry.setCompressedSize(size);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
    }

    private static ByteBuffer manifest(Path file, ManifestFile content) {
        try {
            return ByteBuffer.wrap(Json.write(ManifestJson.write(content)));
        } catch (JsonProcessingException e) {
            throw new BundleException(
                    new Problem(file.toString(), "must have a manifest of valid texts", e.getOriginalMessage(), ""), e);
        }
    }

    private static void checkLength(Path file, String entry, long length) {
        long longest = BundleFormat.LONGEST_ENTRY.get(entry);
        if (length > longest) {
            throw new BundleException(
                    file.toString(),
                    "must have a " + entry + " of at most " + longest + " bytes",
                    Long.toString(length),
                    "choose a smaller backbone or fewer labels");
        }
    }
}
