package org.tl4j.storage.bundle;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Map;
import java.util.zip.CRC32;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.tensors.SafetensorsContent;

/**
 * The content of one entry of a bundle. Tensors are not copied; their bytes are produced again for each reading.
 *
 * @param name of the entry
 * @param size in bytes
 * @param source gives all bytes, in pieces
 */
record EntryContent(String name, long size, Source source) {
    /** Produces the same bytes each time. */
    interface Source {
        /** Passes all bytes to {@code sink}, in order. */
        <E extends Exception> void writeTo(SafetensorsContent.Sink<E> sink) throws E;
    }

    static EntryContent of(NetworkEntry entry) {
        // a switch over the sealed type has to wait for Java 21
        if (entry instanceof NetworkEntry.Tensors tensors) {
            SafetensorsContent content = new SafetensorsContent(tensors.tensors(), Map.of());
            return new EntryContent(entry.name(), content.size(), new Source() {
                @Override
                public <E extends Exception> void writeTo(SafetensorsContent.Sink<E> sink) throws E {
                    content.writeTo(sink);
                }
            });
        }
        return of(entry.name(), ((NetworkEntry.Bytes) entry).content());
    }

    static EntryContent of(String name, ByteBuffer bytes) {
        return new EntryContent(name, bytes.remaining(), new Source() {
            @Override
            public <E extends Exception> void writeTo(SafetensorsContent.Sink<E> sink) throws E {
                sink.accept(bytes.duplicate());
            }
        });
    }

    /** Its description in the manifest. */
    EntryDigest statement() {
        MessageDigest sha256 = Digest.sha256();
        source.writeTo(sha256::update);
        return new EntryDigest(size, Digest.from(sha256));
    }

    /** Its description in the zip. */
    CRC32 checkSum() {
        CRC32 crc = new CRC32();
        source.writeTo(crc::update);
        return crc;
    }
}
