package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/** Verifies the checksum at the end of an entry, and turns all exceptions of a decompressor into errors of the file. */
final class VerifiedStream extends CheckedInputStream {
    private final long expected;
    private final long most;
    private long passed;

    /** Expects a checksum, and refuses more than {@code most} bytes. */
    VerifiedStream(InputStream in, long expected, long most) {
        super(in, new CRC32());
        this.expected = expected;
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        try {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return verify(read);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = super.read(buffer, offset, length);
            count(read);
            return verify(read);
        } catch (RuntimeException e) {
            throw damaged(e);
        }
    }

    private void count(int read) throws IOException {
        passed += Math.max(0, read);
        if (passed > most) {
            throw new ZipException("it unpacks to far more bytes than an image has");
        }
    }

    private int verify(int read) throws IOException {
        if (read < 0 && getChecksum().getValue() != expected) {
            throw new ZipException("its checksum is wrong, so the zip is damaged");
        }
        return read;
    }

    private static IOException damaged(RuntimeException cause) {
        ZipException damage = new ZipException("its compressed data is damaged");
        damage.initCause(cause);
        return damage;
    }
}
