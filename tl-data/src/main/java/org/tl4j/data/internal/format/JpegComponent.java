package org.tl4j.data.internal.format;

import java.util.Arrays;

/** One colour component of a JPEG frame, and which of its coefficients the scans have delivered. Not thread-safe. */
final class JpegComponent {
    static final int COEFFICIENTS = 64;

    /** The state of a coefficient that is not delivered yet. */
    private static final int MISSING = -1;

    final int id;
    final int horizontal;
    final int vertical;
    private final int[] lowestBits = new int[COEFFICIENTS];
    private int blocksAcross;
    private int blocksDown;
    private long[] nonZero = {};

    JpegComponent(int id, int horizontal, int vertical) {
        this.id = id;
        this.horizontal = horizontal;
        this.vertical = vertical;
        Arrays.fill(lowestBits, MISSING);
    }

    /** Computes the number of blocks; {@code across} and {@code down} are the largest sampling factors of the frame. */
    void size(int width, int height, int across, int down) {
        blocksAcross = ceiling((long) width * horizontal, 8L * across);
        blocksDown = ceiling((long) height * vertical, 8L * down);
    }

    static int ceiling(long length, long step) {
        return (int) ((length + step - 1) / step);
    }

    int blocks() {
        return blocksAcross * blocksDown;
    }

    /** One bit per coefficient of each block: whether it is known not to be 0. Only refinements need them. */
    long[] nonZero() {
        if (nonZero.length == 0) {
            nonZero = new long[blocks()];
        }
        return nonZero;
    }

    /** Records that a scan delivers coefficients down to bit {@code low}, after another did so down to {@code high}. */
    void deliver(int first, int last, int high, int low) throws BrokenImageException {
        if (first > 0 && lowestBits[0] == MISSING) {
            throw JpegBits.damaged("a scan of its details comes before the scan of its averages");
        }
        for (int i = first; i <= last; i++) {
            if (high != Math.max(0, lowestBits[i])) {
                throw JpegBits.damaged("its scans do not build on each other");
            }
            lowestBits[i] = low;
        }
    }

    /** Whether all coefficients are delivered. */
    boolean isComplete() {
        return Arrays.stream(lowestBits).allMatch(bit -> bit == 0);
    }

    /** Whether any scan has included this component. */
    boolean isBegun() {
        return lowestBits[0] != MISSING;
    }
}
