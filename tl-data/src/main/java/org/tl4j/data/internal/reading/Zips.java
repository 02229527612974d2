package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;

/** Opens zips in one way for all, so that the names that are listed are those that are found again. */
final class Zips {
    /** What old zips are named in; every byte is a letter of it. */
    private static final String OLD_NAMES = "IBM437";

    private Zips() {}

    static ZipFile open(Path zip) {
        try {
            return open(zip, StandardCharsets.UTF_8);
        } catch (ZipException e) {
            return openOld(zip, e);
        } catch (IOException e) {
            throw Catalogues.unreadable(zip, e);
        }
    }

    private static ZipFile openOld(Path zip, ZipException first) {
        try {
            return open(zip, Charset.isSupported(OLD_NAMES) ? Charset.forName(OLD_NAMES) : StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            e.addSuppressed(first);
            throw new DataException(
                    new Problem(
                            zip.toString(), "must be a whole zip", Catalogues.reason(e), "download or pack it again"),
                    e);
        }
    }

    private static ZipFile open(Path zip, Charset names) throws IOException {
        return new ZipFile(zip.toFile(), names);
    }

    /** The bytes of an entry of that name; whoever reads to the end learns there if they are not the ones that were packed. */
    static InputStream open(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        InputStream in = entry == null ? null : zip.getInputStream(entry);
        if (in == null) {
            throw new ZipException("no such entry");
        }
        return new Verified(in, entry.getCrc());
    }

    /** Compares the check sum, which {@link ZipFile} leaves to its users. */
    private static final class Verified extends CheckedInputStream {
        private final long expected;

        Verified(InputStream in, long expected) {
            super(in, new CRC32());
            this.expected = expected;
        }

        @Override
        public int read() throws IOException {
            return verify(super.read());
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return verify(super.read(buffer, offset, length));
        }

        private int verify(int read) throws IOException {
            if (read < 0 && getChecksum().getValue() != expected) {
                throw new ZipException("its check sum is wrong, so the zip is damaged");
            }
            return read;
        }
    }
}
