package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.ImageLimits;

/**
 * Tries each suspect once per process, and refuses those that crashed or hung in their trial. One that could not be tried
 * stays a suspect for the next process, and is decoded in this process like any other: most are harmless. Thread-safe.
 */
final class SuspectTrials {
    private static final Logger LOG = LoggerFactory.getLogger(SuspectTrials.class);

    private final Suspects suspects;
    private final DecodeTrial trial;
    private final Set<Long> taken = ConcurrentHashMap.newKeySet();
    private final Set<Long> refusedHere = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean cannotTry = new AtomicBoolean();
    private final AtomicBoolean cannotWrite = new AtomicBoolean();

    SuspectTrials(Suspects suspects, DecodeTrial trial) {
        this.suspects = suspects;
        this.trial = trial;
    }

    /**
     * Checks whether an image may be decoded.
     *
     * @throws BrokenImageException if its trial crashed or hung, now or earlier
     */
    void check(long key, byte[] encoded, ImageLimits limits, int reduction) throws BrokenImageException {
        if (isOpen(key)) {
            settle(key, encoded, limits, reduction);
        }
        if (suspects.isRefused(key)) {
            throw BrokenImageException.corrupt("ended the process that decoded it, twice, and is refused from then on; "
                    + "to have it tried again, delete " + suspects.refusal(key));
        }
        if (refusedHere.contains(key)) {
            throw BrokenImageException.corrupt("ended the process that decoded it, twice, and is refused");
        }
    }

    private boolean isOpen(long key) {
        return suspects.isSuspect(key) && !taken.contains(key) && !refusedHere.contains(key);
    }

    /** One trial at a time, because each takes memory and a processor, and equal images need only one. */
    private synchronized void settle(long key, byte[] encoded, ImageLimits limits, int reduction) {
        if (!isOpen(key)) {
            return;
        }
        try {
            TrialVerdict verdict = trial.judge(encoded, limits, reduction, suspects.folder());
            switch (verdict) {
                case SURVIVED -> acquit(key);
                case DIED, HUNG -> refuse(key);
                case UNDECIDED -> leaveOpen(key, "the process ended early");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            leaveOpen(key, "" + e);
        }
    }

    private void acquit(long key) {
        taken.add(key);
        try {
            suspects.acquit(key);
        } catch (IOException e) {
            warnOfFolder(e);
        }
    }

    private void refuse(long key) {
        try {
            suspects.refuse(key);
        } catch (IOException e) {
            refusedHere.add(key);
            warnOfFolder(e);
        }
    }

    private void leaveOpen(long key, String reason) {
        taken.add(key);
        if (cannotTry.compareAndSet(false, true)) {
            LOG.warn(
                    "an image that was being decoded when an earlier process died cannot be tried in a process of its own"
                            + " ({}); such images are decoded in this process",
                    reason);
        }
    }

    private void warnOfFolder(IOException reason) {
        if (cannotWrite.compareAndSet(false, true)) {
            LOG.warn(
                    "{} cannot be written ({}), so images that were being decoded when a process died are tried again by"
                            + " the next process",
                    suspects.folder(),
                    "" + reason);
        }
    }
}
