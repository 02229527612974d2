package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Compares the check sum of what was packed, at the end, and makes whatever a decompressor throws a problem of the file. */
final class VerifiedStream extends CheckedInputStream {
    private final long expected;

    VerifiedStream(InputStream in, long expected) {
        super(in, new CRC32());
        this.expected = expected;
    }

    @Override
    public int read() throws IOException {
        try {
            return verify(super.read());
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return verify(super.read(buffer, offset, length));
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    private int verify(int read) throws IOException {
        if (read < 0 && getChecksum().getValue() != expected) {
            throw new IOException("its check sum is wrong, so the zip is damaged");
        }
        return read;
    }

    private static IOException damaged(RuntimeException cause) {
        return new IOException("its compressed bytes are damaged", cause);
    }
}
