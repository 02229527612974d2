package org.tl4j.data.internal.imaging;

import java.util.OptionalInt;
import java.util.Set;

/** The verdict on an image, from the way in which the process that decoded it ended. */
enum TrialVerdict {
    /** The image was decoded or refused. */
    SURVIVED,
    /** The process crashed at the image. */
    DIED,
    /** The process did not end in time. */
    HUNG,
    /** The process could not be started, or ended for another reason: the image may be harmless. */
    UNDECIDED;

    /** The first line of HotSpot's report. It ends with exit code 1 where it must not write a core file. */
    private static final String CRASH = "A fatal error has been detected by the Java Runtime Environment";

    /** The first line of the same report if the machine has no memory left. */
    private static final String NO_MEMORY = "There is insufficient memory for the Java Runtime Environment";

    /** HUP, INT, KILL (also from a system that is out of memory), TERM and XCPU: sent from outside. */
    private static final Set<Integer> SENT = Set.of(129, 130, 137, 143, 152);

    private static final int SIGNAL = 128;
    private static final int WINDOWS_CONTROL_C = 0xC000013A;

    /**
     * Judges by the exit code and standard output.
     *
     * @param exit empty if the process was still running at the time limit
     */
    static TrialVerdict of(OptionalInt exit, String output) {
        if (output.contains(TrialProcess.ENDED)) {
            return SURVIVED;
        }
        if (!output.contains(TrialProcess.READY) || output.contains(NO_MEMORY)) {
            return UNDECIDED;
        }
        if (exit.isEmpty()) {
            return HUNG;
        }
        return output.contains(CRASH) || isCrash(exit.getAsInt()) ? DIED : UNDECIDED;
    }

    private static boolean isCrash(int exit) {
        boolean windows = exit < 0 && exit != WINDOWS_CONTROL_C;
        return windows || (exit > SIGNAL && !SENT.contains(exit));
    }
}
