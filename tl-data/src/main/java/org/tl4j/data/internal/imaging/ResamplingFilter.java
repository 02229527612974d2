package org.tl4j.data.internal.imaging;

import org.tl4j.core.preprocessing.Interpolation;

/** The filters of Pillow (src/libImaging/Resample.c), as functions of the distance from the centre. */
enum ResamplingFilter {
    /** Pillow's {@code BILINEAR}. */
    TRIANGLE(1) {
        @Override
        double at(double distance) {
            return Math.max(0, 1 - Math.abs(distance));
        }
    },
    /** Pillow's {@code BICUBIC}: the cubic of Keys 1981. */
    CUBIC(2) {
        @Override
        double at(double distance) {
            double x = Math.abs(distance);
            if (x < 1) {
                return ((KEYS + 2) * x - (KEYS + 3)) * x * x + 1;
            }
            return x < 2 ? (((x - 5) * x + 8) * x - 4) * KEYS : 0;
        }
    };

    private static final double KEYS = -0.5;

    private final double support;

    ResamplingFilter(double support) {
        this.support = support;
    }

    /** The filter for an interpolation. */
    static ResamplingFilter of(Interpolation interpolation) {
        return switch (interpolation) {
            case BILINEAR -> TRIANGLE;
            case BICUBIC -> CUBIC;
        };
    }

    /** The radius: the distance from which the filter is 0. */
    double support() {
        return support;
    }

    /** The weight of a pixel at a distance, not yet normalised. */
    abstract double at(double distance);
}
