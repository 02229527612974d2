package org.tl4j.data.internal.imaging;

/**
 * Rotates planes of one size about their centre, counter-clockwise, with bilinear interpolation; outside is 0. Positions in
 * the source are fixed-point with {@value #PRECISION} bits after the point, so that quarter turns are exact and a step to
 * the next position is an addition. Not thread-safe.
 */
final class Rotation {
    private static final int PRECISION = 32;
    private static final double ONE = 1L << PRECISION;
    private static final int FRACTION_BITS = 24;
    private static final float FRACTION = 1f / (1 << FRACTION_BITS);

    private final int width;
    private final int height;
    private final double cosine;
    private final double sine;
    /** The source with a border of zeros, one pixel wide, which avoids a bounds check for every neighbour. */
    private final float[] framed;

    Rotation(int width, int height, double degrees) {
        double angle = StrictMath.toRadians(degrees);
        this.width = width;
        this.height = height;
        this.cosine = StrictMath.cos(angle);
        this.sine = StrictMath.sin(angle);
        this.framed = new float[(width + 2) * (height + 2)];
    }

    /** Rotates a plane [height, width] in place. */
    void turn(float[] plane) {
        for (int row = 0; row < height; row++) {
            System.arraycopy(plane, row * width, framed, (row + 1) * (width + 2) + 1, width);
        }
        double middle = (width - 1) / 2.0;
        double centre = (height - 1) / 2.0;
        for (int row = 0; row < height; row++) {
            // The source of the first position of the row: the inverse rotation about the centre.
            double across = middle - cosine * middle - sine * (row - centre);
            double along = centre - sine * middle + cosine * (row - centre);
            turnRow(Math.round(across * ONE), Math.round(along * ONE), plane, row * width);
        }
    }

    private void turnRow(long startX, long startY, float[] target, int start) {
        long stepX = Math.round(cosine * ONE);
        long stepY = Math.round(sine * ONE);
        long x = startX;
        long y = startY;
        for (int at = start; at < start + width; at++) {
            int column = (int) (x >> PRECISION) + 1;
            int row = (int) (y >> PRECISION) + 1;
            boolean inside = column >= 0 && column <= width && row >= 0 && row <= height;
            target[at] = inside ? between(row * (width + 2) + column, fraction(x), fraction(y)) : 0;
            x += stepX;
            y += stepY;
        }
    }

    private float between(int at, float right, float down) {
        int below = at + width + 2;
        float upper = framed[at] + right * (framed[at + 1] - framed[at]);
        float lower = framed[below] + right * (framed[below + 1] - framed[below]);
        return upper + down * (lower - upper);
    }

    private static float fraction(long place) {
        return (place >>> (PRECISION - FRACTION_BITS) & ((1 << FRACTION_BITS) - 1)) * FRACTION;
    }
}
