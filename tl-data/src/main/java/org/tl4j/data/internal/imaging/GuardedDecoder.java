package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.ImageFormat;
import org.tl4j.data.internal.format.ImageHeader;
import org.tl4j.data.internal.format.ImageLimits;

/**
 * Decodes, and keeps a {@link CrashJournal} of what is in native code. An image that was there when an earlier process died
 * is first decoded in a process of its own; if that one dies too, the image is refused from then on. Thread-safe.
 */
final class GuardedDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedDecoder.class);

    private final Optional<Path> folder;
    private Optional<CrashJournal> journal = Optional.empty();
    private boolean watching;

    /** Keeps its journal in {@code folder}, from the first image on; without one there is no journal. */
    GuardedDecoder(Optional<Path> folder) {
        this.folder = folder;
    }

    /** As {@link Decoder#decode}. */
    Pixels decode(byte[] encoded, ImageHeader header, int reduction, ImageLimits limits) throws BrokenImageException {
        boolean isNative = header.format() == ImageFormat.JPEG || header.format() == ImageFormat.WEBP;
        Optional<CrashJournal> opened = isNative ? journal() : Optional.empty();
        if (opened.isEmpty()) {
            return Decoder.decode(encoded, header, reduction, limits);
        }
        long key = Suspects.key(encoded);
        if (watching) {
            check(opened.get().suspects(), key, encoded, limits);
        }
        Optional<Integer> slot = opened.get().enter(key);
        try {
            return Decoder.decode(encoded, header, reduction, limits);
        } finally {
            opened.get().leave(slot);
        }
    }

    private synchronized Optional<CrashJournal> journal() {
        if (journal.isEmpty() && folder.isPresent()) {
            journal = folder.map(CrashJournal::open);
            watching = !journal.orElseThrow().suspects().isEmpty();
        }
        return journal;
    }

    private static void check(Suspects suspects, long key, byte[] encoded, ImageLimits limits)
            throws BrokenImageException {
        if (suspects.isSuspect(key)) {
            if (survives(encoded, limits)) {
                suspects.acquit(key);
            } else {
                suspects.refuse(key);
            }
        }
        if (suspects.isRefused(key)) {
            throw BrokenImageException.corrupt("ended the process that decoded it, twice, and is refused from then on; "
                    + "to have it tried again, delete " + suspects.refusal(key));
        }
    }

    private static boolean survives(byte[] encoded, ImageLimits limits) {
        try {
            return DecodeTrial.survives(encoded, limits);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (IOException e) {
            LOG.warn("no process can be started to try an image that may have ended an earlier one: {}", "" + e);
            return false;
        }
    }
}
