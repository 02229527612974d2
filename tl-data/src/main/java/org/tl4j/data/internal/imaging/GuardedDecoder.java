package org.tl4j.data.internal.imaging;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.ImageHeader;
import org.tl4j.data.internal.format.ImageLimits;

/**
 * Decodes images, and keeps a {@link CrashJournal} of those in native code. An image that was there when an earlier process
 * died is a suspect; {@link SuspectTrials} decides whether it is decoded. Thread-safe.
 */
final class GuardedDecoder {
    private final Optional<Path> folder;
    private Optional<CrashJournal> journal = Optional.empty();
    private Optional<SuspectTrials> trials = Optional.empty();

    /** Keeps its journal in {@code folder}, from the first image on; without one there is no journal. */
    GuardedDecoder(Optional<Path> folder) {
        this.folder = folder;
    }

    /** As {@link Decoder#decode}. */
    Pixels decode(byte[] encoded, ImageHeader header, int reduction, ImageLimits limits) throws BrokenImageException {
        Optional<CrashJournal> opened = Decoder.isNative(encoded, header, limits) ? journal() : Optional.empty();
        if (opened.isEmpty()) {
            return Decoder.decode(encoded, header, reduction, limits);
        }
        long key = Suspects.key(encoded);
        if (trials.isPresent()) {
            trials.get().check(key, encoded, limits, reduction);
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
            trials = Optional.of(journal.orElseThrow().suspects())
                    .filter(suspects -> !suspects.isEmpty())
                    .map(suspects -> new SuspectTrials(suspects, DecodeTrial.likeThisProcess()));
        }
        return journal;
    }
}
